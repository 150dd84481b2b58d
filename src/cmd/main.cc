#include <cstdlib>
#include <iostream>

#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "cmd/commands.h"

int main(int argc, char** argv) {
    umask(077);  // Books, backups and exports are their owner's alone.
    qingshui::SystemClock clock;
    qingshui::cmd::Context context{.out = std::cout, .err = std::cerr, .clock = clock};
    context.err_is_terminal = isatty(STDERR_FILENO) == 1;
    context.language = qingshui::cmd::language_of_locale();
    const char* user = std::getenv("USER");  // NOLINT(concurrency-mt-unsafe): before threads.
    context.actor = user == nullptr ? "local" : user;
    return qingshui::cmd::run(argc, argv, context);
}
