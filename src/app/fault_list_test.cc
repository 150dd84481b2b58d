#include "app/fault_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qingshui::app {
namespace {

Refusal fault(const std::string& sheet, int row, const std::string& rule) {
    Refusal refusal{Reason::Invalid, rule};
    refusal.where.file = sheet;
    refusal.where.row = row;
    return refusal;
}

std::vector<std::string> rules(const FaultList& list) {
    std::vector<std::string> all;
    for (const Refusal& one : list.first()) all.push_back(one.rule);
    return all;
}

TEST(FaultList, KeepsTheFirstBySheetAndRow) {
    FaultList list({"甲", "乙"}, 3);
    list.add(fault("乙", 1, "last"));
    list.add(fault("甲", 9, "third"));
    list.add(fault("甲", 2, "first"));
    list.add(fault("甲", 2, "second"));
    EXPECT_EQ(list.count(), 4U);
    EXPECT_THAT(rules(list), testing::ElementsAre("first", "second", "third"));
}

TEST(FaultList, CountsThoseItDoesNotKeep) {
    FaultList list({"甲"}, 2);
    for (int row = 10'000; row > 0; --row) list.add(fault("甲", row, std::to_string(row)));
    EXPECT_EQ(list.count(), 10'000U);
    EXPECT_THAT(rules(list), testing::ElementsAre("1", "2"));
}

}  // namespace
}  // namespace qingshui::app
