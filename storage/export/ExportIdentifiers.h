// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
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
        QByteArray kind; ///< "name", "id", "place", "label", "uid", "birth-date", "staff", "form"
        bool operator==(const One&) const = default;
    };
    QList<One> all;
    QHash<QString, QString> birthDates; ///< pseudonym of this set -> ISO date
    void add(const QString& text, const QByteArray& kind);
};

/// What was typed into an item that names a person directly.
struct TypedIdentifier {
    SubjectId subject;
    QString text;
};
/// Texts and whole numbers of the items that are direct identifiers in any version of the definition, of all subjects.
/// Left out: what has up to three letters ("12"), and what stands with five subjects or more ("none", a ward's number)
/// and so points to nobody.
[[nodiscard]] Result<QList<TypedIdentifier>> readTypedIdentifiers(Connection& connection);

/// Names, IDs, labels, accession numbers, UIDs, institutions, users of the study, and what was typed into forms.
[[nodiscard]] Result<ExportIdentifiers> readExportIdentifiers(Connection& connection);

} // namespace casebook
