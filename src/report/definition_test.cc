#include <gtest/gtest.h>

#include "report/figure_text.h"
#include "report/probe_report.h"

namespace qingshui::report {
namespace {

// The made-up line of work, with books of its own.
struct Probe {
    registry::Catalogue catalogue = tally::probe::catalogue();
    area::Tree tree = tally::probe::town();
    tally::MemoryBooks books{catalogue};
    probe::MemoryPassages passages;
    probe::MemoryRecords records{books};

    Sources sources() { return {catalogue, tree, books, passages, records}; }
};

Text definition_of(const char* figure, const char* day) {
    Probe probe;
    const auto on = tally::probe::day(day);
    return definition(probe.sources(), tally::find_figure(probe.catalogue, figure, on).value(), on);
}

TEST(Definition, SaysWhichRecordsCount) {
    EXPECT_EQ(definition_of("probe.urgent", "2021-12-31").zh,
              "台账“事件”中“紧急”为“是”的记录，“日期”在本期内，逐条计数");
    EXPECT_EQ(definition_of("probe.urgent", "2021-12-31").en,
              "records of register “Event” where “Urgent” is “yes”, by “Date”; each counts 1");
}

TEST(Definition, SaysTheTableTheDaysAndTheBasisOfARate) {
    EXPECT_EQ(definition_of("probe.fee", "2021-12-31").zh,
              "期末施行的标准“费率”中的“金额”，自2021年6月1日起施行，依据：试验");
    const auto earlier = definition_of("probe.fee", "2021-05-31");
    EXPECT_EQ(earlier.zh,
              "期末施行的标准“费率”中的“金额”，自2020年1月1日起至2021年5月31日止施行，依据：试验");
    EXPECT_EQ(earlier.en,
              "The rate “Fees” in force at the period's end, column “Amount”, in force from "
              "2020-01-01 until 2021-05-31; basis: 试验");
}

TEST(Definition, SaysWhatIsSummedAndComputed) {
    EXPECT_EQ(definition_of("probe.hours", "2021-12-31").zh,
              "台账“事件”中的记录，“日期”在本期内，合计“工时”");
    EXPECT_EQ(definition_of("probe.average", "2021-12-31").zh, "“工时”除以“事件数”");
    EXPECT_EQ(definition_of("probe.open", "2021-12-31").zh, "由其他指标算得：“事件数” - “办结数”");
    EXPECT_EQ(definition_of("probe.open", "2021-12-31").en,
              "From other indicators: “Events” - “Closed”");
}

TEST(Definition, CallsAReferencesCellByTheRecordsLabel) {
    Probe probe;
    const auto figure = [&](const char* name) {
        return tally::find_figure(probe.catalogue, name, tally::probe::day("2021-12-31")).value();
    };
    probe.books.put("probe.project", 1, {{"code", "P-01"}});
    probe.records.named["probe.project"][1] = "小树林";
    EXPECT_EQ(title_of(probe.sources(), figure("probe.hours.P-01")).zh, "工时·小树林");
    EXPECT_EQ(title_of(probe.sources(), figure("probe.hours.P-02")).zh, "工时·P-02");
}

TEST(Definition, SaysThatNoRateIsInForce) {
    EXPECT_EQ(definition_of("probe.fee", "2019-12-31").zh,
              "期末施行的标准“费率”中的“金额”，但期末没有施行中的标准");
}

}  // namespace
}  // namespace qingshui::report
