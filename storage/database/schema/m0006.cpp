// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

// One exam may lie at two subjects once a series of it was moved, so its UID is unique with the subject only. SQLite
// can't drop a constraint: the table is made anew under its name, and the references are checked at the commit.
// `state` 'empty': all its series lie elsewhere now. `no_visit`: a person said that it belongs to none.
constexpr char exams[] = R"sql(
PRAGMA defer_foreign_keys=ON;
CREATE TABLE dicom_study_before AS SELECT * FROM dicom_study;
DROP TABLE dicom_study;
CREATE TABLE dicom_study(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, study_uid TEXT NOT NULL,
 subject INTEGER REFERENCES subject(id), identity INTEGER REFERENCES source_identity(id),
 study_date TEXT NOT NULL DEFAULT '', study_time TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '',
 accession TEXT NOT NULL DEFAULT '', visit INTEGER, confirmed_by INTEGER REFERENCES user(id),
 state TEXT NOT NULL DEFAULT 'ready', tags TEXT NOT NULL DEFAULT '{}', rv INTEGER NOT NULL DEFAULT 1,
 no_visit INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO dicom_study(id, uuid, study_uid, subject, identity, study_date, study_time, description, accession, visit,
 confirmed_by, state, tags, rv) SELECT id, uuid, study_uid, subject, identity, study_date, study_time, description,
 accession, visit, confirmed_by, state, tags, rv FROM dicom_study_before;
DROP TABLE dicom_study_before;
CREATE UNIQUE INDEX dicom_study_uid ON dicom_study(study_uid, subject);
CREATE INDEX dicom_study_subject ON dicom_study(subject);
CREATE INDEX dicom_study_visit ON dicom_study(visit) WHERE visit IS NOT NULL;
)sql";

// What was moved from one subject to another, or joined: each piece with what it had before, so that the way back puts
// it there. `marks`: the newest rows at that time, so that what came later can be told. `stands_in`: the subject that a
// joined record goes by now; `merged_into` the one that it was joined to.
constexpr char moves[] = R"sql(
ALTER TABLE subject ADD COLUMN merged_into INTEGER REFERENCES subject(id);
ALTER TABLE subject ADD COLUMN stands_in INTEGER REFERENCES subject(id);
CREATE TABLE relocation(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, kind TEXT NOT NULL CHECK(kind IN ('move','join')),
 source INTEGER NOT NULL REFERENCES subject(id), target INTEGER NOT NULL REFERENCES subject(id),
 state TEXT NOT NULL CHECK(state IN ('done','undone')), marks TEXT NOT NULL DEFAULT '{}',
 user INTEGER NOT NULL REFERENCES user(id), created_ms INTEGER NOT NULL, rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX relocation_source ON relocation(source);
CREATE TABLE relocated(
 id INTEGER PRIMARY KEY, relocation INTEGER NOT NULL REFERENCES relocation(id), kind TEXT NOT NULL,
 object INTEGER NOT NULL, before TEXT NOT NULL DEFAULT '{}', UNIQUE(relocation,kind,object)) STRICT;
CREATE INDEX relocated_object ON relocated(kind,object);
CREATE VIEW current_member AS SELECT DISTINCT m.cohort AS cohort, coalesce(s.stands_in, m.subject) AS subject
 FROM cohort_member m JOIN subject s ON s.id = m.subject;
)sql";

} // namespace

Result<> m0006Moves(Connection& connection) {
    return connection.execute(exams).and_then([&] { return connection.execute(moves); });
}

} // namespace casebook::schema
