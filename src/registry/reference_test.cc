#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "registry/grammar.h"

namespace qingshui::registry {
namespace {

const char* const kFile = SOURCE_DIR "/docs/packs.md";

std::string kept() {
    std::ifstream file(kFile, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Reference, IsWhatTheGrammarSays) {
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::ofstream(kFile, std::ios::binary) << reference();
    }

    EXPECT_TRUE(kept() == reference())
        << "docs/packs.md is out of date: run this test with UPDATE_GOLDEN=1";
}

TEST(Reference, NamesEveryPartThatAKeyLeadsTo) {
    for (const PartRule& part : part_rules()) {
        for (const KeyRule& key : part.keys) {
            if (!key.part.empty()) {
                EXPECT_EQ(part_rule(key.part).id, key.part);
            }
            EXPECT_FALSE(key.zh.empty() || key.en.empty() || key.example.empty()) << key.name;
        }
    }
}

TEST(Reference, KnowsEveryTypeOfField) {
    for (const WordRule& rule : field_type_words()) {
        EXPECT_TRUE(parse_field_type(rule.word.substr(0, rule.word.find_first_of("(:"))))
            << rule.word;
    }
    EXPECT_EQ(field_type_words().size(), static_cast<std::size_t>(FieldType::Phone) + 1);
}

}  // namespace
}  // namespace qingshui::registry
