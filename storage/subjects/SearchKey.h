// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace casebook {

/// What a search for a person is matched against: the text itself folded (NFKC, lower case, DICOM
/// separators as blanks), its Latin transcription without tones, and the initials of that. So "lin",
/// "xiaolan" and "lxl" all find 林晓岚. Any thread.
[[nodiscard]] QString searchKeyOf(const QString& text);

} // namespace casebook
