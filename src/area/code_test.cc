#include "area/code.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace qingshui::area {
namespace {

struct Reading {
    const char* text;
    const char* code;
    Level level;
    const char* prefix;  // "": none.
};

TEST(Code, SaysItsLevelAndWhoGaveItOut) {
    const Reading readings[] = {
        {"0", "0", Level::Nation, ""},
        {"34", "34", Level::Province, "0"},
        {"340000", "34", Level::Province, "0"},
        {"340000000000", "34", Level::Province, "0"},
        {"3415", "3415", Level::City, "34"},
        {"341500000000", "3415", Level::City, "34"},
        {"341502", "341502", Level::County, "3415"},
        {"429004", "429004", Level::County, "4290"},
        {"341502005", "341502005", Level::Street, "341502"},
        {"341502005000", "341502005", Level::Street, "341502"},
        {"441900003", "441900003", Level::Street, "4419"},
        {"341502005001", "341502005001", Level::Community, "341502005"},
        {"441900003001", "441900003001", Level::Community, "441900003"},
        {"341502000001", "341502000001", Level::Community, "341502"},
        {"341502005001X01", "341502005001X01", Level::Compound, "341502005001"},
        {"341502005001x001", "341502005001X001", Level::Compound, "341502005001"},
        {"341502005001003", "341502005001003", Level::Grid, "341502005001"},
        {"341502005000001", "341502005000001", Level::Grid, "341502005"},
        {"341502005001003-12", "341502005001003-12", Level::Building, "341502005001003"},
        {"341502005001003-a2-1", "341502005001003-A2-1", Level::Unit, "341502005001003-A2"},
        {"341502005001003-12-1-501", "341502005001003-12-1-501", Level::Household,
         "341502005001003-12-1"},
    };
    for (const auto& reading : readings) {
        const auto code = Code::parse(reading.text);
        ASSERT_TRUE(code) << reading.text;
        EXPECT_EQ(code->text(), reading.code);
        EXPECT_EQ(code->level(), reading.level) << reading.text;
        EXPECT_EQ(code->prefix() ? code->prefix()->text() : "", reading.prefix);
    }
}

TEST(Code, RefusesWhatIsNone) {
    for (const auto* text : {"",
                             "1",
                             "00",
                             "3",
                             "341",
                             "34150",
                             "3415020",
                             "341502005001X",
                             "341502005001X1",
                             "341502005001X0001",
                             "34150200500100",
                             "341502005001000",
                             "341502005001003-",
                             "341502005001003-1234567",
                             "341502005001003-1-1-1-1",
                             "341502005001003-1--1",
                             "341502005001003-1-1-123456789",
                             "341502005001003-栋",
                             " 34",
                             "34 ",
                             "0034",
                             "ab",
                             "３４",
                             "34150200500１"}) {
        const auto refused = Code::parse(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().rule, "area.code_malformed");
    }
}

TEST(Code, TellsAPersonWhatToWriteInstead) {
    const auto refused = Code::parse("3415-02");

    EXPECT_EQ(refused.error().says.zh, "“3415-02”不是区域代码");
    EXPECT_EQ(refused.error().says.en, "\"3415-02\" is not an area code");
    EXPECT_EQ(refused.error().remedy.zh,
              "请填写区划代码（2、4、6、9或12位数字）、小区代码（12位数字加X和2至3位数字）、"
              "15位网格代码，或在网格代码后用短横线接楼栋、单元、户号");
    EXPECT_EQ(Code::parse(std::string(99, '1')).error().says.zh, "区域代码为空或过长");
}

TEST(Code, KnowsTheDivisionItBeginsWith) {
    EXPECT_EQ(Code::parse("341502005001003-12-1")->division(), "341502005001");
    EXPECT_EQ(Code::parse("341502005001X01")->division(), "341502005001");
    EXPECT_EQ(Code::parse("341502005000001")->division(), "341502005");
    EXPECT_EQ(Code::parse("341502")->division(), "341502");
}

// Mostly codes; the rest nearly so.
rc::Gen<std::string> code_like() {
    const auto digits = [](int count) {
        return rc::gen::container<std::string>(static_cast<std::size_t>(count),
                                               rc::gen::elementOf(std::string("0001234")));
    };
    const auto part = rc::gen::nonEmpty(rc::gen::resize(
        8, rc::gen::container<std::string>(rc::gen::elementOf(std::string("1aZ")))));
    const auto joined = [](const auto& a, const auto& b) {
        return rc::gen::apply([](const std::string& x, const std::string& y) { return x + y; }, a,
                              b);
    };
    const auto grid = joined(digits(12), digits(3));
    return rc::gen::oneOf(digits(6), digits(9), digits(12), grid,
                          joined(digits(12), joined(rc::gen::just(std::string("X")), digits(2))),
                          joined(grid, joined(rc::gen::just(std::string("-")), part)),
                          joined(joined(grid, joined(rc::gen::just(std::string("-")), part)),
                                 joined(rc::gen::just(std::string("-")), part)));
}

RC_GTEST_PROP(Code, ReadsItselfBackAndComesFromAWiderArea, ()) {
    const auto code = Code::parse(*code_like());
    RC_PRE(code.has_value());

    RC_ASSERT(Code::parse(code->text()).value() == *code);
    const auto prefix = code->prefix();
    RC_ASSERT(prefix.has_value() == (code->level() != Level::Nation));
    if (prefix) RC_ASSERT(prefix->level() < code->level());
    if (prefix && prefix->level() != Level::Nation) {
        RC_ASSERT(code->text().starts_with(prefix->text()));
    }
}

TEST(Level, IsReadByItsWords) {
    for (int index = 0; index <= static_cast<int>(Level::Household); ++index) {
        const auto level = static_cast<Level>(index);
        EXPECT_EQ(parse_level(name(level)), level);
        EXPECT_EQ(parse_level(title(level).zh), level);
    }
    EXPECT_EQ(parse_level("镇"), Level::Street);
    EXPECT_EQ(parse_level("村"), Level::Community);
    EXPECT_EQ(parse_level("自然村"), Level::Compound);
    EXPECT_EQ(parse_level("区"), Level::County);
    EXPECT_FALSE(parse_level(""));
    EXPECT_FALSE(parse_level("|"));
    EXPECT_FALSE(parse_level("village"));
}

}  // namespace
}  // namespace qingshui::area
