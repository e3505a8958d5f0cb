// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files whose SOP Instance UID is here already (reference dicom 1.2): equal bytes are skipped; equal pixels under
// another header, and other pixels, are kept beside the first under "UID#2" until a person has decided.
#include "storage/database/Database.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/ImportRun.h"
#include "storage/imaging/SubjectMatch.h"

#include <QCborMap>

#include <algorithm>
#include <array>
#include <utility>

namespace casebook {

namespace {

/// Fields of the index in which two files of one image may differ, by the keyword of the attribute. What follows
/// from the way of storing (transfer syntax, lengths, places) is no difference of the image.
constexpr std::array<std::pair<const char*, const char*>, 29> attributes{{
    {"stu", "StudyInstanceUID"},
    {"ser", "SeriesInstanceUID"},
    {"mod", "Modality"},
    {"pid", "PatientID"},
    {"iss", "IssuerOfPatientID"},
    {"pn", "PatientName"},
    {"dob", "PatientBirthDate"},
    {"sex", "PatientSex"},
    {"std", "StudyDate"},
    {"stt", "StudyTime"},
    {"sdesc", "StudyDescription"},
    {"acc", "AccessionNumber"},
    {"sid", "StudyID"},
    {"ref", "ReferringPhysicianName"},
    {"sno", "SeriesNumber"},
    {"sed", "SeriesDate"},
    {"set", "SeriesTime"},
    {"desc", "SeriesDescription"},
    {"body", "BodyPartExamined"},
    {"prot", "ProtocolName"},
    {"kern", "ConvolutionKernel"},
    {"man", "Manufacturer"},
    {"mdl", "ManufacturerModelName"},
    {"inst", "InstitutionName"},
    {"lab", "ContentLabel"},
    {"burn", "BurnedInAnnotation"},
    {"cls", "SOPClassUID"},
    {"nf", "NumberOfFrames"},
    {"cs", "SpecificCharacterSet"},
}};

constexpr std::array<std::pair<const char*, const char*>, 13> imageAttributes{{
    {"for", "FrameOfReferenceUID"},
    {"pos", "ImagePositionPatient"},
    {"ori", "ImageOrientationPatient"},
    {"psp", "PixelSpacing"},
    {"typ", "ImageType"},
    {"num", "InstanceNumber"},
    {"acq", "AcquisitionNumber"},
    {"tim", "ContentTime"},
    {"thk", "SliceThickness"},
    {"slo", "RescaleSlope"},
    {"int", "RescaleIntercept"},
    {"rty", "RescaleType"},
    {"pad", "PixelPaddingValue"},
}};

template <std::size_t N>
void compare(const QCborMap& a, const QCborMap& b,
             const std::array<std::pair<const char*, const char*>, N>& names, QStringList& out) {
    for (const auto& [key, name] : names)
        if (a.value(QLatin1StringView(key)) != b.value(QLatin1StringView(key)))
            out.append(QString::fromLatin1(name));
}

QStringList differencesOf(const dicom::ParsedInstance& a, const dicom::ParsedInstance& b) {
    const QCborMap left = dicom::toCbor(a), right = dicom::toCbor(b);
    QStringList out;
    compare(left, right, attributes, out);
    const QLatin1StringView image("img");
    compare(left.value(image).toMap(), right.value(image).toMap(), imageAttributes, out);
    return out;
}

/// An ID or issuer that differs is another person too, though compareIdentity calls that no conflict.
bool samePerson(const dicom::ParsedInstance& a, const dicom::ParsedInstance& b) {
    return a.patient.patientId == b.patient.patientId &&
           compareIdentity(subjectMatch::identityOf(a), subjectMatch::identityOf(b)) !=
               IdentityMatch::Conflict;
}

int numberOf(const QString& localUid) {
    return localUid.contains(u'#') ? localUid.section(u'#', 1).toInt() : 1;
}

} // namespace

Result<QList<ImportRun::Twin>> ImportRun::twins(const dicom::ParsedInstance& parsed) {
    const auto stored = database_.read(
        [&](ReadConnection& c) { return imagingTable::instancesBySop(c, parsed.sopInstance); });
    if (!stored)
        return tl::unexpected(stored.error());
    QList<Twin> out;
    for (const auto& instance : *stored) {
        Twin twin{instance.parsed, instance.dedupKey, instance.sopInstance, {}};
        twin.read = [this, pack = instance.pack, extent = instance.extent] {
            return objects_.read(pack, extent);
        };
        out.append(twin);
    }
    for (auto place = pendingSop_.constFind(parsed.sopInstance);
         place != pendingSop_.constEnd() && place.key() == parsed.sopInstance; ++place) {
        const Candidate& c = parts_.at(place->series).instances[place->at];
        Twin twin{**c.parsed,
                  objects_.dedupKey(c.sha256),
                  c.localUid.isEmpty() ? parsed.sopInstance : c.localUid,
                  {}};
        twin.read = [bytes = c.bytes]() -> Result<QByteArray> { return bytes; };
        out.append(twin);
    }
    return out;
}

Result<QByteArray> ImportRun::pixelsOf(const QByteArray& key, const dicom::ParsedInstance& parsed,
                                       const std::function<Result<QByteArray>()>& read) {
    if (parsed.kind != dicom::ObjectKind::Image)
        return QByteArray();
    if (const auto known = pixels_.constFind(key); known != pixels_.constEnd())
        return *known;
    QByteArray hash;
    auto bytes = read();
    if (!bytes && bytes.error().code == "pack-away")
        return tl::unexpected(bytes.error()); // whole, and not to be judged today
    if (bytes)
        if (const auto frame = workers_.pixels(WorkerInput::fromBytes(std::move(*bytes)), parsed.slice))
            hash = sha256Of(frame->bytes) + char(frame->type);
    pixels_.insert(key, hash);
    return hash;
}

Result<ImportRun::Known> ImportRun::known(Candidate& candidate) {
    const dicom::ParsedInstance& parsed = **candidate.parsed;
    const auto others = twins(parsed);
    if (!others)
        return tl::unexpected(others.error());
    if (others->isEmpty())
        return Known::New;
    const QByteArray key = objects_.dedupKey(candidate.sha256);
    int last = 1;
    for (const Twin& twin : *others) {
        if (twin.dedupKey == key)
            return Known::Duplicate;
        last = std::max(last, numberOf(twin.uid));
    }
    const QByteArray mine =
        pixelsOf(key, parsed, [&]() -> Result<QByteArray> { return candidate.bytes; }).value_or(QByteArray());
    for (const Twin& twin : *others) {
        if (mine.isEmpty() || !samePerson(parsed, twin.parsed))
            continue;
        const auto theirs = pixelsOf(twin.dedupKey, twin.parsed, twin.read);
        if (!theirs)
            return tl::unexpected(theirs.error());
        if (*theirs != mine)
            continue;
        candidate.differences = differencesOf(twin.parsed, parsed);
        if (candidate.differences.isEmpty())
            return Known::Duplicate; // stored in another way, or different in what nothing here looks at
        candidate.localUid = parsed.sopInstance + u'#' + QString::number(last + 1);
        return Known::OtherHeader;
    }
    candidate.differences = differencesOf(others->front().parsed, parsed);
    candidate.localUid = parsed.sopInstance + u'#' + QString::number(last + 1);
    return Known::OtherPixels;
}

void ImportRun::noteVariant(Candidate& candidate, Known what) {
    dicom::ParsedInstance& parsed = **candidate.parsed;
    candidate.variant = what == Known::OtherPixels ? "pixels" : "header";
    parsed.slice.instance = candidate.localUid; // two slices of a volume never have one name
    if (what == Known::OtherPixels) {
        refuse(candidate.shownPath, Error{ErrorKind::Refused, "conflicting-instance", {}, {}},
               candidate.localUid);
    } else {
        ++report_.duplicates;
        report_.differences.append(
            {candidate.shownPath, parsed.sopInstance, parsed.seriesUid, candidate.differences});
    }
}

} // namespace casebook
