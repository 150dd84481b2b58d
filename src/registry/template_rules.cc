#include <array>

#include "registry/grammar.h"

namespace qingshui::registry {

namespace {

// What the parser (report/tags.cc, report/layout.cc) knows: tests/templates_test.cc holds the two
// against each other, and says what is declared for the names used here.
constexpr auto kRules = std::to_array<TemplateRule>({
    {"{{disputes}}", "", "数字连单位：38起", "Figure with its unit"},
    {"{{disputes.water}}", "", "分项", "A cell of a split"},
    {"{{x | 汉字}}", "{{x | chinese}}", "汉字数字：五次", "Chinese numeral"},
    {"{{x | 数}}", "{{x | number}}", "不带单位", "Without unit"},
    {"{{x | 月 1-10}}", "{{x | months 1-10}}", "报告年份的1至10月", "Months of the report's year"},
    {"{{x | 年 -1}}", "{{x | year -1}}", "上一年；可用 -100 至 100",
     "The year before; from -100 to 100"},
    {"{{x | 截至}}", "{{x | cutoff}}", "只数到报告截止日",
     "Counted up to the report's cut-off only"},
    {"{{x | 作 ID}}", "{{x | as ID}}", "JSON 里的标识", "Id in the JSON"},
    {"{{x | 单位 亩}}", "{{x | unit 亩}}", "换算成别的单位", "In another unit"},
    {"{{disputes | 分项}}", "{{disputes | cells}}", "不为零的各个分项：水12起、气14起",
     "Every cell that is not zero"},
    {"{{year}}\n{{area}}\n{{office}}", "", "年份、区域、本单位", "Year, area, office"},
    {"{{period}}\n{{cutoff}}", "", "期间、截止日", "Period, cut-off"},
    {"{{period | 月 1-10}}", "{{period | months 1-10}}", "这几个月，写成文字：1至10月",
     "Those months in words"},
    {"{{span}}", "", "时期有多长：一年来", "How long the period is"},
    {"{{text \"highlights\" : 缺省文字}}", "", "手写段落，重新生成时保留",
     "A passage written by hand, kept"},
    {"{{#each problem where \"due != null\" order due desc limit 10}}…{{/each}}", "",
     "时期内的记录清单。条件、次序（desc 为倒序）、条数（1至10000）都可不写",
     "A list of the records of the period. Filter, order (desc: the last first) and number of "
     "rows (1 to 10000) may be left out"},
    {"{{#each problem 截至}}…{{/each}}", "{{#each problem cutoff}}…{{/each}}", "从头到截止日的记录",
     "All up to the cut-off"},
    {"{{#each problem 未结 closed_on}}…{{/each}}", "{{#each problem open closed_on}}…{{/each}}",
     "截止日仍未结的，不论哪年登记", "Those still open on the cut-off, whenever they began"},
    {"{{#each problem 在办 closed_on}}…{{/each}}", "{{#each problem current closed_on}}…{{/each}}",
     "时期内办过的：截止日前登记（以前的和时期内的都算），且到时期开始时还没有结",
     "Those in hand at some time of the period: begun by the cut-off, before the period or within "
     "it, and not closed before the period"},
    {"{{#each problem}}{{code}}{{/each}}", "", "清单里：这条记录的字段",
     "Within a list: a field of its record"},
    {"{{#each problem}}{{houses.* | 作 land.*.houses}}{{/each}}",
     "{{#each problem}}{{houses.* | as land.*.houses}}{{/each}}", "清单里每条记录各自的数字",
     "The figure of each record of a list"},
    {"{{#if x}}…{{否则}}…{{/if}}", "{{#if x}}…{{else}}…{{/if}}",
     "数字不为零时写前一段，否则写后一段（可不写）；可以套着写",
     "The first words if the figure is not zero, else the second, which may be left out; nests"},
    {"{{#if 有 problem 未结 closed_on}}…{{/if}}", "{{#if any problem open closed_on}}…{{/if}}",
     "清单里有记录时才写；写法同清单", "Only if such a list would have a record"},
    {"{{#if 全辖区}}…{{/if}}", "{{#if whole}}…{{/if}}", "只在整个机构的报告里写，社区的报告里不写",
     "Only in the report of the whole office, not of an area within it"},
    {"> 县人民政府：", "", "主送机关，顶格", "Whom it is for, not indented"},
    {"{{chapters}}", "", "框架里各章的位置，单独一行，只写一次",
     "Where the chapters stand in a frame, on a line of its own, once"},
});

}  // namespace

std::span<const TemplateRule> template_rules() { return kRules; }

}  // namespace qingshui::registry
