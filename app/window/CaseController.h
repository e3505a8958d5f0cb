// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/CaseGather.h"
#include "widgets/subject/CasePage.h"

#include <QObject>

namespace casebook {

class DataTable;
class SeriesPanel;
class SubjectPreview;
class FindingListModel;
class ExamVisitController;

/// Fills the page of one subject. The forms of it are FormController's.
class CaseController : public QObject {
    Q_OBJECT
public:
    explicit CaseController(CasePage* page, QObject* parent = nullptr);
    void setStudy(StudyPtr study); ///< null: forget what was shown
    void open(const QString& subject, bool atOverview = true); ///< label
    void refresh();
    void namesChanged(bool hidden); ///< they go at once, what is open stays
    [[nodiscard]] const QString& subject() const { return subject_; }
    [[nodiscard]] SubjectPreview* images() const { return images_; }
    [[nodiscard]] ExamVisitController* examVisits() const { return examVisits_; }
    [[nodiscard]] bool isLoaded() const { return loaded_; }

Q_SIGNALS:
    void openSeriesRequested(const QString& seriesUid);
    void openVolumeRequested(const QString& seriesUid, int volume);
    void openPlaceRequested(const QString& seriesUid, double x, double y, double z); ///< LPS mm
    void loaded(const casebook::SubjectView& subject);
    void failed(const QString& words);

private:
    void show(const CaseContent& content);
    [[nodiscard]] QWidget* imagesPage();
    void describe(const QString& seriesUid);
    CasePage* page_;
    SubjectPreview* images_;
    ExamVisitController* examVisits_;
    SeriesPanel* series_; ///< what was found in the series that is chosen
    QString described_;
    FindingListModel* findings_;
    AuditModel* history_;
    StudyPtr study_;
    QString subject_;
    int turn_ = 0; ///< one more where an answer of before may bring a name
    bool loaded_ = false;
};

} // namespace casebook
