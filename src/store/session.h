#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "store/attachments.h"
#include "store/journal.h"
#include "store/register_table.h"
#include "store/tallies.h"

namespace qingshui::store {

// The row of the office table.
struct Office {
    std::int64_t tenant = 0;
    std::int64_t format = 0;  // Of the tables; kFormat.
    std::string title;
    Id<area::Area> root;
    std::int64_t areas_seq = 0;       // The last entries that changed the tree,
    std::int64_t packs_seq = 0;       // the declarations,
    std::int64_t boundaries_seq = 0;  // and the boundaries.
};

// What this program reads and writes. What each format changed:
//   2  boundaries have a first day
//   3  several offices may share one database: unique keys are kept by the door, and each office
//      has its files in folders of its own
constexpr std::int64_t kFormat = 3;

void insert_office(sql::Connection& connection, const Office& office);
// An office of this database; none if it is not there.
std::optional<Office> read_office(sql::Connection& connection, std::int64_t tenant);
// All of them, by tenant; none if there is not even a table of them.
std::vector<Office> read_offices(sql::Connection& connection);
void update_office(sql::Connection& connection, const Office& office);

// One connection with what is held in memory beside it: declarations, areas and the ways into
// the tables. These carry the history number they were made at and catch up.
//
// Not thread-safe. Everything borrowed from it lives until load(), catch_up() or use().
class Session {
public:
    // `tenant` must have its row in the office table. Borrows `files`.
    Session(std::unique_ptr<sql::Connection> connection, Files& files, std::int64_t tenant);

    // Reads everything anew.
    void load();
    // Reads what changed since; call at the start of each transaction.
    void catch_up();
    // Takes declarations, already kept in the tables, into use.
    void use(registry::Catalogue catalogue);

    sql::Connection& connection() { return *connection_; }
    std::int64_t tenant() const { return tenant_; }
    const Office& office() const { return office_; }
    // Changes the office's row, here and in its table.
    void keep(const Office& office);
    const registry::Catalogue& catalogue() const { return catalogue_; }
    area::Tree& tree() { return tree_; }
    std::optional<Id<area::Area>> locate(const area::Point& place, Date day);
    // Null if there is no such register.
    RegisterTable* table(std::string_view register_id);
    const Attachments& attachments() const { return attachments_; }
    Journal& journal() { return journal_; }
    Tallies& tallies() { return tallies_; }

private:
    // The boundaries of one day by level, the innermost first.
    struct Ground {
        Date day;
        std::map<area::Level, area::Locator, std::greater<>> levels;
    };

    void load_catalogue();
    void load_tree();
    Ground lay_ground(Date day);

    std::unique_ptr<sql::Connection> connection_;
    std::int64_t tenant_;
    Attachments attachments_;
    Office office_;
    registry::Catalogue catalogue_;
    area::Tree tree_;
    RegisterTables tables_;
    std::optional<Ground> ground_;  // Of the day last asked for.
    Journal journal_;
    Tallies tallies_;
};

}  // namespace qingshui::store
