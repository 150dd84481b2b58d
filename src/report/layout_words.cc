#include "report/layout_words.h"

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/plural.h"

namespace qingshui::report {

namespace {

// “a”、“b” in Chinese; “a”, “b” in English.
Text quoted(const std::vector<std::string>& words) {
    if (words.empty()) return {};
    return {fmt::format("“{}”", fmt::join(words, "”、“")),
            fmt::format("“{}”", fmt::join(words, "”, “"))};
}

// "Perhaps you meant …", or else what there is, or else `otherwise`.
Text nearest_of(std::string_view word, const std::vector<std::string>& all, Text otherwise) {
    const auto near = quoted(chinese::nearest(word, all));
    if (!near.zh.empty()) {
        return {fmt::format("您要写的可能是{}", near.zh),
                fmt::format("Perhaps you meant {}", near.en)};
    }
    constexpr std::size_t kListed = 20;
    if (all.empty() || all.size() > kListed) return otherwise;
    const auto listed = quoted(all);
    return {fmt::format("可用的有{}", listed.zh), fmt::format("Use one of {}", listed.en)};
}

std::vector<std::string> field_ids(const registry::Schema& schema) {
    std::vector<std::string> ids;
    for (const auto& field : schema.fields) ids.push_back(field.id);
    return ids;
}

}  // namespace

Refusal unclosed_tag() {
    return {.rule = "report.unclosed",
            .says = {"“{{”没有与它成对的“}}”", "This “{{” has no “}}”"},
            .remedy = {"请补上“}}”", "Close it with “}}”"}};
}

Refusal unclosed_each(std::string_view register_name) {
    return {.rule = "report.unclosed",
            .subject = std::string(register_name),
            .says = {fmt::format("列表“{{{{#each {}}}}}”没有结束", register_name),
                     fmt::format("The list “{{{{#each {}}}}}” has no end", register_name)},
            .remedy = {"请在列表之后另起一行写“{{/each}}”",
                       "Write “{{/each}}” on a line of its own after the list"}};
}

Refusal closing_without_each() {
    return {
        .rule = "report.unclosed",
        .says = {"“{{/each}}”之前没有“{{#each …}}”",
                 "There is no “{{#each …}}” before this “{{/each}}”"},
        .remedy = {"请删去它，或补上列表的开头", "Remove it, or write the beginning of the list"}};
}

Refusal unclosed_if(std::string_view figure) {
    return {.rule = "report.unclosed",
            .subject = std::string(figure),
            .says = {fmt::format("“{{{{#if {}}}}}”没有结束", figure),
                     fmt::format("“{{{{#if {}}}}}” has no end", figure)},
            .remedy = {"请在这段文字之后写“{{/if}}”", "Write “{{/if}}” after its words"}};
}

Refusal closing_without_if() {
    return {
        .rule = "report.unclosed",
        .says = {"“{{/if}}”之前没有“{{#if …}}”", "There is no “{{#if …}}” before this “{{/if}}”"},
        .remedy = {"请删去它，或补上“{{#if 指标}}”", "Remove it, or write “{{#if FIGURE}}”"}};
}

Refusal nested_blocks() {
    return {.rule = "report.if",
            .says = {"“{{#if}}”里不能写列表", "An “{{#if}}” cannot hold a list"},
            .remedy = {"请先用“{{/if}}”结束前一段", "End the one before with “{{/if}}” first"}};
}

Refusal too_deep() {
    return {.rule = "report.if",
            .says = {"“{{#if}}”套得太深", "These “{{#if}}” stand too deep within each other"},
            .remedy = {"请把这一句拆成几句来写", "Write it as several sentences"}};
}

Refusal else_outside_if() {
    return {.rule = "report.if",
            .says = {"“{{else}}”不在“{{#if …}}”和“{{/if}}”之间，或已经写过一次",
                     "This “{{else}}” is not between “{{#if …}}” and “{{/if}}”, or is the second"},
            .remedy = {"请删去它，或补上“{{#if …}}”", "Remove it, or write “{{#if …}}”"}};
}

Refusal no_cells(std::string_view figure) {
    return {.rule = "report.option",
            .subject = std::string(figure),
            .says = {fmt::format("“{}”没有声明好的分项可列", figure),
                     fmt::format("“{}” has no declared cells to list", figure)},
            .remedy = {"“分项”只用于按选项或是否字段分项的指标",
                       "Only of an indicator that is split by a choice or a yes/no field"}};
}

Refusal nested_each() {
    return {
        .rule = "report.each",
        .says = {"列表里不能再套列表", "A list cannot stand within a list"},
        .remedy = {"请先用“{{/each}}”结束上一个列表", "End the list above with “{{/each}}” first"}};
}

Refusal unknown_tag(std::string_view tag) {
    return {
        .rule = "report.tag",
        .subject = std::string(tag),
        .says = {fmt::format("无法识别“{{{{{}}}}}”", tag),
                 fmt::format("“{{{{{}}}}}” is not a tag that we know", tag)},
        .remedy = {"请写指标的编号，或 year、area、office、period、span、cutoff、text、#each、#if",
                   "Write the id of an indicator, or year, area, office, period, span, cutoff, "
                   "text, #each or #if"}};
}

Refusal unknown_option(std::string_view option) {
    return {.rule = "report.option",
            .subject = std::string(option),
            .says = {fmt::format("竖线后的“{}”不是可用的写法", option),
                     fmt::format("“{}” after the bar is not an option", option)},
            .remedy = {
                "可用的有：汉字、数、截至、月 1-10、年 -1、作 编号、单位 亩、分项",
                "There are: chinese, number, cutoff, months 1-10, year -1, as ID, unit U, cells"}};
}

Refusal bad_months(std::string_view option) {
    return {.rule = "report.option",
            .subject = std::string(option),
            .says = {fmt::format("“{}”不是月份的范围", option),
                     fmt::format("“{}” is not a range of months", option)},
            .remedy = {"请写成“月 1-10”，月份为1至12，先小后大；只有一个月时写“月 10”",
                       "Write “months 1-10”, from 1 to 12, the smaller first; for one month "
                       "“months 10”"}};
}

Refusal bad_years(std::string_view option) {
    return {.rule = "report.option",
            .subject = std::string(option),
            .says = {fmt::format("“{}”不是年数", option),
                     fmt::format("“{}” is not a number of years", option)},
            .remedy = {"上一年请写“年 -1”；可用 -100 至 100",
                       "For the year before write “year -1”; from -100 to 100"}};
}

Refusal bad_id(std::string_view option) {
    return {.rule = "report.option",
            .subject = std::string(option),
            .says = {fmt::format("“{}”没有给出编号，或编号里有空格", option),
                     fmt::format("“{}” gives no id, or one with spaces", option)},
            .remedy = {"请写成“作 业务包.编号”", "Write “as PACK.ID”"}};
}

Refusal no_conversion(std::string_view from, std::string_view to) {
    return {.rule = "report.unit",
            .subject = std::string(to),
            .says = {fmt::format("单位“{}”不能换算成“{}”", from, to),
                     fmt::format("“{}” cannot be converted to “{}”", from, to)},
            .remedy = {"请改用同类的单位，或在业务包里为指标另行声明单位",
                       "Use a unit of the same kind, or declare the unit with the indicator"}};
}

Refusal passage_without_key(std::string_view tag) {
    return {.rule = "report.passage",
            .subject = std::string(tag),
            .says = {"手写段落没有名称", "This hand-written passage has no name"},
            .remedy = {"请写成“{{text \"highlights\" : 缺省文字}}”",
                       "Write “{{text \"highlights\" : the default words}}”"}};
}

Refusal passage_twice(std::string_view key, int first_line) {
    return {.rule = "report.passage",
            .subject = std::string(key),
            .says = {fmt::format("手写段落“{}”在第{}行已经用过", key, first_line),
                     fmt::format("The passage “{}” is already used on line {}", key, first_line)},
            .remedy = {"请换一个名称：每个段落单独保存",
                       "Give it another name: each passage is kept by itself"}};
}

Refusal tag_in_passage() {
    return {.rule = "report.passage",
            .says = {"手写段落的缺省文字里不能再写“{{…}}”",
                     "The default words of a passage cannot hold another “{{…}}”"},
            .remedy = {"请把它移到段落之外，或改成普通文字",
                       "Move it out of the passage, or write plain words"}};
}

Refusal chapters_outside_frame() {
    return {.rule = "report.chapter",
            .says = {"“{{chapters}}”只能写在报告的框架里",
                     "“{{chapters}}” may only stand in the frame of a report"},
            .remedy = {"请从本章删去它", "Remove it from this chapter"}};
}

Refusal chapters_twice() {
    return {.rule = "report.chapter",
            .says = {"“{{chapters}}”只能写一次", "“{{chapters}}” may stand only once"},
            .remedy = {"请删去后一处", "Remove the second one"}};
}

Refusal unknown_register(std::string_view name, const std::vector<std::string>& names) {
    return {.rule = "report.each",
            .subject = std::string(name),
            .says = {fmt::format("没有名为“{}”的台账", name),
                     fmt::format("There is no register named “{}”", name)},
            .remedy = nearest_of(name, names,
                                 {"请写本业务包的台账，或“业务包.台账”",
                                  "Write a register of this pack, or “PACK.REGISTER”"})};
}

Refusal bad_filter(const Refusal& fault) {
    return {.rule = "report.each",
            .subject = fault.subject,
            .says = {"列表的条件有误：" + fault.says.zh, "The filter is faulty: " + fault.says.en},
            .remedy = fault.remedy};
}

Refusal unknown_field(std::string_view name, const registry::Schema& schema) {
    return {.rule = "report.each",
            .subject = std::string(name),
            .says = {fmt::format("台账“{}”没有名为“{}”的栏目", schema.title.zh, name),
                     fmt::format("Register “{}” has no field “{}”",
                                 schema.title.in(Language::English), name)},
            .remedy = nearest_of(name, field_ids(schema),
                                 {"请写台账里声明过的栏目", "Write a field that it declares"})};
}

Refusal no_date_field(std::string_view name, const registry::Schema& schema) {
    return {
        .rule = "report.each",
        .subject = std::string(name),
        .says = {fmt::format("台账“{}”的栏目“{}”不是日期", schema.title.zh, name),
                 fmt::format("Field “{}” of register “{}” is no date", name,
                             schema.title.in(Language::English))},
        .remedy = {"“未结”“在办”之后请写办结、销号一类的日期栏目",
                   "After “open” or “current” write the field of the day that closes a record"}};
}

Refusal star_outside_each() {
    return {
        .rule = "report.each",
        .says = {"“*”代表列表里的一条记录，只能写在“{{#each …}}”里",
                 "“*” stands for a record of a list, and only within “{{#each …}}”"},
        .remedy = {"请写分项的编号，或移到列表里", "Write the cell's id, or move it into a list"}};
}

Refusal star_of_another(std::string_view tag, const registry::Schema& schema) {
    return {
        .rule = "report.each",
        .subject = std::string(tag),
        .says = {fmt::format("“{}”不是每条“{}”各有一个的数字", tag, schema.title.zh),
                 fmt::format("“{}” is not one figure for each “{}”", tag,
                             schema.title.in(Language::English))},
        .remedy = {
            "请写按这个台账分项的指标，如“{{houses.* | 作 land.*.houses}}”，编号里也要有一个“*”",
            "Write an indicator split by this register, as in “{{houses.* | as "
            "land.*.houses}}”; the id has one “*” too"}};
}

Refusal bad_limit(std::string_view limit) {
    return {.rule = "report.each",
            .subject = std::string(limit),
            .says = {fmt::format("“{}”不是列表的条数", limit),
                     fmt::format("“{}” is not a number of rows", limit)},
            .remedy = {"请写1至10000之间的整数，如“limit 10”",
                       "Write a whole number from 1 to 10000, like “limit 10”"}};
}

Refusal unknown_each_word(std::string_view word) {
    return {
        .rule = "report.each",
        .subject = std::string(word),
        .says = {fmt::format("列表里的“{}”无法识别", word),
                 fmt::format("“{}” is not a word of a list", word)},
        .remedy = {
            "请写成“{{#each 台账 未结 栏目 where \"条件\" order 栏目 limit 条数}}”；台账之后的都"
            "可省，“未结 栏目”也可写成“在办 栏目”或“截至”",
            "Write “{{#each REGISTER open FIELD where \"FILTER\" order FIELD limit N}}”; all "
            "but the register may be left out, and “current FIELD” or “cutoff” may stand for “open "
            "FIELD”"}};
}

Refusal id_taken(std::string_view id, const Where& first) {
    return {.rule = "report.id_taken",
            .subject = std::string(id),
            .says = {fmt::format("数字的编号“{}”已在{}第{}行用于另一个数（指标、时期或单位不同）",
                                 id, first.file, first.row),
                     fmt::format("The id “{}” is already used on line {} of {} for another number "
                                 "(indicator, period or unit)",
                                 id, first.row, first.file)},
            .remedy = {"请用“| 作 另一个编号”加以区别", "Tell them apart with “| as ANOTHER.ID”"}};
}

Refusal unknown_report(std::string_view report, const std::vector<std::string>& reports) {
    return {.reason = Reason::Missing,
            .rule = "report.unknown",
            .subject = std::string(report),
            .says = {fmt::format("没有名为“{}”的报告", report),
                     fmt::format("There is no report named “{}”", report)},
            .remedy = nearest_of(report, reports,
                                 {"请在业务包里声明 [report.…]", "Declare [report.…] in a pack"})};
}

Refusal faulty(std::vector<Refusal> faults) {
    const auto count = faults.size();
    return {.rule = "report.faulty",
            .says = {fmt::format("报告模板有{}处错误", count),
                     fmt::format("The templates of the report have {}", plural(count, "fault"))},
            .remedy = {"请逐处更正", "Mend each of them"},
            .faults = std::move(faults)};
}

}  // namespace qingshui::report
