// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace casebook {

/// Who a DICOM file says it belongs to. PatientID is unique only within its issuer, and even then
/// hospitals reuse it, so name, birth date and sex must not contradict (reference dicom 1.2).
struct SourceIdentity {
    QString patientId;
    QString issuer;    ///< IssuerOfPatientID, usually empty
    QString name;      ///< PN, UTF-8 NFC, groups by '='
    QString birthDate; ///< DICOM DA or empty
    QString sex;       ///< "M", "F", "O" or empty
    bool operator==(const SourceIdentity&) const = default;
};

enum class IdentityMatch {
    Other,   ///< another PatientID or issuer: nothing to compare
    Same,    ///< same PatientID and issuer, and nothing contradicts
    Conflict ///< same PatientID and issuer, but name, birth date or sex differ: a person decides
};

/// Symmetric. An empty value contradicts nothing.
[[nodiscard]] IdentityMatch compareIdentity(const SourceIdentity& a, const SourceIdentity& b);

/// Folded for comparison: NFKC, case-folded, separators ^ , . - and blanks removed; groups kept by '='.
[[nodiscard]] QString normalizedName(const QString& personName);

} // namespace casebook
