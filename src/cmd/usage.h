#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/refusal.h"

namespace qingshui::cmd {

// What is wrong with the way a command was typed. Thrown while the command line is read, also by
// checks of single arguments; answered in run() with the exit code Usage.
class UsageFault : public std::exception {
public:
    explicit UsageFault(Text says, Text remedy = {"用 --help 查看用法", "See --help"})
        : says_(std::move(says)), remedy_(std::move(remedy)) {}

    const char* what() const noexcept override { return says_.en.c_str(); }
    Refusal refusal() const { return {Reason::Invalid, "usage", "", says_, remedy_}; }

private:
    Text says_;
    Text remedy_;
};

// Arguments that a command needs and that were not typed, by name.
UsageFault left_out(const std::vector<std::string>& names);

// What the library found wrong, in words of our own. Requires an error that is no call for help.
UsageFault usage_fault(const CLI::App& app, const CLI::ParseError& error);

}  // namespace qingshui::cmd
