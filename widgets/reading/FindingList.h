// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the findings panel: painted, 66 px each, never moving when a decision changes them.
#pragma once

#include "widgets/reading/FindingValues.h"

#include <QAbstractListModel>
#include <QListView>

namespace casebook {

class FindingModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { ViewRole = Qt::UserRole + 1 };
    explicit FindingModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
    /// Rows of the same ids are only repainted; others are set anew.
    void setFindings(const QList<FindingView>& findings);
    [[nodiscard]] const QList<FindingView>& findings() const { return findings_; }
    [[nodiscard]] int rowOf(const Uuid& id) const; ///< -1: not there
    void setCrop(const Uuid& id, const QImage& crop);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    void retranslate();

    /// "Left lower lobe, solid", "6.1 x 5.8 mm  113 mm³", "0.91", "vessel 0:52": the words of a row.
    [[nodiscard]] static QString titleText(const FindingView& finding);
    [[nodiscard]] static QString sizeText(const FindingView& finding);
    [[nodiscard]] static QString stateText(const FindingView& finding);

private:
    QList<FindingView> findings_;
};

class FindingList : public QListView {
    Q_OBJECT
public:
    explicit FindingList(QWidget* parent = nullptr);
    [[nodiscard]] FindingModel* findings() const { return model_; }

Q_SIGNALS:
    void chosen(int row); ///< by mouse or arrow keys

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    FindingModel* model_;
};

} // namespace casebook
