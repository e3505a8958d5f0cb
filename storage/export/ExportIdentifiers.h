// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "core/values/Result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

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
    QHash<QString, QStringList> own;    ///< pseudonym of this set -> that subject's IDs, also short ones
    void add(const QString& text, const QByteArray& kind);
};

/// What was typed into an item that names a person directly.
struct TypedIdentifier {
    SubjectId subject;
    QString text;
    bool name = false; ///< by the item's OID or label: counts in its parts too
};
/// Texts and whole numbers of the items that are direct identifiers in any version of the definition, of all subjects.
/// Left out is what points to nobody: what has up to three letters ("12"), stands for nobody ("none"), stands with five
/// subjects or more (a ward's number), or is of words of the definition alone ("daughter"), names apart.
[[nodiscard]] Result<QList<TypedIdentifier>> readTypedIdentifiers(Connection& connection);

/// A word that stands for nobody ("unknown", "没有"): data sets are often cleaned once before.
[[nodiscard]] bool standsForNobody(const QString& text);
/// Does `part` stand in `text` as words of its own, in any case? Chinese signs have no ends of words.
[[nodiscard]] bool holdsWords(const QString& text, const QString& part);

/// Names, IDs, labels, accession numbers, UIDs, institutions, users of the study, and what was typed into forms.
[[nodiscard]] Result<ExportIdentifiers> readExportIdentifiers(Connection& connection);

} // namespace casebook
