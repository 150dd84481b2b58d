#include "registry/naming.h"

#include <gtest/gtest.h>

namespace qingshui::registry {
namespace {

TEST(Naming, TurnsIdsIntoTables) {
    EXPECT_EQ(table_name("environment.inspection"), "environment_inspection");
    EXPECT_EQ(table_name("environment.inspection", "officers"), "environment_inspection_officers");
}

TEST(Naming, TakesOnlyIdsThatAreColumns) {
    for (const char* good : {"a", "inspected_on", "x2"}) EXPECT_TRUE(is_id(good)) << good;
    for (const char* bad : {"", "2x", "_a", "A", "a-b", "a.b", "检查"}) {
        EXPECT_FALSE(is_id(bad)) << bad;
    }
    EXPECT_TRUE(is_id(std::string(40, 'a')));
    EXPECT_FALSE(is_id(std::string(41, 'a')));
    EXPECT_TRUE(is_dotted_id("land.grove.houses"));
    EXPECT_FALSE(is_dotted_id("land..houses"));
    EXPECT_FALSE(is_dotted_id("land."));
}

TEST(Naming, KnowsTheWordsOfSql) {
    for (const char* word : {"abort", "order", "group", "user", "when", "where"}) {
        EXPECT_TRUE(is_sql_word(word)) << word;
    }
    for (const char* word : {"name", "kind", "code", "day", "area"}) {
        EXPECT_FALSE(is_sql_word(word)) << word;
    }
}

}  // namespace
}  // namespace qingshui::registry
