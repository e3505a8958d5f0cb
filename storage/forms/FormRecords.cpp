// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/FormRecords.h"

namespace casebook {

namespace {

QString numbered(const QString& oid, int repeat) {
    return repeat > 1 ? oid + u'#' + QString::number(repeat) : oid;
}

} // namespace

QString FormInfo::place() const {
    const QString own = numbered(form, repeat);
    return visitOid.isEmpty() || anchor == FormAnchor::Subject ? own
                                                               : numbered(visitOid, visitRepeat) + u'/' + own;
}

QString FormInfo::path() const { return subjectLabel + u'/' + place(); }

QList<QByteArray> changeReasonCodes() {
    return {"typing-error", "source-corrected", "query-answer", "new-information", "other"};
}

} // namespace casebook
