// SPDX-License-Identifier: GPL-3.0-or-later
// A repeating group as a table: cells are typed in place, Enter on the last one adds a row.
#pragma once

#include "widgets/forms/FormModel.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>
#include <QTableView>

namespace casebook {

class ItemEditor;

/// Rows by their stable ids, columns by the group's items; a last column says what is wrong in the row.
class RowsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum { CheckRole = Qt::UserRole + 300, SunkenRole, LiveRole };
    RowsModel(const SectionDef& section, FormModel* form, QObject* parent);
    [[nodiscard]] ItemPath pathAt(const QModelIndex& index) const; ///< item empty: no item there
    [[nodiscard]] QModelIndex indexOf(const ItemPath& path) const;
    [[nodiscard]] const QString& group() const { return group_; }
    [[nodiscard]] bool canType(const QModelIndex& index) const;
    void refresh(); ///< values and rows of the form have changed
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Removed {
        QByteArray row;
        QString reason;
    };
    QString group_;
    QStringList items_;
    FormModel* form_;
    QList<QByteArray> rows_;
    QList<Removed> removed_; ///< stand behind the live ones, struck out
};

class RowsDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    RowsDelegate(FormModel* form, QObject* parent);
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget*, QAbstractItemModel*, const QModelIndex&) const override {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

Q_SIGNALS:
    void nextRequested(bool back, bool enter) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    FormModel* form_;
};

class RowsTable final : public QTableView {
    Q_OBJECT
public:
    RowsTable(const SectionDef& section, FormModel* form, QWidget* parent);
    [[nodiscard]] RowsModel* rows() const { return model_; }
    void refresh();
    void setLocked(bool on); ///< nothing is typed or added
    void goTo(const ItemPath& path);
    [[nodiscard]] ItemPath currentPath() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void entered(const casebook::ItemPath& path);
    void addRequested();
    void removeRequested(const QByteArray& row);
    void leaveRequested(bool back); ///< Tab beyond the last cell, Shift+Tab before the first

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void focusInEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void go(bool back, bool enter);
    void editCurrent();
    [[nodiscard]] QModelIndex stepped(QModelIndex from, bool back) const; ///< invalid: beyond the ends
    RowsModel* model_;
    bool locked_ = false;
};

} // namespace casebook
