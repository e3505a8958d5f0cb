// SPDX-License-Identifier: GPL-3.0-or-later
// F1: the keys of this version, and what Casebook is.
#pragma once

#include "widgets/common/Dialogs.h"

namespace casebook {

class HelpDialog final : public Dialog {
    Q_OBJECT
public:
    explicit HelpDialog(QWidget* parent);
};

} // namespace casebook
