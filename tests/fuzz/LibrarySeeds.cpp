// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/LibrarySeeds.h"

#include <archive.h>
#include <archive_entry.h>
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmjpeg/djencode.h>
#include <dcmtk/dcmjpls/djencode.h>

#include <vector>

namespace casebook::fuzz {
namespace {

struct Kind {
    const char* name;
    E_TransferSyntax syntax;
    int bits, samples;
};

void fill(DcmDataset& d, const Kind& kind) {
    d.putAndInsertString(DCM_SOPClassUID, UID_CTImageStorage);
    d.putAndInsertString(DCM_SOPInstanceUID, "1.2.3.4");
    d.putAndInsertUint16(DCM_Rows, 4);
    d.putAndInsertUint16(DCM_Columns, 6);
    d.putAndInsertUint16(DCM_SamplesPerPixel, Uint16(kind.samples));
    d.putAndInsertString(DCM_PhotometricInterpretation, kind.samples == 1 ? "MONOCHROME2" : "RGB");
    if (kind.samples > 1)
        d.putAndInsertUint16(DCM_PlanarConfiguration, 0);
    d.putAndInsertUint16(DCM_BitsAllocated, kind.bits > 8 ? 16 : 8);
    d.putAndInsertUint16(DCM_BitsStored, Uint16(kind.bits));
    d.putAndInsertUint16(DCM_HighBit, Uint16(kind.bits - 1));
    d.putAndInsertUint16(DCM_PixelRepresentation, 0);
    const std::size_t count = 24 * std::size_t(kind.samples);
    if (kind.bits > 8) {
        std::vector<Uint16> words(count);
        for (std::size_t n = 0; n < count; ++n)
            words[n] = Uint16(n * 37 % 4096);
        d.putAndInsertUint16Array(DCM_PixelData, words.data(), count);
        return;
    }
    std::vector<Uint8> bytes(count);
    for (std::size_t n = 0; n < count; ++n)
        bytes[n] = Uint8(n * 11);
    d.putAndInsertUint8Array(DCM_PixelData, bytes.data(), count);
}

QByteArray written(const Kind& kind) {
    DcmFileFormat file;
    fill(*file.getDataset(), kind);
    if (file.getDataset()->chooseRepresentation(kind.syntax, nullptr).bad())
        return {};
    QByteArray out(1 << 16, '\0');
    DcmOutputBufferStream stream(out.data(), out.size());
    file.transferInit();
    const bool good = file.write(stream, kind.syntax, EET_UndefinedLength, nullptr).good();
    file.transferEnd();
    void* at = nullptr;
    offile_off_t length = 0;
    stream.flushBuffer(at, length);
    return good ? QByteArray(static_cast<const char*>(at), qsizetype(length)) : QByteArray();
}

void add(archive* a, const char* path, const QByteArray& data, const char* link = nullptr) {
    archive_entry* e = archive_entry_new();
    archive_entry_set_pathname_utf8(e, path);
    archive_entry_set_filetype(e, link != nullptr ? AE_IFLNK : AE_IFREG);
    if (link != nullptr)
        archive_entry_set_symlink(e, link);
    archive_entry_set_size(e, data.size());
    archive_entry_set_perm(e, 0644);
    archive_write_header(a, e);
    archive_write_data(a, data.constData(), size_t(data.size()));
    archive_entry_free(e);
}

} // namespace

QList<std::pair<QByteArray, QByteArray>> jpegFiles() {
    DJEncoderRegistration::registerCodecs();
    DJLSEncoderRegistration::registerCodecs();
    QList<std::pair<QByteArray, QByteArray>> out;
    for (const Kind& kind :
         {Kind{"baseline", EXS_JPEGProcess1, 8, 1}, Kind{"colour", EXS_JPEGProcess1, 8, 3},
          Kind{"extended", EXS_JPEGProcess2_4, 12, 1}, Kind{"lossless", EXS_JPEGProcess14SV1, 16, 1},
          Kind{"ls", EXS_JPEGLSLossless, 8, 1}, Kind{"ls16", EXS_JPEGLSLossless, 16, 1}})
        out.append({kind.name, written(kind)});
    return out;
}

QByteArray isoImage() {
    QByteArray out(1 << 20, '\0');
    size_t used = 0;
    archive* a = archive_write_new();
    archive_write_set_format_iso9660(a);
    archive_write_set_options(a, "!pad");
    archive_write_set_bytes_in_last_block(a, 1);
    bool good = archive_write_open_memory(a, out.data(), size_t(out.size()), &used) == ARCHIVE_OK;
    add(a, "folder/a.dcm", "first");
    add(a, "\u5f20.dcm", "second");
    add(a, "link", {}, "/etc/passwd");
    good = archive_write_close(a) == ARCHIVE_OK && good;
    archive_write_free(a);
    out.truncate(good ? qsizetype(used) : 0);
    return out;
}

} // namespace casebook::fuzz
