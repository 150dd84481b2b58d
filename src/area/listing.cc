#include "area/listing.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/plural.h"

namespace qingshui::area {
namespace {

// The columns, as files title them.
constexpr const char* kCode = "区域代码";
constexpr const char* kName = "区域名称";
constexpr const char* kParent = "上级代码";
constexpr const char* kLevel = "层级";
constexpr const char* kFrom = "启用日期";

// A row whose cells make sense by themselves.
struct Row {
    int row;
    Code code;
    std::string name;
    std::string parent;
    std::optional<Date> from;
};

Refusal too_large(std::size_t rows) {
    return {
        Reason::TooLarge,
        "listing.too_large",
        "",
        {fmt::format("区域名册有{}行，最多{}行", rows, kListedMax),
         fmt::format("The list of areas has {} rows; at most {} can be read", rows, kListedMax)},
        {"请按区域拆成几个文件，先导入上级",
         "Divide it by area and import the upper levels first"}};
}

class ListingReader {
public:
    ListingReader(Tree tree, Date from, const std::function<Id<Area>()>& new_id)
        : tree_(std::move(tree)), from_(from), new_id_(new_id), was_empty_(tree_.size() == 0) {}

    Result<Listing> read(const std::vector<ListedArea>& listed) {
        for (const auto& one : listed) read_cells(one);
        std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
            return a.code.level() < b.code.level();
        });
        for (const auto& row : rows_) found(row);
        if (faults_.empty()) return std::move(listing_);
        Refusal refusal;
        refusal.rule = "listing.faulty";
        refusal.says = {fmt::format("区域名册有{}处问题，未作任何改动", faults_.size()),
                        fmt::format("The list of areas has {}; nothing was changed",
                                    plural(faults_.size(), "fault"))};
        std::stable_sort(faults_.begin(), faults_.end(), [](const Refusal& a, const Refusal& b) {
            return a.where.row < b.where.row;
        });
        refusal.faults = std::move(faults_);
        return refusal;
    }

private:
    void fault(int row, const char* column, const std::string& value, Refusal refusal) {
        refusal.where = {"", row, column, value};
        faults_.push_back(std::move(refusal));
    }
    static Refusal make(const char* rule, Text says, Text remedy) {
        Refusal refusal;
        refusal.rule = rule;
        refusal.says = std::move(says);
        refusal.remedy = std::move(remedy);
        return refusal;
    }

    void read_cells(const ListedArea& one);
    void check_level(const ListedArea& one, const Code& code);
    std::optional<Date> read_from(const ListedArea& one);

    void found(const Row& row);
    bool was_once(const Row& row) const;
    bool was_called(Id<Area> area, const Period& days, const std::string& words) const;
    std::optional<Id<Area>> parent_of(const Row& row);
    std::optional<Id<Area>> named_parent(const Row& row);
    std::optional<Id<Area>> area_of(const Code& code) const;
    void unknown_parent(const Row& row);
    void unknown_giver(const Row& row, const Code& giver);
    const std::vector<std::string>& nearest_parents(const std::string& words, Level child);
    std::vector<std::string> near_parents(const std::string& words, Level child) const;
    bool is_known(const Row& row, Id<Area> parent, Date day);
    bool begins_otherwise(const Row& row, Id<Area> known) const;
    void differs_in_day(const Row& row, Id<Area> known);

    Tree tree_;
    Date from_;
    const std::function<Id<Area>()>& new_id_;
    bool was_empty_;
    std::vector<Row> rows_;
    std::map<std::string, int> codes_;  // Of the list: where each stands.
    std::set<std::string> broken_;      // Those with faults: what lies below is not judged.
    std::map<std::pair<std::string, Level>, std::vector<std::string>> near_;  // By parent's cell.
    std::map<std::string, Date> begins_;  // When each area of the list begins.
    std::vector<Refusal> faults_;
    Listing listing_;
};

void ListingReader::read_cells(const ListedArea& one) {
    const auto text = chinese::folded(one.code);
    auto code = Code::parse(text);
    if (!code) {
        fault(one.row, kCode, one.code, std::move(code).error());
        return;
    }
    const auto before = faults_.size();
    const auto [known, is_new] = codes_.emplace(code->text(), one.row);
    if (!is_new) {
        fault(
            one.row, kCode, one.code,
            make("listing.code_repeated",
                 {fmt::format("代码{}在第{}行已经出现", code->text(), known->second),
                  fmt::format("The code {} stands in row {} already", code->text(), known->second)},
                 {"每个区域只写一行", "Give each area one row"}));
    }
    check_level(one, *code);
    const auto from = read_from(one);
    if (faults_.size() != before) {
        broken_.insert(code->text());
        return;
    }
    rows_.push_back({one.row, *code, std::string(chinese::bare(one.name)),
                     std::string(chinese::bare(one.parent)), from});
}

void ListingReader::check_level(const ListedArea& one, const Code& code) {
    if (one.level.empty()) return;
    const auto level = parse_level(chinese::folded(one.level));
    if (!level) {
        fault(one.row, kLevel, one.level,
              make("listing.level",
                   {fmt::format("“{}”不是区域层级", one.level),
                    fmt::format("\"{}\" is not a level of areas", one.level)},
                   {"请填写街道、社区、小区、网格、楼栋、单元或户，也可以留空",
                    "Write street, community, compound, grid, building, unit or household, or "
                    "leave it empty"}));
    } else if (*level != code.level()) {
        fault(one.row, kLevel, one.level,
              make("listing.level",
                   {fmt::format("代码{}是{}的代码，层级却写作{}", code.text(),
                                title(code.level()).zh, one.level),
                    fmt::format("{} is the code of a {}, not of a {}", code.text(),
                                title(code.level()).en, title(*level).en)},
                   {"请核对代码和层级", "Check the code and the level"}));
    }
}

std::optional<Date> ListingReader::read_from(const ListedArea& one) {
    if (one.from.empty()) return std::nullopt;
    const auto day = chinese::parse_date(chinese::folded(one.from));
    if (!day) {
        fault(one.row, kFrom, one.from,
              make("listing.from",
                   {fmt::format("“{}”不是日期", one.from),
                    fmt::format("\"{}\" is not a day", one.from)},
                   {"请写成2021年5月13日或2021-05-13", "Write it as 2021-05-13"}));
    }
    return day;
}

// Was the area once as the row has it? Then the row was carried out before, whatever has become
// of the area, or of the one above it, since.
bool ListingReader::was_once(const Row& row) const {
    const auto known = row.from ? tree_.find(row.code, *row.from)
                                : tree_.find(row.code, Period{Date::min(), Date::max()});
    if (!known || begins_otherwise(row, *known)) return false;
    const auto life = tree_.life(*known);
    return std::any_of(life.begin(), life.end(), [&](const Span& span) {
        return span.code == row.code && chinese::folded(span.name) == chinese::folded(row.name) &&
               (row.parent.empty() || was_called(span.parent, {span.from, span.to}, row.parent));
    });
}

// Did the area bear this code or name on any of these days?
bool ListingReader::was_called(Id<Area> area, const Period& days, const std::string& words) const {
    if (!tree_.contains(area)) return false;
    const auto life = tree_.life(area);
    return std::any_of(life.begin(), life.end(), [&](const Span& span) {
        const bool is_then = span.from <= days.to && days.from <= span.to;
        return is_then && (span.code.text() == chinese::folded(words) ||
                           chinese::folded(span.name) == chinese::folded(words));
    });
}

void ListingReader::found(const Row& row) {
    if (was_once(row)) {
        ++listing_.unchanged;
        return;
    }
    const auto before = faults_.size();
    const auto parent = parent_of(row);
    if (!parent) {
        broken_.insert(row.code.text());
        return;
    }
    auto day = row.from.value_or(from_);
    if (!row.from && parent->number != 0) day = std::max(day, tree_.life(*parent).front().from);
    if (is_known(row, *parent, day)) {
        if (faults_.size() != before) broken_.insert(row.code.text());
        return;
    }
    Found act{day, new_id_(), *parent, row.code, row.name};
    auto applied = tree_.apply(act);
    if (applied) {
        begins_.emplace(row.code.text(), day);
        listing_.acts.push_back(std::move(act));
        listing_.rows.push_back(row.row);
        return;
    }
    broken_.insert(row.code.text());
    auto refused = std::move(applied).error();
    if (refused.faults.empty()) refused.faults = {refused};
    for (auto& one : refused.faults) {
        const bool about_name = one.rule == "area.name";
        const bool about_code = one.rule == "area.code_taken";
        fault(row.row,
              about_name   ? kName
              : about_code ? kCode
                           : kParent,
              about_name   ? row.name
              : about_code ? row.code.text()
                           : row.parent,
              std::move(one));
    }
}

// The area as it is; an area that the list founds later than `from_` counts as well.
std::optional<Id<Area>> ListingReader::area_of(const Code& code) const {
    const auto begins = begins_.find(code.text());
    if (begins != begins_.end()) return tree_.find(code, begins->second);
    return tree_.find(code, Date::max());
}

// None if there is none, which then is a fault; {0} for a root.
std::optional<Id<Area>> ListingReader::parent_of(const Row& row) {
    if (!row.parent.empty()) return named_parent(row);
    if (const auto known = area_of(row.code)) return tree_.life(*known).back().parent;
    for (auto code = row.code.prefix(); code; code = code->prefix()) {
        if (broken_.contains(code->text())) return std::nullopt;
        if (const auto area = area_of(*code)) return area;
        // What lies in a community must not drop out of all of them by a slip of the pen.
        if (row.code.level() > Level::Community && code->level() >= Level::Community) {
            unknown_giver(row, *code);
            return std::nullopt;
        }
    }
    if (was_empty_) return Id<Area>{0};
    unknown_parent(row);
    return std::nullopt;
}

std::optional<Id<Area>> ListingReader::named_parent(const Row& row) {
    const auto code = Code::parse(chinese::folded(row.parent));
    if (code) {
        if (broken_.contains(code->text())) return std::nullopt;
        if (const auto area = area_of(*code)) return area;
        unknown_parent(row);
        return std::nullopt;
    }
    auto named = tree_.find_name(row.parent, Date::max());
    std::erase_if(named, [&](Id<Area> area) {
        return tree_.life(area).back().code.level() >= row.code.level();
    });
    if (named.size() == 1) return named.front();
    if (named.empty()) {
        unknown_parent(row);
        return std::nullopt;
    }
    Text codes;
    for (const auto area : named) {
        const auto& text = tree_.life(area).back().code.text();
        codes.zh += (codes.zh.empty() ? "" : "、") + text;
        codes.en += (codes.en.empty() ? "" : ", ") + text;
    }
    fault(row.row, kParent, row.parent,
          make("listing.parent",
               {fmt::format("名为“{}”的区域不止一个：{}", row.parent, codes.zh),
                fmt::format("Several areas are named \"{}\": {}", row.parent, codes.en)},
               {"请改填上级区域的代码", "Write the parent's code instead"}));
    return std::nullopt;
}

// What the parent's cell may have meant: codes if it holds a code, else names.
const std::vector<std::string>& ListingReader::nearest_parents(const std::string& words,
                                                               Level child) {
    constexpr std::size_t kHelped = 100;  // Words that are given the nearest ones.
    static const std::vector<std::string> kNone;
    const std::pair word(words, child);
    const auto known = near_.find(word);
    if (known != near_.end()) return known->second;
    if (words.empty() || near_.size() >= kHelped) return kNone;
    return near_.emplace(word, near_parents(words, child)).first->second;
}

std::vector<std::string> ListingReader::near_parents(const std::string& words, Level child) const {
    const bool by_code = Code::parse(words).has_value();
    std::set<std::string> wider;
    for (const auto& root : tree_.roots(Date::max())) {
        for (const auto& stay : tree_.subtree(root, {Date::max(), Date::max()})) {
            const auto& span = tree_.life(stay.area).back();
            if (span.code.level() >= child) continue;
            wider.insert(by_code ? span.code.text() : span.name);
        }
    }
    return chinese::nearest(words, std::vector(wider.begin(), wider.end()));
}

void ListingReader::unknown_parent(const Row& row) {
    const auto& near = nearest_parents(row.parent, row.code.level());
    const auto says =
        row.parent.empty()
            ? Text{fmt::format("代码{}不在本辖区之内：没有发放这一代码的上级区域", row.code.text()),
                   fmt::format("{} lies outside: no area here gave that code out", row.code.text())}
            : Text{fmt::format("没有上级区域“{}”", row.parent),
                   fmt::format("There is no area \"{}\" to lie in", row.parent)};
    const auto remedy = near.empty() ? Text{"请核对代码，或先列入上级区域",
                                            "Check the code, or list the parent as well"}
                                     : Text{fmt::format("是否应为：{}", fmt::join(near, "、")),
                                            fmt::format("Perhaps: {}", fmt::join(near, ", "))};
    fault(row.row, kParent, row.parent, make("listing.parent", says, remedy));
}

void ListingReader::unknown_giver(const Row& row, const Code& giver) {
    auto near = nearest_parents(giver.text(), row.code.level());
    std::erase_if(near, [&](const std::string& code) {
        return Code::parse(code).value().level() != giver.level();
    });
    const auto level = title(giver.level());
    fault(row.row, kCode, row.code.text(),
          make("listing.parent",
               {fmt::format("没有代码{}所属的{}{}", row.code.text(), level.zh, giver.text()),
                fmt::format("There is no {} {} that the code {} belongs to", level.en, giver.text(),
                            row.code.text())},
               near.empty()
                   ? Text{"请核对代码，或先列入上级区域；不在其下的，请写明上级代码",
                          "Check the code, or list the parent as well; what lies elsewhere needs "
                          "its parent's code"}
                   : Text{fmt::format("上级是否应为：{}；不在其下的，请写明上级代码",
                                      fmt::join(near, "、")),
                          fmt::format("Perhaps it belongs to {}; what lies elsewhere needs its "
                                      "parent's code",
                                      fmt::join(near, ", "))}));
}

// Does the row say a day on which the area neither began nor changed?
bool ListingReader::begins_otherwise(const Row& row, Id<Area> known) const {
    const auto life = tree_.life(known);
    return row.from && std::none_of(life.begin(), life.end(),
                                    [&](const Span& span) { return span.from == *row.from; });
}

void ListingReader::differs_in_day(const Row& row, Id<Area> known) {
    const auto from = tree_.life(known).front().from;
    const bool is_ever = from == Date::min();
    fault(row.row, kFrom, row.from->text(),
          make("listing.differs",
               {fmt::format("区域{}已有，{}", row.code.text(),
                            is_ever ? "没有写启用日期，一直有效"
                                    : fmt::format("从{}起启用", chinese::date(from))),
                fmt::format("The area {} is there already, {}", row.code.text(),
                            is_ever ? "since ever" : "from " + from.text())},
               {"请改回原来的日期或留空；名册只用于新增，不改已有的区域",
                "Write that day or leave it empty; a list only adds areas"}));
}

// Is the row in the tree already? If it is there otherwise, that is a fault.
bool ListingReader::is_known(const Row& row, Id<Area> parent, Date day) {
    auto known = tree_.find(row.code, day);
    if (!known) known = tree_.find(row.code, Date::max());
    if (!known) return false;
    const auto& span = tree_.life(*known).back();
    const bool has_name = chinese::folded(span.name) == chinese::folded(row.name);
    if (has_name && span.parent == parent) {
        if (begins_otherwise(row, *known)) {
            differs_in_day(row, *known);
        } else {
            ++listing_.unchanged;
        }
    } else if (!has_name) {
        fault(
            row.row, kName, row.name,
            make("listing.differs",
                 {fmt::format("区域{}已有，名称是“{}”", row.code.text(), span.name),
                  fmt::format("The area {} is there already, named \"{}\"", row.code.text(),
                              span.name)},
                 {"改名请用区域更名，名册只用于新增", "Rename the area; a list only adds areas"}));
    } else {
        const auto* above = tree_.at(span.parent, span.from);
        const auto name = above != nullptr ? above->name : std::string("0");
        fault(row.row, kParent, row.parent,
              make("listing.differs",
                   {fmt::format("区域{}已有，上级是“{}”", row.code.text(), name),
                    fmt::format("The area {} is there already, in \"{}\"", row.code.text(), name)},
                   {"调整上级请用区域划转，名册只用于新增",
                    "Move the area; a list only adds areas"}));
    }
    return true;
}

}  // namespace

Result<Listing> read_listing(const std::vector<ListedArea>& rows, Tree tree, Date from,
                             const std::function<Id<Area>()>& new_id) {
    if (rows.size() > kListedMax) return too_large(rows.size());
    return ListingReader(std::move(tree), from, new_id).read(rows);
}

}  // namespace qingshui::area
