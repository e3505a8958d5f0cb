// SPDX-License-Identifier: GPL-3.0-or-later
// The field of a form: text with its unit, a sign, a grey code before it or a reason why it is missing.
#pragma once

#include "widgets/common/LineEdit.h"

namespace casebook {

/// Paints what stands beside the text itself (look 5 and 6.4); the style draws box, bar and border by the
/// properties "check" (hard, soft, query, changed) and "look" (sunken, plain). GUI thread.
class ValueEdit : public LineEdit {
    Q_OBJECT
public:
    enum class Look { Normal, Sunken, Plain };
    explicit ValueEdit(QWidget* parent = nullptr);
    void setUnit(const QString& words);
    void setSign(const QString& iconName); ///< at the right end: calculator, lock-fill, chevron-down
    void setCode(const QString& code);     ///< grey, before the text
    /// Missing with reason: chip with the code, the words grey in the empty field. Empty code: not missing.
    void setMissing(const QByteArray& code, const QString& words);
    [[nodiscard]] QByteArray missing() const { return missing_; }
    void setLook(Look look);
    [[nodiscard]] Look look() const { return look_; }
    void setHint(const QString& words); ///< grey in the empty field, while nothing is missing

Q_SIGNALS:
    void signClicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void layOut();
    QString unit_, sign_, code_, hint_;
    QByteArray missing_;
    Look look_ = Look::Normal;
};

/// UCUM as people write it: "10*9/L" is 10⁹/L, "umol/L" is µmol/L, "{score}" is nothing.
[[nodiscard]] QString unitWords(const QString& ucum);

} // namespace casebook
