#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qingshui::paper {

// A name in XML, its namespace prefix as written: {"table", "table-cell"}.
struct XmlName {
    std::string_view prefix;
    std::string_view local;

    bool is(std::string_view wanted_prefix, std::string_view wanted_local) const {
        return local == wanted_local && prefix == wanted_prefix;
    }
};

struct XmlAttribute {
    XmlName name;
    std::string_view value;
};

// The attributes of one element; they live as long as the call that brings them.
class XmlAttributes {
public:
    void add(const XmlAttribute& attribute) { all_.push_back(attribute); }
    void clear() { all_.clear(); }
    std::size_t size() const { return all_.size(); }

    // The value of an attribute; empty if it is not there.
    std::string_view value(std::string_view local, std::string_view prefix = {}) const;
    // The value of an attribute under any prefix but none, such as r:id.
    std::string_view prefixed(std::string_view local) const;

private:
    std::vector<XmlAttribute> all_;
};

// Hears an XML document read out in order.
class XmlListener {
public:
    virtual ~XmlListener() = default;
    virtual void open(const XmlName& name, const XmlAttributes& attributes) = 0;
    virtual void close(const XmlName& name) = 0;
    virtual void text(std::string_view piece) = 0;  // One text may come in several pieces.
};

// Reads `xml` out to `listener`, in memory that does not grow with it. False if it is not
// well-formed, has an element with more than 1,000 attributes, or declares a document type, which
// no sheet needs and some attacks do; what was heard until then is to be thrown away.
bool read_xml(std::string xml, XmlListener& listener);

}  // namespace qingshui::paper
