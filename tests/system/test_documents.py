"""The documents, opened by the programs that people open them with."""

import datetime
import decimal
import json
import re
import subprocess
import unittest
import zipfile
from xml.etree import ElementTree

import openpyxl

from tests.system import support

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NPM = support.ROOT / "build/npm"


class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.office = support.example() / "office"
        cls.folder = support.fresh("documents")

    def report(self, kind):
        path = self.folder / f"annual.{kind}"
        support.run("report", self.office, "annual", "--period", "2021", "--format", kind, "-o", path)
        return path

    def test_gives_a_docx_that_libreoffice_lays_out(self):
        support.convert(self.report("docx"), "pdf")
        text = subprocess.run(["pdftotext", "-layout", self.folder / "annual.pdf", "-"], check=True,
                              capture_output=True, text=True).stdout
        info = subprocess.run(["pdfinfo", self.folder / "annual.pdf"], check=True,
                              capture_output=True, text=True).stdout
        subprocess.run(["pdftoppm", "-r", "60", "-png", self.folder / "annual.pdf",
                        self.folder / "page"], check=True)

        self.assertRegex(info, r"595\.\d+ x 841\.\d+ pts \(A4\)")
        # Renderers set a little space between Han characters and digits.
        packed = "".join(text.split())
        for words in ("2021年工作报告", "数据来源", "—1—"):
            self.assertIn(words, packed)
        # Every sentence of the report stands in it whole, across the ends of pages too. What
        # hangs out of a line is lost on the way from the page to text.
        hanging = "[，、。；：]"
        flowing = re.sub(hanging, "", re.sub(r"—\d+—", "", packed))
        for line in self.report("md").read_text(encoding="utf-8").splitlines():
            words = re.sub(r"^(#+|-) |[*\s]|\\(?=\W)", "", line)
            self.assertTrue(re.sub(hanging, "", words) in flowing, words)

    def test_gives_a_docx_whose_appendix_has_every_figure(self):
        figures = support.annual(self.office)["figures"]
        with zipfile.ZipFile(self.report("docx")) as parts:
            document = ElementTree.fromstring(parts.read("word/document.xml"))
        tables = list(document.iter(f"{WORD}tbl"))
        rows = [["".join(cell.itertext()) for cell in row.iter(f"{WORD}tc")]
                for row in tables[-1].iter(f"{WORD}tr")]

        self.assertEqual(len(rows), len(figures) + 1)
        for row, figure in zip(rows[1:], figures):
            said = " ".join(row)
            self.assertIn(figure["text"], row[0])
            self.assertIn("标准" if "rates" in figure else str(figure["records"]), row)
            self.assertIn(figure["digest"][:8], said)
            self.assertIn(figure["digest"][8:16], said)

    def test_gives_the_same_docx_twice(self):
        first = self.report("docx").read_bytes()
        self.assertEqual(first, self.report("docx").read_bytes())

    def test_gives_a_workbook_with_numbers_and_dates(self):
        path = self.folder / "income.xlsx"
        support.run("export", self.office, "economy.income", "-o", path)
        rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
        titles = next(row for row in rows if "收入日期" in row)
        records = [dict(zip(titles, row)) for row in rows[rows.index(titles) + 1:]]
        amount = next(title for title in titles if title.startswith("金额"))

        # Each cell has its kind, and they are the books' own: the same sum, month by month.
        self.assertEqual({type(record["收入日期"]) for record in records}, {datetime.datetime})
        self.assertLessEqual({type(record[amount]) for record in records}, {int, float})
        answer = support.run("count", self.office, "economy.funds_income", "--period", "2021", "--by",
                             "month", "--json").json()
        counted = answer["rows"]
        self.assertEqual(answer["exact_unit"], "元")
        self.assertEqual(sum(decimal.Decimal(str(month["exact"])) for month in counted),
                         decimal.Decimal(str(answer["exact"])))
        for month in counted:
            self.assertEqual(round(month["exact"] / 10000 + 1e-9, 2), month["value"], month["key"])
            total = sum(record[amount] for record in records
                        if record["收入日期"].strftime("%Y-%m") == month["key"])
            self.assertEqual(round(total / 10000 + 1e-9, 2), month["value"], month["key"])

    def test_gives_a_page_whose_figures_open_from_the_file_alone(self):
        if not (NPM / "node_modules/playwright-core").is_dir():
            NPM.mkdir(parents=True, exist_ok=True)
            subprocess.run(["npm", "install", "--no-save", "--prefix", NPM, "playwright-core@1.65.1"],
                           check=True, capture_output=True, timeout=300)
        page = self.report("html")
        driven = subprocess.run(["node", support.ROOT / "tests/system/html_report.mjs", page, self.folder],
                                text=True, capture_output=True, timeout=300,
                                env={**__import__("os").environ, "NODE_PATH": str(NPM / "node_modules")})
        self.assertEqual(driven.returncode, 0, driven.stdout + driven.stderr)
        seen = json.loads(driven.stdout)
        self.assertEqual(seen["requests"], [])
        self.assertEqual(seen["errors"], [])
        self.assertEqual(seen["records"], 38)
        # What all records have in common is said once, above them.
        self.assertEqual(seen["heads"], ["序号", "记录编号", "记录", "区域", "日期"])
        self.assertEqual(seen["common"], "各条相同：台账“污染投诉与纠纷”、数额“1起”。")
        self.assertTrue(seen["isBack"])
        # A phone needs no scrolling sideways, and paper is no phone.
        self.assertEqual(seen["widths"], {"trace": 390, "report": 390})
        self.assertTrue(seen["printsTables"])


if __name__ == "__main__":
    unittest.main()
