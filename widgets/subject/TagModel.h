// SPDX-License-Identifier: GPL-3.0-or-later
// The attributes of one DICOM object, or what differs between two, as rows that sequences open and close.
#pragma once

#include "storage/dicom/TagTree.h"

#include <QAbstractTableModel>
#include <QSet>

#include <vector>

namespace casebook {

/// Flat over the tree: only rows whose sequences are open and that fit the search are shown, so that 10,000 attributes
/// scroll as ten. A row that fits keeps the sequences around it.
class TagModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Tag, Name, Vr, Vm, Length, Value, Other, ColumnCount };
    explicit TagModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setTree(const dicom::TagTree& tree);
    /// Only what differs; columns Value and Other are the first and the second object.
    void setDifferences(const QList<dicom::TagDifference>& differences);
    void clear();
    void setSearch(const QString& text); ///< words over tag, name, creator, value
    /// Opens or closes a sequence. @return false where the row is none.
    bool setOpen(int row, bool open);
    [[nodiscard]] bool isOpen(int row) const;
    [[nodiscard]] bool isComparing() const { return comparing_; }
    [[nodiscard]] const dicom::TagRow* at(int row) const;
    [[nodiscard]] int total() const { return int(rows_.size()); }
    [[nodiscard]] int hidden() const; ///< rows whose value was taken out
    [[nodiscard]] QString copyText(int row) const; ///< "(0008,0060) Modality CS: CT"
    [[nodiscard]] QString copyAll() const; ///< all shown rows, one a line, tabs between columns

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

Q_SIGNALS:
    void filtered();

private:
    struct Row {
        dicom::TagRow tag, other;
        bool has = true, hasOther = false;
        [[nodiscard]] const dicom::TagRow& shown() const { return has ? tag : other; }
    };
    void setRows(std::vector<Row> rows, bool comparing);
    void refilter();
    [[nodiscard]] bool fits(const Row& row) const;
    [[nodiscard]] QString valueText(const dicom::TagRow& row, bool has) const;
    [[nodiscard]] static QString nameText(const dicom::TagRow& row);
    std::vector<Row> rows_;
    std::vector<int> shown_;
    QSet<int> closed_; ///< rows of sequences and items
    QStringList words_;
    bool comparing_ = false;
};

} // namespace casebook
