#!/usr/bin/env python3
"""Makes the sample sheets of this folder as other programs save them; see README.md."""

import datetime
import pathlib
import subprocess
import sys

import openpyxl

here = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
here = here if here.is_dir() else here.parent

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "登记"
sheet.append(["名称", "金额", "日期", "时刻", "是否"])
sheet.append(["张三", 855.31, datetime.date(2021, 5, 13),
              datetime.datetime(2021, 5, 13, 8, 30), True])
sheet["A3"] = "合并"
sheet.merge_cells("A3:B4")
sheet["D3"] = "2021年5月13日"
sheet["E3"] = 0.1 + 0.2
for place, value, code in (("A5", 44329, 'yyyy"年"m"月"d"日"'), ("B5", 44329, "#,##0"),
                           ("A6", 44329, "[$-804]yyyy/m/d"), ("B6", 0.5, "0.00%"),
                           ("C6", 1234.5, "[$¥-804]#,##0.00")):
    sheet[place] = value
    sheet[place].number_format = code
sheet["C5"] = "  sp  "
sheet["D5"] = "两行\n文字"
sheet["E6"] = "末"
sheet["A900"].number_format = "yyyy-mm-dd"  # A format alone is no cell.
book.create_sheet("二")["C3"] = "x"
book.create_sheet("藏")["A1"] = "y"
book["藏"].sheet_state = "hidden"
book.save(here / "openpyxl.xlsx")

for kind in ("xlsx", "ods"):
    subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", here / "made",
                    here / "openpyxl.xlsx"], check=True, stdout=subprocess.DEVNULL)
    (here / f"made/openpyxl.{kind}").rename(here / f"libreoffice.{kind}")
(here / "made").rmdir()
