// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every data set under ct/ that has a truth.json: imported by the real worker into a real encrypted study,
// and all of it compared with what pydicom, GDCM, Pillow, numpy and dcm2niix found. The sets are read from
// the folder, so one that is put there later is tested like the others.
#include "core/segmentation/RoiContours.h"
#include "storage/dicom/sr/SrDocument.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/vault/Vault.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/TruthSet.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

/// Codes by which an import may refuse a file (design cli).
const QSet<QByteArray> refusalCodes{"not-dicom",           "truncated",
                                    "no-pixel-data",       "unsupported-transfer-syntax",
                                    "unsupported-object",  "conflicting-instance",
                                    "bad-geometry",        "too-large",
                                    "unreadable",          "malformed",
                                    "inside-archive-limit"};

/// One study of its own, and what an import of some files left in it.
struct ImportedSet {
    QTemporaryDir folder;
    std::unique_ptr<Vault> vault;
    ImportReport report;
    std::vector<FoundSlice> slices;
    QHash<QString, QString> leftOut; ///< instance -> reason
};

bool isMalformedSet(const QString& set) { return set.contains(QLatin1StringView("malformed")); }
/// Copies of one picture under one UID: each file goes into a study of its own.
bool isSyntaxSet(const QString& set) { return set.contains(QLatin1StringView("-syntax-")); }

QJsonObject truthOf(const QJsonObject& file, const char* kind) {
    return file.value(QLatin1StringView(kind)).toObject();
}

double at(const QJsonObject& truth, const char* list, int i) {
    return truth.value(QLatin1StringView(list)).toArray().at(i).toDouble();
}

struct ContourSums {
    std::size_t points = 0;
    double area_mm2 = 0; ///< of all contours, each by itself
    WorldPoint low = WorldPoint::Constant(1e9), high = WorldPoint::Constant(-1e9);
};

ContourSums sumsOf(const Roi& roi) {
    ContourSums out;
    for (const RoiContour& contour : roi.contours) {
        out.points += contour.points.size();
        double twice = 0;
        for (std::size_t i = 0; i < contour.points.size(); ++i) {
            const WorldPoint &a = contour.points[i], &b = contour.points[(i + 1) % contour.points.size()];
            twice += a.x() * b.y() - b.x() * a.y();
            out.low = out.low.cwiseMin(a);
            out.high = out.high.cwiseMax(a);
        }
        out.area_mm2 += std::abs(twice) / 2;
    }
    return out;
}

} // namespace

class TruthTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void set_data();
    void set();

private:
    std::unique_ptr<ImportedSet> import(const QStringList& paths);
    void readVolumes(ImportedSet& into);
    void checkFiles(const ImportedSet& set, const QString& name, const QJsonArray& files);
    void checkStored(const QString& name, const QJsonObject& file);
    void checkSeries(const ImportedSet& set, QJsonObject series, const QJsonArray& files);
    void checkSegmentations(ImportedSet& set, const QJsonArray& files);
    void checkSegmentation(ImportedSet& set, const QJsonObject& file);
    void checkLabels(const QString& name, const QJsonObject& file);
    void checkStructures(const QString& name, const QJsonObject& file);
    void checkReport(const QString& name, const QJsonObject& file);
    void say(const QString& what) { wrong_ << what; }

    WorkerPool workers_{2};
    QStringList wrong_;
};

void TruthTest::initTestCase() { CASEBOOK_NEED_DATA(); }

void TruthTest::set_data() {
    QTest::addColumn<QString>("name");
    for (const QString& name : truthSets())
        QTest::newRow(qPrintable(name)) << name;
}

std::unique_ptr<ImportedSet> TruthTest::import(const QStringList& paths) {
    auto out = std::make_unique<ImportedSet>();
    qputenv("XDG_STATE_HOME", out->folder.filePath(QStringLiteral("state")).toUtf8());
    NewStudy study;
    study.name = QStringLiteral("T");
    study.login = QStringLiteral("li");
    auto made = Vault::create(out->folder.filePath(QStringLiteral("study")), study,
                              SecretBytes::fromUtf8("a truth set test"), KdfCost::cheapForTests());
    if (!made) {
        say(QStringLiteral("no study: ") + QString::fromLatin1(made.error().code));
        return out;
    }
    out->vault = std::move(made->vault);
    ImportService service(out->vault->database(), out->vault->objects(), workers_, out->vault->session(),
                          out->vault->clock());
    auto report = service.run(paths, {}, {});
    if (!report)
        say(QStringLiteral("not imported: ") + QString::fromLatin1(report.error().code));
    else
        out->report = *report;
    readVolumes(*out);
    return out;
}

void TruthTest::readVolumes(ImportedSet& into) {
    if (!into.vault)
        return;
    const ImagingService imaging(into.vault->database(), into.vault->objects(), workers_,
                                 into.vault->session(), into.vault->clock());
    const auto rows = imaging.series();
    if (!rows)
        return say(QStringLiteral("no list of series"));
    for (const SeriesRow& row : *rows) {
        const auto plan = imaging.plan(row.uid);
        if (!plan)
            continue;
        for (const LeftOut& left : plan->leftOut)
            into.leftOut.insert(left.instance, QString::fromLatin1(left.reason));
        for (int n = 0; n < int(plan->volumes.size()); ++n) {
            const auto volume = imaging.volume(row.uid, n, {});
            if (!volume)
                continue; // what is missing is said by whoever looks for it
            for (int k = 0; k < (*volume)->grid.slices; ++k) {
                if (!(*volume)->isMissing(k))
                    into.slices.push_back({*volume, k});
            }
        }
    }
}

/// Every file is imported, known already, or refused by one of the codes; one whose pixels an independent
/// reader decoded is not refused, unless an equal UID was there before or the set is one of broken files.
void TruthTest::checkFiles(const ImportedSet& set, const QString& name, const QJsonArray& files) {
    QHash<QString, QByteArray> refused;
    for (const ImportReport::Refused& each : set.report.refused) {
        refused.insert(each.path, each.code);
        if (!refusalCodes.contains(each.code))
            say(each.path + QStringLiteral(": refused by the unknown code ") +
                QString::fromLatin1(each.code));
        if (each.message.isEmpty())
            say(each.path + QStringLiteral(": refused without words"));
    }
    if (set.report.imported + set.report.duplicates + int(set.report.refused.size()) != set.report.files)
        say(QStringLiteral("the sums of the report don't agree"));
    for (const auto& entry : files) {
        const QJsonObject file = entry.toObject();
        const QString path = textOf(file, "path");
        const auto found = std::find_if(refused.keyBegin(), refused.keyEnd(), [&](const QString& p) {
            return p == path || p.endsWith(QLatin1Char('/') + path);
        });
        const QByteArray code = found == refused.keyEnd() ? QByteArray() : refused.value(*found);
        const bool sound =
            has(file, "sha256_stored_le") || has(file, "seg") || has(file, "rtstruct") || has(file, "sr");
        if (sound && !code.isEmpty() && code != "conflicting-instance" && !isMalformedSet(name))
            say(path + QStringLiteral(": refused by ") + QString::fromLatin1(code));
        if (has(file, "sha256_stored_le") && code.isEmpty())
            checkStored(name, file);
        if (has(file, "nifti") || has(file, "volume"))
            checkLabels(name, file);
        if (has(file, "rtstruct") && code.isEmpty())
            checkStructures(name, file);
        if (has(file, "sr") && code.isEmpty())
            checkReport(name, file);
    }
}

/// Stored values of all frames through the worker.
void TruthTest::checkStored(const QString& name, const QJsonObject& file) {
    const QString path = textOf(file, "path");
    const auto input = WorkerInput::open(ctPath(name, path));
    const auto header =
        input ? workers_.parse(*input) : Result<dicom::ParsedInstance>(tl::unexpected(input.error()));
    if (!header)
        return say(path + QStringLiteral(": not read: ") + QString::fromLatin1(header.error().code));
    // pydicom leaves YBR as it is, a viewer turns it to RGB.
    if (header->slice.photometric.startsWith(QLatin1StringView("YBR")) ||
        textOf(file, "stored_dtype").contains(QLatin1Char('f')))
        return; // floats are no stored values of an image: parametric maps
    // JPEG-LS knows no sign; the reader behind the truth leaves the low bits, ours extends them.
    const bool lowBits = header->slice.isSigned && header->slice.bitsStored < 16 &&
                         header->slice.bitsAllocated == 16 &&
                         header->transferSyntax.startsWith(QLatin1StringView("1.2.840.10008.1.2.4.8"));
    QCryptographicHash hash(QCryptographicHash::Sha256), low(QCryptographicHash::Sha256);
    for (int f = 0; f < header->numberOfFrames; ++f) {
        auto frame = workers_.pixels(*input, header->slice, f);
        const bool fewBits = header->slice.bitsStored < 8 &&
                             header->transferSyntax.startsWith(QLatin1StringView("1.2.840.10008.1.2.4.8"));
        if (!frame && (isMalformedSet(name) || fewBits))
            return; // a clear refusal is right there (docs/limits.md: JPEG-LS with fewer than 8 bits)
        if (!frame)
            return say(path + QStringLiteral(": not decoded: ") + QString::fromLatin1(frame.error().code));
        hash.addData(frame->bytes);
        for (qsizetype n = 0; lowBits && n + 1 < frame->bytes.size(); n += 2) {
            const int kept = (1 << header->slice.bitsStored) - 1;
            frame->bytes[n] = char(frame->bytes.at(n) & kept);
            frame->bytes[n + 1] = char(frame->bytes.at(n + 1) & (kept >> 8));
        }
        low.addData(frame->bytes);
    }
    const QString expected = textOf(file, "sha256_stored_le");
    // Two decoders may round a lossy wavelet differently; PixelsTest compares their values.
    if (header->transferSyntax == QLatin1StringView("1.2.840.10008.1.2.4.203") ||
        (lowBits && QString::fromLatin1(low.result().toHex()) == expected))
        return;
    if (QString::fromLatin1(hash.result().toHex()) != expected)
        say(path + QStringLiteral(": stored values differ"));
}

void TruthTest::checkSeries(const ImportedSet& set, QJsonObject series, const QJsonArray& files) {
    const QString uid = textOf(series, "series_uid");
    QSet<QString> paths;
    for (const auto& path : series.value(QLatin1StringView("files")).toArray())
        paths.insert(path.toString());
    QJsonArray instances;
    QHash<QString, QString> sopOf;
    for (const auto& entry : files)
        sopOf.insert(textOf(entry.toObject(), "path"), textOf(entry.toObject(), "sop_instance"));
    for (const auto& path : series.value(QLatin1StringView("files")).toArray())
        instances.append(sopOf.value(path.toString()));
    series.insert(QLatin1StringView("instances"), instances);

    std::vector<FoundSlice> mine;
    for (const FoundSlice& slice : set.slices) {
        const Volume& v = *slice.volume;
        const auto o = numbersOf(series, "image_orientation");
        const bool sameShape = v.grid.rows == int(numberOf(series, "rows")) &&
                               v.grid.columns == int(numberOf(series, "columns")) && o.size() == 6 &&
                               (v.grid.rowDirection - WorldVector(o[0], o[1], o[2])).norm() < 2e-3 &&
                               (v.grid.columnDirection - WorldVector(o[3], o[4], o[5])).norm() < 2e-3;
        const bool listed = instances.contains(slice.instance());
        // Without SOP UIDs in the files the shape has to do; without a list the series has.
        if (sameShape && (listed || (uid.isEmpty() ? instances.contains(QString())
                                                   : paths.isEmpty() && v.seriesUid == uid)))
            mine.push_back(slice);
    }
    int dropped = 0;
    for (auto it = set.leftOut.begin(); it != set.leftOut.end(); ++it)
        dropped +=
            it.value() == QLatin1StringView("duplicate-position") && instances.contains(it.key()) ? 1 : 0;
    for (const QString& line : SeriesComparison(series, std::move(mine)).run(dropped))
        say(QStringLiteral("series …%1 (%2): ").arg(uid.right(12), textOf(series, "modality")) + line);
}

void TruthTest::checkSegmentations(ImportedSet& set, const QJsonArray& files) {
    for (const auto& entry : files) {
        if (has(entry.toObject(), "seg"))
            checkSegmentation(set, entry.toObject());
    }
}

void TruthTest::checkSegmentation(ImportedSet& set, const QJsonObject& file) {
    if (!set.vault)
        return;
    const QString path = textOf(file, "path");
    const ImagingService imaging(set.vault->database(), set.vault->objects(), workers_, set.vault->session(),
                                 set.vault->clock());
    const auto row = imaging.findOverlay(textOf(file, "sop_instance"));
    if (!row)
        return say(path + QStringLiteral(": no overlay"));
    const auto found = imaging.segmentation(*row, {});
    if (!found)
        return say(path + QStringLiteral(": not read: ") + QString::fromLatin1(found.error().code));
    for (const auto& each :
         file.value(QLatin1StringView("seg")).toObject().value(QLatin1StringView("segments")).toArray()) {
        const QJsonObject truth = each.toObject();
        const int number = int(numberOf(truth, "number"));
        const auto segment = std::find_if((*found)->segments.begin(), (*found)->segments.end(),
                                          [&](const Segment& s) { return s.number == number; });
        const QString where = path + QStringLiteral(": segment %1: ").arg(number);
        if (segment == (*found)->segments.end()) {
            // The background of a label map is a segment of the file, none of ours.
            if ((*found)->kind != Segmentation::Kind::LabelMap)
                say(where + QStringLiteral("not there"));
            continue;
        }
        const SegmentStatistics ours = statistics(**found, *segment);
        if (ours.voxels != std::int64_t(numberOf(truth, "voxels")))
            say(where + QStringLiteral("%1 voxels, not %2").arg(ours.voxels).arg(numberOf(truth, "voxels")));
        if (has(truth, "volume_ml") &&
            std::abs(ours.volume_ml - numberOf(truth, "volume_ml")) > std::max(1e-4, 1e-4 * ours.volume_ml))
            say(where +
                QStringLiteral("%1 ml, not %2").arg(ours.volume_ml).arg(numberOf(truth, "volume_ml")));
        if (has(truth, "sum_over_max")) {
            double sum = 0;
            for (const std::uint8_t v : segment->values)
                sum += v;
            if (std::abs(sum / (*found)->maximumFraction - numberOf(truth, "sum_over_max")) > 0.001)
                say(where + QStringLiteral("the sum of fractions differs"));
        }
    }
}

/// Label maps: voxels of each label.
void TruthTest::checkLabels(const QString& name, const QJsonObject& file) {
    const QString path = textOf(file, "path");
    const QJsonObject truth =
        file.value(QLatin1StringView(has(file, "nifti") ? "nifti" : "volume")).toObject();
    const QJsonObject counts = truth.value(QLatin1StringView("label_counts")).toObject();
    if (counts.isEmpty())
        return;
    const auto input = WorkerInput::open(ctPath(name, path));
    const auto labels = input ? workers_.labels(*input) : Result<Segmentation>(tl::unexpected(input.error()));
    if (!labels) {
        // Fractions, signed or too many values are no labels; no reader makes some of them.
        // A NRRD without directions has no place, and is refused as such.
        const bool nowhere = labels.error().code == "bad-geometry" && has(truth, "header") &&
                             !has(truth.value(QLatin1StringView("header")).toObject(), "space directions");
        if (labels.error().code != "not-labels" && !nowhere)
            say(path + QStringLiteral(": no label map: ") + QString::fromLatin1(labels.error().code));
        return;
    }
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        const int number = it.key().toInt();
        if (number == 0)
            continue;
        const auto segment = std::find_if(labels->segments.begin(), labels->segments.end(),
                                          [&](const Segment& s) { return s.number == number; });
        const std::int64_t voxels =
            segment == labels->segments.end() ? 0 : statistics(*labels, *segment).voxels;
        if (voxels != std::int64_t(it.value().toDouble()))
            say(path + QStringLiteral(": label %1 has %2 voxels, not %3")
                           .arg(it.key())
                           .arg(voxels)
                           .arg(it.value().toDouble()));
    }
}

/// Contours of each region: how many, how many points, where, and what they enclose (shoelace, here).
void TruthTest::checkStructures(const QString& name, const QJsonObject& file) {
    const QString path = textOf(file, "path");
    const auto input = WorkerInput::open(ctPath(name, path));
    const auto set = input ? workers_.contours(*input) : Result<RoiSet>(tl::unexpected(input.error()));
    if (!set)
        return say(path + QStringLiteral(": no contours: ") + QString::fromLatin1(set.error().code));
    const QJsonArray rois = truthOf(file, "rtstruct").value(QLatin1StringView("rois")).toArray();
    for (const auto& each : rois) {
        const QJsonObject truth = each.toObject();
        const int number = int(numberOf(truth, "number"));
        const auto roi = std::find_if(set->rois.begin(), set->rois.end(),
                                      [&](const Roi& r) { return r.number == number; });
        if (roi == set->rois.end()) {
            say(path + QStringLiteral(": no region %1").arg(number));
            continue;
        }
        const ContourSums ours = sumsOf(*roi);
        const auto differs = [&](const char* what, double mine, double slack) {
            if (std::abs(mine - numberOf(truth, what)) > slack)
                say(path + QStringLiteral(": region %1: %2 is %3, not %4")
                               .arg(number)
                               .arg(QLatin1StringView(what))
                               .arg(mine)
                               .arg(numberOf(truth, what)));
        };
        if (roi->name != textOf(truth, "name"))
            say(path + QStringLiteral(": region %1 has another name").arg(number));
        differs("contours", double(roi->contours.size()), 0);
        differs("points", double(ours.points), 0);
        differs("sum_of_contour_areas_mm2", ours.area_mm2, 0.02);
        for (int axis = 0; axis < 3; ++axis)
            if (std::abs(ours.low[axis] - at(truth, "min_mm", axis)) > 0.001 ||
                std::abs(ours.high[axis] - at(truth, "max_mm", axis)) > 0.001)
                say(path + QStringLiteral(": region %1 lies elsewhere").arg(number));
    }
}

/// Title, how many items, and every number with its name and unit, in order.
void TruthTest::checkReport(const QString& name, const QJsonObject& file) {
    const QString path = textOf(file, "path");
    const auto input = WorkerInput::open(ctPath(name, path));
    const auto report =
        input ? workers_.report(*input) : Result<dicom::SrDocument>(tl::unexpected(input.error()));
    if (!report)
        return say(path + QStringLiteral(": no report: ") + QString::fromLatin1(report.error().code));
    const QJsonObject truth = truthOf(file, "sr");
    if (report->nodes.front().name.meaning != textOf(truth, "title"))
        say(path + QStringLiteral(": another title"));
    if (double(report->nodes.size()) - 1 != numberOf(truth, "content_items"))
        say(path + QStringLiteral(": %1 items").arg(report->nodes.size() - 1));
    constexpr int told = 80; // the truth lists no more
    QJsonArray numbers;
    for (const dicom::SrNode& node : report->nodes)
        if (node.type == "NUM" && numbers.size() < told)
            numbers.append(
                QJsonArray{node.name.meaning, node.numberText, QString::fromLatin1(node.unit.value)});
    if (numbers != truth.value(QLatin1StringView("numeric")).toArray())
        say(path + QStringLiteral(": other numbers"));
}

void TruthTest::set() {
    QFETCH(QString, name);
    wrong_.clear();
    const QJsonObject truth = ctTruth(name);
    const QJsonArray files = truth.value(QLatin1StringView("files")).toArray();
    QVERIFY(!files.isEmpty());
    if (isSyntaxSet(name)) {
        for (const auto& file : files) {
            const auto one = import({ctPath(name, textOf(file.toObject(), "path"))});
            checkFiles(*one, name, {file});
            checkSegmentations(*one, {file});
        }
    } else {
        const auto all = import({dataFolder() + QStringLiteral("/ct/") + name});
        checkFiles(*all, name, files);
        for (const auto& series : truth.value(QLatin1StringView("series")).toArray()) {
            // "not one grey frame": colour is no volume.
            if (!has(series.toObject(), "pixels"))
                checkSeries(*all, series.toObject(), files);
        }
        checkSegmentations(*all, files);
    }
    QVERIFY2(wrong_.isEmpty(), qPrintable(QLatin1Char('\n') + wrong_.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(TruthTest)
#include "TruthTest.moc"
