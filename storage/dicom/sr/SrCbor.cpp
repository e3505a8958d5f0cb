// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/sr/SrCbor.h"

#include "storage/dicom/WireTake.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace casebook::dicom::srCbor {
namespace {

constexpr int kMostReferences = 100'000;
constexpr int kLongestMeaning = 2'000;

} // namespace

void put(QCborMap& map, const char* key, const QString& value) {
    if (!value.isEmpty())
        map.insert(Key(key), value);
}
void put(QCborMap& map, const char* key, const QByteArray& value) {
    if (!value.isEmpty())
        map.insert(Key(key), QString::fromLatin1(value));
}
void put(QCborMap& map, const char* key, int value) {
    if (value != 0)
        map.insert(Key(key), value);
}
void put(QCborMap& map, const char* key, bool value) {
    if (value)
        map.insert(Key(key), true);
}
void put(QCborMap& map, const char* key, const SrCode& value) {
    if (!value.isEmpty())
        map.insert(Key(key), QCborArray{QString::fromLatin1(value.value), QString::fromLatin1(value.scheme),
                                        value.meaning});
}
void put(QCborMap& map, const char* key, const std::vector<SrReference>& value) {
    QCborArray all;
    for (const SrReference& one : value) {
        QCborMap m;
        put(m, "c", one.sopClass);
        put(m, "i", one.sopInstance);
        put(m, "f", one.frames);
        put(m, "s", one.segments);
        all.append(m);
    }
    if (!all.isEmpty())
        map.insert(Key(key), all);
}
void put(QCborMap& map, const char* key, const std::vector<double>& value) {
    QByteArray bytes(qsizetype(value.size() * 8), Qt::Uninitialized);
    for (std::size_t i = 0; i < value.size(); ++i)
        qToLittleEndian(std::bit_cast<quint64>(value[i]), bytes.data() + 8 * i);
    if (!bytes.isEmpty())
        map.insert(Key(key), bytes);
}
void put(QCborMap& map, const char* key, const std::vector<int>& value) {
    QCborArray all;
    for (const int one : value)
        all.append(one);
    if (!all.isEmpty())
        map.insert(Key(key), all);
}
void put(QCborMap& map, const char* key, const std::vector<QString>& value) {
    QCborArray all;
    for (const QString& one : value)
        all.append(one);
    if (!all.isEmpty())
        map.insert(Key(key), all);
}

Result<Checked> Checked::of(std::span<const std::byte> bytes) {
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(
        QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())), &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return fail(ErrorKind::Refused, "wire");
    return Checked(value.toMap());
}

QString Checked::text(const char* key, int longest) {
    const QCborValue value = map_.value(Key(key));
    if (value.isUndefined())
        return {};
    const QString text = value.toString();
    sound_ = sound_ && value.isString() && text.size() <= longest;
    return text.left(longest);
}

QByteArray Checked::word(const char* key) {
    const QString value = text(key, 64);
    const bool ascii = std::all_of(value.begin(), value.end(), [](QChar c) { return c.unicode() < 0x80; });
    sound_ = sound_ && ascii;
    return value.toLatin1();
}

qint64 Checked::integer(const char* key, qint64 least, qint64 most, qint64 absent) {
    const QCborValue value = map_.value(Key(key));
    if (value.isUndefined())
        return absent;
    const qint64 number = wire::wholeOf(value, least - 1);
    sound_ = sound_ && value.isInteger() && number >= least && number <= most;
    return std::clamp(number, least, most);
}

bool Checked::flag(const char* key) { return map_.value(Key(key)).toBool(); }

std::optional<double> Checked::number(const char* key) {
    const QCborValue value = map_.value(Key(key));
    if (value.isUndefined())
        return {};
    const double number = value.toDouble(std::numeric_limits<double>::quiet_NaN());
    sound_ = sound_ && std::isfinite(number);
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::vector<double> Checked::numbers(const char* key, int most) {
    const QByteArray bytes = map_.value(Key(key)).toByteArray();
    sound_ = sound_ && bytes.size() % 8 == 0 && bytes.size() / 8 <= most;
    std::vector<double> out;
    if (!sound_)
        return out;
    out.reserve(std::size_t(bytes.size() / 8));
    for (qsizetype at = 0; at < bytes.size(); at += 8) {
        out.push_back(std::bit_cast<double>(qFromLittleEndian<quint64>(bytes.constData() + at)));
        sound_ = sound_ && std::isfinite(out.back());
    }
    return out;
}

std::vector<int> Checked::integers(const char* key, int most) {
    std::vector<int> out;
    const QCborArray all = map_.value(Key(key)).toArray();
    sound_ = sound_ && all.size() <= most;
    for (const QCborValue& one : all) {
        const qint64 value = wire::wholeOf(one, -1);
        sound_ = sound_ && value >= 0 && value <= std::numeric_limits<int>::max();
        if (!sound_)
            return {};
        out.push_back(int(value));
    }
    return out;
}

std::vector<QString> Checked::texts(const char* key, int most, int longest) {
    std::vector<QString> out;
    const QCborArray all = map_.value(Key(key)).toArray();
    sound_ = sound_ && all.size() <= most;
    for (const QCborValue& one : all) {
        sound_ = sound_ && one.isString() && one.toString().size() <= longest;
        if (!sound_)
            return {};
        out.push_back(one.toString());
    }
    return out;
}

SrCode Checked::code(const char* key) {
    const QCborValue value = map_.value(Key(key));
    if (value.isUndefined())
        return {};
    const QCborArray parts = value.toArray();
    const QString code = parts.at(0).toString(), scheme = parts.at(1).toString();
    SrCode out{code.toUtf8(), scheme.toUtf8(), parts.at(2).toString()};
    sound_ = sound_ && parts.size() == 3 && code.size() <= 512 && scheme.size() <= 64 &&
             out.meaning.size() <= kLongestMeaning;
    return out;
}

std::vector<SrReference> Checked::references(const char* key) {
    std::vector<SrReference> out;
    for (Checked& one : maps(key, kMostReferences)) {
        out.push_back(
            {one.text("c", 64), one.text("i", 64), one.integers("f", 100'000), one.integers("s", 100'000)});
        sound_ = sound_ && one.sound();
    }
    return out;
}

std::deque<Checked> Checked::maps(const char* key, int most) {
    std::deque<Checked> out;
    const QCborArray all = map_.value(Key(key)).toArray();
    sound_ = sound_ && all.size() <= most;
    if (!sound_)
        return out;
    for (const QCborValue& one : all) {
        sound_ = sound_ && one.isMap();
        out.emplace_back(one.toMap());
    }
    return out;
}

} // namespace casebook::dicom::srCbor
