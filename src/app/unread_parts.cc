#include "app/unread_parts.h"

#include <algorithm>

namespace qingshui::app {
namespace {

using registry::Schema;

// "lines.field" → "lines", "lines[2].field" → "lines".
std::string part_of(const std::string& path) { return path.substr(0, path.find_first_of(".[")); }

// "lines[2].field" → "lines[2]".
std::string line_of(const std::string& path) { return path.substr(0, path.find('.')); }

bool reads_any(const expr::Expression& expression, const std::set<std::string>& parts) {
    const auto read = expression.reads();
    return std::any_of(read.begin(), read.end(),
                       [&](const std::string& path) { return parts.contains(part_of(path)); });
}

// `parts` with the computed fields that follow from them.
std::set<std::string> with_computed(std::set<std::string> parts,
                                    const std::vector<registry::Field>& fields) {
    for (bool is_more = true; is_more;) {
        is_more = false;
        for (const registry::Field& field : fields) {
            const bool follows = field.computed && reads_any(*field.computed, parts);
            if (follows && parts.insert(field.id).second) is_more = true;
        }
    }
    return parts;
}

// Those of one line of a sub-table: "hands[2]".
void add_computed(const std::vector<registry::Field>& fields, const std::string& line,
                  std::set<std::string>& unread) {
    const std::string within = line + ".";
    std::set<std::string> parts;
    for (const registry::Field& field : fields) {
        if (unread.contains(within + field.id)) parts.insert(field.id);
    }
    for (const std::string& part : with_computed(std::move(parts), fields)) {
        unread.insert(within + part);
    }
}

class Judge {
public:
    Judge(const std::set<std::string>& unread, const Schema& schema)
        : schema_(schema),
          unread_(unread),
          lacks_day_(unread.contains(schema.fields[schema.day].id)) {
        for (const std::string& path : unread) {
            touched_.insert(part_of(path));
            const auto lines = schema.lines_position(part_of(path));
            const std::string line = line_of(path);
            if (lines && line != path) add_computed(schema.lines[*lines].fields, line, unread_);
        }
        touched_ = with_computed(std::move(touched_), schema.fields);
        for (const registry::Field& field : schema.fields) {
            if (touched_.contains(field.id)) unread_.insert(field.id);
        }
    }

    void add(const Refusal& refusal) {
        for (const Refusal& fault : refusal.faults) add(fault);
        if (refusal.faults.empty() && stands(refusal)) faults_.push_back(refusal);
    }
    std::vector<Refusal> faults() && { return std::move(faults_); }

private:
    bool stands(const Refusal& fault) const {
        const std::string& path = fault.subject;
        for (const std::string& part : {path, line_of(path), part_of(path)}) {
            if (unread_.contains(part)) return false;
        }
        const bool is_of_day = fault.rule == "area.not_live" || fault.rule == "access.outside";
        if (is_of_day && lacks_day_) return false;
        return std::none_of(schema_.checks.begin(), schema_.checks.end(), [&](const auto& check) {
            return check.id == fault.subject && reads_any(check.rule, touched_);
        });
    }

    const Schema& schema_;
    std::set<std::string> unread_;   // With what is computed from it.
    std::set<std::string> touched_;  // Fields and sub-tables that are not wholly known.
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
