// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/FormAccess.h"

#include <QDateTime>
#include <QTimeZone>

namespace casebook::formAccess {

bool mayRead(const Session& session, const FormInfo& form) {
    if (!session.may(Right::ReadForms))
        return false;
    if (!form.reader.isValid() || form.reader == session.user)
        return true;
    const auto has = [&](Role role) { return session.roles.contains(role); };
    return has(Role::DataManager) || has(Role::Monitor) || !has(Role::Reader);
}

Result<> requireEntry(const Session& session, const FormInfo& form) {
    const bool image = form.anchor == FormAnchor::Exam || form.anchor == FormAnchor::Task;
    const Right right = form.anchor != FormAnchor::Task && session.may(Right::EnterForms) ? Right::EnterForms
                        : image ? Right::EnterReading
                                : Right::EnterForms;
    if (auto may = session.require(right); !may)
        return may;
    if (form.reader.isValid() && form.reader != session.user)
        return fail(ErrorKind::NoRight, "no-right", QString::fromLatin1(rightCode(Right::EnterReading)));
    if (form.isLocked())
        return fail(ErrorKind::Refused, "form-locked", form.path());
    return {};
}

Result<ChangeReason> checkedReason(const ChangeReason& reason) {
    ChangeReason out{reason.code, reason.text.trimmed()};
    if (out.code.isEmpty() && !out.text.isEmpty())
        out.code =
            changeReasonCodes().contains(out.text.toLatin1()) ? out.text.toLatin1() : QByteArray("other");
    if (out.code.isEmpty())
        return out;
    if (!changeReasonCodes().contains(out.code) || (out.code == "other" && out.text.isEmpty()))
        return fail(ErrorKind::Refused, "bad-reason", QString::fromLatin1(out.code));
    return out;
}

QDate today(const Clock& clock) {
    return QDateTime::fromMSecsSinceEpoch(clock.utcMs(), QTimeZone(clock.zoneOffsetMinutes() * 60)).date();
}

} // namespace casebook::formAccess
