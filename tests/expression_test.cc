// Goal: an expression means the same wherever it is worked out.
// Method: random well-typed trees over random records. Printed and read again they are the
// same tree with the types that were meant; evaluated on a record they give what the database
// answers for that record's row.

#include "expr/expression.h"

#include <array>
#include <filesystem>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "expr/print.h"
#include "expr/sql.h"
#include "random_expressions.h"
#include "sql/database.h"
#include "sql/test_server.h"

namespace qingshui::expr {
namespace {

namespace fs = std::filesystem;

constexpr int kDepth = 4;
constexpr int kTreesPerCase = 10;
constexpr int kRecordsPerCase = 4;

Choose random_choice() {
    return [](int limit) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, limit)); };
}

// The value as its type is stored.
sql::Value stored(const Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return std::int64_t{*flag ? 1 : 0};
    if (const auto* number = std::get_if<Decimal>(&value)) return number->mantissa();
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* date = std::get_if<Date>(&value)) return date->text();
    if (const auto* moment = std::get_if<DateTime>(&value)) return moment->text();
    if (const auto* key = std::get_if<std::int64_t>(&value)) return *key;
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
        std::string codes = "|";
        for (const std::string& text : *texts) codes += text + "|";
        return codes;
    }
    return std::monostate();
}

std::vector<sql::Value> stored(const std::vector<Value>& values) {
    std::vector<sql::Value> all;
    all.reserve(values.size());
    for (const Value& value : values) all.push_back(stored(value));
    return all;
}

class SampleColumns final : public Columns {
public:
    std::string column(std::string_view path) const override {
        return "r.\"" + std::string(path) + '"';
    }
    std::string from_lines(std::string_view lines, std::string_view alias) const override {
        const std::string line(alias);
        return '"' + std::string(lines) + "\" as " + line + " where " + line + ".record = r.id";
    }
    std::string line_column(std::string_view /*lines*/, std::string_view path,
                            std::string_view alias) const override {
        return std::string(alias) + ".\"" + std::string(path) + '"';
    }
};

enum class Engine { Sqlite, Postgres };

// The engines at hand.
std::vector<Engine> engines() {
    if (!sql::test::has_server()) return {Engine::Sqlite};
    return {Engine::Sqlite, Engine::Postgres};
}

// The sample register as tables in a database of its own.
class SampleTables {
public:
    explicit SampleTables(Engine engine)
        : folder_(fs::temp_directory_path() / ("expression-" + unique())) {
        fs::create_directories(folder_);
        if (engine == Engine::Postgres) {
            schema_.emplace();
            database_ = sql::open_postgres(schema_->url(), sql::Open::Create);
        } else {
            database_ = sql::open_sqlite(folder_ / "sample.db", sql::Open::Create);
        }
        connection_ = database_->connect();
        create("records", SampleNames::record(), "id");
        create("officers", SampleNames::officer(), "record");
    }
    ~SampleTables() {
        connection_.reset();
        database_.reset();
        fs::remove_all(folder_);
    }
    SampleTables(const SampleTables&) = delete;
    SampleTables& operator=(const SampleTables&) = delete;

    sql::Connection& connection() { return *connection_; }

    void insert(std::int64_t id, const SampleValues& record) {
        insert_row("records", SampleNames::record(), id, record);
        for (const SampleValues& line : record.lines()) {
            insert_row("officers", SampleNames::officer(), id, line);
        }
    }

    // What the database answers for each record, in order of id.
    std::vector<sql::Value> answers(const Expression& expression) {
        const Sql text = expression.sql(SampleColumns(), 1);
        auto rows = connection_->prepare("select " + text.text + " from records as r order by r.id")
                        .query(stored(text.parameters));
        std::vector<sql::Value> all;
        while (rows->next()) all.push_back(rows->value(0));
        return all;
    }

    // For how many records it holds.
    std::int64_t count_where(const Expression& expression) {
        const Sql text = expression.condition(SampleColumns(), 1);
        auto rows = connection_->prepare("select count(*) from records as r where " + text.text)
                        .query(stored(text.parameters));
        return rows->next() ? rows->integer(0) : -1;
    }

private:
    static std::string unique() {
        static int count = 0;
        return std::to_string(::getpid()) + "-" + std::to_string(++count);
    }

    static bool is_number(Kind kind) {
        return kind == Kind::Bool || kind == Kind::Number || kind == Kind::Key;
    }

    void create(const std::string& name, const SampleNames& names, const std::string& id) {
        sql::Table table{name, {{"line", sql::ColumnType::Integer, true}}, {"line"}, {}};
        table.columns.push_back({id, sql::ColumnType::Integer, true});
        for (const auto& [field, type] : names.types()) {
            if (type.kind == Kind::Lines) continue;
            table.columns.push_back(
                {field, is_number(type.kind) ? sql::ColumnType::Integer : sql::ColumnType::Text});
        }
        connection_->create_table(table);
    }

    void insert_row(const std::string& table, const SampleNames& names, std::int64_t id,
                    const SampleValues& values) {
        std::string marks = "$1, $2";
        std::vector<sql::Value> row = sql::parameters(++line_, id);
        for (const auto& [field, type] : names.types()) {
            if (type.kind == Kind::Lines) continue;
            row.push_back(stored(values.value_of(field)));
            marks += ", $" + std::to_string(row.size());
        }
        connection_->prepare("insert into " + table + " values (" + marks + ")").post(row);
    }

    fs::path folder_;
    std::optional<sql::test::ServerSchema> schema_;
    std::unique_ptr<sql::Database> database_;
    std::unique_ptr<sql::Connection> connection_;
    std::int64_t line_ = 0;
};

// A tree with its Expression; none if no database could nest it.
std::optional<Expression> grown(Node& tree, const Choose& choose) {
    Grower grower(choose);
    constexpr std::array<Kind, 4> kKinds = {Kind::Bool, Kind::Number, Kind::Date, Kind::Text};
    const int kind = choose(8);
    tree = grower.grow(kind < 7 ? kKinds[static_cast<std::size_t>(kind % 4)] : grower.any_kind(),
                       choose(kDepth) + 1);
    if (sql_height(tree) > kSqlHeightMax) return std::nullopt;
    auto parsed = Expression::parse(print(tree), SampleNames::record());
    if (!parsed) RC_FAIL(words(parsed.error(), Language::English) + print(tree));
    return std::move(parsed).value();
}

// `inner` within `count` times `before` and `after`.
std::string nested(int count, std::string_view before, std::string_view inner,
                   std::string_view after) {
    std::string text;
    for (int level = 0; level < count; ++level) text += before;
    text += inner;
    for (int level = 0; level < count; ++level) text += after;
    return text;
}

struct Nesting {
    const char* before;
    const char* inner;
    const char* after;
    int least;  // Levels that must be possible.
};

TEST(Expression, ThatIsAcceptedIsNeverTooDeepForTheDatabase) {
    const std::vector<Nesting> nestings = {
        {"", "people", " + people", 48},
        {"people - (", "people", ")", 11},
        {"people / (", "people", ")", 11},
        {"abs(", "people", ")", 18},
        {"!(", "passed", ")", 16},
        {"", "passed", " && passed", 150},
        {"passed || (planned && (", "passed", "))", 7},
        {"coalesce(people, ", "people", ")", 11},
        {"passed ? 1.5 : ", "people", "", 7},
        {"(", "people", " == 1 ? 1 : 2.5)", 5},
        {"(day - ", "day", ")", 0},
        {"round(", "amount", ", 3)", 18},
        {"officers.sum(o, ", "people", ")", 1},
        {"(size(note + ", "note", ") > 1 ? note : kind)", 2},
        {"(kind in [", "'a'", "] ? 'x' : 'y')", 0},
        {"(", "kind", " in media ? kind : note)", 4},
        {"(", "amount", " > share ? amount : share)", 4},
    };
    SampleTables tables(Engine::Sqlite);  // The one that sets a limit.
    for (const Nesting& nesting : nestings) {
        int accepted = 0;
        for (int count = 0; count < 200; ++count) {
            const auto parsed = Expression::parse(
                nested(count, nesting.before, nesting.inner, nesting.after), SampleNames::record());
            if (!parsed) break;
            accepted = count;
            const std::string text = parsed->sql(SampleColumns(), 1).text;
            EXPECT_NO_THROW(tables.connection().prepare(
                "select id from (select r.id from records as r where r.id > 0 and (case when " +
                text + " is null then 1 end) = 1) as q"));
        }
        EXPECT_GE(accepted, nesting.least) << nesting.before << nesting.after;
    }
}

RC_GTEST_PROP(Expression, IsTheSameTreeWhenPrintedAndReadAgain, ()) {
    Node tree;
    const auto parsed = grown(tree, random_choice());
    if (!parsed) return;
    RC_LOG(print(tree));
    RC_ASSERT(same(parsed->root(), tree));
    RC_ASSERT(parsed->print() == print(tree));
}

// Rows that are gone again at the end of the block.
class Passing {
public:
    explicit Passing(sql::Connection& connection) : connection_(connection) {
        connection_.begin_write();
    }
    ~Passing() { connection_.rollback(); }
    Passing(const Passing&) = delete;
    Passing& operator=(const Passing&) = delete;

private:
    sql::Connection& connection_;
};

RC_GTEST_PROP(Expression, EvaluatesToWhatEveryDatabaseAnswers, ()) {
    static std::vector<std::unique_ptr<SampleTables>> everywhere = [] {
        std::vector<std::unique_ptr<SampleTables>> all;
        for (const Engine engine : engines()) all.push_back(std::make_unique<SampleTables>(engine));
        return all;
    }();
    const Choose choose = random_choice();
    std::vector<SampleValues> records;
    std::vector<std::unique_ptr<Passing>> rows;
    for (const auto& tables : everywhere) {
        rows.push_back(std::make_unique<Passing>(tables->connection()));
    }
    for (int index = 0; index < kRecordsPerCase; ++index) {
        records.emplace_back(SampleNames::record(), choose);
        for (const auto& tables : everywhere) tables->insert(index, records.back());
    }
    for (int index = 0; index < kTreesPerCase; ++index) {
        Node tree;
        const auto expression = grown(tree, choose);
        if (!expression) continue;
        const auto taken = std::count_if(records.begin(), records.end(), [&](const auto& record) {
            return expression->evaluate(record) == Value(true);
        });
        for (const auto& tables : everywhere) {
            const bool is_condition = expression->type().kind == Kind::Bool;
            if (is_condition) RC_ASSERT(tables->count_where(*expression) == taken);
            const auto answers = tables->answers(*expression);
            RC_ASSERT(answers.size() == records.size());
            for (std::size_t record = 0; record < records.size(); ++record) {
                const Value value = expression->evaluate(records[record]);
                if (answers[record] == stored(value)) continue;
                RC_FAIL(expression->print() + "\n" + expression->sql(SampleColumns(), 1).text);
            }
        }
    }
}

}  // namespace
}  // namespace qingshui::expr
