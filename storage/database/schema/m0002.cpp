// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

constexpr char subjects[] = R"sql(
CREATE TABLE subject(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, site_id INTEGER NOT NULL REFERENCES site(id),
 label TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '', sex TEXT NOT NULL DEFAULT '',
 birth_date TEXT NOT NULL DEFAULT '', sort_key BLOB,
 status TEXT NOT NULL CHECK(status IN ('enrolled','withdrawn','unidentified','waiting','voided')),
 rv INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL) STRICT;
CREATE TABLE subject_ident(
 id INTEGER PRIMARY KEY, subject INTEGER NOT NULL REFERENCES subject(id), issuer TEXT NOT NULL DEFAULT '',
 kind TEXT NOT NULL, value TEXT NOT NULL, norm TEXT NOT NULL, sort_key BLOB, rv INTEGER NOT NULL DEFAULT 1,
 UNIQUE(issuer,kind,norm)) STRICT;
CREATE INDEX subject_ident_subject ON subject_ident(subject);
CREATE TABLE source_identity(
 id INTEGER PRIMARY KEY, subject INTEGER REFERENCES subject(id), patient_id TEXT NOT NULL,
 issuer TEXT NOT NULL DEFAULT '', name_utf8 TEXT NOT NULL DEFAULT '', name_norm TEXT NOT NULL DEFAULT '',
 birth_date TEXT NOT NULL DEFAULT '', sex TEXT NOT NULL DEFAULT '', raw TEXT NOT NULL DEFAULT '{}') STRICT;
CREATE INDEX source_identity_key ON source_identity(patient_id,issuer);
CREATE INDEX source_identity_subject ON source_identity(subject);
)sql";

constexpr char imports[] = R"sql(
CREATE TABLE import(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, started_ms INTEGER NOT NULL, ended_ms INTEGER,
 state TEXT NOT NULL CHECK(state IN ('running','interrupted','done','undone')),
 user INTEGER NOT NULL REFERENCES user(id), source_kind TEXT NOT NULL DEFAULT '', counts TEXT NOT NULL DEFAULT '{}',
 rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE import_refusal(
 id INTEGER PRIMARY KEY, import INTEGER NOT NULL REFERENCES import(id), path TEXT NOT NULL, code TEXT NOT NULL,
 message TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX import_refusal_import ON import_refusal(import);
)sql";

// `kind` and `state` of imaging rows are open sets of words: new object kinds must not need a migration.
constexpr char images[] = R"sql(
CREATE TABLE dicom_study(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, study_uid TEXT NOT NULL UNIQUE,
 subject INTEGER REFERENCES subject(id), identity INTEGER REFERENCES source_identity(id),
 study_date TEXT NOT NULL DEFAULT '', study_time TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '',
 accession TEXT NOT NULL DEFAULT '', visit INTEGER, confirmed_by INTEGER REFERENCES user(id),
 state TEXT NOT NULL DEFAULT 'ready', tags TEXT NOT NULL DEFAULT '{}', rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX dicom_study_subject ON dicom_study(subject);
CREATE TABLE dicom_series(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, series_uid TEXT NOT NULL UNIQUE,
 study INTEGER NOT NULL REFERENCES dicom_study(id), modality TEXT NOT NULL DEFAULT '',
 description TEXT NOT NULL DEFAULT '', number INTEGER, frame_of_ref TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL,
 state TEXT NOT NULL DEFAULT 'ready', tags TEXT NOT NULL DEFAULT '{}', rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX dicom_series_study ON dicom_series(study);
CREATE INDEX dicom_series_frame ON dicom_series(frame_of_ref) WHERE frame_of_ref<>'';
CREATE TABLE instance(
 id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES dicom_series(id), sop_uid TEXT NOT NULL,
 sop_class TEXT NOT NULL DEFAULT '', pack INTEGER NOT NULL REFERENCES pack(id), off INTEGER NOT NULL,
 len INTEGER NOT NULL, cmac BLOB NOT NULL, pixel_hash BLOB, transfer_syntax TEXT NOT NULL DEFAULT '',
 header TEXT NOT NULL DEFAULT '{}', pixel_off INTEGER, pixel_len INTEGER,
 import_id INTEGER NOT NULL REFERENCES import(id), state TEXT NOT NULL DEFAULT 'ready', UNIQUE(sop_uid,cmac)) STRICT;
CREATE INDEX instance_series ON instance(series);
CREATE INDEX instance_pack ON instance(pack);
CREATE INDEX instance_import ON instance(import_id);
CREATE INDEX instance_cmac ON instance(cmac);
CREATE TABLE import_waiting(
 id INTEGER PRIMARY KEY, import INTEGER NOT NULL REFERENCES import(id), exam INTEGER REFERENCES dicom_study(id),
 series INTEGER REFERENCES dicom_series(id), reason TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'waiting') STRICT;
CREATE INDEX import_waiting_import ON import_waiting(import);
CREATE TABLE thumbnail(
 id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES dicom_series(id), size INTEGER NOT NULL,
 jpeg BLOB NOT NULL, UNIQUE(series,size)) STRICT;
)sql";

constexpr char overlays[] = R"sql(
CREATE TABLE overlay(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, uid TEXT NOT NULL DEFAULT '',
 series INTEGER REFERENCES dicom_series(id), instance INTEGER REFERENCES instance(id),
 for_uid TEXT NOT NULL DEFAULT '', placement TEXT NOT NULL CHECK(placement IN ('verified','confirmed','refused','no-image')),
 reason TEXT NOT NULL DEFAULT '', algorithm TEXT NOT NULL DEFAULT '{}', pack INTEGER REFERENCES pack(id),
 off INTEGER, len INTEGER, info TEXT NOT NULL DEFAULT '{}', confirmed_by INTEGER REFERENCES user(id),
 state TEXT NOT NULL DEFAULT 'ready', rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX overlay_series ON overlay(series);
CREATE INDEX overlay_uid ON overlay(uid) WHERE uid<>'';
CREATE INDEX overlay_frame ON overlay(for_uid) WHERE for_uid<>'';
CREATE TABLE overlay_style(
 id INTEGER PRIMARY KEY, overlay INTEGER NOT NULL REFERENCES overlay(id), segment INTEGER NOT NULL,
 visible INTEGER NOT NULL DEFAULT 1, color TEXT NOT NULL DEFAULT '', opacity REAL NOT NULL DEFAULT 0.5,
 fill INTEGER NOT NULL DEFAULT 1, rv INTEGER NOT NULL DEFAULT 1, UNIQUE(overlay,segment)) STRICT;
CREATE TABLE measurement(
 id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, series INTEGER NOT NULL REFERENCES dicom_series(id),
 for_uid TEXT NOT NULL DEFAULT '', sop_uid TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL, points TEXT NOT NULL,
 value REAL, unit TEXT NOT NULL DEFAULT '', user INTEGER NOT NULL REFERENCES user(id), created_ms INTEGER NOT NULL,
 state TEXT NOT NULL DEFAULT 'ready', rv INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX measurement_series ON measurement(series);
)sql";

} // namespace

Result<> m0002Imaging(Connection& connection) {
    return connection.execute(subjects)
        .and_then([&] { return connection.execute(imports); })
        .and_then([&] { return connection.execute(images); })
        .and_then([&] { return connection.execute(overlays); });
}

} // namespace casebook::schema
