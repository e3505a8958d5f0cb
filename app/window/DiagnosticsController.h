// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/study/DiagnosticsPanel.h"

#include <QObject>

namespace casebook {

/// The Diagnostics tab of the Study page: looks when it is shown, and saves what it shows.
class DiagnosticsController : public QObject {
    Q_OBJECT
public:
    explicit DiagnosticsController(DiagnosticsPanel* panel, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void look();
    void saveTo(const QString& path); ///< what the dialog answers

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);

private:
    void askPath();
    DiagnosticsPanel* panel_;
    StudyPtr study_;
    Stoppable looking_;
};

} // namespace casebook
