"""tools/tidy.py tells each thing that it is there to tell, and nothing of a tree that is tidy."""

import importlib.util
import pathlib
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAYERS = """# Two modules, one above the other.
all:  | fmt/
base: | sodium.h
top:  base | fstream
"""
PACK = '[pack]\nid = "roads"\n[register.repair]\n'


def tidy():
    spec = importlib.util.spec_from_file_location("tidy", ROOT / "tools/tidy.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Tidy(unittest.TestCase):
    def told(self, files, layers=LAYERS):
        """What is said of a tree with these files."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            given = {"src/layers.txt": layers, "packs/roads/pack.toml": PACK, **files}
            for name, text in given.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return tidy().Tidy(root).run()

    def assert_told(self, files, *wanted, layers=LAYERS):
        self.assertEqual(self.told(files, layers), list(wanted))

    def test_says_nothing_of_a_tidy_tree(self):
        self.assert_told({
            "src/base/day.h": "#pragma once\n// A day.\nstruct Day {};\n",
            "src/top/year.cc": '#include "base/day.h"\n#include <fstream>\n#include <fmt/format.h>\n',
            "src/top/year_test.cc": '#include "top/year.h"\n#include <thread>\n',
            "docs/decisions/0001-a.md": "", "docs/decisions/0002-b.md": ""})

    def test_says_nothing_of_this_tree(self):
        self.assertEqual(tidy().Tidy(ROOT).run(), [])

    def test_tells_an_include_that_crosses_a_layer(self):
        told = "src/base/day.cc: base may not include top (src/layers.txt)"
        for include in ('#include "top/year.h"', '  #  include "top/year.h"  // why',
                        '#include"top/year.h"'):
            with self.subTest(include):
                self.assert_told({"src/base/day.cc": include + "\n"}, told)

    def test_tells_an_include_that_names_no_module(self):
        for header in ('"../top/year.h"', '"year.h"', '"top/../top/year.h"', "YEAR"):
            with self.subTest(header):
                self.assert_told(
                    {"src/base/day.cc": f"#include {header}\n"},
                    f'src/base/day.cc: #include {header}: write "module/header.h" or <header>')

    def test_tells_an_own_header_in_angle_brackets(self):
        for name in ("src/base/day.cc", "src/base/day_test.cc"):
            self.assert_told({name: "#include <top/year.h>\n"},
                             f"{name}: base may not include <top/year.h> (src/layers.txt)")

    def test_tells_headers_from_outside_that_a_module_may_not_include(self):
        for header in ("fstream", "thread", "zip.h", "boost/json.hpp"):
            with self.subTest(header):
                self.assert_told({"src/base/day.cc": f"#include <{header}>\n"},
                                 f"src/base/day.cc: base may not include <{header}> (src/layers.txt)")

    def test_tells_a_module_that_is_no_layer(self):
        self.assert_told({"src/side/day.cc": ""},
                         "src/side/day.cc: module side is not in src/layers.txt")

    def test_tells_a_layer_that_names_one_above_it(self):
        self.assert_told({}, "src/layers.txt: base names top, which is not above it",
                         layers="base: top\ntop: base\n")

    def test_tells_what_is_too_long(self):
        self.assert_told({"src/top/a.cc": "//" + "x" * 99 + "\n", "src/top/b.cc": "\n" * 501},
                         "src/top/a.cc:1: 101 columns; the limit is 100",
                         "src/top/b.cc: 501 lines; the limit is 500")

    def test_tells_tabs_and_trailing_spaces(self):
        self.assert_told({"tests/a.cc": "\tint x;\nint y; \n"},
                         "tests/a.cc:1: tab or trailing space",
                         "tests/a.cc:2: tab or trailing space")

    def test_tells_what_is_banned_with_what_to_write_instead(self):
        lines = {"using " + "namespace std;": "name the namespace",
                 "auto x = std::" + "shared_ptr<int>();": "one owner: a value or std::unique_ptr",
                 "out << std::" + "endl;": "use '\\n'",
                 "// FIX" + "ME": "finish it before merging",
                 "// TO" + "DO later": "write TO" + "DO(#issue)"}
        for line, advice in lines.items():
            with self.subTest(line):
                self.assert_told({"src/top/a.cc": line + "\n"}, f"src/top/a.cc:1: {advice}")
        self.assert_told({"src/top/a.cc": "// TO" + "DO(#12): later\n"})

    def test_tells_headers_without_their_beginnings(self):
        self.assert_told({"src/top/a.h": "struct A {};\n"},
                         "src/top/a.h: a header starts with #pragma once",
                         "src/top/a.h: say what it is for, above its first type")

    def test_tells_sources_that_name_what_a_pack_declares(self):
        text = 'auto id = "roads.repair";\n'
        self.assert_told({"src/top/a.cc": text, "src/top/a_test.cc": text},
                         "src/top/a.cc:1: src/ names roads.repair of a pack")

    def test_tells_decisions_that_share_a_number(self):
        self.assert_told({"docs/decisions/0001-a.md": "", "docs/decisions/0001-b.md": ""},
                         "docs/decisions/0001-b.md: shares its number with 0001-a.md")


if __name__ == "__main__":
    unittest.main()
