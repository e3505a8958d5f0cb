// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

// A signature stays as it was made: `record_hash` covers the form, its rows and values and the definition at that time
// (storage/forms/SignatureService.h), `printed_name` is the name that was printed. `audit_seq`: the row that tells it;
// what the audit says of the form after it was changed after the signature.
constexpr char signatures[] = R"sql(
CREATE TABLE signature(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, form INTEGER NOT NULL REFERENCES form(id),
 form_rv INTEGER NOT NULL, meaning TEXT NOT NULL CHECK(meaning IN ('author','reviewed','approved','responsible')),
 record_hash BLOB NOT NULL, user INTEGER NOT NULL REFERENCES user(id), printed_name TEXT NOT NULL,
 time_ms INTEGER NOT NULL, zone_min INTEGER NOT NULL, audit_seq INTEGER NOT NULL) STRICT;
CREATE INDEX signature_form ON signature(form);
CREATE TRIGGER signature_no_update BEFORE UPDATE ON signature BEGIN SELECT RAISE(ABORT,'a signature stays'); END;
CREATE TRIGGER signature_no_delete BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT,'a signature stays'); END;
)sql";

// Who asked to unlock a locked form; a second person does it. At most one open request a form.
constexpr char unlocking[] = R"sql(
CREATE TABLE unlock_request(
 id INTEGER PRIMARY KEY, form INTEGER NOT NULL REFERENCES form(id), user INTEGER NOT NULL REFERENCES user(id),
 reason TEXT NOT NULL, time_ms INTEGER NOT NULL,
 state TEXT NOT NULL DEFAULT 'open' CHECK(state IN ('open','done'))) STRICT;
CREATE UNIQUE INDEX unlock_request_open ON unlock_request(form) WHERE state = 'open';
)sql";

} // namespace

Result<> m0008Signatures(Connection& connection) {
    return connection.execute(signatures).and_then([&] { return connection.execute(unlocking); });
}

} // namespace casebook::schema
