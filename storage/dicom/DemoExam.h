// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/SampleWriter.h"

namespace casebook::dicom {

/// One synthetic exam of a person whom the caller made up.
struct DemoExamSpec {
    phantom::PhantomSpec phantom;
    ExamIdentity exam; ///< studyUid and frameOfReference are filled in
    QString series;    ///< description of the CT series
    QByteArray role;   ///< tells exams of one anatomy apart in their UIDs: "ct1"
};

/// The exam as written: its volume carries the UIDs of the files.
struct DemoExam {
    phantom::Phantom phantom;
    ExamIdentity exam;
    QString seriesUid;
};

/// CT slices into `sink`, head first. Bytes follow from the spec alone. Pool thread.
[[nodiscard]] Result<DemoExam> writeDemoExam(const DemoExamSpec& spec, const FileSink& sink,
                                             const Job& job = {});

/// What an algorithm "found" in it: the lesions with these tags as a DICOM SEG of their own.
[[nodiscard]] Result<QByteArray> writeDemoSegmentation(const DemoExamSpec& spec, const DemoExam& exam,
                                                       const std::vector<int>& tags,
                                                       const AlgorithmIdentity& algorithm);

} // namespace casebook::dicom
