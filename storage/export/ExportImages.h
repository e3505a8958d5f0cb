// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/export/ExportKeys.h"
#include "storage/export/ExportPlan.h"

#include <functional>

namespace casebook {

class WorkerPool;

/// One DICOM object of a set.
struct ReleasedObject {
    int instance = 0; ///< place in ExportData::instances
    QString path;     ///< within the set
    QString pseudonym, study, series, sop; ///< new UIDs
    QByteArray pixelHash; ///< SHA-256 of the stored values that were written
};

struct ReleasedImages {
    QList<ReleasedObject> objects;
    QList<ExportExclusion> excluded;
    QMap<QString, QMap<QByteArray, int>> actions; ///< new series UID -> "path action reason" -> objects
    QMap<QByteArray, int> warnings;
    QStringList droppedWords;
    QList<dicom::DeidSample> samples;
    QSet<QString> identifiers; ///< of the sources' headers, for the last check
};

/// Takes the objects of a plan from the vault through the workers into files. Several workers at once; the files come
/// to `sink` in the order of the plan. Any thread but the GUI's.
class ExportImages {
public:
    using Sink = std::function<Result<>(const QString& path, const QByteArray& bytes)>;
    ExportImages(ObjectStore& objects, WorkerPool& workers, const ExportPlan& plan, const ExportKeys& keys,
                 QString method);

    /// An object that can't be released is left out and listed; what is wrong with disk or workers ends the run.
    /// Errors: "cancelled", those of ObjectStore, of `sink`, "worker-missing", "worker-failed".
    [[nodiscard]] Result<ReleasedImages> run(const Sink& sink, const Job& job);
    /// The first object of each series only, nothing written: what would be done, with samples.
    [[nodiscard]] Result<ReleasedImages> preview(const Job& job);

private:
    struct Outcome {
        ReleasedObject object;
        QByteArray exclusion, warning;
        dicom::DeidResult result;
        QStringList identifiers;
        std::optional<Error> failure; ///< of disk or workers
    };
    [[nodiscard]] Outcome process(int instance, bool samples) const;
    [[nodiscard]] Result<> batch(const QList<int>& instances, bool samples, const Sink& sink, const Job& job,
                                 ReleasedImages& out);
    [[nodiscard]] Result<> take(const Outcome& outcome, const Sink& sink, ReleasedImages& out);
    [[nodiscard]] const ExportSubject& subjectOf(int instance) const;
    [[nodiscard]] QString pathOf(int instance);

    ObjectStore& objects_;
    WorkerPool& workers_;
    const ExportPlan& plan_;
    const ExportKeys& keys_;
    QString method_;
    QSet<QPair<int, QString>> released_; ///< subject, SOP Instance UID as in the vault
    QHash<int, QString> folders_; ///< series -> folder
    QHash<int, int> numbers_; ///< series -> files so far
    std::int64_t done_ = 0, total_ = 0;
};

} // namespace casebook
