#include "expr/expression.h"

#include <set>
#include <utility>

#include "expr/ast.h"
#include "expr/check.h"
#include "expr/evaluate.h"
#include "expr/fault.h"
#include "expr/parser.h"
#include "expr/print.h"
#include "expr/sql.h"

namespace qingshui::expr {
namespace {

void collect(const Node& node, std::set<std::string>& names) {
    if (node.op == Op::Name || node.op == Op::Over) names.insert(node.path);
    if (node.op == Op::LineName) names.insert(node.lines + "." + node.path);
    for (const Node& part : node.parts) collect(part, names);
}

Refusal all_of(std::vector<Refusal> faults, std::string_view source) {
    if (faults.size() == 1) return std::move(faults[0]);
    const std::string count = std::to_string(faults.size());
    Refusal refusal;
    refusal.rule = "expr.faulty";
    refusal.says = {"表达式有" + count + "处错误", "The expression has " + count + " faults"};
    refusal.subject = source;
    refusal.faults = std::move(faults);
    return refusal;
}

}  // namespace

Result<Expression> Expression::parse(std::string_view source, const Names& names) {
    Node root = TRY(parse_tree(source));
    auto faults = check(root, names);
    if (!faults.empty()) return all_of(std::move(faults), source);
    if (sql_height(root) > kSqlHeightMax) {
        return fault(
            "expr.too_deep", root.at, {},
            {"表达式嵌套太深，数据库无法计算", "The expression nests too deep for a database"},
            {"把其中一部分拆成单独的计算字段或指标",
             "Move a part of it to a computed field or an indicator of its own"});
    }
    return Expression(std::make_unique<const Node>(std::move(root)), std::string(source));
}

Expression::Expression(std::unique_ptr<const Node> root, std::string source)
    : root_(std::move(root)), source_(std::move(source)) {}
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::Expression(const Expression& other)
    : root_(std::make_unique<const Node>(*other.root_)), source_(other.source_) {}
Expression& Expression::operator=(const Expression& other) {
    if (this != &other) *this = Expression(other);
    return *this;
}
Expression::~Expression() = default;

const Type& Expression::type() const { return root_->type; }
const std::string& Expression::source() const { return source_; }
const Node& Expression::root() const { return *root_; }
std::string Expression::print() const { return expr::print(*root_); }

std::vector<std::string> Expression::reads() const {
    std::set<std::string> names;
    collect(*root_, names);
    return {names.begin(), names.end()};
}

Outcome Expression::outcome(const Values& values) const { return expr::evaluate(*root_, values); }

Sql Expression::sql(const Columns& columns, int first_parameter) const {
    return expr::sql(*root_, columns, first_parameter);
}

Sql Expression::condition(const Columns& columns, int first_parameter) const {
    return expr::condition(*root_, columns, first_parameter);
}

}  // namespace qingshui::expr
