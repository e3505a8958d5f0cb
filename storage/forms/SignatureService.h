// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/FormRecords.h"
#include "storage/vault/Vault.h"

#include <QList>

namespace casebook {

/// One electronic signature on a form (21 CFR 11.50, 11.70; EU Annex 11, 14): name, time and meaning, bound to the
/// record by its hash.
struct Signature {
    Uuid uuid;
    FormId form;
    QByteArray meaning; ///< "author", "reviewed", "approved", "responsible"
    QString printedName, login;
    std::int64_t timeMs = 0;
    int zoneMinutes = 0; ///< of the workstation, to print the local time
    std::int64_t auditSeq = 0;
    bool holds = false; ///< false: the form was changed since, be it back again, and is to be signed again
};

/// An item that was changed by itself since the form was signed last; a change by import breaks the signature without
/// being listed here.
struct ChangedItem {
    QByteArray field; ///< of the audit: "SCR/DM/sex"
    ItemPath path; ///< item empty where its row is no longer there
    std::optional<QString> signedAs; ///< canonical text; nullopt: it was blank
};

/// Signing forms. The hash is BLAKE2b-256 over the deterministic CBOR of: version 1, form UUID, OID, hash of its
/// definition, state, live rows, and all values with their missing reasons, units and comparators in order of
/// their fields. Any later change of a value, a row or the state voids it for good, also where the old value is typed
/// again and the hash is the same: the signature stands, visibly broken. Marks (lock, check, query) change nothing.
/// Any thread but the GUI's: sign() takes an Argon2 run. Errors: NoRight "no-right", "wrong-passphrase"; Refused
/// "unknown-meaning", "changed-elsewhere", "sign-not-complete", "sign-open-queries"; NotFound "no-such-form".
class SignatureService {
public:
    SignatureService(Vault& vault, const Session& session);

    [[nodiscard]] static QList<QByteArray> meanings();
    /// Right SignForms, and the session user's passphrase again. One transaction with its audit row.
    /// @param seen row version (FormInfo::rv) of the form as the person saw it: another one is "changed-elsewhere",
    /// so that nobody signs what he has not seen.
    [[nodiscard]] Result<Signature> sign(FormId form, std::int64_t seen, const QByteArray& meaning,
                                         const SecretBytes& passphrase);
    /// Newest last.
    [[nodiscard]] Result<QList<Signature>> of(FormId form) const;
    /// What was changed since the last signature; empty without one, or where it holds.
    [[nodiscard]] Result<QList<ChangedItem>> changedSince(FormId form) const;

private:
    Vault& vault_;
    const Session& session_;
};

} // namespace casebook
