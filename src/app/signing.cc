#include "app/signing.h"

#include <charconv>

#include <fmt/format.h>

#include "app/office_key.h"
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

Refusal not_signed(const std::string& name) {
    return {Reason::Missing,
            "report.not_signed",
            name,
            {fmt::format("没有签存过“{}”。", name), fmt::format("“{}” was never signed.", name)},
            {"请先用 qingshui report sign 签存。", "Sign it first with qingshui report sign."}};
}

Refusal bad_signature(const std::string& name) {
    return {Reason::Conflict,
            "report.signature",
            name,
            {fmt::format("签存件“{}”与本办公室的签名不符，可能被改动过。", name),
             fmt::format("The signed report “{}” does not bear this office's signature; it may "
                         "have been tampered with.",
                         name)},
            {"请用 qingshui verify 核对，并与备份比较。",
             "Run qingshui verify and compare it with a backup."}};
}

std::string text_at(const json::Object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

Refusal key_lost(const std::string& name) {
    return {Reason::Missing,
            "report.key_missing",
            name,
            {fmt::format("本办公室的签名密钥不在了，无法核对签存件“{}”。", name),
             fmt::format("This office's signing key is gone, so that the signed report “{}” cannot "
                         "be checked.",
                         name)},
            {"请从备份取回办公室文件夹里的 keys/report.key。",
             "Take keys/report.key of the office's folder back from a backup."}};
}

Result<report::Snapshot> opened(const std::string& name, const std::string& body,
                                const std::string& folder) {
    const auto key = OfficeKey::find(folder);
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

}  // namespace

Result<SignedReport> sign_report(const access::Actor& actor, store::Store& store, Clock& clock,
                                 const std::string& folder, const ReportRequest& request) {
    Reporting reporting(actor, store.read(), clock);
    const auto draft = TRY(reporting.draft(request));
    SignedReport kept;
    kept.snapshot = report::snapshot(draft);
    kept.name = family(kept.snapshot) + std::to_string(kept.snapshot.as_of);
    const std::string bytes = report::to_json(kept.snapshot);
    kept.digest = sha256(bytes);
    const std::string body = sealed(bytes, actor.name, OfficeKey::open(folder));

    const auto done = store.write([&](store::Writer& writer) -> Result<void> {
        TRY(writer.keep_document(kKind, kept.name, body, {actor.name, "sign"}));
        return {};
    });
    if (!done) return done.error();
    return kept;
}

Result<SignedComparison> compare_signed(const access::Actor& actor, store::Store& store,
                                        Clock& clock, const std::string& folder,
                                        const SignedRequest& request) {
    const std::string& name = request.name;
    Reporting now(actor, store.read(), clock);
    const auto draft = TRY(now.draft(request.report));
    const std::string kin = family(report::snapshot(draft));
    SignedComparison comparison;
    comparison.name = name.empty() ? latest(now.reader(), kin) : name;
    const auto document = now.reader().document(kKind, comparison.name);
    if (!document) return not_signed(name.empty() ? kin : name);
    const auto snapshot = TRY(opened(comparison.name, document->body, folder));

    const auto then = now.reader().as_of({snapshot.as_of});
    const report::Sources sources = now.sources();
    PrintedRecords records(*then);
    const report::Sources past{then->catalogue(), then->tree(), then->books(), sources.passages,
                               records};
    comparison.changes = TRY(report::diff(snapshot, past, sources));
    bool reworded = false;
    // The passages at hand are those of the report and period asked for.
    if (comparison.name.starts_with(kin)) reworded = TRY(report::reworded(snapshot, sources));
    for (const Language language : {Language::Chinese, Language::English}) {
        (language == Language::Chinese ? comparison.words.zh : comparison.words.en) =
            report::words(comparison.changes, reworded, past, sources, language);
    }
    return comparison;
}

}  // namespace qingshui::app
