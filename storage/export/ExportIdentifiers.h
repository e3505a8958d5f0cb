// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QHash>
#include <QList>
#include <QString>

namespace casebook {

class Connection;

/// What the last check looks for: identifiers of all subjects of the study, not only of the cohort.
struct ExportIdentifiers {
    struct One {
        QString text;
        QByteArray kind; ///< "name", "id", "place", "label", "uid", "birth-date", "staff"
        bool operator==(const One&) const = default;
    };
    QList<One> all;
    QHash<QString, QString> birthDates; ///< pseudonym of this set -> ISO date
    void add(const QString& text, const QByteArray& kind);
};

/// Names, IDs, labels, accession numbers, UIDs, institutions, users of the study.
[[nodiscard]] Result<ExportIdentifiers> readExportIdentifiers(Connection& connection);

} // namespace casebook
