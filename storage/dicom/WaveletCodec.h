// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace casebook::dicom {

/// Puts our JPEG 2000 and HTJ2K decoders behind DCMTK's codec interface, so that its own ways to pixels
/// (chooseRepresentation, getUncompressedFrame) read these syntaxes too; DCMTK 3.6.9 knows their names only.
/// Decoding only. Once a process, before threads start.
void registerWaveletCodecs();

} // namespace casebook::dicom
