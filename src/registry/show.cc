#include "registry/shown.h"

namespace qingshui::registry {

namespace {

void print(const std::string& line, std::size_t depth, std::string& out) {
    out.append(depth * 2, ' ');
    out += line;
    out += '\n';
}

void print(const Shown& shown, Language language, std::size_t depth, std::string& out) {
    const auto& line = shown.line.in(language);
    if (line.empty()) return;
    print(line, depth, out);
    const Text between{"：", ": "};
    for (const auto& entry : shown.entries) {
        const auto& value = entry.value.in(language);
        if (value.empty()) continue;
        print(entry.key.in(language) + between.in(language) + value, depth + 1, out);
    }
    for (const auto& part : shown.parts) print(part, language, depth + 1, out);
}

}  // namespace

std::string show(const Catalogue& catalogue, Language language) {
    std::string out;
    for (const Pack& pack : catalogue.packs()) out += show(catalogue, pack, language);
    return out;
}

std::string show(const Catalogue& catalogue, const Pack& pack, Language language) {
    std::string out;
    print(shown(catalogue, pack), language, 0, out);
    return out;
}

}  // namespace qingshui::registry
