#include <xlsxwriter.h>
#include <cerrno>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "base/ensure.h"
#include "base/told_failure.h"
#include "base/utf8.h"
#include "paper/cell_text.h"
#include "paper/sheet.h"

namespace qingshui::paper {
namespace {

// A workbook shows 15 significant digits; more would be lost in its numbers.
constexpr std::int64_t kNumberMax = 999'999'999'999'999;
constexpr std::size_t kNameMax = 31;
constexpr std::time_t kCreated = 946'684'800;  // 2000-01-01: the same rows give the same bytes.
constexpr const char* kDay = "yyyy-mm-dd";
constexpr const char* kMoment = "yyyy-mm-dd hh:mm:ss";
constexpr lxw_color_t kHeadColour = 0xD9E2F3;
constexpr lxw_color_t kFaultColour = 0xFFC7CE;
constexpr lxw_color_t kFaultInk = 0x9C0006;

std::string part_of(const std::string& path) { return path + ".part"; }

// The days before are counted differently by every program, so they are written as text.
Date first_day() { return *Date::of(1900, 3, 1); }

lxw_datetime civil(Date day, std::int32_t second) {
    return {day.year(),    day.month(),      day.day(),
            second / 3600, second / 60 % 60, static_cast<double>(second % 60)};
}

// The first `most` characters of UTF-8 text.
std::string_view first_characters(std::string_view text, std::size_t most) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && ++characters > most) return text.substr(0, at);
    }
    return text;
}

constexpr std::size_t kCellMax = 32'767;  // As UTF-16 counts.

// Does a cell hold this much?
bool has_room(std::string_view escaped) {
    std::size_t units = 0;
    for (const char each : escaped) {
        const auto byte = static_cast<unsigned char>(each);
        const bool is_going_on = (byte & 0xC0U) == 0x80U;
        const bool is_of_four = byte >= 0xF0U;
        units += is_going_on ? 0 : is_of_four ? 2 : 1;
    }
    return units <= kCellMax;
}

// A sheet's name as workbooks allow it: at most 31 characters, none of []:*?/\ and '.
std::string sheet_name(std::string_view wanted) {
    std::string name = utf8::writable(first_characters(wanted, kNameMax));
    std::replace_if(
        name.begin(), name.end(),
        [](char byte) {
            return static_cast<unsigned char>(byte) < 0x20U ||
                   std::string_view("[]:*?/\\'").find(byte) != std::string_view::npos;
        },
        '_');
    return name.empty() ? "Sheet" : name;
}

struct FreeWorkbook {
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
};

class XlsxWriter final : public SheetWriter {
public:
    explicit XlsxWriter(const std::string& path) : path_(path) {
        // The library would say so on the terminal, and only at the end.
        if (!std::ofstream(part_of(path))) throw file_failure(path, errno);
        lxw_workbook_options options = {LXW_TRUE, nullptr, LXW_FALSE};
        book_.reset(workbook_new_opt(part_of(path).c_str(), &options));
        if (!book_) throw Failure("cannot start the workbook " + path);
        lxw_doc_properties properties = {};
        properties.created = kCreated;
        workbook_set_properties(book_.get(), &properties);
    }

    ~XlsxWriter() override {
        if (!book_) return;
        std::error_code ignored;
        std::filesystem::remove(part_of(path_), ignored);
    }

    std::int64_t rows_max() const override { return LXW_ROW_MAX; }
    bool has_room_for(const Cell& value) const override {
        constexpr std::size_t kEscapedMost = 7;  // _x005F_ for one character.
        const auto* text = std::get_if<std::string>(&value);
        if (text == nullptr || text->size() <= kCellMax / kEscapedMost) return true;
        return has_room(to_workbook(utf8::writable(*text)));
    }

    void begin_sheet(std::string_view name, const std::vector<double>& widths,
                     const std::vector<Holds>& holds) override {
        end_sheet();
        sheet_ = workbook_add_worksheet(book_.get(), unique_name(name).c_str());
        if (sheet_ == nullptr) throw Failure("cannot add a sheet to " + path_);
        for (std::size_t column = 0; column < widths.size(); ++column) {
            const auto at = static_cast<lxw_col_t>(column);
            const Holds held = column < holds.size() ? holds[column] : Holds::Anything;
            worksheet_set_column(sheet_, at, at, widths[column], column_format(held));
        }
        row_ = 0;
        column_ = 0;
        head_rows_ = 0;
        head_goes_on_ = true;
    }

    void cell(const Cell& value, Mark mark, std::string_view note) override {
        ensure(sheet_ != nullptr, "a cell stands in a sheet");
        if (column_ == 0) head_goes_on_ = head_goes_on_ && mark == Mark::Title;
        mark_ = mark;
        check(std::visit([this](const auto& is) { return write(is); }, value));
        if (!note.empty()) check(comment(note));
        ++column_;
    }

    void end_row() override {
        if (head_goes_on_ && column_ > 0) ++head_rows_;
        ++row_;
        column_ = 0;
    }

    void finish() override {
        if (sheet_ == nullptr) begin_sheet("Sheet1", {}, {});
        end_sheet();
        lxw_workbook* const book = book_.release();  // workbook_close frees it.
        errno = 0;
        const lxw_error error = workbook_close(book);
        const int system_error = errno;
        std::error_code moved;
        if (error == LXW_NO_ERROR) std::filesystem::rename(part_of(path_), path_, moved);
        if (error == LXW_NO_ERROR && !moved) return;
        std::error_code ignored;
        std::filesystem::remove(part_of(path_), ignored);
        if (moved) throw file_failure(path_, moved.value());
        if (system_error != 0) throw file_failure(path_, system_error);
        throw Failure("cannot write " + path_ + ": " + lxw_strerror(error));
    }

private:
    lxw_error write(std::monostate) {
        if (mark_ == Mark::None) return LXW_NO_ERROR;
        return worksheet_write_blank(sheet_, row_, column_, format(""));
    }

    lxw_error write(const std::string& text) {
        if (text.empty()) return write(std::monostate{});
        const std::string escaped = to_workbook(utf8::writable(text));
        return worksheet_write_string(sheet_, row_, column_, escaped.c_str(), format("@"));
    }

    lxw_error write(const Decimal& number) {
        if (std::abs(number.mantissa()) > kNumberMax) return write(number.text());
        const std::string places(static_cast<std::size_t>(number.scale()), '0');
        const std::string shown = places.empty() ? "0" : "0." + places;
        return worksheet_write_number(sheet_, row_, column_, std::stod(number.text()),
                                      format(shown));
    }

    lxw_error write(Date day) {
        if (day < first_day()) return write(day.text());
        lxw_datetime at = civil(day, 0);
        return worksheet_write_datetime(sheet_, row_, column_, &at, format(kDay));
    }

    lxw_error write(const DateTime& moment) {
        if (moment.date < first_day()) return write(moment.text());
        lxw_datetime at = civil(moment.date, moment.second);
        return worksheet_write_datetime(sheet_, row_, column_, &at, format(kMoment));
    }

    lxw_error write(bool truth) {
        return worksheet_write_boolean(sheet_, row_, column_, truth ? 1 : 0, format(""));
    }

    lxw_error comment(std::string_view note) {
        constexpr std::size_t kNoteMax = 2'000;  // More is not read in a box beside a cell.
        lxw_comment_options options = {};
        options.x_scale = 2.0;
        const auto beginning = first_characters(note, kNoteMax);
        std::string text = utf8::writable(beginning);
        if (beginning.size() < note.size()) text += "……";
        return worksheet_write_comment_opt(sheet_, row_, column_, text.c_str(), &options);
    }

    lxw_format* column_format(Holds holds) {
        mark_ = Mark::None;
        switch (holds) {
            case Holds::Anything: return nullptr;
            case Holds::Text: return format("@");
            case Holds::Days: return format(kDay);
            case Holds::Moments: return format(kMoment);
        }
        return nullptr;
    }

    // The format for a mark and a way to show numbers, made once.
    lxw_format* format(const std::string& shown) {
        lxw_format*& made = formats_[{mark_, shown}];
        if (made != nullptr) return made;
        made = workbook_add_format(book_.get());
        if (!shown.empty()) format_set_num_format(made, shown.c_str());
        if (mark_ == Mark::Title) {
            format_set_bold(made);
            format_set_bg_color(made, kHeadColour);
            format_set_border(made, LXW_BORDER_THIN);
            format_set_align(made, LXW_ALIGN_CENTER);
            format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
            format_set_text_wrap(made);
        }
        if (mark_ == Mark::Fault) {
            format_set_bg_color(made, kFaultColour);
            format_set_font_color(made, kFaultInk);
        }
        return made;
    }

    // The wanted name, or one made of it if another sheet has it.
    std::string unique_name(std::string_view wanted) {
        const std::string base = sheet_name(wanted);
        std::string name = base;
        for (int number = 2; !names_.insert(name).second; ++number) {
            const std::string suffix = "(" + std::to_string(number) + ")";
            name = std::string(first_characters(base, kNameMax - suffix.size())) + suffix;
        }
        return name;
    }

    void end_sheet() {
        if (sheet_ != nullptr && head_rows_ > 0) worksheet_freeze_panes(sheet_, head_rows_, 0);
    }

    void check(lxw_error error) const {
        if (error == LXW_NO_ERROR) return;
        throw Failure(path_ + ", row " + std::to_string(row_ + 1) + ": " + lxw_strerror(error));
    }

    std::string path_;
    std::unique_ptr<lxw_workbook, FreeWorkbook> book_;
    lxw_worksheet* sheet_ = nullptr;
    lxw_row_t row_ = 0;
    lxw_col_t column_ = 0;
    lxw_row_t head_rows_ = 0;
    bool head_goes_on_ = true;
    Mark mark_ = Mark::None;
    std::map<std::pair<Mark, std::string>, lxw_format*> formats_;
    std::set<std::string> names_;
};

}  // namespace

std::unique_ptr<SheetWriter> write_xlsx(const std::string& path) {
    return std::make_unique<XlsxWriter>(path);
}

}  // namespace qingshui::paper
