// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "storage/database/WriteTransaction.h"
#include "storage/dicom/Instance.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace casebook {

class Database;
class ObjectStore;
class WorkerPool;
struct Job;

/// Where files come from that declare another character set than their text is in: manufacturer and institution.
/// A person decides once a source; the word is kept in the study and holds for later imports and for what is
/// there. Stored objects stay as they came: only the index reads them in another way.
struct TextSource {
    std::int64_t id = 0;
    Uuid uuid;
    QString manufacturer, institution; ///< as the guess gives them: the key of the source
    QByteArray guess; ///< "GB18030", "UTF-8", "ISO_IR 100"
    QByteArray charset; ///< a person's word; empty: not decided
    [[nodiscard]] QString name() const;
};

namespace textSources {

[[nodiscard]] Result<QList<TextSource>> list(Connection& connection);
/// Keeps sources that are new. Audited.
[[nodiscard]] Result<> keep(WriteTransaction& tx, const QList<TextSource>& sources);
/// Which source a header belongs to that was read without a person's word.
[[nodiscard]] bool isOf(const TextSource& source, const dicom::ParsedInstance& parsed);
/// True for a term that text can be read with.
[[nodiscard]] bool isCharset(const QByteArray& charset);

/// Sets the word and reads the stored headers of that source again: series, exams, identities, and names of
/// subjects that were not changed by a person. One transaction, audited with the old and new word.
/// Errors "no-such-text-source", "bad-charset".
[[nodiscard]] Result<int> decide(Database& database, ObjectStore& objects, WorkerPool& workers, UserId user,
                                 std::int64_t source, const QByteArray& charset, const QString& reason,
                                 const Job& job);

} // namespace textSources
} // namespace casebook
