#include "registry/migration.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/plural.h"
#include "registry/changes.h"
#include "registry/field_list.h"
#include "registry/figure_changes.h"

namespace qingshui::registry {

namespace {

bool is_number(FieldType type) {
    return type == FieldType::Integer || type == FieldType::Decimal || type == FieldType::Money;
}

bool is_plain_text(FieldType type) {
    return type == FieldType::Text || type == FieldType::LongText;
}

// Are values of `before` values of `after` as they are stored (but for the scale)?
bool same_storage(FieldType before, FieldType after) {
    if (before == after) return true;
    if (is_number(before) && is_number(after)) return true;
    return is_plain_text(before) && is_plain_text(after);
}

std::string type_word(const Field& field) {
    if (field.type == FieldType::Decimal) return fmt::format("decimal({})", field.scale);
    if (field.type == FieldType::Reference) return "ref:" + field.refers_to;
    return std::string(name(field.type));
}

std::set<std::vector<std::string>> unique_keys(const Schema& schema) {
    std::set<std::vector<std::string>> keys;
    for (const auto& key : schema.unique) {
        std::vector<std::string> ids;
        ids.reserve(key.size());
        for (const std::size_t index : key) ids.push_back(schema.fields[index].id);
        keys.insert(std::move(ids));
    }
    return keys;
}

std::vector<std::string> key_ids(const Schema& schema, std::size_t key) {
    std::vector<std::string> ids;
    ids.reserve(schema.unique[key].size());
    for (const std::size_t index : schema.unique[key]) ids.push_back(schema.fields[index].id);
    return ids;
}

std::string key_titles(const Schema& schema, std::size_t key, Language language) {
    std::vector<std::string> titles;
    for (const std::size_t index : schema.unique[key]) {
        titles.push_back(schema.fields[index].title.in(language));
    }
    return fmt::format("{}", fmt::join(titles, " + "));
}

std::set<std::string> searched(const Schema& schema) {
    std::set<std::string> ids;
    for (const Field& field : schema.fields) {
        if (field.search) ids.insert(field.id);
    }
    return ids;
}

class Planning {
public:
    Planning(const Catalogue& in_use, const Catalogue& wanted) : in_use_(in_use), wanted_(wanted) {}

    Result<Plan> plan() {
        for (const std::string& id : in_use_.register_ids()) {
            if (wanted_.schema(id) == nullptr) lose_register(*in_use_.schema(id));
        }
        for (const std::string& id : wanted_.register_ids()) {
            const Schema* before = in_use_.schema(id);
            const Schema& after = *wanted_.schema(id);
            before == nullptr ? add_register(after) : compare(*before, after);
        }
        count_indicators();
        compare_figures(in_use_, wanted_, faults_, plan_.notes);
        if (!faults_.empty()) return refused();
        plan_.changes = changes(in_use_, wanted_);
        return std::move(plan_);
    }

private:
    // Where in a register a field stands: in it, or in one of its sub-tables.
    struct Table {
        const Schema& schema;
        std::string lines;
        Text title;
    };

    Refusal refused() {
        Refusal refusal{Reason::Conflict, "packs.would_lose", "packs"};
        const bool loses = std::any_of(faults_.begin(), faults_.end(), [](const Refusal& fault) {
            return fault.rule == "packs.would_lose";
        });
        if (!loses) refusal.rule = faults_.front().rule;
        refusal.says = {fmt::format("新的业务包有{}处不能在现有数据上启用", faults_.size()),
                        fmt::format("The new packs cannot be taken into use on the data there is: "
                                    "{}",
                                    plural(faults_.size(), "fault"))};
        refusal.remedy = {"什么也没有改变；请逐条处理后重试",
                          "Nothing was changed; deal with each and try again"};
        refusal.faults = std::move(faults_);
        return refusal;
    }

    void fault(std::string rule, std::string subject, Text says, Text remedy) {
        faults_.push_back({Reason::Conflict, std::move(rule), std::move(subject), std::move(says),
                           std::move(remedy)});
    }

    void lose(std::string subject, Text says, Text remedy) {
        fault("packs.would_lose", std::move(subject), std::move(says), std::move(remedy));
    }

    void lose_register(const Schema& schema) {
        lose(schema.id,
             {fmt::format("台账“{}”不见了，其中的记录会丢失", schema.title.zh),
              fmt::format("The register \"{}\" is gone, and its records would be lost",
                          schema.title.en)},
             {"请把它的声明放回去；不再填写的，可清空 write",
              "Put its declaration back; if it is no longer filled in, empty its write"});
    }

    void add_register(const Schema& schema) {
        Step step{Step::Kind::AddRegister, schema.id};
        step.says = {fmt::format("新建台账“{}”", schema.title.zh),
                     fmt::format("New register \"{}\"", schema.title.en)};
        plan_.steps.push_back(std::move(step));
    }

    void compare(const Schema& before, const Schema& after) {
        compare_fields({after, "", after.title}, before.fields, after.fields);
        for (const Lines& lines : before.lines) {
            if (!after.lines_position(lines.id)) lose_lines(after, lines);
        }
        for (const Lines& lines : after.lines) {
            const auto position = before.lines_position(lines.id);
            if (!position) {
                add_lines(after, lines);
                continue;
            }
            compare_fields({after, lines.id, lines.title}, before.lines[*position].fields,
                           lines.fields);
        }
        compare_unique(before, after);
        if (searched(before) == searched(after)) return;
        Step step{Step::Kind::RebuildSearch, after.id};
        step.says = {fmt::format("重建台账“{}”的全文检索", after.title.zh),
                     fmt::format("Rebuild the search of \"{}\"", after.title.en)};
        plan_.steps.push_back(std::move(step));
    }

    void lose_lines(const Schema& schema, const Lines& lines) {
        lose(schema.id + "." + lines.id,
             {fmt::format("台账“{}”的子表“{}”不见了，其中的行会丢失", schema.title.zh,
                          lines.title.zh),
              fmt::format(R"(The sub-table "{}" of "{}" is gone, and its lines would be lost)",
                          lines.title.en, schema.title.en)},
             {"请放回去；不再填写的，写 least = 0",
              "Put it back; if it is no longer filled in, let least be 0"});
    }

    void add_lines(const Schema& schema, const Lines& lines) {
        Step step{Step::Kind::AddLines, schema.id, lines.id};
        step.says = {fmt::format("台账“{}”增加子表“{}”", schema.title.zh, lines.title.zh),
                     fmt::format(R"(New sub-table "{}" of "{}")", lines.title.en, schema.title.en)};
        plan_.steps.push_back(std::move(step));
    }

    static std::string path(const Table& table, const Field& field) {
        return table.schema.id + "." + (table.lines.empty() ? "" : table.lines + ".") + field.id;
    }

    void compare_fields(const Table& table, const std::vector<Field>& before,
                        const std::vector<Field>& after) {
        for (const Field& field : before) {
            if (find_field(after, field.id) != nullptr) continue;
            lose(path(table, field),
                 {fmt::format("“{}”的字段“{}”不见了，已填的内容会丢失", table.title.zh,
                              field.title.zh),
                  fmt::format(R"(The field "{}" of "{}" is gone, and what it holds would be lost)",
                              field.title.en, table.title.en)},
                 {"请放回去；不再填写的，去掉 required 即可",
                  "Put it back; if it is no longer filled in, drop its required"});
        }
        for (const Field& field : after) {
            const Field* old = find_field(before, field.id);
            old == nullptr ? add_field(table, field) : compare(table, *old, field);
        }
    }

    void add_field(const Table& table, const Field& field) {
        Step step{Step::Kind::AddField, table.schema.id, table.lines, field.id};
        step.says = {fmt::format("“{}”增加字段“{}”", table.title.zh, field.title.zh),
                     fmt::format(R"(New field "{}" of "{}")", field.title.en, table.title.en)};
        plan_.steps.push_back(std::move(step));
    }

    void compare(const Table& table, const Field& before, const Field& after) {
        if (!same_storage(before.type, after.type)) return lose_type(table, before, after);
        if (before.refers_to != after.refers_to) return lose_type(table, before, after);
        if (is_number(after.type) && after.scale < before.scale) {
            return lose(path(table, after),
                        {fmt::format("“{}”的字段“{}”由{}位小数改为{}位，会丢掉小数", table.title.zh,
                                     after.title.zh, before.scale, after.scale),
                         fmt::format(R"(The field "{}" of "{}" would lose decimals: {} become {})",
                                     after.title.en, table.title.en, before.scale, after.scale)},
                        {fmt::format("请保留 {}；报表上少写几位，用指标的 unit.decimals",
                                     type_word(before)),
                         fmt::format("Keep {}; to show fewer, use the indicator's unit.decimals",
                                     type_word(before))});
        }
        if (is_number(after.type) && after.scale > before.scale) rescale(table, before, after);
        compare_choices(table, before, after);
        const auto rule = [](const Field& f) { return f.computed ? f.computed->print() : ""; };
        const bool is_same = rule(before) == rule(after);
        if (is_same || !after.computed) compare_units(table, before, after);
        if (is_same) return;
        note({fmt::format("“{}”的字段“{}”改了算法，旧记录随即重算，逐条记入历史", table.title.zh,
                          after.title.zh),
              fmt::format("The field \"{}\" of \"{}\" is computed otherwise; old records are "
                          "computed anew at once, each with an entry in its history",
                          after.title.en, table.title.en)});
    }

    // Saying a unit where there was none changes no amount; dropping it would let it be any.
    void compare_units(const Table& table, const Field& before, const Field& after) {
        const auto old = counted_unit(before);
        if (!is_number(before.type) || old.empty() || old == counted_unit(after)) return;
        plan_.units.push_back({table.schema.id, table.lines, after.id, old});
    }

    void lose_type(const Table& table, const Field& before, const Field& after) {
        lose(
            path(table, after),
            {fmt::format("“{}”的字段“{}”由 {} 改为 {}，已填的内容会丢失", table.title.zh,
                         after.title.zh, type_word(before), type_word(after)),
             fmt::format("The field \"{}\" of \"{}\" changes from {} to {}; what it holds would "
                         "be lost",
                         after.title.en, table.title.en, type_word(before), type_word(after))},
            {"请保留原字段，另加一个新标识的字段", "Keep the old field and add one with a new id"});
    }

    void rescale(const Table& table, const Field& before, const Field& after) {
        Step step{Step::Kind::Rescale, table.schema.id, table.lines, after.id};
        step.digits = after.scale - before.scale;
        step.says = {fmt::format("“{}”的字段“{}”增加到{}位小数", table.title.zh, after.title.zh,
                                 after.scale),
                     fmt::format(R"(The field "{}" of "{}" has {} decimals now)", after.title.en,
                                 table.title.en, after.scale)};
        plan_.steps.push_back(std::move(step));
        rescaled_.insert(table.schema.id);
    }

    void compare_choices(const Table& table, const Field& before, const Field& after) {
        for (const Choice& choice : before.choices) {
            const bool kept =
                std::any_of(after.choices.begin(), after.choices.end(),
                            [&](const Choice& each) { return each.code == choice.code; });
            if (kept) continue;
            lose(path(table, after) + "." + choice.code,
                 {fmt::format("“{}”的字段“{}”少了选项“{}”（{}），选了它的记录会失去意义",
                              table.title.zh, after.title.zh, choice.title.zh, choice.code),
                  fmt::format("The field \"{}\" of \"{}\" lacks the choice \"{}\" ({}), which "
                              "records may hold",
                              after.title.en, table.title.en, choice.title.en, choice.code)},
                 {"请放回去；名称可以改，代码不能改",
                  "Put it back; its titles may change, its code may not"});
        }
    }

    void compare_unique(const Schema& before, const Schema& after) {
        const auto old_keys = unique_keys(before);
        const auto new_keys = unique_keys(after);
        for (std::size_t key = 0; key < before.unique.size(); ++key) {
            if (new_keys.count(key_ids(before, key)) > 0) continue;
            unique_step(Step::Kind::DropUnique, before, key,
                        {"不再要求“{}”的“{}”不重复", R"("{1}" of "{0}" may repeat now)"});
        }
        for (std::size_t key = 0; key < after.unique.size(); ++key) {
            if (old_keys.count(key_ids(after, key)) > 0) continue;
            unique_step(Step::Kind::AddUnique, after, key,
                        {"要求“{}”的“{}”不重复，已有重复的记录时不能启用",
                         R"("{1}" of "{0}" must not repeat; refused while records repeat it)"});
        }
    }

    void unique_step(Step::Kind kind, const Schema& schema, std::size_t key, const Text& form) {
        Step step{kind, schema.id};
        step.key = key;
        step.says = {fmt::format(fmt::runtime(form.zh), schema.title.zh,
                                 key_titles(schema, key, Language::Chinese)),
                     fmt::format(fmt::runtime(form.en), schema.title.en,
                                 key_titles(schema, key, Language::English))};
        plan_.steps.push_back(std::move(step));
    }

    void count_indicators() {
        for (const Pack& pack : wanted_.packs()) {
            for (const Indicator& each : pack.indicators) {
                const bool is_new = in_use_.version(each.id, each.version) == nullptr;
                if (is_new || rescaled_.count(each.of) > 0) recount(each);
            }
        }
    }

    void recount(const Indicator& indicator) {
        Step step{Step::Kind::Recount, indicator.of};
        step.indicator = indicator.id;
        step.version = indicator.version;
        step.says = {
            fmt::format("统计指标“{}”第{}版", indicator.title.zh, indicator.version),
            fmt::format("Count version {} of \"{}\"", indicator.version, indicator.title.en)};
        plan_.steps.push_back(std::move(step));
    }

    void note(Text text) { plan_.notes.push_back(std::move(text)); }

    const Catalogue& in_use_;
    const Catalogue& wanted_;
    Plan plan_;
    std::vector<Refusal> faults_;
    std::set<std::string> rescaled_;  // Registers whose numbers changed their scale.
};

}  // namespace

Result<Plan> plan_migration(const Catalogue& in_use, const Catalogue& wanted) {
    return Planning(in_use, wanted).plan();
}

}  // namespace qingshui::registry
