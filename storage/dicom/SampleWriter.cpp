// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/SampleWriter.h"

#include "storage/dicom/CtWriter.h"
#include "storage/dicom/SegWriter.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace casebook::dicom {
namespace {

using phantom::NodulePlace;
using phantom::NoduleType;

constexpr int ctShare = 60; // per cent of the work that drawing takes; the rest is writing

ExamIdentity examOf(const SampleSpec& spec) {
    const std::uint32_t seed = spec.phantom.seed;
    ExamIdentity exam;
    exam.patientName = QStringLiteral("SYNTHETIC^CHEST %1").arg(seed);
    exam.patientId = QStringLiteral("SYNTHETIC-%1").arg(seed, 4, 10, QLatin1Char('0'));
    exam.birthDate = QStringLiteral("19600101");
    exam.sex = QStringLiteral("O");
    exam.studyUid = syntheticUid(seed, "study");
    exam.studyId = QString::number(seed);
    exam.studyDate = spec.date;
    exam.studyTime = spec.time;
    exam.studyDescription = QStringLiteral("SYNTHETIC chest CT");
    exam.frameOfReference = syntheticUid(seed, "frame of reference");
    exam.institution = QStringLiteral("SYNTHETIC");
    return exam;
}

SeriesIdentity seriesOf(const SampleSpec& spec, const QByteArray& role, int number,
                        const QString& description) {
    SeriesIdentity series;
    series.uid = syntheticUid(spec.phantom.seed, "series/" + role);
    series.number = number;
    series.description = description;
    series.date = spec.date;
    series.time = spec.time;
    series.manufacturer = QStringLiteral("Casebook");
    series.model = QStringLiteral("Phantom CP-1");
    series.serialNumber = QStringLiteral("SYNTHETIC-SCANNER-0");
    series.softwareVersions = QStringLiteral("1.0");
    series.comments = QStringLiteral("SYNTHETIC: computed from seed %1, no patient").arg(spec.phantom.seed);
    series.testObject = true;
    return series;
}

SegDescription descriptionOf(const SampleSpec& spec, const QByteArray& role, const QString& text) {
    SegDescription d;
    d.sopInstanceUid = syntheticUid(spec.phantom.seed, "seg/" + role);
    d.dimensionUid = syntheticUid(spec.phantom.seed, "dimensions/" + role);
    d.label = QStringLiteral("PHANTOM_TRUTH");
    d.description = text;
    d.creator = QStringLiteral("SYNTHETIC^CASEBOOK");
    // Not found by any image processing: the phantom knows where it drew.
    d.familyCode = "ANALYTIC-TRUTH";
    d.familyScheme = "99CASEBOOK";
    d.familyMeaning = "Analytic truth of a synthetic image";
    d.algorithmSource = "Casebook";
    return d;
}

// Fills in what the files say, so that the volume in memory is the one in the files.
void nameVolume(Sample& sample, const SampleSpec& spec, const SeriesIdentity& series) {
    Volume& v = sample.phantom.volume;
    v.seriesUid = series.uid;
    v.frameOfReference = sample.exam.frameOfReference;
    for (std::size_t k = 0; k < v.instances.size(); ++k)
        v.instances[k] = syntheticUid(spec.phantom.seed, "ct/" + QByteArray::number(qulonglong(k)));
    for (Segmentation* s : {&sample.phantom.nodules, &sample.phantom.lungs}) {
        s->frameOfReference = sample.exam.frameOfReference;
        s->referencedSeries = series.uid;
    }
}

Result<> writeCt(const Sample& sample, const SeriesIdentity& series, const FileSink& sink, const Job& job) {
    const Volume& v = sample.phantom.volume;
    for (int k = 0; k < v.grid.slices; ++k) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const Result<QByteArray> bytes = writeCtSlice(v, k, sample.exam, series);
        if (!bytes)
            return tl::unexpected(bytes.error());
        const QString name = QStringLiteral("ct/%1.dcm").arg(v.grid.slices - k, 3, 10, QLatin1Char('0'));
        if (const Result<> kept = sink(name, *bytes); !kept)
            return kept;
        job.report(ctShare + (100 - ctShare) * (k + 1) / v.grid.slices, 100);
    }
    return {};
}

Result<> writeSeg(const Segmentation& segmentation, const Sample& sample, const SeriesIdentity& series,
                  const SegDescription& description, const QString& name, const FileSink& sink) {
    const Result<QByteArray> bytes =
        writeSegmentation(segmentation, sample.phantom.volume, sample.exam, series, description);
    return bytes ? sink(name, *bytes) : Result<>(tl::unexpected(bytes.error()));
}

QString nameOf(NoduleType type) {
    return type == NoduleType::Solid       ? QStringLiteral("solid")
           : type == NoduleType::PartSolid ? QStringLiteral("part-solid")
                                           : QStringLiteral("ground-glass");
}

QString nameOf(NodulePlace place) {
    return place == NodulePlace::Isolated  ? QStringLiteral("isolated")
           : place == NodulePlace::Pleural ? QStringLiteral("pleural")
                                           : QStringLiteral("on-vessel");
}

QByteArray truthJson(const Sample& sample, const SampleSpec& spec) {
    QJsonArray nodules;
    for (const phantom::PhantomNodule& n : sample.phantom.truth)
        nodules.append(QJsonObject{
            {QStringLiteral("segment"), n.segment},
            {QStringLiteral("centre_lps_mm"), QJsonArray{n.centre.x(), n.centre.y(), n.centre.z()}},
            {QStringLiteral("diameter_mm"), n.diameter_mm},
            {QStringLiteral("volume_ml"), n.volume_ml},
            {QStringLiteral("type"), nameOf(n.type)},
            {QStringLiteral("place"), nameOf(n.place)}});
    const QJsonObject truth{{QStringLiteral("synthetic"), true},
                            {QStringLiteral("recipe"), QStringLiteral("CP-1")},
                            {QStringLiteral("seed"), qint64(spec.phantom.seed)},
                            {QStringLiteral("series"), sample.phantom.volume.seriesUid},
                            {QStringLiteral("nodules"), nodules}};
    return QJsonDocument(truth).toJson();
}

Result<> writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path); // no sync to disk: a sample can be made again
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return fail(ErrorKind::System, "cannot-write", path, {file.errorString()});
    return {};
}

} // namespace

Result<Sample> writeSample(const SampleSpec& spec, const FileSink& sink, const Job& job) {
    const Job drawing{
        job.stop, [&](std::int64_t done, std::int64_t total) { job.report(done * ctShare / total, 100); }};
    Result<phantom::Phantom> made = phantom::makePhantom(spec.phantom, drawing);
    if (!made)
        return tl::unexpected(made.error());
    Sample sample{std::move(*made), examOf(spec), {}, {}};
    const SeriesIdentity ct = seriesOf(spec, "ct", 1, QStringLiteral("SYNTHETIC chest"));
    nameVolume(sample, spec, ct);
    Result<> written = writeCt(sample, ct, sink, job);
    if (written && !sample.phantom.nodules.segments.empty()) {
        const SegDescription d =
            descriptionOf(spec, "nodules", QStringLiteral("SYNTHETIC: nodules as drawn"));
        sample.nodulesUid = sample.phantom.nodules.uid = d.sopInstanceUid;
        written = writeSeg(sample.phantom.nodules, sample,
                           seriesOf(spec, "nodules", 100, QStringLiteral("SYNTHETIC nodules")), d,
                           QStringLiteral("seg/nodules.dcm"), sink);
    }
    if (written && spec.lungs) {
        const SegDescription d = descriptionOf(spec, "lungs", QStringLiteral("SYNTHETIC: lungs as drawn"));
        sample.lungsUid = sample.phantom.lungs.uid = d.sopInstanceUid;
        written = writeSeg(sample.phantom.lungs, sample,
                           seriesOf(spec, "lungs", 101, QStringLiteral("SYNTHETIC lungs")), d,
                           QStringLiteral("seg/lungs.dcm"), sink);
    }
    if (!written)
        return tl::unexpected(written.error());
    return sample;
}

Result<Sample> writeSample(const SampleSpec& spec, const QString& folder, const Job& job) {
    const QDir root(folder);
    for (const QString& part : {QStringLiteral("ct"), QStringLiteral("seg")})
        if (!root.mkpath(part))
            return fail(ErrorKind::System, "cannot-write", folder, {qt_error_string()});
    Result<Sample> sample = writeSample(
        spec,
        [&](const QString& name, const QByteArray& bytes) { return writeFile(root.filePath(name), bytes); },
        job);
    if (!sample)
        return sample;
    if (const Result<> kept =
            writeFile(root.filePath(QStringLiteral("truth.json")), truthJson(*sample, spec));
        !kept)
        return tl::unexpected(kept.error());
    return sample;
}

} // namespace casebook::dicom
