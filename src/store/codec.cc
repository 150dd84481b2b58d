#include "store/codec.h"

#include <cmath>

#include "base/chinese.h"

namespace qingshui::store {

namespace {

using registry::Field;
using registry::FieldType;
using registry::Value;
using Texts = std::vector<std::string>;

constexpr double kPlaceUnits = 1e7;  // Per degree.

std::int64_t place_units(double degrees) { return std::llround(degrees * kPlaceUnits); }

double place_degrees(std::int64_t units) { return static_cast<double>(units) / kPlaceUnits; }

// What one column keeps of a value; places have two and are not asked here.
struct ColumnOf {
    sql::Value operator()(std::monostate) const { return {}; }
    sql::Value operator()(bool yes) const { return std::int64_t{yes ? 1 : 0}; }
    sql::Value operator()(const Decimal& number) const { return number.mantissa(); }
    sql::Value operator()(const std::string& text) const { return text; }
    sql::Value operator()(Date day) const { return day.text(); }
    sql::Value operator()(const DateTime& moment) const { return moment.text(); }
    sql::Value operator()(const Texts& texts) const {
        std::string joined = "|";
        for (const auto& text : texts) joined += text + "|";
        return joined;
    }
    sql::Value operator()(registry::Key key) const { return key.number; }
    sql::Value operator()(const area::Point& /*place*/) const { return {}; }
};

std::optional<Value> read_number(const Field& field, std::int64_t mantissa) {
    if (mantissa > Decimal::kMantissaMax || mantissa < -Decimal::kMantissaMax) return {};
    return Decimal(mantissa, field.scale);
}

std::optional<Value> read_integer(const Field& field, std::int64_t integer) {
    switch (field.type) {
        case FieldType::Integer:
        case FieldType::Decimal:
        case FieldType::Money: return read_number(field, integer);
        case FieldType::YesNo:
            if (integer != 0 && integer != 1) return {};
            return integer == 1;
        case FieldType::Area:
        case FieldType::Reference: return registry::Key{integer};
        default: return {};
    }
}

std::optional<Value> read_texts(const std::string& joined) {
    if (joined.empty() || joined.front() != '|' || joined.back() != '|') return {};
    Texts texts;
    for (std::size_t start = 1; start < joined.size();) {
        const auto end = joined.find('|', start);
        texts.push_back(joined.substr(start, end - start));
        start = end + 1;
    }
    return texts;
}

std::optional<Value> read_text(const Field& field, const std::string& text) {
    switch (field.type) {
        case FieldType::Text:
        case FieldType::LongText:
        case FieldType::Choice:
        case FieldType::Identity:
        case FieldType::Phone: return text;
        case FieldType::Choices:
        case FieldType::Attachment: return read_texts(text);
        case FieldType::Date: {
            const auto day = Date::parse(text);
            if (!day) return {};
            return *day;
        }
        case FieldType::DateTime: {
            const auto moment = DateTime::parse(text);
            if (!moment || moment->text() != text) return {};
            return *moment;
        }
        default: return {};
    }
}

std::optional<Value> read_place(const sql::Value& lon, const sql::Value& lat) {
    const auto* east = std::get_if<std::int64_t>(&lon);
    const auto* north = std::get_if<std::int64_t>(&lat);
    if (east == nullptr || north == nullptr) return {};
    return area::Point{place_degrees(*east), place_degrees(*north)};
}

bool is_null(const sql::Value& value) { return value.index() == 0; }

void tidy(Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    const auto* texts = std::get_if<Texts>(&value);
    if ((text != nullptr && chinese::is_blank(*text)) || (texts != nullptr && texts->empty())) {
        value = std::monostate{};
    }
    if (auto* place = std::get_if<area::Point>(&value)) {
        if (!std::isfinite(place->longitude) || !std::isfinite(place->latitude)) return;
        if (std::abs(place->longitude) > 360 || std::abs(place->latitude) > 360) return;
        place->longitude = place_degrees(place_units(place->longitude));
        place->latitude = place_degrees(place_units(place->latitude));
    }
}

}  // namespace

void append_columns(const Field& field, const Value& value, std::vector<sql::Value>& out) {
    if (field.type != FieldType::Place) {
        out.push_back(std::visit(ColumnOf{}, value));
        return;
    }
    const auto* place = std::get_if<area::Point>(&value);
    if (place == nullptr) {
        out.insert(out.end(), 2, sql::Value{});
        return;
    }
    out.emplace_back(place_units(place->longitude));
    out.emplace_back(place_units(place->latitude));
}

std::optional<Value> read_columns(const Field& field, const sql::Rows& rows, int& column) {
    const sql::Value first = rows.value(column++);
    if (field.type == FieldType::Place) {
        const sql::Value second = rows.value(column++);
        if (is_null(first) && is_null(second)) return Value{};
        return read_place(first, second);
    }
    if (is_null(first)) return Value{};
    if (const auto* integer = std::get_if<std::int64_t>(&first)) {
        return read_integer(field, *integer);
    }
    if (const auto* text = std::get_if<std::string>(&first)) return read_text(field, *text);
    return {};
}

registry::Record tidied(const registry::Schema& schema, registry::Record record) {
    const auto pad = [](auto& list, std::size_t size) {
        if (list.size() < size) list.resize(size);
    };
    pad(record.values, schema.fields.size());
    for (auto& value : record.values) tidy(value);
    pad(record.lines, schema.lines.size());
    for (std::size_t i = 0; i < schema.lines.size(); ++i) {
        for (auto& line : record.lines[i]) {
            pad(line, schema.lines[i].fields.size());
            for (auto& value : line) tidy(value);
        }
    }
    return record;
}

}  // namespace qingshui::store
