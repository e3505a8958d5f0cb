// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "core/values/Result.h"
#include "storage/database/WriteTransaction.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace casebook {

/// Work that hangs on what an import brought, so that it can't be undone.
struct ImportHold {
    QByteArray kind; ///< "measurement", "reading", "finding", "form", "overlay", "move", "export"
    QString object;  ///< Series UID; label of the subject for exports
    int count = 0;
};

namespace importUndo {

/// What of the study an import brought and nothing else holds.
struct Brought {
    QList<std::int64_t> touched;  ///< series that lose instances
    QList<std::int64_t> series;   ///< of these, those that go whole
    QList<std::int64_t> exams;    ///< exams all of whose series go
    QList<std::int64_t> overlays; ///< drawn from objects of this import
    QList<std::int64_t> runs;     ///< findings of those overlays
};
[[nodiscard]] Result<Brought> brought(Connection& connection, ImportId import);

/// Empty: the import can be undone. Measurements and readings on its series, findings and overlays that came
/// otherwise, forms of its exams or with values from its images, data sets released since.
[[nodiscard]] Result<QList<ImportHold>> holds(Connection& connection, ImportId import,
                                              const Brought& brought);

/// Takes everything out of the tables and its packs to the trash; marks the import undone. Subjects go that
/// this import made and that hold nothing else. Audited by object. The caller has looked at holds().
[[nodiscard]] Result<> take(WriteTransaction& tx, ImportId import, const Uuid& uuid, const Brought& brought,
                            const QString& reason);

} // namespace importUndo
} // namespace casebook
