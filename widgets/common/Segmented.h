// SPDX-License-Identifier: GPL-3.0-or-later
// Row of words in one box of which at most one is active: window presets with their key digits.
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace casebook {

/// Painted as one control; arrow keys move, Enter or Space chooses.
class Segmented : public QWidget {
    Q_OBJECT
public:
    struct Part {
        int id;
        QString key;   ///< digit or letter before the word, may be empty
        QString words;
        bool plain = false; ///< says something, can't be chosen
    };
    explicit Segmented(QWidget* parent = nullptr);
    void setParts(const QList<Part>& parts);
    void setActive(int id); ///< -1: none
    /// Only keys, but for the active part: narrow windows.
    void setCompact(bool on);
    [[nodiscard]] int fullWidth() const; ///< px that all words need
    [[nodiscard]] int active() const { return active_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(int id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] bool showsWords(const Part& part) const;
    [[nodiscard]] int widthOf(const Part& part, bool words) const;
    [[nodiscard]] int partAt(int x) const;
    QList<Part> parts_;
    int active_ = -1, cursor_ = 0;
    bool compact_ = false;
};

} // namespace casebook
