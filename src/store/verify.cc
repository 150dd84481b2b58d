#include "store/verify.h"

#include "store/session.h"

namespace qingshui::store {

std::vector<Text> verify_office(sql::Database& database, const Folder& /*folder*/,
                                std::int64_t /*tenant*/,
                                const std::function<void(std::int64_t, std::int64_t)>& /*p*/) {
    std::vector<Text> differences;
    for (const auto& message : database.check()) differences.push_back({message, message});
    return differences;
}

}  // namespace qingshui::store
