// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace casebook::dicom {

/// "(0010,0010)" of the last tag in a path of 8 hex digits a tag, joined by '/'. Any thread.
[[nodiscard]] QString attributeTag(const QByteArray& path);
/// "Patient Name": the keyword of PS3.6 with blanks, with the names of the sequences before it; empty where the
/// dictionary has none. Any thread.
[[nodiscard]] QString attributeName(const QByteArray& path);

} // namespace casebook::dicom
