#include "app/unread_parts.h"

#include <algorithm>

namespace qingshui::app {
namespace {

using registry::Schema;

// "lines.field" → "lines", "lines[2].field" → "lines".
std::string part_of(const std::string& path) { return path.substr(0, path.find_first_of(".[")); }

bool reads_any(const expr::Expression& expression, const std::set<std::string>& parts) {
    const auto read = expression.reads();
    return std::any_of(read.begin(), read.end(),
                       [&](const std::string& path) { return parts.contains(part_of(path)); });
}

// With the computed fields that follow from them.
std::set<std::string> with_computed(std::set<std::string> parts, const Schema& schema) {
    for (bool is_more = true; is_more;) {
        is_more = false;
        for (const registry::Field& field : schema.fields) {
            const bool follows = field.computed && reads_any(*field.computed, parts);
            if (follows && parts.insert(field.id).second) is_more = true;
        }
    }
    return parts;
}

class Judge {
public:
    Judge(const std::set<std::string>& unread, const Schema& schema)
        : schema_(schema),
          unread_(with_computed(unread, schema)),
          lacks_day_(unread.contains(schema.fields[schema.day].id)) {}

    void add(const Refusal& refusal) {
        for (const Refusal& fault : refusal.faults) add(fault);
        if (refusal.faults.empty() && stands(refusal)) faults_.push_back(refusal);
    }
    std::vector<Refusal> faults() && { return std::move(faults_); }

private:
    bool stands(const Refusal& fault) const {
        if (unread_.contains(part_of(fault.subject))) return false;
        const bool is_of_day = fault.rule == "area.not_live" || fault.rule == "access.outside";
        if (is_of_day && lacks_day_) return false;
        return std::none_of(schema_.checks.begin(), schema_.checks.end(), [&](const auto& check) {
            return check.id == fault.subject && reads_any(check.rule, unread_);
        });
    }

    const Schema& schema_;
    std::set<std::string> unread_;
    bool lacks_day_;
    std::vector<Refusal> faults_;
};

}  // namespace

std::vector<Refusal> faults_despite(const std::set<std::string>& unread, const Schema& schema,
                                    const Refusal& refusal) {
    Judge judge(unread, schema);
    judge.add(refusal);
    return std::move(judge).faults();
}

}  // namespace qingshui::app
