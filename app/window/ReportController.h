// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/imaging/ReportService.h"

#include <QObject>
#include <QPoint>

class QMenu;

namespace casebook {

class ReadingPage;
class ReportsPage;

/// Reports of other systems in the window: as documents on a subject's page, as a read-only layer and key images on the
/// panes; and our own measurements and key images saved as DICOM. All reading of the study happens in the pool.
class ReportController : public QObject {
    Q_OBJECT
public:
    ReportController(ReadingPage* reading, QObject* parent = nullptr);
    void setStudy(StudyPtr study); ///< null: forget what was shown
    /// A page of documents; filled by showSubject.
    void setPage(ReportsPage* page);
    void showSubject(const QString& label);
    /// What is drawn on a series that was opened, or may be seen from now on.
    void showSeries(const QString& seriesUid);
    void saveMeasurements(const QString& path); ///< of the open series
    void saveKeyImages(const QString& path);
    void savePdf(const QString& uid, const QString& path);
    [[nodiscard]] bool isLoaded() const { return loaded_; } ///< reports of the open series are drawn

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);

private:
    void showDocument(const QString& uid);
    void toggleKeyImage(const QString& instance);
    void showMenu(int pane, QPoint globalPlace);
    void askWherePdf(const QString& uid);
    void askWhere(const QString& title, void (ReportController::*save)(const QString&));
    void write(const QString& path, const std::function<Result<QByteArray>(OpenStudy&)>& make);
    void draw();
    void applyWindow(bool shown);

    ReadingPage* reading_;
    ReportsPage* page_ = nullptr;
    StudyPtr study_;
    QString seriesUid_;
    QString subject_;
    QString wanted_; ///< document that was asked for last
    QList<DrawnLayer> layers_;
    QList<KeyImage> keyImages_;
    std::optional<Window> before_; ///< window of the panes before a presentation state set its own
    quint64 generation_ = 0;
    bool loaded_ = false;
};

} // namespace casebook
