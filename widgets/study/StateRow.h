// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the cards of the Study page: an icon with a bold head and a note, and how far long work is.
#pragma once

#include "widgets/theme/tokens.h"

#include <QString>
#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace casebook {

class Card;
class Label;
class ProgressTrack;

/// Long work of the page.
struct BackupWork {
    bool running = false;
    qint64 done = 0, total = 0; ///< bytes; total 0 is unknown
};

[[nodiscard]] QString sizeText(qint64 bytes); ///< "1.2 GB", in the language of the window

namespace stateRow {

struct Words {
    QString icon;
    Tone tone;
    QString head, note;
};

/// Icon, bold head, note; @return the column of the words, for more lines.
QVBoxLayout* add(Card* card, QHBoxLayout* row, const Words& what);
/// A line of warning below.
void warn(QVBoxLayout* words, Card* card, const QString& text);

} // namespace stateRow

/// Bar and count of long work.
class WorkLine final : public QWidget {
    Q_OBJECT
public:
    /// @param unknown  said while the whole is not known
    WorkLine(const BackupWork& work, const QString& unknown, QWidget* parent);
    void setWork(const BackupWork& work);

private:
    ProgressTrack* track_;
    Label* count_;
    QString unknown_;
};

} // namespace casebook
