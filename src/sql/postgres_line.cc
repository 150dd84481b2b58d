#include "sql/postgres_line.h"

#include <fmt/format.h>

#include "base/ensure.h"
#include "base/told_failure.h"

namespace qingshui::sql {
namespace {

// How many statements may wait for their answers: few enough that the answers fit into the
// socket's buffer, so that neither side waits for the other to read.
constexpr std::size_t kPostedMax = 128;

constexpr Oid kTypeBytea = 17;
constexpr Oid kTypeText = 25;
constexpr Oid kTypeVarchar = 1043;
constexpr Oid kTypeJson = 114;

// synchronous_commit  a commit is on the server's disk when it returns, whatever the server's
//                     own setting; one that asks for more is left.
// lock_timeout        as long as SQLite's busy timeout.
constexpr const char* kSettings = R"(
    set client_min_messages = warning;
    set lock_timeout = 10000;
    set standard_conforming_strings = on;
    select set_config('synchronous_commit', 'on', false)
        where current_setting('synchronous_commit') in ('off', 'local');
)";

// Where the server is, without user and password.
std::string place_of(PGconn* connection) {
    const auto text = [](const char* value) { return std::string(value ? value : ""); };
    if (connection == nullptr) return "postgresql:";
    return fmt::format("postgresql://{}:{}/{}", text(PQhost(connection)), text(PQport(connection)),
                       text(PQdb(connection)));
}

// The server's own sentence, which may quote no values: those stand in the detail.
std::string message_of(PGconn* connection, const PGresult* result) {
    const char* primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    std::string message = primary ? primary : (connection ? PQerrorMessage(connection) : "");
    while (!message.empty() && message.back() == '\n') message.pop_back();
    for (char& c : message) {
        if (c == '\n') c = ' ';
    }
    return message;
}

ToldFailure unreachable(const std::string& place, const std::string& why) {
    return {
        {fmt::format("连不上数据库“{}”（{}）", place, why),
         fmt::format("The database \"{}\" cannot be reached ({})", place, why)},
        {"请确认 PostgreSQL 正在运行，地址、用户和密码无误，然后重试；没有答复的登记可以放心重做",
         "See that PostgreSQL is running and that address, user and password are right, then "
         "try again; what had no answer may safely be done again"}};
}

ToldFailure full(const std::string& place, const std::string& why) {
    return {{fmt::format("数据库服务器“{}”已无空间或资源不足（{}）", place, why),
             fmt::format("The server \"{}\" is out of space or of other means ({})", place, why)},
            {"没有登记；请在服务器上腾出空间后重试",
             "Nothing was kept; free some space on the server, and try again"}};
}

ToldFailure forbidden(const std::string& place, const std::string& why) {
    return {{fmt::format("没有权限使用数据库“{}”（{}）", place, why),
             fmt::format("There is no permission to use the database \"{}\" ({})", place, why)},
            {"请让管理员授予该用户在此数据库建表和读写的权限",
             "Ask the administrator to let this user make, read and write tables there"}};
}

ToldFailure busy(const std::string& place, const std::string& why) {
    return {
        {fmt::format("数据库“{}”正由另一个程序写入（{}）", place, why),
         fmt::format("The database \"{}\" is being written by another process ({})", place, why)},
        {"请稍后再试", "Try again in a while"}};
}

ToldFailure failed(const std::string& place, const std::string& why) {
    return {{fmt::format("数据库“{}”出错（{}）", place, why),
             fmt::format("The database \"{}\" failed ({})", place, why)},
            {"请重试；如仍不行，请管理员查看 PostgreSQL 的日志",
             "Try again; failing that, ask the administrator to look into PostgreSQL's log"}};
}

// An answer that never comes is a broken line too.
bool is_bytes(Oid type) { return type == kTypeBytea; }
bool is_text(Oid type) { return type == kTypeText || type == kTypeVarchar || type == kTypeJson; }

// Values as libpq wants them. Numbers go as text, texts and bytes as they are.
class Wired {
public:
    Wired(std::span<const Value> values, std::span<const Oid> types) {
        numbers_.reserve(values.size());
        for (std::size_t index = 0; index < values.size(); ++index) {
            add(values[index], index < types.size() ? types[index] : 0);
        }
    }
    int count() const { return static_cast<int>(data_.size()); }
    const char* const* data() const { return data_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

private:
    void add(const Value& value, Oid type) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            numbers_.push_back(std::to_string(*number));
            return add(numbers_.back(), false);
        }
        if (const auto* text = std::get_if<std::string>(&value)) return add(*text, is_text(type));
        if (const auto* blob = std::get_if<Blob>(&value)) {
            ensure(is_bytes(type), "bytes are given where bytes are wanted");
            return add(blob->bytes, true);
        }
        data_.push_back(nullptr);
        lengths_.push_back(0);
        formats_.push_back(0);
    }
    void add(const std::string& bytes, bool is_binary) {
        data_.push_back(bytes.c_str());
        lengths_.push_back(static_cast<int>(bytes.size()));
        formats_.push_back(is_binary ? 1 : 0);
    }

    std::vector<std::string> numbers_;
    std::vector<const char*> data_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

bool is_failure(ExecStatusType status) {
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

std::string state_of(const PGresult* result) {
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    return state ? state : "";
}

}  // namespace

void throw_postgres(PGconn* connection, const PGresult* result) {
    const std::string place = place_of(connection);
    const std::string why = message_of(connection, result);
    const std::string state = state_of(result);
    const std::string kind = state.substr(0, 2);
    if (kind == "23" || state == "22P02") throw ConstraintFailure("database: " + why);
    if (kind == "53") throw full(place, why);
    if (state == "42501" || kind == "28") throw forbidden(place, why);
    if (kind == "40") throw ConflictFailure(busy(place, why));
    if (state == "55P03") throw busy(place, why);
    if (kind == "08" || state.starts_with("57P") || connection == nullptr ||
        PQstatus(connection) != CONNECTION_OK) {
        throw LineFailure(unreachable(place, why));
    }
    throw failed(place, why);
}

PostgresLine::PostgresLine(const std::string& url) : url_(url) { open(); }

void PostgresLine::open() {
    handle_.reset(PQconnectdb(url_.c_str()));
    posted_ = 0;
    is_in_transaction_ = false;
    ++generation_;
    if (PQstatus(handle_.get()) != CONNECTION_OK) {
        throw LineFailure(unreachable(place_of(handle_.get()), message_of(handle_.get(), nullptr)));
    }
    PQsetClientEncoding(handle_.get(), "UTF8");
    PQsetNoticeProcessor(
        handle_.get(), [](void*, const char*) {}, nullptr);
    const PostgresResult set(PQexec(handle_.get(), kSettings));
    if (is_failure(PQresultStatus(set.get()))) throw_postgres(handle_.get(), set.get());
    expect_sent(PQenterPipelineMode(handle_.get()));
}

void PostgresLine::reopen() { open(); }

bool PostgresLine::is_broken() const { return PQstatus(handle_.get()) != CONNECTION_OK; }

void PostgresLine::expect_sent(int outcome) {
    if (outcome != 1) throw_postgres(handle_.get(), nullptr);
}

void PostgresLine::send(const std::string& name, std::span<const Value> parameters,
                        std::span<const Oid> types) {
    const Wired wired(parameters.first(std::min(parameters.size(), types.size())), types);
    expect_sent(PQsendQueryPrepared(handle_.get(), name.c_str(), wired.count(), wired.data(),
                                    wired.lengths(), wired.formats(), 0));
}

PostgresResult PostgresLine::ask(const std::string& name, std::span<const Value> parameters,
                                 std::span<const Oid> types) {
    send(name, parameters, types);
    ++posted_;
    return collect_last();
}

void PostgresLine::post(const std::string& name, std::span<const Value> parameters,
                        std::span<const Oid> types) {
    send(name, parameters, types);
    if (++posted_ >= kPostedMax) settle();
}

PostgresResult PostgresLine::ask(const char* sql) {
    expect_sent(PQsendQueryParams(handle_.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, 0));
    ++posted_;
    return collect_last();
}

void PostgresLine::script(const char* sql) {
    settle();
    expect_sent(PQexitPipelineMode(handle_.get()));
    const PostgresResult result(PQexec(handle_.get(), sql));
    expect_sent(PQenterPipelineMode(handle_.get()));
    if (is_failure(PQresultStatus(result.get()))) throw_postgres(handle_.get(), result.get());
}

void PostgresLine::settle() {
    if (posted_ > 0) collect_last();
}

PostgresResult PostgresLine::collect_last() { return collect(std::exchange(posted_, 0)); }

PostgresResult PostgresLine::next_result() {
    PostgresResult result(PQgetResult(handle_.get()));
    if (is_broken()) throw_postgres(handle_.get(), result.get());
    return result;
}

PostgresResult PostgresLine::collect(std::size_t sent) {
    expect_sent(PQpipelineSync(handle_.get()));
    PostgresResult last;
    PostgresResult fault;
    while (sent > 0) {
        PostgresResult result = next_result();
        if (!result) {
            --sent;  // The end of one statement's results.
            continue;
        }
        if (is_failure(PQresultStatus(result.get())) && !fault)
            fault = std::move(result);
        else
            last = std::move(result);
    }
    const PostgresResult mark = next_result();
    ensure(PQresultStatus(mark.get()) == PGRES_PIPELINE_SYNC, "a pipeline ends with its mark");
    if (fault) throw_postgres(handle_.get(), fault.get());
    return last;
}

std::vector<Oid> PostgresLine::prepare(const std::string& name, const std::string& sql,
                                       std::span<const Oid> hints) {
    settle();
    expect_sent(PQsendPrepare(handle_.get(), name.c_str(), sql.c_str(),
                              static_cast<int>(hints.size()), hints.data()));
    expect_sent(PQsendDescribePrepared(handle_.get(), name.c_str()));
    expect_sent(PQpipelineSync(handle_.get()));
    std::vector<Oid> types;
    PostgresResult fault;
    for (std::size_t sent = 2; sent > 0;) {
        PostgresResult result = next_result();
        if (!result) {
            --sent;
            continue;
        }
        if (is_failure(PQresultStatus(result.get()))) {
            if (!fault) fault = std::move(result);
            continue;
        }
        for (int index = 0; index < PQnparams(result.get()); ++index) {
            types.push_back(PQparamtype(result.get(), index));
        }
    }
    next_result();  // The mark.
    if (fault) throw_postgres(handle_.get(), fault.get());
    return types;
}

}  // namespace qingshui::sql
