// Any text as the chapter of a pack: every fault of it has words and a line; or it is sound, and
// then the report is drafted over a few records and takes every form, each saying the same figures.

#include <cstdint>
#include <string>

#include "base/ensure.h"
#include "json/json.h"
#include "paper/document.h"
#include "report/blocks.h"
#include "report/checks.h"
#include "report/layout.h"
#include "report/probe_report.h"

namespace {

namespace report = qingshui::report;
using qingshui::ensure;

const qingshui::registry::Catalogue& catalogue() {
    static const auto kCatalogue = report::probe::read_catalogue("", "{{chapters}}").value();
    return kCatalogue;
}

void check_forms(const report::Draft& draft, const report::Sources& sources) {
    const auto json = qingshui::json::parse(report::to_json(draft));
    ensure(json.has_value(), "the figures are JSON");
    ensure(json->at("figures").as_array().size() == draft.figures.size(), "with every figure");
    ensure(report::to_markdown(draft).find(draft.heading) != std::string::npos,
           "the text has its title line");
    const std::string page = report::to_html(draft, sources);
    for (const auto& figure : draft.figures) {
        ensure(page.find(figure.id) != std::string::npos, "the page opens every figure");
    }
    ensure(!qingshui::paper::docx(report::to_document(draft)).empty(), "the document is written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    (void)report::blocks({{{text, false, "", ""}, false}, {{text, false, "", ""}, true}});
    (void)report::sides(text);
    const auto layout = report::parse_layout(catalogue(), {"report.md", "garden", "garden"}, text);
    if (!layout) {
        ensure(!layout.error().faults.empty(), "a refusal says its faults");
        for (const auto& fault : layout.error().faults) {
            ensure(!fault.says.zh.empty() && !fault.says.en.empty(), "a fault has words");
            ensure(fault.where.row > 0, "a fault has a line");
        }
        return 0;
    }
    if (!report::probe::read_catalogue(text, report::probe::kFrame)) return 0;  // No text at all.
    report::probe::Office office(text);
    office.three_beds();
    const auto draft = report::draft(office.sources(), report::probe::Office::request());
    if (draft) {
        check_forms(*draft, office.sources());
    } else {
        ensure(draft.error().rule == "report.faulty" && !draft.error().faults.empty(),
               "a sound chapter is refused for what it names twice alone");
    }
    return 0;
}
