#include "sql/sqlite_statement.h"

#include <charconv>

#include "base/damage.h"
#include "base/ensure.h"

namespace qingshui::sql {
namespace {

// The N of "$N", counted from 0.
std::size_t parameter_number(const char* name) {
    const std::string_view text = name ? name : "";
    std::size_t number = 0;
    const bool is_numbered =
        text.starts_with('$') &&
        std::from_chars(text.data() + 1, text.data() + text.size(), number).ptr ==
            text.data() + text.size();
    ensure(is_numbered && number > 0, "a parameter is written $1, $2, …");
    return number - 1;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\n;") == std::string_view::npos;
}

}  // namespace

// Rows of one run of a statement.
class SqliteStatement::SqliteRows final : public Rows {
public:
    explicit SqliteRows(SqliteStatement& statement)
        : statement_(statement),
          run_(statement.run_),
          columns_(sqlite3_column_count(statement.statement_.get())) {}
    SqliteRows(const SqliteRows&) = delete;
    SqliteRows& operator=(const SqliteRows&) = delete;
    ~SqliteRows() override {
        if (statement_.run_ == run_) statement_.reset();
    }

    bool next() override {
        ensure(statement_.run_ == run_, "rows are read before their statement runs again");
        if (is_at_end_) return false;
        is_at_end_ = !statement_.step();
        is_on_row_ = !is_at_end_;
        return is_on_row_;
    }

    bool is_null(int column) const override { return type(column) == SQLITE_NULL; }

    std::int64_t integer(int column) const override {
        expect(type(column) == SQLITE_INTEGER || type(column) == SQLITE_NULL);
        return sqlite3_column_int64(raw(), column);
    }

    std::string_view text(int column) const override {
        expect(type(column) == SQLITE_TEXT || type(column) == SQLITE_NULL);
        const auto* bytes = sqlite3_column_text(raw(), column);
        if (!bytes) return {};
        return {reinterpret_cast<const char*>(bytes), size(column)};
    }

    Value value(int column) const override {
        switch (type(column)) {
            case SQLITE_NULL: return std::monostate();
            case SQLITE_INTEGER: return sqlite3_column_int64(raw(), column);
            case SQLITE_TEXT: return std::string(text(column));
            case SQLITE_BLOB: {
                const auto* bytes = static_cast<const char*>(sqlite3_column_blob(raw(), column));
                return Blob{bytes ? std::string(bytes, size(column)) : std::string()};
            }
            default: break;
        }
        expect(false);
        return {};
    }

private:
    // Tables hold only what their columns are declared for, unless the file was damaged.
    static void expect(bool is_of_its_type) {
        if (!is_of_its_type)
            throw DamageFailure("a value in the database is not of its column's type");
    }
    sqlite3_stmt* raw() const { return statement_.statement_.get(); }
    std::size_t size(int column) const {
        return static_cast<std::size_t>(sqlite3_column_bytes(raw(), column));
    }
    int type(int column) const {
        ensure(is_on_row_ && statement_.run_ == run_, "columns are read of a present row");
        ensure(column >= 0 && column < columns_, "only columns that were asked for are read");
        return sqlite3_column_type(raw(), column);
    }

    SqliteStatement& statement_;
    std::uint64_t run_;
    int columns_;
    bool is_on_row_ = false;
    bool is_at_end_ = false;
};

SqliteStatement::SqliteStatement(sqlite3* database, std::string_view sql) : database_(database) {
    sqlite3_stmt* prepared = nullptr;
    const char* tail = nullptr;
    const int outcome = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                           SQLITE_PREPARE_PERSISTENT, &prepared, &tail);
    statement_.reset(prepared);
    if (outcome != SQLITE_OK) throw_sqlite(database);
    ensure(prepared != nullptr, "a statement is not empty");
    ensure(is_blank(sql.substr(static_cast<std::size_t>(tail - sql.data()))),
           "one statement is prepared at a time");
    const int slots = sqlite3_bind_parameter_count(prepared);
    for (int slot = 1; slot <= slots; ++slot) {
        const std::size_t number = parameter_number(sqlite3_bind_parameter_name(prepared, slot));
        parameter_of_slot_.push_back(number);
        parameter_count_ = std::max(parameter_count_, number + 1);
    }
}

std::int64_t SqliteStatement::execute(std::span<const Value> parameters) {
    bind(parameters, Lifetime::Borrowed);
    const std::int64_t before = sqlite3_total_changes64(database_);
    while (step()) {
    }
    const bool has_changed = sqlite3_total_changes64(database_) != before;
    reset();
    return has_changed ? sqlite3_changes64(database_) : 0;
}

std::unique_ptr<Rows> SqliteStatement::query(std::span<const Value> parameters) {
    bind(parameters, Lifetime::Copied);
    return std::make_unique<SqliteRows>(*this);
}

void SqliteStatement::bind(std::span<const Value> parameters, Lifetime lifetime) {
    ensure(parameters.size() >= parameter_count_, "every parameter of a statement is given");
    reset();
    for (std::size_t slot = 0; slot < parameter_of_slot_.size(); ++slot) {
        bind_one(static_cast<int>(slot) + 1, parameters[parameter_of_slot_[slot]], lifetime);
    }
}

void SqliteStatement::bind_one(int slot, const Value& value, Lifetime lifetime) {
    sqlite3_stmt* statement = statement_.get();
    const auto destructor = lifetime == Lifetime::Borrowed ? SQLITE_STATIC : SQLITE_TRANSIENT;
    int outcome = SQLITE_OK;  // Null is what reset() leaves.
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        outcome = sqlite3_bind_int64(statement, slot, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        outcome = sqlite3_bind_text64(statement, slot, text->data(), text->size(), destructor,
                                      SQLITE_UTF8);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
        outcome = sqlite3_bind_blob64(statement, slot, blob->bytes.data(), blob->bytes.size(),
                                      destructor);
    }
    if (outcome != SQLITE_OK) throw_sqlite(database_);
}

// True if there is a row. The statement is reset before a failure is thrown, so that it holds
// neither locks nor borrowed parameters.
bool SqliteStatement::step() {
    const int outcome = sqlite3_step(statement_.get());
    if (outcome == SQLITE_ROW) return true;
    if (outcome == SQLITE_DONE) return false;
    const std::string message = sqlite3_errmsg(database_);
    reset();
    throw_sqlite(database_, outcome, message);
}

void SqliteStatement::reset() {
    ++run_;
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
}

}  // namespace qingshui::sql
