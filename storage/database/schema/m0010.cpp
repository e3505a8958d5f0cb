// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

// Who withdrew consent, and what that was taken to mean; at most one row a subject, the strongest. Subjects that were
// marked as withdrawn before have none, which is "keep". `stopped_subject`: those whose data is used no more.
constexpr char withdrawals[] = R"sql(
CREATE TABLE consent_withdrawal(
 id INTEGER PRIMARY KEY, subject INTEGER NOT NULL UNIQUE REFERENCES subject(id),
 choice TEXT NOT NULL CHECK(choice IN ('keep','stop','erase')), reason_code TEXT NOT NULL, reason TEXT NOT NULL,
 user INTEGER NOT NULL REFERENCES user(id), time_ms INTEGER NOT NULL, rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE VIEW stopped_subject AS SELECT subject FROM consent_withdrawal WHERE choice <> 'keep';
DROP VIEW current_member;
CREATE VIEW frozen_member AS SELECT DISTINCT m.cohort AS cohort, coalesce(s.stands_in, m.subject) AS subject
 FROM cohort_member m JOIN subject s ON s.id = m.subject;
CREATE VIEW current_member AS SELECT cohort, subject FROM frozen_member
 WHERE subject NOT IN (SELECT subject FROM stopped_subject);
)sql";

// What can't be deleted otherwise goes with the subject it is of: `consent_erase_now` holds a row only inside the
// transaction that erases it.
constexpr char erasing[] = R"sql(
CREATE TABLE consent_erase_now(subject INTEGER PRIMARY KEY REFERENCES subject(id)) STRICT;
DROP TRIGGER finding_no_delete;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding WHEN NOT EXISTS(SELECT 1 FROM import_undo_now)
 AND NOT EXISTS(SELECT 1 FROM consent_erase_now) BEGIN SELECT RAISE(ABORT,'a finding stays'); END;
DROP TRIGGER reading_event_no_delete;
CREATE TRIGGER reading_event_no_delete BEFORE DELETE ON reading_event
 WHEN NOT EXISTS(SELECT 1 FROM consent_erase_now) BEGIN SELECT RAISE(ABORT,'an event stays'); END;
DROP TRIGGER signature_no_delete;
CREATE TRIGGER signature_no_delete BEFORE DELETE ON signature
 WHEN NOT EXISTS(SELECT 1 FROM consent_erase_now) BEGIN SELECT RAISE(ABORT,'a signature stays'); END;
)sql";

constexpr const char* guarded[] = {"dicom_study", "source_identity", "subject_ident", "visit",
                                   "form",        "reading_task"};

/// Nothing new hangs on a subject that was erased, whichever way it comes.
QByteArray guardsOf(const QByteArray& table) {
    const QByteArray body = " WHEN new.subject IS NOT NULL AND EXISTS(SELECT 1 FROM consent_withdrawal WHERE"
                            " subject=new.subject AND choice='erase')"
                            " BEGIN SELECT RAISE(ABORT,'the subject was erased'); END;";
    return "CREATE TRIGGER " + table + "_not_erased BEFORE INSERT ON " + table + body + "CREATE TRIGGER " +
           table + "_not_to_erased BEFORE UPDATE OF subject ON " + table + body;
}

} // namespace

Result<> m0010Consent(Connection& connection) {
    auto done = connection.execute(withdrawals).and_then([&] { return connection.execute(erasing); });
    for (const char* table : guarded)
        if (done)
            done = connection.execute(guardsOf(table));
    return done;
}

} // namespace casebook::schema
