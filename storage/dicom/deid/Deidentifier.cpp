// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/deid/Deidentifier.h"

#include "storage/dicom/WriterDataset.h"
#include "storage/dicom/deid/DeidPixels.h"
#include "storage/dicom/deid/DeidRules.h"
#include "storage/dicom/deid/DeidWalk.h"

#include <dcmtk/dcmdata/dcuid.h>

#include <QCryptographicHash>
#include <QDate>

#include <algorithm>
#include <array>

namespace casebook::dicom {
namespace {

struct ReleasedClass {
    const char* uid;
    const char* iod; ///< whose attribute types are known
};

constexpr std::array releasedClasses{
    ReleasedClass{"1.2.840.10008.5.1.4.1.1.2", "CT"},    ReleasedClass{"1.2.840.10008.5.1.4.1.1.2.1", ""},
    ReleasedClass{"1.2.840.10008.5.1.4.1.1.2.2", ""},    ReleasedClass{"1.2.840.10008.5.1.4.1.1.4", ""},
    ReleasedClass{"1.2.840.10008.5.1.4.1.1.128", ""},    ReleasedClass{"1.2.840.10008.5.1.4.1.1.66.4", "SEG"},
    ReleasedClass{"1.2.840.10008.5.1.4.1.1.66.7", "SEG"}};

const ReleasedClass* releasedClass(const QString& uid) {
    const auto* found = std::find_if(releasedClasses.begin(), releasedClasses.end(),
                                     [&](const ReleasedClass& c) { return uid == QLatin1StringView(c.uid); });
    return found == releasedClasses.end() ? nullptr : found;
}

bool isScreen(const QString& imageType) {
    static const QStringList words{QStringLiteral("SCREEN SAVE"),  QStringLiteral("SCREENSAVE"),
                                   QStringLiteral("DOSE"),         QStringLiteral("PATIENT_INFO"),
                                   QStringLiteral("PATIENT INFO"), QStringLiteral("PROT"),
                                   QStringLiteral("SNAPSHOT"),     QStringLiteral("PASTED")};
    return std::any_of(words.begin(), words.end(),
                       [&](const QString& word) { return imageType.contains(word, Qt::CaseInsensitive); });
}

QByteArray exclusionOf(const ItemReader& in, const ReleasedClass* released) {
    if (released == nullptr)
        return "class-not-released";
    if (in.ascii(DCM_BurnedInAnnotation).compare(u"YES", Qt::CaseInsensitive) == 0)
        return "burned-in";
    if (in.integer(DCM_SamplesPerPixel).value_or(1) != 1 ||
        in.ascii(DCM_PhotometricInterpretation).startsWith(u"PALETTE"))
        return "colour";
    if (qstrcmp(released->iod, "SEG") == 0)
        return {};
    const QStringList type = in.list(DCM_ImageType);
    if (isScreen(type.join(u'\\')))
        return "screen-save";
    if (type.value(0).trimmed() == u"DERIVED" && type.value(1).trimmed() == u"SECONDARY")
        return "derived-secondary";
    return {};
}

bool showsHead(const ItemReader& in) {
    const QString part = in.ascii(DCM_BodyPartExamined).toUpper();
    return part.contains(u"HEAD") || part.contains(u"BRAIN") || part.contains(u"NECK") ||
           part.contains(u"SKULL") || part.contains(u"FACE");
}

struct Found {
    QSet<QString> uids, references, identifiers;
};

bool isIdentifier(const DcmTagKey& key, DcmEVR vr) {
    static const std::array<DcmTagKey, 15> tags{DCM_PatientID,
                                                DCM_RETIRED_OtherPatientIDs,
                                                DCM_AccessionNumber,
                                                DCM_InstitutionName,
                                                DCM_InstitutionAddress,
                                                DCM_StationName,
                                                DCM_DeviceSerialNumber,
                                                DCM_IssuerOfPatientID,
                                                DCM_PatientTelephoneNumbers,
                                                DCM_PatientAddress,
                                                DCM_AdmissionID,
                                                DCM_RequestedProcedureID,
                                                DCM_InstitutionalDepartmentName,
                                                DCM_DetectorID,
                                                DCM_ReferringPhysicianTelephoneNumbers};
    return vr == EVR_PN || std::find(tags.begin(), tags.end(), key) != tags.end();
}

/// True for an element that the walk drops whatever it holds: what it points to need not leave too.
bool neverLeaves(const DcmTagKey& key) {
    const std::uint32_t tag = (std::uint32_t(key.getGroup()) << 16U) | key.getElement();
    return key.getGroup() % 2 != 0 || !isAllowedGroup(tag) || isAlwaysDropped(tag);
}

/// Every UID and identifier at any depth; UIDs of references to images apart, where they stay.
Result<> collect(DcmItem& item, int depth, bool stays, const TextDecoder& decoder, Found& out) {
    constexpr int deepest = 32;
    if (depth > deepest)
        return fail(ErrorKind::Refused, "too-deep");
    const ItemReader in(item, decoder);
    for (DcmObject* next = item.nextInContainer(nullptr); next != nullptr;
         next = item.nextInContainer(next)) {
        const DcmTagKey key = next->getTag().getXTag();
        if (auto* sequence = dynamic_cast<DcmSequenceOfItems*>(next)) {
            for (DcmObject* child = sequence->nextInContainer(nullptr); child != nullptr;
                 child = sequence->nextInContainer(child))
                if (auto* inner = dynamic_cast<DcmItem*>(child))
                    if (auto done = collect(*inner, depth + 1, stays && !neverLeaves(key), decoder, out);
                        !done)
                        return done;
            continue;
        }
        if (isIdentifier(key, next->ident()))
            for (const QString& one : in.name(key).split(u'\\', Qt::SkipEmptyParts))
                out.identifiers.insert(one.trimmed());
        if (next->ident() != EVR_UI && dictionaryVr(key) != "UI")
            continue;
        for (const QByteArray& part : in.raw(key).split('\\')) {
            const QString uid = QString::fromLatin1(trimmedValue(part));
            if (uid.isEmpty() || isRegisteredUid(uid))
                continue;
            out.uids.insert(uid);
            if (stays && key == DCM_ReferencedSOPInstanceUID)
                out.references.insert(uid);
        }
    }
    return {};
}

QStringList sorted(const QSet<QString>& set) {
    QStringList out(set.begin(), set.end());
    out.sort();
    return out;
}

void forbidOwnIdentifiers(DcmItem& dataset, const TextDecoder& decoder, DeidText& text) {
    static const std::array<DcmTagKey, 14> tags{DCM_PatientName,
                                                DCM_PatientID,
                                                DCM_RETIRED_OtherPatientIDs,
                                                DCM_OtherPatientNames,
                                                DCM_ReferringPhysicianName,
                                                DCM_PerformingPhysicianName,
                                                DCM_OperatorsName,
                                                DCM_AccessionNumber,
                                                DCM_InstitutionName,
                                                DCM_StationName,
                                                DCM_DeviceSerialNumber,
                                                DCM_RequestingPhysician,
                                                DCM_NameOfPhysiciansReadingStudy,
                                                DCM_PhysiciansOfRecord};
    const ItemReader in(dataset, decoder);
    for (const DcmTagKey& tag : tags)
        text.forbid(in.name(tag));
}

void putMethod(ItemWriter& out, const DeidPlan& plan) {
    out.ascii(DCM_PatientIdentityRemoved, "YES");
    out.text(DCM_DeidentificationMethod, plan.method.left(64));
    const auto add = [&](const char* value, const char* meaning) {
        out.code(DCM_DeidentificationMethodCodeSequence, value, "DCM", meaning);
    };
    add("113100", "Basic Application Confidentiality Profile");
    add("113103", "Clean Graphics Option");
    add("113104", "Clean Structured Content Option");
    add("113105", "Clean Descriptors Option");
    if (plan.options.modifiedDates)
        add("113107", "Retain Longitudinal Temporal Information Modified Dates Option");
    if (plan.options.patientCharacteristics)
        add("113108", "Retain Patient Characteristics Option");
    out.ascii(DCM_LongitudinalTemporalInformationModified,
              plan.options.modifiedDates ? "MODIFIED" : "REMOVED");
}

void putTrial(ItemWriter& out, const DeidPlan& plan) {
    const QString trial = plan.trial.isEmpty() ? QStringLiteral("REMOVED") : plan.trial.left(64);
    out.text(DCM_ClinicalTrialSponsorName, trial);
    out.text(DCM_ClinicalTrialProtocolID, trial);
    out.ascii(DCM_ClinicalTrialProtocolName, "");
    out.ascii(DCM_ClinicalTrialSiteID, "");
    out.ascii(DCM_ClinicalTrialSiteName, "");
    out.text(DCM_ClinicalTrialSubjectID, plan.pseudonym);
}

/// Days from the index event to this study, so that other data of the subject can be lined up.
void putOffsetFromEvent(ItemWriter& out, const DeidPlan& plan, const QString& studyDate) {
    const QDate index = QDate::fromString(plan.indexDate, Qt::ISODate);
    const QDate study = QDate::fromString(studyDate, QStringLiteral("yyyyMMdd"));
    if (!index.isValid() || !study.isValid() || !plan.options.modifiedDates)
        return;
    out.failed(out.dataset().putAndInsertFloat64(DCM_LongitudinalTemporalOffsetFromEvent,
                                                 Float64(index.daysTo(study))));
    out.ascii(DCM_LongitudinalTemporalEventType, "ENROLLMENT");
}

/// Empty values that the patient and study modules need (type 2) and what Annex E asks for.
void putOwn(DcmDataset& target, OFCondition& status, const DeidPlan& plan, const QString& studyDate) {
    ItemWriter out(target, status);
    out.ascii(DCM_SpecificCharacterSet, "ISO_IR 192");
    out.text(DCM_PatientName, plan.pseudonym);
    out.text(DCM_PatientID, plan.pseudonym);
    for (const DcmTagKey& tag : {DCM_PatientBirthDate, DCM_PatientSex, DCM_StudyDate, DCM_StudyTime,
                                 DCM_AccessionNumber, DCM_ReferringPhysicianName})
        if (!target.tagExists(tag))
            out.failed(target.insertEmptyElement(DcmTag(tag)));
    putMethod(out, plan);
    putTrial(out, plan);
    putOffsetFromEvent(out, plan, studyDate);
    // An empty one merges studies of a day in some archives.
    OFString study;
    out.failed(target.findAndGetOFString(DCM_StudyInstanceUID, study));
    const QByteArray hash = QCryptographicHash::hash(QByteArray(study.c_str(), qsizetype(study.size())),
                                                     QCryptographicHash::Sha256);
    out.ascii(DCM_StudyID, hash.left(8).toHex().constData());
}

void putPixels(DcmDataset& target, OFCondition& status, const StoredPixels& pixels) {
    QByteArray even = pixels.bytes;
    if (even.size() % 2 != 0)
        even.append('\0');
    ItemWriter out(target, status);
    if (pixels.bitsAllocated > 8) {
        out.failed(target.putAndInsertUint16Array(DCM_PixelData,
                                                  reinterpret_cast<const Uint16*>(even.constData()),
                                                  static_cast<unsigned long>(even.size() / 2)));
    } else {
        out.failed(target.putAndInsertUint8Array(DcmTag(DCM_PixelData, EVR_OB),
                                                 reinterpret_cast<const Uint8*>(even.constData()),
                                                 static_cast<unsigned long>(even.size())));
    }
    if (pixels.moved) {
        Uint16 stored = 16;
        if (target.findAndGetUint16(DCM_BitsStored, stored).good() && stored > 0)
            out.word(DCM_HighBit, std::uint16_t(stored - 1));
    }
}

} // namespace

const QByteArrayList& deidExclusions() {
    static const QByteArrayList codes{"class-not-released", "burned-in", "screen-save", "colour",
                                      "derived-secondary"};
    return codes;
}

bool isRegisteredUid(const QString& uid) {
    return uid.startsWith(u"1.2.840.10008.") &&
           dcmFindNameOfUID(uid.toLatin1().constData(), nullptr) != nullptr;
}

bool isUid(const QString& text) {
    return text.size() <= 64 && std::all_of(text.begin(), text.end(),
                                            [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; });
}

Result<DeidSurvey> surveyObject(std::span<const std::byte> file) {
    auto found = load(file, Extent::Header);
    if (!found)
        return tl::unexpected(found.error());
    DcmDataset& dataset = *found->dataset;
    const TextDecoder none{QByteArray()};
    const ItemReader in(dataset, none);
    DeidSurvey out;
    out.sopClass = in.ascii(DCM_SOPClassUID);
    const ReleasedClass* released = releasedClass(out.sopClass);
    out.exclusion = exclusionOf(in, released);
    out.segmentation = released != nullptr && qstrcmp(released->iod, "SEG") == 0;
    if (showsHead(in))
        out.warning = "head";
    out.sopInstance = in.ascii(DCM_SOPInstanceUID);
    out.studyUid = in.ascii(DCM_StudyInstanceUID);
    out.seriesUid = in.ascii(DCM_SeriesInstanceUID);
    out.frameOfReference = in.ascii(DCM_FrameOfReferenceUID);
    out.modality = in.ascii(DCM_Modality);
    out.studyDate = in.ascii(DCM_StudyDate);
    Found all;
    const TextDecoder decoder(in.raw(DCM_SpecificCharacterSet));
    if (auto done = collect(dataset, 0, true, decoder, all); !done)
        return tl::unexpected(done.error());
    out.uids = sorted(all.uids);
    out.identifiers = sorted(all.identifiers);
    if (out.segmentation) {
        out.references = sorted(all.references);
        if (!std::all_of(out.references.begin(), out.references.end(), isUid))
            return fail(ErrorKind::Refused, "malformed"); // names no image
    }
    return out;
}

Result<DeidResult> deidentify(std::span<const std::byte> file, const DeidPlan& plan) {
    auto survey = surveyObject(file);
    if (!survey)
        return tl::unexpected(survey.error());
    if (!survey->exclusion.isEmpty())
        return fail(ErrorKind::Refused, "not-released", QString::fromLatin1(survey->exclusion));
    auto source = PixelSource::open(file);
    if (!source)
        return tl::unexpected(source.error());
    const auto pixels = storedPixels(*source);
    if (!pixels)
        return tl::unexpected(pixels.error());

    // The pixels' own data set may be whole or be changed by a codec: the walk reads a fresh header.
    auto found = load(file, Extent::Header);
    if (!found)
        return tl::unexpected(found.error());
    const TextDecoder none{QByteArray()};
    const TextDecoder decoder(ItemReader(*found->dataset, none).raw(DCM_SpecificCharacterSet));
    DeidText text(plan.words, plan.labels);
    forbidOwnIdentifiers(*found->dataset, decoder, text);
    for (const QString& identifier : plan.identifiers)
        text.forbid(identifier);
    DeidResult out;
    DcmFileFormat made;
    DcmDataset& target = *made.getDataset();
    DeidWalk walk(plan, text, releasedClass(survey->sopClass)->iod, out);
    if (auto done = walk.item(*found->dataset, target, decoder, {}, 0); !done)
        return tl::unexpected(done.error());
    OFCondition status = EC_Normal;
    putOwn(target, status, plan, survey->studyDate);
    putPixels(target, status, *pixels);
    auto bytes = fileBytes(made, status);
    if (!bytes)
        return tl::unexpected(bytes.error());
    out.file = std::move(*bytes);
    out.pixelHash = pixels->hash();
    out.droppedWords.sort();
    out.droppedWords.removeDuplicates();
    return out;
}

} // namespace casebook::dicom
