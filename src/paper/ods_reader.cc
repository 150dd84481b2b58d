#include <algorithm>
#include <charconv>
#include <cstdint>
#include <set>
#include <utility>

#include "base/date.h"
#include "paper/number.h"
#include "paper/readers.h"
#include "paper/xml.h"

namespace qingshui::paper {
namespace {

constexpr std::string_view kTable = "table";
constexpr std::string_view kOffice = "office";
constexpr std::string_view kText = "text";
constexpr std::size_t kSpacesMax = 2'000;  // In a row that are kept.

// A count that is written only when it is not one.
std::size_t count_of(std::string_view digits) {
    constexpr std::uint64_t kMost = 1U << 30U;
    std::uint64_t count = 1;
    const auto end = digits.data() + digits.size();
    const bool vast =
        std::from_chars(digits.data(), end, count).ec == std::errc::result_out_of_range;
    return vast ? kMost : std::min(count, kMost);
}

// "2021-05-13" or "2021-05-13T08:30:00.5".
Cell moment_of(const std::string& written) {
    if (const auto day = Date::parse(written)) return *day;
    std::string spaced = written.substr(0, written.find_first_of(".Z"));
    if (const auto mark = spaced.find('T'); mark != std::string::npos) spaced[mark] = ' ';
    if (const auto moment = DateTime::parse(spaced)) return *moment;
    return written;
}

// The content of an OpenDocument spreadsheet.
class Content final : public XmlListener {
public:
    Content(const Limits& limits, std::vector<Sheet>& sheets) : limits_(limits), sheets_(sheets) {}

    bool is_spreadsheet() const { return is_spreadsheet_; }
    bool exceeded() const { return exceeded_; }

    void open(const XmlName& name, const XmlAttributes& attributes) override {
        if (exceeded_) return;
        if (passed_over_ > 0 || is_passed_over(name)) {
            ++passed_over_;
            return;
        }
        if (name.is(kOffice, "spreadsheet")) is_spreadsheet_ = true;
        if (name.prefix == "style") note_style(name, attributes);
        if (name.prefix == kTable) open_table_part(name, attributes);
        if (name.prefix == kText && in_cell_) open_text_part(name, attributes);
    }

    void close(const XmlName& name) override {
        if (exceeded_) return;
        if (passed_over_ > 0) {
            --passed_over_;
            return;
        }
        if (name.is(kTable, "table-cell") || name.is(kTable, "covered-table-cell")) end_cell();
        if (name.is(kTable, "table-row")) row_ += row_repeated_;
        if (name.is(kText, "p")) in_paragraph_ = false;
    }

    void text(std::string_view piece) override {
        if (in_paragraph_ && passed_over_ == 0 && !exceeded_) text_ += piece;
    }

private:
    // Notes beside cells, and tables that are not on a sheet.
    static bool is_passed_over(const XmlName& name) {
        return name.is(kOffice, "annotation") || name.is(kTable, "tracked-changes") ||
               name.is(kTable, "dde-links") || name.is(kTable, "shapes");
    }

    void note_style(const XmlName& name, const XmlAttributes& attributes) {
        if (name.local == "style") style_ = attributes.value("name", "style");
        if (name.local == "table-properties" && attributes.value("display", kTable) == "false") {
            hiding_.insert(style_);
        }
    }

    void open_table_part(const XmlName& name, const XmlAttributes& attributes) {
        if (name.local == "table") {
            exceeded_ = sheets_.size() >= kSheetsMax;
            if (exceeded_) return;
            sheets_.push_back({std::string(attributes.value("name", kTable)), {}, {}, false});
            sheets_.back().hidden =
                hiding_.contains(std::string(attributes.value("style-name", kTable)));
            row_ = 0;
        } else if (name.local == "table-row") {
            row_repeated_ = count_of(attributes.value("number-rows-repeated", kTable));
            column_ = 0;
        } else if (name.local == "table-cell" || name.local == "covered-table-cell") {
            begin_cell(attributes);
        }
    }

    void begin_cell(const XmlAttributes& attributes) {
        in_cell_ = true;
        paragraphs_ = 0;
        text_.clear();
        repeated_ = count_of(attributes.value("number-columns-repeated", kTable));
        rows_ = count_of(attributes.value("number-rows-spanned", kTable));
        columns_ = count_of(attributes.value("number-columns-spanned", kTable));
        type_ = attributes.value("value-type", kOffice);
        const std::string_view attribute = type_ == "date"      ? "date-value"
                                           : type_ == "time"    ? "time-value"
                                           : type_ == "boolean" ? "boolean-value"
                                           : type_ == "string"  ? "string-value"
                                                                : "value";
        value_ = attributes.value(attribute, kOffice);
    }

    void open_text_part(const XmlName& name, const XmlAttributes& attributes) {
        if (name.local == "p") {
            if (paragraphs_++ > 0) text_ += '\n';
            in_paragraph_ = true;
        } else if (name.local == "s") {
            const std::size_t spaces = count_of(attributes.value("c", kText));
            text_.append(std::min(spaces, kSpacesMax), ' ');
            // A few bytes say many spaces.
            exceeded_ = exceeded_ || text_.size() > limits_.unpacked;
        } else if (name.local == "tab") {
            text_ += '\t';
        } else if (name.local == "line-break") {
            text_ += '\n';
        }
    }

    void end_cell() {
        in_cell_ = false;
        if (!sheets_.empty() && !exceeded_) {
            Grid grid(sheets_.back(), limits_, used_);
            grid.fill(row_, column_, row_repeated_, repeated_, cell());
            if (rows_ > 1 || columns_ > 1) merge(grid);
            exceeded_ = grid.exceeded();
        }
        column_ += repeated_;
    }

    void merge(Grid& grid) const {
        if (row_ + rows_ > limits_.rows || column_ + columns_ > limits_.columns) return;
        grid.merge({static_cast<int>(row_), static_cast<int>(column_),
                    static_cast<int>(row_ + rows_ - 1), static_cast<int>(column_ + columns_ - 1)});
    }

    Cell cell() const {
        if (type_ == "boolean") return value_ == "true";
        if (type_ == "date") return moment_of(value_);
        if (type_ == "percentage") return cell_of(value_, Shown::Percent, Epoch::Year1900);
        if (type_ == "float" || type_ == "currency") {
            const bool is_filled = text_.find_first_not_of("0123456789") == std::string::npos;
            return filled(cell_of(value_, Shown::Number, Epoch::Year1900),
                          is_filled ? text_.size() : 0);
        }
        // A time of day, as everything else, is what is seen.
        return text_.empty() ? value_ : text_;
    }

    const Limits& limits_;
    std::vector<Sheet>& sheets_;
    Used used_;
    bool exceeded_ = false;
    bool is_spreadsheet_ = false;
    int passed_over_ = 0;  // Depth inside an element that is.
    std::string style_;
    std::set<std::string> hiding_;  // Styles of tables that are not shown.

    std::size_t row_ = 0;
    std::size_t column_ = 0;
    std::size_t row_repeated_ = 1;
    bool in_cell_ = false;
    std::size_t repeated_ = 1;
    std::size_t rows_ = 1;
    std::size_t columns_ = 1;
    std::string type_;
    std::string value_;
    std::string text_;
    int paragraphs_ = 0;
    bool in_paragraph_ = false;
};

}  // namespace

Outcome read_ods(const Archive& archive, const Limits& limits, std::vector<Sheet>& sheets) {
    std::optional<std::string> xml = archive.unpacked("content.xml", limits.unpacked);
    if (!xml) return Outcome::Damaged;
    Content content(limits, sheets);
    if (!read_xml(*std::move(xml), content)) return Outcome::Damaged;
    if (!content.is_spreadsheet()) return Outcome::OtherKind;
    return content.exceeded() ? Outcome::TooLarge : Outcome::Read;
}

}  // namespace qingshui::paper
