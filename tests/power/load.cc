// An office under load, for what is recorded of it to be cut short anywhere (tests/power).
// usage: power_load FOLDER ANSWERS THREADS SEED
//
// Makes an office in FOLDER and has it answer ANSWERS writes, from THREADS threads. Says on
// standard output what it has answered, each line with one system call once the answer is given:
//     created            the office is there
//     done SEQ HASH      a write is done; the history entry it made
//     kept NUMBER        an attachment is kept
//     failed WORDS       a write was not done

#include <atomic>
#include <cstdio>
#include <mutex>
#include <random>
#include <thread>

#include <fmt/format.h>

#include <sys/uio.h>

#include "base/clock.h"
#include "store/test_office.h"

namespace qingshui::store {
namespace {

// Not by write(2), which the faults of tests/power are injected into.
void tell(std::string line) {
    std::replace(line.begin(), line.end(), '\n', ' ');
    line += '\n';
    const iovec part{line.data(), line.size()};
    if (::writev(STDOUT_FILENO, &part, 1) < 0) std::abort();
}

// One who works in the office: files firms, corrects and withdraws its own, keeps papers.
class Worker {
public:
    Worker(Store& store, int number, unsigned seed)
        : store_(store), number_(number), chance_(seed + static_cast<unsigned>(number)) {
        const auto reader = store.read();
        place_ = reader->root();
    }

    void act() {
        const int which = below(100);
        try {
            if (which < 10) return keep();
            if (which < 60 || mine_.empty()) return file();
            if (which < 85) return correct();
            withdraw();
        } catch (const Failure& failure) {
            tell(fmt::format("failed {}", failure.what()));
        }
    }

private:
    int below(int end) { return std::uniform_int_distribution(0, end - 1)(chance_); }

    void keep() {
        const auto text = fmt::format("附件 {} {}\n", number_, ++count_) +
                          std::string(static_cast<std::size_t>(below(20'000)), 'x');
        const auto kept = store_.keep_attachment(text);
        if (!kept) return tell("failed " + words(kept.error(), Language::English));
        tell("kept " + kept->number);
    }
    void file() {
        const auto written =
            write([&](Writer& writer) { return writer.file(kFirm, firm(), stamp()); });
        if (written) mine_.push_back(written->record);
    }
    void correct() {
        const auto id = mine_[static_cast<std::size_t>(below(static_cast<int>(mine_.size())))];
        write([&](Writer& writer) { return writer.correct(kFirm, id, firm(), stamp()); });
    }
    void withdraw() {
        const auto id = mine_.back();
        mine_.pop_back();
        write([&](Writer& writer) { return writer.withdraw(kFirm, id, stamp()); });
    }

    registry::Record firm() {
        const auto code = fmt::format("{}-{}", number_, ++count_);
        return test::make_record(
            *store_.read()->catalogue().schema(kFirm),
            {{"code", code},
             {"name", "企业" + code + std::string(static_cast<std::size_t>(below(150)), 'x')},
             {"place", registry::Key{place_.number}},
             {"opened_on", test::day("2021-01-01")},
             {"staff", Decimal::whole(below(1000))}});
    }
    Stamp stamp() const { return {fmt::format("worker {}", number_), "试验"}; }

    template <typename Act>
    std::optional<Written> write(const Act& act) {
        std::optional<Written> written;
        const auto done = store_.write([&](Writer& writer) -> Result<void> {
            written = TRY(act(writer));
            return {};
        });
        if (!done) {
            tell("failed " + words(done.error(), Language::English));
            return std::nullopt;
        }
        const auto entry = store_.read()->entries(written->seq - 1, 1).at(0);
        tell(fmt::format("done {} {}", entry.seq, entry.hash.hex()));
        return written;
    }

    static constexpr const char* kFirm = "shop.firm";
    Store& store_;
    int number_;
    std::minstd_rand chance_;
    Id<area::Area> place_;
    std::vector<Id<registry::Record>> mine_;
    int count_ = 0;
};

int run(const std::string& folder, int answers, int threads, unsigned seed) {
    SystemClock clock;
    auto made = create(folder, 341502005, "清水河街道",
                       {{"shop", {{"pack.toml", test::kShopPack}}}}, clock);
    if (!made) {
        tell("failed " + words(made.error(), Language::English));
        return 1;
    }
    const auto store = std::move(made).value();
    tell("created");
    std::atomic<int> left = answers;
    std::vector<std::thread> workers;
    for (int i = 0; i < threads; ++i) {
        workers.emplace_back([&, i] {
            Worker worker(*store, i, seed);
            while (left-- > 0) worker.act();
        });
    }
    for (auto& worker : workers) worker.join();
    return 0;
}

}  // namespace
}  // namespace qingshui::store

int main(int count, char** words) {
    if (count != 5) return 2;
    try {
        return qingshui::store::run(words[1], std::stoi(words[2]), std::stoi(words[3]),
                                    static_cast<unsigned>(std::stoul(words[4])));
    } catch (const std::exception& error) {
        qingshui::store::tell(std::string("failed ") + error.what());
        return 3;
    }
}
