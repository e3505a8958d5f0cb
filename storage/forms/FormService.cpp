// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/FormService.h"

#include "core/forms/AuditText.h"
#include "storage/database/Database.h"
#include "storage/forms/DraftTable.h"
#include "storage/forms/FormAccess.h"
#include "storage/forms/FormTable.h"
#include "storage/forms/FormWriter.h"
#include "storage/forms/QueryTable.h"
#include "storage/forms/SignatureTable.h"

#include <algorithm>

namespace casebook {

namespace {

std::int64_t rvOf(const StoredForm& form, const ItemPath& path) {
    const auto found = form.values.constFind(path);
    return found == form.values.constEnd() ? 0 : found->rv;
}

bool sameValue(const StoredForm& form, const ItemPath& path, const std::optional<ItemValue>& value) {
    const auto found = form.values.constFind(path);
    if (found == form.values.constEnd())
        return !value;
    return value && auditText(found->value) == auditText(*value);
}

/// The value of the row that was entered last; what is calculated follows by itself. Null: it has none.
template <class Values> const StoredValue* newestIn(const Values& values, const QByteArray& row) {
    const StoredValue* newest = nullptr;
    for (const StoredValue& value : values)
        if (value.path.row == row && value.origin != "calculation" && (!newest || value.rv > newest->rv))
            newest = &value;
    return newest;
}

bool isGone(const StoredForm& form, const QByteArray& uuid) {
    const StoredRow* row = form.row(uuid);
    return row && !row->live;
}

ItemConflict conflictAt(const ItemPath& path) {
    ItemConflict conflict;
    conflict.path = path;
    return conflict;
}

/// What of the edit's rows somebody else has removed, or has changed where the edit removes them.
QList<ItemConflict> rowConflicts(const StoredForm& form, const FormEdit& edit) {
    QList<ItemConflict> out;
    for (const FormEdit::NewRow& row : edit.added) {
        const bool named = std::any_of(edit.items.begin(), edit.items.end(),
                                       [&](const FormEdit::Item& i) { return i.path.row == row.uuid; });
        if (named || !isGone(form, row.uuid))
            continue;
        out.append(conflictAt({row.group, row.uuid, {}}));
        out.last().rowGone = true;
    }
    for (const FormEdit::GoneRow& row : edit.voided) {
        const StoredValue* newest = newestIn(form.values, row.uuid);
        if (isGone(form, row.uuid) || !row.rv || !newest || newest->rv <= *row.rv)
            continue;
        out.append(conflictAt(newest->path));
        out.last().removesRow = true;
    }
    return out;
}

/// What of the edit somebody else changed since it was seen, and to something else.
QList<ItemConflict> conflicting(const StoredForm& form, const FormEdit& edit) {
    QList<ItemConflict> out;
    for (const FormEdit::Item& item : edit.items) {
        const bool gone = isGone(form, item.path.row);
        if (!gone && (rvOf(form, item.path) == item.rv || sameValue(form, item.path, item.value)))
            continue;
        out.append(conflictAt(item.path));
        out.last().mine = item.value;
        out.last().rowGone = gone;
    }
    return out + rowConflicts(form, edit);
}

Result<> checkConflicts(const StoredForm& form, const FormEdit& edit) {
    QStringList fields;
    for (const ItemConflict& conflict : conflicting(form, edit))
        fields.append(QString::fromUtf8(form.field(conflict.path)));
    if (fields.isEmpty())
        return {};
    return fail(ErrorKind::Refused, "changed-elsewhere", form.info.path(), fields);
}

Result<SavedForm> savedOf(WriteTransaction& tx, FormId form, const FormWriter::Written& written) {
    return formTable::info(tx.connection(), form).map([&](const FormInfo& info) {
        return SavedForm{info, written.changed, written.opened, written.resolved, written.others};
    });
}

/// What every writing of a form begins with: the subject loaded, the form there, the right and the lock asked.
Result<> beginWrite(FormWriter& writer, WriteTransaction& tx, const Session& session, FormId form) {
    const auto info = formTable::info(tx.connection(), form);
    if (!info)
        return tl::unexpected(info.error());
    return formAccess::requireEntry(session, *info).and_then([&] { return writer.load(info->subject); });
}

} // namespace

FormEdit editOf(const OpenedForm& opened) {
    constexpr std::int64_t neverSeen = -1; // no stored value has it, so the save asks
    FormEdit edit;
    QHash<ItemPath, std::int64_t> seen;
    for (const StoredValue& value : opened.values)
        seen.insert(value.path, value.rv);
    for (const ItemPath& path : opened.unseen)
        seen.insert(path, neverSeen);
    QSet<QByteArray> removed;
    for (const RowChange& row : opened.state.rowChanges()) {
        if (row.removed) {
            const StoredValue* newest = newestIn(opened.values, row.row.id);
            edit.voided.append({row.row.id, newest ? newest->rv : 0});
            removed.insert(row.row.id);
        } else {
            edit.added.append({row.row.group, row.row.id});
        }
    }
    for (const FormChange& change : opened.state.changes())
        if (!change.calculated && change.before != change.after && !removed.contains(change.path.row))
            edit.items.append({change.path, change.after, seen.value(change.path), std::nullopt});
    return edit;
}

FormService::FormService(Database& database, const Session& session, const Clock& clock,
                         DefinitionService& definitions)
    : database_(database), session_(session), clock_(clock), definitions_(definitions) {}

Result<QList<FormInfo>> FormService::list(const FormFilter& filter) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    auto rows = database_.read([&](ReadConnection& c) {
        auto infos = formTable::infos(c, filter, filter.subject.isValid());
        if (infos)
            if (auto marked = signatureTable::addTo(c, filter.subject, *infos); !marked)
                return Result<QList<FormInfo>>(tl::unexpected(marked.error()));
        return infos;
    });
    if (rows)
        rows->removeIf([&](const FormInfo& info) { return !formAccess::mayRead(session_, info); });
    return rows;
}

Result<FormInfo> FormService::find(FormId form) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) { return formTable::info(c, form); })
        .and_then([&](const FormInfo& info) -> Result<FormInfo> {
            if (!formAccess::mayRead(session_, info))
                return fail(ErrorKind::NoRight, "no-right", QString::fromLatin1(rightCode(Right::ReadForms)));
            return info;
        });
}

Result<OpenedForm> FormService::open(FormId form) const {
    return find(form).and_then([&](const FormInfo& found) {
        return database_.read([&](ReadConnection& c) -> Result<OpenedForm> {
            const auto subject = StoredSubject::load(c, found.subject);
            if (!subject)
                return tl::unexpected(subject.error());
            const auto study = definitions_.in(c, found.version);
            if (!study)
                return tl::unexpected(study.error());
            const StoredForm& stored = subject->forms[form];
            auto state =
                openState(stored, **study, subject->record((*study)->visitOrder), formAccess::today(clock_));
            if (!state)
                return tl::unexpected(state.error());
            auto queries = queryTable::list(c, {{}, {}, form}, clock_.utcMs());
            if (!queries)
                return tl::unexpected(queries.error());
            return OpenedForm{
                found,    stored.rows,       stored.values.values(),
                *queries, *std::move(state), formAccess::requireEntry(session_, found).has_value()};
        });
    });
}

Result<SavedForm> FormService::save(FormId form, const FormEdit& edit, const ChangeReason& given) {
    const auto reason = formAccess::checkedReason(given);
    if (!reason)
        return tl::unexpected(reason.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<SavedForm> {
        FormWriter writer(tx, session_, definitions_, formAccess::today(clock_));
        if (auto begun = beginWrite(writer, tx, session_, form); !begun)
            return tl::unexpected(begun.error());
        if (auto clear = checkConflicts(*writer.form(form), edit); !clear)
            return tl::unexpected(clear.error());
        const auto needs = writer.needsReason(form, edit);
        if (!needs)
            return tl::unexpected(needs.error());
        if (*needs && reason->isEmpty())
            return fail(ErrorKind::Refused, "reason-needed", writer.form(form)->info.path());
        FormWriter::How how;
        how.reason = *reason;
        const auto written =
            writer.apply(form, edit).and_then([&] { return writer.recalculate(); }).and_then([&] {
                return writer.write(how);
            });
        if (!written)
            return tl::unexpected(written.error());
        if (auto erased = draftTable::erase(tx, writer.form(form)->info.uuid, session_.user, edit); !erased)
            return tl::unexpected(erased.error());
        return savedOf(tx, form, *written);
    });
}

Result<QList<ItemConflict>> FormService::conflicts(FormId form, const FormEdit& edit) const {
    const auto opened = open(form);
    if (!opened)
        return tl::unexpected(opened.error());
    StoredForm stored;
    stored.info = opened->info;
    stored.rows = opened->rows;
    for (const StoredValue& value : opened->values)
        stored.values.insert(value.path, value);
    QList<ItemConflict> out;
    for (ItemConflict conflict : conflicting(stored, edit)) {
        const ItemPath& path = conflict.path;
        if (const auto theirs = stored.values.constFind(path); theirs != stored.values.constEnd())
            conflict.theirs = theirs->value;
        const auto steps = history(form, conflict.rowGone ? ItemPath{path.group, path.row, {}} : path);
        if (!steps)
            return tl::unexpected(steps.error());
        if (!steps->isEmpty()) {
            conflict.by = steps->last().user;
            conflict.timeMs = steps->last().timeMs;
        }
        out.append(conflict);
    }
    return out;
}

Result<FormInfo> FormService::markComplete(FormId form, const ChangeReason& reason) {
    const auto saved = save(form, {}, reason);
    if (!saved)
        return tl::unexpected(saved.error());
    if (saved->info.state == "complete" || saved->info.state == "not-done")
        return saved->info;
    const auto opened = open(form);
    if (!opened)
        return tl::unexpected(opened.error());
    QStringList blank;
    for (const FormProblem& problem : opened->state.problems())
        if (problem.kind == ProblemKind::Required)
            blank.append(problem.path.item);
    return fail(ErrorKind::Refused, "required-blank", saved->info.path(), blank);
}

Result<FormInfo> FormService::markNotDone(FormId form, bool notDone, const ChangeReason& given) {
    const auto reason = formAccess::checkedReason(given);
    if (!reason)
        return tl::unexpected(reason.error());
    if (reason->isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<FormInfo> {
        FormWriter writer(tx, session_, definitions_, formAccess::today(clock_));
        if (auto begun = beginWrite(writer, tx, session_, form); !begun)
            return tl::unexpected(begun.error());
        FormWriter::How how;
        how.reason = *reason;
        const auto written = writer.apply(form, {})
                                 .and_then([&] { return writer.state(form); })
                                 .map([&](FormState* state) { state->setNotDone(notDone); })
                                 .and_then([&] { return writer.recalculate(); })
                                 .and_then([&] { return writer.write(how); });
        if (!written)
            return tl::unexpected(written.error());
        return formTable::info(tx.connection(), form);
    });
}

Result<SavedForm> FormService::check(FormId form) {
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<SavedForm> {
        const auto info = formTable::info(tx.connection(), form);
        if (!info)
            return tl::unexpected(info.error());
        // Whoever may ask questions may run the rules; they write nothing that a person typed.
        if (auto may = session_.require(Right::RaiseQuery); !may)
            if (auto entry = formAccess::requireEntry(session_, *info); !entry)
                return tl::unexpected(entry.error());
        FormWriter writer(tx, session_, definitions_, formAccess::today(clock_));
        if (auto loaded = writer.load(info->subject); !loaded)
            return tl::unexpected(loaded.error());
        const auto written = writer.state(form).and_then([&](FormState*) { return writer.write({}); });
        if (!written)
            return tl::unexpected(written.error());
        return savedOf(tx, form, *written);
    });
}

Result<SavedForm> FormService::sendValue(FormId form, const ItemPath& item, const ItemValue& value,
                                         const ValueSource& source, const ChangeReason& reason) {
    const auto opened = open(form);
    if (!opened)
        return tl::unexpected(opened.error());
    FormEdit edit;
    FormEdit::Item sent{item, value, 0, source};
    for (const StoredValue& stored : opened->values)
        if (stored.path == item)
            sent.rv = stored.rv;
    edit.items.append(sent);
    return save(form, edit, reason);
}

} // namespace casebook
