#include "base/refusal.h"

#include "base/chinese.h"
#include "base/sentence.h"

namespace qingshui {
namespace {

std::string place(const Where& where, Language language) {
    const bool is_english = language == Language::English;
    std::string text = where.file;
    const auto append = [&text](const std::string& part) {
        if (!text.empty()) text += ' ';
        text += part;
    };
    if (where.row > 0) {
        const std::string row = std::to_string(where.row);
        append(is_english ? "row " + row : "第" + row + "行");
    }
    if (!where.column.empty()) {
        const std::string column = chinese::shortened(where.column);
        append(is_english ? "column \"" + column + "\"" : "“" + column + "”列");
    }
    if (!where.value.empty()) {
        const std::string value = chinese::shortened(where.value);
        append(is_english ? "\"" + value + "\"" : "“" + value + "”");
    }
    if (!text.empty()) text += is_english ? ": " : "：";
    return with_inner_quotes(text);
}

void append_words(const Refusal& refusal, Language language, std::size_t depth, std::string& out) {
    const std::string indent(depth * 2, ' ');
    const std::string says = sentence(refusal.says).in(language);
    out += indent + place(refusal.where, language) + (says.empty() ? refusal.rule : says) + '\n';
    const std::string remedy = sentence(refusal.remedy).in(language);
    if (!remedy.empty()) out += indent + "  " + remedy + '\n';
    for (const Refusal& fault : refusal.faults) {
        append_words(fault, language, depth + 1, out);
    }
}

}  // namespace

std::string words(const Refusal& refusal, Language language) {
    std::string out;
    append_words(refusal, language, 0, out);
    return out;
}

std::string clause(const Refusal& refusal, Language language) {
    const std::string& says = refusal.says.in(language);
    return place(refusal.where, language) + (says.empty() ? refusal.rule : says);
}

}  // namespace qingshui
