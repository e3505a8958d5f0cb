// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

constexpr char people[] = R"sql(
CREATE TABLE study(
 id INTEGER PRIMARY KEY CHECK(id=1), uuid BLOB NOT NULL UNIQUE, name TEXT NOT NULL,
 protocol TEXT NOT NULL DEFAULT '', title_zh TEXT NOT NULL DEFAULT '', title_en TEXT NOT NULL DEFAULT '',
 synthetic INTEGER NOT NULL CHECK(synthetic IN (0,1)), created_ms INTEGER NOT NULL, rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE site(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '',
 rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL, rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE user(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, login TEXT NOT NULL UNIQUE, printed_name TEXT NOT NULL,
 state TEXT NOT NULL CHECK(state IN ('active','disabled')), created_ms INTEGER NOT NULL, rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE role(code TEXT PRIMARY KEY) STRICT;
INSERT INTO role(code) VALUES('reader'),('coordinator'),('investigator'),('data-manager'),('monitor'),('administrator');
CREATE TABLE user_role(
 user_id INTEGER NOT NULL REFERENCES user(id), role TEXT NOT NULL REFERENCES role(code),
 site_id INTEGER REFERENCES site(id), UNIQUE(user_id,role,site_id)) STRICT;
CREATE TABLE session(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, user_id INTEGER NOT NULL REFERENCES user(id),
 start_ms INTEGER NOT NULL, end_ms INTEGER, host TEXT NOT NULL, os_user TEXT NOT NULL, boot_id BLOB NOT NULL,
 failed_before INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE vault_state(id INTEGER PRIMARY KEY CHECK(id=1), header_serial INTEGER NOT NULL) STRICT;
INSERT INTO vault_state(id,header_serial) VALUES(1,0);
)sql";

constexpr char objects[] = R"sql(
CREATE TABLE pack(
 id INTEGER PRIMARY KEY, pack_id BLOB NOT NULL UNIQUE CHECK(length(pack_id)=16), plain_len INTEGER NOT NULL,
 file_len INTEGER NOT NULL, file_hash BLOB NOT NULL, epoch INTEGER NOT NULL, created_ms INTEGER NOT NULL,
 state TEXT NOT NULL DEFAULT 'live' CHECK(state IN ('live','trashed'))) STRICT;
CREATE TABLE pack_trash(pack INTEGER PRIMARY KEY REFERENCES pack(id), time_ms INTEGER NOT NULL) STRICT;
CREATE TABLE draft(
 id INTEGER PRIMARY KEY, form BLOB NOT NULL, user_id INTEGER NOT NULL REFERENCES user(id), path TEXT NOT NULL,
 raw TEXT NOT NULL, time_ms INTEGER NOT NULL, UNIQUE(form,user_id,path)) STRICT;
)sql";

// Values hang on the row by (seq, side) with side 0 old, 1 new, 2 reason. They may be removed lawfully, so
// only changing them is barred; the audit itself can be neither changed nor deleted.
constexpr char auditTables[] = R"sql(
CREATE TABLE audit(
 seq INTEGER PRIMARY KEY, tx INTEGER NOT NULL, time_ms INTEGER NOT NULL, zone_min INTEGER NOT NULL,
 boot_id BLOB NOT NULL, mono_ms INTEGER NOT NULL, user BLOB, roles TEXT NOT NULL, session BLOB,
 os_user TEXT NOT NULL, host TEXT NOT NULL, program TEXT NOT NULL, action TEXT NOT NULL,
 object_kind TEXT NOT NULL, object BLOB, subject BLOB, field TEXT NOT NULL, old_c BLOB, new_c BLOB,
 reason_code TEXT NOT NULL, reason_c BLOB, definition TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE INDEX audit_object ON audit(object,seq) WHERE object IS NOT NULL;
CREATE INDEX audit_subject ON audit(subject,seq) WHERE subject IS NOT NULL;
CREATE TABLE audit_value(
 id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, side INTEGER NOT NULL CHECK(side IN (0,1,2)),
 salt BLOB NOT NULL, value TEXT NOT NULL, UNIQUE(seq,side)) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT,'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT,'audit is append-only'); END;
CREATE TRIGGER audit_value_no_update BEFORE UPDATE ON audit_value BEGIN SELECT RAISE(ABORT,'audit is append-only'); END;
)sql";

} // namespace

Result<> m0001Vault(Connection& connection) {
    return connection.execute(people).and_then([&] { return connection.execute(objects); }).and_then([&] {
        return connection.execute(auditTables);
    });
}

} // namespace casebook::schema
