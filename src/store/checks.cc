#include "store/checks.h"

#include <set>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/plural.h"
#include "store/labels.h"

namespace qingshui::store {

namespace {

using registry::Field;
using registry::FieldType;
using registry::Record;
using registry::Schema;

// Collects the faults of one record.
class Examination {
public:
    Examination(Session& session, RegisterTable& table, const Record& record, const Kept* corrects)
        : session_(session),
          table_(table),
          schema_(table.schema()),
          record_(record),
          corrects_(corrects) {
        if (const auto* day = std::get_if<Date>(&record.values[schema_.day])) day_ = *day;
        const bool is_same_day = corrects != nullptr &&
                                 corrects->record.values[schema_.day] == record.values[schema_.day];
        if (is_same_day) areas_before_ = areas_of(corrects->record);
    }

    std::vector<Refusal> run() {
        examine(schema_.fields, record_.values);
        for (std::size_t which = 0; which < schema_.lines.size(); ++which) {
            const auto& lines = schema_.lines[which];
            for (std::size_t i = 0; i < record_.lines[which].size(); ++i) {
                path_ = fmt::format("{}[{}].", lines.id, i + 1);
                row_ = {fmt::format("“{}”第{}行", lines.title.zh, i + 1),
                        fmt::format("Line {} of \"{}\": ", i + 1, lines.title.en)};
                examine(lines.fields, record_.lines[which][i]);
            }
        }
        for (std::size_t key = 0; key < schema_.unique.size(); ++key) examine_key(key);
        return std::move(faults_);
    }

private:
    // Every area that the record names, in its fields and lines.
    std::set<Id<area::Area>> areas_of(const Record& record) const {
        std::set<Id<area::Area>> areas;
        const auto add = [&](const std::vector<Field>& fields, const auto& values) {
            for (std::size_t i = 0; i < fields.size(); ++i) {
                const auto* key = std::get_if<registry::Key>(&values[i]);
                const bool is_area = key != nullptr && fields[i].type == FieldType::Area;
                if (is_area) areas.insert({key->number});
            }
        };
        add(schema_.fields, record.values);
        for (std::size_t which = 0; which < schema_.lines.size(); ++which) {
            for (const auto& line : record.lines[which]) add(schema_.lines[which].fields, line);
        }
        return areas;
    }

    void examine(const std::vector<Field>& fields, const std::vector<registry::Value>& values) {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].type == FieldType::Attachment) examine_attachments(fields[i], values[i]);
            const auto* key = std::get_if<registry::Key>(&values[i]);
            if (key == nullptr) continue;
            if (fields[i].type == FieldType::Area) examine_area(fields[i], {key->number});
            if (fields[i].type == FieldType::Reference) examine_reference(fields[i], *key);
        }
    }

    void examine_area(const Field& field, Id<area::Area> area) {
        if (areas_before_.contains(area)) return;
        const auto& tree = session_.tree();
        const auto life = tree.life(area);
        if (life.empty()) {
            add(field, "area.unknown", std::to_string(area.number),
                {"指的区域不存在", "names an area that does not exist"},
                {"请从现有区域中选择，或先设立该区域",
                 "Choose an area there is, or found it first"});
            return;
        }
        const auto* span = day_ ? tree.at(area, *day_) : &life.back();
        if (span == nullptr) {
            add_not_live(field, life);
            return;
        }
        const auto level = span->code.level();
        const bool allowed =
            field.levels.empty() || std::count(field.levels.begin(), field.levels.end(), level) > 0;
        if (!allowed) add_level(field, *span);
    }

    void add_not_live(const Field& field, std::span<const area::Span> life) {
        const bool is_early = *day_ < life.front().from;
        const auto& name = is_early ? life.front().name : life.back().name;
        const auto zh = is_early ? fmt::format("{}才设立", chinese::date(life.front().from))
                                 : fmt::format("{}后已撤并", chinese::date(life.back().to));
        const auto en = is_early ? fmt::format("it was founded on {}", life.front().from.text())
                                 : fmt::format("it ended on {}", life.back().to.text());
        add(field, "area.not_live", name,
            {fmt::format("“{}”在{}不存在（{}）", name, chinese::date(*day_), zh),
             fmt::format("names {}, which did not exist on {}: {}", name, day_->text(), en)},
            {"请改选当日存在的区域，或核对日期",
             "Choose an area that existed on that day, or check the day"});
    }

    void add_level(const Field& field, const area::Span& span) {
        Text levels;
        for (const auto level : field.levels) {
            const auto title = area::title(level);
            levels.zh += (levels.zh.empty() ? "" : "、") + title.zh;
            levels.en += (levels.en.empty() ? "" : ", ") + title.en;
        }
        const auto title = area::title(span.code.level());
        add(field, "area.level", span.name,
            {fmt::format("应填到{}，“{}”是{}", levels.zh, span.name, title.zh),
             fmt::format("wants an area of level {}; {} is of level {}", levels.en, span.name,
                         title.en)},
            {"请改选相应级别的区域", "Choose an area of that level"});
    }

    void examine_reference(const Field& field, registry::Key key) {
        auto* table = session_.table(field.refers_to);
        ensure(table != nullptr, "a reference refers to a register that is declared");
        if (table->contains({key.number})) return;
        const auto& title = table->schema().title;
        add(field, "reference.unknown", std::to_string(key.number),
            {fmt::format("指的“{}”记录不存在", title.zh),
             fmt::format("refers to a record of \"{}\" that does not exist", title.en)},
            {fmt::format("请先登记该“{}”，或改选已有记录", title.zh),
             fmt::format("File that record of \"{}\" first, or choose one there is", title.en)});
    }

    // What is no number of an attachment at all is a fault of the record by itself.
    void examine_attachments(const Field& field, const registry::Value& value) {
        const auto* numbers = std::get_if<std::vector<std::string>>(&value);
        if (numbers == nullptr) return;
        for (const auto& number : *numbers) {
            if (!is_attachment_number(number) || session_.attachments().holds(number)) continue;
            add(field, "attachment.unknown", number,
                {"填的附件还没有存入本办公室",
                 "names an attachment that this office does not keep"},
                {"请先用 qingshui attach 存入文件，再填它给出的编号",
                 "Keep the file first with qingshui attach, then enter the number it prints"});
        }
    }

    void examine_key(std::size_t key) {
        const auto other = table_.find(key, table_.key_values(key, record_));
        if (!other || (corrects_ != nullptr && *other == corrects_->id)) return;
        const auto kept = table_.read(*other);
        if (!kept) return;
        const auto label = label_of(session_, schema_, *kept);
        Text fields;
        for (const auto position : schema_.unique[key]) {
            fields.zh +=
                (fields.zh.empty() ? "“" : "、“") + schema_.fields[position].title.zh + "”";
            fields.en +=
                (fields.en.empty() ? "\"" : ", \"") + schema_.fields[position].title.en + "\"";
        }
        const auto& first = schema_.fields[schema_.unique[key].front()];
        Refusal fault{Reason::Conflict, "record.duplicate", first.id};
        fault.says = {
            fmt::format("{}与已有记录“{}”（编号{}）相同", fields.zh, label, other->number),
            fmt::format("{} is the same as in the record \"{}\" (number {})", fields.en, label,
                        other->number)};
        fault.remedy = {"请核对是否重复登记；如需修改，请更正已有记录",
                        "Check whether it was filed before; to change it, correct that record"};
        fault.where.column = first.title.zh;
        faults_.push_back(std::move(fault));
    }

    void add(const Field& field, std::string rule, std::string value, Text predicate, Text remedy) {
        Refusal fault{Reason::Invalid, std::move(rule), path_ + field.id};
        fault.says = {fmt::format("{}“{}”{}", row_.zh, field.title.zh, predicate.zh),
                      fmt::format("{}\"{}\" {}", row_.en, field.title.en, predicate.en)};
        fault.remedy = std::move(remedy);
        fault.where.column = field.title.zh;
        fault.where.value = std::move(value);
        faults_.push_back(std::move(fault));
    }

    Session& session_;
    RegisterTable& table_;
    const Schema& schema_;
    const Record& record_;
    const Kept* corrects_;
    std::optional<Date> day_;
    std::set<Id<area::Area>> areas_before_;  // Of a correction for the same day.
    std::string path_;
    Text row_;
    std::vector<Refusal> faults_;
};

std::string moment_of(const Entry& entry) { return entry.at.wall().text(); }

Refusal faulty_record(const Schema& schema, std::vector<Refusal> faults, const Text& act) {
    Refusal refusal{Reason::Invalid, "record.faulty", schema.id};
    refusal.says = {
        fmt::format("“{}”记录有{}处错误，没有{}", schema.title.zh, faults.size(), act.zh),
        fmt::format("The record of \"{}\" has {} and was not {}", schema.title.en,
                    plural(faults.size(), "fault"), act.en)};
    refusal.remedy = {"请按下列提示逐项改正后重新提交", "Correct each of these and submit again"};
    refusal.faults = std::move(faults);
    return refusal;
}

}  // namespace

std::vector<Refusal> book_faults(Session& session, RegisterTable& table, const Record& record,
                                 const Kept* corrects) {
    return Examination(session, table, record, corrects).run();
}

namespace refused {

Refusal faulty(const Schema& schema, std::vector<Refusal> faults) {
    return faulty_record(schema, std::move(faults), {"登记", "kept"});
}

Refusal not_corrected(const Schema& schema, std::vector<Refusal> faults) {
    return faulty_record(schema, std::move(faults), {"更正", "corrected"});
}

Refusal unknown_register(Session& session, std::string_view id) {
    Refusal refusal{Reason::Missing, "register.unknown", std::string(id)};
    refusal.says = {fmt::format("没有台账“{}”", id),
                    fmt::format("There is no register \"{}\"", id)};
    const auto near = chinese::nearest(id, session.catalogue().register_ids());
    if (!near.empty()) {
        refusal.remedy = {fmt::format("是不是“{}”？", near.front()),
                          fmt::format("Did you mean \"{}\"?", near.front())};
    }
    return refusal;
}

Refusal missing(const Schema& schema, Id<Record> id) {
    return {Reason::Missing,
            "record.missing",
            std::to_string(id.number),
            {fmt::format("“{}”中没有编号为{}的记录", schema.title.zh, id.number),
             fmt::format("\"{}\" has no record number {}", schema.title.en, id.number)},
            {"它可能已被撤回；请重新查找", "It may have been withdrawn; look for it again"}};
}

Refusal exists(const Schema& schema, Id<Record> id) {
    return {Reason::Conflict,
            "record.exists",
            std::to_string(id.number),
            {fmt::format("编号{}已经用过，不能再用于“{}”的新记录", id.number, schema.title.zh),
             fmt::format("Number {} was used before and cannot name a new record of \"{}\"",
                         id.number, schema.title.en)},
            {"请换一个编号，或由系统编号", "Use another number, or let the system choose one"}};
}

Refusal number(const Schema& schema, Id<Record> id) {
    return {Reason::Invalid,
            "record.number",
            std::to_string(id.number),
            {fmt::format("编号{}不是本系统给“{}”记录的编号", id.number, schema.title.zh),
             fmt::format("{} is no number that this system gives records of \"{}\"", id.number,
                         schema.title.en)},
            {"请核对编号；新记录请留空，由系统编号",
             "Check the number; leave it empty for a new record, which then gets one"}};
}

Refusal changed(const Schema& schema, const std::string& label, const Entry& last) {
    return {Reason::Conflict,
            "record.changed",
            std::to_string(last.record),
            {fmt::format("“{}”记录“{}”已由{}于{}改动，不再是您看到的样子", schema.title.zh, label,
                         last.actor, moment_of(last)),
             fmt::format(R"(The record "{}" of "{}" was changed by {} at {} since you read it)",
                         label, schema.title.en, last.actor, moment_of(last))},
            {"请重新打开该记录，核对后再改", "Open the record again, compare, and correct it"}};
}

Refusal referred(const Schema& schema, const std::string& label, std::vector<Refusal> faults) {
    Refusal refusal{Reason::Conflict, "record.referred", schema.id};
    refusal.says = {
        fmt::format("“{}”记录“{}”还被其他记录引用，不能撤回", schema.title.zh, label),
        fmt::format(R"(Other records refer to the record "{}" of "{}"; it cannot be withdrawn)",
                    label, schema.title.en)};
    refusal.remedy = {"请先更正或撤回引用它的记录",
                      "Correct or withdraw the records that refer to it first"};
    refusal.faults = std::move(faults);
    return refusal;
}

Refusal referrer(const Schema& schema, Id<Record> id, const std::string& label) {
    return {Reason::Conflict,
            "record.referred",
            std::to_string(id.number),
            {fmt::format("“{}”记录“{}”引用了它", schema.title.zh, label),
             fmt::format(R"(The record "{}" of "{}" refers to it)", label, schema.title.en)}};
}

Refusal key_reused(const std::string& key, const Entry& first) {
    return {Reason::Conflict,
            "key.reused",
            key,
            {fmt::format("提交标识“{}”已用于{}的另一次提交，内容不同", key, moment_of(first)),
             fmt::format("The request key \"{}\" was used at {} for a request with other content",
                         key, moment_of(first))},
            {"新的提交请用新的标识", "Give a new request a key of its own"}};
}

Refusal document_exists(std::string_view name) {
    return {
        Reason::Conflict,
        "document.exists",
        std::string(name),
        {fmt::format("已存有名为“{}”的文件，内容不同；存档文件不能改动", name),
         fmt::format("A document named \"{}\" is kept with other content and never changes", name)},
        {"请换一个名称存档", "Keep it under another name"}};
}

Refusal unknown_area(Id<area::Area> area) {
    return {Reason::Missing,
            "area.unknown",
            std::to_string(area.number),
            {fmt::format("没有编号为{}的区域", area.number),
             fmt::format("There is no area number {}", area.number)},
            {"请从现有区域中选择", "Choose an area there is"}};
}

}  // namespace refused

}  // namespace qingshui::store
