#include "app/signing.h"

#include <charconv>
#include <map>

#include <fmt/format.h>

#include "app/office_key.h"
#include "base/chinese.h"
#include "json/json.h"

namespace qingshui::app {
namespace {

constexpr const char* kKind = "report";

std::string family(const report::Snapshot& snapshot) {
    return fmt::format("{}/{}/{}/", snapshot.report, snapshot.period.text(), snapshot.area);
}

// The document kept: the snapshot's bytes, who signed them and how.
std::string sealed(const std::string& bytes, const std::string& actor, const OfficeKey& key) {
    return json::print(json::Object{{"snapshot", bytes},
                                    {"signed_by", actor},
                                    {"public_key", key.public_hex()},
                                    {"signature", key.sign(bytes)}});
}

Refusal not_signed(const std::string& name, const Text& says) {
    return {Reason::Missing,
            "report.not_signed",
            name,
            says,
            {"请先用 qingshui report sign 签存", "Sign it first with qingshui report sign"}};
}

Refusal never_signed(const report::Draft& draft, const area::Tree& tree) {
    const auto& area = tree.nearest(draft.area, draft.period.to).name;
    return not_signed(
        draft.report,
        {fmt::format("{}{}的“{}”没有签存过", area, chinese::period(draft.period), draft.title.zh),
         fmt::format("The “{}” of {} for {} was never signed", draft.title.in(Language::English),
                     area, draft.period.text())});
}

// One that is asked for by its name.
Refusal unknown_name(const std::string& name) {
    const auto shown = chinese::shortened(name);
    return not_signed(name, {fmt::format("没有名为“{}”的签存件", shown),
                             fmt::format("There is no signed report “{}”", shown)});
}

Refusal bad_signature(const std::string& name) {
    return {Reason::Conflict,
            "report.signature",
            name,
            {fmt::format("签存件“{}”与本办公室的签名不符，可能被改动过", name),
             fmt::format("The signed report “{}” does not bear this office's signature; it may "
                         "have been tampered with",
                         name)},
            {"请用 qingshui verify 核对，并与备份比较",
             "Run qingshui verify and compare it with a backup"}};
}

std::string text_at(const json::Object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

Refusal key_lost(const std::string& name) {
    return {Reason::Missing,
            "report.key_missing",
            name,
            {fmt::format("本办公室的签名密钥不在了，无法核对签存件“{}”", name),
             fmt::format("This office's signing key is gone, so that the signed report “{}” cannot "
                         "be checked",
                         name)},
            {"请从备份取回 keys/report.key", "Take keys/report.key back from a backup"}};
}

Result<report::Snapshot> opened(const std::string& name, const std::string& body,
                                store::Files& files) {
    const auto key = OfficeKey::find(files);
    if (!key) return key_lost(name);
    const auto sealed = json::parse(body);
    const json::Object* object = sealed ? sealed->if_object() : nullptr;
    if (object == nullptr) return bad_signature(name);
    const std::string bytes = text_at(*object, "snapshot");
    if (!is_signed(bytes, text_at(*object, "signature"), key->public_hex())) {
        return bad_signature(name);
    }
    return report::read_snapshot(bytes);
}

// The latest of a family: the one that saw the most entries.
std::string latest(store::Reader& reader, const std::string& family) {
    std::string name;
    std::int64_t newest = -1;
    for (const store::Document& document : reader.documents(kKind)) {
        if (!document.name.starts_with(family)) continue;
        std::int64_t entry = 0;
        const char* begin = document.name.data() + family.size();
        std::from_chars(begin, document.name.data() + document.name.size(), entry);
        if (entry <= newest) continue;
        newest = entry;
        name = document.name;
    }
    return name;
}

Text act_title(std::string_view act) {
    static const std::map<std::string_view, Text> kTitles{
        {"found", {"设立", "founded"}}, {"rename", {"更名", "renamed"}},
        {"move", {"划转", "moved"}},    {"merge", {"合并", "merged"}},
        {"split", {"拆分", "split"}},   {"dissolve", {"撤销", "dissolved"}}};
    const auto found = kTitles.find(act);
    return found != kTitles.end() ? found->second : Text{std::string(act), std::string(act)};
}

Text record_act_title(std::string_view act) {
    if (act == "file") return {"登记", "filed"};
    if (act == "correct") return {"更正", "corrected"};
    return {"撤回", "withdrawn"};
}

// Tells of each changed record what was done to it since an entry.
void add_acts(store::Reader& reader, std::int64_t entry,
              std::vector<report::FigureChange>& changes) {
    for (report::FigureChange& change : changes) {
        for (report::RecordChange& record : change.records) {
            if (record.schema.empty()) continue;
            for (const store::Entry& each : reader.history(record.schema, {record.record})) {
                if (each.seq <= entry) continue;
                record.acts.push_back({each.seq, each.at.wall().text(), each.actor,
                                       record_act_title(each.act), each.reason});
            }
        }
    }
}

// The acts on areas (区划调整) since an entry, one line each.
Text acts_since(store::Reader& reader, std::int64_t entry) {
    constexpr int kPage = 2'000;
    Text out;
    for (auto page = reader.entries(entry, kPage); !page.empty();
         page = reader.entries(entry, kPage)) {
        entry = page.back().seq;
        for (const store::Entry& each : page) {
            if (each.act != "area") continue;
            const auto after = json::parse(each.after);
            const json::Object* act = after ? after->if_object() : nullptr;
            if (act == nullptr) continue;
            const Text title = act_title(text_at(*act, "act"));
            const auto day = Date::parse(text_at(*act, "day"));
            const std::string why_zh = each.reason.empty() ? "" : "（" + each.reason + "）";
            const std::string why_en = each.reason.empty() ? "" : " (" + each.reason + ")";
            out.zh += fmt::format("区划调整：第{}号变更，{}起{}{}。\n", each.seq,
                                  day ? chinese::date(*day) : "", title.zh, why_zh);
            out.en += fmt::format("Areas: entry {}, {} from {}{}.\n", each.seq, title.en,
                                  day ? day->text() : "", why_en);
        }
    }
    return out;
}

}  // namespace

Result<SignedReport> sign_report(const access::Actor& actor, store::Store& store, Clock& clock,
                                 const ReportRequest& request) {
    Reporting reporting(actor, store.read(), clock);
    const auto draft = TRY(reporting.draft(request));
    SignedReport kept;
    kept.snapshot = report::snapshot(draft);
    kept.name = family(kept.snapshot) + std::to_string(kept.snapshot.as_of);
    const std::string bytes = report::to_json(kept.snapshot);
    kept.digest = sha256(bytes);
    const std::string body = sealed(bytes, actor.name, OfficeKey::open(store.files()));

    const auto done = store.write([&](store::Writer& writer) -> Result<void> {
        TRY(writer.keep_document(kKind, kept.name, body, {actor.name, "sign"}));
        return {};
    });
    if (!done) return done.error();
    return kept;
}

Result<SignedComparison> compare_signed(const access::Actor& actor, store::Store& store,
                                        Clock& clock, const SignedRequest& request) {
    const std::string& name = request.name;
    Reporting now(actor, store.read(), clock);
    const auto draft = TRY(now.draft(request.report));
    const std::string kin = family(report::snapshot(draft));
    SignedComparison comparison;
    comparison.name = name.empty() ? latest(now.reader(), kin) : name;
    const auto document = now.reader().document(kKind, comparison.name);
    if (!document) {
        return name.empty() ? never_signed(draft, now.view().tree()) : unknown_name(name);
    }
    const auto snapshot = TRY(opened(comparison.name, document->body, store.files()));

    const auto then = now.reader().as_of({snapshot.as_of});
    const report::Sources sources = now.sources();
    PrintedRecords records(*then);
    const report::Sources past{then->catalogue(), then->tree(), then->books(), sources.passages,
                               records};
    comparison.changes = TRY(report::diff(snapshot, past, sources));
    add_acts(now.reader(), snapshot.as_of, comparison.changes);
    bool reworded = false;
    // The passages at hand are those of the report and period asked for.
    if (comparison.name.starts_with(kin)) reworded = TRY(report::reworded(snapshot, sources));
    for (const Language language : {Language::Chinese, Language::English}) {
        (language == Language::Chinese ? comparison.words.zh : comparison.words.en) =
            report::words(comparison.changes, reworded, past, sources, language);
    }
    if (report::has_moved(comparison.changes)) {
        const Text acts = acts_since(now.reader(), snapshot.as_of);
        comparison.words.zh += acts.zh;
        comparison.words.en += acts.en;
    }
    return comparison;
}

}  // namespace qingshui::app
