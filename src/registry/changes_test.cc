#include "registry/changes.h"

#include <gtest/gtest.h>

#include "registry/sample_pack.h"

namespace qingshui::registry {
namespace {

std::vector<Changed> changes_to(const std::string& wanted) {
    const auto before = read_sample(sample_pack());
    const auto after = read_sample(wanted);
    ensure(before.has_value(), "the sample is sound");
    if (!after) ADD_FAILURE() << words(after.error(), Language::English);
    return after ? changes(*before, *after) : std::vector<Changed>();
}

// The only change that an edit of the sample makes.
Changed change_with(const std::string& from, const std::string& to) {
    const auto found = changes_to(with(sample_pack(), from, to));
    EXPECT_EQ(found.size(), 1U) << from << " → " << to;
    return found.empty() ? Changed{} : found.front();
}

TEST(Changes, AreNoneBetweenTheSameDeclarations) {
    EXPECT_TRUE(changes_to(sample_pack()).empty());
    EXPECT_TRUE(changes_to(sample_pack() + "\n# 注释\n").empty());
}

TEST(Changes, TellWhatALimitWasAndIs) {
    const auto change = change_with("max = 99.5", "max = 200");

    EXPECT_EQ(change.says.zh, "台账“走访”·字段“费用”：“最大”由“99.5”改为“200”");
    EXPECT_EQ(change.says.en,
              R"(Register "Visit" · field "Cost": the max changes from "99.5" to "200")");
    EXPECT_EQ(change.register_id, "sample.visit");
    EXPECT_TRUE(change.binds);
}

TEST(Changes, TellOfEveryPropertyThatIsDeclared) {
    struct Edit {
        std::string from, to, zh;
    };
    const std::vector<Edit> edits = {
        {"zh = \"样例\"", "zh = \"样本\"", "业务包“样本”：“名称”由“样例”改为“样本”"},
        {"version = \"1\"", "version = \"2\"", "业务包“样例”：“版本”由“1”改为“2”"},
        {"chapter = 1", "chapter = 2", "业务包“样例”：“章次”由“1”改为“2”"},
        {"{ zh = \"走访\", en = \"Visit\" }", "{ zh = \"走访\", en = \"Call\" }",
         "台账“走访”：“名称（英文）”由“Visit”改为“Call”"},
        {"label = \"{code} {visited_on}\"", "label = \"{code}\"",
         "台账“走访”：“称呼”由“{code} {visited_on}”改为“{code}”"},
        {"years = 10, basis", "years = 30, basis", "台账“走访”：“保存”由“10年 (x)”改为“30年 (x)”"},
        {"label = \"{code}", "see = [\"desk\"]\nlabel = \"{code}",
         "台账“走访”：“可查看”原来没有写，现为“desk”"},
        {"en = \"End\" }", "en = \"End\", help = { zh = \"可空\", en = \"Optional\" } }",
         "台账“走访”·字段“终止”：“说明”原来没有写，现为“可空”"},
        {"zh = \"终止\"", "zh = \"结束\"", "台账“走访”·字段“结束”：“名称”由“终止”改为“结束”"},
        {"en = \"End\" }", "en = \"End\", required = true }",
         "台账“走访”·字段“终止”：“必填”由“否”改为“是”"},
        {"en = \"Number\", required = true", "en = \"Number\", required = true, mask = \"hidden\"",
         "台账“走访”·字段“编号”：“遮盖”原来没有写，现为“hidden”"},
        {"en = \"Number\", required = true", "en = \"Number\", required = true, source = \"甲\"",
         "台账“走访”·字段“编号”：“出处”原来没有写，现为“甲”"},
        {"en = \"Number\", required = true", "en = \"Number\", required = true, length = 30",
         "台账“走访”·字段“编号”：“字数”原来没有写，现为“30”"},
        {"levels = [\"grid\"]", "levels = [\"grid\", \"unit\"]",
         "台账“走访”·字段“区域”：“层级”由“grid”改为“grid、unit”"},
        {"en = \"Cost\"", "en = \"Cost\", unit = \"万元\"",
         "台账“走访”·字段“费用”：“单位”由“元”改为“万元”"},
        {"min = 0, ", "", "台账“走访”·字段“费用”：“最小”原为“0”，现在没有写"},
        {"zh = \"电话\"", "zh = \"打电话\"",
         "台账“走访”·字段“方式”·选项“打电话”：“名称”由“电话”改为“打电话”"},
        {"en = \"By phone\" }]",
         "en = \"By phone\" }, { code = \"mail\", zh = \"来信\", en = \"By mail\" }]",
         "台账“走访”·字段“方式”：增加选项“来信”"},
        {"least = 1", "least = 2", "台账“走访”·子表“人员”：“最少行数”由“1”改为“2”"},
        {"rule = \"people >= 1\"", "rule = \"people >= 2\"",
         "台账“走访”·校验“至少一人”：“条件”由“people >= 1”改为“people >= 2”"},
        {"years = 50\nbasis = \"x\"", "years = 50\nbasis = \"y\"",
         "标准“标准”·一行“2021-01-01”：“依据”由“x”改为“y”"},
        {"{ zh = \"存量\", en = \"Held\" }", "{ zh = \"现存\", en = \"Held\" }",
         "指标“现存”：“名称”由“存量”改为“现存”"},
        {"decimals = 2 }", "decimals = 1 }", "指标“存量”：“小数”由“2”改为“1”"},
        {"rounding = { to = 10 }", "rounding = { to = 20 }",
         "指标“年”：“余数”由“10 余”改为“20 余”"},
        {"rule = \"visits >= visits.home\"", "rule = \"visits > visits.home\"",
         "勾稽“不小于”：“条件”由“visits >= visits.home”改为“visits > visits.home”"},
        {"heading = \"{{year}}\"", "heading = \"{{year}}年\"",
         "报告“报告”：“标题”由“{{year}}”改为“{{year}}年”"},
    };
    for (const Edit& edit : edits) {
        EXPECT_EQ(change_with(edit.from, edit.to).says.zh, edit.zh);
    }
}

TEST(Changes, TellThatATemplateIsAnother) {
    const auto before = Catalogue::read(
        {{"sample",
          {{"pack.toml", sample_pack()}, {"report.md", "甲"}, {"annual.md", "{{chapters}}"}}}});
    const auto after = read_sample(sample_pack());

    const auto found = changes(*before, *after);

    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].says.zh, "文件“sample/report.md”：内容有改动");
    EXPECT_FALSE(found[0].binds);
}

TEST(Changes, TellWhatStandsInAnotherOrder) {
    const std::string home = "{ code = \"home\", zh = \"上门\", en = \"At home\" }";
    const std::string call = "{ code = \"call\", zh = \"电话\", en = \"By phone\" }";

    const auto change = change_with(home + ", " + call, call + ", " + home);

    EXPECT_EQ(change.says.zh, "台账“走访”·字段“方式”：选项的次序有改动");
}

TEST(Changes, TellACheckThatIsGone) {
    const auto found = changes_to(with(sample_pack(),
                                       "[[register.visit.check]]\nrule = \"people >= 1\"\nsays = "
                                       "{ zh = \"至少一人\", en = \"At least one\" }\n",
                                       ""));

    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].says.zh, "台账“走访”：去掉了校验“至少一人”");
    EXPECT_EQ(found[0].says.en, "Register \"Visit\": Check \"At least one\" is gone");
}

}  // namespace
}  // namespace qingshui::registry
