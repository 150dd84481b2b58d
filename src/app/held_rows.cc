#include "app/held_rows.h"

namespace qingshui::app {

void HeldRows::hold(const RowPlace& row, std::string name, std::vector<std::string> own) {
    waiting_[name].insert(row);
    held_[row] = {std::move(name), std::move(own)};
}

void HeldRows::announce(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const auto found = waiting_.find(name);
        if (found == waiting_.end()) continue;
        for (const RowPlace& row : found->second) {
            held_.erase(row);
            ready_.push_back(row);
        }
        waiting_.erase(found);
    }
}

std::optional<RowPlace> HeldRows::next() {
    if (ready_.empty()) return {};
    const RowPlace row = ready_.front();
    ready_.pop_front();
    return row;
}

bool HeldRows::release(const RowPlace& row) {
    const auto found = held_.find(row);
    if (found == held_.end()) return false;
    waiting_[found->second.name].erase(row);
    held_.erase(found);
    return true;
}

std::vector<RowPlace> HeldRows::all() const {
    std::vector<RowPlace> rows;
    rows.reserve(held_.size());
    for (const auto& [row, held] : held_) rows.push_back(row);
    return rows;
}

std::set<std::string> HeldRows::names() const {
    std::set<std::string> names;
    for (const auto& [row, held] : held_) names.insert(held.own.begin(), held.own.end());
    return names;
}

}  // namespace qingshui::app
