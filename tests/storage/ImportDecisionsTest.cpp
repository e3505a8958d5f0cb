// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an import finds beside images and asks of a person: discs with a list, archives in archives, a table that
// says whose the files are, two files of one image, text in another character set than declared.
#include "tests/storage/ImportFixture.h"
#include "tests/storage/StudyForms.h"

using namespace casebook;
using casebook::test::ImportFixture;

namespace {

const QString why = QStringLiteral("asked the ward");

/// A DICOMDIR by pydicom that names the given files, and their archives.
const QString makeDisc = QStringLiteral(R"(
import io, os, sys, tarfile, zipfile
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage
disc, names = sys.argv[1], sys.argv[2:]
d = Dataset()
d.FileSetID = 'DISC'
records = []
for name in names:
    r = Dataset()
    r.DirectoryRecordType = 'IMAGE'
    r.ReferencedFileID = name.split('/')
    records.append(r)
d.DirectoryRecordSequence = Sequence(records)
d.file_meta = FileMetaDataset()
d.file_meta.MediaStorageSOPClassUID = MediaStorageDirectoryStorage
d.file_meta.MediaStorageSOPInstanceUID = '1.2.3.99'
d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
d.is_little_endian, d.is_implicit_VR = True, False
d.save_as(os.path.join(disc, 'DICOMDIR'), write_like_original=False)
inner = io.BytesIO()
with zipfile.ZipFile(inner, 'w') as z:
    z.write(os.path.join(disc, 'IMG', 'B'), '\u80ba\u90e8/\u5f20\u4e09.dcm')
    deeper = io.BytesIO()
    with zipfile.ZipFile(deeper, 'w') as y:
        y.writestr('c', b'x')
    z.writestr('deeper.zip', deeper.getvalue())
with tarfile.open(disc + '.tar.gz', 'w:gz') as t:
    t.add(disc, 'disc')
    i = tarfile.TarInfo('disc/inner.zip'); i.size = len(inner.getvalue()); t.addfile(i, io.BytesIO(inner.getvalue()))
print('ok')
)");

/// Rewrites text of a file with bytes of GBK under a declared set that is wrong.
const QString makeChinese = QStringLiteral(R"(
import sys, pydicom
from pydicom.dataelem import RawDataElement
path, declared, name, codec = sys.argv[1:5]
d = pydicom.dcmread(path)
d.Manufacturer = 'ACME'
d.PatientName = 'X' * len(name.encode(codec))
d.SpecificCharacterSet = declared
d.save_as(path)
b = open(path, 'rb').read()
n = name.encode(codec)
b = b.replace(b'X' * len(n), n)
open(path, 'wb').write(b)
print('ok')
)");

const QString setSeries = QStringLiteral(R"(
import sys, pydicom
d = pydicom.dcmread(sys.argv[1])
d.SeriesInstanceUID = sys.argv[2]
d.save_as(sys.argv[1])
print('ok')
)");

} // namespace

class ImportDecisionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        f_ = std::make_unique<ImportFixture>();
        QVERIFY(f_->vault);
    }
    void cleanup() {
        QVERIFY(f_->verified());
        f_.reset();
    }

    void discTellsWhatIsMissing() {
        QVERIFY(f_->write({"disc/IMG/A|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "disc/IMG/B|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.2|6",
                           "disc/img2/c|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.3|7"}));
        // B is not named and taken all the same; IMG2/C is there in lower case; IMG/GONE is not.
        QCOMPARE(test::runPython(makeDisc, {f_->path("disc"), QStringLiteral("IMG/A"),
                                            QStringLiteral("IMG2/C"), QStringLiteral("IMG/GONE")})
                     .trimmed(),
                 QByteArray("ok"));
        const ImportReport report = f_->import("disc/DICOMDIR");
        QCOMPARE(report.imported, 3);
        QCOMPARE(report.duplicates, 0);
        QCOMPARE(report.refused.size(), 1);
        QCOMPARE(report.refused.front().code, QByteArray("unreadable"));
        QVERIFY(report.refused.front().path.endsWith(QStringLiteral("disc/IMG/GONE")));
        // The same disc as an archive, with one archive inside that holds another.
        const ImportReport tar = f_->import("disc.tar.gz");
        QCOMPARE(tar.duplicates, 4);
        QCOMPARE(tar.imported, 0);
        QStringList refused;
        for (const auto& r : tar.refused)
            refused.append(r.path.section(QStringLiteral("disc.tar.gz/"), 1) + u':' +
                           QString::fromLatin1(r.code));
        refused.sort();
        QCOMPARE(refused, (QStringList{QStringLiteral("disc/IMG/GONE:unreadable"),
                                       QStringLiteral("disc/inner.zip/deeper.zip:inside-archive-limit")}));
    }

    void tableSaysWhose() {
        QVERIFY(f_->write({"a/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "a/2|18|Zhao^Lei|19610101|M|1.2.4|1.2.4.1.1|5",
                           "a/3|19|Li^Na|19610101|F|1.2.5|1.2.5.1.1|5"}));
        QVERIFY(f_->subjects().enrol({QStringLiteral("L-07"), {}, {}, {}}).has_value());
        ImportService::Options options;
        options.map = *ImportMap::parse("PatientID,subject,new\n17,L-07,\n18,L-08,yes\n99,L-07,\n");
        const auto report = f_->service().run({f_->path("a")}, {}, options);
        QVERIFY2(report.has_value(), report ? "" : report.error().code.constData());
        QCOMPARE(report->subjects,
                 (QStringList{QStringLiteral("L-07"), QStringLiteral("L-08"), QStringLiteral("S-0001")}));
        QVERIFY(report->mapped.has_value());
        QCOMPARE(report->mapped->rows, 3);
        QCOMPARE(report->mapped->unusedLines, QList<int>{4});
        QCOMPARE(report->mapped->seriesWithoutRow, QStringList{QStringLiteral("1.2.5.1")});
    }

    void tablePutsExamsOnVisits() {
        DefinitionService definitions(f_->vault->database(), f_->vault->session(), f_->vault->clock());
        QVERIFY(definitions.publish(test::smallStudy(), q("test"), {}).has_value());
        QVERIFY(f_->write({"a/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "a/2|18|Zhao^Lei|19610101|M|1.2.4|1.2.4.1.1|5"}));
        ImportService::Options options;
        options.map =
            *ImportMap::parse("patient_id,subject,new,visit\n17,L-07,yes,BASE\n18,L-08,yes,CYCLE:2\n");
        QCOMPARE(f_->service().rehearse({f_->path("a")}, {}, options)->series.size(), 2);
        const auto report = f_->service().run({f_->path("a")}, {}, options);
        QVERIFY2(report.has_value(), report ? "" : report.error().code.constData());
        for (const char* exam : {"1.2.3' AND v.def_oid = 'BASE' AND v.repeat = 1 AND j.label = 'L-07",
                                 "1.2.4' AND v.def_oid = 'CYCLE' AND v.repeat = 2 AND j.label = 'L-08"})
            QCOMPARE(
                f_->count(QByteArray("dicom_study e JOIN visit v ON v.id = e.visit JOIN subject j ON j.id ="
                                     " e.subject WHERE v.subject = j.id AND e.confirmed_by IS NOT NULL AND"
                                     " e.study_uid = '") +
                          exam + '\''),
                1);
        // As any link to a visit: in the history of the subject, with how and by which line.
        const QByteArray linked = "a.action = 'link' AND a.field = 'visit' AND a.reason_code = 'mapping' AND"
                                  " a.subject = (SELECT uuid FROM subject WHERE label = 'L-08')";
        QCOMPARE(f_->audited(linked, 1, q("CYCLE#2")), 1);
        QCOMPARE(f_->audited(linked, 2, q("mapping table, line 3")), 1);
        options.map = *ImportMap::parse("patient_id,subject,visit\n17,L-07,BASE\n18,L-08,BASE:2\n");
        const auto twice = f_->service().run({f_->path("a")}, {}, options);
        QCOMPARE(twice.error().code, QByteArray("map-visit")); // it comes once
        QCOMPARE(twice.error().args.value(0), q("3"));
    }

    void tableIsRefused_data() {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("lines");
        QTest::newRow("no column") << QByteArray("id,subject\n1,a\n") << QByteArray("map-column")
                                   << QString();
        QTest::newRow("empty cell") << QByteArray("patient_id,subject\n1,\n") << QByteArray("map-cell")
                                    << QStringLiteral("2");
        QTest::newRow("two words") << QByteArray("patient_id,subject\n1,a\n1,b\n2,c\n2,c\n")
                                   << QByteArray("map-double") << QStringLiteral("3");
        QTest::newRow("no such subject") << QByteArray("patient_id,subject\n1,a\n2,b\n")
                                         << QByteArray("map-subject") << QStringLiteral("2, 3");
        QTest::newRow("no such visit") << QByteArray("patient_id,subject,visit,new\n1,a,V9,yes\n")
                                       << QByteArray("map-visit") << QStringLiteral("2");
    }
    void tableIsRefused() {
        QFETCH(QByteArray, csv);
        QFETCH(QByteArray, code);
        QFETCH(QString, lines);
        QVERIFY(f_->write({"a/1|1|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"}));
        const auto map = ImportMap::parse(csv);
        Error error;
        if (map) {
            ImportService::Options options;
            options.map = *map;
            const auto report = f_->service().run({f_->path("a")}, {}, options);
            QVERIFY(!report.has_value());
            error = report.error();
        } else {
            error = map.error();
        }
        QCOMPARE(error.code, code);
        QCOMPARE(error.args.value(0), lines);
        QCOMPARE(f_->count("import"), 0);
    }

    void tableNeverGoesAgainstWhatIsKnown() {
        QVERIFY(f_->write({"a/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "b/1|17|Wang^Min|19560213|F|1.2.4|1.2.4.1.1|5"}));
        (void)f_->import("a");
        ImportService::Options options;
        options.map = *ImportMap::parse("patient_id,subject,new\n17,L-09,yes\n");
        const auto report = f_->service().run({f_->path("b")}, {}, options);
        QCOMPARE(report->waiting.size(), 1);
        QCOMPARE(report->waiting.front().reason, QByteArray("identity-conflict"));
        const auto cases = f_->service().waiting();
        QCOMPARE(cases->size(), 1);
        QCOMPARE(cases->front().here.size(), 1);
        QCOMPARE(cases->front().here.front().subject, QStringLiteral("S-0001"));
        QCOMPARE(cases->front().came.front().patientId, QStringLiteral("17"));
    }

    /// Two series of one exam UID, of two persons; `third`: another one later, of whom.
    void twoPersonsInAnExam_data() {
        QTest::addColumn<QString>("known");
        QTest::addColumn<QStringList>("subjects");
        QTest::addColumn<int>("waiting");
        QTest::newRow("the second is new") << QString() << QStringList{q("S-0001"), q("S-0002")} << 0;
        QTest::newRow("the second is known")
            << q("0/1|18|Zhao^Lei|19610101|M|9.9|9.9.1.1|5") << QStringList{q("S-0002"), q("S-0001")} << 0;
        QTest::newRow("the second contradicts who is known")
            << q("0/1|18|Li^Na|19300101|F|9.9|9.9.1.1|5") << QStringList{q("S-0002")} << 1;
    }
    void twoPersonsInAnExam() {
        QFETCH(QString, known);
        QFETCH(QStringList, subjects);
        QFETCH(int, waiting);
        if (!known.isEmpty()) {
            QVERIFY(f_->write({qPrintable(known)}));
            QCOMPARE(f_->import("0").imported, 1);
        }
        makeTwoPersons();
        QVERIFY(f_->service().partWaiting(q("1.2.3.1"), {}).error().code == "reason-needed");
        const auto parted = f_->service().partWaiting(q("1.2.3.1"), why);
        QVERIFY2(parted.has_value(), parted ? "" : parted.error().code.constData());
        QCOMPARE(parted->subjects, subjects);
        QCOMPARE(parted->waiting, waiting);
        QCOMPARE(f_->imaging().findSeries(q("1.2.3.1"))->subject, subjects.front());
        QCOMPARE(f_->imaging().findSeries(q("1.2.3.8"))->subject, subjects.value(1));
        QCOMPARE(int(f_->service().waiting()->size()), waiting);
        QCOMPARE(f_->service().questions()->size(), f_->service().waiting()->size());
        // Each person's exam has its own images only, and both have the UID that the files say.
        QCOMPARE(f_->count("dicom_study WHERE study_uid = '1.2.3' AND state = 'ready'"), 2);
        QCOMPARE(f_->count("dicom_series r JOIN dicom_study e ON e.id = r.study WHERE e.study_uid = '1.2.3'"
                           " GROUP BY e.id HAVING count(*) <> 1"),
                 -1); // no row
        QCOMPARE(f_->audited("a.action = 'part' AND a.object_kind = 'series'", 2, why), 2);
        QCOMPARE(f_->service().partWaiting(q("1.2.3.1"), why).error().code, QByteArray("not-waiting"));
        if (waiting > 0) { // what waits on is answered as any other
            QVERIFY(f_->service().assignWaiting(q("1.2.3.8"), q("S-0001"), why).has_value());
            QCOMPARE(f_->imaging().findSeries(q("1.2.3.8"))->subject, q("S-0001"));
        }
        // More images of the second person go to his part, and ask nothing.
        QVERIFY(f_->write({"c/1|18|Zhao^Lei|19610101|M|1.2.3|1.2.3.9.1|5"}));
        QVERIFY(asSeries("c/1", "1.2.3.9"));
        const ImportReport more = f_->import("c");
        QCOMPARE(more.imported, 1);
        QVERIFY(more.waiting.isEmpty());
        QCOMPARE(f_->imaging().findSeries(q("1.2.3.9"))->subject,
                 f_->imaging().findSeries(q("1.2.3.8"))->subject);
        QCOMPARE(f_->imaging().findSeries(q("1.2.3.1"))->subject, subjects.front());
    }

    void aSeriesOfTwoPersonsIsNotParted() {
        QVERIFY(f_->write({"a/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "a/2|18|Zhao^Lei|19610101|M|1.2.3|1.2.3.1.2|5"}));
        QCOMPARE(f_->import("a").waiting.front().reason, QByteArray("two-patients-in-exam"));
        const auto refused = f_->service().partWaiting(q("1.2.3.1"), why);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, QByteArray("series-of-two"));
        QCOMPARE(refused.error().object, q("1.2.3.1"));
        QCOMPARE(f_->service().waiting()->size(), 1); // nothing changed
        QCOMPARE(f_->count("audit WHERE action = 'part'"), 0);
    }

    void partingNeedsTheRightToEditSubjects() {
        makeTwoPersons();
        Session session = f_->vault->session();
        session.roles = {Role::DataManager};
        ImportService service(f_->vault->database(), f_->vault->objects(), f_->workers, session,
                              f_->vault->clock());
        QCOMPARE(service.partWaiting(q("1.2.3.1"), why).error().code, QByteArray("no-right"));
        QCOMPARE(f_->service().waiting()->size(), 1);
    }

    void secondFiles_data() {
        QTest::addColumn<int>("choice");
        QTest::addColumn<int>("slices");
        QTest::addColumn<double>("mean");
        QTest::newRow("first") << int(VariantChoice::First) << 1 << 5.0;
        QTest::newRow("second") << int(VariantChoice::Second) << 1 << 9.0;
        QTest::newRow("both") << int(VariantChoice::Both) << 2 << 5.0;
    }
    void secondFiles() {
        QFETCH(int, choice);
        QFETCH(int, slices);
        QFETCH(double, mean);
        QVERIFY(f_->write({"a/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "a/2|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|9"}));
        (void)f_->import("a");
        const auto cases = f_->service().waiting();
        QCOMPARE(cases->size(), 1);
        QCOMPARE(cases->front().reason, QByteArray("conflicting-instance"));
        QCOMPARE(cases->front().here.front().instances, 1);
        QCOMPARE(cases->front().came.front().instances, 1);
        const QString series = QStringLiteral("1.2.3.1");
        QCOMPARE(f_->service().settleSecondFiles(series, VariantChoice(choice), {}, {}).error().code,
                 QByteArray("reason-needed"));
        const auto settled = f_->service().settleSecondFiles(series, VariantChoice(choice), why, {});
        QVERIFY2(settled.has_value(), settled ? "" : settled.error().code.constData());
        QVERIFY(f_->service().waiting()->isEmpty());
        QCOMPARE(f_->service().settleSecondFiles(series, VariantChoice(choice), why, {}).error().code,
                 QByteArray("not-waiting"));
        QCOMPARE(f_->imaging().findSeries(series)->instances, slices);
        const auto volume = f_->imaging().volume(series, 0, {});
        QVERIFY2(volume.has_value(), volume ? "" : volume.error().code.constData());
        QCOMPARE(double((*volume)->stored.data()[0]), mean);
    }

    void wrongCharacterSetIsAskedOnce() {
        QVERIFY(
            f_->write({"a/1|17|W|19560213|F|1.2.3|1.2.3.1.1|5", "b/1|18|W|19560213|F|1.2.4|1.2.4.1.1|5"}));
        // The common defect of Chinese sites: GBK under ISO_IR 100.
        for (const char* file : {"a/1", "b/1"})
            QCOMPARE(test::runPython(makeChinese, {f_->path(file), QStringLiteral("ISO_IR 100"),
                                                   QString::fromUtf8("张三"), QStringLiteral("gbk")})
                         .trimmed(),
                     QByteArray("ok"));
        const ImportReport first = f_->import("a");
        QCOMPARE(first.guesses.size(), 1);
        QCOMPARE(first.guesses.front().guess, QByteArray("GB18030"));
        QCOMPARE(first.guesses.front().source, QStringLiteral("ACME"));
        QCOMPARE(f_->subjects().list()->front().name, QString::fromUtf8("张三"));
        const auto sources = f_->service().textSources();
        QCOMPARE(sources->size(), 1);
        QVERIFY(sources->front().charset.isEmpty());
        QCOMPARE(f_->service().decideText(sources->front().id, "KLINGON", why, {}).error().code,
                 QByteArray("bad-charset"));
        // The person says it really is what it declares: what is there is read so, and what comes.
        const auto read = f_->service().decideText(sources->front().id, "ISO_IR 101", why, {});
        QVERIFY2(read.has_value(), read ? "" : read.error().code.constData());
        QCOMPARE(*read, 1);
        const QString latin2 = f_->subjects().list()->front().name;
        QVERIFY(latin2 != QString::fromUtf8("张三"));
        const ImportReport second = f_->import("b");
        QVERIFY(second.guesses.isEmpty());
        QCOMPARE(f_->subjects().list()->at(1).name, latin2);
        // And changes his mind: also possible, the stored bytes are as they came.
        QCOMPARE(*f_->service().decideText(sources->front().id, "GB18030", why, {}), 2);
        QCOMPARE(f_->subjects().list()->front().name, QString::fromUtf8("张三"));
        QCOMPARE(f_->subjects().list()->at(1).name, QString::fromUtf8("张三"));
        QCOMPARE(f_->count("audit WHERE object_kind = 'text-source' AND action = 'change'"), 2);
    }

private:
    static QString q(const char* text) { return QString::fromUtf8(text); }
    [[nodiscard]] bool asSeries(const char* file, const char* uid) const {
        return test::runPython(setSeries, {f_->path(file), q(uid)}).trimmed() == "ok";
    }
    void makeTwoPersons() {
        QVERIFY(f_->write({"a/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "b/1|18|Zhao^Lei|19610101|M|1.2.3|1.2.3.8.1|5"}));
        QVERIFY(asSeries("b/1", "1.2.3.8"));
        QCOMPARE(f_->import("a").imported, 1);
        const ImportReport second = f_->import("b");
        QCOMPARE(second.waiting.size(), 1);
        QCOMPARE(second.waiting.front().reason, QByteArray("two-patients-in-exam"));
    }

    std::unique_ptr<ImportFixture> f_;
};

QTEST_GUILESS_MAIN(ImportDecisionsTest)
#include "ImportDecisionsTest.moc"
