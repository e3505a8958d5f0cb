// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/FormLoad.h"

#include "app/window/FormController.h"
#include "core/forms/Input.h"
#include "core/forms/QueryWords.h"
#include "storage/forms/UnlockRule.h"
#include "widgets/forms/FormModel.h"
#include "widgets/study/UsersView.h"

#include <QLocale>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

/// Canonical text of the audit as a person reads it: labels of codes, yes and no.
QString valueWords(const QString& text, const ItemDef* item, const StudyDefinition& study) {
    if (!item || text.isEmpty())
        return text;
    if (item->type == ItemType::YesNo)
        return text == "true"_L1 ? FormController::tr("yes") : FormController::tr("no");
    if (const CodeListDef* list = study.codeList(item->codeList))
        for (const CodeDef& code : list->codes)
            if (code.code == text)
                return u"%1 %2"_s.arg(code.code, textIn(code.label, formLanguage()));
    return text;
}

QString reasonWords(const QByteArray& code, const QString& text) {
    const QString words = code == "typing-error"       ? FormController::tr("Typing error")
                          : code == "source-corrected" ? FormController::tr("The source was corrected")
                          : code == "query-answer"     ? FormController::tr("Answer to a query")
                          : code == "new-information"  ? FormController::tr("New information")
                                                       : QString();
    if (words.isEmpty() || text.isEmpty())
        return words.isEmpty() ? text : words;
    return u"%1: %2"_s.arg(words, text);
}

QString eventWords(const QByteArray& type) {
    if (type == "raise")
        return FormController::tr("asked");
    if (type == "answer")
        return FormController::tr("answered");
    if (type == "accept")
        return FormController::tr("closed");
    if (type == "return" || type == "reopen")
        return FormController::tr("asked again");
    if (type == "cancel")
        return FormController::tr("withdrawn");
    if (type == "resolve")
        return FormController::tr("resolved: the check passes");
    return FormController::tr("value changed");
}

QString wordsOf(const QueryEvent& event, const QString& question) {
    const bool isQuestion = event.type == "raise" && !question.isEmpty();
    return isQuestion ? question : event.text.isEmpty() ? eventWords(event.type) : event.text;
}

bool changesValue(const ItemHistory& step) {
    return step.action == "enter" || step.action == "change" || step.action == "clear" ||
           step.action == "import";
}

/// Drafts and reasons apart. An item that was changed after the form was read for its draft counts as not seen.
Result<> takeDrafts(OpenStudy& study, const QList<Draft>& drafts, FormLoad& load) {
    const FormInfo& info = load.opened.info;
    for (const Draft& draft : drafts) {
        if (draft.kind == DraftKind::Reason) {
            load.reasons.insert(draft.path, draft.raw);
            continue;
        }
        load.drafts.append(draft);
        if (info.changedMs <= draft.readMs)
            continue;
        const auto steps = study.forms.history(info.id, draft.path);
        if (!steps)
            return tl::unexpected(steps.error());
        if (std::any_of(steps->begin(), steps->end(), [&](const ItemHistory& step) {
                return changesValue(step) && step.timeMs > draft.readMs;
            }))
            load.opened.unseen.insert(draft.path);
    }
    return {};
}

/// The name of a group: what its section asks for.
QString groupWords(const QString& group, const StudyDefinition& study) {
    for (const FormDef& form : study.forms)
        for (const SectionDef& section : form.sections)
            if (section.group == group)
                return textIn(section.label, formLanguage());
    return group;
}

} // namespace

QString visitWords(const StudyDefinition& study, const QString& visit, int repeat) {
    const VisitDef* def = study.visit(visit);
    if (!def)
        return visit;
    const QString words = textIn(def->label, formLanguage());
    return def->repeating ? u"%1 %2"_s.arg(words).arg(repeat) : words;
}

QString momentWords(std::int64_t utcMs) {
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(utcMs);
    const QString format = when.date().year() == QDate::currentDate().year()
                               ? FormController::tr("d MMM HH:mm", "moment of this year")
                               : FormController::tr("d MMM yyyy HH:mm", "moment of another year");
    return QLocale().toString(when, format);
}

Result<FormLoad> loadForm(OpenStudy& study, const FormKey& key) {
    const std::int64_t readMs = study.vault->clock().utcMs();
    auto opened = study.forms.open(key);
    if (!opened)
        return tl::unexpected(opened.error());
    FormLoad load{key, *std::move(opened), {}, {}, readMs, {}, {}, {}, {}, false};
    load.today = QDateTime::fromMSecsSinceEpoch(study.vault->clock().utcMs()).date();
    const FormInfo& info = load.opened.info;
    if (!info.id.isValid())
        return load;
    if (load.opened.mayEnter) {
        const auto drafts = study.drafts.drafts(info.uuid);
        if (!drafts)
            return tl::unexpected(drafts.error());
        if (auto taken = takeDrafts(study, *drafts, load); !taken)
            return tl::unexpected(taken.error());
    }
    for (const StoredValue& value : load.opened.values) {
        if (value.source == 0)
            continue;
        const auto source = study.forms.sourceOf(info.id, value.path);
        if (!source)
            return tl::unexpected(source.error());
        if (*source)
            load.sources.insert(value.path, **source);
    }
    const SignatureService signatures(*study.vault, study.session);
    auto made = signatures.of(info.id);
    auto changed = signatures.changedSince(info.id);
    if (!made || !changed)
        return tl::unexpected(!made ? made.error() : changed.error());
    load.signatures = *std::move(made);
    load.changed = *std::move(changed);
    if (study.session.may(Right::LockForms)) {
        const auto atOnce = unlocksAtOnce(study.vault->database(), study.session, info.id);
        if (!atOnce)
            return tl::unexpected(atOnce.error());
        load.unlocksAtOnce = *atOnce;
    }
    return load;
}

/// "Signed by Li Na, reviewed, 12 Jun 14:05".
QString signedWords(const Signature& signature) {
    return FormController::tr("Signed by %1 (%2), %3")
        .arg(signature.printedName, meaningWords(signature.meaning), momentWords(signature.timeMs));
}

QString meaningWords(const QByteArray& meaning) {
    return meaning == "reviewed"   ? FormController::tr("reviewed")
           : meaning == "approved" ? FormController::tr("approved")
           : meaning == "author"   ? FormController::tr("author")
                                   : FormController::tr("responsible");
}

QList<ItemEventView> historyViews(const QList<ItemHistory>& steps, const ItemPath& path,
                                  const StudyDefinition& study) {
    const ItemDef* item = study.item(path.item);
    QList<ItemEventView> views;
    for (auto step = steps.crbegin(); step != steps.crend(); ++step) {
        const auto words = [&](const std::optional<QString>& text) {
            return text && !text->isEmpty() ? valueWords(*text, item, study) : FormController::tr("empty");
        };
        ItemEventView view{
            momentWords(step->timeMs), step->user, {}, {}, reasonWords(step->reasonCode, step->reasonText)};
        if (step->action == "verify")
            view.text = FormController::tr("checked against the source");
        else if (step->action == "unverify")
            view.text = FormController::tr("check against the source taken back");
        else
            view.text = u"%1 → %2"_s.arg(words(step->before), words(step->after));
        if (step->action == "import")
            view.note = FormController::tr("import");
        views.append(view);
    }
    return views;
}

QString questionOf(const QueryRow& query, const StudyDefinition& study) {
    return query.origin == "system"
               ? queryWordsIn(study, query.check, query.path.item, query.text, formLanguage())
               : query.text;
}

QList<ItemEventView> threadViews(const QList<QueryEvent>& events, const QString& question) {
    QList<ItemEventView> views;
    for (const QueryEvent& event : events) {
        QStringList roles;
        for (const QByteArray& code : event.roles.split(','))
            if (!code.isEmpty())
                roles << roleText(code);
        ItemEventView view{momentWords(event.timeMs),
                           event.user.isEmpty() ? FormController::tr("Check") : event.user,
                           roles.size() > 2 ? QString() : roles.join(FormController::tr(", ")),
                           wordsOf(event, question),
                           {}};
        if (!event.value.isEmpty())
            view.note = FormController::tr("Value at the time: %1").arg(event.value);
        views.append(view);
    }
    return views;
}

ConflictView conflictView(const ItemConflict& conflict, const StudyDefinition& study) {
    const ItemDef* item = study.item(conflict.path.item);
    const auto words = [&](const std::optional<ItemValue>& value) {
        return value && item ? displayText(*value, *item, study.codeList(item->codeList), formLanguage())
                             : QString();
    };
    return {conflict.path,
            item ? textIn(item->label, formLanguage()) : groupWords(conflict.path.group, study),
            conflict.removesRow ? FormController::tr("row removed") : words(conflict.mine),
            words(conflict.theirs),
            conflict.by,
            momentWords(conflict.timeMs),
            conflict.rowGone};
}

Result<FormState> carriedOver(const FormState& mine, const OpenedForm& fresh, const QList<ItemPath>& theirs) {
    FormState state = fresh.state;
    const auto isGone = [&](const QByteArray& row) {
        return std::any_of(fresh.rows.begin(), fresh.rows.end(),
                           [&](const StoredRow& r) { return r.uuid == row && !r.live; });
    };
    for (const auto& [row, removed] : mine.rowChanges())
        if (!removed && !isGone(row.id) && !state.rows(row.group).contains(row.id))
            if (auto added = state.addRow(row.group, row.id); !added)
                return tl::unexpected(added.error());
    for (const FormChange& change : mine.changes()) {
        if (change.calculated || change.before == change.after || theirs.contains(change.path) ||
            isGone(change.path.row))
            continue;
        if (auto set = state.setValue(change.path, change.after); !set)
            return tl::unexpected(set.error());
    }
    for (const auto& [row, removed] : mine.rowChanges()) {
        const QByteArray& id = row.id;
        const bool kept =
            std::any_of(theirs.begin(), theirs.end(), [&](const ItemPath& path) { return path.row == id; });
        if (!removed || kept || isGone(id))
            continue;
        if (auto gone = state.removeRow(row.group, id); !gone)
            return tl::unexpected(gone.error());
    }
    return state;
}

} // namespace casebook
