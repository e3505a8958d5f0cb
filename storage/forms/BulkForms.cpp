// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/BulkForms.h"

#include "storage/database/Database.h"
#include "storage/forms/FormAccess.h"
#include "storage/forms/FormTable.h"
#include "storage/forms/FormWriter.h"
#include "storage/forms/SignatureTable.h"
#include "storage/forms/VisitTable.h"

namespace casebook {

namespace {

Result<> setVisitDate(WriteTransaction& tx, const BulkForm& form) {
    if (form.visitDate.isEmpty() || form.key.visit.isEmpty())
        return {};
    return formTable::subject(tx.connection(), form.key.subject)
        .and_then([&](const formTable::SubjectRef& subject) {
            return visitTable::setDate(tx, subject, form.key.visit, form.key.visitRepeat, form.visitDate, {},
                                       false);
        })
        .map([](bool) {});
}

FormEdit editFrom(const BulkForm& form, const StoredForm& stored) {
    FormEdit edit;
    for (const FormRow& row : form.data.rows)
        if (!stored.row(row.id))
            edit.added.append({row.group, row.id});
    for (auto it = form.data.values.cbegin(); it != form.data.values.cend(); ++it)
        edit.items.append({it.key(), it.value(), 0, std::nullopt});
    return edit;
}

/// Calculated items of a file are not taken: the study's own rule gives them.
FormEdit withoutCalculated(FormEdit edit, const FormState& state) {
    edit.items.removeIf([&](const FormEdit::Item& item) {
        const ItemDef* def = state.definition().item(item.path.item);
        return def && def->type == ItemType::Calculated;
    });
    return edit;
}

Result<> fill(FormWriter& writer, FormId id, const BulkForm& form, bool overwrite) {
    const StoredForm* stored = writer.form(id);
    if (!overwrite && !stored->values.isEmpty())
        return fail(ErrorKind::Refused, "form-not-empty", stored->info.path());
    if (stored->info.isLocked())
        return fail(ErrorKind::Refused, "form-locked", stored->info.path());
    const auto state = writer.state(id);
    if (!state)
        return tl::unexpected(state.error());
    if (form.notDone)
        (*state)->setNotDone(true);
    return writer.apply(id, withoutCalculated(editFrom(form, *stored), **state));
}

} // namespace

BulkForms::BulkForms(Database& database, const Session& session, const Clock& clock,
                     DefinitionService& definitions)
    : database_(database), session_(session), clock_(clock), definitions_(definitions) {}

Result<BulkForms::Done> BulkForms::writeSubject(WriteTransaction& tx, const QList<BulkForm>& forms,
                                                const Options& options) const {
    QList<FormId> ids;
    for (const BulkForm& form : forms) {
        if (auto dated = setVisitDate(tx, form); !dated)
            return tl::unexpected(dated.error());
        const auto id = formAccess::ensure(tx, session_, definitions_, form.key);
        if (!id)
            return tl::unexpected(id.error());
        ids.append(*id);
    }
    FormWriter writer(tx, session_, definitions_, formAccess::today(clock_));
    if (auto loaded = writer.load(forms.first().key.subject); !loaded)
        return tl::unexpected(loaded.error());
    Done done;
    for (qsizetype i = 0; i < forms.size(); ++i) {
        if (auto filled = fill(writer, ids[i], forms[i], options.overwrite); !filled)
            return tl::unexpected(filled.error());
        ++done.forms;
    }
    writer.visitChanged();
    FormWriter::How how;
    how.origin = options.origin;
    how.source = options.source;
    how.oneRow = true;
    how.queries = options.queries;
    const auto written = writer.recalculate().and_then([&] { return writer.write(how); });
    if (!written)
        return tl::unexpected(written.error());
    done.values = written->changed;
    done.queries = written->opened;
    return done;
}

Result<BulkForms::Done> BulkForms::write(const QList<BulkForm>& forms, const Options& options,
                                         const Job& job) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    QList<QList<BulkForm>> bySubject;
    QMap<SubjectId, qsizetype> place;
    for (const BulkForm& form : forms) {
        if (!place.contains(form.key.subject)) {
            place.insert(form.key.subject, bySubject.size());
            bySubject.append(QList<BulkForm>());
        }
        bySubject[place[form.key.subject]].append(form);
    }
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<Done> {
        Done all;
        const auto held = signatureTable::holding(tx.connection());
        if (!held)
            return tl::unexpected(held.error());
        for (qsizetype i = 0; i < bySubject.size(); ++i) {
            if (job.stopped())
                return fail(ErrorKind::Cancelled, "cancelled");
            const auto done = writeSubject(tx, bySubject[i], options);
            if (!done)
                return done;
            all.forms += done->forms;
            all.values += done->values;
            all.queries += done->queries;
            job.report(i + 1, bySubject.size());
        }
        return signatureTable::brokenOf(tx.connection(), *held).map([&](const QStringList& broken) {
            all.brokenSignatures = broken;
            return all;
        });
    });
}

} // namespace casebook
