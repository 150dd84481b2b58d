#include "app/recording.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "app/cell_reading.h"
#include "app/counting.h"
#include "app/header_titles.h"
#include "app/places.h"
#include "app/plain_values.h"
#include "app/record_view.h"
#include "app/registers.h"
#include "app/unread_parts.h"
#include "base/chinese.h"
#include "base/plural.h"
#include "registry/key_value.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::Record;
using registry::Schema;

bool is_named(const Text& title, const std::string& id, const std::string& name) {
    const std::string wanted = comparable(name);
    return id == name || comparable(title.zh) == wanted || comparable(title.en) == wanted;
}

Refusal fault_of(const char* rule, const std::string& name, Text says, Text remedy) {
    Refusal fault{Reason::Invalid, rule, name, std::move(says), std::move(remedy)};
    fault.where.column = name;
    return fault;
}

Refusal unknown_field(const Schema& schema, const std::string& name) {
    std::vector<std::string> titles;
    for (const Field& field : schema.fields) titles.push_back(field.title.zh);
    for (const auto& lines : schema.lines) titles.push_back(lines.title.zh);
    const auto nearest = chinese::nearest(name, titles, 1);
    const Text remedy = did_you_mean(
        nearest,
        {fmt::format("用 qingshui pack show --office 办公室 查看“{}”有哪些项", schema.title.zh),
         fmt::format("See the fields of “{}” with qingshui pack show --office OFFICE",
                     schema.title.en)});
    return fault_of("record.field_unknown", name,
                    {fmt::format("“{}”没有“{}”这一项", schema.title.zh, name),
                     fmt::format("“{}” has no field “{}”", schema.title.en, name)},
                    remedy);
}

Refusal field_twice(const std::string& name) {
    return fault_of("record.field_twice", name,
                    {fmt::format("“{}”写了两次", name), fmt::format("“{}” is given twice", name)},
                    {"请只写一次", "Give it once"});
}

Refusal field_computed(const std::string& name) {
    return fault_of("record.field_computed", name,
                    {fmt::format("“{}”由其他各项算出，不能填写", name),
                     fmt::format("“{}” is computed from other fields and cannot be given", name)},
                    {"请去掉这一项", "Leave it out"});
}

// `act` is what was not done.
Refusal faulty(const Schema& schema, std::vector<Refusal> faults, const Text& act) {
    Refusal refusal{Reason::Invalid, "record.faulty", schema.id};
    refusal.says = {
        fmt::format("“{}”记录有{}处错误，没有{}", schema.title.zh, faults.size(), act.zh),
        fmt::format("The record of “{}” has {} and was not {}", schema.title.en,
                    plural(faults.size(), "fault"), act.en)};
    refusal.remedy = {"请按下列提示逐项改正后重新提交", "Mend each of these and submit again"};
    refusal.faults = std::move(faults);
    return refusal;
}

// Lays the fields of an order over a record.
class Drafting {
public:
    // `act` is what is to be done with the record: {"登记", "kept"}.
    Drafting(store::Reader& reader, const Schema& schema, Record& record, Text act)
        : schema_(schema), record_(record), act_(std::move(act)), cells_(reader, false) {
        record_.values.resize(schema.fields.size());
        record_.lines.resize(schema.lines.size());
    }

    void take(const RecordOrder& order) {
        // The day first: areas are those of the record's day.
        const Field& day = schema_.fields[schema_.day];
        for (const auto& [name, text] : order.fields) {
            if (!is_named(day.title, day.id, name)) continue;
            const auto value = cells_.value(day, text, Date::max());
            if (value) record_.values[schema_.day] = *value;
            if (!value) unread_.insert(day.id);
        }
        for (const auto& [name, text] : order.fields) take(name, text);
    }

    // Hands the record to the door. Where parts of it could not be read, only to hear what else
    // is wrong with it: the refusal takes back whatever was kept of it.
    Result<store::Written> hand_in(
        store::Stamp stamp, const std::function<Result<store::Written>(const store::Stamp&)>& act) {
        if (faults_.empty()) return act(stamp);
        stamp.key.clear();
        const auto done = act(stamp);
        if (!done) {
            for (Refusal& fault : faults_despite(unread_, schema_, done.error())) {
                faults_.push_back(std::move(fault));
            }
        }
        return faulty(schema_, std::move(faults_), act_);
    }

private:
    void take(const std::string& name, const std::string& text) {
        for (std::size_t index = 0; index < schema_.fields.size(); ++index) {
            const Field& field = schema_.fields[index];
            if (is_named(field.title, field.id, name)) return take_field(index, name, text);
        }
        for (std::size_t index = 0; index < schema_.lines.size(); ++index) {
            const auto& lines = schema_.lines[index];
            if (is_named(lines.title, lines.id, name)) return take_lines(index, name, text);
        }
        faults_.push_back(unknown_field(schema_, name));
    }

    void take_field(std::size_t index, const std::string& name, const std::string& text) {
        const Field& field = schema_.fields[index];
        if (!seen_.insert(field.id).second) return faults_.push_back(field_twice(name));
        if (field.computed) return faults_.push_back(field_computed(name));
        auto value = cells_.value(field, text, day());
        if (value) {
            record_.values[index] = *value;
            return;
        }
        Refusal fault = std::move(value).error();
        const bool lacks_day = unread_.contains(schema_.fields[schema_.day].id);
        const bool is_area = fault.rule == "cell.area" || fault.rule == "cell.area_ambiguous";
        unread_.insert(field.id);
        if (is_area && lacks_day && cells_.is_area_some_day(text)) return;
        fault.where.column = field.title.zh;
        faults_.push_back(std::move(fault));
    }

    void take_lines(std::size_t index, const std::string& name, const std::string& text) {
        const auto& lines = schema_.lines[index];
        if (!seen_.insert(lines.id).second) return faults_.push_back(field_twice(name));
        std::vector<Refusal> faults;
        record_.lines[index] = cells_.lines(lines, text, day(), faults);
        for (Refusal& fault : faults) {
            unread_.insert(fault.subject);
            fault.where.column = lines.title.zh;
            faults_.push_back(std::move(fault));
        }
    }

    Date day() const {
        const auto* day = std::get_if<Date>(&record_.values[schema_.day]);
        const bool is_read = !unread_.contains(schema_.fields[schema_.day].id);
        return day == nullptr || !is_read ? Date::max() : *day;
    }

    const Schema& schema_;
    Record& record_;
    Text act_;
    CellReader cells_;
    std::set<std::string> seen_;
    std::set<std::string> unread_;  // See unread_parts.h.
    std::vector<Refusal> faults_;
};

Refusal missing(const Schema& schema, std::string_view text) {
    return {Reason::Missing,
            "record.missing",
            std::string(text),
            {fmt::format("“{}”中没有“{}”这条记录", schema.title.zh, text),
             fmt::format("“{}” has no record “{}”", schema.title.en, text)},
            {"它可能已被撤回：请用 qingshui record history 查看来龙去脉，或用 qingshui record find "
             "查找",
             "It may have been withdrawn: see its qingshui record history, or look for it with "
             "qingshui record find"}};
}

Refusal never_there(const Schema& schema, std::string_view text) {
    Refusal refusal = missing(schema, text);
    refusal.says = {fmt::format("“{}”中从来没有“{}”这条记录", schema.title.zh, text),
                    fmt::format("“{}” never had a record “{}”", schema.title.en, text)};
    refusal.remedy = {"请核对，或用 qingshui record find 查找",
                      "Check it, or look for it with qingshui record find"};
    return refusal;
}

Refusal missing_then(const Schema& schema, const RecordQuestion& question) {
    return {Reason::Missing,
            "record.missing",
            std::string(question.record),
            {fmt::format("{}的账上，“{}”中没有“{}”这条记录", question.as_of, schema.title.zh,
                         question.record),
             fmt::format("In the books of {}, “{}” has no record “{}”", question.as_of,
                         schema.title.en, question.record)},
            {"它在那以后才登记，或在那以前已经撤回；请用 qingshui record history 查看来龙去脉",
             "It was filed later, or withdrawn before; see its qingshui record history"}};
}

// The record that bears `text` as its naming key in `view`.
std::optional<Id<Record>> keyed_record(store::Reader& reader, store::View& view,
                                       const Schema& schema, std::string_view text) {
    const auto named = CellReader(reader, false).naming(schema, std::string(text));
    return named ? view.find(schema.id, named->key, {named->value}) : std::nullopt;
}

// Those that bore `text` as their naming key when they were withdrawn. Reads the whole history.
std::vector<Id<Record>> withdrawn_records(store::Reader& reader, const Schema& schema,
                                          std::string_view text) {
    constexpr int kPage = 5'000;
    std::vector<Id<Record>> found;
    const auto named = CellReader(reader, false).naming(schema, std::string(text));
    if (!named) return found;
    const std::size_t field = schema.unique[named->key].front();
    const registry::Value wanted = registry::key_value(named->value);
    std::int64_t after = 0;
    for (auto page = reader.entries(after, kPage); !page.empty();
         page = reader.entries(after, kPage)) {
        after = page.back().seq;
        for (const store::Entry& entry : page) {
            if (entry.act != "withdraw" || entry.subject != schema.id) continue;
            const auto record = kept_in(schema, entry.before);
            const bool is_it = record && registry::key_value(record->values[field]) == wanted;
            if (is_it) found.push_back({entry.record});
        }
    }
    return found;
}

std::optional<Id<Record>> number_in(std::string_view text) {
    if (text.starts_with('#')) text.remove_prefix(1);
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number <= 0) return {};
    return Id<Record>{number};
}

Result<store::Kept> kept_record(const access::Actor& actor, store::Reader& reader,
                                const Schema& schema, std::string_view text) {
    const auto id = TRY(find_record(reader, schema, text));
    auto kept = reader.record(schema.id, id);
    if (!kept) return missing(schema, text);
    TRY(check_scope(actor, reader, schema, kept->record));
    return std::move(*kept);
}

// Is `text` what a person calls the record by: its number or its naming key?
bool is_called(store::Reader& reader, const Schema& schema, const store::Keyed& keyed,
               std::string_view text) {
    if (number_in(text) == keyed.record) return true;
    const auto named = CellReader(reader, false).naming(schema, std::string(text));
    if (!named || !keyed.before) return false;
    return named->value == keyed.before->values[schema.unique[named->key][0]];
}

// The record that an order is about. One that was carried out before, under the same key, is
// about the record as it found it: who asks again must not be told that it is gone or was
// changed since, by that very order perhaps.
Result<store::Kept> ordered_record(const access::Actor& actor, store::Reader& reader,
                                   const Schema& schema, const RecordOrder& order,
                                   std::string_view text) {
    const auto keyed = reader.keyed(order.key);
    const bool is_repeated = keyed && keyed->schema == schema.id && keyed->before &&
                             is_called(reader, schema, *keyed, text);
    if (!is_repeated) return kept_record(actor, reader, schema, text);
    TRY(check_scope(actor, reader, schema, *keyed->before));
    return store::Kept{keyed->record, 0, *keyed->before};
}

// Runs one act in the lane and hands out what it wrote.
Result<store::Written> write(store::Store& store,
                             const std::function<Result<store::Written>(store::Writer&)>& act) {
    store::Written written;
    const auto done = store.write([&](store::Writer& writer) -> Result<void> {
        written = TRY(act(writer));
        return {};
    });
    if (!done) return done.error();
    return written;
}

}  // namespace

Result<Id<Record>> find_record(store::Reader& reader, const Schema& schema, std::string_view text) {
    if (const auto keyed = keyed_record(reader, reader, schema, text)) return *keyed;
    const auto number = number_in(text);
    if (number && !reader.history(schema.id, *number).empty()) return *number;
    return missing(schema, text);
}

Result<std::vector<Id<Record>>> find_ever(store::Reader& reader, const Schema& schema,
                                          std::string_view text) {
    const auto living = keyed_record(reader, reader, schema, text);
    const auto number = number_in(text);
    if (!living && number && !reader.history(schema.id, *number).empty()) {
        return std::vector{*number};
    }
    auto found = withdrawn_records(reader, schema, text);
    if (living) found.push_back(*living);
    if (found.empty()) return never_there(schema, text);
    return found;
}

Result<store::Written> file_record(const access::Actor& actor, store::Store& store,
                                   const RecordOrder& order) {
    return write(store, [&](store::Writer& writer) -> Result<store::Written> {
        const Schema& schema = *TRY(find_register(writer.catalogue(), order.register_id));
        Record record;
        Drafting drafting(writer, schema, record, {"登记", "kept"});
        drafting.take(order);
        const store::Stamp stamp{actor.name, order.reason, order.key};
        return drafting.hand_in(stamp, [&](const store::Stamp& by) -> Result<store::Written> {
            TRY(check_scope(actor, writer, schema, record));
            return writer.file(schema.id, record, by);
        });
    });
}

Result<store::Written> correct_record(const access::Actor& actor, store::Store& store,
                                      const RecordOrder& order, std::string_view record) {
    return write(store, [&](store::Writer& writer) -> Result<store::Written> {
        const Schema& schema = *TRY(find_register(writer.catalogue(), order.register_id));
        store::Kept kept = TRY(ordered_record(actor, writer, schema, order, record));
        Drafting drafting(writer, schema, kept.record, {"更正", "corrected"});
        drafting.take(order);
        const store::Stamp stamp{actor.name, order.reason, order.key};
        return drafting.hand_in(stamp, [&](const store::Stamp& by) -> Result<store::Written> {
            TRY(check_scope(actor, writer, schema, kept.record));
            return writer.correct(schema.id, kept.id, kept.record, by, kept.seq);
        });
    });
}

Result<store::Written> withdraw_record(const access::Actor& actor, store::Store& store,
                                       const RecordOrder& order, std::string_view record) {
    return write(store, [&](store::Writer& writer) -> Result<store::Written> {
        const Schema& schema = *TRY(find_register(writer.catalogue(), order.register_id));
        const store::Kept kept = TRY(ordered_record(actor, writer, schema, order, record));
        return writer.withdraw(schema.id, kept.id, {actor.name, order.reason, order.key});
    });
}

Result<ShownRecord> show_record(const access::Actor& actor, store::Reader& reader,
                                const RecordQuestion& question) {
    const auto past = TRY(view_as_of(reader, question.as_of));
    store::View& view = past ? *past : reader;
    const Schema& schema = *TRY(find_register(view.catalogue(), question.register_id));
    auto id = keyed_record(reader, view, schema, question.record);
    if (!id) id = TRY(find_record(reader, schema, question.record));
    const auto kept = view.record(schema.id, *id);
    if (!kept) {
        return past ? missing_then(schema, question) : missing(schema, question.record);
    }
    TRY(check_scope(actor, view, schema, kept->record));
    return shown(view, schema, *kept);
}

Result<std::vector<ShownRecord>> find_records(const access::Actor& actor, store::Reader& reader,
                                              std::string_view register_id, std::string_view words,
                                              int most) {
    std::vector<const Schema*> schemas;
    if (register_id.empty()) {
        for (const registry::Pack& pack : reader.catalogue().packs()) {
            for (const Schema& schema : pack.registers) schemas.push_back(&schema);
        }
    } else {
        schemas.push_back(TRY(find_register(reader.catalogue(), register_id)));
    }
    std::vector<ShownRecord> found;
    for (const Schema* schema : schemas) {
        for (const store::Kept& kept : reader.search(schema->id, words, most)) {
            if (!check_scope(actor, reader, *schema, kept.record)) continue;
            found.push_back(shown(reader, *schema, kept));
        }
    }
    return found;
}

}  // namespace qingshui::app
