#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "store/folder.h"

namespace qingshui::store {

// A folder in which something is made out of sight before it is moved into its place, so that
// it is there whole or not at all. The folder goes with this object, and so do the parents that
// it made if they are still empty; what a killed process left goes when the place is staged
// again.
class Staging {
public:
    // Refuses "office.busy" while another process stages the same, "folder.taken" if something
    // else is there. Throws Failure. What is left there of before stays until clear().
    static Result<Staging> claim(const std::string& path);
    void clear() const;

    Staging(Staging&& other) noexcept;
    Staging& operator=(Staging&&) = delete;
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    ~Staging();

    const std::string& path() const { return folder_.path; }
    // As the folder of an office in the making.
    const Folder& folder() const { return folder_; }

private:
    explicit Staging(std::string path) : folder_{std::move(path)} {}

    Folder folder_;
    std::vector<std::filesystem::path> made_;  // Folders that were not there, innermost first.
    std::optional<FolderLock> lock_;
};

// Where an office for the folder `path` is made: in a folder within it, which has those of
// attachments and keys. What was left of one that was never whole is taken away first. Refuses
// "office.exists", "office.not_folder", and "folder.taken" if a name that an office needs is taken,
// besides what Staging refuses.
Result<Staging> stage_office(const std::string& path);

// Moves a staged office whose database is closed into its place, where it outlives a power
// cut. There is an office from the moment its database, the last to be moved, is there; if
// something fails, nothing is. Gives the office's lock; refuses "office.busy" if another process
// has it.
Result<FolderLock> settle_office(const Staging& staging, const Folder& folder);

// Takes away an office that stage_office() allowed to be made.
void remove_office(const Folder& folder);

}  // namespace qingshui::store
