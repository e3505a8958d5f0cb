// SPDX-License-Identifier: GPL-3.0-or-later
// JPEG 2000 and HTJ2K code streams behind our adapters. Four bytes say what the header claims, the rest is
// the stream.
#include "storage/dicom/Codestream.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4)
        return -1;
    SliceHeader header;
    header.columns = 1 + data[0];
    header.rows = 1 + data[1];
    header.samplesPerPixel = (data[2] & 1U) != 0 ? 3 : 1;
    header.bitsAllocated = (data[2] & 2U) != 0 ? 8 : 16;
    header.bitsStored = header.bitsAllocated;
    header.highBit = header.bitsStored - 1;
    header.isSigned = (data[2] & 4U) != 0;
    bool final = false;
    const auto out =
        dicom::decodeWavelet(fuzz::bytesOf(data + 4, size - 4), (data[3] & 1U) != 0, header, final);
    if (out)
        fuzz::demand(out->size() == qsizetype(header.columns) * header.rows * header.samplesPerPixel *
                                        (header.bitsAllocated / 8));
    return 0;
}
