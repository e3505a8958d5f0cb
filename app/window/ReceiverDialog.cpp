// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReceiverDialog.h"

#include "widgets/common/Button.h"
#include "widgets/common/LineEdit.h"

#include <QCheckBox>

#include <algorithm>

namespace casebook {

ReceiverDialog::ReceiverDialog(const ReceiverSettings& known, QWidget* parent)
    : NetworkDialog(parent), known_(known) {
    setWords(
        tr("How shall this workstation receive?"),
        tr("Others need this AE title, the name of this workstation and the port. What they send comes into "
           "the study."));
    QStringList titles;
    for (const QByteArray& title : known.allowed)
        titles.append(QString::fromLatin1(title));
    title_ = addField(tr("Our AE title"), {}, QString::fromLatin1(known.aet));
    port_ = addField(tr("Port"), {}, QString::number(known.port));
    allowed_ = addField(tr("AE titles that may send"), tr("With commas between them"),
                        titles.join(QStringLiteral(", ")));
    tls_ = addCheck(tr("Only encrypted (TLS), from machines with a certificate"), known.tls);
    trusted_ = addFile(tr("Certificate of the authority that they show"), !known.trusted.isEmpty());
    certificate_ = addFile(tr("Our certificate"), !known.certificate.isEmpty());
    key_ = addFile(tr("Key of our certificate"), !known.privateKey.isEmpty());
    reason_ = addField(tr("Reason"), {});
    addButtons(tr("Change"));
    refresh();
    connect(this, &QDialog::accepted, this, [this] {
        const auto text = [](const Field& field) { return field.edit->text().trimmed(); };
        Q_EMIT given(settings(), TlsFiles{text(trusted_), text(certificate_), text(key_)}, text(reason_));
    });
    title_.edit->setFocus();
}

ReceiverSettings ReceiverDialog::settings() const {
    ReceiverSettings out = known_;
    out.aet = title_.edit->text().trimmed().toLatin1();
    out.port = port_.edit->text().trimmed().toInt();
    out.allowed.clear();
    for (const QString& title : allowed_.edit->text().split(u',', Qt::SkipEmptyParts))
        if (!title.trimmed().isEmpty())
            out.allowed.append(title.trimmed().toLatin1());
    out.tls = tls_->isChecked();
    return out;
}

void ReceiverDialog::refresh() {
    if (verb_ == nullptr)
        return;
    const bool tls = tls_->isChecked();
    const ReceiverSettings now = settings();
    const auto filled = [](const Field& field, const QByteArray& kept) {
        return !kept.isEmpty() || !field.edit->text().trimmed().isEmpty();
    };
    for (const Field& field : {trusted_, certificate_, key_})
        field.box->setVisible(tls);
    const bool secured =
        !tls || (filled(trusted_, known_.trusted) && filled(certificate_, known_.certificate) &&
                 filled(key_, known_.privateKey));
    verb_->setEnabled(isAeTitle(now.aet) && now.port > 0 && now.port < 65536 && secured &&
                      std::all_of(now.allowed.begin(), now.allowed.end(), isAeTitle) &&
                      !reason_.edit->text().trimmed().isEmpty());
    adjustSize();
}

} // namespace casebook
