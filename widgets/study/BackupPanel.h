// SPDX-License-Identifier: GPL-3.0-or-later
// Backup of the study: the last one, when and where the next, whether the disks have room, and whether what was kept
// is whole.
#pragma once

#include "widgets/study/StateRow.h"

#include <QDateTime>
#include <QStringList>
#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace casebook {

class Button;
class Card;

/// A disk that a backup needs.
struct DiskView {
    qint64 freeBytes = -1; ///< below 0 unknown: not connected
    std::optional<qint64> daysLeft; ///< nothing: can't be told
};

/// Plain values; app/window/BackupController.h fills them.
struct BackupView {
    bool known = false; ///< read from the study
    bool mayManage = false; ///< may back up, plan and see folders
    QDateTime now, last; ///< last invalid: none was made
    int ageDays = -1;
    bool due = false;
    bool verified = false; ///< read back after writing
    int damaged = 0; ///< files of the study that were damaged and so are not in it
    qint64 bytes = -1; ///< of the snapshot; below 0 unknown
    QString lastFolder;
    int rhythm = 0; ///< 0 off, 1 daily, 2 weekly
    QString folder; ///< empty: none is chosen
    bool reachable = true; ///< the folder can be written now
    DiskView study, target;
    qint64 grownBytes = 0; ///< of the last grownDays
    int grownDays = 0;
    BackupWork backup, check;
    QString failure; ///< of the last backup or check in this session, in words
    QDateTime checked; ///< the backup was checked in this session
    QStringList checkDamage; ///< a line each
};

/// A tab of the Study page. GUI thread.
class BackupPanel final : public QWidget {
    Q_OBJECT
public:
    explicit BackupPanel(QWidget* parent = nullptr);
    void setView(const BackupView& view);
    [[nodiscard]] const BackupView& view() const { return view_; }
    [[nodiscard]] QString lastText() const; ///< head of the last backup
    [[nodiscard]] QString planText() const; ///< what will happen by itself
    [[nodiscard]] static QString diskText(const DiskView& disk);

Q_SIGNALS:
    void backupRequested();
    void cancelRequested(); ///< of the backup or the check, whichever runs
    void rhythmChosen(int rhythm);
    void folderRequested();
    void checkRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void addLast(QVBoxLayout* all);
    void addPlan(QVBoxLayout* all);
    void addSpace(QVBoxLayout* all);
    void addCheck(QVBoxLayout* all);
    [[nodiscard]] QString lastNote() const;
    void addWork(QVBoxLayout* words, Card* card, const BackupWork& work);
    void showWork(const BackupWork& work);
    BackupView view_;
    QVBoxLayout* column_;
    QWidget* body_ = nullptr;
    WorkLine* line_ = nullptr; ///< of the running work
};

} // namespace casebook
