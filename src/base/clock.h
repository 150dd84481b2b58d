#pragma once

#include "base/date.h"

namespace qingshui {

// Where the time comes from. Passed in, so that tests decide what day it is.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() = 0;
};

// The machine's clock. Built in `cmd` and passed down.
class SystemClock final : public Clock {
public:
    Instant now() override;
};

// A clock that shows what it was set to.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant now) : now_(now) {}
    Instant now() override { return now_; }
    void set(Instant now) { now_ = now; }

private:
    Instant now_;
};

}  // namespace qingshui
