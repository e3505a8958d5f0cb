// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/export/ExportIdentifiers.h"

#include <QByteArrayView>
#include <QHash>

#include <bitset>
#include <memory>
#include <optional>

namespace casebook {

/// Looks for every identifier in every byte, in every encoding it could stand in: UTF-8, GB18030, UTF-16, GBK read as
/// Latin-1, percent, JSON escapes, base64 in three alignments; any case; separators taken out. Shares no table with
/// what wrote the set. Short identifiers (under 6 characters, 3 for Han) count as whole values only. What a search
/// costs grows with the bytes and the lengths of identifiers, not with their number. Const after it is made; any
/// thread.
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
    /// Identifiers of up to 8 digits stand by chance among times, sizes and counts: who searches such bytes leaves
    /// them out, and looks for them alone where there are words.
    enum class Numbers { All, NoShort, OnlyShort };
    /// At most `limit` hits.
    [[nodiscard]] QList<Hit> search(QByteArrayView bytes, Numbers numbers = Numbers::All,
                                    int limit = 20) const;
    /// Is the whole value an identifier, also a short one?
    [[nodiscard]] std::optional<Hit> value(const QString& text) const;

private:
    struct Needle {
        QByteArray kind;
        const char* form = "";
        bool bounded = false; ///< no letter or digit may stand beside it
        bool shortNumber = false;
    };
    struct Needles {
        QHash<QByteArray, Needle> all; ///< by their bytes
        QHash<quint32, QList<int>> lengths; ///< of those that begin with these four bytes
    };
    void add(Needles& to, const QByteArray& bytes, const Needle& needle);
    void addText(const QString& text, const QByteArray& kind);
    void addUid(const QString& uid);
    void scan(QByteArrayView bytes, const Needles& needles, Numbers numbers, QList<Hit>& hits,
              int limit) const;

    Needles plain_, squeezed_; ///< squeezed: compared with separators taken out
    std::unique_ptr<std::bitset<1U << 24U>> starts_; ///< first three bytes of any
    QHash<QString, QByteArray> values_; ///< folded -> kind
};

} // namespace casebook
