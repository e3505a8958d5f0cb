// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/sr/ItemValues.h"

namespace casebook::dicom {
namespace {

const DcmTagKey kLongCodeValue(0x0008, 0x0119), kUrnCodeValue(0x0008, 0x0120);
const DcmTagKey kReferencedSegmentNumber(0x0062, 0x000B);

QByteArray ascii(QString text) {
    for (QChar& c : text)
        if (c.unicode() >= 0x80)
            c = u'?';
    return text.toLatin1();
}

std::vector<int> positives(const ItemReader& in, const DcmTagKey& tag) {
    std::vector<int> out;
    for (const double value : in.numbers(tag, 100'000))
        if (value >= 0 && value < 1e9)
            out.push_back(int(value));
    return out;
}

} // namespace

QByteArray wordOf(const ItemReader& in, const DcmTagKey& tag) { return ascii(in.ascii(tag).left(64)); }

SrCode codeOf(const ItemReader& in, const DcmTagKey& sequence) {
    DcmItem* item = in.item(sequence);
    if (item == nullptr)
        return {};
    const ItemReader code = in.of(*item);
    QString value = code.ascii(DCM_CodeValue);
    if (value.isEmpty())
        value = code.ascii(kLongCodeValue);
    if (value.isEmpty())
        value = code.ascii(kUrnCodeValue);
    return {ascii(value), ascii(code.ascii(DCM_CodingSchemeDesignator).left(64)),
            code.text(DCM_CodeMeaning).left(512)};
}

SrReference referenceOf(const ItemReader& in) {
    return {in.ascii(DCM_ReferencedSOPClassUID).left(64), in.ascii(DCM_ReferencedSOPInstanceUID).left(64),
            positives(in, DCM_ReferencedFrameNumber), positives(in, kReferencedSegmentNumber)};
}

} // namespace casebook::dicom
