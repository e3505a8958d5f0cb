// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/imaging/WatchService.h"
#include "widgets/imports/WatchCard.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace casebook {

class ImportController;

/// Looks into the watched folders from time to time and hands what has stopped growing to the imports; and the card
/// that says so. Without the right to import, or locked, nothing is looked at. A dead network drive keeps its thread,
/// nobody else's.
class WatchController : public QObject {
    Q_OBJECT
public:
    WatchController(WatchCard* card, ImportController* imports, QObject* parent = nullptr);
    ~WatchController() override;

    void setStudy(StudyPtr study);
    void setInterval(std::chrono::milliseconds between); ///< of two looks; tests make it short
    [[nodiscard]] const WatchView& view() const { return view_; }

Q_SIGNALS:
    void failed(const QString& words);

private:
    void refresh();
    void look();
    void looked(const Result<WatchLook>& found);
    void taken(bool whole, int imported);
    void next();
    void addFolder();
    void askReason(const QString& title, const QString& note, const QString& verb,
                   const std::function<Result<>(WatchService&, const QString& reason)>& change);

    WatchCard* card_;
    ImportController* imports_;
    StudyPtr study_;
    std::shared_ptr<WatchService> service_;
    QThreadPool threads_;
    Stoppable looking_;
    QTimer timer_;
    WatchView view_;
    bool busy_ = false; ///< a look or an import is under way
};

} // namespace casebook
