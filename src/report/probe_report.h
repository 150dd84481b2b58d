#pragma once

// For tests only: a small made-up office of two packs, its books and its report.

#include <map>
#include <string>

#include "report/report.h"
#include "tally/memory_books.h"
#include "tally/probe_pack.h"

namespace qingshui::report::probe {

inline constexpr const char* kGarden = R"toml(
[pack]
id = "garden"
title = { zh = "园艺", en = "Gardens" }
version = "1"

[register.bed]
title = { zh = "花坛", en = "Bed" }
area = "place"
day = "planted_on"
label = "{name}"
unique = [["code"]]
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "code", type = "text", zh = "编号", en = "Code", required = true },
  { id = "name", type = "text", zh = "名称", en = "Name", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "planted_on", type = "date", zh = "栽种日期", en = "Planted on", required = true },
  { id = "cleared_on", type = "date", zh = "清理日期", en = "Cleared on" },
  { id = "colour", type = "choice", zh = "颜色", en = "Colour", choices = [
      { code = "red", zh = "红", en = "Red" },
      { code = "blue", zh = "蓝", en = "Blue" } ] },
  { id = "size", type = "decimal(2)", zh = "面积", en = "Size", unit = "平方米" },
  { id = "cost", type = "money", zh = "造价", en = "Cost", unit = "元" },
]

[indicator.beds]
title = { zh = "花坛数", en = "Beds" }
unit = "处"
of = "bed"
split = "colour"

[indicator.size]
title = { zh = "花坛面积", en = "Size of beds" }
unit = { text = "平方米", en = "m²", decimals = 2 }
of = "bed"
measure = "size"

[indicator.cost]
title = { zh = "造价", en = "Cost" }
unit = { text = "万元", per = 10000, decimals = 2 }
of = "bed"
measure = "cost"

[indicator.plants]
title = { zh = "植株数", en = "Plants" }
unit = "株"
of = "bed"
measure = "round(size * 9, 0)"
rounding = { to = 10, word = "余" }

[indicator.cleared]
title = { zh = "已清理花坛", en = "Beds cleared" }
unit = "处"
of = "bed"
day = "cleared_on"

[indicator.mean]
title = { zh = "平均面积", en = "Mean size" }
kind = "ratio"
unit = { text = "平方米", decimals = 1 }
over = "size"
under = "beds"
scale = 4

[[check]]
id = "colours"
rule = "beds == beds.red + beds.blue"
says = { zh = "红、蓝之和应等于总数", en = "Red and blue must add up to all beds" }

[[check]]
id = "cleared_beds"
rule = "cleared <= beds"
says = { zh = "清理数不应大于总数", en = "No more beds can be cleared than there are" }
basis = "试验办法第三条"
)toml";

inline constexpr const char* kGardenText = R"(## （一）园艺

{{text "overview" : 一年来，花坛**常新**。}}共建成花坛{{beds}}，其中红{{beds.red}}、蓝{{beds.blue}}，面积{{size}}，
合{{size | 单位 亩 | 作 garden.mu}}，造价{{cost}}；栽种{{plants}}。
上半年清理{{cleared | 月 1-6 | 汉字}}，平均每处{{mean}}。

{{#each bed where "cleared_on == null" order planted_on desc limit 2}}
- {{name}}（{{planted_on}}，{{colour}}）
{{/each}}
)";

inline constexpr const char* kOffice = R"toml(
[pack]
id = "office"
title = { zh = "办公室", en = "Office" }
version = "1"

[report.annual]
title = { zh = "年度报告", en = "Annual report" }
heading = "{{office}}\n{{year}}年工作报告"
chapters = ["garden"]
text = "annual.md"
)toml";

inline constexpr const char* kFrame = R"(# 一、主要工作

{{chapters}}

# 二、下一步

截至{{cutoff}}，{{text "plan" : 再接再厉。}}
)";

// The declarations; `garden_text` is the chapter, `more` is added to the garden's.
inline Result<registry::Catalogue> read_catalogue(const std::string& garden_text,
                                                  const std::string& frame,
                                                  const std::string& office = kOffice,
                                                  const std::string& more = "") {
    return registry::Catalogue::read(
        {{"garden", {{"pack.toml", kGarden + more}, {"report.md", garden_text}}},
         {"office", {{"pack.toml", office}, {"annual.md", frame}}}});
}

class MemoryPassages final : public Passages {
public:
    std::map<std::string, std::string> typed;
    std::optional<std::string> passage(std::string_view key) override {
        const auto found = typed.find(std::string(key));
        return found != typed.end() ? std::optional(found->second) : std::nullopt;
    }
};

// Lists straight from the memory books, plainly formatted.
class MemoryRecords final : public Records {
public:
    explicit MemoryRecords(tally::MemoryBooks& books) : books_(books) {}
    // Register → record → label; the key of a record that is not named here.
    std::map<std::string, std::map<std::int64_t, std::string>, std::less<>> named;

    Listing list(const ListQuestion& question) override {
        std::vector<ListRow> rows;
        for (const auto& [id, row] : books_.rows(question.schema->id)) {
            const registry::RecordValues values(*question.schema, row.record);
            if (question.where && !expr::is_true(question.where->evaluate(values))) continue;
            if (!question.period.holds(date_in(row.record, question.schema->day))) continue;
            const auto& open = question.open;
            if (open && date_in(row.record, open->field) <= open->day) continue;
            ListRow shown{id, {}};
            shown.cells.reserve(question.fields.size());
            for (const auto field : question.fields) {
                shown.cells.push_back(plain(row.record, field));
            }
            rows.push_back(std::move(shown));
        }
        if (question.descending) std::reverse(rows.begin(), rows.end());
        const auto kept = std::min(rows.size(), question.limit.value_or(rows.size()));
        const auto left_out = rows.size() - kept;
        rows.resize(kept);
        return {std::move(rows), left_out};
    }
    std::vector<std::string> labels(std::string_view register_id,
                                    const std::vector<std::int64_t>& records) override {
        std::vector<std::string> out;
        out.reserve(records.size());
        const auto known = named.find(register_id);
        for (const auto record : records) {
            const bool is_named = known != named.end() && known->second.contains(record);
            out.push_back(is_named ? known->second.at(record)
                                   : books_.key_of(register_id, {record}));
        }
        return out;
    }

private:
    // An empty date lies after every other.
    static Date date_in(const registry::Record& record, std::size_t field) {
        const auto* date = std::get_if<Date>(&record.values.at(field));
        return date != nullptr ? *date : Date::max();
    }
    static std::string plain(const registry::Record& record, std::size_t field) {
        const auto& value = record.values.at(field);
        if (const auto* text = std::get_if<std::string>(&value)) return *text;
        if (const auto* date = std::get_if<Date>(&value)) return date->text();
        return "";
    }
    tally::MemoryBooks& books_;
};

// The whole made-up office.
struct Office {
    registry::Catalogue catalogue;
    area::Tree tree = tally::probe::town();
    tally::MemoryBooks books{catalogue};
    MemoryPassages passages;
    MemoryRecords records{books};

    explicit Office(const std::string& text = kGardenText, const std::string& frame = kFrame,
                    const std::string& more = "")
        : catalogue(read_catalogue(text, frame, kOffice, more).value()) {}

    Sources sources() { return {catalogue, tree, books, passages, records}; }
    static Request request() {
        return {"annual", "甲街道", {1}, Period::year(2021), tally::probe::day("2022-02-01"), 42};
    }
    void bed(std::int64_t id, const char* planted, const char* colour, const char* size,
             const char* cost) {
        books.put("garden.bed", id,
                  {{"code", "b" + std::to_string(id)},
                   {"name", "花坛" + std::to_string(id)},
                   {"place", registry::Key{7 + id}},
                   {"planted_on", tally::probe::day(planted)},
                   {"colour", std::string(colour)},
                   {"size", Decimal::parse(size).value().rescaled(2).value()},
                   {"cost", Decimal::parse(cost).value().rescaled(2).value()}});
    }
    void clear(std::int64_t id, const char* day) {
        auto record = books.rows("garden.bed").at(id).record;
        const auto& schema = *catalogue.schema("garden.bed");
        record.values[*schema.position("cleared_on")] = tally::probe::day(day);
        std::map<std::string, registry::Value> values;
        for (std::size_t i = 0; i < schema.fields.size(); ++i) {
            values[schema.fields[i].id] = record.values[i];
        }
        books.put("garden.bed", id, values);
    }
    void three_beds() {
        bed(1, "2021-03-01", "red", "12.50", "15000");
        bed(2, "2021-04-01", "red", "8.00", "4321.5");
        bed(3, "2021-05-01", "blue", "1.25", "800");
    }
};

}  // namespace qingshui::report::probe
