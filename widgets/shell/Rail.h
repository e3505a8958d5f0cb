// SPDX-License-Identifier: GPL-3.0-or-later
// Slim rail of pages, each with icon and word; only pages that exist.
#pragma once

#include <QAbstractButton>
#include <QList>

class QVBoxLayout;

namespace casebook {

enum class PageId { Home, Subjects, Schedule, Reading, Queries, Cohorts, Export, Study };
inline constexpr int pageCount = 8;

/// 60 x 54: icon 20, word 8.5 pt; active: accentSoft and a 3 px bar at the window's edge.
class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(const QString& iconName, QWidget* parent = nullptr);
    void setBadge(int count); ///< work for this role; none at 0
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString iconName_;
    int badge_ = 0;
};

class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);
    void setCurrent(PageId page);
    void setBadge(PageId page, int count);
    void setVisiblePages(const QList<PageId>& pages);
    [[nodiscard]] static QString word(PageId page); ///< "Home", in the current language
    [[nodiscard]] static QString icon(PageId page);

Q_SIGNALS:
    void chosen(casebook::PageId page);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();
    QList<RailButton*> buttons_; ///< by PageId
};

} // namespace casebook
