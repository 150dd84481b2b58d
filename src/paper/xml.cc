#include "paper/xml.h"

#include <deque>
#include <orcus/sax_parser.hpp>
#include <stdexcept>

namespace qingshui::paper {
namespace {

constexpr std::size_t kAttributesMax = 1'000;  // Of one element; no sheet has as many.

// Reads until the end or the first fault. The parser throws its own errors, and those of
// std::stoi for a character reference that is no number or too large.
template <typename Parser>
bool parsed(Parser& parser) {
    try {
        parser.parse();
        return true;
    } catch (const orcus::general_error&) {
        return false;
    } catch (const std::invalid_argument&) {
        return false;
    } catch (const std::out_of_range&) {
        return false;
    }
}

// Takes what liborcus reads and hands it on, an element together with its attributes.
class Relay : public orcus::sax_handler {
public:
    explicit Relay(XmlListener& listener) : listener_(listener) {}

    bool is_whole() const { return opened_ > 0 && depth_ == 0; }

    void start_element(const orcus::sax::parser_element& element) {
        ++opened_;
        ++depth_;
        listener_.open({element.ns, element.name}, attributes_);
        attributes_.clear();
        kept_.clear();
    }

    void end_element(const orcus::sax::parser_element& element) {
        --depth_;
        listener_.close({element.ns, element.name});
    }

    void end_declaration(std::string_view) {
        attributes_.clear();
        kept_.clear();
    }

    void attribute(const orcus::sax::parser_attribute& attribute) {
        if (attributes_.size() == kAttributesMax) throw std::out_of_range("too many attributes");
        const std::string_view value =
            attribute.transient ? kept_.emplace_back(attribute.value) : attribute.value;
        attributes_.add({{attribute.ns, attribute.name}, value});
    }

    void characters(std::string_view piece, bool) { listener_.text(piece); }

private:
    XmlListener& listener_;
    XmlAttributes attributes_;
    std::deque<std::string> kept_;  // Values that the parser would overwrite.
    std::size_t opened_ = 0;
    std::size_t depth_ = 0;
};

}  // namespace

std::string_view XmlAttributes::value(std::string_view local, std::string_view prefix) const {
    for (const XmlAttribute& attribute : all_) {
        if (attribute.name.is(prefix, local)) return attribute.value;
    }
    return {};
}

std::string_view XmlAttributes::prefixed(std::string_view local) const {
    for (const XmlAttribute& attribute : all_) {
        if (attribute.name.local == local && !attribute.name.prefix.empty()) return attribute.value;
    }
    return {};
}

bool read_xml(std::string xml, XmlListener& listener) {
    constexpr std::size_t kAhead = 16;  // The parser looks a few bytes ahead unchecked.
    if (xml.find("<!DOCTYPE") != std::string::npos) return false;
    xml.append(kAhead, ' ');
    Relay relay(listener);
    orcus::sax_parser<Relay> parser(xml.data(), xml.size(), relay);
    return parsed(parser) && relay.is_whole();
}

}  // namespace qingshui::paper
