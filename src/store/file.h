#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace qingshui::store {

// An open file of the system, closed with it. Throws Failure.
class File {
public:
    // Takes over `number`, an open file or the -1 that open(2) and its like gave.
    File(int number, std::string path);
    // A new file that only this account may read.
    static File create(const std::string& path);
    ~File();
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    File(File&&) = delete;
    File& operator=(File&&) = delete;

    void write(std::string_view bytes) const;
    // Makes what was written outlive a power cut. Throws SyncFailure.
    void sync() const;

private:
    int number_;
    std::string path_;
};

// These make what was done to a file, in a folder, or to all that a folder holds outlive a
// power cut. Throw Failure.
void sync_file(const std::filesystem::path& file);
void sync_folder(const std::filesystem::path& folder);
void sync_tree(const std::filesystem::path& folder);
// The same for the name by which something is known in its folder, if this account may open that.
void sync_name(const std::filesystem::path& path);

// Makes a folder and those it lies in, with names that outlive a power cut. Gives those that were
// not there, innermost first. Throws Failure.
std::vector<std::filesystem::path> make_folders(const std::filesystem::path& folder);

}  // namespace qingshui::store
