#include "expr/expression.h"

#include <gtest/gtest.h>

#include "expr/inspection_in_tests.h"

namespace qingshui::expr {
namespace {

struct Example {
    std::string source;
    std::string value;
};

std::ostream& operator<<(std::ostream& out, const Example& example) {
    return out << example.source;
}

class Evaluation : public testing::TestWithParam<Example> {};

TEST_P(Evaluation, AnswersAsTheReferenceSays) {
    EXPECT_EQ(value(GetParam().source, record()), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, Evaluation,
    testing::Values(
        Example{"1 + 2 * 3", "7"}, Example{"(1 + 2) * 3", "9"}, Example{"10 - 2 - 3", "5"},
        Example{"1.50 + 1", "2.50"}, Example{"1.5 * 1.25", "1.875"}, Example{"7 / 2", "3.5000"},
        Example{"2 / 3", "0.6667"}, Example{"-2 / 3", "-0.6667"}, Example{"1 / 0", "none"},
        Example{"round(2.345, 2)", "2.35"}, Example{"round(-2.5, 0)", "-3"},
        Example{"round(2, 2)", "2.00"}, Example{"abs(-amount)", "12.50"},
        Example{"min(people, 2.5, 9)", "2.5"}, Example{"max(people, amount)", "12.50"},
        Example{"999999999999999999 + 1", "none"}, Example{"999999999999999999 + 0.5", "none"},
        Example{"999999999999999999 > 0.5", "true"}, Example{"1000000000 * 1000000000", "none"},
        Example{"amount * people", "37.50"}, Example{"--people", "3"}));

INSTANTIATE_TEST_SUITE_P(
    Logic, Evaluation,
    testing::Values(
        Example{"planned", "true"}, Example{"!planned", "false"},
        Example{"planned && closed > day", "none"}, Example{"!planned && closed > day", "false"},
        Example{"planned || closed > day", "true"}, Example{"!planned || closed > day", "none"},
        Example{"!(closed > day)", "none"}, Example{"closed == null", "true"},
        Example{"null != day", "true"}, Example{"closed == day", "none"},
        Example{"place == firm", "false"}, Example{"place == null", "false"},
        Example{"planned == (people == 3)", "true"}, Example{"planned ? people : amount", "3.00"},
        Example{"closed > day ? 1 : 2", "none"}, Example{"planned ? null : amount", "none"},
        Example{"planned ? kind : null", "'水'"}, Example{"true ? 1 : false ? 2 : 3", "1"},
        Example{"coalesce(closed, day)", "2021-05-13"}, Example{"coalesce(note, '')", "''"},
        Example{"people == 3.00", "true"}, Example{"people < 3.01 && people > 2.99", "true"}));

INSTANTIATE_TEST_SUITE_P(
    TextsAndDays, Evaluation,
    testing::Values(
        Example{"kind == '水'", "true"}, Example{"kind in ['水', \"气\"]", "true"},
        Example{"note in ['水']", "none"}, Example{"people in [1, -2, 3.0]", "true"},
        Example{"'water' in media", "true"}, Example{"'noise' in media", "false"},
        Example{"kind in media", "false"}, Example{"'er|ai' in media", "false"},
        Example{"size(kind)", "1"}, Example{"'清水河'.size()", "3"},
        Example{"'清水河'.startsWith('清')", "true"}, Example{"'清水河'.endsWith('水')", "false"},
        Example{"'清水河'.contains('水')", "true"}, Example{"kind.contains('')", "true"},
        Example{"note.contains('水')", "none"}, Example{"kind + '源'", "'水源'"},
        Example{"'a\\'b\\\\'", "'a'b\\'"}, Example{"'a' < 'b'", "true"},
        Example{"day + 20", "2021-06-02"}, Example{"day - people", "2021-05-10"},
        Example{"day - date('2021-01-01')", "132"}, Example{"day + 99999999", "none"},
        Example{"closed - day", "none"}, Example{"day.year()", "2021"}, Example{"day.month()", "5"},
        Example{"day.day()", "13"}, Example{"at.year()", "2021"},
        Example{"date(at) == day", "true"}, Example{"date('水' == kind ? at : null)", "2021-05-13"},
        Example{"at > datetime('2021-05-13 08:00:00')", "true"},
        Example{"day in [date('2021-05-13')]", "true"},
        Example{"min(day, date('2021-01-01'))", "2021-01-01"},
        Example{"disputes.water + disputes.`水`", "25"}, Example{"// 说明\n people", "3"}));

INSTANTIATE_TEST_SUITE_P(
    SubTables, Evaluation,
    testing::Values(Example{"officers.count()", "2"}, Example{"officers.count(o, o.lead)", "1"},
                    Example{"officers.sum(o, o.hours)", "15.5"},
                    Example{"officers.sum(o, people)", "6"},
                    Example{"officers.min(o, o.hours)", "7.5"},
                    Example{"officers.max(o, o.since)", "2010-01-01"},
                    Example{"officers.exists(o, o.name == '王')", "true"},
                    Example{"officers.all(o, o.lead)", "false"},
                    Example{"officers.all(o, day - o.since > 365)", "true"},
                    Example{"officers.exists(o, officers.count(p, p.hours > o.hours) == 0)",
                            "true"}));

TEST(SubTable, WithoutLinesHasASumOfZeroAndNoLeast) {
    FieldValues empty;
    EXPECT_EQ(value("officers.count()", empty), "0");
    EXPECT_EQ(value("officers.sum(o, o.hours)", empty), "0.0");
    EXPECT_EQ(value("officers.min(o, o.hours)", empty), "none");
    EXPECT_EQ(value("officers.exists(o, o.lead)", empty), "false");
    EXPECT_EQ(value("officers.all(o, o.lead)", empty), "true");
}

TEST(SubTable, WithAnUnknownLineIsAsUnknownAsKleeneSays) {
    FieldValues values;
    values.officers = {officer("李", 75, true), officer("王", std::nullopt, false)};
    EXPECT_EQ(value("officers.sum(o, o.hours)", values), "none");
    EXPECT_EQ(value("officers.sum(o, coalesce(o.hours, 0))", values), "7.5");
    EXPECT_EQ(value("officers.max(o, o.hours)", values), "none");
    EXPECT_EQ(value("officers.count(o, o.hours > 7)", values), "1");
    EXPECT_EQ(value("officers.exists(o, o.hours > 7)", values), "true");
    EXPECT_EQ(value("officers.exists(o, o.hours > 8)", values), "none");
    EXPECT_EQ(value("officers.all(o, o.hours > 7)", values), "none");
    EXPECT_EQ(value("officers.all(o, o.hours > 8)", values), "false");
}

TEST(SubTable, SumThatDoesNotFitIsNone) {
    FieldValues values;
    values.officers = {officer("李", Decimal::kMantissaMax, true), officer("王", 1, false)};
    EXPECT_EQ(value("officers.sum(o, o.hours)", values), "none");
    values.officers.push_back(officer("张", -1, false));
    EXPECT_EQ(value("officers.sum(o, o.hours)", values), "99999999999999999.9");
}

TEST(Evaluate, TakesAValueOfTheWrongTypeForNone) {
    FieldValues values;
    values.values["people"] = std::string("three");
    values.values["amount"] = Decimal(1, 4);
    values.values["media"] = std::vector<std::string>{};
    EXPECT_EQ(value("people", values), "none");
    EXPECT_EQ(value("amount", values), "none");
    EXPECT_EQ(value("media == null", values), "true");
}

TEST(Outcome, TellsWhatLeftTheRangeFromWhatIsNotFilledIn) {
    const auto leaves = [](std::string_view source) {
        return Expression::parse(source, names()).value().outcome(record()).is_out_of_range;
    };
    for (const auto* source :
         {"999999999999999999 + 1", "999999999999999999 + 0.5", "1000000000 * 1000000000",
          "900000000000000000 / 0.5", "round(people * 100000000000000000, 2)", "day + 99999999",
          "coalesce(1000000000 * 1000000000, 0)", "max(999999999999999999, 0.5)",
          "officers.count(o, o.hours * 1000000000 * 1000000000 > 1) == 0",
          "officers.sum(o, o.hours * 90000000000000000) > 0",
          "planned ? people * 999999999999999999 : 0"}) {
        EXPECT_TRUE(leaves(source)) << source;
    }
    for (const auto* source :
         {"people / 0", "closed + 1", "note + 'x'", "coalesce(closed, day)", "people * 2",
          "999999999999999999", "planned ? 0 : people * 999999999999999999"}) {
        EXPECT_FALSE(leaves(source)) << source;
    }
}

TEST(Expression, NamesAllItReads) {
    const auto parsed = Expression::parse(
        "people > 0 && officers.exists(o, o.lead && o.hours > 1) && disputes.water < people",
        names());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->reads(),
              (std::vector<std::string>{"disputes.water", "officers", "officers.hours",
                                        "officers.lead", "people"}));
}

TEST(Expression, KeepsItsTreeWhenCopied) {
    auto first = Expression::parse("people + 1", names()).value();
    const Expression copy = first;
    first = Expression::parse("people + 2", names()).value();
    EXPECT_EQ(copy.print(), "people + 1");
    EXPECT_EQ(first.print(), "people + 2");
}

TEST(Print, WritesNoMoreBracketsThanNeeded) {
    const auto printed = [](std::string_view source) {
        return Expression::parse(source, names()).value().print();
    };
    EXPECT_EQ(printed("((people+1))*2 - (3 - (4))"), "(people + 1) * 2 - (3 - 4)");
    EXPECT_EQ(printed("(planned && planned) && (planned || !(planned))"),
              "planned && planned && (planned || !planned)");
    EXPECT_EQ(printed("(planned ? 1 : 2) > 1 ? 'a' : (planned ? \"b\" : 'c')"),
              "(planned ? 1 : 2) > 1 ? 'a' : planned ? 'b' : 'c'");
    EXPECT_EQ(printed("kind . size ( )"), "size(kind)");
    EXPECT_EQ(printed("disputes.`water` - disputes.`水`"), "disputes.water - disputes.`水`");
    EXPECT_EQ(printed("(day + 1).year()"), "(day + 1).year()");
    EXPECT_EQ(printed("'it\\'s \\n' + \"x\""), "'it\\'s \\n' + 'x'");
    EXPECT_EQ(printed("kind in['a','b']"), "kind in ['a', 'b']");
    EXPECT_EQ(printed("officers . all(o,o.lead==true)"), "officers.all(o, o.lead == true)");
}

}  // namespace
}  // namespace qingshui::expr
