#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "store/store.h"
#include "tally/rates.h"

namespace qingshui::app {

// What a person asks of the books, as they write it.
struct CountRequest {
    std::string figure;  // "environment.disputes", "environment.disputes.water"
    std::string area;    // Code or name; empty: the whole office.
    std::string period;  // "2021-01..2021-10"
    std::string as_of;   // A moment: the books as they were then; empty: now.
};

struct Counted {
    tally::Question question;
    tally::Answer answer;
    std::string area_name;
    std::string area_code;
    Text title;      // Of the figure, its cell in words: 污染纠纷·水.
    Text note = {};  // Of definitions that changed within the period; empty: none did.
    // As of a moment: the declarations of then, which the question's indicator stands in. It
    // must go before the reader.
    std::unique_ptr<store::View> past = {};
};

struct CountedRow {
    std::string key;  // Month, area code, cell or choice; empty: not filled in.
    Text title;       // What people call it.
    tally::Answer answer;
};

// Answers a count from tallies alone. Refuses "period.malformed", "moment.malformed", and what
// find_area and tally::find_figure refuse.
Result<Counted> count(const access::Actor& actor, store::Reader& reader,
                      const CountRequest& request);
// The parts of a count by "area" (children), "month", the field that the indicator is split by, or
// a field of its register that is a choice or a yes or no. The last one has no tally: it reads
// the records behind the count (see trace). Refuses "count.by".
Result<std::vector<CountedRow>> count_by(const access::Actor& actor, store::Reader& reader,
                                         const CountRequest& request, std::string_view by);

// A record behind a figure, as a person reads it.
struct TracedPart {
    tally::Part part;
    std::string label;
    std::string area_name;
    std::string area_code;  // Of an area that a scope counted; else empty.
    Text component;         // Of a ratio or derived figure: which of those that make it.
    std::string unit;       // Of its amount: 元, where the figure is in 万元.
};

struct Traced {
    Counted counted;
    std::vector<TracedPart> parts;
    std::size_t records = 0;                // Different ones: one may count in several components.
    std::vector<tally::RateInForce> rates;  // Of a rate, and of what is computed from one.
    Digest digest;
    Text working;  // How other figures make a ratio or derived one; empty: the parts add up.
    Text reason;   // Why there is no number; empty: there is one.
};

// The records behind a count; their amounts add up to it, or to the figures that make it, which
// are taken one after the other.
Result<Traced> trace(const access::Actor& actor, store::Reader& reader,
                     const CountRequest& request);

// Reads a period as people write it; refuses "period.malformed" with examples.
Result<Period> parse_period(std::string_view text);
// A moment of the books: the last history entry at or before it, and its day.
struct Moment {
    store::AsOf as_of;
    Date day;
};
// Reads a day (its end), a moment or the number of an entry: 第109818号, #109818; a bare number
// only if it cannot be a year, month or day. Refuses "moment.malformed", "moment.before_books"
// and "moment.no_entry".
Result<Moment> parse_moment(store::Reader& reader, std::string_view text);
// The view of a moment as people write it; none for an empty text: the books as they are.
// Refuses what parse_moment refuses.
Result<std::unique_ptr<store::View>> view_as_of(store::Reader& reader, std::string_view text);

}  // namespace qingshui::app
