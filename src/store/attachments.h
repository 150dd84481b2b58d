#pragma once

#include <string>
#include <string_view>

#include "store/attachment.h"
#include "store/folder.h"

namespace qingshui::store {

// The attachments of an office's folder, each under its number: attachments/3f/3f2a….
// They are never changed or removed: the history may name them.
//
// Safe to share between threads.
class Attachments {
public:
    explicit Attachments(const Folder& folder) : path_(folder.attachments()) {}

    // Keeps `bytes`; once it returns they outlive a power cut. What is there already is left
    // alone unless it was damaged. Refuses what kind_of and check_attachment_size refuse.
    // Throws Failure.
    Result<Attachment> keep(std::string_view bytes) const;
    // Refuses "attachment.unknown", and "attachment.damaged" if it is not what was kept.
    Result<std::string> read(std::string_view number) const;
    bool holds(std::string_view number) const;

    // Removes what a process that ended in the middle left. Requires the folder's lock.
    void clear_unfinished() const;
    // Is this one of those files, or one being written now?
    static bool is_unfinished(std::string_view file);

private:
    std::string place(std::string_view number) const;

    std::string path_;
};

}  // namespace qingshui::store
