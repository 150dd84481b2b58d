#include "registry/section.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/ensure.h"

namespace qingshui::registry {

namespace {

using Kind = Declared::Kind;

bool all_texts(const Declared& list) {
    return list.kind == Kind::List &&
           std::all_of(list.items.begin(), list.items.end(),
                       [](const Declared& item) { return item.kind == Kind::Text; });
}

bool all_tables(const Declared& list) {
    return list.kind == Kind::List &&
           std::all_of(list.items.begin(), list.items.end(),
                       [](const Declared& item) { return item.kind == Kind::Table; });
}

bool is_both(const Declared& value) {
    if (value.kind != Kind::Table || value.members.size() != 2) return false;
    const Declared* zh = value.find("zh");
    const Declared* en = value.find("en");
    const bool texts =
        zh != nullptr && en != nullptr && zh->kind == Kind::Text && en->kind == Kind::Text;
    return texts && !zh->text.empty() && !en->text.empty();
}

bool is_number(const Declared& value) {
    const bool kind =
        value.kind == Kind::Text || value.kind == Kind::Integer || value.kind == Kind::Decimal;
    return kind && Decimal::parse(value.text).has_value();
}

bool has_shape(const Declared& value, Shape shape) {
    switch (shape) {
        case Shape::Text: return value.kind == Kind::Text && !value.text.empty();
        case Shape::Both: return is_both(value);
        case Shape::Integer: return value.kind == Kind::Integer;
        case Shape::Number: return is_number(value);
        case Shape::Flag: return value.kind == Kind::Flag;
        case Shape::Date: return value.kind == Kind::Date;
        case Shape::FieldOrDate: return value.kind == Kind::Date || value.kind == Kind::Text;
        case Shape::Texts: return all_texts(value);
        case Shape::TextLists:
            return value.kind == Kind::List &&
                   std::all_of(value.items.begin(), value.items.end(), all_texts);
        case Shape::Unit: return value.kind == Kind::Text || value.kind == Kind::Table;
        case Shape::Part: return value.kind == Kind::Table;
        case Shape::NamedParts:
            return value.kind == Kind::Table &&
                   std::all_of(value.members.begin(), value.members.end(),
                               [](const auto& m) { return m.second.kind == Kind::Table; });
        case Shape::PartList: return all_tables(value);
    }
    return false;
}

Text wanted(Shape shape) {
    switch (shape) {
        case Shape::Text: return {"非空的文字，写在引号里", "a text in quotes, not empty"};
        case Shape::Both: return {"写有 zh 和 en 的表", "a table with zh and en"};
        case Shape::Integer: return {"整数", "a whole number"};
        case Shape::Number: return {"数", "a number"};
        case Shape::Flag: return {"true 或 false", "true or false"};
        case Shape::Date: return {"日期，不加引号", "a day, without quotes"};
        case Shape::FieldOrDate: return {"字段或日期", "a field or a day"};
        case Shape::Texts: return {"文字的列表", "a list of texts"};
        case Shape::TextLists: return {"列表的列表", "a list of lists"};
        case Shape::Unit: return {"文字或表", "a text or a table"};
        case Shape::Part: return {"一个表", "a table"};
        case Shape::NamedParts: return {"每个标识一个表", "one table per id"};
        case Shape::PartList: return {"表的列表", "a list of tables"};
    }
    return {};
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    return fmt::format("{}", fmt::join(words, separator));
}

bool has_word(std::string_view words, std::string_view word) {
    while (!words.empty()) {
        const std::size_t space = words.find(' ');
        if (words.substr(0, space) == word) return true;
        if (space == std::string_view::npos) break;
        words.remove_prefix(space + 1);
    }
    return false;
}

}  // namespace

std::vector<Refusal> PackFaults::take() {
    const auto key = [](const Refusal& fault) {
        return std::tie(fault.where.file, fault.where.row, fault.subject, fault.rule);
    };
    std::stable_sort(faults_.begin(), faults_.end(),
                     [&](const Refusal& a, const Refusal& b) { return key(a) < key(b); });
    faults_.erase(std::unique(faults_.begin(), faults_.end()), faults_.end());
    return std::move(faults_);
}

Section::Section(const PartRule& rules, const Declared& declared, std::string file,
                 std::string path, PackFaults& faults)
    : rules_(&rules),
      declared_(&declared),
      file_(std::move(file)),
      path_(std::move(path)),
      faults_(&faults) {}

void Section::check() const {
    check_unknown();
    for (const KeyRule& rule : rules_->keys) check_key(rule);
}

void Section::check_unknown() const {
    if (rules_->open) return;
    std::vector<std::string> known;
    for (const KeyRule& rule : rules_->keys) known.emplace_back(rule.name);
    for (const auto& [key, value] : declared_->members) {
        if (rule(key) != nullptr) continue;
        fault(key, "pack.unknown_key",
              {fmt::format("{} 里没有“{}”这个键", rules_->heading, key),
               fmt::format("{} has no key \"{}\"", rules_->heading, key)},
              suggestion(key, known));
    }
}

void Section::check_key(const KeyRule& rule) const {
    const Declared* found = declared_->find(rule.name);
    const std::string example(rule.example);
    if (found == nullptr) {
        if (!rule.required || !applies(rule)) return;
        return fault("", "pack.missing_key",
                     {fmt::format("{} 缺少“{}”（{}）", rules_->heading, rule.name, rule.zh),
                      fmt::format("{} lacks \"{}\" ({})", rules_->heading, rule.name, rule.en)},
                     {"请加上，例如：" + example, "Add it, for example: " + example});
    }
    if (!applies(rule)) {
        const std::string word = told_word();
        return fault(
            rule.name, "pack.misplaced_key",
            {fmt::format("“{}”不能用在 {} = \"{}\" 里", rule.name, rules_->told_by, word),
             fmt::format("\"{}\" does not go with {} = \"{}\"", rule.name, rules_->told_by, word)},
            {fmt::format("请删去，或把 {} 改为：{}", rules_->told_by, rule.only),
             fmt::format("Remove it, or make {} one of: {}", rules_->told_by, rule.only)});
    }
    if (!has_shape(*found, rule.shape)) {
        const Text kind = wanted(rule.shape);
        return fault(rule.name, "pack.wrong_type",
                     {fmt::format("“{}”应为{}", rule.name, kind.zh),
                      fmt::format("\"{}\" must be {}", rule.name, kind.en)},
                     {"请写成：" + example, "Write: " + example});
    }
    check_within(rule, *found);
}

void Section::check_within(const KeyRule& rule, const Declared& found) const {
    if (rule.part.empty() || found.kind == Kind::Text) return;
    const std::string step(rule.name);
    if (rule.shape == Shape::NamedParts) {
        for (const auto& [id, table] : found.members) {
            within(rule, table, step + "." + id).check();
        }
        return;
    }
    for (const Declared& item : found.items) {
        const auto number = static_cast<std::size_t>(&item - found.items.data()) + 1;
        within(rule, item, fmt::format("{}[{}]", step, number)).check();
    }
    if (found.kind == Kind::Table) within(rule, found, step).check();
}

Section Section::within(const KeyRule& rule, const Declared& declared, std::string step) const {
    return {part_rule(rule.part), declared, file_, path_.empty() ? step : path_ + "." + step,
            *faults_};
}

std::string Section::told_word() const {
    const Declared* told = declared_->find(rules_->told_by);
    if (told == nullptr) return std::string(rules_->told_default);
    return told->text.substr(0, told->text.find_first_of("(:"));
}

// A key goes with every word that its part does not know: that word is the mistake then.
bool Section::applies(const KeyRule& rule) const {
    if (rule.only.empty()) return true;
    const std::string word = told_word();
    const auto knows = [&](const KeyRule& other) { return has_word(other.only, word); };
    const bool known = rules_->told_by == "type"
                           ? parse_field_type(word).has_value()
                           : std::any_of(rules_->keys.begin(), rules_->keys.end(), knows);
    if (!known) return declared_->find(rule.name) != nullptr;
    return has_word(rule.only, word);
}

const KeyRule* Section::rule(std::string_view key) const {
    for (const KeyRule& rule : rules_->keys) {
        if (rule.name == key) return &rule;
    }
    return nullptr;
}

const Declared* Section::value(std::string_view key) const {
    const KeyRule* known = rule(key);
    ensure(known != nullptr, "only keys of the grammar are read");
    const Declared* found = declared_->find(key);
    if (found == nullptr || !applies(*known) || !has_shape(*found, known->shape)) return nullptr;
    return found;
}

std::string Section::text(std::string_view key) const {
    const Declared* found = value(key);
    return found != nullptr && found->kind == Kind::Text ? found->text : "";
}

Text Section::both(std::string_view key) const {
    const Declared* found = value(key);
    if (found == nullptr) return {};
    return {found->find("zh")->text, found->find("en")->text};
}

std::optional<std::int64_t> Section::integer(std::string_view key) const {
    const Declared* found = value(key);
    return found != nullptr ? std::optional(found->integer) : std::nullopt;
}

std::optional<Decimal> Section::number(std::string_view key) const {
    const Declared* found = value(key);
    return found != nullptr ? Decimal::parse(found->text) : std::nullopt;
}

bool Section::flag(std::string_view key) const {
    const Declared* found = value(key);
    return found != nullptr && found->flag;
}

std::optional<Date> Section::date(std::string_view key) const {
    const Declared* found = value(key);
    if (found == nullptr || found->kind != Kind::Date) return std::nullopt;
    return found->date;
}

std::vector<std::string> Section::texts(std::string_view key) const {
    std::vector<std::string> all;
    const Declared* found = value(key);
    if (found == nullptr) return all;
    for (const Declared& item : found->items) all.push_back(item.text);
    return all;
}

std::vector<std::vector<std::string>> Section::text_lists(std::string_view key) const {
    std::vector<std::vector<std::string>> all;
    const Declared* found = value(key);
    if (found == nullptr) return all;
    for (const Declared& list : found->items) {
        auto& texts = all.emplace_back();
        for (const Declared& item : list.items) texts.push_back(item.text);
    }
    return all;
}

std::optional<Section> Section::part(std::string_view key) const {
    const Declared* found = value(key);
    if (found == nullptr || found->kind != Kind::Table) return std::nullopt;
    return within(*rule(key), *found, std::string(key));
}

std::vector<std::pair<std::string, Section>> Section::named_parts(std::string_view key) const {
    std::vector<std::pair<std::string, Section>> all;
    const Declared* found = value(key);
    if (found == nullptr) return all;
    for (const auto& [id, table] : found->members) {
        all.emplace_back(id, within(*rule(key), table, std::string(key) + "." + id));
    }
    return all;
}

std::vector<Section> Section::parts(std::string_view key) const {
    std::vector<Section> all;
    const Declared* found = value(key);
    if (found == nullptr) return all;
    for (const Declared& item : found->items) {
        all.push_back(within(*rule(key), item, fmt::format("{}[{}]", key, all.size() + 1)));
    }
    return all;
}

int Section::line(std::string_view key) const {
    const Declared* found = declared_->find(key);
    return found != nullptr ? found->line : declared_->line;
}

void Section::fault(std::string_view key, std::string rule, Text says, Text remedy) const {
    fault(key, Refusal{Reason::Invalid, std::move(rule), "", std::move(says), std::move(remedy)});
}

void Section::fault(std::string_view key, Refusal refusal) const {
    refusal.subject = path_;
    if (!key.empty()) refusal.subject += (path_.empty() ? "" : ".") + std::string(key);
    refusal.where.file = file_;
    refusal.where.row = line(key);
    faults_->add(std::move(refusal));
}

Text Section::suggestion(std::string_view word, const std::vector<std::string>& words) {
    const auto near = chinese::nearest(word, words, 1);
    if (!near.empty()) {
        return {fmt::format("是不是“{}”？", near[0]), fmt::format("Did you mean \"{}\"?", near[0])};
    }
    if (words.empty()) return {"这里还没有可写的名字", "There is nothing to name here yet"};
    constexpr std::size_t kShownMax = 40;
    if (words.size() > kShownMax) {
        const std::vector<std::string> some(words.begin(), words.begin() + kShownMax);
        return {"可写：" + joined(some, "、") + " 等",
                "Write one of: " + joined(some, ", ") + ", …"};
    }
    return {"可写：" + joined(words, "、"), "Write one of: " + joined(words, ", ")};
}

}  // namespace qingshui::registry
