#pragma once

#include <string>

namespace qingshui {

// The languages that a person may read us in.
enum class Language { Chinese, English };

// What a person reads, in both languages. Chinese is the original.
//
// Every title, message and remedy is a Text, so that neither language can be
// forgotten where it is written.
struct Text {
    std::string zh;
    std::string en;

    const std::string& in(Language language) const {
        return language == Language::English && !en.empty() ? en : zh;
    }

    friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace qingshui
