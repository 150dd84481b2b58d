#pragma once

// For tests only: where an office of tests is kept.

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include <fmt/format.h>

#include <unistd.h>

#include "sql/test_server.h"
#include "store/address.h"

namespace qingshui::store::test {

// A folder for one test, removed with it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        static int count = 0;
        // In memory where the system offers it: tests wait for many syncs.
        const std::filesystem::path memory = "/dev/shm";
        const bool has_memory = std::filesystem::is_directory(memory);
        path_ = (has_memory ? memory : std::filesystem::temp_directory_path()) /
                fmt::format("qingshui-store-{}-{}", ::getpid(), ++count);
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;

    std::string operator/(std::string_view name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

// Are offices of tests to be made on a server? So says QINGSHUI_TEST_ENGINE=postgres.
inline bool on_server() {
    const char* engine = std::getenv("QINGSHUI_TEST_ENGINE");
    return engine != nullptr && std::string_view(engine) == "postgres";
}

// A place for offices, gone with this object: a folder, or a schema of the server.
class Place {
public:
    Place() {
        if (on_server()) schema_.emplace();
    }

    Address address() const { return schema_ ? schema_->url() : folder_ / "office"; }
    const TemporaryFolder& folder() const { return folder_; }

private:
    TemporaryFolder folder_;
    std::optional<sql::test::ServerSchema> schema_;
};

}  // namespace qingshui::store::test
