#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "access/actor.h"
#include "paper/sheet.h"
#include "store/store.h"

namespace qingshui::app {

// What an export wrote.
struct Exported {
    std::int64_t records = 0;
    std::int64_t attachments = 0;
};

// Called with the number of each attachment that is exported, once.
using AttachmentTaker = std::function<Result<void>(const std::string& number)>;

struct ExportOptions {
    std::string register_id;
    std::function<void(std::int64_t done, std::int64_t all)> progress = {};
    AttachmentTaker take_attachment = {};  // None: attachments stay where they are.
};

// Writes every record of a register that the actor may see: one row each, its number first,
// then its fields under their Chinese titles (computed ones too), sub-tables as lines within a
// cell. Importing the file again, here or into a new office, gives the same records.
//
// Refuses "register.unknown", "export.too_many" and "export.cell_too_long" of what a workbook has
// no room for, and what `take_attachment` refuses, all before anything is finished.
Result<Exported> export_register(const access::Actor& actor, store::Reader& reader,
                                 const ExportOptions& options, paper::SheetWriter& writer);

// How an export writes one value: what CellReader reads back as the same.
class CellPrinter {
public:
    explicit CellPrinter(store::View& view) : view_(view) {}
    paper::Cell cell(const registry::Field& field, const registry::Value& value, Date day);
    paper::Cell lines(const registry::Lines& lines,
                      const std::vector<std::vector<registry::Value>>& values, Date day);

private:
    std::string area(std::int64_t area, Date day) const;
    std::string reference(const registry::Field& field, std::int64_t record);

    store::View& view_;
    std::map<std::pair<std::string, std::int64_t>, std::string> references_;
};

}  // namespace qingshui::app
