// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/StateRow.h"

#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/common/ProgressTrack.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace casebook {

QString sizeText(qint64 bytes) { return QLocale().formattedDataSize(bytes); }

namespace stateRow {

QVBoxLayout* add(Card* card, QHBoxLayout* row, const Words& what) {
    row->setSpacing(12);
    row->addWidget(new IconMark(what.icon, what.tone, 20, card), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    auto* head = new Label(what.head, FontRole::Body, Tone::Text, card);
    QFont strong = head->font();
    strong.setWeight(QFont::DemiBold);
    head->setFont(strong);
    words->addWidget(head);
    auto* note = new Label(what.note, FontRole::Table, Tone::Text2, card);
    note->setWrapped();
    note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(note);
    row->addLayout(words, 1);
    return words;
}

void warn(QVBoxLayout* words, Card* card, const QString& text) {
    auto* line = new Label(text, FontRole::Table, Tone::Bad, card);
    line->setWrapped();
    line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(line);
}

} // namespace stateRow

WorkLine::WorkLine(const BackupWork& work, const QString& unknown, QWidget* parent)
    : QWidget(parent), track_(new ProgressTrack(0, this)),
      count_(new Label(FontRole::Note, Tone::Text2, this)), unknown_(unknown) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 6, 0, 0);
    all->setSpacing(1);
    all->addWidget(track_);
    count_->setNumbers();
    all->addWidget(count_);
    setWork(work);
}

void WorkLine::setWork(const BackupWork& work) {
    track_->setPart(partOf(work.done, work.total));
    count_->setText(work.total > 0 ? tr("%1 of %2").arg(sizeText(work.done), sizeText(work.total))
                                   : unknown_);
}

} // namespace casebook
