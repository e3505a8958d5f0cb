// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

// A finding is an immutable proposal: of a run of an algorithm, or of a reader (`session`).
constexpr char findings[] = R"sql(
CREATE TABLE algorithm_release(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, name TEXT NOT NULL, version TEXT NOT NULL,
 vendor TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL, detail TEXT NOT NULL DEFAULT '{}',
 UNIQUE(name,version,vendor,kind)) STRICT;
CREATE TABLE ai_run(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, release INTEGER NOT NULL REFERENCES algorithm_release(id),
 series INTEGER NOT NULL REFERENCES dicom_series(id), for_uid TEXT NOT NULL DEFAULT '', overlay INTEGER REFERENCES overlay(id),
 state TEXT NOT NULL CHECK(state IN ('queued','running','done','failed','cancelled','refused')),
 complete INTEGER NOT NULL DEFAULT 1, threshold REAL, detail TEXT NOT NULL DEFAULT '{}', source_hash BLOB,
 created_ms INTEGER NOT NULL, rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX ai_run_series ON ai_run(series);
)sql";

constexpr char tasks[] = R"sql(
CREATE TABLE reading_task(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, subject INTEGER NOT NULL REFERENCES subject(id),
 series INTEGER NOT NULL REFERENCES dicom_series(id), prior_series INTEGER REFERENCES dicom_series(id),
 reader INTEGER NOT NULL REFERENCES user(id),
 mode TEXT NOT NULL CHECK(mode IN ('unaided','second','concurrent','adjudicate')),
 state TEXT NOT NULL CHECK(state IN ('new','reading','finished','cancelled')), reserved INTEGER NOT NULL DEFAULT 0,
 ordinal INTEGER NOT NULL, note TEXT NOT NULL DEFAULT '', created_ms INTEGER NOT NULL, opened_ms INTEGER,
 first_closed_ms INTEGER, finished_ms INTEGER, rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX reading_task_reader ON reading_task(reader,state,ordinal);
CREATE INDEX reading_task_series ON reading_task(series);
CREATE TABLE reading_session(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, task INTEGER NOT NULL REFERENCES reading_task(id),
 reader INTEGER NOT NULL REFERENCES user(id), mode TEXT NOT NULL, opened_ms INTEGER NOT NULL, closed_ms INTEGER) STRICT;
CREATE TABLE finding(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, run INTEGER REFERENCES ai_run(id),
 session INTEGER REFERENCES reading_session(id), series INTEGER NOT NULL REFERENCES dicom_series(id),
 external_id TEXT NOT NULL DEFAULT '', segment INTEGER, score REAL, payload TEXT NOT NULL, created_ms INTEGER NOT NULL,
 CHECK((run IS NULL)<>(session IS NULL))) STRICT;
CREATE INDEX finding_series ON finding(series);
CREATE INDEX finding_run ON finding(run) WHERE run IS NOT NULL;
CREATE TRIGGER finding_no_update BEFORE UPDATE ON finding BEGIN SELECT RAISE(ABORT,'a finding does not change'); END;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding BEGIN SELECT RAISE(ABORT,'a finding stays'); END;
CREATE TABLE reading_event(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, task INTEGER NOT NULL REFERENCES reading_task(id),
 session INTEGER NOT NULL REFERENCES reading_session(id), finding INTEGER REFERENCES finding(id), seq INTEGER NOT NULL,
 type TEXT NOT NULL, body TEXT NOT NULL DEFAULT '{}', time_ms INTEGER NOT NULL, mono_ms INTEGER NOT NULL,
 audit_seq INTEGER NOT NULL, UNIQUE(task,seq)) STRICT;
CREATE TRIGGER reading_event_no_update BEFORE UPDATE ON reading_event BEGIN SELECT RAISE(ABORT,'an event does not change'); END;
CREATE TRIGGER reading_event_no_delete BEFORE DELETE ON reading_event BEGIN SELECT RAISE(ABORT,'an event stays'); END;
)sql";

} // namespace

Result<> m0004Reading(Connection& connection) {
    return connection.execute(findings).and_then([&] { return connection.execute(tasks); });
}

} // namespace casebook::schema
