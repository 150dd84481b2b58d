// Goal: nothing is half done when the database fails, wherever it fails.
// Method: a connection that fails at its n-th call, for n = 1, 2, 3 … until an act gets
// through. After each failure the act has left no trace and the lane still works.

#include <gmock/gmock.h>

#include "store/lane.h"
#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::TestOffice;

// Counts down to a failure.
struct Fuse {
    int calls_left = -1;  // Negative: does not burn.

    void burn() {
        if (calls_left < 0) return;
        if (calls_left-- == 0) throw Failure("the database failed, as a test asked");
    }
};

class FusedStatement final : public sql::Statement {
public:
    FusedStatement(sql::Statement& inner, Fuse& fuse) : inner_(inner), fuse_(fuse) {}
    std::int64_t execute(std::span<const sql::Value> parameters) override {
        fuse_.burn();
        return inner_.execute(parameters);
    }
    std::unique_ptr<sql::Rows> query(std::span<const sql::Value> parameters) override {
        fuse_.burn();
        return inner_.query(parameters);
    }

private:
    sql::Statement& inner_;
    Fuse& fuse_;
};

class FusedConnection final : public sql::Connection {
public:
    FusedConnection(std::unique_ptr<sql::Connection> inner, Fuse& fuse)
        : inner_(std::move(inner)), fuse_(fuse) {}

    sql::Statement& prepare(std::string_view text) override {
        auto& statement = statements_[std::string(text)];
        if (!statement) {
            statement = std::make_unique<FusedStatement>(inner_->prepare(text), fuse_);
        }
        return *statement;
    }
    void begin_read() override { fused().begin_read(); }
    void begin_write() override { fused().begin_write(); }
    void commit() override { fused().commit(); }
    void rollback() override { inner_->rollback(); }
    void savepoint() override { fused().savepoint(); }
    void release_savepoint() override { fused().release_savepoint(); }
    void rollback_to_savepoint() override { fused().rollback_to_savepoint(); }
    std::vector<std::string> table_names() override { return fused().table_names(); }
    std::optional<std::vector<sql::Column>> columns_of(std::string_view table) override {
        return fused().columns_of(table);
    }
    void create_table(const sql::Table& table) override { fused().create_table(table); }
    void add_column(std::string_view table, const sql::Column& column) override {
        fused().add_column(table, column);
    }
    void create_index(std::string_view table, const sql::Index& index) override {
        fused().create_index(table, index);
    }
    void drop_index(std::string_view name) override { fused().drop_index(name); }
    void create_search() override { fused().create_search(); }
    void search_put(std::int64_t tenant, std::string_view kind, std::int64_t record,
                    std::string_view tokens) override {
        fused().search_put(tenant, kind, record, tokens);
    }
    void search_remove(std::int64_t tenant, std::string_view kind, std::int64_t record) override {
        fused().search_remove(tenant, kind, record);
    }
    std::vector<std::int64_t> search_find(std::int64_t tenant, std::string_view kind,
                                          std::string_view phrase, std::int64_t after,
                                          int most) override {
        return fused().search_find(tenant, kind, phrase, after, most);
    }
    std::string search_tokens(std::int64_t tenant, std::string_view kind,
                              std::int64_t record) override {
        return fused().search_tokens(tenant, kind, record);
    }
    std::int64_t search_count(std::int64_t tenant) override { return fused().search_count(tenant); }

private:
    sql::Connection& fused() {
        fuse_.burn();
        return *inner_;
    }

    std::unique_ptr<sql::Connection> inner_;
    Fuse& fuse_;
    std::map<std::string, std::unique_ptr<sql::Statement>> statements_;
};

// A lane of its own on an office that has none, so that each act can be made to fail.
struct Fused : testing::Test {
    TestOffice office;
    Written firm = office.file("shop.firm", office.firm("A")).value();
    Fuse fuse;

    // Plays `act` with every call failing in turn. Returns how many failed before it was done.
    int play(const Lane::Act& act) {
        office.store.reset();
        const auto database = sql::open_sqlite(office.path() + "/office.db", sql::Open::Existing);
        int failed = 0;
        {
            const Folder folder{office.path()};
            Lane lane(std::make_unique<FusedConnection>(database->connect(), fuse), folder,
                      341502005, office.clock);
            while (!succeeds(lane, act, failed)) {
                ++failed;
                expect_no_trace(lane);
            }
        }
        office.store = open(office.path(), office.clock).value();
        EXPECT_THAT(office.verify(), testing::IsEmpty());
        return failed;
    }

private:
    bool succeeds(Lane& lane, const Lane::Act& act, int calls) {
        fuse.calls_left = calls;
        try {
            EXPECT_TRUE(lane.run(act));
            fuse.calls_left = -1;
            return true;
        } catch (const Failure&) {
            fuse.calls_left = -1;
            return false;
        }
    }
    static void expect_no_trace(Lane& lane) {
        const auto looked = lane.run([](Writer& writer) -> Result<void> {
            EXPECT_EQ(writer.last_seq(), kSeqBefore);
            EXPECT_EQ(writer.record_count("shop.firm"), 1);
            EXPECT_EQ(test::total(writer, "shop.staff", {Date::min(), Date::max()}), 10);
            EXPECT_EQ(writer.tree().size(), 3U);
            EXPECT_EQ(writer.catalogue().pack("shop")->title.zh, "店铺");
            return {};
        });
        EXPECT_TRUE(looked);
    }
    // The office, its packs, its area, two communities, one firm.
    static constexpr std::int64_t kSeqBefore = 6;
};

TEST_F(Fused, FilesAllOrNothing) {
    const int failed = play([&](Writer& writer) -> Result<void> {
        const auto& schema = *writer.catalogue().schema("shop.firm");
        TRY(writer.file("shop.firm", test::make_record(schema, office.firm("B")), {"t"}));
        TRY(writer.correct("shop.firm", firm.record, test::make_record(schema, office.firm("C")),
                           {"t"}));
        return {};
    });

    EXPECT_GT(failed, 8);
    EXPECT_EQ(office.store->read()->record_count("shop.firm"), 2);
}

TEST_F(Fused, FilesManyRowsAllOrNothing) {
    constexpr int kRows = 12;
    const int failed = play([&](Writer& writer) -> Result<void> {
        const auto& schema = *writer.catalogue().schema("shop.firm");
        for (int i = 0; i < kRows; ++i) {
            const auto values = office.firm(fmt::format("B{}", i));
            TRY(writer.file("shop.firm", test::make_record(schema, values), {"t"}));
        }
        return {};
    });

    EXPECT_GT(failed, 2 * kRows);
    const auto reader = office.store->read();
    EXPECT_EQ(reader->record_count("shop.firm"), kRows + 1);
    EXPECT_EQ(test::total(*reader, "shop.staff", {Date::min(), Date::max()}), 10 * (kRows + 1));
}

TEST_F(Fused, ChangesAreasAllOrNothing) {
    const int failed = play([&](Writer& writer) -> Result<void> {
        TRY(writer.change_areas(
            area::Found{test::day("2021-01-01"), writer.new_area_id(), office.root,
                        area::Code::parse("341502005009").value(), "南社区"},
            {"t"}));
        return {};
    });

    EXPECT_GT(failed, 4);
    EXPECT_EQ(office.store->read()->tree().size(), 4U);
}

TEST_F(Fused, TakesPacksIntoUseAllOrNothing) {
    auto pack = test::kShopPack;
    pack.replace(pack.find("店铺"), std::string("店铺").size(), "门店");
    pack +=
        "\n[indicator.more]\ntitle = { zh = \"家数\", en = \"Firms\" }\nunit = \"家\"\n"
        "of = \"firm\"\n";

    const int failed = play([&](Writer& writer) -> Result<void> {
        TRY(writer.set_packs({{"shop", {{"pack.toml", pack}}}}, {"t"}));
        return {};
    });

    EXPECT_GT(failed, 8);
    EXPECT_EQ(test::total(*office.store->read(), "shop.more", Period::year(2021)), 1);
}

}  // namespace

}  // namespace qingshui::store
