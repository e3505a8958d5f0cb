// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/sr/SrWriter.h"

#include "storage/dicom/WriterDataset.h"

#include <algorithm>
#include <map>

namespace casebook::dicom {
namespace {

const SrCode kMillimetre{"mm", "UCUM", QStringLiteral("mm")};
const SrCode kCubicMillimetre{"mm3", "UCUM", QStringLiteral("cubic millimeter")};

SrCode dcm(const char* value, const char* meaning) { return {value, "DCM", QString::fromLatin1(meaning)}; }
SrCode sct(const char* value, const char* meaning) { return {value, "SCT", QString::fromLatin1(meaning)}; }

/// A content item of the document that is being built.
class ContentWriter {
public:
    explicit ContentWriter(ItemWriter item) : item_(item) {}

    ContentWriter container(const char* relationship, const SrCode& name, const char* tid = nullptr) {
        ContentWriter in = begin(relationship, "CONTAINER", name);
        in.item_.ascii(DCM_ContinuityOfContent, "SEPARATE");
        if (tid != nullptr)
            in.templateIs(tid);
        return in;
    }
    ContentWriter code(const char* relationship, const SrCode& name, const SrCode& value) {
        ContentWriter in = begin(relationship, "CODE", name);
        in.put(DCM_ConceptCodeSequence, value);
        return in;
    }
    ContentWriter text(const char* relationship, const SrCode& name, const QString& value) {
        ContentWriter in = begin(relationship, "TEXT", name);
        in.item_.text(DCM_TextValue, value);
        return in;
    }
    void person(const char* relationship, const SrCode& name, const QString& value) {
        // Parts of a DICOM name stand between carets; these are none.
        begin(relationship, "PNAME", name).item_.text(DCM_PersonName, QString(value).remove(u'\\').left(64));
    }
    void uid(const char* relationship, const SrCode& name, const QString& value) {
        begin(relationship, "UIDREF", name).item_.text(DCM_UID, value);
    }
    ContentWriter number(const char* relationship, const SrCode& name, double value, const SrCode& unit) {
        ContentWriter in = begin(relationship, "NUM", name);
        ItemWriter measured = in.item_.item(DCM_MeasuredValueSequence);
        measured.decimals(DCM_NumericValue, {value});
        measured.failed(measured.dataset().putAndInsertFloat64(DCM_FloatingPointValue, value));
        ContentWriter(measured).put(DCM_MeasurementUnitsCodeSequence, unit);
        return in;
    }
    void image(const char* relationship, const SrCode& name, const SourceImage& image, int segment = 0) {
        ContentWriter in = begin(relationship, "IMAGE", name);
        ItemWriter reference = in.item_.item(DCM_ReferencedSOPSequence);
        reference.text(DCM_ReferencedSOPClassUID, image.sopClass);
        reference.text(DCM_ReferencedSOPInstanceUID, image.sopInstance);
        if (segment > 0)
            reference.word(DCM_ReferencedSegmentNumber, std::uint16_t(segment));
    }
    /// Where a line lies.
    void line(const MeasuredLine& line, const QString& frameOfReference) {
        if (line.image) {
            ContentWriter in = begin("INFERRED FROM", "SCOORD", dcm("121055", "Path"));
            in.item_.ascii(DCM_GraphicType, "POLYLINE");
            in.floats(DCM_GraphicData, {line.pixels.begin(), line.pixels.end()});
            in.image("SELECTED FROM", {}, *line.image);
            return;
        }
        ContentWriter in = begin("INFERRED FROM", "SCOORD3D", dcm("121055", "Path"));
        in.item_.ascii(DCM_GraphicType, "POLYLINE");
        const auto& [a, b] = line.ends;
        in.floats(DCM_GraphicData, {a.x(), a.y(), a.z(), b.x(), b.y(), b.z()});
        in.item_.text(DCM_ReferencedFrameOfReferenceUID, frameOfReference);
    }
    void templateIs(const char* tid) {
        ItemWriter in = item_.item(DCM_ContentTemplateSequence);
        in.ascii(DCM_MappingResource, "DCMR");
        in.ascii(DCM_TemplateIdentifier, tid);
    }
    void put(const DcmTagKey& sequence, const SrCode& code) {
        item_.code(sequence, code.value.constData(), code.scheme.constData(),
                   code.meaning.toUtf8().constData());
    }

private:
    ContentWriter begin(const char* relationship, const char* type, const SrCode& name) {
        ContentWriter in(item_.item(DCM_ContentSequence));
        in.item_.ascii(DCM_RelationshipType, relationship);
        in.item_.ascii(DCM_ValueType, type);
        if (!name.isEmpty())
            in.put(DCM_ConceptNameCodeSequence, name);
        return in;
    }
    void floats(const DcmTagKey& tag, const std::vector<double>& values) {
        const std::vector<Float32> single(values.begin(), values.end());
        item_.failed(item_.dataset().putAndInsertFloat32Array(tag, single.data(), single.size()));
    }

    ItemWriter item_;
};

void putHeader(ItemWriter& out, const char* sopClass, const ExamIdentity& exam, const SeriesIdentity& series,
               const ReportDescription& d, const char* modality) {
    out.ascii(DCM_SpecificCharacterSet, "ISO_IR 192");
    out.ascii(DCM_SOPClassUID, sopClass);
    out.text(DCM_SOPInstanceUID, d.sopInstanceUid);
    out.text(DCM_StudyDate, exam.studyDate);
    out.text(DCM_StudyTime, exam.studyTime);
    out.text(DCM_SeriesDate, series.date);
    out.text(DCM_SeriesTime, series.time);
    out.text(DCM_ContentDate, series.date);
    out.text(DCM_ContentTime, series.time);
    out.ascii(DCM_AccessionNumber, "");
    out.ascii(DCM_Modality, modality);
    out.text(DCM_Manufacturer, series.manufacturer);
    out.ascii(DCM_ReferringPhysicianName, "");
    if (!exam.studyDescription.isEmpty())
        out.text(DCM_StudyDescription, exam.studyDescription);
    out.text(DCM_SeriesDescription, series.description);
    out.text(DCM_ManufacturerModelName, series.model);
    out.text(DCM_PatientName, exam.patientName);
    out.text(DCM_PatientID, exam.patientId);
    out.text(DCM_PatientBirthDate, exam.birthDate);
    out.text(DCM_PatientSex, exam.sex);
    out.text(DCM_DeviceSerialNumber, series.serialNumber);
    out.text(DCM_SoftwareVersions, series.softwareVersions);
    out.text(DCM_StudyInstanceUID, exam.studyUid);
    out.text(DCM_SeriesInstanceUID, series.uid);
    out.text(DCM_StudyID, exam.studyId);
    out.integer(DCM_SeriesNumber, series.number);
    out.integer(DCM_InstanceNumber, 1);
    out.failed(out.dataset().insertEmptyElement(DCM_ReferencedPerformedProcedureStepSequence));
}

/// What the document rests on, by study and series.
void putEvidence(ItemWriter& out, const std::vector<SourceImage>& images) {
    std::map<QString, std::map<QString, std::map<QString, QString>>> tree;
    for (const SourceImage& one : images)
        tree[one.studyUid][one.seriesUid][one.sopInstance] = one.sopClass;
    for (const auto& [studyUid, allSeries] : tree) {
        ItemWriter study = out.item(DCM_CurrentRequestedProcedureEvidenceSequence);
        study.text(DCM_StudyInstanceUID, studyUid);
        for (const auto& [seriesUid, objects] : allSeries) {
            ItemWriter series = study.item(DCM_ReferencedSeriesSequence);
            series.text(DCM_SeriesInstanceUID, seriesUid);
            for (const auto& [sopInstance, sopClass] : objects) {
                ItemWriter object = series.item(DCM_ReferencedSOPSequence);
                object.text(DCM_ReferencedSOPClassUID, sopClass);
                object.text(DCM_ReferencedSOPInstanceUID, sopInstance);
            }
        }
    }
}

ContentWriter beginRoot(ItemWriter& out, const SrCode& title, const char* tid) {
    out.ascii(DCM_ValueType, "CONTAINER");
    ContentWriter root(out);
    root.put(DCM_ConceptNameCodeSequence, title);
    out.ascii(DCM_ContinuityOfContent, "SEPARATE");
    root.templateIs(tid);
    return root;
}

/// TID 1001: who measured, and with what.
void putObservers(ContentWriter& root, const SeriesIdentity& series, const ReportDescription& d) {
    const SrCode type = dcm("121005", "Observer Type");
    if (!d.observer.isEmpty()) {
        root.code("HAS OBS CONTEXT", type, dcm("121006", "Person"));
        root.person("HAS OBS CONTEXT", dcm("121008", "Person Observer Name"), d.observer);
    }
    root.code("HAS OBS CONTEXT", type, dcm("121007", "Device"));
    root.uid("HAS OBS CONTEXT", dcm("121012", "Device Observer UID"), d.deviceUid);
    root.text("HAS OBS CONTEXT", dcm("121013", "Device Observer Name"), series.model);
    root.text("HAS OBS CONTEXT", dcm("121014", "Device Observer Manufacturer"), series.manufacturer);
    root.text("HAS OBS CONTEXT", dcm("121015", "Device Observer Model Name"), series.model);
}

/// TID 1600. Segmentations are measured, they are no sources of measurement.
void putLibrary(ContentWriter& root, const std::vector<SourceImage>& evidence) {
    const auto isSource = [](const SourceImage& one) {
        return !one.sopClass.startsWith(QLatin1StringView(UID_SegmentationStorage));
    };
    if (std::none_of(evidence.begin(), evidence.end(), isSource))
        return;
    ContentWriter library = root.container("CONTAINS", dcm("111028", "Image Library"), "1600");
    ContentWriter images = library.container("CONTAINS", dcm("126200", "Image Library Group"), "1601");
    for (const SourceImage& one : evidence)
        if (isSource(one))
            images.image("CONTAINS", {}, one);
}

void putAlgorithm(ContentWriter& group, const MeasuredGroup& g) {
    if (g.algorithm.isEmpty())
        return;
    // TID 4019 asks for both.
    group.text("HAS CONCEPT MOD", dcm("111001", "Algorithm Name"), g.algorithm);
    group.text("HAS CONCEPT MOD", dcm("111003", "Algorithm Version"),
               g.algorithmVersion.isEmpty() ? QStringLiteral("unknown") : g.algorithmVersion);
}

void putGroup(ContentWriter& measurements, const MeasuredGroup& g, const QString& frameOfReference) {
    const bool volume = g.volume_mm3.has_value();
    ContentWriter group =
        measurements.container("CONTAINS", dcm("125007", "Measurement Group"), volume ? "1411" : "1501");
    group.text("HAS OBS CONTEXT", dcm("112039", "Tracking Identifier"), g.trackingId);
    group.uid("HAS OBS CONTEXT", dcm("112040", "Tracking Unique Identifier"), g.trackingUid);
    if (!g.finding.isEmpty())
        group.code("CONTAINS", dcm("121071", "Finding"), g.finding);
    putAlgorithm(group, g);
    if (volume) {
        if (g.segmentation)
            group.image("CONTAINS", dcm("121191", "Referenced Segment"), *g.segmentation, g.segment);
        if (!g.sourceSeries.isEmpty())
            group.uid("CONTAINS", dcm("121232", "Source series for segmentation"), g.sourceSeries);
        group.number("CONTAINS", sct("118565006", "Volume"), *g.volume_mm3, kCubicMillimetre);
    }
    if (g.line)
        group
            .number("CONTAINS", g.shortAxis ? sct("103339001", "Long Axis") : sct("410668003", "Length"),
                    g.line->length_mm, kMillimetre)
            .line(*g.line, frameOfReference);
    if (g.shortAxis)
        group.number("CONTAINS", sct("103340004", "Short Axis"), g.shortAxis->length_mm, kMillimetre)
            .line(*g.shortAxis, frameOfReference);
}

} // namespace

Result<QByteArray> writeMeasurementReport(const std::vector<MeasuredGroup>& groups,
                                          const std::vector<SourceImage>& evidence, const ExamIdentity& exam,
                                          const SeriesIdentity& series,
                                          const ReportDescription& description) {
    if (groups.empty())
        return fail(ErrorKind::Refused, "nothing-to-write");
    DcmFileFormat file;
    OFCondition status = EC_Normal;
    ItemWriter out(*file.getDataset(), status);
    putHeader(out, UID_Comprehensive3DSRStorage, exam, series, description, "SR");
    out.failed(out.dataset().insertEmptyElement(DCM_PerformedProcedureCodeSequence));
    out.ascii(DCM_CompletionFlag, description.complete ? "COMPLETE" : "PARTIAL");
    out.ascii(DCM_VerificationFlag, "UNVERIFIED");
    putEvidence(out, evidence);
    ContentWriter root = beginRoot(out, dcm("126000", "Imaging Measurement Report"), "1500");
    root.code("HAS CONCEPT MOD", dcm("121049", "Language of Content Item and Descendants"),
              {"en", "RFC5646", QStringLiteral("English")});
    putObservers(root, series, description);
    root.code("HAS CONCEPT MOD", dcm("121058", "Procedure reported"), sct("363679005", "Imaging procedure"));
    putLibrary(root, evidence);
    ContentWriter measurements = root.container("CONTAINS", dcm("126010", "Imaging Measurements"));
    for (const MeasuredGroup& group : groups)
        putGroup(measurements, group, description.frameOfReference);
    return fileBytes(file, status);
}

Result<QByteArray> writeKeyObjects(const std::vector<SourceImage>& images, const QString& text,
                                   const ExamIdentity& exam, const SeriesIdentity& series,
                                   const ReportDescription& description) {
    if (images.empty())
        return fail(ErrorKind::Refused, "nothing-to-write");
    DcmFileFormat file;
    OFCondition status = EC_Normal;
    ItemWriter out(*file.getDataset(), status);
    putHeader(out, UID_KeyObjectSelectionDocumentStorage, exam, series, description, "KO");
    putEvidence(out, images);
    ContentWriter root = beginRoot(out, dcm("113000", "Of Interest"), "2010");
    putObservers(root, series, description);
    if (!text.isEmpty())
        root.text("CONTAINS", dcm("113012", "Key Object Description"), text);
    for (const SourceImage& one : images)
        root.image("CONTAINS", {}, one);
    return fileBytes(file, status);
}

} // namespace casebook::dicom
