// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

// What points to a row is looked for when that row is erased: without these a scan of the whole table for each row.
constexpr char pointers[] = R"sql(
CREATE INDEX form_row_parent ON form_row(parent_row) WHERE parent_row IS NOT NULL;
CREATE INDEX query_row ON query(row_id) WHERE row_id IS NOT NULL;
CREATE INDEX overlay_instance ON overlay(instance) WHERE instance IS NOT NULL;
CREATE INDEX finding_session ON finding(session) WHERE session IS NOT NULL;
CREATE INDEX reading_session_task ON reading_session(task);
CREATE INDEX reading_event_session ON reading_event(session);
CREATE INDEX reading_event_finding ON reading_event(finding) WHERE finding IS NOT NULL;
CREATE INDEX dicom_study_identity ON dicom_study(identity) WHERE identity IS NOT NULL;
)sql";

// The audit names users by their rows.
constexpr char people[] = R"sql(
CREATE TRIGGER user_no_delete BEFORE DELETE ON user BEGIN SELECT RAISE(ABORT,'a user stays'); END;
)sql";

} // namespace

Result<> m0012Pointers(Connection& connection) {
    return connection.execute(pointers).and_then([&] { return connection.execute(people); });
}

} // namespace casebook::schema
