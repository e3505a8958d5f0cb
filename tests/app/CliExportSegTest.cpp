// SPDX-License-Identifier: GPL-3.0-or-later
//
// T23: a real chest CT of two exams, a segmentation of our own writer and a form of one subject leave together, full
// of planted identifiers. Judged by pydicom, dciodvfy, numbers of other programs and a byte search.
#include "core/volume/VolumePlan.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/SegReader.h"
#include "storage/dicom/SegWriter.h"
#include "tests/app/CliStudy.h"
#include "tests/support/ByteSearch.h"
#include "tests/support/TestData.h"

#include <QDirIterator>
#include <QStringEncoder>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

QStringList line(const char* words) { return QString::fromUtf8(words).split(u' '); }

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

QStringList filesBelow(const QString& folder) {
    QStringList out;
    QDirIterator each(folder, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext())
        out.append(each.next());
    out.sort();
    return out;
}

QByteArray runScript(const char* name, const QStringList& arguments) {
    return runPython(
        QStringLiteral("import runpy, sys; sys.argv = sys.argv[1:]; "
                       "runpy.run_path(sys.argv[0], run_name='__main__')"),
        QStringList(QLatin1StringView(CASEBOOK_SOURCE_DIR "/tests/data/") + QLatin1StringView(name)) +
            arguments);
}

/// The grid of the CT, from the headers of its files; the SEG writer asks for no voxels.
std::optional<Volume> gridOf(const QString& folder) {
    std::vector<SliceHeader> headers;
    QString series;
    for (const QString& path : filesBelow(folder)) {
        const QByteArray file = readFile(path);
        const auto parsed = dicom::readHeader(bytesOf(file));
        if (!parsed)
            return {};
        series = parsed->seriesUid;
        headers.push_back(parsed->slice);
    }
    const SeriesPlan plan = planVolumes(headers, QStringLiteral("CT"));
    if (plan.volumes.size() != 1)
        return {};
    Volume out;
    out.grid = plan.volumes[0].grid;
    out.positions = plan.volumes[0].positions;
    out.seriesUid = series;
    out.frameOfReference = headers[0].frameOfReference;
    out.sliceThickness_mm = headers[0].sliceThickness_mm;
    for (const int slot : plan.volumes[0].slots)
        out.instances.push_back(slot < 0 ? QString() : headers[std::size_t(slot)].instance);
    return out;
}

/// An ellipsoid in a box; every shape another one.
Segment ellipsoid(int number, const QString& label, const VoxelBox& box) {
    Segment out;
    out.number = number;
    out.label = label;
    out.code = "27925004^SCT";
    out.codeMeaning = QStringLiteral("Nodule");
    out.algorithm = {QStringLiteral("casebook.test"), QStringLiteral("1.0"), "SEMIAUTOMATIC"};
    out.box = box;
    for (int k = 0; k < box.size[2]; ++k)
        for (int j = 0; j < box.size[1]; ++j)
            for (int i = 0; i < box.size[0]; ++i) {
                double r = 0;
                for (const auto& [at, size] : {std::pair{i, box.size[0]}, {j, box.size[1]}, {k, box.size[2]}})
                    r += std::pow((2.0 * at + 1 - size) / size, 2);
                out.values.push_back(r <= 1 ? 1 : 0);
            }
    return out;
}

/// By our own writer, with the name where a person types it.
Result<QByteArray> segmentationOf(const Volume& image) {
    Segmentation drawn;
    drawn.grid = image.grid;
    drawn.frameOfReference = image.frameOfReference;
    drawn.referencedSeries = image.seriesUid;
    drawn.segments = {ellipsoid(1, QStringLiteral("欧阳晓峰"), {{297, 340, 83}, {41, 50, 8}}),
                      ellipsoid(2, QStringLiteral("Ouyang Xiaofeng"), {{120, 200, 60}, {17, 13, 5}}),
                      ellipsoid(3, QStringLiteral("Left lung"), {{350, 200, 20}, {60, 90, 30}})};
    dicom::ExamIdentity exam;
    exam.patientName = QStringLiteral("Ouyang^Xiaofeng");
    exam.patientId = QStringLiteral("Q77120456");
    exam.studyDate = QStringLiteral("20240102");
    exam.frameOfReference = image.frameOfReference;
    const auto first = dicom::readHeader(bytesOf(
        readFile(filesBelow(ctPath(QStringLiteral("01-chest-lidc-0001"), QStringLiteral("dicom")))[0])));
    exam.studyUid = first ? first->studyUid : QString();
    dicom::SeriesIdentity series;
    series.uid = QStringLiteral("1.2.826.0.20240102.55");
    series.number = 7;
    series.description = QStringLiteral("Segmentation Ouyang Xiaofeng 1.25mm");
    series.date = QStringLiteral("20240102");
    series.manufacturer = QStringLiteral("Casebook");
    series.serialNumber = QStringLiteral("SN-55-900817");
    series.softwareVersions = QStringLiteral("1.0");
    dicom::SegDescription text;
    text.sopInstanceUid = QStringLiteral("1.2.826.0.20240102.55.1");
    text.dimensionUid = QStringLiteral("1.2.826.0.20240102.55.2");
    text.label = QStringLiteral("XIAOFENG");
    text.description = QStringLiteral("of 欧阳晓峰");
    text.creator = QStringLiteral("Zheng^Daifu");
    text.familyCode = "123110";
    text.familyScheme = "DCM";
    text.familyMeaning = "Artificial Intelligence";
    return dicom::writeSegmentation(drawn, image, exam, series, text);
}

} // namespace

class CliExportSegTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        CASEBOOK_NEED_DATA();
        QVERIFY(dicom::initialise());
        QVERIFY(study_.create());
        makeSources();
        if (QTest::currentTestFailed())
            return;
        const CliRun images = study_.json({QStringLiteral("import"), QStringLiteral("dicom"), source_});
        QVERIFY2(images.exit == 0, images.words());
        QCOMPARE(images.object()[QStringLiteral("imported")].toInt(), 133 + 3 + 2 + 4);
        addLabelMap();
        enterForm();
        const CliRun run = exported("set", {});
        QVERIFY2(run.exit == 0, run.words());
        first_ = run.object();
    }

    void everythingThatMayLeaves() {
        QVERIFY2(first_[QStringLiteral("objects")].toInt() == 133 + 3 + 1,
                 QJsonDocument(first_[QStringLiteral("left_out")].toArray()).toJson().constData());
        QCOMPARE(first_[QStringLiteral("exams")].toInt(), 2);
        QMap<QString, int> left;
        for (const QJsonValue& one : first_[QStringLiteral("left_out")].toArray())
            left[one[QStringLiteral("reason")].toString()] += one[QStringLiteral("count")].toInt();
        // T12, T13, T14, T16 (SR, GSPS, PDF, RTSTRUCT) and T18 (NIfTI) are listed with the reason.
        QCOMPARE(left, (QMap<QString, int>{{QStringLiteral("class-not-released"), 4},
                                           {QStringLiteral("reference"), 1}, // drawn on what stays
                                           {QStringLiteral("label-map"), 1}}));
        QSet<QString> endings;
        for (const QString& path : filesBelow(folder("set")))
            endings.insert(QFileInfo(path).suffix());
        // No container and no other kind of file: nothing that has comments or labels of its own.
        QCOMPARE(endings,
                 (QSet<QString>{QString(), QStringLiteral("dcm"), QStringLiteral("csv"), QStringLiteral("md"),
                                QStringLiteral("txt"), QStringLiteral("json"), QStringLiteral("cff"),
                                QStringLiteral("svg"), QStringLiteral("R"), QStringLiteral("tsv")}));
    }

    void noIdentifierInAnyEncoding() {
        const ByteSearch search = needles();
        const auto hits = search.below(folder("set"));
        QVERIFY2(hits.isEmpty(),
                 hits.isEmpty() ? "" : qPrintable(hits.first().what + u' ' + hits.first().file));
        QVERIFY(!search.below(source_).isEmpty()); // the search can find
    }

    void t23AgreesWithItsSource() {
        const QJsonObject judged = judge("set");
        const QJsonObject facts = judged[QStringLiteral("facts")].toObject();
        QVERIFY2(judged[QStringLiteral("faults")].toArray().isEmpty() && !facts.isEmpty(),
                 QJsonDocument(judged[QStringLiteral("faults")].toArray()).toJson().constData());
        QCOMPARE(facts[QStringLiteral("images")].toInt(), 136);
        QCOMPARE(facts[QStringLiteral("segs")].toInt(), 1);
        QVERIFY(facts[QStringLiteral("references")].toInt() > 133);
        QCOMPARE(facts[QStringLiteral("classes")].toArray(),
                 (QJsonArray{QStringLiteral("1.2.840.10008.5.1.4.1.1.2"),
                             QStringLiteral("1.2.840.10008.5.1.4.1.1.66.4")})); // no SR, RTSTRUCT, GSPS, PDF
        QCOMPARE(facts[QStringLiteral("labels")].toArray(),
                 (QJsonArray{QStringLiteral("Segment 1"), QStringLiteral("Segment 2"),
                             QStringLiteral("Left lung")}));
        QCOMPARE(facts[QStringLiteral("tracking")].toArray(), (QJsonArray{true, true, true}));
    }

    void ourReaderFindsTheSameVoxels() {
        const QStringList segs =
            filesBelow(folder("set") + QStringLiteral("/images")).filter(QStringLiteral("/seg/"));
        QCOMPARE(segs.size(), 1);
        const auto a = dicom::readSegmentation(bytesOf(readFile(source_ + QStringLiteral("/seg/seg.dcm"))));
        const auto b = dicom::readSegmentation(bytesOf(readFile(segs[0])));
        QVERIFY(a && b);
        QCOMPARE(a->segments.size(), b->segments.size());
        for (std::size_t n = 0; n < a->segments.size(); ++n) {
            QCOMPARE(b->segments[n].box.first, a->segments[n].box.first);
            QCOMPARE(b->segments[n].box.size, a->segments[n].box.size);
            QVERIFY(b->segments[n].values == a->segments[n].values);
        }
        QVERIFY((a->grid.origin - b->grid.origin).norm() < 1e-6);
        // The set is a study of its own: imported again, the SEG lies on the exported CT.
        const QByteArray old = qgetenv("CASEBOOK_STUDY");
        QVERIFY(study_.create(QStringLiteral("fresh")));
        const CliRun run = study_.json(
            {QStringLiteral("import"), QStringLiteral("dicom"), folder("set") + QStringLiteral("/images")});
        QVERIFY2(run.exit == 0, run.words());
        const QJsonArray overlays = study_.json(line("list overlays")).array();
        QCOMPARE(overlays.size(), 1);
        const CliRun info = study_.json({QStringLiteral("overlay"), QStringLiteral("info"),
                                         overlays[0][QStringLiteral("uid")].toString()});
        QVERIFY2(info.object()[QStringLiteral("placement")].toString() == u"verified", info.words());
        qputenv("CASEBOOK_STUDY", old);
    }

    void t31RepeatedIsTheSameBytes() {
        const CliRun run =
            exported("again", {QStringLiteral("--repeat"), first_[QStringLiteral("export")].toString()});
        QVERIFY2(run.exit == 0, run.words());
        QVERIFY(run.object()[QStringLiteral("same_as_before")].toBool());
        const QStringList one = filesBelow(folder("set")), two = filesBelow(folder("again"));
        QCOMPARE(one.size(), two.size());
        for (qsizetype i = 0; i < one.size(); ++i)
            QVERIFY2(readFile(one[i]) == readFile(two[i]), qPrintable(one[i]));
    }

    void t26AnotherExportSharesNothing() {
        const CliRun run = exported("other", {});
        QVERIFY2(run.exit == 0, run.words());
        const QJsonObject a = judge("set")[QStringLiteral("facts")].toObject(),
                          b = judge("other")[QStringLiteral("facts")].toObject();
        for (const char* what : {"uids", "pseudonyms"}) {
            QSet<QString> seen;
            for (const QJsonValue& v : a[QLatin1StringView(what)].toArray())
                seen.insert(v.toString());
            QVERIFY(!seen.isEmpty());
            for (const QJsonValue& v : b[QLatin1StringView(what)].toArray())
                QVERIFY2(!seen.contains(v.toString()), what);
        }
    }

private:
    QString folder(const char* name) const { return study_.root() + u'/' + QLatin1StringView(name); }

    void makeSources() {
        source_ = folder("source");
        const QByteArray said =
            runScript("plant_identifiers.py",
                      {QStringLiteral("ct"),
                       ctPath(QStringLiteral("01-chest-lidc-0001"), QStringLiteral("dicom")), source_});
        planted_ = QJsonDocument::fromJson(said).array();
        QVERIFY(planted_.size() > 20);
        const auto image = gridOf(source_ + QStringLiteral("/ct"));
        QVERIFY(image);
        QCOMPARE(image->instances.size(), std::size_t(133));
        const auto seg = segmentationOf(*image);
        QVERIFY2(seg.has_value(), seg ? "" : seg.error().code.constData());
        QVERIFY(QDir(source_).mkpath(QStringLiteral("seg")));
        QFile file(source_ + QStringLiteral("/seg/seg.dcm"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(*seg) == seg->size());
        file.close();
        QVERIFY(!runScript("plant_identifiers.py", {QStringLiteral("seg"), file.fileName()}).isEmpty());
    }

    void addLabelMap() {
        const QString path = study_.root() + QStringLiteral("/Ouyang^Xiaofeng.nii.gz");
        QVERIFY(!runScript("plant_identifiers.py", {QStringLiteral("nifti"), source_, path}).isEmpty());
        QVERIFY(QFile::exists(path));
        const QString series = ctTruth(QStringLiteral(
            "01-chest-lidc-0001"))[QStringLiteral("series")][0][QStringLiteral("series_uid")]
                                   .toString();
        const CliRun run = study_.json(
            {QStringLiteral("import"), QStringLiteral("volume"), path, QStringLiteral("--series"), series});
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("placement")].toString(), QStringLiteral("verified"));
    }

    void enterForm() {
        QVERIFY(study_.json(line("definition install lung")).exit == 0);
        const QJsonArray subjects = study_.json(line("list subjects")).array();
        QCOMPARE(subjects.size(), 1);
        const QString label = subjects[0][QStringLiteral("label")].toString();
        const CliRun set =
            study_.json({QStringLiteral("form"), QStringLiteral("set"), label + QStringLiteral("/SCR/DM"),
                         QStringLiteral("subj_no=") + label, QStringLiteral("birth_date=1947-09-13"),
                         QStringLiteral("consent_type=WRITTEN"), QStringLiteral("consent_date=2023-12-20"),
                         QStringLiteral("index_date=2024-01-02")});
        QVERIFY2(set.exit == 0, set.words());
        const CliRun cohort = study_.json(line("cohort save everyone --where true"));
        QVERIFY2(cohort.exit == 0, cohort.words());
    }

    CliRun exported(const char* name, const QStringList& more) const {
        QStringList words = line("export dataset") + more + QStringList{QStringLiteral("-o"), folder(name)};
        if (more.isEmpty())
            words += line("--cohort everyone");
        return study_.json(words);
    }

    QJsonObject judge(const char* name) const {
        return QJsonDocument::fromJson(
                   runScript("check_seg_export.py",
                             {source_,
                              ctPath(QStringLiteral("01-chest-lidc-0001"), QStringLiteral("truth.json")),
                              folder(name)}))
            .object();
    }

    /// Every planted text in every encoding that a file could hold it in.
    ByteSearch needles() const {
        ByteSearch search;
        for (const QJsonValue& value : planted_) {
            const QString text = value.toString();
            for (const char* codec : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
                QStringEncoder to(codec);
                search.add(QByteArray(to.encode(text)), text + u' ' + QLatin1StringView(codec));
            }
            const QByteArray utf8 = text.toUtf8();
            search.add(utf8.toPercentEncoding(), text + QStringLiteral(" percent"));
            if (utf8.size() >= 9)
                search.add(utf8.left(utf8.size() / 3 * 3).toBase64(), text + QStringLiteral(" base64"));
        }
        for (const QString& path : filesBelow(source_))
            search.add(QFileInfo(path).dir().dirName().toUtf8() + '/' + QFileInfo(path).fileName().toUtf8(),
                       QStringLiteral("source path"));
        return search;
    }

    CliStudy study_;
    QString source_;
    QJsonArray planted_;
    QJsonObject first_;
};

QTEST_GUILESS_MAIN(CliExportSegTest)
#include "CliExportSegTest.moc"
