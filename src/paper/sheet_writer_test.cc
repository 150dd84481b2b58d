#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/failure.h"
#include "paper/archive.h"
#include "paper/sheet.h"

namespace qingshui::paper {
namespace {

using Mark = SheetWriter::Mark;

class SheetWriterTest : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("qingshui_" +
                   std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    static std::string contents(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    static std::string part(const std::string& path, const std::string& name) {
        return unzipped(contents(path), name, 1U << 20U).value_or("missing");
    }

    std::filesystem::path folder_;
};

void write_sample(SheetWriter& writer) {
    writer.begin_sheet("登记", {20, 12, 12});
    writer.cell("名称", Mark::Title);
    writer.cell("金额", Mark::Title);
    writer.cell("日期", Mark::Title);
    writer.end_row();
    writer.cell("=1+1");
    writer.cell(*Decimal::parse("855.310"));
    writer.cell(*Date::of(2021, 5, 13));
    writer.cell(true);
    writer.cell(Cell());
    writer.cell(*DateTime::parse("2021-05-13 08:30:00"));
    writer.end_row();
    writer.finish();
}

TEST_F(SheetWriterTest, KnowsWhatAWorkbookHasRoomFor) {
    const auto book = write_xlsx(path("room.xlsx"));
    EXPECT_EQ(book->rows_max(), 1'048'576);
    EXPECT_TRUE(book->has_room_for(std::string(32'767, 'x')));
    EXPECT_FALSE(book->has_room_for(std::string(32'768, 'x')));
    std::string wide;
    for (int i = 0; i < 16'384; ++i) wide += "\U00020BB7";  // Two units each.
    EXPECT_FALSE(book->has_room_for(wide));
    EXPECT_TRUE(book->has_room_for(Decimal::whole(1)));
    EXPECT_TRUE(write_csv(path("room.csv"))->has_room_for(wide));
}

TEST_F(SheetWriterTest, CutsALongNoteShort) {
    const auto book = write_xlsx(path("note.xlsx"));
    book->begin_sheet("a", {});
    book->cell("x", Mark::Fault, std::string(40'000, 'n'));
    book->end_row();
    book->finish();
    const auto notes = part(path("note.xlsx"), "xl/comments1.xml");
    EXPECT_NE(notes.find("nnn……"), std::string::npos);
    EXPECT_LT(notes.size(), 4'000U);
}

TEST_F(SheetWriterTest, WritesCsvAsSpreadsheetsOpenIt) {
    write_sample(*write_csv(path("a.csv")));
    EXPECT_EQ(contents(path("a.csv")),
              "\xEF\xBB\xBF名称,金额,日期\r\n"
              "'=1+1,855.310,2021-05-13,TRUE,,2021-05-13 08:30:00\r\n");
}

TEST_F(SheetWriterTest, QuotesCsvWhereItMust) {
    const auto writer = write_csv(path("a.csv"));
    writer->cell("a,b");
    writer->cell("he said \"no\"");
    writer->cell("two\nlines");
    writer->cell(" edge");
    writer->end_row();
    writer->finish();
    EXPECT_EQ(contents(path("a.csv")),
              "\xEF\xBB\xBF\"a,b\",\"he said \"\"no\"\"\",\"two\nlines\",\" edge\"\r\n");
}

TEST_F(SheetWriterTest, ReplacesWhatXmlCannotHold) {
    const std::string spoilt("灯\x01\uFFFE\0\uFFFF", 11);
    const auto book = write_xlsx(path("a.xlsx"));
    book->begin_sheet(spoilt, {});
    book->cell(spoilt, Mark::Fault, spoilt);
    book->end_row();
    book->finish();
    const auto csv = write_csv(path("a.csv"));
    csv->cell(spoilt);
    csv->end_row();
    csv->finish();

    const std::string clean = "灯\uFFFD\uFFFD\uFFFD\uFFFD";
    for (const char* name : {"xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/workbook.xml"}) {
        EXPECT_NE(part(path("a.xlsx"), name).find(clean), std::string::npos) << name;
    }
    EXPECT_EQ(contents(path("a.csv")), "\xEF\xBB\xBF" + clean + "\r\n");
}

TEST_F(SheetWriterTest, WritesTypedCells) {
    write_sample(*write_xlsx(path("a.xlsx")));
    if (const char* const sample = std::getenv("XLSX_SAMPLE")) {  // For tests/paper/check_xlsx.py.
        std::filesystem::copy_file(path("a.xlsx"), sample,
                                   std::filesystem::copy_options::overwrite_existing);
    }
    const std::string sheet = part(path("a.xlsx"), "xl/worksheets/sheet1.xml");
    const std::size_t amount = sheet.find("<c r=\"B2\" s=\"3\"><v>");
    ASSERT_NE(amount, std::string::npos) << sheet;
    EXPECT_EQ(std::stod(sheet.substr(amount + 19)), 855.31) << sheet;
    EXPECT_NE(sheet.find("<v>44329</v>"), std::string::npos) << sheet;
    EXPECT_NE(sheet.find("t=\"b\"><v>1</v>"), std::string::npos) << sheet;
    EXPECT_NE(sheet.find("=1+1"), std::string::npos) << sheet;
    EXPECT_EQ(sheet.find("<f>"), std::string::npos) << "text never becomes a formula";
    EXPECT_NE(sheet.find("state=\"frozen\""), std::string::npos) << sheet;
    const std::string styles = part(path("a.xlsx"), "xl/styles.xml");
    EXPECT_NE(styles.find("yyyy-mm-dd"), std::string::npos) << styles;
    EXPECT_NE(styles.find("0.000"), std::string::npos) << styles;
}

TEST_F(SheetWriterTest, WritesTheSameBytesEachTime) {
    write_sample(*write_xlsx(path("a.xlsx")));
    write_sample(*write_xlsx(path("b.xlsx")));
    EXPECT_EQ(contents(path("a.xlsx")), contents(path("b.xlsx")));
}

TEST_F(SheetWriterTest, KeepsDigitsThatANumberWouldLose) {
    const auto writer = write_xlsx(path("a.xlsx"));
    writer->begin_sheet("数", {});
    writer->cell(*Decimal::parse("123456789012345678"));
    writer->cell(*Date::of(1899, 12, 31));
    writer->end_row();
    writer->finish();
    const std::string sheet = part(path("a.xlsx"), "xl/worksheets/sheet1.xml");
    EXPECT_NE(sheet.find("123456789012345678</t>"), std::string::npos) << sheet;
    EXPECT_NE(sheet.find("1899-12-31</t>"), std::string::npos) << sheet;
}

TEST_F(SheetWriterTest, MarksFaultsWithAComment) {
    const auto writer = write_xlsx(path("a.xlsx"));
    writer->begin_sheet("错误", {});
    writer->cell("张三", Mark::Fault, "没有这个小区");
    writer->cell(Cell(), Mark::Fault, "必须填写");
    writer->end_row();
    writer->finish();
    const std::string comments = part(path("a.xlsx"), "xl/comments1.xml");
    EXPECT_NE(comments.find("没有这个小区"), std::string::npos) << comments;
    EXPECT_NE(comments.find("必须填写"), std::string::npos) << comments;
    EXPECT_NE(part(path("a.xlsx"), "xl/styles.xml").find("FFFFC7CE"), std::string::npos);
}

TEST_F(SheetWriterTest, NamesSheetsAsWorkbooksAllow) {
    const auto writer = write_xlsx(path("a.xlsx"));
    writer->begin_sheet("a/b:c", {});
    writer->begin_sheet("a_b_c", {});
    writer->begin_sheet("", {});
    writer->begin_sheet(std::string(40, 'x'), {});
    writer->finish();
    const std::string book = part(path("a.xlsx"), "xl/workbook.xml");
    EXPECT_NE(book.find("\"a_b_c\""), std::string::npos) << book;
    EXPECT_NE(book.find("\"a_b_c(2)\""), std::string::npos) << book;
    EXPECT_NE(book.find("\"Sheet\""), std::string::npos) << book;
    EXPECT_NE(book.find("\"" + std::string(31, 'x') + "\""), std::string::npos) << book;
}

TEST_F(SheetWriterTest, LeavesNothingBehindWhenAbandoned) {
    {
        const auto workbook = write_xlsx(path("a.xlsx"));
        workbook->begin_sheet("a", {});
        workbook->cell("b");
        const auto csv = write_csv(path("a.csv"));
        csv->cell("b");
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(SheetWriterTest, FailsWhereNothingCanBeWritten) {
    EXPECT_THROW(write_csv(path("none/a.csv")), Failure);
    EXPECT_THROW(write_xlsx(path("none/a.xlsx")), Failure);
}

TEST_F(SheetWriterTest, FailsRatherThanCutText) {
    const auto workbook = write_xlsx(path("a.xlsx"));
    workbook->begin_sheet("a", {});
    EXPECT_THROW(workbook->cell(std::string(40'000, 'x')), Failure);
}

}  // namespace
}  // namespace qingshui::paper
