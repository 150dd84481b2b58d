#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/chinese.h"

namespace qingshui::chinese {
namespace {

TEST(ParseDate, ReadsEachFormOfficesWrite) {
    for (const auto* text :
         {"2021年5月13日", "2021年05月13日", "2021 年 5 月 13 日", "2021年5月13号", "2021-05-13",
          "2021-5-13", "2021/5/13", "2021.5.13", "2021.05.13", "20210513", "２０２１年５月１３日",
          "２０２１－０５－１３", "二〇二一年五月十三日", "二零二一年五月十三日",
          "二○二一年五月十三日", "　2021-05-13　", "2021年五月13日"}) {
        EXPECT_EQ(parse_date(text), Date::of(2021, 5, 13)) << text;
    }
    EXPECT_EQ(parse_date("二〇二〇年二月二十九日"), Date::of(2020, 2, 29));
}

TEST(ParseDate, RefusesWhatIsNoDay) {
    for (const auto* text : {"",
                             "2021年5月",
                             "2021-13-01",
                             "2021-02-29",
                             "2021/5-13",
                             "21-05-13",
                             "2021051",
                             "202105131",
                             "2021年5月13日前",
                             "5月13日",
                             "2021-5-",
                             "2021--5",
                             "二一年五月十三日",
                             "2021-5-13-1",
                             "-021-05-13",
                             "2021年-5月13日",
                             "2021-+5-13",
                             "年月日",
                             "44329",
                             "待定"}) {
        EXPECT_FALSE(parse_date(text)) << text;
    }
}

RC_GTEST_PROP(ParseDate, ReadsWhatDateWrites, ()) {
    const auto day = *Date::from_days(*rc::gen::inRange(-354285, 2932897));  // From year 1000.
    RC_ASSERT(parse_date(date(day)) == day);
    RC_ASSERT(parse_date(day.text()) == day);
}

struct PeriodCase {
    const char* period;
    const char* words;
    const char* short_words;
};

TEST(PeriodWords, ReadAsOfficialTextDoes) {
    const PeriodCase cases[] = {
        {"2021", "2021年", "全年"},
        {"2021-01..2021-10", "2021年1至10月", "1至10月"},
        {"2021-10", "2021年10月", "10月"},
        {"2021H1", "2021年上半年", "上半年"},
        {"2021H2", "2021年下半年", "下半年"},
        {"2021Q3", "2021年第三季度", "第三季度"},
        {"2021-02..2021-04", "2021年2至4月", "2至4月"},
        {"2021-05-13..2021-06-01", "2021年5月13日至6月1日", "5月13日至6月1日"},
        {"2021-05-13..2021-05-20", "2021年5月13日至20日", "5月13日至20日"},
        {"2021-05-13", "2021年5月13日", "5月13日"},
        {"2019..2021", "2019年至2021年", "2019年至2021年"},
        {"2021-12..2022-02", "2021年12月至2022年2月", "2021年12月至2022年2月"},
        {"2021-12-31..2022-01-01", "2021年12月31日至2022年1月1日", "2021年12月31日至2022年1月1日"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(period(*Period::parse(c.period)), c.words);
        EXPECT_EQ(period(*Period::parse(c.period), true), c.short_words);
    }
}

TEST(ChinesePeriod, IsReadAsPeopleWriteIt) {
    struct Case {
        const char* words;
        const char* period;
    };
    const Case cases[] = {
        {"2021年", "2021"},
        {"2021年全年", "2021"},
        {"二〇二一年", "2021"},
        {"2021年上半年", "2021H1"},
        {"２０２１年 下半年", "2021H2"},
        {"2021年第三季度", "2021Q3"},
        {"2021年4季度", "2021Q4"},
        {"2021年10月", "2021-10"},
        {"2021年10月份", "2021-10"},
        {"2021年1至10月", "2021-01..2021-10"},
        {"2021年1月-10月", "2021-01..2021-10"},
        {"2021年1月到2022年3月", "2021-01..2022-03"},
        {"2019至2021年", "2019..2021"},
        {"2021年5月13日", "2021-05-13"},
        {"2021上半年", "2021H1"},
        {"2021一季度", "2021Q1"},
        {"2021全年", "2021"},
        {"2021年Q3", "2021Q3"},
        {"2021q3", "2021Q3"},
        {"2021h2", "2021H2"},
        {"2021-1", "2021-01"},
        {"2021/05", "2021-05"},
        {"2021.5", "2021-05"},
        {"202105", "2021-05"},
        {"2021/5/13", "2021-05-13"},
        {"20210513", "2021-05-13"},
        {"2021年1-10月", "2021-01..2021-10"},
        {"2021-1至2021-10", "2021-01..2021-10"},
        {"2021.1-2021.10", "2021-01..2021-10"},
        {"2021-1-2021-10", "2021-01..2021-10"},
        {"2021.1-10", "2021-01..2021-10"},
        {"2021年1月——6月", "2021H1"},
        {"2021-5-1..2021-6-3", "2021-05-01..2021-06-03"},
        {"2020-2021", "2020..2021"},
        {"2021年5月13至16日", "2021-05-13..2021-05-16"},
        {"2021年5月13日至6月1日", "2021-05-13..2021-06-01"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(parse_period(c.words), Period::parse(c.period)) << c.words;
    }
    for (const char* words : {"",
                              "去年",
                              "上半年",
                              "1至10月",
                              "2021年13月",
                              "2021年五季度",
                              "2021年10至1月",
                              "21年",
                              "2021年2月30日",
                              "2021-13",
                              "2021-0",
                              "2021-1-",
                              "202113",
                              "2021Q5",
                              "2021年Q0",
                              "2021H3",
                              "2021-10-2021-1",
                              "2021.2.30",
                              "20215",
                              "0000",
                              "0000年",
                              "0000-01",
                              "0000..2021",
                              "2021..0000",
                              "0000-01-01..2021-01-01"}) {
        EXPECT_FALSE(parse_period(words)) << words;
    }
}

RC_GTEST_PROP(ChinesePeriod, IsReadAsItIsWritten, ()) {
    const auto first = Date::of(2015, 1, 1)->plus_days(*rc::gen::inRange(0, 3'000));
    const auto last = first->plus_days(*rc::gen::inRange(0, 900));
    const Period days{*first, *last};
    const Period months{first->first_of_month(), last->last_of_month()};
    RC_ASSERT(parse_period(period(days)) == days);
    RC_ASSERT(parse_period(period(months)) == months);
}

}  // namespace
}  // namespace qingshui::chinese
