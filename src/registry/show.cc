#include <optional>

#include <fmt/format.h>

#include "registry/grammar.h"
#include "registry/pack.h"

namespace qingshui::registry {

namespace {

// How a cell of a table of rates is written.
struct CellText {
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const qingshui::Decimal& number) const { return number.shortest(); }
    std::string operator()(const Date& date) const { return date.text(); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    template <typename Other>
    std::string operator()(const Other& /*none of a rate*/) const {
        return "";
    }
};

std::string type_text(const Field& field) {
    if (field.type == FieldType::Decimal) return fmt::format("decimal({})", field.scale);
    if (field.type == FieldType::Reference) return "ref:" + field.refers_to;
    return std::string(name(field.type));
}

std::string number_text(const std::optional<qingshui::Decimal>& number) {
    return number ? number->shortest() : "";
}

// Writes one line after another, indented.
class Showing {
public:
    Showing(const Catalogue& catalogue, Language language)
        : catalogue_(catalogue), language_(language) {}

    void show(const Pack& pack) {
        line(0, "{} ({}) {}", pack.title.in(language_), pack.id, pack.version);
        if (pack.chapter > 0) entry(1, {"章次", "chapter"}, fmt::to_string(pack.chapter));
        entry(1, {"引用", "requires"}, list(pack.needs));
        for (const Schema& schema : pack.registers) show(schema);
        for (const Rates& table : pack.rates) show(table);
        for (const Indicator& indicator : pack.indicators) show(indicator);
        for (const FigureCheck& check : pack.checks) {
            show({"勾稽", "Check"}, check, 1);
        }
        for (const Report& report : pack.reports) show(report);
    }

    std::string take() { return std::move(out_); }

private:
    void show(const Schema& schema) {
        line(1, "{} {} ({})", word({"台账", "Register"}), schema.title.in(language_), schema.id);
        entry(2, {"说明", "help"}, schema.help.in(language_));
        entry(2, {"区域", "area"}, schema.fields[schema.area].id);
        entry(2, {"日期", "day"}, schema.fields[schema.day].id);
        entry(2, {"称呼", "label"}, schema.label);
        for (const auto& key : schema.unique) {
            std::vector<std::string_view> ids;
            for (const std::size_t index : key) ids.push_back(schema.fields[index].id);
            entry(2, {"唯一", "unique"}, fmt::format("{}", fmt::join(ids, " + ")));
        }
        entry(2, {"可查看", "see"}, list(schema.see));
        entry(2, {"可填写", "write"}, list(schema.write));
        entry(2, {"保存", "retention"}, retention(schema.retention));
        for (const Field& field : schema.fields) show(field, 2);
        for (const Lines& lines : schema.lines) show(lines);
        for (const Check& check : schema.checks) show({"校验", "Check"}, check, 2);
    }

    void show(const Lines& lines) {
        line(2, "{} {} ({}) {}–{}", word({"子表", "Lines"}), lines.title.in(language_), lines.id,
             lines.least, lines.most);
        for (const Field& field : lines.fields) show(field, 3);
    }

    void show(const Field& field, int depth) {
        line(depth, "{} ({}) {}{}", field.title.in(language_), field.id, type_text(field),
             field.required ? word({" 必填", " required"}) : "");
        const int within = depth + 1;
        entry(within, {"说明", "help"}, field.help.in(language_));
        entry(within, {"单位", "unit"}, field.unit);
        for (const Choice& choice : field.choices) {
            entry(within, {"选项", "choice"},
                  fmt::format("{} {}", choice.code, choice.title.in(language_)));
        }
        std::vector<std::string> levels;
        for (const area::Level level : field.levels) levels.emplace_back(area::name(level));
        entry(within, {"层级", "levels"}, list(levels));
        entry(within, {"最小", "min"}, number_text(field.min));
        entry(within, {"最大", "max"}, number_text(field.max));
        if (field.length_max) {
            entry(within, {"字数", "length"}, fmt::to_string(*field.length_max));
        }
        if (field.mask != Mask::None) {
            const auto mask = static_cast<std::size_t>(field.mask) - 1;
            entry(within, {"遮盖", "mask"}, std::string(mask_words()[mask].word));
        }
        if (field.search) entry(within, {"检索", "search"}, word({"全文", "full text"}));
        entry(within, {"出处", "source"}, field.source);
        if (field.computed) entry(within, {"计算", "computed"}, field.computed->source());
    }

    // A check of records or of figures.
    template <typename Declared>
    void show(const Text& title, const Declared& check, int depth) {
        line(depth, "{} {}: {}", word(title), check.id, check.rule.source());
        entry(depth + 1, {"提示", "says"}, check.says.in(language_));
        entry(depth + 1, {"依据", "basis"}, check.basis);
    }

    void show(const Rates& table) {
        line(1, "{} {} ({})", word({"标准", "Rates"}), table.title.in(language_), table.id);
        for (const Field& field : table.fields) show(field, 2);
        for (const Rates::Row& row : table.rows) {
            std::vector<std::string> cells;
            for (std::size_t i = 0; i < row.values.size(); ++i) {
                if (is_empty(row.values[i])) continue;
                cells.push_back(table.fields[i].id + " = " + std::visit(CellText{}, row.values[i]));
            }
            line(2, "{}: {}", days(row.valid), fmt::join(cells, ", "));
            entry(3, {"依据", "basis"}, row.basis);
        }
    }

    void show(const Indicator& indicator) {
        const auto kind = indicator_kind_words()[static_cast<std::size_t>(indicator.kind)].word;
        line(1, "{} {} ({}) {} {}", word({"指标", "Indicator"}), indicator.title.in(language_),
             indicator.id, kind, indicator.unit.text);
        if (indicator.version > 1 || indicator.valid.from != Date::min() ||
            indicator.valid.to != Date::max()) {
            entry(2, {"版本", "version"},
                  fmt::format("{}, {}", indicator.version, days(indicator.valid)));
        }
        show_source(indicator);
        if (indicator.kind == IndicatorKind::Ratio) {
            entry(2, {"比率", "ratio"}, fmt::format("{} / {}", indicator.over, indicator.under));
            entry(2, {"小数", "scale"}, fmt::to_string(indicator.scale));
        }
        if (indicator.rule) entry(2, {"算法", "rule"}, indicator.rule->source());
        if (indicator.counts_level) {
            entry(2, {"数", "counts"}, std::string(area::name(*indicator.counts_level)));
        }
        entry(2, {"数", "counts"}, indicator.counts_indicator);
        if (!indicator.rate_table.empty()) {
            entry(2, {"标准", "rate"}, indicator.rate_table + "." + indicator.rate_column);
        }
        show_form(indicator);
        entry(2, {"依据", "basis"}, indicator.basis);
    }

    // Which records count, and how.
    void show_source(const Indicator& indicator) {
        const Schema* counted = catalogue_.schema(indicator.of);
        if (counted == nullptr) return;
        const auto field = [&](const std::optional<std::size_t>& index) {
            return index ? counted->fields[*index].id : "";
        };
        entry(2, {"台账", "of"}, indicator.of);
        if (indicator.where) entry(2, {"条件", "where"}, indicator.where->source());
        if (indicator.measure) entry(2, {"加数", "measure"}, indicator.measure->source());
        entry(2, {"日期", "day"}, field(indicator.day));
        entry(2, {"终止", "until"}, field(indicator.until));
        entry(2, {"分项", "split"}, field(indicator.split));
        entry(2, {"去重", "distinct"}, field(indicator.distinct));
    }

    // How the number is shown.
    void show_form(const Indicator& indicator) {
        if (indicator.unit.per != qingshui::Decimal::whole(1)) {
            entry(2, {"除以", "per"}, indicator.unit.per.shortest());
        }
        if (indicator.unit.decimals > 0) {
            entry(2, {"小数", "decimals"}, fmt::to_string(indicator.unit.decimals));
        }
        if (indicator.until_cutoff) entry(2, {"数到", "counted to"}, word({"截止日", "cutoff"}));
        if (!indicator.rounding) return;
        entry(2, {"余数", "rounding"},
              fmt::format("{} {}", indicator.rounding->to, indicator.rounding->word));
    }

    void show(const Report& report) {
        line(1, "{} {} ({})", word({"报告", "Report"}), report.title.in(language_), report.id);
        entry(2, {"标题", "heading"}, report.heading);
        entry(2, {"各章", "chapters"}, list(report.chapters));
        entry(2, {"框架", "text"}, report.file);
        entry(2, {"手写段落", "passages"}, report.passages);
    }

    // From a day to another; the calendar's own ends stand for "open".
    std::string days(const Period& valid) const {
        const bool is_open = valid.to == Date::max();
        if (valid.from == Date::min()) {
            return is_open ? word({"始终", "always"})
                           : word({"至 " + valid.to.text(), "to " + valid.to.text()});
        }
        const auto to = is_open ? word({"至今", "open"}) : valid.to.text();
        return fmt::format("{} – {}", valid.from.text(), to);
    }

    std::string retention(const Retention& kept) const {
        const auto span = kept.years ? Text{fmt::format("{}年", *kept.years),
                                            fmt::format("{} years", *kept.years)}
                                     : Text{"永久", "permanent"};
        return kept.basis.empty() ? "" : fmt::format("{} ({})", word(span), kept.basis);
    }

    std::string list(const std::vector<std::string>& words) const {
        return fmt::format("{}", fmt::join(words, word({"、", ", "})));
    }

    std::string word(const Text& text) const { return text.in(language_); }

    // What one key declares; nothing if it is not declared.
    void entry(int depth, const Text& key, const std::string& value) {
        if (value.empty()) return;
        line(depth, "{}{}{}", word(key), word({"：", ": "}), value);
    }

    template <typename... Parts>
    void line(int depth, fmt::format_string<Parts...> form, Parts&&... parts) {
        out_.append(static_cast<std::size_t>(depth) * 2, ' ');
        out_ += fmt::format(form, std::forward<Parts>(parts)...);
        out_ += '\n';
    }

    const Catalogue& catalogue_;
    Language language_;
    std::string out_;
};

}  // namespace

std::string show(const Catalogue& catalogue, Language language) {
    std::string out;
    for (const Pack& pack : catalogue.packs()) out += show(catalogue, pack, language);
    return out;
}

std::string show(const Catalogue& catalogue, const Pack& pack, Language language) {
    Showing showing(catalogue, language);
    showing.show(pack);
    return showing.take();
}

}  // namespace qingshui::registry
