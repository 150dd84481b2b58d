#pragma once

#include "registry/schema.h"

namespace qingshui::registry {

// A value as part of a unique key: letters and digits of a text in half width, so that ＨＢ９００１
// and HB9001 are one. All other values are as they are.
Value key_value(const Value& value);

// Puts the fields of all unique keys into that form.
void narrow_keys(const Schema& schema, Record& record);

}  // namespace qingshui::registry
