#pragma once

// For tests only: an office in a place of its own, with a small pack.

#include <string>

#include <fmt/format.h>

#include "base/signing_key.h"
#include "store/store.h"
#include "store/test_place.h"

namespace qingshui::store::test {

inline const std::string kShopPack = R"toml(
[pack]
id = "shop"
title = { zh = "店铺", en = "Shops" }
version = "1"

[register.firm]
title = { zh = "企业", en = "Firm" }
area = "place"
day = "opened_on"
label = "{name}"
unique = [["code"]]
retention = { permanent = true, basis = "档案法" }
fields = [
  { id = "code", type = "text", zh = "代码", en = "Code", required = true },
  { id = "name", type = "text", zh = "名称", en = "Name", required = true },
  { id = "place", type = "area", zh = "所在区域", en = "Area", required = true },
  { id = "opened_on", type = "date", zh = "开业日期", en = "Opened", required = true },
  { id = "closed_on", type = "date", zh = "停业日期", en = "Closed" },
  { id = "staff", type = "integer", zh = "人数", en = "Staff", min = 0, max = 100000 },
  { id = "phone", type = "phone", zh = "电话", en = "Phone", mask = "phone" },
]

[register.visit]
title = { zh = "检查", en = "Visit" }
area = "place"
day = "on_day"
label = "{firm} {on_day}"
unique = [["firm", "on_day"]]
retention = { years = 10, basis = "档案法" }
fields = [
  { id = "firm", type = "ref:shop.firm", zh = "企业", en = "Firm", required = true },
  { id = "place", type = "area", zh = "检查区域", en = "Area", required = true },
  { id = "on_day", type = "date", zh = "检查日期", en = "Day", required = true },
  { id = "kind", type = "choice", zh = "方式", en = "Kind", required = true, choices = [
      { code = "planned", zh = "定期", en = "Planned" },
      { code = "sudden", zh = "不定期", en = "Unplanned" } ] },
  { id = "fine", type = "money", zh = "罚款", en = "Fine", unit = "元", min = 0, max = 1000000 },
  { id = "topics", type = "choices", zh = "内容", en = "Topics", choices = [
      { code = "fire", zh = "消防", en = "Fire" },
      { code = "food", zh = "食品", en = "Food" } ] },
  { id = "note", type = "longtext", zh = "备注", en = "Note", search = true },
  { id = "spot", type = "place", zh = "位置", en = "Spot" },
  { id = "passed", type = "yesno", zh = "合格", en = "Passed" },
  { id = "people", type = "integer", zh = "人次", en = "People", computed = "officers.count()" },
]
lines.officers = { title = { zh = "人员", en = "Officers" }, most = 5, fields = [
  { id = "officer", type = "text", zh = "姓名", en = "Name", required = true },
  { id = "hours", type = "decimal(1)", zh = "工时", en = "Hours" } ] }

[[register.visit.check]]
rule = "fine == null || kind == 'sudden'"
says = { zh = "定期检查不罚款", en = "Planned visits bring no fines" }

[indicator.visits]
title = { zh = "检查次数", en = "Visits" }
unit = "次"
of = "visit"
split = "kind"

[indicator.fines]
title = { zh = "罚款", en = "Fines" }
unit = "元"
of = "visit"
where = "passed == false"
measure = "fine"

[indicator.hours]
title = { zh = "工时", en = "Hours" }
unit = "小时"
of = "visit"
measure = "officers.sum(o, o.hours)"

[indicator.by_firm]
title = { zh = "各企业检查次数", en = "Visits by firm" }
unit = "次"
of = "visit"
split = "firm"

[indicator.topics]
title = { zh = "检查内容数", en = "Topics" }
unit = "项"
kind = "distinct"
of = "visit"
distinct = "topics"

[indicator.staff]
title = { zh = "从业人数", en = "Staff" }
unit = "人"
kind = "stock"
of = "firm"
measure = "staff"
until = "closed_on"
)toml";

inline Date day(std::string_view iso) { return Date::parse(iso).value(); }

// The moment that tests begin at.
inline Instant start() { return Instant::at({day("2021-06-01"), 8 * 3600}); }

// The first `from` in `text` made `to`. Throws Failure if there is none.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    if (at == std::string::npos) throw Failure("a test changes what is not there");
    return text.replace(at, from.size(), to);
}

// One for all tests of a program.
inline const std::string& signing_key() {
    static const std::string kMade = new_signing_key();
    return kMade;
}

// Fields by name, for short tests.
using Values = std::map<std::string, registry::Value>;

inline registry::Record make_record(const registry::Schema& schema, const Values& values) {
    registry::Record record;
    record.values.resize(schema.fields.size());
    record.lines.resize(schema.lines.size());
    for (const auto& [id, value] : values) record.values[schema.position(id).value()] = value;
    return record;
}

// An office of tests: the street 341502005 with two communities, packs as given.
struct TestOffice {
    Place place;
    const TemporaryFolder& folder = place.folder();
    FixedClock clock{start()};
    std::unique_ptr<Store> store;
    Id<area::Area> root, east, west;

    explicit TestOffice(std::string pack = kShopPack) {
        auto made = create(place.address(), 341502005, "清水河街道",
                           {{"shop", {{"pack.toml", std::move(pack)}}}}, clock);
        if (!made) throw Failure(words(made.error(), Language::English));
        store = std::move(made).value();
        root = store->read()->root();
        east = found("341502005001", "东社区", root);
        west = found("341502005002", "西社区", root);
    }

    // Of tests that look at the files of a folder.
    std::string path() const { return folder / "office"; }
    void reopen() {
        store.reset();
        store = open(place.address(), clock).value();
    }

    // Does one thing in the lane and hands its answer out.
    template <typename Act>
    Result<Written> write(const Act& act) {
        std::optional<Result<Written>> answer;
        const auto outcome = store->write([&](Writer& writer) -> Result<void> {
            answer.emplace(act(writer));
            if (!*answer) return answer->error();
            return {};
        });
        if (!outcome) return outcome.error();
        return *answer;
    }

    Id<area::Area> found(std::string_view code, std::string name, Id<area::Area> parent,
                         std::string_view since = "2020-01-01") {
        Id<area::Area> id;
        const auto done = write([&](Writer& writer) {
            id = writer.new_area_id();
            return writer.change_areas(
                area::Found{day(since), id, parent, area::Code::parse(code).value(), name},
                {"tester"});
        });
        if (!done) throw Failure(words(done.error(), Language::English));
        return id;
    }

    Result<Written> file(std::string_view schema, const Values& values, const Stamp& stamp) {
        return write([&](Writer& writer) {
            return writer.file(schema, make_record(*writer.catalogue().schema(schema), values),
                               stamp);
        });
    }
    Result<Written> file(std::string_view schema, const Values& values) {
        return file(schema, values, {"tester"});
    }
    Values firm(const std::string& code, std::string_view opened = "2021-01-01") const {
        return {{"code", code},
                {"name", "企业" + code},
                {"place", registry::Key{east.number}},
                {"opened_on", day(opened)},
                {"staff", Decimal::whole(10)}};
    }
    Values visit(Id<registry::Record> firm_id, std::string_view on) const {
        return {{"firm", registry::Key{firm_id.number}},
                {"place", registry::Key{east.number}},
                {"on_day", day(on)},
                {"kind", std::string("planned")}};
    }
    std::vector<Text> verify() { return store->verify({}); }
};

inline std::int64_t total(Reader& reader, std::string_view indicator, const Period& period) {
    std::int64_t sum = 0;
    for (const auto& part : reader.books().sums(*reader.catalogue().indicator(indicator), period)) {
        sum += part.amount;
    }
    return sum;
}

}  // namespace qingshui::store::test
