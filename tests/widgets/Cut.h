// SPDX-License-Identifier: GPL-3.0-or-later
// What does not get the room that its words need: for tests of pages in all languages.
#pragma once

#include "widgets/common/CellDelegate.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Segmented.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QLabel>
#include <QTabBar>

namespace casebook::tests {

using namespace Qt::StringLiterals;

/// What does not get the room that its words need, as a line for a person.
inline QStringList cut(const QWidget* root) {
    QStringList found;
    const auto say = [&](const QWidget* w, const QString& words, int has, int needs) {
        found << u"%1 '%2' has %3, needs %4"_s.arg(QString::fromLatin1(w->metaObject()->className()), words)
                     .arg(has)
                     .arg(needs);
    };
    for (const QLabel* label : root->findChildren<QLabel*>()) {
        if (!label->isVisibleTo(root) || label->text().isEmpty())
            continue;
        const int width = label->fontMetrics().horizontalAdvance(label->text());
        if (label->wordWrap()) {
            if (label->height() < label->heightForWidth(label->width()))
                say(label, label->text(), label->height(), label->heightForWidth(label->width()));
        } else if (label->contentsRect().width() < width) {
            say(label, label->text(), label->contentsRect().width(), width);
        } else if (label->contentsRect().height() < label->fontMetrics().height()) {
            say(label, label->text(), label->contentsRect().height(), label->fontMetrics().height());
        }
    }
    for (const QAbstractButton* button : root->findChildren<QAbstractButton*>())
        if (button->isVisibleTo(root) && button->width() < button->sizeHint().width())
            say(button, button->text(), button->width(), button->sizeHint().width());
        else if (button->isVisibleTo(root) && button->height() < button->sizeHint().height())
            say(button, button->text(), button->height(), button->sizeHint().height());
    for (const Chip* chip : root->findChildren<Chip*>())
        if (chip->isVisibleTo(root) && chip->width() < chip->sizeHint().width())
            say(chip, chip->text(), chip->width(), chip->sizeHint().width());
    for (const Segmented* part : root->findChildren<Segmented*>())
        if (part->isVisibleTo(root) && part->width() < part->sizeHint().width())
            say(part, part->accessibleName(), part->width(), part->sizeHint().width());
    for (const DataTable* table : root->findChildren<DataTable*>())
        if (table->isVisibleTo(root) && table->horizontalHeader()->length() > table->viewport()->width() + 1)
            say(table, u"columns"_s, table->viewport()->width(), table->horizontalHeader()->length());
    for (const QTabBar* tabs : root->findChildren<QTabBar*>())
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->isVisibleTo(root) &&
                tabs->tabRect(i).width() < tabs->fontMetrics().horizontalAdvance(tabs->tabText(i)))
                say(tabs, tabs->tabText(i), tabs->tabRect(i).width(),
                    tabs->fontMetrics().horizontalAdvance(tabs->tabText(i)));
    for (const QHeaderView* header : root->findChildren<QHeaderView*>())
        for (int i = 0; header->orientation() == Qt::Horizontal && i < header->count(); ++i) {
            const QString words = header->model()->headerData(i, Qt::Horizontal).toString();
            if (header->isVisibleTo(root) && !header->isSectionHidden(i) &&
                header->sectionSize(i) < header->fontMetrics().horizontalAdvance(words) + 9)
                say(header, words, header->sectionSize(i),
                    header->fontMetrics().horizontalAdvance(words) + 9);
        }
    return found;
}

} // namespace casebook::tests
