"""The example year: its files alone make the report's figures, and every figure opens."""

import csv
import decimal
import json
import re
import unittest

import openpyxl

from tests.system import support
from tests.system.opening import open_figure
from tests.system.prose import check_prose


# The units of figures-2021.tsv as a report writes them; no unit: what is counted says its own.
UNITS = {"year": {"年", "个年度"}, "person": {"人"}, "household": {"户"}, "dose": {"人次"},
         "10^4 yuan": {"万元"}, "m2": {"平方米"}, "mu": {"亩"},
         "": {"个", "处", "支", "次", "条", "篇", "类", "家", "家次", "人次", "项", "起", "件", "例"}}


def table(name):
    """The rows of a table beside this file."""
    with open(support.ROOT / "tests/system" / name, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def texts_of(path):
    """What stands in a file of the example: the text of a CSV, or of each cell of a workbook."""
    if path.suffix != ".xlsx":
        yield path.read_text(encoding="utf-8-sig")
        return
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (cell for cell in row if isinstance(cell, str))
    book.close()


class ExampleYear(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = support.example()
        cls.office = cls.folder / "office"
        cls.report = support.annual(cls.office)
        cls.figures = support.figures(cls.report)

    def test_holds_the_place_that_the_help_names(self):
        told = support.run("area", "locate", "--help").out
        place = re.findall(r"如 (\d+\.\d+)", told)
        self.assertEqual(len(place), 2)
        found = support.run("area", "locate", self.office, *place, "--json").json()
        self.assertEqual(found["level"], "grid")

    def test_states_all_52_figures(self):
        wanted = table("figures-2021.tsv")
        self.assertEqual(len(wanted), 52)
        for row in wanted:
            with self.subTest(figure=row["id"]):
                figure = self.figures[row["id"]]
                found = decimal.Decimal(str(figure["value"]))
                if row["value"].endswith("+"):
                    self.assertGreaterEqual(found, int(row["value"][:-1]))
                    self.assertIn(f"{row['value'][:-1]}余", figure["text"])
                else:
                    self.assertEqual(found, decimal.Decimal(row["value"]))
                self.assertEqual(figure["period"], row["period"])
                self.assertIn(figure["unit"], UNITS[row["unit"]])

    def test_prints_each_figure_as_the_report_writes_it(self):
        text = support.run("report", self.office, "annual", "--period", "2021", "--format", "md",
                           "-o", "-").out
        printed = table("printed-2021.tsv")
        self.assertEqual([row["id"] for row in printed],
                         [row["id"] for row in table("figures-2021.tsv")])
        for row in printed:
            with self.subTest(figure=row["id"]):
                figure = self.figures[row["id"]]
                self.assertEqual([figure["unit"], figure["text"]], [row["unit"], row["text"]])
                self.assertIn(row["text"], text)

    def test_marks_the_numbers_that_plans_make_up(self):
        for plan in sorted((support.ROOT / "examples").glob("*/plan.toml")):
            numbers = re.findall(r'^code = "(.*\{.*)"$', plan.read_text(encoding="utf-8"), re.M)
            self.assertGreater(len(numbers), 10, plan)
            self.assertEqual([number for number in numbers if "示例" not in number], [], plan)

    def test_holds_every_check(self):
        self.assertGreaterEqual(len(self.report["checks"]), 3)
        for check in self.report["checks"]:
            self.assertTrue(check["holds"], check)

    def test_holds_its_checks_in_every_part_of_the_year(self):
        for part in ("2021-01", "2021-05", "2021-07", "2021-12", "2021Q1", "2021Q2", "2021Q3",
                     "2021Q4", "2021H1"):
            report = support.run("report", self.office, "annual", "--period", part, "--format",
                                 "json", "-o", "-").json()
            for check in report["checks"]:
                with self.subTest(period=part, check=check["id"]):
                    self.assertTrue(check["holds"], check)

    def test_calls_the_parts_of_a_count_by_what_people_call_them(self):
        rows = support.run("count", self.office, "land.houses", "--period", "2021", "--by",
                           "project", "--json").json()["rows"]

        self.assertIn("小树林", next(row["title"] for row in rows if row["key"] == "grove"))

    def test_speaks_of_no_whole_year_in_the_report_of_a_quarter(self):
        text = support.run("report", self.office, "annual", "--period", "2021Q1", "--format", "md",
                           "-o", "-").out

        self.assertNotIn("全年", text)

    def test_opens_every_figure_to_records_that_add_up(self):
        for name, figure in self.figures.items():
            with self.subTest(figure=name):
                open_figure(self, self.office, figure)

    def test_opens_a_rate_to_the_row_that_states_it(self):
        said = support.run("trace", self.office, "party.medal_years", "--period", "2021").out
        self.assertIn("党龄”50年，自2021年3月1日起施行，依据：中共中央办公厅", said)
        self.assertIn("标准，不由记录统计；摘要 ", said)
        self.assertNotIn("e3b0c44298fc1c14", said)  # The digest of nothing.
        before = support.run("trace", self.office, "party.medal_years", "--period", "2020").out
        self.assertIn("2020年12月31日没有施行中的标准", before)

    def test_says_in_which_unit_records_add_up(self):
        said = support.run("trace", self.office, "economy.funds_income", "--period",
                           "2021-01..2021-10").out
        self.assertRegex(said, r"共\d+条记录；合计 11642400元，即 1164\.24万元；摘要 ")

    def test_names_the_areas_that_a_scope_counts(self):
        said = support.run("trace", self.office, "epidemic.sealed_buildings", "--period", "2021").out
        self.assertRegex(said, r"区域 +341502005[\w-]+ +2021-05-14 +\S+ +.*清水河畔一期.*号楼 +1个")

    def test_reads_well_for_every_period_and_area(self):
        """Nothing stands for nothing: no zero, no dash, no punctuation that lost its words."""
        for words in (["2020"], ["2021-02"], ["2021-05"], ["2021H1"], ["2022"],
                      ["2021", "--area", "茶棚社区"], ["2022", "--area", "北苑社区"]):
            with self.subTest(period=words):
                text = support.run("report", self.office, "annual", "--period", *words, "--format",
                                   "md", "-o", "-").out
                check_prose(self, text)

    def test_prints_nothing_of_after_its_period(self):
        half = support.run("report", self.office, "annual", "--period", "2021H1", "--format", "md",
                           "-o", "-").out
        self.assertNotIn("10月", half)
        self.assertIn("八是拓展非公党建。加强", half)

    def test_claims_no_more_than_its_numbers_say(self):
        may = support.run("report", self.office, "annual", "--period", "2021-05", "--format", "md",
                          "-o", "-").out
        self.assertIn("- 尚在整改：", may)
        self.assertNotIn("发现一处、整改一处", may)

    def test_speaks_of_a_community_in_its_own_report(self):
        text = support.run("report", self.office, "annual", "--period", "2021", "--area", "茶棚社区",
                           "--format", "md", "-o", "-").out
        for words in ("街道上下", "党工委", "全街", "街道按季度", "街道经济"):
            self.assertNotIn(words, text)

    def test_says_that_its_records_are_made_up(self):
        for path in sorted((self.folder / "files").glob("*.xlsx")):
            with self.subTest(file=path.name):
                # Not from the path: the rows stay open until the last is read.
                with open(path, "rb") as file:
                    sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
                    rows = list(sheet.iter_rows(values_only=True))[:3]
                text = " ".join(str(cell) for row in rows for cell in row if cell is not None)
                self.assertIn("示例", text)

        for path in sorted((self.folder / "files").glob("*.csv")):
            with open(path, encoding="utf-8-sig") as file:
                self.assertIn("示例", file.readline(), path.name)

    def test_states_no_figure_as_a_total_in_its_files(self):
        files = sorted(path for path in (self.folder / "files").iterdir() if path.is_file())
        self.assertGreaterEqual(len(files), 70)
        for path in files:
            for text in texts_of(path):
                self.assertNotRegex(text, "合计|总计|小计", path.name)

    def test_changes_nothing_when_imported_again(self):
        office = support.copy(to="again")
        before = support.annual(office)

        again = support.run("import", office, self.folder / "files", "--json").json()

        for file in again["files"]:
            self.assertEqual(file["filed"], 0, file)
            self.assertEqual(file["corrected"], 0, file)
        self.assertEqual(support.annual(office)["figures"], before["figures"])

    def test_is_sound(self):
        self.assertIn("核对无误", support.run("verify", self.office).out)

    def test_changes_a_figure_when_one_record_changes(self):
        office = support.copy(to="one-record")
        export = support.WORK / "one-record/inspections.csv"
        support.run("export", office, "environment.inspection", "-o", export)
        with open(export, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        before = support.run("count", office, "environment.inspections", "--period", "2021",
                             "--json").json()["value"]
        day = next(index for index, title in enumerate(rows[0]) if "日期" in title)
        rows[1][day] = "2020-12-31"
        with open(export, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

        done = support.run("import", office, export, "--register", "environment.inspection",
                           "--json").json()

        self.assertEqual(done["files"][0]["corrected"], 1)
        figures = support.figures(support.annual(office))
        self.assertEqual(figures["environment.inspections"]["value"], before - 1)
        self.assertIn("核对无误", support.run("verify", office).out)

    def test_exports_what_imports_as_the_same(self):
        office = support.fresh("identity") / "office"
        support.run("init", office, "--tenant", "341502005")
        support.run("import", office, self.folder / "files/areas.xlsx")
        for register in ("economy.firm", "environment.inspection"):
            for kind in ("xlsx", "csv"):
                with self.subTest(register=register, kind=kind):
                    first = support.WORK / f"identity/first-{register}.{kind}"
                    second = support.WORK / f"identity/second-{register}.{kind}"
                    support.run("export", self.office, register, "-o", first)
                    support.run("import", office, first, "--register", register)
                    support.run("export", office, register, "-o", second)
                    self.assertEqual(cells(first), cells(second))

    def test_says_which_record_changed_a_signed_figure(self):
        office = support.copy(to="signed")
        support.run("report", "sign", office, "annual", "--period", "2021")
        self.assertIn("没有", support.run("report", "diff", office, "annual", "--period", "2021").out)
        export = support.WORK / "signed/disputes.csv"
        support.run("export", office, "environment.dispute", "-o", export)
        with open(export, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        column = rows[0].index("污染类别")
        row = next(row for row in rows if row[column] == "水")
        row[column] = "声"
        with open(export, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        support.run("import", office, export, "--register", "environment.dispute")

        changes = json.loads(support.run("report", "diff", office, "annual", "--period", "2021",
                                         "--json").out)

        self.assertEqual({change["id"] for change in changes},
                         {"environment.disputes", "environment.disputes.water",
                          "environment.disputes.noise"})
        water = next(one for one in changes if one["id"].endswith("water"))
        self.assertEqual([len(water["records"]), water["records"][0]["record"]], [1, row[0]])
        self.assertIn("12起变为11起", water["says"]["zh"])

        record = ["environment.dispute", row[0]]
        label = support.run("record", "show", office, *record, "--json").json()["label"]
        support.run("record", "withdraw", office, *record, "--reason", "重复登记")
        said = support.run("report", "diff", office, "annual", "--period", "2021").out
        self.assertRegex(said, f"减少 “污染投诉与纠纷”.*{label.split()[0]} 水 ")

    def test_tells_the_cause_of_a_change_from_what_else_changed(self):
        office = support.copy(to="causes")
        support.run("report", "sign", office, "annual", "--period", "2021")
        export = support.WORK / "causes/disputes.csv"
        support.run("export", office, "environment.dispute", "-o", export)
        with open(export, encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["污染类别"] == "水"]
        corrected, withdrawn = rows[0]["记录编号"], rows[1]["记录编号"]
        support.run("record", "correct", office, "environment.dispute", corrected, "medium=air",
                    "--reason", "核实为气")
        support.run("record", "withdraw", office, "environment.dispute", withdrawn,
                    "--reason", "重复登记")

        said = support.run("report", "diff", office, "annual", "--period", "2021").out

        self.assertRegex(said, rf"38起变为37起，原因是以下1条记录。\n  减少 .*（记录{withdrawn}）: 1 → 0\n"
                               r"    第\d+号变更，\d{4}-\d\d-\d\d \d\d:\d\d:\d\d，\S+撤回：重复登记\n"
                               rf"  另有1处变动，不影响这个数：\n  更正 .*（记录{corrected}）: 1 → 1\n"
                               r"    第\d+号变更，.*更正：核实为气\n")

    def test_leaves_what_was_corrected_by_hand_when_imported_again(self):
        office = support.copy(to="corrected")
        support.run("record", "correct", office, "environment.dispute", "示例HBTS2021003", "medium=air",
                    "--reason", "核实")
        support.run("report", "passage", office, "annual", "--period", "2021", "environment.water",
                    "--text", "手写的话。")
        files = support.WORK / "example-qingshuihe-2021/files"
        said = support.run("import", office, files, "--json").json()["files"]
        self.assertEqual(sum(file["filed"] + file["corrected"] for file in said), 0)
        self.assertEqual({file["register"] for file in said if file["kept_rows"]},
                         {"environment.dispute", "office.passage"})
        shown = support.run("record", "show", office, "environment.dispute", "示例HBTS2021003",
                            "--json").json()
        self.assertEqual(shown["fields"]["medium"], "气")
        self.assertIn("手写的话。", support.run("report", office, "annual", "--period", "2021",
                                           "--format", "md", "-o", "-").out)

    def test_keeps_hand_written_passages(self):
        office = support.copy(to="passage")
        words = ["report", "passage", office, "annual", "--period", "2021"]
        support.run(*words, "epidemic.overview", "--text", "全体干部职工昼夜值守。")

        text = support.run("report", office, "annual", "--period", "2021", "--format", "md",
                           "-o", "-").out

        self.assertIn("全体干部职工昼夜值守。", text)
        self.assertIn("没有段落", support.run(*words, "no.such", "--text", "x", code=1).err)

    def test_returns_from_a_backup(self):
        folder = support.fresh("backup")
        support.run("backup", self.office, folder / "backup.zip")
        support.run("restore", folder / "backup.zip", folder / "office")

        self.assertIn("核对无误", support.run("verify", folder / "office").out)
        self.assertEqual(support.annual(folder / "office")["figures"], self.report["figures"])

    def test_refuses_a_damaged_backup(self):
        folder = support.fresh("damaged")
        support.run("backup", self.office, folder / "backup.zip")
        bytes_ = bytearray((folder / "backup.zip").read_bytes())
        bytes_[len(bytes_) // 2] ^= 1
        (folder / "backup.zip").write_bytes(bytes_)

        support.run("restore", folder / "backup.zip", folder / "office", code=1)
        self.assertFalse((folder / "office").exists())


def cells(path):
    if path.suffix == ".csv":
        return path.read_text(encoding="utf-8-sig")
    book = openpyxl.load_workbook(path)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


if __name__ == "__main__":
    unittest.main()
