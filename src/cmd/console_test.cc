#include "cmd/console.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/chinese.h"

namespace qingshui::cmd {
namespace {

TEST(Console, CountsTwoColumnsForHanCharacters) {
    EXPECT_EQ(width("清水"), 4);
    EXPECT_EQ(width("a清1"), 4);
    EXPECT_EQ(width("（12）"), 6);
    EXPECT_EQ(width(""), 0);
}

TEST(Console, AlignsTablesOfMixedText) {
    Table table({{{"名称", "Name"}}, {{"数", "Count"}, Table::Align::Right}});
    table.add({"检查", "81"});
    table.add({"a", "468"});
    std::ostringstream out;

    table.print(out, Language::Chinese);

    EXPECT_EQ(out.str(), "名称   数\n─────────\n检查   81\na     468\n");
}

TEST(Console, SaysARefusalInTheReadersLanguage) {
    const Refusal refusal{Reason::Missing, "x.y", "z", {"没有", "None"}, {"请再试", "Try again"}};
    std::ostringstream out;
    std::ostringstream err;
    Console console(out, err, Language::English, false);

    EXPECT_EQ(console.refuse(refusal), Refused);

    EXPECT_EQ(err.str(), "None.\n  Try again.\n");
    EXPECT_EQ(out.str(), "");
}

TEST(Console, SaysAFailureInWholeSentences) {
    std::ostringstream out;
    std::ostringstream err;
    const Text what{"“甲“乙”丙”读不出来", "It cannot be read"};
    const Text remedy{"请再试", "Try again"};

    EXPECT_EQ(Console(out, err, Language::Chinese, false).fail(what, remedy), Failed);
    Console(out, err, Language::English, true).fail(what, remedy);

    EXPECT_EQ(err.str(), "“甲‘乙’丙”读不出来。\n  请再试。\n");
    const auto failed = json::parse(out.str()).value().at("failed");
    EXPECT_EQ(failed.at("says").at("zh"), "“甲‘乙’丙”读不出来。");
    EXPECT_EQ(failed.at("remedy").at("en"), "Try again.");
}

TEST(Console, GivesProgramsTheWholeRefusal) {
    Refusal refusal{Reason::Invalid, "a.b"};
    refusal.faults.push_back(
        {Reason::Invalid, "a.c", "", {"错", "wrong"}, {}, {"f.csv", 3, "列", "x"}});
    std::ostringstream out;
    std::ostringstream err;
    Console console(out, err, Language::Chinese, true);

    console.refuse(refusal);

    const auto fault = json::parse(out.str()).value().at("refused").at("faults").at(0);
    EXPECT_EQ(fault.at("rule"), "a.c");
    EXPECT_EQ(fault.at("says").at("zh"), "错。");
    EXPECT_EQ(fault.at("where").at("row"), 3);
    EXPECT_EQ(fault.at("where").at("column"), "列");
}

TEST(Console, PrintsUtf8WithoutControlCharacters) {
    const Refusal refusal{Reason::Invalid, "a.b", "\xff", {"“\xff\x1b[31m”不是。", "no"}};
    for (const bool as_json : {false, true}) {
        std::ostringstream out;
        std::ostringstream err;
        Console console(out, err, Language::Chinese, as_json);
        console.refuse(refusal);
        console.fail({"\xff", "no"}, {"\xfe", ""});
        console.say({"\xff", "no"});
        console.note({"\xff", "no"});
        Table table({Table::Column{{"名称", "Name"}}});
        table.add({"\xff"});
        table.print(out, Language::Chinese);
        EXPECT_TRUE(chinese::is_utf8(out.str() + err.str()));
        EXPECT_EQ((out.str() + err.str()).find('\x1b'), std::string::npos);
    }
}

TEST(Progress, ShowsPartRateAndTimeLeft) {
    std::ostringstream out;
    std::ostringstream err;
    Console console(out, err, Language::Chinese, false);
    const Progress progress(console, true, "a.csv", [] { return Progress::Time(); });

    EXPECT_EQ(progress.line(5'000, 10'000, 2),
              "a.csv  ████████████░░░░░░░░░░░░   50%  2,500 行/秒  剩 0:02");
    const Progress odd(console, true, "\x1b\xff.csv", [] { return Progress::Time(); });
    EXPECT_EQ(odd.line(0, 1, 0), "\uFFFD\uFFFD.csv  ░░░░░░░░░░░░░░░░░░░░░░░░    0%");
}

TEST(Progress, GivesNoTimeBeforeAnythingIsDone) {
    std::ostringstream out;
    std::ostringstream err;
    Console console(out, err, Language::Chinese, false);
    const Progress progress(console, true, "a.csv", [] { return Progress::Time(); });

    EXPECT_EQ(progress.line(0, 10'000, 2), "a.csv  ░░░░░░░░░░░░░░░░░░░░░░░░    0%");
}

TEST(Progress, DrawsNothingIntoAFile) {
    std::ostringstream out;
    std::ostringstream err;
    Console console(out, err, Language::Chinese, false);
    {
        Progress progress(console, false, "a.csv", [] { return Progress::Time(); });
        progress.at(1, 2);
    }

    EXPECT_EQ(err.str(), "");
}

}  // namespace
}  // namespace qingshui::cmd
