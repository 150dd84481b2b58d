#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "registry/schema.h"

namespace qingshui::registry {

// How a figure comes about.
enum class IndicatorKind {
    Flow,      // Adds up over time: each record counts on its day.
    Stock,     // Holds on a day: each record counts from its `from` to its `until`.
    Distinct,  // How many different values of a field occurred in the period.
    Ratio,     // One indicator divided by another.
    Derived,   // An expression over indicators.
    Scope,     // Something counted within the areas that the records of a register name.
    Rate,      // A number of a table of rates, in force at the period's end.
};

// How a number is shown: measured in `of`, divided by `per`, rounded half up to `decimals`; where
// none are declared, those that keep all of it.
struct Unit {
    std::string text;                                     // 万元, 人次, 家次
    qingshui::Decimal per = qingshui::Decimal::whole(1);  // 1 万元 = 10000 元.
    int decimals = 0;                                     // At most; trailing zeros are not shown.
};

// A rounding word (余): the value cut down to a multiple of `to`, the word after it.
struct Rounding {
    std::int64_t to = 10;
    std::string word = "余";
};

// One figure's definition (指标), in one version.
struct Indicator {
    // Indicators that name indicators: the longest chain that is read and counted.
    static constexpr std::size_t kDepthMax = 16;

    std::string id;  // "environment.disputes"
    int version = 1;
    Period valid{Date::min(), Date::max()};  // Reports of these days use this version.
    Text title;
    IndicatorKind kind = IndicatorKind::Flow;
    Unit unit;
    std::optional<Rounding> rounding = {};
    bool until_cutoff = false;  // Reports count up to their cut-off (截至目前), not to the end.
    std::string basis = {};

    // Flow, Stock, Distinct: the records counted.
    std::string of = {};                           // Register id.
    std::optional<expr::Expression> where = {};    // Filter; only true counts.
    std::optional<expr::Expression> measure = {};  // Number; none: each record counts 1.
    std::optional<std::size_t> day = {};           // Date field; none: the register's day.
    std::optional<std::size_t> until = {};         // Stock: last-day field, empty = holds on.
    std::optional<std::size_t> split = {};         // Choice or Reference field; also YesNo.
    std::optional<std::size_t> distinct = {};      // Distinct: the field whose values count.

    // Ratio: over/under. Derived: rule over indicator ids.
    std::string over = {}, under = {};
    std::optional<expr::Expression> rule = {};
    std::vector<std::pair<std::string, std::string>> reads = {};  // Name in rule → full figure id.

    // Of the answer in storage form, whatever the kind: of the measure, of the quotient, of
    // the rule, of the rate. All versions of an indicator have the same.
    int scale = 0;

    // Scope: for each record of register `of` passing `where` with its day in the period:
    // what is counted within its area on its day: areas of a level, or a stock indicator.
    std::optional<area::Level> counts_level = {};
    std::string counts_indicator = {};

    // Rate: table and column of the pack's rates.
    std::string rate_table = {}, rate_column = {};
};

// The decimals that keep all of its amounts: those of what is counted, and one more for each
// nought of the unit's `per`.
int exact_decimals(const Indicator& indicator);

// A table of rates or codes with dates of validity (标准).
struct Rates {
    struct Row {
        Period valid{Date::min(), Date::max()};
        std::vector<Value> values;  // As `fields`.
        std::string basis;
    };
    std::string id;  // "parks.fees"
    Text title;
    std::vector<Field> fields;
    std::vector<Row> rows;
};

// A check of sums between figures (勾稽), shown beside the sentence when it fails.
struct FigureCheck {
    std::string id;
    expr::Expression rule;                                   // Over indicator ids, short or full.
    std::vector<std::pair<std::string, std::string>> reads;  // Name in rule → full figure id.
    Text says;
    std::string basis = {};
};

// The text of a chapter: report.md of a pack, read but not parsed here.
struct Chapter {
    std::string file;  // For messages.
    std::string text;
};

// A report made of the chapters of packs (报告).
struct Report {
    std::string id;  // "annual"
    Text title;
    std::string heading;  // Template of the title line: "{{area}}{{year}}年工作报告"
    std::vector<std::string> chapters;  // Pack ids in order.
    std::string file;
    std::string text;  // The frame: opening, {{chapters}}, closing.
    // Register that keeps hand-written passages (text or choice fields report, period, key;
    // a longtext words; all four unique but words); empty: passages cannot be kept.
    std::string passages = {};
};

// One folder of declarations (业务包).
struct Pack {
    std::string id;
    Text title;
    int chapter = 0;  // Its place in the report; 0: none.
    std::string version;
    std::vector<std::string> needs = {};  // `requires`: the packs it refers to.
    std::vector<Schema> registers;
    std::vector<Rates> rates;
    std::vector<Indicator> indicators;
    std::vector<FigureCheck> checks;
    std::vector<Report> reports;
    std::optional<Chapter> text;  // report.md
    // Every file of the folder that was read, by name, for keeping with the office.
    std::map<std::string, std::string> files;
};

struct Reading;  // registry/reading.h

// All packs of an office, read and checked together.
//
// Immutable once it is in use; safe to share between threads. Pointers into it stay valid as long
// as it lives, also when it is moved; it is never copied.
class Catalogue {
public:
    static constexpr std::size_t kPacksMax = 200;
    static constexpr std::size_t kFileBytesMax = 1 << 20;

    Catalogue() = default;  // No packs.
    Catalogue(Catalogue&&) noexcept = default;
    Catalogue& operator=(Catalogue&&) noexcept = default;
    Catalogue(const Catalogue&) = delete;
    Catalogue& operator=(const Catalogue&) = delete;
    ~Catalogue() = default;

    // A pack's files by name relative to its folder: "pack.toml", "report.md".
    using Files = std::map<std::string, std::string>;

    // Reads and checks packs, given by folder name. Refuses "pack.faulty" with every fault in
    // `faults`, each with file and line in `where` and what to write instead in `remedy`;
    // the rules of faults are listed in docs/packs.md.
    static Result<Catalogue> read(const std::map<std::string, Files>& folders);

    // Takes over the masks of every field that `now` has too: what of old declarations is shown
    // follows the rules of today.
    void mask_as(const Catalogue& now);

    const std::vector<Pack>& packs() const { return packs_; }
    const Pack* pack(std::string_view id) const;
    const Schema* schema(std::string_view register_id) const;         // "environment.inspection"
    const Indicator* indicator(std::string_view id, Date day) const;  // The version of that day.
    const Indicator* indicator(std::string_view id) const;            // The newest.
    const Indicator* version(std::string_view id, int version) const;
    std::vector<const Indicator*> counted_from(
        std::string_view register_id) const;  // All versions.
    const Rates* rates(std::string_view id) const;
    const Report* report(std::string_view id) const;
    std::vector<std::string> register_ids() const;
    std::vector<std::string> indicator_ids() const;

private:
    friend Reading read_as_far(const std::map<std::string, Files>& folders);
    explicit Catalogue(std::vector<Pack> packs);

    std::vector<Pack> packs_;  // By chapter, those without one last, then by id.
    // Into packs_, whose buffers do not move any more.
    std::unordered_map<std::string_view, const Schema*> schemas_;
    std::unordered_map<std::string_view, std::vector<const Indicator*>> indicators_;  // By version.
    std::unordered_map<std::string_view, std::vector<const Indicator*>> counted_from_;
};

// The packs of a folder: each sub-folder with a pack.toml, or the folder itself if it has
// one. Throws Failure if it cannot be read; refuses "pack.none" and "pack.too_large".
Result<std::map<std::string, Catalogue::Files>> read_folders(const std::string& path);

// All that is declared, each key that is written on a line of its own, as text for a person;
// or what one pack declares.
std::string show(const Catalogue& catalogue, Language language);
std::string show(const Catalogue& catalogue, const Pack& pack, Language language);

}  // namespace qingshui::registry
