// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/export/ExportIdentifiers.h"

#include <QByteArrayView>
#include <QSet>

#include <bitset>
#include <memory>
#include <vector>

namespace casebook {

/// Looks for every identifier in every byte, in every encoding it could stand in: UTF-8, GB18030, UTF-16, GBK read as
/// Latin-1, percent, JSON escapes, base64 in three alignments; any case; separators taken out. Shares no table with
/// what wrote the set. Short identifiers (under 6 characters, 3 for Han) count as whole values only. Const after
/// it is made; any thread.
class ByteAttack {
public:
    explicit ByteAttack(const ExportIdentifiers& identifiers);
    ~ByteAttack();

    struct Hit {
        QByteArray kind; ///< of the identifier; never its text
        QByteArray form; ///< "utf-8", "gb18030", "value" ...
        qint64 offset = 0;
        bool operator==(const Hit&) const = default;
    };
    /// At most `limit` hits.
    [[nodiscard]] QList<Hit> search(QByteArrayView bytes, int limit = 20) const;
    /// Is the whole value an identifier, also a short one?
    [[nodiscard]] std::optional<Hit> value(const QString& text) const;

private:
    struct Needle {
        QByteArray bytes, kind, form;
        bool bounded = false; ///< no letter or digit may stand beside it
        bool squeezed = false; ///< compared with separators taken out
    };
    void add(const QByteArray& bytes, const QByteArray& kind, const char* form, bool bounded, bool squeezed);
    void addText(const QString& text, const QByteArray& kind);
    void addUid(const QString& uid);
    void scan(QByteArrayView bytes, bool squeezed, QList<Hit>& hits, int limit) const;

    std::vector<Needle> needles_;
    std::unique_ptr<std::bitset<1U << 24U>> starts_;
    QHash<quint32, QList<int>> byStart_; ///< first four bytes
    QHash<QString, QByteArray> values_; ///< folded -> kind
};

} // namespace casebook
