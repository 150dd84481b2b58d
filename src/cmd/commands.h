#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "access/actor.h"
#include "base/clock.h"
#include "cmd/console.h"
#include "store/store.h"

namespace qingshui::cmd {

// Keeps what the command line is read into until the command has run.
class Held {
public:
    virtual ~Held() = default;
};
template <typename T>
class HeldValue final : public Held {
public:
    T value = {};
};

// What every command works with.
struct Context {
    std::ostream& out;
    std::ostream& err;
    Clock& clock;
    bool err_is_terminal = false;
    Language language = Language::Chinese;
    bool as_json = false;
    std::string lang = {};                     // --lang, as given.
    std::string actor = {};                    // Who acts: the person at this machine.
    std::function<int(Console&)> chosen = {};  // What the command line asked for.
    std::vector<std::unique_ptr<Held>> held = {};

    template <typename T>
    T& hold() {
        auto kept = std::make_unique<HeldValue<T>>();
        T& value = kept->value;
        held.push_back(std::move(kept));
        return value;
    }
};

// The words of a command or option, in the language of the reader.
class Words {
public:
    explicit Words(Language language) : language_(language) {}
    std::string operator()(const char* zh, const char* en) const {
        return language_ == Language::English ? en : zh;
    }

private:
    Language language_;
};

// Each adds its commands to `app`; what they choose runs through Context::chosen.
void add_office_commands(CLI::App& app, Context& context);      // init, verify, backup, restore
void add_pack_commands(CLI::App& app, Context& context);        // pack check, pack show
void add_pack_use_commands(CLI::App& pack, Context& context);   // pack use, pack write
void add_paper_commands(CLI::App& app, Context& context);       // example, import, export
void add_count_commands(CLI::App& app, Context& context);       // count, trace
void add_report_commands(CLI::App& app, Context& context);      // report and what is below it
void add_record_commands(CLI::App& app, Context& context);      // record
void add_area_commands(CLI::App& app, Context& context);        // area
void add_locate_command(CLI::App& area, Context& context);      // area locate
void add_attachment_commands(CLI::App& app, Context& context);  // attach, attachment

// Where the office is that a command works on: OFFICE, and --tenant, which says which one where
// several share a place; or both. The first and the last give OFFICE.
CLI::Option* add_place(CLI::App& command, const Words& words, store::Address& office);
CLI::Option* add_tenant(CLI::App& command, const Words& words, store::Address& office);
CLI::Option* add_office(CLI::App& command, const Words& words, store::Address& office);

// The command line: parses, runs, answers with an exit code. Catches what no one else did.
int run(int argc, const char* const* argv, Context& context);

// The actor who may read the folder: answers for the whole office.
access::Actor actor_of(const Context& context, const store::Reader& reader);

// A progress bar for one file or job.
Progress progress(Console& console, const Context& context, std::string_view title);

// The day as given, or today. Refuses "day.malformed".
Result<Date> day_of(const Context& context, const std::string& text);

// Reads or writes a whole file; "-" is standard output. Throws Failure.
std::string read_file(const std::string& path);
void write_file(Console& console, const std::string& path, std::string_view bytes);

}  // namespace qingshui::cmd
