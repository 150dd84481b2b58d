#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/invisible.h"
#include "registry/limits.h"
#include "registry/naming.h"
#include "registry/read_indicators.h"
#include "registry/read_register.h"
#include "registry/reading.h"

namespace qingshui::registry {

namespace {

constexpr std::string_view kDeclarations = "pack.toml";
constexpr std::string_view kChapter = "report.md";

Refusal file_fault(const std::string& file, std::string rule, Text says, Text remedy) {
    Refusal fault{Reason::Invalid, std::move(rule), file, std::move(says), std::move(remedy)};
    fault.where.file = file;
    return fault;
}

// The first character of a text that nothing made of it could hold. An escape in TOML hides one.
void check_characters(const std::string& file, int line, std::string_view text,
                      PackFaults& faults) {
    const auto found = utf8::invisible(text);
    if (!found) return;
    const auto code = static_cast<std::uint32_t>(found->code);
    Refusal fault = file_fault(
        file, "pack.character",
        {fmt::format("有看不见的字符 U+{:04X}，是这段文字的第{}个字", code, found->place),
         fmt::format("There is an invisible character, U+{:04X}, in place {} of the text", code,
                     found->place)},
        {"请删去这个字符，或重新输入这段文字", "Delete it, or type the text again"});
    fault.where.row = line;
    faults.add(std::move(fault));
}

void check_characters(const std::string& file, const Declared& declared, PackFaults& faults) {
    check_characters(file, declared.line, declared.text, faults);
    for (const Declared& item : declared.items) check_characters(file, item, faults);
    for (const auto& [key, value] : declared.members) check_characters(file, value, faults);
}

void check_lines(const std::string& file, std::string_view text, PackFaults& faults) {
    constexpr std::string_view kByteOrderMark = "\uFEFF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    for (int line = 1; !text.empty(); ++line) {
        const auto end = std::min(text.find('\n'), text.size());
        check_characters(file, line, text.substr(0, end), faults);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void check_files(const std::string& folder, const Catalogue::Files& files, PackFaults& faults) {
    for (const auto& [name, text] : files) {
        const std::string file = fmt::format("{}/{}", folder, name);
        if (text.size() > Catalogue::kFileBytesMax) {
            faults.add(file_fault(file, "pack.too_large",
                                  {"文件大于 1 MB", "The file exceeds 1 MB"},
                                  {"请分成几个业务包", "Divide it into several packs"}));
        } else if (name != kDeclarations && !chinese::is_utf8(text)) {
            faults.add(file_fault(file, "pack.encoding",
                                  {"文件不是 UTF-8 编码", "The file is not UTF-8"},
                                  {"请用 UTF-8 编码重新保存", "Save it again as UTF-8"}));
        } else if (name != kDeclarations) {
            check_lines(file, text, faults);
        }
    }
}

void read_header(const std::string& folder, Draft& draft) {
    const auto header = draft.root.part("pack");
    draft.pack.id = folder;
    if (!header) return;
    const std::string id = header->text("id");
    check_id(*header, "id", id);
    if (!id.empty() && is_id(id) && id != folder) {
        header->fault("id", "pack.folder",
                      {fmt::format("标识“{}”与文件夹名“{}”不同", id, folder),
                       fmt::format(R"(The id "{}" is not the folder's name "{}")", id, folder)},
                      {fmt::format("请写成：id = \"{}\"，或给文件夹改名", folder),
                       fmt::format("Write: id = \"{}\", or rename the folder", folder)});
    }
    draft.pack.title = header->both("title");
    draft.pack.version = header->text("version");
    draft.pack.needs = header->texts("requires");
    const auto chapter = header->integer("chapter").value_or(0);
    if (chapter >= 0 && chapter <= kChapterMax) {
        draft.pack.chapter = static_cast<int>(chapter);
    } else {
        header->fault("chapter", "pack.range",
                      {fmt::format("章次应在0至{}之间", kChapterMax),
                       fmt::format("The chapter lies between 0 and {}", kChapterMax)},
                      {"请改正", "Correct it"});
    }
}

void read_own_parts(Draft& draft) {
    for (const auto& [id, section] : draft.root.named_parts("register")) {
        draft.pack.registers.push_back(read_register(draft.pack.id, id, section));
    }
    for (const auto& [id, section] : draft.root.named_parts("rates")) {
        draft.pack.rates.push_back(read_rates(draft.pack.id, id, section));
    }
}

// What packs say of each other, and of the tables that they share.
class Crossing {
public:
    Crossing(Drafts& drafts, const UnreadPacks& unread)
        : drafts_(drafts), unread_(unread), packs_(unread.begin(), unread.end()) {
        for (const auto& [folder, draft] : drafts_) {
            packs_.push_back(folder);
            for (const Schema& schema : draft.pack.registers) registers_.push_back(schema.id);
        }
    }

    void check() {
        for (auto& [folder, draft] : drafts_) {
            check_requires(draft);
            check_references(draft);
            check_tables(draft);
            read_reports(draft);
        }
    }

private:
    bool has_pack(const std::string& id) const {
        return drafts_.count(id) > 0 || unread_.contains(id);
    }

    void unknown_pack(const Section& section, std::string_view key, const std::string& id) const {
        section.fault(
            key, "pack.unknown_pack",
            {fmt::format("没有“{}”这个业务包", id), fmt::format("There is no pack \"{}\"", id)},
            Section::suggestion(id, packs_));
    }

    void check_requires(const Draft& draft) const {
        const auto header = draft.root.part("pack");
        for (const std::string& id : draft.pack.needs) {
            if (header && !has_pack(id)) unknown_pack(*header, "requires", id);
        }
    }

    void check_references(const Draft& draft) const {
        const auto sections = draft.root.named_parts("register");
        for (std::size_t i = 0; i < sections.size(); ++i) {
            const Schema& schema = draft.pack.registers[i];
            check_fields(draft, sections[i].second, schema.fields);
            const auto lines = sections[i].second.named_parts("lines");
            for (std::size_t j = 0; j < lines.size(); ++j) {
                check_fields(draft, lines[j].second, schema.lines[j].fields);
            }
        }
    }

    void check_fields(const Draft& draft, const Section& section,
                      const std::vector<Field>& fields) const {
        const auto sections = section.parts("fields");
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const std::string& id = fields[i].refers_to;
            if (fields[i].type != FieldType::Reference || !is_dotted_id(id)) continue;
            if (std::find(registers_.begin(), registers_.end(), id) != registers_.end()) {
                check_required(draft, sections[i], "type", id);
                continue;
            }
            if (lies_in(unread_, id)) continue;
            sections[i].fault("type", "pack.register",
                              {fmt::format("没有“{}”这个台账", id),
                               fmt::format("There is no register \"{}\"", id)},
                              Section::suggestion(id, registers_));
        }
    }

    void check_tables(const Draft& draft) {
        for (const auto& [id, section] : draft.root.named_parts("register")) {
            const std::string register_id = draft.pack.id + "." + id;
            take_table(section, table_name(register_id), register_id);
            for (const auto& [lines_id, lines] : section.named_parts("lines")) {
                take_table(lines, table_name(register_id, lines_id),
                           fmt::format("{}.{}", register_id, lines_id));
            }
        }
    }

    void take_table(const Section& section, const std::string& table, const std::string& id) {
        if (table.size() > kTableLengthMax) {
            section.fault("", "pack.table",
                          {fmt::format("表名“{}”长于{}个字符", table, kTableLengthMax),
                           fmt::format("The table's name \"{}\" exceeds {} characters", table,
                                       kTableLengthMax)},
                          {"请缩短业务包、台账或子表的标识", "Use shorter ids"});
        }
        const auto [taken, added] = tables_.emplace(table, id);
        if (added) return;
        section.fault(
            "", "pack.table",
            {fmt::format("“{}”与“{}”的表名都是“{}”", id, taken->second, table),
             fmt::format(R"("{}" and "{}" would share the table "{}")", id, taken->second, table)},
            {"请换一个标识", "Give it another id"});
    }

    void read_reports(Draft& draft) const {
        for (const auto& [id, section] : draft.root.named_parts("report")) {
            check_id(section, "", id);
            Report report{id,
                          section.both("title"),
                          section.text("heading"),
                          section.texts("chapters"),
                          draft.pack.id + "/" + section.text("text"),
                          frame(draft, section),
                          passages(draft, section)};
            for (const std::string& chapter : report.chapters) check_chapter(section, chapter);
            draft.pack.reports.push_back(std::move(report));
        }
    }

    void check_chapter(const Section& section, const std::string& id) const {
        const auto found = drafts_.find(id);
        if (unread_.contains(id)) return;
        if (found == drafts_.end()) return unknown_pack(section, "chapters", id);
        if (found->second.pack.text) return;
        section.fault("chapters", "pack.chapter",
                      {fmt::format("业务包“{}”没有 report.md，不能收入报告", id),
                       fmt::format("The pack \"{}\" has no report.md to be a chapter", id)},
                      {fmt::format("请写 {}/report.md，或从 chapters 里去掉它", id),
                       fmt::format("Write {}/report.md, or take it out of chapters", id)});
    }

    // The full id of the register of passages, which must have the fields that keep them.
    static std::string passages(const Draft& draft, const Section& section) {
        const std::string short_id = section.text("passages");
        if (short_id.empty()) return {};
        std::string id = draft.pack.id + "." + short_id;
        for (const Schema& schema : draft.pack.registers) {
            if (schema.id != id) continue;
            const bool is_fit = schema.position("report") && schema.position("period") &&
                                schema.position("key") && schema.position("words");
            if (is_fit) return id;
            section.fault("passages", "pack.passages",
                          {fmt::format("台账“{}”缺少存放手写段落的字段", id),
                           fmt::format("The register \"{}\" lacks fields for passages", id)},
                          {"请声明文本字段 report、period、key 和长文本字段 words",
                           "Declare text fields report, period, key and a longtext words"});
            return {};
        }
        section.fault("passages", "pack.register",
                      {fmt::format("本业务包没有“{}”这个台账", short_id),
                       fmt::format("This pack has no register \"{}\"", short_id)},
                      {"请在本业务包里声明存放手写段落的台账",
                       "Declare the register of passages in this pack"});
        return {};
    }

    static std::string frame(const Draft& draft, const Section& section) {
        const std::string file = section.text("text");
        const auto found = draft.pack.files.find(file);
        if (found == draft.pack.files.end()) {
            std::vector<std::string> known;
            for (const auto& [name, text] : draft.pack.files) {
                if (name.size() > 3 && name.substr(name.size() - 3) == ".md") known.push_back(name);
            }
            if (file.empty()) return {};
            section.fault("text", "pack.file",
                          {fmt::format("文件夹里没有“{}”", file),
                           fmt::format("The folder has no file \"{}\"", file)},
                          Section::suggestion(file, known));
            return {};
        }
        if (found->second.find("{{chapters}}") == std::string::npos) {
            section.fault(
                "text", "pack.chapter",
                {fmt::format("“{}”里没有 {{{{chapters}}}}，各章无处可放", file),
                 fmt::format("\"{}\" has no {{{{chapters}}}} where they could stand", file)},
                {"请在各章的位置单独一行写上 {{chapters}}",
                 "Write {{chapters}} on a line of its own where they belong"});
        }
        return found->second;
    }

    Drafts& drafts_;
    const UnreadPacks& unread_;
    std::vector<std::string> packs_;
    std::vector<std::string> registers_;
    std::map<std::string, std::string> tables_;  // Name → whose it is.
};

using Documents = std::map<std::string, Declared>;  // By folder; sections look into these.

// Reads one pack by itself; none if its declarations cannot be read at all.
std::optional<Draft> read_draft(const std::string& folder, const Catalogue::Files& files,
                                Documents& documents, PackFaults& faults) {
    const std::string file = fmt::format("{}/{}", folder, kDeclarations);
    const auto text = files.find(std::string(kDeclarations));
    if (text == files.end()) {
        faults.add(file_fault(file, "pack.file",
                              {"文件夹里没有 pack.toml", "The folder has no pack.toml"},
                              {"请写一个，或移走这个文件夹", "Write one, or move the folder"}));
        return std::nullopt;
    }
    if (text->second.size() > Catalogue::kFileBytesMax) return std::nullopt;
    auto document = read_toml(text->second, file);
    if (!document) {
        faults.add(std::move(document).error());
        return std::nullopt;
    }
    const Declared& kept = documents.emplace(folder, std::move(document).value()).first->second;
    check_characters(file, kept, faults);
    Draft draft{{}, Section(part_rule("file"), kept, file, "", faults)};
    draft.root.check();
    draft.pack.files = files;
    read_header(folder, draft);
    if (const auto chapter = files.find(std::string(kChapter)); chapter != files.end()) {
        draft.pack.text = Chapter{fmt::format("{}/{}", folder, kChapter), chapter->second};
    }
    read_own_parts(draft);
    return draft;
}

Refusal too_many_packs() {
    return file_fault("packs", "pack.too_many",
                      {fmt::format("业务包多于{}个", Catalogue::kPacksMax),
                       fmt::format("There are more than {} packs", Catalogue::kPacksMax)},
                      {"请合并业务包", "Join some of them"});
}

}  // namespace

Reading read_as_far(const std::map<std::string, Catalogue::Files>& folders) {
    UnreadPacks unread;
    if (folders.size() > Catalogue::kPacksMax) {
        for (const auto& [folder, files] : folders) unread.insert(folder);
        return {Catalogue(), {too_many_packs()}, {{}, std::move(unread)}};
    }
    PackFaults faults;
    Documents documents;
    Drafts drafts;
    for (const auto& [folder, files] : folders) {
        check_files(folder, files, faults);
        if (auto draft = read_draft(folder, files, documents, faults)) {
            drafts.emplace(folder, std::move(*draft));
        } else {
            unread.insert(folder);
        }
    }
    Crossing(drafts, unread).check();
    read_indicators(drafts, unread);
    std::vector<Pack> packs;
    for (auto& [folder, draft] : drafts) packs.push_back(std::move(draft.pack));
    auto found = faults.take();
    Unsound unsound(found, std::move(unread));
    return {Catalogue(std::move(packs)), std::move(found), std::move(unsound)};
}

Result<Catalogue> Catalogue::read(const std::map<std::string, Files>& folders) {
    auto reading = read_as_far(folders);
    if (!reading.faults.empty()) return faulty(std::move(reading.faults));
    return std::move(reading.catalogue);
}

}  // namespace qingshui::registry
