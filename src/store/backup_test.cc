#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <zip.h>

#include "base/told_failure.h"
#include "sql/database.h"
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

TEST(Backup, OverwritesNothingButAnEmptyFile) {
    TestOffice office;
    const auto file = office.folder / "backup.zip";
    write_file(file, "");
    ASSERT_TRUE(back_up(office.path(), file));
    const auto first = read_file(file);
    EXPECT_THROW(office.store->back_up(file), ToldFailure);

    const auto refused = back_up(office.path(), file);

    EXPECT_EQ(refused.error().rule, "backup.exists");
    EXPECT_EQ(refused.error().says.zh, fmt::format("“{}”已经存在，不会覆盖", file));
    EXPECT_EQ(refused.error().says.en,
              fmt::format("\"{}\" exists already and is not overwritten", file));
    EXPECT_EQ(read_file(file), first);
}

TEST(Backup, LeavesNothingBesideItself) {
    TestOffice office;
    write_file(office.folder / "b/backup.zip.office.db-journal", "left by one that was killed");

    office.store->back_up(office.folder / "b/backup.zip");

    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(office.folder / "b")) {
        names.push_back(entry.path().filename().string());
    }
    EXPECT_THAT(names, testing::ElementsAre("backup.zip"));
}

// A backup whose manifest is right but whose database is `database`.
std::string forged(const test::TemporaryFolder& folder, const std::string& database) {
    const auto file = folder / "forged.zip";
    std::filesystem::remove(file);
    const auto manifest = fmt::format(
        R"({{"format":"qingshui backup 1","files":{{"office.db":"{}"}}}})", sha256(database).hex());
    zip_t* zip = zip_open(file.c_str(), ZIP_CREATE, nullptr);
    const auto add = [&](const char* name, const std::string& text) {
        zip_file_add(zip, name, zip_source_buffer(zip, text.data(), text.size(), 0), 0);
    };
    add("manifest.json", manifest);
    add("office.db", database);
    EXPECT_EQ(zip_close(zip), 0);
    return file;
}

TEST(Backup, RefusesADatabaseThatIsNoOffices) {
    TestOffice office;
    ASSERT_TRUE(office.file("shop.firm", office.firm("A")));
    ASSERT_TRUE(back_up(office.path(), office.folder / "sound.zip"));
    office.store.reset();
    auto flipped = read_file(office.path() + "/office.db");
    const auto name = flipped.find("企业A");
    ASSERT_NE(name, std::string::npos);
    flipped[name + 6] = 'B';
    const test::TemporaryFolder empty;
    sql::open_sqlite(empty / "empty.db", sql::Open::Create);

    for (const auto& database : {std::string(), std::string("garbage"), std::string(8192, 'x'),
                                 read_file(empty / "empty.db"), flipped,
                                 read_file(office.path() + "/office.db").substr(0, 40'000)}) {
        const auto refused = restore(forged(office.folder, database), office.folder / "again");

        ASSERT_FALSE(refused) << database.size();
        EXPECT_EQ(refused.error().rule, "backup.damaged");
        EXPECT_EQ(refused.error().subject, "office.db");
        EXPECT_FALSE(std::filesystem::exists(office.folder / "again"));
        EXPECT_FALSE(std::filesystem::exists(office.folder / "again.restoring"));
    }
    const auto sound = read_file(office.path() + "/office.db");
    EXPECT_TRUE(restore(forged(office.folder, sound), office.folder / "again/"));
}

}  // namespace

}  // namespace qingshui::store
