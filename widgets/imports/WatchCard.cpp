// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/imports/WatchCard.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/home/HomeImportsModel.h"

#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

WatchCard::WatchCard(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    rebuild();
}

void WatchCard::setView(const WatchView& view) {
    const bool same = view.on == view_.on && view.mayManage == view_.mayManage &&
                      view.mayImport == view_.mayImport && view.folders == view_.folders &&
                      view.paused == view_.paused && view.failure == view_.failure &&
                      view.problems == view_.problems;
    view_ = view;
    if (same)
        note_->setText(stateText()); // each look says so: buttons keep their focus
    else
        rebuild();
}

void WatchCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

QString WatchCard::stateText() const {
    if (!view_.on)
        return tr("Files come into the study only when a person imports them.");
    if (view_.folders.isEmpty())
        return tr("No folder is named yet.");
    if (!view_.mayImport)
        return tr("New files are taken while someone who may import has the study open.");
    if (!view_.failure.isEmpty())
        return view_.failure;
    if (view_.paused)
        return tr("An import was stopped, so nothing more is taken for now.");
    if (view_.settling > 0)
        return tr("%n file(s) may still grow, and will be taken once unchanged.", nullptr,
                  view_.settling);
    if (!view_.lastLook.isValid())
        return tr("The first look is under way.");
    const QString when = shortMoment(view_.lastLook, QDateTime::currentDateTime());
    return view_.taken > 0
               ? tr("%n file(s) imported since the unlock. Last look: %1.", nullptr, view_.taken).arg(when)
               : tr("Nothing new. Last look: %1.").arg(when);
}

void WatchCard::rebuild() {
    delete body_;
    body_ = new QWidget(this);
    auto* all = new QVBoxLayout(body_);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(6);
    all->addWidget(new Label(tr("Watched folders"), FontRole::Section, Tone::Text, body_));
    auto* card = new Card(body_);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(16, 12, 16, 12);
    rows->setSpacing(8);
    addState(rows, card);
    addFolders(rows, card);
    all->addWidget(card);
    column_->addWidget(body_);
}

void WatchCard::addState(QVBoxLayout* rows, QWidget* card) {
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    const bool stopped = view_.on && (view_.paused || !view_.failure.isEmpty());
    row->addWidget(new IconMark(stopped    ? u"exclamation-triangle-fill"_s
                                : view_.on ? u"check-circle-fill"_s
                                           : u"circle"_s,
                                stopped    ? Tone::MarkWarn
                                : view_.on ? Tone::MarkOk
                                           : Tone::Edge,
                                20, card),
                   0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    auto* head = new Label(view_.on ? tr("New files are imported by themselves") : tr("No folder is watched"),
                           FontRole::Body, Tone::Text, card);
    QFont strong = head->font();
    strong.setWeight(QFont::DemiBold);
    head->setFont(strong);
    words->addWidget(head);
    note_ = new Label(stateText(), FontRole::Table, stopped ? Tone::Warn : Tone::Text2, card);
    note_->setWrapped();
    words->addWidget(note_);
    for (const QString& problem : view_.problems) {
        auto* line = new Label(problem, FontRole::Table, Tone::Bad, card);
        line->setWrapped();
        words->addWidget(line);
    }
    row->addLayout(words, 1);
    if (stopped && view_.mayImport) {
        auto* goOn = new Button(Button::Kind::Secondary, {}, card);
        goOn->setText(tr("Go on"));
        goOn->setObjectName(u"watchGoOn"_s);
        connect(goOn, &QPushButton::clicked, this, &WatchCard::goOnRequested,
                Qt::QueuedConnection); // the answer rebuilds the button
        row->addWidget(goOn, 0, Qt::AlignTop);
    }
    auto* turn = new Button(Button::Kind::Secondary, {}, card);
    turn->setText(view_.on ? tr("Switch off") : tr("Switch on"));
    turn->setObjectName(u"watchSwitch"_s);
    turn->setEnabled(view_.mayManage);
    connect(turn, &QPushButton::clicked, this, [this] { Q_EMIT switchRequested(!view_.on); });
    row->addWidget(turn, 0, Qt::AlignTop);
    rows->addLayout(row);
}

void WatchCard::addFolders(QVBoxLayout* rows, QWidget* card) {
    for (const QString& folder : view_.folders) {
        rows->addWidget(new Line(Qt::Horizontal, card));
        auto* row = new QHBoxLayout;
        row->setSpacing(12);
        row->addWidget(new IconMark(u"folder2-open"_s, Tone::Text2, 16, card));
        auto* path = new Label(QDir::toNativeSeparators(folder), FontRole::Table, Tone::Text, card);
        path->setWrapped();
        path->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(path, 1);
        auto* remove = new Button(Button::Kind::Quiet, {}, card);
        remove->setText(tr("Remove"));
        remove->setAccessibleName(tr("Stop watching %1").arg(folder));
        remove->setObjectName(u"watchRemove"_s);
        remove->setEnabled(view_.mayManage);
        connect(remove, &QPushButton::clicked, this, [this, folder] { Q_EMIT removeRequested(folder); });
        row->addWidget(remove);
        rows->addLayout(row);
    }
    rows->addWidget(new Line(Qt::Horizontal, card));
    auto* add = new Button(Button::Kind::Secondary, u"folder2-open"_s, card);
    add->setText(tr("Add a folder"));
    add->setObjectName(u"watchAdd"_s);
    add->setEnabled(view_.mayManage);
    connect(add, &QPushButton::clicked, this, &WatchCard::addRequested);
    rows->addWidget(add, 0, Qt::AlignLeft);
}

} // namespace casebook
