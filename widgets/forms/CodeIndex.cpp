// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/CodeIndex.h"

#include "storage/subjects/SearchKey.h"
#include "widgets/common/CellDelegate.h"

#include <QtConcurrent>

#include <algorithm>
#include <array>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

QString folded(const QString& text) {
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded().simplified();
}

bool isLatin(const QString& text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x2E80; });
}

/// 0 best; 4: not found.
int rankOf(const QString& code, const QString& keys, const QString& pinyin, const QString& typed,
           const QString& lineStart) {
    if (code == typed)
        return 0;
    if (code.startsWith(typed))
        return 1;
    if (keys.contains(lineStart) || pinyin.contains(lineStart))
        return 2;
    return code.contains(typed) || keys.contains(typed) || pinyin.contains(typed) ? 3 : 4;
}

} // namespace

CodeIndex::CodeIndex(const QList<CodeDef>& codes) : codes_(codes) {
    rows_.reserve(std::size_t(codes.size()));
    for (const CodeDef& code : codes_) {
        QString keys;
        for (const QString& label : code.label)
            keys += u'\n' + folded(label);
        rows_.push_back({folded(code.code), keys});
    }
}

std::shared_ptr<const CodeIndex> CodeIndex::make(const QList<CodeDef>& codes) {
    const std::shared_ptr<CodeIndex> index(new CodeIndex(codes));
    constexpr qsizetype few = 200; // below, the person would not notice the time
    if (codes.size() <= few)
        index->makePinyin();
    else
        QThreadPool::globalInstance()->start([index] { index->makePinyin(); });
    return index;
}

void CodeIndex::makePinyin() {
    pinyin_.reserve(rows_.size());
    for (const CodeDef& code : std::as_const(codes_)) {
        QString keys;
        for (const QString& label : code.label)
            if (!isLatin(label))
                keys += u'\n' + searchKeyOf(label).section(u'\n', 1); // without the text itself
        pinyin_.push_back(keys);
    }
    pinyinReady_ = true;
}

int CodeIndex::rowOf(const QString& code) const {
    const auto at =
        std::find_if(codes_.begin(), codes_.end(), [&](const CodeDef& c) { return c.code == code; });
    return at == codes_.end() ? -1 : int(at - codes_.begin());
}

std::vector<int> CodeIndex::find(const QString& typed) const {
    const QString wanted = folded(typed), lineStart = u'\n' + wanted;
    const bool pinyin = pinyinReady_;
    static const QString none;
    std::array<std::vector<int>, 4> ranked;
    for (int row = 0; row < int(rows_.size()); ++row) {
        if (codes_.at(row).retired)
            continue;
        const Row& r = rows_[std::size_t(row)];
        const int rank = wanted.isEmpty() ? 3
                                          : rankOf(r.code, r.keys, pinyin ? pinyin_[std::size_t(row)] : none,
                                                   wanted, lineStart);
        if (rank < 4)
            ranked[std::size_t(rank)].push_back(row);
    }
    std::vector<int> found;
    for (const auto& rows : ranked)
        found.insert(found.end(), rows.begin(), rows.end());
    return found;
}

void CodeModel::setRows(std::shared_ptr<const CodeIndex> index, std::vector<int> rows,
                        const QString& language) {
    beginResetModel();
    index_ = std::move(index);
    rows_ = std::move(rows);
    language_ = language;
    endResetModel();
}

QString CodeModel::code(int row) const {
    return row >= 0 && row < int(rows_.size()) ? index_->at(rows_[std::size_t(row)]).code : QString();
}

int CodeModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(rows_.size()); }

QVariant CodeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= int(rows_.size()))
        return {};
    const CodeDef& code = index_->at(rows_[std::size_t(index.row())]);
    switch (role) {
    case CodeRole: return code.code;
    case Qt::DisplayRole: return textIn(code.label, language_);
    case Qt::AccessibleTextRole: return u"%1 %2"_s.arg(code.code, textIn(code.label, language_));
    default: return {};
    }
}

} // namespace casebook
