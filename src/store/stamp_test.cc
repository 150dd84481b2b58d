// Who acts and why, at the one door.

#include <gtest/gtest.h>

#include "base/sentence.h"
#include "store/stamp.h"
#include "store/test_office.h"

namespace qingshui::store {
namespace {

using test::TestOffice;

// What is said of an act so stamped; empty if it is carried out.
std::string said(const Stamp& stamp) {
    TestOffice office;
    const auto written = office.store->write([&](Writer& writer) -> Result<void> {
        const auto& schema = *writer.catalogue().schema("shop.firm");
        TRY(writer.file("shop.firm", test::make_record(schema, office.firm("A")), stamp));
        return {};
    });
    return written ? "" : written.error().rule + " " + sentence(written.error().says).zh;
}

TEST(Stamps, MayHoldWhatAPersonWrites) {
    EXPECT_EQ(said({"张三", "第一行\n第二行\t制表", "k"}), "");
    EXPECT_EQ(said({"张三", std::string(2'000, 'x')}), "");
}

TEST(Stamps, AreRefusedWithWhatNoFileCouldHold) {
    const std::string words = "stamp.text 原因里有看不见的字符，或不是 UTF-8 编码。";
    EXPECT_EQ(said({"张三", "a\x01"}), words);
    EXPECT_EQ(said({"张三", "a\xFF"}), words);
    EXPECT_EQ(said({"张三", "依\u202E据"}), words);
    EXPECT_EQ(said({"张三", std::string("a\0b", 3)}), words);
    EXPECT_EQ(said({"张\x1B三"}), "stamp.text 经办人里有看不见的字符，或不是 UTF-8 编码。");
    EXPECT_EQ(said({"张三", "", "\x7F\x02"}),
              "stamp.text 请求编号里有看不见的字符，或不是 UTF-8 编码。");
}

TEST(Stamps, AreRefusedIfTheyAreTooLong) {
    EXPECT_EQ(said({"张三", std::string(2'001, 'x')}), "stamp.length 原因有2001个字，最多2000个。");
    EXPECT_EQ(said({std::string(61, 'x')}), "stamp.length 经办人有61个字，最多60个。");
}

TEST(Stamps, AreRefusedInTheseWords) {
    const auto told = [](const Stamp& stamp) {
        return words(check(stamp).error(), Language::English);
    };
    const auto told_zh = [](const Stamp& stamp) {
        return words(check(stamp).error(), Language::Chinese);
    };
    EXPECT_EQ(told_zh({"张三", "a\x01"}),
              "原因里有看不见的字符，或不是 UTF-8 编码。\n  请删去这些字符，重新输入。\n");
    EXPECT_EQ(told({"张三", "a\x01"}),
              "The reason holds invisible characters, or is not UTF-8.\n"
              "  Remove them, or type it anew.\n");
    EXPECT_EQ(told({"\xFF"}),
              "The name of who acts holds invisible characters, or is not UTF-8.\n"
              "  Remove them, or type it anew.\n");
    EXPECT_EQ(told_zh({"张三", "", std::string(201, 'x')}),
              "请求编号有201个字，最多200个。\n  请写得短一些；详情请写进记录或附件。\n");
    EXPECT_EQ(told({"张三", "", std::string(201, 'x')}),
              "The idempotency key has 201 characters; 200 is the most.\n"
              "  Make it shorter; details belong into the record or an attachment.\n");
}

// Every way through the door: areas, boundaries, packs and documents are stamped as well.
TEST(Stamps, AreCheckedWhateverTheActIs) {
    TestOffice office;
    const Stamp bad{"张三", "\x01"};
    const auto written = office.store->write([&](Writer& writer) -> Result<void> {
        const auto rule = [](const Result<Written>& done) {
            return done ? std::string("written") : done.error().rule;
        };
        const Id<registry::Record> none{1};
        EXPECT_EQ(rule(writer.correct("shop.firm", none, {}, bad)), "stamp.text");
        EXPECT_EQ(rule(writer.withdraw("shop.firm", none, bad)), "stamp.text");
        EXPECT_EQ(rule(writer.change_areas(area::Dissolve{}, bad)), "stamp.text");
        EXPECT_EQ(rule(writer.set_boundary(writer.root(), {}, Date::min(), bad)), "stamp.text");
        EXPECT_EQ(rule(writer.set_packs({}, bad)), "stamp.text");
        EXPECT_EQ(rule(writer.keep_document("report", "x", "y", bad)), "stamp.text");
        return {};
    });
    EXPECT_TRUE(written);
}

}  // namespace
}  // namespace qingshui::store
