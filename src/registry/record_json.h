#pragma once

#include "json/json.h"
#include "registry/schema.h"

namespace qingshui::registry {

// The canonical JSON of a record, as history keeps and hashes it: filled fields only, in
// field order; decimals as text with all digits of their scale, dates as ISO text, keys as
// integers, places as [longitude, latitude], sub-tables as arrays of objects.
json::Object to_json(const Schema& schema, const Record& record);

// Reads it back; fields that the schema does not know any more are left out, those that the
// JSON lacks are empty. Refuses "record.malformed".
Result<Record> from_json(const Schema& schema, const json::Object& object);

}  // namespace qingshui::registry
