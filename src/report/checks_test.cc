#include "report/checks.h"

#include <gtest/gtest.h>

#include "report/probe_report.h"

namespace qingshui::report {
namespace {

// What is said of a check with this rule once it has failed, with one dear red bed in the books.
Text said(const std::string& rule) {
    const auto check = "\n[[check]]\nid = \"asked\"\nrule = \"" + rule +
                       "\"\nsays = { zh = \"应当相符\", en = \"They must agree\" }\n";
    probe::Office office(probe::kGardenText, probe::kFrame, check);
    office.bed(1, "2021-03-01", "red", "1", "150000.01");
    const auto made = draft(office.sources(), probe::Office::request());
    EXPECT_TRUE(made) << words(made.error(), Language::English);
    const auto& outcome = made->checks.back();
    EXPECT_EQ(outcome.holds, false);
    return fault_words(outcome);
}

TEST(Checks, SayBothSidesInTheUnitsOfTheirFigures) {
    EXPECT_EQ(said("cost <= beds * 5").zh,
              "核对不符：应当相符（“造价”为15.000001万元，“花坛数” × 5为5处）");
    EXPECT_EQ(said("cost <= beds * 5").en,
              "Does not agree: They must agree (“Cost” is 15.000001万元, “Beds” × 5 is 5处)");
}

TEST(Checks, SayEveryFigureIfTheRuleHasNoTwoSides) {
    EXPECT_EQ(said("beds == 0 || beds.blue > 0").zh,
              "核对不符：应当相符（“花坛数”为1处，“花坛数·蓝”为0处）");
}

TEST(Checks, SayEveryFigureIfASideMixesUnits) {
    EXPECT_EQ(said("beds + cost == 0").zh,
              "核对不符：应当相符（“花坛数”为1处，“造价”为15.000001万元）");
}

}  // namespace
}  // namespace qingshui::report
