#include "registry/reading.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/plural.h"

namespace qingshui::registry {

namespace {

constexpr std::string_view kDeclarations = "/pack.toml";

// The parts of a pack whose faults leave what the others declare as it is.
constexpr std::array<std::string_view, 6> kParts = {"pack",      "register", "rates",
                                                    "indicator", "check",    "report"};

}  // namespace

Unsound::Unsound(const std::vector<Refusal>& faults, std::set<std::string, std::less<>> unread)
    : packs_(std::move(unread)) {
    for (const Refusal& fault : faults) {
        const std::string_view file = fault.where.file;
        if (!file.ends_with(kDeclarations)) continue;
        const std::string folder(file.substr(0, file.size() - kDeclarations.size()));
        const auto& subject = fault.subject;
        if (subject == file) continue;  // Of its characters, which were read.
        const auto end = subject.find_first_of(".[");
        const auto kind = subject.substr(0, end);
        const bool is_known = std::find(kParts.begin(), kParts.end(), kind) != kParts.end();
        if (!is_known || (end == std::string::npos && kind != "pack")) {
            packs_.insert(folder);
        } else if (end != std::string::npos) {
            paths_.insert(fmt::format("{} {}{}", kind, folder, subject.substr(end)));
        }
    }
}

bool Unsound::has_pack(std::string_view id) const { return packs_.contains(id); }
bool Unsound::has_register(std::string_view id) const { return has("register", id); }
bool Unsound::has_indicator(std::string_view id) const { return has("indicator", id); }

bool Unsound::has(std::string_view kind, std::string_view id) const {
    const auto path = fmt::format("{} {}", kind, id);
    for (auto found = paths_.lower_bound(path); found != paths_.end(); ++found) {
        if (!found->starts_with(path)) return false;
        const auto rest = std::string_view(*found).substr(path.size());
        if (rest.empty() || rest.front() == '.' || rest.front() == '[') return true;
    }
    return false;
}

Refusal faulty(std::vector<Refusal> faults) {
    Refusal refusal{Reason::Invalid, "pack.faulty", "packs"};
    refusal.says = {fmt::format("业务包有{}处错误", faults.size()),
                    fmt::format("The packs have {}", plural(faults.size(), "fault"))};
    refusal.remedy = {"请逐条改正后重新检查；写法见 docs/packs.md",
                      "Correct them and check again; docs/packs.md is the reference"};
    refusal.faults = std::move(faults);
    return refusal;
}

}  // namespace qingshui::registry
