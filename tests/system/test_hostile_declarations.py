"""Packs, templates, backups and attachments made to harm: refused in words, with the place."""

import hashlib
import json
import unittest
import zipfile

from tests.system import support
from tests.system.hostile import MEGA, archive, joined, repeated, write
from tests.system.test_hostile_files import MOST, SMALL, limited
from tests.system.test_import import PACK

CHECK = """
[[register.tower.check]]
rule = '''{}'''
says = {{ zh = "试验", en = "Trial" }}
"""
LONG = ("表达式第1个字处：表达式超过4000字节。",
        "At character 1 of the expression: The expression is longer than 4000 bytes.")
REPORT = """
[report.annual]
title = { zh = "年报", en = "Annual" }
heading = "{{office}}"
chapters = ["beacon"]
text = "annual.md"

[indicator.towers]
title = { zh = "灯塔数", en = "Lighthouses" }
unit = "座"
of = "tower"
"""


class HostileDeclarations(unittest.TestCase):
    def setUp(self):
        self.folder = support.fresh("hostile-declarations")
        self.pack = self.folder / "packs/beacon"
        self.pack.mkdir(parents=True)

    def asked(self, *words, most=SMALL):
        code, out, held = limited(*words, "--json")
        self.assertLessEqual(held, most, f"{held // MEGA} MB")
        self.assertTrue(out, f"exit {code}")
        return code, json.loads(out)

    def faults(self, text, **files):
        """The faults of a pack, each as rule, line and words."""
        write(self.pack / "pack.toml", text)
        for name, contents in files.items():
            write(self.pack / f"{name}.md", contents)
        code, said = self.asked("pack", "check", self.folder / "packs", most=MOST)
        if code == 0:
            return []
        refused = said["refused"]
        return [(fault["rule"], fault["where"].get("row", 0), fault["says"]["zh"],
                 fault["says"]["en"]) for fault in refused["faults"] or [refused]]

    def refused(self, text, expected, **files):
        faults = self.faults(text, **files)
        self.assertIn(expected, faults, faults[:3])
        return faults

    def test_deep_toml_is_refused_by_its_line(self):
        deep = ("pack.too_deep", 2, "嵌套超过16层。", "It nests deeper than 16.")
        many = 100_000
        for text in ("a = " + "[" * many, "a = " + "[" * many + "]" * many,
                     "a = " + "{ b = " * many, ".".join(["a"] * many) + " = 1",
                     "[" + ".".join(["a"] * many) + "]"):
            self.assertEqual(self.faults("# deep\n" + text + "\n"), [deep])

    def test_a_pack_has_a_size(self):
        write(self.pack / "pack.toml", PACK, "#", repeated(" ", 2 * MEGA))
        code, said = self.asked("pack", "check", self.folder / "packs")
        self.assertEqual((code, said["refused"]["rule"]), (1, "pack.too_large"))
        self.assertEqual(said["refused"]["says"], {"zh": "文件大于 1 MB。",
                                                   "en": "The file exceeds 1 MB."})

    def test_a_long_array_is_no_more_than_a_fault(self):
        row = PACK.count("\n") + 2
        self.refused(PACK + "\n[x]\na = [" + "1," * 400_000 + "]\n",
                     ("pack.unknown_key", row, "pack.toml 里没有“x”这个键。",
                      'pack.toml has no key "x".'))

    def check_of(self, expression, rule, zh, en):
        row = (PACK + CHECK).split("rule =")[0].count("\n") + 1
        self.refused(PACK + CHECK.format(expression), (rule, row, zh, en))

    def test_deep_expressions_are_refused_by_their_place(self):
        deep = "表达式第{}个字处：表达式嵌套超过50层。", \
               "At character {} of the expression: The expression nests deeper than 50."
        for expression, place in (("(" * 1_500 + "true" + ")" * 1_500, 51),
                                  ("!" * 3_000 + "true", 50),
                                  ("!(" * 900 + "true" + ")" * 900, 51),
                                  ("true ? true : " * 200 + "true", 701)):
            self.check_of(expression, "expr.too_deep", *(words.format(place) for words in deep))

    def test_long_expressions_are_refused(self):
        for operator in ("&&", "||"):
            long = f" {operator} ".join(["height > 1"] * 2_000)
            self.check_of(long, "expr.too_long", *LONG)
        self.assertTrue(self.faults(PACK + CHECK.format("+".join(["1"] * 1_500) + " == 1")))
        self.assertTrue(self.faults(PACK + CHECK.format(
            "code in [" + ",".join(['"a"'] * 900) + "]")))

    def test_templates_do_not_nest_deep(self):
        many = 1_000
        text = PACK + REPORT
        each = "{{#each tower}}" * many + "x" + "{{/each}}" * many
        self.refused(text, ("report.each", 1, "列表里不能再套列表。",
                            "A list cannot stand within a list."),
                     annual="{{chapters}}", report=each)
        inner = "{{#if towers}}" * many + "x" + "{{/if}}" * many
        self.refused(text, ("report.if", 1,
                            "“{{#if}}”套得太深。",
                            "These “{{#if}}” stand too deep within each other."),
                     annual="{{chapters}}", report=inner)

    def test_braces_without_end_are_one_fault(self):
        open_tag = ("report.unclosed", 1, "“{{”没有与它成对的“}}”。", "This “{{” has no “}}”.")
        for text in ("{" * 900_000, "{{" * 450_000):
            faults = self.refused(PACK + REPORT, open_tag, annual="{{chapters}}", report=text)
            self.assertEqual(len(faults), 1)

    def test_marks_without_end_are_text(self):
        for mark in ("**", "# ", "> ", "- ", "`", "[", "![", "<", "|", "\\"):
            text = mark * (900_000 // len(mark))
            self.assertEqual(self.faults(PACK + REPORT, annual="{{chapters}}", report=text), [])


class HostileBackups(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = support.fresh("hostile-backups")
        support.run("init", cls.folder / "office", "--tenant", "341502005")
        support.run("backup", cls.folder / "office", cls.folder / "sound.zip")
        with zipfile.ZipFile(cls.folder / "sound.zip") as sound:
            cls.manifest = json.loads(sound.read("manifest.json"))
            cls.database = sound.read("office.db")

    def refused(self, manifest, files, zh, en):
        """That this backup is refused in these words, and that nothing is left of it."""
        path = self.folder / "hostile.zip"
        archive(path, {"manifest.json": manifest, **files})
        target = self.folder / "restored"
        code, out, held = limited("restore", path, target, "--json")
        path.unlink()
        self.assertLessEqual(held, MOST)
        refused = json.loads(out)["refused"]
        self.assertEqual(code, 1)
        self.assertEqual(refused["says"], {"zh": zh.format(path), "en": en.format(path)})
        self.assertFalse(target.exists())

    def named(self, **digests):
        return json.dumps({**self.manifest, "files": digests})

    def digest(self, contents):
        return hashlib.sha256(contents).hexdigest()

    def test_a_bomb_is_no_database_of_ours(self):
        bomb = {"office.db": (bytes(MEGA) for _ in range(300))}
        self.refused(self.named(**{"office.db": "0" * 64}), bomb,
                     "备份“{}”中的“office.db”已损坏。", '"office.db" in the backup "{}" is damaged.')

    def test_files_go_nowhere_else(self):
        for name in ("../evil", "keys/../../evil", "/tmp/evil", "attachments/../office.db"):
            files = {"office.db": self.database, name: b"x"}
            digests = {path: self.digest(contents) for path, contents in files.items()}
            self.refused(self.named(**digests), files, "备份“{}”中的“manifest.json”已损坏。",
                         '"manifest.json" in the backup "{}" is damaged.')

    def test_a_manifest_that_nests_or_runs_on_is_none(self):
        for manifest in ('{"format":' + "[" * MEGA,
                         joined('{"format":"', repeated("a", 80 * MEGA), '"}'),
                         joined('{"format":[', repeated("0,", 30_000_000), "0]}")):
            self.refused(manifest, {"office.db": self.database},
                         "“{}”不是备份：manifest.json 不是备份的清单。",
                         '"{}" is no backup: manifest.json is none of a backup.')


class HostileAttachments(unittest.TestCase):
    def test_a_huge_one_is_not_read(self):
        folder = support.fresh("hostile-attachments")
        support.run("init", folder / "office", "--tenant", "341502005")
        path = write(folder / "film.pdf", b"%PDF-1.7\n")
        with open(path, "r+b") as file:
            file.truncate(8 << 30)  # A hole: it takes no disk.
        code, out, held = limited("attach", folder / "office", path, "--json")
        self.assertLessEqual(held, SMALL)
        self.assertEqual(code, 1)
        fault = json.loads(out)["refused"]["faults"][0]
        self.assertEqual((fault["rule"], fault["where"]["file"]),
                         ("attachment.too_large", str(path)))


if __name__ == "__main__":
    unittest.main()
