// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/AuditText.h"

namespace casebook {

QString auditText(const ItemValue& value) {
    if (value.kind == ValueKind::Null)
        return u'=' + QString::fromLatin1(value.missing) +
               (value.text.isEmpty() ? QString() : u' ' + value.text);
    if (value.kind == ValueKind::CodeSet)
        return u'{' + value.codes.join(u',') + u'}';
    QString text = QString::fromLatin1(value.comparator) + value.text;
    if (!value.unit.isEmpty())
        text += u' ' + value.unit;
    return text;
}

} // namespace casebook
