#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qingshui::paper {

// A file inside a ZIP archive, as its directory declares it.
struct Entry {
    std::string name;
    std::uint64_t size = 0;  // Unpacked.
};

// Whether `bytes` begin as a ZIP archive does.
bool is_zip(std::string_view bytes);

// A ZIP archive in memory, which must outlive it. Its directory is read once, when it is opened.
class Archive {
public:
    // None if it is no archive. Unpacks nothing.
    static std::optional<Archive> open(std::string_view bytes);
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;
    ~Archive();

    // How many files its directory lists, and which; none if it lists what is not there.
    std::size_t count() const;
    std::optional<std::vector<Entry>> entries() const;

    // One file, unpacked; none if it is not there, is damaged or is larger than `most` bytes,
    // whatever the directory declares.
    std::optional<std::string> unpacked(const std::string& name, std::uint64_t most) const;

private:
    struct Handle;
    explicit Archive(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> handle_;
};

// One file of an archive that is needed for nothing else.
std::optional<std::string> unzipped(std::string_view bytes, const std::string& name,
                                    std::uint64_t most);

// The bytes of a ZIP archive of `files` (name, contents) in the given order. Every entry bears
// the same date, so the same files give the same bytes. Throws Failure.
std::string zipped(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace qingshui::paper
