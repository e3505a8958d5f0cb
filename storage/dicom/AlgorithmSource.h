// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: who or what made a derived object.

#include "core/segmentation/Segmentation.h"
#include "storage/dicom/Dataset.h"

namespace casebook::dicom {

/// Name and version from an Algorithm Identification item (DICOM PS3.3 10.16.1) where it has them.
void readIdentification(const ItemReader& in, const DcmTagKey& sequence, AlgorithmIdentity& out);

/// A program that does not name its algorithm still names itself: fills an empty name and version from
/// Manufacturer, ManufacturerModelName and SoftwareVersions, else from the last contributing equipment.
/// Nothing for MANUAL: the program was only the pencil. Always sets the date (content, structure set,
/// series, instance creation).
void fillFromEquipment(const ItemReader& dataset, AlgorithmIdentity& out);

} // namespace casebook::dicom
