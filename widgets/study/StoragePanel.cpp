// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/StoragePanel.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/common/Segmented.h"

#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidest = 760;

/// All but how far the work is.
bool isSame(const StorageView& a, const StorageView& b) {
    return a.known == b.known && a.mayManage == b.mayManage && a.files == b.files && a.bytes == b.bytes &&
           a.freeBytes == b.freeBytes && a.places == b.places && a.choice == b.choice &&
           a.work.running == b.work.running && a.back == b.back && a.failure == b.failure;
}

} // namespace

StoragePanel::StoragePanel(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(24, 18, 24, 24);
    rebuild();
    column_->addStretch(1);
}

void StoragePanel::setView(const StorageView& view) {
    const bool same = isSame(view_, view);
    view_ = view;
    if (!same)
        rebuild();
    else if (line_)
        line_->setWork(view_.work); // buttons keep their focus
}

void StoragePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

QString StoragePanel::choiceText() const {
    const StorageChoiceView& choice = view_.choice;
    if (!choice.known)
        return tr("Counting …");
    if (choice.files == 0)
        return tr("No images in the study are that old.");
    return tr("%n subject(s), %1", nullptr, choice.subjects)
        .arg(tr("%n series, %1", "part of: subjects, series, size", choice.series)
                 .arg(sizeText(choice.bytes)));
}

void StoragePanel::rebuild() {
    delete body_;
    line_ = nullptr;
    body_ = new QWidget(this);
    body_->setMaximumWidth(kWidest);
    column_->insertWidget(0, body_);
    if (!view_.known)
        return;
    auto* all = new QVBoxLayout(body_);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(6);
    all->addWidget(new Label(tr("Where the images lie"), FontRole::Section, Tone::Text, body_));
    addStudy(all);
    for (int number = 0; number < int(view_.places.size()); ++number)
        addPlace(all, number);
    if (!view_.mayManage)
        return;
    all->addSpacing(16);
    addMove(all);
}

void StoragePanel::addWork(QVBoxLayout* words, Card* card) {
    line_ = new WorkLine(view_.work, tr("Looking at what lies where …"), card);
    words->addWidget(line_);
}

void StoragePanel::addStudy(QVBoxLayout* all) {
    auto* card = new Card(body_);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(16, 12, 16, 12);
    const QString free =
        view_.freeBytes < 0 ? QString() : tr("%1 free on its disk").arg(sizeText(view_.freeBytes));
    stateRow::add(card, row,
                  {u"folder2-open"_s, Tone::Text2, tr("In the study"),
                   tr("%n file(s), %1", nullptr, view_.files).arg(sizeText(view_.bytes)) +
                       (free.isEmpty() ? QString() : u" · "_s + free)});
    all->addWidget(card);
}

void StoragePanel::addPlace(QVBoxLayout* all, int number) {
    const StoragePlaceView& place = view_.places[number];
    auto* card = new Card(body_);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(16, 12, 16, 12);
    QString note = tr("%n file(s), %1", nullptr, place.files).arg(sizeText(place.bytes));
    if (place.connected && place.freeBytes >= 0)
        note += u" · "_s + tr("%1 free on its disk").arg(sizeText(place.freeBytes));
    auto* words = stateRow::add(
        card, row,
        {u"hdd"_s, place.connected ? Tone::Text2 : Tone::MarkWarn,
         place.path.isEmpty() ? tr("On another disk") : QDir::toNativeSeparators(place.path), note});
    if (!place.connected)
        stateRow::warn(words, card,
                       tr("The disk is not connected. Its images are whole, but can't be shown."));
    const bool isHere = view_.work.running && view_.back && place.files > 0 && place.connected;
    if (isHere && !line_)
        addWork(words, card);
    all->addWidget(card);
    if (!view_.mayManage || isHere)
        return;
    auto* act = new Button(Button::Kind::Secondary, {}, card);
    act->setEnabled(!view_.work.running);
    if (place.connected) {
        act->setText(tr("Bring back"));
        act->setObjectName(u"storageBack%1"_s.arg(number));
        act->setEnabled(!view_.work.running && place.files > 0);
        // Queued: the answer rebuilds the button.
        connect(
            act, &QPushButton::clicked, this, [this, number] { Q_EMIT backRequested(number); },
            Qt::QueuedConnection);
    } else {
        act->setText(tr("Find its folder"));
        act->setObjectName(u"storagePoint%1"_s.arg(number));
        connect(act, &QPushButton::clicked, this, &StoragePanel::pointRequested, Qt::QueuedConnection);
    }
    row->addWidget(act, 0, Qt::AlignTop);
}

void StoragePanel::addMove(QVBoxLayout* all) {
    all->addWidget(new Label(tr("Move images of finished subjects"), FontRole::Section, Tone::Text, body_));
    auto* card = new Card(body_);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(16, 12, 16, 12);
    rows->setSpacing(8);
    auto* note = new Label(tr("Subjects without a new image and without a reading for"), FontRole::Table,
                           Tone::Text2, card);
    rows->addWidget(note);
    auto* days = new Segmented(card);
    days->setObjectName(u"storageDays"_s);
    days->setAccessibleName(tr("For how long nothing happened"));
    days->setParts({{30, {}, tr("30 days")},
                    {180, {}, tr("half a year")},
                    {365, {}, tr("a year")},
                    {0, {}, tr("any time")}});
    days->setActive(view_.choice.days);
    days->setEnabled(!view_.work.running);
    connect(days, &Segmented::chosen, this, &StoragePanel::daysChosen, Qt::QueuedConnection);
    rows->addWidget(days, 0, Qt::AlignLeft);
    auto* row = new QHBoxLayout;
    const bool runs = view_.work.running;
    auto* words = stateRow::add(card, row,
                                {runs ? u"arrow-repeat"_s : u"hdd"_s, runs ? Tone::Accent : Tone::Text2,
                                 !runs        ? choiceText()
                                 : view_.back ? tr("Bringing images back …")
                                              : tr("Moving images …"),
                                 tr("Each file is copied, read back and compared before the first one goes. "
                                    "They can be read from the other "
                                    "disk as from the study, while it is connected.")});
    if (runs && !line_)
        addWork(words, card);
    if (!view_.failure.isEmpty())
        stateRow::warn(words, card, view_.failure);
    auto* act =
        new Button(runs ? Button::Kind::Secondary : Button::Kind::Primary, runs ? QString() : u"hdd"_s, card);
    act->setText(runs ? tr("Cancel") : tr("Move to another disk"));
    act->setObjectName(runs ? u"storageCancel"_s : u"storageMove"_s);
    act->setEnabled(runs || (view_.choice.known && view_.choice.files > 0));
    connect(act, &QPushButton::clicked, this,
            runs ? &StoragePanel::cancelRequested : &StoragePanel::moveRequested, Qt::QueuedConnection);
    row->addWidget(act, 0, Qt::AlignTop);
    rows->addLayout(row);
    all->addWidget(card);
}

} // namespace casebook
