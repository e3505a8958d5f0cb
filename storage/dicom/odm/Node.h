// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace casebook::odm {

/// One element of the metadata, checked against the table of known elements: its attributes (of no namespace,
/// and xml:lang as "lang"), its text, its children and its line.
struct Node {
    QString name;
    QList<QPair<QString, QString>> attributes;
    QString text; ///< trimmed
    QList<Node> children;
    qint64 line = 0;

    [[nodiscard]] QString attribute(const char* wanted) const;
    [[nodiscard]] bool has(const char* wanted) const;
    /// First child of that name; null when none.
    [[nodiscard]] const Node* child(const char* wanted) const;
    [[nodiscard]] QList<const Node*> all(const char* wanted) const;
    /// "ItemDef[I_SYSBP]": the element with its OID where it has one.
    [[nodiscard]] QString path() const;
};

/// True when ODM 1.3.2 knows `child` inside `parent`.
[[nodiscard]] bool isKnownChild(const QString& parent, const QString& child);
/// True for an attribute that ODM 1.3.2 asks for at `element` and that a program can't do without.
[[nodiscard]] QList<QByteArray> neededAttributes(const QString& element);

} // namespace casebook::odm
