#include <gtest/gtest.h>

#include "area/tree.h"

namespace qingshui::area {
namespace {

Code code(const char* text) { return Code::parse(text).value(); }
Date day(const char* iso) { return Date::parse(iso).value(); }
Id<Area> id(std::int64_t number) { return {number}; }

const Date kStart = day("2020-01-01");

// A street (1) with two communities (2, 3), a compound (4) in the first, a grid (5) in the
// compound and one (6) in the second community; community 7 was dissolved at the end of 2020;
// community 3 was renamed in May 2021.
Tree small_tree() {
    Tree tree;
    const Act acts[] = {
        Found{kStart, id(1), id(0), code("341502005"), "清水河街道"},
        Found{kStart, id(2), id(1), code("341502005001"), "茶棚社区"},
        Found{kStart, id(3), id(1), code("341502005002"), "皋陶社区"},
        Found{kStart, id(4), id(2), code("341502005001X01"), "示例小区"},
        Found{kStart, id(5), id(4), code("341502005001001"), "第一网格"},
        Found{kStart, id(6), id(3), code("341502005002001"), "第二网格"},
        Found{kStart, id(7), id(1), code("341502005003"), "旧社区"},
        Dissolve{day("2021-01-01"), id(7)},
        Rename{day("2021-05-01"), id(3), "皋城社区"},
    };
    for (const auto& act : acts) EXPECT_TRUE(tree.apply(act));
    return tree;
}

struct Attempt {
    Act act;
    const char* rule;
    const char* zh;
    const char* en;
};

Act found(const char* on, int area, int parent, const char* text, const char* name) {
    return Found{day(on), id(area), id(parent), code(text), name};
}

std::vector<Attempt> founding() {
    return {
        {found("2021-06-01", 2, 1, "341502005009", "新社区"), "area.exists",
         "内部编号2已用于另一区域，不能再次设立", "The id 2 belongs to another area already"},
        {found("2021-06-01", 9, 99, "341502005009", "新社区"), "area.unknown",
         "没有内部编号为99的区域", "There is no area with the id 99"},
        {found("2019-06-01", 9, 1, "341502005009", "新社区"), "area.not_live",
         "“清水河街道”（341502005）于2020年1月1日才设立，2019年6月1日时尚不存在",
         "清水河街道 (341502005) was founded on 2020-01-01 and did not exist on 2019-06-01"},
        {found("2021-06-01", 9, 7, "341502005003X01", "新小区"), "area.not_live",
         "“旧社区”（341502005003）只存续到2020年12月31日，此后已合并、拆分或撤销",
         "旧社区 (341502005003) exists until 2020-12-31 only: it was merged, split or dissolved "
         "then"},
        {found("2020-06-01", 9, 7, "341502005003X01", "新小区"), "area.not_live",
         "“旧社区”（341502005003）只存续到2020年12月31日，此后已合并、拆分或撤销",
         "旧社区 (341502005003) exists until 2020-12-31 only: it was merged, split or dissolved "
         "then"},
        {found("2021-06-01", 9, 5, "341502005001X02", "新小区"), "area.level",
         "“新小区”（341502005001X02）是小区，不能隶属于网格一级的“第一网格”（341502005001001）",
         "新小区 (341502005001X02) (Compound) cannot lie in 第一网格 (341502005001001) (Grid)"},
        {found("2021-06-01", 9, 2, "341502005009", "新社区"), "area.level",
         "“新社区”（341502005009）是社区，不能隶属于社区一级的“茶棚社区”（341502005001）",
         "新社区 (341502005009) (Community) cannot lie in 茶棚社区 (341502005001) (Community)"},
        {found("2021-06-01", 9, 1, "341502005002", "新社区"), "area.code_taken",
         "代码341502005002已由“皋城社区”（341502005002）使用",
         "The code 341502005002 belongs to 皋城社区 (341502005002)"},
        {found("2021-06-01", 9, 1, "341503005013", "新社区"), "area.code_prefix",
         "“新社区”（341503005013）的代码应以所属“清水河街道”（341502005）的区划代码开头",
         "The code of 新社区 (341503005013) must begin with the division code of 清水河街道 "
         "(341502005)"},
        {found("2021-06-01", 9, 2, "341502005002X01", "新小区"), "area.code_prefix",
         "“新小区”（341502005002X01）的代码应以所属“茶棚社区”（341502005001）的区划代码开头",
         "The code of 新小区 (341502005002X01) must begin with the division code of 茶棚社区 "
         "(341502005001)"},
        {found("2021-06-01", 9, 4, "341502005002009", "新网格"), "area.code_prefix",
         "“新网格”（341502005002009）的代码应以所属“示例小区”（341502005001X01）的区划代码开头",
         "The code of 新网格 (341502005002009) must begin with the division code of 示例小区 "
         "(341502005001X01)"},
        {found("2021-06-01", 9, 1, "341502005009", ""), "area.name", "区域名称为空或超过60个字",
         "The name is empty or longer than 60 characters"},
        {found("2021-06-01", 9, 1, "341502005009", " 新社区"), "area.name",
         "区域名称“ 新社区”前后有空格或含有不能使用的字符",
         "The name \" 新社区\" has spaces around it or control characters"},
    };
}

std::vector<Attempt> changing() {
    return {
        {Rename{day("2021-06-01"), id(99), "新名"}, "area.unknown", "没有内部编号为99的区域",
         "There is no area with the id 99"},
        {Rename{day("2021-04-01"), id(3), "新名"}, "area.past",
         "“皋城社区”（341502005002）在2021年5月1日已有设立或变更，不能再补记2021年4月1日的变更",
         "皋城社区 (341502005002) was founded or changed on 2021-05-01; a change on 2021-04-01 "
         "comes too late"},
        {Rename{day("2020-06-01"), id(7), "新名"}, "area.past",
         "“旧社区”（341502005003）在2021年1月1日已有设立或变更，不能再补记2020年6月1日的变更",
         "旧社区 (341502005003) was founded or changed on 2021-01-01; a change on 2020-06-01 "
         "comes too late"},
        {Rename{day("2021-06-01"), id(3), "新\uFFFE"}, "area.name",
         "区域名称“新\uFFFE”前后有空格或含有不能使用的字符",
         "The name \"新\uFFFE\" has spaces around it or control characters"},
        {Rename{day("2021-06-01"), id(3), "\n"}, "area.name",
         "区域名称“\n”前后有空格或含有不能使用的字符",
         "The name \"\n\" has spaces around it or control characters"},
        {Move{day("2021-06-01"), id(2), id(5)}, "area.cycle",
         "“第一网格”（341502005001001）本身在“茶棚社区”（341502005001）之内，不能作为它的上级",
         "第一网格 (341502005001001) lies in 茶棚社区 (341502005001) and cannot become its "
         "parent"},
        {Move{day("2021-06-01"), id(2), id(2)}, "area.cycle",
         "“茶棚社区”（341502005001）不能隶属于自己",
         "茶棚社区 (341502005001) cannot lie in itself"},
        {Move{day("2021-06-01"), id(2), id(3)}, "area.level",
         "“茶棚社区”（341502005001）是社区，不能隶属于社区一级的“皋城社区”（341502005002）",
         "茶棚社区 (341502005001) (Community) cannot lie in 皋城社区 (341502005002) (Community)"},
        {Move{day("2021-06-01"), id(5), id(3), code("341502005002X09")}, "area.level",
         "“第一网格”（341502005001001）是网格，代码341502005002X09却是小区的代码",
         "第一网格 (341502005001001) is a Grid, but 341502005002X09 is the code of a Compound"},
        {Move{day("2021-06-01"), id(5), id(3), code("341502005002001")}, "area.code_taken",
         "代码341502005002001已由“第二网格”（341502005002001）使用",
         "The code 341502005002001 belongs to 第二网格 (341502005002001)"},
        {Dissolve{day("2021-06-01"), id(2)}, "area.children_left",
         "“茶棚社区”（341502005001）之下还有1个区域没有去向：“示例小区”（341502005001X01）",
         "茶棚社区 (341502005001) still holds 1 areas that have nowhere to go: 示例小区 "
         "(341502005001X01)"},
        {Dissolve{kStart, id(6)}, "area.past",
         "“第二网格”（341502005002001）在2020年1月1日当天才设立或变更，不能当天即终止",
         "第二网格 (341502005002001) was founded or changed on 2020-01-01 itself and cannot end "
         "that day"},
    };
}

Found part(int area, const char* text, const char* name) {
    return Found{{}, id(area), id(1), code(text), name};
}

std::vector<Attempt> joining() {
    const auto on = day("2021-06-01");
    return {
        {Merge{on, {id(2)}, part(9, "341502005009", "新社区")}, "area.parts",
         "合并至少涉及两个区域", "A merge takes at least two areas"},
        {Merge{on, {id(2), id(2)}, part(9, "341502005009", "新社区")}, "area.parts",
         "同一区域（341502005001）在一次变更中出现了两次",
         "One area (341502005001) is named twice in one act"},
        {Merge{on, {id(2), id(7)}, part(9, "341502005009", "新社区")}, "area.not_live",
         "“旧社区”（341502005003）只存续到2020年12月31日，此后已合并、拆分或撤销",
         "旧社区 (341502005003) exists until 2020-12-31 only: it was merged, split or dissolved "
         "then"},
        {Merge{on,
               {id(2), id(3)},
               Found{{}, id(9), id(2), code("341502005009001"), "新网格"},
               {Move{{}, id(4), id(1)}, Move{{}, id(6), id(1)}}},
         "area.not_live", "“茶棚社区”（341502005001）只存续到2021年5月31日，此后已合并、拆分或撤销",
         "茶棚社区 (341502005001) exists until 2021-05-31 only: it was merged, split or "
         "dissolved then"},
        {Split{on, id(3), {part(9, "341502005009", "甲社区")}, {Move{{}, id(6), id(9)}}},
         "area.parts", "拆分至少涉及两个区域", "A split takes at least two areas"},
        {Split{on, id(3), {part(9, "341502005008", "甲"), part(10, "341502005009", "乙")}},
         "area.children_left",
         "“皋城社区”（341502005002）之下还有1个区域没有去向：“第二网格”（341502005002001）",
         "皋城社区 (341502005002) still holds 1 areas that have nowhere to go: 第二网格 "
         "(341502005002001)"},
        {Split{on,
               id(3),
               {part(9, "341502005009", "甲"), part(10, "341502005009", "乙")},
               {Move{{}, id(6), id(9)}}},
         "area.parts", "同一区域（341502005009）在一次变更中出现了两次",
         "One area (341502005009) is named twice in one act"},
    };
}

TEST(Acts, AreRefusedWithTheReasonInBothLanguages) {
    const auto whole = Period{Date::min(), Date::max()};
    for (const auto& attempts : {founding(), changing(), joining()}) {
        for (const auto& attempt : attempts) {
            auto tree = small_tree();
            const auto before = tree.subtree(id(1), whole);

            const auto refused = tree.apply(attempt.act);

            ASSERT_FALSE(refused) << attempt.zh;
            EXPECT_EQ(refused.error().rule, attempt.rule);
            EXPECT_EQ(refused.error().says.zh, attempt.zh);
            EXPECT_EQ(refused.error().says.en, attempt.en);
            EXPECT_FALSE(refused.error().remedy.zh.empty()) << attempt.zh;
            EXPECT_FALSE(refused.error().remedy.en.empty()) << attempt.zh;
            EXPECT_EQ(tree.subtree(id(1), whole), before) << "a refused act changed the tree";
        }
    }
}

TEST(Acts, AreRefusedWithAllFaultsAtOnce) {
    auto tree = small_tree();

    const auto refused =
        tree.apply(Found{day("2021-06-01"), id(2), id(99), code("341502005002"), ""});

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "area.faulty");
    EXPECT_EQ(refused.error().says.zh, "区域变更有4处问题，未作任何改动");
    std::vector<std::string> rules;
    for (const auto& fault : refused.error().faults) rules.push_back(fault.rule);
    EXPECT_EQ(rules, (std::vector<std::string>{"area.exists", "area.name", "area.code_taken",
                                               "area.unknown"}));
}

TEST(Acts, TellWhatAStoreMustWrite) {
    auto tree = small_tree();

    const auto spans = tree.apply(Move{day("2021-06-01"), id(5), id(6 - 3), std::nullopt}).value();

    ASSERT_EQ(spans.size(), 2U);
    EXPECT_EQ(spans[0].from, kStart);
    EXPECT_EQ(spans[0].to, day("2021-05-31"));
    EXPECT_EQ(spans[0].parent, id(4));
    EXPECT_EQ(spans[1].from, day("2021-06-01"));
    EXPECT_EQ(spans[1].to, Date::max());
    EXPECT_EQ(spans[1].parent, id(3));
    EXPECT_EQ(spans[1].code, code("341502005001001"));
}

TEST(Acts, OfOneDayReplaceEachOther) {
    auto tree = small_tree();
    const auto on = day("2021-06-01");

    ASSERT_TRUE(tree.apply(Move{on, id(5), id(3)}));
    ASSERT_TRUE(tree.apply(Rename{on, id(5), "新网格"}));
    const auto spans = tree.apply(Move{on, id(5), id(2), code("341502005001009")}).value();

    ASSERT_EQ(spans.size(), 1U);
    EXPECT_EQ(tree.life(id(5)).size(), 2U);
    EXPECT_EQ(tree.at(id(5), on)->name, "新网格");
    EXPECT_EQ(tree.find(code("341502005001009"), on), id(5));
    EXPECT_FALSE(tree.find(code("341502005001001"), on));
    EXPECT_EQ(tree.children(id(3), on), std::vector{id(6)});
    EXPECT_EQ(tree.children(id(2), on), (std::vector{id(5), id(4)}));
}

TEST(Acts, ThatChangeNothingWriteNothing) {
    auto tree = small_tree();

    EXPECT_TRUE(tree.apply(Rename{day("2021-06-01"), id(2), "茶棚社区"}).value().empty());
    EXPECT_TRUE(tree.apply(Move{day("2021-06-01"), id(2), id(1)}).value().empty());
    EXPECT_EQ(tree.life(id(2)).size(), 1U);
}

TEST(Merge, MovesWhatLiesInThePartsAndMayKeepACode) {
    auto tree = small_tree();
    const auto on = day("2021-06-01");

    const auto spans = tree.apply(
        Merge{on, {id(2), id(3)}, Found{{}, id(9), id(1), code("341502005001"), "新社区"}});

    ASSERT_TRUE(spans);
    EXPECT_EQ(tree.children(id(1), on), std::vector{id(9)});
    EXPECT_EQ(tree.children(id(9), on), (std::vector{id(4), id(6)}));
    EXPECT_EQ(tree.find(code("341502005001"), day("2021-05-31")), id(2));
    EXPECT_EQ(tree.find(code("341502005001"), on), id(9));
    EXPECT_TRUE(tree.within(id(5), id(9), on));
    EXPECT_TRUE(tree.within(id(5), id(2), day("2021-05-31")));
    EXPECT_EQ(tree.home(id(3), day("2021-05-31")), id(3));
    EXPECT_EQ(tree.home(id(3), on), id(9));
}

TEST(Split, PutsEachChildWhereItWasTold) {
    auto tree = small_tree();
    const auto on = day("2021-06-01");
    ASSERT_TRUE(tree.apply(Found{on, id(8), id(3), code("341502005002002"), "第三网格"}));
    const auto later = day("2021-07-01");

    const auto spans = tree.apply(
        Split{later,
              id(3),
              {part(9, "341502005002", "甲社区"), part(10, "341502005009", "乙社区")},
              {Move{{}, id(6), id(9)}, Move{{}, id(8), id(10), code("341502005009001")}}});

    ASSERT_TRUE(spans);
    EXPECT_EQ(tree.children(id(9), later), std::vector{id(6)});
    EXPECT_EQ(tree.children(id(10), later), std::vector{id(8)});
    EXPECT_EQ(tree.home(id(3), later), id(1)) << "a split stock belongs to the parent";
    EXPECT_EQ(tree.home(id(3), on), id(3));
    EXPECT_EQ(tree.life(id(3)).back().successors, (std::vector{id(9), id(10)}));
}

TEST(Found, TakesTheDivisionOfAParentThatWasMoved) {
    auto tree = small_tree();
    ASSERT_TRUE(tree.apply(Move{day("2021-06-01"), id(5), id(3)}));

    const auto later = day("2021-07-01");
    EXPECT_TRUE(tree.apply(Found{later, id(9), id(5), code("341502005001001-1"), "1号楼"}));
    EXPECT_TRUE(tree.apply(Found{later, id(10), id(5), code("341502005002009-1"), "2号楼"}));
    EXPECT_TRUE(tree.apply(Found{later, id(11), id(1), code("341502005000001"), "街道专属网格"}));
    EXPECT_FALSE(tree.apply(Found{later, id(12), id(2), code("341502005000002"), "网格"}));
}

}  // namespace
}  // namespace qingshui::area
