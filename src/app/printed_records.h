#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"
#include "store/store.h"

namespace qingshui::app {

// Single records of one view for print, masked. Borrows the view.
class PrintedRecords final : public report::Records {
public:
    explicit PrintedRecords(store::View& view) : view_(view) {}

    report::Listing list(const report::ListQuestion& question) override;
    std::vector<std::string> labels(std::string_view register_id,
                                    const std::vector<std::int64_t>& records) override;

private:
    bool takes(const report::ListQuestion& question, const registry::Record& record) const;
    std::vector<store::Kept> matching(const report::ListQuestion& question);
    std::string words(const registry::Field& field, const registry::Value& value, Date day);

    store::View& view_;
};

}  // namespace qingshui::app
