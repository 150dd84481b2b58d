#include <fmt/format.h>

#include "json/json.h"
#include "store/area_acts.h"
#include "store/books.h"
#include "store/contents.h"
#include "store/verification.h"

namespace qingshui::store {

namespace {

constexpr int kPage = 1'000;

void add_attachments(const std::vector<registry::Field>& fields,
                     const std::vector<registry::Value>& values, const Entry& entry, Past& past) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto* numbers = std::get_if<std::vector<std::string>>(&values[i]);
        if (fields[i].type != registry::FieldType::Attachment || numbers == nullptr) continue;
        for (const auto& number : *numbers) {
            past.attachments.try_emplace(number,
                                         Past::Naming{entry.seq, entry.subject, entry.record});
        }
    }
}

bool has_attachments(const registry::Schema& schema) {
    const auto has = [](const std::vector<registry::Field>& fields) {
        return std::any_of(fields.begin(), fields.end(), [](const registry::Field& field) {
            return field.type == registry::FieldType::Attachment;
        });
    };
    return has(schema.fields) || std::any_of(schema.lines.begin(), schema.lines.end(),
                                             [&](const auto& lines) { return has(lines.fields); });
}

void note_attachments(Session& session, const Entry& entry, Past& past) {
    const auto* schema = session.catalogue().schema(entry.subject);
    if (schema == nullptr || !has_attachments(*schema)) return;
    const auto record = parse_record(*schema, entry.after);
    if (!record) return;
    add_attachments(schema->fields, record->values, entry, past);
    for (std::size_t i = 0; i < schema->lines.size(); ++i) {
        for (const auto& line : record->lines[i]) {
            add_attachments(schema->lines[i].fields, line, entry, past);
        }
    }
}

void note_record(const Entry& entry, Past& past) {
    past.records[entry.record] = {entry.seq, entry.subject, entry.act != "withdraw"};
}

void note_area(const Entry& entry, Past& past, Findings& findings) {
    past.areas_seq = entry.seq;
    if (past.tree.apply(parse_act(entry.after))) return;
    findings.add({fmt::format("第{}号变更的区域变动与之前的不衔接", entry.seq),
                  fmt::format("The act on areas of history entry {} does not follow", entry.seq)});
}

void note(const Entry& entry, Past& past, Findings& findings) {
    if (entry.act == "office" && entry.seq == 1) past.office = entry;
    if (entry.act == "packs") past.packs = entry;
    if (entry.act == "area") note_area(entry, past, findings);
    if (entry.act == "boundary") {
        past.boundaries[{entry.record, parse_boundary(entry.after).since}] = entry.after;
        past.boundaries_seq = entry.seq;
    }
    if (entry.act == "keep") past.documents[entry.after] = entry.seq;
    if (entry.act == "file" || entry.act == "correct" || entry.act == "withdraw") {
        note_record(entry, past);
    }
}

void try_attachments(Session& session, const Entry& entry, Past& past, Findings& findings) {
    if (entry.act != "file" && entry.act != "correct") return;
    try {
        note_attachments(session, entry, past);
    } catch (const Failure&) {
        findings.add({fmt::format("第{}号变更无法读取", entry.seq),
                      fmt::format("The record of history entry {} cannot be read", entry.seq)});
    }
}

bool is_same(const area::Span& a, const area::Span& b) {
    return a.area == b.area && a.from == b.from && a.to == b.to && a.parent == b.parent &&
           a.code == b.code && a.name == b.name && a.successors == b.successors;
}

}  // namespace

Past check_history(Session& session, Findings& findings) {
    Past past;
    Journal::End end;
    while (true) {
        const auto page = session.journal().after(end.seq, kPage);
        for (const auto& entry : page) {
            const bool follows = entry.seq == end.seq + 1 && entry.previous == end.hash;
            if (!follows || entry_hash(session.tenant(), entry) != entry.hash) {
                findings.add(
                    {fmt::format("第{}号变更与校验链不符，内容被改动过", entry.seq),
                     fmt::format("History entry {} breaks the chain: it was altered", entry.seq)});
            }
            end = {entry.seq, entry.hash};
            note(entry, past, findings);
            try_attachments(session, entry, past, findings);
            findings.step();
        }
        if (page.empty()) return past;
    }
}

void check_office(Session& session, const Past& past, Findings& findings) {
    const auto& office = session.office();
    json::Object object;
    object["tenant"] = office.tenant;
    object["title"] = office.title;
    object["root"] = office.root.number;
    const bool agrees = past.office && past.office->after == json::print(object) &&
                        office.format == kFormat && office.areas_seq == past.areas_seq &&
                        office.boundaries_seq == past.boundaries_seq &&
                        office.packs_seq == (past.packs ? past.packs->seq : 0);
    if (agrees) return;
    findings.add({"办公室的基本信息与账册不符",
                  "What is kept of the office itself differs from the history"});
}

void check_areas(Session& session, const Past& past, Findings& findings) {
    std::map<Id<area::Area>, std::vector<area::Span>> kept;
    for (auto& span : read_spans(session.connection(), session.tenant())) {
        kept[span.area].push_back(std::move(span));
    }
    const auto differs = [&](Id<area::Area> area) {
        findings.add({fmt::format("区域（编号{}）与账册不符", area.number),
                      fmt::format("Area {} differs from the history", area.number)});
    };
    for (const auto& [area, spans] : kept) {
        const auto life = past.tree.life(area);
        if (!std::equal(spans.begin(), spans.end(), life.begin(), life.end(), is_same)) {
            differs(area);
        }
    }
    if (kept.size() != past.tree.size()) {
        findings.add(
            {fmt::format("有{}个区域，账册中有{}个", kept.size(), past.tree.size()),
             fmt::format("There are {} areas, {} by the history", kept.size(), past.tree.size())});
    }
    std::map<std::pair<std::int64_t, Date>, std::string> boundaries;
    for (auto& one : read_boundaries(session.connection(), session.tenant())) {
        boundaries.emplace(std::pair(one.area.number, one.since), std::move(one.geojson));
    }
    if (boundaries == past.boundaries) return;
    findings.add({"区域边界与账册不符", "Boundaries differ from the history"});
}

void check_contents(Session& session, const Past& past, Findings& findings) {
    auto& connection = session.connection();
    const auto tenant = session.tenant();
    const auto in_use = print_folders(read_folders_in_use(connection, tenant));
    if (in_use != (past.packs ? past.packs->after : print_folders({}))) {
        findings.add({"在用的业务包与账册不符", "The packs in use differ from the history"});
    }
    auto rows = connection
                    .prepare(
                        "select digest, body from content where tenant = $1 "
                        "order by digest")
                    .query(sql::parameters(tenant));
    while (rows->next()) {
        const auto body = rows->value(1);
        const auto* blob = std::get_if<sql::Blob>(&body);
        if (blob != nullptr && sha256(blob->bytes).hex() == rows->text(0)) continue;
        findings.add({fmt::format("存档内容{}被改动过", rows->text(0)),
                      fmt::format("The content {} was altered", rows->text(0))});
    }
    rows.reset();
    std::map<std::string, std::int64_t> documents;
    for (auto& document : read_all_documents(connection, tenant)) {
        documents.emplace(print_document(document), document.seq);
        if (read_document(connection, tenant, document.kind, document.name)) continue;
        findings.add({fmt::format("存档文件“{}”不见了", document.name),
                      fmt::format("The document \"{}\" is gone", document.name)});
    }
    if (documents == past.documents) return;
    findings.add({"存档文件与账册不符", "Documents kept differ from the history"});
}

void check_attachments(Session& session, const Past& past, Findings& findings) {
    for (const auto& [number, naming] : past.attachments) {
        if (session.attachments().holds(number)) continue;
        const auto& title = session.catalogue().schema(naming.subject)->title;
        findings.add({fmt::format("附件“{}”不见了，台账“{}”的记录{}用到它（第{}号变更）", number,
                                  title.zh, naming.record, naming.seq),
                      fmt::format("The attachment \"{}\" is gone; record {} of \"{}\" names it "
                                  "(history entry {})",
                                  number, naming.record, title.en, naming.seq)});
    }
    const auto& attachments = session.attachments();
    for (const auto& number : attachments.numbers()) {
        if (attachments.is_sound(number)) continue;
        findings.add({fmt::format("附件“{}”的内容与名称不符，被改动过", number),
                      fmt::format("The attachment \"{}\" is not what its name says", number)});
    }
}

}  // namespace qingshui::store
