// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "core/volume/VolumePlan.h"

#include <QByteArray>
#include <QCborMap>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace casebook::dicom {

/// What one DICOM file turned out to be. Decides where Casebook keeps and shows it.
enum class ObjectKind {
    Image,            ///< one frame that can be a slice of a volume or a 2-D picture
    MultiFrame,       ///< enhanced or plain multi-frame image: its frames are slices
    Segmentation,     ///< SEG and label map SEG: read by readSegmentation
    StructuredReport, ///< all SR and key object documents
    RtStruct,
    Presentation,     ///< GSPS and its relatives
    Pdf,
    ParametricMap,
    Other             ///< a sound object of another class: kept and listed
};

/// Who the file says it is about. Text is UTF-8 in Unicode NFC, decoded by decodeText.
struct PatientIdentity {
    QString patientId;  ///< (0010,0020)
    QString issuer;     ///< (0010,0021)
    QString name;       ///< (0010,0010); "=" between groups and "^" between parts are kept
    QString birthDate;  ///< (0010,0030), as stored: YYYYMMDD
    QString sex;        ///< (0010,0040)
};

/// Header of one DICOM file: what the index, the preview and the volume planner need. No pixels.
/// A value; any thread. Strings are cut at 512 characters.
struct ParsedInstance {
    QString sopClass;             ///< UID; empty when the file has none
    QString sopInstance;          ///< UID; made locally when the file has none
    QString studyUid, seriesUid;  ///< made locally when empty in the file
    bool syntheticInstance = false, syntheticStudy = false, syntheticSeries = false;
    QString transferSyntax;       ///< UID the data set was read with
    QString modality;             ///< "CT"; empty when absent
    ObjectKind kind = ObjectKind::Other;
    PatientIdentity patient;

    QString studyDate, studyTime; ///< as stored: YYYYMMDD, HHMMSS.f
    QString studyDescription, accession, studyId;
    QString referringPhysician;
    std::optional<int> seriesNumber;
    QString seriesDate, seriesTime, seriesDescription, bodyPart, protocol, kernel;
    QString manufacturer, manufacturerModel, institution;
    QString contentLabel;         ///< name of a derived object: ContentLabel, or the title of an SR or PDF

    SliceHeader slice;            ///< filled for every object with Rows and Columns; frame 0
    int numberOfFrames = 1;
    /// Of a MultiFrame: what every frame says of itself, in the order of the file. Empty for others.
    std::vector<SliceHeader> frames;
    std::int64_t fileBytes = 0;
    /// Where the pixels lie in the file when they are native, little-endian and contiguous: the vault
    /// can then read them from the stored bytes without a worker. Offset -1 = not so.
    std::int64_t pixelOffset = -1;
    std::int64_t pixelLength = 0; ///< bytes of PixelData; 0 when encapsulated or absent
    bool decodable = false;       ///< readPixels knows the transfer syntax
    bool burnedIn = false;        ///< BurnedInAnnotation = YES

    QByteArray charset;           ///< normalised SpecificCharacterSet used
    bool charsetGuessed = false;  ///< the declared set was absent or wrong; the text is a guess
    bool repairedHeader = false;  ///< no or wrong meta header, or another transfer syntax than declared
    bool truncated = false;       ///< cut inside the pixels: header usable, slice missing
};

/// Frames that a multi-frame object may have here; more are refused ("too-large").
inline constexpr int kMostFrames = 20'000;
/// `frames` as bytes: what differs from `slice`, compressed. Empty for no frames.
[[nodiscard]] QByteArray packFrames(const ParsedInstance& instance);
/// Fills `frames`; as many as `numberOfFrames`, else "malformed". Bounded, whoever wrote the bytes.
[[nodiscard]] Result<> unpackFrames(const QByteArray& bytes, ParsedInstance& instance);

/// One map, short keys, defaults left out; used on the wire and, as JSON, in the index.
/// @param frames also the frames, which may be too many for one message.
[[nodiscard]] QCborMap toCbor(const ParsedInstance& instance, bool frames = true);
/// Refuses ("malformed") values of a wrong type or out of range: the bytes may come from a worker
/// that lies.
[[nodiscard]] Result<ParsedInstance> instanceFromCbor(const QCborMap& map);
[[nodiscard]] QByteArray toJson(const ParsedInstance& instance);
[[nodiscard]] Result<ParsedInstance> instanceFromJson(const QByteArray& json);

/// True when the pixels may be read as they lie in the file (see ParsedInstance::pixelOffset) as
/// int16: 16 bits allocated, one sample, and no bits outside BitsStored that would need masking.
/// Signed 16 of 16 needs nothing; for fewer stored bits call normaliseStored on what was read.
[[nodiscard]] bool hasDirectPixels(const ParsedInstance& instance);
/// Masks and sign-extends 16-bit words in place (DICOM PS3.5 8.1.1): what readPixels does to them.
/// Unsigned values above 32767 stay as their bit pattern; @return false when there were any.
bool normaliseStored(std::int16_t* values, std::size_t count, const SliceHeader& slice);

} // namespace casebook::dicom
