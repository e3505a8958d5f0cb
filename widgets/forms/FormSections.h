// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a form: items one below the other, or a repeating group as table or tabs.
#pragma once

#include "widgets/forms/ItemRow.h"

class QTabBar;
class QVBoxLayout;

namespace casebook {

class Button;
class EmptyState;
class Label;
class RowsTable;

class FormSection : public QWidget {
    Q_OBJECT
public:
    FormSection(const SectionDef& section, FormModel* model, QWidget* parent);
    [[nodiscard]] const SectionDef& def() const { return section_; }
    virtual void refresh() = 0;
    virtual bool focusItem(const ItemPath& path) = 0; ///< false: not of this section, or hidden
    virtual bool focusFirst() = 0;
    virtual void setCompact(bool on) = 0;
    /// Row in sight of the item, for the page to scroll to; null: not here.
    [[nodiscard]] virtual QWidget* rowOf(const ItemPath& path) const = 0;

Q_SIGNALS:
    void entered(const casebook::ItemPath& path);
    void nextRequested(const casebook::ItemPath& path);
    void noteClicked(const casebook::ItemPath& path, casebook::NoteView::Kind kind);
    void removeRequested(const QString& group, const QByteArray& row);
    void leaveRequested(bool back);

protected:
    void watch(ItemRow* row);
    SectionDef section_;
    FormModel* model_;
    QVBoxLayout* column_;
    Label* title_;
};

class PlainSection final : public FormSection {
    Q_OBJECT
public:
    PlainSection(const SectionDef& section, FormModel* model, QWidget* parent);
    void refresh() override;
    bool focusItem(const ItemPath& path) override;
    bool focusFirst() override;
    void setCompact(bool on) override;
    [[nodiscard]] QWidget* rowOf(const ItemPath& path) const override;

private:
    QList<ItemRow*> rows_;
};

/// Few columns: a table. Many, several codes, or beside the image: a tab a row, its items below.
class GroupSection final : public FormSection {
    Q_OBJECT
public:
    GroupSection(const SectionDef& section, FormModel* model, bool compact, QWidget* parent);
    void refresh() override;
    bool focusItem(const ItemPath& path) override;
    bool focusFirst() override;
    void setCompact(bool on) override;
    [[nodiscard]] QWidget* rowOf(const ItemPath& path) const override;
    [[nodiscard]] RowsTable* table() const { return table_; }
    [[nodiscard]] QTabBar* tabs() const { return tabs_; }
    void addRow();
    void removeCurrent();
    [[nodiscard]] static bool isTable(const SectionDef& section, const FormModel& model);

private:
    void build(bool compact);
    void refreshTabs();
    void showTab(int tab);
    [[nodiscard]] QByteArray currentRow() const;
    QWidget* body_ = nullptr;
    bool compact_ = false; ///< signs without words beside the heading
    Button *add_ = nullptr, *remove_ = nullptr;
    RowsTable* table_ = nullptr;
    QTabBar* tabs_ = nullptr;
    Label* none_ = nullptr;
    QList<ItemRow*> rows_;
};

} // namespace casebook
