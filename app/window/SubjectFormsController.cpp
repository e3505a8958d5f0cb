// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SubjectFormsController.h"

#include "core/values/Messages.h"

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

/// Key of a form within its subject: visit, number, form, instance where there are several.
QString keyOf(const QString& visit, int repeat, const QString& form, std::int64_t id = 0) {
    return u"%1\t%2\t%3\t%4"_s.arg(visit).arg(repeat).arg(form).arg(id);
}

FormEntryView entryOf(const FormInfo& info, const FormDef* def, const QString& key, const QString& language) {
    FormEntryView entry;
    entry.key = key;
    entry.title = def ? textIn(def->label, language) : info.form;
    entry.state = info.state.isEmpty() ? QByteArray("not-started") : info.state;
    entry.locked = info.isLocked();
    entry.queries = info.openQueries;
    entry.isSigned = info.signature == "signed";
    entry.signatureBroken = info.signature == "broken";
    return entry;
}

FormKey formKey(SubjectId subject, const FormInfo& info) {
    FormKey key;
    key.subject = subject;
    key.form = info.form;
    key.repeat = info.repeat;
    key.reader = info.reader;
    if (info.anchor != FormAnchor::Subject) {
        key.visit = info.visitOid;
        key.visitRepeat = info.visitRepeat;
    }
    if (info.id.isValid() && info.anchor == FormAnchor::Exam)
        key.exam = ExamId{info.anchorId};
    if (info.id.isValid() && info.anchor == FormAnchor::Task)
        key.task = TaskId{info.anchorId};
    return key;
}

bool isOpenState(const QByteArray& state) { return state != "complete" && state != "not-done"; }

} // namespace

SubjectFormsController::SubjectFormsController(SubjectForms* forms, QObject* parent)
    : QObject(parent), forms_(forms), form_(new FormController(forms->page(), this)) {
    connect(forms, &SubjectForms::formRequested, this, [this](const QString& key) { openKey(key); });
    connect(forms, &SubjectForms::backRequested, this, &SubjectFormsController::backRequested);
    connect(form_, &FormController::failed, this, &SubjectFormsController::failed);
    connect(form_, &FormController::said, this, &SubjectFormsController::said);
    connect(form_, &FormController::queriesChanged, this, &SubjectFormsController::queriesChanged);
    connect(form_, &FormController::sourceJumpRequested, this, &SubjectFormsController::sourceJumpRequested);
    connect(form_, &FormController::subjectStepRequested, this,
            &SubjectFormsController::subjectStepRequested);
    connect(form_, &FormController::saved, this, [this](FormId id) {
        refresh();
        Q_EMIT saved(id);
    });
}

void SubjectFormsController::setStudy(StudyPtr study) {
    form_->setStudy(study);
    study_ = std::move(study);
    ++turn_;
    ++opened_;
    subject_ = {};
    name_.clear();
    keys_.clear();
    overdue_.clear();
    forms_->close();
}

Result<SubjectFormsController::Listed> SubjectFormsController::read(OpenStudy& study, SubjectId subject,
                                                                    const QString& language) {
    const auto definition = study.definitions.currentOrNone();
    if (!definition)
        return tl::unexpected(definition.error());
    const auto subjects = study.subjects.list();
    if (!subjects)
        return tl::unexpected(subjects.error());
    Listed out;
    for (const Subject& s : *subjects)
        if (s.id == subject)
            std::tie(out.label, out.name) = std::pair(s.label, study.nameOf(s));
    if (!*definition)
        return out;
    const StudyDefinition& def = (*definition)->definition();
    const QDate today = QDateTime::fromMSecsSinceEpoch(study.vault->clock().utcMs()).date();
    const auto schedule = study.visits.visits(subject, today);
    const auto drafts = study.drafts.forms();
    const auto all = study.forms.list({subject, {}, {}});
    if (!schedule || !drafts || !all)
        return tl::unexpected(!schedule ? schedule.error() : !drafts ? drafts.error() : all.error());
    const auto add = [&](VisitEntryView& visit, const FormInfo& info, int late) {
        const QString key = keyOf(info.visitOid, info.visitRepeat, info.form, info.id.value);
        FormEntryView entry = entryOf(info, def.form(info.form), key, language);
        entry.draft = drafts->contains(info.uuid);
        entry.overdueDays = isOpenState(entry.state) ? late : 0;
        out.keys.insert(key, formKey(subject, info));
        out.overdue.insert(key, entry.overdueDays);
        visit.forms.append(entry);
    };
    VisitEntryView always{FormController::tr("Throughout the study"), {}, "planned", {}};
    for (const FormDef& form : def.forms) {
        if (form.anchor != FormAnchor::Subject)
            continue;
        FormInfo info;
        info.form = form.oid;
        info.anchor = FormAnchor::Subject;
        info.state = "not-started";
        for (const FormInfo& begun : *all)
            if (begun.form == form.oid && begun.anchor == FormAnchor::Subject)
                info = begun;
        info.visitOid.clear();
        add(always, info, 0);
    }
    out.counts = countForms(*schedule);
    for (const VisitRow& row : schedule->visits) {
        const auto forms = study.visits.forms(subject, row.visit, row.repeat);
        if (!forms)
            return tl::unexpected(forms.error());
        VisitEntryView visit{visitWords(def, row.visit, row.repeat),
                             row.date.isEmpty() ? row.target : row.date,
                             row.state,
                             {}};
        const QDate due = QDate::fromString(row.windowTo, Qt::ISODate);
        const int late = row.state == "overdue" && due.isValid() ? int(due.daysTo(today)) : 0;
        for (FormInfo info : *forms) {
            if (info.anchor == FormAnchor::Task)
                continue; // a reader's form belongs to his task
            info.visitOid = row.visit;
            info.visitRepeat = row.repeat;
            add(visit, info, late);
        }
        if (!visit.forms.isEmpty())
            out.visits.append(visit);
    }
    std::reverse(out.visits.begin(), out.visits.end()); // what is worked on stands above
    if (!always.forms.isEmpty())
        out.visits.append(always);
    return out;
}

void SubjectFormsController::load(SubjectId subject, const Wish& wish) {
    if (!study_)
        return;
    const bool other = subject != subject_;
    subject_ = subject;
    if (other) {
        form_->close();
        forms_->setVisits({});
        Q_EMIT subjectShown(subject);
    }
    inBackground(
        this,
        [study = study_, subject, language = formLanguage()] { return read(*study, subject, language); },
        [this, study = study_, subject, wish, turn = ++turn_](Result<Listed> listed) {
            if (study != study_ || turn != turn_)
                return;
            if (!listed) {
                Q_EMIT failed(messageText(listed.error()));
                return;
            }
            setName(listed->name);
            keys_ = listed->keys;
            overdue_ = listed->overdue;
            forms_->setSubject(listed->label, name_);
            forms_->setVisits(listed->visits);
            forms_->setProgress(listed->counts.complete, listed->counts.expected);
            if (keys_.isEmpty())
                forms_->page()->showNone(
                    tr("This subject has no forms yet"),
                    tr("Load a study definition, and give the subject's visits their dates."));
            if (wish.kind == Wish::Kind::None)
                return;
            QString found;
            for (const VisitEntryView& visit : listed->visits)
                for (const FormEntryView& form : visit.forms) {
                    const FormKey key = keys_.value(form.key);
                    if (key.visit != wish.visit || (!wish.visit.isEmpty() && key.visitRepeat != wish.repeat))
                        continue;
                    const bool fits =
                        wish.kind == Wish::Kind::Form ? key.form == wish.form : isOpenState(form.state);
                    if (fits && found.isEmpty())
                        found = form.key;
                }
            if (found.isEmpty() && wish.kind == Wish::Kind::Visit)
                for (auto it = keys_.cbegin(); it != keys_.cend(); ++it)
                    if (it->visit == wish.visit && it->visitRepeat == wish.repeat)
                        found = it.key();
            if (!found.isEmpty())
                openKey(found, wish.focus);
        });
}

void SubjectFormsController::openSubject(SubjectId subject, const QString& label, const QString& name) {
    ++opened_;
    forms_->setSubject(label, name);
    load(subject, {});
}

void SubjectFormsController::openForm(SubjectId subject, const QString& visit, int repeat,
                                      const QString& form, const ItemPath& focus) {
    ++opened_;
    load(subject, {Wish::Kind::Form, visit, repeat, form, focus});
}

void SubjectFormsController::openVisit(SubjectId subject, const QString& visit, int repeat) {
    ++opened_;
    load(subject, {Wish::Kind::Visit, visit, repeat, {}, {}});
}

void SubjectFormsController::openInstance(FormId form, const ItemPath& focus) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, form] { return study->forms.find(form); },
        [this, study = study_, focus, opened = ++opened_](Result<FormInfo> info) {
            if (study != study_ || opened != opened_)
                return;
            if (!info) {
                Q_EMIT failed(messageText(info.error()));
                return;
            }
            const QString visit = info->anchor == FormAnchor::Subject ? QString() : info->visitOid;
            load(info->subject, {Wish::Kind::Form, visit, info->visitRepeat, info->form, focus});
            // Forms that no visit lists (of an exam or a task) open by their own number.
            if (info->anchor == FormAnchor::Task || (info->anchor == FormAnchor::Exam && visit.isEmpty()))
                form_->open(info->id, {}, focus);
        });
}

void SubjectFormsController::namesChanged(bool hidden) {
    ++turn_; // an answer of before may bring a name
    if (hidden) {
        setName({});
        forms_->hideName();
    }
    refresh();
}

void SubjectFormsController::setName(const QString& name) {
    name_ = name;
    form_->setSubjectName(name);
}

void SubjectFormsController::openKey(const QString& key, const ItemPath& focus) {
    const auto found = keys_.constFind(key);
    if (found == keys_.constEnd())
        return;
    forms_->select(key);
    form_->open(*found, {name_, overdue_.value(key)}, focus);
}

void SubjectFormsController::refresh() {
    if (!study_ || !subject_.isValid())
        return;
    load(subject_, {});
    form_->refresh();
}

} // namespace casebook
