#include "store/address.h"

#include <string_view>

namespace qingshui::store {

namespace {

constexpr std::string_view kSchemes[] = {"postgresql://", "postgres://"};

// The length of the scheme that a connection string begins with; 0 of a folder.
std::size_t scheme_length(std::string_view place) {
    for (const auto scheme : kSchemes) {
        if (place.starts_with(scheme)) return scheme.size();
    }
    return 0;
}

}  // namespace

bool Address::is_server() const { return scheme_length(place) > 0; }

std::string Address::shown() const {
    const auto start = scheme_length(place);
    if (start == 0) return place;
    // What follows the question mark may hold a password too.
    const auto end = std::min(place.find('?', start), place.size());
    const auto host = place.find('@', start);
    const auto from = host < end ? host + 1 : start;
    return "postgresql://" + place.substr(from, end - from);
}

}  // namespace qingshui::store
