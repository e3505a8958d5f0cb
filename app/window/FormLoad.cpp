// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/FormLoad.h"

#include "app/window/FormController.h"
#include "core/forms/Input.h"
#include "core/forms/QueryWords.h"
#include "widgets/forms/FormModel.h"
#include "widgets/study/UsersView.h"

#include <QLocale>

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
    auto opened = study.forms.open(key);
    if (!opened)
        return tl::unexpected(opened.error());
    FormLoad load{key, *std::move(opened), {}, {}, {}, {}, {}};
    load.today = QDateTime::fromMSecsSinceEpoch(study.vault->clock().utcMs()).date();
    const FormInfo& info = load.opened.info;
    if (!info.id.isValid())
        return load;
    if (load.opened.mayEnter) {
        auto drafts = study.drafts.drafts(info.uuid);
        if (!drafts)
            return tl::unexpected(drafts.error());
        load.drafts = *std::move(drafts);
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
    return {conflict.path,        item ? textIn(item->label, formLanguage()) : conflict.path.item,
            words(conflict.mine), words(conflict.theirs),
            conflict.by,          momentWords(conflict.timeMs)};
}

} // namespace casebook
