// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/PeerDialog.h"

#include "widgets/common/Button.h"
#include "widgets/common/LineEdit.h"

#include <QCheckBox>

namespace casebook {

PeerDialog::PeerDialog(const NetworkPeer* known, bool maySend, QWidget* parent)
    : NetworkDialog(parent), changes_(known != nullptr) {
    const NetworkPeer old = known ? *known : NetworkPeer{};
    setWords(known ? tr("What has changed about %1?").arg(old.name) : tr("Which machine shall be added?"),
             tr("Its administrator knows AE title, host and port, and must add ours there."));
    name_ = addField(tr("Name"), tr("Archive of the hospital"), old.name);
    name_.box->setVisible(!known);
    address_ = addField(tr("Address"), tr("TITLE@host:port, or the https address of its DICOMweb service"),
                        known ? old.address() : QString());
    own_ = addField(tr("Our AE title"), {}, QString::fromLatin1(old.ownAet));
    user_ = addField(tr("User"), old.authorization.isEmpty() ? tr("None where a token is given below")
                                                             : tr("The sign-in is kept as it is"));
    secret_ = addField(tr("Passphrase or token"), {});
    secret_.edit->setEchoMode(QLineEdit::Password);
    tls_ = addCheck(tr("The connection is encrypted (TLS)"), old.tls);
    trusted_ = addFile(tr("Certificate of the authority that it shows"), !old.trusted.isEmpty());
    certificate_ = addFile(tr("Our certificate"), !old.certificate.isEmpty());
    key_ = addFile(tr("Key of our certificate"), !old.privateKey.isEmpty());
    maySend_ = addCheck(tr("It may send images to us"), maySend);
    reason_ = addField(tr("Reason"), {});
    addButtons(known ? tr("Change") : tr("Add"));
    refresh();
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT given(entry()); });
    (known ? address_ : name_).edit->setFocus();
}

PeerEntry PeerDialog::entry() const {
    PeerEntry out;
    const auto text = [](const Field& field) { return field.edit->text().trimmed(); };
    if (const auto peer = peerFromAddress(text(address_)))
        out.peer = *peer;
    const bool web = out.peer.isWeb();
    out.peer.name = text(name_);
    out.peer.ownAet = text(own_).toLatin1();
    out.peer.tls = !web && tls_->isChecked();
    if (web && !secret_.edit->text().isEmpty())
        out.peer.authorization =
            text(user_).isEmpty() ? "Bearer " + secret_.edit->text().toUtf8()
                                  : authorizationFrom((text(user_) + u':' + secret_.edit->text()).toUtf8());
    out.files.trusted = text(trusted_);
    if (out.peer.tls) {
        out.files.certificate = text(certificate_);
        out.files.key = text(key_);
    }
    out.maySend = !web && maySend_->isChecked();
    out.reason = text(reason_);
    return out;
}

void PeerDialog::refresh() {
    if (verb_ == nullptr)
        return;
    const auto peer = peerFromAddress(address_.edit->text().trimmed());
    const bool web = peer && peer->isWeb();
    const bool https = web && peer->url.startsWith(QLatin1StringView("https:"));
    own_.box->setVisible(!web);
    tls_->setVisible(!web);
    maySend_->setVisible(!web);
    user_.box->setVisible(web);
    secret_.box->setVisible(web);
    trusted_.box->setVisible(https || (!web && tls_->isChecked()));
    for (const Field& field : {certificate_, key_})
        field.box->setVisible(!web && tls_->isChecked());
    verb_->setEnabled(peer && !name_.edit->text().trimmed().isEmpty() &&
                      !reason_.edit->text().trimmed().isEmpty() &&
                      isAeTitle(own_.edit->text().trimmed().toLatin1()));
    adjustSize();
}

} // namespace casebook
