// SPDX-License-Identifier: GPL-3.0-or-later
// Foot of the table: which rows are in view, and its keys.
#pragma once

#include <QWidget>

namespace casebook {

class Chip;
class DataTable;
class Label;

class SubjectsFooter final : public QWidget {
    Q_OBJECT
public:
    explicit SubjectsFooter(DataTable* table, QWidget* parent = nullptr);
    void refresh();
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    DataTable* table_;
    Label* rows_;
    Chip* caps_[3];
    Label* words_[3];
};

} // namespace casebook
