#pragma once

// For tests only: a place of one's own on the server that tools/postgres.sh started.

#include <cstdlib>
#include <memory>
#include <string>

#include <libpq-fe.h>
#include <unistd.h>

#include "base/failure.h"

namespace qingshui::sql::test {

// Is there a server to test with? Its connection string is QINGSHUI_TEST_POSTGRES.
inline bool has_server() { return std::getenv("QINGSHUI_TEST_POSTGRES") != nullptr; }

// An empty schema, removed with this object.
class ServerSchema {
public:
    ServerSchema() {
        static int count = 0;
        name_ = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
        run("create schema " + name_);
    }
    ~ServerSchema() {
        try {
            run("drop schema " + name_ + " cascade");
        } catch (const Failure&) {
            // The server is gone, and the schema with it.
        }
    }
    ServerSchema(const ServerSchema&) = delete;
    ServerSchema& operator=(const ServerSchema&) = delete;
    ServerSchema(ServerSchema&&) = delete;
    ServerSchema& operator=(ServerSchema&&) = delete;

    std::string url() const { return server() + "&options=-csearch_path%3D" + name_; }

private:
    static std::string server() {
        const char* url = std::getenv("QINGSHUI_TEST_POSTGRES");
        return url == nullptr ? "" : url;
    }
    static void run(const std::string& sql) {
        const std::unique_ptr<PGconn, decltype(&PQfinish)> line(PQconnectdb(server().c_str()),
                                                                PQfinish);
        PQsetNoticeProcessor(
            line.get(), [](void*, const char*) {}, nullptr);
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(line.get(), sql.c_str()),
                                                                   PQclear);
        if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) return;
        throw Failure(PQerrorMessage(line.get()));
    }

    std::string name_;
};

}  // namespace qingshui::sql::test
