#include "base/told_failure.h"

#include <cerrno>

#include <gtest/gtest.h>

#include "base/damage.h"

namespace qingshui {
namespace {

TEST(FileFailure, SaysWhatIsWrongWhereAndWhatToDo) {
    const auto full = file_failure("/srv/a", ENOSPC);
    EXPECT_EQ(full.says().zh, "“/srv/a”所在的磁盘已满");
    EXPECT_EQ(full.says().en, "The disk of \"/srv/a\" is full");
    EXPECT_EQ(full.remedy().zh, "请腾出空间后重试；以前登记的内容没有受损");
    EXPECT_EQ(full.remedy().en, "Free some space and try again; what was kept before is unharmed");
    EXPECT_STREQ(full.what(), full.says().en.c_str());

    EXPECT_EQ(file_failure("a", EROFS).says().zh, "“a”所在的磁盘只能读，不能写");
    EXPECT_EQ(file_failure("a", EACCES).says().zh, "没有读写“a”的权限");
    EXPECT_EQ(file_failure("a", ENOENT).says().zh, "没有“a”这个文件或文件夹");
    EXPECT_EQ(file_failure("a", EISDIR).says().en, "\"a\" is a folder, not a file");
}

TEST(DamageFailure, KeepsWhatIsTechnicalApart) {
    const DamageFailure damage("history: a hash cannot be read");
    EXPECT_EQ(damage.says().zh, "账册有损坏（细节：history: a hash cannot be read）");
    EXPECT_EQ(damage.says().en, "The books are damaged (detail: history: a hash cannot be read)");
    EXPECT_EQ(damage.remedy().zh,
              "请用 qingshui verify 核对办公室，再用 qingshui restore 恢复备份；不要删改现有文件");
    EXPECT_EQ(damage.remedy().en,
              "Check the office with qingshui verify and put a backup back with qingshui restore; "
              "leave the files that are there alone");
}

TEST(FileFailure, TellsWhatTheSystemSaysOfOtherErrors) {
    EXPECT_EQ(file_failure("a", EIO).says().en,
              "\"a\" cannot be read or written (Input/output error)");
    EXPECT_EQ(file_failure("a", EIO).remedy().zh, "请检查磁盘和路径后重试");
}

}  // namespace
}  // namespace qingshui
