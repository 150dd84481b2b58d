#include <fmt/format.h>

#include "app/recording.h"
#include "app/registers.h"
#include "cmd/changes.h"
#include "cmd/checks.h"
#include "cmd/commands.h"

namespace qingshui::cmd {
namespace {

struct Options {
    store::Address office;
    std::string record;
    std::vector<std::string> fields;
    std::vector<std::string> words;
    std::string as_of;
    int most = 20;
    app::RecordOrder order;
};

// "field=text" of each; without "=" the text is empty.
void read_fields(const Options& options, app::RecordOrder& order) {
    for (const std::string& field : options.fields) {
        const auto equals = field.find('=');
        order.fields.emplace_back(field.substr(0, equals),
                                  equals == std::string::npos ? "" : field.substr(equals + 1));
    }
}

using Act = Result<store::Written> (*)(const access::Actor&, store::Store&, const app::RecordOrder&,
                                       std::string_view);

int write(Console& console, Context& context, const Options& options, Act act) {
    app::RecordOrder order = options.order;
    read_fields(options, order);
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto actor = actor_of(context, *(*store)->read());
    const auto written = act(actor, **store, order, options.record);
    if (!written) return console.refuse(written.error());
    const auto number = written->record.number;
    if (console.as_json()) {
        console.print(json::Object{{"record", std::to_string(number)},
                                   {"entry", written->seq},
                                   {"repeated", written->repeated},
                                   {"unchanged", written->unchanged}});
    }
    if (written->unchanged) {
        console.say({fmt::format("记录{}没有变化。", number),
                     fmt::format("Record {} is unchanged.", number)});
    } else if (written->repeated) {
        console.say({fmt::format("记录{}已经办过，没有重复办理。", number),
                     fmt::format("Record {}: done before, nothing was done again.", number)});
    } else {
        console.say({fmt::format("记录 {}，已记为第{}号变更。", number, written->seq),
                     fmt::format("Record {}, entry {}.", number, written->seq)});
    }
    return Done;
}

Result<store::Written> filed(const access::Actor& actor, store::Store& store,
                             const app::RecordOrder& order, std::string_view /*record*/) {
    return app::file_record(actor, store, order);
}

int file(Console& console, Context& context, const Options& options) {
    return write(console, context, options, filed);
}

int correct(Console& console, Context& context, const Options& options) {
    require_reason(options.order.reason, {"更正", "correct a record"}, "补测");
    return write(console, context, options, app::correct_record);
}

int withdraw(Console& console, Context& context, const Options& options) {
    require_reason(options.order.reason, {"撤回", "withdraw a record"}, "重复");
    return write(console, context, options, app::withdraw_record);
}

json::Object to_json(const app::ShownRecord& record) {
    json::Object fields;
    for (const auto& field : record.fields) fields[field.id] = field.text;
    return {{"record", std::to_string(record.id.number)},
            {"entry", record.seq},
            {"register", record.register_id},
            {"label", record.label},
            {"fields", std::move(fields)}};
}

int show(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto reader = (*store)->read();
    const auto record =
        app::show_record(actor_of(context, *reader), *reader,
                         {options.order.register_id, options.record, options.as_of});
    if (!record) return console.refuse(record.error());
    if (console.as_json()) {
        json::Object object = to_json(*record);
        if (!options.as_of.empty()) object["as_of"] = options.as_of;
        console.print(object);
        return Done;
    }
    const bool is_now = options.as_of.empty();
    console.say({fmt::format("{}：{}（编号{}，第{}号变更{}）", record->title.zh, record->label,
                             record->id.number, record->seq,
                             is_now ? "" : "，按当时的账：" + options.as_of),
                 fmt::format("{}: {} (number {}, entry {}{})", record->title.en, record->label,
                             record->id.number, record->seq,
                             is_now ? "" : ", the books as of " + options.as_of)});
    Table table({{{"项目", "Field"}}, {{"内容", "Content"}}});
    for (const auto& field : record->fields) {
        table.add({field.title.in(console.language()), field.text});
    }
    table.print(console.out(), console.language());
    return Done;
}

Text act_title(const std::string& act) {
    if (act == "file") return {"登记", "filed"};
    if (act == "correct") return {"更正", "corrected"};
    return {"撤回", "withdrawn"};
}

json::Object to_json(const app::ShownEntry& entry) {
    json::Array changes;
    for (const auto& change : entry.changes) {
        changes.push_back(
            {{"field", change.id}, {"before", change.before}, {"after", change.after}});
    }
    return {{"record", std::to_string(entry.record.number)},
            {"entry", entry.seq},
            {"at", entry.at.wall().text()},
            {"actor", entry.actor},
            {"act", entry.act},
            {"reason", entry.reason},
            {"changes", std::move(changes)}};
}

// Of several records that bore the same key.
void say_record(Console& console, Id<registry::Record> record) {
    console.say(
        {fmt::format("记录 {}：", record.number), fmt::format("Record {}:", record.number)});
}

int history(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto reader = (*store)->read();
    const auto entries = app::show_history(actor_of(context, *reader), *reader,
                                           options.order.register_id, options.record);
    if (!entries) return console.refuse(entries.error());
    if (console.as_json()) {
        json::Array list;
        for (const auto& entry : *entries) list.push_back(to_json(entry));
        console.print(list);
        return Done;
    }
    Id<registry::Record> told;
    const bool is_one = entries->front().record == entries->back().record;
    for (const auto& entry : *entries) {
        if (!is_one && entry.record != told) say_record(console, entry.record);
        told = entry.record;
        const Text act = act_title(entry.act);
        const std::string at = entry.at.wall().text();
        const std::string reason = entry.reason.empty() ? "" : "：" + entry.reason;
        console.say(
            {fmt::format("第{}号变更 {} {} {}{}", entry.seq, at, entry.actor, act.zh, reason),
             fmt::format("Entry {} {} {} by {} {}", entry.seq, at, act.en, entry.actor,
                         entry.reason)});
        for (const auto& change : entry.changes) say_change(console, change);
    }
    return Done;
}

// What is looked for, and in which register; empty: in all.
struct Asked {
    std::string register_id;
    std::string words;
};

// "environment.inspection", whether there is such a register or not.
bool is_id(const std::string& text) {
    return text.front() >= 'a' && text.front() <= 'z' && text.find('.') != std::string::npos &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string::npos;
}

// The first of several words may name a register.
Asked asked_for(const registry::Catalogue& catalogue, const std::vector<std::string>& typed) {
    const std::string& first = typed.front();
    const bool is_register = typed.size() > 1 && !first.empty() &&
                             (is_id(first) || app::find_register(catalogue, first));
    const auto rest = typed.begin() + (is_register ? 1 : 0);
    return {is_register ? first : "", fmt::format("{}", fmt::join(rest, typed.end(), " "))};
}

int find(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto reader = (*store)->read();
    const auto asked = asked_for(reader->catalogue(), options.words);
    const auto found = app::find_records(actor_of(context, *reader), *reader, asked.register_id,
                                         asked.words, options.most);
    if (!found) return console.refuse(found.error());
    if (console.as_json()) {
        json::Array list;
        for (const auto& record : *found) list.push_back(to_json(record));
        console.print(list);
        return Done;
    }
    Table table({{{"台账", "Register"}}, {{"编号", "Number"}}, {{"记录", "Record"}}});
    for (const auto& record : *found) {
        table.add(
            {record.title.in(console.language()), std::to_string(record.id.number), record.label});
    }
    table.print(console.out(), console.language());
    console.note(
        {fmt::format("找到{}条。", found->size()), fmt::format("Found: {}.", found->size())});
    return Done;
}

// Declares commands below `record`, which all read the same options.
class Declaring {
public:
    Declaring(CLI::App& app, Context& context)
        : context_(context),
          words_(context.language),
          options_(context.hold<Options>()),
          record_(*app.add_subcommand("record", words_("登记、更正、查看记录", "Records"))) {
        record_.require_subcommand(1);
    }

    CLI::App* add(const char* name, const char* zh, const char* en) {
        auto* command = add_for_all(name, zh, en);
        command->add_option("REGISTER", options_.order.register_id, words_("台账", "The register"))
            ->required();
        return command;
    }

    // Without a register.
    CLI::App* add_for_all(const char* name, const char* zh, const char* en) {
        auto* command = record_.add_subcommand(name, words_(zh, en));
        add_office(*command, words_, options_.office)->required();
        return command;
    }

    void read_record(CLI::App* command) {
        command
            ->add_option("RECORD", options_.record,
                         words_("记录的编号，或它在台账中的代号",
                                "The record's number, or what the register knows it by"))
            ->required();
    }

    void read_fields(CLI::App* command) {
        command
            ->add_option(
                "FIELD", options_.fields,
                words_("项目=内容，如 日期=2021-05-13", "FIELD=TEXT, such as day=2021-05-13"))
            ->required();
    }

    void read_words(CLI::App* command) {
        command
            ->add_option("WORDS", options_.words,
                         words_("要找的词；前面可以写台账，不写的查全部台账",
                                "The words to find, behind a register or for all of them"))
            ->required();
        auto* most =
            command->add_option("--most", options_.most,
                                words_("每个台账最多列几条", "List at most, of each register"));
        require(most, whole_number(1, 10'000));
    }

    void read_moment(CLI::App* command) {
        command->add_option("--as-of", options_.as_of,
                            words_("按当时的账，如 2021-10-31 或 \"2021-10-31 17:30\"",
                                   "The books as they were, such as 2021-10-31 or "
                                   "\"2021-10-31 17:30\""));
    }

    void writes(CLI::App* command, const std::string& reason) {
        command->add_option("--reason", options_.order.reason, reason);
        command->add_option(
            "--key", options_.order.key,
            words_("提交标识：同一标识只办一次", "Request key: the same is done once"));
    }

    template <typename Run>
    void runs(CLI::App* command, Run run) {
        command->callback([&context = context_, &options = options_, run] {
            context.chosen = [&context, &options, run](Console& console) {
                return run(console, context, options);
            };
        });
    }

private:
    Context& context_;
    Words words_;
    Options& options_;
    CLI::App& record_;
};

}  // namespace

void add_record_commands(CLI::App& app, Context& context) {
    const Words words(context.language);
    Declaring declaring(app, context);

    auto* command = declaring.add("file", "登记一条记录", "File a record");
    declaring.read_fields(command);
    declaring.writes(command, words("依据或原因", "Why"));
    declaring.runs(command, file);

    command = declaring.add("correct", "更正一条记录", "Correct a record");
    declaring.read_record(command);
    declaring.read_fields(command);
    declaring.writes(command, words("依据或原因，必须写明", "Why; has to be said"));
    declaring.runs(command, correct);

    command = declaring.add("withdraw", "撤回一条记录", "Withdraw a record");
    declaring.read_record(command);
    declaring.writes(command, words("依据或原因，必须写明", "Why; has to be said"));
    declaring.runs(command, withdraw);

    command = declaring.add("show", "查看一条记录", "Show a record");
    declaring.read_record(command);
    declaring.read_moment(command);
    declaring.runs(command, show);

    command = declaring.add("history", "查看一条记录的来龙去脉", "Show a record's history");
    declaring.read_record(command);
    declaring.runs(command, history);

    command = declaring.add_for_all("find", "全文检索", "Find records by their words");
    declaring.read_words(command);
    declaring.runs(command, find);
}

}  // namespace qingshui::cmd
