#include <gtest/gtest.h>

#include "registry/pack.h"
#include "registry/sample_pack.h"
#include "registry/sample_schema.h"

namespace qingshui::registry {
namespace {

std::string told(const std::vector<Refusal>& faults, Language language) {
    std::string all;
    for (const Refusal& fault : faults) all += words(fault, language);
    return all;
}

Schema alone(Field field) {
    Schema schema{"sample.one", {"单项", "One"}, {}, {}};
    field.title = {"事项", "Matter"};
    field.id = "matter";
    schema.fields = {std::move(field)};
    return schema;
}

Field of(FieldType type) {
    Field field;
    field.type = type;
    field.choices = {{"water", {"水", "Water"}}, {"air", {"大气", "Air"}}};
    return field;
}

struct Faulty {
    Field field;
    Value value;
    std::string rule, zh, en;
};

std::vector<Faulty> faulty_values() {
    Field required = of(FieldType::Text);
    required.required = true;
    Field money = of(FieldType::Money);
    money.scale = 2;
    money.unit = "元";
    money.min = qingshui::Decimal::whole(0);
    money.max = qingshui::Decimal::whole(1000);
    Field brief = of(FieldType::Text);
    brief.length_max = 2;
    return {
        {required, Value{}, "record.required", "“事项”列：“事项”没有填写。\n  请补填后重新提交。\n",
         "column \"事项\": \"Matter\" is not filled in.\n  Fill it in and submit again.\n"},
        {required, std::string(" \n"), "record.required",
         "“事项”列：“事项”没有填写。\n  请补填后重新提交。\n",
         "column \"事项\": \"Matter\" is not filled in.\n  Fill it in and submit again.\n"},
        {of(FieldType::Date), true, "record.type", "“事项”列：“事项”应为日期。\n  请改填日期。\n",
         "column \"事项\": \"Matter\" must be a date.\n  Enter a date.\n"},
        {of(FieldType::Integer), qingshui::Decimal(15, 1), "record.type",
         "“事项”列 “1.5”：“事项”应为整数。\n  请改填整数。\n",
         "column \"事项\" \"1.5\": \"Matter\" must be a whole number.\n  Enter a whole number.\n"},
        {of(FieldType::Text), std::string("\xff"), "record.type",
         "“事项”列：“事项”含有无法识别的字符。\n  请用 UTF-8 编码重新保存文件，或重新输入。\n",
         "column \"事项\": \"Matter\" contains characters that are not text.\n"
         "  Save the file as UTF-8, or type it again.\n"},
        {of(FieldType::Text), std::string("路灯\x07坏了"), "record.character",
         "“事项”列：“事项”第3个字是看不见的字符 U+0007，不能保存。\n"
         "  它多半是从别处粘贴带来的：请删去这个字符，或重新输入这一项。\n",
         "column \"事项\": \"Matter\" has an invisible character, U+0007, in place 3, which cannot "
         "be "
         "kept.\n"
         "  It was probably pasted in from elsewhere: delete it, or type the text again.\n"},
        {of(FieldType::Text), std::string("R1\u200B"), "record.character",
         "“事项”列：“事项”第3个字是看不见的字符 U+200B，不能保存。\n"
         "  它多半是从别处粘贴带来的：请删去这个字符，或重新输入这一项。\n",
         "column \"事项\": \"Matter\" has an invisible character, U+200B, in place 3, which cannot "
         "be "
         "kept.\n"
         "  It was probably pasted in from elsewhere: delete it, or type the text again.\n"},
        {of(FieldType::LongText), std::string("一\n\uFFFE"), "record.character",
         "“事项”列：“事项”第3个字是看不见的字符 U+FFFE，不能保存。\n"
         "  它多半是从别处粘贴带来的：请删去这个字符，或重新输入这一项。\n",
         "column \"事项\": \"Matter\" has an invisible character, U+FFFE, in place 3, which cannot "
         "be "
         "kept.\n"
         "  It was probably pasted in from elsewhere: delete it, or type the text again.\n"},
        {money, qingshui::Decimal(1005, 3), "record.type",
         "“事项”列 “1.005”：“事项”最多保留2位小数。\n  请按规定的小数位数填写。\n",
         "column \"事项\" \"1.005\": \"Matter\" has at most 2 decimals.\n"
         "  Enter it with that many decimals.\n"},
        {money, qingshui::Decimal(-1, 2), "record.range",
         "“事项”列 “-0.01”：“事项”不得小于0元。\n  请核对后改正。\n",
         "column \"事项\" \"-0.01\": \"Matter\" must be at least 0元.\n  Check and correct it.\n"},
        {money, qingshui::Decimal(100'001, 2), "record.range",
         "“事项”列 “1000.01”：“事项”不得大于1000元。\n  请核对数值和单位。\n",
         "column \"事项\" \"1000.01\": \"Matter\" must be at most 1000元.\n"
         "  Check the number and its unit.\n"},
        {brief, std::string("三个字"), "record.too_long",
         "“事项”列 “三个字”：“事项”有3个字，最多2个字。\n  请缩短后重新提交。\n",
         "column \"事项\" \"三个字\": \"Matter\" has 3 characters; the most is 2.\n"
         "  Shorten it and submit again.\n"},
        {of(FieldType::Choice), std::string("watr"), "record.choice",
         "“事项”列 “watr”：“事项”没有“watr”这个选项。\n  是不是“水”（water）？\n",
         "column \"事项\" \"watr\": \"Matter\" has no choice \"watr\".\n"
         "  Did you mean \"Water\" (water)?\n"},
        {of(FieldType::Choice), std::string("噪声"), "record.choice",
         "“事项”列 “噪声”：“事项”没有“噪声”这个选项。\n  可选：水（water）、大气（air）。\n",
         "column \"事项\" \"噪声\": \"Matter\" has no choice \"噪声\".\n"
         "  Choose one of: Water (water), Air (air).\n"},
        {of(FieldType::Choices), std::vector<std::string>{"air", "air"}, "record.choice",
         "“事项”列 “大气”：“事项”中有重复的值。\n  请去掉重复的一个。\n",
         "column \"事项\" \"大气\": \"Matter\" holds a value twice.\n  Remove one of the two.\n"},
        {of(FieldType::Attachment), std::vector<std::string>{"abc"}, "record.type",
         "“事项”列 “abc”：“事项”中的附件编号不完整。\n  请重新上传附件。\n",
         "column \"事项\" \"abc\": \"Matter\" holds an incomplete attachment number.\n"
         "  Upload the attachment again.\n"},
        {of(FieldType::Identity), std::string("110105194912310029"), "record.identity",
         "“事项”列 “110105194912310029”：“事项”不正确：公民身份号码的校验码不对，可能有一位写错。\n"
         "  请对照身份证件核对，末位 X 须大写。\n",
         "column \"事项\" \"110105194912310029\": \"Matter\" is wrong: Its check character does "
         "not "
         "match: one digit may be mistyped.\n"
         "  Compare it with the identity card; a final X is a capital.\n"},
        {of(FieldType::Phone), std::string("1380564123"), "record.phone",
         "“事项”列 “1380564123”：“事项”不是电话号码。\n"
         "  请填写11位手机号，或“区号-号码”形式的固定电话。\n",
         "column \"事项\" \"1380564123\": \"Matter\" is not a telephone number.\n"
         "  Enter a mobile number of 11 digits, or area code and number.\n"},
        {of(FieldType::Place), area::Point{31.75, 116.5}, "record.place",
         "“事项”列 “31.75, 116.5”：“事项”不是地图上的点。\n"
         "  经度应在-180至180之间，纬度应在-90至90之间，经度在前。\n",
         "column \"事项\" \"31.75, 116.5\": \"Matter\" is not a place on the map.\n"
         "  Longitude comes first and lies within ±180, latitude within ±90.\n"},
    };
}

TEST(RecordFaults, AreToldInTheseWords) {
    for (const Faulty& each : faulty_values()) {
        const Schema schema = alone(each.field);
        const auto found = faults(schema, Record{{each.value}, {}});
        ASSERT_EQ(found.size(), 1U) << each.zh;
        EXPECT_EQ(found[0].rule, each.rule);
        EXPECT_EQ(found[0].subject, "matter");
        EXPECT_EQ(told(found, Language::Chinese), each.zh);
        EXPECT_EQ(told(found, Language::English), each.en);
    }
}

TEST(RecordFaults, ComeAllAtOnceFieldsThenLinesThenChecks) {
    const Catalogue catalogue = read_sample(sample_pack()).value();
    const Schema& schema = *catalogue.schema("sample.visit");
    Record record = empty_record(schema);
    record.values[0] = "A-1";
    record.lines[0] = {};

    compute(schema, record);

    EXPECT_EQ(told(faults(schema, record), Language::Chinese),
              "“区域”列：“区域”没有填写。\n  请补填后重新提交。\n"
              "“日期”列：“日期”没有填写。\n  请补填后重新提交。\n"
              "“人员”列：“人员”有0行，至少应有1行。\n  请补齐后重新提交。\n"
              "“人数”列：至少一人。\n  请改正有关各项后重新提交。\n");
}

TEST(RecordFaults, LeadToTheLineOfASubTable) {
    Schema schema = every_type();
    schema.lines[0].fields[0].required = true;
    Record record = empty_record(schema);
    record.lines[0] = {{std::string("张三"), Value{}}, {Value{}, Value{}}};

    const auto found = faults(schema, record);

    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].subject, "officers[2].text");
    EXPECT_EQ(found[0].says.zh, "“人员”第2行“字段text”没有填写");
    EXPECT_EQ(found[0].says.en, "Line 2 of \"Officers\": \"F\" is not filled in");
}

TEST(RecordFaults, NameWhatComesToMoreThanCanBeKept) {
    const auto catalogue =
        read_sample(with(with(sample_pack(), "computed = \"members.count()\"",
                              "computed = \"round(cost, 0) * 1000\""),
                         "rule = \"people >= 1\"", "rule = \"cost * cost >= 0\""));
    ASSERT_TRUE(catalogue) << words(catalogue.error(), Language::English);
    const Schema& schema = *catalogue->schema("sample.visit");
    Record record = empty_record(schema);
    record.values[*schema.position("cost")] = qingshui::Decimal(99'999'999'999'999'999, 2);
    compute(schema, record);

    auto found = faults(schema, record);
    std::erase_if(found, [](const Refusal& each) { return each.rule != "record.out_of_range"; });

    EXPECT_EQ(told(found, Language::Chinese),
              "“人数”列：“人数”算出的数超过18位，或日期不在历法之内。\n"
              "  请核对用来计算它的各项数额。\n"
              "“费用”列：校验“至少一人”时算出的数超过18位，或日期不在历法之内。\n"
              "  请核对有关各项的数额。\n");
    EXPECT_EQ(told(found, Language::English),
              "column \"人数\": \"People\" comes to more than 18 digits, or to a day outside the "
              "calendar.\n  Check the amounts that it is computed from.\n"
              "column \"费用\": The check \"At least one\" comes to more than 18 digits, or to a "
              "day outside the "
              "calendar.\n  Check the amounts concerned.\n");
}

TEST(Compute, FillsComputedFieldsAndBringsNumbersToTheirScale) {
    const Catalogue catalogue = read_sample(sample_pack()).value();
    const Schema& schema = *catalogue.schema("sample.visit");
    Record record = empty_record(schema);
    record.values[*schema.position("cost")] = qingshui::Decimal::whole(5);
    record.lines[0] = {{std::string("张三")}, {std::string("李四")}};

    compute(schema, record);

    EXPECT_EQ(record.values[*schema.position("people")], Value{qingshui::Decimal::whole(2)});
    EXPECT_EQ(std::get<qingshui::Decimal>(record.values[*schema.position("cost")]).text(), "5.00");
}

}  // namespace
}  // namespace qingshui::registry
