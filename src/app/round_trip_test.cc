// Whatever is declared and whatever is filed: an export taken into a fresh office gives the same
// records and the same export, and taken into its own office changes nothing.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "app/areas.h"
#include "app/probe_office.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::FieldType;
using registry::Record;
using registry::Schema;
using registry::Value;

constexpr int kDeclarations = 15;  // Each is tried on three offices, which takes a while.

template <typename T>
T one_of(const std::vector<T>& all) {
    return *rc::gen::elementOf(all);
}
int up_to(int most) { return *rc::gen::inRange(0, most + 1); }

// Text that is hard to carry: marks, quotes, formulas, blanks, line breaks, dashes, brackets.
std::string hard_text() {
    static const std::vector<std::string> kPieces = {
        "、",   "；",      ";",  "|", "\\",   "\n", " ",   "　", "\"", "'",    "=",
        "+1",   "-",       "@",  "—", "/",    ",",  "，",  "（", "）", "(",    "合计",
        "注：", "_x000A_", "\t", "😀", "张伟", "1",  "001", "是", "#1", "<b>&", "％"};
    std::string text = "字";
    const int pieces = up_to(6);
    for (int piece = 0; piece < pieces; ++piece) {
        const bool is_before = up_to(1) == 0;
        const std::string next = one_of(kPieces);
        text = is_before ? next + text : text + next;
    }
    return up_to(3) == 0 ? one_of(kPieces) + (up_to(1) == 0 ? "" : "甲") : text;
}

const std::vector<std::string> kTypes = {
    "text",  "longtext", "integer", "decimal(1)",        "decimal(6)",      "money",
    "date",  "datetime", "choice",  "choices",           "yesno",           "area",
    "place", "identity", "phone",   "ref:random.target", "ref:random.bare", "attachment"};
const std::vector<std::string> kFiles = {"a", "b", "c"};  // What attachments hold.
const std::vector<std::string> kMasks = {"name", "identity", "phone", "hidden"};
const std::vector<std::string> kUnits = {"元", "万元", "%", "平方米"};

std::string declared_field(const std::string& id, const std::string& title) {
    const std::string type = one_of(kTypes);
    std::string field = fmt::format(R"(  {{ id = "{}", type = "{}", zh = "{}", en = "{}")", id,
                                    type, title, "E " + title);
    const bool is_number = type == "integer" || type == "money" || type.starts_with("decimal");
    const bool is_text = type == "text" || type == "identity" || type == "phone";
    if (is_number && up_to(2) > 0) field += fmt::format(R"(, unit = "{}")", one_of(kUnits));
    if (is_text && up_to(2) == 0) field += fmt::format(R"(, mask = "{}")", one_of(kMasks));
    if (type == "choice" || type == "choices") {
        field += R"(, choices = [ { code = "a", zh = "甲", en = "A" },
            { code = "b", zh = "乙", en = "B" }, { code = "c", zh = "甲、乙", en = "C" },
            { code = "d", zh = "甲（乙）", en = "D" }, { code = "e", zh = "—", en = "E" },
            { code = "f", zh = "（丙） 丁", en = "F" } ])";
    }
    return field + " },\n";
}

constexpr const char* kCount =
    R"toml(  { id = "count", type = "integer", zh = "条数", en = "Count", )toml"
    R"toml(computed = "l0.count()" },)toml";

std::string declaration() {
    std::string text = R"toml(
[pack]
id = "random"
title = { zh = "随机", en = "Random" }
version = "1"

[register.target]
title = { zh = "对象", en = "Target" }
area = "place"
day = "since"
label = "{code}"
unique = [["code"]]
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "code", type = "text", zh = "编号", en = "Code", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "since", type = "date", zh = "日期", en = "Since", required = true },
]

[register.bare]
title = { zh = "无号", en = "Bare" }
area = "place"
day = "since"
label = "{since}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "since", type = "date", zh = "日期", en = "Since", required = true },
]

[register.thing]
title = { zh = "事物", en = "Thing" }
area = "place"
day = "happened_on"
label = "{happened_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "所在区域", en = "Area", required = true },
  { id = "happened_on", type = "date", zh = "发生日期", en = "Day", required = true },
)toml";
    const int fields = up_to(8);
    for (int field = 0; field < fields; ++field) {
        text += declared_field(fmt::format("f{}", field), fmt::format("项目{}", field));
    }
    const int sub_tables = up_to(2);
    if (sub_tables > 0) text += kCount;
    text += "\n]\n";
    for (int lines = 0; lines < sub_tables; ++lines) {
        text += fmt::format(
            R"(lines.l{0} = {{ title = {{ zh = "子表{0}", en = "L{0}" }}, fields = [)", lines);
        const int line_fields = 1 + up_to(2);
        text += "\n";
        for (int field = 0; field < line_fields; ++field) {
            text += declared_field(fmt::format("g{}", field), fmt::format("分项{}", field));
        }
        text += "] }\n";
    }
    return text;
}

struct Ground {
    std::vector<std::int64_t> areas, targets, bares;
};

Decimal number(int scale) {
    const auto mantissa = *rc::gen::element<std::int64_t>(
        0, 1, -1, 12'345, -999'999'999'999'999'999, 999'999'999'999'999'999, 100'000'000'000);
    const auto digits = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
    return {up_to(1) == 0 ? mantissa : digits, scale};
}

Date any_day() {
    static const std::vector<const char*> kDays = {"0001-01-01", "1899-12-31", "1900-02-28",
                                                   "1900-03-01", "2021-05-13", "9999-12-31"};
    return probe::day(one_of(kDays));
}

std::vector<std::string> some_of(const std::vector<std::string>& all) {
    std::vector<std::string> some;
    for (const std::string& one : all) {
        if (up_to(1) == 0) some.push_back(one);
    }
    return some.empty() ? std::vector<std::string>{all.front()} : some;
}

Value filled(const Field& field, const Ground& ground) {
    switch (field.type) {
        case FieldType::Text:
        case FieldType::LongText: {
            const std::string text = hard_text();
            return chinese::is_blank(text) ? Value() : Value(text);
        }
        case FieldType::Integer:
        case FieldType::Decimal:
        case FieldType::Money: return number(field.scale);
        case FieldType::Date: return any_day();
        case FieldType::DateTime: return DateTime{any_day(), *rc::gen::inRange(0, 86'400)};
        case FieldType::Choice: return one_of(field.choices).code;
        case FieldType::Choices: {
            std::vector<std::string> codes;
            for (const auto& choice : field.choices) codes.push_back(choice.code);
            return some_of(codes);
        }
        case FieldType::YesNo: return up_to(1) == 0;
        case FieldType::Area: return registry::Key{one_of(ground.areas)};
        case FieldType::Reference:
            return registry::Key{
                one_of(field.refers_to == "random.bare" ? ground.bares : ground.targets)};
        case FieldType::Attachment:
            return some_of(
                {sha256(kFiles[0]).hex(), sha256(kFiles[1]).hex(), sha256(kFiles[2]).hex()});
        case FieldType::Place:
            return area::Point{up_to(3'600'000) / 10'000.0 - 180, up_to(18'000) / 100.0 - 90};
        case FieldType::Identity:
            return one_of(std::vector<std::string>{"11010519491231002X", "440524188001010014"});
        case FieldType::Phone:
            return one_of(std::vector<std::string>{"13800138000", "0564-3331234", "12345"});
    }
    return {};
}

std::vector<Value> some_values(const std::vector<Field>& fields, const Ground& ground) {
    std::vector<Value> values;
    for (const Field& field : fields) {
        const bool is_empty = field.computed || (!field.required && up_to(3) == 0);
        values.push_back(is_empty ? Value() : filled(field, ground));
    }
    return values;
}

Record some_record(const Schema& schema, const Ground& ground) {
    Record record{some_values(schema.fields, ground), {}};
    record.values[schema.day] = probe::day(fmt::format("2021-0{}-0{}", 1 + up_to(8), 1 + up_to(8)));
    for (const auto& lines : schema.lines) {
        record.lines.emplace_back();
        const int count = up_to(3);
        for (int line = 0; line < count; ++line) {
            record.lines.back().push_back(some_values(lines.fields, ground));
        }
    }
    return record;
}

std::int64_t file(probe::Office& office, const std::string& schema, const Record& record) {
    std::int64_t number = 0;
    const auto done = office.store->write([&](store::Writer& writer) -> Result<void> {
        number = TRY(writer.file(schema, record, {"张三"})).record.number;
        return {};
    });
    if (!done) RC_FAIL(words(done.error(), Language::English));
    return number;
}

void keep_files(probe::Office& office) {
    for (const std::string& file : kFiles) RC_ASSERT(office.store->keep_attachment(file));
}

Ground fill(probe::Office& office) {
    keep_files(office);
    Ground ground;
    std::vector<const Schema*> schemas;
    const auto reader = office.store->read();
    for (const auto& stay : reader->tree().subtree(
             reader->root(), {probe::day("2021-01-01"), probe::day("2021-12-31")})) {
        ground.areas.push_back(stay.area.number);
    }
    const Value place = registry::Key{ground.areas.front()};
    const Value since = probe::day("2021-01-01");
    std::set<std::string> codes = {"甲（一）", "#1", " 字—", "—"};
    while (codes.size() < 6) {
        if (const std::string code = hard_text(); !chinese::is_blank(code)) codes.insert(code);
    }
    for (const std::string& code : codes) {
        ground.targets.push_back(file(office, "random.target", {{code, place, since}, {}}));
    }
    for (int bare = 0; bare < 2; ++bare) {
        ground.bares.push_back(file(office, "random.bare", {{place, since}, {}}));
    }
    const Schema& thing = *reader->catalogue().schema("random.thing");
    const int records = up_to(12);
    for (int record = 0; record < records; ++record) {
        file(office, thing.id, some_record(thing, ground));
    }
    return ground;
}

std::vector<std::pair<std::int64_t, Record>> kept(probe::Office& office,
                                                  const std::string& schema) {
    std::vector<std::pair<std::int64_t, Record>> records;
    for (const auto& each : office.records(schema))
        records.emplace_back(each.id.number, each.record);
    return records;
}

const std::vector<std::string> kRegisters = {"random.bare", "random.target", "random.thing"};

std::vector<ImportFile> exports(probe::Office& office, const std::string& ending) {
    std::vector<ImportFile> files;
    for (const std::string& schema : kRegisters) {
        files.push_back({schema + ending, office.exported(schema, schema + ending)});
    }
    return files;
}

std::vector<std::vector<paper::Cell>> cells(const ImportFile& file) {
    const auto sheets = paper::read_sheets(file.bytes, file.name);
    if (!sheets) RC_FAIL(words(sheets.error(), Language::English));
    return sheets->front().rows;
}

void round_trip() {
    const probe::Packs packs = {{"random", {{"pack.toml", declaration()}}}};
    probe::Office office(packs);
    fill(office);
    for (const std::string ending : {".csv", ".xlsx"}) {
        const auto files = exports(office, ending);
        probe::Office fresh(packs);
        keep_files(fresh);
        const auto done = fresh.import(files);
        if (!done) RC_FAIL(words(done.error(), Language::English));
        const auto again = exports(fresh, ending);
        for (std::size_t at = 0; at < kRegisters.size(); ++at) {
            if (ending == ".csv") RC_LOG(files[at].bytes + again[at].bytes);
            RC_ASSERT(kept(fresh, kRegisters[at]) == kept(office, kRegisters[at]));
            RC_ASSERT(cells(again[at]) == cells(files[at]));
        }
        const auto same = office.import(files);
        if (!same) RC_FAIL(words(same.error(), Language::English));
        for (const ImportedSheet& sheet : *same) RC_ASSERT(sheet.filed + sheet.corrected == 0);
    }
}

// A few changes of the areas between two days, in the order of their days.
std::vector<AreaOrder> some_orders(int first_month, int last_month) {
    using Kind = AreaOrder::Kind;
    const std::vector<AreaOrder> all = {
        {Kind::Rename, {}, {"341502005001"}, {{"", "茶棚新村"}}},
        {Kind::Move, {}, {"341502005002001", "341502005001"}, {{"341502005001009", ""}}},
        {Kind::Dissolve, {}, {"341502005001001"}},
        {Kind::Merge, {}, {"341502005001", "341502005002"}, {{"341502005005", "茶皋社区"}}},
        {Kind::Split,
         {},
         {"341502005001"},
         {{"341502005006", "东村"}, {"341502005007", "西村"}},
         {{"341502005001001", "341502005006"}}},
        {Kind::Found, {}, {"341502005"}, {{"341502005008", "茶棚社区"}}}};
    std::vector<AreaOrder> orders;
    const int count = 1 + up_to(2);
    for (int order = 0; order < count; ++order) orders.push_back(one_of(all));
    for (AreaOrder& order : orders) {
        const int month = *rc::gen::inRange(first_month, last_month + 1);
        order.day = probe::day(fmt::format("2021-{:02}-{:02}", month, 1 + up_to(27)));
    }
    std::stable_sort(orders.begin(), orders.end(),
                     [](const auto& a, const auto& b) { return a.day < b.day; });
    return orders;
}

// Some orders contradict each other and are refused: how many were not.
int carry_out(probe::Office& office, const std::vector<AreaOrder>& orders) {
    int done = 0;
    for (const AreaOrder& order : orders) {
        if (change_areas(office.actor, *office.store, order, "区划调整")) ++done;
    }
    return done;
}

// Whatever became of the areas since, before or after the days of the records: an export of then
// and one of now change nothing.
void own_exports_after_changes() {
    probe::Office office({{"random", {{"pack.toml", declaration()}}}});
    fill(office);
    const auto before = exports(office, ".csv");
    RC_PRE(carry_out(office, some_orders(1, 12)) > 0);
    for (const auto& files : {before, exports(office, ".csv"), exports(office, ".xlsx")}) {
        const auto same = office.import(files);
        if (!same) RC_FAIL(words(same.error(), Language::English));
        for (const ImportedSheet& sheet : *same) RC_ASSERT(sheet.filed + sheet.corrected == 0);
    }
}

// An office whose areas changed after the days of its records moves house.
void fresh_office_after_changes() {
    const probe::Packs packs = {{"random", {{"pack.toml", declaration()}}}};
    probe::Office office(packs);
    fill(office);
    const auto orders = some_orders(10, 12);
    RC_PRE(carry_out(office, orders) > 0);
    const auto files = exports(office, ".csv");
    probe::Office fresh(packs);
    keep_files(fresh);
    fresh.clock.set({fresh.clock.now().ms + 60'000});  // Not everything at the same millisecond.
    carry_out(fresh, orders);
    const auto done = fresh.import(files);
    if (!done) RC_FAIL(words(done.error(), Language::English));
    const auto again = exports(fresh, ".csv");
    for (std::size_t at = 0; at < kRegisters.size(); ++at) {
        RC_LOG(files[at].bytes + again[at].bytes);
        RC_ASSERT(cells(again[at]) == cells(files[at]));
    }
}

void holds(void (*property)()) {
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    params.maxSuccess = std::min(params.maxSuccess, kDeclarations);
    const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata(), params);
    if (result.is<rc::detail::SuccessResult>()) return;
    std::ostringstream words;
    rc::detail::printResultMessage(result, words);
    FAIL() << words.str();
}

TEST(RoundTrip, GivesTheSameRecordsWhateverIsDeclared) { holds(&round_trip); }
TEST(RoundTrip, ChangesNothingWhateverBecameOfTheAreas) { holds(&own_exports_after_changes); }
TEST(RoundTrip, MovesHouseWithAreasThatChanged) { holds(&fresh_office_after_changes); }

}  // namespace
}  // namespace qingshui::app
