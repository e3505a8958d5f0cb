// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/RecoveryDialog.h"

#include "widgets/unlock/RecoveryPage.h"

#include <QVBoxLayout>

namespace casebook {

RecoveryDialog::RecoveryDialog(QWidget* parent) : Dialog(parent), page_(new RecoveryPage(this)) {
    constexpr int width = 520; // as at the door
    setWords(tr("New recovery words"), tr("The old ones open nothing any more."));
    page_->setFixedWidth(width);
    body()->addWidget(page_);
    connect(page_, &RecoveryPage::confirmed, this, &QDialog::accept);
}

} // namespace casebook
