#include "cmd/commands.h"

namespace qingshui::cmd {

CLI::Option* add_place(CLI::App& command, const Words& words, store::Address& office) {
    return command.add_option("OFFICE", office.place,
                              words("办公室文件夹，或 postgresql:// 开头的数据库地址",
                                    "The office's folder, or a database: postgresql://…"));
}

CLI::Option* add_tenant(CLI::App& command, const Words& words, store::Address& office) {
    return command.add_option("--tenant", office.tenant,
                              words("哪个办公室（代码）；那里有几个时要写明",
                                    "Which office, by code, where there are several"));
}

CLI::Option* add_office(CLI::App& command, const Words& words, store::Address& office) {
    add_tenant(command, words, office);
    return add_place(command, words, office);
}

}  // namespace qingshui::cmd
