// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plain items instead of DCMTK's DSRDocument: that one drops what breaks a template, and real reports do.
#include "storage/dicom/sr/SrReader.h"

#include "storage/dicom/ObjectKinds.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/sr/ItemValues.h"

#include <algorithm>
#include <cmath>

namespace casebook::dicom {
namespace {

const DcmTagKey kFloatingPointValue(0x0040, 0xA161);
constexpr std::size_t kMostReferences = 100'000;

void readNumber(const ItemReader& in, SrNode& node) {
    if (DcmItem* measured = in.item(DCM_MeasuredValueSequence)) {
        const ItemReader value = in.of(*measured);
        node.numberText = value.ascii(DCM_NumericValue);
        node.number = value.decimal(DCM_NumericValue);
        if (const auto exact = value.decimal(kFloatingPointValue); exact && std::isfinite(*exact))
            node.number = exact;
        node.unit = codeOf(value, DCM_MeasurementUnitsCodeSequence);
    }
    node.qualifier = codeOf(in, DCM_NumericValueQualifierCodeSequence);
}

void readCoordinates(const ItemReader& in, SrNode& node) {
    node.graphic = wordOf(in, DCM_GraphicType);
    node.points = in.numbers(DCM_GraphicData, maxSrPoints);
    if (node.type == "TCOORD")
        node.graphic = wordOf(in, DCM_TemporalRangeType);
    if (node.type == "SCOORD3D")
        node.frameOfReference = in.ascii(DCM_ReferencedFrameOfReferenceUID).left(64);
}

QString valueText(const ItemReader& in, const QByteArray& type) {
    const QString text = type == "TEXT"       ? in.text(DCM_TextValue)
                         : type == "PNAME"    ? in.name(DCM_PersonName)
                         : type == "DATE"     ? in.ascii(DCM_Date)
                         : type == "TIME"     ? in.ascii(DCM_Time)
                         : type == "DATETIME" ? in.ascii(DCM_DateTime)
                         : type == "UIDREF"   ? in.ascii(DCM_UID)
                                              : QString();
    return text.left(maxSrText);
}

SrNode readNode(const ItemReader& in) {
    SrNode node;
    node.relationship = wordOf(in, DCM_RelationshipType);
    node.type = wordOf(in, DCM_ValueType);
    node.name = codeOf(in, DCM_ConceptNameCodeSequence);
    node.text = valueText(in, node.type);
    if (node.type == "CODE")
        node.code = codeOf(in, DCM_ConceptCodeSequence);
    else if (node.type == "NUM")
        readNumber(in, node);
    else if (node.type == "SCOORD" || node.type == "SCOORD3D" || node.type == "TCOORD")
        readCoordinates(in, node);
    for (DcmItem* reference : in.items(DCM_ReferencedSOPSequence))
        if (node.references.size() < kMostReferences)
            node.references.push_back(referenceOf(in.of(*reference)));
    if (in.has(DCM_ReferencedContentItemIdentifier))
        for (const double step : in.numbers(DCM_ReferencedContentItemIdentifier, 1000))
            node.target.push_back(step >= 0 && step < 1e9 ? int(step) : 0);
    return node;
}

/// Depth first without recursion: the nesting is the file's.
void readTree(const ItemReader& root, SrDocument& out) {
    struct Open {
        std::vector<DcmItem*> items;
        std::size_t next = 0;
        int parent = 0;
    };
    out.nodes.push_back(readNode(root));
    out.nodes.front().relationship.clear();
    out.nodes.front().target.clear();
    std::vector<Open> open{{root.items(DCM_ContentSequence), 0, 0}};
    while (!open.empty()) {
        Open& level = open.back();
        if (level.next == level.items.size()) {
            open.pop_back();
            continue;
        }
        if (int(out.nodes.size()) >= maxSrNodes) {
            out.truncatedTree = true;
            return;
        }
        const ItemReader in = root.of(*level.items[level.next++]);
        SrNode node = readNode(in);
        node.parent = level.parent;
        node.depth = int(open.size());
        out.nodes.push_back(std::move(node));
        auto below = in.items(DCM_ContentSequence);
        if (below.empty())
            continue;
        if (int(open.size()) >= maxSrDepth)
            out.truncatedTree = true;
        else
            open.push_back({std::move(below), 0, int(out.nodes.size()) - 1});
    }
}

void readEvidence(const ItemReader& in, SrDocument& out) {
    for (const DcmTagKey& list :
         {DCM_CurrentRequestedProcedureEvidenceSequence, DCM_PertinentOtherEvidenceSequence})
        for (DcmItem* study : in.items(list))
            for (DcmItem* series : in.of(*study).items(DCM_ReferencedSeriesSequence))
                for (DcmItem* object : in.of(*series).items(DCM_ReferencedSOPSequence))
                    if (out.evidence.size() < kMostReferences)
                        out.evidence.push_back(referenceOf(in.of(*object)));
}

void readVerifiers(const ItemReader& in, SrDocument& out) {
    for (DcmItem* item : in.items(DCM_VerifyingObserverSequence)) {
        if (out.verifiers.size() == 64)
            return;
        const ItemReader by = in.of(*item);
        QStringList words{by.name(DCM_VerifyingObserverName), by.text(DCM_VerifyingOrganization),
                          by.ascii(DCM_VerificationDateTime)};
        words.removeAll(QString());
        out.verifiers.push_back(words.join(QStringLiteral(", ")).left(2000));
    }
}

} // namespace

Result<SrDocument> readReport(std::span<const std::byte> file) {
    const auto header = readHeader(file);
    if (!header)
        return tl::unexpected(header.error());
    if (header->kind != ObjectKind::StructuredReport)
        return fail(ErrorKind::Refused, "unsupported-object");
    const auto loaded = load(file, Extent::Whole);
    if (!loaded)
        return tl::unexpected(loaded.error());
    const TextDecoder decoder(header->charset);
    const ItemReader in(*loaded->dataset, decoder);
    if (!in.has(DCM_ConceptNameCodeSequence) && !in.has(DCM_ContentSequence))
        return fail(ErrorKind::Refused, "malformed");
    SrDocument out;
    out.sopClass = header->sopClass.left(64);
    out.sopInstance = header->sopInstance.left(64);
    out.studyUid = header->studyUid.left(64);
    out.seriesUid = header->seriesUid.left(64);
    out.manufacturer = header->manufacturer;
    out.model = header->manufacturerModel;
    out.software = in.text(DCM_SoftwareVersions).section(u'\\', 0, 0).left(512);
    out.deviceSerial = in.text(DCM_DeviceSerialNumber).left(512);
    out.contentDate = in.ascii(DCM_ContentDate).left(64);
    out.contentTime = in.ascii(DCM_ContentTime).left(64);
    out.completion = wordOf(in, DCM_CompletionFlag);
    out.verification = wordOf(in, DCM_VerificationFlag);
    readVerifiers(in, out);
    readEvidence(in, out);
    readTree(in, out);
    return out;
}

} // namespace casebook::dicom
