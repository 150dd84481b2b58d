#include "store/verify.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/plural.h"
#include "base/signing_key.h"
#include "base/told_failure.h"
#include "store/verification.h"

namespace qingshui::store {

namespace {

// Runs one part; what it cannot read is a difference. Was it run to its end?
template <typename Part>
bool guarded(Findings& findings, const Part& part) {
    try {
        part();
        return true;
    } catch (const ToldFailure& failure) {
        findings.add(failure.says());
    } catch (const std::exception& failure) {
        findings.add({fmt::format("无法读取（细节：{}）", failure.what()),
                      fmt::format("It cannot be read (detail: {})", failure.what())});
    }
    return false;
}

void check_engine(sql::Database& database, Findings& findings) {
    for (const auto& message : database.check()) {
        findings.add({fmt::format("数据库文件有损坏（细节：{}）", message),
                      fmt::format("The database file is damaged (detail: {})", message)});
    }
}

void check_key(Files& files, Findings& findings) {
    const auto key = files.get(kReportKey);
    if (!key || is_signing_key(*key)) return;
    findings.add({fmt::format("签名密钥“{}”被改动过", kReportKey),
                  fmt::format("The signing key \"{}\" was altered", kReportKey)});
}

void check_books(Home& home, std::int64_t tenant, Findings& findings) {
    const auto files = home.files(tenant);
    Session session(home.database().connect(), *files, tenant);
    session.connection().begin_read();
    // Without its packs, say, no record can be read; the chain and the contents still can.
    const bool is_loaded = guarded(findings, [&] {
        session.load();
        findings.expect(session.journal().end().seq + count_records(session));
    });
    if (is_loaded) guarded(findings, [&] { check_tables(session, findings); });
    Past past;
    guarded(findings, [&] { past = check_history(session, findings); });
    if (is_loaded) guarded(findings, [&] { check_office(session, past, findings); });
    guarded(findings, [&] { check_areas(session, past, findings); });
    guarded(findings, [&] { check_contents(session, past, findings); });
    if (is_loaded) guarded(findings, [&] { check_records(session, past, findings); });
    guarded(findings, [&] { check_attachments(session, past, findings); });
    guarded(findings, [&] { check_key(*files, findings); });
}

}  // namespace

void Findings::add(Text difference) {
    // What cannot be read may be met by several parts.
    const auto shown = differences_.end();
    if (std::find(differences_.begin(), shown, difference) != shown) return;
    ++count_;
    if (differences_.size() < kShownMax) differences_.push_back(std::move(difference));
}

void Findings::step() {
    constexpr std::int64_t kEvery = 1'000;
    if (++done_ % kEvery == 0 && progress_) progress_(std::min(done_, all_), all_);
}

std::vector<Text> Findings::take() {
    if (progress_) progress_(all_, all_);
    const auto more = count_ - static_cast<std::int64_t>(differences_.size());
    if (more > 0) {
        differences_.push_back(
            {fmt::format("另有{}处差异", more),
             fmt::format("and {} more", plural(static_cast<std::size_t>(more), "difference"))});
    }
    return std::move(differences_);
}

std::vector<Text> verify_office(Home& home, std::int64_t tenant,
                                const std::function<void(std::int64_t, std::int64_t)>& progress) {
    Findings findings(progress);
    guarded(findings, [&] { check_engine(home.database(), findings); });
    guarded(findings, [&] { check_books(home, tenant, findings); });
    return findings.take();
}

}  // namespace qingshui::store
