#include "store/journal.h"

#include <limits>

#include <fmt/format.h>

#include "base/damage.h"

namespace qingshui::store {

namespace {

constexpr std::string_view kColumns =
    "seq, at, actor, act, subject, record, reason, key, before, after, previous, hash";

// Takes numbers as eight bytes and texts after their length, so that no two different
// entries are the same bytes.
class Framed {
public:
    void add(std::int64_t number) {
        std::string bytes(8, '\0');
        const auto bits = static_cast<std::uint64_t>(number);
        for (std::size_t place = 0; place < bytes.size(); ++place) {
            bytes[place] = static_cast<char>(bits >> (56U - 8U * place) & 0xffU);
        }
        hasher_.add(bytes);
    }
    void add(std::string_view text) {
        add(static_cast<std::int64_t>(text.size()));
        hasher_.add(text);
    }
    Digest digest() { return hasher_.digest(); }

private:
    Hasher hasher_;
};

std::string bytes_of(const Digest& digest) { return {digest.bytes.begin(), digest.bytes.end()}; }

Digest read_digest(const sql::Value& value) {
    const auto* blob = std::get_if<sql::Blob>(&value);
    Digest digest;
    if (blob == nullptr || blob->bytes.size() != digest.bytes.size()) {
        throw DamageFailure("history: a hash cannot be read");
    }
    std::copy(blob->bytes.begin(), blob->bytes.end(), digest.bytes.begin());
    return digest;
}

std::string read_text(const sql::Rows& rows, int column) { return std::string(rows.text(column)); }

Entry read_entry(const sql::Rows& rows) {
    Entry entry;
    entry.seq = rows.integer(0);
    entry.at = {rows.integer(1)};
    entry.actor = read_text(rows, 2);
    entry.act = read_text(rows, 3);
    entry.subject = read_text(rows, 4);
    entry.record = rows.integer(5);
    entry.reason = read_text(rows, 6);
    entry.key = read_text(rows, 7);
    entry.before = read_text(rows, 8);
    entry.after = read_text(rows, 9);
    entry.previous = read_digest(rows.value(10));
    entry.hash = read_digest(rows.value(11));
    return entry;
}

// The next number is taken.
sql::ConflictFailure overtaken() {
    return sql::ConflictFailure(
        {{"另一个程序正在为同一个办公室登记", "Another process writes for the same office"},
         {"没有登记；请稍后重试", "Nothing was kept; try again in a while"}});
}

}  // namespace

Digest entry_hash(std::int64_t tenant, const Entry& entry) {
    Framed framed;
    framed.add("qingshui history 1");
    framed.add(bytes_of(entry.previous));
    framed.add(tenant);
    framed.add(entry.seq);
    framed.add(entry.at.ms);
    framed.add(entry.actor);
    framed.add(entry.act);
    framed.add(entry.subject);
    framed.add(entry.record);
    framed.add(entry.reason);
    framed.add(entry.key);
    framed.add(entry.before);
    framed.add(entry.after);
    return framed.digest();
}

void Journal::load() {
    end_ = {};
    const auto last = at(last_seq());
    if (last) end_ = {last->seq, last->hash, last->at};
}

std::int64_t Journal::append(const NewEntry& made, const Stamp& stamp) {
    const Instant at = end_.seq > 0 ? std::max(made.at, end_.at) : made.at;
    Entry entry{end_.seq + 1, at,        stamp.actor, made.act,   made.subject, made.record,
                stamp.reason, stamp.key, made.before, made.after, end_.hash,    {}};
    entry.hash = entry_hash(tenant_, entry);
    const auto key = entry.key.empty() ? sql::Value{} : sql::Value{entry.key};
    static const auto kInsert = fmt::format(
        "insert into history (tenant, {}) values "
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        kColumns);
    auto values = sql::parameters(tenant_, entry.seq, entry.at.ms, std::move(entry.actor),
                                  std::move(entry.act), std::move(entry.subject), entry.record,
                                  std::move(entry.reason), key, std::move(entry.before),
                                  std::move(entry.after), sql::Blob{bytes_of(entry.previous)},
                                  sql::Blob{bytes_of(entry.hash)});
    try {
        connection_.prepare(kInsert).execute(values);
    } catch (const sql::ConstraintFailure&) {
        throw overtaken();
    }
    end_ = {entry.seq, entry.hash, entry.at};
    return entry.seq;
}

std::int64_t Journal::number(std::string_view text, const std::vector<sql::Value>& values) {
    auto rows = connection_.prepare(text).query(values);
    return rows->next() ? rows->integer(0) : 0;
}

std::int64_t Journal::last_seq() {
    return number("select max(seq) from history where tenant = $1", {tenant_});
}

std::int64_t Journal::seq_at(Instant moment) {
    return number(
        "select seq from history where tenant = $1 and at <= $2 "
        "order by at desc, seq desc limit 1",
        {tenant_, moment.ms});
}

std::int64_t Journal::last_record() {
    return number("select max(record) from history where tenant = $1", {tenant_});
}

bool Journal::knows(std::int64_t record) {
    return number("select 1 from history where tenant = $1 and record = $2 limit 1",
                  {tenant_, record}) != 0;
}

std::vector<Entry> Journal::read(std::string_view condition,
                                 const std::vector<sql::Value>& values) {
    const auto text =
        fmt::format("select {} from history where tenant = $1 and {}", kColumns, condition);
    auto rows = connection_.prepare(text).query(values);
    std::vector<Entry> entries;
    while (rows->next()) entries.push_back(read_entry(*rows));
    return entries;
}

std::optional<Entry> Journal::read_one(std::string_view condition,
                                       const std::vector<sql::Value>& values) {
    auto entries = read(condition, values);
    if (entries.empty()) return {};
    return std::move(entries.front());
}

std::optional<Entry> Journal::at(std::int64_t seq) { return read_one("seq = $2", {tenant_, seq}); }

std::optional<Entry> Journal::last_about(std::int64_t record, std::int64_t seq) {
    return read_one("record = $2 and seq <= $3 order by seq desc limit 1", {tenant_, record, seq});
}

std::vector<Entry> Journal::about(std::int64_t record) {
    return read("record = $2 order by seq", {tenant_, record});
}

std::vector<Entry> Journal::after(std::int64_t seq, int most) {
    auto entries = read("seq > $2 order by seq limit $3", {tenant_, seq, std::int64_t{most}});
    // A damaged index gives entries again and again: reading page by page would never end.
    for (const auto& entry : entries) {
        if (entry.seq <= seq) throw DamageFailure("history: the index is damaged, entries repeat");
        seq = entry.seq;
    }
    return entries;
}

std::vector<Entry> Journal::of_act(std::string_view act, std::int64_t after, std::int64_t upto) {
    return read("act = $2 and seq > $3 and seq <= $4 order by seq",
                {tenant_, std::string(act), after, upto});
}

std::vector<Entry> Journal::of_register(std::string_view register_id, std::int64_t after) {
    return read("subject = $2 and seq > $3 and act in ('file', 'correct', 'withdraw') order by seq",
                {tenant_, std::string(register_id), after});
}

std::optional<Entry> Journal::by_key(std::string_view key) {
    return read_one("key = $2", {tenant_, std::string(key)});
}

}  // namespace qingshui::store
