// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/ItemValue.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <cstdint>

namespace casebook {

/// A row of a repeating group; `id` is its stable 16-byte UUID.
struct FormRow {
    QString group;
    QByteArray id;
    bool operator==(const FormRow&) const = default;
};

/// The answers of one form instance. Voided rows and their values are not in it.
struct FormData {
    QString form;    ///< OID
    QByteArray exam; ///< UUID of the exam of an exam or task form; else empty
    QByteArray id;   ///< UUID of the instance; empty: not stored yet
    QList<FormRow> rows; ///< in order
    QHash<ItemPath, ItemValue> values;
    QSet<ItemPath> held; ///< kept but hidden: blank in expressions, out of exports
    std::int64_t reader =
        0; ///< whose own instance it is (blinded readings); 0: shared. Another reader's is never seen
};

/// One visit of a subject with its forms (of exams that belong to it too).
struct VisitData {
    QString visit; ///< OID
    int repeat = 1;
    QString date;  ///< ISO, may be partial; empty: not yet
    QString state; ///< planned, done, missed, not-expected
    QList<FormData> forms;
};

/// All that the forms of one subject may refer to: a value that storage fills once.
struct SubjectRecord {
    QList<VisitData> visits;      ///< in visit order: by date, undated last, then as planned
    QList<FormData> subjectForms; ///< log forms
    QList<FormData> looseForms;   ///< of exams that belong to no visit

    /// Index in `visits`; -1: none.
    [[nodiscard]] qsizetype indexOf(const QString& visit, int repeat) const;
};

/// Where the form stands that looks at the record.
struct FormPlace {
    QString visit; ///< OID; empty: none
    int repeat = 1;
    QByteArray exam; ///< UUID; of a task: its exam
};

} // namespace casebook
