// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace casebook {

/// Everything that follows from an export's random key (32 bytes, kept in the vault only): UIDs, pseudonyms, date
/// offsets, the order of readers. Same key, same answers; another key has none in common. A value; any thread.
/// Functions: BLAKE2b keyed by subkeys of the key (libsodium crypto_kdf), reference export.md 1.5.
class ExportKeys {
public:
    [[nodiscard]] static QByteArray freshKey();
    explicit ExportKeys(const QByteArray& key);

    /// "2.25." and 128 bits as a decimal number, with the version and variant bits of a UUIDv4 (PS3.5 B.2).
    /// One mapping a subject: a frame of reference or a default UID that two people share links nobody.
    [[nodiscard]] QString uid(const Uuid& subject, const QString& original) const;
    /// "QXRT-0007": four letters of the export, then a random permutation of 1 ... count; never the order of
    /// enrolment. As many as asked for, all different.
    [[nodiscard]] QStringList pseudonyms(int count) const;
    /// Days added to every date of the subject: uniform in -1825 ... -30.
    [[nodiscard]] int dayOffset(const Uuid& subject) const;
    /// 0 ... count - 1 in a random order, for the codes of readers.
    [[nodiscard]] QList<int> readerOrder(int count) const;

private:
    [[nodiscard]] QList<int> permutation(int count, quint64 purpose) const;
    [[nodiscard]] QByteArray hash(quint64 purpose, const QByteArray& text, int size) const;
    QList<QByteArray> subkeys_; ///< by purpose
};

} // namespace casebook
