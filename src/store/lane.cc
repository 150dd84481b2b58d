#include "store/lane.h"

namespace qingshui::store {

namespace {

// How often a batch is run again that other processes came before.
constexpr int kTriesMax = 20;

}  // namespace

Lane::Lane(std::unique_ptr<sql::Connection> connection, Files& files, std::int64_t tenant,
           Clock& clock)
    : session_(std::move(connection), files, tenant),
      desk_(session_, clock),
      writer_(session_, desk_) {
    refresh();
    thread_ = std::thread([this] { serve(); });
}

Lane::~Lane() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    arrived_.notify_one();
    thread_.join();
}

Result<void> Lane::run(const Act& act) {
    ensure(std::this_thread::get_id() != thread_.get_id(), "an act does not wait for its own lane");
    Waiting waiting;
    waiting.act = &act;
    {
        std::unique_lock lock(mutex_);
        queue_.push_back(&waiting);
        arrived_.notify_one();
        done_.wait(lock, [&] { return waiting.is_done; });
    }
    if (waiting.thrown) std::rethrow_exception(waiting.thrown);
    return std::move(waiting.answer);
}

std::size_t Lane::queue_depth() {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

void Lane::serve() {
    while (true) {
        std::vector<Waiting*> batch;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [&] { return is_stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            batch.swap(queue_);
        }
        run_batch(batch);
        {
            const std::lock_guard lock(mutex_);
            for (auto* waiting : batch) waiting->is_done = true;
        }
        done_.notify_all();
    }
}

// The edge of a batch: what escapes from its transaction undid all of its acts.
void Lane::run_batch(const std::vector<Waiting*>& batch) {
    for (int tries = 1;; ++tries) {
        try {
            return run_in_transaction(batch);
        } catch (const sql::LineFailure&) {
            if (was_committed()) return;
            return fail(batch);
        } catch (const sql::ConflictFailure&) {
            if (tries == kTriesMax) return fail(batch);
            start_again(batch);
        } catch (...) {
            return fail(batch);
        }
    }
}

void Lane::fail(const std::vector<Waiting*>& batch) {
    is_stale_ = true;
    for (auto* waiting : batch) waiting->thrown = std::current_exception();
    let_go();
}

void Lane::start_again(const std::vector<Waiting*>& batch) {
    is_stale_ = true;
    for (auto* waiting : batch) {
        waiting->answer = {};
        waiting->thrown = {};
    }
    let_go();
}

// Was the batch done though its commit had no answer? Then its last entry is in the books.
bool Lane::was_committed() {
    if (!std::exchange(is_committing_, false)) return false;
    const auto meant = session_.journal().end();
    is_stale_ = true;
    try {
        refresh();
    } catch (const Failure&) {
        return false;  // As far as can be told.
    }
    const auto entry = session_.journal().at(meant.seq);
    return entry && entry->hash == meant.hash;
}

// Others are not to wait for what failed. If this fails too, refresh() does it.
void Lane::let_go() {
    try {
        session_.connection().rollback();
    } catch (const Failure&) {
        is_stale_ = true;
    }
}

void Lane::refresh() {
    auto& connection = session_.connection();
    connection.rollback();
    connection.begin_read();
    session_.load();
    desk_.load();
    connection.rollback();
    is_stale_ = false;
}

void Lane::run_in_transaction(const std::vector<Waiting*>& batch) {
    is_committing_ = false;
    if (is_stale_) refresh();
    auto& connection = session_.connection();
    connection.begin_write();
    follow();
    const auto before = session_.journal().end().seq;
    for (auto* waiting : batch) run_one(*waiting);
    if (session_.journal().end().seq == before) {
        connection.rollback();
        return;
    }
    is_committing_ = true;
    connection.commit();
}

// What other processes wrote since.
void Lane::follow() {
    if (session_.journal().last_seq() == session_.journal().end().seq) return;
    session_.catch_up();
    session_.journal().load();
    desk_.load();
}

void Lane::run_one(Waiting& waiting) {
    auto& connection = session_.connection();
    connection.savepoint();
    desk_.begin();
    try {
        waiting.answer = (*waiting.act)(writer_);
        if (waiting.answer) waiting.answer = desk_.settle();
        if (waiting.answer) {
            connection.release_savepoint();
            return;
        }
    } catch (const sql::ConflictFailure&) {
        throw;
    } catch (...) {
        waiting.thrown = std::current_exception();
    }
    roll_back(waiting);
    desk_.undo();
}

// A full disk has rolled everything back already: what the act met is the cause then.
void Lane::roll_back(const Waiting& waiting) {
    try {
        session_.connection().rollback_to_savepoint();
    } catch (const Failure&) {
        if (waiting.thrown) std::rethrow_exception(waiting.thrown);
        throw;
    }
}

}  // namespace qingshui::store
