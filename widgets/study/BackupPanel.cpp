// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/BackupPanel.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/common/Segmented.h"
#include "widgets/home/HomeImportsModel.h"

#include <QDir>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidest = 760;
constexpr qint64 kManyDays = 3650;
constexpr qint64 kFewDays = 60;

/// All but how far the work is.
bool isSame(const BackupView& a, const BackupView& b) {
    const auto disk = [](const DiskView& x, const DiskView& y) {
        return x.freeBytes == y.freeBytes && x.daysLeft == y.daysLeft;
    };
    return a.known == b.known && a.mayManage == b.mayManage && a.last == b.last && a.ageDays == b.ageDays &&
           a.due == b.due && a.verified == b.verified && a.damaged == b.damaged && a.bytes == b.bytes &&
           a.lastFolder == b.lastFolder && a.rhythm == b.rhythm && a.folder == b.folder &&
           a.reachable == b.reachable && disk(a.study, b.study) && disk(a.target, b.target) &&
           a.grownBytes == b.grownBytes && a.grownDays == b.grownDays &&
           a.backup.running == b.backup.running && a.check.running == b.check.running &&
           a.failure == b.failure && a.checked == b.checked && a.checkDamage == b.checkDamage;
}

} // namespace

BackupPanel::BackupPanel(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(24, 18, 24, 24);
    rebuild();
    column_->addStretch(1);
}

void BackupPanel::setView(const BackupView& view) {
    const bool same = isSame(view_, view);
    view_ = view;
    if (same)
        showWork(view_.backup.running ? view_.backup : view_.check); // buttons keep their focus
    else
        rebuild();
}

void BackupPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

QString BackupPanel::lastText() const {
    if (view_.backup.running)
        return tr("Backing up …");
    if (!view_.last.isValid())
        return tr("No backup was made yet");
    if (view_.ageDays <= 0)
        return tr("Backed up today");
    return tr("Backed up %n day(s) ago", nullptr, view_.ageDays);
}

QString BackupPanel::lastNote() const {
    if (view_.backup.running)
        return tr("You can go on working. What is written is read back and checked before it counts.");
    if (!view_.last.isValid())
        return tr("What is lost with this disk can't be brought back.");
    QString note = shortMoment(view_.last, view_.now);
    if (view_.bytes >= 0)
        note = tr("%1, %2", "time, size of a backup").arg(note, sizeText(view_.bytes));
    note = view_.verified ? tr("%1, read back and checked", "time and size of a backup").arg(note)
                          : tr("%1, not checked", "time and size of a backup").arg(note);
    if (!view_.lastFolder.isEmpty())
        note = tr("%1, in %2", "backup, folder").arg(note, QDir::toNativeSeparators(view_.lastFolder));
    return note;
}

QString BackupPanel::planText() const {
    if (view_.rhythm == 0)
        return tr("Nothing starts by itself. Home reminds an administrator after seven days.");
    if (view_.mayManage && view_.folder.isEmpty())
        return tr("Choose a folder, on another disk than the study.");
    if (view_.mayManage && !view_.reachable)
        return tr("The folder can't be reached now. Connect its disk, or choose another folder.");
    return view_.rhythm == 1
               ? tr("Starts by itself once a day, while an administrator has the study open.")
               : tr("Starts by itself every seven days, while an administrator has the study open.");
}

QString BackupPanel::diskText(const DiskView& disk) {
    if (disk.freeBytes < 0)
        return tr("not connected");
    const QString free = sizeText(disk.freeBytes);
    if (!disk.daysLeft)
        return tr("%1 free").arg(free);
    if (*disk.daysLeft > kManyDays)
        return tr("%1 free, enough for more than ten years").arg(free);
    return tr("%1 free, enough for about %n day(s)", nullptr, int(*disk.daysLeft)).arg(free);
}

void BackupPanel::rebuild() {
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
    addLast(all);
    all->addSpacing(16);
    addPlan(all);
    all->addSpacing(16);
    addSpace(all);
    if (view_.mayManage && view_.last.isValid()) {
        all->addSpacing(16);
        addCheck(all);
    }
}

void BackupPanel::addWork(QVBoxLayout* words, Card* card, const BackupWork& work) {
    line_ = new WorkLine(work, tr("The database comes first."), card);
    words->addWidget(line_);
}

void BackupPanel::showWork(const BackupWork& work) {
    if (line_)
        line_->setWork(work);
}

void BackupPanel::addLast(QVBoxLayout* all) {
    all->addWidget(new Label(tr("Last backup"), FontRole::Section, Tone::Text, body_));
    auto* card = new Card(body_);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(16, 12, 16, 12);
    const bool good = view_.last.isValid() && !view_.due && view_.damaged == 0;
    auto* words = stateRow::add(card, row,
                                {view_.backup.running ? u"arrow-repeat"_s
                                 : good               ? u"check-circle-fill"_s
                                                      : u"exclamation-triangle-fill"_s,
                                 view_.backup.running ? Tone::Accent
                                 : good               ? Tone::MarkOk
                                                      : Tone::MarkWarn,
                                 lastText(), lastNote()});
    const auto warn = [&](const QString& text) { stateRow::warn(words, card, text); };
    if (view_.backup.running)
        addWork(words, card, view_.backup);
    else if (view_.damaged > 0)
        warn(tr("%n part(s) of the study were damaged when it was made. Verify the study.", nullptr,
                view_.damaged));
    if (!view_.failure.isEmpty())
        warn(view_.failure);
    if (view_.mayManage) {
        auto* act = new Button(view_.backup.running ? Button::Kind::Secondary : Button::Kind::Primary,
                               view_.backup.running ? QString() : u"hdd"_s, card);
        act->setText(view_.backup.running ? tr("Cancel") : tr("Back up now"));
        act->setObjectName(view_.backup.running ? u"backupCancel"_s : u"backupNow"_s);
        act->setEnabled(view_.backup.running || !view_.check.running);
        // Queued: the answer rebuilds the button.
        if (view_.backup.running)
            connect(act, &QPushButton::clicked, this, &BackupPanel::cancelRequested, Qt::QueuedConnection);
        else
            connect(act, &QPushButton::clicked, this, &BackupPanel::backupRequested, Qt::QueuedConnection);
        row->addWidget(act, 0, Qt::AlignTop);
    } else {
        words->addWidget(
            new Label(tr("An administrator backs up the study."), FontRole::Table, Tone::Text2, card));
    }
    all->addWidget(card);
}

void BackupPanel::addPlan(QVBoxLayout* all) {
    all->addWidget(new Label(tr("When and where"), FontRole::Section, Tone::Text, body_));
    auto* card = new Card(body_);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(16, 12, 16, 12);
    rows->setSpacing(8);
    if (view_.mayManage) {
        auto* rhythm = new Segmented(card);
        rhythm->setObjectName(u"backupRhythm"_s);
        rhythm->setAccessibleName(tr("How often the study is backed up"));
        rhythm->setParts({{0, {}, tr("Off", "backup schedule")},
                          {1, {}, tr("Daily", "backup schedule")},
                          {2, {}, tr("Weekly", "backup schedule")}});
        rhythm->setActive(view_.rhythm);
        connect(rhythm, &Segmented::chosen, this, &BackupPanel::rhythmChosen, Qt::QueuedConnection);
        rows->addWidget(rhythm, 0, Qt::AlignLeft);
    }
    const bool waits = view_.rhythm != 0 && view_.mayManage && (view_.folder.isEmpty() || !view_.reachable);
    auto* note = new Label(planText(), FontRole::Table, waits ? Tone::Warn : Tone::Text2, card);
    note->setWrapped();
    rows->addWidget(note);
    if (view_.mayManage) {
        rows->addWidget(new Line(Qt::Horizontal, card));
        auto* row = new QHBoxLayout;
        row->setSpacing(12);
        row->addWidget(new IconMark(u"folder2-open"_s, Tone::Text2, 16, card));
        auto* path = new Label(view_.folder.isEmpty() ? tr("No folder is chosen yet.")
                                                      : QDir::toNativeSeparators(view_.folder),
                               FontRole::Table, view_.folder.isEmpty() ? Tone::Text2 : Tone::Text, card);
        path->setWrapped();
        path->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(path, 1);
        auto* choose = new Button(Button::Kind::Secondary, {}, card);
        choose->setText(tr("Choose a folder"));
        choose->setObjectName(u"backupFolder"_s);
        connect(choose, &QPushButton::clicked, this, &BackupPanel::folderRequested);
        row->addWidget(choose);
        rows->addLayout(row);
    }
    all->addWidget(card);
}

void BackupPanel::addSpace(QVBoxLayout* all) {
    all->addWidget(new Label(tr("Room on the disks"), FontRole::Section, Tone::Text, body_));
    auto* card = new Card(body_);
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(7);
    grid->setColumnStretch(1, 1);
    const auto line = [&](const QString& head, const QString& words, bool bad) {
        const int row = grid->rowCount();
        grid->addWidget(new Label(head, FontRole::Table, Tone::Text2, card), row, 0, Qt::AlignTop);
        auto* value = new Label(words, FontRole::Table, bad ? Tone::Bad : Tone::Text, card);
        value->setWrapped();
        grid->addWidget(value, row, 1);
    };
    const auto disk = [&](const QString& head, const DiskView& one) {
        line(head, diskText(one), one.daysLeft && *one.daysLeft < kFewDays);
    };
    disk(tr("Disk of the study"), view_.study);
    if (view_.mayManage && !view_.folder.isEmpty())
        disk(tr("Disk of the backup"), view_.target);
    line(tr("Growth"),
         view_.grownDays < 7 ? tr("Too little time has passed to tell.")
                             : tr("%1 of images in the last %n day(s)", nullptr, view_.grownDays)
                                   .arg(sizeText(view_.grownBytes)),
         false);
    all->addWidget(card);
}

void BackupPanel::addCheck(QVBoxLayout* all) {
    all->addWidget(new Label(tr("Is the backup whole?"), FontRole::Section, Tone::Text, body_));
    auto* card = new Card(body_);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(16, 12, 16, 12);
    const bool known = view_.checked.isValid() && !view_.check.running;
    const bool bad = known && !view_.checkDamage.isEmpty();
    auto* words =
        stateRow::add(card, row,
                      {bad     ? u"x-octagon-fill"_s
                       : known ? u"shield-check"_s
                               : u"shield-lock"_s,
                       bad     ? Tone::MarkBad
                       : known ? Tone::MarkOk
                               : Tone::Text2,
                       view_.check.running ? tr("Checking the backup …")
                       : bad               ? tr("The backup is damaged")
                       : known             ? tr("The backup is whole")
                                           : tr("Not checked in this session"),
                       known ? shortMoment(view_.checked, view_.now)
                             : tr("Reads every file of the newest backup again, as a restore would.")});
    for (const QString& damage : view_.checkDamage)
        stateRow::warn(words, card, damage);
    if (view_.check.running)
        addWork(words, card, view_.check);
    auto* check =
        new Button(Button::Kind::Secondary, view_.check.running ? QString() : u"shield-check"_s, card);
    check->setText(view_.check.running ? tr("Cancel") : tr("Check the backup"));
    check->setObjectName(view_.check.running ? u"backupCheckCancel"_s : u"backupCheck"_s);
    check->setEnabled(view_.check.running || (!view_.backup.running && view_.reachable));
    if (view_.check.running)
        connect(check, &QPushButton::clicked, this, &BackupPanel::cancelRequested, Qt::QueuedConnection);
    else
        connect(check, &QPushButton::clicked, this, &BackupPanel::checkRequested, Qt::QueuedConnection);
    row->addWidget(check, 0, Qt::AlignTop);
    all->addWidget(card);
}

} // namespace casebook
