// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DiagnosticsController.h"

#include "app/window/FileDialog.h"
#include "core/values/Messages.h"
#include "storage/study/DiagnosticsService.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace casebook {

DiagnosticsController::DiagnosticsController(DiagnosticsPanel* panel, QObject* parent)
    : QObject(parent), panel_(panel) {
    connect(panel, &DiagnosticsPanel::saveRequested, this, &DiagnosticsController::askPath);
}

void DiagnosticsController::setStudy(StudyPtr study) {
    looking_.stop();
    study_ = std::move(study);
    panel_->setReport({});
}

void DiagnosticsController::look() {
    if (!study_)
        return;
    const Job job{looking_.restart(), {}};
    inBackground(
        this,
        [study = study_, job, version = QCoreApplication::applicationVersion()] {
            return DiagnosticsService(*study->vault, study->session).report(version, job);
        },
        [this, asked = std::weak_ptr(study_)](const Result<DiagnosticReport>& report) {
            if (!study_ || asked.lock() != study_)
                return;
            if (report)
                panel_->setReport(*report);
            else if (report.error().kind != ErrorKind::Cancelled)
                Q_EMIT failed(messageText(report.error()));
        });
}

void DiagnosticsController::askPath() {
    auto* dialog = new FileDialog(panel_->window(), tr("Save the report of diagnostics"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("casebook-diagnostics.json"));
    connect(dialog, &QFileDialog::fileSelected, this, &DiagnosticsController::saveTo);
    dialog->open();
}

void DiagnosticsController::saveTo(const QString& path) {
    inBackground(
        this,
        [path, text = panel_->report().toJson()]() -> Result<> {
            QSaveFile file(path);
            const bool written =
                file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
            return written ? Result<>() : Result<>(fail(ErrorKind::System, "write-failed", path));
        },
        [this](const Result<>& saved) {
            if (saved)
                Q_EMIT said(tr("The report is saved."));
            else
                Q_EMIT failed(messageText(saved.error()));
        });
}

} // namespace casebook
