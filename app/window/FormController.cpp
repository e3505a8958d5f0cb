// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/FormController.h"

#include "app/window/FormLoad.h"
#include "core/values/Messages.h"
#include "widgets/forms/ConflictDialog.h"
#include "widgets/forms/FormParts.h"

#include <QTime>

#include <algorithm>
#include <utility>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

/// Waits until they are durable: not for the GUI thread.
Result<> putAll(OpenStudy& study, const FormInfo& form, const QList<std::pair<ItemPath, QString>>& drafts,
                std::int64_t readMs) {
    for (const auto& [path, raw] : drafts)
        if (auto kept = study.drafts.put(form.uuid, path, raw, readMs).result(); !kept)
            return kept;
    return {};
}

QString ownerOf(const StudyPtr& study) {
    return study ? study->vault->folder() + u'\n' + study->session.login : QString();
}

} // namespace

/// The form at the time of a write whose answer may come after it was left, or behind the lock.
struct FormController::Left {
    int turn = 0;
    QString owner; ///< study and person
    QString form, subject;
};

FormController::FormController(FormPage* page, QObject* parent) : QObject(parent), page_(page) {
    connect(page, &FormPage::draftTyped, this, &FormController::keepDraft);
    connect(page, &FormPage::saveRequested, this, &FormController::save);
    connect(page, &FormPage::saveDropped, this, &FormController::saveStopped);
    connect(page, &FormPage::signRequested, this, &FormController::askSignature);
    connect(page, &FormPage::lockRequested, this, &FormController::askLock);
    connect(page, &FormPage::historyRequested, this, &FormController::showHistory);
    connect(page, &FormPage::threadRequested, this, &FormController::showThread);
    connect(page, &FormPage::queryRaised, this, [this](const ItemPath& path, const QString& text) {
        query([=, form = info_.id](OpenStudy& s) { return s.queries.raise(form, path, text); });
    });
    connect(page, &FormPage::queryAnswered, this, [this](qint64 id, const QString& text) {
        query([=](OpenStudy& s) { return s.queries.answer({id}, text); });
    });
    connect(page, &FormPage::queryClosed, this, [this](qint64 id, const QString& text) {
        query([=](OpenStudy& s) { return s.queries.close({id}, text); });
    });
    connect(page, &FormPage::queryReopened, this, [this](qint64 id, const QString& text) {
        query([=](OpenStudy& s) { return s.queries.reopen({id}, text); });
    });
    connect(page, &FormPage::reasonGiven, this, [this](const ItemPath& path, const QString& text) {
        keepReason(path, text);
        page_->querySent();
        Q_EMIT said(tr("The reason is kept and answers the query when the form is saved."));
    });
    connect(this, &FormController::saved, this, [this] {
        if (std::exchange(reasonsWait_, false)) // they were given before the instance was there
            for (auto it = reasons_.cbegin(); it != reasons_.cend(); ++it)
                putReason(it.key(), it.value());
    });
    connect(page, &FormPage::sourceJumpRequested, this, [this](const ItemPath& path) {
        if (const auto source = last_ ? last_->sources.constFind(path) : decltype(last_->sources.cend()){};
            last_ && source != last_->sources.cend())
            Q_EMIT sourceJumpRequested(*source);
    });
    connect(page, &FormPage::neighbourRequested, this, [this](int, int subjects) {
        if (subjects != 0)
            Q_EMIT subjectStepRequested(subjects);
    });
}

void FormController::setStudy(StudyPtr study) {
    close(); // sends what was typed last to the study that is still there
    study_ = std::move(study);
    if (const QStringList lost = lost_.take(ownerOf(study_)); !lost.isEmpty())
        Q_EMIT failed(lost.join(u'\n'));
}

FormController::Left FormController::left() const {
    const FormDef* form = last_ ? last_->opened.state.definition().form(key_.form) : nullptr;
    return {turn_, ownerOf(study_), form ? textIn(form->label, formLanguage()) : key_.form,
            last_ ? last_->opened.info.subjectLabel : QString()};
}

/// The page shows another form by now. Over the door nothing is said: who typed it hears it after the unlock.
/// @param what  a sentence of %1, the form, and %2, the subject
void FormController::tellLost(const Left& left, const QString& what, const Error& error) {
    const QString words = what.arg(left.form, left.subject) + u' ' + messageText(error);
    if (left.owner == ownerOf(study_))
        Q_EMIT failed(words);
    else if (QStringList& lost = lost_[left.owner]; !lost.contains(words))
        lost.append(words);
}

void FormController::close() {
    beginning_ = true; // what was typed last begins no form by itself: keepWaiting does
    page_->model()->flushDrafts();
    page_->close();
    keepWaiting();
    ++turn_;
    key_ = {};
    info_ = {};
    last_.reset();
    reasons_.clear();
    beginning_ = loaded_ = false;
}

void FormController::open(const FormKey& key, const FormPlaceWords& words, const ItemPath& focus) {
    close();
    words_ = words;
    load([key](OpenStudy&) -> Result<FormKey> { return key; }, focus);
}

void FormController::open(FormId form, const FormPlaceWords& words, const ItemPath& focus) {
    close();
    words_ = words;
    load(
        [form](OpenStudy& s) {
            return s.forms.find(form).and_then(
                [&](const FormInfo& info) { return s.forms.keyOf(info.uuid.toString()); });
        },
        focus);
}

void FormController::load(std::function<Result<FormKey>(OpenStudy&)> key, const ItemPath& focus) {
    if (!study_)
        return;
    inBackground(
        this,
        [study = study_, key] {
            return key(*study).and_then([&](const FormKey& k) { return loadForm(*study, k); });
        },
        [this, study = study_, focus, turn = turn_](Result<FormLoad> loaded) {
            if (study != study_ || turn != turn_)
                return;
            if (!loaded) {
                page_->showNone(tr("The form can't be opened"), messageText(loaded.error()));
                Q_EMIT failed(messageText(loaded.error()));
                return;
            }
            show(*std::move(loaded), focus);
        });
}

void FormController::show(FormLoad load, const ItemPath& focus) {
    key_ = load.key;
    info_ = load.opened.info;
    last_ = std::make_shared<FormLoad>(load);
    page_->model()->setToday(load.today);
    page_->open(load.opened.state, viewOf(load));
    drafted_.clear();
    for (const Draft& draft : load.drafts) {
        page_->model()->restore(draft.path, draft.raw);
        drafted_.insert(draft.path);
    }
    if (!load.drafts.isEmpty())
        Q_EMIT said(
            tr("What was typed and not saved is back: %n item(s).", nullptr, int(load.drafts.size())));
    reasons_ = load.reasons;
    reasonsWait_ = false;
    loaded_ = true;
    if (study_->session.may(Right::AnswerQuery))
        giveReasons(); // of a save that came no further
    if (focus.item.isEmpty() || !page_->focusItem(focus))
        page_->focusFirst();
}

FormView FormController::viewOf(const FormLoad& load) const {
    const FormInfo& info = load.opened.info;
    const Session& session = study_->session;
    FormView view;
    view.subject = info.subjectLabel;
    view.subjectName = words_.subjectName;
    view.visit = visitWords(load.opened.state.definition(), info.visitOid, info.visitRepeat);
    view.overdueDays = info.state == "complete" || info.state == "not-done" ? 0 : words_.overdueDays;
    view.locked = info.isLocked();
    if (view.locked)
        view.lockedWords =
            tr("Locked %1 by %2")
                .arg(QDateTime::fromMSecsSinceEpoch(info.lockedMs).date().toString(Qt::ISODate),
                     info.lockedBy);
    if (!info.unlockAskedBy.isEmpty())
        view.unlockWords = tr("%1 asks to unlock it: %2").arg(info.unlockAskedBy, info.unlockReason);
    if (session.may(Right::LockForms) && info.id.isValid())
        view.lock = lockFor(info, load.unlocksAtOnce);
    view.mayEnter = load.opened.mayEnter || (info.isLocked() && session.may(Right::EnterForms));
    view.mayRaiseQuery = session.may(Right::RaiseQuery) && info.id.isValid();
    view.mayAnswerQuery = session.may(Right::AnswerQuery);
    view.wasComplete = info.wasComplete;
    for (const QueryRow& q : load.opened.queries)
        if (q.state == "open" || q.state == "answered")
            view.extras[q.path].queries.append({q.id.value, q.origin == "system" ? tr("Check") : q.author,
                                                q.ageDays, q.state == "answered", q.text});
    view.maySign = session.may(Right::SignForms) && info.id.isValid() && info.openQueries == 0;
    if (!load.signatures.isEmpty()) {
        view.signedWords = signedWords(load.signatures.last());
        view.signatureHolds = load.signatures.last().holds;
    }
    for (const ChangedItem& item : load.changed)
        if (!item.path.item.isEmpty())
            view.extras[item.path].wasWhenSigned = item.signedAs.value_or(tr("empty"));
    for (const StoredValue& value : load.opened.values)
        view.extras[value.path].verified = value.verifiedMs > 0;
    for (auto it = load.sources.cbegin(); it != load.sources.cend(); ++it)
        view.extras[it.key()].fromImage = true;
    return view;
}

void FormController::setSubjectName(const QString& name) {
    if (words_.subjectName == name)
        return;
    words_.subjectName = name;
    if (last_ && page_->isOpen())
        page_->setView(viewOf(*last_));
}

void FormController::refresh() {
    if (!study_ || !loaded_)
        return;
    inBackground(
        this, [study = study_, key = key_] { return loadForm(*study, key); },
        [this, study = study_, turn = turn_](Result<FormLoad> loaded) {
            if (study != study_ || turn != turn_ || !page_->isOpen())
                return;
            if (!loaded)
                return page_->showError(loaded.error());
            const bool moved = loaded->opened.info.rv != info_.rv;
            const FormModel* model = page_->model();
            if (moved && !model->state().isChanged() && model->state().typedTexts().isEmpty()) {
                info_ = loaded->opened.info;
                last_ = std::make_shared<FormLoad>(*loaded);
                page_->replace(loaded->opened.state, viewOf(*loaded));
                return;
            }
            // Typed values stay on what was seen; a save tells if others have changed the same.
            last_->opened.queries = loaded->opened.queries;
            last_->sources = loaded->sources;
            last_->signatures = loaded->signatures;
            last_->changed = loaded->changed;
            last_->unlocksAtOnce = loaded->unlocksAtOnce;
            takeMarks(loaded->opened.info);
            page_->setView(viewOf(*last_));
        });
}

void FormController::keepDraft(const ItemPath& path, const QString& raw) {
    if (!study_ || !loaded_ || !last_ || !last_->opened.mayEnter)
        return;
    if (info_.id.isValid())
        return putDraft(path, raw);
    waiting_.append({path, raw});
    if (!beginning_)
        beginThenKeep();
}

/// The first key makes the instance, so that its drafts have something to belong to.
void FormController::beginThenKeep() {
    beginning_ = true;
    inBackground(
        this, [study = study_, key = key_] { return study->forms.begin(key); },
        [this, study = study_, turn = turn_](Result<FormInfo> begun) {
            if (study != study_ || turn != turn_)
                return;
            beginning_ = false;
            if (!begun) {
                page_->showError(begun.error());
                return;
            }
            info_ = *begun;
            last_->opened.info = *begun;
            for (const auto& [path, raw] : std::exchange(waiting_, {}))
                putDraft(path, raw);
            Q_EMIT saved(info_.id); // lists show it as begun
        });
}

/// The form is left before it was begun. The task holds the study, so a lock ends only after it.
void FormController::keepWaiting() {
    if (waiting_.isEmpty())
        return;
    inBackground(
        this,
        [study = study_, key = key_, drafts = std::exchange(waiting_, {}), readMs = last_->readMs,
         reasons = reasonsWait_ ? reasons_ : QHash<ItemPath, QString>()] {
            return study->forms.begin(key).and_then([&](const FormInfo& info) -> Result<> {
                for (auto it = reasons.cbegin(); it != reasons.cend(); ++it)
                    if (auto kept = study->drafts.putReason(info.uuid, it.key(), it.value()).result(); !kept)
                        return kept;
                return putAll(*study, info, drafts, readMs);
            });
        },
        [this, left = left()](const Result<>& kept) {
            if (!kept)
                tellLost(left, tr("What was typed in %1 of %2 is not kept."), kept.error());
        });
}

void FormController::putDraft(const ItemPath& path, const QString& raw) {
    drafted_.insert(path);
    whenKept(study_->drafts.put(info_.uuid, path, raw, last_->readMs));
}

/// Never told within this call: a form that is just being left shows its page no more.
void FormController::whenKept(QFuture<Result<>> draft) {
    const auto tell = [this, left = left()](const Result<>& kept) {
        if (left.turn != turn_) {
            if (!kept)
                tellLost(left, tr("What was typed in %1 of %2 is not kept."), kept.error());
        } else if (kept) {
            page_->setDraftSaved(QTime::currentTime());
        } else {
            page_->showError(kept.error());
        }
    };
    draft.then(this, [this, tell](const Result<>& kept) {
        QMetaObject::invokeMethod(this, [tell, kept] { tell(kept); }, Qt::QueuedConnection);
    });
}

void FormController::keepReason(const ItemPath& path, const QString& text) {
    reasons_.insert(path, text);
    if (study_ && info_.id.isValid())
        putReason(path, text);
    else
        reasonsWait_ = true;
}

void FormController::putReason(const ItemPath& path, const QString& text) {
    whenKept(study_->drafts.putReason(info_.uuid, path, text));
}

/// What a save carries, and whose drafts are done with: all but texts that are no values yet.
FormEdit FormController::editNow() const {
    OpenedForm opened = last_->opened;
    opened.state = page_->model()->state();
    FormEdit edit = editOf(opened);
    const auto texts = opened.state.typedTexts();
    for (const ItemPath& path : drafted_)
        if (!texts.contains(path))
            edit.settled.append(path);
    return edit;
}

void FormController::save(const QByteArray& code, const QString& text) {
    if (!study_ || !last_) {
        Q_EMIT saveStopped();
        return;
    }
    const FormEdit edit = editNow();
    const ChangeReason reason{code, text};
    page_->setSaving(true);
    struct Answer {
        SavedForm saved;
        FormLoad load;
    };
    inBackground(
        this,
        // The save has what waits; refused, it leaves that as drafts.
        [study = study_, key = key_, edit, reason, waiting = std::exchange(waiting_, {}),
         readMs = last_->readMs]() -> Result<Answer> {
            return study->forms.begin(key)
                .and_then([&](const FormInfo& info) {
                    auto done = study->forms.save(info.id, edit, reason);
                    if (!done)
                        if (auto kept = putAll(*study, info, waiting, readMs); !kept)
                            return Result<SavedForm>(tl::unexpected(kept.error()));
                    return done;
                })
                .and_then([&](const SavedForm& done) {
                    return loadForm(*study, key).map([&](const FormLoad& load) {
                        return Answer{done, load};
                    });
                });
        },
        [this, study = study_, left = left(), edit, reason](Result<Answer> answer) {
            if (left.turn != turn_) {
                if (!answer)
                    tellLost(left, tr("%1 of %2 is not saved."), answer.error());
                return;
            }
            if (answer)
                return afterSave(answer->load, answer->saved);
            page_->setSaving(false);
            if (answer.error().code == "changed-elsewhere")
                askConflicts(edit, reason);
            else
                stop(answer.error());
        });
}

void FormController::stop(const Error& error) {
    page_->showError(error);
    Q_EMIT saveStopped();
}

void FormController::afterSave(FormLoad load, const SavedForm& done) {
    info_ = load.opened.info;
    last_ = std::make_shared<FormLoad>(load);
    drafted_.clear();
    page_->replace(load.opened.state, viewOf(load)); // tells what was typed since as drafts again
    // Text that is no value is only a draft; of what waited for the instance the save made none.
    const auto texts = page_->model()->state().typedTexts();
    for (auto it = texts.cbegin(); it != texts.cend(); ++it)
        putDraft(it.key(), it.value());
    Q_EMIT saved(info_.id);
    Q_EMIT stored(key_);
    QStringList words{tr("Saved: %n item(s).", nullptr, done.changed)};
    if (done.queriesOpened > 0)
        words << tr("%n query(ies) opened.", nullptr, done.queriesOpened);
    if (done.queriesResolved > 0)
        words << tr("%n query(ies) resolved.", nullptr, done.queriesResolved);
    if (!done.others.isEmpty())
        words << tr("%n other form(s) recalculated.", nullptr, int(done.others.size()));
    if (!texts.isEmpty())
        words << tr("%n text(s) are no values yet and stay as a draft.", nullptr, int(texts.size()));
    Q_EMIT said(words.join(u' '));
    if (done.queriesOpened + done.queriesResolved > 0)
        Q_EMIT queriesChanged();
    giveReasons();
}

/// Reasons that were given for soft checks before the save answer the queries which the save has opened. A reason for
/// a value that is not saved yet waits; one whose stored value raises no query has nothing to answer.
void FormController::giveReasons() {
    const FormState& state = page_->model()->state();
    QSet<ItemPath> unsaved;
    for (const FormChange& change : state.changes())
        unsaved.insert(change.path);
    for (const ItemPath& path : reasons_.keys()) {
        if (unsaved.contains(path) || state.typedTexts().contains(path))
            continue;
        const QString text = reasons_.take(path);
        const auto& queries = last_->opened.queries;
        const auto asks = std::find_if(queries.begin(), queries.end(), [&](const QueryRow& q) {
            return q.path == path && q.state == "open" && q.origin == "system";
        });
        answerWith(path, text, asks == queries.end() ? QueryId() : asks->id);
    }
}

/// @param query  none: the reason only goes
void FormController::answerWith(const ItemPath& path, const QString& text, QueryId query) {
    inBackground(
        this,
        [study = study_, form = info_.uuid, path, text, query]() -> Result<std::optional<QueryRow>> {
            std::optional<QueryRow> answered;
            if (query.isValid()) {
                const auto row = study->queries.answer(query, text);
                if (!row)
                    return tl::unexpected(row.error());
                answered = *row;
            }
            return study->drafts.dropReason(form, path).map([&] { return answered; });
        },
        [this, turn = turn_, path, text](const Result<std::optional<QueryRow>>& done) {
            if (turn != turn_)
                return;
            if (!done) {
                reasons_.insert(path, text); // tried again with the next save
                page_->showError(done.error());
            } else if (*done) {
                queryDone(**done);
            }
        });
}

void FormController::askConflicts(const FormEdit& edit, const ChangeReason& reason) {
    inBackground(
        this, [study = study_, form = info_.id, edit] { return study->forms.conflicts(form, edit); },
        [this, study = study_, turn = turn_, reason](Result<QList<ItemConflict>> conflicts) {
            if (study != study_ || turn != turn_)
                return;
            if (!conflicts)
                return stop(conflicts.error());
            QList<ConflictView> views;
            for (const ItemConflict& c : *conflicts)
                views.append(conflictView(c, page_->model()->state().definition()));
            auto* dialog = new ConflictDialog(views, page_);
            connect(dialog, &ConflictDialog::decided, this,
                    [this, reason, turn](const QList<ItemPath>& theirs) {
                        if (turn == turn_)
                            saveDecided(theirs, reason);
                    });
            connect(dialog, &QDialog::rejected, this, &FormController::saveStopped);
            dialog->open();
        });
}

/// Everything typed so far goes onto what is stored now, but for the other's values that stay, and is saved.
void FormController::saveDecided(const QList<ItemPath>& theirs, const ChangeReason& reason) {
    inBackground(
        this, [study = study_, key = key_] { return loadForm(*study, key); },
        [this, theirs, reason, turn = turn_](Result<FormLoad> fresh) {
            if (turn != turn_)
                return;
            const FormState& mine = page_->model()->state();
            auto state =
                fresh.and_then([&](const FormLoad& load) { return carriedOver(mine, load.opened, theirs); });
            if (!state)
                return stop(state.error());
            for (const FormChange& change : mine.changes())
                fresh->opened.unseen.remove(change.path); // it was just decided
            last_ = std::make_shared<FormLoad>(*fresh);
            info_ = fresh->opened.info;
            page_->replace(*std::move(state), viewOf(*last_));
            save(reason.code, reason.text);
        });
}

void FormController::showHistory(const ItemPath& path) {
    if (!study_ || !info_.id.isValid())
        return;
    inBackground(
        this, [study = study_, form = info_.id, path] { return study->forms.history(form, path); },
        [this, turn = turn_, path](Result<QList<ItemHistory>> steps) {
            if (turn != turn_ || !page_->isOpen())
                return;
            if (steps)
                page_->setHistory(path, historyViews(*steps, path, page_->model()->state().definition()));
            else
                page_->showError(steps.error());
        });
}

void FormController::showThread(const ItemPath& path, qint64 id) {
    if (!study_)
        return;
    QString question;
    for (const QueryRow& query : last_->opened.queries)
        if (query.id.value == id)
            question = questionOf(query, page_->model()->state().definition());
    inBackground(
        this, [study = study_, id] { return study->queries.thread({id}); },
        [this, turn = turn_, path, question](Result<QList<QueryEvent>> events) {
            if (turn != turn_)
                return;
            if (events)
                page_->setThread(path, threadViews(*events, question));
            else
                page_->showError(events.error());
        });
}

template <class Work> void FormController::query(Work work) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, work] { return work(*study); },
        [this, turn = turn_](Result<QueryRow> row) {
            if (turn == turn_)
                queryDone(row);
        });
}

void FormController::queryDone(const Result<QueryRow>& row) {
    if (!row)
        return page_->showError(row.error());
    page_->querySent();
    Q_EMIT queriesChanged();
    refresh();
}

} // namespace casebook
