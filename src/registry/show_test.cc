#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "registry/grammar.h"
#include "registry/pack.h"

namespace qingshui::registry {
namespace {

constexpr const char* kBefore = R"toml([pack]
id = "before"
title = { zh = "先行", en = "Before" }
version = "1"
)toml";

// Every key of the grammar, once.
constexpr const char* kWhole = R"toml([pack]
id = "whole"
title = { zh = "全部", en = "Whole" }
chapter = 3
version = "2021.7"
requires = ["before"]

[register.visit]
title = { zh = "走访", en = "Visit" }
help = { zh = "一次一条", en = "One per call" }
area = "place"
day = "visited_on"
label = "{code} on {visited_on}"
unique = [["code"], ["place", "visited_on"]]
see = ["desk.reader", "desk.head"]
write = ["desk.writer"]
retention = { years = 10, basis = "Rule of keeping" }
fields = [
  { id = "code", type = "text", zh = "编号", en = "Number", required = true, length = 33 },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true, levels = [
    "grid", "unit" ] },
  { id = "visited_on", type = "date", zh = "日期", en = "Date", required = true },
  { id = "ended_on", type = "date", zh = "终止", en = "End", help = { zh = "可空", en = "Optional" } },
  { id = "kind", type = "choice", zh = "方式", en = "Kind", choices = [
    { code = "home", zh = "上门", en = "At home" } ] },
  { id = "cost", type = "decimal(3)", zh = "费用", en = "Cost", unit = "元", min = 1.5, max = 99.5 },
  { id = "person", type = "text", zh = "姓名", en = "Name", mask = "name" },
  { id = "note", type = "text", zh = "备注", en = "Note", source = "GB/T 1", search = true },
  { id = "people", type = "integer", zh = "人数", en = "People", computed = "members.count()" },
]
[register.visit.lines.members]
title = { zh = "人员", en = "Members" }
least = 1
most = 44
fields = [{ id = "role", type = "text", zh = "分工", en = "Role" }]
[[register.visit.check]]
id = "somebody"
rule = "people >= 1"
says = { zh = "至少一人", en = "Somebody must be there" }
basis = "Rule of visits"

[register.log]
title = { zh = "日志", en = "Log" }
area = "place"
day = "written_on"
label = "{written_on}"
unique = [["report", "period", "key"]]
retention = { permanent = true, basis = "Rule of logs" }
fields = [
  { id = "report", type = "text", zh = "报告", en = "Report", required = true },
  { id = "period", type = "text", zh = "时期", en = "Period", required = true },
  { id = "key", type = "text", zh = "段落", en = "Key", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "written_on", type = "date", zh = "日期", en = "Date", required = true },
  { id = "words", type = "longtext", zh = "文字", en = "Words", required = true },
]

[rates.fee]
title = { zh = "收费", en = "Fees" }
fields = [{ id = "amount", type = "integer", zh = "数额", en = "Amount" }]
[[rates.fee.row]]
from = 2020-01-01
until = 2020-12-31
amount = 40
basis = "Old order"
[[rates.fee.row]]
from = 2021-01-01
amount = 50
basis = "New order"

[indicator.visits]
title = { zh = "走访次数", en = "Visits" }
unit = "次"
of = "visit"
where = "kind == 'home'"
day = "ended_on"
split = "kind"
basis = "Rule of counting"
version = 2
from = 2021-01-01
[[indicator.visits.earlier]]
title = { zh = "走访次数", en = "Visits" }
unit = "次"
of = "visit"
version = 1
from = 2020-01-01
until = 2020-12-31

[indicator.held]
title = { zh = "存量", en = "Held" }
unit = { text = "万元", en = "ten thousand yuan", per = 10000, decimals = 2 }
kind = "stock"
of = "visit"
measure = "cost"
until = "ended_on"
rounding = { to = 20, word = "余" }
cutoff = true

[indicator.codes]
title = { zh = "编号数", en = "Codes" }
unit = "个"
kind = "distinct"
of = "visit"
distinct = "code"

[indicator.part]
title = { zh = "占比", en = "Part" }
unit = "%"
kind = "ratio"
over = "visits.home"
under = "visits"
scale = 5

[indicator.twice]
title = { zh = "两倍", en = "Twice" }
unit = "次"
kind = "derived"
rule = "visits + visits"

[indicator.buildings]
title = { zh = "楼栋", en = "Buildings" }
unit = "栋"
kind = "scope"
of = "visit"
counts = "building"

[indicator.fee]
title = { zh = "收费", en = "Fee" }
unit = "元"
kind = "rate"
rate = "fee.amount"

[[check]]
id = "sum"
rule = "visits >= visits.home"
says = { zh = "不应小于", en = "Not fewer than at home" }
basis = "Rule of sums"

[report.annual]
title = { zh = "年报", en = "Yearly" }
heading = "Year {{year}}"
chapters = ["whole"]
text = "annual.md"
passages = "log"
)toml";

std::string shown(Language language) {
    const auto read = Catalogue::read(
        {{"before", {{"pack.toml", kBefore}}},
         {"whole", {{"pack.toml", kWhole}, {"report.md", "x"}, {"annual.md", "{{chapters}}"}}}});
    return read ? show(*read, language) : words(read.error(), Language::English);
}

// What is shown of a key of a part.
struct Shown {
    std::string_view part, key, words;
};

constexpr Shown kShown[] = {
    {"file", "pack", "Whole (whole) 2021.7\n"},
    {"file", "register", "  Register Visit (whole.visit)\n"},
    {"file", "rates", "  Rates Fees (whole.fee)\n"},
    {"file", "indicator", "  Indicator Visits (whole.visits) flow 次\n"},
    {"file", "check", "  Check whole.sum: "},
    {"file", "report", "  Report Yearly (annual)\n"},
    {"pack", "id", "(whole)"},
    {"pack", "title", "Whole ("},
    {"pack", "chapter", "  chapter: 3\n"},
    {"pack", "version", " 2021.7\n"},
    {"pack", "requires", "  requires: before\n"},
    {"register", "title", "Visit ("},
    {"register", "help", "    help: One per call\n"},
    {"register", "area", "    area: place\n"},
    {"register", "day", "    day: visited_on\n"},
    {"register", "label", "    label: {code} on {visited_on}\n"},
    {"register", "unique", "    unique: code\n    unique: place + visited_on\n"},
    {"register", "see", "    see: desk.reader, desk.head\n"},
    {"register", "write", "    write: desk.writer\n"},
    {"register", "retention", "    retention: 10 years (Rule of keeping)\n"},
    {"register", "fields", "    Number (code) text required\n"},
    {"register", "lines", "    Lines Members (members) 1–44\n      Role (role) text\n"},
    {"register", "check", "    Check visit.somebody: "},
    {"retention", "years", "10 years"},
    {"retention", "permanent", "    retention: permanent (Rule of logs)\n"},
    {"retention", "basis", "(Rule of keeping)"},
    {"field", "id", "(code)"},
    {"field", "type", "    Cost (cost) decimal(3)\n"},
    {"field", "zh", "编号 (code)"},
    {"field", "en", "Number (code)"},
    {"field", "help", "      help: Optional\n"},
    {"field", "required", "(code) text required\n"},
    {"field", "unit", "      unit: 元\n"},
    {"field", "choices", "      choice: home At home\n"},
    {"field", "levels", "      levels: grid, unit\n"},
    {"field", "min", "      min: 1.5\n"},
    {"field", "max", "      max: 99.5\n"},
    {"field", "length", "      length: 33\n"},
    {"field", "mask", "      mask: name\n"},
    {"field", "search", "      search: full text\n"},
    {"field", "source", "      source: GB/T 1\n"},
    {"field", "computed", "      computed: members.count()\n"},
    {"choice", "code", "choice: home "},
    {"choice", "zh", "home 上门"},
    {"choice", "en", "home At home"},
    {"lines", "title", "Lines Members"},
    {"lines", "least", "(members) 1–"},
    {"lines", "most", "–44\n"},
    {"lines", "fields", "      Role (role) text\n"},
    {"check", "id", "Check visit.somebody: "},
    {"check", "rule", ": people >= 1\n"},
    {"check", "says", "      says: Somebody must be there\n"},
    {"check", "basis", "      basis: Rule of visits\n"},
    {"rates", "title", "Rates Fees"},
    {"rates", "fields", "    Amount (amount) integer\n"},
    {"rates", "row", "    2020-01-01 – 2020-12-31: amount = 40\n"},
    {"rate_row", "from", "2021-01-01 – open: amount = 50\n"},
    {"rate_row", "until", " – 2020-12-31: amount"},
    {"rate_row", "basis", "      basis: New order\n"},
    {"indicator", "title", "Indicator Visits"},
    {"indicator", "kind", "(whole.held) stock "},
    {"indicator", "unit", "stock 万元\n"},
    {"indicator", "of", "    of: whole.visit\n"},
    {"indicator", "where", "    where: kind == 'home'\n"},
    {"indicator", "measure", "    measure: cost\n"},
    {"indicator", "day", "    day: ended_on\n"},
    {"indicator", "split", "    split: kind\n"},
    {"indicator", "until", "    until: ended_on\n"},
    {"indicator", "distinct", "    distinct: code\n"},
    {"indicator", "over", "    ratio: whole.visits.home / "},
    {"indicator", "under", " / whole.visits\n"},
    {"indicator", "scale", "    scale: 5\n"},
    {"indicator", "rule", "    rule: visits + visits\n"},
    {"indicator", "counts", "    counts: building\n"},
    {"indicator", "rate", "    rate: whole.fee.amount\n"},
    {"indicator", "rounding", "    rounding: 20 余\n"},
    {"indicator", "cutoff", "    counted to: cutoff\n"},
    {"indicator", "basis", "    basis: Rule of counting\n"},
    {"indicator", "version", "    version: 2, "},
    {"indicator", "from", " 2021-01-01 – open\n"},
    {"indicator", "earlier", "    version: 1, 2020-01-01 – 2020-12-31\n"},
    {"unit", "text", "stock 万元\n"},
    {"unit", "en", "stock ten thousand yuan\n"},
    {"unit", "per", "    per: 10000\n"},
    {"unit", "decimals", "    decimals: 2\n"},
    {"rounding", "to", "rounding: 20"},
    {"rounding", "word", "20 余"},
    {"figure_check", "id", "Check whole.sum"},
    {"figure_check", "rule", ": visits >= visits.home\n"},
    {"figure_check", "says", "    says: Not fewer than at home\n"},
    {"figure_check", "basis", "    basis: Rule of sums\n"},
    {"report", "title", "Report Yearly"},
    {"report", "heading", "    heading: Year {{year}}\n"},
    {"report", "chapters", "    chapters: whole\n"},
    {"report", "text", "    text: whole/annual.md\n"},
    {"report", "passages", "    passages: whole.log\n"},
};

TEST(Show, PrintsWhatEveryKeyOfTheGrammarDeclares) {
    const std::string both = shown(Language::English) + shown(Language::Chinese);
    std::set<std::pair<std::string_view, std::string_view>> held;
    for (const Shown& each : kShown) {
        EXPECT_NE(both.find(each.words), std::string::npos)
            << each.part << "." << each.key << ": " << each.words << "\n"
            << both;
        held.emplace(each.part, each.key);
    }
    for (const PartRule& part : part_rules()) {
        for (const KeyRule& key : part.keys) {
            EXPECT_TRUE(held.count({part.id, key.name}) > 0)
                << part.id << "." << key.name << " is shown nowhere in this test";
        }
    }
}

TEST(Show, SaysOpenOfWhatHasNoEnd) {
    const std::string zh = shown(Language::Chinese);

    EXPECT_NE(zh.find("    版本：2, 2021-01-01 – 至今\n"), std::string::npos) << zh;
    EXPECT_EQ(zh.find("9999"), std::string::npos);
    EXPECT_EQ(zh.find("0001-01-01"), std::string::npos);
}

TEST(Show, SpeaksChinese) {
    const std::string zh = shown(Language::Chinese);

    EXPECT_NE(zh.find("    可查看：desk.reader、desk.head\n"), std::string::npos) << zh;
    EXPECT_NE(zh.find("    保存：永久 (Rule of logs)\n"), std::string::npos) << zh;
}

}  // namespace
}  // namespace qingshui::registry
