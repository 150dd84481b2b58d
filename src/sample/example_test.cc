#include "sample/example.h"

#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "paper/sheet.h"

namespace qingshui::sample {
namespace {

constexpr const char* kPack = R"toml(
[pack]
id = "small"
title = { zh = "小包", en = "Small" }
version = "1"

[register.shop]
title = { zh = "店铺", en = "Shops" }
area = "place"
day = "opened_on"
label = "{name}"
unique = [["name"]]
fields = [
  { id = "name", type = "text", zh = "名称", en = "Name", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true, levels = ["grid"] },
  { id = "opened_on", type = "date", zh = "开业日期", en = "Opened on", required = true },
  { id = "size", type = "choice", zh = "规模", en = "Size", choices = [
    { code = "small", zh = "小", en = "Small" }, { code = "large", zh = "大", en = "Large" } ] },
  { id = "at", type = "place", zh = "位置", en = "Place" },
]

[register.visit]
title = { zh = "走访", en = "Visits" }
area = "place"
day = "visited_on"
label = "{code}"
unique = [["code"]]
fields = [
  { id = "code", type = "text", zh = "编号", en = "Number", required = true },
  { id = "shop", type = "ref:small.shop", zh = "店铺", en = "Shop", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "community", type = "area", zh = "社区", en = "Community", levels = ["community"] },
  { id = "visited_on", type = "date", zh = "日期", en = "Date", required = true },
  { id = "closed_on", type = "date", zh = "办结日期", en = "Closed on" },
  { id = "kind", type = "choice", zh = "方式", en = "Kind", required = true, choices = [
    { code = "home", zh = "上门", en = "At home" },
    { code = "call", zh = "电话", en = "By phone" } ] },
  { id = "fine", type = "money", zh = "罚款", en = "Fine", min = 0, max = 100000 },
  { id = "phone", type = "phone", zh = "电话", en = "Phone" },
  { id = "owner", type = "identity", zh = "业主证件", en = "Owner" },
  { id = "note", type = "longtext", zh = "备注", en = "Note" },
  { id = "people", type = "integer", zh = "人数", en = "People", computed = "members.count()" },
]
lines.members = { title = { zh = "人员", en = "Members" }, least = 1, most = 9, fields = [
  { id = "name", type = "text", zh = "姓名", en = "Name", required = true },
  { id = "hours", type = "decimal(1)", zh = "工时", en = "Hours" },
] }

[[register.visit.check]]
rule = "closed_on >= visited_on"
says = { zh = "办结不得早于走访", en = "Closed before it began" }
)toml";

constexpr const char* kOffice = R"toml(
[office]
tenant = "341502005"
name = "示例街道"
seed = 7
)toml";

constexpr const char* kPlan = R"toml(
[areas]
from = 2013-01-01
map = { west = 116.4, south = 31.7, east = 116.5, north = 31.8, to = "grid" }
list = [
  { code = "341502005001", name = "东社区" },
  { code = "341502005002", name = "西社区" },
]
[[areas.make]]
in = "community"
level = "compound"
count = 1
name = "示例{n:2}小区"
[[areas.make]]
in = "compound"
level = "grid"
total = 5
name = "{parent}第{n}网格"
[[areas.make]]
in = "341502005001001"
level = "building"
count = 2
name = "{n}号楼"
[[areas.make]]
in = "building"
level = "unit"
count = 1
name = "{n}单元"
[[areas.make]]
in = "unit"
level = "household"
total = 11
per_floor = 2
name = "{room}室"

[[register]]
id = "small.shop"
[register.fields]
name = "示例{n:2}店"
opened_on = 2020-03-01
at = { place = true }
[[register.rows]]
each = { area = "grid" }
count = 2
[register.rows.fields]
place = { each = true }
size = { deal = { small = 7, large = 3 } }
[[register.rows]]
list = [ { name = "示例总店", place = "341502005001001" } ]

[[register]]
id = "small.visit"
file = "visits.csv"
[register.fields]
code = "示例-{n:3}"
shop = { ref = "small.shop", where = { size = "small" } }
place = { same = "place", of = "shop" }
community = { up = "community", of = "place" }
visited_on = { date = [2021-01-01, 2021-10-31], weekdays = true, sorted = true }
closed_on = { after = "visited_on", days = [1, 90], until = 2021-12-31, filled = 15 }
fine = { split = "11642.45", least = "1.00", filled = 12 }
phone = { person = "phone" }
owner = { person = "identity" }
note = { by = "kind", rules = { home = "{visited_on}上门走访{shop}。", call = { pick = ["电话联系。"] } } }
[[register.rows]]
count = 20
[register.rows.fields]
kind = { deal = { home = 12, call = 8 } }
[register.rows.lines.members]
total = 46
least = 2
[register.rows.lines.members.fields]
name = { person = "name" }
hours = { between = ["0.5", "8.0"] }
)toml";

registry::Catalogue catalogue() {
    return registry::Catalogue::read({{"small", {{"pack.toml", kPack}}}}).value();
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class ExampleTest : public testing::Test {
protected:
    void SetUp() override {
        folder = std::filesystem::temp_directory_path() /
                 fmt::format("qingshui_sample_{}",
                             testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    Result<std::vector<Written>> write(const std::string& plan,
                                       const std::string& office = kOffice) {
        return write_example({{"office.toml", office}, {"plan.toml", plan}}, catalogue(),
                             folder.string());
    }
    // The rows below the title and the header, by column title.
    std::vector<std::map<std::string, paper::Cell>> rows(const std::string& file) {
        const auto sheets = paper::read_sheets(bytes_of(folder / file), file).value();
        const auto& all = sheets.front().rows;
        std::vector<std::map<std::string, paper::Cell>> rows;
        for (std::size_t row = 2; row < all.size(); ++row) {
            auto& one = rows.emplace_back();
            for (std::size_t i = 0; i < all[1].size(); ++i) {
                one[std::get<std::string>(all[1][i])] =
                    i < all[row].size() ? all[row][i] : paper::Cell();
            }
        }
        return rows;
    }
    static std::string text(const paper::Cell& cell) {
        const auto* text = std::get_if<std::string>(&cell);
        return text != nullptr ? *text : "";
    }

    std::filesystem::path folder;
};

TEST_F(ExampleTest, WritesTheFilesThatThePlanNames) {
    const auto written = write(kPlan);

    ASSERT_TRUE(written) << words(written.error(), Language::Chinese);
    std::vector<std::pair<std::string, std::size_t>> files;
    for (const auto& one : *written) files.emplace_back(one.file, one.rows);
    EXPECT_EQ(files, (std::vector<std::pair<std::string, std::size_t>>{
                         {"areas.xlsx", 1 + 2 + 2 + 5 + 2 + 2 + 11},
                         {"boundaries.geojson", 1 + 2 + 2 + 5},
                         {"small.shop.xlsx", 11},
                         {"visits.csv", 20}}));
    EXPECT_NE(bytes_of(folder / "visits.csv").find("走访（示例数据）"), std::string::npos);
}

TEST_F(ExampleTest, DealsSplitsAndCountsExactly) {
    ASSERT_TRUE(write(kPlan));

    std::map<std::string, int> sizes;
    for (const auto& row : rows("small.shop.xlsx")) ++sizes[text(row.at("规模"))];
    EXPECT_EQ(sizes, (std::map<std::string, int>{{"小", 7}, {"大", 3}, {"", 1}}));

    std::map<std::string, int> kinds;
    Decimal fines;
    std::size_t fined = 0;
    std::size_t closed = 0;
    std::size_t members = 0;
    std::string before;
    for (const auto& row : rows("visits.csv")) {
        ++kinds[text(row.at("方式"))];
        if (const auto fine = Decimal::parse(text(row.at("罚款")))) {
            fines = *plus(fines, *fine);
            ++fined;
            EXPECT_GE(*fine, Decimal::whole(1));
        }
        if (!text(row.at("办结日期")).empty()) ++closed;
        const auto lines = text(row.at("人员"));
        members += static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')) + 1;
        EXPECT_LE(before, text(row.at("日期"))) << "sorted";
        before = text(row.at("日期"));
    }
    EXPECT_EQ(kinds, (std::map<std::string, int>{{"上门", 12}, {"电话", 8}}));
    EXPECT_EQ(fines, *Decimal::parse("11642.45"));
    EXPECT_EQ(fined, 12U);
    EXPECT_EQ(closed, 15U);
    EXPECT_EQ(members, 46U);
}

TEST_F(ExampleTest, FollowsReferencesToTheirAreas) {
    ASSERT_TRUE(write(kPlan));
    std::map<std::string, std::string> place_of;
    std::map<std::string, std::string> size_of;
    for (const auto& row : rows("small.shop.xlsx")) {
        place_of[text(row.at("名称"))] = text(row.at("区域"));
        size_of[text(row.at("名称"))] = text(row.at("规模"));
    }
    EXPECT_EQ(place_of.at("示例总店").substr(0, 15), "341502005001001");
    for (const auto& row : rows("visits.csv")) {
        const auto shop = text(row.at("店铺"));
        EXPECT_EQ(text(row.at("区域")), place_of.at(shop));
        EXPECT_EQ(size_of.at(shop), "小");
        EXPECT_EQ(text(row.at("社区")).substr(0, 12), place_of.at(shop).substr(0, 12));
        if (text(row.at("方式")) == "上门") {
            EXPECT_NE(text(row.at("备注")).find("上门走访" + shop), std::string::npos);
        }
    }
}

TEST_F(ExampleTest, NumbersAreasByTheirCodes) {
    ASSERT_TRUE(write(kPlan));

    std::map<std::string, std::string> names;
    for (const auto& row : rows("areas.xlsx"))
        names[text(row.at("区域代码"))] = text(row.at("区域名称"));
    EXPECT_EQ(names.at("341502005001X01"), "示例01小区");
    EXPECT_EQ(names.at("341502005002X01"), "示例01小区");
    EXPECT_EQ(names.at("341502005001001"), "示例01小区第1网格");
    EXPECT_EQ(names.at("341502005001001-2"), "2号楼");
    EXPECT_EQ(names.at("341502005001001-1-1"), "1单元");
    EXPECT_EQ(names.at("341502005001001-1-1-201"), "201室");
}

TEST_F(ExampleTest, DrawsBoundariesThatGivePlacesTheirArea) {
    ASSERT_TRUE(write(kPlan));
    const auto boundaries = area::read_geojson(bytes_of(folder / "boundaries.geojson")).value();
    area::Locator locator;
    std::map<std::int64_t, std::string> codes;
    for (const auto& one : boundaries) {
        if (one.code.level() != area::Level::Grid) continue;
        const Id<area::Area> id{static_cast<std::int64_t>(codes.size()) + 1};
        codes[id.number] = one.code.text();
        locator.add(id, one.boundary);
    }
    locator.ready();

    for (const auto& row : rows("small.shop.xlsx")) {
        const auto place = text(row.at("位置"));
        const auto comma = place.find(',');
        const auto found =
            locator.locate({std::stod(place.substr(0, comma)), std::stod(place.substr(comma + 1))});
        ASSERT_TRUE(found) << place;
        EXPECT_EQ(codes.at(found->number), text(row.at("区域")).substr(0, 15));
    }
}

TEST_F(ExampleTest, IsTheSameForOneSeedAndAnotherForAnother) {
    ASSERT_TRUE(write(kPlan));
    const auto first = bytes_of(folder / "visits.csv");
    ASSERT_TRUE(write(kPlan));
    EXPECT_EQ(bytes_of(folder / "visits.csv"), first);
    ASSERT_TRUE(write(kPlan, "[office]\ntenant = \"341502005\"\nname = \"示例街道\"\nseed = 8\n"));
    EXPECT_NE(bytes_of(folder / "visits.csv"), first);
}

TEST_F(ExampleTest, KeepsOtherColumnsWhenOneRuleChanges) {
    ASSERT_TRUE(write(kPlan));
    const auto before = rows("visits.csv");
    std::string changed = kPlan;
    const std::string rule = "phone = { person = \"phone\" }";
    changed.replace(changed.find(rule), rule.size(), "phone = \"12345\"");
    ASSERT_TRUE(write(changed));
    const auto after = rows("visits.csv");

    for (std::size_t i = 0; i < before.size(); ++i) {
        for (const auto* title : {"店铺", "日期", "罚款", "人员", "业主证件"}) {
            EXPECT_EQ(after[i].at(title), before[i].at(title)) << title;
        }
        EXPECT_EQ(text(after[i].at("电话")), "12345");
    }
}

struct Fault {
    const char* old;
    const char* now;
    const char* rule;
    const char* zh;
    const char* en;
};

TEST_F(ExampleTest, IsRefusedWithTheReasonInBothLanguages) {
    const Fault faults[] = {
        {"id = \"small.visit\"", "id = \"small.vist\"", "plan.register", "没有台账“small.vist”",
         "There is no register \"small.vist\""},
        {"phone = {", "phne = {", "plan.field", "“走访”没有字段“phne”",
         "\"Visits\" has no field \"phne\""},
        {"person = \"phone\"", "persn = \"phone\"", "plan.rule", "没有写明怎样填写",
         "No rule says how to fill this"},
        {"home = 12, call = 8", "home = 12, call = 9", "plan.rule", "deal各项共21行，这里有20行",
         "deal speaks of 21 rows, but there are 20"},
        {"home = 12, call = 8", "home = 12, mail = 8", "plan.value", "“方式”没有选项“mail”",
         "\"Kind\" has no choice \"mail\""},
        {"filled = 15", "filled = 21", "plan.rule", "filled = 21，却只有20行",
         "filled = 21, but there are 20 rows"},
        {"\"11642.45\"", "\"1.00\"", "plan.rule", "1.00分不成12份（或小数位数过多）",
         "1.00 cannot be divided into 12 parts at the field's scale"},
        {"total = 46", "total = 500", "plan.rule", "total = 500分不成20份",
         "total = 500 cannot be divided into 20 parts"},
        {"after = \"visited_on\", days = [1, 90], until = 2021-12-31",
         "before = \"visited_on\", days = [1, 90]", "plan.record", "“走访”第2行：办结不得早于走访",
         "\"Visits\", row 2: Closed before it began"},
        {"where = { size = \"small\" }", "where = { name = \"无\" }", "plan.rule",
         "前面没有编制合乎条件的“small.shop”记录",
         "No record of \"small.shop\" that fits was made above"},
        {"code = \"示例-{n:3}\"", "code = \"示例\"", "plan.record",
         "“走访”有两行的唯一项相同：示例", "Two rows of \"Visits\" have the same key: 示例"},
        {"code = \"示例-{n:3}\"", "", "plan.field", "必填字段“编号”（code）没有填写规则",
         "No rule fills the required field \"Number\" (code)"},
        {"of = \"place\" }", "of = \"community\" }", "plan.rule", "字段“社区”的规则用到了它自己",
         "The rule of \"Community\" needs its own value"},
        {"\"341502005002\", name", "\"341502006002\", name", "plan.area",
         "没有区域341502006002，或它不在本单位之内",
         "There is no area 341502006002, or it lies outside the office"},
        {"total = 5\n", "total = 1\n", "plan.area", "1个区域分不成2份",
         "1 areas cannot be dealt out to 2 parents"},
        {"per_floor = 2", "perfloor = 2", "plan.key", "这里不能写“perfloor”",
         "\"perfloor\" means nothing here"},
        {"{n:2}店", "{n:2店", "plan.value", "花括号写法有误", "The braces are not written rightly"},
        {"each = true", "each = \"name\"", "plan.rule", "这里没有each，或其记录没有这一字段",
         "There is no each here, or its records have no such field"},
    };
    for (const auto& fault : faults) {
        std::string plan = kPlan;
        ASSERT_NE(plan.find(fault.old), std::string::npos) << fault.old;
        plan.replace(plan.find(fault.old), std::string_view(fault.old).size(), fault.now);

        const auto refused = write(plan);

        ASSERT_FALSE(refused) << fault.zh;
        EXPECT_EQ(refused.error().rule, "plan.faulty");
        const auto& all = refused.error().faults;
        const bool found = std::any_of(all.begin(), all.end(), [&](const Refusal& one) {
            return one.rule == fault.rule && one.says.zh == fault.zh && one.says.en == fault.en &&
                   one.where.row > 0 && one.where.file == "plan.toml";
        });
        EXPECT_TRUE(found) << fault.zh << "\nbut\n" << words(refused.error(), Language::Chinese);
        EXPECT_TRUE(std::filesystem::is_empty(folder)) << "nothing is written";
    }
}

TEST_F(ExampleTest, IsRefusedWithoutItsFiles) {
    const auto refused = write_example({}, catalogue(), folder.string());

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "plan.missing");
    EXPECT_EQ(refused.error().says.zh, "示例缺少文件office.toml");
    EXPECT_EQ(refused.error().says.en, "The example has no file office.toml");
}

}  // namespace
}  // namespace qingshui::sample
