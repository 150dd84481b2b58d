#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "registry/pack.h"

namespace qingshui::app {

// The files of packs/ and examples/ that this binary was built with, by path from the
// project's root: "packs/party/pack.toml".
const std::map<std::string, std::string_view>& builtin_files();

// The packs that every office starts with, by folder name.
std::map<std::string, registry::Catalogue::Files> builtin_packs();

// The names of the built-in examples: "qingshuihe-2021".
std::vector<std::string> builtin_examples();
// The files of one example, by path within its folder: "plan.toml", "packs/x/pack.toml".
// Empty if there is no such example.
std::map<std::string, std::string> builtin_example(std::string_view name);

// The packs among the files of an example: those in its own packs/, else builtin_packs().
std::map<std::string, registry::Catalogue::Files> packs_of_example(
    const std::map<std::string, std::string>& files);

}  // namespace qingshui::app
