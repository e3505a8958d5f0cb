// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "core/values/Ids.h"
#include "core/values/Result.h"
#include "storage/vault/Session.h"

#include <QList>
#include <QString>

#include <optional>

namespace casebook {

class Database;

/// A person in the study. `name`, `patientId` and `birthDate` are empty for a session without the
/// right to read identities.
struct Subject {
    SubjectId id;
    Uuid uuid;
    QString label;     ///< the study's own code ("S-0001"); unique
    QString name;
    QString sex;       ///< "M", "F", "O" or empty, as DICOM PatientSex
    QString birthDate; ///< ISO, may be partial ("1956")
    QString patientId; ///< of the first source identity
    QString status;    ///< "enrolled", "withdrawn", "unidentified"; "voided" of a joined record
    QString joinedTo;  ///< label of the record that it was joined to (JoinService); empty: none
    int exams = 0;
    int series = 0;
    QString lastExamDate; ///< ISO or empty
    std::int64_t rv = 0;  ///< row version, for changes
    QString searchKey;    ///< label, name, initials and pinyin, folded; for the list's search
};

struct NewSubject {
    QString label; ///< empty: the next free "S-0001"
    QString name;
    QString sex;
    QString birthDate;
};

/// Enrolling and renaming subjects: right check, rule check, one transaction, audit rows.
/// Any thread but the GUI's (blocks on the writer).
class SubjectService {
public:
    SubjectService(Database& database, const Session& session, const Clock& clock);

    [[nodiscard]] Result<QList<Subject>> list() const;
    [[nodiscard]] Result<Subject> find(const QString& label) const; ///< "no-such-subject"
    /// Error "label-taken", "bad-label", "bad-date".
    [[nodiscard]] Result<Subject> enrol(const NewSubject& subject);
    /// A new label or name; needs a reason. Without a name the old one stays, so that a person who may not
    /// read it can't blank it. Error "label-taken", "reason-needed", "changed-elsewhere".
    [[nodiscard]] Result<> rename(SubjectId id, const QString& label, const std::optional<QString>& name,
                                  const QString& reason);
    /// Records that identifying data of the whole list was read (CLI `--columns name`).
    [[nodiscard]] Result<> recordIdentityRead(const QString& what);

private:
    Database& database_;
    const Session& session_;
    const Clock& clock_;
};

} // namespace casebook
