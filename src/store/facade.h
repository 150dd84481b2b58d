#pragma once

#include "store/contents.h"
#include "store/desk.h"
#include "store/past_view.h"
#include "store/queries.h"
#include "store/stamp.h"

namespace qingshui::store {

// A session as its reader (Face = Reader) or as what the writer also is (Face = Writer).
template <typename Face>
class Facade : public Face {
public:
    explicit Facade(Session& session) : session_(session), queries_(session) {}

    std::int64_t tenant() const override { return session_.tenant(); }
    const registry::Catalogue& catalogue() const override { return session_.catalogue(); }
    const area::Tree& tree() const override { return session_.tree(); }
    Id<area::Area> root() const override { return session_.office().root; }
    const std::string& title() const override { return session_.office().title; }

    std::int64_t last_seq() override { return session_.journal().last_seq(); }
    std::int64_t seq_at(Instant moment) override { return session_.journal().seq_at(moment); }
    std::optional<Kept> record(std::string_view schema, Id<registry::Record> id) override {
        return queries_.record(schema, id);
    }
    std::vector<Kept> records(std::string_view schema, Id<registry::Record> after,
                              int most) override {
        return queries_.records(schema, after, most);
    }
    std::int64_t record_count(std::string_view schema) override {
        return queries_.record_count(schema);
    }
    std::optional<Id<registry::Record>> find(std::string_view schema, std::size_t key,
                                             const std::vector<registry::Value>& values) override {
        return queries_.find(schema, key, values);
    }
    std::vector<Kept> search(std::string_view schema, std::string_view words, int most) override {
        return queries_.search(schema, words, most);
    }
    std::vector<Entry> history(std::string_view schema, Id<registry::Record> id) override {
        return queries_.history(schema, id);
    }
    std::vector<Entry> entries(std::int64_t after, int most) override {
        return session_.journal().after(after, most);
    }
    std::string label(std::string_view schema, Id<registry::Record> id) override {
        return queries_.label(schema, id);
    }
    std::optional<Keyed> keyed(std::string_view key) override { return queries_.keyed(key); }
    std::optional<area::Boundary> boundary(Id<area::Area> area, Date day) override {
        return queries_.boundary(area, day);
    }
    std::optional<Id<area::Area>> locate(const area::Point& place, Date day) override {
        return session_.locate(place, day);
    }
    std::optional<Document> document(std::string_view kind, std::string_view name) override {
        return read_document(session_.connection(), tenant(), kind, name);
    }
    std::vector<Document> documents(std::string_view kind) override {
        return read_documents(session_.connection(), tenant(), kind);
    }
    tally::Books& books() override { return queries_.books(); }
    std::unique_ptr<View> as_of(AsOf moment) override {
        return std::make_unique<PastView>(session_, moment);
    }

protected:
    Session& session() { return session_; }

private:
    Session& session_;
    Queries queries_;
};

// The writer that acts are given.
class DeskWriter final : public Facade<Writer> {
public:
    DeskWriter(Session& session, Desk& desk) : Facade(session), desk_(desk) {}

    Result<Written> file(std::string_view schema, registry::Record record, const Stamp& stamp,
                         std::optional<Id<registry::Record>> id) override {
        TRY(check(stamp));
        return desk_.file(schema, std::move(record), stamp, id);
    }
    Result<Written> correct(std::string_view schema, Id<registry::Record> id,
                            registry::Record record, const Stamp& stamp,
                            std::optional<std::int64_t> expected_seq) override {
        TRY(check(stamp));
        return desk_.correct(schema, id, std::move(record), stamp, expected_seq);
    }
    Result<Written> withdraw(std::string_view schema, Id<registry::Record> id,
                             const Stamp& stamp) override {
        TRY(check(stamp));
        return desk_.withdraw(schema, id, stamp);
    }
    Id<area::Area> new_area_id() override { return {desk_.new_id()}; }
    Result<Written> change_areas(const area::Act& act, const Stamp& stamp) override {
        TRY(check(stamp));
        return desk_.change_areas(act, stamp);
    }
    Result<Written> set_boundary(Id<area::Area> area, const area::Boundary& boundary, Date since,
                                 const Stamp& stamp) override {
        TRY(check(stamp));
        return desk_.set_boundary(area, boundary, since, stamp);
    }
    Result<Written> set_packs(const Folders& folders, const Stamp& stamp) override {
        TRY(check(stamp));
        return desk_.set_packs(folders, stamp);
    }
    Result<Written> keep_document(std::string_view kind, std::string_view name,
                                  std::string_view body, const Stamp& stamp) override {
        TRY(check(stamp));
        return desk_.keep_document({std::string(kind), std::string(name), {}, 0, std::string(body)},
                                   stamp);
    }

private:
    Desk& desk_;
};

}  // namespace qingshui::store
