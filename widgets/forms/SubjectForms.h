// SPDX-License-Identifier: GPL-3.0-or-later
// A subject's visits and their forms with status marks: left of the form on the case page.
#pragma once

#include "widgets/forms/FormValues.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>
#include <QWidget>

class QListView;

namespace casebook {

class Button;
class FormPage;
class Label;
class ProgressBarLine;

/// Visits as heads, their forms as rows; one flat list, painted.
class FormListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum { EntryRole = Qt::UserRole + 1, HeadRole };
    explicit FormListModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
    void setVisits(const QList<VisitEntryView>& visits);
    [[nodiscard]] const FormEntryView* formAt(int row) const; ///< null: a head
    [[nodiscard]] const VisitEntryView* visitAt(int row) const; ///< of head or form
    [[nodiscard]] int rowOf(const QString& key) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        int visit, form; ///< form -1: head
    };
    QList<VisitEntryView> visits_;
    QList<Row> rows_;
};

class FormListDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// The Forms tab of the case page: list at the left, the form in the middle. The form page is the one that the
/// app's FormController fills; the list opens forms by their key.
class SubjectForms : public QWidget {
    Q_OBJECT
public:
    explicit SubjectForms(QWidget* parent = nullptr);
    void setSubject(const QString& label, const QString& name);
    void hideName();
    void setVisits(const QList<VisitEntryView>& visits); ///< keeps the chosen form
    void setProgress(int complete, int expected); ///< forms of the subject; 0 expected: nothing is shown
    void select(const QString& key);
    void step(int by); ///< to the form that many rows on (Alt+Left/Right of the form page)
    void close();
    [[nodiscard]] QString current() const; ///< key; empty: none
    [[nodiscard]] FormPage* page() const { return page_; }
    [[nodiscard]] QListView* list() const { return list_; }
    [[nodiscard]] FormListModel* model() const { return model_; }

Q_SIGNALS:
    void formRequested(const QString& key);
    void backRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    FormListModel* model_;
    QListView* list_;
    FormPage* page_;
    Label *label_, *name_, *progress_;
    ProgressBarLine* bar_;
    int complete_ = 0, expected_ = 0;
    Button* back_;
};

} // namespace casebook
