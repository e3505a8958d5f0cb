// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/ArchiveReader.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/WaveletCodec.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdict.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>
#include <openssl/crypto.h>

#include <mutex>

namespace casebook::dicom {

Result<void> initialise() {
    static std::once_flag once;
    std::call_once(once, [] {
        // No configuration file of this machine: hashes need none, and it can't be opened later.
        OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
        OFLog::configure(OFLogger::OFF_LOG_LEVEL); // its messages quote values of patients
        prepareArchives();
        // Samples of a pixel together, and no conversion of grey values.
        DJDecoderRegistration::registerCodecs(EDC_photometricInterpretation, EUC_never, EPC_colorByPixel);
        DJLSDecoderRegistration::registerCodecs(EJLSUC_never, EJLSPC_colorByPixel);
        registerWaveletCodecs();
    });
    if (!dcmDataDict.isDictionaryLoaded())
        return fail(ErrorKind::System, "dictionary-missing");
    return {};
}

QByteArray characterTables() {
    const QByteArray named = qgetenv("DCMICONVPATH");
    return named.isEmpty() ? QByteArray(DEFAULT_SUPPORT_DATA_DIR) : named;
}

} // namespace casebook::dicom
