// SPDX-License-Identifier: GPL-3.0-or-later
//
// After an import no identifier of the files, no planted name in any encoding, and no row of pixels is
// found in any byte of the closed study, of settings, cache, state, temp, or of what the program printed.
#include "tests/app/CliStudy.h"
#include "tests/support/PlantedText.h"
#include "tests/support/TestData.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

const QStringList& sets() {
    static const QStringList all{QStringLiteral("05-chest-lungmask"),
                                 QStringLiteral("07-chest-prior-current-sbu"),
                                 QStringLiteral("30-charset"),
                                 QStringLiteral("40-seg-dcmqi"),
                                 QStringLiteral("41-seg-highdicom"),
                                 QStringLiteral("60-identity"),
                                 QStringLiteral("70-deid")};
    return all;
}

QStringList identifierFiles() {
    QStringList out;
    for (const QString& set : sets())
        out += ctPath(set, QStringLiteral("identifiers.csv"));
    return out;
}

} // namespace

class CliSecrecyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        CASEBOOK_NEED_DATA();
        addNeedles();
        addPixels();
        QVERIFY2(search_.count() > 2000, QByteArray::number(search_.count()));
        QVERIFY(study_.create());
        say(study_.run({QStringLiteral("subject"), QStringLiteral("add"), QStringLiteral("P-1"),
                        QStringLiteral("--name"), QStringLiteral("诸葛孔明测试"),
                        QStringLiteral("--birth-date"), QStringLiteral("1957-11-23")}));
        say(study_.run({QStringLiteral("subject"), QStringLiteral("add"), QStringLiteral("P-2"),
                        QStringLiteral("--name"), QStringLiteral("Planted^Person^Name")}));
        for (const QString& set : sets())
            say(study_.run({QStringLiteral("import"), QStringLiteral("dicom"), ctPath(set, QString())}));
        say(study_.run({QStringLiteral("list"), QStringLiteral("series")}), false);
        say(study_.run({QStringLiteral("audit"), QStringLiteral("list")}), false);
        // Killed while it works: what a crash leaves is searched too.
        QProcess process;
        CliStudy::start(process, {QStringLiteral("import"), QStringLiteral("dicom"),
                                  ctPath(QStringLiteral("04-chest-cip-64"), QString())});
        process.waitForFinished(700);
        process.kill();
        process.waitForFinished();
        printed_ += process.readAllStandardError();
    }

    /// The search itself finds what it is told to find, in every encoding.
    void searchFindsWhatIsThere() {
        QByteArray haystack(70'000, 'x');
        haystack += QStringLiteral("诸葛孔明测试").toUtf8();
        QCOMPARE(search_.inBytes(haystack, QStringLiteral("memory")).size(), 1);
        const QByteArray file = readFile(ctPath(QStringLiteral("07-chest-prior-current-sbu"),
                                                QStringLiteral("A002304/axial/19001231-076.dcm")));
        QVERIFY(search_.inBytes(file, QStringLiteral("original")).size() > 3);
    }

    void nothingOfAPersonIsInTheStudy() { verifyNone(search_.below(study_.folder())); }
    void nothingIsInSettingsCacheStateOrTemp() {
        for (const char* name : {"home", "config", "cache", "data", "state", "tmp"})
            verifyNone(search_.below(study_.path(name)));
    }
    void nothingWasPrinted() {
        QByteArray words = printed_;
        // Paths of files that were refused are the caller's own words.
        for (const QByteArray& line : printed_.split('\n'))
            if (line.contains(dataFolder().toLocal8Bit()))
                words.replace(line, "");
        verifyNone(search_.inBytes(words, QStringLiteral("stdout and stderr")));
    }

    void programsShowNoSqlite() {
        for (const char* name : {"casebook-cli", "casebook-worker", "casebook"}) {
            const QString program = QFileInfo(cliProgram()).dir().filePath(QLatin1StringView(name));
            if (!QFile::exists(program) && QByteArray(name) == "casebook")
                continue; // the window is not built by every target
            QProcess nm;
            nm.start(QStringLiteral("nm"), {QStringLiteral("-D"), program});
            QVERIFY(nm.waitForFinished());
            QVERIFY(nm.exitCode() == 0);
            QVERIFY2(!nm.readAllStandardOutput().contains("sqlite3_"), name);
        }
    }

private:
    void addNeedles() {
        addPlantedTexts(search_,
                        {QStringLiteral("诸葛孔明测试"), QStringLiteral("Planted^Person^Name"),
                         QStringLiteral("Pflanzmüller^Jörg")},
                        identifierFiles());
    }
    /// A row from the middle of every file: of pixels where they lie plain, of the code stream where not.
    void addPixels() {
        for (const QString& set : sets())
            for (const QJsonValue& file : ctFiles(set)) {
                const QString path = file[QStringLiteral("path")].toString();
                const QByteArray bytes = readFile(ctPath(set, path));
                const QByteArray row = bytes.mid(bytes.size() * 2 / 3, 48);
                if (row.size() == 48 && row.count(row[0]) < 24)
                    search_.add(row, QStringLiteral("pixels of ") + path);
            }
    }
    void say(const CliRun& run, bool keep = true) {
        QVERIFY2(run.exit == 0 || run.exit == 4, run.words());
        if (keep)
            printed_ += run.err;
    }
    static void verifyNone(const QList<ByteSearch::Hit>& hits) {
        const auto real = ByteSearch::withoutChance(hits);
        for (const auto& hit : real)
            qWarning("%s @%lld: %s", qPrintable(hit.file), hit.offset, qPrintable(hit.what));
        QVERIFY(real.isEmpty());
    }

    CliStudy study_;
    ByteSearch search_;
    QByteArray printed_;
};

QTEST_GUILESS_MAIN(CliSecrecyTest)
#include "CliSecrecyTest.moc"
