// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/imaging/TagService.h"
#include "widgets/subject/TagBrowser.h"

#include <QObject>
#include <QPointer>

namespace casebook {

/// Opens the window of DICOM attributes on a series and reads what it asks for. GUI thread.
class TagController final : public QObject {
    Q_OBJECT
public:
    explicit TagController(QWidget* window, QObject* parent = nullptr);
    void setStudy(StudyPtr study); ///< closes the window
    void open(const QString& seriesUid);
    [[nodiscard]] TagBrowser* browser() const { return browser_; } ///< null: not open

Q_SIGNALS:
    void failed(const QString& words);

private:
    struct Series {
        QString words;
        QList<TagInstance> instances;
    };
    void show(const Series& series);
    void read(int at, int other, bool identity);
    QWidget* window_;
    StudyPtr study_;
    std::shared_ptr<TagService> service_;
    QPointer<TagBrowser> browser_;
    QList<TagInstance> instances_;
    int asked_ = 0; ///< number of the last question; older answers are dropped
};

} // namespace casebook
