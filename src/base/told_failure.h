#pragma once

#include <string>

#include "base/failure.h"
#include "base/text.h"

namespace qingshui {

// A failure of the world that a person can do something about: says what is wrong and where,
// and what to do next. Written as refusals are: sentences without their closing marks.
class ToldFailure : public Failure {
public:
    ToldFailure(Text says, Text remedy)
        : Failure(says.en), says_(std::move(says)), remedy_(std::move(remedy)) {}

    const Text& says() const { return says_; }
    const Text& remedy() const { return remedy_; }

private:
    Text says_;
    Text remedy_;
};

// A sync failed: the system may take for written what is not, so that nothing more is promised
// until the files are opened again.
class SyncFailure : public ToldFailure {
public:
    explicit SyncFailure(const std::string& path);
};

// What is told when the system refused to read or write `path`; `error` is its errno.
ToldFailure file_failure(const std::string& path, int error);

}  // namespace qingshui
