#include "sample/template.h"

#include <charconv>

namespace qingshui::sample {
namespace {

constexpr std::size_t kWidthMax = 18;

}  // namespace

std::optional<Template> Template::parse(std::string_view text) {
    Template result;
    std::string plain;
    const auto end_plain = [&] {
        if (!plain.empty()) result.pieces_.push_back({std::move(plain), false, 0});
        plain.clear();
    };
    while (!text.empty()) {
        if (text.starts_with("{{") || text.starts_with("}}")) {
            plain += text.front();
            text.remove_prefix(2);
            continue;
        }
        if (text.front() == '}') return std::nullopt;
        if (text.front() != '{') {
            plain += text.front();
            text.remove_prefix(1);
            continue;
        }
        const auto close = text.find('}');
        if (close == std::string_view::npos) return std::nullopt;
        const auto inside = text.substr(1, close - 1);
        const auto colon = inside.find(':');
        Piece piece{std::string(inside.substr(0, colon)), true, 0};
        if (colon != std::string_view::npos) {
            const auto* end = inside.data() + inside.size();
            const auto read = std::from_chars(inside.data() + colon + 1, end, piece.width);
            if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
            if (piece.width == 0 || piece.width > kWidthMax) return std::nullopt;
        }
        if (piece.text.empty()) return std::nullopt;
        end_plain();
        result.pieces_.push_back(std::move(piece));
        text.remove_prefix(close + 1);
    }
    end_plain();
    return result;
}

std::vector<std::string> Template::names() const {
    std::vector<std::string> names;
    for (const auto& piece : pieces_) {
        if (piece.is_name) names.push_back(piece.text);
    }
    return names;
}

std::string Template::fill(const std::function<std::string(std::string_view name)>& value) const {
    std::string text;
    for (const auto& piece : pieces_) {
        if (!piece.is_name) {
            text += piece.text;
            continue;
        }
        const auto filled = value(piece.text);
        if (filled.size() < piece.width) text.append(piece.width - filled.size(), '0');
        text += filled;
    }
    return text;
}

}  // namespace qingshui::sample
