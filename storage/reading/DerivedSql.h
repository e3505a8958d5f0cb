// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// True in SQL for a row `r` of dicom_series that is no original image: what the modes of reading hide. Secondary
/// captures carry the marks of a vendor's AI in their pixels, so they count as derived.
#define CASEBOOK_DERIVED_SERIES                                                                              \
    "(r.kind NOT IN ('image','multi-frame') OR r.modality IN ('SEG','SR','PR','KO','OT','SC','DOC','REG')"   \
    " OR EXISTS(SELECT 1 FROM instance di WHERE di.series=r.id"                                              \
    " AND (di.sop_class='1.2.840.10008.5.1.4.1.1.7' OR di.sop_class LIKE '1.2.840.10008.5.1.4.1.1.7.%')))"

/// True for a row `t` of reading_task of which the reader must not see AI yet.
#define CASEBOOK_PENDING_TASK(t)                                                                             \
    "(" #t ".state IN ('new','reading') AND (" #t ".mode='unaided' OR (" #t ".mode='second' AND " #t         \
    ".first_closed_ms IS NULL)))"

/// Subjects of which user ?1 must not see anything derived. A cancelled task that he had begun counts as long
/// as the same reading is pending with another reader.
#define CASEBOOK_PENDING_SUBJECTS                                                                            \
    "SELECT t.subject FROM reading_task t WHERE t.reader=?1 AND " CASEBOOK_PENDING_TASK(                     \
        t) " UNION SELECT e.subject FROM reading_task t JOIN dicom_series s ON s.id=t.series"                \
           " JOIN dicom_study e ON e.id=s.study"                                                             \
           " WHERE t.reader=?1 AND e.subject IS NOT NULL AND " CASEBOOK_PENDING_TASK(                        \
               t) " UNION SELECT o.subject FROM reading_task o WHERE o.reader=?1 AND o.state='cancelled'"    \
                  " AND o.opened_ms IS NOT NULL AND EXISTS(SELECT 1 FROM reading_task t WHERE "              \
                  "t.series=o.series"                                                                        \
                  " AND t.mode=o.mode AND " CASEBOOK_PENDING_TASK(t) ")"
