// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/queries/QueriesPage.h"

#include <QHash>
#include <QObject>

namespace casebook {

/// Fills the Queries page and carries out answers. Wiring (MainWindow): addPage(PageId::Queries, page); setStudy()
/// at unlock and lock, refresh() at changes; itemRequested goes to SubjectFormsController::openInstance().
class QueriesController : public QObject {
    Q_OBJECT
public:
    explicit QueriesController(QueriesPage* page, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void refresh();
    [[nodiscard]] bool isLoaded() const { return loaded_; }

Q_SIGNALS:
    void failed(const QString& words);
    void itemRequested(casebook::FormId form, const casebook::ItemPath& item);
    void counted(int open, int answered); ///< for the rail's badge
    void changed(); ///< a query was answered, closed or asked again

private:
    template <class Work> void change(Work work);
    void showThread(qint64 id);
    QueriesPage* page_;
    StudyPtr study_;
    QHash<qint64, QString> questions_; ///< words of the queries shown, by id
    bool loaded_ = false;
};

} // namespace casebook
