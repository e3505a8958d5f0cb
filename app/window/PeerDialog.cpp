// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/PeerDialog.h"

#include "storage/network/NetworkPeer.h"
#include "widgets/common/Button.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace casebook {

PeerDialog::PeerDialog(QWidget* parent) : Dialog(parent) {
    setWords(tr("Which machine shall be added?"),
             tr("Its administrator knows AE title, host and port, and must add ours there."));
    name_ = addField(tr("Name"), tr("Archive of the hospital"));
    address_ = addField(tr("Address"), tr("TITLE@host:port, or the https address of its DICOMweb service"));
    own_ = addField(tr("Our AE title"), {}, QStringLiteral("CASEBOOK"));
    reason_ = addField(tr("Reason"), {});
    maySend_ = new QCheckBox(tr("It may send images to us"), this);
    maySend_->setChecked(true);
    body()->addWidget(maySend_);
    auto* leave = addButton(tr("Leave as it is"), false);
    verb_ = addButton(tr("Add"), true);
    connect(leave, &QPushButton::clicked, this, &QDialog::reject);
    connect(verb_, &QPushButton::clicked, this, &QDialog::accept);
    refresh();
    connect(this, &QDialog::accepted, this, [this] {
        Q_EMIT given(name_->text().trimmed(), address_->text().trimmed(), own_->text().trimmed(),
                     maySend_->isChecked(), reason_->text().trimmed());
    });
}

LineEdit* PeerDialog::addField(const QString& caption, const QString& hint, const QString& text) {
    auto* label = new Label(caption, FontRole::Note, Tone::Text2, this);
    auto* edit = new LineEdit(this);
    edit->setText(text);
    edit->setPlaceholderText(hint);
    edit->setAccessibleName(caption);
    edit->setMinimumWidth(420);
    label->setBuddy(edit);
    body()->addWidget(label);
    body()->addWidget(edit);
    connect(edit, &QLineEdit::textChanged, this, &PeerDialog::refresh);
    return edit;
}

void PeerDialog::refresh() {
    if (!verb_)
        return;
    const bool good = !name_->text().trimmed().isEmpty() && !reason_->text().trimmed().isEmpty() &&
                      isAeTitle(own_->text().trimmed().toLatin1()) &&
                      peerFromAddress(address_->text().trimmed()).has_value();
    verb_->setEnabled(good);
}

} // namespace casebook
