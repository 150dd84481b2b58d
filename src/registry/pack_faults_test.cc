// Faults of a pack as a whole: its reports' files, and more than there may be of something.

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "registry/sample_pack.h"

namespace qingshui::registry {
namespace {

namespace fs = std::filesystem;

struct Told {
    std::string rule;
    std::string zh;
    std::string en;

    friend bool operator==(const Told&, const Told&) = default;
    friend void PrintTo(const Told& told, std::ostream* out) {
        *out << told.rule << "\n" << told.zh << told.en;
    }
};

Told told_of(const Refusal& fault) {
    return {fault.rule, words(fault, Language::Chinese), words(fault, Language::English)};
}

// The one fault of these packs.
Told fault_of(const std::map<std::string, Catalogue::Files>& packs) {
    const auto read = Catalogue::read(packs);
    if (read || read.error().faults.size() != 1) {
        ADD_FAILURE() << (read ? "no fault" : words(read.error(), Language::English));
        return {};
    }
    return told_of(read.error().faults.front());
}

TEST(PackFaults, WantAPlaceForTheChaptersOfAReport) {
    EXPECT_EQ(fault_of({{"sample",
                         {{"pack.toml", sample_pack()}, {"report.md", "x"}, {"annual.md", "x"}}}}),
              (Told{"pack.chapter",
                    "sample/pack.toml 第96行：“annual.md”里没有 {{chapters}}，各章无处可放。\n"
                    "  请在各章的位置单独一行写上 {{chapters}}。\n",
                    "sample/pack.toml row 96: \"annual.md\" has no {{chapters}} where they could "
                    "stand.\n"
                    "  Write {{chapters}} on a line of its own where they belong.\n"}));
}

TEST(PackFaults, WantTheTextOfEachChapter) {
    EXPECT_EQ(
        fault_of({{"sample", {{"pack.toml", sample_pack()}, {"annual.md", "{{chapters}}"}}}}),
        (Told{"pack.chapter",
              "sample/pack.toml 第95行：业务包“sample”没有 report.md，不能收入报告。\n"
              "  请写 sample/report.md，或从 chapters 里去掉它。\n",
              "sample/pack.toml row 95: The pack \"sample\" has no report.md to be a chapter.\n"
              "  Write sample/report.md, or take it out of chapters.\n"}));
}

TEST(PackFaults, WantTheFieldsThatKeepPassages) {
    const auto pack =
        with(sample_pack(), "text = \"annual.md\"", "text = \"annual.md\"\npassages = \"visit\"");
    EXPECT_EQ(
        fault_of(
            {{"sample", {{"pack.toml", pack}, {"report.md", "x"}, {"annual.md", "{{chapters}}"}}}}),
        (Told{"pack.passages",
              "sample/pack.toml 第97行：台账“sample.visit”缺少存放手写段落的字段。\n"
              "  请声明文本字段 report、period、key 和长文本字段 words。\n",
              "sample/pack.toml row 97: The register \"sample.visit\" lacks fields for "
              "passages.\n"
              "  Declare text fields report, period, key and a longtext words.\n"}));
}

TEST(PackFaults, WantNoMoreFieldsThanARegisterHolds) {
    std::string fields;
    for (std::size_t i = 0; i < Schema::kFieldsMax; ++i) {
        fields += fmt::format(
            "  {{ id = \"f{}\", type = \"text\", zh = \"项{}\", en = \"Field {}\" }},\n", i, i, i);
    }
    const FaultyPack found =
        told({"  { id = \"after\"", fields + "  { id = \"after\"", "", "", ""});
    EXPECT_EQ(found.rule, "pack.too_many");
    EXPECT_EQ(found.zh, "第14行：字段多于200个。\n  请分成几个台账或子表。\n");
    EXPECT_EQ(found.en,
              "row 14: There are more than 200 fields.\n"
              "  Divide it into several registers or sub-tables.\n");
}

TEST(PackFaults, WantNoMoreRatesThanATableHolds) {
    std::string rows;
    for (int i = 0; i < 2'000; ++i) {
        rows += "[[rates.medal.row]]\nyears = 1\nfrom = 2021-01-01\nbasis = \"x\"\n";
    }
    const FaultyPack found = told({"[indicator.visits]", rows + "[indicator.visits]", "", "", ""});
    EXPECT_EQ(found.rule, "pack.too_many");
    EXPECT_EQ(found.zh, "第32行：行数多于2000。\n  请改用台账。\n");
    EXPECT_EQ(found.en, "row 32: There are more than 2000 rows.\n  Use a register instead.\n");
}

TEST(PackFaults, WantNoMorePacksThanAnOfficeTakes) {
    std::map<std::string, Catalogue::Files> packs;
    for (std::size_t i = 0; i <= Catalogue::kPacksMax; ++i) packs[fmt::format("p{}", i)];
    EXPECT_EQ(fault_of(packs),
              (Told{"pack.too_many", "packs：业务包多于200个。\n  请合并业务包。\n",
                    "packs: There are more than 200 packs.\n  Join some of them.\n"}));
}

TEST(PackFaults, WantNoFileBeyondAMegabyte) {
    const std::string large(Catalogue::kFileBytesMax + 1, 'x');
    EXPECT_EQ(
        fault_of({{"sample",
                   {{"pack.toml", sample_pack()},
                    {"report.md", large},
                    {"annual.md", "{{chapters}}"}}}}),
        (Told{"pack.too_large", "sample/report.md：文件大于 1 MB。\n  请分成几个业务包。\n",
              "sample/report.md: The file exceeds 1 MB.\n  Divide it into several packs.\n"}));
}

class PackFolders : public testing::Test {
protected:
    void SetUp() override {
        std::string name = fs::temp_directory_path() / "qingshui-XXXXXX";
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder_ = name;
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const fs::path& name, const std::string& text) const {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name) << text;
    }
    Told refused(const fs::path& name) const {
        const auto read = read_folders(folder_ / name);
        if (read) ADD_FAILURE() << "read";
        return read ? Told() : told_of(read.error());
    }
    std::string at(const fs::path& name) const { return folder_ / name; }

    fs::path folder_;
};

TEST_F(PackFolders, HoldNoFileBeyondAMegabyte) {
    write("sample/pack.toml", std::string(Catalogue::kFileBytesMax + 1, '#'));
    const std::string file = at("sample/pack.toml");
    EXPECT_EQ(refused("sample"),
              (Told{"pack.too_large", file + "：文件大于 1 MB。\n  请分成几个业务包。\n",
                    file + ": The file exceeds 1 MB.\n  Divide it into several packs.\n"}));
}

TEST_F(PackFolders, HoldNoMoreFilesThanAPackNeeds) {
    write("sample/pack.toml", "");
    for (int i = 0; i < 100; ++i) write(fmt::format("sample/{}.md", i), "");
    const std::string folder = at("sample");
    EXPECT_EQ(
        refused("sample"),
        (Told{"pack.too_large", folder + "：一个业务包的文件多于100个。\n  请移走无关的文件。\n",
              folder + ": The pack has more than 100 files.\n"
                       "  Move away what does not belong to it.\n"}));
}

TEST_F(PackFolders, HoldNoMorePacksThanAnOfficeTakes) {
    for (std::size_t i = 0; i <= Catalogue::kPacksMax; ++i) {
        write(fmt::format("packs/p{}/pack.toml", i), "");
    }
    const std::string folder = at("packs");
    EXPECT_EQ(refused("packs"),
              (Told{"pack.too_large", folder + "：业务包多于200个。\n  请合并业务包。\n",
                    folder + ": There are more than 200 packs.\n  Join some of them.\n"}));
}

}  // namespace
}  // namespace qingshui::registry
