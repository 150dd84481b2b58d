#include "app/packing.h"

#include <cerrno>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "app/builtin.h"
#include "app/founding.h"
#include "app/plain_values.h"
#include "app/unfit_records.h"
#include "base/chinese.h"
#include "base/told_failure.h"

namespace qingshui::app {
namespace {

namespace fs = std::filesystem;

Refusal not_empty(const std::string& folder) {
    return {Reason::Conflict,
            "packs.folder",
            folder,
            {fmt::format("文件夹“{}”已有内容", folder),
             fmt::format("The folder “{}” is not empty", folder)},
            {"请换一个文件夹，或先清空它", "Name another folder, or empty it first"}};
}

Refusal unknown(const std::string& named, const Folders& known) {
    std::vector<std::string> names;
    for (const auto& [name, files] : known) names.push_back(name);
    const auto near = chinese::nearest(named, names, 1);
    const std::string shown = chinese::shortened(named);
    Refusal refusal{Reason::Missing, "pack.unknown", named};
    refusal.says = {fmt::format("“{}”既不是文件夹，也不是业务包的名称", shown),
                    fmt::format("“{}” is neither a folder nor the name of a pack", shown)};
    refusal.remedy = did_you_mean(near, {fmt::format("可用的业务包：{}", fmt::join(names, "、")),
                                         fmt::format("The packs are: {}", fmt::join(names, ", "))});
    return refusal;
}

Result<PacksNamed> read_whole(const Folders& packs, std::string only) {
    auto catalogue = TRY(read_packs(packs));
    return PacksNamed{std::move(catalogue), std::move(only)};
}

}  // namespace

Result<PacksUsed> use_packs(const access::Actor& actor, store::Store& store, const Folders& packs,
                            bool is_dry_run) {
    constexpr const char* kDryRun = "packs.dry_run";
    const auto wanted = TRY(read_packs(packs));
    PacksUsed used;
    const auto done = store.write([&](store::Writer& writer) -> Result<void> {
        used.plan = TRY(registry::plan_migration(writer.catalogue(), wanted));
        auto unfit = unfit_records(writer, wanted, used.plan);
        auto& notes = used.plan.notes;
        notes.insert(notes.end(), unfit.begin(), unfit.end());
        used.is_unchanged = TRY(writer.set_packs(packs, {actor.name})).unchanged;
        // Refused so that the lane takes everything back.
        if (is_dry_run) return Refusal{Reason::Invalid, kDryRun};
        return {};
    });
    if (!done && done.error().rule != kDryRun) return done.error();
    return used;
}

Result<Folders> packs_at(const std::string& folder) {
    return folder.empty() ? builtin_packs() : registry::read_folders(folder);
}

std::vector<const registry::Pack*> PacksNamed::packs() const {
    std::vector<const registry::Pack*> found;
    for (const registry::Pack& pack : catalogue.packs()) {
        if (only.empty() || pack.id == only) found.push_back(&pack);
    }
    return found;
}

Result<PacksNamed> packs_named(const std::string& named, const Folders& known) {
    if (named.empty()) return read_whole(known, "");
    if (fs::exists(named)) return read_whole(TRY(registry::read_folders(named)), "");
    if (known.contains(named)) return read_whole(known, named);
    return unknown(named, known);
}

Folders packs_in_use(const registry::Catalogue& catalogue) {
    Folders packs;
    for (const registry::Pack& pack : catalogue.packs()) packs.emplace(pack.id, pack.files);
    return packs;
}

Result<void> write_packs(const Folders& packs, const std::string& folder) {
    if (fs::exists(folder) && !fs::is_empty(folder)) return not_empty(folder);
    for (const auto& [name, files] : packs) {
        for (const auto& [file_name, text] : files) {
            const fs::path path = fs::path(folder) / name / file_name;
            fs::create_directories(path.parent_path());
            std::ofstream file(path, std::ios::binary);
            file << text << std::flush;
            if (!file) throw file_failure(path.string(), errno);
        }
    }
    return {};
}

}  // namespace qingshui::app
