#pragma once

#include <atomic>
#include <mutex>

#include "store/home.h"
#include "store/lane.h"

namespace qingshui::store {

// A Store on a sql::Database.
class SqlStore final : public Store {
public:
    // The office's tables and row must be there.
    SqlStore(std::unique_ptr<Home> home, std::int64_t tenant, Clock& clock);

    Result<void> write(const std::function<Result<void>(Writer&)>& act) override;
    std::size_t queue_depth() override { return lane_.queue_depth(); }
    std::unique_ptr<Reader> read() override;
    Result<Attachment> keep_attachment(std::string_view bytes) override;
    Result<std::string> attachment(std::string_view number) override;
    Files& files() override { return *files_; }
    void back_up(const std::string& file) override;
    std::vector<Text> verify(
        const std::function<void(std::int64_t done, std::int64_t all)>& progress) override;

private:
    class Loan;

    void give_back(std::unique_ptr<Session> session);
    // Runs what keeps something; once a sync has failed, says "done" no more.
    template <typename Act>
    auto keep(const Act& act);
    void require_synced() const;

    std::unique_ptr<Home> home_;
    std::int64_t tenant_;
    std::unique_ptr<Files> files_;
    std::atomic<bool> has_failed_sync_ = false;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Session>> idle_;  // Sessions for reading, to be used again.
    Lane lane_;
};

}  // namespace qingshui::store
