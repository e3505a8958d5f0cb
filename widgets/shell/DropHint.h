// SPDX-License-Identifier: GPL-3.0-or-later
// Over the whole window while files are dragged over it.
#pragma once

#include <QWidget>

namespace casebook {

class DropHint final : public QWidget {
    Q_OBJECT
public:
    explicit DropHint(QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace casebook
