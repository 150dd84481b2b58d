#include "app/record_view.h"

#include <algorithm>

#include "app/cell_lines.h"
#include "app/cell_reading.h"
#include "app/export.h"
#include "app/places.h"
#include "app/registers.h"
#include "registry/record_json.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::Record;
using registry::Schema;
using registry::Value;

// Puts values in words, as their masks allow.
class Masking {
public:
    Masking(store::View& view, Date day) : view_(view), printer_(view), day_(day) {}

    std::string text(const Field& field, const Value& value) {
        const auto* key = std::get_if<registry::Key>(&value);
        const bool is_reference = key != nullptr && field.type == registry::FieldType::Reference;
        // A label keeps the masks of the record that is referred to.
        const std::string text = is_reference ? view_.label(field.refers_to, {key->number})
                                              : text_of(printer_.cell(field, value, day_));
        return registry::masked(field.mask, text);
    }

    std::string text(const registry::Lines& lines, const std::vector<std::vector<Value>>& held) {
        std::vector<std::vector<std::string>> parts;
        for (const auto& line : held) {
            std::vector<std::string> texts;
            for (const std::size_t index : typed_fields(lines)) {
                texts.push_back(text(lines.fields[index], line[index]));
            }
            parts.push_back(std::move(texts));
        }
        return print_lines(parts);
    }

private:
    store::View& view_;
    CellPrinter printer_;
    Date day_;
};

// The day that the areas of a record are named as of.
Date day_of(const Schema& schema, const Record& record) {
    const auto* on = std::get_if<Date>(&record.values[schema.day]);
    return on == nullptr ? Date::max() : *on;
}

}  // namespace

std::optional<Record> kept_in(const Schema& schema, const std::string& text) {
    if (text.empty()) return {};
    const auto parsed = json::parse(text);
    if (!parsed || !parsed->is_object()) return {};
    auto record = registry::from_json(schema, parsed->get_object());
    if (!record) return {};
    return std::move(record).value();
}

std::vector<ShownField> shown_fields(store::View& view, const Schema& schema,
                                     const Record& record) {
    Masking masking(view, day_of(schema, record));
    std::vector<ShownField> fields;
    const auto add = [&](const std::string& id, const Text& title, std::string text) {
        if (!text.empty()) fields.push_back({id, title, std::move(text)});
    };
    for (std::size_t index = 0; index < schema.fields.size(); ++index) {
        const Field& field = schema.fields[index];
        add(field.id, field.title, masking.text(field, record.values[index]));
    }
    for (std::size_t index = 0; index < schema.lines.size(); ++index) {
        const auto& lines = schema.lines[index];
        add(lines.id, lines.title, masking.text(lines, record.lines[index]));
    }
    return fields;
}

ShownRecord shown(store::View& view, const Schema& schema, const store::Kept& kept) {
    return {schema.id,
            schema.title,
            kept.id,
            kept.seq,
            view.label(schema.id, kept.id),
            shown_fields(view, schema, kept.record)};
}

std::vector<ShownChange> shown_changes(store::View& view, const Schema& schema,
                                       const std::optional<Record>& before,
                                       const std::optional<Record>& after) {
    std::vector<ShownChange> found;
    if (!before && !after) return found;
    Masking masking(view, day_of(schema, after ? *after : *before));
    const auto add = [&](const auto& declared, const auto* was, const auto* is) {
        const bool is_same = was != nullptr && is != nullptr ? *was == *is : was == is;
        if (is_same) return;
        ShownChange change{declared.id, declared.title,
                           was != nullptr ? masking.text(declared, *was) : "",
                           is != nullptr ? masking.text(declared, *is) : ""};
        const bool is_nothing = change.before.empty() && change.after.empty();
        if (!is_nothing) found.push_back(std::move(change));
    };
    for (std::size_t index = 0; index < schema.fields.size(); ++index) {
        add(schema.fields[index], before ? &before->values[index] : nullptr,
            after ? &after->values[index] : nullptr);
    }
    for (std::size_t index = 0; index < schema.lines.size(); ++index) {
        add(schema.lines[index], before ? &before->lines[index] : nullptr,
            after ? &after->lines[index] : nullptr);
    }
    return found;
}

namespace {

// What an entry changed. Refuses "access.outside" if the actor may not see it.
Result<ShownEntry> shown(const access::Actor& actor, store::Reader& reader, const Schema& schema,
                         const store::Entry& entry) {
    const auto before = kept_in(schema, entry.before);
    const auto after = kept_in(schema, entry.after);
    for (const auto& each : {before, after}) {
        if (each) TRY(check_scope(actor, reader, schema, *each));
    }
    return ShownEntry{{entry.record},
                      entry.seq,
                      entry.at,
                      entry.actor,
                      entry.act,
                      entry.reason,
                      shown_changes(reader, schema, before, after)};
}

}  // namespace

Result<std::vector<ShownEntry>> show_history(const access::Actor& actor, store::Reader& reader,
                                             std::string_view register_id,
                                             std::string_view record) {
    const Schema& schema = *TRY(find_register(reader.catalogue(), register_id));
    std::vector<ShownEntry> entries;
    for (const auto id : TRY(find_ever(reader, schema, record))) {
        for (const store::Entry& entry : reader.history(schema.id, id)) {
            entries.push_back(TRY(shown(actor, reader, schema, entry)));
        }
    }
    return entries;
}

}  // namespace qingshui::app
