// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "core/values/Result.h"

#include <QByteArray>
#include <QString>

namespace casebook::dicom {

/// Whose and which exam a written object belongs to. Values go into the file as given: dates are
/// YYYYMMDD, times HHMMSS, names in DICOM's form (FAMILY^GIVEN).
struct ExamIdentity {
    QString patientName, patientId, birthDate, sex, age;
    QString studyUid, studyId, studyDate, studyTime, studyDescription;
    QString frameOfReference;
    QString institution;
    QString bodyPart = QStringLiteral("CHEST"); ///< BodyPartExamined: CS
};

/// Which series, and what made it.
struct SeriesIdentity {
    QString uid;
    int number = 1;
    QString description;
    QString date, time;
    QString manufacturer, model, serialNumber, softwareVersions;
    QString comments;        ///< ImageComments
    bool testObject = false; ///< shows no patient: QualityControlImage YES
};

/// A UID of a synthetic object: 2.25. and a UUIDv8 of SHA-256(seed, role) (PS3.5 B.2, RFC 9562 5.8).
/// The same seed and role give the same UID.
[[nodiscard]] QString syntheticUid(std::uint32_t seed, const QByteArray& role);

/// The UID of an object that is made here: 2.25. and this number (PS3.5 B.2).
[[nodiscard]] QString uidOf(const Uuid& uuid);

} // namespace casebook::dicom
