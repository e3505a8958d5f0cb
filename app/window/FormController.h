// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/forms/FormPage.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace casebook {

struct FormLoad;

/// What only the caller knows of a form's head.
struct FormPlaceWords {
    QString subjectName; ///< empty without the right
    int overdueDays = 0;
};

/// Fills one form page from the services and carries out what the person asks for there: drafts, saves, queries,
/// history. One controller a page: the case page's Forms tab (SubjectFormsController owns one), and the form
/// beside the images (READING makes its own: `new FormController(page, this)`, setStudy(), open(key)).
/// Drafts go to the database within a second and are typed in again when the form is opened, also after a crash.
/// GUI thread; all storage work is done in the background. Call setStudy(nullptr) before the vault is locked: it
/// sends the last keys.
class FormController : public QObject {
    Q_OBJECT
public:
    explicit FormController(FormPage* page, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    /// @param focus item to go to; item empty: the first field.
    void open(const FormKey& key, const FormPlaceWords& words = {}, const ItemPath& focus = {});
    void open(FormId form, const FormPlaceWords& words = {}, const ItemPath& focus = {});
    void close();
    /// Others have changed something: queries anew; the form too unless something is typed in it.
    void refresh();
    void setSubjectName(const QString& name); ///< of the form that is open; empty: hidden
    /// A value that was measured beside the form, as if typed (the link is sent by FormService::sendValue).
    void reload() { refresh(); }
    [[nodiscard]] FormPage* page() const { return page_; }
    [[nodiscard]] FormId form() const { return info_.id; }
    [[nodiscard]] const FormKey& key() const { return key_; } ///< of the form that is shown
    [[nodiscard]] bool isLoaded() const { return loaded_; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void saved(casebook::FormId form); ///< lists and badges may be stale now
    void stored(const casebook::FormKey& form); ///< what was typed is saved; not when a form only begins
    void saveStopped(); ///< no save comes of what was asked: refused, put off, nothing to save
    void queriesChanged();
    void sourceJumpRequested(const casebook::ValueSource& source); ///< open the images there
    void subjectStepRequested(int by); ///< Alt+Up, Alt+Down

private:
    void load(std::function<Result<FormKey>(OpenStudy&)> key, const ItemPath& focus);
    void show(FormLoad load, const ItemPath& focus);
    void keepDraft(const ItemPath& path, const QString& raw);
    void beginThenKeep();
    void keepWaiting();
    void putDraft(const ItemPath& path, const QString& raw);
    void save(const QByteArray& code, const QString& text);
    void afterSave(FormLoad load, const SavedForm& saved);
    void stop(const Error& error);
    struct Left;
    [[nodiscard]] Left left() const;
    void tellLost(const Left& left, const QString& what, const Error& error);
    void whenKept(QFuture<Result<>> draft);
    [[nodiscard]] FormEdit editNow() const;
    void keepReason(const ItemPath& path, const QString& text);
    void putReason(const ItemPath& path, const QString& text);
    void giveReasons();
    void answerWith(const ItemPath& path, const QString& text, QueryId query);
    void askSignature();
    void askLock();
    void askReason(FormView::Lock lock);
    void confirmLock();
    void takeMarks(const FormInfo& now);
    void setLocked(bool locked, const QString& reason);
    void askConflicts(const FormEdit& edit, const ChangeReason& reason);
    void saveDecided(const QList<ItemPath>& theirs, const ChangeReason& reason);
    void showHistory(const ItemPath& path);
    void showThread(const ItemPath& path, qint64 query);
    void queryDone(const Result<QueryRow>& row);
    [[nodiscard]] FormView viewOf(const FormLoad& load) const;
    template <class Work> void query(Work work);

    FormPage* page_;
    StudyPtr study_;
    FormKey key_;
    FormInfo info_; ///< id 0: not begun
    FormPlaceWords words_;
    std::shared_ptr<FormLoad> last_; ///< what storage said last
    QList<std::pair<ItemPath, QString>> waiting_; ///< drafts of a form that is being begun
    QSet<ItemPath> drafted_; ///< items with a draft in the database
    QHash<ItemPath, QString> reasons_; ///< of soft checks, given before the save; drafts too
    bool reasonsWait_ = false; ///< for the instance, to be kept as drafts
    QHash<QString, QStringList> lost_; ///< by study and person: to be told after the unlock
    bool beginning_ = false, loaded_ = false, afterSaveOnce_ = false;
    int turn_ = 0; ///< answers of an earlier form are dropped
};

/// What somebody who may lock forms can do about the lock of one.
[[nodiscard]] FormView::Lock lockFor(const FormInfo& form, bool unlocksAtOnce);

/// A visit's words: "Treatment cycle 2". @param repeat shown where the visit repeats.
[[nodiscard]] QString visitWords(const StudyDefinition& study, const QString& visit, int repeat);

} // namespace casebook
