#include <charconv>
#include <limits>
#include <utility>

#include "base/date.h"
#include "paper/cell_text.h"
#include "paper/readers.h"
#include "paper/xlsx_book.h"
#include "paper/xml.h"

namespace qingshui::paper {
namespace {

constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

std::size_t whole(std::string_view digits, std::size_t otherwise) {
    std::size_t number = otherwise;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    return error == std::errc() && stop == end ? number : otherwise;
}

struct Place {
    std::size_t row = kNowhere;
    std::size_t column = kNowhere;
};

// "B3" is {2, 1}; a part that is missing or absurd is kNowhere.
Place place_of(std::string_view reference) {
    constexpr std::size_t kLetters = 26;
    constexpr std::size_t kLettersMost = 4;
    std::size_t column = 0;
    std::size_t at = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z'; ++at) {
        if (at >= kLettersMost) return {};
        column = column * kLetters + static_cast<std::size_t>(reference[at] - 'A') + 1;
    }
    const std::size_t row = whole(reference.substr(at), 0);
    return {row == 0 ? kNowhere : row - 1, column == 0 ? kNowhere : column - 1};
}

// One sheet, cell by cell.
class Worksheet final : public XmlListener {
public:
    Worksheet(const XlsxBook& book, Grid& grid) : book_(book), grid_(grid) {}

    void open(const XmlName& name, const XmlAttributes& attributes) override {
        if (name.local == "row") {
            row_ = whole(attributes.value("r"), next_row_ + 1) - 1;
            next_row_ = row_ + 1;
            next_column_ = 0;
        } else if (name.local == "c") {
            begin_cell(attributes);
        } else if (name.local == "mergeCell") {
            merge(attributes.value("ref"));
        } else if (name.local == "rPh") {
            reading_ = true;
        } else if (name.local == "f") {
            has_formula_ = true;
        }
        keeps_ = name.local == "v" || (name.local == "t" && !reading_);
    }

    void close(const XmlName& name) override {
        keeps_ = false;
        if (name.local == "rPh") reading_ = false;
        if (name.local == "c") end_cell();
    }

    void text(std::string_view piece) override {
        if (keeps_) value_ += piece;
    }

    // Whether a cell names a string that the workbook does not have.
    bool is_broken() const { return is_broken_; }

private:
    void begin_cell(const XmlAttributes& attributes) {
        const Place place = place_of(attributes.value("r"));
        column_ = place.column == kNowhere ? next_column_ : place.column;
        if (place.row != kNowhere) row_ = place.row;
        next_column_ = column_ + 1;
        type_ = attributes.value("t");
        style_ = whole(attributes.value("s"), 0);
        value_.clear();
        has_formula_ = false;
    }

    void end_cell() {
        const bool is_string = type_ == "s" && !value_.empty();
        is_broken_ = is_broken_ || (is_string && whole(value_, kNowhere) >= book_.strings.size());
        if (is_broken_) return;
        // A formula that gives an empty text says so by its type.
        if (has_formula_ && value_.empty() && type_ != "str") {
            grid_.not_calculated(row_, column_);
        } else {
            grid_.set(row_, column_, cell());
        }
    }

    Cell cell() const {
        if (type_ == "s") return value_.empty() ? Cell() : Cell(book_.strings[whole(value_, 0)]);
        if (type_ == "str" || type_ == "inlineStr") return from_workbook(value_);
        if (value_.empty()) return {};
        if (type_ == "b") return value_ == "1" || value_ == "true";
        if (type_ == "d") return moment();
        if (type_ == "e") return value_;
        if (style_ >= book_.formats.size()) return cell_of(value_, Shown::Number, book_.epoch);
        const XlsxBook::Format& format = book_.formats[style_];
        return filled(cell_of(value_, format.shown, book_.epoch), format.digits);
    }

    // An ISO date as the strict form of the format has it.
    Cell moment() const {
        if (const auto day = Date::parse(value_)) return *day;
        std::string spaced = value_.substr(0, value_.find_first_of(".Z"));
        if (const auto mark = spaced.find('T'); mark != std::string::npos) spaced[mark] = ' ';
        if (const auto moment = DateTime::parse(spaced)) return *moment;
        return value_;
    }

    void merge(std::string_view range) {
        const std::size_t colon = range.find(':');
        if (colon == std::string_view::npos) return;
        const Place from = place_of(range.substr(0, colon));
        const Place to = place_of(range.substr(colon + 1));
        constexpr std::size_t kMost = std::numeric_limits<int>::max();
        for (const std::size_t part : {from.row, from.column, to.row, to.column}) {
            if (part > kMost) return;
        }
        grid_.merge({static_cast<int>(from.row), static_cast<int>(from.column),
                     static_cast<int>(to.row), static_cast<int>(to.column)});
    }

    const XlsxBook& book_;
    Grid& grid_;
    std::size_t row_ = 0;
    std::size_t column_ = 0;
    std::size_t next_row_ = 0;
    std::size_t next_column_ = 0;
    std::string type_;
    std::size_t style_ = 0;
    std::string value_;
    bool has_formula_ = false;
    bool keeps_ = false;
    bool reading_ = false;
    bool is_broken_ = false;
};

}  // namespace

Outcome read_xlsx(const Archive& archive, const Limits& limits, std::vector<Sheet>& sheets) {
    // What all parts unpack to counts, for the directory may lie.
    std::uint64_t left = limits.unpacked;
    const Unpack unpack = [&](const std::string& path) {
        auto part = archive.unpacked(path, left);
        if (part) left -= part->size();
        return part;
    };
    XlsxBook book;
    if (const Outcome outcome = read_book(unpack, limits, book); outcome != Outcome::Read)
        return outcome;
    Used used;
    for (const XlsxBook::Part& part : book.sheets) {
        std::optional<std::string> xml = unpack(part.path);
        if (!xml) return Outcome::Damaged;
        Sheet& sheet = sheets.emplace_back(Sheet{part.name, {}, {}, part.hidden});
        Grid grid(sheet, limits, used);
        Worksheet worksheet(book, grid);
        const bool is_read = read_xml(*std::move(xml), worksheet);
        if (!is_read || worksheet.is_broken()) return Outcome::Damaged;
        if (grid.exceeded()) return Outcome::TooLarge;
    }
    return Outcome::Read;
}

}  // namespace qingshui::paper
