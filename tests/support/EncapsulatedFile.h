// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A CT slice around encoded frames, written tag by tag, so that a test has every form of offset table and
// fragment, and every contradiction between header and stream.

#include <QByteArray>
#include <QList>

namespace casebook::test {

struct EncapsulatedFile {
    enum class Table { None, Basic, Extended };
    QByteArray syntax = "1.2.840.10008.1.2.4.90";
    QByteArray instance = "1.2.3.4";
    int rows = 0, columns = 0, samples = 1;
    int allocated = 16, stored = 16, high = 15;
    bool isSigned = true;
    QByteArray photometric = "MONOCHROME2";
    double z_mm = 0;
    QByteArray slope = "1", intercept = "0"; ///< empty: the attribute is not there
    QList<QList<QByteArray>> frames;         ///< fragments of each frame
    Table table = Table::Basic;

    [[nodiscard]] QByteArray bytes() const;
};

/// A frame cut into so many fragments of even length.
[[nodiscard]] QList<QByteArray> fragmentsOf(const QByteArray& stream, int count);

} // namespace casebook::test
