#include "report/blocks.h"

#include <algorithm>

#include "report/tags.h"

namespace qingshui::report {

namespace {

constexpr std::string_view kBold = "**";

struct Line {
    std::vector<Stretch> stretches;

    bool blank() const {
        return std::all_of(stretches.begin(), stretches.end(),
                           [](const Stretch& each) { return trimmed(each.run.text).empty(); });
    }
    std::string_view opening() const {
        if (stretches.empty() || stretches.front().literal) return {};
        std::string_view text = stretches.front().run.text;
        return text.substr(std::min(text.find_first_not_of(' '), text.size()));
    }
};

// Adds a part of the words of `stretch`; a line never opens with an empty stretch.
void add_words(Line& line, const Stretch& stretch, std::string_view part) {
    if (part.empty()) return;
    line.stretches.push_back(stretch);
    line.stretches.back().run.text = part;
}

std::vector<Line> lines_of(const std::vector<Stretch>& stretches) {
    std::vector<Line> lines(1);
    for (auto stretch : stretches) {
        auto& text = stretch.run.text;
        if (stretch.literal) {
            std::replace(text.begin(), text.end(), '\n', ' ');
            lines.back().stretches.push_back(std::move(stretch));
            continue;
        }
        std::string_view rest = text;
        for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
            add_words(lines.back(), stretch, rest.substr(0, end));
            lines.emplace_back();
            rest = rest.substr(end + 1);
        }
        add_words(lines.back(), stretch, rest);
    }
    return lines;
}

int heading_level(std::string_view opening) {
    constexpr std::size_t kLevels = 4;
    const auto level = std::min(opening.find_first_not_of('#'), opening.size());
    const bool heading = level >= 1 && level <= kLevels && opening.substr(level).starts_with(" ");
    return heading ? static_cast<int>(level) : 0;
}

bool is_item(std::string_view opening) {
    return opening.starts_with("- ") || opening.starts_with("* ");
}

// To whom a document goes (主送机关): "> 县人民政府：".
bool is_addressee(std::string_view opening) { return opening.starts_with("> "); }

bool is_latin(char c) { return static_cast<unsigned char>(c) < 0x80 && c != ' '; }

// Gathers lines into blocks.
class Builder {
public:
    void line(const Line& line) {
        if (line.blank()) return end();
        const auto opening = line.opening();
        if (const int level = heading_level(opening)) {
            end();
            begin(Block::Kind::Heading, level, line, static_cast<std::size_t>(level) + 1);
            return end();
        }
        if (is_item(opening)) {
            end();
            return begin(Block::Kind::Item, 0, line, 2);
        }
        if (is_addressee(opening)) {
            end();
            begin(Block::Kind::Addressee, 0, line, 2);
            return end();
        }
        if (!open_) return begin(Block::Kind::Paragraph, 0, line, 0);
        join();
        add(line, 0);
    }
    std::vector<Block> finish() {
        end();
        return std::move(out_);
    }

private:
    void begin(Block::Kind kind, int level, const Line& line, std::size_t marker) {
        open_ = Block{kind, level, {}};
        bold_ = false;
        add(line, marker);
    }

    // Takes a line without the `marker` bytes it opens with.
    void add(const Line& line, std::size_t marker) {
        for (std::size_t i = 0; i < line.stretches.size(); ++i) {
            auto stretch = line.stretches[i];
            if (i == 0 && !stretch.literal) stretch.run.text = line.opening().substr(marker);
            if (stretch.literal) {
                stretch.run.bold = bold_;
                open_->runs.push_back(std::move(stretch.run));
            } else {
                words(stretch.run.text);
            }
        }
    }

    void words(std::string_view text) {
        for (auto at = text.find(kBold); at != std::string_view::npos; at = text.find(kBold)) {
            plain(text.substr(0, at));
            bold_ = !bold_;
            text = text.substr(at + kBold.size());
        }
        plain(text);
    }
    void plain(std::string_view text) {
        if (text.empty()) return;
        auto& runs = open_->runs;
        const bool same = !runs.empty() && runs.back().figure.empty() && runs.back().bold == bold_;
        if (same) {
            runs.back().text += text;
        } else {
            runs.push_back({std::string(text), bold_, "", ""});
        }
    }

    void join() {
        auto& runs = open_->runs;
        if (!runs.empty() && !runs.back().text.empty() && is_latin(runs.back().text.back())) {
            plain(" ");
        }
    }

    void end() {
        if (!open_) return;
        auto& runs = open_->runs;
        if (!runs.empty() && runs.front().figure.empty()) trim_front(runs.front().text);
        if (!runs.empty() && runs.back().figure.empty()) trim_back(runs.back().text);
        std::erase_if(runs, [](const paper::Run& run) { return run.text.empty(); });
        if (!runs.empty()) out_.push_back(std::move(*open_));
        open_.reset();
    }
    static void trim_front(std::string& text) {
        const auto kept = trimmed(text);
        text.erase(0, kept.empty() ? text.size() : text.find(kept));
    }
    static void trim_back(std::string& text) {
        const auto kept = trimmed(text);
        text.resize(kept.empty() ? 0 : text.rfind(kept) + kept.size());
    }

    std::optional<Block> open_;
    bool bold_ = false;
    std::vector<Block> out_;
};

// A list ends with a full stop: its last item (末项) may have been written for the middle.
void close_lists(std::vector<Block>& blocks) {
    constexpr std::string_view kMore = "；";
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const bool is_item = blocks[i].kind == Block::Kind::Item;
        const bool goes_on = i + 1 < blocks.size() && blocks[i + 1].kind == Block::Kind::Item;
        auto& run = blocks[i].runs.back();
        if (!is_item || goes_on || !run.figure.empty() || !run.text.ends_with(kMore)) continue;
        run.text.replace(run.text.size() - kMore.size(), kMore.size(), "。");
    }
}

}  // namespace

std::vector<Block> blocks(const std::vector<Stretch>& stretches) {
    Builder builder;
    for (const auto& line : lines_of(stretches)) builder.line(line);
    auto out = builder.finish();
    close_lists(out);
    return out;
}

}  // namespace qingshui::report
