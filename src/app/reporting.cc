#include "app/reporting.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/counting.h"
#include "app/places.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

using registry::Record;
using registry::Schema;
using registry::Value;

// Which passage of which report: what its record is found by.
struct PassageName {
    std::string report;
    std::string period;
    Id<area::Area> area;
};

std::vector<Value> passage_key(const Schema& schema, const PassageName& of,
                               const std::string& key) {
    std::vector<Value> values;
    for (const std::size_t field : schema.unique.front()) {
        const std::string& id = schema.fields[field].id;
        if (field == schema.area) {
            values.emplace_back(registry::Key{of.area.number});
        } else {
            values.emplace_back(id == "report" ? of.report : id == "period" ? of.period : key);
        }
    }
    return values;
}

// Was it written for the report of `area`? A register without areas in its key finds any.
bool is_for(const Schema& schema, const Record& passage, Id<area::Area> area) {
    const auto* key = std::get_if<registry::Key>(&passage.values[schema.area]);
    return key != nullptr && key->number == area.number;
}

Refusal passage_unknown(const std::string& key, const report::Draft& draft) {
    std::vector<std::string> keys;
    for (const auto& [known, words] : draft.passages) keys.push_back(known);
    return {Reason::Missing,
            "report.passage_unknown",
            key,
            {fmt::format("这份报告没有段落“{}”", chinese::shortened(key)),
             fmt::format("The report has no passage “{}”", chinese::shortened(key))},
            {fmt::format("有这些段落：{}", fmt::join(keys, "、")),
             fmt::format("There are: {}", fmt::join(keys, ", "))}};
}

Refusal passage_taken(const Schema& schema, const std::string& key) {
    return {Reason::Conflict,
            "report.passage_taken",
            key,
            {fmt::format("段落“{}”已为另一个区域写过，台账“{}”每段只存一份", key, schema.title.zh),
             fmt::format("Passage “{}” is written for another area, and register “{}” keeps one "
                         "of each",
                         key, schema.title.in(Language::English))},
            {"请在业务包里把区域列入这个台账的唯一键，再用 qingshui pack use 启用",
             "Add the area to the register's unique key in its pack, and take it into use with "
             "`qingshui pack use`"}};
}

// The day that a document is to bear, as people write it.
Result<Date> parse_dated(const std::string& text) {
    if (const auto day = chinese::parse_date(text)) return *day;
    const std::string shown = chinese::shortened(text);
    return Refusal{
        Reason::Invalid,
        "report.dated",
        text,
        {fmt::format("“{}”不是成文日期", shown), fmt::format("“{}” is not a day", shown)},
        {"请写成 2021-12-31 或 2021年12月31日", "Write 2021-12-31"}};
}

Refusal no_passages(const std::string& report) {
    return {
        Reason::Invalid,
        "report.no_passages",
        report,
        {"业务包没有声明存放手写段落的台账", "The pack declares no register for passages"},
        {"请在 [report] 里写 passages = \"台账\"", "Write passages = \"REGISTER\" under [report]"}};
}

// A hand-written passage as the register declared for them keeps it.
Record passage_record(const Schema& schema, const PassageRequest& request, const Period& period,
                      Id<area::Area> area, Date today) {
    Record record{std::vector<Value>(schema.fields.size()), {}};
    record.lines.resize(schema.lines.size());
    record.values[*schema.position("report")] = request.report;
    record.values[*schema.position("period")] = period.text();
    record.values[*schema.position("key")] = request.key;
    record.values[*schema.position("words")] = request.text;
    record.values[schema.area] = registry::Key{area.number};
    record.values[schema.day] = today;
    return record;
}

// Whose report it is: of the whole office by its full name (one made without goes by its area's),
// of an area within it by that area's of the period's end.
std::string name_for_report(store::Reader& reader, const area::Tree& tree, Id<area::Area> root,
                            const report::Request& asked) {
    if (asked.area != root) return tree.nearest(asked.area, asked.period.to).name;
    if (reader.title() != std::to_string(reader.tenant())) return reader.title();
    return reader.tree().life(root).back().name;
}

}  // namespace

// Passages as the office kept them.
class Reporting::Kept final : public report::Passages {
public:
    Kept(store::View& view, const report::Request& asked)
        : view_(view),
          report_(view.catalogue().report(asked.report)),
          of_{asked.report, asked.period.text(), asked.area} {}

    std::optional<std::string> passage(std::string_view key) override {
        if (report_ == nullptr || report_->passages.empty()) return {};
        const Schema& schema = *view_.catalogue().schema(report_->passages);
        const auto id = view_.find(schema.id, 0, passage_key(schema, of_, std::string(key)));
        if (!id) return {};
        const auto kept = view_.record(schema.id, *id);
        if (!is_for(schema, kept->record, of_.area)) return {};
        const auto* words =
            std::get_if<std::string>(&kept->record.values[*schema.position("words")]);
        return words == nullptr ? std::optional<std::string>{} : *words;
    }

private:
    store::View& view_;
    const registry::Report* report_;
    PassageName of_;
};

Reporting::Reporting(access::Actor actor, std::unique_ptr<store::Reader> reader, Clock& clock)
    : actor_(std::move(actor)), reader_(std::move(reader)), clock_(clock) {}

Reporting::~Reporting() = default;

report::Sources Reporting::sources() {
    return {view().catalogue(), view().tree(), view().books(), *passages_, *lists_};
}

Result<report::Draft> Reporting::draft(const ReportRequest& request) {
    report::Request asked;
    asked.report = request.report;
    asked.period = TRY(parse_period(request.period));
    asked.today = clock_.now().wall().date;
    asked.as_of = reader_->last_seq();
    past_.reset();
    if (!request.as_of.empty()) {
        const auto moment = TRY(parse_moment(*reader_, request.as_of));
        past_ = reader_->as_of(moment.as_of);
        asked.as_of = moment.as_of.seq;
        asked.today = std::min(asked.today, moment.day);
    }
    asked.area = actor_.scope;
    if (!request.area.empty()) {
        asked.area = TRY(find_area(actor_, view().tree(), request.area, asked.period));
    }
    if (!request.dated.empty()) asked.dated = TRY(parse_dated(request.dated));
    asked.office = name_for_report(*reader_, view().tree(), actor_.scope, asked);
    passages_ = std::make_unique<Kept>(view(), asked);
    lists_ = std::make_unique<PrintedRecords>(view());
    return report::draft(sources(), asked);
}

std::string Reporting::html(const report::Draft& draft) {
    return report::to_html(draft, sources());
}

namespace {

// Makes `record` the one with this key; none takes away what is there.
Result<store::Written> put(store::Writer& writer, const Schema& schema,
                           const std::vector<registry::Value>& key, std::optional<Record> record,
                           const store::Stamp& stamp) {
    const auto known = writer.find(schema.id, 0, key);
    if (!record) return known ? writer.withdraw(schema.id, *known, stamp) : store::Written();
    if (!known) return writer.file(schema.id, std::move(*record), stamp);
    return writer.correct(schema.id, *known, std::move(*record), stamp);
}

}  // namespace

Result<store::Written> write_passage(const access::Actor& actor, store::Store& store, Clock& clock,
                                     const PassageRequest& request) {
    const Period period = TRY(parse_period(request.period));
    Reporting reporting(actor, store.read(), clock);
    const auto draft = TRY(reporting.draft({request.report, request.period, request.area, {}}));
    const registry::Report& report = *reporting.reader().catalogue().report(request.report);
    if (!draft.passages.contains(request.key)) return passage_unknown(request.key, draft);
    if (report.passages.empty()) return no_passages(report.id);

    store::Written written;
    const auto done = store.write([&](store::Writer& writer) -> Result<void> {
        const Schema& schema = *writer.catalogue().schema(report.passages);
        auto record = passage_record(schema, request, period, draft.area, clock.now().wall().date);
        const auto key = passage_key(schema, {report.id, period.text(), draft.area}, request.key);
        const auto known = writer.find(schema.id, 0, key);
        if (known && !is_for(schema, writer.record(schema.id, *known)->record, draft.area)) {
            return passage_taken(schema, request.key);
        }
        const bool is_kept = !request.text.empty();
        written =
            TRY(put(writer, schema, key, is_kept ? std::optional(std::move(record)) : std::nullopt,
                    {actor.name, "passage"}));
        return {};
    });
    if (!done) return done.error();
    return written;
}

}  // namespace qingshui::app
