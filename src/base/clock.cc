#include "base/clock.h"

#include <ctime>

#include "base/failure.h"

namespace qingshui {

Instant SystemClock::now() {
    std::timespec time = {};
    if (std::timespec_get(&time, TIME_UTC) != TIME_UTC) throw Failure("this machine has no clock");
    return Instant{std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000};
}

}  // namespace qingshui
