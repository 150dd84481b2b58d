#include "registry/pack.h"

#include <gtest/gtest.h>

#include "registry/sample_pack.h"

namespace qingshui::registry {
namespace {

Catalogue sample() {
    auto read = read_sample(sample_pack());
    if (!read) ADD_FAILURE() << words(read.error(), Language::English);
    return std::move(read).value();
}

const char* const kOther = R"toml(
[pack]
id = "other"
title = { zh = "另一包", en = "Other" }
version = "1"
requires = ["sample"]

[indicator.visits]
title = { zh = "走访", en = "Visits" }
unit = "次"
of = "sample.visit"

[indicator.all]
title = { zh = "合计", en = "All" }
unit = "次"
kind = "derived"
rule = "visits + sample.visits.home"
)toml";

Result<Catalogue> read_both(const std::string& other) {
    const std::string frame = "{{chapters}}";
    return Catalogue::read(
        {{"other", {{"pack.toml", other}}},
         {"sample", {{"pack.toml", sample_pack()}, {"report.md", "x"}, {"annual.md", frame}}}});
}

TEST(Catalogue, ReadsARegisterWithItsParts) {
    const Catalogue catalogue = sample();

    const Schema* schema = catalogue.schema("sample.visit");

    ASSERT_NE(schema, nullptr);
    EXPECT_EQ(schema->area, 1U);
    EXPECT_EQ(schema->day, 2U);
    EXPECT_EQ(schema->unique, (std::vector<std::vector<std::size_t>>{{0}}));
    EXPECT_EQ(schema->fields[1].levels, std::vector<area::Level>{area::Level::Grid});
    EXPECT_EQ(schema->fields[5].max, qingshui::Decimal(9950, 2));
    EXPECT_EQ(schema->fields[6].computed->source(), "members.count()");
    EXPECT_EQ(schema->fields[7].refers_to, "sample.visit");
    EXPECT_EQ(schema->lines[0].least, 1U);
    EXPECT_EQ(schema->checks[0].id, "visit.1");
    EXPECT_EQ(schema->retention.years, 10);
}

TEST(Catalogue, TakesTheShortIdOfARegisterOfItsOwnPack) {
    const auto read = read_sample(with(sample_pack(), "ref:sample.visit", "ref:visit"));

    ASSERT_TRUE(read);
    EXPECT_EQ(read->schema("sample.visit")->fields[7].refers_to, "sample.visit");
}

TEST(Catalogue, CountsMoneyInYuanIfNoUnitIsDeclared) {
    const auto unit = [](const std::string& declared) {
        const auto read =
            read_sample(with(sample_pack(), "en = \"Cost\"", "en = \"Cost\"" + declared));
        return read ? read->schema("sample.visit")->fields[5].unit
                    : words(read.error(), Language::English);
    };

    EXPECT_EQ(unit(""), "元");
    EXPECT_EQ(unit(", unit = \"万元\""), "万元");
}

TEST(Catalogue, RoundsNothingAwayUnlessDecimalsAreDeclared) {
    const auto decimals = [](const std::string& unit) {
        const std::string held = "unit = { text = \"万元\", per = 10000, decimals = 2 }\n";
        const auto read = read_sample(with(sample_pack(), held, "unit = " + unit + "\n"));
        if (!read) return -1;
        return read->indicator("sample.held", *Date::of(2021, 1, 1))->unit.decimals;
    };

    EXPECT_EQ(decimals("\"元\""), 2);
    EXPECT_EQ(decimals("{ text = \"万元\", per = 10000 }"), 6);
    EXPECT_EQ(decimals("{ text = \"亩\", per = \"666.67\" }"), 4);
    EXPECT_EQ(decimals("{ text = \"分\", per = \"0.01\" }"), 2);
    EXPECT_EQ(decimals("{ text = \"元\", decimals = 0 }"), 0);
}

TEST(Catalogue, GivesTheVersionInForceOnADay) {
    const Catalogue catalogue = sample();
    const auto version = [&](int year) {
        const Indicator* found = catalogue.indicator("sample.visits", *Date::of(year, 6, 1));
        return found != nullptr ? found->version : 0;
    };

    EXPECT_EQ(version(2019), 0);
    EXPECT_EQ(version(2020), 1);
    EXPECT_EQ(version(2021), 2);
    EXPECT_EQ(catalogue.indicator("sample.visits")->version, 2);
    EXPECT_EQ(catalogue.indicator("sample.visits", *Date::of(2020, 6, 1))->valid.to,
              *Date::of(2020, 12, 31));
}

TEST(Catalogue, ReadsEveryKindOfIndicator) {
    const Catalogue catalogue = sample();

    const Indicator* held = catalogue.indicator("sample.held");
    EXPECT_EQ(held->kind, IndicatorKind::Stock);
    EXPECT_EQ(held->unit.per, qingshui::Decimal::whole(10'000));
    EXPECT_EQ(held->scale, 2);
    EXPECT_EQ(held->until, 3U);
    const Indicator* share = catalogue.indicator("sample.share");
    EXPECT_EQ(share->over, "sample.visits.home");
    EXPECT_EQ(share->under, "sample.visits");
    EXPECT_EQ(share->scale, 4);
    EXPECT_EQ(catalogue.indicator("sample.buildings")->counts_level, area::Level::Building);
    EXPECT_EQ(catalogue.indicator("sample.years")->rate_table, "sample.medal");
    EXPECT_EQ(catalogue.indicator("sample.years")->rounding->word, "余");
    EXPECT_EQ(catalogue.counted_from("sample.visit").size(), 4U);
}

TEST(Catalogue, ResolvesNamesOfItsOwnPackFirst) {
    const auto catalogue = read_both(kOther);

    ASSERT_TRUE(catalogue) << words(catalogue.error(), Language::English);
    const std::vector<std::pair<std::string, std::string>> reads = {
        {"sample.visits.home", "sample.visits.home"}, {"visits", "other.visits"}};
    EXPECT_EQ(catalogue->indicator("other.all")->reads, reads);
}

TEST(Catalogue, WantsPacksThatAreReferredToNamed) {
    const auto refused = read_both(with(kOther, "requires = [\"sample\"]\n", ""));

    ASSERT_FALSE(refused);
    ASSERT_EQ(refused.error().faults.size(), 2U);
    EXPECT_EQ(refused.error().faults[0].rule, "pack.requires");
    EXPECT_EQ(words(refused.error().faults[0], Language::Chinese),
              "other/pack.toml 第10行：引用了业务包“sample”，但 requires 里没有它。\n"
              "  请在 [pack] 的 requires 里加上 \"sample\"。\n");
}

TEST(Catalogue, RefusesTwoTablesOfOneName) {
    const auto pack = with(sample_pack(), "[rates.medal]", R"toml([register.visit_members]
title = { zh = "重名", en = "Same" }
area = "place"
day = "met_on"
label = "{met_on}"
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "met_on", type = "date", zh = "日期", en = "Date", required = true },
]

[rates.medal])toml");

    const auto refused = read_sample(pack);

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().faults[0].rule, "pack.table");
    EXPECT_EQ(refused.error().faults[0].says.zh,
              "“sample.visit_members”与“sample.visit.members”的表名都是“sample_visit_members”");
}

TEST(Catalogue, KeepsPointersValidWhenItMoves) {
    Catalogue first = sample();
    const Schema* schema = first.schema("sample.visit");

    const Catalogue second = std::move(first);

    EXPECT_EQ(second.schema("sample.visit"), schema);
    EXPECT_EQ(second.counted_from("sample.visit")[0]->of, "sample.visit");
}

TEST(Catalogue, ReadsThePacksOfThisProject) {
    auto folders = read_folders(SOURCE_DIR "/packs");
    ASSERT_TRUE(folders) << words(folders.error(), Language::English);

    const auto read = Catalogue::read(*folders);

    EXPECT_TRUE(read) << words(read.error(), Language::English);
}

TEST(Catalogue, RefusesInvisibleCharactersInTexts) {
    const auto read = Catalogue::read({{"sample",
                                        {{"pack.toml", sample_pack()},
                                         {"report.md", "x\n路灯\uFFFF"},
                                         {"annual.md", "{{chapters}}"}}}});

    ASSERT_FALSE(read);
    ASSERT_EQ(read.error().faults.size(), 1U);
    EXPECT_EQ(read.error().faults.front().rule, "pack.character");
    EXPECT_EQ(words(read.error().faults.front(), Language::Chinese),
              "sample/report.md 第2行：有看不见的字符 U+FFFF，是这段文字的第3个字。\n"
              "  请删去这个字符，或重新输入这段文字。\n");
}

TEST(Catalogue, TakesAByteOrderMarkOnlyAtTheStartOfAFile) {
    const auto read = [](const std::string& chapter) {
        return Catalogue::read({{"sample",
                                 {{"pack.toml", sample_pack()},
                                  {"report.md", chapter},
                                  {"annual.md", "{{chapters}}"}}}});
    };

    EXPECT_TRUE(read("\uFEFF# 路灯"));
    ASSERT_FALSE(read("# 路灯\n\uFEFF"));
    EXPECT_EQ(read("# 路灯\n\uFEFF").error().faults.front().rule, "pack.character");
}

TEST(Catalogue, RefusesAFolderWithoutPacks) {
    const auto refused = read_folders(SOURCE_DIR "/docs");

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "pack.none");
    EXPECT_EQ(refused.error().remedy.zh, "请指向含有 pack.toml 的文件夹，或它的上一级");
}

}  // namespace
}  // namespace qingshui::registry
