// SPDX-License-Identifier: GPL-3.0-or-later
//
// Closing the window: what still runs is asked about, and stopped first.
#include "app/window/BackupController.h"
#include "app/window/ExportController.h"
#include "app/window/ImportController.h"
#include "app/window/MainWindow.h"
#include "app/window/NetworkController.h"
#include "app/window/StorageController.h"
#include "app/window/VerifyController.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"

#include <QCloseEvent>

namespace casebook {

bool MainWindow::isBusy() const {
    return imports_->isRunning() || backups_->isRunning() || storage_->isRunning() || checks_->isRunning() ||
           exports_->isRunning() || network_->hasRunningJob();
}

void MainWindow::stopAll() {
    backups_->stop();
    storage_->stop();
    checks_->stop();
    imports_->stopAll();
    network_->stopAll();
    exports_->stop(); // behind the lock its job is not listed
}

void MainWindow::askStop(const QString& question, const QString& note, const QString& stay) {
    auto* dialog = new Dialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWords(question, note);
    Button* leave = dialog->addButton(tr("Stop and close"), true);
    Button* goOn = dialog->addButton(stay, false);
    connect(leave, &Button::clicked, this, [this, dialog] {
        dialog->accept();
        const auto closeAtEnd = [this] {
            if (!isBusy())
                close();
        };
        connect(imports_, &ImportController::jobsChanged, this, closeAtEnd, Qt::QueuedConnection);
        connect(backups_, &BackupController::jobsChanged, this, closeAtEnd, Qt::QueuedConnection);
        connect(storage_, &StorageController::jobsChanged, this, closeAtEnd, Qt::QueuedConnection);
        connect(checks_, &VerifyController::jobsChanged, this, closeAtEnd, Qt::QueuedConnection);
        connect(exports_, &ExportController::jobsChanged, this, closeAtEnd, Qt::QueuedConnection);
        connect(network_, &NetworkController::jobsChanged, this, closeAtEnd, Qt::QueuedConnection);
        stopAll();
        closeAtEnd(); // it may have ended while the person thought about it
    });
    connect(goOn, &Button::clicked, dialog, &QDialog::reject);
    dialog->open();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!isBusy()) {
        lock();
        return event->accept();
    }
    event->ignore();
    if (imports_->isRunning())
        askStop(tr("Stop the import and close?"),
                tr("What is imported so far is kept. Importing the same folder again goes on from there."),
                tr("Go on importing"));
    else if (storage_->isRunning())
        askStop(tr("Stop moving images and close?"),
                tr("What is moved so far stays moved. Each image is whole, in one place or the other."),
                tr("Go on moving"));
    else if (exports_->isRunning())
        askStop(tr("Stop the export and close?"),
                tr("The set is not finished, and nobody is given a part of it. Begin it anew later."),
                tr("Go on exporting"));
    else if (network_->hasRunningJob())
        askStop(tr("Stop the transfer and close?"),
                tr("Images that arrived are kept, here or at the other machine. Begin it anew for the rest."),
                tr("Go on transferring"));
    else if (backups_->isRunning())
        askStop(tr("Stop the backup and close?"),
                tr("Earlier backups stay as they are. The next one copies what is missing."),
                tr("Go on backing up"));
    else
        askStop(tr("Stop the check and close?"),
                tr("A check changes nothing. Begin it anew later; it starts from the first object."),
                tr("Go on checking"));
}

} // namespace casebook
