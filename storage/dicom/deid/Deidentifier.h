// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace casebook::dicom {

/// De-identification of one DICOM object by PS3.15 Annex E (edition 2024e): an allow-list, so the output
/// starts empty and an element enters only because a rule let it in. Runs in casebook-worker, since the
/// bytes come from outside; the worker gets no key: it first says which UIDs the object holds
/// (surveyObject), the program answers with the new ones in the plan.

/// Options of CID 7050; Basic Profile, Clean Graphics, Clean Structured Content and Clean Descriptors are
/// always on. Full dates, safe private elements, device and institution identity can't be chosen.
struct DeidOptions {
    bool patientCharacteristics = true; ///< sex, age (capped at 90), size, weight stay
    bool modifiedDates = true;          ///< dates moved by one offset a subject; off: removed
    bool operator==(const DeidOptions&) const = default;
};

/// Everything that the worker needs for one object. No key.
struct DeidPlan {
    DeidOptions options;
    QString pseudonym;                    ///< new PatientName, PatientID, ClinicalTrialSubjectID
    QString trial;                        ///< ClinicalTrialProtocolID
    QString method;                       ///< DeidentificationMethod, at most 64 characters
    std::int64_t dayOffset = 0;           ///< days added to every date
    QString indexDate; ///< ISO date of the index event as in the source; empty: none known
    QHash<QString, QString> uids; ///< old -> new; one that is missing refuses the object
    QStringList words; ///< the study's own words for descriptions, lower case
    QStringList labels; ///< the study's own segment labels, exact
    QStringList identifiers; ///< of the subject: no text that holds one is kept
    bool samples = false; ///< give values before and after
};

/// One element that was changed, removed or let in; never a value.
struct DeidAction {
    QByteArray path; ///< tags from the root joined by '/', 8 hex digits each
    QByteArray action; ///< "D", "Z", "X", "K", "C", "U", "+" (written new)
    QByteArray reason; ///< "table", "option", "vr", "private", "group", "allow-list", "unknown", "text" ...
    auto operator<=>(const DeidAction&) const = default;
};

struct DeidSample {
    QByteArray path;
    QString before, after;
};

/// What an object is, before it is taken.
struct DeidSurvey {
    QByteArray exclusion; ///< why this profile does not release it; empty: it does. See deidExclusions().
    QByteArray warning; ///< "head": the face may be recognisable
    QString sopClass, sopInstance, studyUid, seriesUid, frameOfReference, modality;
    QString studyDate; ///< YYYYMMDD as stored
    bool segmentation = false;
    QStringList references; ///< SOP Instance UIDs that a released derived object points to; sorted
    QStringList uids;       ///< every UID value that is not registered with DICOM; sorted
    QStringList
        identifiers; ///< names, numbers and places in it, at any depth: what the last check looks for; sorted
};

struct DeidResult {
    QByteArray file; ///< Part 10, Explicit VR Little Endian
    QByteArray pixelHash; ///< SHA-256 of the stored values written, as in DeidSurvey's source
    QList<DeidAction> actions;
    QList<DeidSample> samples;
    QStringList droppedWords; ///< of descriptions; sorted. Not for the set, only for the person who exports
};

/// Errors: those of readHeader; "too-deep" (sequences nested deeper than 32).
[[nodiscard]] Result<DeidSurvey> surveyObject(std::span<const std::byte> file);

/// Errors: those of surveyObject and readPixels; "not-released" (object: the exclusion), "uid-not-mapped",
/// "no-dummy" (an element must have a value and none is known).
[[nodiscard]] Result<DeidResult> deidentify(std::span<const std::byte> file, const DeidPlan& plan);

/// Codes of DeidSurvey::exclusion: "class-not-released", "burned-in", "screen-save", "colour", "derived-secondary".
[[nodiscard]] const QByteArrayList& deidExclusions();

/// True when DICOM itself registered the UID (classes, syntaxes, well-known frames of reference).
[[nodiscard]] bool isRegisteredUid(const QString& uid);
/// At most 64 digits and dots.
[[nodiscard]] bool isUid(const QString& text);

} // namespace casebook::dicom
