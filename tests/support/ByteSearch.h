// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <bitset>
#include <limits>
#include <memory>

namespace casebook::test {

/// Looks for many byte strings at once in every byte of files: for tests that nothing leaks.
class ByteSearch {
public:
    ByteSearch();
    /// @param what names the needle in an answer. Shorter than 4 bytes: not searched, they match by chance.
    void add(const QByteArray& needle, const QString& what);
    [[nodiscard]] qsizetype count() const { return count_; }

    struct Hit {
        QString file;
        qint64 offset;
        QString what;
        qsizetype length; ///< of the needle
    };
    /// At most `limit` hits in the bytes.
    [[nodiscard]] QList<Hit> inBytes(const QByteArray& bytes, const QString& name, int limit = 20) const;
    /// Hits of needles under 7 bytes count only when the same one is hit twice: in some megabytes of random
    /// bytes one of them now and then stands by chance, while a name that leaks stands in every header.
    [[nodiscard]] static QList<Hit> withoutChance(const QList<Hit>& hits);
    /// Every regular file below the folder that has at most `largest` bytes, hidden ones too; also the names of files
    /// and folders, except names of 32 hex digits, which are random.
    [[nodiscard]] QList<Hit> below(const QString& folder, int limit = 20,
                                   qint64 largest = std::numeric_limits<qint64>::max()) const;

private:
    struct Needle {
        QByteArray bytes;
        QString what;
    };
    std::unique_ptr<std::bitset<1u << 24>> starts_; ///< first three bytes
    QHash<quint32, QList<Needle>> byStart_; ///< first four bytes
    qsizetype count_ = 0;
};

} // namespace casebook::test
