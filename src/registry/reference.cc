#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "registry/grammar.h"
#include "registry/limits.h"
#include "registry/naming.h"
#include "registry/pack.h"
#include "registry/toml_scan.h"

namespace qingshui::registry {

namespace {

constexpr std::string_view kOpening = R"md(# 业务包的写法 / How to write a pack

<!-- Made from src/registry/grammar.cc; after changing it run
     UPDATE_GOLDEN=1 build/debug/registry_test --gtest_filter='Reference.*' -->

一个业务包是一个文件夹：`pack.toml` 是声明（[TOML 1.0](https://toml.io)，UTF-8），`report.md`
是它在报告里的那一章。改业务包不用改程序；`qingshui pack check 文件夹` 一次说出全部错误，
每处写明文件、行号和该怎么写；`qingshui pack show 文件夹` 列出声明了什么。

A pack is a folder: `pack.toml` declares (TOML 1.0, UTF-8), `report.md` is its chapter of a
report. Changing a pack never changes the program; `qingshui pack check DIR` says everything
that is wrong at once, with file, line and what to write instead; `qingshui pack show DIR` lists
what is declared.

- 标识以小写字母开头，只用小写字母、数字和下划线，最多 40 个字符；它也是数据库的表名和列名。
  An id starts with a lower-case letter and has lower-case letters, digits and underscores, at
  most 40; it is the name of the table or column too.
- 台账、标准和指标的全称是“业务包.标识”，如 `environment.inspection`；在本包里只写标识。
  Full ids are `PACK.ID`; within its own pack the id alone will do.
- 表达式见 [expressions.md](expressions.md)。Expressions: see there.
- 不认识的键是错误。Unknown keys are faults.
)md";

constexpr auto kFaults = std::to_array<WordRule>({
    {"pack.chapter", "报告收入的业务包没有 report.md，或框架里没有 {{chapters}}",
     "A report's pack has no report.md, or its frame no {{chapters}}"},
    {"pack.character", "文字里有看不见的字符", "A text holds an invisible character"},
    {"pack.circle", "指标绕回了自己", "An indicator comes back to itself"},
    {"pack.encoding", "文件不是 UTF-8", "A file is not UTF-8"},
    {"pack.expression", "表达式的结果类型不对", "An expression gives another type than is wanted"},
    {"pack.field", "没有这个字段，或它的类型不合用", "No such field, or not of a fit type"},
    {"pack.file", "缺少文件", "A file is missing"},
    {"pack.folder", "标识与文件夹不同名", "The id is not the folder's name"},
    {"pack.id", "不能作标识或代码", "Cannot be an id or a code"},
    {"pack.indicator", "没有这个指标，或它的种类不合用", "No such indicator, or not of a fit kind"},
    {"pack.label", "称呼里的花括号没有配对", "Braces of a label do not match"},
    {"pack.misplaced_key", "键用在不适用的类型或种类上", "A key that does not go with the type"},
    {"pack.missing_key", "缺少必写的键", "A required key is missing"},
    {"pack.overlap", "标准的有效期重叠", "Rows of rates overlap in time"},
    {"pack.passages", "存放手写段落的台账缺少字段",
     "The register of hand-written passages lacks fields"},
    {"pack.range", "数值超出允许的范围", "A number outside what is allowed"},
    {"pack.rates", "没有这个标准的数值列", "No such column of numbers in the rates"},
    {"pack.register", "没有这个台账", "No such register"},
    {"pack.repeated", "标识或名称重复", "An id or title used twice"},
    {"pack.requires", "引用了 requires 里没有的业务包", "A pack referred to but not required"},
    {"pack.reserved", "字段的标识或名称是保留的", "A field's id or title is reserved"},
    {"pack.search", "要遮盖的字段不能检索", "A masked field cannot be searched"},
    {"pack.syntax", "不是合法的 TOML", "Not TOML"},
    {"pack.table", "两张表同名，或表名太长", "Two tables share a name, or it is too long"},
    {"pack.too_deep", "指标层层引用太深，或括号、键名的层数太多",
     "Indicators name others too deep, or keys and brackets nest too deep"},
    {"pack.too_large", "文件太大", "A file is too large"},
    {"pack.too_many", "数量超过上限", "More than the limit"},
    {"pack.type", "没有这种字段类型，或写得不全", "No such type, or not fully written"},
    {"pack.unknown_key", "没有这个键", "No such key"},
    {"pack.unknown_pack", "没有这个业务包", "No such pack"},
    {"pack.versions", "指标各版本的期间、编号或小数位数不相接",
     "Versions of an indicator do not join in days, numbers or decimals"},
    {"pack.word", "不是可用的词", "Not one of the words allowed"},
    {"pack.wrong_type", "值的类型不对", "A value of the wrong type"},
    {"expr.*", "表达式有误，见 expressions.md", "A faulty expression, see expressions.md"},
});

std::string_view shape_word(Shape shape) {
    switch (shape) {
        case Shape::Text: return "文字 text";
        case Shape::Both: return "{ zh, en }";
        case Shape::Integer: return "整数 integer";
        case Shape::Number: return "数 number";
        case Shape::Flag: return "true / false";
        case Shape::Date: return "日期 date";
        case Shape::FieldOrDate: return "字段或日期 field or date";
        case Shape::Texts: return "文字列表 texts";
        case Shape::TextLists: return "列表的列表 lists of texts";
        case Shape::Unit: return "文字或表 text or table";
        case Shape::Part: return "表 table";
        case Shape::NamedParts: return "按标识的表 tables by id";
        case Shape::PartList: return "表的列表 list of tables";
    }
    return "";
}

// A bar would end a cell.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

void append_part(const PartRule& part, std::string& out) {
    out += fmt::format("\n## `{}`\n\n{}。{}.\n\n", part.heading, part.zh, part.en);
    out += "| 键 key | 值 value | 必写 required | 含义 | meaning | 例 example |\n";
    out += "| --- | --- | --- | --- | --- | --- |\n";
    for (const KeyRule& key : part.keys) {
        std::string required = key.required ? "是 yes" : "";
        if (!key.only.empty()) {
            required += fmt::format("{}{} = {}", required.empty() ? "限 only " : "：", part.told_by,
                                    key.only);
        }
        out += fmt::format("| `{}` | {} | {} | {} | {} | `{}` |\n", key.name, shape_word(key.shape),
                           required, escaped(key.zh), escaped(key.en), escaped(key.example));
    }
    if (part.open) out += "\n其余的键是各列的标识。Other keys are the ids of columns.\n";
}

void append_words(std::string_view heading, std::span<const WordRule> words, std::string& out) {
    out += fmt::format("\n## {}\n\n| 词 word | 含义 | meaning |\n| --- | --- | --- |\n", heading);
    for (const WordRule& word : words) {
        out += fmt::format("| `{}` | {} | {} |\n", word.word, word.zh, word.en);
    }
}

// Each line of it as code; a bar would end a cell.
std::string code(std::string_view forms) {
    std::string out;
    while (!forms.empty()) {
        const auto end = std::min(forms.find('\n'), forms.size());
        out += fmt::format("{}`{}`", out.empty() ? "" : " ", escaped(forms.substr(0, end)));
        forms.remove_prefix(std::min(end + 1, forms.size()));
    }
    return out;
}

void append_templates(std::string& out) {
    out += "\n## report.md 与框架 / report.md and frames\n\n";
    out += "详见 [reports.md](reports.md)。See there.\n\n";
    out += "| 写法 | English | 意思 | meaning |\n| --- | --- | --- | --- |\n";
    for (const TemplateRule& rule : template_rules()) {
        out += fmt::format("| {} | {} | {} | {} |\n", code(rule.form), code(rule.english), rule.zh,
                           rule.en);
    }
}

void append_limit(std::string& out, std::string_view zh, std::string_view en,
                  const std::string& limit) {
    out += fmt::format("| {} | {} | {} |\n", zh, en, limit);
}

std::string between(std::int64_t least, std::int64_t most) {
    return fmt::format("{}–{}", least, most);
}

void append_limits(std::string& out) {
    out += "\n## 上限 / Limits\n\n| 什么 | what | 上限 limit |\n| --- | --- | --- |\n";
    const auto count = [](auto number) { return fmt::to_string(number); };
    append_limit(out, "业务包", "Packs", count(Catalogue::kPacksMax));
    append_limit(out, "一个业务包的文件", "Files of a pack", count(kFilesMax));
    append_limit(out, "一个文件", "A file", fmt::format("{} MB", Catalogue::kFileBytesMax >> 20U));
    append_limit(out, "标识的字符", "Characters of an id", count(kIdLengthMax));
    append_limit(out, "表名（业务包_台账_子表）的字符",
                 "Characters of a table's name (PACK_REGISTER_LINES)", count(kTableLengthMax));
    append_limit(out, "`chapter`", "`chapter`", between(0, kChapterMax));
    append_limit(out, "一个台账或子表的字段", "Fields of a register or sub-table",
                 count(Schema::kFieldsMax));
    append_limit(out, "`length`", "`length`", between(1, kLengthMax));
    append_limit(out, "选项代码的字符；不含空格、逗号、分号、竖线和引号",
                 "Characters of a choice's code; no spaces, commas, semicolons, bars or quotes",
                 count(kCodeLengthMax));
    append_limit(out, "`least`、`most`", "`least`, `most`", between(0, kLinesMost));
    append_limit(out, "`retention.years`", "`retention.years`", between(1, kYearsMax));
    append_limit(out, "一张标准表的行", "Rows of a table of rates", count(kRateRowsMax));
    append_limit(out, "小数位数", "Decimals", between(0, qingshui::Decimal::kScaleMax));
    append_limit(out, "指标的 `version`", "`version` of an indicator",
                 between(1, kIndicatorNumberMax));
    append_limit(out, "`rounding.to`", "`rounding.to`", between(2, kIndicatorNumberMax));
    append_limit(out, "指标层层引用", "Indicators that name indicators, deep",
                 count(Indicator::kDepthMax));
    append_limit(out, "表达式的字节", "Bytes of an expression",
                 count(expr::Expression::kLengthMax));
    append_limit(out, "表达式的层数", "Nesting of an expression",
                 count(expr::Expression::kDepthMax));
    append_limit(out, "括号、键名的层数", "Nesting of keys and brackets", count(kNestingMax));
}

// Which types of fields a key may name.
void append_fitting(std::string& out) {
    out += "\n## 键与字段类型 / Keys and types of fields\n\n";
    out += "| 键 key | 可用的字段类型 types of fields |\n| --- | --- |\n";
    const auto row = [&out](std::string_view key, const std::vector<FieldType>& types) {
        out += fmt::format("| {} | `{}` |\n", key, type_names(types, "` `"));
    };
    row("`unique`", types_for_keys());
    row("`split`", types_for_splits());
    row("`distinct`", types_for_distinct());
    row("`day` `until`", {FieldType::Date});
    row("`[rates.ID]` `fields`", types_for_rate_columns());
}

void append_reserved(std::string& out) {
    out += fmt::format(
        "\n## 保留的字段标识 / Reserved ids of fields\n\n`{}`，以及下列 SQL 保留字。These, and the "
        "reserved words of SQL below.\n\n`{}`\n",
        fmt::join(system_columns(), "` `"), fmt::join(sql_words(), "` `"));
}

void append_levels(std::string& out) {
    out += "\n## 区域层级 / Levels of areas\n\n| 词 word | 层级 | level |\n| --- | --- | --- |\n";
    for (int i = 0; i <= static_cast<int>(area::Level::Household); ++i) {
        const auto level = static_cast<area::Level>(i);
        const Text title = area::title(level);
        out += fmt::format("| `{}` | {} | {} |\n", area::name(level), title.zh, title.en);
    }
}

}  // namespace

std::span<const WordRule> fault_words() { return kFaults; }

std::string reference() {
    std::string out(kOpening);
    for (const PartRule& part : part_rules()) append_part(part, out);
    append_words("字段类型 / Types of fields", field_type_words(), out);
    append_words("指标种类 / Kinds of indicators", indicator_kind_words(), out);
    append_words("遮盖 / Masks", mask_words(), out);
    append_levels(out);
    append_fitting(out);
    append_limits(out);
    append_reserved(out);
    append_templates(out);
    append_words("错误的名称 / Names of faults", fault_words(), out);
    return out;
}

}  // namespace qingshui::registry
