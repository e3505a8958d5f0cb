// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

// Members are frozen with the cohort: rows never change. `criteria`, `numbers`: JSON (expression, attrition).
constexpr char cohorts[] = R"sql(
CREATE TABLE cohort(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, criteria TEXT NOT NULL,
 numbers TEXT NOT NULL DEFAULT '{}', cut TEXT NOT NULL DEFAULT '', engine INTEGER NOT NULL, audit_seq INTEGER NOT NULL,
 user INTEGER NOT NULL REFERENCES user(id), created_ms INTEGER NOT NULL, rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE cohort_member(
 cohort INTEGER NOT NULL REFERENCES cohort(id), subject INTEGER NOT NULL REFERENCES subject(id),
 PRIMARY KEY(cohort,subject)) WITHOUT ROWID, STRICT;
CREATE TRIGGER cohort_member_no_update BEFORE UPDATE ON cohort_member BEGIN SELECT RAISE(ABORT,'a cohort is frozen'); END;
CREATE TRIGGER cohort_member_no_delete BEFORE DELETE ON cohort_member BEGIN SELECT RAISE(ABORT,'a cohort is frozen'); END;
)sql";

// `key`: the export's random key, from which UIDs, pseudonyms and date offsets follow; it never leaves the vault.
// `part`: the unchecked folder while it is written, told before its first byte, so that a restart can remove it.
constexpr char exports[] = R"sql(
CREATE TABLE export_set(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, cohort INTEGER REFERENCES cohort(id), kind TEXT NOT NULL,
 profile TEXT NOT NULL DEFAULT '', options TEXT NOT NULL DEFAULT '{}', cut TEXT NOT NULL DEFAULT '', key BLOB NOT NULL,
 state TEXT NOT NULL CHECK(state IN ('running','interrupted','refused','released')), part TEXT NOT NULL DEFAULT '',
 folder TEXT NOT NULL DEFAULT '', audit_seq INTEGER NOT NULL DEFAULT 0, manifest_hash BLOB, report TEXT NOT NULL DEFAULT '{}',
 user INTEGER NOT NULL REFERENCES user(id), created_ms INTEGER NOT NULL, ended_ms INTEGER, rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE export_subject(
 export INTEGER NOT NULL REFERENCES export_set(id), subject INTEGER NOT NULL REFERENCES subject(id),
 pseudonym TEXT NOT NULL, day_offset INTEGER NOT NULL, PRIMARY KEY(export,subject), UNIQUE(export,pseudonym)) WITHOUT ROWID, STRICT;
)sql";

} // namespace

Result<> m0005Cohorts(Connection& connection) {
    return connection.execute(cohorts).and_then([&] { return connection.execute(exports); });
}

} // namespace casebook::schema
