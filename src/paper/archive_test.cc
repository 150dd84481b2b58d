#include "paper/archive.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <zlib.h>

#include "paper/deflate.h"

namespace qingshui::paper {
namespace {

std::string gunzipped(std::string packed, std::size_t most) {
    z_stream stream = {};
    inflateInit2(&stream, 15 + 16);
    std::string bytes(most, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
    const int outcome = inflate(&stream, Z_FINISH);
    bytes.resize(stream.total_out);
    inflateEnd(&stream);
    return outcome == Z_STREAM_END ? bytes : "not gzip";
}

TEST(Archive, GivesBackWhatWasPacked) {
    const std::string bytes = zipped({{"a.xml", "<a/>"}, {"目录/b.txt", std::string(10'000, 'b')}});
    ASSERT_TRUE(is_zip(bytes));
    const auto entries = Archive::open(bytes)->entries();
    ASSERT_TRUE(entries.has_value());
    ASSERT_EQ(entries->size(), 2U);
    EXPECT_EQ((*entries)[1].name, "目录/b.txt");
    EXPECT_EQ((*entries)[1].size, 10'000U);
    EXPECT_EQ(unzipped(bytes, "a.xml", 100), "<a/>");
    EXPECT_EQ(unzipped(bytes, "目录/b.txt", 10'000), std::string(10'000, 'b'));
}

TEST(Archive, IsTheSameBytesEachTime) {
    EXPECT_EQ(zipped({{"a", "1"}, {"b", "2"}}), zipped({{"a", "1"}, {"b", "2"}}));
}

TEST(Archive, UnpacksNoMoreThanAskedFor) {
    const std::string bytes = zipped({{"bomb", std::string(1U << 20U, '\0')}});
    EXPECT_EQ(unzipped(bytes, "bomb", 1'000), std::nullopt);
    EXPECT_EQ(unzipped(bytes, "none", 1'000), std::nullopt);
}

TEST(Archive, KnowsWhatIsNone) {
    EXPECT_FALSE(is_zip("name,age\r\n"));
    EXPECT_FALSE(Archive::open("PK\x03\x04 but then nothing of the kind"));
    EXPECT_FALSE(Archive::open(""));
}

RC_GTEST_PROP(Deflate, GivesBackAnyBytes, ()) {
    const auto bytes = *rc::gen::arbitrary<std::string>();
    RC_ASSERT(gunzipped(gzip(bytes), bytes.size() + 1) == bytes);
}

TEST(Deflate, IsTheSameBytesEachTime) { EXPECT_EQ(gzip("清水"), gzip("清水")); }

TEST(Base64, FollowsTheVectorsOfRfc4648) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foob"), "Zm9vYg==");
    EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64("\xFF\xFE"), "//4=");
}

}  // namespace
}  // namespace qingshui::paper
