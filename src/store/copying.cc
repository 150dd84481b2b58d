#include "store/copying.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/damage.h"
#include "sql/copy.h"
#include "store/home.h"
#include "store/layout.h"
#include "store/tables.h"
#include "store/verify.h"

namespace qingshui::store {

namespace {

using Progress = std::function<void(std::int64_t, std::int64_t)>;

Refusal other_office(const Address& to, const Office& office) {
    return {Reason::Conflict,
            "office.exists",
            to.shown(),
            {fmt::format("“{}”里已经有代码为{}的另一个办公室“{}”", to.shown(), office.tenant,
                         office.title),
             fmt::format("There is another office {} (\"{}\") in \"{}\" already", office.tenant,
                         office.title, to.shown())},
            {"没有复制；请换一个地方", "Nothing was copied; choose another place"}};
}

Refusal differs(const Address& to, const Office& office, const std::vector<Text>& differences) {
    Refusal refusal{Reason::Conflict, "copy.differs", to.shown()};
    refusal.says = {fmt::format("复制到“{}”的“{}”核对不符，没有启用", to.shown(), office.title),
                    fmt::format("The copy of \"{}\" in \"{}\" does not verify and is not used",
                                office.title, to.shown())};
    refusal.remedy = {"请先用 qingshui verify 核对原来的办公室，再重新复制",
                      "Verify the office it was copied from, then copy it again"};
    for (const auto& each : differences) {
        refusal.faults.push_back({Reason::Conflict, "copy.differs", "", each});
    }
    return refusal;
}

Refusal unlike(const sql::Table& table, const sql::Column& column) {
    return {
        Reason::Conflict,
        "packs.shared",
        table.name,
        {fmt::format("表“{}”的“{}”，目的地的办公室是按另一种类型保存的", table.name, column.name),
         fmt::format("The column \"{}\" of \"{}\" is kept as another type there", column.name,
                     table.name)},
        {"请换一个地方，例如另一个数据库", "Choose another place, such as another database"}};
}

// Carries one office from an open connection in a snapshot to another place.
class Moving {
public:
    Moving(sql::Connection& from, Home& to, const Office& office, const Progress& progress)
        : from_(from),
          connection_(to.database().connect()),
          office_(office),
          journal_(from, office.tenant),
          progress_(progress) {
        journal_.load();
    }

    Result<void> tables() {
        connection_->begin_write();
        TRY(prepare());
        go_on_or_begin_anew();
        count_rows();
        for (const auto& table : tables_) {
            sql::copy_tenant(from_, *connection_, table, office_.tenant,
                             [&](std::size_t rows) { page(rows); });
        }
        sql::copy_tenant_search(from_, *connection_, office_.tenant,
                                [&](std::size_t rows) { page(rows); });
        connection_->commit();
        return {};
    }

    // The office's own row, by which it is there.
    void arrive() {
        connection_->begin_write();
        insert_office(*connection_, office_);
        forget();
        connection_->commit();
    }

    // Takes the office's row away again: it is on its way once more.
    void step_back() {
        connection_->begin_write();
        connection_->prepare("delete from office where tenant = $1")
            .execute(sql::parameters(office_.tenant));
        note();
        connection_->commit();
    }

    std::int64_t entries() const { return journal_.end().seq; }
    const Digest& hash() const { return journal_.end().hash; }

private:
    // The tables of the office there as here.
    Result<void> prepare() {
        for (const auto& name : from_.table_names()) {
            if (is_apart(name)) continue;
            const auto table = from_.describe(name);
            if (!table) throw DamageFailure("a table went while it was copied: " + name);
            for (const auto& column : misfits(*connection_, *table)) return unlike(*table, column);
            ensure_table(*connection_, *table);
            if (name != "office") tables_.push_back(*table);
        }
        ensure_table(*connection_, arriving_table());
        connection_->create_search();
        return {};
    }

    // Files are carried by themselves.
    static bool is_apart(const std::string& name) {
        return name == ServerFiles::table().name || name == arriving_table().name;
    }

    // Is what is there of the same state of the office? Then the copy goes on behind it.
    void go_on_or_begin_anew() {
        if (is_noted()) return;
        for (const auto& table : tables_) {
            connection_
                ->prepare(
                    fmt::format("delete from {} where tenant = $1", store::quoted(table.name)))
                .execute(sql::parameters(office_.tenant));
        }
        sql::clear_tenant_search(*connection_, office_.tenant);
        forget();
        note();
    }

    bool is_noted() {
        auto rows = connection_->prepare("select seq, hash from arriving where tenant = $1")
                        .query(sql::parameters(office_.tenant));
        return rows->next() && rows->integer(0) == entries() && rows->value(1) == hash_value();
    }

    void note() {
        connection_->prepare("insert into arriving (tenant, seq, hash) values ($1, $2, $3)")
            .execute(sql::parameters(office_.tenant, entries(), hash_value()));
    }

    void forget() {
        connection_->prepare("delete from arriving where tenant = $1")
            .execute(sql::parameters(office_.tenant));
    }

    sql::Value hash_value() const {
        return sql::Blob{{journal_.end().hash.bytes.begin(), journal_.end().hash.bytes.end()}};
    }

    void count_rows() {
        for (const auto& table : tables_) {
            const auto text =
                fmt::format("select count(*) from {} where tenant = $1", store::quoted(table.name));
            all_ += count(from_, text);
            done_ += count(*connection_, text);
        }
    }

    std::int64_t count(sql::Connection& connection, const std::string& text) const {
        auto rows = connection.prepare(text).query(sql::parameters(office_.tenant));
        return rows->next() ? rows->integer(0) : 0;
    }

    void page(std::size_t rows) {
        done_ += static_cast<std::int64_t>(rows);
        if (progress_) progress_(std::min(done_, all_), all_);
        connection_->commit();
        connection_->begin_write();
    }

    sql::Connection& from_;
    std::unique_ptr<sql::Connection> connection_;
    const Office& office_;
    Journal journal_;
    const Progress& progress_;
    std::vector<sql::Table> tables_;
    std::int64_t done_ = 0;
    std::int64_t all_ = 0;
};

std::size_t copy_files(Files& from, Files& to) {
    std::size_t count = 0;
    for (const auto* sort : {kAttachments, kKeys}) {
        for (const auto& name : from.names(sort)) {
            const auto bytes = from.get(name);
            if (!bytes) throw DamageFailure("a file went while it was copied: " + name);
            if (to.get(name) != bytes) to.put(name, *bytes);
            ++count;
        }
    }
    return count;
}

// Is the office that is there this one, whole?
bool is_same(sql::Connection& there, const Office& found, const Office& office,
             const Journal::End& end) {
    Journal journal(there, office.tenant);
    journal.load();
    return found.root == office.root && journal.end().seq == end.seq &&
           journal.end().hash == end.hash;
}

Result<Copied> copy_one(Home& from, Home& to, const Address& target, const Office& office,
                        const Progress& progress) {
    const auto connection = from.database().connect();
    connection->begin_read();
    Copied copied{office.tenant, office.title};
    Moving moving(*connection, to, office, progress);
    copied.entries = moving.entries();
    {
        const auto there = to.database().connect();
        const bool has_offices = there->describe("office").has_value();
        const auto found = has_offices ? read_office(*there, office.tenant) : std::nullopt;
        if (found) {
            const Journal::End end{moving.entries(), moving.hash()};
            if (!is_same(*there, *found, office, end)) return other_office(target, *found);
            copied.was_there = true;
            return copied;
        }
    }
    TRY(moving.tables());
    copied.files = copy_files(*from.files(office.tenant), *to.files(office.tenant));
    moving.arrive();
    const auto differences = verify_office(to, office.tenant, {});
    if (differences.empty()) return copied;
    moving.step_back();
    return differs(target, office, differences);
}

// The place that offices are to be in, which may be new.
Result<std::unique_ptr<Home>> open_target(const Address& to) {
    if (to.is_server()) {
        auto database = sql::open_postgres(to.place, sql::Open::Create);
        const auto connection = database->connect();
        connection->begin_write();
        ensure_table(*connection, ServerFiles::table());
        connection->commit();
        return std::unique_ptr<Home>(std::make_unique<ServerHome>(std::move(database)));
    }
    const Folder folder{to.place};
    if (std::filesystem::exists(folder.path) && !std::filesystem::is_directory(folder.path)) {
        return refused::office_not_folder(folder.path);
    }
    folder.make();
    auto lock = TRY(FolderLock::take(folder));
    auto database = sql::open_sqlite(folder.database(), sql::Open::Create);
    return std::unique_ptr<Home>(
        std::make_unique<FolderHome>(folder, std::move(lock), std::move(database)));
}

}  // namespace

Result<std::vector<Copied>> copy_offices(const Address& from, const Address& to,
                                         const Progress& progress) {
    const auto source = TRY(open_home(from));
    std::vector<Office> offices;
    if (from.tenant != 0) {
        offices.push_back(TRY(choose_office(*source, from)));
    } else {
        offices = read_offices(*source->database().connect());
    }
    const auto target = TRY(open_target(to));
    const bool is_new = read_offices(*target->database().connect()).empty();
    if (!is_new) TRY(bring_up_to_date(*target, to));
    std::vector<Copied> done;
    for (const auto& office : offices) {
        done.push_back(TRY(copy_one(*source, *target, to, office, progress)));
    }
    return done;
}

}  // namespace qingshui::store
