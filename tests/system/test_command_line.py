"""The command line as a person meets it: words, exit codes, what it refuses."""

import decimal
import json
import os
import stat
import subprocess
import time
import unittest

from tests.system import support


class CommandLine(unittest.TestCase):
    def test_names_the_command_it_does_not_know(self):
        self.assertIn("没有命令“nosuch”", support.run("nosuch", code=2).err)
        self.assertIn("There is no command", support.run("nosuch", code=2, lang="en").err)
        refused = json.loads(support.run("count", "--json", code=2).out)["refused"]
        self.assertEqual(refused["rule"], "usage")

    def test_sets_the_words_of_its_help_in_one_column(self):
        lines = support.run("count", "--help").out.splitlines()
        wide = lambda text: sum(2 if ord(each) > 0x2E7F else 1 for each in text)
        columns = {wide(line[:line.index(words)])
                   for line in lines
                   for words in ("办公室文件夹", "显示帮助", "区域代码或名称") if words in line}
        self.assertEqual(len(columns), 1, lines)

    def test_shows_the_figures_of_reports_with_their_packs(self):
        shown = support.run("pack", "show", support.ROOT / "packs").out
        self.assertIn("  safety.hazards | 月 1-10\n", shown)
        self.assertIn("  land.houses.* | 作 land.*.houses\n", shown)
        self.assertNotIn("9999", shown)

    def test_says_that_there_were_no_books_before_the_office(self):
        words = ["environment.disputes", "--period", "2021", "--as-of", "2021-11-30"]
        refused = support.run("count", support.example() / "office", *words, code=1)
        self.assertIn("还没有账册", refused.err)

    def test_refuses_an_office_without_the_nine_digits_of_a_street(self):
        folder = support.fresh("tenant")
        for tenant in ("3415", "341502005001"):
            refused = support.run("init", folder / "o", "--tenant", tenant, code=1)
            self.assertIn("不是街道、镇、乡的代码", refused.err)
        self.assertFalse((folder / "o").exists())

    def test_checks_the_templates_of_packs(self):
        folder = support.fresh("templates") / "demo"
        folder.mkdir()
        (folder / "pack.toml").write_text('[pack]\nid = "demo"\ntitle = { zh = "示例", en = "Demo" }\n'
                                          'chapter = 1\nversion = "1"\n', encoding="utf-8")
        (folder / "report.md").write_text("## 一\n\n共{{nothing}}。\n", encoding="utf-8")

        refused = support.run("pack", "check", folder.parent, code=1)

        self.assertIn("nothing", refused.err)
        self.assertIn("report.md", refused.err)

    def test_keeps_the_offices_own_area(self):
        office = support.copy(to="root")
        refused = support.run("area", "merge", office, "341502005", "341502005001", "--code",
                              "341502006", "--name", "甲", "--day", "2021-01-01",
                              "--reason", "试", code=1)
        self.assertIn("办公室自己的区域", refused.err)

    def test_counts_as_of_a_moment_by_the_tree_of_then(self):
        office = support.copy(to="as-of")
        time.sleep(1.1)
        moment = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + 8 * 3600))
        time.sleep(1.1)
        words = ["environment.disputes", "--period", "2021", "--area", "茶棚社区", "--json"]
        before = support.run("count", office, *words).json()["value"]
        self.assertGreater(before, 0)
        grids = support.run("area", "list", office, "--area", "341502005006", "--level", "compound",
                            "--day", "2021-12-31", "--json").json()
        for grid in grids:
            support.run("area", "move", office, grid["code"], "341502005007", "--day", "2020-12-31",
                        "--reason", "试")

        now = support.run("count", office, *words).json()["value"]
        then = support.run("count", office, *words, "--as-of", moment).json()["value"]

        self.assertLess(now, before)
        self.assertEqual(then, before)
        self.assertIn("核对无误", support.run("verify", office).out)

    def test_traces_amounts_with_their_decimals(self):
        office = support.example() / "office"
        traced = support.run("trace", office, "economy.funds_income", "--period",
                             "2021-01..2021-10", "--json").json()
        total = sum(decimal.Decimal(str(record["amount"])) for record in traced["records"])
        self.assertEqual(total, decimal.Decimal("11642400"))
        self.assertTrue(all(isinstance(record["record"], str) for record in traced["records"]))

    def test_answers_in_english_with_english_units(self):
        words = [support.example() / "office", "environment.disputes", "--period", "2021"]
        said = support.run("count", *words, "--by", "medium", lang="en").out

        self.assertIn("=  38 cases\n", said)
        self.assertRegex(said, r"Key +Name +cases\n")
        self.assertIn("=  38起\n", support.run("count", *words).out)

    def test_backs_up_while_another_process_imports(self):
        folder = support.fresh("busy")
        support.run("init", folder / "office", "--tenant", "341502005")
        files = support.example() / "files"
        importing = subprocess.Popen([str(support.BINARY), "import", str(folder / "office"), str(files)],
                                     stdout=subprocess.DEVNULL)
        time.sleep(0.5)
        support.run("backup", folder / "office", folder / "b.zip")
        self.assertEqual(importing.wait(timeout=300), 0)
        support.run("restore", folder / "b.zip", folder / "back")
        self.assertIn("核对无误", support.run("verify", folder / "back").out)

    def test_keeps_books_and_backups_their_owners_alone(self):
        folder = support.fresh("owner")
        support.run("init", folder / "office", "--tenant", "341502005")
        support.run("backup", folder / "office", folder / "b.zip")
        for path in [folder / "b.zip", folder / "office", *(folder / "office").rglob("*")]:
            mode = stat.S_IMODE(os.stat(path).st_mode)
            self.assertEqual(mode & 0o077, 0, f"{path} {mode:o}")

    def test_fails_if_the_answer_cannot_be_written(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            finished = subprocess.run([str(support.BINARY), "pack", "show", "--lang", "en"], text=True,
                                      stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(finished.returncode, 3)
        self.assertIn("The answer is incomplete", finished.stderr)

    def test_answers_in_utf8_whatever_was_typed(self):
        office = str(support.copy(to="utf8"))
        bad = b"\xff\xfe"
        for words in (["count", office, bad, "--period", "2021"],
                      ["count", office, "environment.disputes", "--period", bad],
                      ["count", office, "environment.disputes", "--period", "2021", "--area", bad],
                      ["count", office, "environment.disputes", "--period", "2021", "--as-of", bad],
                      ["record", "file", office, "environment.dispute", bad + b"=x"],
                      ["record", "show", office, "environment.dispute", bad],
                      ["area", "list", office, "--area", bad],
                      ["init", office + "-new", "--tenant", "341502005", "--name", bad],
                      ["import", office, bad], ["verify", bad], [bad]):
            for manner in ([], ["--json"]):
                with self.subTest(words=words, manner=manner):
                    told = subprocess.run([str(support.BINARY), *words, *manner],
                                          capture_output=True, timeout=60, check=False)
                    self.assertIn(told.returncode, (1, 2))
                    self.assertIn("\ufffd", (told.stdout + told.stderr).decode())
                    if manner:
                        self.assertIn("refused", json.loads(told.stdout.decode()))

    def test_refuses_what_is_no_name_of_a_person(self):
        office = support.example() / "office"
        for name in ("", "  ", "a\nb", "x" * 61):
            support.run("--as", name, "verify", office, code=2)

    def test_refuses_an_import_of_nothing_and_an_export_of_no_kind(self):
        office = support.copy(to="nothing")
        empty = support.fresh("empty")
        self.assertIn("没有可导入的内容", support.run("import", office, empty, code=1).err)
        self.assertIn(".xlsx", support.run("export", office, "economy.firm", "-o", "x.txt", code=1).err)


if __name__ == "__main__":
    unittest.main()
