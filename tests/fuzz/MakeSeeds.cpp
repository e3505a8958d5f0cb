// SPDX-License-Identifier: GPL-3.0-or-later
//
// fuzz_seeds FOLDER: small valid inputs made by our own writers, one folder a target. seeds.py adds the
// kinds that we don't write.
#include "core/phantom/SmallVolumes.h"
#include "storage/dicom/CtWriter.h"
#include "storage/dicom/DirectoryReader.h"
#include "storage/dicom/SegWriter.h"
#include "storage/dicom/TagTree.h"
#include "storage/dicom/WireFormat.h"
#include "storage/dicom/WireMap.h"
#include "storage/dicom/deid/DeidWire.h"
#include "storage/dicom/sr/Presentation.h"
#include "storage/dicom/sr/SrDocument.h"
#include "tests/fuzz/Input.h"
#include "tests/fuzz/LibrarySeeds.h"
#include "tests/support/EncapsulatedFile.h"
#include "tests/support/WaveletWriter.h"

#include <QDir>
#include <QFile>

#include <string>

using namespace casebook;

namespace {

bool put(const QString& folder, const char* target, const char* name, const QByteArray& bytes) {
    const QString place = folder + QLatin1Char('/') + QString::fromLatin1(target);
    QFile file(place + QLatin1Char('/') + QString::fromLatin1(name));
    return QDir().mkpath(place) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

GridGeometry smallGrid() {
    GridGeometry grid;
    grid.columns = 9;
    grid.rows = 7;
    grid.slices = 2;
    return grid;
}

bool putDicom(const QString& folder, const QByteArray& ct, const QByteArray& seg) {
    bool good = true;
    for (const char* target : {"header", "pixels", "deid"})
        good = good && put(folder, target, "ct.dcm", ct);
    for (const char* target : {"header", "seg", "deid"})
        good = good && put(folder, target, "seg.dcm", seg);
    return good;
}

bool putWire(const QString& folder, const Segmentation& segmentation, const QByteArray& ct) {
    const auto bytes = std::as_bytes(std::span(ct.constData(), std::size_t(ct.size())));
    wire::Message message;
    message.type = wire::Type::Instance;
    if (const auto header = dicom::readHeader(bytes))
        message.payload = dicom::toCbor(*header);
    bool good = put(folder, "wire", "instance", QByteArray(1, '\0') + wire::encode(message));
    message = wire::failure(1, {ErrorKind::Refused, "malformed", {}, {}});
    good = good && put(folder, "wire", "failure", QByteArray(1, '\0') + wire::encode(message));
    good = good && put(folder, "wire", "grid", QByteArray(1, '\1') + wire::pack(segmentation, 1 << 20));
    dicom::DeidPlan plan;
    plan.pseudonym = QStringLiteral("S-001");
    plan.uids.insert(QStringLiteral("1.2.3"), QStringLiteral("2.25.1"));
    dicom::DeidResult result;
    result.pixelHash = QByteArray(32, 'h');
    result.actions = {{"00100010", "D", "table"}};
    good =
        good && put(folder, "wire", "plan", QByteArray(1, '\2') + wire::packPlan(plan, QByteArray(8, 'x')));
    good = good && put(folder, "wire", "result", QByteArray(1, '\3') + wire::packResult(result));
    good = good && put(folder, "wire", "survey", QByteArray(1, '\4') + wire::packSurvey({}));
    return good && put(folder, "wire", "odm",
                       QByteArray(1, '\5') + R"({"v":1,"adapted":[],"refused":[],"records":[]})");
}

QByteArray wireReport() {
    dicom::SrDocument report;
    report.sopInstance = QStringLiteral("1.2.3");
    dicom::SrNode root, number, reference;
    root.type = "CONTAINER";
    root.name = {"126000", "DCM", QStringLiteral("Imaging Measurement Report")};
    number.parent = 0;
    number.depth = 1;
    number.relationship = "CONTAINS";
    number.type = "NUM";
    number.numberText = QStringLiteral("12.5");
    number.number = 12.5;
    reference.parent = 0;
    reference.depth = 1;
    reference.relationship = "SELECTED FROM";
    reference.target = {1, 1};
    report.nodes = {root, number, reference};
    return dicom::packReport(report);
}

QByteArray wirePresentation() {
    dicom::Presentation shown;
    shown.images = {{QStringLiteral("1.2.840.10008.5.1.4.1.1.2"), QStringLiteral("1.2.3.4"), {1}, {}}};
    shown.windows = {{shown.images, 40, 400, "LINEAR"}};
    return dicom::packPresentation(shown);
}

/// Answers that our writers have no file for.
bool putWireMore(const QString& folder, const QByteArray& ct) {
    ValueMap map;
    map.grid = smallGrid();
    map.values.assign(std::size_t(9 * 7 * 2), 1.5F);
    map.unit = QStringLiteral("ml/min");
    RoiSet set;
    Roi roi;
    roi.number = 1;
    roi.contours.push_back({RoiContour::Type::ClosedPlanar, {{0, 0, 0}, {4, 0, 0}, {0, 4, 0}}});
    set.rois = {roi};
    dicom::ParsedInstance stack;
    stack.numberOfFrames = 2;
    stack.frames.resize(2);
    stack.frames[1].frame = 1;
    stack.frames[1].position = WorldPoint(0, 0, 2.5);
    const auto tags = dicom::readTags(std::as_bytes(std::span(ct.constData(), std::size_t(ct.size()))));
    return tags && put(folder, "wire", "report", QByteArray(1, '\6') + wireReport()) &&
           put(folder, "wire", "presentation", QByteArray(1, '\7') + wirePresentation()) &&
           put(folder, "wire", "map", QByteArray(1, '\x08') + wire::packMap(map)) &&
           put(folder, "wire", "tags", QByteArray(1, '\x09') + wire::packTags(*tags)) &&
           put(folder, "wire", "paths", QByteArray(1, '\x0A') + dicom::packPaths({QStringLiteral("A/B1")})) &&
           put(folder, "wire", "rois", QByteArray(1, '\x0B') + wire::packRois(set)) &&
           put(folder, "wire", "frames", QByteArray(1, '\x0C') + dicom::packFrames(stack));
}

/// Grey and colour, 12 x 9, as a bare stream (codec.cpp says what the four bytes are) and as a file.
bool putCodestreams(const QString& folder) {
    bool good = true;
    for (const int components : {1, 3}) {
        test::WaveletPicture picture{12, 9, components, components == 1 ? 16 : 8, components == 1, {}};
        for (int n = 0; n < 12 * 9 * components; ++n)
            picture.values.push_back(n % 97);
        for (const bool fast : {false, true}) {
            const QByteArray stream = fast ? test::encodeHtj2k(picture) : test::encodeJpeg2000(picture);
            const std::string name = (fast ? "ht" : "j2k") + std::to_string(components);
            const QByteArray head{QByteArray(1, char(11)) + char(8) + char(components == 1 ? 4 : 3) +
                                  char(fast)};
            good = good && !stream.isEmpty() && put(folder, "codec", name.c_str(), head + stream);
            if (components > 1)
                continue;
            test::EncapsulatedFile file;
            file.syntax = fast ? "1.2.840.10008.1.2.4.201" : "1.2.840.10008.1.2.4.90";
            file.rows = 9;
            file.columns = 12;
            file.frames = {test::fragmentsOf(stream, 2)};
            good = good && put(folder, "pixels", (name + ".dcm").c_str(), file.bytes());
        }
    }
    return good;
}

bool putForeign(const QString& folder) {
    bool good = put(folder, "archive", "image.iso", fuzz::isoImage());
    for (const auto& [name, file] : fuzz::jpegFiles())
        good = good && !file.isEmpty() &&
               put(folder, "pixels", QByteArray("jpeg-" + name + ".dcm").constData(), file);
    return good;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    fuzz::setUp();
    const QString folder = QString::fromLocal8Bit(argv[1]);
    const std::vector<phantom::Ball> balls{{WorldPoint(4, 3, 0), 2.0, 40.0}};
    Volume volume = phantom::ballVolume(smallGrid(), -1000, balls);
    volume.instances = {dicom::syntheticUid(1, "slice 0"), dicom::syntheticUid(1, "slice 1")};
    dicom::ExamIdentity exam;
    exam.patientName = QStringLiteral("SYNTHETIC^SEED");
    exam.studyUid = dicom::syntheticUid(1, "study");
    exam.frameOfReference = dicom::syntheticUid(1, "frame");
    dicom::SeriesIdentity series;
    series.uid = dicom::syntheticUid(1, "series");
    Segmentation segmentation = phantom::ballSegmentation(smallGrid(), balls);
    dicom::SegDescription description;
    description.sopInstanceUid = dicom::syntheticUid(1, "seg");
    description.dimensionUid = dicom::syntheticUid(1, "dimension");
    const auto ct = dicom::writeCtSlice(volume, 0, exam, series);
    const auto seg = dicom::writeSegmentation(segmentation, volume, exam, series, description);
    if (!ct || !seg) {
        std::fputs("a writer failed\n", stderr);
        return 1;
    }
    const bool good = putDicom(folder, *ct, *seg) && putWire(folder, segmentation, *ct) &&
                      putWireMore(folder, *ct) && putCodestreams(folder) && putForeign(folder);
    return good ? 0 : 1;
}
