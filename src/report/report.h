#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "paper/document.h"
#include "registry/pack.h"
#include "registry/reading.h"
#include "tally/rates.h"

namespace qingshui::report {

// Hand-written passages (手写段落): kept by the office, so that they survive regeneration.
class Passages {
public:
    virtual ~Passages() = default;
    // Keys are "PACK.KEY": "environment.highlights". None: the template's own words stand.
    virtual std::optional<std::string> passage(std::string_view key) = 0;
};

// Which records a list shows.
struct ListQuestion {
    const registry::Schema* schema = nullptr;
    std::optional<expr::Expression> where = {};  // Only true takes the record.
    std::optional<std::size_t> order = {};       // Field; none: the register's day.
    bool descending = false;
    std::optional<std::size_t> limit = {};  // The most rows; none: all.
    std::vector<std::size_t> fields = {};   // What is shown of each.
    Id<area::Area> area = {};
    Period period;  // The register's day lies in it.
    // Only records whose date `field` is empty or later than `day`.
    struct Open {
        std::size_t field = 0;
        Date day;
    };
    std::optional<Open> open = {};
};

// A record that a list shows.
struct ListRow {
    std::int64_t record = 0;
    std::vector<std::string> cells;  // As an office writes them: 2021年5月13日, 定期, 是.
};
struct Listing {
    std::vector<ListRow> rows;
    std::size_t left_out = 0;  // So many more than the limit.
};

// How a report reads single records. Everything it answers is for print: names, phones and
// the like masked as their fields declare.
class Records {
public:
    virtual ~Records() = default;
    virtual Listing list(const ListQuestion& question) = 0;
    // How each record is named to people, in the order asked.
    virtual std::vector<std::string> labels(std::string_view register_id,
                                            const std::vector<std::int64_t>& records) = 0;
};

// The office as a report sees it. Borrows all.
struct Sources {
    const registry::Catalogue& catalogue;
    const area::Tree& tree;
    tally::Books& books;
    Passages& passages;
    Records& records;
};

// What is asked.
struct Request {
    std::string report;  // "annual"
    std::string office;  // Whose report it is, as its heading and signature have it.
    Id<area::Area> area;
    Period period;
    Date today;                      // The cut-off is this day, or the period's end if earlier.
    std::int64_t as_of = 0;          // The books' version that `books` reads.
    std::optional<Date> dated = {};  // The day that the document bears; none: today.
};

// A figure that another is computed from, as it stood in it.
struct Component {
    std::string name;  // In the other's rule.
    Text title;
    std::optional<Decimal> value;  // In storage units; none: no answer.
    registry::Unit unit;
    std::string text;  // Its number with all its digits: 45.5小时.
    std::vector<tally::Part> parts;
};

// A figure of a report (数字) and what it rests on.
struct Figure {
    std::string id;                // As the JSON has it.
    std::optional<Decimal> value;  // In `unit`, rounded to its decimals; none: no answer.
    std::string unit;
    std::string text;  // As the sentence has it: "190余次", "五次".
    tally::Question question;
    std::string name;  // Indicator with cell: "environment.disputes.water".
    Text title;
    Text definition;  // What is counted, in words.
    std::string area_code, area_name;
    std::vector<tally::Part> parts;
    std::vector<tally::RateInForce> rates = {};  // Of a rate, and of what is computed from one.
    Digest digest;                               // Of the parts and rates.
    std::vector<Component> components = {};      // Of a ratio or derived figure.
    Text working = {};                           // How they make its number; empty: not to be said.
    std::optional<Refusal> fault = {};  // Why there is no answer, shown beside the sentence.

    // How many different records stand behind it (areas that a scope counted included).
    std::size_t records() const;
};

// A check of sums (勾稽) and how it came out.
struct CheckOutcome {
    std::string id;                  // "environment.disputes_sum"
    std::optional<bool> holds = {};  // None: a figure has no answer.
    Text says;
    std::string rule, basis;
    Period period;
    std::optional<Decimal> left = {}, right = {};  // The two sides, if the rule compares two.
    std::vector<Text> facts = {};           // What was compared, in words: “花坛数”为3处.
    std::vector<std::string> figures = {};  // Names of the figures it reads.
};

// A list of records as the text has it.
struct ListShown {
    std::string register_id;
    std::size_t shown = 0, left_out = 0;
};

// A part of the text. Runs with a figure's id are that figure's text.
struct Block {
    enum class Kind { Heading, Paragraph, Item, Addressee };
    Kind kind = Kind::Paragraph;
    int level = 0;  // Of a heading: 1 to 4.
    std::vector<paper::Run> runs = {};
};

// A report as computed, before it takes the form of a file.
struct Draft {
    std::string report;
    Text title;
    std::string heading;  // The title line.
    // The same in the parts that its declaration sees, for where it is too long for one line.
    std::vector<std::string> heading_lines = {};
    std::string office;
    Id<area::Area> area;
    std::string area_code;
    Period period;
    Date cutoff;
    Date dated;  // The day that the document bears (成文日期).
    std::int64_t as_of = 0;
    std::vector<Block> blocks;
    std::vector<Figure> figures;                  // In order of appearance, each id once.
    std::vector<CheckOutcome> checks;             // Packs in order of chapters, as declared.
    std::vector<ListShown> lists;                 // In order of appearance.
    std::map<std::string, std::string> passages;  // Every passage by key, as it stands.

    const Figure* figure(std::string_view id) const;
};

// Everything wrong with the templates of a catalogue: every chapter of every pack and every
// report's frame. Empty if all are well. Rules: "report.figure", "report.option",
// "report.unit", "report.tag", "report.unclosed", "report.each", "report.if", "report.passage",
// "report.chapter", "report.id_taken"; `where` has file and line.
std::vector<Refusal> faults(const registry::Catalogue& catalogue);

// The same of packs whose declarations have faults themselves, but for what names a declaration
// with a fault: and of templates that nothing sound speaks of, what is wrong with their form.
std::vector<Refusal> faults(const registry::Reading& reading,
                            const std::map<std::string, registry::Catalogue::Files>& folders);

// Computes a report. Refuses "report.unknown", and "report.faulty" with the faults of its
// templates. A figure without answer (a split by a record that there is not, a rate that is not in
// force) does not refuse the report: it carries its fault.
Result<Draft> draft(const Sources& sources, const Request& request);

// The figures and checks for programs: {"report","office","area","period","as_of",
// "figures":[{"id","value","unit","text","indicator","version","area","period","records",
// "digest"}],"checks":[{"id","holds","says","left","right","rule","basis","period",
// "figures"}],"lists":[{"register","shown","left_out"}]}; values are JSON numbers with exact
// digits, or null. Ends with a line break.
std::string to_json(const Draft& draft);

// The text, failed checks beside their sentences as 【…】.
std::string to_markdown(const Draft& draft);

// One file that works from a disk alone: the text, and for every figure a page with its
// definition, period, area, digest and records. Labels come from `records`.
std::string to_html(const Draft& draft, const Sources& sources);

// For DOCX: the text, signature and date, and the appendix (附件) 数据来源, which has a row for
// each figure.
paper::Document to_document(const Draft& draft);

}  // namespace qingshui::report
