#include "registry/pack.h"

#include <gtest/gtest.h>

namespace qingshui::registry {
namespace {

constexpr const char* kSmall = R"toml(
[pack]
id = "small"
title = { zh = "小包", en = "Small" }
version = "1"

[register.visit]
title = { zh = "走访", en = "Visit" }
area = "place"
day = "visited_on"
label = "{code} {visited_on}"
unique = [["code"]]
fields = [
  { id = "code", type = "text", zh = "编号", en = "Number", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true, levels = ["grid"] },
  { id = "visited_on", type = "date", zh = "日期", en = "Date", required = true },
  { id = "kind", type = "choice", zh = "方式", en = "Kind", choices = [
    { code = "home", zh = "上门", en = "At home" },
    { code = "call", zh = "电话", en = "By phone" } ] },
  { id = "people", type = "integer", zh = "人数", en = "People", computed = "members.count()" },
]
lines.members = { title = { zh = "人员", en = "Members" }, least = 1, fields = [
  { id = "name", type = "text", zh = "姓名", en = "Name", required = true, mask = "name" },
] }

[[register.visit.check]]
rule = "people >= 1"
says = { zh = "至少一人", en = "At least one" }

[indicator.visits]
title = { zh = "走访次数", en = "Visits" }
unit = "次"
of = "visit"
split = "kind"

[indicator.at_home]
title = { zh = "上门比率", en = "Share at home" }
unit = "%"
kind = "ratio"
over = "visits.home"
under = "visits"

[[check]]
id = "sum"
rule = "visits >= visits.home + small.visits.call"
says = { zh = "分项之和不大于总数", en = "Parts stay within the total" }
)toml";

Catalogue small() {
    auto read = Catalogue::read({{"small", {{"pack.toml", kSmall}}}});
    if (!read) ADD_FAILURE() << words(read.error(), Language::English);
    return std::move(read).value();
}

TEST(Catalogue, ReadsARegisterWithItsParts) {
    const Catalogue catalogue = small();

    const Schema* schema = catalogue.schema("small.visit");

    ASSERT_NE(schema, nullptr);
    EXPECT_EQ(schema->area, 1U);
    EXPECT_EQ(schema->day, 2U);
    EXPECT_EQ(schema->unique, (std::vector<std::vector<std::size_t>>{{0}}));
    EXPECT_EQ(schema->fields[1].levels, std::vector<area::Level>{area::Level::Grid});
    EXPECT_EQ(schema->fields[4].computed->source(), "members.count()");
    EXPECT_EQ(schema->lines[0].fields[0].mask, Mask::Name);
    EXPECT_EQ(schema->checks[0].id, "visit.1");
}

TEST(Catalogue, ResolvesFiguresToFullIds) {
    const Catalogue catalogue = small();

    const Indicator* ratio = catalogue.indicator("small.at_home");
    const FigureCheck& check = catalogue.pack("small")->checks[0];

    EXPECT_EQ(ratio->over, "small.visits.home");
    EXPECT_EQ(ratio->under, "small.visits");
    EXPECT_EQ(ratio->scale, 4);
    EXPECT_EQ(check.id, "small.sum");
    const std::vector<std::pair<std::string, std::string>> reads = {
        {"small.visits.call", "small.visits.call"},
        {"visits", "small.visits"},
        {"visits.home", "small.visits.home"}};
    EXPECT_EQ(check.reads, reads);
}

TEST(Catalogue, KeepsPointersValidWhenItMoves) {
    Catalogue first = small();
    const Schema* schema = first.schema("small.visit");

    const Catalogue second = std::move(first);

    EXPECT_EQ(second.schema("small.visit"), schema);
    EXPECT_EQ(second.counted_from("small.visit").size(), 1U);
    EXPECT_EQ(second.indicator("small.visits"), second.counted_from("small.visit")[0]);
}

TEST(Catalogue, ReadsThePacksOfThisProject) {
    auto folders = read_folders(SOURCE_DIR "/packs");
    ASSERT_TRUE(folders) << words(folders.error(), Language::English);

    const auto read = Catalogue::read(*folders);

    EXPECT_TRUE(read) << words(read.error(), Language::English);
}

}  // namespace
}  // namespace qingshui::registry
