// Looks at offices as a power cut may have left them (tests/power).
// usage: power_check ANSWERS
//
// ANSWERS is what power_load said. Each line on standard input names a folder and how many of those
// answers had been given when the power went; the answer is "ok", or what is wrong.

#include <fstream>
#include <iostream>
#include <sstream>

#include <fmt/format.h>

#include "base/clock.h"
#include "store/test_office.h"

namespace qingshui::store {
namespace {

// What had been answered.
struct Promised {
    bool is_created = false;
    std::map<std::int64_t, std::string> entries;  // Hash by number.
    std::vector<std::string> attachments;
};

std::vector<std::string> read_lines(const std::string& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

Promised promised(const std::vector<std::string>& answers, std::size_t count) {
    Promised all;
    for (std::size_t i = 0; i < count; ++i) {
        std::istringstream words(answers.at(i));
        std::string kind;
        words >> kind;
        if (kind == "created") all.is_created = true;
        if (kind == "done") {
            std::int64_t seq = 0;
            words >> seq >> all.entries[seq];
        }
        if (kind == "kept") words >> all.attachments.emplace_back();
    }
    return all;
}

// Throws Failure with what is wrong.
void verify(Store& store, const std::string& when) {
    for (const auto& difference : store.verify({})) throw Failure(when + ": " + difference.en);
}

void check_kept(Store& store, const Promised& promise) {
    const auto reader = store.read();
    for (const auto& [seq, hash] : promise.entries) {
        const auto entries = reader->entries(seq - 1, 1);
        if (entries.empty() || entries[0].seq != seq) {
            throw Failure(fmt::format("entry {} is gone", seq));
        }
        if (entries[0].hash.hex() != hash) throw Failure(fmt::format("entry {} is another", seq));
    }
    for (const auto& number : promise.attachments) {
        if (!store.attachment(number)) throw Failure("attachment " + number + " is gone");
    }
}

// The office goes on: it takes a write, and is whole afterwards.
void go_on(Store& store) {
    const auto done = store.write([&](Writer& writer) -> Result<void> {
        const auto& schema = *writer.catalogue().schema("shop.firm");
        TRY(writer.file(schema.id,
                        test::make_record(schema, {{"code", std::string("after")},
                                                   {"name", std::string("复电")},
                                                   {"place", registry::Key{writer.root().number}},
                                                   {"opened_on", test::day("2021-01-01")}}),
                        {"check"}));
        return {};
    });
    if (!done) throw Failure("it does not go on: " + words(done.error(), Language::English));
    if (!store.keep_attachment("复电以后")) throw Failure("it keeps no attachments");
    verify(store, "after going on");
}

void check(const std::string& folder, const Promised& promise) {
    SystemClock clock;
    auto opened = open(folder, clock);
    if (!opened && promise.is_created) {
        throw Failure("it does not open: " + words(opened.error(), Language::English));
    }
    // The making of it had not been answered: then it can be made now.
    if (!opened) {
        opened = create(folder, 341502005, "清水河街道",
                        {{"shop", {{"pack.toml", test::kShopPack}}}}, clock);
    }
    if (!opened) {
        throw Failure("it cannot be made: " + words(opened.error(), Language::English));
    }
    auto& store = **opened;
    verify(store, "as found");
    check_kept(store, promise);
    go_on(store);
}

int run(const std::string& answers_file) {
    const auto answers = read_lines(answers_file);
    std::string folder;
    std::size_t count = 0;
    while (std::cin >> folder >> count) {
        try {
            check(folder, promised(answers, count));
            std::cout << "ok\n" << std::flush;
        } catch (const std::exception& error) {
            std::string words = error.what();
            std::replace(words.begin(), words.end(), '\n', ' ');
            std::cout << words << '\n' << std::flush;
        }
    }
    return 0;
}

}  // namespace
}  // namespace qingshui::store

int main(int count, char** words) { return count == 2 ? qingshui::store::run(words[1]) : 2; }
