#pragma once

// For tests only: a made-up line of work with every kind of indicator, and a small town.

#include <string>

#include <fmt/format.h>

#include "area/tree.h"
#include "base/ensure.h"
#include "registry/pack.h"

namespace qingshui::tally::probe {

inline constexpr const char* kPack = R"toml(
[pack]
id = "probe"
title = { zh = "试验", en = "Probe" }
version = "1"

[register.project]
title = { zh = "项目", en = "Project" }
area = "place"
day = "begun_on"
label = "{code}"
unique = [["code"]]
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "code", type = "text", zh = "编号", en = "Code", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "begun_on", type = "date", zh = "日期", en = "Date", required = true },
]

[register.event]
title = { zh = "事件", en = "Event" }
area = "place"
day = "happened_on"
label = "{happened_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "happened_on", type = "date", zh = "日期", en = "Date", required = true },
  { id = "closed_on", type = "date", zh = "办结日期", en = "Closed on" },
  { id = "kind", type = "choice", zh = "类别", en = "Kind", choices = [
      { code = "red", zh = "红", en = "Red" },
      { code = "blue", zh = "蓝", en = "Blue" } ] },
  { id = "urgent", type = "yesno", zh = "紧急", en = "Urgent" },
  { id = "hours", type = "decimal(1)", zh = "工时", en = "Hours" },
  { id = "topic", type = "text", zh = "主题", en = "Topic" },
  { id = "project", type = "ref:probe.project", zh = "项目", en = "Project" },
]

[register.person]
title = { zh = "人员", en = "Person" }
area = "place"
day = "since"
label = "{since}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "since", type = "date", zh = "起", en = "Since", required = true },
  { id = "last", type = "date", zh = "止", en = "Last" },
  { id = "urgent", type = "yesno", zh = "紧急", en = "Urgent" },
]

[register.zone]
title = { zh = "封控区", en = "Zone" }
area = "place"
day = "sealed_on"
label = "{sealed_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "sealed_on", type = "date", zh = "日期", en = "Date", required = true },
]

[rates.fee]
title = { zh = "费率", en = "Fees" }
fields = [ { id = "amount", type = "money", zh = "金额", en = "Amount" } ]
[[rates.fee.row]]
from = 2020-01-01
until = 2021-05-31
amount = 12.50
basis = "试验"
[[rates.fee.row]]
from = 2021-06-01
amount = 15.00
basis = "试验"

[indicator.events]
title = { zh = "事件数", en = "Events" }
unit = "件"
of = "event"
split = "kind"

[indicator.urgent]
title = { zh = "紧急事件数", en = "Urgent events" }
unit = "件"
of = "event"
where = "urgent"

[indicator.by_urgency]
title = { zh = "按紧急程度的事件数", en = "Events by urgency" }
unit = "件"
of = "event"
split = "urgent"

[indicator.hours]
title = { zh = "工时", en = "Hours" }
unit = { text = "百小时", per = 100, decimals = 2 }
of = "event"
measure = "hours"
split = "project"

[indicator.closed]
title = { zh = "办结数", en = "Closed" }
unit = "件"
of = "event"
day = "closed_on"

[indicator.topics]
title = { zh = "主题数", en = "Topics" }
kind = "distinct"
unit = "个"
of = "event"
distinct = "topic"

[indicator.people]
title = { zh = "人数", en = "People" }
kind = "stock"
unit = "人"
of = "person"
until = "last"

[indicator.average]
title = { zh = "平均工时", en = "Average hours" }
kind = "ratio"
unit = { text = "小时", decimals = 2 }
over = "hours"
under = "events"
scale = 4

[indicator.open]
title = { zh = "未办结数", en = "Not closed" }
kind = "derived"
unit = "件"
rule = "events - closed"

[indicator.fees]
title = { zh = "费用", en = "Fees" }
kind = "derived"
unit = { text = "元", decimals = 2 }
rule = "events * fee"

[indicator.fee]
title = { zh = "费率", en = "Fee" }
kind = "rate"
unit = { text = "元", decimals = 2 }
rate = "fee.amount"

[indicator.sealed_grids]
title = { zh = "封控网格", en = "Grids sealed" }
kind = "scope"
unit = "个"
of = "zone"
counts = "grid"

[indicator.sealed_people]
title = { zh = "封控人数", en = "People sealed" }
kind = "scope"
unit = "人"
of = "zone"
counts = "people"
)toml";

inline registry::Catalogue catalogue() {
    auto read = registry::Catalogue::read({{"probe", {{"pack.toml", kPack}}}});
    if (!read) ensure(false, words(read.error(), Language::English).c_str());
    return std::move(read).value();
}

inline Date day(const char* iso) { return Date::parse(iso).value(); }

// A street (1) with two communities (2, 3), each with two compounds (4..7) of two grids
// (8..15); all founded on 2020-01-01.
inline area::Tree town() {
    area::Tree tree;
    const auto found = [&](std::int64_t id, std::int64_t parent, const std::string& code) {
        const auto done = tree.apply(area::Found{day("2020-01-01"),
                                                 {id},
                                                 {parent},
                                                 area::Code::parse(code).value(),
                                                 "甲" + std::to_string(id)});
        if (!done) ensure(false, words(done.error(), Language::English).c_str());
    };
    found(1, 0, "990102003");
    for (std::int64_t community = 0; community < 2; ++community) {
        const auto code = "99010200300" + std::to_string(community + 1);
        found(2 + community, 1, code);
        for (std::int64_t compound = 0; compound < 2; ++compound) {
            const auto number = 4 + community * 2 + compound;
            found(number, 2 + community, fmt::format("{}X0{}", code, compound + 1));
            for (std::int64_t grid = 0; grid < 2; ++grid) {
                found(8 + (number - 4) * 2 + grid, number,
                      fmt::format("{}00{}", code, compound * 2 + grid + 1));
            }
        }
    }
    return tree;
}

}  // namespace qingshui::tally::probe
