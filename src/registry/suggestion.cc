#include "registry/suggestion.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/chinese.h"

namespace qingshui::registry {
namespace {

bool bears(const Named& one, std::string_view word) {
    return one.id == word || one.title.zh == word || one.title.en == word;
}

std::vector<const Named*> nearest(std::string_view word, const std::vector<Named>& declared) {
    constexpr std::size_t kSuggested = 3;
    constexpr std::size_t kWordsOfEach = 3;
    std::vector<std::string> words;
    for (const Named& one : declared) {
        words.insert(words.end(), {one.id, one.title.zh, one.title.en});
    }
    std::vector<const Named*> found;
    for (const auto& near : chinese::nearest(word, words, kSuggested * kWordsOfEach)) {
        for (const Named& one : declared) {
            const bool is_new = std::find(found.begin(), found.end(), &one) == found.end();
            if (is_new && bears(one, near)) found.push_back(&one);
        }
    }
    found.resize(std::min(found.size(), kSuggested));
    return found;
}

}  // namespace

Text did_you_mean(std::string_view word, const std::vector<Named>& declared, Text otherwise) {
    const auto near = nearest(word, declared);
    if (near.empty()) return otherwise;
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const Named* one : near) {
        zh.push_back(fmt::format("“{}”（{}）", one->id, one->title.zh));
        en.push_back(fmt::format("“{}” ({})", one->id, one->title.en));
    }
    return {fmt::format("是不是{}？", fmt::join(zh, "或")),
            fmt::format("Did you mean {}?", fmt::join(en, " or "))};
}

}  // namespace qingshui::registry
