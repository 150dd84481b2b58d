#include <fmt/format.h>

#include "registry/grammar.h"
#include "registry/pack.h"

namespace qingshui::registry {

namespace {

// Writes one line after another, indented.
class Showing {
public:
    explicit Showing(Language language) : language_(language) {}

    void show(const Pack& pack) {
        line(0, "{} ({}) {}", pack.title.in(language_), pack.id, pack.version);
        for (const Schema& schema : pack.registers) show(schema);
        for (const Rates& table : pack.rates) {
            line(1, "{} {} ({}) {}", word("标准", "Rates"), table.title.in(language_), table.id,
                 rows(table.rows.size()));
        }
        for (const Indicator& indicator : pack.indicators) show(indicator);
        for (const FigureCheck& check : pack.checks) {
            line(1, "{} {}: {}", word("勾稽", "Check"), check.id, check.rule.source());
        }
        for (const Report& report : pack.reports) {
            line(1, "{} {} ({}): {}", word("报告", "Report"), report.title.in(language_), report.id,
                 fmt::join(report.chapters, ", "));
        }
    }

    std::string take() { return std::move(out_); }

private:
    void show(const Schema& schema) {
        line(1, "{} {} ({})", word("台账", "Register"), schema.title.in(language_), schema.id);
        for (const Field& field : schema.fields) show(field, 2);
        for (const Lines& lines : schema.lines) {
            line(2, "{} {} ({}) {}–{}", word("子表", "Lines"), lines.title.in(language_), lines.id,
                 lines.least, lines.most);
            for (const Field& field : lines.fields) show(field, 3);
        }
        for (const auto& key : schema.unique) {
            std::vector<std::string_view> ids;
            for (const std::size_t index : key) ids.push_back(schema.fields[index].id);
            line(2, "{} {}", word("唯一", "Unique"), fmt::join(ids, " + "));
        }
        for (const Check& check : schema.checks) {
            line(2, "{} {}: {}", word("校验", "Check"), check.rule.source(),
                 check.says.in(language_));
        }
    }

    void show(const Field& field, int depth) {
        std::string type(name(field.type));
        if (field.type == FieldType::Decimal) type = fmt::format("decimal({})", field.scale);
        if (field.type == FieldType::Reference) type = "ref:" + field.refers_to;
        std::string rest;
        if (field.required) rest += word(" 必填", " required");
        if (!field.unit.empty()) rest += " " + field.unit;
        if (field.computed) rest += " = " + field.computed->source();
        std::vector<std::string_view> codes;
        for (const Choice& choice : field.choices) codes.push_back(choice.code);
        if (!codes.empty()) rest += fmt::format(" [{}]", fmt::join(codes, " "));
        line(depth, "{} ({}) {}{}", field.title.in(language_), field.id, type, rest);
    }

    void show(const Indicator& indicator) {
        const auto kind = indicator_kind_words()[static_cast<std::size_t>(indicator.kind)].word;
        line(1, "{} {} ({}) {} {}", word("指标", "Indicator"), indicator.title.in(language_),
             indicator.id, kind, indicator.unit.text);
        if (indicator.version > 1 || indicator.valid.to != Date::max()) {
            line(2, "{} {}: {} – {}", word("版本", "version"), indicator.version,
                 indicator.valid.from.text(), indicator.valid.to.text());
        }
        if (!indicator.of.empty()) line(2, "of {}", indicator.of);
        if (indicator.where) line(2, "where {}", indicator.where->source());
        if (indicator.measure) line(2, "measure {}", indicator.measure->source());
        if (indicator.rule) line(2, "rule {}", indicator.rule->source());
        if (!indicator.over.empty()) line(2, "{} / {}", indicator.over, indicator.under);
        if (indicator.counts_level) line(2, "counts {}", area::name(*indicator.counts_level));
        if (!indicator.counts_indicator.empty()) line(2, "counts {}", indicator.counts_indicator);
        if (!indicator.rate_table.empty()) {
            line(2, "rate {}.{}", indicator.rate_table, indicator.rate_column);
        }
    }

    std::string rows(std::size_t count) const {
        return language_ == Language::English ? fmt::format("{} row(s)", count)
                                              : fmt::format("{}行", count);
    }
    std::string word(const char* zh, const char* en) const {
        return language_ == Language::English ? en : zh;
    }
    template <typename... Parts>
    void line(int depth, fmt::format_string<Parts...> form, Parts&&... parts) {
        out_.append(static_cast<std::size_t>(depth) * 2, ' ');
        out_ += fmt::format(form, std::forward<Parts>(parts)...);
        out_ += '\n';
    }

    Language language_;
    std::string out_;
};

}  // namespace

std::string show(const Catalogue& catalogue, Language language) {
    Showing showing(language);
    for (const Pack& pack : catalogue.packs()) showing.show(pack);
    return showing.take();
}

}  // namespace qingshui::registry
