// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/DicomWords.h"

#include <QStringList>

#include <algorithm>

namespace casebook {

namespace {

bool isWrittenTogether(const QString& words) {
    return std::all_of(words.begin(), words.end(), [](QChar c) {
        return c.script() == QChar::Script_Han || c.script() == QChar::Script_Hangul;
    });
}

QString groupWords(const QString& group) {
    QStringList parts;
    for (const QString& part : group.split(u'^'))
        if (const QString words = part.simplified(); !words.isEmpty())
            parts << words;
    const QString together = parts.join(QString());
    return isWrittenTogether(together) ? together : parts.join(u' ');
}

} // namespace

QString nameWords(const QString& personName) {
    if (!personName.contains(u'^') && !personName.contains(u'='))
        return personName.trimmed();
    const QStringList groups = personName.split(u'=');
    for (const qsizetype i : {1, 0, 2})
        if (i < groups.size())
            if (const QString words = groupWords(groups.at(i)); !words.isEmpty())
                return words;
    return {};
}

QString severalWords(QString values) { return values.replace(u'\\', QStringLiteral(", ")); }

} // namespace casebook
