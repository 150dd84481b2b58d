#include "app/fault_list.h"

#include <algorithm>
#include <utility>

namespace qingshui::app {
namespace {

// Sorting each time that one comes would take long; so many times the faults wanted are kept.
constexpr std::size_t kSpare = 8;

void sort(std::vector<Refusal>& faults, const std::map<std::string, std::size_t>& places) {
    const auto place = [&](const Refusal& fault) {
        const auto found = places.find(fault.where.file);
        return std::pair(found == places.end() ? 0 : found->second, fault.where.row);
    };
    std::stable_sort(faults.begin(), faults.end(),
                     [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

}  // namespace

FaultList::FaultList(const std::vector<std::string>& sheets, std::size_t most) : most_(most) {
    for (const std::string& name : sheets) places_.emplace(name, places_.size());
}

void FaultList::add(Refusal fault) {
    ++count_;
    kept_.push_back(std::move(fault));
    if (kept_.size() >= kSpare * most_) drop_last();
}

std::vector<Refusal> FaultList::first() const {
    std::vector<Refusal> faults = kept_;
    sort(faults, places_);
    if (faults.size() > most_) faults.resize(most_);
    return faults;
}

void FaultList::drop_last() {
    sort(kept_, places_);
    kept_.resize(most_);
}

}  // namespace qingshui::app
