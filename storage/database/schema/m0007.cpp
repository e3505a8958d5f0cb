// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

// A finding stays for ever, except when the import that brought it is undone: `import_undo_now` holds a row only
// inside the transaction that undoes it.
constexpr char undo[] = R"sql(
CREATE TABLE import_undo_now(import INTEGER PRIMARY KEY REFERENCES import(id)) STRICT;
DROP TRIGGER finding_no_delete;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding WHEN NOT EXISTS(SELECT 1 FROM import_undo_now)
 BEGIN SELECT RAISE(ABORT,'a finding stays'); END;
)sql";

// Two files with one SOP Instance UID: the second stands beside the first under "UID#2". `variant`: 'pixels' or
// 'header', what differs; `differences`: JSON array of attribute names. `state`: ready, waiting (for a person),
// left-out.
constexpr char variants[] = R"sql(
ALTER TABLE instance ADD COLUMN variant_of INTEGER REFERENCES instance(id);
ALTER TABLE instance ADD COLUMN variant TEXT NOT NULL DEFAULT '';
ALTER TABLE instance ADD COLUMN differences TEXT NOT NULL DEFAULT '';
CREATE INDEX instance_variant ON instance(variant_of) WHERE variant_of IS NOT NULL;
)sql";

// A source of files whose declared character set is not true, under the names that the guess gives it. `charset` is
// empty until a person has decided.
constexpr char texts[] = R"sql(
CREATE TABLE text_source(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, manufacturer TEXT NOT NULL, institution TEXT NOT NULL,
 guess TEXT NOT NULL, charset TEXT NOT NULL DEFAULT '',
 decided_by INTEGER REFERENCES user(id), decided_ms INTEGER, rv INTEGER NOT NULL DEFAULT 1,
 UNIQUE(manufacturer,institution)) STRICT;
)sql";

// What a watched folder has given already; a file that changes is looked at again.
constexpr char watched[] = R"sql(
CREATE TABLE watched_file(
 id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, changed_ms INTEGER NOT NULL,
 import INTEGER REFERENCES import(id)) STRICT;
)sql";

} // namespace

Result<> m0007Imports(Connection& connection) {
    return connection.execute(undo)
        .and_then([&] { return connection.execute(variants); })
        .and_then([&] { return connection.execute(texts); })
        .and_then([&] { return connection.execute(watched); });
}

} // namespace casebook::schema
