"""Every refusal has a test: each rule that the program may refuse by stands in one."""

import re
import unittest

from tests.system import support

# "record.required", as refusals name what was broken.
RULE = re.compile(r'"([a-z][a-z_]*\.[a-z][a-z_]*)"')
# What else is written like that: names of files, and templates of them.
FILES = {"css", "csv", "db", "docx", "htm", "html", "js", "json", "key", "lock", "md", "pdf", "rels",
         "toml", "xlsx", "xml", "zip"}
# Nobody is ever refused by these: they take back what a dry run wrote.
NEVER_TOLD = {"import.dry_run", "packs.dry_run"}


def is_for_tests(path):
    return path.name.endswith("_test.cc") or re.match(r"probe_|test_|sample_pack|sample_schema|"
                                                      r"memory_|inspection_in_tests", path.name)


def code_of(path):
    """The text of a source without its comments and includes."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(re.sub(r"(^|\s)//.*", "", line) for line in lines
                     if not line.startswith("#include"))


def sources():
    return [path for path in sorted((support.ROOT / "src").rglob("*"))
            if path.suffix in (".cc", ".h")]


def rules():
    """Every rule, with the sources that refuse by it."""
    found = {}
    for path in sources():
        if is_for_tests(path):
            continue
        for rule in RULE.findall(code_of(path)):
            if rule.rpartition(".")[2] not in FILES and rule not in NEVER_TOLD:
                found.setdefault(rule, set()).add(str(path.relative_to(support.ROOT)))
    return found


HAN = "[\u4e00-\u9fff]"


def joined(code):
    """Source text whose literals that stand one after the other are one."""
    return re.sub(r'"\s*"', "", code)


def told(code, start):
    """The Chinese literals of the refusal whose rule ends at `start`, as its reader sees them."""
    rest = code[start:start + 1500]
    end = re.search(r"\n\}|;\n", rest)
    return [literal.replace("{{", "{").replace("}}", "}").strip("。")
            for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', rest[:end.start()] if end else rest)
            if len(re.findall(HAN, literal)) >= 3]


def is_read(literal, text):
    """Does a test expect these words: all of them around what fills them in, or a part by itself?"""
    parts = [part for part in re.split(r"\{[^{}]*\}", literal) if part]
    whole = "[^\n]{0,90}?".join(map(re.escape, parts))
    if any(part in text for part in parts if len(re.findall(HAN, part)) >= 4):
        return True
    return re.search(whole, text) is not None


def tests():
    paths = [path for path in sources() if path.name.endswith("_test.cc")]
    paths += [path for path in (support.ROOT / "tests").rglob("*") if path.suffix in (".cc", ".py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


class Refusals(unittest.TestCase):
    def test_have_a_test_each(self):
        words = set(re.findall(r"[a-z_]+\.[a-z_]+", tests()))
        found = rules()
        self.assertGreater(len(found), 150)
        without = {rule: sorted(paths) for rule, paths in found.items() if rule not in words}
        self.assertEqual(without, {})

    def test_are_told_in_words_that_a_test_reads(self):
        """The name of a rule alone proves little: somewhere its words must be expected, too."""
        expected = joined(tests())
        read, unread = set(), {}
        for path in sources():
            if is_for_tests(path):
                continue
            code = joined(code_of(path))
            for found in RULE.finditer(code):
                literals = told(code, found.end())
                if any(is_read(literal, expected) for literal in literals):
                    read.add(found.group(1))
                elif literals:
                    unread.setdefault(found.group(1), []).append(literals[0])
        self.assertGreater(len(read), 190)
        self.assertEqual({rule: words for rule, words in unread.items() if rule not in read}, {})


if __name__ == "__main__":
    unittest.main()
