// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the Export page.
#pragma once

#include "widgets/export/ExportValues.h"

#include <QAbstractTableModel>

namespace casebook {

/// A table of texts with a head of texts: what the preview lists. `toneColumn` is grey where it says nothing.
class ExportTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Row {
        QStringList cells;
        QByteArray tone; ///< "ok", "warn", "bad", ""; of the last cell
    };
    explicit ExportTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setHead(const QStringList& head, const QList<int>& numberColumns = {});
    void setRows(const QList<Row>& rows);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList head_;
    QList<int> numbers_;
    QList<Row> rows_;
};

} // namespace casebook
