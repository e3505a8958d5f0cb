// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/Instance.h"

namespace casebook::dicom {

/// Kind of a SOP class that says it by itself; Other for all else (images among them).
[[nodiscard]] ObjectKind kindOfClass(const QString& sopClass);
/// True for storage classes whose objects are pictures and useless without pixel data.
[[nodiscard]] bool isImageClass(const QString& sopClass);
/// True for the classes that hold functional groups per frame.
[[nodiscard]] bool isEnhancedClass(const QString& sopClass);

} // namespace casebook::dicom
