// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/common/Jobs.h"

#include <QObject>

namespace casebook {

/// Makes and opens the demo study: the window has it as soon as the first subject is in; the others follow as a job
/// that can be stopped and goes on at the next opening. Its passphrase is public and opens synthetic studies only.
class DemoController : public QObject {
    Q_OBJECT
public:
    explicit DemoController(QObject* parent = nullptr);
    [[nodiscard]] static QString defaultFolder(); ///< $XDG_DATA_HOME/casebook/demo
    void open(const QString& folder);
    void cancel(int job);
    void stop() { stopping_.stop(); } ///< at a lock: the study is let go of
    [[nodiscard]] QList<JobView> jobs() const;
    [[nodiscard]] bool isRunning() const { return job_.id != 0 && job_.state == JobView::State::Running; }
    [[nodiscard]] static bool isDemoJob(int id) { return id == jobId; }

Q_SIGNALS:
    void opened(const casebook::StudyPtr& study);
    void failed(const casebook::Error& error);
    void jobsChanged();

private:
    static constexpr int jobId = 1'000'000; ///< apart from those of imports
    void fill(const StudyPtr& study);
    void progress(qint64 done, qint64 total);
    void ended(const Result<>& result);
    JobView job_;
    Stoppable stopping_;
    bool entered_ = false;
};

} // namespace casebook
