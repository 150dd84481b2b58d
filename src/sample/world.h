#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/record.h"
#include "sample/ground.h"
#include "sample/plan.h"

namespace qingshui::sample {

// What has been made so far, for rules to refer to. A record's key is its place in its
// register, from 1; an area's its id.
class World {
public:
    World(const registry::Catalogue& catalogue, const Ground& ground, std::uint64_t seed)
        : catalogue_(catalogue), ground_(ground), seed_(seed) {}

    const registry::Catalogue& catalogue() const { return catalogue_; }
    const Ground& ground() const { return ground_; }
    std::uint64_t seed() const { return seed_; }

    const std::vector<registry::Record>& records(std::string_view schema) const;
    const registry::Record& record(std::string_view schema, registry::Key key) const;
    void add(const registry::Schema& schema, registry::Record record);
    // The keys of the records that hold these values.
    std::vector<registry::Key> matching(const registry::Schema& schema, const Where& where) const;

    // A value as people read it, and as references name records: chinese dates, an area's
    // name, a choice's title, the naming field of a record.
    std::string shown(const registry::Field& field, const registry::Value& value) const;
    // A value from the text of a plan; none if it is not one.
    std::optional<registry::Value> parse(const registry::Field& field,
                                         const std::string& text) const;

private:
    const registry::Catalogue& catalogue_;
    const Ground& ground_;
    std::uint64_t seed_;
    std::map<std::string, std::vector<registry::Record>, std::less<>> records_;
    std::map<std::string, std::map<std::string, registry::Key>, std::less<>> named_;
};

// The field that files name a record by: the first unique key of one text or number field.
std::optional<std::size_t> naming_field(const registry::Schema& schema);

}  // namespace qingshui::sample
