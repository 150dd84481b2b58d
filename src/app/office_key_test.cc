#include "app/office_key.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "base/told_failure.h"

namespace qingshui::app {
namespace {

namespace fs = std::filesystem;

class OfficeKeyTest : public testing::Test {
protected:
    OfficeKeyTest() : folder_(fs::temp_directory_path() / "qingshui-office-key-test") {
        fs::remove_all(folder_);
    }
    ~OfficeKeyTest() override { fs::remove_all(folder_); }

    fs::path folder_;
    store::FolderFiles files_{{folder_.string()}, 341502005};
};

TEST_F(OfficeKeyTest, SignsWhatItCanShowAgain) {
    const auto key = OfficeKey::open(files_);

    const auto signature = key.sign("2021");

    EXPECT_TRUE(is_signed("2021", signature, key.public_hex()));
    EXPECT_FALSE(is_signed("2022", signature, key.public_hex()));
    EXPECT_FALSE(is_signed("2021", signature.substr(2), key.public_hex()));
    EXPECT_FALSE(is_signed("2021", "not hexadecimal", key.public_hex()));
}

TEST_F(OfficeKeyTest, StaysTheSameAndItsOwnersAlone) {
    const auto first = OfficeKey::open(files_).public_hex();

    EXPECT_EQ(OfficeKey::open(files_).public_hex(), first);

    const auto perms = fs::status(folder_ / "keys/341502005/report.key").permissions();
    EXPECT_EQ(perms & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
}

TEST_F(OfficeKeyTest, IsNotMadeByLookingForIt) {
    EXPECT_FALSE(OfficeKey::find(files_).has_value());
    EXPECT_FALSE(fs::exists(folder_));

    const auto made = OfficeKey::open(files_).public_hex();

    const auto found = OfficeKey::find(files_);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->public_hex(), made);
}

TEST_F(OfficeKeyTest, IsNeverReplacedByAnother) {
    const auto path = folder_ / "keys/341502005/report.key";
    fs::create_directories(path);  // What is there cannot be read as a file.

    EXPECT_THROW(OfficeKey::open(files_), Failure);
    EXPECT_TRUE(fs::is_directory(path));

    fs::remove(path);
    std::ofstream(path) << "half a key";
    EXPECT_THROW(OfficeKey::open(files_), Failure);
    EXPECT_EQ(fs::file_size(path), 10U);
}

TEST_F(OfficeKeyTest, IsNotUsedOnceItWasAltered) {
    OfficeKey::open(files_);
    auto secret = files_.get("keys/report.key").value();
    secret[5] = static_cast<char>(secret[5] ^ 1);
    files_.put("keys/report.key", secret);

    EXPECT_THROW(OfficeKey::open(files_), ToldFailure);
}

}  // namespace
}  // namespace qingshui::app
