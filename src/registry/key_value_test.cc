#include "registry/key_value.h"

#include <gtest/gtest.h>

namespace qingshui::registry {
namespace {

TEST(KeyValues, HaveLettersAndDigitsInHalfWidth) {
    EXPECT_EQ(key_value(std::string("ＨＢ９００１ｚ")), Value(std::string("HB9001z")));
    EXPECT_EQ(key_value(std::string("皋城（一期）－１")), Value(std::string("皋城（一期）－1")));
    EXPECT_EQ(key_value(std::string("HB9001")), Value(std::string("HB9001")));
    EXPECT_EQ(key_value(Decimal::whole(5)), Value(Decimal::whole(5)));
    EXPECT_EQ(key_value(Value()), Value());
}

}  // namespace
}  // namespace qingshui::registry
