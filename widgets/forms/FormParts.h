// SPDX-License-Identifier: GPL-3.0-or-later
// Parts around the items of a form: head with state and counts, foot with keys and save, side pane of an item.
#pragma once

#include "widgets/common/Card.h"
#include "widgets/forms/FormModel.h"

class QBoxLayout;
class QPlainTextEdit;
class QVBoxLayout;

namespace casebook {

class Button;
class Chip;
class Label;

/// Icon and words in one line: "2 must be corrected".
class CountMark final : public QWidget {
    Q_OBJECT
public:
    CountMark(const QString& icon, Tone tone, QWidget* parent);
    void setWords(const QString& words); ///< empty: hidden

private:
    Label* words_;
};

class FormHead final : public QWidget {
    Q_OBJECT
public:
    explicit FormHead(QWidget* parent);
    void refresh(const FormModel& model, const QTime& draftSaved, bool saving);
    void setCompact(bool on);

private:
    Label *title_, *visit_, *nextWords_;
    Chip *overdue_, *state_, *awaits_, *nextKey_;
    CountMark *hard_, *soft_, *empty_, *signed_, *broken_, *asked_;
    QWidget* counts_;
    QBoxLayout *first_, *third_;
    bool compact_ = false;
};

class FormFoot final : public Strip {
    Q_OBJECT
public:
    explicit FormFoot(QWidget* parent);
    void refresh(bool mayEnter, bool saving, bool changed, bool maySign, FormView::Lock lock);
    void setCompact(bool on);
    [[nodiscard]] Button* saveButton() const { return save_; }
    [[nodiscard]] Button* lockButton() const { return lock_; }

Q_SIGNALS:
    void saveRequested();
    void nextSectionRequested();
    void signRequested();
    void lockRequested(); ///< or to unlock: what FormView::lock says

private:
    QList<QWidget*> hints_;
    Label* words_[4];
    Button *next_, *save_, *sign_, *lock_;
    bool compact_ = false;
};

/// Query and history of one item.
class ItemPane final : public Strip {
    Q_OBJECT
public:
    explicit ItemPane(QWidget* parent);
    /// What may be done: answer (an open query, or a reason for a soft check), raise, close, ask again.
    struct Can {
        bool answer = false, raise = false, close = false, reopen = false, reason = false;
    };
    void setItem(const ItemPath& path, const QString& label, const QList<ItemQueryView>& queries, Can can);
    void setThread(const QList<ItemEventView>& events);
    void setHistory(const QList<ItemEventView>& events);
    void setHistoryShown(bool on);
    void setSent(); ///< the text went out: the field is empty again
    void focusText();
    [[nodiscard]] const ItemPath& path() const { return path_; }
    [[nodiscard]] QPlainTextEdit* field() const { return field_; }

Q_SIGNALS:
    void answered(qint64 query, const QString& text);
    void raised(const casebook::ItemPath& path, const QString& text);
    void reasonGiven(const casebook::ItemPath& path, const QString& text);
    void closedQuery(qint64 query, const QString& text);
    void reopened(qint64 query, const QString& text);
    void closeRequested();

private:
    void send();
    void refresh();
    ItemPath path_;
    QString label_;
    QList<ItemQueryView> queries_;
    Can can_;
    Label *title_, *historyTitle_, *noHistory_;
    Chip* state_;
    Button *close_, *send_, *accept_, *reopen_;
    QPlainTextEdit* field_;
    QWidget *thread_ = nullptr, *history_ = nullptr;
    QVBoxLayout *threadPlace_, *historyPlace_;
};

} // namespace casebook
