#include "paper/xlsx_book.h"

#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "paper/cell_text.h"
#include "paper/xml.h"

namespace qingshui::paper {
namespace {

constexpr std::size_t kRelationsMax = 100'000;  // Each sheet has a few.
constexpr std::size_t kStylesMax = 100'000;     // A spreadsheet program opens fewer.

int whole(std::string_view digits, int otherwise) {
    int number = otherwise;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

bool is_true(std::string_view value) { return value == "1" || value == "true"; }

// Where a part named `target` inside `folder` lies in the archive. Some programs write targets
// from the root, with a leading slash.
std::string resolved(std::string_view folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string path(folder);
    while (target.starts_with("../") || target.starts_with("./")) {
        if (target.starts_with("../")) {
            path.resize(path.empty() ? 0 : path.rfind('/', path.size() - 2) + 1);
        }
        target.remove_prefix(target.find('/') + 1);
    }
    return path.append(target);
}

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

std::string relations_of(const std::string& path) {
    const std::string folder = folder_of(path);
    return folder + "_rels/" + path.substr(folder.size()) + ".rels";
}

// The parts that one part refers to.
class Relations final : public XmlListener {
public:
    struct Relation {
        std::string type;  // The last word of its address: "worksheet".
        std::string path;
    };

    explicit Relations(std::string folder) : folder_(std::move(folder)) {}

    void open(const XmlName& name, const XmlAttributes& attributes) override {
        if (name.local != "Relationship" || attributes.value("TargetMode") == "External") return;
        exceeded_ = exceeded_ || by_id_.size() >= kRelationsMax;
        if (exceeded_) return;
        const std::string_view type = attributes.value("Type");
        by_id_[std::string(attributes.value("Id"))] = {
            std::string(type.substr(type.rfind('/') + 1)),
            resolved(folder_, attributes.value("Target"))};
    }
    void close(const XmlName&) override {}
    void text(std::string_view) override {}

    bool exceeded() const { return exceeded_; }

    const Relation* find(const std::string& id) const {
        const auto found = by_id_.find(id);
        return found == by_id_.end() ? nullptr : &found->second;
    }
    std::string first(std::string_view type) const {
        for (const auto& [id, relation] : by_id_) {
            if (relation.type == type) return relation.path;
        }
        return {};
    }

private:
    std::string folder_;
    std::map<std::string, Relation> by_id_;
    bool exceeded_ = false;
};

class Workbook final : public XmlListener {
public:
    Workbook(XlsxBook& book, const Relations& relations) : book_(book), relations_(relations) {}

    void open(const XmlName& name, const XmlAttributes& attributes) override {
        if (name.local == "workbook") is_workbook_ = true;
        if (name.local == "workbookPr" && is_true(attributes.value("date1904"))) {
            book_.epoch = Epoch::Year1904;
        }
        if (name.local != "sheet") return;
        const auto* relation = relations_.find(std::string(attributes.prefixed("id")));
        if (relation == nullptr || relation->type != "worksheet") return;  // A chart, a macro.
        exceeded_ = book_.sheets.size() >= kSheetsMax;
        if (exceeded_) return;
        is_broken_ = is_broken_ || !paths_.insert(relation->path).second;
        const std::string_view state = attributes.value("state");
        book_.sheets.push_back({std::string(attributes.value("name")), relation->path,
                                state == "hidden" || state == "veryHidden"});
    }
    void close(const XmlName&) override {}
    void text(std::string_view) override {}

    bool is_workbook() const { return is_workbook_; }
    bool exceeded() const { return exceeded_; }
    // Whether two sheets are one and the same part, which could be read over and over.
    bool is_broken() const { return is_broken_; }

private:
    XlsxBook& book_;
    const Relations& relations_;
    std::set<std::string> paths_;  // Of the sheets.
    bool is_broken_ = false;
    bool is_workbook_ = false;
    bool exceeded_ = false;
};

// The shared strings: the text of each <si>, without the readings that <rPh> adds.
class Strings final : public XmlListener {
public:
    Strings(XlsxBook& book, const Limits& limits) : book_(book), most_(limits.cells) {}

    void open(const XmlName& name, const XmlAttributes&) override {
        if (name.local == "rPh") reading_ = true;
        in_text_ = name.local == "t" && !reading_;
    }
    void close(const XmlName& name) override {
        if (name.local == "rPh") reading_ = false;
        in_text_ = false;
        if (name.local != "si" || exceeded()) return;
        book_.strings.push_back(from_workbook(string_));
        string_.clear();
    }
    void text(std::string_view piece) override {
        if (in_text_) string_ += piece;
    }

    bool exceeded() const { return book_.strings.size() > most_; }

private:
    XlsxBook& book_;
    std::size_t most_;
    std::string string_;
    bool in_text_ = false;
    bool reading_ = false;
};

class Styles final : public XmlListener {
public:
    explicit Styles(XlsxBook& book) : book_(book) {}

    void open(const XmlName& name, const XmlAttributes& attributes) override {
        if (name.local == "numFmt" && !in_other_ && codes_.size() < kStylesMax) {
            const std::string_view code = attributes.value("formatCode");
            codes_[whole(attributes.value("numFmtId"), 0)] = {shown_by(code), filled_to(code)};
        }
        if (name.local == "cellXfs") in_cells_ = true;
        if (name.local == "dxfs") in_other_ = true;
        if (name.local == "xf" && in_cells_ && ids_.size() < kStylesMax) {
            ids_.push_back(whole(attributes.value("numFmtId"), 0));
        }
    }
    void close(const XmlName& name) override {
        if (name.local == "cellXfs") in_cells_ = false;
        if (name.local == "dxfs") in_other_ = false;
        if (name.local != "styleSheet") return;
        for (const int id : ids_) {
            const auto code = codes_.find(id);
            book_.formats.push_back(code == codes_.end() ? XlsxBook::Format{shown_by(id)}
                                                         : code->second);
        }
    }
    void text(std::string_view) override {}

private:
    XlsxBook& book_;
    std::map<int, XlsxBook::Format> codes_;
    std::vector<int> ids_;
    bool in_cells_ = false;
    bool in_other_ = false;
};

// Reads a part unless none is named: false if it is named but broken or not there.
bool read_part(const Unpack& unpack, const std::string& path, XmlListener& listener) {
    if (path.empty()) return true;
    std::optional<std::string> xml = unpack(path);
    return xml && read_xml(*std::move(xml), listener);
}

}  // namespace

Outcome read_book(const Unpack& unpack, const Limits& limits, XlsxBook& book) {
    Relations root("");
    if (!read_part(unpack, "_rels/.rels", root)) return Outcome::Damaged;
    if (root.exceeded()) return Outcome::TooLarge;
    const std::string path = root.first("officeDocument");
    if (path.empty()) return Outcome::OtherKind;

    Relations relations(folder_of(path));
    Workbook workbook(book, relations);
    const bool is_whole =
        read_part(unpack, relations_of(path), relations) && read_part(unpack, path, workbook);
    if (!is_whole || workbook.is_broken()) return Outcome::Damaged;
    if (!workbook.is_workbook()) return Outcome::OtherKind;

    Strings strings(book, limits);
    Styles styles(book);
    const bool is_read = read_part(unpack, relations.first("sharedStrings"), strings) &&
                         read_part(unpack, relations.first("styles"), styles);
    if (!is_read) return Outcome::Damaged;
    const bool exceeded = relations.exceeded() || workbook.exceeded() || strings.exceeded();
    return exceeded ? Outcome::TooLarge : Outcome::Read;
}

}  // namespace qingshui::paper
