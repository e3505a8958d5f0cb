// SPDX-License-Identifier: GPL-3.0-or-later
// Watched folders on the study page: which, whether they are watched, and what the last look found.
#pragma once

#include <QDateTime>
#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace casebook {

class Label;

/// Plain values; app/window/WatchController.h fills them.
struct WatchView {
    bool on = false;
    bool mayManage = false;  ///< may name folders and switch
    bool mayImport = false;  ///< else nothing is taken while this person works
    QStringList folders;
    QDateTime lastLook;      ///< invalid: none yet
    int settling = 0;        ///< files that may still grow
    int taken = 0;           ///< imported since the unlock
    bool paused = false;     ///< a person stopped an import of it
    QString failure;         ///< why it stopped, in words
    QStringList problems;    ///< folders and files that can't be opened, a line each
};

/// GUI thread.
class WatchCard final : public QWidget {
    Q_OBJECT
public:
    explicit WatchCard(QWidget* parent = nullptr);
    void setView(const WatchView& view);
    [[nodiscard]] const WatchView& view() const { return view_; }
    [[nodiscard]] QString stateText() const; ///< what the card says of the watching

Q_SIGNALS:
    void switchRequested(bool on);
    void addRequested();
    void removeRequested(const QString& folder);
    void goOnRequested(); ///< after a pause or a failure

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void addState(QVBoxLayout* rows, QWidget* card);
    void addFolders(QVBoxLayout* rows, QWidget* card);
    WatchView view_;
    QVBoxLayout* column_;
    QWidget* body_ = nullptr;
    Label* note_ = nullptr;
};

} // namespace casebook
