// SPDX-License-Identifier: GPL-3.0-or-later
// The findings of a case beside the images: mode, marks, decisions by one key each, closing.
#pragma once

#include "widgets/reading/FindingValues.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QKeyEvent;

namespace casebook {

class Button;
class FindingList;
class IconMark;
class Label;

/// How to wire it (app/window):
///  - setCase() after each answer of FindingService (open, accept, close ...); the selection is kept by id.
///    Numbers run head to foot over `findings`; give the same ones to ViewerGrid::setMarks.
///  - watch(pane) for each SliceView of the grid and for the page: the keys of the one table then work in the
///    panes too, before the pane takes a digit for a window preset.
///  - ViewerGrid::marksInSightChanged -> setInSight(): a mark can be accepted only after it stood visible for half
///    a second; seen() tells how long it did, for FindingService::seen.
///  - goToRequested -> ViewerGrid::goTo and setMarks with the new selection.
///  - the signals -> FindingService; closeRequested -> FindingService::close (first read, or the whole case).
/// Keys: N / Shift+N, Enter accept, Backspace then 1..9 reject (0 more, Esc leaves), `.` defer, F2 edit, Insert add,
/// Ctrl+Z take back, Ctrl+Enter close. There is no "accept all" and nothing is preselected. GUI thread.
class FindingPanel : public QWidget {
    Q_OBJECT
public:
    explicit FindingPanel(QWidget* parent = nullptr);
    void setCase(const FindingCaseView& view);
    [[nodiscard]] const FindingCaseView& view() const { return case_; }
    void setCrop(const Uuid& finding, const QImage& crop);
    void setElapsed(const QString& text); ///< "1:24", beside the caption
    void select(const Uuid& finding);
    [[nodiscard]] Uuid current() const { return current_; }
    /// Numbers of the marks that stand in a pane now.
    void setInSight(const QList<int>& numbers);
    /// Takes the keys of the table from this widget before it sees them.
    void watch(QWidget* widget);
    [[nodiscard]] bool isRejecting() const { return isRejecting_; }
    /// Milliseconds of a clock that never goes back; tests give their own.
    void setClock(std::function<std::int64_t()> clock);
    /// Handles a key of the table; false: it is not one, or makes no sense now.
    bool handleKey(QKeyEvent* event);

Q_SIGNALS:
    void goToRequested(const casebook::Uuid& finding);
    void acceptRequested(const casebook::Uuid& finding);
    void rejectRequested(const casebook::Uuid& finding, const QByteArray& reason);
    /// Reason "other": the app asks for words, then rejects.
    void otherReasonRequested(const casebook::Uuid& finding);
    void deferRequested(const casebook::Uuid& finding);
    void editRequested(const casebook::Uuid& finding);
    void withdrawRequested(const casebook::Uuid& finding); ///< Backspace on an own finding; the app asks why
    void addRequested(); ///< at the viewer's cursor
    void takeBackRequested();
    void closeRequested(); ///< the first read, or the case
    void seen(const casebook::Uuid& finding, qint64 ms);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    QWidget* buildHead();
    QWidget* buildActions();
    QWidget* buildFoot();
    void retranslate();
    void refreshButtons();
    void move(int by);
    void accept();
    void startReject();
    void endReject();
    void chooseReason(const QByteArray& reason);
    void showMoreReasons();
    bool reasonKey(int key);
    [[nodiscard]] const FindingView* selected() const;
    [[nodiscard]] std::int64_t visibleMs(const Uuid& finding) const;
    void note(const QString& words);

    struct Sight {
        std::int64_t since = -1; ///< -1: out of sight
        std::int64_t total = 0;
    };
    FindingCaseView case_;
    Uuid current_;
    bool isRejecting_ = false;
    QHash<QByteArray, Sight> sight_;
    std::function<std::int64_t()> clock_;
    QString elapsed_, note_;
    FindingList* list_ = nullptr;
    IconMark* modeIcon_ = nullptr;
    Label *title_ = nullptr, *decided_ = nullptr, *mode_ = nullptr, *ai_ = nullptr, *reasons_ = nullptr,
          *hint_ = nullptr, *caption_ = nullptr, *missing_ = nullptr;
    QWidget* actions_ = nullptr;
    Button *accept_ = nullptr, *reject_ = nullptr, *edit_ = nullptr, *defer_ = nullptr, *add_ = nullptr,
           *close_ = nullptr;
};

} // namespace casebook
