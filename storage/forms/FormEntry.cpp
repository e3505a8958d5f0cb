// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/forms/FormAccess.h"
#include "storage/forms/FormService.h"
#include "storage/forms/FormTable.h"
#include "storage/forms/FormWriter.h"
#include "storage/forms/StudyReads.h"
#include "storage/subjects/ConsentTable.h"

namespace casebook {

namespace {

/// "TRT#2": the OID and its repeat. Error "bad-form-path".
Result<QPair<QString, int>> numbered(const QString& part, const QString& whole) {
    const qsizetype hash = part.lastIndexOf(u'#');
    bool ok = true;
    const int repeat = hash < 0 ? 1 : part.mid(hash + 1).toInt(&ok);
    const QString oid = hash < 0 ? part : part.left(hash);
    if (!ok || repeat < 1 || oid.isEmpty())
        return fail(ErrorKind::Refused, "bad-form-path", whole);
    return QPair(oid, repeat);
}

Result<FormKey> parsePath(Connection& connection, const QString& operand) {
    const QStringList parts = operand.split(u'/');
    if (parts.size() < 2 || parts.size() > 3)
        return fail(ErrorKind::Refused, "bad-form-path", operand);
    const auto subject = formTable::subject(connection, parts.first());
    if (!subject)
        return tl::unexpected(subject.error());
    const auto form = numbered(parts.last(), operand);
    if (!form)
        return tl::unexpected(form.error());
    FormKey key;
    key.subject = subject->id;
    std::tie(key.form, key.repeat) = std::pair(form->first, form->second);
    if (parts.size() == 3) {
        const auto visit = numbered(parts[1], operand);
        if (!visit)
            return tl::unexpected(visit.error());
        std::tie(key.visit, key.visitRepeat) = std::pair(visit->first, visit->second);
    }
    return key;
}

FormKey keyFrom(const FormInfo& info) {
    FormKey key;
    key.subject = info.subject;
    key.form = info.form;
    key.visit = info.anchor == FormAnchor::Subject ? QString() : info.visitOid;
    key.visitRepeat = info.visitRepeat;
    if (info.anchor == FormAnchor::Exam)
        key.exam = ExamId{info.anchorId};
    if (info.anchor == FormAnchor::Task)
        key.task = TaskId{info.anchorId};
    key.repeat = info.repeat;
    key.reader = info.reader;
    return key;
}

/// Is there such a form, and may it stand where the key says?
Result<const FormDef*> placed(const StudyDefinition& definition, const FormKey& key) {
    const FormDef* form = definition.form(key.form);
    if (!form)
        return fail(ErrorKind::Refused, "no-such-form", key.form);
    if (form->anchor == FormAnchor::Subject || key.exam.isValid() || key.task.isValid())
        return form;
    const VisitDef* visit = definition.visit(key.visit);
    if (!visit)
        return fail(ErrorKind::Refused, "no-such-visit", key.visit);
    if (key.visitRepeat > 1 && !visit->repeating)
        return fail(ErrorKind::Refused, "no-such-visit", key.visit + u'#' + QString::number(key.visitRepeat));
    const auto forms = definition.formsOf(key.visit);
    const bool held =
        std::any_of(forms.begin(), forms.end(), [&](const VisitFormDef& f) { return f.form == key.form; });
    if (!held && visit->scheduled)
        return fail(ErrorKind::Refused, "form-not-at-visit", key.form, {key.visit});
    return form;
}

Result<std::optional<FormId>> existing(Connection& connection, const FormKey& key, FormAnchor anchor) {
    const auto ids = formTable::idsOf(connection, key, anchor);
    if (!ids)
        return tl::unexpected(ids.error());
    if (ids->size() > 1)
        return fail(ErrorKind::Refused, "ambiguous-form", key.form, {QString::number(ids->size())});
    return ids->isEmpty() ? std::nullopt : std::optional(ids->first());
}

struct Place {
    FormAnchor anchor = FormAnchor::Visit;
    std::int64_t id = 0;
    VisitId visit;
    UserId reader;
};

Result<> ofSubject(Connection& connection, const QByteArray& sql, std::int64_t id, SubjectId subject,
                   const QByteArray& code) {
    const auto owner = connection.one(sql, id);
    if (!owner)
        return tl::unexpected(owner.error());
    if (!*owner || **owner != subject.value)
        return fail(ErrorKind::Refused, code, QString::number(id));
    return {};
}

/// Where a new instance hangs. An exam form that is named by a visit hangs on the visit's exam when there is
/// exactly one, else on the visit itself: there are subjects whose images are elsewhere.
Result<Place> placeFor(WriteTransaction& tx, const formTable::SubjectRef& subject, const FormKey& key,
                       const FormDef& form) {
    if (auto there = consentTable::requireNotErased(tx.connection(), subject.id); !there)
        return tl::unexpected(there.error());
    if (form.anchor == FormAnchor::Subject)
        return Place{FormAnchor::Subject, subject.id.value, {}, {}};
    if (key.task.isValid()) {
        if (auto own = ofSubject(tx.connection(), "SELECT subject FROM reading_task WHERE id = ?",
                                 key.task.value, subject.id, "no-such-task");
            !own)
            return tl::unexpected(own.error());
        const auto reader = tx.one("SELECT reader FROM reading_task WHERE id = ?", key.task);
        if (!reader)
            return tl::unexpected(reader.error());
        return Place{FormAnchor::Task, key.task.value, {}, UserId{reader->value_or(0)}};
    }
    if (key.exam.isValid()) {
        if (auto own = ofSubject(tx.connection(), "SELECT subject FROM dicom_study WHERE id = ?",
                                 key.exam.value, subject.id, "no-such-exam");
            !own)
            return tl::unexpected(own.error());
        return Place{FormAnchor::Exam, key.exam.value, {}, key.reader};
    }
    const auto visit = formTable::ensureVisit(tx, subject, key.visit, key.visitRepeat);
    if (!visit)
        return tl::unexpected(visit.error());
    if (form.anchor == FormAnchor::Exam) {
        const auto exams = formTable::examsOf(tx.connection(), visit->id);
        if (!exams)
            return tl::unexpected(exams.error());
        if (exams->size() == 1)
            return Place{FormAnchor::Exam, exams->first().value, visit->id, key.reader};
    }
    return Place{FormAnchor::Visit, visit->id.value, visit->id, key.reader};
}

} // namespace

Result<FormId> formAccess::ensure(WriteTransaction& tx, const Session& session,
                                  const DefinitionService& definitions, const FormKey& key) {
    const auto study = definitions.in(tx.connection(), 0);
    if (!study)
        return tl::unexpected(study.error());
    const auto form = placed((*study)->definition(), key);
    if (!form)
        return tl::unexpected(form.error());
    const auto there = existing(tx.connection(), key, (*form)->anchor);
    if (!there)
        return tl::unexpected(there.error());
    if (*there)
        return **there;
    const auto subject = formTable::subject(tx.connection(), key.subject);
    if (!subject)
        return tl::unexpected(subject.error());
    const auto place = placeFor(tx, *subject, key, **form);
    if (!place)
        return tl::unexpected(place.error());
    FormInfo fresh;
    fresh.anchor = place->anchor;
    fresh.reader = place->reader;
    if (auto may = requireEntry(session, fresh); !may && !session.may(Right::Import))
        return tl::unexpected(may.error());
    const auto row = tx.one("SELECT id FROM definition WHERE version = ?", (*study)->definition().version);
    if (!row)
        return tl::unexpected(row.error());
    FormKey placedKey = key;
    placedKey.reader = place->reader;
    const QByteArray name =
        (*study)->definition().oid.toUtf8() + '/' + QByteArray::number((*study)->definition().version);
    return formTable::insert(tx, *subject, placedKey, place->anchor, place->id, place->visit,
                             row->value_or(0), name);
}

Result<FormKey> FormService::keyOf(const QString& operand) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<FormKey> {
        const Uuid uuid = Uuid::fromString(operand);
        if (uuid.bytes.isEmpty())
            return parsePath(c, operand);
        const auto id = formTable::idOf(c, uuid);
        if (!id)
            return tl::unexpected(id.error());
        if (!*id)
            return fail(ErrorKind::Refused, "no-such-form", operand);
        return formTable::info(c, **id).map(keyFrom);
    });
}

Result<std::optional<FormInfo>> FormService::find(const FormKey& key) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<std::optional<FormInfo>> {
        const auto study = definitions_.in(c, 0);
        if (!study)
            return tl::unexpected(study.error());
        const auto form = placed((*study)->definition(), key);
        if (!form)
            return tl::unexpected(form.error());
        const auto id = existing(c, key, (*form)->anchor);
        if (!id)
            return tl::unexpected(id.error());
        if (!*id)
            return std::nullopt;
        const auto info = formTable::info(c, **id);
        if (!info)
            return tl::unexpected(info.error());
        if (!formAccess::mayRead(session_, *info))
            return fail(ErrorKind::NoRight, "no-right", QString::fromLatin1(rightCode(Right::ReadForms)));
        return *info;
    });
}

Result<FormInfo> FormService::begin(const FormKey& key) {
    const auto there = find(key);
    if (!there)
        return tl::unexpected(there.error());
    if (*there)
        return **there;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<FormInfo> {
        return formAccess::ensure(tx, session_, definitions_, key).and_then([&](FormId id) {
            return formTable::info(tx.connection(), id);
        });
    });
}

Result<OpenedForm> FormService::open(const FormKey& key) const {
    const auto there = find(key);
    if (!there)
        return tl::unexpected(there.error());
    if (*there)
        return open((*there)->id);
    return database_.read([&](ReadConnection& c) -> Result<OpenedForm> {
        const auto study = definitions_.in(c, 0);
        if (!study)
            return tl::unexpected(study.error());
        const auto subject = StoredSubject::load(c, key.subject);
        if (!subject)
            return tl::unexpected(subject.error());
        StoredForm blank;
        blank.info.subject = key.subject;
        blank.info.subjectUuid = subject->uuid;
        blank.info.subjectLabel = subject->label;
        blank.info.form = key.form;
        blank.info.anchor = (*study)->definition().form(key.form)->anchor;
        blank.info.visitOid = key.visit;
        blank.info.visitRepeat = key.visitRepeat;
        blank.info.repeat = key.repeat;
        blank.info.version = (*study)->definition().version;
        blank.info.state = "not-started";
        auto state =
            openState(blank, **study, subject->record((*study)->visitOrder), formAccess::today(clock_));
        if (!state)
            return tl::unexpected(state.error());
        return OpenedForm{blank.info,
                          {},
                          {},
                          {},
                          *std::move(state),
                          formAccess::requireEntry(session_, blank.info).has_value()};
    });
}

} // namespace casebook
