// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/vault/Session.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace casebook {

/// One question of an import that a person answers, with both sides of it.
struct WaitingCase {
    /// Names and numbers are empty without the right to read identities.
    struct Side {
        QString subject; ///< label; empty: none yet
        QString patientId, issuer, name, birthDate, sex;
        QString examDate, description; ///< of the exam or series
        int instances = 0;
    };
    QString series;    ///< Series UID by which it is answered
    QString modality;
    QByteArray
        reason; ///< "identity-conflict", "two-patients-in-exam", "conflicting-instance", "other-header"
    QList<Side> here;  ///< what the study has: known identities, or the first files
    QList<Side> came;  ///< what came: the other identity, or the second files
    QStringList attributes; ///< that differ
};

/// That there is a question, for lists and counts: without the sides, which are read from the headers.
struct OpenQuestion {
    ImportId import;
    QString series;
    QByteArray reason;
};

/// What a person says of second files of an instance: the first stays and the second is left out, the other way
/// round, or both are images of the series.
enum class VariantChoice { First, Second, Both };

namespace waitingCases {

/// Questions that are open, oldest first. @param import invalid: of all imports.
[[nodiscard]] Result<QList<WaitingCase>> open(Connection& connection, const Session& session,
                                              ImportId import = {});
[[nodiscard]] Result<QList<OpenQuestion>> questions(Connection& connection);
/// Answers for all second files of a series. Left out means out of sight: the file stays where it is. Audited.
/// Error "not-waiting".
[[nodiscard]] Result<> settle(WriteTransaction& tx, const QString& seriesUid, VariantChoice choice,
                              const QString& reason);

} // namespace waitingCases
} // namespace casebook
