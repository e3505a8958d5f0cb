// SPDX-License-Identifier: GPL-3.0-or-later
// A form for entry: sections, checks while typing, queries and history at the item. Keyboard first.
#pragma once

#include "widgets/forms/FormModel.h"

#include <QPointer>
#include <QTime>
#include <QWidget>

class QBoxLayout;
class QMenu;
class QScrollArea;
class QVBoxLayout;

namespace casebook {

class EmptyState;
class ErrorNote;
class FormFoot;
class FormHead;
class FormSection;
class ItemPane;

/// Keys: Tab or Enter next, Shift+Tab back, Ctrl+Enter next section, Ctrl+S save, F2 history, F3 query or reason,
/// F4 missing reason (or typing "=UNK"), F6 next problem, F7 to the slice an item came from, Ctrl+N adds a row,
/// Ctrl+Shift+Delete removes it (Ctrl+Delete is a field's own: a word), Alt+Left/Right other visit, Alt+Up/Down other subject. Enter never closes, the wheel
/// never changes a value, the focus never jumps; while an input method composes none of them does anything.
///
/// The app opens it with a FormState and says what storage knows (FormView); everything asked for is a signal.
/// How it is wired: app/window/FormController.h. Beside images: setCompact(true), and dark tokens come from the
/// window (theme::apply). GUI thread.
class FormPage : public QWidget {
    Q_OBJECT
public:
    explicit FormPage(QWidget* parent = nullptr);
    ~FormPage() override; ///< what is typed goes out as drafts
    void open(FormState state, const FormView& view);
    void setView(const FormView& view);
    /// After a save: the same form anew, without moving focus or scroll bar. See FormModel::replace().
    void replace(FormState state, const FormView& view);
    void close(); ///< blanks everything
    [[nodiscard]] bool isOpen() const { return model_->isOpen(); }
    [[nodiscard]] FormModel* model() const { return model_; }
    /// Words in place of a form: what is waited for, or why there is none.
    void showNone(const QString& title, const QString& reason);

    void setCompact(bool on); ///< labels above fields, pane below: 312 to 400 px
    [[nodiscard]] bool isCompact() const { return compact_; }
    void setDraftSaved(const QTime& time);
    void setSaving(bool on); ///< on: what is typed from now on outlives replace()
    void showError(const Error& error);
    void showErrorWords(const QString& words);
    void clearError();
    /// Answers to historyRequested and threadRequested; ignored when another item is shown by now.
    void setHistory(const ItemPath& path, const QList<ItemEventView>& events);
    void setThread(const ItemPath& path, const QList<ItemEventView>& events);
    void querySent();
    bool focusItem(const ItemPath& path);
    void focusFirst();
    [[nodiscard]] ItemPath currentItem() const { return current_; }
    [[nodiscard]] ItemPane* pane() const { return pane_; }
    [[nodiscard]] FormFoot* foot() const { return foot_; }
    [[nodiscard]] const QList<FormSection*>& sections() const { return sections_; }
    void save(); ///< as Ctrl+S: asks for a reason where one is needed

Q_SIGNALS:
    void draftTyped(const casebook::ItemPath& path, const QString& raw);
    /// `reasonCode` empty: the form was never complete and no stored row goes. The values are in model()->state().
    void saveRequested(const QByteArray& reasonCode, const QString& reasonText);
    void saveDropped(); ///< no save comes of save(): nothing to save, no right, or the reason was not given
    void historyRequested(const casebook::ItemPath& path);
    void threadRequested(const casebook::ItemPath& path, qint64 query);
    void queryRaised(const casebook::ItemPath& path, const QString& text);
    void queryAnswered(qint64 query, const QString& text);
    void queryClosed(qint64 query, const QString& text);
    void queryReopened(qint64 query, const QString& text);
    void reasonGiven(const casebook::ItemPath& path, const QString& text); ///< for a soft check
    void sourceJumpRequested(const casebook::ItemPath& path);
    void signRequested();
    void lockRequested(); ///< as FormFoot's
    void neighbourRequested(int visits, int subjects); ///< -1, 0 or 1 each

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildSections();
    void refresh();
    void goNext(QWidget* from, bool back);
    void nextSection();
    void nextProblem();
    void showMissing();
    void showPane(bool query);
    void refreshPane();
    void askRemove(const QString& group, const QByteArray& row);
    [[nodiscard]] bool takeField();
    void askReason();
    [[nodiscard]] QString removalReason() const;
    [[nodiscard]] bool mayBeSigned() const;
    [[nodiscard]] FormSection* sectionOf(const ItemPath& path) const;
    FormModel* model_;
    FormHead* head_ = nullptr;
    FormFoot* foot_ = nullptr;
    ItemPane* pane_ = nullptr;
    QScrollArea *scroll_ = nullptr, *paneScroll_ = nullptr;
    QWidget *content_ = nullptr, *main_ = nullptr;
    QVBoxLayout* cardColumn_ = nullptr;
    QBoxLayout* all_ = nullptr;
    QWidget* card_ = nullptr;
    EmptyState* none_ = nullptr;
    ErrorNote* error_ = nullptr;
    QList<FormSection*> sections_;
    QList<QWidget*> lines_; ///< hairlines between them
    ItemPath current_;
    QTime draftSaved_;
    bool compact_ = false, saving_ = false;
};

} // namespace casebook
