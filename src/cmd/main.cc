#include <chrono>
#include <cstdlib>
#include <iostream>

#include <unistd.h>

#include "cmd/commands.h"

namespace {

// The machine's clock: the one place that asks for the time.
class SystemClock final : public qingshui::Clock {
public:
    qingshui::Instant now() override {
        using std::chrono::system_clock;
        const auto since = system_clock::now().time_since_epoch();
        return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
    }
};

}  // namespace

int main(int argc, char** argv) {
    SystemClock clock;
    qingshui::cmd::Context context{std::cout, std::cerr, clock};
    context.err_is_terminal = isatty(STDERR_FILENO) == 1;
    context.language = qingshui::cmd::language_of_locale();
    const char* user = std::getenv("USER");
    context.actor = user == nullptr ? "local" : user;
    return qingshui::cmd::run(argc, argv, context);
}
