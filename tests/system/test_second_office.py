"""Another kind of office, from data alone."""

import datetime
import decimal
import pathlib
import re
import unittest

import openpyxl

from tests.system import support
from tests.system.opening import open_figure
from tests.system.prose import check_prose

HALF = (datetime.datetime(2025, 1, 1), datetime.datetime(2025, 6, 30))
HALF_BEFORE = (datetime.datetime(2024, 1, 1), datetime.datetime(2024, 6, 30))
QUARTER = (datetime.datetime(2025, 1, 1), datetime.datetime(2025, 3, 31))


def number(value):
    return decimal.Decimal(str(value or 0))


def rounded(value, digits):
    return value.quantize(decimal.Decimal(1).scaleb(-digits), decimal.ROUND_HALF_UP)


class SecondOffice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = support.example("shiqiao-2025", "341502199")

    def test_writes_its_own_half_year_report(self):
        text = support.run("report", self.folder / "office", "half_year", "--period", "2025H1",
                           "--format", "md", "-o", "-").out

        self.assertIn("上半年", text)
        self.assertNotIn("清水河", text)
        self.assertNotIn("{{", text)

    def rows(self, register, day, days):
        """The rows of a register's file whose day lies in the days, by title."""
        book = openpyxl.load_workbook(self.folder / f"files/{register}.xlsx", read_only=True)
        cells = list(book.active.iter_rows(values_only=True))
        titles = next(row for row in cells if day in row)
        for row in cells[cells.index(titles) + 1:]:
            named = dict(zip(titles, row))
            if isinstance(named[day], datetime.datetime) and days[0] <= named[day] <= days[1]:
                yield named

    def counted(self):
        """Figures of the half-year, counted from the files without the program."""
        inspections = list(self.rows("irrigation.inspection", "检查日期", HALF))
        sound = [row for row in inspections if row["工况良好"] == "是"]
        parts = [line.split(" | ") for row in self.rows("irrigation.repair", "完工日期", HALF)
                 for line in row["投资构成"].split("\n")]
        ditches = list(self.rows("irrigation.dredging", "完成日期", HALF))
        lengths = {"": ditches,
                   ".year_before": self.rows("irrigation.dredging", "完成日期", HALF_BEFORE),
                   ".first_quarter": self.rows("irrigation.dredging", "完成日期", QUARTER)}
        harvests = list(self.rows("farming.sowing", "收获日期", HALF))
        trainings = list(self.rows("farming.training", "培训日期", HALF))
        loans = list(self.rows("culture.lending", "统计日期", HALF))
        out = {
            "irrigation.inspections": len(inspections),
            "irrigation.works_inspected": len({row["工程"] for row in inspections}),
            "irrigation.faulty": len(inspections) - len(sound),
            "irrigation.leaking": sum("渗漏" in (row["存在问题"] or "") for row in inspections),
            "irrigation.sound_share":
                rounded(number(len(sound)) * 100 / len(inspections), 1),
            "irrigation.repair_cost": rounded(sum(number(cost) for _, cost in parts) / 10000, 2),
            "irrigation.repair_village_share":
                rounded(sum(number(cost) for payer, cost in parts if payer == "村集体") / 10000, 2),
            "irrigation.dredged_volume":
                rounded(sum(number(row["清淤土方"]) for row in ditches) / 10000, 2),
            "farming.harvested.wheat":
                sum(number(row["面积"]) for row in harvests if row["作物"] == "小麦"),
            "farming.trainings": len(trainings),
            "farming.trained": sum(row["参训人数"] for row in trainings),
            "culture.readers": sum(row["到馆人次"] for row in loans),
            "culture.loans": sum(row["借出册次"] for row in loans),
            "culture.events": len(list(self.rows("culture.event", "活动日期", HALF))),
        }
        for ending, rows in lengths.items():
            out["irrigation.dredged" + ending] = rounded(
                sum(number(row["清淤长度"]) for row in rows) / 1000, 2)
        return out

    def test_counts_what_its_files_hold(self):
        report = support.run("report", self.folder / "office", "half_year", "--period", "2025H1",
                             "--format", "json", "-o", "-").json()
        figures = support.figures(report)
        for name, value in self.counted().items():
            with self.subTest(figure=name):
                self.assertGreater(value, 0)
                self.assertEqual(number(figures[name]["value"]), number(value))

    def test_holds_its_checks_and_is_sound(self):
        report = support.run("report", self.folder / "office", "half_year", "--period", "2025H1",
                             "--format", "json", "-o", "-").json()

        self.assertGreaterEqual(len(report["figures"]), 10)
        self.assertTrue(all(check["holds"] for check in report["checks"]))
        self.assertIn("核对无误", support.run("verify", self.folder / "office").out)


    def test_opens_every_figure_to_what_makes_it(self):
        report = support.run("report", self.folder / "office", "half_year", "--period", "2025H1",
                             "--format", "json", "-o", "-").json()
        figures = support.figures(report)
        self.assertIn("irrigation.sound_share", figures)  # A ratio, and below what rests on a rate.
        self.assertIn("rates", figures["farming.subsidy_due"])
        for name, figure in figures.items():
            with self.subTest(figure=name):
                open_figure(self, self.folder / "office", figure)

    def test_says_how_many_records_a_ratio_has(self):
        said = support.run("trace", self.folder / "office", "irrigation.sound_share", "--period",
                           "2025H1").out
        self.assertRegex(said, r"\n台账 +记录编号 +日期 +区域 +记录 +计入 +数额\n")
        self.assertRegex(said, r"示例\S+ \d{4}-\d\d-\d\d +汛前检查 +1处次\n")
        self.assertRegex(said, r"共64条记录，分列119行；“工况良好”55处次 × 100 ÷ “汛前检查”64处次 = 85\.9%；")

    def test_reads_well_for_every_period_and_area(self):
        for words in (["2023"], ["2024"], ["2025-02"], ["2025H1"], ["2026"],
                      ["2025H1", "--area", "大塘村"]):
            with self.subTest(period=words):
                text = support.run("report", self.folder / "office", "half_year", "--period", *words,
                                   "--format", "md", "-o", "-").out
                check_prose(self, text)

    def test_imports_its_folder_without_a_word_about_its_packs(self):
        said = support.run("import", self.folder / "office", self.folder / "files")
        self.assertNotIn("packs", said.err)


class Program(unittest.TestCase):
    def test_knows_no_line_of_work(self):
        """Names of packs, registers and indicators are data: no source mentions them."""
        words = re.compile(r"petition|vaccin|pension|epidemic|pollution|volunteer|expropriat|"
                           r"grove|medal|"
                           r"信访|疫苗|低保|疫情|污染|志愿|征迁", re.IGNORECASE)
        for path in sorted((support.ROOT / "src").rglob("*")):
            if path.suffix not in (".h", ".cc") or path.name.endswith("_test.cc"):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                code = line.partition("//")[0]
                self.assertIsNone(words.search(code), f"{pathlib.Path(path).name}:{number}: {line}")


if __name__ == "__main__":
    unittest.main()
