// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/ValueCheck.h"
#include "tests/storage/StudyFixture.h"

namespace casebook::test {

/// Where a test sets it, each study is compared with its audit when it goes: nothing that a service does may look like
/// a change behind the audit's back. A test that writes by SQL takes it back.
inline bool checksAsTold = false;

/// "FIELD WHAT" of everything that stands otherwise than the audit told. Users without a row are the fixture's.
inline QStringList untold(Vault& vault) {
    const auto found = vault.database().read([](ReadConnection& c) { return audit::checkValues(c, Job{}); });
    if (!found)
        return {QString::fromLatin1(found.error().code)};
    QStringList out;
    for (const ValueDifference& one : *found)
        if (one.field != "user")
            out.append(QString::fromUtf8(one.field + ' ' + one.what));
    return out;
}

inline void requireAsTold(StudyFixture& f) {
    if (!checksAsTold || !f.vault)
        return;
    if (const QStringList found = untold(*f.vault); !found.isEmpty())
        QTest::qFail(qPrintable(found.join(u'|')), __FILE__, __LINE__);
}

} // namespace casebook::test
