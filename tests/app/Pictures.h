// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>
#include <QWidget>

namespace casebook::test {

/// With CASEBOOK_PICTURES=FOLDER it stays there as a picture, for a person to look at.
inline void keepPicture(QWidget* shown, const QString& name) {
    const QString to = qEnvironmentVariable("CASEBOOK_PICTURES");
    if (to.isEmpty())
        return;
    QTest::qWait(300); // what is built anew has its place then
    shown->grab().save(to + QLatin1Char('/') + name + QStringLiteral(".png"));
}

} // namespace casebook::test
