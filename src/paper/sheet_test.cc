#include "paper/sheet.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "paper/archive.h"

namespace qingshui::paper {
namespace {

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Sheet> sheets_of(std::string_view bytes) {
    auto sheets = read_sheets(bytes, "表.x");
    if (sheets) return std::move(sheets).value();
    ADD_FAILURE() << words(sheets.error(), Language::English);
    return {};
}

std::vector<std::vector<Cell>> rows_of(std::string_view bytes) {
    const auto sheets = sheets_of(bytes);
    return sheets.empty() ? std::vector<std::vector<Cell>>() : sheets.front().rows;
}

std::string rule_of(std::string_view bytes, const Limits& limits = {}) {
    const auto sheets = read_sheets(bytes, "表.x", limits);
    return sheets ? "read" : sheets.error().rule;
}

using Rows = std::vector<std::vector<Cell>>;

TEST(Csv, IsReadWithAnySeparator) {
    EXPECT_EQ(rows_of("a,\"b,;\"\n,清水\nx,\n"), Rows({{"a", "b,;"}, {Cell(), "清水"}, {"x"}}));
    EXPECT_EQ(rows_of("a\tb,\r\n\t清水\r\nx"), Rows({{"a", "b,"}, {Cell(), "清水"}, {"x"}}));
    EXPECT_EQ(rows_of("a;\"b\"\"c\"\r1;2"), Rows({{"a", "b\"c"}, {"1", "2"}}));
    EXPECT_EQ(rows_of("名册\n\na,b\n1;,2\n"), Rows({{"名册"}, {}, {"a", "b"}, {"1;", "2"}}));
}

TEST(Csv, KeepsLinesWithinCellsAndEmptyRows) {
    EXPECT_EQ(rows_of("a,b\r\n\r\n\"one\r\ntwo\",3\r\n\r\n"),
              Rows({{"a", "b"}, {}, {"one\r\ntwo", "3"}}));
}

TEST(Csv, IsReadWithAnyEncoding) {
    EXPECT_EQ(rows_of("\xEF\xBB\xBF名称\n"), Rows({{"名称"}}));
    EXPECT_EQ(rows_of("\xC3\xFB\xB3\xC6,1\n"), Rows({{"名称", "1"}}));  // GB18030
    EXPECT_EQ(rows_of(std::string_view("\xFF\xFE\x0D\x54\x2C\x00\x31\x00", 8)),
              Rows({{"名", "1"}}));
}

TEST(Csv, TakesTheName) { EXPECT_EQ(read_sheets("a", "x/人口.csv")->front().name, "人口"); }

TEST(Csv, UndoesTheDefusing) {
    EXPECT_EQ(rows_of("'=1+1,''+2,'text'\n"), Rows({{"=1+1", "'+2", "'text'"}}));
}

TEST(Csv, IsRefusedForALoneQuotationMark) {
    const auto refused = read_sheets("a,b\n1,\"open\n2,3\n", "人口.csv");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "file.csv_quote");
    EXPECT_EQ(refused.error().where.row, 2);
    EXPECT_EQ(refused.error().where.file, "人口.csv");
    EXPECT_EQ(refused.error().says.zh, "第2行的双引号没有配对，从这里起分不清各列");
    EXPECT_EQ(refused.error().says.en,
              "A quotation mark in row 2 has no partner, so columns cannot be told apart");
    EXPECT_EQ(rule_of("a,\"b\"c\n"), "file.csv_quote");
    EXPECT_EQ(rows_of("5\" pipe,b\n"), Rows({{"5\" pipe", "b"}}));
}

// Packs the parts of a workbook with one sheet.
std::string workbook(const std::string& sheet_data, const std::string& more = {}) {
    return zipped({
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels",
         R"(<Relationships><Relationship Id="r" Type="t/officeDocument" Target="xl/workbook.xml"/>)"
         "</Relationships>"},
        {"xl/workbook.xml",
         R"(<?xml version="1.0"?><workbook xmlns:r="r"><workbookPr/><sheets>)"
         R"(<sheet name="甲&amp;乙" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships>)"
         R"(<Relationship Id="rId1" Type="t/worksheet" Target="/xl/worksheets/one.xml"/>)"
         R"(<Relationship Id="rId2" Type="t/styles" Target="styles.xml"/>)"
         R"(<Relationship Id="rId3" Type="t/sharedStrings" Target="./strings.xml"/>)"
         R"(</Relationships>)"},
        {"xl/styles.xml",
         R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;"/></numFmts>)"
         R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
         R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>)"
         R"(<dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>)"},
        {"xl/strings.xml",
         R"(<sst><si><t>一</t><rPh><t>yi</t></rPh></si>)"
         R"(<si><r><t>a</t></r><r><t xml:space="preserve"> b_x000D_</t></r></si></sst>)"},
        {"xl/worksheets/one.xml",
         "<worksheet><sheetData>" + sheet_data + "</sheetData>" + more + "</worksheet>"},
    });
}

TEST(Xlsx, ReadsEveryKindOfCell) {
    EXPECT_EQ(
        rows_of(workbook(
            R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
            R"(<row r="3"><c r="B3" s="1"><v>44329</v></c><c s="2"><v>44329</v></c>)"
            R"(<c t="b"><v>1</v></c><c t="str"><f>A1&amp;"x"</f><v>一x</v></c></row>)"
            R"(<row><c t="inlineStr"><is><t>内</t></is></c><c t="e"><v>#N/A</v></c>)"
            R"(<c t="d"><v>2021-05-13T08:30:00</v></c><c><v>855.30999999999995</v></c></row>)"
            R"(<row r="9"><c r="A9" s="1"/><c r="B9" t="s"/></row>)")),
        Rows({{"一", "a b\r"},
              {},
              {Cell(), *Date::of(2021, 5, 13), *Date::of(2021, 5, 13), true, "一x"},
              {"内", "#N/A", *DateTime::parse("2021-05-13 08:30:00"), *Decimal::parse("855.31")}}));
}

TEST(Xlsx, KeepsNamesAndMerges) {
    const auto sheets = sheets_of(
        workbook(R"(<row><c><v>1</v></c></row>)",
                 R"(<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="?"/></mergeCells>)"));
    ASSERT_EQ(sheets.size(), 1U);
    EXPECT_EQ(sheets[0].name, "甲&乙");
    EXPECT_FALSE(sheets[0].hidden);
    ASSERT_EQ(sheets[0].merges.size(), 1U);
    EXPECT_EQ(sheets[0].merges[0].row_to, 1);
    EXPECT_EQ(sheets[0].merges[0].column_to, 2);
}

TEST(Xlsx, IsRefusedWhenHostile) {
    EXPECT_EQ(rule_of(workbook("<row><c><v>1</c></row")), "file.unreadable");
    EXPECT_EQ(rule_of(workbook("<row><c t=\"str\"><v>&#amp;</v></c></row>")), "file.unreadable");
    EXPECT_EQ(rule_of(workbook("<row><c t=\"str\"><v>&#99999999999;</v></c></row>")),
              "file.unreadable");
    EXPECT_EQ(rule_of(workbook("<!DOCTYPE a [<!ENTITY b \"c\">]><row/>")), "file.unreadable");
    EXPECT_EQ(rule_of(workbook("<row r=\"99999999\"><c><v>1</v></c></row>")), "file.too_large");
    EXPECT_EQ(rule_of(workbook("<row><c r=\"ZZZ1\"><v>1</v></c></row>")), "file.too_large");
    EXPECT_EQ(rule_of(workbook("<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>")), "file.too_large");
    std::string wide;
    for (int row = 1; row <= 30; ++row) {
        wide += "<row r=\"" + std::to_string(row) + "\"><c r=\"CV" + std::to_string(row) +
                "\"><v>1</v></c></row>";
    }
    Limits few;
    few.cells = 2'000;
    EXPECT_EQ(rule_of(workbook(wide), few), "file.too_large");
    EXPECT_EQ(rule_of(workbook(wide)), "read");
}

TEST(Xlsx, IsRefusedIfItNamesWhatItDoesNotHave) {
    EXPECT_EQ(rule_of(workbook(R"(<row><c t="s"><v>2</v></c></row>)")), "file.unreadable");
    EXPECT_EQ(rule_of(workbook(R"(<row><c t="s"><v>x</v></c></row>)")), "file.unreadable");
    const std::string root =
        R"(<Relationships><Relationship Id="r" Type="t/officeDocument" Target="w.xml"/>)"
        "</Relationships>";
    EXPECT_EQ(rule_of(zipped({{"_rels/.rels", root}})), "file.unreadable");
    EXPECT_EQ(rule_of(zipped({{"_rels/.rels", root}, {"w.xml", "<workbook/>"}})),
              "file.unreadable");
    EXPECT_EQ(rule_of(zipped({{"_rels/.rels", root},
                              {"_rels/w.xml.rels", "<Relationships/>"},
                              {"w.xml", "<document/>"}})),
              "file.kind");
}

TEST(Xlsx, TellsOfFormulasWithoutTheirResult) {
    const auto sheets = sheets_of(
        workbook(R"(<row r="2"><c r="B2"><f>1+1</f></c><c r="C2" t="str"><f>""</f><v></v></c>)"
                 R"(<c r="D2"><f>1+1</f><v>2</v></c></row>)"));
    ASSERT_EQ(sheets.size(), 1U);
    ASSERT_EQ(sheets[0].not_calculated.size(), 1U);
    EXPECT_EQ(sheets[0].not_calculated[0], std::pair(std::size_t{1}, std::size_t{1}));
}

TEST(Xlsx, IsLimitedOverAllThatItHolds) {
    std::string attributes;
    for (int number = 0; number < 2'000; ++number) {
        attributes += " a" + std::to_string(number) + "=\"\"";
    }
    EXPECT_EQ(rule_of(workbook("<row" + attributes + "/>")), "file.unreadable");
    Limits few;
    few.merges = 1;
    const std::string one = R"(<mergeCell ref="A1:B2"/>)";
    EXPECT_EQ(rule_of(workbook("", one), few), "read");
    EXPECT_EQ(rule_of(workbook("", one + one), few), "file.too_large");
    few.merges = 9;
    few.cells = 1;  // The workbook has two strings.
    EXPECT_EQ(rule_of(workbook(""), few), "file.too_large");
}

TEST(Xlsx, IsReadOncePartByPart) {
    const std::string root =
        R"(<a><Relationship Id="1" Type="/officeDocument" Target="b.xml"/></a>)";
    const std::string parts = R"(<a><Relationship Id="1" Type="/worksheet" Target="s.xml"/>)"
                              R"(<Relationship Id="2" Type="/worksheet" Target="s.xml"/></a>)";
    const std::string book = R"(<workbook><sheets><sheet r:id="1"/><sheet r:id="2"/></sheets>)"
                             R"(</workbook>)";
    EXPECT_EQ(rule_of(zipped({{"_rels/.rels", root},
                              {"_rels/b.xml.rels", parts},
                              {"b.xml", book},
                              {"s.xml", "<worksheet/>"}})),
              "file.unreadable");
}

TEST(Xlsx, HasNoEndlessListOfParts) {
    std::string parts = "<a>";
    for (int number = 0; number <= 100'000; ++number) {
        parts += "<Relationship Id=\"" + std::to_string(number) + "\"/>";
    }
    EXPECT_EQ(rule_of(zipped({{"_rels/.rels", parts + "</a>"}})), "file.too_large");
}

TEST(Xlsx, IsRefusedBeforeItUnpacks) {
    Limits small;
    small.unpacked = 1U << 20U;
    const std::string bomb = workbook(std::string(2U << 20U, ' '));
    ASSERT_LT(bomb.size(), 10'000U);
    EXPECT_EQ(rule_of(bomb, small), "file.too_large");
    EXPECT_EQ(rule_of(bomb), "read");
}

TEST(Files, AreRefusedBySizeAlone) {
    EXPECT_TRUE(check_size(200U << 20U, "表.x"));
    const auto refused = check_size((200U << 20U) + 1, "表.x");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "file.too_large");
    EXPECT_EQ(refused.error().where.file, "表.x");
}

TEST(Files, AreKnownByContent) {
    EXPECT_EQ(rule_of(zipped({{"a.txt", "text"}})), "file.kind");
    EXPECT_EQ(rule_of(zipped({{"mimetype", "application/vnd.oasis.opendocument.text"}})),
              "file.kind");
    EXPECT_EQ(rule_of("PK\x03\x04 broken"), "file.unreadable");
    EXPECT_EQ(rule_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "file.kind");
    EXPECT_EQ(rule_of("<html><table></table></html>"), "file.kind");
    EXPECT_EQ(rule_of(std::string_view("%PDF-1.4\n\0\1\2", 12)), "file.kind");
    EXPECT_EQ(rule_of(std::string(20, '\x01') + "a,b\n"), "file.kind");
    EXPECT_EQ(rule_of("\x81\xFF\xFF"), "file.encoding");
    EXPECT_EQ(rule_of("PK,name\n1,2\n"), "read");
    Limits small;
    small.bytes = 3;
    EXPECT_EQ(rule_of("a,b,c", small), "file.too_large");
}

TEST(Files, MayHoldAControlCharacterInACell) {
    EXPECT_EQ(rows_of("名称,备注\n甲,灯\x07坏\n").back().back(), Cell("灯\x07坏"));
}

struct Words {
    std::string bytes;
    std::string zh;
    std::string en;
};

TEST(Refusals, SayWhatIsWrongAndWhatToDo) {
    const std::vector<Words> all = {
        {"PK\x03\x04 broken",
         "表.x：文件已损坏或加了密码，读不出来。\n"
         "  请用 Excel 或 WPS 打开这个文件，去掉密码，另存为 .xlsx 后再导入。\n",
         "表.x: The file is damaged or locked by a password.\n"
         "  Open it in a spreadsheet program, take the password off, save it as .xlsx and import "
         "that.\n"},
        {"%PDF-1.4 \x01\xFF",
         "表.x：这不是能读的表格：只认 CSV、XLSX 和 ODS。\n"
         "  请用 Excel 或 WPS 打开这个文件，另存为 .xlsx 后再导入。\n",
         "表.x: This is not a sheet that can be read: only CSV, XLSX and ODS are.\n"
         "  Open it in a spreadsheet program, save it as .xlsx and import that.\n"},
        {"\xD0\xCF\x11\xE0",
         "表.x：这是旧式 .xls 文件，或是加了密码的工作簿，不能直接读取。\n"
         "  请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 后再导入。\n",
         "表.x: This is a workbook of the old .xls kind, or one locked by a password.\n"
         "  Open it in a spreadsheet program, take the password off, save it as .xlsx and import "
         "that.\n"},
        {"\n<HTML>",
         "表.x：这是网页（HTML），不是表格：有的系统导出的 .xls 其实是网页。\n"
         "  请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。\n",
         "表.x: This is a web page, not a sheet, even if it is named .xls.\n"
         "  Open it in a spreadsheet program, save it as .xlsx and import that.\n"},
        {"\x81\xFF\xFF",
         "表.x：文字编码认不出来：只认 UTF-8、UTF-16 和 GB18030（GBK）。\n"
         "  请另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再导入。\n",
         "表.x: The text is neither UTF-8, UTF-16 nor GB18030 (GBK).\n"
         "  Save it as “CSV UTF-8” or as .xlsx and import that.\n"},
        {std::string(101, 'a'),
         "表.x：文件太大：最多 0 MB（解开后 500 MB）、2000000行、2000列、共10000000格、"
         "100000处合并。\n"
         "  请把表格拆成几个文件分别导入；如果表格并不大，请删去末尾的空行空列再保存。\n",
         "表.x: The file is too large: at most 0 MB (500 MB unpacked), 2000000 rows, 2000 columns, "
         "10000000 cells and 100000 merged areas.\n"
         "  Split it into several files; if it is not that large, delete the empty rows and "
         "columns at its end and save it.\n"},
    };
    Limits limits;
    limits.bytes = 100;
    for (const Words& is : all) {
        const auto refused = read_sheets(is.bytes, "表.x", limits);
        ASSERT_FALSE(refused);
        EXPECT_EQ(words(refused.error(), Language::Chinese), is.zh);
        EXPECT_EQ(words(refused.error(), Language::English), is.en);
    }
}

// The same table as other programs save it: tests/paper/README.md says how they were made.
// LibreOffice saves the truth that openpyxl wrote as the number 1.
class Foreign : public testing::TestWithParam<std::pair<const char*, Cell>> {};

TEST_P(Foreign, FileIsReadAsItIsSeen) {
    const auto path = std::filesystem::path(SOURCE_DIR) / "tests/paper" / GetParam().first;
    const auto sheets = sheets_of(contents(path));
    ASSERT_EQ(sheets.size(), 3U);
    EXPECT_EQ(sheets[0].name, "登记");
    const Cell day = *Date::of(2021, 5, 13);
    const Cell moment = *DateTime::parse("2021-05-13 08:30:00");
    EXPECT_EQ(sheets[0].rows,
              Rows({{"名称", "金额", "日期", "时刻", "是否"},
                    {"张三", *Decimal::parse("855.31"), day, moment, GetParam().second},
                    {"合并", Cell(), Cell(), "2021年5月13日", *Decimal::parse("0.3")},
                    {},
                    {day, *Decimal::parse("44329"), "  sp  ", "两行\n文字"},
                    {day, "50%", *Decimal::parse("1234.5"), Cell(), "末"}}));
    ASSERT_EQ(sheets[0].merges.size(), 1U);
    EXPECT_EQ(sheets[0].merges[0].row_from, 2);
    EXPECT_EQ(sheets[0].merges[0].row_to, 3);
    EXPECT_EQ(sheets[0].merges[0].column_to, 1);
    EXPECT_EQ(sheets[1].rows, Rows({{}, {}, {Cell(), Cell(), "x"}}));
    EXPECT_FALSE(sheets[1].hidden);
    EXPECT_TRUE(sheets[2].hidden);
}

INSTANTIATE_TEST_SUITE_P(Programs, Foreign,
                         testing::Values(std::pair("openpyxl.xlsx", Cell(true)),
                                         std::pair("libreoffice.xlsx", Cell(true)),
                                         std::pair("libreoffice.ods", Cell(Decimal::whole(1)))));

std::string open_document(const std::string& table) {
    return zipped({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                   {"content.xml",
                    "<office:document-content><office:body><office:spreadsheet>"
                    "<table:tracked-changes><table:table-cell office:value-type=\"float\" "
                    "office:value=\"9\"/></table:tracked-changes>"
                    "<table:table table:name=\"甲\">" +
                        table +
                        "</table:table></office:spreadsheet></office:body>"
                        "</office:document-content>"}});
}

TEST(Ods, ReadsEveryKindOfCell) {
    EXPECT_EQ(
        rows_of(open_document(
            R"(<table:table-header-rows><table:table-row>)"
            R"(<table:table-cell office:value-type="string"><office:annotation><text:p>x</text:p>)"
            R"(</office:annotation><text:p>a<text:s text:c="2"/><text:span>b</text:span></text:p>)"
            R"(<text:p>c</text:p></table:table-cell>)"
            R"(</table:table-row></table:table-header-rows>)"
            R"(<table:table-row table:number-rows-repeated="2">)"
            R"(<table:table-cell table:number-columns-repeated="2"/>)"
            R"(<table:table-cell office:value-type="currency" office:value="1.50"/>)"
            R"(<table:table-cell office:value-type="boolean" office:boolean-value="false"/>)"
            R"(<table:table-cell office:value-type="date" office:date-value="2021-05-13"/>)"
            R"(<table:table-cell office:value-type="time" office:time-value="PT08H30M00S">)"
            R"(<text:p>08:30</text:p></table:table-cell>)"
            R"(<table:table-cell table:number-columns-repeated="16000"/></table:table-row>)"
            R"(<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>)"
            R"(</table:table-row>)")),
        Rows({{"a  b\nc"},
              {Cell(), Cell(), *Decimal::parse("1.5"), false, *Date::of(2021, 5, 13), "08:30"},
              {Cell(), Cell(), *Decimal::parse("1.5"), false, *Date::of(2021, 5, 13), "08:30"}}));
}

TEST(Ods, IsRefusedWhenItRepeatsWithoutEnd) {
    Limits few;
    few.cells = 100'000;
    const std::string endless =
        open_document(R"(<table:table-row table:number-rows-repeated="99999999999">)"
                      R"(<table:table-cell table:number-columns-repeated="1999" )"
                      R"(office:value-type="float" office:value="1"/></table:table-row>)");
    EXPECT_EQ(rule_of(endless, few), "file.too_large");
}

TEST(Ods, IsRefusedWhenFewBytesSayManySpaces) {
    std::string spaces;
    for (int run = 0; run < 1'000; ++run) spaces += R"(<text:s text:c="2000"/>)";
    const std::string vast = open_document("<table:table-row><table:table-cell><text:p>" + spaces +
                                           "</text:p></table:table-cell></table:table-row>");
    Limits few;
    few.unpacked = 1U << 20U;
    EXPECT_EQ(rule_of(vast, few), "file.too_large");
    EXPECT_EQ(rule_of(vast), "read");
}

TEST(Ods, HasNoEndlessListOfSheets) {
    std::string tables;
    for (int number = 0; number < 10'000; ++number) tables += "</table:table><table:table>";
    EXPECT_EQ(rule_of(open_document(tables)), "file.too_large");
}

// A cell that a writer may be given.
rc::Gen<Cell> any_cell() {
    const auto text =
        rc::gen::map(rc::gen::container<std::string>(
                         rc::gen::elementOf(std::string("aZ09=+-@'\",;\t\r\n_x< &"))),
                     [](const std::string& is) { return is.empty() ? Cell() : Cell(is); });
    const auto number = rc::gen::map(rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000),
                                     [](std::int64_t is) { return Cell(Decimal(is, 3)); });
    const auto day = rc::gen::map(rc::gen::inRange(-25'000, 60'000),
                                  [](int days) { return Cell(*Date::from_days(days)); });
    const auto moment =
        rc::gen::map(rc::gen::pair(rc::gen::inRange(-25'000, 60'000), rc::gen::inRange(0, 86'400)),
                     [](std::pair<int, int> is) {
                         return Cell(DateTime{*Date::from_days(is.first), is.second});
                     });
    const auto truth = rc::gen::map(rc::gen::arbitrary<bool>(), [](bool is) { return Cell(is); });
    return rc::gen::oneOf(text, number, day, moment, truth, rc::gen::just(Cell()));
}

void trim(Rows& rows) {
    for (auto& row : rows) {
        while (!row.empty() && row.back() == Cell()) row.pop_back();
    }
    while (!rows.empty() && rows.back().empty()) rows.pop_back();
}

void write_all(SheetWriter& writer, const Rows& rows) {
    writer.begin_sheet("甲", {});
    for (const auto& row : rows) {
        for (const Cell& cell : row) writer.cell(cell);
        writer.end_row();
    }
    writer.finish();
}

std::string temporary(const char* name) {
    return (std::filesystem::temp_directory_path() / name).string();
}

RC_GTEST_PROP(Workbook, IsReadBackAsItWasWritten, ()) {
    auto rows = *rc::gen::resize(
        20, rc::gen::container<Rows>(rc::gen::container<std::vector<Cell>>(any_cell())));
    const std::string path = temporary("qingshui_sheet_test.xlsx");
    write_all(*write_xlsx(path), rows);
    trim(rows);
    RC_ASSERT(rows_of(contents(path)) == rows);
    std::filesystem::remove(path);
}

RC_GTEST_PROP(CsvFile, IsReadBackAsItWasWritten, ()) {
    auto rows = *rc::gen::resize(
        20, rc::gen::container<Rows>(rc::gen::container<std::vector<Cell>>(rc::gen::map(
                rc::gen::container<std::string>(rc::gen::elementOf(std::string("a =+'\",;\t\r\n"))),
                [](const std::string& text) { return text.empty() ? Cell() : Cell(text); }))));
    rows.insert(rows.begin(), {"a", "b", "c"});  // The head tells the separator.
    const std::string path = temporary("qingshui_sheet_test.csv");
    write_all(*write_csv(path), rows);
    trim(rows);
    RC_ASSERT(rows_of(contents(path)) == rows);
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace qingshui::paper
