// SPDX-License-Identifier: GPL-3.0-or-later
// Rows and pictures of the subject's page that are one control each.
#pragma once

#include "widgets/subject/CaseValues.h"

#include <QAbstractButton>

namespace casebook {

/// Icon, words, grey note, and something at the right; 30 px high.
class LinkRow final : public QAbstractButton {
    Q_OBJECT
public:
    LinkRow(const QString& iconName, Tone mark, const QString& words, const QString& note,
            const QString& right, Tone rightTone, QWidget* parent = nullptr);
    void setLead(const QString& lead); ///< grey words in a column of their own before the others
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString iconName_, note_, right_, lead_;
    Tone mark_, rightTone_;
};

/// A picture of an exam with its visit and date below.
class ImageButton final : public QAbstractButton {
    Q_OBJECT
public:
    ImageButton(const CaseImage& image, int height, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    CaseImage image_;
    int height_;
};

} // namespace casebook
