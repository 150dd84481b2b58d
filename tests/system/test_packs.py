"""New declarations come into use in an office that has records."""

import unittest

from tests.system import support

DRILL = '{ id = "topic", type = "text", zh = "主题", en = "Topic" },'
PACK = """[pack]
id = "demo"
title = { zh = "示例", en = "Demo" }
version = "1"

[register.drill]
title = { zh = "演练", en = "Drill" }
area = "place"
day = "held_on"
label = "{held_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "所在区域", en = "Area", required = true },
  { id = "held_on", type = "date", zh = "日期", en = "Day", required = true },
  FIELDS
]
"""
MORE = """
[indicator.people]
title = { zh = "参加人数", en = "People" }
unit = "人"
of = "drill"
measure = "people"
"""


class NewPacks(unittest.TestCase):
    def setUp(self):
        self.folder = support.fresh("packs")
        self.office = self.folder / "office"
        (self.folder / "packs/demo").mkdir(parents=True)
        self.declare(DRILL)
        support.run("init", self.office, "--tenant", "341502005", "--packs", self.folder / "packs")
        self.take_in("所在区域,日期,主题\n341502005,2021-05-13,断电\n")

    def declare(self, fields, more=""):
        text = PACK.replace("FIELDS", fields) + more
        (self.folder / "packs/demo/pack.toml").write_text(text, encoding="utf-8")

    def take_in(self, text):
        (self.folder / "演练.csv").write_text(text, encoding="utf-8")
        support.run("import", self.office, self.folder / "演练.csv")

    def test_add_a_field_and_an_indicator_in_place(self):
        self.declare(DRILL + '\n  { id = "people", type = "integer", zh = "人数", en = "People" },',
                     MORE)
        dry = support.run("pack", "use", self.office, self.folder / "packs", "--dry-run")
        self.assertIn("“演练”增加字段“人数”", dry.out)
        self.assertIn("没有改动", dry.out)
        support.run("count", self.office, "demo.people", "--period", "2021", code=1)

        support.run("pack", "use", self.office, self.folder / "packs")
        self.take_in("所在区域,日期,主题,人数\n341502005,2021-05-14,断电,12\n")

        counted = support.run("count", self.office, "demo.people", "--period", "2021", "--json")
        self.assertEqual(counted.json()["value"], 12)
        support.run("verify", self.office)
        again = support.run("pack", "use", self.office, self.folder / "packs")
        self.assertIn("没有改动", again.out)

    def test_are_refused_if_they_would_lose_what_was_entered(self):
        self.declare("")
        refused = support.run("pack", "use", self.office, self.folder / "packs", code=1)
        self.assertIn("“演练”的字段“主题”不见了，已填的内容会丢失", refused.err)
        support.run("verify", self.office)

    def test_are_written_out_as_they_are_in_use(self):
        support.run("pack", "write", self.folder / "out", "--office", self.office)
        self.assertEqual((self.folder / "out/demo/pack.toml").read_text(encoding="utf-8"),
                         (self.folder / "packs/demo/pack.toml").read_text(encoding="utf-8"))
        support.run("pack", "write", self.folder / "builtin")
        support.run("pack", "check", self.folder / "builtin")
        refused = support.run("pack", "write", self.folder / "out", code=1)
        self.assertIn("已有内容", refused.err)


if __name__ == "__main__":
    unittest.main()
