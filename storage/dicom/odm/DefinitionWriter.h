// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/odm/OdmImport.h"

#include <QHash>
#include <QSet>
#include <QXmlStreamWriter>

namespace casebook::odm {

/// OIDs of a written file: the ones a definition was read with, else its names.
class Oids {
public:
    explicit Oids(const StudyDefinition& definition);
    [[nodiscard]] QString of(const char* kind, const QString& name) const;
    /// The name, where its OID is neither it nor the one it was read with; else empty.
    [[nodiscard]] QString changed(const char* kind, const QString& name) const;
    [[nodiscard]] QString metaDataVersion() const { return metaData_; }
    /// OID of the ItemGroupDef of section `n` of a form.
    [[nodiscard]] QString group(const FormDef& form, qsizetype n) const;
    /// OID of the boolean item that stands for one code.
    [[nodiscard]] QString code(const QString& item, const QString& code) const;

private:
    static QString sectionName(const FormDef& form, qsizetype n);

    QHash<QString, QString> oids_; ///< "ItemDef/NAME" -> OID
    QSet<QString> changed_;
    QString metaData_;
};

/// Writes the Study element.
void writeStudy(QXmlStreamWriter& xml, const StudyDefinition& definition, const Oids& oids);

} // namespace casebook::odm
