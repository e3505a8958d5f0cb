// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/DemoExam.h"

#include "storage/dicom/CtWriter.h"
#include "storage/dicom/SegWriter.h"

#include <algorithm>

namespace casebook::dicom {

namespace {

constexpr int drawingShare = 60; ///< per cent of the work

QString uid(const DemoExamSpec& spec, const QByteArray& what) {
    return syntheticUid(spec.phantom.seed, spec.role + '/' + what);
}

SeriesIdentity seriesOf(const DemoExamSpec& spec, const QByteArray& what, int number,
                        const QString& description) {
    SeriesIdentity series;
    series.uid = uid(spec, "series/" + what);
    series.number = number;
    series.description = description;
    series.date = spec.exam.studyDate;
    series.time = spec.exam.studyTime;
    series.manufacturer = QStringLiteral("Casebook");
    series.model = QStringLiteral("Phantom CP-1");
    series.serialNumber = QStringLiteral("SYNTHETIC-SCANNER-0");
    series.softwareVersions = QStringLiteral("1.0");
    series.comments = QStringLiteral("SYNTHETIC: computed, no patient");
    series.testObject = true;
    return series;
}

} // namespace

Result<DemoExam> writeDemoExam(const DemoExamSpec& spec, const FileSink& sink, const Job& job) {
    const Job drawing{job.stop, [&](std::int64_t done, std::int64_t total) {
                          job.report(done * drawingShare / total, 100);
                      }};
    auto made = phantom::makePhantom(spec.phantom, drawing);
    if (!made)
        return tl::unexpected(made.error());
    DemoExam exam{std::move(*made), spec.exam, {}};
    exam.exam.studyUid = uid(spec, "study");
    exam.exam.frameOfReference = uid(spec, "frame of reference");
    const SeriesIdentity series = seriesOf(spec, "ct", 1, spec.series);
    exam.seriesUid = series.uid;
    Volume& v = exam.phantom.volume;
    v.seriesUid = series.uid;
    v.frameOfReference = exam.exam.frameOfReference;
    for (std::size_t k = 0; k < v.instances.size(); ++k)
        v.instances[k] = uid(spec, "ct/" + QByteArray::number(qulonglong(k)));
    exam.phantom.nodules.frameOfReference = v.frameOfReference;
    exam.phantom.nodules.referencedSeries = series.uid;
    for (int k = v.grid.slices - 1; k >= 0; --k) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const auto bytes = writeCtSlice(v, k, exam.exam, series);
        if (!bytes)
            return tl::unexpected(bytes.error());
        const QString name = QStringLiteral("%1/%2.dcm")
                                 .arg(QString::fromLatin1(spec.role))
                                 .arg(v.grid.slices - k, 3, 10, QLatin1Char('0'));
        if (const auto kept = sink(name, *bytes); !kept)
            return tl::unexpected(kept.error());
        job.report(drawingShare + (100 - drawingShare) * (v.grid.slices - k) / v.grid.slices, 100);
    }
    return exam;
}

Result<QByteArray> writeDemoSegmentation(const DemoExamSpec& spec, const DemoExam& exam,
                                         const std::vector<int>& tags, const AlgorithmIdentity& algorithm) {
    Segmentation found = exam.phantom.nodules;
    found.segments.clear();
    found.uid = uid(spec, "seg");
    for (const phantom::PhantomNodule& nodule : exam.phantom.truth) {
        const auto& drawn = exam.phantom.nodules.segments;
        const auto mask = std::find_if(drawn.begin(), drawn.end(),
                                       [&](const Segment& s) { return s.number == nodule.segment; });
        if (mask == drawn.end() || std::find(tags.begin(), tags.end(), nodule.tag) == tags.end())
            continue;
        Segment segment = *mask;
        segment.number = int(found.segments.size()) + 1;
        segment.label = QStringLiteral("Nodule %1").arg(segment.number);
        segment.algorithm = algorithm;
        found.segments.push_back(std::move(segment));
    }
    SegDescription description;
    description.sopInstanceUid = found.uid;
    description.dimensionUid = uid(spec, "dimensions");
    description.label = QStringLiteral("AI_NODULES");
    description.description = QStringLiteral("SYNTHETIC: made from the truth of the phantom");
    description.creator = QStringLiteral("SYNTHETIC^CASEBOOK");
    description.familyCode = "SYNTHETIC-RESULT";
    description.familyScheme = "99CASEBOOK";
    description.familyMeaning = "Synthetic result of an algorithm";
    description.algorithmSource = "Casebook";
    return writeSegmentation(found, exam.phantom.volume, exam.exam,
                             seriesOf(spec, "seg", 100, QStringLiteral("SYNTHETIC AI nodules")), description);
}

} // namespace casebook::dicom
