"""Files made to harm: each is refused in words, or read, within stated memory (docs/limits.md).
No test asserts a time; what hangs fails by the long timeout."""

import json
import os
import resource
import subprocess
import threading
import unittest
import zipfile

from tests.system import hostile, support
from tests.system.hostile import (MEGA, archive, declare_size, features, joined, open_document,
                                  overlapping, repeated, row, table, table_row, workbook, write)
from tests.system.test_import import PACK

SMALL = 200 * MEGA   # Of memory: what is refused before it is unpacked, or never grows.
MOST = 2048 * MEGA   # What any file may take.
TIMEOUT = 300

TOO_LARGE = ("file.too_large",
             "文件太大：最多 200 MB（解开后 500 MB）、2000000行、2000列、共10000000格、"
             "100000处合并。",
             "The file is too large: at most 200 MB (500 MB unpacked), 2000000 rows, 2000 columns, "
             "10000000 cells and 100000 merged areas.")
UNREADABLE = ("file.unreadable", "文件已损坏或加了密码，读不出来。",
              "The file is damaged or locked by a password.")
OTHER_KIND = ("file.kind", "这不是能读的表格：只认 CSV、XLSX 和 ODS。",
              "This is not a sheet that can be read: only CSV, XLSX and ODS are.")
OLD_KIND = ("file.kind", "这是旧式 .xls 文件，或是加了密码的工作簿，不能直接读取。",
            "This is a workbook of the old .xls kind, or one locked by a password.")
PAGE = ("file.kind", "这是网页（HTML），不是表格：有的系统导出的 .xls 其实是网页。",
        "This is a web page, not a sheet, even if it is named .xls.")
ENCODING = ("file.encoding", "文字编码认不出来：只认 UTF-8、UTF-16 和 GB18030（GBK）。",
            "The text is neither UTF-8, UTF-16 nor GB18030 (GBK).")
EMPTY = ("import.empty", "“{0}”里没有内容。", "There is nothing in “{0}”.")
NO_HEADER = ("import.register_unclear", "看不出这是哪个台账的表：没有一行像表头。",
             "It is not clear which register this is: no row looks like a header.")
MORE = """
  { id = "seen_at", type = "datetime", zh = "时刻", en = "Seen at" },
  { id = "kinds", type = "choices", zh = "种类", en = "Kinds", choices = [
    { code = "a", zh = "甲种", en = "A" }, { code = "b", zh = "乙、丙种", en = "B" } ] },
]
"""
HEAD = ("灯塔编号", "所在区域", "点亮日期", "高度", "备注", "时刻", "种类")
GOOD = ("A1", "341502005", "2021-03-01", "8.5", "", "", "")


def limited(*words):
    """Runs the command; gives its exit code, what it printed and the most memory it held."""
    guard = 2 * MOST  # Of addresses, so that a mistake harms nobody.
    process = subprocess.Popen(
        [str(support.BINARY), *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (guard, guard)))
    timer = threading.Timer(TIMEOUT, process.kill)
    timer.start()
    out = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, out.decode(errors="replace"), usage.ru_maxrss * 1024


class HostileFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = support.fresh("hostile")
        pack = cls.folder / "packs/beacon/pack.toml"
        pack.parent.mkdir(parents=True)
        pack.write_text(PACK.rstrip("\n]") + MORE, encoding="utf-8")
        cls.office = cls.folder / "office"
        support.run("init", cls.office, "--tenant", "341502005", "--packs", cls.folder / "packs")

    def asked(self, words, most):
        code, out, held = limited(*words, "--json")
        self.assertLessEqual(held, most, f"{held // MEGA} MB")
        if os.environ.get("HOSTILE_MEASURES"):
            print(f"\n{self.case}: {held // MEGA} MB", end="")
        self.assertTrue(out, f"exit {code}")
        return code, json.loads(out)

    def told(self, refused, expected, file="", row=0):
        """That a refusal has this rule, these words in both languages, and this place."""
        rule, zh, en = expected
        self.assertEqual((refused["rule"], refused["says"]["zh"], refused["says"]["en"]),
                         (rule, zh.format(file), en.format(file)))
        self.assertTrue(refused["remedy"]["zh"] and refused["remedy"]["en"])
        self.assertEqual(refused["where"].get("row", 0), row)

    def import_one(self, path, most=SMALL):
        code, said = self.asked(["import", self.office, path, "--dry-run"], most)
        path.unlink()
        return code, said

    def refused(self, path, expected, most=SMALL, row=0):
        self.case = path.name
        code, said = self.import_one(path, most)
        self.assertEqual(code, 1, said)
        faults = said["refused"]["faults"]
        self.assertEqual(len(faults), 1, faults[:3])
        self.told(faults[0], expected, path.name, row)
        self.assertEqual(faults[0]["where"]["file"], path.name)

    def taken(self, path, filed, most=SMALL):
        self.case = path.name
        code, said = self.import_one(path, most)
        self.assertEqual(code, 0, said)
        self.assertEqual(said["files"][0]["filed"], filed)

    # Archives.

    def test_what_declares_to_unpack_to_more_than_is_read_is_not_unpacked(self):
        path = workbook(self.folder / "bomb.xlsx", rows=repeated(" ", 520 * MEGA))
        self.refused(path, TOO_LARGE)
        path = open_document(self.folder / "bomb.ods", repeated(" ", 520 * MEGA))
        self.refused(path, TOO_LARGE)

    def test_what_unpacks_to_more_than_it_declares_is_damaged(self):
        path = workbook(self.folder / "liar.xlsx", rows=repeated(" ", 520 * MEGA))
        self.refused(declare_size(path, "sheet.xml", 1000), UNREADABLE, MOST)

    def test_entries_that_overlap_count_one_by_one(self):
        self.refused(overlapping(self.folder / "overlap.xlsx", 30_000, MEGA), TOO_LARGE)
        self.refused(overlapping(self.folder / "entries.xlsx", 60_000, 10), TOO_LARGE)

    def test_archives_within_archives_are_not_opened(self):
        inner = workbook(self.folder / "inner.xlsx", rows=repeated(" ", 100 * MEGA)).read_bytes()
        path = archive(self.folder / "nested.xlsx", {"inner.xlsx": inner})
        self.refused(path, OTHER_KIND)

    def test_one_part_is_not_read_as_many_sheets(self):
        sheets = "".join(f'<sheet name="{number}" id:id="1"/>' for number in range(9_999))
        path = workbook(self.folder / "same.xlsx", rows=repeated(" ", 100 * MEGA),
                        book=f"<workbook><sheets>{sheets}</sheets></workbook>")
        self.refused(path, UNREADABLE)

    def test_all_that_may_be_unpacked_is_read_within_memory(self):
        path = workbook(self.folder / "blank.xlsx", rows=repeated(" ", 499 * MEGA))
        self.refused(path, EMPTY, MOST)
        # The worst that is known: many strings, and cells that each hold a copy of one.
        text = "a" * 31
        path = workbook(self.folder / "strings.xlsx",
                        strings=joined("<sst>", repeated(f"<si><t>{text}</t></si>", 5_500_000),
                                       "</sst>"),
                        rows=repeated("<row>" + '<c t="s"><v>0</v></c>' * 17 + "</row>", 588_000))
        self.refused(path, NO_HEADER, MOST)

    # What XML can be made to do.

    def test_entities_are_not_expanded(self):
        laughs = '<!ENTITY l0 "ha">' + "".join(
            f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
        cell = '<row><c t="str"><v>&l9;</v></c></row>'
        path = workbook(self.folder / "laughs.xlsx",
                        sheet=f"<!DOCTYPE w [{laughs}]><worksheet>{cell}</worksheet>")
        self.refused(path, UNREADABLE)
        path = workbook(self.folder / "laughs-strings.xlsx",
                        strings=f"<!DOCTYPE w [{laughs}]><sst><si><t>&l9;</t></si></sst>")
        self.refused(path, UNREADABLE)
        self.refused(open_document(self.folder / "laughs.ods", table(table_row("&l9;")),
                                   before=f"<!DOCTYPE w [{laughs}]>"), UNREADABLE)
        outside = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        path = workbook(self.folder / "outside.xlsx", sheet=outside +
                        '<worksheet><row><c t="str"><v>&x;</v></c></row></worksheet>')
        self.refused(path, UNREADABLE)

    def test_nesting_takes_no_stack(self):
        path = workbook(self.folder / "deep.xlsx", sheet=joined(
            repeated("<a>", 10_000_000), repeated("</a>", 10_000_000)))
        self.refused(path, EMPTY)

    def test_lists_beside_the_sheets_have_limits(self):
        path = workbook(self.folder / "relations.xlsx", parts=joined(
            "<a>", (f'<Relationship Id="{number}"/>' for number in range(2_000_000)), "</a>"))
        self.refused(path, TOO_LARGE)
        path = workbook(self.folder / "formats.xlsx", rows=row(*HEAD) + row(*GOOD), styles=joined(
            '<styleSheet><numFmt numFmtId="1" formatCode="', repeated("general", 10_000_000),
            '"/></styleSheet>'))
        self.taken(path, 1, MOST)
        path = open_document(self.folder / "tables.ods", repeated("<table:table/>", 10_000_000))
        self.refused(path, TOO_LARGE, MOST)

    # Sheets that are vast.

    def test_a_million_columns_are_too_many(self):
        cells = repeated("<c><v>1</v></c>", 1_000_000)
        self.refused(workbook(self.folder / "wide.xlsx", rows=joined("<row>", cells, "</row>")),
                     TOO_LARGE)
        wide = '<table:table-row><table:table-cell table:number-columns-repeated="1000000">' \
               "<text:p>1</text:p></table:table-cell></table:table-row>"
        self.refused(open_document(self.folder / "wide.ods", table(wide)), TOO_LARGE)
        self.refused(write(self.folder / "wide.csv", repeated("1,", 1_000_000)), TOO_LARGE)

    def test_blank_rows_and_columns_at_the_end_count_for_nothing(self):
        head, good = row(*HEAD), row(*GOOD)
        self.taken(workbook(self.folder / "blank-rows.xlsx",
                            rows=joined(head, good, repeated("<row/>", 10_000_000))), 1)
        self.taken(write(self.folder / "blank-rows.csv", ",".join(HEAD) + "\n", ",".join(GOOD),
                         repeated("\n", 10_000_000)), 1)
        blank = '<table:table-row table:number-rows-repeated="1048574">' \
                '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        self.taken(open_document(self.folder / "blank-rows.ods", table(
            table_row(*HEAD), table_row(*GOOD), blank * 10)), 1)

    def test_blank_rows_before_others_are_too_many(self):
        self.refused(workbook(self.folder / "gap.xlsx", rows=joined(
            row(*HEAD), repeated("<row/>", 10_000_000), row(*GOOD))), TOO_LARGE)
        self.refused(write(self.folder / "gap.csv", ",".join(HEAD), repeated("\n", 10_000_000),
                           ",".join(GOOD)), TOO_LARGE)
        self.refused(open_document(self.folder / "filled.ods", table(
            table_row(*HEAD), table_row(*GOOD, repeat=10_000_000))), TOO_LARGE, MOST)

    def test_a_cell_far_away_is_not_reached(self):
        for place in ('r="9999999"', 'r="18446744073709551615"', 'r="99999999999999999999"'):
            path = workbook(self.folder / "far.xlsx",
                            rows=f'{row(*HEAD)}{row(*GOOD)}<row {place}><c><v>1</v></c></row>')
            if place == 'r="99999999999999999999"':
                self.refused_rows(path, ["record.required"] * 2)
            else:
                self.refused(path, TOO_LARGE)
        self.refused(workbook(self.folder / "far-column.xlsx",
                              rows='<row><c r="ZZZZ1"><v>1</v></c></row>'), TOO_LARGE)

    def test_a_string_that_the_workbook_does_not_have_is_damage(self):
        for index in ("9", "18446744073709551616", "-1", "x"):
            path = workbook(self.folder / "string.xlsx",
                            rows=f'<row><c t="s"><v>{index}</v></c></row>',
                            strings="<sst><si><t>a</t></si></sst>")
            self.refused(path, UNREADABLE)

    def test_merged_cells_without_end(self):
        merge = '<mergeCell ref="A1000:BXX1001"/>'
        self.refused(workbook(self.folder / "merges.xlsx", rows=row(*HEAD),
                              merges=repeated(merge, 100_001)), TOO_LARGE)
        titles = row(*[f"列{number}" for number in range(1_990)], *HEAD)
        path = workbook(self.folder / "merged.xlsx", rows=titles + row(*[""] * 1_990, *GOOD),
                        merges=repeated(merge, 100_000))
        self.taken(path, 1)

    def test_many_titles_are_held_against_every_register_once(self):
        office = support.fresh("hostile-registers") / "office"
        support.run("init", office, "--tenant", "341502005")
        titles = repeated(row("表") + row(*[f"第{number}列" for number in range(2_000)]), 10)
        path = workbook(self.folder / "titles.xlsx", rows=titles,
                        merges=repeated('<mergeCell ref="A1000:B1001"/>', 100_000))
        self.case = path.name
        code, said = self.asked(["import", office, path], SMALL)
        self.assertEqual(code, 1)
        self.told(said["refused"]["faults"][0], NO_HEADER)

    # Long texts.

    def test_long_texts_take_no_longer_than_their_length(self):
        pieces = [" *", "【", "以为单位", "1日", "甲、", "\\", "(", "十", "万", "_x0041_"]
        for number, piece in enumerate(pieces):
            long = "".join(repeated(piece, 2 * MEGA // len(piece.encode())))
            for column in range(len(HEAD)):
                cells = list(GOOD)
                cells[column] = long
                path = workbook(self.folder / f"long-{number}-{HEAD[column]}.xlsx",
                                rows=row(*HEAD) + row(*cells))
                self.case = path.name
                code, said = self.import_one(path)
                self.assertEqual(code, 1, said)
                self.assertEqual(len(said["refused"]["faults"]), 1)
            path = workbook(self.folder / f"long-{number}.xlsx", rows=row(long))
            self.refused(path, NO_HEADER)

    def test_few_bytes_that_say_many_spaces_are_too_large(self):
        path = open_document(self.folder / "spaces.ods", table(
            "<table:table-row><table:table-cell><text:p>",
            repeated('<text:s text:c="2000"/>', 2_000_000),
            "</text:p></table:table-cell></table:table-row>"))
        self.refused(path, TOO_LARGE, MOST)

    def test_every_fault_is_counted_and_the_first_are_told(self):
        rows = 100_000
        path = write(self.folder / "faults.csv", ",".join(HEAD) + "\n",
                     repeated(",无,x,y,,,\n", rows))
        self.case = path.name
        code, said = self.import_one(path)
        self.assertEqual(code, 1)
        self.assertEqual(said["refused"]["says"]["zh"], f"有{4 * rows}处错误，全部没有导入。")
        self.assertEqual(said["refused"]["remedy"]["en"],
                         "The first 1000 are listed; --faults marks them in a workbook. "
                         "Mend them and import again.")
        self.assertEqual(len(said["refused"]["faults"]), 1_000)
        formulas = "<row>" + "<c><f/></c>" * 4 + "<c><v>1</v></c></row>"
        path = workbook(self.folder / "formulas.xlsx",
                        rows=joined(row(*HEAD), repeated(formulas, 100_000)))
        self.case = path.name
        _, said = self.import_one(path, 256 * MEGA)
        self.assertEqual(len(said["refused"]["faults"]), 1_000)

    def test_a_list_of_areas_has_an_end(self):
        rows = 700_001
        path = write(self.folder / "areas.csv", "区域代码,区域名称,层级,启用日期\n",
                     repeated("341502005001,甲,网格,x\n", rows))
        self.refused(path, ("listing.too_large", f"区域名册有{rows}行，最多700000行。",
                            f"The list of areas has {rows} rows; at most 700000 can be read."),
                     500 * MEGA)

    # Files that are not what they are called.

    def refused_rows(self, path, rules):
        self.case = path.name
        code, said = self.import_one(path)
        self.assertEqual(code, 1, said)
        self.assertEqual([fault["rule"] for fault in said["refused"]["faults"]], rules)

    def test_what_a_file_is_called_does_not_matter(self):
        good = ",".join(HEAD) + "\n" + ",".join(GOOD) + "\n"
        document = {"_rels/.rels": RELATIONS_OF_WORD, "word/document.xml": "<w:document/>",
                    "word/_rels/document.xml.rels": "<Relationships/>"}
        self.refused(write(self.folder / "pdf.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0\1\2"),
                     OTHER_KIND)
        self.refused(write(self.folder / "biff.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" +
                           bytes(504)), OLD_KIND)
        self.refused(archive(self.folder / "word.xlsx", document), OTHER_KIND)
        self.refused(write(self.folder / "page.xls", "<html><table><tr><td>1</td></tr></table>"),
                     PAGE)
        self.refused(write(self.folder / "picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
                     OTHER_KIND)
        self.refused(archive(self.folder / "text.ods", {
            "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            OTHER_KIND)
        self.taken(workbook(self.folder / "workbook.csv", rows=row(*HEAD) + row(*GOOD)), 1)
        self.taken(write(self.folder / "sheet.xlsx", good), 1)

    def test_formulas_are_text_or_their_results(self):
        cells = ('<c t="str"><v>A1</v></c><c t="str"><v>341502005</v></c>'
                 '<c t="str"><v>2021-03-01</v></c>')
        path = workbook(self.folder / "formula.xlsx", rows=row(*HEAD) +
                        f"<row>{cells}<c><f>1+1</f></c></row>")
        self.refused(path, ("import.not_calculated", "这一格是公式，文件里没有存它的结果。",
                            "This cell is a formula whose result the file does not hold."), row=2)
        link = '<c t="str"><f>HYPERLINK("http://example.org","看")</f><v>看</v></c>'
        path = workbook(self.folder / "link.xlsx", rows=row(*HEAD) +
                        f"<row>{cells}<c><v>1</v></c>{link}</row>")
        self.taken(path, 1)

    def test_what_would_be_calculated_leaves_as_text(self):
        office = support.fresh("hostile-formulas") / "office"
        support.run("init", office, "--tenant", "341502005", "--packs", self.folder / "packs")
        attack = "=cmd|'/c calc'!A0"
        support.run("import", office, write(
            self.folder / "dde.csv", ",".join(HEAD) + "\n" + ",".join(GOOD[:4]) + f",{attack},,\n"))
        support.run("export", office, "灯塔", "-o", self.folder / "out.csv")
        self.assertIn(f"'{attack}", (self.folder / "out.csv").read_text("utf-8-sig"))
        support.run("export", office, "灯塔", "-o", self.folder / "out.xlsx")
        with zipfile.ZipFile(self.folder / "out.xlsx") as book:
            self.assertNotIn(b"<f>", book.read("xl/worksheets/sheet1.xml"))
        again = support.run("import", office, self.folder / "out.csv", "--json").json()
        self.assertEqual(again["files"][0]["unchanged"], 1)

    # Encodings.

    def test_text_in_two_encodings_is_refused(self):
        gb18030 = (",".join(HEAD) + "\n").encode("gb18030")
        utf8 = ",".join(GOOD[:4] + ("备注说明", "", "")).encode("utf-8")
        self.refused(write(self.folder / "mixed.csv", gb18030 + utf8), ENCODING)
        self.refused(write(self.folder / "mixed-2.csv", gb18030 * 3 + utf8 + b"\n" + gb18030),
                     ENCODING)

    def test_utf_16_that_is_cut_or_broken_is_refused(self):
        text = ",".join(HEAD) + "\n" + ",".join(GOOD) + "\n"
        self.taken(write(self.folder / "utf16.csv", b"\xff\xfe" + text.encode("utf-16-le")), 1)
        self.refused(write(self.folder / "odd.csv", b"\xff\xfe" + text.encode("utf-16-le")[:-1]),
                     OTHER_KIND)
        lone = (text + "A2,341502005,2021-03-01,1,\ud800,,\n").encode("utf-16-le", "surrogatepass")
        self.refused(write(self.folder / "lone.csv", b"\xff\xfe" + lone), OTHER_KIND)
        lone = (text + "\ud800").encode("utf-8", "surrogatepass")
        self.refused(write(self.folder / "lone-8.csv", lone), ENCODING)

    def test_zero_bytes_are_of_no_text(self):
        text = ",".join(HEAD) + "\n" + ",".join(GOOD) + "\0\n"
        self.refused(write(self.folder / "zero.csv", text), OTHER_KIND)

    def test_a_mark_of_order_within_the_text_is_no_title(self):
        text = "\ufeff\ufeff" + ",".join(HEAD) + "\n" + ",".join(GOOD) + "\n"
        self.taken(write(self.folder / "marks.csv", text), 1)

    # Maps.

    def test_maps_that_nest_or_hold_too_much_are_refused(self):
        deep = ("geojson.json", "JSON 嵌套超过64层。",
                "The JSON is nested deeper than 64 levels.")
        self.refused(features(self.folder / "deep.json", repeated("[", 1_000_000)), deep, row=1)
        many = ("geojson.json", "JSON 里的值太多，上限约16000000个。",
                "The JSON holds too many values; the limit is about 16000000.")
        self.refused(features(self.folder / "zeros.json", joined(
            "[", repeated("0,", 40_000_000), "0]")), many, MOST)
        self.refused(write(self.folder / "vast.json", '{"a":[', repeated("0,", 60_000_000), "0]}"),
                     ("geojson.too_large", "边界文件过大：字节数超过104857600。",
                      "The file of boundaries has more than 104857600 bytes."), 300 * MEGA)

    def test_a_vast_polygon_is_read(self):
        points = 2_000_000
        ring = joined("[[[116.5,31.5],", (f"[{116 + at / points:.7f},32.{at % 10}],"
                                          for at in range(points)), "[118,31.5],[116.5,31.5]]]")
        path = features(self.folder / "polygon.json", ring)
        self.case = path.name
        code, said = self.import_one(path, MOST)
        self.assertEqual(code, 0, said)


RELATIONS_OF_WORD = ('<a><Relationship Id="1" Type="/officeDocument" Target="word/document.xml"/>'
                     "</a>")
