#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qingshui::sample {

// A text with names in braces: "示例-{n:4}". `{{` and `}}` are braces.
class Template {
public:
    // None if braces do not match or a width is not 1 to 18.
    static std::optional<Template> parse(std::string_view text);

    // The names in it, in order.
    std::vector<std::string> names() const;
    // The text with each name replaced; numbers are padded with zeros to the width, if given.
    std::string fill(const std::function<std::string(std::string_view name)>& value) const;

private:
    struct Piece {
        std::string text;  // Or a name.
        bool is_name;
        std::size_t width;
    };
    std::vector<Piece> pieces_;
};

}  // namespace qingshui::sample
