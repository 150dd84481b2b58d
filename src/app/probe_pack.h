#pragma once

// For tests only: an invented line of work, the care of lighthouses, with every type of field.

#include <string>

#include "base/ensure.h"
#include "registry/pack.h"

namespace qingshui::app::probe {

inline constexpr const char* kPack = R"toml(
[pack]
id = "beacon"
title = { zh = "灯塔", en = "Lighthouses" }
version = "1"

[register.tower]
title = { zh = "灯塔", en = "Lighthouse" }
area = "place"
day = "lit_on"
label = "{code}"
unique = [["code"]]
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "code", type = "text", zh = "灯塔编号", en = "Number", required = true },
  { id = "place", type = "area", zh = "所在区域", en = "Area", required = true },
  { id = "lit_on", type = "date", zh = "点亮日期", en = "Lit on", required = true },
  { id = "height", type = "decimal(2)", zh = "高度（米）", en = "Height", unit = "米", min = 0 },
]

[register.visit]
title = { zh = "巡查", en = "Visit" }
area = "place"
day = "visited_on"
label = "{tower} {visited_on}"
retention = { years = 10, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "所在区域", en = "Area", required = true },
  { id = "visited_on", type = "date", zh = "巡查日期", en = "Visited on", required = true },
  { id = "tower", type = "ref:beacon.tower", zh = "灯塔", en = "Lighthouse" },
  { id = "cost", type = "money", zh = "费用", en = "Cost", unit = "元" },
  { id = "people", type = "integer", zh = "人数", en = "People", unit = "人" },
  { id = "state", type = "choice", zh = "状态", en = "State", choices = [
    { code = "bright", zh = "正常", en = "Bright" },
    { code = "dim", zh = "昏暗", en = "Dim" },
    { code = "dark", zh = "熄灭", en = "Dark" } ] },
  { id = "parts", type = "choices", zh = "损坏部件", en = "Broken parts", choices = [
    { code = "lens", zh = "透镜", en = "Lens" },
    { code = "lamp", zh = "灯泡、灯座", en = "Lamp" },
    { code = "door", zh = "门", en = "Door" } ] },
  { id = "repaired", type = "yesno", zh = "已修复", en = "Repaired" },
  { id = "reported_at", type = "datetime", zh = "上报时间", en = "Reported at" },
  { id = "planned_on", type = "date", zh = "计划日期", en = "Planned on" },
  { id = "spot", type = "place", zh = "位置", en = "Spot" },
  { id = "photos", type = "attachment", zh = "照片", en = "Photos" },
  { id = "keeper", type = "text", zh = "守塔人", en = "Keeper", mask = "name" },
  { id = "identity", type = "identity", zh = "身份证号", en = "Identity", mask = "identity" },
  { id = "phone", type = "phone", zh = "联系电话", en = "Phone", mask = "phone" },
  { id = "note", type = "longtext", zh = "备注", en = "Note", search = true },
  { id = "crew", type = "integer", zh = "出动人数", en = "Crew", computed = "hands.count()" },
]
lines.hands = { title = { zh = "出动人员", en = "Hands" }, fields = [
  { id = "name", type = "text", zh = "姓名", en = "Name", required = true },
  { id = "hours", type = "decimal(1)", zh = "工时", en = "Hours" },
] }
lines.tools = { title = { zh = "工具", en = "Tools" }, fields = [
  { id = "tool", type = "text", zh = "工具", en = "Tool", required = true },
] }

[[register.visit.check]]
rule = "cost <= 5000000"
says = { zh = "费用不应超过五百万元", en = "The cost must not pass five million yuan" }

[register.drill]
title = { zh = "演练", en = "Drill" }
area = "place"
day = "held_on"
label = "{held_on}"
retention = { years = 3, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "所在区域", en = "Area", required = true },
  { id = "held_on", type = "date", zh = "日期", en = "Day", required = true },
  { id = "topic", type = "text", zh = "主题", en = "Topic" },
]

[register.night_drill]
title = { zh = "夜间演练", en = "Night drill" }
area = "place"
day = "held_on"
label = "{held_on}"
retention = { years = 3, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "所在区域", en = "Area", required = true },
  { id = "held_on", type = "date", zh = "日期", en = "Day", required = true },
  { id = "topic", type = "text", zh = "主题", en = "Topic" },
]
)toml";

// A register of hand-written passages for packs of tests that declare a report.
inline constexpr const char* kPassages = R"toml(
[register.passage]
title = { zh = "手写段落", en = "Passages" }
area = "place"
day = "written_on"
label = "{report} {period} {key}"
unique = [["report", "period", "key"]]
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "report", type = "text", zh = "报告", en = "Report", required = true },
  { id = "period", type = "text", zh = "期间", en = "Period", required = true },
  { id = "key", type = "text", zh = "段落", en = "Passage", required = true },
  { id = "words", type = "longtext", zh = "文字", en = "Words", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "written_on", type = "date", zh = "日期", en = "Day", required = true },
]
)toml";

inline std::map<std::string, registry::Catalogue::Files> packs() {
    return {{"beacon", {{"pack.toml", kPack}}}};
}

inline registry::Catalogue catalogue() {
    auto read = registry::Catalogue::read(packs());
    ensure(read.has_value(), "the probe pack is sound");
    return std::move(read).value();
}

}  // namespace qingshui::app::probe
