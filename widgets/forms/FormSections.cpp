// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/FormSections.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/forms/FormWords.h"
#include "widgets/forms/ItemEditor.h"
#include "widgets/forms/RowsTable.h"

#include <QHBoxLayout>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostColumns = 8;

bool canTakeFocus(const ItemRow* row) {
    return row->isVisibleTo(row->parentWidget()) && row->editor() &&
           (row->field()->focusPolicy() & Qt::TabFocus) && row->field()->isEnabled();
}

bool focusFirstOf(const QList<ItemRow*>& rows) {
    const auto at = std::find_if(rows.begin(), rows.end(), canTakeFocus);
    if (at == rows.end())
        return false;
    (*at)->field()->setFocus(Qt::TabFocusReason);
    return true;
}

} // namespace

FormSection::FormSection(const SectionDef& section, FormModel* model, QWidget* parent)
    : QWidget(parent), section_(section), model_(model), column_(new QVBoxLayout(this)),
      title_(new Label(FontRole::ColumnHead, Tone::Text2, this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
}

void FormSection::watch(ItemRow* row) {
    connect(row, &ItemRow::entered, this, &FormSection::entered);
    connect(row, &ItemRow::nextRequested, this, &FormSection::nextRequested);
    connect(row, &ItemRow::noteClicked, this, &FormSection::noteClicked);
}

PlainSection::PlainSection(const SectionDef& section, FormModel* model, QWidget* parent)
    : FormSection(section, model, parent) {
    column_->addWidget(title_);
    column_->addSpacing(8);
    for (const QString& oid : section.items)
        if (const ItemDef* item = model->def(oid)) {
            auto* row = new ItemRow(*item, {{}, {}, oid}, model, this);
            watch(row);
            column_->addWidget(row);
            rows_.append(row);
        }
}

void PlainSection::refresh() {
    title_->setText(textIn(section_.label, formLanguage()));
    title_->setVisible(!title_->text().isEmpty());
    bool any = false;
    for (ItemRow* row : rows_) {
        row->refresh();
        any = any || !row->isHidden();
    }
    setVisible(any);
}

bool PlainSection::focusItem(const ItemPath& path) {
    for (ItemRow* row : rows_)
        if (row->path() == path && !row->isHidden()) {
            row->field()->setFocus(Qt::TabFocusReason);
            return true;
        }
    return false;
}

bool PlainSection::focusFirst() { return focusFirstOf(rows_); }

void PlainSection::setCompact(bool on) {
    for (ItemRow* row : rows_)
        row->setCompact(on);
}

QWidget* PlainSection::rowOf(const ItemPath& path) const {
    for (ItemRow* row : rows_)
        if (row->path() == path)
            return row;
    return nullptr;
}

bool GroupSection::isTable(const SectionDef& section, const FormModel& model) {
    return section.items.size() <= mostColumns &&
           std::all_of(section.items.begin(), section.items.end(), [&](const QString& oid) {
               const ItemDef* item = model.def(oid);
               return item && item->type != ItemType::MultiCode && item->type != ItemType::LongText;
           });
}

GroupSection::GroupSection(const SectionDef& section, FormModel* model, bool compact, QWidget* parent)
    : FormSection(section, model, parent) {
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    add_ = new Button(Button::Kind::Quiet, u"plus-lg"_s, this);
    remove_ = new Button(Button::Kind::Quiet, u"trash3"_s, this);
    add_->setHeight(Button::Height::Small);
    remove_->setHeight(Button::Height::Small);
    add_->setFocusPolicy(Qt::ClickFocus); // keys: Enter on the last cell, Ctrl+N
    remove_->setFocusPolicy(Qt::ClickFocus);
    none_ = new Label(FontRole::Table, Tone::Text3, this);
    title_->setWrapped(300);
    head->addWidget(title_, 1);
    head->addWidget(remove_);
    head->addWidget(add_);
    column_->addLayout(head);
    column_->addSpacing(4);
    column_->addWidget(none_);
    connect(add_, &QPushButton::clicked, this, &GroupSection::addRow);
    connect(remove_, &QPushButton::clicked, this, &GroupSection::removeCurrent);
    build(compact);
}

void GroupSection::build(bool compact) {
    compact_ = compact;
    delete body_;
    rows_.clear();
    table_ = nullptr;
    tabs_ = nullptr;
    body_ = new QWidget(this);
    auto* column = new QVBoxLayout(body_);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(0);
    column_->addWidget(body_);
    if (!compact && isTable(section_, *model_)) {
        table_ = new RowsTable(section_, model_, body_);
        column->addWidget(table_);
        connect(table_, &RowsTable::entered, this, &FormSection::entered);
        connect(table_, &RowsTable::addRequested, this, &GroupSection::addRow);
        connect(table_, &RowsTable::leaveRequested, this, &FormSection::leaveRequested);
        connect(table_, &RowsTable::removeRequested, this,
                [this](const QByteArray& row) { Q_EMIT removeRequested(section_.group, row); });
        return;
    }
    tabs_ = new QTabBar(body_);
    tabs_->setFont(theme::font(FontRole::Control));
    tabs_->setExpanding(false);
    tabs_->setElideMode(Qt::ElideNone);
    tabs_->setUsesScrollButtons(true);
    column->addWidget(tabs_);
    column->addSpacing(10);
    const QList<QByteArray> ids = model_->state().rows(section_.group);
    for (const QString& oid : section_.items)
        if (const ItemDef* item = model_->def(oid)) {
            auto* row = new ItemRow(*item, {section_.group, ids.value(0), oid}, model_, body_);
            row->setCompact(compact);
            watch(row);
            column->addWidget(row);
            rows_.append(row);
        }
    connect(tabs_, &QTabBar::currentChanged, this, &GroupSection::showTab);
}

QByteArray GroupSection::currentRow() const {
    if (table_)
        return table_->currentPath().row;
    return model_->state().rows(section_.group).value(tabs_->currentIndex());
}

void GroupSection::refreshTabs() {
    const QList<QByteArray> ids = model_->state().rows(section_.group);
    const QSignalBlocker quiet(tabs_);
    while (tabs_->count() > ids.size())
        tabs_->removeTab(tabs_->count() - 1);
    while (tabs_->count() < ids.size())
        tabs_->addTab({});
    const QString word = textIn(section_.groupLabel, formLanguage());
    for (int i = 0; i < tabs_->count(); ++i)
        tabs_->setTabText(i, u"%1 %2"_s.arg(word).arg(i + 1).trimmed());
    tabs_->setVisible(tabs_->count() > 0);
    showTab(tabs_->currentIndex());
}

void GroupSection::showTab(int tab) {
    const QByteArray id = model_->state().rows(section_.group).value(tab);
    for (ItemRow* row : rows_) {
        if (id.isEmpty()) {
            row->hide();
            continue;
        }
        row->setPath({section_.group, id, row->path().item});
        row->refresh();
    }
}

void GroupSection::refresh() {
    const QString label = textIn(section_.label, formLanguage());
    const QString group = textIn(section_.groupLabel, formLanguage());
    title_->setText(group.isEmpty() || group == label ? label : u"%1 · %2"_s.arg(label, group));
    const bool open = model_->view().mayEnter && !model_->view().locked;
    const qsizetype rows = model_->state().rows(section_.group).size();
    const bool full = section_.maxRows > 0 && rows >= section_.maxRows;
    for (const auto& [button, words] :
         {std::pair(add_, FormWords::tr("Add a row")), {remove_, FormWords::tr("Remove this row")}}) {
        button->setText(compact_ ? QString() : words);
        button->setToolTip(compact_ ? words : QString());
        button->setAccessibleName(words);
    }
    add_->setVisible(open && !full);
    remove_->setVisible(open && rows > 0);
    none_->setText(FormWords::tr("No rows yet."));
    const bool any = rows > 0 || !model_->removedRows(section_.group).isEmpty();
    none_->setVisible(!any);
    body_->setVisible(any);
    if (table_) {
        table_->setLocked(!open);
        table_->refresh();
    } else {
        refreshTabs();
    }
}

void GroupSection::addRow() {
    if (!model_->view().mayEnter || model_->view().locked)
        return;
    const auto id = model_->addRow(section_.group);
    if (!id) { // the group is full
        Q_EMIT leaveRequested(false);
        return;
    }
    refresh();
    if (table_) {
        table_->goTo({section_.group, *id, section_.items.value(0)});
        return;
    }
    tabs_->setCurrentIndex(tabs_->count() - 1);
    showTab(tabs_->currentIndex());
    focusFirst();
}

void GroupSection::removeCurrent() {
    if (const QByteArray row = currentRow(); !row.isEmpty())
        Q_EMIT removeRequested(section_.group, row);
}

bool GroupSection::focusItem(const ItemPath& path) {
    if (path.group != section_.group)
        return false;
    if (table_) {
        table_->goTo(path);
        return true;
    }
    const qsizetype tab = model_->state().rows(section_.group).indexOf(path.row);
    if (tab < 0)
        return false;
    tabs_->setCurrentIndex(int(tab));
    for (ItemRow* row : rows_)
        if (row->path().item == path.item && !row->isHidden()) {
            row->field()->setFocus(Qt::TabFocusReason);
            return true;
        }
    return false;
}

bool GroupSection::focusFirst() {
    if (!table_)
        return focusFirstOf(rows_);
    if (!body_->isVisibleTo(this))
        return false;
    table_->setFocus(Qt::TabFocusReason);
    return true;
}

void GroupSection::setCompact(bool on) {
    if (table_ ? on : isTable(section_, *model_) && !on) {
        build(on);
        refresh();
    }
    compact_ = on;
    for (ItemRow* row : rows_)
        row->setCompact(on);
    refresh();
}

QWidget* GroupSection::rowOf(const ItemPath& path) const {
    if (path.group != section_.group)
        return nullptr;
    if (table_)
        return table_;
    for (ItemRow* row : rows_)
        if (row->path() == path)
            return row;
    return nullptr;
}

} // namespace casebook
