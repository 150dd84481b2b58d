#include <cstdlib>
#include <iostream>

#include <unistd.h>

#include "base/clock.h"
#include "cmd/commands.h"

int main(int argc, char** argv) {
    qingshui::SystemClock clock;
    qingshui::cmd::Context context{std::cout, std::cerr, clock};
    context.err_is_terminal = isatty(STDERR_FILENO) == 1;
    context.language = qingshui::cmd::language_of_locale();
    const char* user = std::getenv("USER");
    context.actor = user == nullptr ? "local" : user;
    return qingshui::cmd::run(argc, argv, context);
}
