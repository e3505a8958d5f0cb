// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom/deid: the action table and attribute types.

#include "storage/dicom/deid/Deidentifier.h"

#include <QByteArrayList>
#include <QSet>

#include <cstdint>

namespace casebook::dicom {

enum class DeidCode : char { Dummy = 'D', Empty = 'Z', Remove = 'X', Keep = 'K', Clean = 'C', Uid = 'U' };

/// What the tables say of one element, conditional actions resolved by the attribute's type.
struct DeidRule {
    DeidCode code = DeidCode::Remove;
    bool inTable = false;   ///< false: nothing said, rules by VR follow
    bool byOption = false;  ///< an option's column decided
};

/// Tables of resources/deid, read once.
class DeidTable {
public:
    [[nodiscard]] static const DeidTable& instance();

    /// @param path of the element, its own tag last; @param iod "CT", "SEG" or empty; @param vr by PS3.6.
    [[nodiscard]] DeidRule rule(std::uint32_t tag, const QByteArray& path, const QByteArray& iod,
                                const QByteArray& vr, const DeidOptions& options) const;
    /// Type of an element in an IOD: '1', '2', '3', or 0 where it is not known.
    [[nodiscard]] char type(const QByteArray& path, const QByteArray& iod) const;
    /// Our own meaning of a code; empty when unknown.
    [[nodiscard]] QString meaning(const QString& scheme, const QString& value) const;
    [[nodiscard]] bool isWord(const QString& lower) const { return words_.contains(lower); }
    [[nodiscard]] const QStringList& hanWords() const { return han_; } ///< longest first

private:
    DeidTable();
    struct Row {
        QByteArray basic;
        bool dates = false, characteristics = false, descriptors = false, structured = false;
    };
    QHash<std::uint32_t, Row> rows_;
    QHash<QByteArray, QByteArray> resolved_; ///< "CT 00080020" -> "Z"
    QHash<QByteArray, char> types_;
    QHash<QString, QString> meanings_; ///< "SCT 39607008"
    QSet<QString> words_;
    QStringList han_;
};

} // namespace casebook::dicom
