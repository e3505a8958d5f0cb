// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"
#include "core/forms/ItemValue.h"
#include "core/forms/SubjectRecord.h"
#include "core/values/Ids.h"

#include <QList>

#include <array>
#include <optional>

namespace casebook {

using FormId = Id<struct FormTag, std::int64_t>;
using VisitId = Id<struct VisitTag, std::int64_t>;
using QueryId = Id<struct QueryTag, std::int64_t>;
using TaskId = Id<struct TaskTag, std::int64_t>; ///< a reading task

/// Says which form instance is meant, whether it exists yet or not. A form of an exam or of a subject may be
/// named by a visit too: an exam form without an exam then hangs on the visit.
struct FormKey {
    SubjectId subject;
    QString form;         ///< OID
    QString visit;        ///< OID; empty for log forms, and for exam and task forms named by exam or task
    int visitRepeat = 1;
    ExamId exam;          ///< of an exam form; 0: none
    TaskId task;          ///< of a task form; 0: none
    int repeat = 1;
    UserId reader;        ///< 0: the shared form
    [[nodiscard]] bool operator==(const FormKey&) const = default;
};

/// One form instance as lists show it. States: "not-started", "incomplete", "complete", "not-done".
struct FormInfo {
    FormId id;
    Uuid uuid;
    SubjectId subject;
    Uuid subjectUuid;
    QString subjectLabel;
    QString form; ///< OID
    FormAnchor anchor = FormAnchor::Visit;
    std::int64_t anchorId = 0;
    VisitId visit; ///< 0: none
    QString visitOid;
    int visitRepeat = 1;
    int repeat = 1;
    UserId reader; ///< 0: shared
    int version = 1; ///< of the definition it was entered under
    QByteArray state;
    bool wasComplete = false; ///< from now on a change needs a reason
    std::int64_t lockedMs = 0; ///< 0: not locked
    QString lockedBy;          ///< login
    QString unlockAskedBy;     ///< login; the second person to unlock must be another
    QString unlockReason;      ///< of who asked; of one form or one subject's forms only
    std::int64_t createdMs = 0, changedMs = 0;
    std::int64_t rv = 0;
    int values = 0, verified = 0, openQueries = 0;
    QByteArray signature; ///< of lists: "signed", "broken" where it was changed since; empty: nobody signed

    [[nodiscard]] bool isLocked() const { return lockedMs > 0; }
    /// "S-0001/TRT#2/SYS", "S-0001/AE": as the command line names it.
    [[nodiscard]] QString path() const;
    /// Beginning of the audit's field of its items: "TRT#2/SYS", "AE".
    [[nodiscard]] QString place() const;
};

/// A row of a group as it is stored; ordinals are never used again. Group empty: the ungrouped row.
struct StoredRow {
    std::int64_t id = 0;
    QByteArray uuid; ///< 16 bytes
    QString group;
    int ordinal = 0; ///< 1, 2 ... within the group
    bool live = true;
};

/// One answer as it is stored. Origins: "entry", "import", "calculation", "image", "migration".
struct StoredValue {
    std::int64_t id = 0;
    ItemPath path; ///< row empty for the ungrouped row
    ItemValue value;
    bool held = false;
    QByteArray origin;
    std::int64_t verifiedMs = 0;
    std::int64_t source = 0; ///< row of `source`; 0: none
    std::int64_t rv = 0;
};

/// Why something is changed once the form was complete.
struct ChangeReason {
    QByteArray code; ///< "typing-error", "source-corrected", "query-answer", "new-information", "other"
    QString text;    ///< needed with "other"; a text alone is "other"
    [[nodiscard]] bool isEmpty() const { return code.isEmpty() && text.trimmed().isEmpty(); }
};
[[nodiscard]] QList<QByteArray> changeReasonCodes();

/// Where in the images a value came from. Coordinates LPS mm in `frameOfReference`.
struct ValueSource {
    Uuid uuid;
    QByteArray kind;    ///< "measurement", "segment", "lesion", "header"
    Uuid object;        ///< of the measurement or overlay; may be empty
    std::int64_t objectRv = 0;
    QString seriesUid, sopUid, frameOfReference;
    std::optional<std::array<double, 3>> pointLps;
    QString detail;     ///< JSON: segment number, the full-precision value, the model
};

/// What a person changed in one form since it was opened. Values only; a FormState gives it.
struct FormEdit {
    struct Item {
        ItemPath path;
        std::optional<ItemValue> value; ///< nullopt: cleared
        std::int64_t rv = 0;            ///< row version of the value that was seen; 0: there was none
        std::optional<ValueSource> source;
    };
    struct NewRow {
        QString group;
        QByteArray uuid; ///< made by the page: drafts name it already
    };
    struct GoneRow {
        QByteArray uuid;
        std::optional<std::int64_t> rv; ///< highest of its entered values that was seen; nullopt: not asked
    };
    QList<Item> items;
    QList<NewRow> added;
    QList<GoneRow> voided;   ///< stored rows that go; needs a reason
    QList<ItemPath> settled; ///< nothing to store, but their drafts are done with: typed back, or of no row
    [[nodiscard]] bool isEmpty() const { return items.isEmpty() && added.isEmpty() && voided.isEmpty(); }
};

/// The same item was changed by somebody else since it was opened.
struct ItemConflict {
    ItemPath path; ///< of a row that goes: its newest value; item empty: the whole row
    std::optional<ItemValue> mine, theirs;
    bool rowGone = false;    ///< somebody else has removed the row: mine has no place any more
    bool removesRow = false; ///< mine is the removal of the row
    QString by;            ///< login
    std::int64_t timeMs = 0;
};

} // namespace casebook
