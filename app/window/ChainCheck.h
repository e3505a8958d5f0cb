// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

namespace casebook {

/// What is known of the audit's chain in this session.
struct ChainState {
    QDateTime when; ///< invalid: not checked yet
    bool whole = false;
};

/// Checks the chain of the audit and its anchors in the pool: once after the unlock, when it is told that the first
/// numbers are shown, and again every few hours. Only for who may read the audit; stops at the lock. GUI thread.
class ChainCheck : public QObject {
    Q_OBJECT
public:
    explicit ChainCheck(QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void begin(); ///< does nothing where it has begun in this session
    [[nodiscard]] const ChainState& state() const { return state_; }

Q_SIGNALS:
    void checked(const casebook::ChainState& state); ///< invalid time: of a study that was closed
    void failed(const QString& words); ///< nothing is known of the chain

private:
    void run();
    StudyPtr study_;
    ChainState state_;
    Stoppable checking_;
    QTimer again_{this};
    bool begun_ = false;
};

} // namespace casebook
