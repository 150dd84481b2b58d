#include "sample/people.h"

#include <gtest/gtest.h>

#include "registry/identity.h"

namespace qingshui::sample {
namespace {

TEST(People, ArePlainlyMadeUpAndWellFormed) {
    Chance chance(1, "people");
    for (int i = 0; i < 500; ++i) {
        EXPECT_TRUE(person_name(chance).starts_with("示例"));
        const auto phone = phone_number(chance);
        EXPECT_TRUE(registry::is_phone(phone)) << phone;
        EXPECT_TRUE(phone.starts_with("1990000"));
        const auto identity = identity_number(chance);
        EXPECT_FALSE(registry::identity_fault(identity)) << identity;
        EXPECT_TRUE(identity.starts_with("829999"));
    }
}

}  // namespace
}  // namespace qingshui::sample
