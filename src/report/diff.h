#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/snapshot.h"

namespace qingshui::report {

// What was done to a record, as the history (账册) keeps it.
struct RecordAct {
    std::int64_t entry = 0;  // 第109821号变更.
    std::string at;          // "2021-12-01 10:20:00"
    std::string actor;
    Text title;  // 更正
    std::string reason;

    friend bool operator==(const RecordAct&, const RecordAct&) = default;
};

// What became of one record behind a figure since it was signed.
struct RecordChange {
    enum class Kind {
        Added,      // 新增: it counts now.
        Removed,    // 减少: it counted then.
        Changed,    // 变更: it counts with another amount.
        Corrected,  // 更正: something else in it changed, or where and when it counts.
        Moved,      // 区划: the record is as it was; areas changed, so it counts elsewhere.
    };
    Kind kind = Kind::Added;
    std::string schema;  // Register id; empty for an area that a scope counted.
    std::int64_t record = 0;
    Id<area::Area> area;
    Date day;
    Decimal before, after;  // What it adds, in storage units; 0 if it does not count.
    Text component = {};    // Of a ratio or derived figure: which of its components counts it.
    // Since the figure was signed. Not found by diff(): the history is not among its sources.
    std::vector<RecordAct> acts = {};

    // Does the figure differ because of it? What counts as it did is no cause.
    bool is_cause() const { return before != after; }

    friend bool operator==(const RecordChange&, const RecordChange&) = default;
};

// Why a figure of a signed report would be another today.
struct FigureChange {
    std::string id;
    Text title;
    std::optional<Decimal> then, now;
    std::string unit;
    std::vector<RecordChange> records;
    Text says;  // 455例变为461例，原因是以下6条记录。 How many are no cause is said with them.
};

// Compares a signed report with the books of now: the figures that changed, or whose records
// did, in its order. `then` must read the books as of the snapshot. Refuses "snapshot.area" if
// the tree does not know its area.
Result<std::vector<FigureChange>> diff(const Snapshot& signed_report, const Sources& then,
                                       const Sources& now);

// Would the report of now, drawn up to the same cut-off, read otherwise than the signed one?
// Figures are words of the text too, so this tells most where none of them changed. Refuses
// "snapshot.area", and what draft() refuses.
Result<bool> reworded(const Snapshot& signed_report, const Sources& now);

// The changes as lines for a person, the causes of each before what else changed; records are named
// by `now`, those that do not count any more by `then`. Says so if no figure changed, and if then
// the words around them did
// (`reworded`).
std::string words(const std::vector<FigureChange>& changes, bool reworded, const Sources& then,
                  const Sources& now, Language language);

// Did a change of areas move records from one figure to another?
bool has_moved(const std::vector<FigureChange>& changes);

// For programs: [{"id","then","now","unit","says","records":[{"kind","register","record",
// "before","after","cause","component","acts":[{"entry","at","actor","act","reason"}…]}…]}…]; the
// component only of computed figures. Ends with a line break.
std::string to_json(const std::vector<FigureChange>& changes);

}  // namespace qingshui::report
