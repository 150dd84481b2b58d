"""Files that people hand in, through the real binary: fault reports and types as openpyxl sees them."""

import unittest

import openpyxl

from . import support

PACK = """
[pack]
id = "beacon"
title = { zh = "灯塔", en = "Lighthouses" }
version = "1"

[register.tower]
title = { zh = "灯塔", en = "Lighthouse" }
area = "place"
day = "lit_on"
label = "{code}"
unique = [["code"]]
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "code", type = "text", zh = "灯塔编号", en = "Number", required = true },
  { id = "place", type = "area", zh = "所在区域", en = "Area", required = true },
  { id = "lit_on", type = "date", zh = "点亮日期", en = "Lit on", required = true },
  { id = "height", type = "decimal(2)", zh = "高度", en = "Height", unit = "米" },
  { id = "range", type = "decimal(4)", zh = "可见比例", en = "Visible share" },
  { id = "repaired", type = "decimal(2)", zh = "整修进度", en = "Repaired", unit = "%" },
  { id = "note", type = "longtext", zh = "备注", en = "Note", search = true },
]
"""


def office(name):
    folder = support.fresh(name)
    (folder / "packs/beacon").mkdir(parents=True)
    (folder / "packs/beacon/pack.toml").write_text(PACK, encoding="utf-8")
    support.run("init", folder / "office", "--tenant", "341502005", "--packs", folder / "packs")
    return folder


def write(folder, name, text, encoding="utf-8"):
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


class Importing(unittest.TestCase):
    def test_fault_report_marks_the_cells(self):
        folder = office("import-faults")
        file = write(folder, "灯塔.csv",
                     "灯塔登记表,,,\n灯塔编号,所在区域,点亮日期,高度（米）\n"
                     "A1,清水河,2021-03-01,高\nA2,341502005,2021-03-02,8\n")

        refused = support.run("import", folder / "office", file, "--faults",
                              folder / "faults.xlsx", "--json", code=1).json()["refused"]

        self.assertEqual([fault["rule"] for fault in refused["faults"]],
                         ["cell.area", "cell.number"])
        book = openpyxl.load_workbook(folder / "faults.xlsx")
        self.assertEqual(book.sheetnames[0], "错误清单")
        faults = book.worksheets[0]
        self.assertEqual([cell.value for cell in faults[1]],
                         ["文件", "行", "列", "内容", "错误", "处理办法"])
        self.assertEqual([cell.value for cell in faults[3]][:4],
                         ["灯塔.csv", 3, "高度（米）", "高"])
        sheet = book.worksheets[1]
        marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
        self.assertEqual(marked, {"B3", "D3"})
        self.assertIn("“高”不是数字。", sheet["D3"].comment.text)
        self.assertNotEqual(sheet["D3"].fill.fgColor.rgb, sheet["D4"].fill.fgColor.rgb)

    def test_faults_are_told_though_they_cannot_be_marked(self):
        folder = office("import-unmarked")
        long = "很长" * 20_000
        file = write(folder, "灯塔.csv", "灯塔编号,所在区域,点亮日期,备注\n"
                     f"A1,月亮,2021-03-01,\"{long}\"\n")

        told = support.run("import", folder / "office", file, "--faults", folder / "no/f.xlsx",
                           code=1).err
        self.assertIn("月亮", told)
        self.assertIn("错误没有标在工作簿里。", told)

        # What is too long for a cell of a workbook is shortened there.
        told = support.run("import", folder / "office", file, "--faults", folder / "f.xlsx",
                           code=1).err
        self.assertIn("错误已标在", told)
        marked = openpyxl.load_workbook(folder / "f.xlsx").worksheets[1]
        self.assertTrue(marked["B2"].comment)
        self.assertLess(len(marked["D2"].value), 100)

    def test_codes_keep_the_zeros_that_are_seen(self):
        folder = office("import-zeros")
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["灯塔编号", "所在区域", "点亮日期"])
        sheet.append([7, "341502005", "2021-03-01"])
        sheet.append([12345, "341502005", "2021-03-01"])
        for row in (2, 3):
            sheet.cell(row, 1).number_format = "0000"
        book.save(folder / "灯塔.xlsx")
        opened = support.convert(folder / "灯塔.xlsx", "ods")

        support.run("import", folder / "office", folder / "灯塔.xlsx")
        again = support.run("import", folder / "office", opened, "--json").json()

        for code in ("0007", "12345"):
            shown = support.run("record", "show", folder / "office", "beacon.tower", code,
                                "--json").json()
            self.assertEqual(shown["label"], code)
        self.assertEqual([(sheet["filed"], sheet["unchanged"]) for sheet in again["files"]],
                         [(0, 2)])

    def test_exported_workbook_keeps_its_types(self):
        folder = office("export-types")
        file = write(folder, "灯塔.csv",
                     "灯塔编号,所在区域,点亮日期,高度,备注\n"
                     "001,341502005,2021年3月1日,12.50,=1+1\n", "gb18030")
        support.run("import", folder / "office", file)
        support.run("export", folder / "office", "灯塔", "-o", folder / "out.xlsx")

        sheet = openpyxl.load_workbook(folder / "out.xlsx").active
        row = [cell.value for cell in sheet[2]]
        self.assertEqual(row[1], "001")
        self.assertEqual(row[3].strftime("%Y-%m-%d"), "2021-03-01")
        self.assertEqual(row[4], 12.5)
        self.assertEqual(sheet["H2"].data_type, "s")
        self.assertEqual(sheet["H2"].value, "=1+1")
        again = support.run("import", folder / "office", folder / "out.xlsx", "--json").json()
        self.assertEqual(again["files"][0]["unchanged"], 1)

    def test_dry_run_keeps_nothing(self):
        folder = office("import-dry")
        file = write(folder, "灯塔.csv", "灯塔编号,所在区域,点亮日期\nA,341502005,2021-03-01\n")
        for _ in range(2):
            said = support.run("import", folder / "office", file, "--dry-run", "--json").json()
            self.assertTrue(said["dry_run"])
            self.assertEqual(said["files"][0]["filed"], 1)


def book(folder, name, rows, merged=()):
    """A workbook of one sheet as openpyxl writes it."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for area in merged:
        made.active.merge_cells(area)
    made.save(folder / name)
    return folder / name


HEADER = ["灯塔编号", "所在区域", "点亮日期", "高度"]


class Workbooks(unittest.TestCase):
    def test_merged_cells_hold_for_every_row(self):
        folder = office("import-merged")
        file = book(folder, "灯塔.xlsx",
                    [["灯塔登记表"], HEADER, ["A1", "341502005", "2021-03-01", 5],
                     ["A2", None, None, 6], HEADER, ["A3", "341502005", "2021-03-02", 7], ["合计", None, None, 18]],
                    ["A1:D1", "B3:B4", "C3:C4", "A7:C7"])
        said = support.run("import", folder / "office", file, "--json").json()["files"][0]
        self.assertEqual(said["filed"], 3)
        self.assertEqual(said["heading_rows"], [5])
        self.assertEqual(said["totals_rows"], [7])
        shown = support.run("record", "show", folder / "office", "灯塔", "A2", "--json").json()
        self.assertEqual(shown["fields"]["lit_on"], "2021-03-01")

    def test_percentages_are_read_as_they_are_seen(self):
        folder = office("import-percent")
        made = openpyxl.Workbook()
        made.active.append(HEADER[:3] + ["整修进度", "可见比例"])
        for code, repaired, share in [("A1", 0.85, 0.85), ("A2", 0.2950, 0.0005), ("A3", "30％", "12.5%")]:
            made.active.append([code, "341502005", "2021-03-01", repaired, share])
        for row in made.active["D2:E4"]:
            for cell in row:
                cell.number_format = "0.0%"
        made.active.append(["A4", "341502005", "2021-03-01", 40, 0.4])
        made.save(folder / "灯塔.xlsx")
        support.convert(folder / "灯塔.xlsx", "ods")
        expected = {"A1": ("85", "0.85"), "A2": ("29.5", "0.0005"), "A3": ("30", "0.125"),
                    "A4": ("40", "0.4")}
        said = support.run("import", folder / "office", folder / "灯塔.xlsx", "--json").json()
        self.assertEqual(said["files"][0]["filed"], 4)
        for code, (repaired, share) in expected.items():
            fields = support.run("record", "show", folder / "office", "灯塔", code,
                                 "--json").json()["fields"]
            self.assertEqual((fields["repaired"], fields["range"]), (repaired, share), code)
        said = support.run("import", folder / "office", folder / "灯塔.ods", "--json").json()
        self.assertEqual(said["files"][0]["unchanged"], 4)

    def test_what_no_cell_says_is_refused_with_its_place(self):
        folder = office("import-unclear")
        file = book(folder, "灯塔.xlsx",
                    [HEADER, ["A1", "341502005", "2021-03-01", 5, "急"],
                     ["A2", "341502005", "2021-03-02", None],
                     ["A3", "341502005", "2021-03-02", "=1+1"]],
                    ["D2:D3"])
        refused = support.run("import", folder / "office", file, "--json", "--faults",
                              folder / "faults.xlsx", code=1).json()["refused"]
        self.assertEqual([(fault["rule"], fault["where"]["row"], fault["where"]["column"])
                          for fault in refused["faults"]],
                         [("import.untitled_column", 2, "E"), ("import.merged_number", 3, "高度"),
                          ("import.not_calculated", 4, "高度")])
        sheet = openpyxl.load_workbook(folder / "faults.xlsx").worksheets[1]
        marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
        self.assertEqual(marked, {"E2", "D3", "D4"})

    def test_files_that_cannot_be_read_are_refused_in_plain_words(self):
        folder = office("import-broken")
        whole = book(folder, "好.xlsx", [HEADER, ["A1", "341502005", "2021-03-01", 5]]).read_bytes()
        broken = {
            "空.csv": (b"", "import.empty"),
            "截断.xlsx": (whole[:len(whole) // 2], "file.unreadable"),
            "加密.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file.kind"),
            "图片.csv": (b"\x89PNG\r\n\x1a\n" + bytes(64), "file.kind"),
            "只有表头.csv": (",".join(HEADER).encode(), "import.no_rows"),
        }
        for name, (content, rule) in broken.items():
            with self.subTest(name):
                (folder / name).write_bytes(content)
                refused = support.run("import", folder / "office", folder / name, "--json", code=1)
                self.assertEqual(refused.json()["refused"]["faults"][0]["rule"], rule)
                self.assertEqual(refused.err, "")
        renamed = folder / "其实是工作簿.csv"
        renamed.write_bytes(whole)
        said = support.run("import", folder / "office", renamed, "--json").json()
        self.assertEqual(said["files"][0]["filed"], 1)

    def test_a_folder_says_what_it_leaves_out(self):
        folder = office("import-folder")
        files = folder / "表"
        (files / "三月").mkdir(parents=True)
        book(files, "灯塔.XLSX", [HEADER, ["A1", "341502005", "2021-03-01", 5]])
        (files / "~$灯塔.XLSX").write_bytes(b"lock")
        (files / "通知.docx").write_bytes(b"PK")
        said = support.run("import", folder / "office", files)
        self.assertIn("灯塔.XLSX", said.out)
        self.assertIn("通知.docx：不是表格文件，没有导入。", said.err)
        self.assertIn("三月：是里面一层文件夹，没有导入。", said.err)
        self.assertNotIn("~$", said.err)

    def test_periods_are_read_as_people_write_them(self):
        here = office("import-period") / "office"
        for period in ["2021年", "2021年上半年", "2021年1至10月", "2021年第三季度"]:
            refused = support.run("count", here, "none", "--period", period, "--json", code=1)
            self.assertNotEqual(refused.json()["refused"]["rule"], "period.malformed")


class Records(unittest.TestCase):
    def test_a_record_is_filed_corrected_found_and_withdrawn(self):
        folder = office("records")
        here = folder / "office"
        filed = support.run("record", "file", here, "灯塔", "灯塔编号=A1", "所在区域=341502005",
                            "点亮日期=2021年3月1日", "备注=灯光昏暗", "--json").json()
        support.run("record", "correct", here, "灯塔", "A1", "高度=１２.5米", "--reason", "补测")
        shown = support.run("record", "show", here, "beacon.tower", "A1", "--json").json()
        self.assertEqual(shown["record"], filed["record"])
        self.assertEqual(shown["fields"]["height"], "12.5")

        found = support.run("record", "find", here, "灯塔", "昏暗", "--json").json()
        self.assertEqual([record["label"] for record in found], ["A1"])
        support.run("record", "withdraw", here, "灯塔", "A1", "--reason", "重复")
        history = support.run("record", "history", here, "灯塔", filed["record"], "--json").json()
        self.assertEqual([entry["act"] for entry in history], ["file", "correct", "withdraw"])
        self.assertEqual(history[1]["reason"], "补测")
        refused = support.run("record", "show", here, "灯塔", "A1", "--json", code=1).json()["refused"]
        self.assertEqual(refused["rule"], "record.missing")

    def test_a_marked_formula_without_a_result_stays_a_fault(self):
        folder = office("formula")
        book = openpyxl.Workbook()
        for row in (["灯塔编号", "所在区域", "点亮日期", "高度（米）"],
                    ["A1", "341502005", "2021-03-01", "=3*4"],
                    ["A2", "341502005", "去年", 8]):
            book.active.append(row)
        book.save(folder / "灯塔.xlsx")

        def faults(file, marked):
            refused = support.run("import", folder / "office", folder / file, "--faults",
                                  folder / marked, "--json", code=1).json()["refused"]
            return [(fault["rule"], fault["where"]["column"]) for fault in refused["faults"]]

        expected = [("import.not_calculated", "高度（米）"), ("cell.date", "点亮日期")]
        self.assertEqual(faults("灯塔.xlsx", "marked.xlsx"), expected)
        self.assertEqual(faults("marked.xlsx", "again.xlsx"), expected)

        marked = openpyxl.load_workbook(folder / "marked.xlsx")
        marked.worksheets[1]["D2"] = 12
        marked.worksheets[1]["C3"] = "2021-03-02"
        marked.save(folder / "mended.xlsx")
        said = support.run("import", folder / "office", folder / "mended.xlsx", "--json").json()
        self.assertEqual(said["files"][0]["filed"], 2)

    def test_exported_columns_keep_what_is_typed_into_them(self):
        folder = office("typed-in")
        write(folder, "灯塔.csv", "灯塔编号,所在区域,点亮日期,高度（米）\nA1,341502005,2021-03-01,\n")
        support.run("import", folder / "office", folder / "灯塔.csv")
        support.run("export", folder / "office", "灯塔", "-o", folder / "out.xlsx")

        sheet = openpyxl.load_workbook(folder / "out.xlsx").active
        titles = {cell.value: cell.column_letter for cell in sheet[1]}
        formats = {title: sheet.column_dimensions[letter].number_format
                   for title, letter in titles.items()}
        self.assertEqual(formats["记录编号"], "@")
        self.assertEqual(formats["灯塔编号"], "@")
        self.assertEqual(formats["备注"], "@")
        self.assertEqual(formats["点亮日期"], "yyyy-mm-dd")
        self.assertEqual(formats["高度"], "General")

    def test_an_area_is_split_with_what_lies_in_it(self):
        folder = office("split")
        here = folder / "office"
        for words in (["341502005", "--code", "341502005001", "--name", "东社区"],
                      ["东社区", "--code", "341502005001001", "--name", "一网格"]):
            support.run("area", "found", here, *words, "--day", "2020-01-01", "--reason", "批文")
        support.run("area", "split", here, "东社区", "--day", "2021-07-01",
                    "--part", "341502005002=北社区", "--part", "341502005003=南社区",
                    "--child", "一网格=341502005003", "--reason", "批文")
        listed = support.run("area", "list", here, "--area", "南社区", "--day", "2021-07-01",
                             "--json").json()
        self.assertEqual([area["name"] for area in listed], ["南社区", "一网格"])


if __name__ == "__main__":
    unittest.main()
