// SPDX-License-Identifier: GPL-3.0-or-later
//
// `./dev bench` fails where a figure is past what is promised. The benches themselves are replaced by a script.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class CliBenchBoundsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pastABoundFails_data() {
        QTest::addColumn<QString>("bench");
        QTest::addColumn<QString>("result");
        QTest::addColumn<int>("exit");
        const auto row = [](const char* bench, const char* result, int exit) {
            QTest::addRow("%s %s", bench, result)
                << QString::fromLatin1(bench) << QString::fromLatin1(result) << exit;
        };
        row("form-save", R"("what":"save","ratio":2.9)", 0);
        row("form-save", R"("what":"save","ratio":3.1)", 1);
        row("form-save", R"("what":"save")", 1); // nothing was measured
        row("objects", R"("what":"read","ratio":0.71)", 0);
        row("objects", R"("what":"read","ratio":0.69)", 1);
        row("verify", R"("what":"objects","ratio":1.6)", 1);
        row("growth", R"("what":"open","value":2.1,"ratio":null)", 1);
        row("growth", R"("what":"open-memory","value":170,"ratio":9)", 0);
        row("growth", R"("what":"open-memory","value":310,"ratio":9)", 1);
        row("growth", R"("what":"open-memory","value":290,"ratio":21)", 1); // it grows with the study
        row("growth", R"("what":"audit-scroll-pause","value":0.049)", 0);
        row("growth", R"("what":"audit-scroll-pause","value":0.051)", 1);
        row("slice", R"("what":"plane-1024","ratio":9)", 0); // nothing is promised
    }
    void pastABoundFails() {
        QFETCH(QString, bench);
        QFETCH(QString, result);
        QFETCH(int, exit);
        const QTemporaryDir folder;
        QFile cli(folder.filePath(u"cli"_s));
        QVERIFY(cli.open(QIODevice::WriteOnly));
        cli.write("#!/bin/sh\necho '{\"results\":[{" + result.toUtf8() + "}]}'\n");
        cli.close();
        QVERIFY(cli.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QProcess run;
        run.start(u"python3"_s, {QStringLiteral(CASEBOOK_SOURCE_DIR "/packaging/dev/bench.py"),
                                 cli.fileName(), folder.filePath(u"out.json"_s), bench});
        QVERIFY(run.waitForFinished(60'000));
        const QByteArray words = run.readAllStandardError();
        QVERIFY2(run.exitCode() == exit, words.constData());
        QCOMPARE(words.contains("promised") || words.contains("was measured"), exit == 1);
        QFile out(folder.filePath(u"out.json"_s));
        QVERIFY(out.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(out.readAll()).object()[u"past_bounds"_s].toArray().size(), exit);
    }
};

QTEST_GUILESS_MAIN(CliBenchBoundsTest)
#include "CliBenchBoundsTest.moc"
