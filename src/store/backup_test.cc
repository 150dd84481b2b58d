#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::TestOffice;

void write_file(const std::string& path, std::string_view text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Backup, PutsAnOfficeBackAsItWas) {
    TestOffice office;
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    const auto digest = sha256("a picture").hex();
    write_file(office.path() + "/attachments/" + digest.substr(0, 2) + "/" + digest, "a picture");
    write_file(office.path() + "/keys/secret", "a key");

    office.store->back_up(office.folder / "backup.zip");
    ASSERT_TRUE(office.file("shop.firm", office.firm("B")));
    ASSERT_TRUE(restore(office.folder / "backup.zip", office.folder / "again"));

    const auto again = open(office.folder / "again", office.clock).value();
    EXPECT_EQ(again->read()->record_count("shop.firm"), 1);
    EXPECT_TRUE(again->read()->record("shop.firm", firm.record));
    EXPECT_EQ(read_file(office.folder / "again/keys/secret"), "a key");
    EXPECT_THAT(again->verify({}), testing::IsEmpty());
}

TEST(Backup, RefusesToOverwriteAnOffice) {
    TestOffice office;
    office.store->back_up(office.folder / "backup.zip");

    const auto refused = restore(office.folder / "backup.zip", office.path());

    EXPECT_EQ(refused.error().rule, "office.exists");
}

TEST(Backup, RefusesDamageAndLeavesNothing) {
    TestOffice office;
    ASSERT_TRUE(office.file("shop.firm", office.firm("A")));
    office.store->back_up(office.folder / "backup.zip");
    const auto sound = read_file(office.folder / "backup.zip");

    int refused = 0;
    for (std::size_t place = 0; place < sound.size(); place += 499) {
        auto damaged = sound;
        damaged[place] = static_cast<char>(damaged[place] ^ 0x20);
        write_file(office.folder / "damaged.zip", damaged);
        const auto restored = restore(office.folder / "damaged.zip", office.folder / "again");
        if (!restored) {
            EXPECT_EQ(restored.error().rule, "backup.damaged");
            EXPECT_FALSE(std::filesystem::exists(office.folder / "again"));
            ++refused;
            continue;
        }
        // Bytes of the archive that say nothing of its contents, such as times.
        EXPECT_EQ(sha256(read_file(office.folder / "again/office.db")).hex().size(), 64U);
        const auto again = open(office.folder / "again", office.clock).value();
        EXPECT_THAT(again->verify({}), testing::IsEmpty());
        std::filesystem::remove_all(office.folder / "again");
    }
    EXPECT_GT(refused, 5);
}

TEST(Backup, RefusesWhatIsNoBackup) {
    const test::TemporaryFolder folder;
    write_file(folder / "note.txt", "not an archive");

    const auto refused = restore(folder / "note.txt", folder / "office");

    EXPECT_EQ(refused.error().says.zh, fmt::format("“{}”不是完好的备份", folder / "note.txt"));
    EXPECT_EQ(refused.error().remedy.en, "Nothing was put back; use another backup");
}

}  // namespace

}  // namespace qingshui::store
