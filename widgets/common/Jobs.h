// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs in the top bar: a button that says how far the first is, a popover with all of them.
#pragma once

#include <QFrame>
#include <QList>
#include <QString>

class QVBoxLayout;

namespace casebook {

class Button;
class Label;

/// Work that runs or ran in this session.
struct JobView {
    enum class State { Running, Done, Failed, Cancelled };
    int id = 0;
    QString title;          ///< "Import from DISC2"
    QString iconName;       ///< "" = arrow-repeat
    qint64 done = 0, total = 0; ///< total 0 = unknown
    qint64 msLeft = -1;     ///< below 0 unknown
    State state = State::Running;
    QString note;           ///< after the end: "519 imported, 3 refused"
    bool canCancel = true;
    bool canOpen = false;   ///< has a report
};

/// 380 px wide, floats below its button.
class JobsPopover : public QFrame {
    Q_OBJECT
public:
    explicit JobsPopover(QWidget* parent = nullptr);
    void setJobs(const QList<JobView>& jobs);

Q_SIGNALS:
    void cancelRequested(int id);
    void openRequested(int id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    QList<JobView> jobs_;
    QVBoxLayout* rows_;
    Label* title_;
};

/// "1 min left", "12 s left", "" when unknown.
[[nodiscard]] QString restText(qint64 msLeft);

} // namespace casebook
