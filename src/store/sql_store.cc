#include "store/sql_store.h"

#include "base/told_failure.h"
#include "store/backup.h"
#include "store/layout.h"
#include "store/verify.h"

namespace qingshui::store {

namespace {

constexpr std::size_t kIdleMax = 4;

}  // namespace

// A reader in a snapshot, on a session that goes back to the store with it.
class SqlStore::Loan final : public Facade<Reader> {
public:
    Loan(SqlStore& store, std::unique_ptr<Session> session)
        : Facade(*session), store_(store), session_(std::move(session)) {}
    ~Loan() override { store_.give_back(std::move(session_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Loan(Loan&&) = delete;
    Loan& operator=(Loan&&) = delete;

private:
    SqlStore& store_;
    std::unique_ptr<Session> session_;
};

SqlStore::SqlStore(std::unique_ptr<Home> home, std::int64_t tenant, Clock& clock)
    : home_(std::move(home)),
      tenant_(tenant),
      files_(home_->files(tenant)),
      lane_(home_->database().connect(), *files_, tenant, clock) {
    files_->clear_unfinished();
}

template <typename Act>
auto SqlStore::keep(const Act& act) {
    require_synced();
    try {
        auto answer = act();
        require_synced();
        return answer;
    } catch (const SyncFailure&) {
        has_failed_sync_ = true;
        throw;
    }
}

void SqlStore::require_synced() const {
    if (has_failed_sync_) throw SyncFailure(home_->place());
}

Result<void> SqlStore::write(const std::function<Result<void>(Writer&)>& act) {
    return keep([&] { return lane_.run(act); });
}

std::unique_ptr<Reader> SqlStore::read() {
    std::unique_ptr<Session> session;
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            session = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    if (session) {
        session->connection().begin_read();
        session->catch_up();
    } else {
        session = std::make_unique<Session>(home_->database().connect(), *files_, tenant_);
        session->connection().begin_read();
        session->load();
    }
    return std::make_unique<Loan>(*this, std::move(session));
}

// A session that cannot be put in order is let go.
void SqlStore::give_back(std::unique_ptr<Session> session) {
    try {
        session->connection().rollback();
        const std::lock_guard lock(mutex_);
        if (idle_.size() < kIdleMax) idle_.push_back(std::move(session));
    } catch (const std::exception&) {
        session.reset();
    }
}

Result<Attachment> SqlStore::keep_attachment(std::string_view bytes) {
    return keep([&] { return Attachments(*files_).keep(bytes); });
}

Result<std::string> SqlStore::attachment(std::string_view number) {
    return Attachments(*files_).read(number);
}

void SqlStore::back_up(const std::string& file) {
    const auto done = write_backup(*home_, file);
    if (!done) throw ToldFailure(done.error().says, done.error().remedy);
}

std::vector<Text> SqlStore::verify(
    const std::function<void(std::int64_t done, std::int64_t all)>& progress) {
    return verify_office(*home_, tenant_, progress);
}

}  // namespace qingshui::store
