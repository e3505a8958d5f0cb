// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/FormWriter.h"

#include "core/forms/AuditText.h"
#include "storage/forms/FormTable.h"

namespace casebook {

namespace {

/// A chain of forms that calculate from each other is short; a definition with a loop is not published.
constexpr int mostRounds = 8;

bool sameData(const FormData& a, const FormData& b) {
    return a.values == b.values && a.held == b.held && a.rows == b.rows;
}

} // namespace

Result<FormState> openState(const StoredForm& form, const KnownStudy& study,
                            std::shared_ptr<const SubjectRecord> record, QDate today) {
    FormState::Setup setup;
    setup.study = study.study;
    setup.stored = form.data();
    setup.record = std::move(record);
    setup.place = form.place();
    setup.today = today;
    setup.services = study.services;
    setup.notDone = form.info.state == "not-done";
    return FormState::open(std::move(setup));
}

FormWriter::FormWriter(WriteTransaction& tx, const Session& session, const DefinitionService& definitions,
                       QDate today)
    : tx_(tx), session_(session), definitions_(definitions), today_(today) {}

Result<> FormWriter::load(SubjectId subject) {
    auto current = definitions_.in(tx_.connection(), 0);
    if (!current)
        return tl::unexpected(current.error());
    current_ = *current;
    auto loaded = StoredSubject::load(tx_.connection(), subject);
    if (!loaded)
        return tl::unexpected(loaded.error());
    subject_ = *std::move(loaded);
    record_ = freshRecord();
    return {};
}

const StoredForm* FormWriter::form(FormId id) const {
    const auto found = subject_.forms.constFind(id);
    return found == subject_.forms.constEnd() ? nullptr : &*found;
}

Result<std::shared_ptr<const KnownStudy>> FormWriter::studyOf(const StoredForm& form) const {
    return definitions_.in(tx_.connection(), form.info.version);
}

std::shared_ptr<const SubjectRecord> FormWriter::freshRecord() const {
    QMap<FormId, FormData> now;
    for (auto it = states_.cbegin(); it != states_.cend(); ++it)
        now.insert(it.key(), it->data());
    return subject_.record(current_->visitOrder, now);
}

Result<FormState*> FormWriter::state(FormId id) {
    if (const auto there = states_.find(id); there != states_.end())
        return &*there;
    const StoredForm* stored = form(id);
    if (!stored)
        return fail(ErrorKind::Refused, "no-such-form", QString::number(id.value));
    const auto study = studyOf(*stored);
    if (!study)
        return tl::unexpected(study.error());
    auto opened = openState(*stored, **study, record_, today_);
    if (!opened)
        return tl::unexpected(opened.error());
    return &*states_.insert(id, *std::move(opened));
}

Result<> FormWriter::apply(FormId id, const FormEdit& edit) {
    const auto opened = state(id);
    if (!opened)
        return tl::unexpected(opened.error());
    FormState& state = **opened;
    for (const FormEdit::NewRow& row : edit.added)
        if (auto done = state.addRow(row.group, row.uuid); !done)
            return done;
    for (const FormEdit::GoneRow& gone : edit.voided) {
        const StoredRow* row = form(id)->row(gone.uuid);
        if (!row || gone.uuid.isEmpty())
            return fail(ErrorKind::Refused, "no-such-row", form(id)->info.path());
        if (!row->live)
            continue; // somebody else has removed it meanwhile: that is what is wanted
        if (auto done = state.removeRow(row->group, gone.uuid); !done)
            return done;
    }
    QList<std::pair<ItemPath, std::optional<ItemValue>>> values;
    for (const FormEdit::Item& item : edit.items) {
        values.emplaceBack(item.path, item.value);
        if (item.source)
            sources_[id].insert(item.path, *item.source);
    }
    if (!values.isEmpty())
        if (auto done = state.setValues(values); !done)
            return done;
    edited_.insert(id.value);
    changed_.insert(form(id)->info.form);
    return {};
}

void FormWriter::formsChanged() {
    visitChanged();
    for (const FormDef& form : current_->definition().forms)
        changed_.insert(form.oid);
}

Result<> FormWriter::recalculate() {
    QSet<QString> changed = changed_;
    for (int round = 0; round < mostRounds && !changed.isEmpty(); ++round) {
        QSet<QString> next;
        record_ = freshRecord();
        for (auto it = subject_.forms.cbegin(); it != subject_.forms.cend(); ++it) {
            const auto study = studyOf(*it);
            if (!study)
                return tl::unexpected(study.error());
            const bool edited = edited_.contains(it.key().value);
            if ((!edited && it->info.state == "not-started") || !(*study)->dependsOn(it->info.form, changed))
                continue;
            const auto known = states_.constFind(it.key());
            const FormData before = known == states_.constEnd() ? it->data() : known->data();
            const auto opened = state(it.key());
            if (!opened)
                return tl::unexpected(opened.error());
            (*opened)->setRecord(record_);
            if (!sameData(before, (*opened)->data()))
                next.insert(it->info.form);
        }
        changed = next;
    }
    return {};
}

Result<bool> FormWriter::needsReason(FormId id, const FormEdit& edit) const {
    const StoredForm* stored = form(id);
    if (!stored)
        return fail(ErrorKind::Refused, "no-such-form", QString::number(id.value));
    for (const FormEdit::GoneRow& gone : edit.voided)
        if (const StoredRow* row = stored->row(gone.uuid); row && row->live)
            return true;
    if (!stored->info.wasComplete)
        return false;
    for (const FormEdit::Item& item : edit.items) {
        // A new row of a log is new information, not a change of what was complete.
        if (!stored->row(item.path.row))
            continue;
        const auto before = stored->values.constFind(item.path);
        const bool was = before != stored->values.constEnd();
        if (was != item.value.has_value() || (was && auditText(before->value) != auditText(*item.value)))
            return true;
    }
    return false;
}

Result<FormWriter::Written> FormWriter::write(const How& how) {
    Written out;
    for (const FormId id : states_.keys()) {
        const bool edited = edited_.contains(id.value);
        if (auto done = writeForm(id, how, edited, out); !done)
            return tl::unexpected(done.error());
    }
    return out;
}

} // namespace casebook
