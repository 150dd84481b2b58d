#include "app/office_key.h"

#include <filesystem>

#include <gtest/gtest.h>

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
};

TEST_F(OfficeKeyTest, SignsWhatItCanShowAgain) {
    const auto key = OfficeKey::open(folder_.string());

    const auto signature = key.sign("2021");

    EXPECT_TRUE(is_signed("2021", signature, key.public_hex()));
    EXPECT_FALSE(is_signed("2022", signature, key.public_hex()));
    EXPECT_FALSE(is_signed("2021", signature.substr(2), key.public_hex()));
    EXPECT_FALSE(is_signed("2021", "not hexadecimal", key.public_hex()));
}

TEST_F(OfficeKeyTest, StaysTheSameAndItsOwnersAlone) {
    const auto first = OfficeKey::open(folder_.string()).public_hex();

    EXPECT_EQ(OfficeKey::open(folder_.string()).public_hex(), first);

    const auto perms = fs::status(folder_ / "keys/report.key").permissions();
    EXPECT_EQ(perms & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
}

}  // namespace
}  // namespace qingshui::app
