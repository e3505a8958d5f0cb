// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: frames of one loaded file, in whatever encoding.

#include "storage/dicom/Dataset.h"
#include "storage/dicom/Fragments.h"
#include "storage/dicom/Instance.h"
#include "storage/dicom/Pixels.h"

namespace casebook::dicom {

/// Opens the pixels of one file once and decodes frame by frame. Native data are read from the bytes
/// as they lie. Of encapsulated ones the fragments are joined here and only one frame is given to a
/// codec: DCMTK's for JPEG and JPEG-LS, OpenJPEG for JPEG 2000, OpenJPH for HTJ2K, our own for RLE
/// (DCMTK 3.6.9 decodes a frame in several fragments to wrong values, and reads out of bounds). Lives
/// shorter than the bytes.
class PixelSource {
public:
    /// Errors of readPixels.
    [[nodiscard]] static Result<PixelSource> open(Bytes file);

    [[nodiscard]] const ParsedInstance& header() const { return header_; }
    /// The data set behind it: up to the pixels, or whole where a codec is needed.
    [[nodiscard]] DcmDataset& dataset() const { return *loaded_.dataset; }
    [[nodiscard]] Result<DecodedFrame> frame(int index);
    /// All pixels as they lie in the file where that is plain little-endian; else nothing.
    [[nodiscard]] Bytes plainPixels() const { return swapped_ || swappedBytes_ ? Bytes() : native_; }

private:
    [[nodiscard]] Result<> openNative(Bytes file);
    [[nodiscard]] Result<> openEncapsulated(Bytes file);
    [[nodiscard]] Result<> openDeflated(Bytes file);
    [[nodiscard]] Result<QByteArray> nativeFrame(int index) const;
    [[nodiscard]] Result<QByteArray> decodedFrame(int index, QByteArray& photometric, bool& final);
    [[nodiscard]] Result<QByteArray> decodeByDcmtk(Bytes encoded, QByteArray& photometric);
    void useExtendedOffsets();

    ParsedInstance header_;
    LoadedDataset loaded_;
    Bytes native_;              ///< native pixels; empty when encapsulated
    bool swapped_ = false;      ///< 16- and 32-bit words are big-endian
    bool swappedBytes_ = false; ///< 8-bit samples in big-endian words
    bool planar_ = false;       ///< native samples lie plane by plane
    FragmentTable fragments_;   ///< encapsulated pixels
    std::vector<std::size_t> starts_; ///< first fragment of every frame
};

} // namespace casebook::dicom
