// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "storage/database/WriteTransaction.h"
#include "storage/imaging/Identity.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace casebook {

struct StudyDefinition;

/// A table of a person's words on whose the files are: PatientID (and issuer) -> subject, optionally a visit.
/// CSV in UTF-8 with a header: `patient_id` (or PatientID), `subject`, and where wanted `issuer` (or
/// IssuerOfPatientID), `visit` ("V2", "CYCLE:3" for the third of a repeating one), `new` ("yes": the subject is
/// made). A value; any thread.
class ImportMap {
public:
    struct Row {
        int line = 0;
        QString patientId;
        std::optional<QString> issuer; ///< absent: any issuer
        QString subject;
        bool isNew = false;
        QString visit; ///< OID; empty: none
        int repeat = 1;
    };

    /// Errors: those of readCsv; "map-column" (object: the missing column), "map-cell" (args: lines with an empty
    /// patient_id or subject, or a bad visit number), "map-double" (args: lines that say another thing of the
    /// same person than an earlier one).
    [[nodiscard]] static Result<ImportMap> parse(const QByteArray& csv);
    /// The same of a file. Any thread but the GUI's. Error "unreadable", also where it is no table by its size.
    [[nodiscard]] static Result<ImportMap> load(const QString& path);
    /// The table as the study can use it, with its definition in force. Errors "map-subject" (args: lines whose subject is not in the study and not to be made),
    /// "map-visit" (args: lines whose visit the study's definition does not have, or not so often).
    [[nodiscard]] Result<ImportMap> checked(Connection& connection) const;
    /// Of a checked table; null where the study has none.
    [[nodiscard]] const StudyDefinition* study() const { return study_.get(); }

    [[nodiscard]] const Row* rowFor(const SourceIdentity& who) const;
    [[nodiscard]] const QList<Row>& rows() const { return rows_; }
    [[nodiscard]] bool isEmpty() const { return rows_.isEmpty(); }

private:
    QList<Row> rows_;
    std::shared_ptr<const StudyDefinition> study_;
};

} // namespace casebook
