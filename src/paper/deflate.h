#pragma once

#include <string>
#include <string_view>

namespace qingshui::paper {

// `bytes` packed as gzip, without name or time: the same bytes give the same result.
std::string gzip(std::string_view bytes);

// RFC 4648 with padding.
std::string base64(std::string_view bytes);

}  // namespace qingshui::paper
