#include "app/attaching.h"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/attachment_files.h"
#include "app/locating.h"
#include "app/probe_pack.h"
#include "base/failure.h"
#include "base/hash.h"

namespace qingshui::app {
namespace {

namespace fs = std::filesystem;

const std::string kPhoto = "\xFF\xD8\xFF\xE0 a photograph";

Date day(std::string_view iso) { return Date::parse(iso).value(); }

// An office, and files beside it.
class AttachingTest : public testing::Test {
protected:
    AttachingTest()
        : folder_(fs::temp_directory_path() /
                  fmt::format("qingshui-attaching-{}",
                              testing::UnitTest::GetInstance()->current_test_info()->name())) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        auto made = store::create((folder_ / "office").string(), 341502005, "清水河街道",
                                  {{"beacon", {{"pack.toml", probe::kPack}}}}, clock_);
        if (!made) throw Failure(words(made.error(), Language::English));
        store_ = std::move(made).value();
        actor_ = {"张三", store_->read()->root()};
    }
    ~AttachingTest() override {
        store_.reset();
        fs::remove_all(folder_);
    }

    std::string file(const std::string& name, std::string_view bytes) const {
        const auto path = (folder_ / name).string();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    Result<Located> locate(area::Point place) {
        return app::locate(actor_, *store_->read(), place, day("2021-06-01"));
    }
    void set_boundary(Id<area::Area> area) {
        const area::Boundary square{{{{116, 31}, {117, 31}, {117, 32}, {116, 32}, {116, 31}}, {}}};
        const auto set = store_->write([&](store::Writer& writer) -> Result<void> {
            TRY(writer.set_boundary(area, square, Date::min(), {"张三"}));
            return {};
        });
        if (!set) throw Failure(words(set.error(), Language::English));
    }

    // What taking a sheet in with the attachments of `folder` is refused with.
    std::vector<Refusal> refused(const ImportFile& sheet, const std::string& folder) {
        const auto done = import_with_attachments(actor_, *store_, {sheet}, {}, folder);
        if (done) return {};
        return done.error().faults.empty() ? std::vector{done.error()} : done.error().faults;
    }

    fs::path folder_;
    FixedClock clock_{Instant::at({day("2021-06-01"), 8 * 3600})};
    std::unique_ptr<store::Store> store_;
    access::Actor actor_;
};

TEST_F(AttachingTest, KeepsFilesAndGivesTheirNumbers) {
    const auto photo = file("照片.jpg", kPhoto);
    const auto again = file("同一张.jpg", kPhoto);
    const auto minutes = file("minutes.txt", "会议纪要\n");

    const auto attached = attach(*store_, {photo, again, minutes}).value();

    ASSERT_EQ(attached.size(), 3U);
    EXPECT_EQ(attached[0].file, photo);
    EXPECT_EQ(attached[0].kept.number, sha256(kPhoto).hex());
    EXPECT_FALSE(attached[0].kept.repeated);
    EXPECT_TRUE(attached[1].kept.repeated);
    EXPECT_EQ(attached[2].kept.kind, store::FileKind::Text);
    EXPECT_EQ(store_->attachment(attached[0].kept.number).value(), kPhoto);
}

TEST_F(AttachingTest, KeepsAllOrNoneAndListsEveryFault) {
    const auto photo = file("照片.jpg", kPhoto);
    const auto empty = file("空.txt", "");
    const auto program = file("setup.pdf", "MZ\x90");
    const auto large = file("大.txt", "");
    fs::resize_file(large, std::uintmax_t{200} << 20U);
    const auto missing = (folder_ / "没有.jpg").string();

    const auto refused = attach(*store_, {photo, empty, program, large, missing});

    EXPECT_EQ(refused.error().rule, "attachment.faulty");
    EXPECT_EQ(words(refused.error(), Language::Chinese),
              "有4个文件不能作附件，一个也没有存入。\n"
              "  请按下列提示处理后再存。\n"
              "  " +
                  empty +
                  "：文件是空的，没有内容。\n"
                  "    请核对是否选错，或重新拍摄、导出。\n"
                  "  " +
                  program +
                  "：文件是Windows程序，不能作附件。\n"
                  "    附件只收图片、PDF、OFD、办公文档（DOCX、XLSX、PPTX、WPS、ODF、RTF）和文本，"
                  "请换成其中一种。\n"
                  "  " +
                  large +
                  "：文件有200.0 MB，超过50 MB的上限。\n"
                  "    请压缩图片，或拆成几个文件。\n"
                  "  " +
                  missing +
                  "：没有这个文件，或它是文件夹。\n"
                  "    请核对路径。\n");
    EXPECT_EQ(
        words(refused.error(), Language::English),
        "4 files cannot be attached; nothing was kept.\n"
        "  Mend these and keep them again.\n"
        "  " +
            empty +
            ": The file is empty.\n"
            "    Check the file, or make it again.\n"
            "  " +
            program +
            ": The file is a program for Windows, which is never kept.\n"
            "    Keep a picture, PDF, OFD, an office document (DOCX, XLSX, PPTX, WPS, ODF, RTF) "
            "or a text instead.\n"
            "  " +
            large +
            ": The file has 200.0 MB; the limit is 50 MB.\n"
            "    Shrink its pictures, or split it into several.\n"
            "  " +
            missing +
            ": There is no such file, or it is a folder.\n"
            "    Check the path.\n");
    EXPECT_EQ(store_->attachment(sha256(kPhoto).hex()).error().rule, "attachment.unknown");
}

TEST_F(AttachingTest, RefusesAFolder) {
    EXPECT_EQ(attach(*store_, {folder_.string()}).error().faults.front().rule,
              "attachment.no_file");
}

TEST_F(AttachingTest, LocatesAPlace) {
    set_boundary(actor_.scope);

    const auto found = locate({116.5, 31.5}).value();

    EXPECT_EQ(found.code, "341502005");
    EXPECT_EQ(found.level, area::Level::Street);
    EXPECT_EQ(found.name, "清水河街道");
    EXPECT_EQ(found.path, "清水河街道");
}

TEST_F(AttachingTest, LocatesOnlyWhatTheActorAnswersFor) {
    set_boundary(actor_.scope);
    actor_.scope = {1};

    EXPECT_EQ(locate({116.5, 31.5}).error().rule, "access.outside");
}

TEST_F(AttachingTest, SaysWhyAPlaceIsNotFound) {
    const auto outside = locate({120, 31.5}).error();
    const auto swapped = locate({31.5, 116.5}).error();
    const auto nowhere = locate({200, 95}).error();

    EXPECT_EQ(outside.rule, "place.outside");
    EXPECT_EQ(words(outside, Language::Chinese),
              "经度120、纬度31.5在2021-06-01不在任何区域的边界之内。\n"
              "  请核对坐标（WGS 84）；还没有边界的，先导入边界文件（GeoJSON）。\n");
    EXPECT_EQ(words(outside, Language::English),
              "Longitude 120, latitude 31.5 lies within no area's boundary on 2021-06-01.\n"
              "  Check the coordinates (WGS 84); import boundaries (GeoJSON) if there are none "
              "yet.\n");
    EXPECT_EQ(swapped.rule, "place.range");
    EXPECT_EQ(words(swapped, Language::Chinese),
              "经度31.5、纬度116.5不是地球上的位置。\n  是不是经纬度写反了？请写成 116.5 31.5。\n");
    EXPECT_EQ(words(swapped, Language::English),
              "Longitude 31.5, latitude 116.5 is no place on earth.\n"
              "  Were they swapped? Write 116.5 31.5.\n");
    EXPECT_EQ(words(nowhere, Language::Chinese),
              "经度200、纬度95不是地球上的位置。\n  经度在-180到180之间，纬度在-90到90之间。\n");
    EXPECT_EQ(words(nowhere, Language::English),
              "Longitude 200, latitude 95 is no place on earth.\n"
              "  Longitudes run from -180 to 180, latitudes from -90 to 90.\n");
}

TEST_F(AttachingTest, WantsAFolderOfAttachmentsThatIsThere) {
    const auto nowhere = (folder_ / "none").string();

    const auto faults =
        refused({"灯塔.csv", "灯塔编号,所在区域,点亮日期\nA1,341502005,2021-03-01\n"}, nowhere);

    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults.front().rule, "attachments.no_folder");
    EXPECT_EQ(words(faults.front(), Language::Chinese),
              "没有附件文件夹“" + nowhere + "”。\n  请写明导出附件的那个文件夹。\n");
    EXPECT_EQ(words(faults.front(), Language::English),
              "There is no folder of attachments “" + nowhere +
                  "”.\n  Name the folder that the attachments were exported to.\n");
}

TEST_F(AttachingTest, TakesNoFileThatIsNotWhatItsNumberSays) {
    const auto number = sha256(kPhoto).hex();
    file(number + ".jpg", kPhoto + " retouched");

    const auto faults =
        refused({"巡查.csv", "所在区域,巡查日期,照片\n341502005,2021-03-01," + number + "\n"},
                folder_.string());

    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults.front().rule, "attachments.other");
    EXPECT_EQ(faults.front().says.zh, "文件的内容与它的编号不符，被改动过");
    EXPECT_EQ(faults.front().says.en, "The file is not what its number says; it was altered");
    EXPECT_EQ(faults.front().remedy.zh, "请重新导出附件");
    EXPECT_EQ(faults.front().remedy.en, "Export the attachments again");
}

}  // namespace
}  // namespace qingshui::app
