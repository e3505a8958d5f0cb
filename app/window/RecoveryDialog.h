// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/Dialogs.h"

namespace casebook {

class RecoveryPage;

/// New recovery words of the study that is open: accepted when they are written down. Given up, or closed by a lock,
/// they never come into force.
class RecoveryDialog : public Dialog {
    Q_OBJECT
public:
    explicit RecoveryDialog(QWidget* parent);
    [[nodiscard]] RecoveryPage* page() const { return page_; }

private:
    RecoveryPage* page_;
};

} // namespace casebook
