#include "cmd/imported.h"

#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qingshui::cmd {
namespace {

using testing::HasSubstr;
using testing::Not;

app::ImportedSheet corrected(int records) {
    app::ImportedSheet sheet;
    sheet.name = "检查.xlsx";
    sheet.register_id = "environment.inspection";
    sheet.corrected = records;
    for (int one = 1; one <= records; ++one) {
        sheet.corrections.push_back({one + 1,
                                     {1000 + one},
                                     fmt::format("R{}", one),
                                     {{"cost", {"费用", "Cost"}, "2000", ""}}});
    }
    return sheet;
}

std::string said(const app::ImportedSheet& sheet, Language language, bool as_json = false) {
    std::ostringstream out;
    std::ostringstream err;
    Console console(out, err, language, as_json);
    say_imported(console, {sheet}, true);
    return out.str();
}

TEST(DryRunWords, NameRecordFieldAndBothValues) {
    EXPECT_THAT(said(corrected(1), Language::Chinese),
                HasSubstr("检查.xlsx 第2行：更正 R1\n    费用：2000 → \n"));
    EXPECT_THAT(said(corrected(1), Language::English),
                HasSubstr("检查.xlsx row 2: corrects R1\n    Cost: 2000 → \n"));
}

TEST(DryRunWords, ListAHundredCorrectionsAndSayHowManyMoreThereAre) {
    const std::string all = said(corrected(100), Language::Chinese);
    EXPECT_THAT(all, HasSubstr("更正 R100\n"));
    EXPECT_THAT(all, Not(HasSubstr("没有列出")));

    const std::string some = said(corrected(102), Language::Chinese);
    EXPECT_THAT(some, Not(HasSubstr("更正 R101\n")));
    EXPECT_THAT(some, HasSubstr("另有2条更正没有列出；用 --json 列出全部。\n"));
    EXPECT_THAT(said(corrected(102), Language::English),
                HasSubstr("Corrections not listed: 2; --json lists all.\n"));
}

TEST(DryRunWords, GiveProgramsEveryCorrection) {
    const auto json = json::parse(said(corrected(102), Language::Chinese, true)).value();
    const auto& corrections = json.at("files").at(0).at("corrections").as_array();
    ASSERT_EQ(corrections.size(), 102U);
    EXPECT_EQ(json::print(corrections.back()),
              R"({"row":103,"label":"R102","record":"1102","changes":[)"
              R"({"field":"cost","before":"2000","after":""}]})");
}

TEST(ImportWords, ListAThousandFaultsAndSayWhereAllAre) {
    Refusal refusal{Reason::Invalid, "import.faulty", "", {"有1001处错误", "Faults: 1001"}, {}};
    refusal.faults.resize(1'000);
    EXPECT_EQ(first_faults(refusal).remedy, Text());

    refusal.faults.resize(1'001);
    const Refusal first = first_faults(refusal);
    EXPECT_EQ(first.faults.size(), 1'000U);
    EXPECT_EQ(first.says.zh, "有1001处错误");
    EXPECT_EQ(first.remedy.zh,
              "下面列出前1000处；用 --faults 可以把错误都标在工作簿里。请改正后重新导入");
    EXPECT_EQ(first.remedy.en,
              "The first 1000 are listed; --faults marks them in a workbook. Mend them and import "
              "again");
}

}  // namespace
}  // namespace qingshui::cmd
