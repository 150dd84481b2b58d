#include "app/builtin.h"

#include <set>

namespace qingshui::app {
namespace {

constexpr std::string_view kPacks = "packs/";
constexpr std::string_view kExamples = "examples/";

using Folders = std::map<std::string, registry::Catalogue::Files>;

// The first part of a path, up to its first slash.
std::string_view head(std::string_view path) { return path.substr(0, path.find('/')); }

// Files below "packs/", by folder.
template <typename Files>
Folders packs_among(const Files& files) {
    Folders packs;
    for (const auto& [path, text] : files) {
        if (!path.starts_with(kPacks)) continue;
        const std::string_view inner = std::string_view(path).substr(kPacks.size());
        const std::string_view folder = head(inner);
        if (folder.size() == inner.size()) continue;
        packs[std::string(folder)][std::string(inner.substr(folder.size() + 1))] = text;
    }
    return packs;
}

}  // namespace

Folders builtin_packs() { return packs_among(builtin_files()); }

std::vector<std::string> builtin_examples() {
    std::set<std::string> names;
    for (const auto& [path, text] : builtin_files()) {
        if (path.starts_with(kExamples)) {
            names.insert(std::string(head(std::string_view(path).substr(kExamples.size()))));
        }
    }
    return {names.begin(), names.end()};
}

std::map<std::string, std::string> builtin_example(std::string_view name) {
    const std::string prefix = std::string(kExamples) + std::string(name) + "/";
    std::map<std::string, std::string> files;
    for (const auto& [path, text] : builtin_files()) {
        if (path.starts_with(prefix)) files[path.substr(prefix.size())] = text;
    }
    return files;
}

Folders packs_of_example(const std::map<std::string, std::string>& files) {
    const Folders own = packs_among(files);
    return own.empty() ? builtin_packs() : own;
}

}  // namespace qingshui::app
