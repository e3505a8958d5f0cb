// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/Identity.h"

#include <QStringList>

namespace casebook {

namespace {

bool contradicts(const QString& a, const QString& b) { return !a.isEmpty() && !b.isEmpty() && a != b; }

/// A person may be written in Latin letters in one file and in ideographs in another: names agree when
/// any group is equal, and contradict when they have groups of the same kind and none is equal.
bool namesContradict(const QString& a, const QString& b) {
    const QStringList left = normalizedName(a).split(u'=');
    const QStringList right = normalizedName(b).split(u'=');
    bool compared = false;
    for (qsizetype i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (left[i].isEmpty() || right[i].isEmpty())
            continue;
        if (left[i] == right[i])
            return false;
        compared = true;
    }
    return compared;
}

} // namespace

QString normalizedName(const QString& personName) {
    QString out;
    for (const QChar c : personName.normalized(QString::NormalizationForm_KC).toCaseFolded()) {
        if (c.isSpace() || c == u'^' || c == u',' || c == u'.' || c == u'-' || c == u'\u00B7')
            continue;
        out.append(c);
    }
    while (out.endsWith(u'='))
        out.chop(1);
    return out;
}

IdentityMatch compareIdentity(const SourceIdentity& a, const SourceIdentity& b) {
    if (a.patientId.isEmpty() || a.patientId != b.patientId || a.issuer != b.issuer)
        return IdentityMatch::Other;
    if (namesContradict(a.name, b.name) || contradicts(a.birthDate, b.birthDate) || contradicts(a.sex, b.sex))
        return IdentityMatch::Conflict;
    return IdentityMatch::Same;
}

} // namespace casebook
