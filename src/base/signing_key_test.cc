#include "base/signing_key.h"

#include <string>

#include <gtest/gtest.h>

namespace qingshui {
namespace {

TEST(SigningKey, IsKnownWholeAndNotWithAnyByteAltered) {
    const std::string secret = new_signing_key();

    EXPECT_TRUE(is_signing_key(secret));
    for (std::size_t at = 0; at < secret.size(); ++at) {
        std::string altered = secret;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        EXPECT_FALSE(is_signing_key(altered)) << at;
    }
    EXPECT_FALSE(is_signing_key(secret.substr(1)));
    EXPECT_FALSE(is_signing_key(""));
}

}  // namespace
}  // namespace qingshui
