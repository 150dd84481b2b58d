#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "registry/read_indicators.h"

namespace qingshui::registry {

// The indicators of all packs while they are read. Each is read when it is first needed, so
// that those which others are made of are known before them.
//
// Not thread-safe.
class Figures {
public:
    Figures(Drafts& drafts, const UnreadPacks& unread);

    void read_all();
    // The rules of [[check]] over what read_all() read.
    void read_checks();

    // What the figure `name` of a declaration in `draft` is: an indicator or one of its cells.
    struct Found {
        std::string id;         // Full, with the cell: "environment.disputes.water".
        std::string indicator;  // "environment.disputes"
        std::string cell = {};
    };
    std::optional<Found> find(const Draft& draft, std::string_view name);
    // Does it lie in a pack that could not be read?
    bool is_unread(std::string_view name) const { return lies_in(unread_, name); }
    // The scale of the amounts of an indicator that find() named.
    int scale(const std::string& indicator) const;
    // All names that a declaration in `draft` may use.
    std::vector<std::string> names(const Draft& draft) const;

private:
    enum class State { Unread, Reading, Read };
    struct Entry {
        Draft* draft = nullptr;
        Section section;
        State state = State::Unread;
        std::vector<Indicator> versions = {};  // Newest last.
        std::size_t depth = 1;                 // 1: it names no other indicator.
    };

    void add(Draft& draft, const std::string& id, const Section& section);
    std::optional<Found> find(const std::string& full);
    void read_checks(Draft& draft);
    const Schema* schema(std::string_view id) const;
    const Rates* rates(std::string_view id) const;
    std::vector<std::string> register_ids() const;
    void check_titles() const;
    void read(Entry& entry, const std::string& id);
    Indicator read_version(const Entry& entry, const std::string& id, const Section& section);
    void read_common(const Section& section, Indicator& indicator) const;
    void read_kind(const Entry& entry, const Section& section, Indicator& indicator);
    void read_any_kind(const Entry& entry, const Section& section, Indicator& indicator);
    void read_source(const Entry& entry, const Section& section, Indicator& indicator);
    void read_record_parts(const Section& section, const Schema& schema, Indicator& indicator);
    void read_split(const Section& section, const Schema& schema, Indicator& indicator) const;
    static void check_cell_names(const Section& section, const Field& field,
                                 const Schema& referred);
    void read_ratio(const Entry& entry, const Section& section, Indicator& indicator);
    void read_derived(const Entry& entry, const Section& section, Indicator& indicator);
    void read_counts(const Entry& entry, const Section& section, Indicator& indicator);
    void read_rate(const Entry& entry, const Section& section, Indicator& indicator) const;
    // A rule over figures of `kind`, and the full ids of the names it reads.
    std::optional<expr::Expression> read_rule(
        const Draft& draft, const Section& section, expr::Kind kind,
        std::vector<std::pair<std::string, std::string>>& reads);
    // The indicator being read names `indicator`: no circle, and not too deep.
    void rest_on(const Section& section, std::string_view key, const std::string& indicator);
    std::optional<Found> read_figure(const Entry& entry, const Section& section,
                                     std::string_view key);
    void join_versions(Entry& entry, const std::vector<Section>& sections) const;
    bool takes_cell(const Indicator& indicator, std::string_view cell) const;

    Drafts& drafts_;
    const UnreadPacks& unread_;
    std::map<std::string, Entry, std::less<>> entries_;  // By full id.
    std::vector<std::string> order_;                     // As declared.
    std::vector<Entry*> reading_;                        // Each names the next.
};

}  // namespace qingshui::registry
