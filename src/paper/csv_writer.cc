#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/ensure.h"
#include "base/told_failure.h"
#include "base/utf8.h"
#include "paper/cell_text.h"
#include "paper/sheet.h"

namespace qingshui::paper {
namespace {

// RFC 4180: quoted only where it must be.
std::string quoted(const std::string& text) {
    const bool outer_space = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!outer_space && text.find_first_of(",;\t\"\r\n") == std::string::npos) return text;
    std::string cell = "\"";
    for (const char byte : text) {
        if (byte == '"') cell += '"';
        cell += byte;
    }
    return cell + '"';
}

struct CellText {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& text) const {
        return quoted(to_csv(utf8::writable(text)));
    }
    std::string operator()(const Decimal& number) const { return number.text(); }
    std::string operator()(Date day) const { return day.text(); }
    std::string operator()(const DateTime& moment) const { return moment.text(); }
    std::string operator()(bool truth) const { return truth ? "TRUE" : "FALSE"; }
};

class CsvWriter final : public SheetWriter {
public:
    explicit CsvWriter(const std::string& path) : path_(path), part_(path + ".part") {
        file_.open(part_, std::ios::binary | std::ios::trunc);
        if (!file_) throw file_failure(path_, errno);
        file_ << "\xEF\xBB\xBF";
    }

    ~CsvWriter() override {
        if (finished_) return;
        file_.close();
        std::error_code ignored;
        std::filesystem::remove(part_, ignored);
    }

    void begin_sheet(std::string_view, const std::vector<double>&,
                     const std::vector<Holds>&) override {
        ensure(!begun_, "a CSV file is one sheet");
        begun_ = true;
    }

    void cell(const Cell& value, Mark, std::string_view) override {
        if (column_++ > 0) file_ << ',';
        file_ << std::visit(CellText(), value);
    }

    void end_row() override {
        file_ << "\r\n";
        column_ = 0;
    }

    void finish() override {
        file_.close();
        std::error_code moved;
        if (file_) std::filesystem::rename(part_, path_, moved);
        if (!file_ || moved) throw file_failure(path_, moved ? moved.value() : errno);
        finished_ = true;
    }

private:
    std::string path_;
    std::string part_;
    std::ofstream file_;
    std::size_t column_ = 0;
    bool begun_ = false;
    bool finished_ = false;
};

}  // namespace

std::unique_ptr<SheetWriter> write_csv(const std::string& path) {
    return std::make_unique<CsvWriter>(path);
}

}  // namespace qingshui::paper
