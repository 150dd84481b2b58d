#pragma once

#include "base/told_failure.h"

namespace qingshui {

// What is kept is not as this program wrote it: a row is gone, a value is of the wrong kind.
// `detail` says what was met, for who mends it; in one language if it is technical.
class DamageFailure : public ToldFailure {
public:
    explicit DamageFailure(const Text& detail);
    explicit DamageFailure(const std::string& detail) : DamageFailure(Text{detail, detail}) {}
};

}  // namespace qingshui
