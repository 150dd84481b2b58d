#include "paper/archive.h"

#include <zip.h>

#include <memory>

#include "base/failure.h"

namespace qingshui::paper {
namespace {

constexpr zip_uint16_t kDosDate = 0x21;  // 1980-01-01, the first day that ZIP knows.

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Opened = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;

Opened opened(std::string_view bytes) {
    if (!is_zip(bytes)) return {};  // libzip takes no bytes for an empty archive.
    Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr));
    if (!source) throw Failure("libzip cannot read memory");
    Opened archive(zip_open_from_source(source.get(), ZIP_RDONLY, nullptr));
    if (archive) static_cast<void>(source.release());  // Now the archive's.
    return archive;
}

void add(zip_t* archive, const std::string& name, const std::string& contents) {
    Source source(zip_source_buffer(archive, contents.data(), contents.size(), 0));
    const zip_int64_t index =
        zip_file_add(archive, name.c_str(), source.get(), ZIP_FL_ENC_UTF_8 | ZIP_FL_OVERWRITE);
    if (index < 0) throw Failure("cannot pack " + name + ": " + zip_strerror(archive));
    static_cast<void>(source.release());
    zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kDosDate, 0);
}

std::string taken_from(zip_source_t* source) {
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) < 0 || zip_source_open(source) < 0) {
        throw Failure("libzip lost what it packed");
    }
    std::string bytes(stat.size, '\0');
    const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (read < 0 || static_cast<std::size_t>(read) != bytes.size()) {
        throw Failure("libzip lost what it packed");
    }
    return bytes;
}

}  // namespace

bool is_zip(std::string_view bytes) { return bytes.starts_with(std::string_view("PK\x03\x04", 4)); }

struct Archive::Handle {
    Opened zip;
};

Archive::Archive(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

std::optional<Archive> Archive::open(std::string_view bytes) {
    auto handle = std::make_unique<Handle>(Handle{opened(bytes)});
    if (!handle->zip) return {};
    return Archive(std::move(handle));
}

std::size_t Archive::count() const {
    return static_cast<std::size_t>(zip_get_num_entries(handle_->zip.get(), 0));
}

std::optional<std::vector<Entry>> Archive::entries() const {
    std::vector<Entry> entries;
    for (zip_uint64_t index = 0; index < count(); ++index) {
        zip_stat_t stat;
        if (zip_stat_index(handle_->zip.get(), index, 0, &stat) < 0) return {};
        entries.push_back({stat.name, stat.size});
    }
    return entries;
}

std::optional<std::string> Archive::unpacked(const std::string& name, std::uint64_t most) const {
    constexpr std::size_t kPiece = 1U << 16U;
    zip_t* const zip = handle_->zip.get();
    const std::unique_ptr<zip_file_t, Discard> file(zip_fopen(zip, name.c_str(), 0));
    zip_stat_t stat;
    if (!file || zip_stat(zip, name.c_str(), 0, &stat) < 0 || stat.size > most) return {};
    std::string contents;
    contents.reserve(stat.size + kPiece);
    std::string piece(kPiece, '\0');
    for (;;) {
        const zip_int64_t read = zip_fread(file.get(), piece.data(), piece.size());
        if (read < 0) return {};
        if (read == 0) return contents;
        contents.append(piece, 0, static_cast<std::size_t>(read));
        if (contents.size() > most) return {};
    }
}

std::optional<std::string> unzipped(std::string_view bytes, const std::string& name,
                                    std::uint64_t most) {
    const auto archive = Archive::open(bytes);
    return archive ? archive->unpacked(name, most) : std::nullopt;
}

std::string zipped(const std::vector<std::pair<std::string, std::string>>& files) {
    const Source buffer(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!buffer) throw Failure("libzip cannot write memory");
    zip_source_keep(buffer.get());  // One for us, one for the archive.
    Opened archive(zip_open_from_source(buffer.get(), ZIP_CREATE | ZIP_TRUNCATE, nullptr));
    if (!archive) throw Failure("libzip cannot write memory");
    for (const auto& [name, contents] : files) add(archive.get(), name, contents);
    if (zip_close(archive.get()) < 0) {
        throw Failure(std::string("cannot pack: ") + zip_strerror(archive.get()));
    }
    static_cast<void>(archive.release());  // zip_close freed it.
    return taken_from(buffer.get());
}

}  // namespace qingshui::paper
