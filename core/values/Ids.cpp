// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Ids.h"

namespace casebook {

QString Uuid::toString() const {
    QString hex = QString::fromLatin1(bytes.toHex());
    if (hex.size() != 32)
        return {};
    for (int at : {20, 16, 12, 8})
        hex.insert(at, u'-');
    return hex;
}

Uuid Uuid::fromString(const QString& text) {
    const QByteArray hex = QString(text).remove(u'-').toLatin1();
    const QByteArray bytes = QByteArray::fromHex(hex);
    return Uuid{bytes.size() == 16 && hex.size() == 32 ? bytes : QByteArray()};
}

Uuid makeUuidV7(std::int64_t unixMs, const QByteArray& random) {
    Q_ASSERT(random.size() >= 10);
    QByteArray b(16, '\0');
    for (int i = 0; i < 6; ++i)
        b[i] = static_cast<char>((unixMs >> (8 * (5 - i))) & 0xFF);
    for (int i = 0; i < 10; ++i)
        b[6 + i] = random[i];
    b[6] = static_cast<char>((b[6] & 0x0F) | 0x70);
    b[8] = static_cast<char>((b[8] & 0x3F) | 0x80);
    return Uuid{b};
}

} // namespace casebook
