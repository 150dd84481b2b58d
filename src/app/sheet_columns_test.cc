#include "app/sheet_columns.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/header_titles.h"
#include "app/probe_pack.h"

namespace qingshui::app {
namespace {

using paper::Cell;
using paper::Sheet;
using testing::ElementsAre;
using testing::IsEmpty;

// A sheet of text cells; empty words are empty cells.
Sheet sheet(const std::vector<std::vector<const char*>>& rows, const std::string& name = "Sheet1") {
    Sheet made{name, {}};
    for (const auto& row : rows) {
        std::vector<Cell> cells;
        for (const char* word : row) cells.push_back(*word == '\0' ? Cell() : Cell(word));
        made.rows.push_back(std::move(cells));
    }
    return made;
}

// "tower=0 cost=2*10000": what each column came to, with the factor of its unit if not 1.
std::string summary(const SheetPlan& plan) {
    std::string text;
    for (const SheetColumn& column : plan.columns) {
        const auto& schema = *plan.schema;
        const std::string id = column.kind == SheetColumn::Kind::RecordId ? "#"
                               : column.kind == SheetColumn::Kind::Lines
                                   ? schema.lines[column.index].id
                                   : schema.fields[column.index].id;
        text += fmt::format("{}{}={}", text.empty() ? "" : " ", id, column.column);
        const Decimal factor = column.unit.factor;
        if (factor != Decimal::whole(1)) text += "*" + factor.shortest();
    }
    return text;
}

std::vector<std::string> ids(const std::vector<const registry::Field*>& fields) {
    std::vector<std::string> all;
    for (const auto* field : fields) all.push_back(field->id);
    return all;
}

class Columns : public testing::Test {
protected:
    SheetPlan plan(const Sheet& given, const char* id = "beacon.visit") {
        auto made = plan_for(*catalogue_.schema(id), given);
        if (!made) ADD_FAILURE() << "no header was found";
        return made.value_or(SheetPlan());
    }
    Result<SheetPlan> find(const Sheet& given, const char* file, const char* id = "") {
        return plan_sheet(catalogue_, given, file, id);
    }

    registry::Catalogue catalogue_ = probe::catalogue();
};

TEST_F(Columns, AreFoundByChineseTitlesEnglishTitlesAndIds) {
    EXPECT_EQ(summary(plan(sheet({{"所在区域", "巡查日期", "灯塔", "工具"}}))),
              "place=0 visited_on=1 tower=2 tools=3");
    EXPECT_EQ(summary(plan(sheet({{"Area", "VISITED ON", "lighthouse", "Record", "Hands"}}))),
              "place=0 visited_on=1 tower=2 #=3 hands=4");
    EXPECT_EQ(summary(plan(sheet({{"place", "visited_on", "tower", "record", "tools"}}))),
              "place=0 visited_on=1 tower=2 #=3 tools=4");
    EXPECT_EQ(summary(plan(sheet({{"记录编号", "所在区域", "", "巡查日期"}}))),
              "#=0 place=1 visited_on=3");
}

TEST_F(Columns, AreFoundDespiteStarsBlanksAndFullWidthLetters) {
    EXPECT_EQ(summary(plan(sheet({{"*所在区域", "巡查 日期（必填）", "备　注\n", "Ｎｏｔｅ２"}}))),
              "place=0 visited_on=1 note=2");
}

TEST_F(Columns, AreFoundBelowTitleRows) {
    const SheetPlan found = plan(sheet({{"灯塔巡查台账（2021年）"},
                                        {"填报单位：清水河街道", "", "单位：元"},
                                        {},
                                        {"所在区域", "巡查日期", "费用"},
                                        {"茶棚社区", "2021-05-13", "30"}}));

    EXPECT_EQ(summary(found), "place=0 visited_on=1 cost=2");
    EXPECT_EQ(found.body, 4U);
}

TEST_F(Columns, HaveTitlesAndNoProse) {
    const std::string long_title = "所在区域" + std::string(1'000, ' ');
    EXPECT_EQ(summary(plan(sheet({{"所在区域", "巡查日期", long_title.c_str()}}))),
              "place=0 visited_on=1");
    EXPECT_EQ(summary(plan(sheet({{long_title.c_str(), "巡查日期", "费用"}}))),
              "visited_on=1 cost=2");
}

TEST_F(Columns, AreFoundInTwoRowsWhereTitlesAreMerged) {
    Sheet given = sheet({{"所在区域", "巡查", "", "计划", "损坏部件"},
                         {"", "日期", "费用", "日期", ""},
                         {"茶棚社区", "2021-05-13", "30", "2021-05-12", ""}});
    given.merges = {{0, 0, 1, 0}, {0, 1, 0, 2}, {0, 4, 1, 4}};

    const SheetPlan merged = plan(given);
    given.merges.clear();
    const SheetPlan plain = plan(given);

    EXPECT_EQ(summary(merged), "place=0 visited_on=1 cost=2 planned_on=3 parts=4");
    EXPECT_EQ(merged.body, 2U);
    EXPECT_EQ(merged.columns[1].title, "巡查日期");
    EXPECT_EQ(summary(plain), summary(merged));
}

TEST_F(Columns, TakeUnitsFromTheRowBelow) {
    EXPECT_EQ(summary(plan(sheet(
                  {{"所在区域", "巡查日期", "费用", "人数"}, {"", "", "（万元）", "（人）"}}))),
              "place=0 visited_on=1 cost=2*10000 people=3");
}

TEST_F(Columns, TakeUnitsFromTheirTitles) {
    const auto cost = [&](const char* title) {
        return summary(plan(sheet({{"所在区域", "巡查日期", title}})));
    };
    EXPECT_EQ(cost("费用（元）"), "place=0 visited_on=1 cost=2");
    EXPECT_EQ(cost("费用（万元）"), "place=0 visited_on=1 cost=2*10000");
    EXPECT_EQ(cost("费用(单位：千元)"), "place=0 visited_on=1 cost=2*1000");
    EXPECT_EQ(cost("费用/亿元"), "place=0 visited_on=1 cost=2*100000000");
    EXPECT_EQ(cost("费用（万）"), "place=0 visited_on=1 cost=2*10000");
    EXPECT_EQ(cost("人数（万人）"), "place=0 visited_on=1 people=2*10000");
    EXPECT_EQ(cost("联系电话（手机）"), "place=0 visited_on=1 phone=2");
    EXPECT_EQ(summary(plan(sheet({{"灯塔编号", "高度（千米）"}}), "beacon.tower")),
              "code=0 height=1*1000");
    EXPECT_EQ(summary(plan(sheet({{"灯塔编号", "高度"}}), "beacon.tower")), "code=0 height=1");
}

TEST_F(Columns, AreNotTakenInAUnitThatIsNotKnown) {
    const SheetPlan found = plan(sheet({{"所在区域", "巡查日期", "费用（美元）"}}));

    EXPECT_EQ(summary(found), "place=0 visited_on=1");
    ASSERT_EQ(found.unknown_units.size(), 1U);
    EXPECT_EQ(found.unknown_units[0].field->id, "cost");
    EXPECT_EQ(found.unknown_units[0].title, "费用（美元）");
    EXPECT_EQ(found.unknown_units[0].unit, "美元");
    EXPECT_THAT(found.ignored, IsEmpty());
}

TEST_F(Columns, StandOnlyOnceForAField) {
    const SheetPlan found = plan(sheet({{"所在区域", "备注", "巡查日期", "备 注", "Note"}}));

    EXPECT_EQ(summary(found), "place=0 note=1 visited_on=2");
    EXPECT_THAT(found.repeated, ElementsAre("备 注", "Note"));
}

TEST_F(Columns, AreListedWhereTheyMeanNothingOrAreMissing) {
    const SheetPlan found = plan(sheet({{"所在区域", "天气", "", "费用", "序号"}}));

    EXPECT_THAT(found.ignored, ElementsAre("天气", "序号"));
    EXPECT_THAT(ids(found.missing), ElementsAre("visited_on"));
}

TEST_F(Columns, NeedAHeaderThatNamesAtLeastTwo) {
    const registry::Schema& schema = *catalogue_.schema("beacon.visit");
    EXPECT_FALSE(plan_for(schema, sheet({{"备注", "天气"}, {"茶棚社区", "2021-05-13"}})));
    EXPECT_FALSE(plan_for(schema, sheet({})));
    Sheet low = sheet(std::vector<std::vector<const char*>>(20, std::vector<const char*>{"甲"}));
    low.rows.push_back(sheet({{"所在区域", "巡查日期"}}).rows[0]);
    EXPECT_FALSE(plan_for(schema, low));
}

TEST_F(Columns, SayWhichRegisterTheSheetIsAbout) {
    const auto visits = find(sheet({{"所在区域", "巡查日期", "费用"}}), "第二季度.xlsx");
    ASSERT_TRUE(visits);
    EXPECT_EQ(visits->schema->id, "beacon.visit");
}

TEST_F(Columns, LeaveTheChoiceToNamesWhereTheyFitSeveralRegisters) {
    const Sheet drills = sheet({{"所在区域", "日期", "主题"}});
    const auto id = [](const Result<SheetPlan>& found) {
        return found ? found->schema->id : found.error().rule;
    };

    EXPECT_EQ(id(find(drills, "beacon.drill.csv")), "beacon.drill");
    EXPECT_EQ(id(find(drills, "下半年/夜间演练.xlsx")), "beacon.night_drill");
    EXPECT_EQ(id(find(drills, "夜间演练2021.xlsx")), "beacon.night_drill");
    EXPECT_EQ(id(find(drills, "演练（2021）.xlsx")), "beacon.drill");
    EXPECT_EQ(id(find(sheet({{"所在区域", "日期", "主题"}}, "夜间演练"), "演练.xlsx")),
              "beacon.night_drill");
    EXPECT_EQ(
        id(find(sheet({{"清水河街道夜间演练登记表"}, {"所在区域", "日期", "主题"}}), "a.csv")),
        "beacon.night_drill");
    EXPECT_EQ(id(find(drills, "2021.xlsx", "Night drill")), "beacon.night_drill");
    EXPECT_EQ(id(find(drills, "2021.xlsx")), "import.register_unclear");
}

struct Refused {
    const char* name;
    Sheet sheet;
    const char* file;
    const char* id;
    Refusal refusal;
};

Refusal refusal(Reason reason, const char* rule, const char* subject, Text says, Text remedy) {
    return {reason, rule, subject, std::move(says), std::move(remedy)};
}

const std::vector<Refused>& refused() {
    static const std::vector<Refused> kAll = {
        {"unknown register, near one", sheet({}), "a.csv", "巡察",
         refusal(Reason::Missing, "register.unknown", "巡察",
                 {"没有台账“巡察”", "There is no register “巡察”"},
                 {"是不是“beacon.visit”（巡查）？", "Did you mean “beacon.visit” (Visit)?"})},
        {"unknown register, near none", sheet({}), "a.csv", "something.else",
         refusal(Reason::Missing, "register.unknown", "something.else",
                 {"没有台账“something.else”", "There is no register “something.else”"},
                 {"用 qingshui pack show --office 办公室 查看全部台账",
                  "See all registers with qingshui pack show --office OFFICE"})},
        {"named, but no header", sheet({{"天气", "风力"}}), "a.csv", "beacon.tower",
         refusal(
             Reason::Invalid, "import.no_header", "beacon.tower",
             {"前20行里没有找到“灯塔”的表头", "The first 20 rows have no header of “Lighthouse”"},
             {"表头至少要有“灯塔编号”“所在区域”“点亮日期”",
              "It needs at least “Number”, “Area”, “Lit on”"})},
        {"named by its file, but no header", sheet({{"天气", "风力"}}), "演练.csv", "",
         refusal(Reason::Invalid, "import.no_header", "beacon.drill",
                 {"前20行里没有找到“演练”的表头", "The first 20 rows have no header of “Drill”"},
                 {"表头至少要有“所在区域”“日期”", "It needs at least “Area”, “Day”"})},
        {"no row like a header", sheet({{"天气", "风力"}}), "a.csv", "",
         refusal(Reason::Invalid, "import.register_unclear", "",
                 {"看不出这是哪个台账的表：没有一行像表头",
                  "It is not clear which register this is: no row looks like a header"},
                 {"请检查表头的列名，或用 --register 指明台账；不用导入的工作表请删去或隐藏",
                  "Check the titles of the columns, or name the register with --register; remove "
                  "or hide sheets that are not to be taken in"})},
        {"several registers", sheet({{"所在区域", "日期", "主题"}}), "a.csv", "",
         refusal(Reason::Invalid, "import.register_unclear", "",
                 {"这张表可能属于几个台账：演练（beacon.drill）、夜间演练（beacon.night_drill）",
                  "This sheet may belong to several registers: Drill (beacon.drill), Night drill "
                  "(beacon.night_drill)"},
                 {"请用 --register 指明，或把文件名改为台账的名称",
                  "Name it with --register, or name the file after the register"})},
        {"too little of any register", sheet({{"费用", "备注", "姓名", "年龄", "天气"}}), "a.csv",
         "",
         refusal(Reason::Invalid, "import.register_unclear", "",
                 {"看不出这是哪个台账的表：最像“巡查”，但缺少“所在区域”“巡查日期”",
                  "It is not clear which register this is: most like “Visit”, but without “Area”, "
                  "“Visited on”"},
                 {"请补上缺少的列；如果是别的台账，请用 --register 指明",
                  "Add the missing columns; if it is another register, name it with "
                  "--register"})},
    };
    return kAll;
}

TEST_F(Columns, AreRefusedInTheseWords) {
    for (const Refused& one : refused()) {
        const auto found = find(one.sheet, one.file, one.id);
        ASSERT_FALSE(found) << one.name;
        EXPECT_EQ(found.error(), one.refusal)
            << one.name << "\n"
            << words(found.error(), Language::Chinese) << words(found.error(), Language::English);
    }
}

}  // namespace
}  // namespace qingshui::app
