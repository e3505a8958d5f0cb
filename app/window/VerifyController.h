// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/common/Jobs.h"
#include "widgets/study/StudyPage.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace casebook {

/// The check of the whole study on the Study page. It goes on when the study is locked, and is stopped when the window
/// closes or another person or another study comes in. It has a thread of its own, as it may take hours.
class VerifyController : public QObject {
    Q_OBJECT
public:
    explicit VerifyController(StudyPage* page, QObject* parent = nullptr);
    ~VerifyController() override;

    void setStudy(StudyPtr study);
    void start();
    void stop();
    [[nodiscard]] bool isRunning() const { return job_.id != 0 && job_.state == JobView::State::Running; }
    [[nodiscard]] QList<JobView> jobs() const;
    [[nodiscard]] static bool isVerifyJob(int id) { return id == jobId; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void jobsChanged();

private:
    static constexpr int jobId = 3'750'000; ///< apart from imports, the demo, exports, backups and moves
    [[nodiscard]] bool isOfThisStudy() const { return study_ && running_.lock() == study_; }
    /// What a check found for who is gone by now: told at the next unlock.
    struct Found {
        std::optional<VerifyOutcome> outcome;
        std::optional<Error> error;
    };
    void showRunning();
    void tell(const Found& found);
    void progress(qint64 done, qint64 total);
    void ended(const Result<VerifyOutcome>& result);

    StudyPage* page_;
    StudyPtr study_;
    std::weak_ptr<OpenStudy> running_; ///< which is checked, or was last
    QThreadPool work_;
    Stoppable stopping_;
    QString owner_; ///< whose study that is
    VerifyOutcome last_; ///< what it found
    QHash<QString, Found> untold_; ///< by owner
    JobView job_;
};

} // namespace casebook
