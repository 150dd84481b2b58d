"""The documents, opened by the programs that people open them with."""

import datetime
import json
import shutil
import subprocess
import unittest

import openpyxl

from tests.system import support

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
        for words in ("2021年工作报告", "数据来源", "12419人", "1164.24万元", "—1—"):
            self.assertIn(words, packed)

    def test_gives_the_same_docx_twice(self):
        first = self.report("docx").read_bytes()
        self.assertEqual(first, self.report("docx").read_bytes())

    def test_gives_a_workbook_with_numbers_and_dates(self):
        path = self.folder / "income.xlsx"
        support.run("export", self.office, "economy.income", "-o", path)
        sheet = openpyxl.load_workbook(path).worksheets[0]
        kinds = {type(cell) for row in sheet.iter_rows(min_row=2, values_only=True) for cell in row}

        self.assertIn(datetime.datetime, kinds)
        self.assertTrue(kinds & {int, float}, kinds)

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
