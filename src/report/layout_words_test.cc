#include <gtest/gtest.h>

#include "base/sentence.h"
#include "report/probe_report.h"

namespace qingshui::report {
namespace {

struct Case {
    const char* text;  // The chapter of the made-up garden pack.
    const char* rule;
    int line;
    Text says;
    Text remedy;
};

std::vector<Refusal> faults_of(const std::string& text) {
    const auto catalogue = probe::read_catalogue(text, probe::kFrame);
    EXPECT_TRUE(catalogue) << words(catalogue.error(), Language::English);
    return faults(*catalogue);
}

class TemplateFault : public testing::TestWithParam<Case> {};

TEST_P(TemplateFault, IsToldInExactWords) {
    const auto found = faults_of(GetParam().text);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rule, GetParam().rule);
    EXPECT_EQ(sentence(found[0].says).zh, GetParam().says.zh);
    EXPECT_EQ(sentence(found[0].says).en, GetParam().says.en);
    EXPECT_EQ(sentence(found[0].remedy).zh, GetParam().remedy.zh);
    EXPECT_EQ(sentence(found[0].remedy).en, GetParam().remedy.en);
    EXPECT_EQ(found[0].where.row, GetParam().line);
    EXPECT_NE(found[0].where.file.find("garden"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Figures, TemplateFault,
    testing::Values(
        Case{"一\n{{bedz}}\n",
             "report.figure",
             2,
             {"没有名为“garden.bedz”的指标。", "There is no indicator named “garden.bedz”."},
             {"是不是“garden.beds”（花坛数）或“garden.mean”（平均面积）？",
              "Did you mean “garden.beds” (Beds) or “garden.mean” (Mean size)?"}},
        Case{"{{beds.green}}",
             "report.figure",
             1,
             {"指标“garden.beds”没有名为“green”的分项。",
              "Indicator “garden.beds” has no cell “green”."},
             {"它的分项有：“red”、“blue”。", "Its cells are “red”, “blue”."}},
        Case{"{{beds | 大写}}",
             "report.option",
             1,
             {"竖线后的“大写”不是可用的写法。", "“大写” after the bar is not an option."},
             {"可用的有：汉字、数、截至、月 1-10、年 -1、作 编号、单位 亩、分项。",
              "There are: chinese, number, cutoff, months 1-10, year -1, as ID, unit U, cells."}},
        Case{"{{beds | 月 10-1}}",
             "report.option",
             1,
             {"“月 10-1”不是月份的范围。", "“月 10-1” is not a range of months."},
             {"请写成“月 1-10”，月份为1至12，先小后大；只有一个月时写“月 10”。",
              "Write “months 1-10”, from 1 to 12, the smaller first; for one month “months 10”."}},
        Case{"{{period | 上半年}}",
             "report.option",
             1,
             {"“上半年”不是月份的范围。", "“上半年” is not a range of months."},
             {"请写成“月 1-10”，月份为1至12，先小后大；只有一个月时写“月 10”。",
              "Write “months 1-10”, from 1 to 12, the smaller first; for one month “months 10”."}},
        Case{"{{beds | 年 去年}}",
             "report.option",
             1,
             {"“年 去年”不是年数。", "“年 去年” is not a number of years."},
             {"上一年请写“年 -1”；可用 -100 至 100。",
              "For the year before write “year -1”; from -100 to 100."}},
        Case{"{{beds | 作}}",
             "report.option",
             1,
             {"“作”没有给出编号，或编号里有空格。", "“作” gives no id, or one with spaces."},
             {"请写成“作 业务包.编号”。", "Write “as PACK.ID”."}},
        Case{"{{size | 单位 万元}}",
             "report.unit",
             1,
             {"单位“平方米”不能换算成“万元”。", "“平方米” cannot be converted to “万元”."},
             {"请改用同类的单位，或在业务包里为指标另行声明单位。",
              "Use a unit of the same kind, or declare the unit with the indicator."}},
        Case{"{{beds | 月 1-10}}又{{beds}}",
             "report.id_taken",
             1,
             {"数字的编号“garden.beds”已在garden/"
              "report.md第1行用于另一个数（指标、时期或单位不同）。",
              "The id “garden.beds” is already used on line 1 of garden/report.md for another "
              "number (indicator, period or unit)."},
             {"请用“| 作 另一个编号”加以区别。", "Tell them apart with “| as ANOTHER.ID”."}},
        Case{"{{beds beds}}",
             "report.tag",
             1,
             {"无法识别“{{beds beds}}”。", "“{{beds beds}}” is not a tag that we know."},
             {"请写指标的编号，或 year、area、office、period、span、cutoff、text、#each、#if。",
              "Write the id of an indicator, or year, area, office, period, span, cutoff, text, "
              "#each or #if."}}));

INSTANTIATE_TEST_SUITE_P(
    Passages, TemplateFault,
    testing::Values(Case{"{{text : 没有名称}}",
                         "report.passage",
                         1,
                         {"手写段落没有名称。", "This hand-written passage has no name."},
                         {"请写成“{{text \"highlights\" : 缺省文字}}”。",
                          "Write “{{text \"highlights\" : the default words}}”."}},
                    Case{"{{text \"a\" : 一}}\n\n{{text \"a\" : 二}}",
                         "report.passage",
                         3,
                         {"手写段落“a”在第1行已经用过。",
                          "The passage “a” is already used on line 1."},
                         {"请换一个名称：每个段落单独保存。",
                          "Give it another name: each passage is kept by itself."}},
                    Case{"{{text \"a\" : 共{{beds}}}}",
                         "report.passage",
                         1,
                         {"手写段落的缺省文字里不能再写“{{…}}”。",
                          "The default words of a passage cannot hold another “{{…}}”."},
                         {"请把它移到段落之外，或改成普通文字。",
                          "Move it out of the passage, or write plain words."}},
                    Case{"共{{beds",
                         "report.unclosed",
                         1,
                         {"“{{”没有与它成对的“}}”。", "This “{{” has no “}}”."},
                         {"请补上“}}”。", "Close it with “}}”."}},
                    Case{"{{chapters}}",
                         "report.chapter",
                         1,
                         {"“{{chapters}}”只能写在报告的框架里。",
                          "“{{chapters}}” may only stand in the frame of a report."},
                         {"请从本章删去它。", "Remove it from this chapter."}}));

INSTANTIATE_TEST_SUITE_P(
    Conditions, TemplateFault,
    testing::Values(
        Case{"一\n{{#if beds.red}}，其中红",
             "report.unclosed",
             2,
             {"“{{#if beds.red}}”没有结束。", "“{{#if beds.red}}” has no end."},
             {"请在这段文字之后写“{{/if}}”。", "Write “{{/if}}” after its words."}},
        Case{"{{/if}}",
             "report.unclosed",
             1,
             {"“{{/if}}”之前没有“{{#if …}}”。", "There is no “{{#if …}}” before this “{{/if}}”."},
             {"请删去它，或补上“{{#if 指标}}”。", "Remove it, or write “{{#if FIGURE}}”."}},
        Case{"{{#if beds}}{{#each bed}}{{/if}}",
             "report.if",
             1,
             {"“{{#if}}”里不能写列表。", "An “{{#if}}” cannot hold a list."},
             {"请先用“{{/if}}”结束前一段。", "End the one before with “{{/if}}” first."}},
        Case{"{{else}}",
             "report.if",
             1,
             {"“{{else}}”不在“{{#if …}}”和“{{/if}}”之间，或已经写过一次。",
              "This “{{else}}” is not between “{{#if …}}” and “{{/if}}”, or is the second."},
             {"请删去它，或补上“{{#if …}}”。", "Remove it, or write “{{#if …}}”."}},
        Case{"{{#if beds}}{{#if beds}}{{#if beds}}{{#if beds}}{{#if beds}}{{#if beds}}{{#if beds}}"
             "{{#if beds}}\n{{#if beds}}{{/if}}{{/if}}{{/if}}{{/if}}{{/if}}{{/if}}{{/if}}{{/if}}",
             "report.if",
             2,
             {"“{{#if}}”套得太深。", "These “{{#if}}” stand too deep within each other."},
             {"请把这一句拆成几句来写。", "Write it as several sentences."}},
        Case{
            "{{size | 分项}}",
            "report.option",
            1,
            {"“garden.size”没有声明好的分项可列。", "“garden.size” has no declared cells to list."},
            {"“分项”只用于按选项或是否字段分项的指标。",
             "Only of an indicator that is split by a choice or a yes/no field."}},
        Case{"{{beds.red}}{{beds | 分项 | 月 1-3}}",
             "report.id_taken",
             1,
             {"数字的编号“garden.beds.red”已在garden/"
              "report.md第1行用于另一个数（指标、时期或单位不同）。",
              "The id “garden.beds.red” is already used on line 1 of garden/report.md for another "
              "number (indicator, period or unit)."},
             {"请用“| 作 另一个编号”加以区别。", "Tell them apart with “| as ANOTHER.ID”."}},
        Case{"{{#if beds.green}}绿{{/if}}",
             "report.figure",
             1,
             {"指标“garden.beds”没有名为“green”的分项。",
              "Indicator “garden.beds” has no cell “green”."},
             {"它的分项有：“red”、“blue”。", "Its cells are “red”, “blue”."}}));

INSTANTIATE_TEST_SUITE_P(
    Lists, TemplateFault,
    testing::Values(
        Case{"一\n{{#each bed}}\n- {{name}}\n",
             "report.unclosed",
             2,
             {"列表“{{#each bed}}”没有结束。", "The list “{{#each bed}}” has no end."},
             {"请在列表之后另起一行写“{{/each}}”。",
              "Write “{{/each}}” on a line of its own after the list."}},
        Case{"{{/each}}",
             "report.unclosed",
             1,
             {"“{{/each}}”之前没有“{{#each …}}”。",
              "There is no “{{#each …}}” before this “{{/each}}”."},
             {"请删去它，或补上列表的开头。", "Remove it, or write the beginning of the list."}},
        Case{"{{#each bed}}\n{{#each bed}}\n{{/each}}",
             "report.each",
             2,
             {"列表里不能再套列表。", "A list cannot stand within a list."},
             {"请先用“{{/each}}”结束上一个列表。", "End the list above with “{{/each}}” first."}},
        Case{"{{#each bad}}{{/each}}",
             "report.each",
             1,
             {"没有名为“bad”的台账。", "There is no register named “bad”."},
             {"可用的有“garden.bed”。", "Use one of “garden.bed”."}},
        Case{"{{#each bed order planted}}{{/each}}",
             "report.each",
             1,
             {"台账“花坛”没有名为“planted”的栏目。", "Register “Bed” has no field “planted”."},
             {"您要写的可能是“planted_on”。", "Perhaps you meant “planted_on”."}},
        Case{"{{#each bed limit 多}}{{/each}}",
             "report.each",
             1,
             {"“多”不是列表的条数。", "“多” is not a number of rows."},
             {"请写1至10000之间的整数，如“limit 10”。",
              "Write a whole number from 1 to 10000, like “limit 10”."}},
        Case{"{{#each bed sorted name}}{{/each}}",
             "report.each",
             1,
             {"列表里的“sorted”无法识别。", "“sorted” is not a word of a list."},
             {"请写成“{{#each 台账 未结 栏目 where \"条件\" order 栏目 limit "
              "条数}}”；台账之后的都可省，"
              "“未结 栏目”也可写成“在办 栏目”或“截至”。",
              "Write “{{#each REGISTER open FIELD where \"FILTER\" order FIELD limit N}}”; all but "
              "the "
              "register may be left out, and “current FIELD” or “cutoff” may stand for “open "
              "FIELD”."}},
        Case{"{{#each bed 未结 name}}\n- {{name}}\n{{/each}}",
             "report.each",
             1,
             {"台账“花坛”的栏目“name”不是日期。", "Field “name” of register “Bed” is no date."},
             {"“未结”“在办”之后请写办结、销号一类的日期栏目。",
              "After “open” or “current” write the field of the day that closes a record."}},
        Case{"{{#each bed}}\n- {{beds.*}}\n{{/each}}",
             "report.figure",
             2,
             {"指标“garden.beds”没有名为“*”的分项。", "Indicator “garden.beds” has no cell “*”."},
             {"它的分项有：“red”、“blue”。", "Its cells are “red”, “blue”."}},
        Case{"{{#each bed}}\n- {{nam}}\n{{/each}}",
             "report.each",
             2,
             {"台账“花坛”没有名为“nam”的栏目。", "Register “Bed” has no field “nam”."},
             {"您要写的可能是“name”。", "Perhaps you meant “name”."}}));

TEST(Templates, PassTheWordsOfAFaultyFilterOn) {
    const auto found = faults_of("{{#each bed where \"sise > 1\"}}{{/each}}");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rule, "report.each");
    EXPECT_EQ(found[0].says.zh.rfind("列表的条件有误：", 0), 0U);
    EXPECT_EQ(found[0].says.en.rfind("The filter is faulty: ", 0), 0U);
}

TEST(Templates, TellAllFaultsAtOnce) {
    const auto found = faults_of("{{a}}\n{{beds | b}}\n\n{{#each c}}{{/each}}\n{{d");
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[0].where.row, 1);
    EXPECT_EQ(found[1].where.row, 2);
    EXPECT_EQ(found[2].where.row, 4);
    EXPECT_EQ(found[3].where.row, 5);
}

TEST(Templates, AreWellAsThePackHasThem) { EXPECT_TRUE(faults_of(probe::kGardenText).empty()); }

TEST(Templates, TakeOptionsInBothLanguages) {
    EXPECT_TRUE(faults_of("{{beds | chinese}}{{size | number | months 1-10 | as a}}"
                          "{{size | year -1 | as b}}{{size | unit 亩 | as c}}"
                          "{{size｜截至｜作 d}}{{size | cutoff | as e}}{{size | 月10 | 作 f}}")
                    .empty());
}

TEST(Templates, TakeChaptersOnce) {
    const auto catalogue =
        probe::read_catalogue(probe::kGardenText, "{{chapters}}\n\n{{chapters}}\n");
    ASSERT_TRUE(catalogue) << words(catalogue.error(), Language::English);
    const auto found = faults(*catalogue);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rule, "report.chapter");
    EXPECT_EQ(found[0].where.row, 3);
    EXPECT_EQ(found[0].says.zh, "“{{chapters}}”只能写一次");
    EXPECT_EQ(found[0].says.en, "“{{chapters}}” may stand only once");
    EXPECT_EQ(found[0].remedy.zh, "请删去后一处");
}

TEST(TemplateFaults, OfALongLineAreAsMuchAsTheLine) {
    const std::string braces(1'000'000, '{');
    EXPECT_EQ(faults_of(braces).size(), 1U);
    EXPECT_EQ(faults_of(braces + "beds}}").size(), 1U);

    std::string apart;
    for (int i = 0; i < 1'000; ++i) apart += "{{ ";
    std::size_t told = 0;
    for (const auto& fault : faults_of(apart)) told += fault.where.value.size();
    EXPECT_LE(told, apart.size());
}

TEST(TemplateFaults, DoNotHideTheTagThatFollows) {
    const auto found = faults_of("{{beds 和{{bedz}}");

    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].rule, "report.unclosed");
    EXPECT_EQ(found[0].where.value, "{{beds 和");
    EXPECT_EQ(found[1].rule, "report.figure");
}

}  // namespace
}  // namespace qingshui::report
