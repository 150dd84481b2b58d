#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/ast.h"

// Random registers for expressions: what a field can be called, what it can hold, and
// well-typed trees over them. Chance is passed in, so that a test library can shrink it.

namespace qingshui::expr {

// A number from 0 to `limit` - 1; smaller numbers make simpler things.
using Choose = std::function<int(int limit)>;

// The fields of a record, or of its sub-table "officers".
class SampleNames final : public Names {
public:
    static const SampleNames& record();
    static const SampleNames& officer();

    std::optional<Type> type_of(std::string_view path) const override;
    const Names* within(std::string_view lines) const override;
    std::vector<std::string> all() const override;
    const std::map<std::string, Type, std::less<>>& types() const { return types_; }
    std::vector<std::string> of_kind(Kind kind) const;

private:
    SampleNames(std::map<std::string, Type, std::less<>> types, const SampleNames* officer);
    std::map<std::string, Type, std::less<>> types_;
    const SampleNames* officer_;
};

// A record of random values, about a quarter of them none, and its lines.
class SampleValues final : public Values {
public:
    SampleValues(const SampleNames& names, const Choose& choose);

    Value value_of(std::string_view path) const override { return values_.find(path)->second; }
    std::size_t line_count(std::string_view /*lines*/) const override { return lines_.size(); }
    const Values& line(std::string_view /*lines*/, std::size_t index) const override {
        return lines_[index];
    }
    const std::vector<SampleValues>& lines() const { return lines_; }

private:
    std::map<std::string, Value, std::less<>> values_;
    std::vector<SampleValues> lines_;
};

// Grows well-typed trees, with types filled in as the checker should.
class Grower {
public:
    explicit Grower(Choose choose) : choose_(std::move(choose)) {}

    // A tree of `kind` with at most `depth` levels of operators.
    Node grow(Kind kind, int depth);
    Kind any_kind();  // Bool, Number, Text, Date, DateTime or Key.

private:
    Node leaf(Kind kind);
    Node name(Kind kind);
    Node literal(Kind kind);
    Node condition(int depth);
    Node comparison(int depth);
    Node membership(int depth);
    Node number(int depth);
    Node arithmetic(int depth);
    Node text(int depth);
    Node date(int depth);
    Node conditional(Kind kind, int depth);
    Node together(Kind kind, int depth);
    Node over(Kind kind, int depth);
    Node call(Function function, Type type, std::vector<Node> parts) const;

    Choose choose_;
    std::vector<std::string> variables_;
};

// A random value that a field of this type may hold; never none.
Value sample_value(const Type& type, const Choose& choose);

}  // namespace qingshui::expr
