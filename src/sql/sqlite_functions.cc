#include <span>
#include <string_view>

#include "base/date.h"
#include "base/decimal.h"
#include "base/utf8.h"
#include "json/json.h"
#include "sql/sqlite_handle.h"

// The qs_ functions: what declared expressions need and engines lack or do differently.
// Called by the library, so nothing here throws.
//
// json_valid() is there too: the library's own may not stand in a schema that is not trusted.
// Under the same name, so that other tools can open the file.

namespace qingshui::sql {
namespace {

// The arguments of one call. Asked for what it is not, an argument makes the call an error.
class Call {
public:
    Call(sqlite3_context* context, int count, sqlite3_value** values)
        : context_(context), values_(values, static_cast<std::size_t>(count)) {}

    // True if an argument is null, as then the result is.
    bool has_null() const {
        return std::any_of(values_.begin(), values_.end(), [](sqlite3_value* value) {
            return sqlite3_value_type(value) == SQLITE_NULL;
        });
    }

    std::size_t count() const { return values_.size(); }

    std::int64_t integer(std::size_t index) {
        if (sqlite3_value_type(values_[index]) != SQLITE_INTEGER) is_wrong_ = true;
        return sqlite3_value_int64(values_[index]);
    }

    std::string_view text(std::size_t index) {
        if (sqlite3_value_type(values_[index]) != SQLITE_TEXT) is_wrong_ = true;
        const auto* bytes = sqlite3_value_text(values_[index]);
        const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values_[index]));
        return bytes ? std::string_view(reinterpret_cast<const char*>(bytes), size)
                     : std::string_view();
    }

    // None unless the arguments are a mantissa and a scale of a Decimal.
    std::optional<Decimal> decimal(std::size_t mantissa, std::int64_t scale) {
        const std::int64_t number = integer(mantissa);
        if (number > Decimal::kMantissaMax || number < -Decimal::kMantissaMax) return std::nullopt;
        if (scale < 0 || scale > Decimal::kScaleMax) return std::nullopt;
        return Decimal(number, static_cast<int>(scale));
    }

    // -1, 0 or 1 for two integers or two texts.
    int order(std::size_t a, std::size_t b) {
        if (sqlite3_value_type(values_[a]) == SQLITE_INTEGER) {
            const std::int64_t first = integer(a);
            const std::int64_t second = integer(b);
            return (first > second ? 1 : 0) - (first < second ? 1 : 0);
        }
        const int order = text(a).compare(text(b));
        return (order > 0 ? 1 : 0) - (order < 0 ? 1 : 0);
    }

    void answer_argument(std::size_t index) {
        if (is_wrong_ || index >= values_.size()) return refuse();
        sqlite3_result_value(context_, values_[index]);
    }

    void answer(std::int64_t number) {
        if (is_wrong_) return refuse();
        sqlite3_result_int64(context_, number);
    }

    void answer(const std::optional<Decimal>& number) {
        if (is_wrong_) return refuse();
        if (number) sqlite3_result_int64(context_, number->mantissa());
    }

    void answer(const std::string& text) {
        if (is_wrong_) return refuse();
        sqlite3_result_text64(context_, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }

    void answer_null() {
        if (is_wrong_) refuse();
    }

private:
    void refuse() { sqlite3_result_error(context_, "a qs_ function got a wrong type", -1); }

    sqlite3_context* context_;
    std::span<sqlite3_value*> values_;
    bool is_wrong_ = false;
};

using Operation = std::optional<Decimal> (*)(const Decimal&, const Decimal&);

void operate(Call& call, Operation operation) {
    const auto a = call.decimal(0, 0);
    const auto b = call.decimal(1, 0);
    call.answer(a && b ? operation(*a, *b) : std::nullopt);
}

// From the left, so that it fits only if every partial sum does.
void add(Call& call) {
    std::optional<Decimal> sum = Decimal();
    for (std::size_t index = 0; index < call.count(); ++index) {
        const auto term = call.decimal(index, 0);
        sum = sum && term ? plus(*sum, *term) : std::nullopt;
    }
    call.answer(sum);
}

void subtract(Call& call) { operate(call, minus); }
void multiply(Call& call) { operate(call, times); }

bool is_scale(std::int64_t scale) { return scale >= 0 && scale <= Decimal::kScaleMax; }

void scale(Call& call) {
    const auto number = call.decimal(0, call.integer(1));
    const std::int64_t to = call.integer(2);
    if (!number || !is_scale(to)) return call.answer_null();
    call.answer(number->rounded(static_cast<int>(to)));
}

void divide(Call& call) {
    const auto a = call.decimal(0, call.integer(1));
    const auto b = call.decimal(2, call.integer(3));
    const std::int64_t to = call.integer(4);
    if (!a || !b || !is_scale(to)) return call.answer_null();
    call.answer(divided(*a, *b, static_cast<int>(to)));
}

void compare(Call& call) {
    const auto a = call.decimal(0, call.integer(1));
    const auto b = call.decimal(2, call.integer(3));
    if (!a || !b) return call.answer_null();
    call.answer((*a > *b ? 1 : 0) - (*a < *b ? 1 : 0));
}

void extreme(Call& call, int wanted) {
    std::size_t best = 0;
    for (std::size_t index = 1; index < call.count(); ++index) {
        if (call.order(index, best) == wanted) best = index;
    }
    call.answer_argument(best);
}

void least(Call& call) { extreme(call, -1); }
void greatest(Call& call) { extreme(call, 1); }

void days(Call& call) {
    const auto moment = DateTime::parse(call.text(0));
    if (!moment) return call.answer_null();
    call.answer(moment->date.days());
}

void date(Call& call) {
    const auto day = Date::from_days(call.integer(0));
    if (!day) return call.answer_null();
    call.answer(day->text());
}

void position(Call& call) {
    const std::string_view text = call.text(0);
    const auto at = text.find(call.text(1));
    if (at == std::string_view::npos) return call.answer(0);
    const auto before = utf8::code_points(text.substr(0, at)).size();
    call.answer(static_cast<std::int64_t>(before) + 1);
}

void starts(Call& call) { call.answer(call.text(0).starts_with(call.text(1)) ? 1 : 0); }
void ends(Call& call) { call.answer(call.text(0).ends_with(call.text(1)) ? 1 : 0); }

void json_valid(Call& call) { call.answer(json::parse(call.text(0)) ? 1 : 0); }

template <void (*function)(Call&)>
void called(sqlite3_context* context, int count, sqlite3_value** values) {
    Call call(context, count, values);
    if (!call.has_null()) function(call);
}

// The sum of qs_sum so far, in two parts that cannot overflow: high × kPart + low.
struct Sum {
    static constexpr std::int64_t kPart = 1'000'000'000;
    std::int64_t high;
    std::int64_t low;
    bool has_null;
};

void sum_step(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    auto* sum = static_cast<Sum*>(sqlite3_aggregate_context(context, sizeof(Sum)));
    if (sum == nullptr) return sqlite3_result_error_nomem(context);
    const int type = sqlite3_value_type(values[0]);
    if (type == SQLITE_NULL) {
        sum->has_null = true;
        return;
    }
    if (type != SQLITE_INTEGER) {
        sqlite3_result_error(context, "qs_sum got a wrong type", -1);
        return;
    }
    const std::int64_t number = sqlite3_value_int64(values[0]);
    sum->high += number / Sum::kPart;
    sum->low += number % Sum::kPart;
}

void sum_final(sqlite3_context* context) {
    const auto* sum = static_cast<Sum*>(sqlite3_aggregate_context(context, 0));
    if (sum == nullptr) return sqlite3_result_int64(context, 0);
    if (sum->has_null) return;
    __extension__ using Wide = __int128;
    const Wide total = Wide{sum->high} * Sum::kPart + sum->low;
    if (total > Decimal::kMantissaMax || total < -Decimal::kMantissaMax) return;
    sqlite3_result_int64(context, static_cast<std::int64_t>(total));
}

struct Entry {
    const char* name;
    int arguments;
    void (*function)(sqlite3_context*, int, sqlite3_value**);
};

constexpr std::array<Entry, 14> kEntries = {{
    {"qs_add", -1, called<add>},
    {"qs_sub", 2, called<subtract>},
    {"qs_mul", 2, called<multiply>},
    {"qs_scale", 3, called<scale>},
    {"qs_div", 5, called<divide>},
    {"qs_compare", 4, called<compare>},
    {"qs_least", -1, called<least>},
    {"qs_greatest", -1, called<greatest>},
    {"qs_days", 1, called<days>},
    {"qs_date", 1, called<date>},
    {"qs_position", 2, called<position>},
    {"qs_starts", 2, called<starts>},
    {"qs_ends", 2, called<ends>},
    {"json_valid", 1, called<json_valid>},
}};

}  // namespace

void add_sqlite_functions(sqlite3* database) {
    constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    for (const Entry& entry : kEntries) {
        const int outcome =
            sqlite3_create_function_v2(database, entry.name, entry.arguments, kFlags, nullptr,
                                       entry.function, nullptr, nullptr, nullptr);
        if (outcome != SQLITE_OK) throw_sqlite(database);
    }
    const int outcome = sqlite3_create_function_v2(database, "qs_sum", 1, kFlags, nullptr, nullptr,
                                                   sum_step, sum_final, nullptr);
    if (outcome != SQLITE_OK) throw_sqlite(database);
}

}  // namespace qingshui::sql
