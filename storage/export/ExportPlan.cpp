// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportPlan.h"

#include <algorithm>

namespace casebook {

namespace {

bool isReleasedClass(const QString& sopClass) {
    static const QStringList released{
        QStringLiteral("1.2.840.10008.5.1.4.1.1.2"), QStringLiteral("1.2.840.10008.5.1.4.1.1.2.1"),
        QStringLiteral("1.2.840.10008.5.1.4.1.1.2.2"), QStringLiteral("1.2.840.10008.5.1.4.1.1.4"),
        QStringLiteral("1.2.840.10008.5.1.4.1.1.128")};
    return released.contains(sopClass);
}

/// What can be said before the object itself is looked at; the worker decides again on its bytes.
QByteArray exclusionOf(const dicom::ParsedInstance& header, const ExportSeries& series) {
    if (series.kind == "conflicting-instance")
        return series.kind;
    const bool segmentation = header.kind == dicom::ObjectKind::Segmentation;
    if (!segmentation && !isReleasedClass(header.sopClass))
        return "class-not-released";
    if (header.burnedIn)
        return "burned-in";
    if (header.slice.samplesPerPixel != 1)
        return "colour";
    if (header.truncated)
        return "truncated";
    return {};
}

} // namespace

ExportPlan ExportPlan::make(ExportData data, const ExportOptions& options) {
    ExportPlan out;
    out.options = options;
    out.data = std::move(data);
    QMap<QPair<QString, QByteArray>, int> left;
    QSet<QPair<int, QString>> frames; // subject and frame of reference of images that leave
    const auto exclude = [&](const ExportInstance& instance, const QByteArray& reason) {
        ++left[{out.data.series[instance.series].uid, reason}];
    };
    const auto subjectOf = [&](const ExportInstance& instance) {
        return out.data.exams[out.data.series[instance.series].exam].subject;
    };
    if (options.wantsImages()) {
        for (int i = 0; i < out.data.instances.size(); ++i) {
            const ExportInstance& instance = out.data.instances[i];
            if (instance.header.kind == dicom::ObjectKind::Segmentation)
                continue;
            if (const QByteArray why = exclusionOf(instance.header, out.data.series[instance.series]);
                !why.isEmpty()) {
                exclude(instance, why);
                continue;
            }
            out.images.append(i);
            frames.insert({subjectOf(instance), instance.header.slice.frameOfReference});
        }
        for (int i = 0; i < out.data.instances.size(); ++i) {
            const ExportInstance& instance = out.data.instances[i];
            if (instance.header.kind != dicom::ObjectKind::Segmentation)
                continue;
            const QString& frame = instance.header.slice.frameOfReference;
            if (const QByteArray why = exclusionOf(instance.header, out.data.series[instance.series]);
                !why.isEmpty())
                exclude(instance, why);
            else if (frame.isEmpty() || !frames.contains({subjectOf(instance), frame}))
                exclude(instance, "frame-of-reference");
            else
                out.segmentations.append(i);
        }
    }
    for (auto it = out.data.labelMaps.cbegin(); options.wantsImages() && it != out.data.labelMaps.cend();
         ++it)
        left[{out.data.series[it.key()].uid, "label-map"}] += it.value();
    for (auto it = left.cbegin(); it != left.cend(); ++it)
        out.excluded.append({it.key().first, it.key().second, it.value()});
    if (out.data.heldValues > 0)
        out.warnings.append("held-values");
    return out;
}

} // namespace casebook
