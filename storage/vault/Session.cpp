// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Session.h"

#include <algorithm>
#include <array>

namespace casebook {

namespace {

struct RoleRow {
    Role role;
    const char* code;
};

constexpr std::array roleTable{
    RoleRow{Role::Reader, "reader"},
    RoleRow{Role::Coordinator, "coordinator"},
    RoleRow{Role::Investigator, "investigator"},
    RoleRow{Role::DataManager, "data-manager"},
    RoleRow{Role::Monitor, "monitor"},
    RoleRow{Role::Administrator, "administrator"},
};

struct RightRow {
    Right right;
    const char* code;
    bool writes; ///< changes data, or leaves an audit row, so it needs the study open for writing
    const char*
        roles; ///< one letter a role: Reader Coordinator Investigator Data-manager Monitor Administrator
};

constexpr std::array rightTable{
    RightRow{Right::ReadSubjects, "read-subjects", false, "RCIDMA"},
    RightRow{Right::ReadIdentity, "read-identity", true, "CI"},
    RightRow{Right::EditSubjects, "edit-subjects", true, "CI"},
    RightRow{Right::MoveImages, "move-images", true, "CID"},
    RightRow{Right::MoveClosed, "move-closed", true, "D"},
    RightRow{Right::JoinSubjects, "join-subjects", true, "ID"},
    RightRow{Right::Import, "import", true, "CID"},
    RightRow{Right::ReadImages, "read-images", false, "RCIDM"},
    RightRow{Right::EditOverlays, "edit-overlays", true, "RID"},
    RightRow{Right::Measure, "measure", true, "RI"},
    RightRow{Right::ReadAudit, "read-audit", false, "IDMA"},
    RightRow{Right::Verify, "verify", false, "DMA"},
    RightRow{Right::ManageUsers, "manage-users", true, "A"},
    RightRow{Right::ManageStudy, "manage-study", true, "A"},
    RightRow{Right::Export, "export", true, "ID"},
    RightRow{Right::ReadForms, "read-forms", false, "RCIDM"},
    RightRow{Right::EnterForms, "enter-forms", true, "CI"},
    RightRow{Right::EnterReading, "enter-reading", true, "RI"},
    RightRow{Right::RaiseQuery, "raise-query", true, "DM"},
    RightRow{Right::AnswerQuery, "answer-query", true, "RCI"},
    RightRow{Right::VerifyValues, "verify-values", true, "DM"},
    RightRow{Right::LockForms, "lock-forms", true, "D"},
    RightRow{Right::PublishStudy, "publish-study", true, "DA"},
    RightRow{Right::ReadCases, "read-cases", true, "R"},
    RightRow{Right::AssignTasks, "assign-tasks", true, "CID"},
    RightRow{Right::ReadReadings, "read-readings", false, "IDM"},
    RightRow{Right::ReadCohorts, "read-cohorts", false, "CIDM"},
    RightRow{Right::SaveCohorts, "save-cohorts", true, "ID"},
    RightRow{Right::SignForms, "sign-forms", true, "I"},
};

char letter(Role role) {
    constexpr const char* letters = "RCIDMA";
    return letters[static_cast<int>(role)];
}

const RightRow& rowOf(Right right) {
    return *std::find_if(rightTable.begin(), rightTable.end(),
                         [&](const RightRow& row) { return row.right == right; });
}

bool granted(const QList<Role>& roles, const RightRow& row) {
    const QByteArray holders(row.roles);
    return std::any_of(roles.begin(), roles.end(), [&](Role role) { return holders.contains(letter(role)); });
}

} // namespace

QByteArray roleCode(Role role) { return roleTable[static_cast<std::size_t>(role)].code; }

std::optional<Role> roleFromCode(const QByteArray& code) {
    for (const RoleRow& row : roleTable)
        if (code == row.code)
            return row.role;
    return std::nullopt;
}

QList<Role> allRoles() {
    QList<Role> roles;
    for (const RoleRow& row : roleTable)
        roles.append(row.role);
    return roles;
}

QByteArray rightCode(Right right) { return rowOf(right).code; }

bool Session::may(Right right) const {
    const RightRow& row = rowOf(right);
    return granted(roles, row) && !(readOnly && row.writes);
}

Result<> Session::require(Right right) const {
    const RightRow& row = rowOf(right);
    if (!granted(roles, row))
        return fail(ErrorKind::NoRight, "no-right", QString::fromLatin1(row.code));
    if (readOnly && row.writes)
        return fail(ErrorKind::Refused, "read-only", QString::fromLatin1(row.code));
    return {};
}

QByteArray Session::roleCodes() const {
    QByteArrayList codes;
    for (Role role : roles)
        codes.append(roleCode(role));
    return codes.join(',');
}

} // namespace casebook
