#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <pugixml.hpp>
#include <set>

#include "paper/archive.h"
#include "paper/document.h"
#include "paper/docx_parts.h"

namespace qingshui::paper {
namespace {

using Kind = Block::Kind;

std::string part_text(const std::string& bytes, const std::string& name) {
    return unzipped(bytes, name, 10U << 20U).value_or("");
}

pugi::xml_document part_of(const std::string& bytes, const std::string& name) {
    pugi::xml_document part;
    EXPECT_TRUE(part.load_string(part_text(bytes, name).c_str(), pugi::parse_full)) << name;
    return part;
}

pugi::xml_document body_of(const Document& document) {
    return part_of(docx(document), "word/document.xml");
}

std::string text_in(const pugi::xml_node& node) {
    std::string text;
    for (const auto& found : node.select_nodes(".//w:t")) text += found.node().text().get();
    return text;
}

// A report as an office writes it, made up, long enough for several pages.
Document sample() {
    Document document = {"清水河街道2021年工作报告", "清水河街道办事处", {}};
    auto& blocks = document.blocks;
    blocks.push_back({Kind::Title, {{"清水河街道办事处\n2021年工作报告（样张）"}}});
    blocks.push_back({Kind::Addressee, {{"区人民政府："}}});
    blocks.push_back(
        {Kind::Paragraph,
         {{"现将2021年工作情况报告如下。本文人物、单位和数字均为编造，只用于检验版式。"}}});
    blocks.push_back({Kind::Heading1, {{"一、生态环境"}}});
    blocks.push_back({Kind::Heading2, {{"（一）环境信访"}}});
    for (int round = 0; round < 6; ++round) {
        blocks.push_back(
            {Kind::Paragraph,
             {{"全年受理环境信访"},
              {"38起", false, "environment.disputes", "38 ≠ 12 + 14 + 13"},
              {"，其中水"},
              {"12起", false, "environment.disputes.water"},
              {"、气14起、声13起，全部办结。“清水行动”检查企业190余家次，责令整改5家，罚款"},
              {"12.50万元", false, "environment.fines"},
              {"，没有发生群体性事件。"}}});
    }
    blocks.push_back({Kind::Heading3, {{"1.巡查"}}});
    blocks.push_back(
        {Kind::Paragraph, {{"每月巡查不少于两次，发现问题当日交办，次日复查，逐项销号。"}}});
    blocks.push_back({Kind::Heading4, {{"（1）河道"}}});
    blocks.push_back({Kind::Paragraph, {{"清理漂浮物，"}, {"重点河段每日保洁", true}, {"。"}}});
    blocks.push_back({Kind::Heading1, {{"二、下一步打算"}}});
    for (int round = 0; round < 4; ++round) {
        blocks.push_back({Kind::Paragraph,
                          {{"坚持问题导向，健全街道、社区、网格三级联动机制，把群众反映的事一件一"
                            "件办好；做好2022年1至3月重点工作安排，确保开好局、起好步。"}}});
    }
    blocks.push_back({Kind::Attachment, {{"附件：数据来源"}}});
    blocks.push_back({Kind::Signature, {{"清水河街道办事处"}}});
    blocks.push_back({Kind::Date, {{"2021年12月31日"}}});
    blocks.push_back({Kind::PageBreak});
    blocks.push_back({Kind::Appendix, {{"附件"}}});
    blocks.push_back({Kind::AppendixTitle, {{"数据来源"}}});
    blocks.push_back({Kind::Caption, {{"各项数字的口径与凭据"}}});
    Block table = {Kind::Table, {}, {}, {3, 5, 3, 2, 5}};
    table.rows.push_back({{{"数字"}}, {{"口径"}}, {{"期间"}}, {{"记录"}}, {{"校验码"}}});
    for (const char* const id :
         {"environment.disputes", "environment.disputes.water", "environment.fines"}) {
        table.rows.push_back(
            {{{"38起", false, {}, {}, id}},
             {{"受理的环境信访件数，按受理日计"}},
             {{"2021年1至10月"}},
             {{"38"}},
             {{"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}}});
    }
    for (int row = 0; row < 30; ++row) {
        table.rows.push_back({{{"12起"}}, {{"其中涉水"}}, {{"2021年"}}, {{"12"}}, {{"略"}}});
    }
    blocks.push_back(table);
    blocks.push_back({Kind::Note, {{"注：点表中数字回到正文，点正文数字到本表。"}}});
    return document;
}

TEST(Docx, IsAWholePackage) {
    const std::string bytes = docx(sample());
    const auto entries = Archive::open(bytes)->entries();
    ASSERT_TRUE(entries.has_value());
    const std::string types = part_text(bytes, "[Content_Types].xml");
    for (const Entry& entry : *entries) {
        pugi::xml_document part;
        EXPECT_TRUE(part.load_string(part_text(bytes, entry.name).c_str())) << entry.name;
        const bool declared = types.find("\"/" + entry.name + "\"") != std::string::npos;
        EXPECT_TRUE(declared || entry.name.ends_with(".rels") || entry.name.starts_with("["))
            << entry.name;
    }
    // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread.
    if (const char* const path = std::getenv("DOCX_SAMPLE")) {
        std::ofstream(path, std::ios::binary) << bytes;  // For tests/paper/check_docx.sh.
    }
}

TEST(Docx, IsTheSameBytesEachTime) { EXPECT_EQ(docx(sample()), docx(sample())); }

TEST(Docx, HasThePageOfTheStandard) {
    const auto body = body_of({});
    const auto section = body.select_node("//w:sectPr").node();
    const auto number = [&](const char* node, const char* attribute) {
        return section.child(node).attribute(attribute).as_int();
    };
    const auto mm = [](int twips) { return twips * 25.4 / 1440; };
    EXPECT_NEAR(mm(number("w:pgSz", "w:w")), 210, 0.1);
    EXPECT_NEAR(mm(number("w:pgSz", "w:h")), 297, 0.1);
    EXPECT_NEAR(mm(number("w:pgMar", "w:top")), 37, 1);
    EXPECT_NEAR(mm(number("w:pgMar", "w:left")), 28, 1);
    const int wide =
        number("w:pgSz", "w:w") - number("w:pgMar", "w:left") - number("w:pgMar", "w:right");
    const int high =
        number("w:pgSz", "w:h") - number("w:pgMar", "w:top") - number("w:pgMar", "w:bottom");
    EXPECT_NEAR(mm(wide), 156, 0.1);
    EXPECT_NEAR(mm(high), 225, 0.1);
    EXPECT_EQ(high / number("w:docGrid", "w:linePitch"), 22);
    const double pitch = 16 + number("w:docGrid", "w:charSpace") / 4096.0;
    EXPECT_EQ(static_cast<int>(wide / 20.0 / pitch), 28);
}

TEST(Docx, HasTheTypesOfTheStandard) {
    const auto styles = part_of(docx({}), "word/styles.xml");
    const auto style = [&](const char* id) {
        return styles.find_node([&](const pugi::xml_node& node) {
            return std::string(node.attribute("w:styleId").value()) == id;
        });
    };
    const auto font = [&](const char* id) {
        return std::string(
            style(id).child("w:rPr").child("w:rFonts").attribute("w:eastAsia").value());
    };
    const auto points = [&](const char* id) {
        return style(id).child("w:rPr").child("w:sz").attribute("w:val").as_int() / 2;
    };
    EXPECT_EQ(font("Title"), "方正小标宋简体");
    EXPECT_EQ(points("Title"), 22);
    EXPECT_EQ(font("Heading1"), "黑体");
    EXPECT_EQ(font("Heading2"), "楷体_GB2312");
    EXPECT_EQ(font("Heading3"), "仿宋_GB2312");
    EXPECT_EQ(font("BodyText"), "仿宋_GB2312");
    for (const char* const id : {"Heading1", "Heading2", "Heading3", "Heading4", "BodyText"}) {
        EXPECT_EQ(points(id), 16) << id;
        const auto indent = style(id).child("w:pPr").child("w:ind");
        EXPECT_EQ(indent.attribute("w:firstLineChars").as_int(), 200) << id;
    }
    const auto level = [&](const char* id) {
        return style(id).child("w:pPr").child("w:outlineLvl").attribute("w:val").as_int(-1);
    };
    EXPECT_EQ(level("Heading1"), 0);
    EXPECT_EQ(level("Heading4"), 3);
    EXPECT_EQ(level("BodyText"), -1);
}

// GB/T 9704 7.3.4: 附件 on the first line of its page, the title in the middle of the third.
TEST(Docx, SetsTheTitleOfAnAppendixOnTheThirdLine) {
    const auto styles = part_of(docx({}), "word/styles.xml");
    const auto spacing = [&](const std::string& id, const char* attribute) {
        const auto path = "//w:style[@w:styleId='" + id + "']/w:pPr/w:spacing";
        return styles.select_node(path.c_str()).node().attribute(attribute).as_int(-1);
    };
    EXPECT_EQ(spacing("Appendix", "w:line"), Layout::kLine);
    EXPECT_EQ(spacing("Appendix", "w:after"), 0);
    EXPECT_EQ(spacing("AppendixTitle", "w:before"), Layout::kLine);
    EXPECT_EQ(spacing("Title", "w:before"), 0);
}

TEST(Docx, StretchesParagraphsButNoItems) {
    const auto styles = part_of(docx({}), "word/styles.xml");
    const auto align = [&](const std::string& id) {
        const auto path = "//w:style[@w:styleId='" + id + "']/w:pPr/w:jc";
        return std::string(styles.select_node(path.c_str()).node().attribute("w:val").value());
    };
    EXPECT_EQ(align("BodyText"), "both");
    EXPECT_EQ(align("Item"), "left");
}

TEST(Docx, NumbersOddPagesRightAndEvenPagesLeft) {
    const std::string bytes = docx({});
    const auto odd = part_of(bytes, "word/footer1.xml");
    const auto even = part_of(bytes, "word/footer2.xml");
    EXPECT_EQ(text_in(odd), "— 1 —");
    EXPECT_EQ(std::string(odd.select_node("//w:jc").node().attribute("w:val").value()), "right");
    EXPECT_EQ(std::string(even.select_node("//w:jc").node().attribute("w:val").value()), "left");
    const auto settings = part_of(bytes, "word/settings.xml");
    EXPECT_TRUE(settings.select_node("//w:evenAndOddHeaders"));
}

TEST(Docx, LinksAFigureToItsRowAndBack) {
    const auto body = body_of(sample());
    std::set<std::string> names;
    for (const auto& found : body.select_nodes("//w:bookmarkStart")) {
        const std::string name = found.node().attribute("w:name").value();
        EXPECT_TRUE(names.insert(name).second) << name << " twice";
        EXPECT_LE(name.size(), 40U);
    }
    EXPECT_TRUE(names.contains("f_environment_disputes_water"));
    EXPECT_TRUE(names.contains("s_environment_disputes_water"));
    std::size_t links = 0;
    for (const auto& found : body.select_nodes("//w:hyperlink")) {
        EXPECT_TRUE(names.contains(found.node().attribute("w:anchor").value()));
        ++links;
    }
    EXPECT_EQ(links, 6U * 3 + 3);
}

TEST(Docx, LinksNothingThatIsNotThere) {
    const auto body = body_of({"", "", {{Kind::Paragraph, {{"5起", false, "a.b"}}}}});
    EXPECT_TRUE(body.select_node("//w:bookmarkStart[@w:name='f_a_b']"));
    EXPECT_FALSE(body.select_node("//w:hyperlink"));
}

// How wide the room is that the signature and the date are centred in, in characters; it ends at
// the right margin.
std::vector<int> rooms(const char* name, const char* date) {
    const auto body = body_of({"", "", {{Kind::Signature, {{name}}}, {Kind::Date, {{date}}}}});
    std::vector<int> out;
    for (const auto& found : body.select_nodes("//w:p[w:pPr/w:jc/@w:val='center']//w:ind")) {
        constexpr int kTextWidth = 8844;
        constexpr int kCharacter = 316;
        const int room = kTextWidth - found.node().attribute("w:left").as_int();
        out.push_back((room + kCharacter / 2) / kCharacter);
    }
    return out;
}

TEST(Docx, CentresTheNameOverTheDateFourCharactersFromTheRight) {
    // The date is 7 characters wide, digits half a character; then 6.
    EXPECT_EQ(rooms("甲街道", "2021年12月31日"), (std::vector<int>{4 + 7 + 4, 4 + 7 + 4}));
    EXPECT_EQ(rooms("六安市清水河街道办事处", "2021年1月31日"), (std::vector<int>{14, 14}));
}

TEST(Docx, WidensTheRoomForALongName) {
    EXPECT_EQ(rooms("中国共产党六安市金安区清水河街道工作委员会", "2021年12月31日"),
              (std::vector<int>{22, 22}));
}

TEST(Docx, ShowsAFailedCheckAfterItsSentence) {
    const auto body = body_of(
        {"",
         "",
         {{Kind::Paragraph,
           {{"共"}, {"38起", false, "a", "核对不符：不等于各项之和"}, {"，都办结。再查。"}}},
          {Kind::Paragraph, {{"共"}, {"5起", false, "b", "核对不符：大于总数"}}}}});
    EXPECT_EQ(text_in(body),
              "共38起，都办结。【核对不符：不等于各项之和】再查。共5起【核对不符：大于总数】");
    const auto note = body.select_node("//w:r[w:rPr/w:rStyle/@w:val='Fault']").node();
    EXPECT_EQ(text_in(note), "【核对不符：不等于各项之和】");
}

TEST(Docx, RepeatsTheHeadOfATable) {
    const auto body = body_of(sample());
    EXPECT_EQ(body.select_nodes("//w:tbl/w:tr").size(), 34U);
    EXPECT_EQ(body.select_nodes("//w:tr[w:trPr/w:tblHeader]").size(), 1U);
    int width = 0;
    for (const auto& found : body.select_nodes("//w:gridCol")) {
        width += found.node().attribute("w:w").as_int();
    }
    EXPECT_EQ(width, Layout::kTextWidth);
}

TEST(Docx, KeepsTablesApart) {
    const Block table = {Kind::Table, {}, {{{{"a"}}}}};
    const auto body = body_of({"", "", {table, table}});
    EXPECT_EQ(
        body.select_nodes("/w:document/w:body/w:tbl/following-sibling::*[1][self::w:p]").size(),
        2U);
}

TEST(Docx, KeepsTextThatXmlCannotHoldOut) {
    const auto body =
        body_of({"a<b\x01", "", {{Kind::Paragraph, {{"<一>&\x01\uFFFE\uFFFF\n二"}}}}});
    EXPECT_EQ(text_in(body), "<一>&\uFFFD\uFFFD\uFFFD二");
    EXPECT_EQ(body.select_nodes("//w:br").size(), 1U);
}

TEST(BookmarkName, IsDifferentForDifferentFigures) {
    const std::string deep(60, 'a');
    const std::set<std::string> names = {
        bookmark_name("f_", "a.b"),     bookmark_name("f_", "a_b"),
        bookmark_name("f_", "林地.亩"), bookmark_name("f_", "林地.公顷"),
        bookmark_name("f_", deep),      bookmark_name("f_", deep + "b")};
    EXPECT_EQ(names.size(), 6U);
    for (const std::string& name : names) EXPECT_LE(name.size(), 40U);
}

}  // namespace
}  // namespace qingshui::paper
