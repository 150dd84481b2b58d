#pragma once

#include <optional>
#include <string_view>

#include "paper/sheet.h"

namespace qingshui::paper {

// How a workbook shows a number.
enum class Shown { Number, Percent, Day, Moment, Time };

// What the code of a number format ("yyyy\-mm\-dd;@") makes of a number.
Shown shown_by(std::string_view code);
// The same for the formats that workbooks name by number alone, those of Chinese editions too.
Shown shown_by(int built_in);

// To how many digits a format code fills a whole number up with zeros: 4 for "0000"; 0: it does
// not.
std::size_t filled_to(std::string_view code);
// A whole number as text with the zeros that are shown before it: they are part of a number such
// as 0007 that names something. Every other cell as it is.
Cell filled(Cell cell, std::size_t digits);

// Which day a workbook counts from.
enum class Epoch { Year1900, Year1904 };

// The number a workbook wrote as `digits` ("855.30999999999995"), as a person sees it: 855.31. A
// workbook computes in binary with 15 significant digits, so more are noise, except in a whole
// number that was written out. None if it is no number or needs more room than Decimal has.
std::optional<Decimal> number_of(std::string_view digits);

// The cell that a workbook means by `digits` shown in this way: a number, a day, a moment, or as
// text a share ("85%" for 0.85) or a time of day ("08:30", "08:30:15"). Text as it stands if it
// is none of these.
Cell cell_of(std::string_view digits, Shown shown, Epoch epoch);

}  // namespace qingshui::paper
