#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "registry/pack.h"
#include "sql/database.h"
#include "store/store.h"

namespace qingshui::store {

// Texts kept by what they say: a body is kept once, under its SHA-256, and never changed.
void write_content(sql::Connection& connection, std::int64_t tenant, const Digest& digest,
                   std::string_view body);
std::optional<std::string> read_content(sql::Connection& connection, std::int64_t tenant,
                                        const std::string& digest);

// The files of the packs, by folder.
using Folders = std::map<std::string, registry::Catalogue::Files>;

// What the history keeps of packs: {"folder": {"file": digest}}.
std::string print_folders(const Folders& folders);
// The folders that such a text names. Throws Failure if one is not kept or not as it was.
Folders read_folders_of(sql::Connection& connection, std::int64_t tenant, std::string_view text);
// Makes `folders` the packs in use.
void write_folders(sql::Connection& connection, std::int64_t tenant, const Folders& folders);
Folders read_folders_in_use(sql::Connection& connection, std::int64_t tenant);
// Reads declarations that were accepted before. Throws Failure if they are refused now.
registry::Catalogue read_catalogue(const Folders& folders);

// Documents: a row each, the body among the contents.
void write_document(sql::Connection& connection, std::int64_t tenant, const Document& document);
// All, or those of one kind; by name, without bodies. Or one with its body.
std::vector<Document> read_all_documents(sql::Connection& connection, std::int64_t tenant);
std::vector<Document> read_documents(sql::Connection& connection, std::int64_t tenant,
                                     std::string_view kind);
std::optional<Document> read_document(sql::Connection& connection, std::int64_t tenant,
                                      std::string_view kind, std::string_view name);
// What the history keeps of a document.
std::string print_document(const Document& document);

}  // namespace qingshui::store
