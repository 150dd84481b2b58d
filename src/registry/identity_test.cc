#include "registry/identity.h"

#include <gtest/gtest.h>

#include "registry/schema.h"

namespace qingshui::registry {
namespace {

TEST(Identity, TakesNumbersWhoseCheckCharacterHolds) {
    EXPECT_FALSE(identity_fault("11010519491231002X"));  // The standard's own example.
    EXPECT_FALSE(identity_fault("440524188001010014"));
}

TEST(Identity, SaysWhatIsWrong) {
    const auto zh = [](const char* number) { return identity_fault(number).value().zh; };

    EXPECT_EQ(zh("341502900307123"), "公民身份号码应为18位");
    EXPECT_EQ(zh("1101051949123100AX"), "公民身份号码前17位应全为数字");
    EXPECT_EQ(zh("99010519491231002X"), "公民身份号码前两位“99”不是省级代码");
    EXPECT_EQ(zh("11010519490231002X"), "公民身份号码中的出生日期“19490231”不存在");
    EXPECT_EQ(zh("110105194912310029"), "公民身份号码的校验码不对，可能有一位写错");
    EXPECT_EQ(zh("11010519491231002x"), "公民身份号码的校验码不对，可能有一位写错");
}

TEST(Identity, FindsEveryMistypedDigit) {
    const std::string good = "11010519491231002X";
    for (std::size_t i = 0; i < 17; ++i) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string bad = good;
            bad[i] = digit;
            if (bad != good) {
                EXPECT_TRUE(identity_fault(bad)) << bad;
            }
        }
    }
}

TEST(Phone, IsWrittenAsPeopleWriteIt) {
    for (const char* good : {"13805641234", "+86 13805641234", "0564-3212345", "056 43212345",
                             "3212345", "0564-3212345-801", "12345", "110", "400-820-8820"}) {
        EXPECT_TRUE(is_phone(good)) << good;
    }
    for (const char* bad :
         {"", "1380564123", "138056412345", "12a45", "０１０", "0564-", "0", "03212345678901"}) {
        EXPECT_FALSE(is_phone(bad)) << bad;
    }
}

TEST(Masked, HidesThePersonAndKeepsTheShape) {
    EXPECT_EQ(masked(Mask::Identity, "341502199003071234"), "341502********1234");
    EXPECT_EQ(masked(Mask::Phone, "13805641234"), "138****1234");
    EXPECT_EQ(masked(Mask::Phone, "3212345"), "***2345");
    EXPECT_EQ(masked(Mask::Name, "张三丰"), "张**");
    EXPECT_EQ(masked(Mask::Name, "张"), "*");
    EXPECT_EQ(masked(Mask::Hidden, "乙肝"), "***");
    EXPECT_EQ(masked(Mask::Hidden, ""), "");
    EXPECT_EQ(masked(Mask::Identity, "123"), "***");
    EXPECT_EQ(masked(Mask::None, "张三丰"), "张三丰");
}

}  // namespace
}  // namespace qingshui::registry
