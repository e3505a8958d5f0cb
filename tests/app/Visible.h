// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>

namespace casebook::test {

/// The visible button of that object name; null when there is none. What a page builds anew in a slot is visible one
/// turn of the event loop later: ask by QTRY_….
[[nodiscard]] inline QPushButton* visibleButton(const QWidget* root, const QString& name) {
    for (auto* one : root->findChildren<QPushButton*>(name))
        if (one->isVisible())
            return one;
    return nullptr;
}

/// The same by the words on it.
[[nodiscard]] inline QPushButton* buttonSaying(const QWidget* root, const QString& words) {
    for (auto* one : root->findChildren<QPushButton*>())
        if (one->isVisible() && one->text() == words)
            return one;
    return nullptr;
}

/// Whether a visible label contains the words.
[[nodiscard]] inline bool showsWords(const QWidget* root, const QString& words) {
    for (const QLabel* label : root->findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(words))
            return true;
    return false;
}

} // namespace casebook::test
