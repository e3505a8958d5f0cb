// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace casebook::test {

/// Made by pydicom at test time, so that no reader of ours is tested on what a writer of ours wrote:
/// `series` CT series of `slices` slices each, `side` x `side`, in folders of one person.
/// @return false where Python failed.
[[nodiscard]] bool writeSmallSeries(const QString& folder, int series, int slices, int side);

/// A DICOM file whose sequences nest `depth` deep: 7,000 kill a parser that recurses.
[[nodiscard]] QByteArray nestedSequences(int depth);

} // namespace casebook::test
