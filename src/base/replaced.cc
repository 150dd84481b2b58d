#include "base/replaced.h"

#include "base/ensure.h"

namespace qingshui {

std::string replaced(std::string_view text, std::string_view part, std::string_view with) {
    ensure(!part.empty(), "something is replaced");
    std::string made;
    made.reserve(text.size());
    std::size_t at = 0;
    for (auto next = text.find(part); next != std::string_view::npos; next = text.find(part, at)) {
        made.append(text.substr(at, next - at)).append(with);
        at = next + part.size();
    }
    return made.append(text.substr(at));
}

}  // namespace qingshui
