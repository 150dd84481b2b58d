#pragma once

#include <string>
#include <vector>

#include "base/text.h"

namespace qingshui {

// The broad kind of a refusal. The API maps each to one HTTP status, the
// command line all of them to exit code 1.
enum class Reason {
    Invalid,    // 422: the request breaks a declared rule.
    Missing,    // 404: it names something that does not exist.
    Forbidden,  // 403: the actor may not do this here.
    Conflict,   // 409: the world moved on since the actor looked.
    TooLarge,   // 413: it exceeds a stated limit.
};

// Where in a person's input a fault lies. Empty parts are unknown.
struct Where {
    std::string file = {};
    int row = 0;              // Line of a text file, row of a sheet; from 1.
    std::string column = {};  // Title of a column, as the person wrote it.
    std::string value = {};   // What stood there, as the person wrote it.

    friend bool operator==(const Where&, const Where&) = default;
};

// Why a request was refused: an answer, not an accident.
//
// `rule` is a stable name such as "record.required": tests and programs go by
// it. `says` and `remedy` are the words a person reads, written where the
// refusal is born (docs/decisions/0002).
struct Refusal {
    Reason reason = Reason::Invalid;
    std::string rule;
    std::string subject = {};  // What was refused: a field, a code, a step.
    Text says = {};            // What is wrong: a sentence, but for its closing mark.
    Text remedy = {};          // What to do next, likewise; or empty.
    Where where = {};
    std::vector<Refusal> faults = {};  // Each separate fault, when there are several.

    friend bool operator==(const Refusal&, const Refusal&) = default;
};

// The refusal as lines for a person: place and what is wrong, on the next line what to do; then
// each fault likewise, indented by two spaces. Sentences are whole (base/sentence.h), lines too.
std::string words(const Refusal& refusal, Language language);

// Place and what is wrong as others quote it in a sentence: on one line, without a closing mark.
std::string clause(const Refusal& refusal, Language language);

}  // namespace qingshui
