// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/odm/OdmImport.h"

#include <QDateTime>

namespace casebook::odm {

/// Head of a written file.
struct FileHead {
    QString fileOid = QStringLiteral("Casebook.1");
    QDateTime created; ///< with its offset from UTC; the caller's clock
    QString softwareVersion;
};

/// ODM 1.3.2 of a definition, and of answers where there are some (in the order subject, visit, form, group,
/// row). Validates against the plain schema. Reading it gives an equal definition: expressions stand as
/// FormalExpression of the context "Casebook", what ODM lacks as Alias (see kAlias). Multi codes become one
/// boolean item a code. Pure, any thread.
[[nodiscard]] QByteArray writeOdm(const StudyDefinition& definition, const FileHead& head,
                                  const QList<Record>& records = {});

} // namespace casebook::odm
