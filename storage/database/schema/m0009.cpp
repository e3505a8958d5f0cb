// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

// A folder on another disk that holds packs of this study in a folder of its own, named by `uuid` (random bytes, so
// that the name tells nothing). `path` is the folder that a person chose. `pack.place`: where the file lies; NULL: in
// the folder of the study.
constexpr char places[] = R"sql(
CREATE TABLE cold_place(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE CHECK(length(uuid)=16), path TEXT NOT NULL,
 created_ms INTEGER NOT NULL, rv INTEGER NOT NULL DEFAULT 1) STRICT;
ALTER TABLE pack ADD COLUMN place INTEGER REFERENCES cold_place(id);
CREATE INDEX pack_place ON pack(place) WHERE place IS NOT NULL;
)sql";

} // namespace

Result<> m0009Cold(Connection& connection) { return connection.execute(places); }

} // namespace casebook::schema
