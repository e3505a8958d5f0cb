// SPDX-License-Identifier: GPL-3.0-or-later
//
// Real series through the real program into a real encrypted study, against truth.json of each set, which
// pydicom, numpy and GDCM made.
#include "tests/app/CliStudy.h"
#include "tests/support/TestData.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace casebook;
using namespace casebook::test;

namespace {

const QStringList& sets() {
    static const QStringList all{QStringLiteral("01-chest-lidc-0001"), QStringLiteral("04-chest-cip-64"),
                                 QStringLiteral("07-chest-prior-current-sbu"), QStringLiteral("40-seg-dcmqi"),
                                 QStringLiteral("41-seg-highdicom")};
    return all;
}

double at(const QJsonValue& array, int i) { return array.toArray()[i].toDouble(); }

/// truth.json rounds to five decimals.
bool near(double a, double b) { return std::abs(a - b) < 2e-5 * std::max(1.0, std::abs(b)); }

} // namespace

class CliImportTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        CASEBOOK_NEED_DATA();
        QVERIFY(study_.create());
        for (const QString& set : sets()) {
            const CliRun run =
                study_.json({QStringLiteral("import"), QStringLiteral("dicom"), ctPath(set, QString())});
            QVERIFY2(run.exit == 0 || run.exit == 4, run.words());
            reports_.insert(set, run.object());
        }
    }

    void importsEveryInstance_data() {
        QTest::addColumn<QString>("set");
        for (const QString& set : sets())
            QTest::newRow(qPrintable(set)) << set;
    }
    void importsEveryInstance() {
        QFETCH(QString, set);
        const QJsonObject report = reports_.value(set);
        int dicom = 0;
        for (const QJsonValue& file : ctFiles(set))
            dicom += file.toObject().contains(QStringLiteral("sop_instance")) ? 1 : 0;
        QCOMPARE(report[QStringLiteral("imported")].toInt() + report[QStringLiteral("duplicates")].toInt(),
                 dicom);
        for (const QJsonValue& refused : report[QStringLiteral("refused")].toArray())
            QCOMPARE(refused.toObject()[QStringLiteral("code")].toString(), QStringLiteral("not-dicom"));
    }

    void volumeEqualsTruth_data() {
        QTest::addColumn<QJsonObject>("truth");
        CASEBOOK_NEED_DATA();
        for (const QString& set : sets())
            for (const QJsonValue& series : ctTruth(set)[QStringLiteral("series")].toArray()) {
                const QJsonObject truth = series.toObject();
                const QString uid = truth[QStringLiteral("series_uid")].toString();
                QTest::newRow(qPrintable(set.left(2) + QStringLiteral(" …") + uid.right(8))) << truth;
            }
    }
    void volumeEqualsTruth() {
        QFETCH(QJsonObject, truth);
        const CliRun run = study_.json({QStringLiteral("volume"), QStringLiteral("info"),
                                        truth[QStringLiteral("series_uid")].toString()});
        QVERIFY2(run.exit == 0, run.words());
        const QJsonObject info = run.object();
        QCOMPARE(info[QStringLiteral("modality")], truth[QStringLiteral("modality")]);
        QVERIFY2(info[QStringLiteral("volumes")].toArray().size() == 1, run.words());
        const QJsonObject volume = info[QStringLiteral("volumes")].toArray()[0].toObject();
        for (const char* size : {"rows", "columns", "slices"})
            QCOMPARE(volume[QLatin1StringView(size)].toInt(), truth[QLatin1StringView(size)].toInt());
        QCOMPARE(volume[QStringLiteral("voxels_sha256")], truth[QStringLiteral("sha256_int16le_kji")]);
        QCOMPARE(volume[QStringLiteral("minimum")].toDouble(), truth[QStringLiteral("hu_min")].toDouble());
        QCOMPARE(volume[QStringLiteral("maximum")].toDouble(), truth[QStringLiteral("hu_max")].toDouble());
        QVERIFY(std::abs(volume[QStringLiteral("mean")].toDouble() -
                         truth[QStringLiteral("hu_mean")].toDouble()) < 1e-3);
        QCOMPARE(volume[QStringLiteral("unit")].toString(), QStringLiteral("HU"));
        QCOMPARE(volume[QStringLiteral("instances")].toArray().size(),
                 volume[QStringLiteral("slices")].toInt());
        compareGeometry(volume, truth);
    }

    void overlayEqualsTruth_data() {
        QTest::addColumn<QString>("sop");
        QTest::addColumn<QJsonObject>("truth");
        CASEBOOK_NEED_DATA();
        for (const QString& set : sets())
            for (const QJsonValue& value : ctFiles(set)) {
                const QJsonObject file = value.toObject();
                if (file.contains(QStringLiteral("seg")))
                    QTest::newRow(qPrintable(file[QStringLiteral("path")].toString()))
                        << file[QStringLiteral("sop_instance")].toString()
                        << file[QStringLiteral("seg")].toObject();
            }
    }
    void overlayEqualsTruth() {
        QFETCH(QString, sop);
        QFETCH(QJsonObject, truth);
        const CliRun run = study_.json({QStringLiteral("overlay"), QStringLiteral("info"), sop});
        // A segmentation of a microscope's slide has no place in a patient: its grid is refused, never guessed.
        const QJsonArray spacing = truth[QStringLiteral("spacing_row_col_slice_mm")].toArray();
        if (spacing.size() < 3 || spacing[0].toDouble() <= 0) {
            QVERIFY2(run.exit == 1 && run.errorCode() == QLatin1StringView("bad-geometry"), run.words());
            return;
        }
        QVERIFY2(run.exit == 0, run.words());
        const QJsonObject info = run.object();
        QCOMPARE(info[QStringLiteral("kind")].toString(), QStringLiteral("SEG"));
        compareSegments(info[QStringLiteral("segments")].toArray(),
                        truth[QStringLiteral("segments")].toArray());
    }

    void secondImportIsRecognised() {
        for (const QString& set :
             {QStringLiteral("02-chest-lidc-0001-originals"), QStringLiteral("01-chest-lidc-0001")}) {
            const CliRun run =
                study_.json({QStringLiteral("import"), QStringLiteral("dicom"),
                             set.startsWith(u'0') && set[1] == u'1' ? ctPath(set, QStringLiteral("dicom"))
                                                                    : ctPath(set, QString())});
            const QJsonObject report = run.object();
            QVERIFY2(report[QStringLiteral("imported")].toInt() == 0, run.words());
            QVERIFY2(report[QStringLiteral("duplicates")].toInt() >= 3, run.words());
            for (const QJsonValue& refused : report[QStringLiteral("refused")].toArray())
                QCOMPARE(refused.toObject()[QStringLiteral("code")].toString(), QStringLiteral("not-dicom"));
        }
    }

    void commitsAreTold() {
        QTemporaryDir copy;
        const QString file = copy.filePath(QStringLiteral("a.dcm"));
        QVERIFY(QFile::copy(
            ctPath(QStringLiteral("05-chest-lungmask"), firstDicom(QStringLiteral("05-chest-lungmask"))),
            file));
        const CliRun run = study_.json({QStringLiteral("import"), QStringLiteral("dicom"), file});
        QVERIFY2(run.exit == 0, run.words());
        QVERIFY2(run.err.contains("{\"committed\":1}"), run.words());
    }

    void listsAgree() {
        const QJsonArray series = study_.json({QStringLiteral("list"), QStringLiteral("series")}).array();
        for (const QString& set : sets())
            for (const QJsonValue& truth : ctTruth(set)[QStringLiteral("series")].toArray()) {
                const QString uid = truth[QStringLiteral("series_uid")].toString();
                const auto row = std::find_if(series.begin(), series.end(), [&](const QJsonValue& one) {
                    return one[QStringLiteral("uid")].toString() == uid;
                });
                QVERIFY(row != series.end());
                // A series may hold objects beside its slices.
                QVERIFY((*row)[QStringLiteral("instances")].toInt() >=
                        truth[QStringLiteral("slices")].toInt());
                QVERIFY(!(*row)[QStringLiteral("exam")].toString().isEmpty());
            }
        QCOMPARE(study_.json({QStringLiteral("list"), QStringLiteral("imports")}).array().size(),
                 sets().size() + 3);
    }

private:
    static QString firstDicom(const QString& set) {
        for (const QJsonValue& file : ctFiles(set))
            if (file[QStringLiteral("path")].toString().endsWith(QLatin1StringView(".dcm")))
                return file[QStringLiteral("path")].toString();
        return {};
    }

    static void compareGeometry(const QJsonObject& volume, const QJsonObject& truth) {
        for (int i = 0; i < 2; ++i)
            QVERIFY(near(at(volume[QStringLiteral("spacing_mm")], i),
                         at(truth[QStringLiteral("pixel_spacing_row_col_mm")], i)));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(near(at(volume[QStringLiteral("origin_lps_mm")], i),
                         at(truth[QStringLiteral("first_position_mm")], i)));
            QVERIFY(near(at(volume[QStringLiteral("row_direction")], i),
                         at(truth[QStringLiteral("image_orientation")], i)));
            QVERIFY(near(at(volume[QStringLiteral("column_direction")], i),
                         at(truth[QStringLiteral("image_orientation")], 3 + i)));
        }
        if (truth[QStringLiteral("slices")].toInt() == 1) {
            QVERIFY(volume[QStringLiteral("spacing_mm")].toArray()[2].isNull());
            QVERIFY(volume[QStringLiteral("slice_direction")].isNull());
            return;
        }
        const bool uniform = truth[QStringLiteral("uniform_within_0_01mm")].toBool();
        QCOMPARE(volume[QStringLiteral("regular")].toBool(), uniform);
        QCOMPARE(volume[QStringLiteral("positions_mm")].isNull(), uniform);
        if (!uniform)
            return;
        for (int r = 0; r < 3; ++r) {
            const double step = at(volume[QStringLiteral("spacing_mm")], 2) *
                                at(volume[QStringLiteral("slice_direction")], r);
            QVERIFY(near(step, at(truth[QStringLiteral("affine_lps")].toArray()[r], 2)));
        }
    }

    static void compareSegments(const QJsonArray& ours, const QJsonArray& truth) {
        int compared = 0;
        for (const QJsonValue& expected : truth) {
            const int number = expected[QStringLiteral("number")].toInt();
            if (number == 0)
                continue; // the background of a label map is not listed
            const auto found = std::find_if(ours.begin(), ours.end(), [&](const QJsonValue& one) {
                return one[QStringLiteral("number")].toInt() == number;
            });
            QVERIFY2(found != ours.end(), QByteArray::number(number));
            QCOMPARE((*found)[QStringLiteral("label")], expected[QStringLiteral("label")]);
            QCOMPARE((*found)[QStringLiteral("voxels")], expected[QStringLiteral("voxels")]);
            QVERIFY(std::abs((*found)[QStringLiteral("volume_ml")].toDouble() -
                             expected[QStringLiteral("volume_ml")].toDouble()) < 1e-4);
            ++compared;
        }
        QCOMPARE(ours.size(), compared);
    }

    CliStudy study_;
    QHash<QString, QJsonObject> reports_;
};

QTEST_GUILESS_MAIN(CliImportTest)
#include "CliImportTest.moc"
