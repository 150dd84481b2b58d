#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "store/facade.h"

namespace qingshui::store {

// The one thread that writes (docs/decisions/0012). It takes all acts that wait, runs each in
// turn under a savepoint in one transaction, commits once, then answers all of them.
//
// On a server other processes may write for the same tenant. The history's next number is what
// they compete for: the batch of the one that comes second is undone and run again on the books
// as they are then. An act may therefore run more than once.
//
// Safe to share between threads. Destruction waits for the acts already handed in.
class Lane {
public:
    using Act = std::function<Result<void>(Writer&)>;

    // `connection` is the lane's own; `files` is borrowed.
    Lane(std::unique_ptr<sql::Connection> connection, Files& files, std::int64_t tenant,
         Clock& clock);
    ~Lane();
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;
    Lane(Lane&&) = delete;
    Lane& operator=(Lane&&) = delete;

    // Runs `act` and answers after the sync. Not to be called from within an act.
    Result<void> run(const Act& act);
    // Acts handed in that no batch has taken up yet.
    std::size_t queue_depth();

private:
    // An act and, once it is done, what became of it. Lives in run().
    struct Waiting {
        const Act* act = nullptr;
        Result<void> answer;
        std::exception_ptr thrown;
        bool is_done = false;
    };

    void serve();
    void run_batch(const std::vector<Waiting*>& batch);
    void fail(const std::vector<Waiting*>& batch);
    void start_again(const std::vector<Waiting*>& batch);
    bool was_committed();
    void run_in_transaction(const std::vector<Waiting*>& batch);
    void follow();
    void run_one(Waiting& waiting);
    void roll_back(const Waiting& waiting);
    void let_go();
    void refresh();

    Session session_;
    Desk desk_;
    DeskWriter writer_;
    bool is_stale_ = true;        // Memory may differ from the database: read it anew first.
    bool is_committing_ = false;  // A commit was sent and not answered.

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::condition_variable done_;
    std::vector<Waiting*> queue_;
    bool is_stopping_ = false;
    std::thread thread_;  // Last: it uses all of the above.
};

}  // namespace qingshui::store
