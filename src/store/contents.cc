#include "store/contents.h"

#include <fmt/format.h>

#include "base/damage.h"
#include "json/json.h"

namespace qingshui::store {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    throw DamageFailure("document: a digest cannot be read");
}

Digest parse_digest(std::string_view hex) {
    Digest digest;
    if (hex.size() != 2 * digest.bytes.size()) {
        throw DamageFailure("document: a digest cannot be read");
    }
    for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
        digest.bytes[i] =
            static_cast<std::uint8_t>(16 * hex_digit(hex[2 * i]) + hex_digit(hex[2 * i + 1]));
    }
    return digest;
}

Document read_row(const sql::Rows& rows, std::string_view kind) {
    return {std::string(kind),
            std::string(rows.text(0)),
            parse_digest(rows.text(1)),
            rows.integer(2),
            {}};
}

// What is wrong, fault by fault, on one line.
std::string on_one_line(const Refusal& refusal, Language language) {
    std::string line;
    const std::vector<Refusal> alone = {refusal};
    for (const Refusal& each : refusal.faults.empty() ? alone : refusal.faults) {
        if (!line.empty()) line += language == Language::Chinese ? "；" : "; ";
        line += clause(each, language);
    }
    return line;
}

Text refused_packs(const Refusal& refusal) {
    return {"业务包不能用了：" + on_one_line(refusal, Language::Chinese),
            "the packs are of no use: " + on_one_line(refusal, Language::English)};
}

}  // namespace

void write_content(sql::Connection& connection, std::int64_t tenant, const Digest& digest,
                   std::string_view body) {
    connection
        .prepare(
            "insert into content (tenant, digest, body) values ($1, $2, $3) "
            "on conflict (tenant, digest) do nothing")
        .execute(sql::parameters(tenant, digest.hex(), sql::Blob{std::string(body)}));
}

std::optional<std::string> read_content(sql::Connection& connection, std::int64_t tenant,
                                        const std::string& digest) {
    auto rows = connection.prepare("select body from content where tenant = $1 and digest = $2")
                    .query(sql::parameters(tenant, digest));
    if (!rows->next()) return {};
    auto value = rows->value(0);
    auto* blob = std::get_if<sql::Blob>(&value);
    if (blob == nullptr) return {};
    return std::move(blob->bytes);
}

std::string print_folders(const Folders& folders) {
    json::Object object;
    for (const auto& [folder, files] : folders) {
        json::Object digests;
        for (const auto& [file, body] : files) digests[file] = sha256(body).hex();
        object[folder] = std::move(digests);
    }
    return json::print(object);
}

Folders read_folders_of(sql::Connection& connection, std::int64_t tenant, std::string_view text) {
    const auto parsed = json::parse(text);
    if (!parsed || !parsed->is_object()) throw DamageFailure("packs: the history cannot be read");
    Folders folders;
    for (const auto& [folder, files] : parsed->get_object()) {
        auto& into = folders[std::string(folder)];
        if (!files.is_object()) throw DamageFailure("packs: the history cannot be read");
        for (const auto& [file, digest] : files.get_object()) {
            const std::string hex(digest.is_string() ? std::string_view(digest.get_string()) : "");
            auto body = read_content(connection, tenant, hex);
            if (!body || sha256(*body).hex() != hex) {
                throw DamageFailure(fmt::format("packs: {}/{} is not as it was",
                                                std::string_view(folder), std::string_view(file)));
            }
            into[std::string(file)] = std::move(*body);
        }
    }
    return folders;
}

void write_folders(sql::Connection& connection, std::int64_t tenant, const Folders& folders) {
    connection.prepare("delete from pack where tenant = $1").execute(sql::parameters(tenant));
    for (const auto& [folder, files] : folders) {
        for (const auto& [file, body] : files) {
            const auto digest = sha256(body);
            write_content(connection, tenant, digest, body);
            connection
                .prepare(
                    "insert into pack (tenant, folder, file, digest) "
                    "values ($1, $2, $3, $4)")
                .execute(sql::parameters(tenant, folder, file, digest.hex()));
        }
    }
}

Folders read_folders_in_use(sql::Connection& connection, std::int64_t tenant) {
    auto rows = connection
                    .prepare(
                        "select p.folder, p.file, c.body from pack p join content c "
                        "on c.tenant = p.tenant and c.digest = p.digest "
                        "where p.tenant = $1 order by p.folder, p.file")
                    .query(sql::parameters(tenant));
    Folders folders;
    while (rows->next()) {
        auto body = rows->value(2);
        auto* blob = std::get_if<sql::Blob>(&body);
        if (blob == nullptr) throw DamageFailure("packs: a file cannot be read");
        folders[std::string(rows->text(0))][std::string(rows->text(1))] = std::move(blob->bytes);
    }
    return folders;
}

registry::Catalogue read_catalogue(const Folders& folders) {
    auto catalogue = registry::Catalogue::read(folders);
    if (!catalogue) {
        throw DamageFailure(refused_packs(catalogue.error()));
    }
    return std::move(catalogue).value();
}

void write_document(sql::Connection& connection, std::int64_t tenant, const Document& document) {
    write_content(connection, tenant, document.digest, document.body);
    connection
        .prepare(
            "insert into document (tenant, kind, name, digest, seq) "
            "values ($1, $2, $3, $4, $5)")
        .execute(sql::parameters(tenant, document.kind, document.name, document.digest.hex(),
                                 document.seq));
}

std::vector<Document> read_documents(sql::Connection& connection, std::int64_t tenant,
                                     std::string_view kind) {
    auto rows = connection
                    .prepare(
                        "select name, digest, seq from document "
                        "where tenant = $1 and kind = $2 order by name")
                    .query(sql::parameters(tenant, std::string(kind)));
    std::vector<Document> documents;
    while (rows->next()) documents.push_back(read_row(*rows, kind));
    return documents;
}

std::vector<Document> read_all_documents(sql::Connection& connection, std::int64_t tenant) {
    auto rows = connection
                    .prepare(
                        "select name, digest, seq, kind from document "
                        "where tenant = $1 order by kind, name")
                    .query(sql::parameters(tenant));
    std::vector<Document> documents;
    while (rows->next()) documents.push_back(read_row(*rows, rows->text(3)));
    return documents;
}

std::optional<Document> read_document(sql::Connection& connection, std::int64_t tenant,
                                      std::string_view kind, std::string_view name) {
    auto rows = connection
                    .prepare(
                        "select name, digest, seq from document "
                        "where tenant = $1 and kind = $2 and name = $3")
                    .query(sql::parameters(tenant, std::string(kind), std::string(name)));
    if (!rows->next()) return {};
    auto document = read_row(*rows, kind);
    auto body = read_content(connection, tenant, document.digest.hex());
    if (!body || sha256(*body) != document.digest) {
        throw DamageFailure(fmt::format("document {} is not as it was", name));
    }
    document.body = std::move(*body);
    return document;
}

std::string print_document(const Document& document) {
    json::Object object;
    object["kind"] = document.kind;
    object["name"] = document.name;
    object["digest"] = document.digest.hex();
    return json::print(object);
}

}  // namespace qingshui::store
