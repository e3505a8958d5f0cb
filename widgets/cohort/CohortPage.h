// SPDX-License-Identifier: GPL-3.0-or-later
// Cohorts: facets and expression as two views of one thing, who is left, Table 1, survival, freeze.
#pragma once

#include "widgets/cohort/CohortValues.h"

#include <QWidget>

class QScrollArea;
class QStackedWidget;
class QTabBar;

namespace casebook {

class Button;
class Chip;
class CohortFacets;
class CohortFlow;
class DataTable;
class DistributionsPane;
class EmptyState;
class FreezeDialog;
class FrozenPane;
class Label;
class SurvivalPane;
class TableOnePane;
class TextTableModel;

/// Everything is a signal; the app acts. Answers come back as plain values.
class CohortPage : public QWidget {
    Q_OBJECT
public:
    enum class Tab { Table, Survival, Distributions, Members, Frozen, Count };

    explicit CohortPage(QWidget* parent = nullptr);
    void setRights(bool mayFreeze);
    /// What may be chosen in the pickers of Table 1 and survival.
    void setColumns(const QList<CohortColumn>& columns, const QList<CohortEndpoint>& endpoints);
    void setTableRequest(const CohortTableRequest& request);
    void setState(const CohortState& state);
    void setTable(const CohortTableView& view);
    void setSurvival(const CohortSurvivalView& view);
    void setDistributions(const QList<FigurePtr>& figures);
    void setMembers(const CohortMembersView& view);
    void setFrozen(const QList<FrozenCohortView>& cohorts);
    void setDifference(qint64 cohort, const QString& words);
    /// Name and cut of what is looked at: a frozen cohort's, or empty for criteria that are not frozen.
    void setName(const QString& name, const QString& cut);
    void setBusy(bool on); ///< the study's table is being read
    void frozen();         ///< answer to freezeRequested: the dialog closes
    void freezeRefused(const QString& words);

    void showTab(Tab tab);
    [[nodiscard]] Tab tab() const;
    [[nodiscard]] CohortFacets* facets() const { return facets_; }
    [[nodiscard]] CohortFlow* flow() const { return flow_; }
    [[nodiscard]] TableOnePane* tableOne() const { return tableOne_; }
    [[nodiscard]] SurvivalPane* survival() const { return survival_; }
    [[nodiscard]] FrozenPane* frozenPane() const { return frozen_; }
    [[nodiscard]] DataTable* members() const { return members_; }
    [[nodiscard]] FreezeDialog* askFreeze();
    [[nodiscard]] QString noteText() const; ///< what is said of a frozen cohort

Q_SIGNALS:
    void facetToggled(const QString& column, const QString& key, bool on);
    void facetsCleared();
    void textEdited(const QString& text);
    void tableRequested(const casebook::CohortTableRequest& request);
    void survivalRequested(const casebook::CohortSurvivalRequest& request);
    void tabShown(casebook::CohortPage::Tab tab); ///< its contents may be asked for now
    void freezeRequested(const QString& name, const QString& cut);
    void openCohortRequested(qint64 cohort);
    void useCriteriaRequested(qint64 cohort);
    void differenceRequested(qint64 cohort);
    void openSubjectRequested(qint64 subject);
    void exportFigureRequested(const casebook::FigurePtr& figure, const QString& name);
    void exportTableRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildHead();
    void build();
    void connectAll();
    void retranslate();
    void showCounts();
    void showExport();
    CohortState state_;
    CohortMembersView membersView_;
    QString name_, cut_;
    bool mayFreeze_ = true, busy_ = false;
    CohortFacets* facets_;
    CohortFlow* flow_;
    TableOnePane* tableOne_;
    SurvivalPane* survival_;
    DistributionsPane* distributions_;
    FrozenPane* frozen_;
    DataTable* members_;
    TextTableModel* membersModel_;
    QTabBar* tabs_ = nullptr;
    QStackedWidget *body_ = nullptr, *whole_ = nullptr;
    EmptyState* nobody_ = nullptr;
    Label *title_ = nullptr, *share_ = nullptr, *cutLabel_ = nullptr, *note_ = nullptr;
    Chip* count_ = nullptr;
    Button *export_ = nullptr, *freeze_ = nullptr;
    FreezeDialog* dialog_ = nullptr;
};

} // namespace casebook
