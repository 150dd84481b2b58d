#include "json/json.h"

#include <charconv>
#include <cmath>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <boost/json/basic_parser_impl.hpp>

#include "base/chinese.h"
#include "base/ensure.h"
#include "base/utf8.h"

namespace qingshui::json {
namespace {

namespace bj = boost::json;
using Error = bj::error_code;

// Builds a value while the parser reads, and refuses a name given twice in one object,
// where readers of JSON would disagree which one holds.
class Builder {
public:
    // The names that the parser looks for.
    // NOLINTBEGIN(readability-identifier-naming)
    static constexpr std::size_t max_object_size = bj::object::max_size();
    static constexpr std::size_t max_array_size = bj::array::max_size();
    static constexpr std::size_t max_key_size = bj::string::max_size();
    static constexpr std::size_t max_string_size = bj::string::max_size();
    // NOLINTEND(readability-identifier-naming)

    bool on_document_begin(Error& /*error*/) {
        stack_.reset();
        return true;
    }
    bool on_document_end(Error& /*error*/) { return true; }
    bool on_object_begin(Error& /*error*/) {
        names_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t size, Error& error) {
        names_.pop_back();
        stack_.push_object(size);
        return may_hold(kObject, error);
    }
    bool on_array_begin(Error& /*error*/) { return true; }
    bool on_array_end(std::size_t size, Error& error) {
        stack_.push_array(size);
        return may_hold(kArray, error);
    }
    bool on_key_part(bj::string_view part, std::size_t /*size*/, Error& /*error*/) {
        name_.append(part.data(), part.size());
        stack_.push_chars(part);
        return true;
    }
    bool on_key(bj::string_view part, std::size_t /*size*/, Error& error) {
        name_.append(part.data(), part.size());
        stack_.push_key(part);
        if (!names_.back().insert(name_).second) {
            doubled_ = name_;
            error = bj::error::syntax;
            return false;
        }
        name_.clear();
        return may_hold(kName, error);
    }
    bool on_string_part(bj::string_view part, std::size_t /*size*/, Error& /*error*/) {
        stack_.push_chars(part);
        return true;
    }
    bool on_string(bj::string_view part, std::size_t /*size*/, Error& error) {
        stack_.push_string(part);
        return may_hold(1, error);
    }
    bool on_number_part(bj::string_view part, Error& /*error*/) {
        number_.append(part.data(), part.size());
        return true;
    }
    bool on_int64(std::int64_t number, bj::string_view /*part*/, Error& error) {
        number_.clear();
        stack_.push_int64(number);
        return may_hold(1, error);
    }
    bool on_uint64(std::uint64_t number, bj::string_view /*part*/, Error& error) {
        number_.clear();
        stack_.push_uint64(number);
        return may_hold(1, error);
    }
    // The library's own reading is off by one in the last place at times.
    bool on_double(double rough, bj::string_view part, Error& error) {
        number_.append(part.data(), part.size());
        double number = 0;
        const auto outcome =
            std::from_chars(number_.data(), number_.data() + number_.size(), number).ec;
        number_.clear();
        const bool is_too_great = outcome == std::errc::result_out_of_range && std::abs(rough) > 1;
        if (is_too_great) {
            error = bj::error::syntax;
            return false;
        }
        stack_.push_double(number);
        return may_hold(1, error);
    }
    bool on_bool(bool truth, Error& error) {
        stack_.push_bool(truth);
        return may_hold(1, error);
    }
    bool on_null(Error& error) {
        stack_.push_null();
        return may_hold(1, error);
    }
    bool on_comment_part(bj::string_view /*part*/, Error& /*error*/) { return true; }
    bool on_comment(bj::string_view /*part*/, Error& /*error*/) { return true; }

    Value take() { return stack_.release(); }
    const std::optional<std::string>& doubled() const { return doubled_; }
    bool is_full() const { return values_ > kValuesMax; }

private:
    static constexpr std::size_t kArray = 2;
    static constexpr std::size_t kObject = 4;
    static constexpr std::size_t kName = 3;

    bool may_hold(std::size_t more, Error& error) {
        values_ += more;
        if (is_full()) error = bj::error::syntax;
        return !is_full();
    }

    bj::value_stack stack_;
    std::vector<std::set<std::string, std::less<>>> names_;  // Of each open object.
    std::string name_;                                       // Read so far.
    std::string number_;                                     // Read so far.
    std::optional<std::string> doubled_;
    std::size_t values_ = 0;  // As kValuesMax counts them.
};

int line_of(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, offset);
    return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

Refusal too_large(std::size_t size) {
    return {.reason = Reason::TooLarge,
            .rule = "json.too_large",
            .says = {fmt::format("JSON 共{}字节，超过上限{}字节", size, kSizeMax),
                     fmt::format("The JSON has {} bytes; the limit is {}", size, kSizeMax)},
            .remedy = {"请分成几份提交", "Send it in several parts"}};
}

Refusal too_many() {
    return {
        .reason = Reason::TooLarge,
        .rule = "json.too_large",
        .says = {fmt::format("JSON 里的值太多，上限约{}个", kValuesMax),
                 fmt::format("The JSON holds too many values; the limit is about {}", kValuesMax)},
        .remedy = {"请分成几份提交", "Send it in several parts"}};
}

Refusal doubled_name(const std::string& name, int line) {
    return {.rule = "json.duplicate",
            .subject = name,
            .says = {fmt::format("同一对象中“{}”出现了两次", name),
                     fmt::format("\"{}\" stands twice in one object", name)},
            .remedy = {"请只保留一个", "Keep one of them"},
            .where = {.row = line}};
}

Refusal too_deep(int line) {
    return {.rule = "json.too_deep",
            .says = {fmt::format("JSON 嵌套超过{}层", kDepthMax),
                     fmt::format("The JSON is nested deeper than {} levels", kDepthMax)},
            .remedy = {"请减少嵌套层数", "Nest it less"},
            .where = {.row = line}};
}

Refusal malformed(std::size_t offset, int line) {
    return {.rule = "json.malformed",
            .says = {fmt::format("不是合法的 JSON：第{}字节处无法读取", offset + 1),
                     fmt::format("This is not JSON: byte {} cannot be read", offset + 1)},
            .remedy = {"请检查括号、引号和逗号是否成对、齐全",
                       "Check that brackets, quotation marks and commas are complete"},
            .where = {.row = line}};
}

// `text` with U+FFFD in place of bytes that are not UTF-8, as JSON must be (RFC 8259, 8.1).
std::string in_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char32_t point : utf8::code_points(text)) utf8::append(out, point);
    return out;
}

class Printer {
public:
    explicit Printer(bool is_pretty) : is_pretty_(is_pretty) {}

    void print(const Value& value) {
        if (const Object* object = value.if_object()) return print_object(*object);
        if (const Array* array = value.if_array()) return print_array(*array);
        if (const double* number = value.if_double()) return print_double(*number);
        if (const bj::string* text = value.if_string()) return print_text(*text);
        out_ += bj::serialize(value);
    }
    std::string take() { return std::move(out_); }

private:
    void print_object(const Object& object) {
        if (object.empty()) return append("{}");
        out_ += '{';
        ++depth_;
        bool is_first = true;
        for (const auto& [name, value] : object) {
            begin_item(is_first);
            print_text(name);
            append(is_pretty_ ? ": " : ":");
            print(value);
        }
        --depth_;
        begin_line();
        out_ += '}';
    }

    void print_array(const Array& array) {
        if (array.empty()) return append("[]");
        out_ += '[';
        ++depth_;
        bool is_first = true;
        for (const Value& value : array) {
            begin_item(is_first);
            print(value);
        }
        --depth_;
        begin_line();
        out_ += ']';
    }

    void print_text(std::string_view text) {
        const std::string sound = chinese::is_utf8(text) ? std::string() : in_utf8(text);
        const std::string_view printed = sound.empty() ? text : sound;
        out_ += bj::serialize(bj::string_view(printed.data(), printed.size()));
    }

    // As short as reads back to the same number: 12.5, not 1.25E1.
    void print_double(double number) {
        ensure(std::isfinite(number), "a number in JSON is finite");
        std::array<char, 32> digits = {};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        const std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
        append(text);
        if (text.find_first_of(".e") == std::string_view::npos) append(".0");
    }

    void begin_item(bool& is_first) {
        if (!is_first) out_ += ',';
        is_first = false;
        begin_line();
    }

    void begin_line() {
        if (!is_pretty_) return;
        out_ += '\n';
        out_.append(depth_ * 2, ' ');
    }

    void append(std::string_view text) { out_ += text; }

    bool is_pretty_;
    std::size_t depth_ = 0;
    std::string out_;
};

}  // namespace

Result<Value> parse(std::string_view text) {
    if (text.size() > kSizeMax) return too_large(text.size());
    bj::parse_options options;
    options.max_depth = kDepthMax;
    bj::basic_parser<Builder> parser(options);
    Error error;
    const std::size_t offset = parser.write_some(false, text.data(), text.size(), error);
    const Builder& builder = parser.handler();
    const int line = line_of(text, offset);
    if (builder.is_full()) return too_many();
    if (builder.doubled()) return doubled_name(*builder.doubled(), line);
    if (error == bj::error::too_deep) return too_deep(line);
    if (error || offset != text.size()) return malformed(offset, line);
    return parser.handler().take();
}

std::string print(const Value& value) {
    Printer printer(false);
    printer.print(value);
    return printer.take();
}

std::string print_pretty(const Value& value) {
    Printer printer(true);
    printer.print(value);
    return printer.take() + '\n';
}

}  // namespace qingshui::json
