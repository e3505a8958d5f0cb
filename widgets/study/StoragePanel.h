// SPDX-License-Identifier: GPL-3.0-or-later
// Which images lie on which disk, and moving those of finished subjects to another one, and back.
#pragma once

#include "widgets/study/StateRow.h"

#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace casebook {

class Card;

/// A folder on another disk.
struct StoragePlaceView {
    QString path; ///< empty for who may not manage the study
    bool connected = false;
    qint64 freeBytes = -1; ///< below 0 unknown
    int files = 0;
    qint64 bytes = 0;
    bool operator==(const StoragePlaceView&) const = default;
};

/// What a move would carry.
struct StorageChoiceView {
    int days = 180; ///< without a new image or a reading
    bool known = false; ///< the rest is counted
    int subjects = 0, series = 0, files = 0;
    qint64 bytes = 0;
    bool operator==(const StorageChoiceView&) const = default;
};

/// Plain values; app/window/StorageController.h fills them.
struct StorageView {
    bool known = false;
    bool mayManage = false;
    int files = 0; ///< in the folder of the study
    qint64 bytes = 0, freeBytes = -1;
    QList<StoragePlaceView> places;
    StorageChoiceView choice;
    BackupWork work;
    bool back = false; ///< the work that runs is a way back
    QString failure; ///< of the last work in this session, in words
};

/// A tab of the Study page. GUI thread.
class StoragePanel final : public QWidget {
    Q_OBJECT
public:
    explicit StoragePanel(QWidget* parent = nullptr);
    void setView(const StorageView& view);
    [[nodiscard]] const StorageView& view() const { return view_; }
    [[nodiscard]] QString choiceText() const; ///< what a move would carry

Q_SIGNALS:
    void daysChosen(int days);
    void moveRequested();
    void backRequested(int place); ///< place in the view's list
    void pointRequested(); ///< a disk has another path now
    void cancelRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void addStudy(QVBoxLayout* all);
    void addPlace(QVBoxLayout* all, int number);
    void addMove(QVBoxLayout* all);
    void addWork(QVBoxLayout* words, Card* card);
    StorageView view_;
    QVBoxLayout* column_;
    QWidget* body_ = nullptr;
    WorkLine* line_ = nullptr; ///< of the running work
};

} // namespace casebook
