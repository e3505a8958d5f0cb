// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Public clinical data outside the repository that tests read: env CASEBOOK_TEST_DATA, else
// ../shared/data beside the project. Each set has a truth.json made by other programs.

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace casebook::test {

/// Folder of the data sets ("ct", "edc" ...), or empty where there is none.
[[nodiscard]] QString dataFolder();
/// Why tests on data are skipped; fails the caller instead where env CASEBOOK_CI is 1.
[[nodiscard]] QString noDataReason();

/// Path of a file of a CT set: ctPath("02-chest-lidc-0001-originals", "a.dcm").
[[nodiscard]] QString ctPath(const QString& set, const QString& file);
/// The set's truth.json; empty when it can't be read.
[[nodiscard]] QJsonObject ctTruth(const QString& set);
/// Its "files" array.
[[nodiscard]] QJsonArray ctFiles(const QString& set);
[[nodiscard]] QByteArray readFile(const QString& path);

/// Text that a Python script (pydicom, numpy) prints; the oracle of tests that make their own input.
/// Empty when it failed. Arguments reach it as sys.argv[1:].
[[nodiscard]] QByteArray runPython(const QString& script, const QStringList& arguments = {});

} // namespace casebook::test

/// Skips a test without data; under CASEBOOK_CI=1 that is a failure.
#define CASEBOOK_NEED_DATA()                                                                                 \
    do {                                                                                                     \
        if (casebook::test::dataFolder().isEmpty()) {                                                        \
            if (qEnvironmentVariable("CASEBOOK_CI") == QLatin1StringView("1"))                               \
                QFAIL(qPrintable(casebook::test::noDataReason()));                                           \
            QSKIP(qPrintable(casebook::test::noDataReason()));                                               \
        }                                                                                                    \
    } while (false)
