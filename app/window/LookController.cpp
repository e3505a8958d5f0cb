// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/LookController.h"

#include "app/window/Background.h"
#include "core/values/Messages.h"
#include "storage/study/TransferJson.h"
#include "viewers/volume3d/Presets.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"

#include <QLineEdit>
#include <QSettings>
#include <QVBoxLayout>

namespace casebook {

namespace {

constexpr QLatin1StringView settingKey("viewer.3d");
constexpr int longestName = 60;

} // namespace

LookController::LookController(VolumeView* view, QObject* parent) : QObject(parent), view_(view) {
    const auto kept = renderChoiceFromCode(QSettings().value(settingKey).toString().toLatin1());
    view_->setRenderChoice(kept.value_or(RenderChoice::Auto));
    connect(view, &VolumeView::renderChoiceChosen, this, [](RenderChoice choice) {
        QSettings().setValue(settingKey, QString::fromLatin1(renderChoiceCode(choice)));
    });
    connect(view, &VolumeView::saveLookRequested, this, &LookController::askName);
    connect(view, &VolumeView::removeLookRequested, this, &LookController::remove);
}

void LookController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    view_->setSavedLooks({});
    refresh();
}

void LookController::refresh() {
    if (!study_ || !study_->session.may(Right::ReadImages))
        return;
    inBackground(
        this, [study = study_] { return study->views.list(); },
        [this, study = study_](Result<QList<Preset3d>> kept) {
            if (study != study_)
                return;
            if (!kept) {
                Q_EMIT failed(messageText(kept.error()));
                return;
            }
            QList<SavedLook> looks;
            for (const Preset3d& look : *kept)
                if (const auto preset = presetFromCode(look.base); preset && !look.transfer.empty())
                    looks.append({look.name, *preset, look.transfer});
            view_->setSavedLooks(looks);
        });
}

void LookController::askName() {
    auto* dialog = new Dialog(view_->window());
    dialog->setWords(tr("What is this look called?"), tr("Every user of the study can choose it."));
    auto* name = new QLineEdit(dialog);
    name->setMaxLength(longestName);
    name->setAccessibleName(tr("Name of the look"));
    dialog->body()->addWidget(name);
    Button* keep = dialog->addButton(tr("Leave as it is"), false);
    Button* verb = dialog->addButton(tr("Save look"), true);
    connect(keep, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(verb, &QPushButton::clicked, dialog, &QDialog::accept);
    verb->setEnabled(false);
    connect(name, &QLineEdit::textChanged, verb,
            [verb](const QString& text) { verb->setEnabled(!text.trimmed().isEmpty()); });
    connect(dialog, &QDialog::accepted, this, [this, name] { save(name->text()); });
    name->setFocus();
    dialog->open();
}

template <class Work>
void LookController::change(Work work, const QString& words) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, work] { return work(*study); },
        [this, study = study_, words](Result<> done) {
            if (study != study_)
                return;
            if (!done)
                Q_EMIT failed(messageText(done.error()));
            else
                Q_EMIT said(words);
            refresh();
        });
}

void LookController::save(const QString& name) {
    const VolumeLook look = view_->look();
    RenderScene scene;
    scene.preset = look.preset;
    scene.ownTransfer = look.transfer;
    change([name, base = presetCode(look.preset), transfer = scene.transfer()](
               OpenStudy& study) { return study.views.save3dPreset(name, transferToJson(transfer, base)); },
           tr("The look \"%1\" is kept in the study.").arg(name.trimmed()));
}

void LookController::remove(const QString& name) {
    change([name](OpenStudy& study) { return study.views.remove(name); },
           tr("The look \"%1\" was removed.").arg(name));
}

} // namespace casebook
