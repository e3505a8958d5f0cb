// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/RoiContours.h"
#include "core/segmentation/ValueMap.h"
#include "core/values/Job.h"
#include "core/values/Result.h"
#include "storage/dicom/ArchiveReader.h"
#include "storage/dicom/Instance.h"
#include "storage/dicom/Pixels.h"
#include "storage/dicom/TagTree.h"
#include "storage/dicom/deid/Deidentifier.h"
#include "storage/dicom/odm/OdmImport.h"
#include "storage/worker/WorkerInput.h"

#include <functional>
#include <memory>
#include <vector>

namespace casebook::dicom {
struct SrDocument;   // sr/SrDocument.h
struct Presentation; // sr/Presentation.h
} // namespace casebook::dicom

namespace casebook {

/// Numbers a pool works with; tests make them small.
struct WorkerLimits {
    int headerSeconds = 30;      ///< wall time of one parse
    int pixelSeconds = 120;      ///< wall time of one frame, segmentation or label map
    int cpuSeconds = 60;         ///< processor time of any one request
    int filesPerWorker = 2'000;  ///< a worker is replaced after so many requests
    qint64 memoryBytes = qint64(4) << 30;
};

/// One file of an archive, or why it was not taken.
struct ArchiveEntry {
    QString path;           ///< inside the archive
    QByteArray bytes;
    QByteArray refusal;     ///< code of the import report; empty for a file that arrived whole
    QByteArray detail; ///< "unsafe-path", "link" or "device" where the refusal is "inside-archive-limit"
};

/// Runs casebook-worker processes that parse and decode bytes from outside. The workers get
/// descriptors, never paths, keys or the study. All calls block and may come from many threads at
/// once; each holds one worker. A worker that dies, lies or takes too long costs that one file
/// ("malformed" with the argument "parser-died" or "parser-timeout"; "too-large" when it ran out of
/// memory) and is replaced. One that the kernel killed is no file's fault: "worker-failed".
/// The program: env CASEBOOK_WORKER, else `casebook-worker` next to the running program, else the
/// folder in env CASEBOOK_BIN. Errors of every call: "worker-missing", "worker-failed", those of the
/// reader called.
class WorkerPool {
public:
    /// @param workers processes at most; 0 = one per core, up to 4. They start on first use.
    explicit WorkerPool(int workers = 0, const WorkerLimits& limits = {});
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    [[nodiscard]] int size() const;

    [[nodiscard]] Result<dicom::ParsedInstance> parse(const WorkerInput& input);
    /// The same with the text read as `charset`, a person's word; empty: as the file declares.
    [[nodiscard]] Result<dicom::ParsedInstance> parse(const WorkerInput& input, const QByteArray& charset);
    /// Files that a DICOMDIR names, relative to its folder; "unsupported-object" when it is none.
    [[nodiscard]] Result<QStringList> directory(const WorkerInput& input);

    /// Headers of many files, all workers at once.
    /// `source(i)` gives the input of file i (0 .. count-1), `sink(i, header)` takes its answer; both are
    /// called from threads of this call, each index once, in no order. Stops early when the job is stopped
    /// (then the indices left get no call).
    void parseMany(int count, const std::function<Result<WorkerInput>(int)>& source,
                   const std::function<void(int, Result<dicom::ParsedInstance>)>& sink, const Job& job = {});

    /// One frame, from 0. `header` says what is expected; an answer of another shape is refused.
    [[nodiscard]] Result<dicom::DecodedFrame> pixels(const WorkerInput& input, const SliceHeader& header);
    [[nodiscard]] Result<dicom::DecodedFrame> pixels(const WorkerInput& input, const SliceHeader& header,
                                                     int frame);

    /// Frames of a series in parallel: as parseMany, over `headers`.
    void pixelsMany(const std::vector<SliceHeader>& headers,
                    const std::function<Result<WorkerInput>(int)>& source,
                    const std::function<void(int, Result<dicom::DecodedFrame>)>& sink, const Job& job = {});

    [[nodiscard]] Result<Segmentation> segmentation(const WorkerInput& input);
    [[nodiscard]] Result<Segmentation> labels(const WorkerInput& input);
    /// Values of a DICOM parametric map; of a NIfTI, NRRD or MetaImage file.
    [[nodiscard]] Result<ValueMap> map(const WorkerInput& input);
    [[nodiscard]] Result<ValueMap> values(const WorkerInput& input);
    /// The document inside an encapsulated PDF, never looked into.
    [[nodiscard]] Result<QByteArray> pdf(const WorkerInput& input);
    /// Contours of an RT Structure Set.
    [[nodiscard]] Result<RoiSet> contours(const WorkerInput& input);
    /// An ODM file: definition, answers and report. What the file itself is refused for stands in the report.
    [[nodiscard]] Result<odm::Import> odm(const WorkerInput& input);

    /// A structured report or key object selection, with its whole tree.
    [[nodiscard]] Result<dicom::SrDocument> report(const WorkerInput& input);
    [[nodiscard]] Result<dicom::Presentation> presentation(const WorkerInput& input);
    /// Every attribute of a DICOM file. Errors: "too-large" (beyond kLargestTagTree).
    [[nodiscard]] Result<dicom::TagTree> tags(const WorkerInput& input);

    /// What an object is and which UIDs it holds, before it may leave the study.
    [[nodiscard]] Result<dicom::DeidSurvey> survey(const WorkerInput& input);
    /// The object without what identifies, by `plan`; `header` bounds what may come back.
    [[nodiscard]] Result<dicom::DeidResult>
    deidentify(const QByteArray& file, const dicom::ParsedInstance& header, const dicom::DeidPlan& plan);

    /// Streams an archive: `sink` gets entry by entry, on the caller's thread, and may call this pool
    /// (the archive has a worker of its own). Returning false from it stops.
    [[nodiscard]] Result<void> archive(const WorkerInput& input,
                                       const std::function<bool(ArchiveEntry)>& sink, const Job& job = {},
                                       const dicom::ArchiveLimits& limits = {});

private:
    struct Private;
    std::unique_ptr<Private> d_;
};

/// True when the first bytes are those of an archive that WorkerPool::archive reads.
[[nodiscard]] bool isArchive(const WorkerInput& input);
/// True when the first bytes are those of a NIfTI, NRRD or MetaImage file.
[[nodiscard]] bool isLabelFile(const WorkerInput& input);

} // namespace casebook
