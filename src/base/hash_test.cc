#include "base/hash.h"

#include <gtest/gtest.h>

namespace qingshui {
namespace {

TEST(Sha256, GivesThePublishedDigests) {
    EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc").hex(),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hasher, TakesBytesInPieces) {
    Hasher hasher;
    const std::string text(1000, 'x');
    for (std::size_t at = 0; at < text.size(); at += 7) {
        hasher.add(std::string_view(text).substr(at, 7));
    }
    EXPECT_EQ(hasher.digest(), sha256(text));
}

}  // namespace
}  // namespace qingshui
