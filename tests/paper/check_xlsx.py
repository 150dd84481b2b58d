#!/usr/bin/env python3
"""Opens what the workbook writer wrote with openpyxl: types and marks must be intact.

usage: tests/paper/check_xlsx.py (runs paper_test of build/debug to write the sample)
"""

import datetime
import os
import pathlib
import subprocess

import openpyxl

root = pathlib.Path(__file__).resolve().parents[2]
sample = root / "build/sample.xlsx"
subprocess.run([root / "build/debug/paper_test", "--gtest_filter=*WritesTypedCells"], check=True,
               env=os.environ | {"XLSX_SAMPLE": str(sample)}, stdout=subprocess.DEVNULL)

sheet = openpyxl.load_workbook(sample)["登记"]
rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
assert rows == [
    ["名称", "金额", "日期", None, None, None],
    ["=1+1", 855.31, datetime.datetime(2021, 5, 13), True, None,
     datetime.datetime(2021, 5, 13, 8, 30)],
], rows
assert sheet["B2"].number_format == "0.000" and sheet["B2"].data_type == "n"
assert sheet["C2"].is_date and sheet["C2"].number_format == "yyyy-mm-dd"
assert sheet["D2"].data_type == "b"
assert sheet["A1"].font.bold and sheet.freeze_panes == "A2"
print("openpyxl reads every type")
