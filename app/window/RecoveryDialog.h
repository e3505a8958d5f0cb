// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/Dialogs.h"

namespace casebook {

class RecoveryPage;

/// New recovery words of the study that is open. Closes when they are written down, or at a lock.
class RecoveryDialog : public Dialog {
    Q_OBJECT
public:
    explicit RecoveryDialog(QWidget* parent);
    void reject() override {} ///< Escape would lose words that are shown once
    [[nodiscard]] RecoveryPage* page() const { return page_; }

private:
    RecoveryPage* page_;
};

} // namespace casebook
