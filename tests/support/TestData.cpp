// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestData.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>

namespace casebook::test {

QString dataFolder() {
    const QString named = qEnvironmentVariable("CASEBOOK_TEST_DATA");
    const QString folder = named.isEmpty() ? QStringLiteral("../shared/data") : named;
    return QDir(folder + QStringLiteral("/ct")).exists() ? QDir(folder).absolutePath() : QString();
}

QString noDataReason() {
    return QStringLiteral("no test data: set CASEBOOK_TEST_DATA or put it at ../shared/data");
}

QString ctPath(const QString& set, const QString& file) {
    return dataFolder() + QStringLiteral("/ct/") + set + QLatin1Char('/') + file;
}

QJsonObject ctTruth(const QString& set) {
    return QJsonDocument::fromJson(readFile(ctPath(set, QStringLiteral("truth.json")))).object();
}

QJsonArray ctFiles(const QString& set) { return ctTruth(set).value(QLatin1StringView("files")).toArray(); }

QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray runPython(const QString& script, const QStringList& arguments) {
    QProcess python;
    python.start(QStringLiteral("python3"), QStringList{QStringLiteral("-c"), script} + arguments);
    constexpr int kPatience_ms = 120'000;
    if (!python.waitForFinished(kPatience_ms) || python.exitCode() != 0) {
        qWarning("%s", python.readAllStandardError().constData());
        return {};
    }
    return python.readAllStandardOutput();
}

} // namespace casebook::test
