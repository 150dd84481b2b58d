#pragma once

#include <string>
#include <vector>

#include "app/import.h"
#include "paper/sheet.h"

namespace qingshui::app {

// A listing of areas: columns 区域代码, 区域名称, 层级, 上级代码, 启用日期 (or their English
// names), one area a row. Without a parent the code says it; without a day: since ever.
struct AreaSheet {
    std::string name;
    paper::Sheet sheet;
};

bool is_area_sheet(const paper::Sheet& sheet);

// Founds the areas of a listing, parents first; known ones are left alone or renamed. Faults
// are appended.
ImportedSheet import_areas(const AreaSheet& incoming, store::Writer& writer,
                           const store::Stamp& stamp, const ImportOptions& options,
                           std::vector<Refusal>& faults);

}  // namespace qingshui::app
