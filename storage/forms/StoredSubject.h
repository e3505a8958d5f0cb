// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/FormState.h"
#include "storage/database/Connection.h"
#include "storage/forms/FormRecords.h"

#include <QHash>
#include <QMap>

namespace casebook {

/// One form instance with everything stored of it.
struct StoredForm {
    FormInfo info;
    QByteArray exam; ///< UUID; of a task its exam; empty: none
    QList<StoredRow> rows;
    QHash<ItemPath, StoredValue> values; ///< of live rows

    [[nodiscard]] FormData data() const;
    [[nodiscard]] FormPlace place() const;
    /// The row of a path; null when there is none. An empty uuid: the ungrouped row.
    [[nodiscard]] const StoredRow* row(const QByteArray& uuid) const;
    /// The audit's field of an item: "SCR/NOD/NODR[2]/nod_long", "SCR/DM/sex".
    [[nodiscard]] QByteArray field(const ItemPath& path) const;
};

/// All forms of one subject as one transaction sees them.
struct StoredSubject {
    struct Visit {
        VisitId id;
        QString oid;
        int repeat = 1;
        QString date, state;
        Uuid uuid;
        std::int64_t rv = 0;
    };
    SubjectId id;
    Uuid uuid;
    QString label;
    QList<Visit> visits;
    QMap<FormId, StoredForm> forms;

    /// Error "no-such-subject".
    [[nodiscard]] static Result<StoredSubject> load(Connection& connection, SubjectId subject);
    /// What expressions see. `changed` replaces the stored data of these forms.
    /// `visitOrder`: OIDs of the definition; visits stand by date, undated last, then as planned.
    [[nodiscard]] std::shared_ptr<const SubjectRecord>
    record(const QStringList& visitOrder, const QMap<FormId, FormData>& changed = {}) const;
};

/// Visits as the record has them: by date, undated last, then as planned (`visitOrder`).
[[nodiscard]] QList<StoredSubject::Visit> inVisitOrder(QList<StoredSubject::Visit> visits,
                                                       const QStringList& visitOrder);
/// OIDs of the visits in order of the definition.
[[nodiscard]] QStringList visitOrderOf(const StudyDefinition& definition);

} // namespace casebook
