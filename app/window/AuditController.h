// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/reading/AuditBrowser.h"

#include <QObject>

namespace casebook {

class AuditView;

/// Fills the audit of the Study page, looks for what a person asks, saves it.
class AuditController : public QObject {
    Q_OBJECT
public:
    explicit AuditController(AuditView* view, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void show();    ///< the audit came into view
    void refresh(); ///< something was written; whoever has scrolled down stays where he reads
    /// Where the rows of the filter go; the window asks with a dialog, tests directly.
    void save(const QString& path);

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void subjectRequested(const QString& label);

private:
    using Browser = std::shared_ptr<const AuditBrowser>;
    void look();
    void read(qint64 before);
    void readDetail(qint64 seq);
    void readPeople();
    void askWhere();

    AuditView* view_;
    StudyPtr study_;
    Browser browser_; ///< of this look; each answer of an earlier one is dropped
    bool namesHidden_ = false;
    Stoppable reading_, saving_;
    AuditFilter filter_;
    bool shown_ = false;
};

} // namespace casebook
