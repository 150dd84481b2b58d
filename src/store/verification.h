#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/session.h"

// The parts of a verification: each compares what is kept with what it must follow from.
namespace qingshui::store {

// Gathers differences and tells how far the work is.
class Findings {
public:
    static constexpr std::size_t kShownMax = 1'000;

    explicit Findings(const std::function<void(std::int64_t, std::int64_t)>& progress)
        : progress_(progress) {}

    void add(Text difference);
    void expect(std::int64_t steps) { all_ = steps; }
    void step();
    std::vector<Text> take();

private:
    const std::function<void(std::int64_t, std::int64_t)>& progress_;
    std::vector<Text> differences_;
    std::int64_t count_ = 0;
    std::int64_t done_ = 0;
    std::int64_t all_ = 0;
};

// What the history says there must be now.
struct Past {
    struct Last {
        std::int64_t seq = 0;
        std::string subject;  // Register id.
        bool is_live = false;
    };
    struct Naming {
        std::int64_t seq = 0;
        std::string subject;
        std::int64_t record = 0;
    };
    std::unordered_map<std::int64_t, Last> records;  // By id.
    std::optional<Entry> office;                     // The first entry.
    std::optional<Entry> packs;                      // The last of them.
    // GeoJSON by area and first day.
    std::map<std::pair<std::int64_t, Date>, std::string> boundaries;
    std::map<std::string, std::int64_t> documents;  // Printed document → its entry.
    std::map<std::string, Naming> attachments;      // By number: the entry that first names it.
    std::int64_t areas_seq = 0;
    std::int64_t boundaries_seq = 0;
    area::Tree tree;  // All acts replayed.
};

std::int64_t count_records(Session& session);
// Walks the chain from its first entry to its last.
Past check_history(Session& session, Findings& findings);
void check_office(Session& session, const Past& past, Findings& findings);
void check_areas(Session& session, const Past& past, Findings& findings);
// The tables and indices that declarations ask for.
void check_tables(Session& session, Findings& findings);
// Packs, documents and the contents they name.
void check_contents(Session& session, const Past& past, Findings& findings);
// Every record against its last entry, the search index, and all tallies counted anew.
void check_records(Session& session, const Past& past, Findings& findings);
// Every attachment against its number, and that all are there which any record ever named.
void check_attachments(Session& session, const Past& past, Findings& findings);

}  // namespace qingshui::store
