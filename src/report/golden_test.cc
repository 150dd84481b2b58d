#include "report/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace qingshui::report {

void expect_golden(const std::string& name, const std::string& text) {
    const std::string path = std::string(SOURCE_DIR) + "/tests/golden/report/" + name;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): before threads.
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path, std::ios::binary) << text;
    }
    std::ifstream file(path, std::ios::binary);
    const std::string golden((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(text, golden) << path;
}

}  // namespace qingshui::report
