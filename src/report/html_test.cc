#include <gtest/gtest.h>

#include "json/json.h"
#include "report/golden.h"
#include "report/html_data.h"
#include "report/probe_report.h"

namespace qingshui::report {
namespace {

// The page without what is the same in every page and the packed records.
std::string skeleton(std::string html) {
    for (const auto& [open, close] :
         {std::pair("<style>", "</style>"), std::pair("<script>", "</script>"),
          std::pair("id=\"data\">", "</script>"),
          std::pair("Security-Policy\" content=\"", "\">")}) {
        const auto begin = html.find(open) + std::string_view(open).size();
        html.erase(begin, html.find(close, begin) - begin);
    }
    return html;
}

class HtmlTest : public testing::Test {
protected:
    std::string html() {
        const auto made = draft(office_.sources(), probe::Office::request());
        EXPECT_TRUE(made) << words(made.error(), Language::English);
        return to_html(*made, office_.sources());
    }
    probe::Office office_;
};

TEST_F(HtmlTest, LinksEveryFigureToItsSource) {
    office_.three_beds();
    expect_golden("garden.html", skeleton(html()));
}

TEST_F(HtmlTest, LeadsBackFromASourceToItsSentence) {
    office_.three_beds();
    const auto page = html();
    const auto source = page.find(R"(id="s-garden.beds.red")");
    ASSERT_NE(source, std::string::npos);
    const auto back = page.find(R"(<p class="back"><a href="#w2">)", source);
    EXPECT_LT(back, page.find("</section>", source));
    EXPECT_NE(page.find(R"(id="w2" href="#s-garden.beds.red")"), std::string::npos);
}

TEST_F(HtmlTest, AsksNothingOfAnyServer) {
    office_.three_beds();
    const auto page = html();
    for (const char* word : {"http://", "https://", "src=", "@import", "url(", "fetch(", "eval("}) {
        EXPECT_EQ(page.find(word), std::string::npos) << word;
    }
    EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
}

TEST_F(HtmlTest, EscapesWhatPeopleWrote) {
    office_.passages.typed["garden.overview"] = "<script>alert(\"1\")</script> & '2'";
    const auto page = html();
    EXPECT_NE(page.find("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;2&#39;"),
              std::string::npos);
    EXPECT_EQ(page.find("<script>alert"), std::string::npos);
}

TEST_F(HtmlTest, ReplacesWhatNoPageMayHold) {
    office_.passages.typed["garden.overview"] = "花\x01坛\uFFFE";
    EXPECT_NE(html().find("花\uFFFD坛\uFFFD"), std::string::npos);
}

TEST_F(HtmlTest, ShowsAFailedCheckBesideItsFigure) {
    office_.bed(1, "2021-03-01", "", "1", "1");
    EXPECT_NE(
        html().find("1处</a><span class=\"fault\" role=\"note\">"
                    "核对不符：红、蓝之和应等于总数（“花坛数”为1处，“花坛数·红”与“花坛数·蓝”之和"
                    "为0处）</span>"),
        std::string::npos);
}

TEST_F(HtmlTest, SaysInWordsWhatWasCompared) {
    office_.bed(1, "2021-03-01", "", "1", "1");
    const auto page = html();
    EXPECT_NE(page.find("<tr><td>红、蓝之和应等于总数</td><td data-title=\"核对的数\">“花坛数”为"
                        "1处，“花坛数·红”与“花坛数·蓝”之和为0处</td><td class=\"outcome broken\" "
                        "data-title=\"结果\">不符</td></tr>"),
              std::string::npos);
}

TEST_F(HtmlTest, ShowsHowOthersMakeAFigure) {
    office_.three_beds();
    const auto page = html();
    EXPECT_NE(page.find("<dt>计算</dt><dd>“花坛面积”21.75平方米 ÷ “花坛数”3处 = "
                        "7.3平方米</dd>"),
              std::string::npos);
    const auto made = draft(office_.sources(), probe::Office::request());
    const auto data = json::parse(html_data(*made, office_.sources()));
    const auto& mean = data->as_object().at("figures").as_object().at("garden.mean").as_object();
    EXPECT_EQ(json::print(mean.at("amounts")), R"(["12.5","8","1.25","1","1","1"])");
    EXPECT_EQ(json::print(mean.at("units")), R"(["平方米","处"])");
    EXPECT_EQ(json::print(mean.at("components")), "[0,0,0,1,1,1]");
    EXPECT_EQ(json::print(mean.at("titles")), R"(["花坛面积","花坛数"])");
}

TEST_F(HtmlTest, SaysThatARateComesFromItsTable) {
    probe::Office office("每处{{fee}}。", probe::kFrame, R"toml(
[rates.fee]
title = { zh = "认养标准", en = "Fees" }
fields = [ { id = "amount", type = "money", zh = "每处", en = "Each", unit = "元" } ]
[[rates.fee.row]]
from = 2021-01-01
amount = "15.00"
basis = "试验办法第四条"
[indicator.fee]
title = { zh = "认养费", en = "Fee" }
kind = "rate"
rate = "fee.amount"
unit = "元"
)toml");
    const auto made = draft(office.sources(), probe::Office::request());
    ASSERT_TRUE(made);
    const auto page = to_html(*made, office.sources());
    const auto begin = page.find("id=\"s-garden.fee\"");
    ASSERT_NE(begin, std::string::npos);
    const auto source = page.substr(begin, page.find("</section>", begin) - begin);
    EXPECT_NE(source.find("<dt>标准</dt><dd>"), std::string::npos);
    EXPECT_NE(source.find("依据：试验办法第四条"), std::string::npos) << source;
    EXPECT_NE(source.find("<dt>标准摘要</dt>"), std::string::npos);
    EXPECT_EQ(source.find("class=\"list\""), std::string::npos);
    EXPECT_EQ(source.find("记录摘要"), std::string::npos);
}

TEST_F(HtmlTest, PacksEachRecordOnce) {
    office_.three_beds();
    const auto made = draft(office_.sources(), probe::Office::request());
    const auto data = json::parse(html_data(*made, office_.sources()));
    ASSERT_TRUE(data);
    const auto& object = data->as_object();
    EXPECT_EQ(object.at("records").as_array().size(), 3U);
    EXPECT_EQ(object.at("records").as_array()[0].as_array()[1].as_string(), "b1");
    EXPECT_EQ(object.at("records").as_array()[0].as_array()[3].as_string(), "1");
    EXPECT_EQ(object.at("registers").as_array()[0].as_string(), "花坛");
    const auto& size = object.at("figures").as_object().at("garden.size").as_object();
    EXPECT_EQ(size.at("amounts").as_array()[0].as_string(), "12.5");
    EXPECT_EQ(json::print(size.at("units")), R"(["平方米"])");
    EXPECT_FALSE(size.contains("components"));
}

}  // namespace
}  // namespace qingshui::report
