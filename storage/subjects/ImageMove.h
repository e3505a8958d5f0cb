// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/DefinitionService.h"
#include "storage/forms/FormTable.h"
#include "storage/subjects/RelocationTable.h"

#include <QDate>

namespace casebook::imageMove {

/// The pieces that moves and joins of subjects are made of. Used by services inside their transactions; checks no
/// rights. Everything that hangs on a series by its row (instances, overlays, findings, measurements, thumbnails)
/// goes with it without a change of its own.

struct Sides {
    formTable::SubjectRef from, to;
    QString reason;
};

struct SeriesRef {
    std::int64_t id = 0;
    Uuid uuid;
    QString uid;
};

struct ExamRef {
    std::int64_t id = 0;
    Uuid uuid;
    QString studyUid;
    std::optional<SubjectId> subject;
};

/// What goes: all series of an exam, or one with the derived series that are drawn on it alone.
struct Load {
    ExamRef exam;
    bool whole = false;
    QList<SeriesRef> series;
};
/// Error "no-such-series".
[[nodiscard]] Result<Load> loadOf(Connection& connection, const QString& seriesUid, bool wholeExam);
/// One exam with all its series, which may be none.
[[nodiscard]] Result<Load> loadOfExam(Connection& connection, std::int64_t exam);
/// Exams of a subject, empty ones too.
[[nodiscard]] Result<QList<std::int64_t>> examsOf(Connection& connection, SubjectId subject);

/// What hangs on a load, and what stands in its way.
struct Hangs {
    int instances = 0, overlays = 0, findings = 0, measurements = 0, tasks = 0;
    int forms = 0; ///< of its tasks and exam: they go along
    int values = 0; ///< in forms that stay, measured in these images: each gets a query
    int priors = 0; ///< readings that have it as their prior
    int exports = 0; ///< released sets that hold the subject
    int closedReadings = 0, lockedForms = 0;
};
[[nodiscard]] Result<Hangs> hangsOn(Connection& connection, const Load& load, SubjectId from);

/// Rows of both subjects' history.
struct Told {
    QByteArray action, kind;
    Uuid object;
    QByteArray field;
    QString before, after;
};
[[nodiscard]] Result<> tell(WriteTransaction& tx, const Sides& sides, const Told& told);

/// Takes a load to `sides.to`, with its tasks and their forms. Error "form-conflict".
[[nodiscard]] Result<> carry(WriteTransaction& tx, const Load& load, const Sides& sides,
                             const relocationTable::Relocation& relocation);
/// Afterwards: priors and overlays don't cross subjects, values whose image is elsewhere are asked about, calculated
/// items follow. @return values that were asked about.
[[nodiscard]] Result<int> settle(WriteTransaction& tx, const Session& session,
                                 const DefinitionService& definitions, QDate today, const Sides& sides,
                                 const relocationTable::Relocation& relocation);

} // namespace casebook::imageMove
