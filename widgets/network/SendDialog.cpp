// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/network/SendDialog.h"

#include "widgets/common/Label.h"
#include "widgets/common/QuietCombo.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace casebook {

SendDialog::SendDialog(bool exam, const QString& words, const QList<PeerView>& peers, QWidget* parent)
    : RequireReason(exam ? tr("Send this exam to which machine?") : tr("Send this series to which machine?"),
                    words, tr("Send"), false, parent),
      peer_(new QuietCombo(this)) {
    auto* warning =
        new Label(tr("The images leave as they were received, with the name of the person in them."),
                  FontRole::Body, Tone::Warn, this);
    warning->setWrapped(392);
    auto* to = new Label(tr("To"), FontRole::Control, Tone::Text, this);
    to->setBuddy(peer_);
    for (const PeerView& peer : peers)
        peer_->addItem(shownPeer(peer), peer.name);
    peer_->setAccessibleName(tr("To"));
    body()->insertWidget(0, warning);
    body()->insertWidget(1, to);
    body()->insertWidget(2, peer_);
    connect(this, &RequireReason::given, this,
            [this](const QString& reason) { Q_EMIT sendRequested(peer_->currentData().toString(), reason); });
}

} // namespace casebook
