// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/AttributeName.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctag.h>

#include <QRegularExpression>
#include <QStringList>

namespace casebook::dicom {

namespace {

QString keywordOf(const QByteArray& tag) {
    bool isHex = false;
    const std::uint32_t number = tag.toUInt(&isHex, 16);
    if (!isHex || tag.size() != 8)
        return {};
    DcmTag known(DcmTagKey(Uint16(number >> 16), Uint16(number & 0xffff)));
    const QString name = QString::fromLatin1(known.getTagName());
    return name.startsWith(QLatin1StringView("Unknown")) ? QString() : name;
}

} // namespace

QString attributeTag(const QByteArray& path) {
    const QString tag = QString::fromLatin1(path.split('/').last());
    return tag.size() == 8 ? QStringLiteral("(%1,%2)").arg(tag.left(4), tag.mid(4)) : tag;
}

QString attributeName(const QByteArray& path) {
    static const QRegularExpression joint(QStringLiteral("(?<=[a-z0-9])(?=[A-Z])"));
    QStringList names;
    for (const QByteArray& tag : path.split('/'))
        names << keywordOf(tag).replace(joint, QStringLiteral(" "));
    names.removeAll(QString());
    return names.join(QStringLiteral(" › "));
}

} // namespace casebook::dicom
