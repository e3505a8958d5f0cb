// SPDX-License-Identifier: GPL-3.0-or-later
// Number tiles and waiting cards of the import report.
#pragma once

#include "widgets/imports/ImportReportPage.h"
#include "widgets/theme/tokens.h"

namespace casebook {

/// Five numbers in one card, each over its words; a zero is grey.
class NumberTiles final : public QWidget {
    Q_OBJECT
public:
    struct Tile {
        int number;
        QString words;
        QString iconName;
        Tone tone;
    };
    NumberTiles(QList<Tile> tiles, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<Tile> tiles_;
};

/// One series that waits for a person's word.
class WaitingCard final : public QWidget {
    Q_OBJECT
public:
    WaitingCard(const ImportView::Waiting& waiting, QWidget* parent);

Q_SIGNALS:
    void chooseRequested();
    void leaveOutRequested();
    void settleRequested(); ///< which of two files is right
    void partRequested();   ///< an exam of two persons, by patient

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage picture_;
};

} // namespace casebook
