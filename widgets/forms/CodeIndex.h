// SPDX-License-Identifier: GPL-3.0-or-later
// The codes of one list with their search keys, built once and shared by all fields that offer them.
#pragma once

#include "core/forms/Definition.h"

#include <QAbstractListModel>

#include <atomic>
#include <memory>
#include <vector>

namespace casebook {

/// Finds codes by code, label in every language, pinyin and initials, full-width letters too. A list of
/// 40,000 codes is searched in milliseconds; pinyin keys are made in the pool, until then the other keys
/// find. Immutable but for that; GUI thread.
class CodeIndex {
public:
    [[nodiscard]] static std::shared_ptr<const CodeIndex> make(const QList<CodeDef>& codes);
    [[nodiscard]] int size() const { return int(rows_.size()); }
    [[nodiscard]] const CodeDef& at(int row) const { return codes_.at(row); }
    [[nodiscard]] int rowOf(const QString& code) const; ///< -1: not in the list
    /// Rows that hold `typed`, best first: the code itself, codes that begin so, then words that begin so, then
    /// the rest; equal ones in the list's order. Nothing typed: all. Retired codes never.
    [[nodiscard]] std::vector<int> find(const QString& typed) const;
    /// True once pinyin finds too.
    [[nodiscard]] bool hasPinyin() const { return pinyinReady_; }

private:
    struct Row {
        QString code; ///< folded
        QString keys; ///< folded labels, one a line, each line after a line feed
    };
    explicit CodeIndex(const QList<CodeDef>& codes);
    void makePinyin();
    QList<CodeDef> codes_;
    std::vector<Row> rows_;
    std::vector<QString> pinyin_; ///< filled by the pool before pinyinReady_
    std::atomic_bool pinyinReady_ = false;
};

/// Rows of a CodeIndex that are found, for a list view.
class CodeModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum { CodeRole = Qt::UserRole + 1 };
    explicit CodeModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
    void setRows(std::shared_ptr<const CodeIndex> index, std::vector<int> rows, const QString& language);
    [[nodiscard]] QString code(int row) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::shared_ptr<const CodeIndex> index_;
    std::vector<int> rows_;
    QString language_;
};

} // namespace casebook
