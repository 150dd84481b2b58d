#include "store/labels.h"

#include "base/chinese.h"
#include "registry/field_list.h"
#include "store/queries.h"

namespace qingshui::store {

namespace {

using registry::Field;
using registry::FieldType;
using registry::Schema;
using registry::Value;

constexpr int kDepthMax = 3;  // Labels within labels.

// Calls text(literal) and field(id) for the pieces of a label in turn.
template <typename Text, typename FieldId>
void each_piece(std::string_view label, const Text& text, const FieldId& field) {
    while (!label.empty()) {
        const auto open = label.find('{');
        text(label.substr(0, open));
        if (open == std::string_view::npos) return;
        const auto close = label.find('}', open);
        if (close == std::string_view::npos) return;
        field(label.substr(open + 1, close - open - 1));
        label.remove_prefix(close + 1);
    }
}

class Labels {
public:
    explicit Labels(View& view) : view_(view) {}

    std::string label(const Schema& schema, const Kept& kept, int depth) {
        std::string name;
        const auto add_field = [&](std::string_view id) {
            const auto position = schema.position(id);
            if (!position) return;
            name += text_of(schema, kept, *position, depth);
        };
        each_piece(
            schema.label, [&](std::string_view text) { name += text; }, add_field);
        const auto trimmed = chinese::folded(name);
        return trimmed.empty() ? std::to_string(kept.id.number) : name;
    }

private:
    std::string text_of(const Schema& schema, const Kept& kept, std::size_t position, int depth) {
        const auto& field = schema.fields[position];
        const auto& value = kept.record.values[position];
        const auto* key = std::get_if<registry::Key>(&value);
        if (key != nullptr && field.type == FieldType::Area) {
            const auto* day = std::get_if<Date>(&kept.record.values[schema.day]);
            return area_name({key->number}, day != nullptr ? *day : Date::max());
        }
        if (key != nullptr) return referred_name(field, {key->number}, depth);
        return registry::masked(field.mask, plain_text(field, value));
    }

    std::string area_name(Id<area::Area> area, Date day) {
        const auto& tree = view_.tree();
        return tree.contains(area) ? tree.nearest(area, day).name : std::to_string(area.number);
    }

    std::string referred_name(const Field& field, Id<registry::Record> id, int depth) {
        const auto* schema = view_.catalogue().schema(field.refers_to);
        if (schema == nullptr || depth >= kDepthMax) return std::to_string(id.number);
        const auto kept = view_.record(schema->id, id);
        return kept ? label(*schema, *kept, depth + 1) : std::to_string(id.number);
    }

    static std::string plain_text(const Field& field, const Value& value) {
        if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "是" : "否";
        std::string joined;
        for (const auto& text : tally::cell_texts(value)) {
            if (!joined.empty()) joined += "、";
            joined += registry::choice_title(field, text);
        }
        return joined;
    }

    View& view_;
};

bool is_text(const Field& field) {
    return field.type == FieldType::Text || field.type == FieldType::LongText;
}

void append_text(const Value& value, std::string& text) {
    if (const auto* found = std::get_if<std::string>(&value)) text += *found + "\n";
}

}  // namespace

std::string label_of(View& view, const Schema& schema, const Kept& kept) {
    return Labels(view).label(schema, kept, 1);
}

std::string label_of(View& view, std::string_view register_id, Id<registry::Record> id) {
    const auto* schema = view.catalogue().schema(register_id);
    if (schema == nullptr) return "";
    const auto kept = view.record(register_id, id);
    return kept ? label_of(view, *schema, *kept) : std::to_string(id.number);
}

std::string label_of(Session& session, const Schema& schema, const Kept& kept) {
    Queries now(session);
    return label_of(now, schema, kept);
}

std::vector<std::size_t> label_fields(const Schema& schema) {
    std::vector<std::size_t> fields;
    const auto add = [&](std::string_view id) {
        if (const auto position = schema.position(id)) fields.push_back(*position);
    };
    each_piece(
        schema.label, [](std::string_view /*text*/) {}, add);
    return fields;
}

std::string search_tokens_of(const Schema& schema, const registry::Record& record) {
    auto searched = label_fields(schema);
    std::erase_if(searched, [&](std::size_t i) { return !is_text(schema.fields[i]); });
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        if (schema.fields[i].search) searched.push_back(i);
    }
    std::sort(searched.begin(), searched.end());
    searched.erase(std::unique(searched.begin(), searched.end()), searched.end());

    std::string text;
    for (const auto i : searched) {
        if (schema.fields[i].mask == registry::Mask::None) append_text(record.values[i], text);
    }
    for (std::size_t which = 0; which < schema.lines.size(); ++which) {
        const auto& fields = schema.lines[which].fields;
        for (const auto& line : record.lines[which]) {
            for (std::size_t i = 0; i < fields.size(); ++i) {
                const bool open = fields[i].search && fields[i].mask == registry::Mask::None;
                if (open) append_text(line[i], text);
            }
        }
    }
    return chinese::search_tokens(text);
}

}  // namespace qingshui::store
