// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of the Cohorts page.
#pragma once

#include "widgets/cohort/CohortTables.h"

#include <QWidget>

class QComboBox;
class QMenu;
class QVBoxLayout;

namespace casebook {

class Button;
class Card;
class DataTable;
class EmptyState;
class ErrorNote;
class FigureView;
class Label;
class Segmented;

/// Table 1: by what, which variables, in which style; every p-value with its test.
class TableOnePane final : public QWidget {
    Q_OBJECT
public:
    explicit TableOnePane(QWidget* parent = nullptr);
    void setColumns(const QList<CohortColumn>& columns); ///< keeps what is chosen where it still exists
    void setRequest(const CohortTableRequest& request);
    [[nodiscard]] const CohortTableRequest& request() const { return request_; }
    void setView(const CohortTableView& view);
    [[nodiscard]] TableOneModel* model() const { return model_; }
    [[nodiscard]] QComboBox* by() const { return by_; }
    [[nodiscard]] QString footnote() const;

Q_SIGNALS:
    void requestChanged(const casebook::CohortTableRequest& request);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showVariables();
    void changed();
    void fitTable();
    CohortTableRequest request_;
    QList<CohortColumn> columns_;
    CohortTableView view_;
    TableOneModel* model_;
    DataTable* table_;
    Label *byLabel_, *foot_;
    QComboBox* by_;
    Button* variables_;
    Segmented* style_;
    ErrorNote* error_;
};

/// Curves of an endpoint by a column, medians and events in numbers, and what was left out.
class SurvivalPane final : public QWidget {
    Q_OBJECT
public:
    explicit SurvivalPane(QWidget* parent = nullptr);
    void setColumns(const QList<CohortEndpoint>& endpoints, const QList<CohortColumn>& columns);
    [[nodiscard]] const CohortSurvivalRequest& request() const { return request_; }
    void setView(const CohortSurvivalView& view);
    [[nodiscard]] FigurePtr figure() const;
    [[nodiscard]] QString notes() const;
    [[nodiscard]] QComboBox* by() const { return by_; }

Q_SIGNALS:
    void requestChanged(const casebook::CohortSurvivalRequest& request);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void changed();
    CohortSurvivalRequest request_;
    CohortSurvivalView view_;
    QList<CohortEndpoint> endpoints_;
    QList<CohortColumn> columns_;
    Label *endpointLabel_, *byLabel_, *title_, *band_, *foot_;
    QComboBox *endpoint_, *by_;
    FigureView* curves_;
    Card* card_;
    TextTableModel* model_;
    DataTable* table_;
    EmptyState* none_;
    ErrorNote* error_;
};

/// Distributions of the facets' columns among the members, two beside each other.
class DistributionsPane final : public QWidget {
    Q_OBJECT
public:
    explicit DistributionsPane(QWidget* parent = nullptr);
    void setFigures(const QList<FigurePtr>& figures);
    [[nodiscard]] const QList<FigurePtr>& figures() const { return figures_; }

private:
    QList<FigurePtr> figures_;
    QVBoxLayout* all_;
    QWidget* body_ = nullptr;
};

/// Frozen cohorts: newest first; open one's criteria, or see who came and went since.
class FrozenPane final : public QWidget {
    Q_OBJECT
public:
    explicit FrozenPane(QWidget* parent = nullptr);
    void setCohorts(const QList<FrozenCohortView>& cohorts);
    void setDifference(qint64 cohort, const QString& words);
    [[nodiscard]] DataTable* table() const { return table_; }
    [[nodiscard]] QString differenceText() const;

Q_SIGNALS:
    void openRequested(qint64 cohort);     ///< its members and numbers as saved
    void criteriaRequested(qint64 cohort); ///< who meets its criteria today
    void differenceRequested(qint64 cohort);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();
    [[nodiscard]] qint64 current() const;
    QList<FrozenCohortView> cohorts_;
    TextTableModel* model_;
    DataTable* table_;
    EmptyState* none_;
    Label* difference_;
    Button *open_, *criteria_, *compare_;
};

} // namespace casebook
