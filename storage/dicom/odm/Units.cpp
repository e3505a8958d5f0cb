// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/Units.h"

#include <QHash>

namespace casebook::odm {

QString ucumOf(const QString& written) {
    // UCUM is case-sensitive, what people write is not; only spellings with one meaning are here.
    static const QHash<QString, QString> known{
        {QStringLiteral("mmhg"), QStringLiteral("mm[Hg]")},
        {QStringLiteral("lb"), QStringLiteral("[lb_av]")},
        {QStringLiteral("lbs"), QStringLiteral("[lb_av]")},
        {QStringLiteral("pounds"), QStringLiteral("[lb_av]")},
        {QStringLiteral("in"), QStringLiteral("[in_i]")},
        {QStringLiteral("inches"), QStringLiteral("[in_i]")},
        {QStringLiteral("years"), QStringLiteral("a")},
        {QStringLiteral("months"), QStringLiteral("mo")},
        {QStringLiteral("weeks"), QStringLiteral("wk")},
        {QStringLiteral("days"), QStringLiteral("d")},
        {QStringLiteral("hours"), QStringLiteral("h")},
        {QStringLiteral("minutes"), QStringLiteral("min")},
        {QStringLiteral("million/ul"), QStringLiteral("10*6/uL")},
        {QStringLiteral("thousand/ul"), QStringLiteral("10*3/uL")},
        {QStringLiteral("beats/min"), QStringLiteral("/min")},
        {QStringLiteral("percent"), QStringLiteral("%")},
        {QStringLiteral("milligram"), QStringLiteral("mg")},
    };
    QString key = written.toLower();
    key.remove(u' ');
    return known.value(key, written);
}

} // namespace casebook::odm
