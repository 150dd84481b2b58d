#include "registry/naming.h"

#include <algorithm>
#include <array>

namespace qingshui::registry {

namespace {

// Reserved in SQLite or PostgreSQL, or in both. Sorted.
constexpr auto kSqlWords = std::to_array<std::string_view>({"abort",
                                                            "add",
                                                            "all",
                                                            "alter",
                                                            "analyse",
                                                            "analyze",
                                                            "and",
                                                            "any",
                                                            "array",
                                                            "as",
                                                            "asc",
                                                            "asymmetric",
                                                            "authorization",
                                                            "autoincrement",
                                                            "before",
                                                            "begin",
                                                            "between",
                                                            "binary",
                                                            "both",
                                                            "by",
                                                            "cascade",
                                                            "case",
                                                            "cast",
                                                            "check",
                                                            "collate",
                                                            "collation",
                                                            "column",
                                                            "commit",
                                                            "concurrently",
                                                            "constraint",
                                                            "create",
                                                            "cross",
                                                            "current_catalog",
                                                            "current_date",
                                                            "current_role",
                                                            "current_schema",
                                                            "current_time",
                                                            "current_timestamp",
                                                            "current_user",
                                                            "default",
                                                            "deferrable",
                                                            "deferred",
                                                            "delete",
                                                            "desc",
                                                            "distinct",
                                                            "do",
                                                            "drop",
                                                            "each",
                                                            "else",
                                                            "end",
                                                            "escape",
                                                            "except",
                                                            "exclusive",
                                                            "exists",
                                                            "explain",
                                                            "fail",
                                                            "false",
                                                            "fetch",
                                                            "for",
                                                            "foreign",
                                                            "freeze",
                                                            "from",
                                                            "full",
                                                            "glob",
                                                            "grant",
                                                            "group",
                                                            "having",
                                                            "ilike",
                                                            "in",
                                                            "index",
                                                            "initially",
                                                            "inner",
                                                            "insert",
                                                            "intersect",
                                                            "into",
                                                            "is",
                                                            "isnull",
                                                            "join",
                                                            "lateral",
                                                            "leading",
                                                            "left",
                                                            "like",
                                                            "limit",
                                                            "localtime",
                                                            "localtimestamp",
                                                            "match",
                                                            "natural",
                                                            "not",
                                                            "nothing",
                                                            "notnull",
                                                            "null",
                                                            "offset",
                                                            "on",
                                                            "only",
                                                            "or",
                                                            "order",
                                                            "outer",
                                                            "overlaps",
                                                            "placing",
                                                            "pragma",
                                                            "primary",
                                                            "raise",
                                                            "references",
                                                            "regexp",
                                                            "reindex",
                                                            "returning",
                                                            "right",
                                                            "rollback",
                                                            "row",
                                                            "rowid",
                                                            "rows",
                                                            "select",
                                                            "session_user",
                                                            "set",
                                                            "similar",
                                                            "some",
                                                            "symmetric",
                                                            "table",
                                                            "tablesample",
                                                            "then",
                                                            "to",
                                                            "trailing",
                                                            "transaction",
                                                            "trigger",
                                                            "true",
                                                            "union",
                                                            "unique",
                                                            "update",
                                                            "user",
                                                            "using",
                                                            "vacuum",
                                                            "values",
                                                            "variadic",
                                                            "verbose",
                                                            "when",
                                                            "where"});

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool is_rest(char c) { return is_lower(c) || (c >= '0' && c <= '9') || c == '_'; }

}  // namespace

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= kIdLengthMax && is_lower(text.front()) &&
           std::all_of(text.begin(), text.end(), is_rest);
}

bool is_dotted_id(std::string_view text) {
    while (true) {
        const std::size_t dot = text.find('.');
        if (!is_id(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

std::string table_name(std::string_view register_id) {
    std::string name(register_id);
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

std::string table_name(std::string_view register_id, std::string_view lines_id) {
    return table_name(register_id) + '_' + std::string(lines_id);
}

const std::vector<std::string>& system_columns() {
    static const std::vector<std::string> kColumns = {"tenant", "id", "seq", "record", "line"};
    return kColumns;
}

std::span<const std::string_view> sql_words() { return kSqlWords; }

bool is_sql_word(std::string_view text) {
    return std::binary_search(kSqlWords.begin(), kSqlWords.end(), text);
}

}  // namespace qingshui::registry
