#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/import.h"

// Attachments as files in a folder, by which they move from one office to another: each bears
// its number, with an ending by which programs know what it is.
namespace qingshui::app {

// Writes an attachment into `folder`, which is made if it is not there. Refuses what
// store::Store::attachment refuses. Throws Failure.
Result<void> write_attachment(store::Store& store, const std::string& number,
                              const std::string& folder);

// Takes files in as import_files() does, and with them the attachments that they name and that
// lie in `folder`: all of it, or nothing. Of a dry run that finds nothing wrong but that they are
// not kept yet, the answer is empty. Refuses besides "attachments.no_folder",
// "attachments.other" (a file that is not what its name says) and what store::kind_of and
// store::check_attachment_size refuse, among the faults.
Result<std::vector<ImportedSheet>> import_with_attachments(const access::Actor& actor,
                                                           store::Store& store,
                                                           const std::vector<ImportFile>& files,
                                                           const ImportOptions& options,
                                                           const std::string& folder);

}  // namespace qingshui::app
