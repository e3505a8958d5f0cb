// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ByteSearch.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace casebook::test {

namespace {

constexpr qsizetype shortest = 4;

quint32 four(const char* at) { return qFromBigEndian<quint32>(at); }

} // namespace

ByteSearch::ByteSearch() : starts_(std::make_unique<std::bitset<1u << 24>>()) {}

void ByteSearch::add(const QByteArray& needle, const QString& what) {
    if (needle.size() < shortest)
        return;
    const quint32 start = four(needle.constData());
    QList<Needle>& list = byStart_[start];
    for (const Needle& known : list)
        if (known.bytes == needle)
            return;
    list.append({needle, what});
    starts_->set(start >> 8);
    ++count_;
}

QList<ByteSearch::Hit> ByteSearch::inBytes(const QByteArray& bytes, const QString& name, int limit) const {
    QList<Hit> hits;
    const char* data = bytes.constData();
    for (qsizetype at = 0; at + shortest <= bytes.size() && hits.size() < limit; ++at) {
        const quint32 start = four(data + at);
        if (!starts_->test(start >> 8))
            continue;
        const auto found = byStart_.constFind(start);
        if (found == byStart_.cend())
            continue;
        for (const Needle& needle : *found)
            if (needle.bytes.size() <= bytes.size() - at &&
                std::memcmp(data + at, needle.bytes.constData(), std::size_t(needle.bytes.size())) == 0)
                hits.append({name, at, needle.what, needle.bytes.size()});
    }
    return hits;
}

QList<ByteSearch::Hit> ByteSearch::withoutChance(const QList<Hit>& hits) {
    constexpr qsizetype certain = 7;
    QList<Hit> out;
    std::copy_if(hits.begin(), hits.end(), std::back_inserter(out), [&](const Hit& hit) {
        const auto same = [&](const Hit& other) { return other.what == hit.what; };
        return hit.length >= certain || std::count_if(hits.begin(), hits.end(), same) > 1;
    });
    return out;
}

QList<ByteSearch::Hit> ByteSearch::below(const QString& folder, int limit, qint64 largest) const {
    QList<Hit> hits;
    QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    while (it.hasNext() && hits.size() < limit) {
        const QString path = it.next();
        static const QRegularExpression random(QStringLiteral("^[0-9a-f]{32}$"));
        if (!random.match(it.fileName()).hasMatch())
            hits += inBytes(QFile::encodeName(it.fileName()), path + QStringLiteral(" (name)"), limit);
        QFile file(path);
        if (it.fileInfo().isFile() && it.fileInfo().size() <= largest && file.open(QIODevice::ReadOnly))
            hits += inBytes(file.readAll(), path, limit);
    }
    return hits;
}

} // namespace casebook::test
