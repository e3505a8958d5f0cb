// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/Expressions.h"

namespace casebook::odm {

namespace {

constexpr QLatin1StringView kHead("not coalesce(");
constexpr QLatin1StringView kTail(", false)");

/// True when `text` has all its brackets and quotes closed and none closed too early: then the outer call of
/// the text around it ends where it seems to.
bool isClosed(QStringView text) {
    int depth = 0;
    bool inText = false;
    for (const QChar c : text) {
        if (c == u'\'')
            inText = !inText;
        if (inText)
            continue;
        depth += c == u'(' || c == u'[' ? 1 : c == u')' || c == u']' ? -1 : 0;
        if (depth < 0)
            return false;
    }
    return depth == 0 && !inText;
}

} // namespace

QString negated(const QString& expression) {
    if (expression.startsWith(kHead) && expression.endsWith(kTail)) {
        const QString inner = expression.mid(kHead.size(), expression.size() - kHead.size() - kTail.size());
        if (isClosed(inner))
            return inner;
    }
    return kHead + expression + kTail;
}

QString quoted(const QString& text) {
    QString doubled = text;
    doubled.replace(u'\'', QStringLiteral("''"));
    return u'\'' + doubled + u'\'';
}

} // namespace casebook::odm
