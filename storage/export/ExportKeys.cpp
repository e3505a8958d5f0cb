// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportKeys.h"

#include "storage/vault/Crypto.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <numeric>

namespace casebook {

namespace {

enum Purpose : quint64 { forUids = 1, forPseudonyms = 2, forDates = 3, forReaders = 4 };
constexpr int keyBytes = 32;

/// Sixteen bytes, most significant first, as a decimal number.
QString decimalOf(QByteArray bytes) {
    QString digits;
    while (std::any_of(bytes.begin(), bytes.end(), [](char c) { return c != 0; })) {
        unsigned rest = 0;
        for (char& c : bytes) {
            const unsigned value = rest * 256 + static_cast<unsigned char>(c);
            c = char(value / 10);
            rest = value % 10;
        }
        digits.prepend(QChar(u'0' + char16_t(rest)));
    }
    return digits.isEmpty() ? QStringLiteral("0") : digits;
}

} // namespace

QByteArray ExportKeys::freshKey() { return crypto::randomBytes(keyBytes); }

ExportKeys::ExportKeys(const QByteArray& key) {
    const SecretBytes master = SecretBytes::copyOf(crypto::of(key));
    for (quint64 purpose = forUids; purpose <= forReaders; ++purpose) {
        const SecretBytes subkey = crypto::subkey(master, purpose);
        subkeys_.append(QByteArray(reinterpret_cast<const char*>(subkey.data()), qsizetype(subkey.size())));
    }
}

QByteArray ExportKeys::hash(quint64 purpose, const QByteArray& text, int size) const {
    return crypto::Blake2b(size, crypto::of(subkeys_.at(qsizetype(purpose) - 1))).add(text).finish();
}

QString ExportKeys::uid(const Uuid& subject, const QString& original) const {
    QByteArray bytes = hash(forUids, subject.bytes + '\0' + original.toLatin1(), 16);
    bytes[6] = char((static_cast<unsigned char>(bytes[6]) & 0x0F) | 0x40);
    bytes[8] = char((static_cast<unsigned char>(bytes[8]) & 0x3F) | 0x80);
    return QStringLiteral("2.25.") + decimalOf(bytes);
}

QList<int> ExportKeys::readerOrder(int count) const { return permutation(count, forReaders); }

QList<int> ExportKeys::permutation(int count, quint64 purpose) const {
    QList<int> order(count);
    std::iota(order.begin(), order.end(), 0);
    // Fisher and Yates; 64 random bits against at most some thousand places: the bias is below 2^-50.
    for (int i = count - 1; i > 0; --i) {
        const QByteArray bits = hash(purpose, "place " + QByteArray::number(i), 16);
        const auto other = int(qFromLittleEndian<quint64>(bits.constData()) % quint64(i + 1));
        std::swap(order[i], order[other]);
    }
    return order;
}

QStringList ExportKeys::pseudonyms(int count) const {
    constexpr std::array letters{'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L',
                                 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X',
                                 'Y', 'Z', '2', '3', '4', '5', '6', '7', '8', '9'};
    const QByteArray bits = hash(forPseudonyms, "letters", 16);
    QString prefix;
    for (int i = 0; i < 4; ++i)
        prefix += QLatin1Char(letters[static_cast<unsigned char>(bits[i]) % letters.size()]);
    const int width = std::max(4, int(QString::number(count).size()));
    QStringList out;
    for (const int place : permutation(count, forPseudonyms))
        out.append(QStringLiteral("%1-%2").arg(prefix).arg(place + 1, width, 10, QLatin1Char('0')));
    return out;
}

int ExportKeys::dayOffset(const Uuid& subject) const {
    constexpr int nearest = 30, farthest = 1825;
    const QByteArray bits = hash(forDates, subject.bytes, 16);
    return -nearest - int(qFromLittleEndian<quint64>(bits.constData()) % quint64(farthest - nearest + 1));
}

} // namespace casebook
