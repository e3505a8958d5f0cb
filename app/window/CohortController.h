// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/cohort/CohortService.h"
#include "widgets/cohort/CohortPage.h"
#include "widgets/cohort/CohortWork.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace casebook {

/// Keeps the Cohorts page and CohortService together. The analysis table is read in the background when the
/// page is first shown and again after changes; each change of criteria is worked out in the pool, one after
/// the other, and only the latest answer is shown.
class CohortController : public QObject {
    Q_OBJECT
public:
    explicit CohortController(CohortPage* page, QObject* parent = nullptr);
    void setStudy(StudyPtr study); ///< null at lock: nothing of the study is kept
    /// The study has changed: the table is read anew when the page is visible, else when it is shown.
    void refresh();
    void shown(); ///< the page came to the front
    void setLanguage(const QString& code); ///< "en", "zh": words of columns and codes
    [[nodiscard]] bool isLoaded() const { return work_ != nullptr; }
    [[nodiscard]] bool isIdle() const { return !loading_ && !running_ && steps_.empty(); }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void openSubjectRequested(casebook::SubjectId subject);

private:
    /// Works in the pool on the criteria and gives back what is then done in this thread.
    using Step = std::function<std::function<void()>(CohortWork&)>;
    void connectPage();
    void load();
    void setLoading(bool on);
    void loaded(cohort::AnalysisTable table, const Job& job);
    void install(std::shared_ptr<CohortWork> work);
    /// Queues a change of the criteria; the page's state and the visible tab follow.
    void change(std::function<void(CohortWork&)> edit);
    void enqueueEdit(std::function<void(CohortWork&)> edit, std::function<void()> then);
    void enqueue(Step step);
    void next();
    void failedToWork(const Error& error);
    void showTab();
    void showTable();
    void showSurvival();
    void listFrozen();
    void freeze(const QString& name, const QString& cut);
    void openFrozen(qint64 cohort);
    void showFrozen(const CohortRow& row, const QList<CohortMember>& members);
    void useCriteria(qint64 cohort);
    [[nodiscard]] const CohortRow* frozenRow(qint64 cohort) const;
    void compare(qint64 cohort);
    void askPath(const QString& name, const QStringList& endings,
                 const std::function<void(const QString&)>& write);
    void write(const std::function<Result<>()>& writing, const QString& path);
    void exportFigure(const FigurePtr& figure, const QString& name);
    void exportTable();
    [[nodiscard]] bool isSynthetic() const;

    CohortPage* page_;
    StudyPtr study_;
    std::shared_ptr<CohortWork>
        work_; ///< touched by one pool thread at a time, never by this thread meanwhile
    std::deque<Step> steps_;
    int edits_ = 0, answered_ = 0; ///< numbers of the last edit that was made, and that is worked out
    bool running_ = false, stale_ = true, loading_ = false;
    QString language_ = QStringLiteral("en"), cut_, workCut_; ///< wanted, and of work_
    QList<CohortRow> frozen_;
    std::optional<FrozenMembers> opening_; ///< to be shown on the table that is being read
    Stoppable reading_; ///< of the table
    Stoppable asking_;  ///< for the members of a frozen cohort
};

} // namespace casebook
