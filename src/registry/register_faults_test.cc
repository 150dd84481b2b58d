// Every fault that packs and registers may have, in the words that people read.

#include <gtest/gtest.h>

#include "registry/sample_pack.h"

namespace qingshui::registry {
namespace {

const std::vector<FaultyPack>& faulty_packs() {
    // clang-format off
    static const std::vector<FaultyPack> kAll = {
    {"chapter = 1",
     "chaptre = 1",
     "pack.unknown_key",
     "第4行：[pack] 里没有“chaptre”这个键。\n"
     "  是不是“chapter”？\n",
     "row 4: [pack] has no key \"chaptre\".\n"
     "  Did you mean \"chapter\"?\n"},
    {"version = \"1\"\n"
     "\n"
     "[register",
     "\n"
     "[register",
     "pack.missing_key",
     "第1行：[pack] 缺少“version”（这份声明的版本）。\n"
     "  请加上，例如：version = \"2021.1\"。\n",
     "row 1: [pack] lacks \"version\" (Version of these declarations).\n"
     "  Add it, for example: version = \"2021.1\".\n"},
    {"title = { zh = \"走访\", en = \"Visit\" }",
     "title = { zh = \"走\\u0007访\", en = \"Visit\" }",
     "pack.character",
     "第8行：有看不见的字符 U+0007，是这段文字的第2个字。\n"
     "  请删去这个字符，或重新输入这段文字。\n",
     "row 8: There is an invisible character, U+0007, in place 2 of the text.\n"
     "  Delete it, or type the text again.\n"},
    {"chapter = 1",
     "chapter = \"1\"",
     "pack.wrong_type",
     "第4行：“chapter”应为整数。\n"
     "  请写成：chapter = 7。\n",
     "row 4: \"chapter\" must be a whole number.\n"
     "  Write: chapter = 7.\n"},
    {"title = { zh = \"走访\", en = \"Visit\" }",
     "title = \"走访\"",
     "pack.wrong_type",
     "第8行：“title”应为写有 zh 和 en 的表。\n"
     "  请写成：title = { zh = \"道路维修\", en = \"Repair\" }。\n",
     "row 8: \"title\" must be a table with zh and en.\n"
     "  Write: title = { zh = \"道路维修\", en = \"Repair\" }.\n"},
    {"en = \"Cost\", min",
     "en = \"Cost\", search = true, min",
     "pack.misplaced_key",
     "第20行：“search”不能用在 type = \"money\" 里。\n"
     "  请删去，或把 type 改为：text longtext。\n",
     "row 20: \"search\" does not go with type = \"money\".\n"
     "  Remove it, or make type one of: text longtext.\n"},
    {"id = \"sample\"",
     "id = \"simple\"",
     "pack.folder",
     "第2行：标识“simple”与文件夹名“sample”不同。\n"
     "  请写成：id = \"sample\"，或给文件夹改名。\n",
     "row 2: The id \"simple\" is not the folder's name \"sample\".\n"
     "  Write: id = \"sample\", or rename the folder.\n"},
    {"[indicator.held]",
     "[indicator.Held]",
     "pack.id",
     "第52行：“Held”不能作指标的标识。\n"
     "  请用小写字母、数字和下划线；要分段时用点隔开并加引号，如 [indicator.\"bridge.repairs\"]。\n",
     "row 52: \"Held\" cannot be an indicator's id.\n"
     "  Use lower-case letters, digits and underscores; parts are joined by dots, in "
     "quotes: [indicator.\"bridge.repairs\"].\n"},
    {"id = \"people\"",
     "id = \"order\"",
     "pack.reserved",
     "第21行：“order”是保留的名字，不能作字段标识。\n"
     "  请换一个，例如“order_no”或更具体的名字。\n"
     "第26行 “people >= 1”：表达式第1个字处：没有名称“people”。\n"
     "  名称写字段或指标的 id；有哪些，见 qingshui pack show。\n",
     "row 21: \"order\" is reserved and cannot be a field's id.\n"
     "  Use another, such as \"order_no\" or something more telling.\n"
     "row 26 \"people >= 1\": At character 1 of the expression: There is no name "
     "\"people\".\n"
     "  Write the id of a field or an indicator; qingshui pack show lists them.\n"},
    {"id = \"cost\"",
     "id = \"seq\"",
     "pack.reserved",
     "第20行：“seq”是保留的名字，不能作字段标识。\n"
     "  请换一个，例如“seq_no”或更具体的名字。\n"
     "第57行 “cost”：表达式第1个字处：没有名称“cost”。\n"
     "  名称写字段或指标的 id；有哪些，见 qingshui pack show。\n",
     "row 20: \"seq\" is reserved and cannot be a field's id.\n"
     "  Use another, such as \"seq_no\" or something more telling.\n"
     "row 57 \"cost\": At character 1 of the expression: There is no name \"cost\".\n"
     "  Write the id of a field or an indicator; qingshui pack show lists them.\n"},
    {"id = \"after\"",
     "id = \"code\"",
     "pack.repeated",
     "第22行：“code”已经用过。\n"
     "  请换一个标识。\n",
     "row 22: \"code\" is used twice.\n"
     "  Give it another id.\n"},
    {"zh = \"前次\"",
     "zh = \"记录编号\"",
     "pack.reserved",
     "第22行：“记录编号”是系统给每条记录的编号，不能作字段名称。\n"
     "  请换一个名称，例如“档案编号”。\n",
     "row 22: \"记录编号\" is the number that the system gives each record and cannot be a "
     "field's title.\n"
     "  Use another, such as \"File number\".\n"},
    {"en = \"After\"",
     "en = \"Record\"",
     "pack.reserved",
     "第22行：“Record”是系统给每条记录的编号，不能作字段名称。\n"
     "  请换一个名称，例如“档案编号”。\n",
     "row 22: \"Record\" is the number that the system gives each record and cannot be a field's "
     "title.\n"
     "  Use another, such as \"File number\".\n"},
    {"en = \"Number\", required",
     "en = \"Number\", mask = \"name\", search = true, required",
     "pack.search",
     "第15行：“编号”要遮盖，不能全文检索。\n"
     "  请去掉 search；不必遮盖的，去掉 mask。\n",
     "row 15: \"Number\" is masked and cannot be searched.\n"
     "  Take out search, or mask if nothing needs to be hidden.\n"},
    {"unique = [[\"code\"]]",
     "unique = [[\"code\"], []]",
     "pack.field",
     "第12行：唯一键里有一组没有写字段。\n"
     "  请写上字段，或去掉这一组 []。\n",
     "row 12: A unique key names no field.\n"
     "  Name its fields, or remove the [].\n"},
    {"zh = \"前次\"",
     "zh = \"编号\"",
     "pack.repeated",
     "第22行：“编号”已经用过。\n"
     "  请换一个名称。\n",
     "row 22: \"编号\" is used twice.\n"
     "  Give it another title.\n"},
    {"type = \"money\"",
     "type = \"monay\"",
     "pack.type",
     "第20行：没有“monay”这种字段类型。\n"
     "  是不是“money”？\n"
     "第57行：“measure”的结果应是数，而它是文字。\n"
     "  请改写这个表达式：cost。\n",
     "row 20: There is no type \"monay\" of fields.\n"
     "  Did you mean \"money\"?\n"
     "row 57: \"measure\" must give a number, but it gives text.\n"
     "  Rewrite this expression: cost.\n"},
    {"type = \"money\"",
     "type = \"decimal(13)\"",
     "pack.type",
     "第20行：“decimal(13)”没有写明小数位数（1至12）。\n"
     "  请写成：type = \"decimal(2)\"。\n",
     "row 20: \"decimal(13)\" does not say how many decimals (1 to 12).\n"
     "  Write: type = \"decimal(2)\".\n"},
    {"type = \"ref:sample.visit\"",
     "type = \"ref:\"",
     "pack.type",
     "第22行：“ref:”没有写明引用哪个台账。\n"
     "  请写成：type = \"ref:业务包.台账\"，如 \"ref:economy.firm\"。\n",
     "row 22: \"ref:\" does not say which register it refers to.\n"
     "  Write: type = \"ref:PACK.REGISTER\", as in \"ref:economy.firm\".\n"},
    {"en = \"Kind\", choices = [{ code = \"home\", zh = \"上门\", en = \"At home\" }, { code = "
     "\"call\", zh = \"电话\", en = \"By phone\" }] }",
     "en = \"Kind\", choices = [] }",
     "pack.range",
     "第19行：选项一个也没有。\n"
     "  请至少写一个选项。\n"
     "第64行：没有“visits.home”这个指标。\n"
     "  是不是“visits”？\n"
     "第71行 “visits + visits.home”：表达式第10个字处：没有名称“visits.home”。\n"
     "  您是不是想写“visits”？\n"
     "第89行 “visits >= visits.home”：表达式第11个字处：没有名称“visits.home”。\n"
     "  您是不是想写“visits”？\n",
     "row 19: There are no choices.\n"
     "  Write at least one.\n"
     "row 64: There is no indicator \"visits.home\".\n"
     "  Did you mean \"visits\"?\n"
     "row 71 \"visits + visits.home\": At character 10 of the expression: There is no "
     "name \"visits.home\".\n"
     "  Did you mean \"visits\"?\n"
     "row 89 \"visits >= visits.home\": At character 11 of the expression: There is no "
     "name \"visits.home\".\n"
     "  Did you mean \"visits\"?\n"},
    {"code = \"home\"",
     "code = \"at home\"",
     "pack.id",
     "第19行：选项代码“at home”不能用：最多40个字符，不含空格、逗号、分号、竖线和引号。\n"
     "  请改用简短的英文或数字，如 \"water\"。\n"
     "第41行 “kind == 'home'”：表达式第9个字处：“kind”没有代码为“home”的选项。\n"
     "  您是不是想写“at home”？\n"
     "第64行：没有“visits.home”这个指标。\n"
     "  是不是“visits.at home”？\n"
     "第71行 “visits + visits.home”：表达式第10个字处：没有名称“visits.home”。\n"
     "  您是不是想写“visits.at home”“visits”？\n"
     "第89行 “visits >= visits.home”：表达式第11个字处：没有名称“visits.home”。\n"
     "  您是不是想写“visits.at home”“visits”？\n",
     "row 19: \"at home\" cannot be a code: at most 40 characters, no spaces, commas, "
     "semicolons, bars or quotes.\n"
     "  Use a short word such as \"water\".\n"
     "row 41 \"kind == 'home'\": At character 9 of the expression: \"kind\" has no choice with the "
     "code \"home\".\n"
     "  Did you mean \"at home\"?\n"
     "row 64: There is no indicator \"visits.home\".\n"
     "  Did you mean \"visits.at home\"?\n"
     "row 71 \"visits + visits.home\": At character 10 of the expression: There is no "
     "name \"visits.home\".\n"
     "  Did you mean \"visits.at home\", \"visits\"?\n"
     "row 89 \"visits >= visits.home\": At character 11 of the expression: There is no "
     "name \"visits.home\".\n"
     "  Did you mean \"visits.at home\", \"visits\"?\n"},
    {"[\"grid\"]",
     "[\"gird\"]",
     "pack.word",
     "第16行：没有“gird”这个区域层级。\n"
     "  是不是“grid”？\n",
     "row 16: There is no level \"gird\" of areas.\n"
     "  Did you mean \"grid\"?\n"},
    {"en = \"Name\" }]",
     "en = \"Name\", mask = \"nmae\" }]",
     "pack.word",
     "第24行：没有“nmae”这种遮盖方式。\n"
     "  是不是“name”？\n",
     "row 24: There is no mask \"nmae\".\n"
     "  Did you mean \"name\"?\n"},
    {"min = 0, max = 99.5",
     "min = 100, max = 99.5",
     "pack.range",
     "第20行：最小值100大于最大值99.5。\n"
     "  请对调或改正。\n",
     "row 20: The minimum 100 is above the maximum 99.5.\n"
     "  Exchange or correct them.\n"},
    {"max = 99.5",
     "max = 99.555",
     "pack.range",
     "第20行：“99.555”的小数位数比字段多。\n"
     "  字段有2位小数，请照此书写。\n",
     "row 20: \"99.555\" has more decimals than the field.\n"
     "  The field has 2 decimals: write no more.\n"},
    {"area = \"place\"",
     "area = \"plase\"",
     "pack.field",
     "第9行：没有“plase”这个字段。\n"
     "  是不是“place”？\n",
     "row 9: There is no field \"plase\".\n"
     "  Did you mean \"place\"?\n"},
    {"day = \"visited_on\"\n"
     "label",
     "day = \"kind\"\n"
     "label",
     "pack.field",
     "第10行：“day”应是 date 类型的字段，而“kind”是 choice。\n"
     "  可写：visited_on、ended_on。\n",
     "row 10: \"day\" must be a field of type date, but \"kind\" is choice.\n"
     "  Write one of: visited_on, ended_on.\n"},
    {"en = \"Date\", required = true",
     "en = \"Date\"",
     "pack.field",
     "第10行：字段“visited_on”说明记录的日期，必须是必填的。\n"
     "  请给该字段加上：required = true。\n",
     "row 10: The field \"visited_on\" says when a record is and must be required.\n"
     "  Add to the field: required = true.\n"},
    {"{code} {visited_on}",
     "{coed} {visited_on}",
     "pack.field",
     "第11行：没有“coed”这个字段。\n"
     "  是不是“code”？\n",
     "row 11: There is no field \"coed\".\n"
     "  Did you mean \"code\"?\n"},
    {"{code} {visited_on}",
     "{code {visited_on}}",
     "pack.label",
     "第11行：花括号没有配对。\n"
     "  字段写在一对花括号里，如：label = \"{firm} {inspected_on}\"。\n",
     "row 11: Braces do not match.\n"
     "  Write fields in braces: label = \"{firm} {inspected_on}\".\n"},
    {"unique = [[\"code\"]]",
     "unique = [[\"cod\"]]",
     "pack.field",
     "第12行：没有“cod”这个字段。\n"
     "  是不是“code”？\n",
     "row 12: There is no field \"cod\".\n"
     "  Did you mean \"code\"?\n"},
    {"unique = [[\"code\"]]",
     "unique = [[\"code\"], [\"code\", \"code\"]]",
     "pack.repeated",
     "第12行：唯一键里“code”写了两次。\n"
     "  请去掉一个。\n"
     "第12行：唯一键里“code, code”写了两次。\n"
     "  请去掉一个。\n",
     "row 12: \"code\" stands twice in the unique keys.\n"
     "  Take one of them out.\n"
     "row 12: \"code, code\" stands twice in the unique keys.\n"
     "  Take one of them out.\n"},
    {"retention = { years = 10,",
     "retention = {",
     "pack.range",
     "第13行：保存期限应写年数（1至1000）或永久，二者取一。\n"
     "  请写成：years = 10，或：permanent = true。\n",
     "row 13: Retention is a number of years (1 to 1000) or permanent, one of the two.\n"
     "  Write: years = 10, or: permanent = true.\n"},
    {"least = 1",
     "least = 2000",
     "pack.range",
     "第24行：最少行数多于最多行数。\n"
     "  请对调或改正。\n",
     "row 24: The fewest lines are more than the most.\n"
     "  Exchange or correct them.\n"},
    {"rule = \"people >= 1\"",
     "rule = \"peopel >= 1\"",
     "expr.name",
     "第26行 “peopel >= 1”：表达式第1个字处：没有名称“peopel”。\n"
     "  您是不是想写“people”？\n",
     "row 26 \"peopel >= 1\": At character 1 of the expression: There is no name "
     "\"peopel\".\n"
     "  Did you mean \"people\"?\n"},
    {"rule = \"people >= 1\"",
     "rule = \"people + 1\"",
     "pack.expression",
     "第26行：“rule”的结果应是真假，而它是数。\n"
     "  请改写这个表达式：people + 1。\n",
     "row 26: \"rule\" must give true or false, but it gives a number.\n"
     "  Rewrite this expression: people + 1.\n"},
    {"computed = \"members.count()\"",
     "computed = \"members.count() * 1.5\"",
     "pack.expression",
     "第21行：算出的数有1位小数，字段只有0位。\n"
     "  请写成：round(members.count() * 1.5, 0)。\n",
     "row 21: It has 1 decimal, the field only 0.\n"
     "  Write: round(members.count() * 1.5, 0).\n"},
    {"ref:sample.visit",
     "ref:sample.vist",
     "pack.register",
     "第22行：没有“sample.vist”这个台账。\n"
     "  是不是“sample.visit”？\n",
     "row 22: There is no register \"sample.vist\".\n"
     "  Did you mean \"sample.visit\"?\n"},
    {"version = \"1\"\n"
     "\n"
     "[reg",
     "version = \"1\"\n"
     "requires = [\"economy\"]\n"
     "\n"
     "[reg",
     "pack.unknown_pack",
     "第6行：没有“economy”这个业务包。\n"
     "  可写：sample。\n",
     "row 6: There is no pack \"economy\".\n"
     "  Write one of: sample.\n"},
    };
    // clang-format on
    return kAll;
}

TEST(RegisterFaults, AreToldInTheseWords) {
    for (const FaultyPack& each : faulty_packs()) {
        const FaultyPack found = told(each);
        EXPECT_EQ(found.rule, each.rule) << each.to;
        EXPECT_EQ(found.zh, each.zh);
        EXPECT_EQ(found.en, each.en);
    }
}

}  // namespace
}  // namespace qingshui::registry
