#include "registry/pack.h"

namespace qingshui::registry {

const std::string& Unit::word(Language language) const {
    return language == Language::English && !en.empty() ? en : text;
}

std::string Unit::after(std::string_view number, Language language) const {
    std::string out(number);
    if (language == Language::English && !en.empty()) out += ' ';
    return out + word(language);
}

}  // namespace qingshui::registry
