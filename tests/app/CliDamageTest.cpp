// SPDX-License-Identifier: GPL-3.0-or-later
//
// One flipped byte in any file of a closed study is found by `verify` and named.
#include "tests/app/CliStudy.h"
#include "tests/support/SmallSeries.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

class CliDamageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(study_.create());
        QVERIFY(writeSmallSeries(study_.path("dicom"), 3, 6, 32));
        const CliRun run =
            study_.json({QStringLiteral("import"), QStringLiteral("dicom"), study_.path("dicom")});
        QVERIFY2(run.exit == 0, run.words());
        const CliRun clean = study_.json({QStringLiteral("verify")});
        QVERIFY2(clean.exit == 0, clean.words());
        // Leaves a note of the failed unlock, which is a file of the study like any.
        QCOMPARE(study_
                     .json({QStringLiteral("--passphrase-file"),
                            study_.writePassphrase(QStringLiteral("wrong"), "not this one at all"),
                            QStringLiteral("verify")})
                     .exit,
                 3);
        const QStringList files = filesOfStudy();
        QVERIFY2(!files.contains(QStringLiteral("d/c-shm")), "verify leaves no log");
    }

    void flippedByteIsNamed_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<qint64>("offset");
        // The study is made before rows are: QTest asks for them after initTestCase.
        QRandomGenerator random(6);
        for (const QString& file : filesOfStudy()) {
            const qint64 size = QFileInfo(study_.folder() + u'/' + file).size();
            QSet<qint64> taken;
            const auto row = [&](qint64 offset) {
                if (!taken.contains(offset))
                    QTest::addRow("%s @%lld", qPrintable(file), offset) << file << offset;
                taken.insert(offset);
            };
            if (file == QLatin1StringView("d/c"))
                for (qint64 at = 0; at < 16; ++at)
                    row(at);
            for (int i = 0; i < (file == QLatin1StringView("d/c") ? 8 : 3) && size > 16; ++i)
                row(16 + random.bounded(size - 16));
            if (!file.startsWith(QLatin1StringView("d/"))) {
                row(0);
                row(size - 1);
            }
        }
    }
    void flippedByteIsNamed() {
        QFETCH(QString, file);
        QFETCH(qint64, offset);
        flip(file, offset);
        const CliRun run = study_.json({QStringLiteral("verify")});
        flip(file, offset);
        QVERIFY2(run.exit == 6, run.words());
        const QJsonObject report = run.object();
        QCOMPARE(report[QStringLiteral("ok")].toBool(true), false);
        const QJsonArray damage = report[QStringLiteral("damage")].toArray();
        const bool named = std::any_of(damage.begin(), damage.end(), [&](const QJsonValue& one) {
            return one[QStringLiteral("path")].toString() == file &&
                   !one[QStringLiteral("what")].toString().isEmpty();
        });
        QVERIFY2(named, run.words());
    }

    void missingPackIsNamed() {
        const QString pack = filesOfStudy().filter(QStringLiteral("o/")).value(0);
        QVERIFY(!pack.isEmpty());
        const QString path = study_.folder() + u'/' + pack;
        QVERIFY(QFile::rename(path, path + QStringLiteral(".away")));
        const CliRun run = study_.json({QStringLiteral("verify")});
        QVERIFY(QFile::rename(path + QStringLiteral(".away"), path));
        QVERIFY2(run.exit == 6, run.words());
        QVERIFY(run.out.contains(pack.toUtf8()));
    }

    void bothHeadersGoneIsDamage() {
        for (const char* file : {"casebook.study", "casebook.bak"})
            flip(QLatin1StringView(file), 40);
        const CliRun run = study_.json({QStringLiteral("verify")});
        const CliRun info = study_.json({QStringLiteral("study"), QStringLiteral("info")});
        for (const char* file : {"casebook.study", "casebook.bak"})
            flip(QLatin1StringView(file), 40);
        QVERIFY2(run.exit == 6, run.words());
        QVERIFY2(info.exit == 6, info.words());
    }

    void olderStudyPutBackIsDamage() {
        const QString kept = study_.root() + QStringLiteral("/kept");
        QCOMPARE(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), study_.folder(), kept}), 0);
        QCOMPARE(
            study_.json({QStringLiteral("subject"), QStringLiteral("add"), QStringLiteral("later")}).exit, 0);
        const QString newer = study_.root() + QStringLiteral("/newer");
        QVERIFY(QDir().rename(study_.folder(), newer) && QDir().rename(kept, study_.folder()));
        const CliRun run = study_.json({QStringLiteral("verify")});
        // It is still read, with a word; nothing is written.
        const CliRun list = study_.json({QStringLiteral("list"), QStringLiteral("subjects")});
        const CliRun add =
            study_.json({QStringLiteral("subject"), QStringLiteral("add"), QStringLiteral("other")});
        QDir(study_.folder()).removeRecursively();
        QVERIFY(QDir().rename(newer, study_.folder()));
        QVERIFY2(list.exit == 0, list.words());
        QVERIFY2(list.err.contains("older"), list.words());
        QVERIFY2(add.exit == 6, add.words());
        QVERIFY2(run.exit == 6, run.words());
        QCOMPARE(study_.json({QStringLiteral("verify")}).exit, 0);
    }

private:
    [[nodiscard]] QStringList filesOfStudy() const {
        QStringList out;
        QDirIterator it(study_.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = QDir(study_.folder()).relativeFilePath(it.next());
            if (path != QLatin1StringView("lock") && it.fileInfo().size() > 0)
                out += path;
        }
        out.sort();
        return out;
    }
    void flip(const QString& file, qint64 offset) const {
        QFile f(study_.folder() + u'/' + file);
        QVERIFY(f.open(QIODevice::ReadWrite));
        QVERIFY(f.seek(offset));
        char c = 0;
        QVERIFY(f.read(&c, 1) == 1);
        c = char(c ^ 0x40);
        QVERIFY(f.seek(offset) && f.write(&c, 1) == 1);
    }

    CliStudy study_;
};

QTEST_GUILESS_MAIN(CliDamageTest)
#include "CliDamageTest.moc"
