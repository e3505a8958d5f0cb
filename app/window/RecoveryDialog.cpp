// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/RecoveryDialog.h"

#include "widgets/common/Button.h"
#include "widgets/unlock/RecoveryPage.h"

#include <QVBoxLayout>

namespace casebook {

RecoveryDialog::RecoveryDialog(QWidget* parent) : Dialog(parent), page_(new RecoveryPage(this)) {
    constexpr int width = 520; // as at the door
    setWords(tr("New recovery words"), tr("The old ones open nothing any more as soon as these are written down."));
    page_->setFixedWidth(width);
    body()->addWidget(page_);
    connect(page_, &RecoveryPage::confirmed, this, &QDialog::accept);
    connect(addButton(tr("Keep the old words"), false), &Button::clicked, this, &QDialog::reject);
}

} // namespace casebook
