#pragma once

#include "sql/postgres_line.h"

namespace qingshui::sql {

// A prepared statement of PostgreSQL. It is prepared when it first runs, since only the values
// say of which type its parameters are; a run with values of other types prepares it once more.
class PostgresStatement final : public Statement {
public:
    // `number` tells statements of one line apart.
    PostgresStatement(PostgresLine& line, std::string sql, std::int64_t number);

    std::int64_t execute(std::span<const Value> parameters) override;
    void post(std::span<const Value> parameters) override;
    std::unique_ptr<Rows> query(std::span<const Value> parameters) override;

private:
    // The statement as prepared for some types of parameters.
    struct Variant {
        std::string name;
        std::vector<Oid> types;
    };
    const Variant& variant_for(std::span<const Value> parameters);

    PostgresLine& line_;
    std::string sql_;
    std::int64_t number_;
    std::int64_t generation_ = 0;  // Of the line that the variants were prepared on.
    std::vector<Variant> variants_;
};

}  // namespace qingshui::sql
