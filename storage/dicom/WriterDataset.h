// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: shows DCMTK types. Fills data sets and turns them into file bytes.

#include "storage/dicom/WriterIdentity.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <initializer_list>

namespace casebook::dicom {

/// Puts values into one item; the first failure is kept and asked for at the end. Not thread-safe.
class ItemWriter {
public:
    ItemWriter(DcmItem& item, OFCondition& status) : item_(item), status_(status) {}

    void text(const DcmTagKey& tag, const QString& value);
    void ascii(const DcmTagKey& tag, const char* value);
    void decimals(const DcmTagKey& tag, std::initializer_list<double> values);
    void integer(const DcmTagKey& tag, qint64 value); ///< IS
    void word(const DcmTagKey& tag, std::uint16_t value); ///< US
    void tagName(const DcmTagKey& tag, const DcmTagKey& value); ///< AT
    void words(const DcmTagKey& tag, std::initializer_list<std::uint32_t> values); ///< UL
    /// A new last item of a sequence.
    [[nodiscard]] ItemWriter item(const DcmTagKey& sequence);
    void code(const DcmTagKey& sequence, const char* value, const char* scheme, const char* meaning);
    void failed(const OFCondition& condition);
    [[nodiscard]] DcmItem& dataset() { return item_; }
    [[nodiscard]] const OFCondition& status() const { return status_; }

private:
    DcmItem& item_;
    OFCondition& status_;
};

/// Patient, study, series, frame of reference and equipment.
void putIdentity(ItemWriter& out, const ExamIdentity& exam, const SeriesIdentity& series,
                 const char* modality);

/// The file's bytes, Explicit VR Little Endian. Error "write-failed" (System).
[[nodiscard]] Result<QByteArray> fileBytes(DcmFileFormat& file, const OFCondition& status);

} // namespace casebook::dicom
