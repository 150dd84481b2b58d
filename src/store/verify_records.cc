#include <limits>
#include <unordered_set>

#include <fmt/format.h>

#include "base/told_failure.h"
#include "json/json.h"
#include "registry/naming.h"
#include "registry/record_json.h"
#include "store/books.h"
#include "store/labels.h"
#include "store/layout.h"
#include "store/verification.h"

namespace qingshui::store {

namespace {

using registry::Schema;

constexpr int kPage = 1'000;

// Compares one register at a time; adds up all shares on the way.
class Records {
public:
    Records(Session& session, const Past& past, Findings& findings)
        : session_(session), past_(past), findings_(findings) {}

    void check(RegisterTable& table) {
        std::map<std::string, std::int64_t> lines;
        Id<registry::Record> last{std::numeric_limits<std::int64_t>::min()};
        while (true) {
            const auto ids = table.ids_after(last, kPage);
            if (ids.empty()) break;
            for (const auto id : ids) check_record(table, id, lines);
            last = ids.back();
        }
        check_keys(table);
        for (const auto& one : table.schema().lines) {
            check_line_count(table.schema(), one, lines[one.id]);
        }
    }

    // Once all registers are checked.
    void check_missing() {
        for (const auto& [id, last] : past_.records) {
            if (!last.is_live || seen_.contains(id)) continue;
            differs(last.subject, id, {"不见了", "is gone"});
        }
        const auto found = session_.connection().search_count(session_.tenant());
        if (found == searchable_) return;
        findings_.add({fmt::format("全文检索有{}条，应有{}条", found, searchable_),
                       fmt::format("The search index has {} records, not {}", found, searchable_)});
    }

    void check_tallies() {
        for (const auto& [key, amount] : session_.tallies().all_rows()) {
            const auto found = counted_.find(key);
            const auto expected = found == counted_.end() ? 0 : clamped(found->second);
            if (found != counted_.end()) counted_.erase(found);
            if (amount != expected) tally_differs(key, amount, expected);
        }
        for (const auto& [key, expected] : counted_) {
            if (expected != 0) tally_differs(key, 0, clamped(expected));
        }
    }

private:
    void check_record(RegisterTable& table, Id<registry::Record> id,
                      std::map<std::string, std::int64_t>& lines) {
        const auto& schema = table.schema();
        findings_.step();
        seen_.insert(id.number);
        std::optional<Kept> kept;
        try {
            kept = table.read(id);
        } catch (const Failure&) {
            differs(schema.id, id.number, {"无法读取", "cannot be read"});
        }
        if (!kept) return;
        check_entry(schema, *kept);
        for (std::size_t i = 0; i < schema.lines.size(); ++i) {
            lines[schema.lines[i].id] += static_cast<std::int64_t>(kept->record.lines[i].size());
        }
        for (const auto& share :
             tally::shares(schema, kept->record, session_.catalogue().counted_from(schema.id))) {
            counted_[{share.indicator->id, share.indicator->version, share.day, share.area,
                      share.cell}] += share.amount;
        }
        const auto tokens = search_tokens_of(schema, kept->record);
        if (!tokens.empty()) ++searchable_;
        const auto indexed =
            session_.connection().search_tokens(session_.tenant(), schema.id, id.number);
        if (tokens == indexed) return;
        differs(schema.id, id.number,
                {"在全文检索中的内容不对", "stands in the search index with other words"});
    }

    void check_keys(RegisterTable& table) {
        constexpr int kShown = 20;
        for (std::size_t key = 0; key < table.schema().unique.size(); ++key) {
            for (const auto& [first, second] : table.sharing(key, kShown)) {
                differs(table.schema().id, first.number,
                        {fmt::format("与记录{}的唯一键相同", second.number),
                         fmt::format("shares a unique key with record {}", second.number)});
            }
        }
    }

    void check_entry(const Schema& schema, const Kept& kept) {
        const auto last = past_.records.find(kept.id.number);
        const bool is_known = last != past_.records.end() && last->second.is_live &&
                              last->second.subject == schema.id && last->second.seq == kept.seq;
        if (!is_known) {
            differs(schema.id, kept.id.number,
                    {"与账册的最后一条不符", "does not follow from its last history entry"});
            return;
        }
        const auto entry = session_.journal().at(kept.seq);
        const auto printed = json::print(registry::to_json(schema, kept.record));
        if (entry && entry->after == printed) return;
        // Written under earlier declarations: compare what it says by those of today.
        const auto then = entry ? parse_record(schema, entry->after) : std::nullopt;
        if (then && json::print(registry::to_json(schema, *then)) == printed) return;
        differs(schema.id, kept.id.number,
                {fmt::format("与第{}号变更的内容不符", kept.seq),
                 fmt::format("differs from what history entry {} wrote", kept.seq)});
    }

    void check_line_count(const Schema& schema, const registry::Lines& lines,
                          std::int64_t expected) {
        const auto table = registry::table_name(schema.id, lines.id);
        auto rows = session_.connection()
                        .prepare("select count(*) from " + quoted(table) + " where tenant = $1")
                        .query(sql::parameters(session_.tenant()));
        const auto found = rows->next() ? rows->integer(0) : 0;
        if (found == expected) return;
        findings_.add({fmt::format("台账“{}”的子表“{}”有{}行，应有{}行", schema.title.zh,
                                   lines.title.zh, found, expected),
                       fmt::format(R"(The lines "{}" of "{}" are {}, not {})", lines.title.en,
                                   schema.title.en, found, expected)});
    }

    void differs(std::string_view register_id, std::int64_t id, const Text& how) {
        const auto* schema = session_.catalogue().schema(register_id);
        const Text title = schema != nullptr ? schema->title : Text{std::string(register_id), ""};
        findings_.add(
            {fmt::format("台账“{}”的记录{}{}", title.zh, id, how.zh),
             fmt::format("Record {} of \"{}\" {}", id, title.in(Language::English), how.en)});
    }

    void tally_differs(const TallyKey& key, std::int64_t found, std::int64_t expected) {
        const auto& tree = session_.tree();
        const auto area = tree.contains(key.area) ? tree.nearest(key.area, key.day).name
                                                  : std::to_string(key.area.number);
        const auto cell = key.cell.empty() ? "" : fmt::format("（{}）", key.cell);
        findings_.add(
            {fmt::format("指标{}第{}版{}在“{}”{}的计数是{}，按记录重算应为{}", key.indicator,
                         key.version, cell, area, key.day.text(), found, expected),
             fmt::format("The tally of {} version {}{} in \"{}\" on {} is {}; the "
                         "records make it {}",
                         key.indicator, key.version,
                         key.cell.empty() ? "" : fmt::format(" ({})", key.cell), area,
                         key.day.text(), found, expected)});
    }

    Session& session_;
    const Past& past_;
    Findings& findings_;
    std::unordered_set<std::int64_t> seen_;
    std::map<TallyKey, Wide> counted_;
    std::int64_t searchable_ = 0;
};

}  // namespace

std::int64_t count_records(Session& session) {
    std::int64_t count = 0;
    for (const auto& id : session.catalogue().register_ids()) count += session.table(id)->count();
    return count;
}

void check_records(Session& session, const Past& past, Findings& findings) {
    Records records(session, past, findings);
    for (const auto& id : session.catalogue().register_ids()) {
        try {
            records.check(*session.table(id));
        } catch (const ToldFailure& failure) {
            findings.add(failure.says());
        } catch (const Failure& failure) {
            findings.add({fmt::format("台账“{}”无法读取（细节：{}）", id, failure.what()),
                          fmt::format("The register \"{}\" cannot be read (detail: {})", id,
                                      failure.what())});
        }
    }
    records.check_missing();
    records.check_tallies();
}

}  // namespace qingshui::store
