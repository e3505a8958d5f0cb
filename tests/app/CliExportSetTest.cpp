// SPDX-License-Identifier: GPL-3.0-or-later
//
// `export dataset|dicom|csv|check` and `list exports` by the real program, on real public CT.
#include "tests/app/CliStudy.h"
#include "tests/support/ByteSearch.h"
#include "tests/support/TestData.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

const QString judge = QStringLiteral(R"(
import csv, glob, json, subprocess, sys, pydicom, re
source, out = sys.argv[1:3]
faults = []
def errors(path):
    run = subprocess.run(['dciodvfy', '-new', path], capture_output=True, text=True, errors='replace')
    return {re.sub(r'<[^>]*>|\([^)]*\)|\d+', '', l) for l in (run.stdout + run.stderr).splitlines() if l.startswith('Error')}
before = {}
for p in glob.glob(source + '/**/*.dcm', recursive=True):
    d = pydicom.dcmread(p)
    before[(d.get('InstanceNumber'), d.Rows)] = p
files = sorted(glob.glob(out + '/images/**/*.dcm', recursive=True))
for p in files:
    d = pydicom.dcmread(p)
    a = pydicom.dcmread(before[(d.InstanceNumber, d.Rows)])
    if (d.pixel_array != a.pixel_array).any():
        faults.append('pixels of ' + p)
    if (d.RescaleSlope, d.RescaleIntercept, list(d.ImagePositionPatient)) != (a.RescaleSlope, a.RescaleIntercept, list(a.ImagePositionPatient)):
        faults.append('geometry of ' + p)
    new = errors(p) - errors(before[(d.InstanceNumber, d.Rows)])
    if new:
        faults.append(f'dciodvfy {sorted(new)[:3]}')
if subprocess.run(['sha256sum', '--quiet', '-c', 'SHA256SUMS'], cwd=out, capture_output=True).returncode:
    faults.append('sha256sum')
print(json.dumps({'faults': faults, 'files': len(files)}))
)");

} // namespace

class CliExportSetTest : public QObject {
    Q_OBJECT
    CliStudy study_;
    QString export_;

    static QStringList identifiersOf(const QString& set) {
        QStringList out;
        const QString text = QString::fromUtf8(readFile(ctPath(set, QStringLiteral("identifiers.csv"))));
        for (const QString& line : text.split(u'\n').mid(1)) {
            const QStringList cells = line.split(u',');
            if (cells.size() >= 6 && cells[2].size() >= 6)
                out.append(cells[2]);
        }
        return out;
    }
    QString folder(const char* name) const { return study_.root() + u'/' + QLatin1StringView(name); }

private Q_SLOTS:
    void initTestCase() {
        CASEBOOK_NEED_DATA();
        QVERIFY(study_.create());
        const auto run = study_.json({QStringLiteral("import"), QStringLiteral("dicom"),
                                      dataFolder() + QStringLiteral("/ct/02-chest-lidc-0001-originals"),
                                      dataFolder() + QStringLiteral("/ct/70-deid")});
        QVERIFY2(run.exit == 0 || run.exit == 4, run.words());
        const auto cohort =
            study_.json({QStringLiteral("cohort"), QStringLiteral("save"), QStringLiteral("everyone"),
                         QStringLiteral("--where"), QStringLiteral("true")});
        QVERIFY2(cohort.exit == 0, cohort.words());
    }

    void preview() {
        const auto run =
            study_.json({QStringLiteral("export"), QStringLiteral("dataset"), QStringLiteral("--cohort"),
                         QStringLiteral("everyone"), QStringLiteral("--preview")});
        QVERIFY2(run.exit == 0, run.words());
        const QJsonObject preview = run.object()[QStringLiteral("preview")].toObject();
        QCOMPARE(preview[QStringLiteral("objects")].toInt(), 3);
        QVERIFY(!preview[QStringLiteral("attributes")].toArray().isEmpty());
        QVERIFY(preview[QStringLiteral("left_out")].toArray().size() >= 1);
    }

    void dataset() {
        const QString out = folder("set");
        const auto run =
            study_.json({QStringLiteral("export"), QStringLiteral("dataset"), QStringLiteral("--cohort"),
                         QStringLiteral("everyone"), QStringLiteral("-o"), out});
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("objects")].toInt(), 3);
        export_ = run.object()[QStringLiteral("export")].toString();
        ByteSearch search;
        for (const char* set : {"02-chest-lidc-0001-originals", "70-deid"})
            for (const QString& value : identifiersOf(QString::fromLatin1(set)))
                search.add(value.toUtf8(), value);
        QVERIFY(search.count() > 10);
        const auto hits = search.below(out);
        QVERIFY2(hits.isEmpty(),
                 hits.isEmpty() ? "" : qPrintable(hits.first().what + u' ' + hits.first().file));
        const QJsonObject judged =
            QJsonDocument::fromJson(
                runPython(judge, {dataFolder() + QStringLiteral("/ct/02-chest-lidc-0001-originals"), out}))
                .object();
        QCOMPARE(judged[QStringLiteral("files")].toInt(), 3);
        QVERIFY2(judged[QStringLiteral("faults")].toArray().isEmpty(),
                 QJsonDocument(judged).toJson().constData());
    }

    void repeatAndCheck() {
        QVERIFY(!export_.isEmpty());
        const QString again = folder("again");
        const auto run = study_.json({QStringLiteral("export"), QStringLiteral("dataset"),
                                      QStringLiteral("--repeat"), export_, QStringLiteral("-o"), again});
        QVERIFY2(run.exit == 0, run.words());
        QVERIFY(run.object()[QStringLiteral("same_as_before")].toBool());
        QCOMPARE(readFile(again + QStringLiteral("/SHA256SUMS")),
                 readFile(folder("set") + QStringLiteral("/SHA256SUMS")));
        const auto check = study_.json({QStringLiteral("export"), QStringLiteral("check"), again});
        QVERIFY2(check.exit == 0, check.words());
        QVERIFY(check.object()[QStringLiteral("ok")].toBool());
        QFile note(again + QStringLiteral("/note.txt"));
        QVERIFY(note.open(QIODevice::WriteOnly));
        note.write("LIDC-IDRI-0001");
        note.close();
        const auto leak = study_.json({QStringLiteral("export"), QStringLiteral("check"), again});
        QCOMPARE(leak.exit, 1);
        QVERIFY(!leak.object()[QStringLiteral("ok")].toBool());
        const auto list = study_.json({QStringLiteral("list"), QStringLiteral("exports")});
        QCOMPARE(list.array().size(), 1);
        QCOMPARE(list.array()[0][QStringLiteral("state")].toString(), QStringLiteral("released"));
    }

    void aRepeatOfAnotherKind() {
        const auto run =
            study_.json({QStringLiteral("export"), QStringLiteral("csv"), QStringLiteral("--repeat"), export_,
                         QStringLiteral("-o"), folder("csv")});
        QCOMPARE(run.exit, 2);
        QCOMPARE(run.errorCode(), QStringLiteral("bad-value"));
        QVERIFY(!QFileInfo::exists(folder("csv")));
    }

    /// Values and words of a preview identify; so do the words that a set leaves out.
    void readingOfIdentitiesIsAudited() {
        const auto reads = [&] {
            int found = 0;
            for (const QJsonValue& row :
                 study_.json({QStringLiteral("audit"), QStringLiteral("list")}).array())
                found += row[QStringLiteral("action")].toString() == u"read-identity" &&
                                 row[QStringLiteral("field")].toString().startsWith(u"export")
                             ? 1
                             : 0;
            return found;
        };
        const int before = reads();
        QVERIFY(before > 0);
        const auto run =
            study_.json({QStringLiteral("export"), QStringLiteral("dataset"), QStringLiteral("--cohort"),
                         QStringLiteral("everyone"), QStringLiteral("--preview")});
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(reads(), before + 1);
    }

    void refusals_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("code");
        const auto words = [](const char* text) { return QString::fromLatin1(text).split(u' '); };
        QTest::newRow("no cohort") << words("export csv -o /tmp/nowhere") << 2
                                   << QStringLiteral("option-needed");
        QTest::newRow("no folder") << words("export csv --cohort everyone") << 2
                                   << QStringLiteral("option-needed");
        QTest::newRow("unknown cohort")
            << words("export csv --cohort nobody --preview") << 1 << QStringLiteral("no-such-cohort");
        QTest::newRow("bad date") << words("export csv --cohort everyone --preview --cut 2024-13-01") << 1
                                  << QStringLiteral("bad-date");
        QTest::newRow("bad dates") << words("export csv --cohort everyone --preview --dates soon") << 2
                                   << QStringLiteral("bad-value");
        QTest::newRow("bad profile") << words("export csv --cohort everyone --preview --profile x") << 1
                                     << QStringLiteral("no-such-profile");
        for (const char* beside :
             {"--preview", "--preview -o /tmp/nowhere", "--cohort everyone -o /tmp/nowhere",
              "--profile strict -o /tmp/nowhere", "--cut 2024-01-01 -o /tmp/nowhere",
              "--dates index -o /tmp/nowhere", "--keep-words a -o /tmp/nowhere",
              "--keep-labels a -o /tmp/nowhere", "--title a -o /tmp/nowhere", "--licence a -o /tmp/nowhere",
              "--contact a -o /tmp/nowhere", "--ethics a -o /tmp/nowhere"})
            QTest::addRow("repeat %s", beside)
                << words("export csv --repeat 00000000-0000-7000-8000-000000000000") + words(beside) << 2
                << QStringLiteral("bad-value");
        QTest::newRow("unknown export")
            << words("export csv --repeat 00000000-0000-7000-8000-000000000000 -o /tmp/nowhere") << 1
            << QStringLiteral("no-such-export");
    }
    void refusals() {
        QFETCH(QStringList, arguments);
        const auto run = study_.json(arguments);
        QTEST(run.exit, "exit");
        QTEST(run.errorCode(), "code");
    }
};

QTEST_GUILESS_MAIN(CliExportSetTest)
#include "CliExportSetTest.moc"
