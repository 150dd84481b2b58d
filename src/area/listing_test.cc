#include "area/listing.h"

#include <gtest/gtest.h>

namespace qingshui::area {
namespace {

const Date kFrom = Date::of(2020, 1, 1).value();

class ListingTest : public testing::Test {
protected:
    Result<Listing> read(const std::vector<ListedArea>& rows) {
        return read_listing(rows, tree_, kFrom, [this] { return Id<Area>{++last_}; });
    }
    void take(const std::vector<ListedArea>& rows) {
        const auto listing = read(rows);
        ASSERT_TRUE(listing) << words(listing.error(), Language::Chinese);
        for (const auto& act : listing->acts) ASSERT_TRUE(tree_.apply(act));
    }
    Id<Area> area(const char* code) {
        return tree_.find(Code::parse(code).value(), Date::max()).value_or(Id<Area>{0});
    }

    Tree tree_;
    std::int64_t last_ = 0;
};

const std::vector<ListedArea> kStreet = {
    {2, "341502005001003-1", "1号楼", "", "楼栋", ""},
    {3, "341502005001003", "第三网格", "341502005001X01", "网格", ""},
    {4, "341502005001X01", "示例小区", "", "小区", "2021年5月1日"},
    {5, "３４１５０２００５００１", "茶棚社区", "", "社区", ""},
    {6, "341502005000", "清水河街道", "", "街道", ""},
};

TEST_F(ListingTest, FoundsAreasInAnyOrderOfRows) {
    take(kStreet);

    EXPECT_EQ(tree_.size(), 5U);
    EXPECT_EQ(tree_.path_name(area("341502005001003-1"), Date::max()),
              "清水河街道 / 茶棚社区 / 示例小区 / 第三网格 / 1号楼");
    EXPECT_EQ(tree_.life(area("341502005001"))[0].from, kFrom);
    EXPECT_EQ(tree_.life(area("341502005001003-1"))[0].from, *Date::of(2021, 5, 1))
        << "not before its compound";
}

TEST_F(ListingTest, ChangesNothingTheSecondTime) {
    take(kStreet);

    const auto again = read(kStreet);

    ASSERT_TRUE(again) << words(again.error(), Language::Chinese);
    EXPECT_TRUE(again->acts.empty());
    EXPECT_EQ(again->unchanged, 5U);
}

TEST_F(ListingTest, FindsAParentByName) {
    take(kStreet);
    take({{2, "341502005001X02", "新小区", "茶棚社区", "", ""}});

    EXPECT_TRUE(tree_.within(area("341502005001X02"), area("341502005001"), Date::max()));
}

struct Fault {
    ListedArea row;
    const char* rule;
    const char* column;
    const char* zh;
    const char* en;
    const char* remedy;
};

TEST_F(ListingTest, IsRefusedWithRowColumnAndReason) {
    take(kStreet);
    const Fault faults[] = {
        {{7, "34-1", "甲", "", "", ""},
         "area.code_malformed",
         "区域代码",
         "“34-1”不是区域代码",
         "\"34-1\" is not an area code",
         "请填写区划代码（2、4、6、9或12位数字）、小区代码（12位数字加X和2至3位数字）、"
         "15位网格代码，或在网格代码后用短横线接楼栋、单元、户号"},
        {{7, "341502005002", "甲", "", "片区", ""},
         "listing.level",
         "层级",
         "“片区”不是区域层级",
         "\"片区\" is not a level of areas",
         "请填写街道、社区、小区、网格、楼栋、单元或户，也可以留空"},
        {{7, "341502005002", "甲", "", "网格", ""},
         "listing.level",
         "层级",
         "代码341502005002是社区的代码，层级却写作网格",
         "341502005002 is the code of a Community, not of a Grid",
         "请核对代码和层级"},
        {{7, "341502005002", "甲", "", "", "去年"},
         "listing.from",
         "启用日期",
         "“去年”不是日期",
         "\"去年\" is not a day",
         "请写成2021年5月13日或2021-05-13"},
        {{7, "341502006001", "甲", "", "", ""},
         "listing.parent",
         "上级代码",
         "代码341502006001不在本辖区之内：没有发放这一代码的上级区域",
         "341502006001 lies outside: no area here gave that code out",
         "请核对代码，或先列入上级区域"},
        {{7, "341502005001X02", "甲", "茶鹏社区", "", ""},
         "listing.parent",
         "上级代码",
         "没有上级区域“茶鹏社区”",
         "There is no area \"茶鹏社区\" to lie in",
         "是否应为：茶棚社区"},
        {{7, "341502005001", "乙社区", "", "", ""},
         "listing.differs",
         "区域名称",
         "区域341502005001已有，名称是“茶棚社区”",
         "The area 341502005001 is there already, named \"茶棚社区\"",
         "改名请用区域更名，名册只用于新增"},
        {{7, "341502005001X01", "示例小区", "341502005", "", ""},
         "listing.differs",
         "上级代码",
         "区域341502005001X01已有，上级是“茶棚社区”",
         "The area 341502005001X01 is there already, in \"茶棚社区\"",
         "调整上级请用区域划转，名册只用于新增"},
        {{7, "341502005001", "茶棚社区", "", "", "2021-05-13"},
         "listing.differs",
         "启用日期",
         "区域341502005001已有，从2020年1月1日起启用",
         "The area 341502005001 is there already, from 2020-01-01",
         "请改回原来的日期或留空；名册只用于新增，不改已有的区域"},
        {{7, "341502005002", "", "", "", ""},
         "area.name",
         "区域名称",
         "区域名称为空或超过60个字",
         "The name is empty or longer than 60 characters",
         "请填写规范的区域名称，如“茶棚社区”"},
        {{7, "341502005002X01", "甲", "茶棚社区", "", ""},
         "area.code_prefix",
         "上级代码",
         "“甲”（341502005002X01）的代码应以所属“茶棚社区”（341502005001）的区划代码开头",
         "The code of 甲 (341502005002X01) must begin with the division code of 茶棚社区 "
         "(341502005001)",
         "请核对代码或上级区域"},
    };
    for (const auto& fault : faults) {
        const auto refused = read({fault.row});

        ASSERT_FALSE(refused) << fault.zh;
        EXPECT_EQ(refused.error().rule, "listing.faulty");
        ASSERT_EQ(refused.error().faults.size(), 1U) << fault.zh;
        const auto& one = refused.error().faults.front();
        EXPECT_EQ(one.rule, fault.rule);
        EXPECT_EQ(one.where.row, 7);
        EXPECT_EQ(one.where.column, fault.column);
        EXPECT_EQ(one.says.zh, fault.zh);
        EXPECT_EQ(one.says.en, fault.en);
        EXPECT_EQ(one.remedy.zh, fault.remedy);
    }
}

TEST_F(ListingTest, ShowsAllFaultsByRowAndSparesWhatLiesBelowThem) {
    take(kStreet);

    const auto refused = read({{2, "341502005002-1", "甲", "", "", ""},
                               {3, "341502005002", "", "", "", ""},
                               {4, "341502005002001", "网格", "", "", ""},
                               {5, "341502005003", "丙", "", "", ""},
                               {6, "341502005003", "丙", "", "", ""}});

    ASSERT_FALSE(refused);
    std::vector<std::pair<int, std::string>> found;
    for (const auto& fault : refused.error().faults) {
        found.emplace_back(fault.where.row, fault.rule);
    }
    EXPECT_EQ(found,
              (std::vector<std::pair<int, std::string>>{
                  {2, "area.code_malformed"}, {3, "area.name"}, {6, "listing.code_repeated"}}));
}

TEST_F(ListingTest, HasNoMoreRowsThanMemoryHolds) {
    const auto refused = read(std::vector<ListedArea>(kListedMax + 1));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "listing.too_large");
    EXPECT_EQ(words(refused.error(), Language::Chinese),
              "区域名册有700001行，最多700000行。\n  请按区域拆成几个文件，先导入上级。\n");
    EXPECT_EQ(words(refused.error(), Language::English),
              "The list of areas has 700001 rows; at most 700000 can be read.\n"
              "  Divide it by area and import the upper levels first.\n");
}

TEST_F(ListingTest, NamesTheRowThatHasTheCodeAlready) {
    const auto refused = read({{2, "341502005", "清水河街道", "", "", ""},
                               {3, "341502005001", "茶棚社区", "", "", ""},
                               {4, "341502005001", "乙社区", "", "", ""}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(words(refused.error().faults.front(), Language::Chinese),
              "第4行 “区域代码”列 “341502005001”：代码341502005001在第3行已经出现。\n"
              "  每个区域只写一行。\n");
    EXPECT_EQ(words(refused.error().faults.front(), Language::English),
              "row 4 column \"区域代码\" \"341502005001\": The code 341502005001 stands in row 3 "
              "already.\n  Give each area one row.\n");
}

TEST_F(ListingTest, LetsNothingDropOutOfItsCommunityByASlipOfThePen) {
    take(kStreet);
    const auto refused = read({{2, "341502005009X01", "孤小区", "", "", ""}});

    ASSERT_FALSE(refused);
    ASSERT_EQ(refused.error().faults.size(), 1U);
    const auto& fault = refused.error().faults.front();
    EXPECT_EQ(fault.rule, "listing.parent");
    EXPECT_EQ(fault.where, (Where{"", 2, "区域代码", "341502005009X01"}));
    EXPECT_EQ(fault.says.zh, "没有代码341502005009X01所属的社区341502005009");
    EXPECT_EQ(fault.says.en,
              "There is no Community 341502005009 that the code 341502005009X01 belongs to");
    EXPECT_EQ(fault.remedy.zh, "上级是否应为：341502005001；不在其下的，请写明上级代码");

    const auto building = read({{2, "341502005001777-1", "1号楼", "", "", ""}});
    ASSERT_FALSE(building);
    EXPECT_EQ(building.error().faults.front().says.zh,
              "没有代码341502005001777-1所属的网格341502005001777");
}

TEST_F(ListingTest, TakesWhatLiesDirectlyInTheStreet) {
    take(kStreet);
    take({{2, "341502005000X01", "街道小区", "", "", ""},
          {3, "341502005009X01", "孤小区", "341502005", "", ""}});

    EXPECT_EQ(tree_.life(area("341502005000X01"))[0].parent, area("341502005"));
    EXPECT_EQ(tree_.life(area("341502005009X01"))[0].parent, area("341502005"));
}

TEST_F(ListingTest, SuggestsTheParentInEveryRowThatMeansIt) {
    take(kStreet);
    std::vector<ListedArea> rows;
    for (int row = 0; row < 120; ++row) {
        rows.push_back(
            {row, "341502005001X" + std::to_string(100 + row), "甲", "茶鹏社区", "", ""});
    }
    const auto refused = read(rows);

    ASSERT_FALSE(refused);
    ASSERT_EQ(refused.error().faults.size(), 120U);
    for (const auto& fault : refused.error().faults) {
        EXPECT_EQ(fault.remedy.zh, "是否应为：茶棚社区");
    }
}

TEST_F(ListingTest, AsksWhichOfSeveralAreasOfTheNameIsMeant) {
    take(kStreet);
    take({{2, "341502005002", "皋城社区", "", "", ""},
          {3, "341502005001X02", "新小区", "茶棚社区", "", ""},
          {4, "341502005002X01", "新小区", "皋城社区", "", ""}});
    const auto refused = read({{5, "341502005001005", "第五网格", "新小区", "", ""}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(words(refused.error().faults.front(), Language::Chinese),
              "第5行 “上级代码”列 “新小区”：名为“新小区”的区域不止一个：341502005001X02、"
              "341502005002X01。\n  请改填上级区域的代码。\n");
    EXPECT_EQ(words(refused.error().faults.front(), Language::English),
              "row 5 column \"上级代码\" \"新小区\": Several areas are named \"新小区\": "
              "341502005001X02, 341502005002X01.\n  Write the parent's code instead.\n");
}

}  // namespace
}  // namespace qingshui::area
