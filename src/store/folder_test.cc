// How an office's folder is made: whole or not at all, over nothing.

#include "store/folder.h"

#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "store/test_office.h"

namespace qingshui::store {

namespace {

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

void touch(const std::string& path) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path) << "x";
}

TEST(OfficeFolder, TakesNothingThatIsInTheWay) {
    FixedClock clock{test::start()};
    for (const auto* name : {"attachments", "keys", "lock", "office.db-wal"}) {
        const test::TemporaryFolder folder;
        const auto path = folder / "office";
        touch(path + "/" + name);

        const auto refused = create(path, 341502005, "街道", {}, clock);

        EXPECT_EQ(refused.error().rule, "folder.taken");
        EXPECT_EQ(refused.error().says.zh, fmt::format("“{}/{}”已经存在，不会覆盖", path, name));
        EXPECT_EQ(refused.error().says.en,
                  fmt::format("\"{}/{}\" exists already and is not overwritten", path, name));
        EXPECT_EQ(refused.error().remedy.zh, "请换一个位置；不再需要它时请自行删除");
        EXPECT_EQ(refused.error().remedy.en,
                  "Choose another place, or remove it yourself if it is not needed");
        EXPECT_EQ(names_in(path), std::vector<std::string>{name});
    }
    const test::TemporaryFolder folder;
    touch(folder / "office");
    const auto refused = create(folder / "office", 341502005, "街道", {}, clock);
    EXPECT_EQ(refused.error().rule, "office.not_folder");
}

TEST(OfficeFolder, IsMadeAmongOtherFilesAndWhereAProcessWasKilled) {
    const test::TemporaryFolder folder;
    FixedClock clock{test::start()};
    touch(folder / "a/office/readme.txt");
    touch(folder / "a/office/.unfinished/lock");
    touch(folder / "a/office/.unfinished/office.db");
    const auto path = folder / "a/office";

    ASSERT_TRUE(create(path, 341502005, "街道", {}, clock));

    EXPECT_EQ(names_in(path),
              (std::vector<std::string>{"attachments", "keys", "lock", "office.db", "readme.txt"}));
    const auto differences = open(path, clock).value()->verify({});
    EXPECT_TRUE(differences.empty()) << differences.front().en;
}

// As a power cut may leave it: part of it is in its place, its database is not.
TEST(OfficeFolder, IsMadeWhereThePowerWentWhileItWasMoved) {
    const test::TemporaryFolder folder;
    FixedClock clock{test::start()};
    const auto path = folder / "office";
    for (const auto* name : {"lock", ".unfinished/lock", ".unfinished/moving",
                             ".unfinished/office.db", "attachments/341502005/ab/abc"}) {
        touch(path + "/" + name);
    }

    ASSERT_TRUE(create(path, 341502005, "街道", {}, clock));

    EXPECT_EQ(names_in(path),
              (std::vector<std::string>{"attachments", "keys", "lock", "office.db"}));
    EXPECT_TRUE(names_in(path + "/attachments").empty());
    EXPECT_THAT(open(path, clock).value()->verify({}), testing::IsEmpty());
}

TEST(OfficeFolder, IsNotMadeByTwoAtOnce) {
    const test::TemporaryFolder folder;
    FixedClock clock{test::start()};
    touch(folder / "office/.unfinished/lock");
    const auto other = FolderLock::take(Folder{folder / "office/.unfinished"}).value();

    const auto refused = create(folder / "office", 341502005, "街道", {}, clock);

    EXPECT_EQ(refused.error().rule, "office.busy");
    EXPECT_TRUE(std::filesystem::exists(folder / "office/.unfinished/lock"));
}

}  // namespace

}  // namespace qingshui::store
