// Offices that earlier versions of the program made are opened as they are.

#include <filesystem>

#include <gmock/gmock.h>

#include "store/files.h"
#include "store/layout.h"
#include "store/test_office.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

using test::TestOffice;
using testing::IsEmpty;

// Up one folder, where format 2 had them.
void move_up(const std::string& folder) {
    for (const auto* sort : {"attachments", "keys"}) {
        const auto own = fs::path(folder) / sort / "341502005";
        for (const auto& entry : fs::directory_iterator(own)) {
            fs::rename(entry.path(), fs::path(folder) / sort / entry.path().filename());
        }
        fs::remove(own);
    }
}

// Makes an office what format 2 made of it.
void turn_back(const std::string& folder) {
    const auto database = sql::open_sqlite(folder + "/office.db", sql::Open::Existing);
    const auto connection = database->connect();
    connection->begin_write();
    connection->drop_index(key_index("shop_firm", {"tenant", "code"}).name);
    connection->create_index("shop_firm", {"shop_firm_0f1e2d", {"tenant", "code"}, true});
    connection->prepare("update office set format = 2").execute({});
    connection->commit();
    move_up(folder);
}

std::vector<sql::Index> unique_indices(const std::string& folder) {
    const auto database = sql::open_sqlite(folder + "/office.db", sql::Open::Existing);
    auto found = database->connect()->describe("shop_firm").value().indices;
    std::erase_if(found, [](const sql::Index& index) { return !index.unique; });
    return found;
}

TEST(Upgrade, GivesEachOfficeItsOwnFilesAndKeysToTheDoor) {
    TestOffice office;
    ASSERT_TRUE(office.file("shop.firm", office.firm("A")));
    const auto number = office.store->keep_attachment("会议纪要\n").value().number;
    office.store->files().put(kReportKey, test::signing_key());
    office.store.reset();
    turn_back(office.path());

    office.store = open(office.path(), office.clock).value();

    EXPECT_EQ(office.store->attachment(number).value(), "会议纪要\n");
    EXPECT_EQ(office.store->files().get(kReportKey), test::signing_key());
    EXPECT_EQ(office.file("shop.firm", office.firm("A")).error().faults.front().rule,
              "record.duplicate");
    EXPECT_THAT(office.verify(), IsEmpty());
    office.store.reset();
    EXPECT_THAT(unique_indices(office.path()), IsEmpty());
}

TEST(Upgrade, GoesOnWithFilesThatWereMovedBefore) {
    TestOffice office;
    const auto number = office.store->keep_attachment("会议纪要\n").value().number;
    const auto other = office.store->keep_attachment("另一份\n").value().number;
    office.store->files().put(kReportKey, test::signing_key());
    office.store.reset();
    turn_back(office.path());
    // Cut short after the first folder.
    const auto attachments = fs::path(office.path()) / "attachments";
    fs::create_directory(attachments / "341502005");
    fs::rename(attachments / number.substr(0, 2), attachments / "341502005" / number.substr(0, 2));

    office.store = open(office.path(), office.clock).value();

    EXPECT_EQ(office.store->attachment(number).value(), "会议纪要\n");
    EXPECT_EQ(office.store->attachment(other).value(), "另一份\n");
    EXPECT_THAT(office.verify(), IsEmpty());
}

TEST(Upgrade, IsDoneBeforeABackup) {
    TestOffice office;
    const auto number = office.store->keep_attachment("会议纪要\n").value().number;
    office.store->files().put(kReportKey, test::signing_key());
    office.store.reset();
    turn_back(office.path());

    ASSERT_TRUE(back_up(office.path(), office.folder / "backup.zip"));
    ASSERT_TRUE(restore(office.folder / "backup.zip", office.folder / "again"));

    const auto again = open(office.folder / "again", office.clock).value();
    EXPECT_EQ(again->attachment(number).value(), "会议纪要\n");
}

}  // namespace

}  // namespace qingshui::store
