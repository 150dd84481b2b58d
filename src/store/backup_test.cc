#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <zip.h>

#include "base/told_failure.h"
#include "sql/database.h"
#include "store/folder.h"
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
    write_file(office.path() + "/attachments/341502005/" + digest.substr(0, 2) + "/" + digest,
               "a picture");
    write_file(office.path() + "/keys/341502005/secret", "a key");

    office.store->back_up(office.folder / "backup.zip");
    ASSERT_TRUE(office.file("shop.firm", office.firm("B")));
    ASSERT_TRUE(restore(office.folder / "backup.zip", office.folder / "again"));

    const auto again = open(office.folder / "again", office.clock).value();
    EXPECT_EQ(again->read()->record_count("shop.firm"), 1);
    EXPECT_TRUE(again->read()->record("shop.firm", firm.record));
    EXPECT_EQ(read_file(office.folder / "again/keys/341502005/secret"), "a key");
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
            EXPECT_THAT(restored.error().rule, testing::AnyOf("backup.damaged", "backup.foreign"));
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

// An archive of these files.
std::string archive_of(const std::string& file, const std::map<std::string, std::string>& files) {
    std::filesystem::remove(file);
    zip_t* zip = zip_open(file.c_str(), ZIP_CREATE, nullptr);
    for (const auto& [name, text] : files) {
        zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), 0);
    }
    EXPECT_EQ(zip_close(zip), 0);
    return file;
}

struct Told {
    std::string rule, zh, en, remedy;
};

// What restoring `file` is refused with; nothing is left of it.
void expect_refused(const std::string& file, const Told& told) {
    const auto target = file + "-office";
    const auto refused = restore(file, target);
    ASSERT_FALSE(refused) << told.en;
    EXPECT_EQ(refused.error().rule, told.rule);
    EXPECT_EQ(refused.error().says.zh, fmt::format(fmt::runtime(told.zh), file));
    EXPECT_EQ(refused.error().says.en, fmt::format(fmt::runtime(told.en), file));
    EXPECT_EQ(refused.error().remedy.zh, "没有恢复任何内容；" + told.remedy);
    EXPECT_FALSE(std::filesystem::exists(target));
}

TEST(Backup, RefusesWhatIsNoBackup) {
    const test::TemporaryFolder folder;
    write_file(folder / "empty", "");
    write_file(folder / "note.txt", "not an archive");
    const std::string choose = "请选用 qingshui backup 生成的文件";

    expect_refused(folder / "empty", {"backup.foreign", "“{}”不是备份：它是空文件",
                                      "\"{}\" is no backup: it is empty", choose});
    expect_refused(folder / "note.txt", {"backup.foreign", "“{}”不是备份：它不是 zip 压缩包",
                                         "\"{}\" is no backup: it is not a zip archive", choose});
    expect_refused(archive_of(folder / "photos.zip", {{"a.jpg", "a"}}),
                   {"backup.foreign", "“{}”不是备份：里面没有 manifest.json",
                    "\"{}\" is no backup: it has no manifest.json", choose});
    for (const auto* manifest : {"", "{", "[]", "{}", R"({"format":"photos 1"})"}) {
        expect_refused(archive_of(folder / "app.zip", {{"manifest.json", manifest}}),
                       {"backup.foreign", "“{}”不是备份：manifest.json 不是备份的清单",
                        "\"{}\" is no backup: manifest.json is none of a backup", choose});
    }
    EXPECT_THROW(restore(folder / "none.zip", folder / "office"), ToldFailure);
    EXPECT_THROW(restore(folder / "", folder / "office"), ToldFailure);
    EXPECT_FALSE(std::filesystem::exists(folder / "office"));
}

TEST(Backup, RefusesWhatIsNotWhole) {
    TestOffice office;
    office.store->back_up(office.folder / "sound.zip");
    const auto sound = read_file(office.folder / "sound.zip");
    const auto file = office.folder / "cut.zip";
    const std::string copy = "请重新复制这份备份，或改用另一份";

    for (const auto size : {std::size_t{4}, std::size_t{100}, sound.size() / 2, sound.size() - 1}) {
        write_file(file, sound.substr(0, size));
        expect_refused(file, {"backup.damaged", "备份“{}”已损坏，或没有复制完整",
                              "The backup \"{}\" is damaged or was not copied whole", copy});
    }
    for (const auto* files : {"null", "{}", R"({"office.db":1})", R"({"office.db":"","../a":""})",
                              R"({"office.db":"","keys/":""})", R"({"office.db":"","/a":""})"}) {
        const auto manifest = fmt::format(R"({{"format":"qingshui backup 1","files":{}}})", files);
        expect_refused(archive_of(file, {{"manifest.json", manifest}}),
                       {"backup.damaged", "备份“{}”中的“manifest.json”已损坏",
                        "\"manifest.json\" in the backup \"{}\" is damaged", copy});
    }
    const std::string manifest = R"({"format":"qingshui backup 1","files":{"office.db":""}})";
    for (const auto& files : {std::map<std::string, std::string>{{"manifest.json", manifest}},
                              {{"manifest.json", manifest}, {"office.db", ""}, {"keys/a", ""}}}) {
        expect_refused(archive_of(file, files),
                       {"backup.damaged", "备份“{}”里的文件与清单不符",
                        "The backup \"{}\" has other files than its manifest", copy});
    }
    const std::string newer = R"({"format":"qingshui backup 2","files":{"office.db":""}})";
    expect_refused(
        archive_of(file, {{"manifest.json", newer}, {"office.db", ""}}),
        {"backup.newer", "备份“{}”由更新版本的程序生成，本程序不能恢复",
         "The backup \"{}\" was written by a later version of this program", "请升级程序后重试"});
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

TEST(Backup, IsForItsOwnerAlone) {
    TestOffice office;
    write_file(office.path() + "/keys/341502005/secret", "a key");
    office.store->back_up(office.folder / "backup.zip");
    ASSERT_TRUE(restore(office.folder / "backup.zip", office.folder / "again"));

    for (const auto* name : {"backup.zip", "again/office.db", "again/keys/341502005/secret"}) {
        EXPECT_EQ(std::filesystem::status(office.folder / name).permissions(),
                  std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
            << name;
    }
}

TEST(Backup, WaitsForNobodyAndDisturbsNobody) {
    TestOffice office;
    const auto file = office.folder / "backup.zip";
    write_file(file + ".part/lock", "");
    const auto other = FolderLock::take(Folder{file + ".part"}).value();

    EXPECT_EQ(back_up(office.path(), file).error().rule, "office.busy");

    EXPECT_TRUE(std::filesystem::exists(file + ".part/lock"));
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(Backup, LeavesNothingBesideItself) {
    TestOffice office;
    write_file(office.folder / "b/backup.zip.part/lock", "");
    write_file(office.folder / "b/backup.zip.part/office.db", "left by one that was killed");

    office.store->back_up(office.folder / "b/backup.zip");

    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(office.folder / "b")) {
        names.push_back(entry.path().filename().string());
    }
    EXPECT_THAT(names, testing::ElementsAre("backup.zip"));
}

// A backup whose manifest is right but whose database is `database`.
std::string forged(const test::TemporaryFolder& folder, const std::string& database) {
    const auto manifest = fmt::format(
        R"({{"format":"qingshui backup 1","files":{{"office.db":"{}"}}}})", sha256(database).hex());
    return archive_of(folder / "forged.zip",
                      {{"manifest.json", manifest}, {"office.db", database}});
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

    std::string said;
    for (const auto& database : {std::string(), std::string("garbage"), std::string(8192, 'x'),
                                 read_file(empty / "empty.db"), flipped,
                                 read_file(office.path() + "/office.db").substr(0, 40'000)}) {
        const auto refused = restore(forged(office.folder, database), office.folder / "again");

        ASSERT_FALSE(refused) << database.size();
        EXPECT_EQ(refused.error().rule, "backup.damaged");
        EXPECT_EQ(refused.error().subject, "office.db");
        said += words(refused.error(), Language::Chinese);
        EXPECT_FALSE(std::filesystem::exists(office.folder / "again"));
    }
    EXPECT_NE(said.find("已损坏，或不是办公室的数据库（"), std::string::npos) << said;
    const auto sound = read_file(office.path() + "/office.db");
    EXPECT_TRUE(restore(forged(office.folder, sound), office.folder / "again/"));
}

}  // namespace

}  // namespace qingshui::store
