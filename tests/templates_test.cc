// docs/packs.md names what templates may say (registry/template_rules.cc), the parser knows it
// (report/tags.cc): the two are held against each other here.

#include <gtest/gtest.h>

#include "registry/grammar.h"
#include "report/layout.h"
#include "report/tags.h"

namespace qingshui {
namespace {

// What the examples of the reference speak of.
constexpr const char* kPack = R"toml([pack]
id = "sample"
title = { zh = "样例", en = "Sample" }
version = "1"

[register.problem]
title = { zh = "问题", en = "Problems" }
area = "place"
day = "found_on"
label = "{code}"
unique = [["code"]]
retention = { permanent = true, basis = "x" }
fields = [
  { id = "code", type = "text", zh = "编号", en = "Code", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "found_on", type = "date", zh = "日期", en = "Day", required = true },
  { id = "due", type = "date", zh = "期限", en = "Due" },
  { id = "closed_on", type = "date", zh = "办结", en = "Closed" },
  { id = "topic", type = "choice", zh = "类别", en = "Topic", choices = [
    { code = "water", zh = "水", en = "Water" }] },
  { id = "of", type = "ref:sample.problem", zh = "所属", en = "Of" },
]
[indicator.disputes]
title = { zh = "纠纷", en = "Disputes" }
unit = "起"
of = "problem"
split = "topic"
[indicator.x]
title = { zh = "面积", en = "Ground" }
unit = "平方米"
of = "problem"
[indicator.houses]
title = { zh = "户数", en = "Houses" }
unit = "户"
of = "problem"
split = "of"
)toml";

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

TEST(TemplateRules, AreExamplesThatTheParserTakes) {
    const auto catalogue = registry::Catalogue::read({{"sample", {{"pack.toml", kPack}}}});
    ASSERT_TRUE(catalogue) << words(catalogue.error(), Language::English);
    for (const auto& rule : registry::template_rules()) {
        for (const auto form : {rule.form, rule.english}) {
            for (const auto& line : lines_of(form)) {
                const auto layout =
                    report::parse_layout(*catalogue, {"a.md", "sample", "sample", true}, line);
                EXPECT_TRUE(layout) << line << "\n" << words(layout.error(), Language::English);
            }
        }
    }
}

// Does an example have the word by itself: behind a bar, a space or braces?
bool has_word(std::string_view text, std::string_view word) {
    constexpr std::string_view kEnds = " {}|\n";
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || kEnds.find(text[at - 1]) != std::string_view::npos;
        const auto end = at + word.size();
        if (begins && (end == text.size() || kEnds.find(text[end]) != std::string_view::npos)) {
            return true;
        }
    }
    return false;
}

// In one example both words: the Chinese in its form, the English in the English one.
bool is_told(const report::TagWord& word, std::string_view beginning) {
    for (const auto& rule : registry::template_rules()) {
        const auto english = rule.english.empty() ? rule.form : rule.english;
        if (!rule.form.starts_with(beginning)) continue;
        if (has_word(rule.form, word.zh) && has_word(english, word.en)) return true;
    }
    return false;
}

TEST(TemplateRules, NameEveryWordThatTheParserKnows) {
    for (const auto& word : report::option_words()) {
        EXPECT_TRUE(is_told(word, "{{x |") || is_told(word, "{{disputes |")) << word.zh;
    }
    for (const auto& word : report::each_words()) EXPECT_TRUE(is_told(word, "{{#each")) << word.zh;
    EXPECT_TRUE(is_told(report::kElse, "{{#if"));
    EXPECT_TRUE(is_told(report::kAny, "{{#if"));
    EXPECT_TRUE(is_told(report::kWhole, "{{#if"));
    for (const auto slot : report::slot_words()) EXPECT_TRUE(is_told({slot, slot}, "{{")) << slot;
    for (const std::string_view tag : {"{{text ", "{{chapters}}", "{{#each ", "{{/each}}"}) {
        EXPECT_NE(registry::reference().find(tag), std::string::npos) << tag;
    }
}

}  // namespace
}  // namespace qingshui
