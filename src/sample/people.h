#pragma once

#include <string>

#include "sample/chance.h"

// Made-up particulars of people, each plainly nobody's.
namespace qingshui::sample {

// 示例甲子: the mark and two of the heavenly stems and earthly branches.
std::string person_name(Chance& chance);
// 1990000nnnn.
std::string phone_number(Chance& chance);
// An identity number that satisfies GB 11643 of the region 829999, which there is not.
std::string identity_number(Chance& chance);

}  // namespace qingshui::sample
