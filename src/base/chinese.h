#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace qingshui::chinese {

// `text` with full-width digits, letters, punctuation and spaces (１２，Ａ) made
// half-width, outer white space (also U+3000) and what no one sees (base/invisible.h) removed.
// What people type into cells.
std::string folded(std::string_view text);

// How many bytes of white space `text` begins with: 0 or one character, U+3000 and U+00A0 too.
std::size_t blank_at_start(std::string_view text);
// `text` without white space around it, otherwise as it was typed. A part of `text`.
std::string_view bare(std::string_view text);
// Is there nothing but white space?
inline bool is_blank(std::string_view text) { return bare(text).empty(); }

// Reads a day as offices write it: 2021年5月13日 (or 号), 2021-05-13, 2021/5/13,
// 2021.5.13, 20210513, 二〇二一年五月十三日; digits may be full-width. None if it is not a day.
std::optional<Date> parse_date(std::string_view text);

// Reads a whole number in digits (half- or full-width) or numerals, also the formal ones of
// accounts: 五, 十三, 二百零五, 一万六千, 贰佰, 负三. None otherwise, also for the colloquial
// 一万五, which leaves out a unit.
std::optional<std::int64_t> parse_numeral(std::string_view text);

// A whole number in numerals as a sentence has it: 5 → 五, 12 → 十二, 205 → 二百零五,
// 2 before a measure word (`measure` true) → 两.
std::string numeral(std::int64_t number, bool measure = false);

// A day as an official text has it (GB/T 9704: no leading zeros): 2021年5月13日.
std::string date(Date day);

// A period as an official text has it: 2021年, 2021年1至10月, 2021年10月, 2021年上半年,
// 2021年第三季度, 2021年5月13日至6月1日, 2019年至2021年. Without the year (`short_form`):
// 1至10月, 10月, 全年; a period that crosses years keeps them.
std::string period(const Period& period, bool short_form = false);

// Reads a period as people write it: what period() prints, 2021年1-10月, 2021上半年, 2021年三季度,
// 2021Q3, 2021, 2021年全年, 2021-5, 2021/05, 202105, 2021-1至2021-10. None if it is not one.
std::optional<Period> parse_period(std::string_view text);

// `text` as a message quotes what people wrote: its first 64 characters, with "…" if there are
// more; control characters such as line breaks become spaces.
std::string shortened(std::string_view text);

// Characters of UTF-8 text (code points); invalid bytes count as one each.
std::size_t length(std::string_view utf8);
bool is_utf8(std::string_view bytes);

// The text of `bytes`, which are UTF-8 (with or without BOM), UTF-16 with BOM or
// GB18030. None if they are none of these, or hold a zero byte.
std::optional<std::string> decoded(std::string_view bytes);

// The tokens that full-text search keeps: each Han character by itself, runs of Latin
// letters and digits (folded, lower-case) as words, separated by single spaces. A phrase
// of these tokens finds any substring, so a two-character word is found.
std::string search_tokens(std::string_view text);

// The different candidates nearest to `word` by edit distance over folded characters, best
// first, at most `most`; only those close enough to be a slip of the pen, which includes a
// word left incomplete (清水河 for 清水河社区). Equals keep the order of `candidates`.
std::vector<std::string> nearest(std::string_view word, std::span<const std::string> candidates,
                                 std::size_t most = 3);

}  // namespace qingshui::chinese
