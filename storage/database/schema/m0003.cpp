// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

// A definition is the study's whole set of visits, forms, items and code lists in one canonical JSON. Once
// published it never changes: an instance names the version that it was entered under.
constexpr char definitions[] = R"sql(
CREATE TABLE definition(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, oid TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL,
 json TEXT NOT NULL, hash BLOB NOT NULL, source TEXT NOT NULL DEFAULT '',
 state TEXT NOT NULL CHECK(state IN ('draft','published')), created_ms INTEGER NOT NULL,
 rv INTEGER NOT NULL DEFAULT 1, UNIQUE(oid,version)) STRICT;
CREATE TRIGGER definition_no_change BEFORE UPDATE ON definition WHEN old.state='published'
 BEGIN SELECT RAISE(ABORT,'a published definition does not change'); END;
CREATE TRIGGER definition_no_delete BEFORE DELETE ON definition WHEN old.state='published'
 BEGIN SELECT RAISE(ABORT,'a published definition stays'); END;
CREATE TABLE item_def(id INTEGER PRIMARY KEY, oid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL) STRICT;
)sql";

// anchor_kind 0 subject, 1 visit, 2 exam, 3 reading task; anchor_id is the local key there. reader 0: shared form.
// `state` is the entry state; verified, signed, locked stand beside it.
constexpr char instances[] = R"sql(
CREATE TABLE visit(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, subject INTEGER NOT NULL REFERENCES subject(id),
 def_oid TEXT NOT NULL, repeat INTEGER NOT NULL DEFAULT 1, planned TEXT NOT NULL DEFAULT '',
 date TEXT NOT NULL DEFAULT '', state TEXT NOT NULL CHECK(state IN ('planned','done','missed','not-expected')),
 rv INTEGER NOT NULL DEFAULT 1, UNIQUE(subject,def_oid,repeat)) STRICT;
CREATE TABLE form(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, subject INTEGER NOT NULL REFERENCES subject(id),
 anchor_kind INTEGER NOT NULL CHECK(anchor_kind IN (0,1,2,3)), anchor_id INTEGER NOT NULL,
 visit INTEGER REFERENCES visit(id), definition INTEGER NOT NULL REFERENCES definition(id), def_oid TEXT NOT NULL,
 repeat INTEGER NOT NULL DEFAULT 1, reader INTEGER NOT NULL DEFAULT 0,
 state TEXT NOT NULL CHECK(state IN ('not-started','incomplete','complete','not-done')),
 was_complete INTEGER NOT NULL DEFAULT 0, locked_ms INTEGER, locked_by INTEGER REFERENCES user(id),
 created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, rv INTEGER NOT NULL DEFAULT 1,
 UNIQUE(subject,anchor_kind,anchor_id,def_oid,repeat,reader)) STRICT;
CREATE INDEX form_visit ON form(visit) WHERE visit IS NOT NULL;
CREATE INDEX form_kind ON form(def_oid,state);
CREATE TABLE form_row(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, form INTEGER NOT NULL REFERENCES form(id),
 group_oid TEXT NOT NULL DEFAULT '', parent_row INTEGER REFERENCES form_row(id), ordinal INTEGER NOT NULL,
 state TEXT NOT NULL DEFAULT 'live' CHECK(state IN ('live','voided')), rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE UNIQUE INDEX form_row_place ON form_row(form,group_oid,ordinal);
)sql";

// kind: 0 null 1 text 2 integer 3 decimal 4 code 5 date 6 time 7 file 8 boolean 9 datetime 10 code set 11 link
// 12 duration. txt: canonical text (decimal: digits as typed, with zeros); num: for search only, in the item's
// standard unit; raw: as typed; d_lo, d_hi: days from 1970-01-01 of a date interval, ms for times. rv: the form's
// row version at the last change, so that no two states of an item share one.
constexpr char values[] = R"sql(
CREATE TABLE source(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, object BLOB, object_rv INTEGER,
 series_uid TEXT NOT NULL DEFAULT '', sop_uid TEXT NOT NULL DEFAULT '', for_uid TEXT NOT NULL DEFAULT '',
 x REAL, y REAL, z REAL, detail TEXT NOT NULL DEFAULT '{}') STRICT;
CREATE INDEX source_object ON source(object) WHERE object IS NOT NULL;
CREATE TABLE item_value(
 id INTEGER PRIMARY KEY, row_id INTEGER NOT NULL REFERENCES form_row(id), item_id INTEGER NOT NULL REFERENCES item_def(id),
 kind INTEGER NOT NULL, txt TEXT, num REAL, raw TEXT, held INTEGER NOT NULL DEFAULT 0, d_lo INTEGER, d_hi INTEGER,
 cmp TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '', nullf TEXT, origin TEXT NOT NULL DEFAULT 'entry',
 verified_ms INTEGER, verified_by INTEGER REFERENCES user(id), src_id INTEGER REFERENCES source(id),
 rv INTEGER NOT NULL DEFAULT 1, CHECK((kind=0)=(nullf IS NOT NULL)), UNIQUE(row_id,item_id)) STRICT;
CREATE INDEX item_value_num ON item_value(item_id,num) WHERE num IS NOT NULL;
CREATE INDEX item_value_code_text ON item_value(item_id,txt) WHERE kind=4;
CREATE INDEX item_value_source ON item_value(src_id) WHERE src_id IS NOT NULL;
CREATE TABLE item_value_code(
 value_id INTEGER NOT NULL REFERENCES item_value(id), code TEXT NOT NULL, PRIMARY KEY(value_id,code)) WITHOUT ROWID, STRICT;
)sql";

// One open system query per (check, row, item); what concerns the whole form hangs on its ungrouped row. `value`:
// the item's when the question was asked last, so that an accepted value is not asked about again.
constexpr char queries[] = R"sql(
CREATE TABLE query(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, form INTEGER NOT NULL REFERENCES form(id),
 row_id INTEGER NOT NULL REFERENCES form_row(id), item_oid TEXT NOT NULL DEFAULT '', check_oid TEXT NOT NULL DEFAULT '',
 origin TEXT NOT NULL CHECK(origin IN ('system','manual')), severity TEXT NOT NULL DEFAULT 'normal',
 state TEXT NOT NULL CHECK(state IN ('candidate','open','answered','resolved','closed','cancelled')),
 text TEXT NOT NULL DEFAULT '', value TEXT NOT NULL DEFAULT '', author INTEGER REFERENCES user(id),
 assignee INTEGER REFERENCES user(id), opened_ms INTEGER NOT NULL, ended_ms INTEGER, rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX query_form ON query(form);
CREATE INDEX query_state ON query(state);
CREATE UNIQUE INDEX query_system ON query(check_oid,row_id,item_oid) WHERE origin='system' AND state IN ('candidate','open','answered');
CREATE TABLE query_event(
 id INTEGER PRIMARY KEY, query INTEGER NOT NULL REFERENCES query(id), type TEXT NOT NULL,
 user INTEGER REFERENCES user(id), roles TEXT NOT NULL DEFAULT '', time_ms INTEGER NOT NULL,
 text TEXT NOT NULL DEFAULT '', value TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX query_event_query ON query_event(query);
)sql";

} // namespace

Result<> m0003Forms(Connection& connection) {
    return connection.execute(definitions)
        .and_then([&] { return connection.execute(instances); })
        .and_then([&] { return connection.execute(values); })
        .and_then([&] { return connection.execute(queries); });
}

} // namespace casebook::schema
