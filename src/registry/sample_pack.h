#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/ensure.h"
#include "registry/pack.h"

namespace qingshui::registry {

// The sample pack that tests of this module start from: everything a pack can declare, once.
inline std::string sample_pack() {
    std::ifstream file(SOURCE_DIR "/fuzz/seeds/pack/sample", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline Result<Catalogue> read_sample(const std::string& pack) {
    return Catalogue::read(
        {{"sample", {{"pack.toml", pack}, {"report.md", "x"}, {"annual.md", "{{chapters}}"}}}});
}

// The first `from` in `text` made `to`. Requires that there is one.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    ensure(at != std::string::npos, from.c_str());
    return text.replace(at, from.size(), to);
}

// The sample with one mistake, and what is said of it.
struct FaultyPack {
    std::string from, to;
    std::string rule;    // Of the first fault.
    std::string zh, en;  // Of all faults.
};

// What is said of it, without the file's name, as in FaultyPack.
inline FaultyPack told(const FaultyPack& each) {
    const auto read = read_sample(with(sample_pack(), each.from, each.to));
    FaultyPack out{each.from, each.to, "", "", ""};
    if (read) return out;
    out.rule = read.error().faults.front().rule;
    for (Refusal fault : read.error().faults) {
        fault.where.file.clear();
        out.zh += words(fault, Language::Chinese);
        out.en += words(fault, Language::English);
    }
    return out;
}

}  // namespace qingshui::registry
