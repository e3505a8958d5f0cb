// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/Identity.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/ImportMap.h"
#include "storage/imaging/ImportTable.h"

namespace casebook::subjectMatch {

/// Which subject the exam of a file belongs to. Rule (reference dicom 1.2, architecture 2.18):
/// - same PatientID and issuer as a known subject, and name, birth date and sex do not contradict:
///   that subject; they contradict, or several subjects match: the exam waits ("identity-conflict");
/// - PatientID unknown so far: a new subject; no PatientID: a provisional one for this exam alone,
///   state "unidentified", which no later file is matched to;
/// - the exam is there already, under another person: the whole exam waits ("two-patients-in-exam").
struct MatchedExam {
    imagingTable::Exam exam;
    QByteArray waiting; ///< reason, empty when it has a subject
};
/// A row of a mapping table for the file's PatientID goes before the rule for new ones, not against a subject that
/// has this PatientID already (then the exam waits).
struct Source {
    importTable::Key import;
    const Session& session;
    const ImportMap* map = nullptr; ///< checked; may be null
};
[[nodiscard]] Result<MatchedExam> examFor(WriteTransaction& tx, const dicom::ParsedInstance& parsed,
                                          const Source& source);

/// The subject that the rule finds or makes for a person; none: why it waits.
struct Choice {
    std::optional<SubjectId> subject;
    QByteArray waiting;
};
[[nodiscard]] Result<Choice> subjectOf(WriteTransaction& tx, const SourceIdentity& who, const Uuid& import);

[[nodiscard]] SourceIdentity identityOf(const dicom::ParsedInstance& parsed);
/// DICOM DA to ISO; empty when it is no date.
[[nodiscard]] QString isoDate(const QString& da);

} // namespace casebook::subjectMatch
