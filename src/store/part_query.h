#pragma once

#include "expr/expression.h"
#include "store/session.h"

namespace qingshui::store {

// The records behind an indicator, asked of the database: filter and measure run as SQL.
std::vector<tally::Part> query_parts(Session& session, const registry::Schema& schema,
                                     const registry::Indicator& indicator, const Period& period);

// How expressions reach the fields of a register: its table is called r.
class RegisterColumns final : public expr::Columns {
public:
    explicit RegisterColumns(const registry::Schema& schema) : schema_(schema) {}
    std::string column(std::string_view path) const override;
    std::string from_lines(std::string_view lines, std::string_view alias) const override;
    std::string line_column(std::string_view lines, std::string_view path,
                            std::string_view alias) const override;

private:
    const registry::Schema& schema_;
};

}  // namespace qingshui::store
