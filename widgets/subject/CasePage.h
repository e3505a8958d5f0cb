// SPDX-License-Identifier: GPL-3.0-or-later
// The page of one subject: overview, images, forms, findings, reports, history.
#pragma once

#include "widgets/subject/CaseValues.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace casebook {

class Button;
class CaseOverview;
class Chip;
class Label;

/// Lays out head and tabs. Forms, images, findings and history are pages that the app gives. GUI thread.
class CasePage final : public QWidget {
    Q_OBJECT
public:
    enum class Tab { Overview, Images, Forms, Findings, Reports, History };
    explicit CasePage(QWidget* parent = nullptr);

    /// Takes ownership; a tab without a page is not there.
    void setTabPage(Tab tab, QWidget* page);
    void setView(const CaseView& view);
    [[nodiscard]] const CaseView& view() const { return view_; }
    void showTab(Tab tab);
    [[nodiscard]] Tab currentTab() const;
    [[nodiscard]] CaseOverview* overview() const { return overview_; }

Q_SIGNALS:
    void backRequested();
    void withdrawRequested(const QString& label); ///< of consent
    void tabChanged(casebook::CasePage::Tab tab);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QList<Tab> tabsShown_;
    CaseView view_;
    Button *back_, *withdraw_;
    QWidget* banner_;
    Label* consent_;
    Label *label_, *name_, *facts_;
    Chip *overdue_, *queries_;
    QTabBar* tabs_;
    QStackedWidget* stack_;
    CaseOverview* overview_;
};

} // namespace casebook
