// What a view of a moment long gone says, after records, declarations and areas have changed.

#include "store/store.h"

#include <gmock/gmock.h>

#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::day;
using test::replaced;
using testing::IsEmpty;

class BooksOfThen : public testing::Test {
protected:
    void use(const std::string& pack) {
        const auto done = office.write([&](Writer& writer) {
            return writer.set_packs({{"shop", {{"pack.toml", pack}}}}, {"tester"});
        });
        if (!done) throw Failure(words(done.error(), Language::English));
    }
    Result<Written> correct(Id<registry::Record> firm, const test::Values& values) {
        return office.write([&](Writer& writer) {
            const auto& schema = *writer.catalogue().schema("shop.firm");
            return writer.correct("shop.firm", firm, test::make_record(schema, values), {"tester"});
        });
    }
    test::Values called(const std::string& name) {
        auto values = office.firm("A");
        values["name"] = name;
        return values;
    }

    test::TestOffice office;
};

TEST_F(BooksOfThen, NamesRecordsAsTheyWereCalled) {
    const auto firm = office.file("shop.firm", called("旧名")).value();
    const auto visit = office.file("shop.visit", office.visit(firm.record, "2021-03-04")).value();
    ASSERT_TRUE(correct(firm.record, called("新名")));

    const auto reader = office.store->read();
    EXPECT_EQ(reader->label("shop.visit", visit.record), "新名 2021-03-04");
    const auto past = reader->as_of({visit.seq});
    EXPECT_EQ(past->label("shop.visit", visit.record), "旧名 2021-03-04");
}

TEST_F(BooksOfThen, FindsARecordByTheKeyThatItHad) {
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    ASSERT_TRUE(correct(firm.record, office.firm("B")));

    const auto reader = office.store->read();
    const auto past = reader->as_of({firm.seq});
    EXPECT_EQ(past->find("shop.firm", 0, {std::string("A")}), firm.record);
    EXPECT_FALSE(past->find("shop.firm", 0, {std::string("B")}));
    EXPECT_EQ(reader->find("shop.firm", 0, {std::string("B")}), firm.record);
}

TEST_F(BooksOfThen, FindsByAKeyThatIsNoneAnyMore) {
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    use(replaced(test::kShopPack, "unique = [[\"code\"]]", "unique = [[\"name\"]]"));

    const auto reader = office.store->read();
    EXPECT_EQ(reader->as_of({firm.seq})->find("shop.firm", 0, {std::string("A")}), firm.record);
}

TEST_F(BooksOfThen, ListsWhatWasWithdrawnAndNotWhatCameLater) {
    std::vector<Id<registry::Record>> firms;
    std::int64_t seq = 0;
    for (const auto* code : {"A", "B", "C"}) {
        const auto done = office.file("shop.firm", office.firm(code)).value();
        firms.push_back(done.record);
        seq = done.seq;
    }
    for (const std::size_t which : {0U, 1U}) {
        ASSERT_TRUE(office.write([&](Writer& writer) {
            return writer.withdraw("shop.firm", firms[which], {"tester"});
        }));
    }
    ASSERT_TRUE(office.file("shop.firm", office.firm("D")));

    const auto reader = office.store->read();
    const auto past = reader->as_of({seq});
    for (const int most : {1, 2, 3, 10}) {
        std::vector<Id<registry::Record>> listed;
        Id<registry::Record> after;
        for (auto page = past->records("shop.firm", after, most); !page.empty();
             page = past->records("shop.firm", after, most)) {
            EXPECT_LE(page.size(), static_cast<std::size_t>(most));
            after = page.back().id;
            for (const auto& kept : page) listed.push_back(kept.id);
        }
        EXPECT_EQ(listed, firms) << most;
    }
}

TEST_F(BooksOfThen, KnowsNoRegisterThatCameLater) {
    const auto before = office.store->read()->last_seq();
    use(test::kShopPack + R"toml(
[register.fair]
title = { zh = "集市", en = "Fair" }
area = "place"
day = "on_day"
label = "{on_day}"
retention = { years = 10, basis = "档案法" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "on_day", type = "date", zh = "日期", en = "Day", required = true },
]
)toml");
    const auto fair = office.file(
        "shop.fair", {{"place", registry::Key{office.east.number}}, {"on_day", day("2021-04-01")}});
    ASSERT_TRUE(fair);

    const auto past = office.store->read();
    EXPECT_FALSE(past->as_of({before})->record("shop.fair", fair->record));
    EXPECT_THAT(past->as_of({before})->records("shop.fair", {0}, 10), IsEmpty());
}

// Declarations of then know fields at other places and with fewer decimals than today's.
TEST_F(BooksOfThen, ReadsRecordsAndSumsInTheFormOfItsDeclarations) {
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    const auto visit = office.write([&](Writer& writer) {
        auto record = test::make_record(*writer.catalogue().schema("shop.visit"),
                                        office.visit(firm.record, "2021-03-04"));
        record.lines[0] = {{std::string("甲"), Decimal(15, 1)}};
        return writer.file("shop.visit", record, {"tester"});
    });
    auto pack = replaced(test::kShopPack, "decimal(1)", "decimal(3)");
    pack = replaced(pack, "  { id = \"officer\"",
                    "  { id = \"rank\", type = \"text\", zh = \"职务\", en = \"Rank\" },\n"
                    "  { id = \"officer\"");
    pack = replaced(pack, "  { id = \"firm\"",
                    "  { id = \"weather\", type = \"text\", zh = \"天气\", en = \"Weather\" },\n"
                    "  { id = \"firm\"");
    use(pack);

    const auto reader = office.store->read();
    const auto past = reader->as_of({visit->seq});
    const auto& schema = *past->catalogue().schema("shop.visit");
    const auto kept = past->record("shop.visit", visit->record).value();
    EXPECT_EQ(kept.record.values[*schema.position("firm")],
              registry::Value(registry::Key{firm.record.number}));
    const std::vector<registry::Value> line{std::string("甲"), Decimal(15, 1)};
    EXPECT_EQ(kept.record.lines[0].at(0), line);
    EXPECT_EQ(std::get<Decimal>(kept.record.lines[0][0][1]).text(), "1.5");

    const auto& hours = *past->catalogue().indicator("shop.hours");
    const auto sums = past->books().sums(hours, Period::year(2021));
    ASSERT_EQ(sums.size(), 1U);
    EXPECT_EQ(sums[0].amount, 15);
    EXPECT_EQ(past->books().parts(hours, Period::year(2021)).at(0).amount, 15);
    const auto& visits = *past->catalogue().indicator("shop.visits");
    EXPECT_EQ(past->books().parts(visits, Period::year(2021)).size(), 1U);
}

TEST_F(BooksOfThen, MasksWhatIsMaskedToday) {
    const std::string masked = "en = \"Phone\", mask = \"phone\"";
    use(replaced(test::kShopPack, masked, "en = \"Phone\""));
    const auto open = office.store->read()->last_seq();
    use(test::kShopPack);

    const auto reader = office.store->read();
    const auto past = reader->as_of({open});
    const auto& schema = *past->catalogue().schema("shop.firm");
    EXPECT_EQ(schema.fields[*schema.position("phone")].mask, registry::Mask::Phone);
}

TEST_F(BooksOfThen, HasTheAreasOfThen) {
    const auto before = office.store->read()->last_seq();
    ASSERT_TRUE(office.write([&](Writer& writer) {
        return writer.change_areas(area::Rename{day("2021-02-01"), office.east, "城东社区"},
                                   {"tester"});
    }));
    const auto reader = office.store->read();
    EXPECT_EQ(reader->tree().nearest(office.east, day("2021-03-01")).name, "城东社区");
    EXPECT_EQ(reader->as_of({before})->tree().nearest(office.east, day("2021-03-01")).name,
              "东社区");
}

}  // namespace

}  // namespace qingshui::store
