#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "app/places.h"
#include "app/plain_values.h"
#include "paper/sheet.h"
#include "store/store.h"

namespace qingshui::app {

// Reads what people type into cells as the values of fields: full-width digits, Chinese
// dates, thousands separators, 万元, titles of choices, names of areas, keys of records.
//
// Looks areas and records up in `reader` and remembers what it found. Not thread-safe.
class CellReader {
public:
    // `keep_blanks`: text keeps its outer white space (files that we wrote ourselves).
    CellReader(store::Reader& reader, bool keep_blanks)
        : reader_(reader), keep_blanks_(keep_blanks) {}

    // The value of `cell` as `field`; areas are those of `day`. An empty cell is an empty value.
    // So is a dash, except in text. A unit within the cell counts before the column's. A name
    // beside the code of an area must be one that it had under that code. Refuses "cell.number",
    // "cell.too_large", "cell.scale", "cell.date", "cell.datetime", "cell.yesno", "cell.choice",
    // "cell.area", "cell.area_name", "cell.area_ambiguous", "cell.reference", "cell.place",
    // "cell.attachment", and what a spreadsheet has spoilt, "cell.error", "cell.scientific",
    // "cell.digits_lost", each with the field as its subject, the value as it stood and what to
    // write instead.
    Result<registry::Value> value(const registry::Field& field, const paper::Cell& cell, Date day,
                                  const ColumnUnit& unit = {});

    // The lines of a sub-table from one cell: a line of text each, fields separated by " | ",
    // computed ones left out; a sub-table of one field may also be a list separated by 、；.
    // Appends faults: those of value() and "cell.lines", with the field in its line or the line as
    // their subject, "hands[2].hours" or "hands[2]"; that is left empty. `units`: of its fields;
    // none: their own.
    std::vector<std::vector<registry::Value>> lines(const registry::Lines& lines,
                                                    const paper::Cell& cell, Date day,
                                                    std::vector<Refusal>& faults,
                                                    const std::vector<ColumnUnit>& units = {});

    // What `text` is as the naming key of a register's records; none if there is no such key
    // (see naming_key), or the text cannot be one.
    struct Naming {
        std::size_t key = 0;  // Which of the unique keys.
        registry::Value value;
    };
    std::optional<Naming> naming(const registry::Schema& schema, const std::string& text);

    // References are looked up once: until this, or as long as no record changes its key.
    void forget_references() { references_.clear(); }

    // From now on, a code with a name that one of these areas had on some day or other means that
    // area: an export of then put it so, whatever the areas are called on the day by now.
    void prefer_areas(std::vector<Id<area::Area>> areas) { preferred_ = std::move(areas); }

    // Does `text` mean one area, on some day or other?
    bool is_area_some_day(const std::string& text);

private:
    // One line of a sub-table from its parts; empty where `faults` say why.
    std::vector<registry::Value> line(const registry::Lines& lines,
                                      const std::vector<std::string>& parts, Date day,
                                      const std::vector<ColumnUnit>& units,
                                      std::vector<Refusal>& faults);
    Result<registry::Value> filled(const registry::Field& field, const paper::Cell& cell, Date day,
                                   const ColumnUnit& unit);
    std::string text(const std::string& raw) const;
    Result<registry::Value> area(const registry::Field& field, const std::string& text, Date day);
    Refusal no_area(const std::string& text, Date day, const std::vector<area::Level>& levels);
    Result<registry::Value> reference(const registry::Field& field, const std::string& text);
    std::optional<Id<registry::Record>> find(const registry::Schema& target,
                                             const std::string& text);
    Refusal unknown_reference(const registry::Schema& target, const std::string& text);

    store::Reader& reader_;
    bool keep_blanks_;
    // What an area's words mean on a day, as one of these levels.
    using AreaWords = std::tuple<std::string, Date, std::vector<area::Level>>;
    std::map<AreaWords, registry::Key> areas_;
    std::map<AreaWords, NoArea> no_areas_;  // From this day on until the tree changes.
    std::vector<Date> turns_;               // The days on which it does.
    std::map<std::string, bool> some_day_;
    std::map<std::pair<std::string, std::string>, registry::Key> references_;
    std::vector<Id<area::Area>> preferred_;
};

// A cell as text, the way a person sees it: without the characters that no one sees.
std::string text_of(const paper::Cell& cell);

// The fields of a sub-table that are typed in, in order: all but the computed ones.
std::vector<std::size_t> typed_fields(const registry::Lines& lines);

// The one-field unique key by which people name a record of this register: the first of a
// text, a whole number, an identity or phone number; none if it has none. Index into
// Schema::unique.
std::optional<std::size_t> naming_key(const registry::Schema& schema);

}  // namespace qingshui::app
