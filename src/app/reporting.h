#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "access/actor.h"
#include "app/printed_records.h"
#include "base/clock.h"
#include "report/report.h"
#include "store/store.h"

namespace qingshui::app {

// What a person asks for.
struct ReportRequest {
    std::string report;      // "annual"
    std::string period;      // "2021"
    std::string area;        // Code or name; empty: the whole office.
    std::string as_of;       // The books as they were then; empty: now.
    std::string dated = {};  // The day that the document bears; empty: that of making it.
};

// A report made from one snapshot of the books, which it keeps open.
class Reporting {
public:
    Reporting(access::Actor actor, std::unique_ptr<store::Reader> reader, Clock& clock);
    ~Reporting();

    // Refuses "report.dated", and what report::draft, parse_period, find_area and parse_moment
    // refuse. Its figures name declarations that are kept until the next one.
    Result<report::Draft> draft(const ReportRequest& request);
    // The page that opens every figure.
    std::string html(const report::Draft& draft);

    store::Reader& reader() { return *reader_; }
    // The books that the last draft() read.
    store::View& view() { return past_ ? *past_ : *reader_; }
    // What the last draft() read from. Requires one.
    report::Sources sources();

private:
    class Kept;

    access::Actor actor_;
    std::unique_ptr<store::Reader> reader_;
    Clock& clock_;
    std::unique_ptr<store::View> past_;  // As of a moment; none: the books as they are.
    std::unique_ptr<Kept> passages_;
    std::unique_ptr<PrintedRecords> lists_;
};

// Keeps a hand-written passage of a report in the register that the report declares for
// them, for the report of one area alone. An empty text withdraws it. Refuses "report.unknown",
// "report.no_passages", "report.passage_unknown" with the keys there are, and
// "report.passage_taken" if the register keeps one for all areas and another has it.
struct PassageRequest {
    std::string report;
    std::string period;
    std::string key;  // "environment.highlights"
    std::string text;
    std::string area = {};  // Code or name; empty: the whole office.
};
Result<store::Written> write_passage(const access::Actor& actor, store::Store& store, Clock& clock,
                                     const PassageRequest& request);

}  // namespace qingshui::app
