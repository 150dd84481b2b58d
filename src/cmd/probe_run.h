#pragma once

// For tests only: runs a command line in this process and keeps what it says.

#include <sstream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "cmd/commands.h"

namespace qingshui::cmd::probe {

struct Outcome {
    int code = 0;
    std::string out;
    std::string err;

    json::Value json() const { return json::parse(out).value(); }
};

// As a person would type it, without "qingshui". The day is 2021-06-01.
inline Outcome run(const std::vector<std::string>& words, Language language = Language::Chinese) {
    std::vector<const char*> arguments{"qingshui"};
    for (const std::string& word : words) arguments.push_back(word.c_str());
    FixedClock clock(Instant::at({Date::parse("2021-06-01").value(), 8 * 3600}));
    std::ostringstream out;
    std::ostringstream err;
    Context context{.out = out, .err = err, .clock = clock, .language = language, .actor = "张三"};
    const int code = cmd::run(static_cast<int>(arguments.size()), arguments.data(), context);
    return {code, out.str(), err.str()};
}

}  // namespace qingshui::cmd::probe
