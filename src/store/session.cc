#include "store/session.h"

#include <fmt/format.h>

#include "base/damage.h"
#include "store/area_acts.h"
#include "store/contents.h"

namespace qingshui::store {

namespace {

constexpr std::string_view kSelectOffice =
    "select tenant, format, title, root, areas_seq, packs_seq, boundaries_seq from office";

Office read_row(const sql::Rows& rows) {
    return {rows.integer(0),   rows.integer(1), std::string(rows.text(2)),
            {rows.integer(3)}, rows.integer(4), rows.integer(5),
            rows.integer(6)};
}

}  // namespace

void insert_office(sql::Connection& connection, const Office& office) {
    connection
        .prepare(
            "insert into office (tenant, format, title, root, areas_seq, packs_seq, "
            "boundaries_seq) values ($1, $2, $3, $4, $5, $6, $7)")
        .execute(sql::parameters(office.tenant, office.format, office.title, office.root.number,
                                 office.areas_seq, office.packs_seq, office.boundaries_seq));
}

std::optional<Office> read_office(sql::Connection& connection, std::int64_t tenant) {
    auto rows = connection.prepare(std::string(kSelectOffice) + " where tenant = $1")
                    .query(sql::parameters(tenant));
    if (!rows->next()) return {};
    return read_row(*rows);
}

std::vector<Office> read_offices(sql::Connection& connection) {
    if (!connection.describe("office")) return {};
    auto rows = connection.prepare(std::string(kSelectOffice) + " order by tenant").query({});
    std::vector<Office> offices;
    while (rows->next()) offices.push_back(read_row(*rows));
    return offices;
}

void update_office(sql::Connection& connection, const Office& office) {
    connection
        .prepare(
            "update office set areas_seq = $2, packs_seq = $3, boundaries_seq = $4 "
            "where tenant = $1")
        .execute(sql::parameters(office.tenant, office.areas_seq, office.packs_seq,
                                 office.boundaries_seq));
}

Session::Session(std::unique_ptr<sql::Connection> connection, Files& files, std::int64_t tenant)
    : connection_(std::move(connection)),
      tenant_(tenant),
      attachments_(files),
      journal_(*connection_, tenant),
      tallies_(*connection_, tenant) {}

void Session::load() {
    auto office = read_office(*connection_, tenant_);
    if (!office) throw DamageFailure("the office's own row is gone");
    office_ = std::move(*office);
    tallies_.drop();
    ground_.reset();
    load_catalogue();
    load_tree();
    journal_.load();
}

void Session::load_catalogue() { use(read_catalogue(read_folders_in_use(*connection_, tenant_))); }

void Session::load_tree() { tree_ = read_tree(*connection_, tenant_); }

void Session::catch_up() {
    auto office = read_office(*connection_, tenant_);
    if (!office) throw DamageFailure("the office's own row is gone");
    const auto before = std::exchange(office_, std::move(*office));
    if (office_.packs_seq != before.packs_seq) load_catalogue();
    if (office_.boundaries_seq != before.boundaries_seq) ground_.reset();
    if (office_.areas_seq == before.areas_seq) return;
    ground_.reset();
    for (const auto& entry : journal_.of_act("area", before.areas_seq, office_.areas_seq)) {
        if (tree_.apply(parse_act(entry.after))) continue;
        throw DamageFailure(fmt::format("areas: history entry {} does not follow", entry.seq));
    }
}

void Session::use(registry::Catalogue catalogue) {
    tables_.clear();
    catalogue_ = std::move(catalogue);
    tables_ = register_tables(*connection_, tenant_, catalogue_);
}

void Session::keep(const Office& office) {
    office_ = office;
    update_office(*connection_, office_);
    ground_.reset();
}

Session::Ground Session::lay_ground(Date day) {
    Ground ground{day, {}};
    for (const auto& kept : in_force(read_boundaries(*connection_, tenant_), day)) {
        const auto* span = tree_.at(kept.area, day);
        if (span == nullptr) continue;
        ground.levels[span->code.level()].add(kept.area, parse_boundary(kept.geojson).boundary);
    }
    for (auto& [level, locator] : ground.levels) locator.ready();
    return ground;
}

std::optional<Id<area::Area>> Session::locate(const area::Point& place, Date day) {
    if (!ground_ || ground_->day != day) ground_ = lay_ground(day);
    for (const auto& [level, locator] : ground_->levels) {
        if (const auto found = locator.locate(place)) return found;
    }
    return {};
}

RegisterTable* Session::table(std::string_view register_id) {
    const auto found = tables_.find(register_id);
    return found == tables_.end() ? nullptr : found->second.get();
}

}  // namespace qingshui::store
