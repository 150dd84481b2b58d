// Several offices in one place: they share the database's tables and nothing else.

#include <fstream>

#include <gmock/gmock.h>

#include "sql/database.h"
#include "store/test_office.h"
#include "store/verify.h"

namespace qingshui::store {

namespace {

using test::kShopPack;
using test::TestOffice;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kFirst = 341502005;
constexpr std::int64_t kSecond = 341502006;

std::map<std::string, registry::Catalogue::Files> packs(const std::string& text) {
    return {{"shop", {{"pack.toml", text}}}};
}

// A second office beside the one of the tests.
struct Neighbours : testing::Test {
    TestOffice office;

    Result<std::unique_ptr<Store>> join(std::string pack = kShopPack) {
        office.store.reset();
        return create(office.place.address(), kSecond, "望城街道", packs(pack), office.clock);
    }
    std::unique_ptr<Store> opened(std::int64_t tenant) {
        return open({office.place.address().place, tenant}, office.clock).value();
    }
};

Result<void> file_firm(Store& store, const test::Values& values) {
    return store.write([&](Writer& writer) -> Result<void> {
        auto record = test::make_record(*writer.catalogue().schema("shop.firm"), values);
        record.values[writer.catalogue().schema("shop.firm")->area] =
            registry::Key{writer.root().number};
        TRY(writer.file("shop.firm", std::move(record), {"tester"}));
        return {};
    });
}

TEST_F(Neighbours, KeepTheirBooksApart) {
    ASSERT_TRUE(office.file("shop.firm", office.firm("A")));
    const auto before = office.store->read()->last_seq();
    {
        const auto second = join().value();
        EXPECT_EQ(second->read()->title(), "望城街道");
        EXPECT_EQ(second->read()->record_count("shop.firm"), 0);
        ASSERT_TRUE(file_firm(*second, office.firm("A")));
        EXPECT_EQ(test::total(*second->read(), "shop.staff", {Date::min(), Date::max()}), 10);
        EXPECT_EQ(second->read()->record_count("shop.visit"), 0);
        EXPECT_THAT(second->verify({}), IsEmpty());
    }

    const auto first = opened(kFirst);

    EXPECT_EQ(first->read()->last_seq(), before);
    EXPECT_EQ(first->read()->record_count("shop.firm"), 1);
    EXPECT_EQ(first->read()->tree().size(), 3U);
    EXPECT_THAT(first->verify({}), IsEmpty());
}

TEST_F(Neighbours, MustBeNamedToBeOpened) {
    ASSERT_TRUE(join());
    const auto place = office.place.address();

    const auto which = open(place, office.clock).error();
    const auto unknown = open({place.place, 341502007}, office.clock).error();

    EXPECT_EQ(words(which, Language::Chinese),
              "“" + place.shown() +
                  "”里有2个办公室，没有说是哪一个。\n"
                  "  请用 --tenant 写明代码，如 --tenant 341502005；这里有：341502005 清水河街道、"
                  "341502006 望城街道。\n");
    EXPECT_EQ(words(which, Language::English),
              "There are 2 offices in \"" + place.shown() +
                  "\"; none is named.\n"
                  "  Name one, such as --tenant 341502005; there are: 341502005 清水河街道、"
                  "341502006 望城街道.\n");
    EXPECT_EQ(which.rule, "office.which");
    EXPECT_EQ(words(unknown, Language::Chinese),
              "“" + place.shown() +
                  "”里没有代码为341502007的办公室。\n"
                  "  请核对 --tenant；这里有：341502005 清水河街道、341502006 望城街道。\n");
    EXPECT_EQ(words(unknown, Language::English),
              "There is no office 341502007 in \"" + place.shown() +
                  "\".\n  Check --tenant; there are: 341502005 清水河街道、341502006 望城街道.\n");
    EXPECT_EQ(unknown.rule, "office.unknown");
}

TEST_F(Neighbours, AreFoundedOnce) {
    ASSERT_TRUE(join());

    const auto again = join().error();

    EXPECT_EQ(again.rule, "office.exists");
    EXPECT_EQ(words(again, Language::Chinese), "“" + office.place.address().shown() +
                                                   "”里已经有代码为341502006的办公室。\n"
                                                   "  要另建一个，请换一个地方，或换一个代码。\n");
    EXPECT_EQ(words(again, Language::English),
              "There is an office 341502006 in \"" + office.place.address().shown() +
                  "\" already.\n  To make another, choose another place or another code.\n");
    EXPECT_THAT(opened(kSecond)->verify({}), IsEmpty());
}

TEST_F(Neighbours, LeaveNothingOfOneThatIsRefused) {
    EXPECT_FALSE(join("[pack]\nid = \"shop\"\n"));

    EXPECT_THAT(open(office.place.address(), office.clock).value()->verify({}), IsEmpty());
}

TEST_F(Neighbours, MayDeclareMoreThanEachOther) {
    ASSERT_TRUE(office.file("shop.firm", office.firm("A")));
    auto pack = test::replaced(kShopPack, "unique = [[\"code\"]]", "unique = [[\"name\"]]");
    pack = test::replaced(pack, R"({ id = "staff",)",
                          R"({ id = "owner", type = "text", zh = "业主", en = "Owner" },
  { id = "staff",)");
    auto values = office.firm("A");
    values["owner"] = std::string("张三");
    {
        const auto second = join(pack).value();
        ASSERT_TRUE(file_firm(*second, values));
        values["name"] = std::string("另一家");
        EXPECT_TRUE(file_firm(*second, values)) << "the code is no key here";
        EXPECT_EQ(file_firm(*second, values).error().faults.front().rule, "record.duplicate");
        EXPECT_THAT(second->verify({}), IsEmpty());
    }

    office.store = opened(kFirst);

    EXPECT_FALSE(office.file("shop.firm", office.firm("A"))) << "the code is a key here";
    EXPECT_TRUE(office.file("shop.firm", office.firm("B")));
    EXPECT_THAT(office.verify(), IsEmpty());
}

TEST_F(Neighbours, KeepAFieldAsTheSameType) {
    const auto refused =
        join(test::replaced(kShopPack, R"({ id = "code", type = "text", zh = "代码")",
                            R"({ id = "code", type = "integer", zh = "代码")"))
            .error();

    EXPECT_EQ(refused.rule, "packs.shared");
    EXPECT_EQ(words(refused, Language::Chinese),
              "本库还有别的办公室，它们的业务包与这里的写法不合，没有启用。\n"
              "  请与它们使用同一套业务包，或把本办公室放在另一个数据库里。\n"
              "  台账“企业”的字段“code”，别的办公室是按另一种类型保存的。\n"
              "    请改用同样的类型，或换一个字段标识。\n");
    EXPECT_EQ(words(refused, Language::English),
              "Other offices of this database have packs that do not go with these; they were not "
              "taken into use.\n"
              "  Use the same packs as they do, or keep this office in a database of its own.\n"
              "  The field \"code\" of \"Firm\" is kept as another type by another office.\n"
              "    Use the same type, or another id for the field.\n");
}

TEST_F(Neighbours, DoNotSeeEachOthersAttachments) {
    const auto number = office.store->keep_attachment("会议纪要\n").value().number;

    const auto second = join().value();

    EXPECT_EQ(second->attachment(number).error().rule, "attachment.unknown");
    EXPECT_FALSE(second->keep_attachment("会议纪要\n").value().repeated);
    EXPECT_TRUE(second->attachment(number));
}

TEST_F(Neighbours, AreBackedUpAndVerifiedTogether) {
    ASSERT_TRUE(office.file("shop.firm", office.firm("A")));
    const auto number = office.store->keep_attachment("会议纪要\n").value().number;
    {
        const auto second = join().value();
        ASSERT_TRUE(file_firm(*second, office.firm("B")));
        ASSERT_TRUE(second->keep_attachment("另一份\n"));
    }
    const auto file = office.folder / "backup.zip";
    ASSERT_TRUE(back_up(office.place.address(), file));
    const auto again = office.folder / "again";

    ASSERT_TRUE(restore(file, again));

    EXPECT_THAT(verify(again, {}).value(), IsEmpty());
    EXPECT_EQ(open({again, kFirst}, office.clock).value()->attachment(number).value(),
              "会议纪要\n");
    EXPECT_EQ(open({again, kSecond}, office.clock).value()->read()->record_count("shop.firm"), 1);
}

TEST(Restoring, IsIntoAFolder) {
    const auto refused = restore("backup.zip", "postgresql://li:secret@db/city").error();

    EXPECT_EQ(refused.rule, "restore.server");
    EXPECT_EQ(refused.subject, "postgresql://db/city");
    EXPECT_EQ(words(refused, Language::Chinese),
              "备份只能恢复到文件夹，不能直接恢复到数据库服务器。\n"
              "  请先恢复到一个新文件夹，再用 qingshui copy 搬到服务器上。\n");
    EXPECT_EQ(words(refused, Language::English),
              "A backup is put back into a folder, not straight into a server.\n"
              "  Restore it into a new folder, then move it with qingshui copy.\n");
}

TEST_F(Neighbours, AreToldApartByVerify) {
    ASSERT_TRUE(join());
    const auto url = office.place.address();
    const auto database = url.is_server()
                              ? sql::open_postgres(url.place, sql::Open::Existing)
                              : sql::open_sqlite(office.path() + "/office.db", sql::Open::Existing);
    database->connect()
        ->prepare("update office set areas_seq = 0 where tenant = $1")
        .execute(sql::parameters(kSecond));

    const auto differences = verify(url, {}).value();

    ASSERT_EQ(differences.size(), 1U);
    EXPECT_THAT(differences.front().zh, testing::StartsWith("望城街道："));
    EXPECT_THAT(differences.front().en, testing::StartsWith("341502006: "));
}

}  // namespace

}  // namespace qingshui::store
