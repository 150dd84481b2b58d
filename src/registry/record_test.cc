#include <limits>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "registry/record_json.h"
#include "registry/sample_schema.h"

namespace qingshui::registry {
namespace {

rc::Gen<qingshui::Decimal> decimals(int scale) {
    const auto most = qingshui::Decimal::kMantissaMax;
    return rc::gen::map(rc::gen::inRange<std::int64_t>(-most, most),
                        [scale](std::int64_t number) { return qingshui::Decimal(number, scale); });
}

rc::Gen<std::string> texts() {
    return rc::gen::element<std::string>("", " ", "water", "水", "341502199003071234",
                                         "13805641234", "a\"b\\c\n", "𠮷", "\xff",
                                         std::string(300, 'x'));
}

rc::Gen<Date> dates() {
    return rc::gen::map(rc::gen::inRange(-719'162, 2'932'896),
                        [](int days) { return *Date::from_days(days); });
}

Value any_value(const Field& field) {
    switch (type_of(field).kind) {
        case expr::Kind::Bool: return *rc::gen::arbitrary<bool>();
        case expr::Kind::Number: return *decimals(field.scale);
        case expr::Kind::Text: return *texts();
        case expr::Kind::Date: return *dates();
        case expr::Kind::DateTime: return DateTime{*dates(), *rc::gen::inRange(0, 86'400)};
        case expr::Kind::Texts: return *rc::gen::container<std::vector<std::string>>(texts());
        case expr::Kind::Key: return Key{*rc::gen::arbitrary<std::int64_t>()};
        default:
            return area::Point{*rc::gen::inRange(-180, 181) / 7.0,
                               *rc::gen::inRange(-90, 91) / 3.0};
    }
}

std::vector<Value> any_values(const std::vector<Field>& fields) {
    std::vector<Value> values;
    for (const Field& field : fields) {
        values.push_back(*rc::gen::arbitrary<bool>() ? any_value(field) : Value{});
    }
    return values;
}

// Every value of the type that its field holds, though not always a good one.
Record any_record(const Schema& schema) {
    Record record{any_values(schema.fields), {}};
    for (const Lines& lines : schema.lines) {
        auto& held = record.lines.emplace_back();
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i) held.push_back(any_values(lines.fields));
    }
    return record;
}

bool is_text_of_utf8(const Value& value) {
    const auto broken = [](const std::string& text) { return text == "\xff"; };
    if (const auto* text = std::get_if<std::string>(&value)) return !broken(*text);
    const auto* many = std::get_if<std::vector<std::string>>(&value);
    return many == nullptr || std::none_of(many->begin(), many->end(), broken);
}

RC_GTEST_PROP(RecordJson, ReadsBackWhatItPrinted, ()) {
    const Schema schema = every_type();
    const Record record = any_record(schema);
    for (const Value& value : record.values) RC_PRE(is_text_of_utf8(value));
    for (const auto& line : record.lines[0]) RC_PRE(is_text_of_utf8(line[0]));

    const auto parsed = json::parse(json::print(to_json(schema, record)));
    RC_ASSERT(parsed.has_value());
    const auto back = from_json(schema, parsed->get_object());

    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == record);
}

RC_GTEST_PROP(Record, HasFaultsOrNoneButNeverFails, ()) {
    const Schema schema = every_type();
    Record record = any_record(schema);
    // Values of the wrong kind and too few or too many of them are faults too.
    if (*rc::gen::arbitrary<bool>()) {
        std::swap(record.values[*rc::gen::inRange<std::size_t>(0, 16)],
                  record.values[*rc::gen::inRange<std::size_t>(0, 16)]);
    }
    record.values.resize(*rc::gen::element<std::size_t>(16, 16, 16, 3, 18));

    compute(schema, record);

    for (const Refusal& fault : faults(schema, record)) {
        RC_ASSERT(fault.rule.rfind("record.", 0) == 0);
        RC_ASSERT(!fault.says.zh.empty() && !fault.says.en.empty());
    }
}

TEST(RecordJson, KeepsFilledFieldsInTheirOrder) {
    const Schema schema = every_type();
    Record record = empty_record(schema);
    record.values[0] = "水";
    record.values[4] = qingshui::Decimal(1250, 2);
    record.values[5] = *Date::parse("2021-05-13");
    record.values[10] = Key{7};
    record.values[13] = area::Point{116.5, 31.75};
    record.lines[0] = {{std::string("张三"), Value{}}};

    EXPECT_EQ(json::print(to_json(schema, record)),
              R"({"text":"水","money":"12.50","date":"2021-05-13","area":7,)"
              R"("place":[116.5,31.75],"officers":[{"text":"张三"}]})");
}

TEST(RecordJson, LeavesOutWhatTheSchemaDoesNotKnow) {
    const auto record =
        from_json(every_type(), json::parse(R"({"gone":1,"text":"a"})")->get_object());

    ASSERT_TRUE(record);
    EXPECT_EQ(record->values[0], Value{std::string("a")});
}

TEST(RecordJson, RefusesAllThatCannotBeReadAtOnce) {
    const auto record =
        from_json(every_type(),
                  json::parse(R"({"money":"12.505","date":"13 May","officers":3})")->get_object());

    ASSERT_FALSE(record);
    EXPECT_EQ(record.error().rule, "record.malformed");
    ASSERT_EQ(record.error().faults.size(), 3U);
    EXPECT_EQ(record.error().faults[0].says.zh, "“字段money”的值 \"12.505\" 读不出来");
    EXPECT_EQ(record.error().faults[2].subject, "officers");
}

}  // namespace
}  // namespace qingshui::registry
