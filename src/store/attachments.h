#pragma once

#include <string>
#include <string_view>

#include "store/attachment.h"
#include "store/files.h"

namespace qingshui::store {

// The attachments of an office, each among its files under its number: attachments/3f/3f2a….
// They are never changed or removed: the history may name them.
//
// Safe to share between threads. Borrows the files.
class Attachments {
public:
    explicit Attachments(Files& files) : files_(files) {}

    // Keeps `bytes`; once it returns they outlive a power cut. What is there already is left
    // alone unless it was damaged. Refuses what kind_of and check_attachment_size refuse.
    // Throws Failure.
    Result<Attachment> keep(std::string_view bytes) const;
    // Refuses "attachment.unknown", and "attachment.damaged" if it is not what was kept.
    Result<std::string> read(std::string_view number) const;
    bool holds(std::string_view number) const;
    // The numbers of all that are kept, in order.
    std::vector<std::string> numbers() const;
    // Is what is kept under this number what it says?
    bool is_sound(const std::string& number) const;

private:
    Files& files_;
};

}  // namespace qingshui::store
