// The packs of the project and of its examples, held to what every office may expect of them.

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registry/pack.h"
#include "report/report.h"
#include "tally/count.h"

namespace qingshui {
namespace {

using registry::Catalogue;
using registry::Field;
using registry::FieldType;
using registry::Mask;

const std::string kRoot = SOURCE_DIR;

// Every folder of packs: the project's own, and those that examples bring along.
std::vector<std::string> pack_folders() {
    std::vector<std::string> folders = {kRoot + "/packs"};
    for (const auto& example : std::filesystem::directory_iterator(kRoot + "/examples")) {
        const auto packs = example.path() / "packs";
        if (std::filesystem::is_directory(packs)) folders.push_back(packs.string());
    }
    return folders;
}

Result<Catalogue> read(const std::string& folder) {
    auto files = registry::read_folders(folder);
    if (!files) return files.error();
    return Catalogue::read(*files);
}

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// The texts of all reports and chapters.
std::string templates(const Catalogue& catalogue) {
    std::string all;
    for (const auto& pack : catalogue.packs()) {
        if (pack.text) all += pack.text->text;
        for (const auto& report : pack.reports) all += report.heading + "\n" + report.text;
    }
    return all;
}

// Calls `see` with each field of each register, sub-tables included.
template <typename See>
void each_field(const Catalogue& catalogue, See see) {
    for (const auto& pack : catalogue.packs()) {
        for (const auto& schema : pack.registers) {
            for (const Field& field : schema.fields) see(schema, field);
            for (const auto& lines : schema.lines) {
                for (const Field& field : lines.fields) see(schema, field);
            }
        }
    }
}

TEST(Packs, AreReadWithoutAFault) {
    for (const std::string& folder : pack_folders()) {
        const auto catalogue = read(folder);
        EXPECT_TRUE(catalogue) << folder << "\n"
                               << (catalogue ? "" : words(catalogue.error(), Language::Chinese));
    }
}

TEST(Packs, HaveTextsThatSpeakOfFiguresThereAre) {
    for (const std::string& folder : pack_folders()) {
        const auto catalogue = read(folder);
        ASSERT_TRUE(catalogue);
        for (const Refusal& fault : report::faults(*catalogue)) {
            ADD_FAILURE() << folder << "\n" << words(fault, Language::Chinese);
        }
    }
}

TEST(Packs, DefineEveryFigureOfTheYear) {
    const auto catalogue = read(kRoot + "/packs");
    ASSERT_TRUE(catalogue);
    const std::string all = templates(*catalogue);
    std::istringstream table(text_of(kRoot + "/tests/system/figures-2021.tsv"));
    std::string line;
    std::getline(table, line);
    int rows = 0;
    while (std::getline(table, line)) {
        const std::string id = line.substr(0, line.find('\t'));
        ++rows;
        // A list names the figure of each of its records with a star: land.*.houses.
        const auto first = id.find('.');
        const auto last = id.rfind('.');
        const std::string of_each = id.substr(0, first) + ".*" + id.substr(last);
        const bool named_in_text = all.find("作 " + id + "}}") != std::string::npos ||
                                   all.find("作 " + of_each + "}}") != std::string::npos;
        const auto figure = tally::find_figure(*catalogue, id, *Date::of(2021, 12, 31));
        EXPECT_TRUE(named_in_text || figure) << id;
    }
    EXPECT_EQ(rows, 52);
}

TEST(Packs, KeepWhatNamesPersonsMaskedAndForAStatedTime) {
    for (const std::string& folder : pack_folders()) {
        const auto catalogue = read(folder);
        ASSERT_TRUE(catalogue);
        each_field(*catalogue, [](const registry::Schema& schema, const Field& field) {
            const bool personal = field.type == FieldType::Identity ||
                                  field.type == FieldType::Phone || field.title.zh == "姓名";
            if (!personal) return;
            EXPECT_NE(field.mask, Mask::None) << schema.id << "." << field.id;
            EXPECT_TRUE(schema.retention.years) << schema.id;
        });
    }
}

// Titles that end so ask for a person's name.
bool asks_for_a_name(const Field& field) {
    constexpr std::array<std::string_view, 8> kEndings{"姓名", "人",   "员",     "组长",
                                                       "队长", "书记", "组长）", "户主"};
    if (field.type != FieldType::Text) return false;
    return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
        return std::string_view(field.title.zh).ends_with(ending);
    });
}

TEST(Packs, MaskThePersonsWhoAnswerForSomething) {
    // Who gives a lecture to a meeting says so in public.
    const std::set<std::string> public_names = {"publicity.study.speaker"};
    for (const std::string& folder : pack_folders()) {
        const auto catalogue = read(folder);
        ASSERT_TRUE(catalogue);
        each_field(*catalogue, [&](const registry::Schema& schema, const Field& field) {
            const std::string id = schema.id + "." + field.id;
            if (!asks_for_a_name(field) || public_names.contains(id)) return;
            EXPECT_EQ(field.mask, Mask::Name) << id;
        });
    }
}

TEST(Packs, SayOfEveryRegisterWhoSeesItAndHowLongItIsKept) {
    for (const std::string& folder : pack_folders()) {
        const auto catalogue = read(folder);
        ASSERT_TRUE(catalogue);
        for (const std::string& id : catalogue->register_ids()) {
            const registry::Schema& schema = *catalogue->schema(id);
            EXPECT_FALSE(schema.see.empty()) << id;
            EXPECT_FALSE(schema.write.empty()) << id;
            EXPECT_FALSE(schema.unique.empty()) << id;
            EXPECT_NE(schema.retention.basis, "") << id;
        }
    }
}

// Is there a number that tells its records apart by itself?
bool has_number(const registry::Schema& schema, std::string_view field) {
    return std::any_of(schema.unique.begin(), schema.unique.end(), [&](const auto& key) {
        return key.size() == 1 && schema.fields[key.front()].id == field;
    });
}

TEST(Packs, NameARecordByItsNumberThenByWhatItIsAbout) {
    constexpr std::string_view kNumber = "code";
    const auto braced = [](const std::string& id) { return "{" + id + "}"; };
    for (const std::string& folder : pack_folders()) {
        const auto catalogue = read(folder);
        ASSERT_TRUE(catalogue);
        for (const std::string& id : catalogue->register_ids()) {
            const registry::Schema& schema = *catalogue->schema(id);
            if (!has_number(schema, kNumber)) continue;
            // What has a name of its own goes by that: firms, teams, projects.
            const bool is_named = schema.label == "{name}" || schema.label == "{title}";
            EXPECT_TRUE(is_named || schema.label.starts_with("{code}")) << id;
            // Lists of records show the area and the day in columns of their own.
            for (const std::size_t shown : {schema.area, schema.day}) {
                const auto field = braced(schema.fields[shown].id);
                EXPECT_EQ(schema.label.find(field), std::string::npos) << id << " " << field;
            }
        }
    }
}

TEST(Packs, HaveAnEnglishWordForEveryUnitThatIsOne) {
    for (const std::string& folder : pack_folders()) {
        const auto catalogue = read(folder);
        ASSERT_TRUE(catalogue);
        for (const auto& pack : catalogue->packs()) {
            for (const auto& indicator : pack.indicators) {
                EXPECT_TRUE(indicator.unit.text == "%" || !indicator.unit.en.empty())
                    << indicator.id;
            }
        }
    }
}

TEST(Packs, BindEveryNumberOfTheirTextsToAnIndicator) {
    const std::set<std::string> names_of_days = {"1至10月", "10月份", "10月底", "50年”"};
    for (const std::string& folder : pack_folders()) {
        const auto catalogue = read(folder);
        ASSERT_TRUE(catalogue);
        std::string all = templates(*catalogue);
        // What stands in braces is bound, or written by hand.
        for (std::size_t open; (open = all.find("{{")) != std::string::npos;) {
            const std::size_t close = all.find("}}", open);
            ASSERT_NE(close, std::string::npos);
            all.erase(open, close + 2 - open);
        }
        for (const std::string& name : names_of_days) {
            for (std::size_t at; (at = all.find(name)) != std::string::npos;) {
                all.erase(at, name.size());
            }
        }
        const std::size_t digit = all.find_first_of("0123456789");
        EXPECT_EQ(digit, std::string::npos)
            << folder << ": …" << all.substr(digit - std::min<std::size_t>(digit, 60), 120);
    }
}

}  // namespace
}  // namespace qingshui
