// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DefinitionController.h"

#include "app/window/FileDialog.h"
#include "core/values/Messages.h"
#include "storage/forms/OdmStudyImport.h"

#include <QCursor>
#include <QFileInfo>
#include <QMenu>

namespace casebook {

namespace {

Result<OdmReport> importFile(OpenStudy& study, const QString& path, const Job& job) {
    const auto input = WorkerInput::open(path);
    if (!input)
        return tl::unexpected(input.error());
    OdmStudyImport import(study.vault->database(), study.session, study.vault->clock(), study.definitions,
                          study.subjects, study.workers);
    OdmStudyImport::Options options;
    options.source = QFileInfo(path).fileName();
    options.reason = DefinitionController::tr("chosen on the first page");
    return import.run(*input, options, job);
}

} // namespace

void DefinitionController::setStudy(StudyPtr study) {
    reading_.stop();
    study_ = std::move(study);
}

void DefinitionController::choose() {
    auto* menu = new QMenu(window_);
    menu->setObjectName(QStringLiteral("definitionMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Forms of the lung-cancer study"), this, &DefinitionController::takeLungStudy);
    menu->addAction(tr("From an ODM file …"), this, &DefinitionController::askFile);
    menu->popup(QCursor::pos());
}

void DefinitionController::takeLungStudy() {
    if (!study_)
        return;
    inBackground(
        this, [study = study_] { return study->definitions.installLungStudy(); },
        [this](const Result<DefinitionRow>& row) {
            if (row)
                Q_EMIT said(tr("The study has the forms of %1 now.").arg(row->name));
            else
                Q_EMIT failed(messageText(row.error()));
        });
}

void DefinitionController::askFile() {
    auto* dialog = new FileDialog(window_, tr("Forms from an ODM file"));
    dialog->setNameFilter(tr("ODM (*.xml *.odm)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DefinitionController::takeFile);
    dialog->open();
}

void DefinitionController::takeFile(const QString& path) {
    if (!study_)
        return;
    inBackground(
        this,
        [study = study_, path, stop = reading_.restart()] { return importFile(*study, path, Job{stop, {}}); },
        [this](const Result<OdmReport>& report) {
            if (!report)
                Q_EMIT failed(messageText(report.error()));
            else if (report->refusedWhole)
                Q_EMIT failed(report->refused.isEmpty() ? tr("The file was refused; nothing was changed.")
                                                        : tr("The file was refused; nothing was changed: %1")
                                                              .arg(odm::lineText(report->refused.first())));
            else if (!report->brokenSignatures.isEmpty())
                Q_EMIT failed(tr("The answers of the file changed values of signed forms, which are to be "
                                 "signed again: %1")
                                  .arg(report->brokenSignatures.join(u", ")));
            else
                Q_EMIT said(tr("The study has %n form(s) now.", nullptr, report->forms));
        });
}

} // namespace casebook
