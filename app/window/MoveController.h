// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/subjects/MoveDialog.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace casebook {

/// Asks whose a series, an exam or a record is, and has it moved, joined or parted. GUI thread.
class MoveController final : public QObject {
    Q_OBJECT
public:
    explicit MoveController(QWidget* window, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void askSeries(const QString& seriesUid);
    void askExam(const QString& seriesUid); ///< of any of its series
    void askJoin(const QString& subject);   ///< label
    void askPart(const QString& subject);   ///< label of the joined record

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void changed(); ///< images or subjects are elsewhere now

private:
    void askMove(const QString& seriesUid, bool exam);
    /// Opens a dialog with the labels of all subjects but `without`.
    void
    openDialog(MoveDialog::What what, const QString& words, const QString& without,
               const std::function<Result<MovePreview>(OpenStudy&, const QString&)>& preview,
               const std::function<Result<QString>(OpenStudy&, const QString&, const QString&, bool)>& act);
    void done(const Result<QString>& words);
    QWidget* window_;
    StudyPtr study_;
    QPointer<SubjectDialog> dialog_;
};

} // namespace casebook
