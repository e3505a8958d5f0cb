// SPDX-License-Identifier: GPL-3.0-or-later
// Who works: initials on a disc, name, role and site; opens the user menu.
#pragma once

#include <QAbstractButton>

namespace casebook {

class UserBadge : public QAbstractButton {
    Q_OBJECT
public:
    explicit UserBadge(QWidget* parent = nullptr);
    void setUser(const QString& name, const QString& roleAndSite);
    void setCompact(bool on); ///< disc only, in narrow windows
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    /// "WM" of "Wang Min"; first character of a Chinese name.
    [[nodiscard]] static QString initials(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString name_, note_;
    bool compact_ = false;
};

} // namespace casebook
