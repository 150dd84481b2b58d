#include "base/told_failure.h"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "base/damage.h"

namespace qingshui {

DamageFailure::DamageFailure(const Text& detail)
    : ToldFailure(
          {fmt::format("账册有损坏（细节：{}）", detail.zh),
           fmt::format("The books are damaged (detail: {})", detail.in(Language::English))},
          {"请用 qingshui verify 核对办公室，再用 qingshui restore 恢复备份；不要删改现有文件",
           "Check the office with qingshui verify and put a backup back with qingshui "
           "restore; leave the files that are there alone"}) {}

SyncFailure::SyncFailure(const std::string& path)
    : ToldFailure(
          {fmt::format("“{}”没有写牢到磁盘上（同步失败）", path),
           fmt::format("\"{}\" could not be made to outlive a power cut (a sync failed)", path)},
          {"重新打开办公室以前不再登记；请检查磁盘，重新启动程序，再用 qingshui verify 核对",
           "Nothing more is kept until the office is opened again: check the disk, start the "
           "program "
           "anew, and run qingshui verify"}) {}

ToldFailure file_failure(const std::string& path, int error) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
            return {{fmt::format("“{}”所在的磁盘已满", path),
                     fmt::format("The disk of \"{}\" is full", path)},
                    {"请腾出空间后重试；以前登记的内容没有受损",
                     "Free some space and try again; what was kept before is unharmed"}};
        case EROFS:
            return {{fmt::format("“{}”所在的磁盘只能读，不能写", path),
                     fmt::format("The disk of \"{}\" is read-only", path)},
                    {"请换一个能写的位置，或重新挂载磁盘",
                     "Choose a place that can be written, or mount the disk anew"}};
        case EACCES:
        case EPERM:
            return {{fmt::format("没有读写“{}”的权限", path),
                     fmt::format("There is no permission to read or write \"{}\"", path)},
                    {"请用有权限的账户运行，或请管理员调整权限",
                     "Run as an account that may, or have its permissions changed"}};
        case ENOENT:
        case ENOTDIR:
            return {{fmt::format("没有“{}”这个文件或文件夹", path),
                     fmt::format("There is no file or folder \"{}\"", path)},
                    {"请核对路径", "Check the path"}};
        case EISDIR:
            return {{fmt::format("“{}”是文件夹，不是文件", path),
                     fmt::format("\"{}\" is a folder, not a file", path)},
                    {"请写明文件名", "Name a file"}};
        default: break;
    }
    const auto why = std::generic_category().message(error);
    return {{fmt::format("不能读写“{}”（{}）", path, why),
             fmt::format("\"{}\" cannot be read or written ({})", path, why)},
            {"请检查磁盘和路径后重试", "Check the disk and the path, and try again"}};
}

}  // namespace qingshui
