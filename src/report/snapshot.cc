#include "report/snapshot.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "json/json.h"

namespace qingshui::report {

namespace {

constexpr std::int64_t kFormat = 1;

Refusal malformed(std::string_view what) {
    return {
        .rule = "snapshot.malformed",
        .subject = std::string(what),
        .says = {fmt::format("签发的快照读不出来：“{}”缺失或不合规定", what),
                 fmt::format("The signed snapshot cannot be read: “{}” is missing or malformed",
                             what)},
        .remedy = {"请改用签发时保存的原文件", "Use the file as it was kept when it was signed"}};
}

// Reads members one by one and remembers the first that is not as it should be.
class Members {
public:
    explicit Members(const json::Object& object) : object_(object) {}

    std::string text(std::string_view name) {
        const auto* value = object_.if_contains(name);
        if (value != nullptr && value->is_string()) return std::string(value->as_string());
        fail(name);
        return {};
    }
    std::int64_t whole(std::string_view name) {
        const auto* value = object_.if_contains(name);
        if (value != nullptr && value->is_int64() && value->as_int64() >= 0) {
            return value->as_int64();
        }
        fail(name);
        return 0;
    }
    Period period(std::string_view name) {
        const auto read = Period::parse(text(name));
        if (!read) fail(name);
        return read.value_or(Period{});
    }
    Date date(std::string_view name) {
        const auto read = Date::parse(text(name));
        if (!read) fail(name);
        return read.value_or(Date{});
    }
    std::optional<Decimal> number(std::string_view name) {
        const auto* value = object_.if_contains(name);
        if (value != nullptr && value->is_null()) return std::nullopt;
        const auto read = Decimal::parse(text(name));
        if (!read) fail(name);
        return read;
    }
    const json::Array& list(std::string_view name) {
        static const json::Array kNone;
        const auto* value = object_.if_contains(name);
        if (value != nullptr && value->is_array()) return value->as_array();
        fail(name);
        return kNone;
    }
    void fail(std::string_view name) {
        if (fault_.empty()) fault_ = name;
    }
    const std::string& fault() const { return fault_; }

private:
    const json::Object& object_;
    std::string fault_;
};

json::Object figure_object(const Snapshot::Figure& figure) {
    json::Object out;
    out["id"] = figure.id;
    out["indicator"] = figure.name;
    out["version"] = figure.version;
    out["value"] = figure.value ? json::Value(figure.value->shortest()) : json::Value(nullptr);
    out["unit"] = figure.unit;
    out["text"] = figure.text;
    out["period"] = figure.period.text();
    out["records"] = figure.records;
    out["digest"] = figure.digest;
    return out;
}

Result<Snapshot::Figure> read_figure(const json::Value& value) {
    if (!value.is_object()) return malformed("figures");
    Members members(value.as_object());
    Snapshot::Figure figure{.id = members.text("id"),
                            .name = members.text("indicator"),
                            .version = static_cast<int>(members.whole("version")),
                            .value = members.number("value"),
                            .unit = members.text("unit"),
                            .text = members.text("text"),
                            .period = members.period("period"),
                            .records = static_cast<std::size_t>(members.whole("records")),
                            .digest = members.text("digest")};
    if (!members.fault().empty()) return malformed("figures." + members.fault());
    return figure;
}

}  // namespace

Snapshot snapshot(const Draft& draft) {
    Snapshot out{draft.report,
                 draft.office,
                 draft.area_code,
                 draft.period,
                 draft.cutoff,
                 draft.as_of,
                 sha256(to_markdown(draft)).hex(),
                 {}};
    for (const auto& figure : draft.figures) {
        out.figures.push_back({figure.id, figure.name, figure.question.figure.indicator->version,
                               figure.value, figure.unit, figure.text, figure.question.period,
                               figure.records(), figure.digest.hex()});
    }
    return out;
}

std::string to_json(const Snapshot& snapshot) {
    json::Array figures;
    for (const auto& figure : snapshot.figures) figures.push_back(figure_object(figure));
    json::Object out;
    out["format"] = kFormat;
    out["report"] = snapshot.report;
    out["office"] = snapshot.office;
    out["area"] = snapshot.area;
    out["period"] = snapshot.period.text();
    out["cutoff"] = snapshot.cutoff.text();
    out["as_of"] = snapshot.as_of;
    out["words"] = snapshot.words;
    out["figures"] = std::move(figures);
    return json::print(json::Value(std::move(out)));
}

Result<Snapshot> read_snapshot(std::string_view text) {
    const auto parsed = json::parse(text);
    if (!parsed || !parsed->is_object()) return malformed("JSON");
    Members members(parsed->as_object());
    if (members.whole("format") != kFormat) members.fail("format");
    Snapshot out{.report = members.text("report"),
                 .office = members.text("office"),
                 .area = members.text("area"),
                 .period = members.period("period"),
                 .cutoff = members.date("cutoff"),
                 .as_of = members.whole("as_of"),
                 .words = members.text("words"),
                 .figures = {}};
    for (const auto& value : members.list("figures")) {
        out.figures.push_back(TRY(read_figure(value)));
    }
    if (!members.fault().empty()) return malformed(members.fault());
    return out;
}

}  // namespace qingshui::report
