// Goal: verify finds whatever changes what is read, down to one byte.
// Method: flip bytes all over the file of a small office; each flip is either found, or every
// answer of the reader stays as it was.

#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/hash.h"
#include "registry/record_json.h"
#include "store/test_office.h"
#include "store/verify.h"

namespace qingshui::store {

namespace {

using test::day;
using test::TestOffice;
using testing::IsEmpty;

// An office with something of everything.
void fill(TestOffice& office) {
    for (int i = 0; i < 12; ++i) {
        const auto firm = office.file("shop.firm", office.firm(std::to_string(i))).value();
        auto values = office.visit(firm.record, "2021-03-04");
        values["note"] = std::string("油烟扰民，已整改");
        values["spot"] = area::Point{116.1 + i, 31.7};
        const auto visit = office.file("shop.visit", values).value();
        if (i % 3 != 0) continue;
        ASSERT_TRUE(office.write([&](Writer& writer) {
            return writer.withdraw("shop.visit", visit.record, {"tester"});
        }));
    }
    const area::Boundary boundary{
        {{{116.0, 31.0}, {117.0, 31.0}, {117.0, 32.0}, {116.0, 32.0}, {116.0, 31.0}}, {}}};
    ASSERT_TRUE(office.write([&](Writer& writer) {
        return writer.set_boundary(office.east, boundary, Date::min(), {"tester"});
    }));
    ASSERT_TRUE(office.write([&](Writer& writer) {
        return writer.keep_document("report", "2021", "a signed report", {"tester"});
    }));
}

void add(Hasher& hasher, std::string_view text) {
    hasher.add(std::to_string(text.size()) + ":");
    hasher.add(text);
}

void add_record(Hasher& hasher, Reader& reader, std::string_view schema, const Kept& kept) {
    add(hasher, fmt::format("{} {}", kept.id.number, kept.seq));
    add(hasher, json::print(registry::to_json(*reader.catalogue().schema(schema), kept.record)));
    add(hasher, reader.label(schema, kept.id));
}

void add_indicator(Hasher& hasher, Reader& reader, const registry::Indicator& indicator) {
    for (const auto& period : {Period{Date::min(), Date::max()}, Period::year(2021)}) {
        for (const auto& sum : reader.books().sums(indicator, period)) {
            add(hasher, fmt::format("{} {} {}", sum.area.number, sum.cell, sum.amount));
        }
        add(hasher, tally::digest(reader.books().parts(indicator, period)).hex());
    }
}

void add_areas(Hasher& hasher, Reader& reader) {
    for (const auto& stay : reader.tree().subtree(reader.root(), {Date::min(), Date::max()})) {
        for (const auto& span : reader.tree().life(stay.area)) {
            add(hasher,
                fmt::format("{} {} {} {} {} {}", span.area.number, span.from.text(), span.to.text(),
                            span.parent.number, span.code.text(), span.name));
        }
        if (const auto boundary = reader.boundary(stay.area, Date::max())) {
            for (const auto& polygon : *boundary) {
                for (const auto& point : polygon.outer) {
                    add(hasher, fmt::format("{} {}", point.longitude, point.latitude));
                }
            }
        }
    }
}

// A digest of every answer that the reader gives.
std::string all_answers(Store& store) {
    Hasher hasher;
    const auto reader = store.read();
    add(hasher, reader->title());
    for (const auto& id : reader->catalogue().register_ids()) {
        add(hasher, std::to_string(reader->record_count(id)));
        for (const auto& kept : reader->records(id, {0}, 1'000)) {
            add_record(hasher, *reader, id, kept);
            for (const auto& entry : reader->history(id, kept.id)) add(hasher, entry.hash.hex());
        }
        for (const auto& kept : reader->search(id, "油烟 整改", 1'000)) {
            add(hasher, std::to_string(kept.id.number));
        }
    }
    for (const auto& id : reader->catalogue().indicator_ids()) {
        add_indicator(hasher, *reader, *reader->catalogue().indicator(id));
    }
    add_areas(hasher, *reader);
    for (const auto& entry : reader->entries(0, 1'000)) {
        add(hasher, fmt::format("{} {} {} {} {} {} {}", entry.seq, entry.at.ms, entry.actor,
                                entry.act, entry.subject, entry.record, entry.reason));
        add(hasher, entry.before + entry.after + entry.key);
    }
    for (const auto& document : reader->documents("report")) {
        add(hasher, reader->document("report", document.name)->body);
    }
    return hasher.digest().hex();
}

void flip(const std::string& path, std::streamoff place, char bits) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(place);
    char byte = 0;
    file.get(byte);
    file.seekp(place);
    file.put(static_cast<char>(byte ^ bits));
}

// True if opening, reading or verifying the office tells that something is wrong, or if every
// answer is `truth`.
bool is_found_or_harmless(const std::string& path, Clock& clock, const std::string& truth) {
    try {
        auto opened = open(path, clock);
        if (!opened) return true;
        const auto store = std::move(opened).value();
        if (!store->verify({}).empty()) return true;
        return all_answers(*store) == truth;
    } catch (const Failure&) {
        return true;
    }
}

TEST(Verify, FindsNothingInASoundOffice) {
    TestOffice office;
    fill(office);

    std::int64_t last_done = 0;
    std::int64_t last_all = 0;
    const auto differences = office.store->verify([&](std::int64_t done, std::int64_t all) {
        last_done = done;
        last_all = all;
    });

    EXPECT_THAT(differences, IsEmpty());
    EXPECT_GT(last_all, 0);
    EXPECT_EQ(last_done, last_all);
}

TEST(Verify, FindsAFlippedByteOrItDoesNoHarm) {
    TestOffice office;
    fill(office);
    const auto truth = all_answers(*office.store);
    office.store.reset();
    const auto path = office.path();
    const auto database = path + "/office.db";
    const auto sound = office.folder / "sound.db";
    std::filesystem::copy_file(database, sound);
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(database));

    int found = 0;
    // A step that is no multiple of anything in the file; every page is hit many times.
    for (std::streamoff place = 100; place < size; place += 509) {
        flip(database, place, place % 2 == 0 ? 0x01 : 0x10);
        EXPECT_TRUE(is_found_or_harmless(path, office.clock, truth)) << "byte " << place;
        ++found;
        for (const auto* ending : {"-wal", "-shm"}) std::filesystem::remove(database + ending);
        std::filesystem::copy_file(sound, database,
                                   std::filesystem::copy_options::overwrite_existing);
    }
    EXPECT_GT(found, 100);
}

// Where a file has these bytes.
std::vector<std::streamoff> places_of(const std::string& path, const std::string& bytes) {
    std::ifstream file(path, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(file), {}};
    std::vector<std::streamoff> places;
    for (auto at = all.find(bytes); at != std::string::npos; at = all.find(bytes, at + 1)) {
        places.push_back(static_cast<std::streamoff>(at));
    }
    return places;
}

// An index that gives a record again and again must not keep verify reading for ever.
TEST(Verify, EndsWhateverBecomesOfARecordsNumberInTheFile) {
    TestOffice office;
    fill(office);
    const auto truth = all_answers(*office.store);
    const auto kept = office.store->read()->records("shop.firm", {}, 10);
    office.store.reset();
    const auto database = office.path() + "/office.db";
    const auto sound = office.folder / "sound.db";
    std::filesystem::copy_file(database, sound);
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes += static_cast<char>((kept.back().id.number >> shift) & 0xFF);
    }
    const auto places = places_of(database, bytes);
    EXPECT_GT(places.size(), 2U);
    for (const auto place : places) {
        flip(database, place, bytes.front());  // Smaller than all others.
        EXPECT_TRUE(is_found_or_harmless(office.path(), office.clock, truth)) << "byte " << place;
        for (const auto* ending : {"-wal", "-shm"}) std::filesystem::remove(database + ending);
        std::filesystem::copy_file(sound, database,
                                   std::filesystem::copy_options::overwrite_existing);
    }
}

struct Tampering {
    std::string statement;
    std::string says_zh;
    std::string says_en;
};

TEST(Verify, SaysWhatDiffers) {
    TestOffice office;
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    const auto path = office.path() + "/office.db";
    const auto sound = office.folder / "sound.db";
    office.store.reset();
    std::filesystem::copy_file(path, sound);
    const std::vector<Tampering> tamperings{
        {"update tally set amount = amount + 1 where indicator = 'shop.staff'",
         "指标shop.staff第1版在“东社区”2021-01-01的计数是11，按记录重算应为10",
         "The tally of shop.staff version 1 in \"东社区\" on 2021-01-01 is 11; the records make "
         "it 10"},
        {"delete from tally where indicator = 'shop.staff'",
         "指标shop.staff第1版在“东社区”2021-01-01的计数是0，按记录重算应为10",
         "The tally of shop.staff version 1 in \"东社区\" on 2021-01-01 is 0; the records make "
         "it 10"},
        {"update shop_firm set phone = '13900000000'",
         fmt::format("台账“企业”的记录{}与第{}号变更的内容不符", firm.record.number, firm.seq),
         fmt::format("Record {} of \"Firm\" differs from what history entry {} wrote",
                     firm.record.number, firm.seq)},
        {"update history set reason = '改' where act = 'file'",
         fmt::format("第{}号变更与校验链不符，内容被改动过", firm.seq),
         fmt::format("History entry {} breaks the chain: it was altered", firm.seq)},
        {"delete from shop_firm", fmt::format("台账“企业”的记录{}不见了", firm.record.number),
         fmt::format("Record {} of \"Firm\" is gone", firm.record.number)},
        {"update area set name = '北社区' where code = '341502005001'",
         fmt::format("区域（编号{}）与账册不符", office.east.number),
         fmt::format("Area {} differs from the history", office.east.number)},
    };
    for (const auto& [statement, says_zh, says_en] : tamperings) {
        {
            const auto database = sql::open_sqlite(path, sql::Open::Existing);
            const auto connection = database->connect();
            connection->begin_write();
            connection->prepare(statement).execute({});
            connection->commit();
        }
        office.store = open(office.path(), office.clock).value();
        const auto differences = office.verify();
        EXPECT_THAT(differences, testing::Contains(Text{says_zh, says_en})) << statement;
        office.store.reset();
        for (const auto* ending : {"-wal", "-shm"}) std::filesystem::remove(path + ending);
        std::filesystem::copy_file(sound, path, std::filesystem::copy_options::overwrite_existing);
    }
}

// The office does not open then; what is left of it is compared all the same.
TEST(Verify, ListsPacksThatCannotBeUsed) {
    TestOffice office;
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    office.store.reset();
    {
        const auto database = sql::open_sqlite(office.path() + "/office.db", sql::Open::Existing);
        const auto connection = database->connect();
        connection->begin_write();
        connection
            ->prepare(
                "update content set body = x'78' where digest = (select digest from "
                "pack where file = 'pack.toml')")
            .execute({});
        connection->prepare("update history set reason = '改' where act = 'file'").execute({});
        connection->commit();
    }
    const auto differences = verify(office.path(), {}).value();

    EXPECT_THAT(differences, testing::Contains(testing::Field(
                                 &Text::zh,
                                 "账册有损坏（细节：业务包不能用了：shop/pack.toml 第1行："
                                 "键后面没有写完）")));
    EXPECT_THAT(differences, testing::Contains(Text{"在用的业务包与账册不符",
                                                    "The packs in use differ from the history"}));
    EXPECT_THAT(differences,
                testing::Contains(testing::Field(
                    &Text::zh, fmt::format("第{}号变更与校验链不符，内容被改动过", firm.seq))));
    EXPECT_EQ(differences.size(), 4U);  // The content itself, too.
}

TEST(Verify, FindsASigningKeyThatWasAltered) {
    TestOffice office;
    office.store->files().put("keys/report.key", std::string(64, 'x'));

    EXPECT_THAT(office.verify(),
                testing::ElementsAre(Text{"签名密钥“keys/report.key”被改动过",
                                          "The signing key \"keys/report.key\" was altered"}));
}

}  // namespace

}  // namespace qingshui::store
