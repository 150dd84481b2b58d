// What a pack author reads when an expression is refused, word for word: the expression, the
// rule, the words in Chinese, the words in English.

#include <gtest/gtest.h>

#include <string>

#include "expr/inspection_in_tests.h"

namespace qingshui::expr {
namespace {

// A line break within an expression is written \n.
constexpr std::string_view kRefusals = R"words(

expr.syntax
表达式第1个字处：表达式是空的。
  写一个表达式，例如 amount > 0。
At character 1 of the expression: The expression is empty.
  Write an expression, such as amount > 0.

amount >
expr.syntax
表达式第9个字处：表达式没有写完。
  运算符两边都要有值，括号和引号要成对。
At character 9 of the expression: The expression ends too early.
  Operators need a value on both sides; brackets and quotes come in pairs.

amount = 1
expr.syntax
表达式第8个字处：“=”不是表达式里的符号。
  改用“==”（半角）。
At character 8 of the expression: "=" is not a sign of the language.
  Write "==".

amount ＞ 1
expr.syntax
表达式第8个字处：“＞”不是表达式里的符号。
  改用“>”（半角）。
At character 8 of the expression: "＞" is not a sign of the language.
  Write ">".

kind == “水”
expr.syntax
表达式第9个字处：““”不是表达式里的符号。
  改用“'”（半角）。
At character 9 of the expression: "“" is not a sign of the language.
  Write "'".

planned and planned
expr.syntax
表达式第9个字处：这里不该是“and”。
  改用“&&”。
At character 9 of the expression: "and" cannot stand here.
  Write "&&".

(amount
expr.syntax
表达式第8个字处：表达式没有写完。
  这里应写“)”。
At character 8 of the expression: The expression ends too early.
  Write ")" here.

amount)
expr.syntax
表达式第7个字处：这里不该是“)”。
  运算符两边都要有值，括号和引号要成对。
At character 7 of the expression: ")" cannot stand here.
  Operators need a value on both sides; brackets and quotes come in pairs.

'水
expr.syntax
表达式第1个字处：文本的引号没有配对。
  在文本末尾补上同样的引号；换行写成 \n。
At character 1 of the expression: A text is not closed.
  End the text with the quote it began with; write a line break as \n.

'a\x'
expr.syntax
表达式第3个字处：文本里不能写“\x”。
  可以写 \n、\t、\\、\' 和 \"。
At character 3 of the expression: "\x" means nothing in a text.
  What may stand: \n, \t, \\, \' and \".

12abc
expr.syntax
表达式第1个字处：“12abc”不是数。
  数只用数字和小数点，例如 1200 或 0.5；名称不能以数字开头。
At character 1 of the expression: "12abc" is not a number.
  Write numbers with digits and a point, such as 1200 or 0.5; a name does not start with a digit.

1234567890123456789
expr.syntax
表达式第1个字处：数“1234567890123456789”太长。
  最多18位数字，其中小数最多12位。
At character 1 of the expression: The number "1234567890123456789" is too long.
  At most 18 digits, 12 of them after the point.

day > date('2021-5-13')
expr.syntax
表达式第12个字处：“2021-5-13”不是日期。
  写成 date('2021-05-13') 或 datetime('2021-05-13 08:30:00')。
At character 12 of the expression: "2021-5-13" is not a day.
  Write date('2021-05-13') or datetime('2021-05-13 08:30:00').

officers.count
expr.name
表达式第1个字处：没有名称“officers.count”。
  函数要写括号：officers.count(…)。
At character 1 of the expression: There is no name "officers.count".
  A function has brackets: officers.count(…).

officers.sum(o.hours)
expr.syntax
表达式第14个字处：“sum”的括号里先写一个代表子表每一行的名称。
  例如 officers.sum(o, o.字段)。
At character 14 of the expression: "sum" begins with a name for each line.
  Write for example officers.sum(o, o.field).

amont > 1
expr.name
表达式第1个字处：没有名称“amont”。
  您是不是想写“amount”？
At character 1 of the expression: There is no name "amont".
  Did you mean "amount"?

planed && pasted
expr.faulty
表达式有2处错误。
  表达式第1个字处：没有名称“planed”。
    您是不是想写“planned”“place”？
  表达式第11个字处：没有名称“pasted”。
    名称写字段或指标的 id；有哪些，见 qingshui pack show。
The expression has 2 faults.
  At character 1 of the expression: There is no name "planed".
    Did you mean "planned", "place"?
  At character 11 of the expression: There is no name "pasted".
    Write the id of a field or an indicator; qingshui pack show lists them.

siez(kind)
expr.name
表达式第1个字处：没有函数“siez”。
  您是不是想写“size”？
At character 1 of the expression: There is no function “siez”.
  Did you mean “size”?

count(officers)
expr.name
表达式第1个字处：没有函数“count”。
  写在子表后面，例如 officers.count(…)。
At character 1 of the expression: There is no function “count”.
  Write it after a sub-table, as in officers.count(…).

kind.size(1)
expr.type
表达式第6个字处：“size”不能用于文本和数。
  写成 size(文本)。
At character 6 of the expression: "size" cannot take a text and a number.
  Write size(text).

year(day)
expr.name
表达式第1个字处：没有函数“year”。
  写在值后面，例如 x.year(…)。
At character 1 of the expression: There is no function “year”.
  Write it after a value, as in x.year(…).

kind.abs()
expr.name
表达式第6个字处：没有函数“abs”。
  写在值前面，例如 abs(x)。
At character 6 of the expression: There is no function “abs”.
  Write it before its values, as in abs(x).

amont > siez(kind) && officers.cuont(o, o.hour > 1) == kind
expr.faulty
表达式有4处错误。
  表达式第1个字处：没有名称“amont”。
    您是不是想写“amount”？
  表达式第9个字处：没有函数“siez”。
    您是不是想写“size”？
  表达式第32个字处：没有函数“cuont”。
    您是不是想写“count”？
  表达式第41个字处：没有名称“o.hour”。
    您是不是想写“o.hours”？
The expression has 4 faults.
  At character 1 of the expression: There is no name "amont".
    Did you mean "amount"?
  At character 9 of the expression: There is no function “siez”.
    Did you mean “size”?
  At character 32 of the expression: There is no function “cuont”.
    Did you mean “count”?
  At character 41 of the expression: There is no name "o.hour".
    Did you mean "o.hours"?

officers.sum(o, o.hour)
expr.name
表达式第17个字处：没有名称“o.hour”。
  您是不是想写“o.hours”？
At character 17 of the expression: There is no name "o.hour".
  Did you mean "o.hours"?

officers.sum(o, o)
expr.type
表达式第17个字处：“o”代表子表的一行，不是值。
  写它的字段，例如 o.hours。
At character 17 of the expression: "o" stands for a line, not a value.
  Write one of its fields, such as o.hours.

amount.sum(o, 1)
expr.type
表达式第1个字处：“amount”是数，不是子表。
  sum()只用于子表。
At character 1 of the expression: "amount" is a number, not a sub-table.
  sum() is for sub-tables only.

officers.sum(kind, 1)
expr.name
表达式第1个字处：“kind”已经是别的名称，不能再代表子表的一行。
  换一个名称，例如 o。
At character 1 of the expression: "kind" already means something else here.
  Choose another name for the line, such as o.

amount + day
expr.type
表达式第8个字处：“+”不能用于数（2位小数）和日期。
  可以写：数 + 数、日期 + 天数（整数）、文本 + 文本。
At character 8 of the expression: "+" cannot take a number with 2 decimals and a date.
  What may stand: number + number, date + days (whole), text + text.

day + 1.5
expr.type
表达式第5个字处：“+”不能用于日期和数（1位小数）。
  可以写：数 + 数、日期 + 天数（整数）、文本 + 文本。
At character 5 of the expression: "+" cannot take a date and a number with 1 decimal.
  What may stand: number + number, date + days (whole), text + text.

amount == kind
expr.type
表达式第8个字处：“==”不能用于数（2位小数）和文本。
  两边要同一类，或一边是 null；日期时间先用 date(x) 取日期。
At character 8 of the expression: "==" cannot take a number with 2 decimals and a text.
  Both sides are of one kind, or one is null; date(x) is the day of a date-time.

day == at
expr.type
表达式第5个字处：“==”不能用于日期和日期时间。
  两边要同一类，或一边是 null；日期时间先用 date(x) 取日期。
At character 5 of the expression: "==" cannot take a date and a date-time.
  Both sides are of one kind, or one is null; date(x) is the day of a date-time.

place < firm
expr.type
表达式第7个字处：“<”不能用于区域或关联记录和区域或关联记录。
  两边都是数、都是文本或都是日期；日期时间先用 date(x) 取日期。
At character 7 of the expression: "<" cannot take an area or reference and an area or reference.
  Both sides are numbers, texts or days; date(x) is the day of a date-time.

amount && planned
expr.type
表达式第8个字处：“&&”不能用于数（2位小数）和条件。
  每一项都要是条件，例如 amount > 0。
At character 8 of the expression: "&&" cannot take a number with 2 decimals and a condition.
  Each part is a condition, as amount > 0.

!amount
expr.type
表达式第1个字处：“!”不能用于数（2位小数）。
  “!”后面写条件。
At character 1 of the expression: "!" cannot take a number with 2 decimals.
  "!" is followed by a condition.

-kind
expr.type
表达式第1个字处：“-”不能用于文本。
  “-”后面写数。
At character 1 of the expression: "-" cannot take a text.
  "-" is followed by a number.

planned ? 1 : 'a'
expr.type
表达式第9个字处：“?”不能用于条件、数和文本。
  写成 条件 ? 值 : 值，两个值同一类。
At character 9 of the expression: "?" cannot take a condition, a number and a text.
  Write condition ? value : value, both values of one kind.

kind in media in media
expr.type
表达式第15个字处：“in”不能用于条件和多选。
  写成 x in ['a', 'b']（同一类的常数）或 'a' in 多选字段。
At character 15 of the expression: "in" cannot take a condition and a list.
  Write x in ['a', 'b'] with constants of its kind, or 'a' in a field of several choices.

kind in []
expr.type
表达式第6个字处：“in”不能用于文本和列表。
  写成 x in ['a', 'b']（同一类的常数）或 'a' in 多选字段。
At character 6 of the expression: "in" cannot take a text and a list.
  Write x in ['a', 'b'] with constants of its kind, or 'a' in a field of several choices.

[1] == amount
expr.type
表达式第1个字处：列表只能写在 in 的右边。
  例如 kind in ['water', 'air']。
At character 1 of the expression: A list stands only to the right of in.
  As in kind in ['water', 'air'].

1 in [people]
expr.type
表达式第3个字处：“in”不能用于数和列表。
  写成 x in ['a', 'b']（同一类的常数）或 'a' in 多选字段。
At character 3 of the expression: "in" cannot take a number and a list.
  Write x in ['a', 'b'] with constants of its kind, or 'a' in a field of several choices.

round(amount, people)
expr.type
表达式第1个字处：“round”不能用于数（2位小数）和数。
  写成 round(数, 小数位数)，位数是0到12的数字。
At character 1 of the expression: "round" cannot take a number with 2 decimals and a number.
  Write round(number, decimals), decimals being digits from 0 to 12.

coalesce(amount)
expr.type
表达式第1个字处：“coalesce”不能用于数（2位小数）。
  写成 coalesce(a, b, …)，2到50个同一类的值。
At character 1 of the expression: "coalesce" cannot take a number with 2 decimals.
  Write coalesce(a, b, …) with 2 to 50 values of one kind.

min(kind, note)
expr.type
表达式第1个字处：“min”不能用于文本和文本。
  写成 min(a, b, …) 或 max(a, b, …)，2到50个数或日期。
At character 1 of the expression: "min" cannot take a text and a text.
  Write min(a, b, …) or max(a, b, …) with 2 to 50 numbers or days.

null == null
expr.type
表达式第6个字处：“==”不能用于空（null）和空（null）。
  两边要同一类，或一边是 null；日期时间先用 date(x) 取日期。
At character 6 of the expression: "==" cannot take null and null.
  Both sides are of one kind, or one is null; date(x) is the day of a date-time.

round(amount,2)*round(amount,12)
expr.scale
表达式第16个字处：乘积会有14位小数，最多12位。
  先用 round(x, 位数) 减少小数位。
At character 16 of the expression: The product would have 14 decimals; at most 12 are kept.
  Round a factor first: round(x, decimals).

amount.a
expr.name
表达式第1个字处：没有名称“amount.a”。
  您是不是想写“amount”？
At character 1 of the expression: There is no name "amount.a".
  Did you mean "amount"?

day.year().x
expr.syntax
表达式第12个字处：“.x”前面不是名称。
  函数写上括号，例如 day.year()。
At character 12 of the expression: What stands before ".x" is not a name.
  Write a function with brackets, as in day.year().

officers
expr.type
表达式第1个字处：“officers”是子表，不能直接当作值。
  写 officers.count() 或 officers.sum(o, o.字段) 等。
At character 1 of the expression: "officers" is a sub-table, not a value.
  Write officers.count(), officers.sum(o, o.field) or the like.

disputes.`水
expr.syntax
表达式第10个字处：反引号里的名称没有写完整。
  写成 disputes.`水` 这样：名称不能为空，里面没有点和换行。
At character 10 of the expression: A name in backquotes is not complete.
  Write it as in disputes.`水`: not empty, without points and line breaks.

1 ~ 2
expr.syntax
表达式第3个字处：“~”不是表达式里的符号。
  名称写字段的 id，文本放在引号里，例如 kind == '水'。
At character 3 of the expression: "~" is not a sign of the language.
  Write the id of a field, and texts in quotes, as in kind == '水'.

officers.exists(o, o.hours)
expr.type
表达式第1个字处：“exists”不能用于数（1位小数）。
  写成 子表.exists(o, 条件)。
At character 1 of the expression: "exists" cannot take a number with 1 decimal.
  Write lines.exists(o, condition).

size()
expr.type
表达式第1个字处：“size”没有给值。
  写成 size(文本)。
At character 1 of the expression: "size" has no values.
  Write size(text).

amount +\n * 2
expr.syntax
表达式第2行第2个字处：这里不该是“*”。
  运算符两边都要有值，括号和引号要成对。
At character 2 of line 2 of the expression: "*" cannot stand here.
  Operators need a value on both sides; brackets and quotes come in pairs.

datetime('2021-05-13 25:00')
expr.syntax
表达式第10个字处：“2021-05-13 25:00”不是日期。
  写成 date('2021-05-13') 或 datetime('2021-05-13 08:30:00')。
At character 10 of the expression: "2021-05-13 25:00" is not a day.
  Write date('2021-05-13') or datetime('2021-05-13 08:30:00').
)words";

std::string with_line_breaks(std::string text) {
    const std::size_t found = text.find("+\\n");
    return found == std::string::npos ? text : text.replace(found + 1, 2, "\n");
}

std::string refusal_of(const std::string& source) {
    const auto parsed = Expression::parse(with_line_breaks(source), names());
    if (parsed) return "accepted\n";
    return parsed.error().rule + "\n" + words(parsed.error(), Language::Chinese) +
           words(parsed.error(), Language::English);
}

TEST(Refusal, SaysWhereWhatAndWhatToWrite) {
    std::string_view rest = kRefusals.substr(1);
    int count = 0;
    while (!rest.empty()) {
        const std::string_view block = rest.substr(0, rest.find("\n\n") + 1);
        const std::size_t size = block.empty() ? rest.size() : block.size();
        const std::size_t line = rest.find('\n');
        const std::string source(rest.substr(0, line));
        EXPECT_EQ(refusal_of(source), rest.substr(line + 1, size - line - 1)) << source;
        rest.remove_prefix(std::min(size + 1, rest.size()));
        ++count;
    }
    EXPECT_EQ(count, 54);
}

TEST(Refusal, TellsTooLongAndTooDeep) {
    EXPECT_EQ(refusal_of(std::string(4'001, ' ')),
              "expr.too_long\n"
              "表达式第1个字处：表达式超过4000字节。\n"
              "  把其中一部分拆成单独的计算字段或指标。\n"
              "At character 1 of the expression: The expression is longer than 4000 bytes.\n"
              "  Move a part of it to a computed field or an indicator of its own.\n");
    EXPECT_EQ(refusal_of(std::string(60, '(') + "1" + std::string(60, ')')),
              "expr.too_deep\n"
              "表达式第51个字处：表达式嵌套超过50层。\n"
              "  把其中一部分拆成单独的计算字段或指标。\n"
              "At character 51 of the expression: The expression nests deeper than 50.\n"
              "  Move a part of it to a computed field or an indicator of its own.\n");
    EXPECT_EQ(refusal_of(std::string(40, '!') + "planned"),
              "expr.too_deep\n"
              "表达式第1个字处：表达式嵌套太深，数据库无法计算。\n"
              "  把其中一部分拆成单独的计算字段或指标。\n"
              "At character 1 of the expression: The expression nests too deep for a database.\n"
              "  Move a part of it to a computed field or an indicator of its own.\n");
    EXPECT_EQ(refusal_of("\xff").substr(0, 12), "expr.syntax\n");
}

}  // namespace
}  // namespace qingshui::expr
