// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/WatchController.h"

#include "app/window/FileDialog.h"
#include "app/window/ImportController.h"
#include "core/values/Messages.h"
#include "widgets/common/Dialogs.h"

namespace casebook {

namespace {
constexpr std::chrono::seconds kBetween{10};
}

WatchController::WatchController(WatchCard* card, ImportController* imports, QObject* parent)
    : QObject(parent), card_(card), imports_(imports) {
    threads_.setMaxThreadCount(1); // the service keeps what the last look saw
    timer_.setSingleShot(true);
    timer_.setInterval(kBetween);
    connect(&timer_, &QTimer::timeout, this, &WatchController::look);
    connect(imports, &ImportController::watchedEnded, this, &WatchController::taken);
    connect(card, &WatchCard::addRequested, this, &WatchController::addFolder);
    connect(card, &WatchCard::switchRequested, this, [this](bool on) {
        askReason(
            on ? tr("Watch folders for new images?") : tr("Stop watching folders?"),
            on ? tr("What appears in them is imported without asking, whoever put it there. The files stay "
                    "where they are.")
               : tr("Files come in only when a person imports them."),
            on ? tr("Switch on") : tr("Switch off"),
            [on](WatchService& service, const QString& reason) { return service.setOn(on, reason); });
    });
    connect(card, &WatchCard::removeRequested, this, [this](const QString& folder) {
        askReason(tr("Stop watching this folder?"), folder, tr("Remove"),
                  [folder](WatchService& service, const QString& reason) {
                      return service.removeFolder(folder, reason);
                  });
    });
    connect(card, &WatchCard::goOnRequested, this, [this] {
        view_.paused = false;
        view_.failure.clear();
        card_->setView(view_);
        look();
    });
}

WatchController::~WatchController() { looking_.stop(); }

void WatchController::setInterval(std::chrono::milliseconds between) { timer_.setInterval(between); }

void WatchController::setStudy(StudyPtr study) {
    looking_.stop();
    timer_.stop();
    study_ = std::move(study);
    service_.reset();
    view_ = {};
    busy_ = false;
    card_->setView(view_);
    if (!study_)
        return;
    Vault& vault = *study_->vault;
    service_ =
        std::make_shared<WatchService>(vault.database(), study_->imports, study_->session, vault.folder());
    refresh();
}

void WatchController::refresh() {
    if (!study_)
        return;
    inBackground(
        threads_, this, [study = study_, service = service_] { return service->settings(); },
        [this, study = study_](const Result<WatchSettings>& now) {
            if (study != study_)
                return;
            if (!now) {
                Q_EMIT failed(messageText(now.error()));
                return;
            }
            view_.on = now->on;
            view_.folders = now->folders;
            view_.mayManage = study->session.may(Right::ManageStudy);
            view_.mayImport = study->session.may(Right::Import);
            if (!view_.on)
                view_.problems.clear();
            card_->setView(view_);
            look();
        });
}

void WatchController::look() {
    const bool may = study_ && view_.on && view_.mayImport && !view_.folders.isEmpty();
    if (!may || busy_ || view_.paused || !view_.failure.isEmpty())
        return;
    busy_ = true;
    inBackground(
        threads_, this,
        [study = study_, service = service_, stop = looking_.restart()] {
            return service->look(Job{stop, {}});
        },
        [this, study = study_](const Result<WatchLook>& found) {
            if (study == study_)
                looked(found);
        });
}

void WatchController::looked(const Result<WatchLook>& found) {
    if (!found) {
        if (found.error().code != "watch-off") // switched off meanwhile
            view_.failure = messageText(found.error());
        busy_ = false;
        card_->setView(view_);
        return;
    }
    view_.lastLook = QDateTime::currentDateTime();
    view_.settling = found->settling;
    view_.problems.clear();
    for (const ImportReport::Refused& one : found->unreadable)
        view_.problems.append(one.message);
    card_->setView(view_);
    if (found->ready.isEmpty())
        next();
    else
        imports_->takeWatched(service_, found->ready);
}

void WatchController::taken(bool whole, int imported) {
    if (!study_)
        return;
    view_.taken += imported;
    view_.paused = !whole;
    card_->setView(view_);
    next();
}

void WatchController::next() {
    busy_ = false;
    timer_.start();
}

void WatchController::addFolder() {
    if (!study_)
        return;
    auto* dialog = new FileDialog(card_, tr("Watch a folder"));
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        askReason(tr("Watch this folder?"), folder, tr("Add"),
                  [folder](WatchService& service, const QString& reason) {
                      return service.addFolder(folder, reason);
                  });
    });
    dialog->open();
}

void WatchController::askReason(const QString& title, const QString& note, const QString& verb,
                                const std::function<Result<>(WatchService&, const QString&)>& change) {
    if (!study_)
        return;
    auto* ask = new RequireReason(title, note, verb, false, card_);
    connect(ask, &RequireReason::given, this, [this, change](const QString& reason) {
        if (!study_)
            return;
        inBackground(
            threads_, this,
            [study = study_, service = service_, change, reason] { return change(*service, reason); },
            [this, study = study_](const Result<>& done) {
                if (study != study_)
                    return;
                if (!done)
                    Q_EMIT failed(messageText(done.error()));
                refresh();
            });
    });
    ask->open();
}

} // namespace casebook
