// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <cstdint>

namespace casebook {

/// One thing that a report of diagnostics says: a number, yes or no, or a short code. Never free text, so that no name
/// or path of anybody can stand in it.
struct DiagnosticFact {
    QByteArray key; ///< "sqlite", "free_bytes" ...; the key of the report's JSON
    QJsonValue value; ///< null: not known
    bool warns = false; ///< advice() says what to do
};

struct DiagnosticReport {
    QList<DiagnosticFact> facts;

    void addNumber(const QByteArray& key, std::int64_t number, bool warns = false);
    void addYes(const QByteArray& key, bool yes, bool warns = false);
    /// A code or version: letters, digits and ". _ + -", at most 32; anything else is told as "other".
    void addCode(const QByteArray& key, const QString& code, bool warns = false);
    void addUnknown(const QByteArray& key, bool warns = false);
    [[nodiscard]] const DiagnosticFact* find(const QByteArray& key) const;
    /// An object of keys and values, and under "warnings" the keys that warn.
    [[nodiscard]] QByteArray toJson() const;
};

namespace diagnosticWords {

/// Words in the language in force.
[[nodiscard]] QString heading(const QByteArray& key);
[[nodiscard]] QString value(const DiagnosticFact& fact);
[[nodiscard]] QString advice(const QByteArray& key); ///< empty: none is known

} // namespace diagnosticWords

} // namespace casebook
