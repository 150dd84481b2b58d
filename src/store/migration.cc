#include "store/migration.h"

#include <fmt/format.h>

#include "base/plural.h"
#include "registry/field_list.h"
#include "registry/naming.h"
#include "registry/record_form.h"
#include "store/labels.h"
#include "store/layout.h"
#include "store/tables.h"

namespace qingshui::store {

namespace {

using registry::Field;
using registry::Schema;
using registry::Step;

constexpr int kPage = 1'000;
constexpr std::size_t kShownMax = 20;  // Groups of records that share a key.

const std::vector<Field>& fields_of(const Schema& schema, const std::string& lines_id) {
    if (lines_id.empty()) return schema.fields;
    const auto position = schema.lines_position(lines_id);
    ensure(position.has_value(), "a plan names sub-tables that are declared");
    return schema.lines[*position].fields;
}

// Of a step or a change of a unit, as the next two.
template <typename Planned>
const Field& field_of(const Schema& schema, const Planned& planned) {
    const auto* field = registry::find_field(fields_of(schema, planned.lines), planned.field);
    if (field == nullptr) throw Bug("a plan names a field that is not declared");
    return *field;
}

template <typename Planned>
const Schema& schema_of(const registry::Catalogue& catalogue, const Planned& planned) {
    const auto* schema = catalogue.schema(planned.register_id);
    if (schema == nullptr) throw Bug("a plan names a register that is not declared");
    return *schema;
}

template <typename Planned>
std::string table_of_planned(const Planned& planned) {
    return planned.lines.empty() ? registry::table_name(planned.register_id)
                                 : registry::table_name(planned.register_id, planned.lines);
}

// Calls act(kept) for every record of a register.
template <typename Act>
void each_record(RegisterTable& table, const Act& act) {
    Id<registry::Record> last{std::numeric_limits<std::int64_t>::min()};
    while (true) {
        const auto page = table.read_after(last, kPage);
        if (page.empty()) return;
        for (const auto& kept : page) act(kept);
        last = page.back().id;
    }
}

void rebuild_search(Session& session, RegisterTable& table) {
    auto& connection = session.connection();
    const auto& schema = table.schema();
    each_record(table, [&](const Kept& kept) {
        connection.search_remove(session.tenant(), schema.id, kept.id.number);
        const auto tokens = search_tokens_of(schema, kept.record);
        if (tokens.empty()) return;
        connection.search_put(session.tenant(), schema.id, kept.id.number, tokens);
    });
}

// The titles of a key's fields: 企业、检查日期.
Text titles_of(const Schema& schema, std::size_t key) {
    Text titles;
    for (const auto position : schema.unique[key]) {
        const auto& title = schema.fields[position].title;
        titles.zh += (titles.zh.empty() ? "" : "、") + title.zh;
        titles.en += (titles.en.empty() ? "" : ", ") + title.en;
    }
    return titles;
}

bool has_computed(const Schema& schema, std::size_t key) {
    return std::any_of(
        schema.unique[key].begin(), schema.unique[key].end(),
        [&](std::size_t field) { return schema.fields[field].computed.has_value(); });
}

// Records that would share a unique key, by their first and last.
Refusal shared_key(const Schema& schema, std::size_t key, const Sharing& sharing,
                   const std::string& first, const std::string& last) {
    const auto titles = titles_of(schema, key);
    Refusal refusal{Reason::Conflict, "packs.would_lose", schema.id};
    if (sharing.count == 2) {
        refusal.says = {
            fmt::format("台账“{}”的记录“{}”（编号{}）与“{}”（编号{}）“{}”相同", schema.title.zh,
                        first, sharing.first, last, sharing.last, titles.zh),
            fmt::format(R"(In "{}" the records "{}" ({}) and "{}" ({}) share "{}")",
                        schema.title.en, first, sharing.first, last, sharing.last, titles.en)};
        refusal.remedy = {"请更正其中一条，或撤回重复的一条",
                          "Correct one of them, or withdraw the double"};
        return refusal;
    }
    refusal.says = {
        fmt::format("台账“{}”有{}条记录“{}”相同，第一条是“{}”（编号{}），最后一条是“{}”（编号{}）",
                    schema.title.zh, sharing.count, titles.zh, first, sharing.first, last,
                    sharing.last),
        fmt::format(R"(In "{}" {} records share "{}", from "{}" ({}) to "{}" ({}))",
                    schema.title.en, sharing.count, titles.en, first, sharing.first, last,
                    sharing.last)};
    refusal.remedy = {"请更正它们，或撤回重复的；如果本来就会相同，请不要声明为唯一",
                      "Correct them or withdraw the doubles; if they may well be the same, do not "
                      "declare them unique"};
    return refusal;
}

// What is not shown one by one.
Refusal more_shared_keys(const Schema& schema, std::size_t key, std::size_t more) {
    const auto titles = titles_of(schema, key);
    return {
        Reason::Conflict,
        "packs.would_lose",
        schema.id,
        {fmt::format("台账“{}”还有{}组记录“{}”相同，没有列出", schema.title.zh, more, titles.zh),
         fmt::format(R"(In "{}" {} more of records share "{}"; they are not listed)",
                     schema.title.en, plural(more, "group"), titles.en)},
        {"改好列出的以后再试，就会列出其余的",
         "Mend those listed and try again; the others are listed then"}};
}

// Does a step add tables or columns?
bool adds_to_tables(const Step& step) {
    return step.kind == Step::Kind::AddRegister || step.kind == Step::Kind::AddLines ||
           step.kind == Step::Kind::AddField;
}

// The tables of a register: its own and those of its sub-tables.
std::vector<sql::Table> tables_of(const Schema& schema) {
    std::vector<sql::Table> tables{table_of(schema)};
    for (const auto& lines : schema.lines) tables.push_back(table_of(schema, lines));
    return tables;
}

// A field that another office keeps as another type.
Refusal shared_field(const Schema& schema, const std::string& column) {
    return {
        Reason::Conflict,
        "packs.shared",
        schema.id,
        {fmt::format("台账“{}”的字段“{}”，别的办公室是按另一种类型保存的", schema.title.zh, column),
         fmt::format(R"(The field "{}" of "{}" is kept as another type by another office)", column,
                     schema.title.en)},
        {"请改用同样的类型，或换一个字段标识", "Use the same type, or another id for the field"}};
}

// The part of a schema that says how computed fields come about.
std::vector<std::string> computed_by(const registry::Schema& schema) {
    std::vector<std::string> rules;
    const auto add = [&rules](const std::vector<registry::Field>& fields) {
        for (const auto& field : fields) {
            if (field.computed) rules.push_back(field.id + "=" + field.computed->print());
        }
    };
    add(schema.fields);
    for (const auto& lines : schema.lines) {
        rules.push_back(lines.id);
        add(lines.fields);
    }
    return rules;
}

}  // namespace

std::vector<std::string> recomputed(const registry::Catalogue& before,
                                    const registry::Catalogue& after) {
    std::vector<std::string> ids;
    for (const auto& id : after.register_ids()) {
        const auto* old = before.schema(id);
        if (old != nullptr && computed_by(*old) != computed_by(*after.schema(id))) {
            ids.push_back(id);
        }
    }
    return ids;
}

Result<void> Migration::check(const registry::Plan& plan) {
    TRY(check_shared(plan));
    std::vector<Refusal> faults;
    for (const auto& step : plan.steps) {
        if (step.kind == Step::Kind::AddUnique) check_unique(step, faults);
        if (step.kind == Step::Kind::Rescale) check_rescale(step, faults);
    }
    for (const auto& change : plan.units) check_unit(change, faults);
    for (const auto& id : recomputed(before_, after_)) check_computed_keys(id, faults);
    if (faults.empty()) return {};
    Refusal refusal{Reason::Conflict, "packs.would_lose", "packs"};
    refusal.says = {"已有记录不符合新的声明，业务包没有启用",
                    "Records there are do not allow the new declarations; they were not taken "
                    "into use"};
    refusal.remedy = {"请先更正下列记录，或修改声明，再重新启用",
                      "Correct these records or change the declarations, then try again"};
    refusal.faults = std::move(faults);
    return refusal;
}

// Of what a plan adds: is it kept otherwise by another office?
Result<void> Migration::check_shared(const registry::Plan& plan) {
    std::vector<Refusal> faults;
    for (const auto& step : plan.steps) {
        if (!adds_to_tables(step)) continue;
        const auto& schema = schema_of(after_, step);
        for (const auto& table : tables_of(schema)) {
            for (const auto& column : misfits(session_.connection(), table)) {
                auto fault = shared_field(schema, column.name);
                if (std::find(faults.begin(), faults.end(), fault) == faults.end()) {
                    faults.push_back(std::move(fault));
                }
            }
        }
    }
    if (faults.empty()) return {};
    Refusal refusal{Reason::Conflict, "packs.shared", "packs"};
    refusal.says = {"本库还有别的办公室，它们的业务包与这里的写法不合，没有启用",
                    "Other offices of this database have packs that do not go with these; they "
                    "were not taken into use"};
    refusal.remedy = {
        "请与它们使用同一套业务包，或把本办公室放在另一个数据库里",
        "Use the same packs as they do, or keep this office in a database of its own"};
    refusal.faults = std::move(faults);
    return refusal;
}

void Migration::check_unique(const Step& step, std::vector<Refusal>& faults) {
    const auto* old = before_.schema(step.register_id);
    if (old == nullptr) return;  // A new register has no records.
    const auto& schema = schema_of(after_, step);
    if (has_computed(schema, step.key)) return;  // Its values are not there yet.
    std::string key;
    std::string is_filled;
    for (const auto position : schema.unique[step.key]) {
        const auto column = quoted(schema.fields[position].id);
        // A new field is empty: no record has the key.
        if (!old->position(schema.fields[position].id)) return;
        key += (key.empty() ? "" : ", ") + column;
        is_filled += fmt::format(" and {} is not null", column);
    }
    const auto text = fmt::format(
        "select min(id), max(id), count(*) from {} where tenant = $1{} group by {} "
        "having count(*) > 1 order by min(id)",
        quoted(registry::table_name(schema.id)), is_filled, key);
    std::vector<Sharing> shared;
    {
        auto rows = session_.connection().prepare(text).query(sql::parameters(session_.tenant()));
        while (rows->next()) {
            shared.push_back({rows->integer(0), rows->integer(1), rows->integer(2)});
        }
    }
    tell_shared(schema, step.key, shared, faults);
}

// Looks at what the new declarations will compute of each record.
void Migration::check_computed_keys(const std::string& register_id, std::vector<Refusal>& faults) {
    const auto& old = *before_.schema(register_id);
    const auto& schema = *after_.schema(register_id);
    std::vector<std::map<std::vector<registry::Value>, Sharing>> holders(schema.unique.size());
    each_record(*session_.table(register_id), [&](const Kept& kept) {
        auto record = registry::in_form(old, schema, kept.record);
        registry::compute(schema, record);
        for (std::size_t key = 0; key < schema.unique.size(); ++key) {
            if (!has_computed(schema, key)) continue;
            std::vector<registry::Value> values;
            for (const auto field : schema.unique[key]) values.push_back(record.values[field]);
            if (std::any_of(values.begin(), values.end(), registry::is_empty)) continue;
            auto& sharing = holders[key][std::move(values)];
            if (sharing.count == 0) sharing.first = kept.id.number;
            sharing.last = kept.id.number;
            ++sharing.count;
        }
    });
    for (std::size_t key = 0; key < holders.size(); ++key) {
        std::vector<Sharing> shared;
        for (const auto& [values, sharing] : holders[key]) {
            if (sharing.count > 1) shared.push_back(sharing);
        }
        std::sort(shared.begin(), shared.end(),
                  [](const Sharing& a, const Sharing& b) { return a.first < b.first; });
        tell_shared(schema, key, shared, faults);
    }
}

// In the order of their first records.
void Migration::tell_shared(const Schema& schema, std::size_t key,
                            const std::vector<Sharing>& shared, std::vector<Refusal>& faults) {
    const auto& old = *before_.schema(schema.id);
    auto& records = *session_.table(schema.id);
    const auto name = [&](std::int64_t id) {
        const auto kept = records.read({id});
        return kept ? label_of(session_, old, *kept) : std::to_string(id);
    };
    const auto shown = std::min(shared.size(), kShownMax);
    for (std::size_t i = 0; i < shown; ++i) {
        faults.push_back(
            shared_key(schema, key, shared[i], name(shared[i].first), name(shared[i].last)));
    }
    if (shown < shared.size()) {
        faults.push_back(more_shared_keys(schema, key, shared.size() - shown));
    }
}

void Migration::check_rescale(const Step& step, std::vector<Refusal>& faults) {
    const auto& schema = schema_of(after_, step);
    const auto& field = field_of(schema, step);
    const auto text = fmt::format(
        "select count(*) from {0} where tenant = $1 and {1} is not null and "
        "qs_scale({1}, 0, {2}) is null",
        quoted(table_of_planned(step)), quoted(field.id), step.digits);
    auto rows = session_.connection().prepare(text).query(sql::parameters(session_.tenant()));
    const auto count = rows->next() ? rows->integer(0) : 0;
    if (count == 0) return;
    faults.push_back(
        {Reason::Conflict,
         "packs.would_lose",
         schema.id,
         {fmt::format("台账“{}”有{}个“{}”太大，放不下{}位小数", schema.title.zh, count,
                      field.title.zh, field.scale),
          fmt::format(R"(In "{}" {} of "{}" cannot keep {} decimals: too great)", schema.title.en,
                      plural(static_cast<std::size_t>(count), "value"), field.title.en,
                      field.scale)},
         {"请少声明几位小数，或先更正这些记录",
          "Declare fewer decimals, or correct these records first"}});
}

void Migration::check_unit(const registry::UnitChange& change, std::vector<Refusal>& faults) {
    const auto& schema = schema_of(after_, change);
    const auto& field = field_of(schema, change);
    const auto text = fmt::format("select count(*) from {0} where tenant = $1 and {1} is not null",
                                  quoted(table_of_planned(change)), quoted(field.id));
    auto rows = session_.connection().prepare(text).query(sql::parameters(session_.tenant()));
    const auto count = rows->next() ? rows->integer(0) : 0;
    if (count == 0) return;
    const auto unit = registry::counted_unit(field);
    const Text now =
        unit.empty() ? Text{"不写单位", "no unit"} : Text{"“" + unit + "”", "\"" + unit + "\""};
    faults.push_back(
        {Reason::Conflict,
         "packs.would_lose",
         schema.id,
         {fmt::format("台账“{}”的“{}”的单位由“{}”改为{}，已填的{}个数会变成别的意思",
                      schema.title.zh, field.title.zh, change.before, now.zh, count),
          fmt::format(R"(In "{}" the unit of "{}" changes from "{}" to {}: {} would mean )"
                      "something else",
                      schema.title.en, field.title.en, change.before, now.en,
                      plural(static_cast<std::size_t>(count), "amount"))},
         {fmt::format("请写回 unit = \"{}\"；要用新单位，另加一个新标识的字段", change.before),
          fmt::format("Write unit = \"{}\" again; for another unit add a field with a new id",
                      change.before)}});
}

void Migration::change_tables(const registry::Plan& plan) {
    for (const auto& step : plan.steps) change(step);
}

void Migration::change(const Step& step) {
    auto& connection = session_.connection();
    switch (step.kind) {
        case Step::Kind::AddRegister:
        case Step::Kind::AddLines:
        case Step::Kind::AddField:
        case Step::Kind::AddUnique:
            for (const auto& table : tables_of(schema_of(after_, step))) {
                ensure_table(connection, table);
            }
            return;
        case Step::Kind::DropUnique: drop_unique(step); return;
        case Step::Kind::Rescale: rescale(step); return;
        case Step::Kind::RebuildSearch:
        case Step::Kind::Recount: return;  // Once the declarations are in use.
    }
}

// What finds records by a key stays as long as anybody needs it.
void Migration::drop_unique(const Step& step) {
    const auto name = key_index(schema_of(before_, step), step.key).name;
    const auto wanted = table_of(schema_of(after_, step)).indices;
    const bool is_needed = std::any_of(wanted.begin(), wanted.end(),
                                       [&](const sql::Index& each) { return each.name == name; });
    if (is_needed || is_shared(session_.connection())) return;
    session_.connection().drop_index(name);
}

void Migration::rescale(const Step& step) {
    const auto& field = field_of(schema_of(after_, step), step);
    const auto text = fmt::format(
        "update {0} set {1} = qs_scale({1}, 0, {2}) where tenant = $1 and {1} is not null",
        quoted(table_of_planned(step)), quoted(field.id), step.digits);
    session_.connection().prepare(text).execute(sql::parameters(session_.tenant()));
}

Refusal out_of_range(std::vector<Refusal> faults) {
    Refusal refusal{Reason::Invalid, "packs.out_of_range", "packs"};
    refusal.says = {"按新的业务包，已有记录算出的数超过18位",
                    "By the new packs, records there are come to more than 18 digits"};
    refusal.remedy = {"没有启用；请修改有关的表达式，或先更正这些记录",
                      "They were not taken into use; change the expressions concerned, or correct "
                      "these records first"};
    refusal.faults = std::move(faults);
    return refusal;
}

namespace {

using ToCount = std::map<std::string, std::vector<const registry::Indicator*>>;  // By register.

// Counts what is kept in those registers; says which records cannot be counted.
std::vector<Refusal> count_records(Session& session, const ToCount& to_count) {
    constexpr std::size_t kShown = 20;
    std::vector<Refusal> faults;
    for (const auto& [register_id, indicators] : to_count) {
        auto* table = session.table(register_id);
        if (table == nullptr) continue;
        const auto& counted = indicators;
        each_record(*table, [&](const Kept& kept) {
            for (auto& fault : tally::share_faults(table->schema(), kept.record, counted)) {
                fault.where.value = label_of(session, table->schema(), kept);
                if (faults.size() < kShown) faults.push_back(std::move(fault));
            }
            session.tallies().add(tally::shares(table->schema(), kept.record, counted), 1);
        });
    }
    session.tallies().flush();
    return faults;
}

}  // namespace

Result<void> fill_tables(Session& session, const registry::Plan& plan) {
    ToCount to_count;
    for (const auto& step : plan.steps) {
        if (step.kind == Step::Kind::RebuildSearch) {
            rebuild_search(session, *session.table(step.register_id));
        }
        if (step.kind != Step::Kind::Recount) continue;
        session.tallies().clear(step.indicator, step.version);
        const auto* indicator = session.catalogue().version(step.indicator, step.version);
        if (indicator != nullptr) to_count[indicator->of].push_back(indicator);
    }
    if (auto faults = count_records(session, to_count); !faults.empty()) {
        return out_of_range(std::move(faults));
    }
    return {};
}

}  // namespace qingshui::store
