// SPDX-License-Identifier: GPL-3.0-or-later
// Headers against pydicom (truth.json), and what real files do wrong.
#include "storage/dicom/Reader.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QSet>
#include <QTest>

#include <cmath>
#include <limits>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

QByteArray codeOf(const QByteArray& file) {
    const auto header = readHeader(bytesOf(file));
    return header ? QByteArray("read") : header.error().code;
}

QByteArray element(quint16 group, quint16 tag, const char* vr, QByteArray value) {
    if (value.size() % 2 != 0)
        value += ' ';
    QByteArray out;
    const auto put = [&](quint32 number, int bytes) {
        for (int n = 0; n < bytes; ++n)
            out += char(number >> (8 * n));
    };
    put(group, 2);
    put(tag, 2);
    out += QByteArray(vr, 2);
    if (qstrncmp(vr, "OW", 2) == 0 || qstrncmp(vr, "OB", 2) == 0) {
        put(0, 2);
        put(quint32(value.size()), 4);
    } else {
        put(quint32(value.size()), 2);
    }
    return out + value;
}

QByteArray us(quint16 value) { return QByteArray(1, char(value & 0xFF)) + QByteArray(1, char(value >> 8)); }

/// A small CT of 4 x 3 pixels, explicit little endian, without preamble; fields by tag can be replaced,
/// or left out (a null value).
QByteArray smallCt(const QHash<quint32, QByteArray>& other = {}, bool pixels = true) {
    struct Field {
        quint16 group, tag;
        const char* vr;
        QByteArray value;
    };
    const QList<Field> fields{{0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.2"},
                              {0x0008, 0x0018, "UI", "1.2.3.4"},
                              {0x0008, 0x0020, "DA", "20200102"},
                              {0x0008, 0x0060, "CS", "CT"},
                              {0x0010, 0x0020, "LO", "P1"},
                              {0x0018, 0x0050, "DS", "2.5"},
                              {0x0020, 0x000D, "UI", "1.2.3"},
                              {0x0020, 0x000E, "UI", "1.2.3.5"},
                              {0x0020, 0x0011, "IS", "7"},
                              {0x0020, 0x0013, "IS", "1"},
                              {0x0020, 0x0032, "DS", "1\\2\\3"},
                              {0x0020, 0x0037, "DS", "1\\0\\0\\0\\1\\0"},
                              {0x0028, 0x0002, "US", us(1)},
                              {0x0028, 0x0004, "CS", "MONOCHROME2"},
                              {0x0028, 0x0010, "US", us(3)},
                              {0x0028, 0x0011, "US", us(4)},
                              {0x0028, 0x0030, "DS", "0.5\\0.25"},
                              {0x0028, 0x0100, "US", us(16)},
                              {0x0028, 0x0101, "US", us(12)},
                              {0x0028, 0x0102, "US", us(11)},
                              {0x0028, 0x0103, "US", us(1)},
                              {0x0028, 0x0120, "US", us(63536)},
                              {0x0028, 0x0121, "US", us(63546)},
                              {0x0028, 0x1052, "DS", "-1024"},
                              {0x0028, 0x1053, "DS", "1"}};
    QByteArray out;
    for (const Field& f : fields)
        if (const QByteArray value = other.value(quint32(f.group) << 16 | f.tag, f.value); !value.isNull())
            out += element(f.group, f.tag, f.vr, value);
    return pixels ? out + element(0x7FE0, 0x0010, "OW", QByteArray(24, '\1')) : out;
}

QByteArray part10(const QByteArray& dataset, const QByteArray& syntax = "1.2.840.10008.1.2.1") {
    return QByteArray(128, '\0') + "DICM" +
           element(0x0002, 0x0010, "UI",
                   syntax + (syntax.size() % 2 != 0 ? QByteArray(1, '\0') : QByteArray())) +
           dataset;
}

} // namespace

class ReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(initialise()); }
    void realFiles_data();
    void realFiles();
    void kinds_data();
    void kinds();
    void fields();
    void withoutFrills_data();
    void withoutFrills();
    void refusals_data();
    void refusals();
    void badNumbersAreAbsent();
    void localUids();
    void namelessSeriesStaysTogether();
    void pixelPlace();
    void onlyTheHeaderIsRead();
    void malformed_data();
    void malformed();
    void jsonAndBack();
    void whatIsReadIsTaken_data();
    void whatIsReadIsTaken();
    void directPixelsAreThere();
    void framesAreAsLongAsTheySay();
};

void ReaderTest::realFiles_data() {
    CASEBOOK_NEED_DATA();
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("truth");
    for (const char* name : {"02-chest-lidc-0001-originals", "03-ct-totalseg", "05-chest-lungmask",
                             "13-geometry-oriented-small", "14-enhanced-multiframe", "20-syntax-one-ct",
                             "21-syntax-wg04-ct", "22-syntax-extra", "40-seg-dcmqi", "41-seg-highdicom",
                             "42-rtstruct-lctsc", "43-rtstruct-rtutils", "44-derived-other", "70-deid"}) {
        const QString set = QString::fromLatin1(name);
        for (const auto& entry : ctFiles(set)) {
            const QJsonObject file = entry.toObject();
            // The picture that a presentation state belongs to has no pixels: refusals().
            if (file.contains(QLatin1StringView("sop_class")) &&
                file.value(QLatin1StringView("path")) != QLatin1StringView("CR000000.dcm"))
                QTest::newRow(
                    qPrintable(set + QLatin1Char('/') + file.value(QLatin1StringView("path")).toString()))
                    << ctPath(set, file.value(QLatin1StringView("path")).toString()) << file;
        }
    }
}

void ReaderTest::realFiles() {
    QFETCH(QString, path);
    QFETCH(QJsonObject, truth);
    const QByteArray file = readFile(path);
    const auto header = readHeader(bytesOf(file));
    QVERIFY2(header, header ? "" : header.error().code.constData());
    const auto text = [&](const char* key) { return truth.value(QLatin1StringView(key)).toString(); };
    if (!text("sop_class").isEmpty())
        QCOMPARE(header->sopClass, text("sop_class"));
    QCOMPARE(header->syntheticInstance, text("sop_instance").isEmpty());
    if (!text("sop_instance").isEmpty())
        QCOMPARE(header->sopInstance, text("sop_instance"));
    QCOMPARE(header->modality, text("modality"));
    QCOMPARE(header->transferSyntax, text("transfer_syntax"));
    QCOMPARE(header->fileBytes, qint64(file.size()));
    if (truth.contains(QLatin1StringView("rows"))) {
        QCOMPARE(header->slice.rows, truth.value(QLatin1StringView("rows")).toInt());
        QCOMPARE(header->slice.columns, truth.value(QLatin1StringView("columns")).toInt());
        QCOMPARE(header->numberOfFrames, truth.value(QLatin1StringView("frames")).toInt());
        QCOMPARE(header->slice.photometric, text("photometric"));
    }
    QCOMPARE(header->truncated, path.endsWith(QLatin1StringView("too_short.dcm")));
}

void ReaderTest::kinds_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* path, ObjectKind kind) {
        QTest::newRow(path) << QString::fromLatin1(path) << int(kind);
    };
    row("02-chest-lidc-0001-originals/264586513142.dcm", ObjectKind::Image);
    row("14-enhanced-multiframe/eCT_Supplemental.dcm", ObjectKind::MultiFrame);
    row("40-seg-dcmqi/liver.dcm", ObjectKind::Segmentation);
    row("40-seg-dcmqi/sparse-labelmap-noppv.dcm", ObjectKind::Segmentation);
    row("40-seg-dcmqi/sr-tid1500-qin-headneck/sr.dcm", ObjectKind::StructuredReport);
    row("40-seg-dcmqi/sr-tid1500-qin-headneck/rwvm.dcm", ObjectKind::Other);
    row("42-rtstruct-lctsc/RT.dcm", ObjectKind::RtStruct);
    row("44-derived-other/PR000000.dcm", ObjectKind::Presentation);
    row("44-derived-other/sample-pdf.dcm", ObjectKind::Pdf);
    row("44-derived-other/parametric_map_float.dcm", ObjectKind::ParametricMap);
}

void ReaderTest::kinds() {
    CASEBOOK_NEED_DATA();
    QFETCH(QString, path);
    QFETCH(int, kind);
    const auto header = readHeader(bytesOf(readFile(dataFolder() + QStringLiteral("/ct/") + path)));
    QVERIFY2(header, header ? "" : header.error().code.constData());
    QCOMPARE(int(header->kind), kind);
}

void ReaderTest::fields() {
    const auto header = readHeader(bytesOf(part10(smallCt())));
    QVERIFY2(header, header ? "" : header.error().code.constData());
    const SliceHeader& s = header->slice;
    QCOMPARE(*s.position, WorldPoint(1, 2, 3));
    QCOMPARE((*s.pixelSpacing)[0], 0.5);
    QCOMPARE((*s.pixelSpacing)[1], 0.25);
    QCOMPARE(s.rows, 3);
    QCOMPARE(s.columns, 4);
    QCOMPARE(s.bitsStored, 12);
    QVERIFY(s.isSigned);
    QCOMPARE(*s.padding, -2000); // 63536 read as signed
    QCOMPARE(*s.paddingLimit, -1990); // 63546 too
    QCOMPARE(*s.intercept, -1024.0);
    QCOMPARE(s.sliceThickness_mm, 2.5);
    QCOMPARE(*header->seriesNumber, 7);
    QCOMPARE(header->patient.patientId, QStringLiteral("P1"));
    QVERIFY(!header->repairedHeader);
    QVERIFY(!header->syntheticStudy && !header->syntheticSeries && !header->syntheticInstance);
    QCOMPARE(header->pixelLength, 24);
    QCOMPARE(int(header->kind), int(ObjectKind::Image));
}

void ReaderTest::withoutFrills_data() {
    QTest::addColumn<QByteArray>("file");
    const QByteArray set = smallCt();
    QTest::newRow("no preamble, no meta header") << set;
    QTest::newRow("meta header without preamble") << part10(set).sliced(132);
    QTest::newRow("magic word without preamble") << part10(set).sliced(128);
    QTest::newRow("magic word, no meta header") << QByteArray(QByteArray(128, '\0') + "DICM" + set);
    QTest::newRow("syntax says implicit") << part10(set, "1.2.840.10008.1.2");
    QTest::newRow("syntax says big endian") << part10(set, "1.2.840.10008.1.2.2");
    QByteArray implicitMeta = QByteArray(128, '\0') + "DICM" + QByteArray("\x02\0\x10\0\x14\0\0\0", 8) +
                              "1.2.840.10008.1.2.1" + QByteArray(1, '\0');
    QTest::newRow("meta header in implicit VR") << QByteArray(implicitMeta + set);
}

void ReaderTest::withoutFrills() {
    QFETCH(QByteArray, file);
    const auto header = readHeader(bytesOf(file));
    QVERIFY2(header, header ? "" : header.error().code.constData());
    QVERIFY(header->repairedHeader);
    QCOMPARE(header->sopInstance, QStringLiteral("1.2.3.4"));
    QCOMPARE(header->slice.columns, 4);
    QCOMPARE(header->transferSyntax, QStringLiteral("1.2.840.10008.1.2.1"));
    QCOMPARE(file.mid(header->pixelOffset, header->pixelLength), QByteArray(24, '\1'));
}

void ReaderTest::refusals_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("code");
    const QByteArray set = smallCt();
    QTest::newRow("empty") << QByteArray() << QByteArray("not-dicom");
    QTest::newRow("text") << QByteArray(4000, 'x') << QByteArray("not-dicom");
    QTest::newRow("preamble only") << QByteArray(QByteArray(128, '\0') + "DICM") << QByteArray("not-dicom");
    QTest::newRow("meta header only") << part10({}) << QByteArray("truncated");
    QTest::newRow("cut in the header") << part10(set).first(300) << QByteArray("truncated");
    QTest::newRow("no pixels") << part10(smallCt({}, false)) << QByteArray("no-pixel-data");
    QTest::newRow("no rows") << part10(smallCt({{0x00280010, us(0)}})) << QByteArray("bad-geometry");
    QTest::newRow("directory") << part10(smallCt({{0x00080016, "1.2.840.10008.1.3.10"}}))
                               << QByteArray("unsupported-object");
    if (!dataFolder().isEmpty())
        QTest::newRow("picture without pixels")
            << readFile(ctPath(QStringLiteral("44-derived-other"), QStringLiteral("CR000000.dcm")))
            << QByteArray("no-pixel-data");
    QTest::newRow("no class, no pixels")
        << part10(smallCt({{0x00080016, ""}}, false)) << QByteArray("unsupported-object");
}

void ReaderTest::refusals() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, code);
    QCOMPARE(codeOf(file), code);
}

void ReaderTest::badNumbersAreAbsent() {
    const auto header = readHeader(bytesOf(part10(smallCt({{0x00200032, "1\\x\\3"},
                                                           {0x00281052, ""},
                                                           {0x00281053, "one"},
                                                           {0x00280030, "0,5\\0,25"},
                                                           {0x00180050, "2.5mm"},
                                                           {0x00200013, "12.0"}}))));
    QVERIFY(header);
    QVERIFY(!header->slice.position);
    QVERIFY(!header->slice.intercept);
    QVERIFY(!header->slice.slope);
    QCOMPARE((*header->slice.pixelSpacing)[0], 0.5);
    QCOMPARE(header->slice.sliceThickness_mm, 0.0);
    QCOMPARE(header->slice.instanceNumber, 12);
}

void ReaderTest::localUids() {
    const auto one =
        readHeader(bytesOf(part10(smallCt({{0x0020000D, ""}, {0x0020000E, ""}, {0x00080018, ""}}))));
    const auto again =
        readHeader(bytesOf(part10(smallCt({{0x0020000D, ""}, {0x0020000E, ""}, {0x00080018, ""}}))));
    const auto next = readHeader(
        bytesOf(part10(smallCt({{0x0020000D, ""}, {0x0020000E, ""}, {0x00080018, ""}, {0x00200013, "2"}}))));
    const auto other = readHeader(
        bytesOf(part10(smallCt({{0x0020000D, ""}, {0x0020000E, ""}, {0x00080018, ""}, {0x00200011, "8"}}))));
    QVERIFY(one && again && next && other);
    QVERIFY(one->syntheticStudy && one->syntheticSeries && one->syntheticInstance);
    for (const QString& uid : {one->studyUid, one->seriesUid, one->sopInstance}) {
        QVERIFY(uid.startsWith(QLatin1StringView("2.25.")));
        QVERIFY(uid.size() <= 44);
    }
    QCOMPARE(again->sopInstance, one->sopInstance);
    QCOMPARE(next->studyUid, one->studyUid);
    QCOMPARE(next->seriesUid, one->seriesUid);
    QVERIFY(next->sopInstance != one->sopInstance);
    QCOMPARE(other->studyUid, one->studyUid);
    QVERIFY(other->seriesUid != one->seriesUid);
    QCOMPARE(one->slice.instance, one->sopInstance);
}

// 20 slices without study, series and instance UID.
void ReaderTest::namelessSeriesStaysTogether() {
    CASEBOOK_NEED_DATA();
    QSet<QString> studies, series, instances;
    for (const auto& entry : ctFiles(QStringLiteral("03-ct-totalseg"))) {
        const QString path = entry.toObject().value(QLatin1StringView("path")).toString();
        if (!path.startsWith(QLatin1StringView("dicom/")))
            continue;
        const auto header = readHeader(bytesOf(readFile(ctPath(QStringLiteral("03-ct-totalseg"), path))));
        QVERIFY(header);
        studies << header->studyUid;
        series << header->seriesUid;
        instances << header->sopInstance;
    }
    QCOMPARE(studies.size(), 1);
    QCOMPARE(series.size(), 1);
    QCOMPARE(instances.size(), 20);
}

// The bytes at the place we tell are the stored values that pydicom reads.
void ReaderTest::pixelPlace() {
    CASEBOOK_NEED_DATA();
    int tried = 0;
    for (const char* set : {"02-chest-lidc-0001-originals", "04-chest-cip-64", "05-chest-lungmask"}) {
        for (const auto& entry : ctFiles(QString::fromLatin1(set))) {
            const QJsonObject truth = entry.toObject();
            const QByteArray file =
                readFile(ctPath(QString::fromLatin1(set), truth.value(QLatin1StringView("path")).toString()));
            const auto header = readHeader(bytesOf(file));
            if (!header)
                continue;
            QVERIFY(hasDirectPixels(*header));
            const QByteArray pixels =
                file.mid(header->pixelOffset, qsizetype(2) * header->slice.columns * header->slice.rows);
            QCOMPARE(
                QString::fromLatin1(QCryptographicHash::hash(pixels, QCryptographicHash::Sha256).toHex()),
                truth.value(QLatin1StringView("sha256_stored_le")).toString());
            ++tried;
        }
    }
    QCOMPARE(tried, 3 + 79 + 2);
}

// A file that ends right behind the head of its pixel element gives the same header, marked as cut.
void ReaderTest::onlyTheHeaderIsRead() {
    CASEBOOK_NEED_DATA();
    const QByteArray file =
        readFile(ctPath(QStringLiteral("02-chest-lidc-0001-originals"), QStringLiteral("264586513142.dcm")));
    const auto whole = readHeader(bytesOf(file));
    QVERIFY(whole);
    auto cut = readHeader(bytesOf(file.first(whole->pixelOffset)));
    QVERIFY(cut);
    QVERIFY(cut->truncated && !whole->truncated);
    QVERIFY(!hasDirectPixels(*cut));
    cut->truncated = false;
    cut->fileBytes = whole->fileBytes;
    QCOMPARE(toJson(*cut), toJson(*whole));
}

void ReaderTest::malformed_data() {
    CASEBOOK_NEED_DATA();
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const char* code) {
        QTest::newRow(name) << QString::fromLatin1(name) << QByteArray(code);
    };
    row("1403-OB.dcm", "read");
    row("ExplVR_BigEndNoMeta.dcm", "read");
    row("ExplVR_LitEndNoMeta.dcm", "read");
    row("no_meta.dcm", "not-dicom"); // one byte too many at the beginning
    row("no_preamble_dicm_in_data", "unsupported-object"); // no class, no pixels
    row("no-meta-length-test.dcm", "no-pixel-data");
    row("GH223.dcm", "no-pixel-data");
    row("bad_sequence.dcm", "read");
    row("explicit_VR-UN.dcm", "read");
    row("J2K_pixelrep_mismatch.dcm", "read");
    row("image_dfl.dcm", "read");
    row("reportsi_with_empty_number_tags.dcm", "read");
    row("rtplan_truncated.dcm", "truncated");
    row("Issue111.dcm", "unsupported-object");
    row("3gb-bulk-data-truncated", "read"); // marked as cut
    row("2026-05-26-oob-monochrome-65535.dcm", "read"); // likewise
}

void ReaderTest::malformed() {
    QFETCH(QString, name);
    QFETCH(QByteArray, code);
    const QByteArray file = readFile(ctPath(QStringLiteral("50-malformed"), name));
    QVERIFY(!file.isEmpty());
    QCOMPARE(codeOf(file), code);
    if (name.contains(QLatin1StringView("oob")) || name.startsWith(QLatin1StringView("3gb")))
        QVERIFY(readHeader(bytesOf(file))->truncated);
}

void ReaderTest::jsonAndBack() {
    const auto header = readHeader(bytesOf(part10(smallCt())));
    QVERIFY(header);
    const auto again = instanceFromJson(toJson(*header));
    QVERIFY(again);
    QCOMPARE(toJson(*again), toJson(*header));
    QCOMPARE(*again->slice.position, *header->slice.position);
    QCOMPARE(again->slice.padding, header->slice.padding);
    QCOMPARE(again->slice.paddingLimit, header->slice.paddingLimit);
    QVERIFY(!instanceFromJson("[]"));
    QVERIFY(!instanceFromJson("{\"img\":{\"col\":70000}}"));
    QVERIFY(!instanceFromJson("{\"img\":{\"pos\":[1,2]}}"));
    QVERIFY(!instanceFromJson("{\"nf\":\"three\"}"));
    QVERIFY(!instanceFromJson("{\"kind\":99}"));
}

void ReaderTest::whatIsReadIsTaken_data() {
    QTest::addColumn<QByteArray>("file");
    const auto doubles = [](std::initializer_list<double> values) {
        QByteArray out;
        for (const double value : values)
            out.append(reinterpret_cast<const char*>(&value), sizeof(value));
        return out;
    };
    const double infinite = std::numeric_limits<double>::infinity(), none = std::nan("");
    // Numbers of text can't be these; an explicit VR may say that they are no text.
    QTest::newRow("a slope that is no number")
        << part10(smallCt({{0x00281053, {}}}, false) + element(0x0028, 0x1053, "FD", doubles({none})) +
                  element(0x7FE0, 0x0010, "OW", QByteArray(24, '\1')));
    QTest::newRow("an infinite slope")
        << part10(smallCt({{0x00281053, {}}}, false) + element(0x0028, 0x1053, "FD", doubles({infinite})) +
                  element(0x7FE0, 0x0010, "OW", QByteArray(24, '\1')));
    QTest::newRow("a place at infinity") << part10(
        smallCt({{0x00200032, {}}}, false) + element(0x0020, 0x0032, "FD", doubles({0, -infinite, none})) +
        element(0x7FE0, 0x0010, "OW", QByteArray(24, '\1')));
    QTest::newRow("a long echo time and a weight") << part10(
        smallCt({}, false) + element(0x0018, 0x0081, "DS", QByteArray(512, '1')) +
        element(0x0018, 0x9087, "FD", doubles({800})) + element(0x7FE0, 0x0010, "OW", QByteArray(24, '\1')));
    // Three characters once it is composed as NFC wants it.
    QTest::newRow("a text that grows") << part10(element(0x0008, 0x0005, "CS", "ISO_IR 192") +
                                                 smallCt({{0x00100020, QByteArray("\uFB2C").repeated(500)}}));
}

// Whatever a file says: what the reader makes of it is no lie to the one who asked.
void ReaderTest::whatIsReadIsTaken() {
    QFETCH(QByteArray, file);
    const auto header = readHeader(bytesOf(file));
    QVERIFY2(header, header ? "" : header.error().code.constData());
    QCOMPARE(header->slice.columns, 4);
    QVERIFY(instanceFromCbor(toCbor(*header)));
}

// 65535 x 65535 x 2 bytes x 2^31 frames are more than 63 bits hold.
void ReaderTest::directPixelsAreThere() {
    ParsedInstance lie;
    lie.pixelOffset = 0;
    lie.pixelLength = lie.fileBytes = 1000;
    lie.slice.columns = lie.slice.rows = 65535;
    lie.slice.bitsAllocated = lie.slice.bitsStored = 16;
    lie.slice.highBit = 15;
    lie.numberOfFrames = std::numeric_limits<int>::max();
    QVERIFY(!hasDirectPixels(lie));
    lie.numberOfFrames = 2;
    QVERIFY(!hasDirectPixels(lie));
    lie.slice.columns = 25;
    lie.slice.rows = 10;
    QVERIFY(hasDirectPixels(lie));
    lie.numberOfFrames = 3;
    QVERIFY(!hasDirectPixels(lie));
}

// A liar's list says that it is as long as the true one, and goes on for 16 MiB.
void ReaderTest::framesAreAsLongAsTheySay() {
    ParsedInstance stack;
    stack.numberOfFrames = 2;
    stack.frames.resize(2);
    stack.frames[1].frame = 1;
    const QByteArray packed = packFrames(stack);
    ParsedInstance again;
    again.numberOfFrames = 2;
    QVERIFY(unpackFrames(packed, again));
    QCOMPARE(again.frames.size(), std::size_t(2));
    const QByteArray list = qUncompress(packed);
    for (const qsizetype more : {qsizetype(1), qsizetype(16) << 20}) {
        const QByteArray longer = packed.first(4) + qCompress(list + QByteArray(more, '\0')).sliced(4);
        QVERIFY(!unpackFrames(longer, again));
    }
    QVERIFY(!unpackFrames(qCompress(list + '\0').first(4) + packed.sliced(4), again));
}

QTEST_GUILESS_MAIN(ReaderTest)
#include "ReaderTest.moc"
