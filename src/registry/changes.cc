#include "registry/changes.h"

#include <algorithm>

#include <fmt/format.h>

#include "registry/shown.h"

namespace qingshui::registry {

namespace {

using Entry = Shown::Entry;
using Telling = Shown::Telling;

// 字段“费用”, field "Cost"
Text named(const Shown& shown) {
    return {fmt::format("{}“{}”", shown.noun.zh, shown.title.zh),
            fmt::format("{} \"{}\"", shown.noun.en, shown.title.en)};
}

const Shown* part(const Shown& whole, const std::string& id) {
    const auto found = std::find_if(whole.parts.begin(), whole.parts.end(),
                                    [&](const Shown& each) { return each.id == id; });
    return found != whole.parts.end() ? &*found : nullptr;
}

const Entry* entry(const std::vector<Entry>& entries, const Text& key) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& each) { return each.key == key; });
    return found != entries.end() ? &*found : nullptr;
}

// In one language; where only the other one changed, the key says so.
std::string change_words(const std::string& key, const std::string& before,
                         const std::string& after, Language language) {
    const bool is_zh = language == Language::Chinese;
    if (before.empty()) {
        return is_zh ? fmt::format("“{}”原来没有写，现为“{}”", key, after)
                     : fmt::format(R"(the {} is "{}" now; there was none)", key, after);
    }
    if (after.empty()) {
        return is_zh ? fmt::format("“{}”原为“{}”，现在没有写", key, before)
                     : fmt::format(R"(the {} was "{}"; there is none now)", key, before);
    }
    return is_zh ? fmt::format("“{}”由“{}”改为“{}”", key, before, after)
                 : fmt::format(R"(the {} changes from "{}" to "{}")", key, before, after);
}

class Comparing {
public:
    std::vector<Changed> take() { return std::move(found_); }

    void packs(const Catalogue& before, const Catalogue& after) {
        for (const Pack& pack : before.packs()) {
            if (after.pack(pack.id) == nullptr) gone(shown(before, pack));
        }
        for (const Pack& pack : after.packs()) {
            const auto now = shown(after, pack);
            const auto* old = before.pack(pack.id);
            old == nullptr ? is_new(now) : compare_pack(shown(before, *old), now);
        }
    }

private:
    // Where the comparison is: 台账“走访”·字段“费用”.
    struct Place {
        Text path;
        std::string register_id;
    };

    static Text joined(const Text& path, const Text& name) {
        if (path.zh.empty()) return name;
        return {path.zh + "·" + name.zh, path.en + " · " + name.en};
    }

    void tell(const Text& says, bool binds) {
        const Text colon = place_.path.zh.empty() ? Text{} : Text{"：", ": "};
        found_.push_back(
            {{place_.path.zh + colon.zh + says.zh, place_.path.en + colon.en + says.en},
             place_.register_id,
             binds && !place_.register_id.empty()});
    }

    void gone(const Shown& old) {
        const auto name = named(old);
        tell({"去掉了" + name.zh, name.en + " is gone"}, false);
    }

    void is_new(const Shown& now) {
        const auto name = named(now);
        tell({"增加" + name.zh, name.en + " is new"}, now.binds);
    }

    // A pack's name says little of what is in it: only of its own keys.
    void compare_pack(const Shown& old, const Shown& now) {
        place_.path = named(now);
        compare_keys(old, now);
        place_.path = {};
        compare_parts(old, now);
    }

    void compare(const Shown& old, const Shown& now) {
        const auto outer = place_;
        place_.path = joined(outer.path, named(now));
        if (!now.register_id.empty()) place_.register_id = now.register_id;
        compare_keys(old, now);
        compare_parts(old, now);
        place_ = outer;
    }

    void compare_keys(const Shown& old, const Shown& now) {
        compare(old.heads, now.heads);
        compare(old.entries, now.entries);
    }

    void compare(const std::vector<Entry>& before, const std::vector<Entry>& after) {
        for (const Entry& old : before) {
            if (entry(after, old.key) == nullptr) compare(old, {old.key, {}, old.binds});
        }
        for (const Entry& now : after) {
            const auto* old = entry(before, now.key);
            compare(old != nullptr ? *old : Entry{now.key, {}}, now);
        }
    }

    void compare(const Entry& old, const Entry& now) {
        if (old.value == now.value || now.telling == Telling::ByStep) return;
        const auto& key = now.key;
        if (now.telling == Telling::Only) {
            return tell({key.zh + "有改动", "the " + key.en + " is another"}, now.binds);
        }
        const bool same_zh = old.value.zh == now.value.zh;
        const bool same_en = old.value.en == now.value.en;
        const auto zh =
            same_zh
                ? change_words(key.zh + "（英文）", old.value.en, now.value.en, Language::Chinese)
                : change_words(key.zh, old.value.zh, now.value.zh, Language::Chinese);
        const auto en =
            same_en
                ? change_words(key.en + " (Chinese)", old.value.zh, now.value.zh, Language::English)
                : change_words(key.en, old.value.en, now.value.en, Language::English);
        tell({zh, en}, now.binds);
    }

    void compare_parts(const Shown& old, const Shown& now) {
        for (const Shown& each : old.parts) {
            if (part(now, each.id) == nullptr) gone(each);
        }
        for (const Shown& each : now.parts) {
            const auto* before = part(old, each.id);
            if (before != nullptr) {
                compare(*before, each);
            } else if (!each.is_step) {
                is_new(each);
            }
        }
        compare_order(old, now);
    }

    // Do those that were there before stand in another order? Each sort of them by itself.
    void compare_order(const Shown& old, const Shown& now) {
        std::vector<Text> nouns;
        for (const Shown& each : now.parts) {
            if (std::find(nouns.begin(), nouns.end(), each.noun) != nouns.end()) continue;
            nouns.push_back(each.noun);
            if (kept(old, now, each.noun) == kept(now, old, each.noun)) continue;
            tell({each.noun.zh + "的次序有改动", "the order changes: " + each.noun.en}, false);
        }
    }

    static std::vector<std::string> kept(const Shown& of, const Shown& in, const Text& noun) {
        std::vector<std::string> ids;
        for (const Shown& each : of.parts) {
            if (each.noun == noun && part(in, each.id) != nullptr) ids.push_back(each.id);
        }
        return ids;
    }

    Place place_;
    std::vector<Changed> found_;
};

}  // namespace

std::vector<Changed> changes(const Catalogue& before, const Catalogue& after) {
    Comparing comparing;
    comparing.packs(before, after);
    return comparing.take();
}

}  // namespace qingshui::registry
