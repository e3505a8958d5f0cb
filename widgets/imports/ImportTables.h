// SPDX-License-Identifier: GPL-3.0-or-later
// Models of the two tables of an import report.
#pragma once

#include "widgets/imports/ImportReportPage.h"

#include <QAbstractTableModel>

namespace casebook {

class ImportedSeriesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Subject, Series, Type, Slices, Spacing, Matrix, Geometry, Open, ColumnCount };
    ImportedSeriesModel(QList<ImportView::Series> rows, QObject* parent)
        : QAbstractTableModel(parent), rows_(std::move(rows)) {}
    [[nodiscard]] const ImportView::Series& at(int row) const { return rows_.at(row); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] static QString spacing(const ImportView::Series& series);
    [[nodiscard]] static QString geometry(const ImportView::Series& series);

private:
    QList<ImportView::Series> rows_;
};

class RefusedModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { File, Code, What, Advice, ColumnCount };
    RefusedModel(QList<ImportView::Refused> rows, QObject* parent)
        : QAbstractTableModel(parent), rows_(std::move(rows)) {}
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<ImportView::Refused> rows_;
};

} // namespace casebook
