// SPDX-License-Identifier: GPL-3.0-or-later
// The recovery words, shown once.
#pragma once

#include "widgets/unlock/UnlockPage.h"

class QPaintDevice;

namespace casebook {

class ErrorNote;
class LineEdit;
class WordGrid;

/// Nine groups of four, shown once; two of them are typed before the page lets go. GUI thread.
class RecoveryPage final : public QWidget {
    Q_OBJECT
public:
    explicit RecoveryPage(QWidget* parent = nullptr);
    ~RecoveryPage() override; ///< as reset()
    /// @param words   groups separated by blanks or hyphens
    /// @param folder  of the study, handed back by confirmed()
    /// @param number  of the study, for the printed sheet
    void setWords(const QString& words, const QString& folder, const QString& number = {});
    /// Draws the sheet that Print prints. Says on the page when the device takes none.
    void printOn(QPaintDevice& device);
    void reset(); ///< overwrites the words, and takes back what was copied

Q_SIGNALS:
    void confirmed(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void connectAll();
    void retranslate();
    void refresh();
    void copy();
    void askPrinter();
    QStringList groups_;
    QString folder_, number_;
    bool copied_ = false;
    WordGrid* grid_;
    Label *title_, *note_, *warn_, *askLabel_[2];
    LineEdit* typed_[2];
    Button *go_, *copy_, *print_;
    ErrorNote* error_;
};

} // namespace casebook
