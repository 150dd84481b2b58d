#pragma once

#include <memory>
#include <string>

#include "app/reporting.h"
#include "report/diff.h"
#include "report/snapshot.h"

namespace qingshui::app {

// A signed report as it was kept (签存件).
struct SignedReport {
    std::string name;  // "annual/2021/341502005/109785": report, period, area, entry it saw.
    Digest digest;     // Of the signed bytes.
    report::Snapshot snapshot;
};

// What has changed since a report was signed, for people and for programs.
struct SignedComparison {
    std::string name;
    std::vector<report::FigureChange> changes;
    Text words;
};

// Draws up a report, signs its snapshot with the office's key and keeps it among the books for
// good. The records are not copied: the history makes them again as of the entry it saw.
// Refuses what draft() refuses.
Result<SignedReport> sign_report(const access::Actor& actor, store::Store& store, Clock& clock,
                                 const ReportRequest& request);

// The signed report to compare: the latest of this report, period and area, or the one named.
struct SignedRequest {
    ReportRequest report;
    std::string name;  // Empty: the latest.
};

// Compares a signed report with the books as they are. Refuses "report.not_signed",
// "report.key_missing", and "report.signature" if what was kept is not what the office's key
// signed.
Result<SignedComparison> compare_signed(const access::Actor& actor, store::Store& store,
                                        Clock& clock, const SignedRequest& request);

}  // namespace qingshui::app
