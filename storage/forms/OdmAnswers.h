// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/odm/OdmImport.h"
#include "storage/forms/BulkForms.h"

#include <functional>

namespace casebook {

/// The answers of an ODM file as forms, a form for each subject, visit and repeat, in the order of the file.
/// `label` of each says whose it is; the key's subject is still empty.
struct OdmForm {
    QString label; ///< SubjectKey
    BulkForm form;
    qint64 line = 0;
};
/// A text that is no value of its item is refused with its line, and the item stays blank.
/// @param newRow a fresh row id of 16 bytes.
[[nodiscard]] QList<OdmForm> odmForms(const QList<odm::Record>& records, const StudyDefinition& definition,
                                      const std::function<QByteArray()>& newRow, QList<odm::Line>& refused);

/// Takes out what the definition's own check finds fault with, as far as it is an expression that may stand
/// beside the definition as text.
void setAsideFaults(StudyDefinition& definition, const QList<DefinitionFault>& faults,
                    QList<odm::Line>& adapted);

} // namespace casebook
