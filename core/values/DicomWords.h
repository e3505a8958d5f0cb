// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace casebook {

/// A person's name as a person reads it, from a DICOM value (PS3.5 6.2.1.2): of its up to three groups the
/// ideographic one where there is one, else the alphabetic, else the phonetic; components in their order, without
/// spaces where they are Han or Hangul. A name that was typed comes back as it is. "^^^^" is nobody: empty.
[[nodiscard]] QString nameWords(const QString& personName);

/// The values of a DICOM attribute of several ("I70f\3", PS3.5 6.4) as a list for people: "I70f, 3".
[[nodiscard]] QString severalWords(QString values);

} // namespace casebook
