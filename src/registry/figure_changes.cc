#include "registry/figure_changes.h"

#include <map>

#include <fmt/format.h>

#include "registry/field_list.h"

namespace qingshui::registry {

namespace {

// What decides which records an indicator counts and how much, in one text: if it differs,
// figures differ. Decimals of the register may have grown; that changes no figure.
std::string definition(const Catalogue& catalogue, const Indicator& indicator) {
    const Schema* schema = catalogue.schema(indicator.of);
    const auto field = [&](const std::optional<std::size_t>& index) {
        return schema != nullptr && index ? schema->fields[*index].id : std::string();
    };
    const auto source = [](const std::optional<expr::Expression>& rule) {
        return rule ? rule->print() : std::string();
    };
    std::string text =
        fmt::format("{}|{}|{}|{}|{}|{}|{}", static_cast<int>(indicator.kind), indicator.of,
                    source(indicator.where), source(indicator.measure), field(indicator.until),
                    field(indicator.split), field(indicator.distinct));
    if (schema != nullptr) {
        text += "|" + field(indicator.day.value_or(schema->day)) + "|" + field(schema->area);
    }
    text += fmt::format("|{}|{}|{}", indicator.over, indicator.under, source(indicator.rule));
    for (const auto& [name, id] : indicator.reads) text += fmt::format("|{}={}", name, id);
    if (indicator.kind == IndicatorKind::Ratio) text += fmt::format("|{}", indicator.scale);
    text += indicator.counts_level ? area::name(*indicator.counts_level) : "";
    text += fmt::format("|{}|{}|{}", indicator.counts_indicator, indicator.rate_table,
                        indicator.rate_column);
    return text;
}

// The computed fields that an indicator reads, also by way of others, each with its rule.
class ComputedReads {
public:
    ComputedReads(const Catalogue& catalogue, const Indicator& indicator)
        : schema_(catalogue.schema(indicator.of)) {
        if (schema_ == nullptr) return;
        for (const auto* rule : {&indicator.where, &indicator.measure}) {
            if (*rule) follow(**rule, "");
        }
        for (const auto& index :
             {indicator.until, indicator.split, indicator.distinct,
              std::optional(indicator.day.value_or(schema_->day)), std::optional(schema_->area)}) {
            if (index) read(schema_->fields[*index].id);
        }
    }

    const std::map<std::string, std::string>& rules() const { return rules_; }
    Text title_of(const std::string& path) const {
        const auto dot = path.find('.');
        if (dot == std::string::npos) return find_field(schema_->fields, path)->title;
        const auto& lines = schema_->lines[*schema_->lines_position(path.substr(0, dot))];
        return find_field(lines.fields, path.substr(dot + 1))->title;
    }

private:
    // `within`: the sub-table whose line the expression is about; empty: the record.
    void follow(const expr::Expression& rule, const std::string& within) {
        for (const std::string& name : rule.reads()) read(within + name);
    }

    void read(const std::string& path) {
        const auto dot = path.find('.');
        const bool is_line = dot != std::string::npos;
        const auto position = schema_->lines_position(path.substr(0, dot));
        if (is_line && !position) return;
        const auto& fields = is_line ? schema_->lines[*position].fields : schema_->fields;
        const Field* field = find_field(fields, is_line ? path.substr(dot + 1) : path);
        if (field == nullptr || !field->computed) return;
        if (!rules_.emplace(path, field->computed->print()).second) return;
        follow(*field->computed, is_line ? path.substr(0, dot + 1) : "");
    }

    const Schema* schema_;
    std::map<std::string, std::string> rules_;  // By path: "people", "officers.pay".
};

// What the reader of a figure sees of its definition, but for its decimals.
std::string appearance(const Indicator& indicator) {
    const auto& rounding = indicator.rounding;
    return fmt::format("{}|{}|{}|{}", indicator.unit.text, indicator.unit.per.shortest(),
                       indicator.until_cutoff,
                       rounding ? fmt::format("{}{}", rounding->to, rounding->word) : "");
}

bool keeps_all(const Indicator& indicator) {
    return indicator.unit.decimals >= exact_decimals(indicator);
}

// Figures that are not rounded stay as they are when what they count has more decimals.
bool looks_alike(const Indicator& before, const Indicator& after) {
    const bool is_rounded_alike =
        before.unit.decimals == after.unit.decimals || (keeps_all(before) && keeps_all(after));
    return is_rounded_alike && appearance(before) == appearance(after);
}

class FigureChanges {
public:
    FigureChanges(const Catalogue& in_use, const Catalogue& wanted, std::vector<Refusal>& faults,
                  std::vector<Text>& notes)
        : in_use_(in_use), wanted_(wanted), faults_(faults), notes_(notes) {}

    void compare_indicators() {
        for (const Pack& pack : in_use_.packs()) {
            for (const Indicator& before : pack.indicators) {
                const Indicator* after = wanted_.version(before.id, before.version);
                after == nullptr ? lose_indicator(before) : compare(before, *after);
            }
        }
    }

    void compare_rates() {
        for (const Pack& pack : in_use_.packs()) {
            for (const Rates& before : pack.rates) {
                const Rates* after = wanted_.rates(before.id);
                after == nullptr ? lose_rates(before) : compare(before, *after);
            }
        }
    }

private:
    void fault(std::string rule, std::string subject, Text says, Text remedy) {
        faults_.push_back({Reason::Conflict, std::move(rule), std::move(subject), std::move(says),
                           std::move(remedy)});
    }

    void lose(std::string subject, Text says, Text remedy) {
        fault("packs.would_lose", std::move(subject), std::move(says), std::move(remedy));
    }

    void lose_indicator(const Indicator& indicator) {
        lose(indicator.id,
             {fmt::format("指标“{}”第{}版不见了，以前的报告无法再核对", indicator.title.zh,
                          indicator.version),
              fmt::format("Version {} of the indicator \"{}\" is gone: earlier reports could not "
                          "be checked any more",
                          indicator.version, indicator.title.en)},
             {"请放回去；旧的定义写在 earlier 里",
              "Put it back; earlier definitions stand in earlier"});
    }

    void compare(const Indicator& before, const Indicator& after) {
        compare_validity(before, after);
        const bool same =
            definition(in_use_, before) == definition(wanted_, after) && looks_alike(before, after);
        if (same) return compare_computed(before, after);
        const std::string id = after.id.substr(after.id.find('.') + 1);
        fault("packs.indicator_version", after.id,
              {fmt::format("指标“{}”的定义变了，版本却仍是{}，以前的数字会悄悄改变", after.title.zh,
                           after.version),
               fmt::format("The indicator \"{}\" is defined otherwise under the same version {}: "
                           "its past figures would change unseen",
                           after.title.en, after.version)},
              {fmt::format("请把旧定义移到 [[indicator.{}.earlier]]，新定义写上 version = {} 和 "
                           "from = 起用日期",
                           id, after.version + 1),
               fmt::format("Move the old definition to [[indicator.{}.earlier]] and give the new "
                           "one version = {} and from = its first day",
                           id, after.version + 1)});
    }

    // The days of a version stay, but for an end left open, which a later version closes.
    void compare_validity(const Indicator& before, const Indicator& after) {
        const bool has_from = before.valid.from == Date::min() ||  // None was written.
                              before.valid.from == after.valid.from;
        const bool has_to = before.valid.to == Date::max() || before.valid.to == after.valid.to;
        if (has_from && has_to) return;
        fault("packs.indicator_version", after.id,
              {fmt::format("指标“{}”第{}版原来{}，现在改成{}，以前的数字会悄悄改用别的定义",
                           after.title.zh, after.version, days(before.valid, Language::Chinese),
                           days(after.valid, Language::Chinese)),
               fmt::format("Version {} of the indicator \"{}\" was in force {} and would be {}: "
                           "past figures would follow another definition unseen",
                           after.version, after.title.en, days(before.valid, Language::English),
                           days(after.valid, Language::English))},
              {"请把 from、until 改回去；没有写 until 的，可由下一版的 from 结束",
               "Put from and until back; an end left open may be closed by the next version's "
               "from"});
    }

    static std::string days(const Period& valid, Language language) {
        const bool is_zh = language == Language::Chinese;
        if (valid.from == Date::min() && valid.to == Date::max()) {
            return is_zh ? "一直有效" : "always";
        }
        const auto from = valid.from == Date::min() ? "" : valid.from.text();
        const auto to = valid.to == Date::max() ? "" : valid.to.text();
        if (is_zh) {
            return (from.empty() ? "" : "自" + from + "起") + (to.empty() ? "" : "至" + to + "止");
        }
        const std::string start = from.empty() ? "" : "from " + from;
        return start + (to.empty() ? "" : (start.empty() ? "until " : " until ") + to);
    }

    void compare_computed(const Indicator& before, const Indicator& after) {
        const ComputedReads old(in_use_, before);
        const ComputedReads now(wanted_, after);
        for (const auto& [path, rule] : old.rules()) {
            const auto found = now.rules().find(path);
            if (found != now.rules().end() && found->second == rule) continue;
            const Text title = old.title_of(path);
            fault("packs.indicator_version", after.id,
                  {fmt::format("指标“{}”第{}版要用字段“{}”，它的算法变了，以前的数字会悄悄改变",
                               after.title.zh, after.version, title.zh),
                   fmt::format("Version {} of the indicator \"{}\" reads the field \"{}\", which "
                               "is computed otherwise now: past figures would change unseen",
                               after.version, after.title.en, title.en)},
                  {fmt::format("请把这个字段改回去，另加一个新标识的计算字段，由第{}版使用",
                               after.version + 1),
                   fmt::format("Put the field back, add a computed one with a new id and let "
                               "version {} read that",
                               after.version + 1)});
        }
    }

    void lose_rates(const Rates& rates) {
        lose(rates.id,
             {fmt::format("标准“{}”不见了，以前的数字无法再核对", rates.title.zh),
              fmt::format("The rates \"{}\" are gone: past figures could not be checked any more",
                          rates.title.en)},
             {"请放回去；不再使用的，给各行写上 until",
              "Put them back; what is no longer in force gets an until"});
    }

    void compare(const Rates& before, const Rates& after) {
        for (const Field& column : before.fields) {
            if (find_field(after.fields, column.id) != nullptr) continue;
            return lose(before.id + "." + column.id,
                        {fmt::format("标准“{}”的列“{}”不见了，以前的数字无法再核对",
                                     before.title.zh, column.title.zh),
                         fmt::format("The column \"{}\" of the rates \"{}\" is gone: past figures "
                                     "could not be checked any more",
                                     column.title.en, before.title.en)},
                        {"请放回去", "Put it back"});
        }
        for (const Rates::Row& row : before.rows) {
            const Rates::Row* kept = same_row(before, row, after);
            if (kept == nullptr) {
                change_row(before, row);
            } else if (kept->valid.to < row.valid.to) {
                notes_.push_back(
                    {fmt::format("标准“{}”的一行自{}后不再有效，此后各期的数字随之改变",
                                 after.title.zh, kept->valid.to.text()),
                     fmt::format("A row of the rates \"{}\" is out of force after {}; figures of "
                                 "later days follow",
                                 after.title.en, kept->valid.to.text())});
            }
        }
    }

    // The row that says what `row` said, from the same day on: until the same day too, or
    // until an end that was left open.
    static const Rates::Row* same_row(const Rates& before, const Rates::Row& row,
                                      const Rates& after) {
        for (const Rates::Row& each : after.rows) {
            const bool has_days = each.valid.from == row.valid.from &&
                                  (each.valid.to == row.valid.to || row.valid.to == Date::max());
            bool is_same = has_days;
            for (std::size_t index = 0; is_same && index < before.fields.size(); ++index) {
                const auto column = index_of(after.fields, before.fields[index].id);
                is_same = each.values[*column] == row.values[index];
            }
            if (is_same) return &each;
        }
        return nullptr;
    }

    void change_row(const Rates& rates, const Rates::Row& row) {
        fault("packs.rates_row", rates.id,
              {fmt::format("标准“{}”{}的一行变了或不见了，以前的数字会悄悄改变", rates.title.zh,
                           days(row.valid, Language::Chinese)),
               fmt::format("A row of the rates \"{}\" ({}) was changed or is gone: past figures "
                           "would change unseen",
                           rates.title.en, days(row.valid, Language::English))},
              {"请改回去；新的数值另写一行，写上 from，给原来的一行写上 until",
               "Put it back; write new values in a row of their own with a from, and give the old "
               "row an until"});
    }

    const Catalogue& in_use_;
    const Catalogue& wanted_;
    std::vector<Refusal>& faults_;
    std::vector<Text>& notes_;
};

}  // namespace

void compare_figures(const Catalogue& in_use, const Catalogue& wanted, std::vector<Refusal>& faults,
                     std::vector<Text>& notes) {
    FigureChanges changes(in_use, wanted, faults, notes);
    changes.compare_indicators();
    changes.compare_rates();
}

}  // namespace qingshui::registry
