// Goal: an attachment that a record names is there and is what its number says, or someone
// is told.

#include "store/attachments.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/hash.h"
#include "store/test_office.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

using test::day;
using test::TestOffice;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kPack = R"toml(
[pack]
id = "shop"
title = { zh = "店铺", en = "Shops" }
version = "1"

[register.visit]
title = { zh = "检查", en = "Visit" }
area = "place"
day = "on_day"
label = "{on_day}"
retention = { years = 10, basis = "档案法" }
fields = [
  { id = "place", type = "area", zh = "检查区域", en = "Area", required = true },
  { id = "on_day", type = "date", zh = "检查日期", en = "Day", required = true },
  { id = "photos", type = "attachment", zh = "照片", en = "Photos" },
]
)toml";

const std::string kPhoto = "\xFF\xD8\xFF\xE0 a photograph";
const std::string kMinutes = "会议纪要\n";

using Numbers = std::vector<std::string>;

test::Values visit(const TestOffice& office, const Numbers& photos) {
    return {{"place", registry::Key{office.east.number}},
            {"on_day", day("2021-03-04")},
            {"photos", photos}};
}

std::string file_of(const TestOffice& office, const std::string& number) {
    return office.path() + "/attachments/341502005/" + number.substr(0, 2) + "/" + number;
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void overwrite(const std::string& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) names.push_back(entry.path().filename());
    }
    return names;
}

TEST(Attachments, AreKeptByWhatIsInThem) {
    TestOffice office(kPack);

    const auto kept = office.store->keep_attachment(kPhoto).value();

    EXPECT_EQ(kept.number, sha256(kPhoto).hex());
    EXPECT_EQ(kept.size, static_cast<std::int64_t>(kPhoto.size()));
    EXPECT_EQ(kept.kind, FileKind::Jpeg);
    EXPECT_FALSE(kept.repeated);
    EXPECT_EQ(bytes_of(file_of(office, kept.number)), kPhoto);
    EXPECT_EQ(office.store->attachment(kept.number).value(), kPhoto);
    const auto perms = fs::status(file_of(office, kept.number)).permissions();
    EXPECT_EQ(perms & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
}

TEST(Attachments, AreKeptOnce) {
    TestOffice office(kPack);
    const auto first = office.store->keep_attachment(kPhoto).value();

    const auto again = office.store->keep_attachment(kPhoto).value();

    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.number, first.number);
    EXPECT_THAT(files_in(office.path() + "/attachments"), ElementsAre(first.number));
}

TEST(Attachments, AreKeptOnceByManyAtATime) {
    TestOffice office(kPack);
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] { EXPECT_TRUE(office.store->keep_attachment(kPhoto)); });
    }
    for (auto& thread : threads) thread.join();

    EXPECT_THAT(files_in(office.path() + "/attachments"), ElementsAre(sha256(kPhoto).hex()));
    EXPECT_EQ(office.store->attachment(sha256(kPhoto).hex()).value(), kPhoto);
}

TEST(Attachments, AreMendedByKeepingThemAgain) {
    TestOffice office(kPack);
    const auto number = office.store->keep_attachment(kPhoto).value().number;
    overwrite(file_of(office, number), "rot");

    const auto damaged = office.store->attachment(number);
    const auto again = office.store->keep_attachment(kPhoto).value();

    EXPECT_EQ(damaged.error().rule, "attachment.damaged");
    EXPECT_EQ(words(damaged.error(), Language::Chinese),
              "附件“" + number +
                  "”的内容与编号不符，被改动过。\n"
                  "  请从备份中取回，或用 qingshui attach 重新存入原文件。\n");
    EXPECT_EQ(words(damaged.error(), Language::English),
              "The attachment \"" + number +
                  "\" is not what its number says; it was altered.\n"
                  "  Take it from a backup, or keep the original again: qingshui attach.\n");
    EXPECT_FALSE(again.repeated);
    EXPECT_EQ(office.store->attachment(number).value(), kPhoto);
}

TEST(Attachments, RefuseWhatIsNotKept) {
    TestOffice office(kPack);

    const auto refused = office.store->attachment("3f2a");

    EXPECT_EQ(refused.error().rule, "attachment.unknown");
    EXPECT_EQ(refused.error().reason, Reason::Missing);
    EXPECT_EQ(
        words(refused.error(), Language::Chinese),
        "没有编号为“3f2a”的附件。\n  请核对编号；完整的编号有64位，由 qingshui attach 给出。\n");
    EXPECT_EQ(words(refused.error(), Language::English),
              "There is no attachment number \"3f2a\".\n"
              "  Check the number; a whole one has 64 digits, as qingshui attach printed it.\n");
    EXPECT_EQ(office.store->attachment(std::string(64, '0')).error().rule, "attachment.unknown");
    EXPECT_EQ(office.store->attachment("../../office.db").error().rule, "attachment.unknown");
}

TEST(Attachments, LeaveNothingOfWhatIsRefused) {
    TestOffice office(kPack);

    EXPECT_EQ(office.store->keep_attachment("").error().rule, "attachment.empty");
    EXPECT_EQ(office.store->keep_attachment("#!/bin/sh").error().rule, "attachment.program");
    EXPECT_EQ(office.store->keep_attachment(std::string(kAttachmentBytesMax + 1, 'a')).error().rule,
              "attachment.too_large");

    EXPECT_THAT(files_in(office.path() + "/attachments"), IsEmpty());
}

TEST(Attachments, ClearAwayWhatAnInterruptedProcessLeft) {
    TestOffice office(kPack);
    overwrite(office.path() + "/attachments/341502005/Xy12Za.part", "half of a pho");

    EXPECT_THAT(office.verify(), IsEmpty());
    office.store->back_up(office.folder / "backup.zip");
    ASSERT_TRUE(restore(office.folder / "backup.zip", office.folder / "again"));
    office.reopen();

    EXPECT_THAT(files_in(office.path() + "/attachments"), IsEmpty());
    EXPECT_THAT(files_in(office.folder / "again/attachments"), IsEmpty());
}

TEST(Filing, RefusesAttachmentsThatAreNotKept) {
    TestOffice office(kPack);
    const auto number = sha256(kPhoto).hex();
    const auto other = sha256(kMinutes).hex();

    const auto refused = office.file("shop.visit", visit(office, {number, other}));

    EXPECT_EQ(words(refused.error(), Language::Chinese),
              "“检查”记录有2处错误，没有登记。\n"
              "  请按下列提示逐项改正后重新提交。\n"
              "  “照片”列 “" +
                  number +
                  "”：“照片”填的附件还没有存入本办公室。\n"
                  "    请先用 qingshui attach 存入文件，再填它给出的编号。\n"
                  "  “照片”列 “" +
                  other +
                  "”：“照片”填的附件还没有存入本办公室。\n"
                  "    请先用 qingshui attach 存入文件，再填它给出的编号。\n");
    EXPECT_EQ(refused.error().faults.front().rule, "attachment.unknown");
    EXPECT_EQ(refused.error().faults.front().subject, "photos");
    EXPECT_EQ(words(refused.error().faults.front(), Language::English),
              "column \"照片\" \"" + number +
                  "\": \"Photos\" names an attachment that this office does not keep.\n"
                  "  Keep the file first with qingshui attach, then enter the number it prints.\n");
}

TEST(Filing, TakesAttachmentsOnceTheyAreKept) {
    TestOffice office(kPack);
    const auto number = office.store->keep_attachment(kPhoto).value().number;

    const auto filed = office.file("shop.visit", visit(office, {number}));

    ASSERT_TRUE(filed);
    const auto kept = office.store->read()->record("shop.visit", filed->record);
    EXPECT_EQ(std::get<Numbers>(kept->record.values[2]), Numbers{number});
}

TEST(Filing, LeavesIncompleteNumbersToTheRecordsOwnChecks) {
    TestOffice office(kPack);

    const auto refused = office.file("shop.visit", visit(office, {"3f2a"}));

    ASSERT_EQ(refused.error().faults.size(), 1U);
    EXPECT_EQ(refused.error().faults.front().rule, "record.type");
}

TEST(Correcting, RefusesAttachmentsThatAreNotKept) {
    TestOffice office(kPack);
    const auto filed = office.file("shop.visit", visit(office, {})).value();
    const auto correct = [&](const Numbers& photos) {
        return office.write([&](Writer& writer) {
            return writer.correct(
                "shop.visit", filed.record,
                test::make_record(*writer.catalogue().schema("shop.visit"), visit(office, photos)),
                {"tester"});
        });
    };

    EXPECT_EQ(correct({sha256(kPhoto).hex()}).error().faults.front().rule, "attachment.unknown");
    const auto number = office.store->keep_attachment(kPhoto).value().number;
    EXPECT_TRUE(correct({number}));
}

TEST(VerifyAttachments, FindsOneThatIsGone) {
    TestOffice office(kPack);
    const auto number = office.store->keep_attachment(kPhoto).value().number;
    const auto filed = office.file("shop.visit", visit(office, {number})).value();
    EXPECT_THAT(office.verify(), IsEmpty());
    const Text gone{
        fmt::format("附件“{}”不见了，台账“检查”的记录{}用到它（第{}号变更）", number,
                    filed.record.number, filed.seq),
        fmt::format("The attachment \"{}\" is gone; record {} of \"Visit\" names it (history "
                    "entry {})",
                    number, filed.record.number, filed.seq)};

    fs::remove(file_of(office, number));
    EXPECT_THAT(office.verify(), ElementsAre(gone));

    // The past still names it.
    ASSERT_TRUE(office.write(
        [&](Writer& writer) { return writer.withdraw("shop.visit", filed.record, {"tester"}); }));
    EXPECT_THAT(office.verify(), ElementsAre(gone));
}

TEST(VerifyAttachments, FindsAFlippedByteAnywhere) {
    TestOffice office(kPack);
    const auto number = office.store->keep_attachment(kPhoto).value().number;
    const Text altered{"附件“" + number + "”的内容与名称不符，被改动过",
                       "The attachment \"" + number + "\" is not what its name says"};

    for (std::size_t place = 0; place < kPhoto.size(); ++place) {
        auto bytes = kPhoto;
        bytes[place] = static_cast<char>(bytes[place] ^ 1);
        overwrite(file_of(office, number), bytes);
        EXPECT_THAT(office.verify(), ElementsAre(altered)) << "byte " << place;
    }
    overwrite(file_of(office, number), kPhoto);
    EXPECT_THAT(office.verify(), IsEmpty());
}

TEST(Backup, CarriesAttachments) {
    TestOffice office(kPack);
    const auto number = office.store->keep_attachment(kPhoto).value().number;
    ASSERT_TRUE(office.file("shop.visit", visit(office, {number})));

    office.store->back_up(office.folder / "backup.zip");
    ASSERT_TRUE(restore(office.folder / "backup.zip", office.folder / "again"));

    const auto again = open(office.folder / "again", office.clock).value();
    EXPECT_EQ(again->attachment(number).value(), kPhoto);
    EXPECT_THAT(again->verify({}), IsEmpty());
}

area::Boundary square(double west, double south, double size) {
    return {{{{west, south},
              {west + size, south},
              {west + size, south + size},
              {west, south + size},
              {west, south}},
             {}}};
}

TEST(Locating, FindsTheInnermostAreaOfTheDay) {
    TestOffice office;
    const auto put = [&](Id<area::Area> area, const area::Boundary& boundary) {
        ASSERT_TRUE(office.write([&](Writer& writer) {
            return writer.set_boundary(area, boundary, Date::min(), {"tester"});
        }));
    };
    put(office.root, square(116, 31, 1));
    put(office.east, square(116.5, 31, 0.5));
    EXPECT_EQ(office.store->read()->locate({116.6, 31.1}, day("2021-06-01")), office.east);

    const auto grid = office.found("341502005001001", "第一网格", office.east, "2021-01-01");
    put(grid, square(116.5, 31, 0.2));

    const auto reader = office.store->read();
    EXPECT_EQ(reader->locate({116.6, 31.1}, day("2021-06-01")), grid);
    EXPECT_EQ(reader->locate({116.6, 31.1}, day("2020-06-01")), office.east);
    EXPECT_EQ(reader->locate({116.8, 31.1}, day("2021-06-01")), office.east);
    EXPECT_EQ(reader->locate({116.1, 31.9}, day("2021-06-01")), office.root);
    EXPECT_EQ(reader->locate({118, 31}, day("2021-06-01")), std::nullopt);
}

}  // namespace

}  // namespace qingshui::store
