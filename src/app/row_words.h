#pragma once

#include <string>

#include "paper/sheet.h"

namespace qingshui::app {

// What the first cell of a row below the header says that the row is. Takes the cell as
// comparable() has it: without blanks, brackets and colons half-width.

// "合计", "本月小计（元）：", "共计2家", "共12条".
bool says_total(const std::string& first);
// "填表人：李四", "制表：李四 审核：王五", "备注", "第1页，共3页". `filled`: cells of its row
// that hold anything; of a remark without a colon there are few.
bool says_note(const std::string& first, std::size_t filled);

// A sheet without a table, such as how the others are to be filled in: by its name (填表说明),
// or because nothing in it stands beside anything but a number in a list.
bool is_prose(const paper::Sheet& sheet);

}  // namespace qingshui::app
