#pragma once

#include <string>
#include <vector>

#include "store/store.h"

namespace qingshui::app {

// A file and what it was kept as.
struct Attached {
    std::string file;
    store::Attachment kept;
};

// Keeps files (附件) for records to name: all of them, or none. Refuses "attachment.faulty" with
// a fault for each file that cannot be: "attachment.no_file" (not there, or a folder) and what
// store::kind_of and store::check_attachment_size refuse. Throws Failure.
Result<std::vector<Attached>> attach(store::Store& store, const std::vector<std::string>& files);

}  // namespace qingshui::app
