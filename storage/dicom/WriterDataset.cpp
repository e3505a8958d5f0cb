// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/WriterDataset.h"

#include <dcmtk/dcmdata/dcostrmb.h>

#include <QCryptographicHash>

#include <algorithm>
#include <memory>
#include <vector>

namespace casebook::dicom {
namespace {

// Sixteen bytes, most significant first, as a decimal number.
QByteArray decimalOf(QByteArray bytes) {
    QByteArray digits;
    while (std::ranges::any_of(bytes, [](char c) { return c != 0; })) {
        unsigned rest = 0;
        for (char& c : bytes) {
            const unsigned value = rest * 256 + static_cast<unsigned char>(c);
            c = char(value / 10);
            rest = value % 10;
        }
        digits.prepend(char('0' + rest));
    }
    return digits.isEmpty() ? QByteArray("0") : digits;
}

} // namespace

QString syntheticUid(std::uint32_t seed, const QByteArray& role) {
    const QByteArray text = "casebook synthetic object/" + QByteArray::number(seed) + '/' + role;
    QByteArray bytes = QCryptographicHash::hash(text, QCryptographicHash::Sha256).left(16);
    bytes[6] = char((static_cast<unsigned char>(bytes[6]) & 0x0F) | 0x80);
    bytes[8] = char((static_cast<unsigned char>(bytes[8]) & 0x3F) | 0x80);
    return QStringLiteral("2.25.") + QString::fromLatin1(decimalOf(bytes));
}

QString uidOf(const Uuid& uuid) {
    return QStringLiteral("2.25.") + QString::fromLatin1(decimalOf(uuid.bytes));
}

void ItemWriter::failed(const OFCondition& condition) {
    if (status_.good() && condition.bad())
        status_ = condition;
}

void ItemWriter::text(const DcmTagKey& tag, const QString& value) {
    failed(item_.putAndInsertString(tag, value.toUtf8().constData()));
}

void ItemWriter::ascii(const DcmTagKey& tag, const char* value) {
    failed(item_.putAndInsertString(tag, value));
}

void ItemWriter::decimals(const DcmTagKey& tag, std::initializer_list<double> values) {
    QByteArrayList parts; // DS holds 16 characters
    for (const double value : values)
        parts.append(QByteArray::number(value == 0 ? 0 : value, 'g', 10));
    ascii(tag, parts.join('\\').constData());
}

void ItemWriter::integer(const DcmTagKey& tag, qint64 value) {
    ascii(tag, QByteArray::number(value).constData());
}

void ItemWriter::word(const DcmTagKey& tag, std::uint16_t value) {
    failed(item_.putAndInsertUint16(tag, value));
}

void ItemWriter::words(const DcmTagKey& tag, std::initializer_list<std::uint32_t> values) {
    auto element = std::make_unique<DcmUnsignedLong>(DcmTag(tag));
    const std::vector<Uint32> copy(values);
    failed(element->putUint32Array(copy.data(), static_cast<unsigned long>(copy.size())));
    const OFCondition inserted = item_.insert(element.get(), OFTrue);
    if (inserted.good())
        element.release(); // the item owns it now
    failed(inserted);
}

void ItemWriter::tagName(const DcmTagKey& tag, const DcmTagKey& value) {
    failed(item_.putAndInsertTagKey(tag, value));
}

ItemWriter ItemWriter::item(const DcmTagKey& sequence) {
    DcmItem* made = nullptr;
    failed(item_.findOrCreateSequenceItem(sequence, made, -2));
    return ItemWriter(made ? *made : item_, status_);
}

void ItemWriter::code(const DcmTagKey& sequence, const char* value, const char* scheme, const char* meaning) {
    ItemWriter in = item(sequence);
    in.ascii(DCM_CodeValue, value);
    in.ascii(DCM_CodingSchemeDesignator, scheme);
    in.ascii(DCM_CodeMeaning, meaning);
}

void putIdentity(ItemWriter& out, const ExamIdentity& exam, const SeriesIdentity& series,
                 const char* modality) {
    out.ascii(DCM_SpecificCharacterSet, "ISO_IR 192");
    out.text(DCM_StudyDate, exam.studyDate);
    out.text(DCM_StudyTime, exam.studyTime);
    out.text(DCM_SeriesDate, series.date);
    out.text(DCM_SeriesTime, series.time);
    out.text(DCM_ContentDate, series.date);
    out.text(DCM_ContentTime, series.time);
    out.ascii(DCM_AccessionNumber, "");
    out.ascii(DCM_Modality, modality);
    out.text(DCM_Manufacturer, series.manufacturer);
    out.text(DCM_InstitutionName, exam.institution);
    out.ascii(DCM_ReferringPhysicianName, "");
    out.text(DCM_StudyDescription, exam.studyDescription);
    out.text(DCM_SeriesDescription, series.description);
    out.text(DCM_ManufacturerModelName, series.model);
    out.text(DCM_PatientName, exam.patientName);
    out.text(DCM_PatientID, exam.patientId);
    out.text(DCM_PatientBirthDate, exam.birthDate);
    out.text(DCM_PatientSex, exam.sex);
    if (!exam.age.isEmpty())
        out.text(DCM_PatientAge, exam.age);
    out.text(DCM_BodyPartExamined, exam.bodyPart);
    out.text(DCM_DeviceSerialNumber, series.serialNumber);
    out.text(DCM_SoftwareVersions, series.softwareVersions);
    out.text(DCM_StudyInstanceUID, exam.studyUid);
    out.text(DCM_SeriesInstanceUID, series.uid);
    out.text(DCM_StudyID, exam.studyId);
    out.integer(DCM_SeriesNumber, series.number);
    out.text(DCM_FrameOfReferenceUID, exam.frameOfReference);
    out.ascii(DCM_PositionReferenceIndicator, "");
    out.text(DCM_ImageComments, series.comments);
}

Result<QByteArray> fileBytes(DcmFileFormat& file, const OFCondition& status) {
    const auto refused = [](const OFCondition& c) {
        return fail(ErrorKind::System, "write-failed", QString::fromLatin1(c.text()));
    };
    if (status.bad())
        return refused(status);
    if (const OFCondition meta = file.validateMetaInfo(EXS_LittleEndianExplicit); meta.bad())
        return refused(meta);
    const Uint32 size = file.calcElementLength(EXS_LittleEndianExplicit, EET_ExplicitLength);
    QByteArray bytes(qsizetype(size) + 1024 - size % 2,
                     Qt::Uninitialized); // room for preamble and group length
    DcmOutputBufferStream stream(bytes.data(), bytes.size());
    file.transferInit();
    const OFCondition written =
        file.write(stream, EXS_LittleEndianExplicit, EET_ExplicitLength, nullptr, EGL_recalcGL, EPD_noChange);
    file.transferEnd();
    if (written.bad())
        return refused(written);
    bytes.truncate(qsizetype(stream.filled()));
    return bytes;
}

} // namespace casebook::dicom
