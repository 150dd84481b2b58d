#include <array>
#include <string>

#include "base/utf8.h"
#include "paper/archive.h"
#include "paper/docx_parts.h"

namespace qingshui::paper {
namespace {

constexpr const char* kContentTypes =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
    R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.)"
    R"(relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>)";

constexpr const char* kWordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
constexpr const char* kRelation =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr const char* kCoreRelation =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
constexpr const char* kCoreType = "application/vnd.openxmlformats-package.core-properties+xml";

// A part of the package: its file, its type of content and what refers to it.
struct Part {
    const char* file;
    const char* type;
    const char* relation;
    const char* id;
};
constexpr std::array<Part, 5> kParts = {
    {{"styles.xml", "styles+xml", "styles", "rIdStyles"},
     {"settings.xml", "settings+xml", "settings", "rIdSettings"},
     {"fontTable.xml", "fontTable+xml", "fontTable", "rIdFonts"},
     {"footer1.xml", "footer+xml", "footer", "rIdOdd"},
     {"footer2.xml", "footer+xml", "footer", "rIdEven"}}};

std::string content_types() {
    std::string types = kContentTypes;
    const auto add = [&](const std::string& file, const std::string& type) {
        types += "<Override PartName=\"/" + file + "\" ContentType=\"" + type + "\"/>";
    };
    add("word/document.xml", std::string(kWordType) + "document.main+xml");
    for (const Part& part : kParts) {
        add(std::string("word/") + part.file, std::string(kWordType) + part.type);
    }
    add("docProps/core.xml", kCoreType);
    return types + "</Types>";
}

class Relations {
public:
    void add(const std::string& id, const std::string& type, const std::string& target) {
        text_ +=
            "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"/>";
    }
    std::string text() const { return text_ + "</Relationships>"; }

private:
    std::string text_ = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships )"
                        R"(xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
};

std::string package_relations() {
    Relations relations;
    relations.add("rIdDocument", std::string(kRelation) + "officeDocument", "word/document.xml");
    relations.add("rIdCore", kCoreRelation, "docProps/core.xml");
    return relations.text();
}

std::string document_relations() {
    Relations relations;
    for (const Part& part : kParts) {
        relations.add(part.id, std::string(kRelation) + part.relation, part.file);
    }
    return relations.text();
}

std::string core_part(const Document& document) {
    pugi::xml_document part;
    pugi::xml_node declaration = part.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    pugi::xml_node core = part.append_child("cp:coreProperties");
    core.append_attribute("xmlns:cp") =
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    core.append_attribute("xmlns:dc") = "http://purl.org/dc/elements/1.1/";
    core.append_child("dc:title").text() = utf8::writable(document.title).c_str();
    core.append_child("dc:creator").text() = utf8::writable(document.author).c_str();
    core.append_child("dc:language").text() = "zh-CN";
    return text_of(part);
}

}  // namespace

std::string docx(const Document& document) {
    return zipped({{"[Content_Types].xml", content_types()},
                   {"_rels/.rels", package_relations()},
                   {"word/document.xml", document_part(document)},
                   {"word/_rels/document.xml.rels", document_relations()},
                   {"word/styles.xml", styles_part()},
                   {"word/settings.xml", settings_part()},
                   {"word/fontTable.xml", fonts_part()},
                   {"word/footer1.xml", footer_part(true)},
                   {"word/footer2.xml", footer_part(false)},
                   {"docProps/core.xml", core_part(document)}});
}

}  // namespace qingshui::paper
