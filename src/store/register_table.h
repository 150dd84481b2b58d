#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/pack.h"
#include "sql/database.h"
#include "store/store.h"

namespace qingshui::store {

// The tables of one register, on one connection, as records.
//
// Borrows the connection and the schema. What a table holds that no record could have put
// there (a damaged file) is a Failure.
class RegisterTable {
public:
    RegisterTable(sql::Connection& connection, std::int64_t tenant, const registry::Schema& schema);

    const registry::Schema& schema() const { return schema_; }
    const std::string& table() const { return table_; }

    void insert(const Kept& kept);
    void update(const Kept& kept, const registry::Record& before);
    void remove(Id<registry::Record> id, const registry::Record& before);

    std::optional<Kept> read(Id<registry::Record> id);
    // In order of id, after `after`, at most `most`.
    std::vector<Kept> read_after(Id<registry::Record> after, int most);
    std::vector<Id<registry::Record>> ids_after(Id<registry::Record> after, int most);
    bool contains(Id<registry::Record> id);
    std::int64_t count();

    // By the `key`-th unique key. None if a value is not filled in: such a record has no key.
    std::optional<Id<registry::Record>> find(std::size_t key,
                                             const std::vector<registry::Value>& values);
    // Pairs of records that share the key, at most `most`: there are none unless somebody else
    // wrote.
    std::vector<std::pair<Id<registry::Record>, Id<registry::Record>>> sharing(std::size_t key,
                                                                               int most);
    // The key's values in `record`.
    std::vector<registry::Value> key_values(std::size_t key, const registry::Record& record) const;

private:
    struct LinesTable {
        const registry::Lines* lines = nullptr;
        std::string insert;
        std::string remove;
        std::string select;
    };

    void check_order(Id<registry::Record> last, Id<registry::Record> next) const;
    void insert_lines(Id<registry::Record> id, const registry::Record& record, std::size_t which);
    void remove_lines(Id<registry::Record> id, std::size_t which);
    Kept read_row(const sql::Rows& rows) const;
    void read_lines(Kept& kept);

    sql::Connection& connection_;
    std::int64_t tenant_;
    const registry::Schema& schema_;
    std::string table_;
    std::string insert_, update_, remove_, select_, select_after_, ids_after_, contains_, count_;
    std::vector<std::string> find_;  // Per unique key.
    std::vector<LinesTable> lines_;
    std::vector<sql::Value> parameters_;  // Kept between calls for its memory.
};

// The tables of all registers of a catalogue, by register id.
using RegisterTables = std::map<std::string, std::unique_ptr<RegisterTable>, std::less<>>;
RegisterTables register_tables(sql::Connection& connection, std::int64_t tenant,
                               const registry::Catalogue& catalogue);

// Where records refer to those of a register: a field of a register or of a sub-table.
struct Referrer {
    const registry::Schema* schema = nullptr;
    const registry::Lines* lines = nullptr;  // Null: a field of the register itself.
    const registry::Field* field = nullptr;
};
std::vector<Referrer> referrers(const registry::Catalogue& catalogue, std::string_view register_id);
// Ids of records that refer to `id` there, ascending, at most `most`.
std::vector<Id<registry::Record>> referring(sql::Connection& connection, std::int64_t tenant,
                                            const Referrer& referrer, Id<registry::Record> id,
                                            int most);

}  // namespace qingshui::store
