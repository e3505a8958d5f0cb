// SPDX-License-Identifier: GPL-3.0-or-later
//
// JPEG 2000 and HTJ2K: values that went into an encoder come back, and whatever isn't the whole picture of
// the header is refused.
#include "storage/dicom/Pixels.h"
#include "storage/dicom/Reader.h"
#include "tests/support/EncapsulatedFile.h"
#include "tests/support/TestData.h"
#include "tests/support/WaveletWriter.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <random>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

/// How one test file is to be, beside what its code stream holds.
struct Wanted {
    bool highThroughput = false;
    int precision = 16, allocated = 16, stored = 16, high = 15;
    bool streamSigned = true, headerSigned = true;
    int samples = 1, frames = 1, fragments = 1;
    EncapsulatedFile::Table table = EncapsulatedFile::Table::Basic;
    bool jp2 = false;
};

/// Something like anatomy: smooth, with noise, over all of the precision.
WaveletPicture pictureOf(const Wanted& w, unsigned seed, int columns = 96, int rows = 80) {
    WaveletPicture out{columns, rows, w.samples, w.precision, w.streamSigned, {}};
    std::mt19937 random(seed);
    const int range = 1 << w.precision, low = w.streamSigned ? -range / 2 : 0;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns * w.samples; ++x) {
            const int smooth =
                int(std::int64_t(range) * (x * 3 + y * 5) / (columns * 3 * w.samples + rows * 5));
            out.values.push_back(low + std::clamp(smooth + int(random() % 16), 0, range - 1));
        }
    }
    out.values.front() = low;
    out.values.back() = low + range - 1;
    return out;
}

/// What the header makes of a value of the stream (DICOM PS3.5 8.2.4 note; the header decides the sign).
int expectedValue(int value, const Wanted& w) {
    const int mask = (1 << w.precision) - 1, top = 1 << (w.precision - 1);
    const int word = value & mask;
    return w.headerSigned && (word & top) != 0 ? word - (1 << w.precision) : word;
}

int valueAt(const DecodedFrame& frame, std::size_t n) {
    const char* at = frame.bytes.constData();
    switch (frame.type) {
    case SampleType::U8: return static_cast<unsigned char>(at[n]);
    case SampleType::S8: return static_cast<signed char>(at[n]);
    case SampleType::U16: return qFromLittleEndian<quint16>(at + 2 * n);
    case SampleType::S16: return qFromLittleEndian<qint16>(at + 2 * n);
    default: return qFromLittleEndian<qint32>(at + 4 * n);
    }
}

} // namespace

class WaveletTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void values_data();
    void values();
    void cutStreamsAreRefused_data();
    void cutStreamsAreRefused();
    void otherPicturesAreRefused_data();
    void otherPicturesAreRefused();
    void impossibleTilesAreRefused_data();
    void impossibleTilesAreRefused();
    void lossyAsOpenJpeg();
    void behindDcmtk_data();
    void behindDcmtk();

private:
    /// One DICOM file around `streams`, one a frame.
    static QByteArray file(const Wanted& w, const QList<QByteArray>& streams, int columns = 96,
                           int rows = 80);
    [[nodiscard]] static QByteArray encoded(const Wanted& w, const WaveletPicture& picture) {
        return w.highThroughput ? encodeHtj2k(picture) : encodeJpeg2000(picture, w.jp2);
    }
};

void WaveletTest::initTestCase() { QVERIFY(initialise()); }

QByteArray WaveletTest::file(const Wanted& w, const QList<QByteArray>& streams, int columns, int rows) {
    EncapsulatedFile out;
    out.syntax = w.highThroughput ? "1.2.840.10008.1.2.4.201" : "1.2.840.10008.1.2.4.90";
    out.rows = rows;
    out.columns = columns;
    out.samples = w.samples;
    out.allocated = w.allocated;
    out.stored = w.stored;
    out.high = w.high;
    out.isSigned = w.headerSigned;
    out.photometric = w.samples == 3 ? "YBR_RCT" : "MONOCHROME2";
    out.table = w.table;
    for (const QByteArray& stream : streams)
        out.frames << fragmentsOf(stream, w.fragments);
    return out.bytes();
}

void WaveletTest::values_data() {
    QTest::addColumn<Wanted>("wanted");
    for (const bool ht : {false, true}) {
        const auto row = [&](const char* name, Wanted w) {
            w.highThroughput = ht;
            QTest::addRow("%s: %s", ht ? "HTJ2K" : "JPEG 2000", name) << w;
        };
        row("16 signed", {});
        row("16 unsigned", {.streamSigned = false, .headerSigned = false});
        row("12 of 16 signed", {.precision = 12, .stored = 12, .high = 11});
        row("12 of 16 unsigned",
            {.precision = 12, .stored = 12, .high = 11, .streamSigned = false, .headerSigned = false});
        row("8 of 8", {.precision = 8,
                       .allocated = 8,
                       .stored = 8,
                       .high = 7,
                       .streamSigned = false,
                       .headerSigned = false});
        row("8 of 8 signed", {.precision = 8, .allocated = 8, .stored = 8, .high = 7});
        row("stream unsigned, header signed", {.streamSigned = false});
        row("stream signed, header unsigned", {.headerSigned = false});
        row("12 bits, stream unsigned, header signed",
            {.precision = 12, .stored = 12, .high = 11, .streamSigned = false});
        row("13 bits in a header of 16, sign differs", {.precision = 13, .streamSigned = false});
        row("20 of 32", {.precision = 20, .allocated = 32, .stored = 20, .high = 19});
        row("12 bits that the header puts high", {.precision = 12, .stored = 12, .high = 15});
        row("colour", {.precision = 8,
                       .allocated = 8,
                       .stored = 8,
                       .high = 7,
                       .streamSigned = false,
                       .headerSigned = false,
                       .samples = 3});
        row("three frames", {.frames = 3});
        row("three frames, five fragments each, no table",
            {.frames = 3, .fragments = 5, .table = EncapsulatedFile::Table::None});
        row("three frames, five fragments each, basic table", {.frames = 3, .fragments = 5});
        row("three frames, extended table", {.frames = 3, .table = EncapsulatedFile::Table::Extended});
        row("three frames, five fragments each, extended table",
            {.frames = 3, .fragments = 5, .table = EncapsulatedFile::Table::Extended});
    }
    QTest::newRow("JP2 boxes around the stream") << Wanted{.jp2 = true};
}

void WaveletTest::values() {
    QFETCH(Wanted, wanted);
    QList<QByteArray> streams;
    std::vector<WaveletPicture> pictures;
    for (int f = 0; f < wanted.frames; ++f) {
        pictures.push_back(pictureOf(wanted, unsigned(f) + 1));
        streams << encoded(wanted, pictures.back());
        QVERIFY(!streams.back().isEmpty());
    }
    const QByteArray dicom = file(wanted, streams);
    const auto header = readHeader(bytesOf(dicom));
    QVERIFY2(header, header ? "" : header.error().code.constData());
    QVERIFY(header->decodable && !header->truncated);
    for (int f = 0; f < wanted.frames; ++f) {
        const auto frame = readPixels(bytesOf(dicom), f);
        QVERIFY2(frame, frame ? "" : frame.error().code.constData());
        if (wanted.samples == 3)
            QCOMPARE(frame->photometric, QByteArray("RGB"));
        const auto& values = pictures[std::size_t(f)].values;
        for (std::size_t n = 0; n < values.size(); ++n) {
            if (valueAt(*frame, n) != expectedValue(values[n], wanted))
                QFAIL(qPrintable(QStringLiteral("value %1 is %2, not %3")
                                     .arg(n)
                                     .arg(valueAt(*frame, n))
                                     .arg(expectedValue(values[n], wanted))));
        }
    }
}

void WaveletTest::cutStreamsAreRefused_data() {
    QTest::addColumn<bool>("highThroughput");
    QTest::addColumn<double>("part");
    QTest::addColumn<bool>("endMark");
    for (const bool ht : {false, true}) {
        for (const double part : {0.02, 0.1, 0.5, 0.9, 0.999}) {
            for (const bool mark : {false, true})
                QTest::addRow("%s, %g %%%s", ht ? "HTJ2K" : "JPEG 2000", part * 100,
                              mark ? " and an end mark" : "")
                    << ht << part << mark;
        }
    }
}

// The stream is cut inside a file that is whole; an end mark put after the cut must not help.
void WaveletTest::cutStreamsAreRefused() {
    QFETCH(bool, highThroughput);
    QFETCH(double, part);
    QFETCH(bool, endMark);
    const Wanted wanted{.highThroughput = highThroughput};
    const QByteArray stream = encoded(wanted, pictureOf(wanted, 7));
    QVERIFY(readPixels(bytesOf(file(wanted, {stream})), 0));
    QByteArray cut = stream.first(qsizetype(double(stream.size()) * part));
    if (endMark)
        cut += "\xFF\xD9";
    const auto frame = readPixels(bytesOf(file(wanted, {cut})), 0);
    QVERIFY(!frame);
    QVERIFY2(frame.error().code == "truncated" || frame.error().code == "malformed",
             frame.error().code.constData());
}

void WaveletTest::otherPicturesAreRefused_data() {
    QTest::addColumn<bool>("highThroughput");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("precision");
    QTest::addColumn<int>("components");
    for (const bool ht : {false, true}) {
        const char* name = ht ? "HTJ2K" : "JPEG 2000";
        QTest::addRow("%s, wider", name) << ht << 97 << 80 << 16 << 1;
        QTest::addRow("%s, narrower", name) << ht << 95 << 80 << 16 << 1;
        QTest::addRow("%s, higher", name) << ht << 96 << 81 << 16 << 1;
        QTest::addRow("%s, turned", name) << ht << 80 << 96 << 16 << 1;
        QTest::addRow("%s, more bits than allocated", name) << ht << 96 << 80 << 20 << 1;
        QTest::addRow("%s, three components", name) << ht << 96 << 80 << 8 << 3;
    }
}

void WaveletTest::otherPicturesAreRefused() {
    QFETCH(bool, highThroughput);
    QFETCH(int, columns);
    QFETCH(int, rows);
    QFETCH(int, precision);
    QFETCH(int, components);
    Wanted wanted{.highThroughput = highThroughput, .precision = precision, .samples = components};
    const QByteArray stream = encoded(wanted, pictureOf(wanted, 3, columns, rows));
    QVERIFY(!stream.isEmpty());
    wanted.samples = 1;
    const auto frame = readPixels(bytesOf(file(wanted, {stream})), 0);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, QByteArray("malformed"));
}

void WaveletTest::impossibleTilesAreRefused_data() {
    QTest::addColumn<bool>("highThroughput");
    QTest::addColumn<int>("place");
    QTest::addColumn<QByteArray>("number");
    for (const bool ht : {false, true}) {
        const char* name = ht ? "HTJ2K" : "JPEG 2000";
        QTest::addRow("%s, no width", name) << ht << 22 << QByteArray(4, '\0');
        QTest::addRow("%s, no height", name) << ht << 26 << QByteArray(4, '\0');
        QTest::addRow("%s, first right of the corner", name) << ht << 30 << QByteArray("\0\0\0\5", 4);
        QTest::addRow("%s, first below the corner", name) << ht << 34 << QByteArray("\0\0\0\5", 4);
    }
}

// The decoder never sees them: OpenJPH divides by zero.
void WaveletTest::impossibleTilesAreRefused() {
    QFETCH(bool, highThroughput);
    QFETCH(int, place);
    QFETCH(QByteArray, number);
    const Wanted wanted{.highThroughput = highThroughput};
    const QByteArray stream = encoded(wanted, pictureOf(wanted, 3));
    QVERIFY(readPixels(bytesOf(file(wanted, {stream})), 0));
    const auto frame =
        readPixels(bytesOf(file(wanted, {QByteArray(stream).replace(place + 2, 4, number)})), 0);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, QByteArray("malformed"));
}

// Lossy HTJ2K of another encoder: OpenJPEG rounds here and there to the next value. The picture has white
// and black, where the wavelet leaves 0 .. 255: they wrapped to the other end once.
void WaveletTest::lossyAsOpenJpeg() {
    CASEBOOK_NEED_DATA();
    const QString path = ctPath(QStringLiteral("22-syntax-extra"), QStringLiteral("HTJ2K_08_RGB.dcm"));
    const auto frame = readPixels(bytesOf(readFile(path)), 0);
    QVERIFY2(frame, frame ? "" : frame.error().code.constData());
    const QByteArray stream = QByteArray::fromHex(runPython(QStringLiteral(R"(
import sys, pydicom
from pydicom.encaps import generate_pixel_data_frame
print(next(generate_pixel_data_frame(pydicom.dcmread(sys.argv[1]).PixelData, 1)).hex())
)"),
                                                            {path})
                                                      .trimmed());
    const std::vector<std::int32_t> theirs = decodeByOpenJpeg(stream);
    QCOMPARE(std::size_t(frame->bytes.size()), theirs.size());
    int largest = 0;
    for (std::size_t n = 0; n < theirs.size(); ++n)
        largest = std::max(largest, std::abs(valueAt(*frame, n) - theirs[n]));
    QVERIFY2(largest <= 2, qPrintable(QString::number(largest)));
}

void WaveletTest::behindDcmtk_data() {
    QTest::addColumn<Wanted>("wanted");
    for (const bool ht : {false, true}) {
        QTest::addRow("%s", ht ? "HTJ2K" : "JPEG 2000") << Wanted{.highThroughput = ht};
        QTest::addRow("%s, three frames in fragments", ht ? "HTJ2K" : "JPEG 2000")
            << Wanted{.highThroughput = ht, .frames = 3, .fragments = 4};
    }
}

// The library's own way to pixels finds our decoders.
void WaveletTest::behindDcmtk() {
    QFETCH(Wanted, wanted);
    QList<QByteArray> streams;
    std::vector<std::int32_t> expected;
    for (int f = 0; f < wanted.frames; ++f) {
        const WaveletPicture picture = pictureOf(wanted, unsigned(f) + 20);
        streams << encoded(wanted, picture);
        expected.insert(expected.end(), picture.values.begin(), picture.values.end());
    }
    QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("a.dcm")).toUtf8();
    QFile out(QString::fromUtf8(path));
    QVERIFY(out.open(QIODevice::WriteOnly) && out.write(file(wanted, streams)) > 0);
    out.close();
    DcmFileFormat dicom;
    QVERIFY(dicom.loadFile(path.constData()).good());
    QVERIFY(dicom.getDataset()->chooseRepresentation(EXS_LittleEndianExplicit, nullptr).good());
    const Uint16* words = nullptr;
    unsigned long count = 0;
    QVERIFY(dicom.getDataset()->findAndGetUint16Array(DCM_PixelData, words, &count).good());
    QCOMPARE(std::size_t(count), expected.size());
    for (std::size_t n = 0; n < expected.size(); ++n) {
        if (std::int16_t(words[n]) != expected[n])
            QFAIL(qPrintable(QString::number(n)));
    }
}

QTEST_GUILESS_MAIN(WaveletTest)
#include "WaveletTest.moc"
