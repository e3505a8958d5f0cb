// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Phantom.h"
#include "storage/dicom/WriterIdentity.h"

#include <functional>

namespace casebook::dicom {

/// A synthetic exam to make. Nothing in it comes from a person; every file says SYNTHETIC.
struct SampleSpec {
    phantom::PhantomSpec phantom;
    QString date = QStringLiteral("20240315"); ///< YYYYMMDD of the exam
    QString time = QStringLiteral("093000");
    bool lungs = false; ///< also a segmentation of the lungs, in a series of its own
};

/// What was written.
struct Sample {
    phantom::Phantom phantom; ///< its volume carries the UIDs of the files
    ExamIdentity exam;
    QString nodulesUid;       ///< SOP Instance UID of the segmentation of nodules
    QString lungsUid;         ///< empty without one
};

/// Takes a file's name ("ct/001.dcm") and bytes; called from the caller's thread, one at a time.
using FileSink = std::function<Result<>(const QString& name, const QByteArray& bytes)>;

/// Makes a synthetic chest CT and the segmentation of its nodules as DICOM files: "ct/NNN.dcm", one a
/// slice, "seg/nodules.dcm", "seg/lungs.dcm". The same spec gives the same bytes. Nothing is written to
/// disk here. Errors: those of makePhantom and the writers, "cancelled", and what `sink` returns.
[[nodiscard]] Result<Sample> writeSample(const SampleSpec& spec, const FileSink& sink, const Job& job = {});

/// The same into a folder, with "truth.json" beside them: nodules with centre (LPS mm), diameter (mm) and
/// volume (ml). The folder is made. Errors: also "cannot-write" (System).
[[nodiscard]] Result<Sample> writeSample(const SampleSpec& spec, const QString& folder, const Job& job = {});

} // namespace casebook::dicom
