// SPDX-License-Identifier: GPL-3.0-or-later
// Hostile files through the real worker: each is read or refused by the right code within its limits of
// time and memory, and the next file has a worker again.
#include "storage/worker/WorkerPool.h"
#include "storage/worker/WorkerProcess.h"
#include "tests/support/EncapsulatedFile.h"
#include "tests/support/TestData.h"
#include "tests/support/WaveletWriter.h"

#include <archive.h>
#include <archive_entry.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace casebook;
using namespace casebook::test;

namespace {

const QString kSet = QStringLiteral("50-malformed");

QByteArray number(quint64 value, int bytes) {
    QByteArray out;
    for (int n = 0; n < bytes; ++n)
        out += char(value >> (8 * n));
    return out;
}

QByteArray longHead(quint16 group, quint16 tag, const char* vr, quint32 length) {
    return number(group, 2) + number(tag, 2) + vr + QByteArray(2, '\0') + number(length, 4);
}

QByteArray element(quint16 group, quint16 tag, const char* vr, QByteArray value) {
    if (value.size() % 2 != 0)
        value += '\0';
    return number(group, 2) + number(tag, 2) + vr + number(quint64(value.size()), 2) + value;
}

QByteArray part10(const QByteArray& syntax, const QByteArray& dataset) {
    return QByteArray(128, '\0') + "DICM" + element(0x0002, 0x0010, "UI", syntax) + dataset;
}

/// Everything of a 16-bit picture before its pixels, explicit little endian.
QByteArray picture(quint16 rows, quint16 columns, const QByteArray& frames = "1", int samples = 1) {
    return element(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.2") +
           element(0x0008, 0x0018, "UI", "1.2.3.4") +
           element(0x0028, 0x0002, "US", number(quint64(samples), 2)) +
           element(0x0028, 0x0004, "CS", "MONOCHROME2") + element(0x0028, 0x0008, "IS", frames) +
           element(0x0028, 0x0010, "US", number(rows, 2)) +
           element(0x0028, 0x0011, "US", number(columns, 2)) + element(0x0028, 0x0100, "US", number(16, 2)) +
           element(0x0028, 0x0101, "US", number(16, 2)) + element(0x0028, 0x0102, "US", number(15, 2)) +
           element(0x0028, 0x0103, "US", number(0, 2));
}

QByteArray encapsulated(const QByteArray& fragment) {
    const QByteArray even = fragment + QByteArray(fragment.size() % 2, '\0');
    return longHead(0x7FE0, 0x0010, "OB", 0xFFFFFFFF) + number(0xE000FFFE, 4) + number(0, 4) +
           number(0xE000FFFE, 4) + number(quint64(even.size()), 4) + even + number(0xE0DDFFFE, 4) +
           number(0, 4);
}

const QByteArray kExplicit = "1.2.840.10008.1.2.1", kRle = "1.2.840.10008.1.2.5",
                 kLossless = "1.2.840.10008.1.2.4.70", kLs = "1.2.840.10008.1.2.4.80";

/// A header of RLE with these places of segments, then `rest`.
QByteArray rle(const QList<quint32>& places, const QByteArray& rest, quint32 count) {
    QByteArray out = number(count, 4);
    for (int n = 0; n < 15; ++n)
        out += number(n < places.size() ? places.at(n) : 0, 4);
    return out + rest;
}

QByteArray codeOfPixels(WorkerPool& pool, const QByteArray& file) {
    const WorkerInput input = WorkerInput::fromBytes(file);
    const auto header = pool.parse(input);
    if (!header)
        return "header: " + header.error().code;
    const auto frame = pool.pixels(input, header->slice);
    return frame ? QByteArray("read") : frame.error().code;
}

/// An archive of `format` ("iso9660", "ustar", "zip") by libarchive's writer.
QByteArray packed(const char* format, const std::function<void(archive*)>& fill) {
    QByteArray out(8 << 20, '\0');
    size_t used = 0;
    archive* a = archive_write_new();
    archive_write_set_format_by_name(a, format);
    archive_write_set_bytes_in_last_block(a, 1);
    archive_write_open_memory(a, out.data(), size_t(out.size()), &used);
    fill(a);
    archive_write_close(a);
    archive_write_free(a);
    out.truncate(qsizetype(used));
    return out;
}

void add(archive* a, const char* path, const QByteArray& data, const char* link = nullptr) {
    archive_entry* e = archive_entry_new();
    archive_entry_set_pathname_utf8(e, path);
    archive_entry_set_filetype(e, link != nullptr ? AE_IFLNK : AE_IFREG);
    if (link != nullptr)
        archive_entry_set_symlink(e, link);
    archive_entry_set_size(e, data.size());
    archive_entry_set_perm(e, 0644);
    archive_write_header(a, e);
    archive_write_data(a, data.constData(), size_t(data.size()));
    archive_entry_free(e);
}

/// "path" or "path:refusal" of every entry; the error of the whole last.
QStringList entriesOf(WorkerPool& pool, const QByteArray& file, const dicom::ArchiveLimits& limits = {}) {
    QStringList out;
    const auto done = pool.archive(
        WorkerInput::fromBytes(file),
        [&](const ArchiveEntry& entry) {
            const QByteArray why = entry.detail.isEmpty() ? entry.refusal : entry.detail;
            out << (why.isEmpty() ? entry.path : entry.path + QLatin1Char(':') + QString::fromLatin1(why));
            return true;
        },
        {}, limits);
    if (!done)
        out << QString::fromLatin1(done.error().code);
    return out;
}

} // namespace

class HostileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(!workerProgram().isEmpty(), "casebook-worker is not built"); }
    void set_data();
    void set();
    void pixels_data();
    void pixels();
    void hugeValues_data();
    void hugeValues();
    void deflatedBomb();
    void endlessLoop();
    void librariesCrashInTheWorker();
    void isoImages();
    void archiveBombs();
    void memoryStaysBounded();
};

void HostileTest::set_data() {
    CASEBOOK_NEED_DATA();
    QTest::addColumn<QJsonObject>("truth");
    for (const auto& entry : ctFiles(kSet))
        QTest::newRow(qPrintable(entry.toObject().value(QLatin1StringView("path")).toString()))
            << entry.toObject();
}

// What pydicom could decode is decoded to the same values; what it couldn't is refused. The code is that of
// truth: no class and no pixels, a class of images without pixels, pixels that claim more than there is.
void HostileTest::set() {
    QFETCH(QJsonObject, truth);
    const auto text = [&](const char* key) { return truth.value(QLatin1StringView(key)).toString(); };
    WorkerPool pool(1);
    const auto input = WorkerInput::open(ctPath(kSet, text("path")));
    QVERIFY(input);
    QElapsedTimer clock;
    clock.start();
    const auto header = pool.parse(*input);
    constexpr qint64 kHeaderLimit_ms = 30'000, kPixelLimit_ms = 120'000;
    QVERIFY(clock.elapsed() < kHeaderLimit_ms);
    const QString hash = text("sha256_stored_le");
    if (!header) {
        QVERIFY2(hash.isEmpty(), header.error().code.constData());
        QVERIFY(header.error().args.isEmpty()); // refused by the reader, not by its death
        static const QList<QByteArray> known{"not-dicom",          "truncated",    "no-pixel-data",
                                             "unsupported-object", "bad-geometry", "malformed"};
        QVERIFY2(known.contains(header.error().code), header.error().code.constData());
        if (header.error().code == "unsupported-object")
            QVERIFY(text("sop_class").isEmpty());
        if (header.error().code == "no-pixel-data")
            QVERIFY(!truth.contains(QLatin1StringView("rows")));
        return;
    }
    if (!text("sop_class").isEmpty())
        QCOMPARE(header->sopClass, text("sop_class"));
    if (!text("sop_instance").isEmpty())
        QCOMPARE(header->sopInstance, text("sop_instance"));
    QCOMPARE(header->modality, text("modality"));
    if (truth.contains(QLatin1StringView("rows"))) {
        QCOMPARE(header->slice.rows, truth.value(QLatin1StringView("rows")).toInt());
        QCOMPARE(header->slice.columns, truth.value(QLatin1StringView("columns")).toInt());
    }
    clock.restart();
    const auto frame = pool.pixels(*input, header->slice);
    QVERIFY(clock.elapsed() < kPixelLimit_ms);
    if (text("pixels").startsWith(QLatin1StringView("claims more"))) {
        QVERIFY(header->truncated);
        QVERIFY(!frame);
    }
    if (!frame)
        QVERIFY2(frame.error().args.isEmpty(), "the worker died");
    // Its stream says 3,722,445,056 columns; a decoder that believes the header gives a picture all the same.
    const bool liesInside = text("path").endsWith(QLatin1StringView("embedded-sequence-delimiter.dcm"));
    if (liesInside)
        QCOMPARE(frame.error().code, QByteArray("malformed"));
    if (!hash.isEmpty() && header->decodable && !liesInside) {
        QVERIFY2(frame, frame ? "" : frame.error().code.constData());
        // Colour in luminance and chrominance is stored as its decoder gives it: no two agree.
        if (!text("photometric").startsWith(QLatin1StringView("YBR")))
            QCOMPARE(QString::fromLatin1(dicom::pixelHash(*frame).toHex()), hash);
    }
    if (!hash.isEmpty() && !header->decodable)
        QCOMPARE(frame.error().code, QByteArray("unsupported-transfer-syntax"));
}

void HostileTest::pixels_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const QByteArray& file, const char* code) {
        QTest::newRow(name) << file << QByteArray(code);
    };
    const auto native = [](quint16 rows, quint16 columns, const QByteArray& frames, quint32 length) {
        return part10(kExplicit, picture(rows, columns, frames) + longHead(0x7FE0, 0x0010, "OW", length) +
                                     QByteArray(64, 'x'));
    };
    row("3 GB of pixels claimed", native(32768, 49152, "1", 0xC0000000), "too-large");
    row("length beyond the file", native(100, 100, "1", 0xFFFFFFF0), "truncated");
    row("65535 x 65535", native(65535, 65535, "1", 64), "too-large");
    row("a billion frames", native(4, 8, "1000000000", 64), "header: too-large");
    row("negative frames", native(4, 8, "-3", 64), "read");
    row("no rows", native(0, 8, "1", 64), "header: bad-geometry");
    row("200 samples a pixel",
        part10(kExplicit, picture(2, 2, "1", 200) + longHead(0x7FE0, 0x0010, "OW", 64) + QByteArray(64, 'x')),
        "header: bad-geometry");
    const auto rleFile = [](const QByteArray& fragment) {
        return part10(kRle, picture(2, 4) + encapsulated(fragment));
    };
    const QByteArray run = QByteArray("\xF9", 1) + "a"; // eight times the same
    row("RLE as it should be", rleFile(rle({64, 66}, run + run, 2)), "read");
    row("RLE place beyond the end", rleFile(rle({64, 0xFFFFFF00}, run + run, 2)), "truncated");
    row("RLE place in the header", rleFile(rle({8, 66}, run + run, 2)), "malformed");
    row("RLE places backwards", rleFile(rle({66, 64}, run + run, 2)), "malformed");
    row("RLE of 4 billion segments", rleFile(rle({64, 66}, run + run, 0xFFFFFFFF)), "malformed");
    row("RLE run beyond the picture",
        rleFile(rle({64, 66}, QByteArray("\x81", 1) + "a" + QByteArray("\x81", 1) + "b", 2)), "read");
    row("RLE literal beyond the fragment", rleFile(rle({64, 66}, run + QByteArray("\x7F", 1) + "a", 2)),
        "truncated");
    row("RLE header cut", rleFile(QByteArray(40, '\2')), "truncated");
    row("no fragment",
        part10(kRle, picture(2, 4) + longHead(0x7FE0, 0x0010, "OB", 0xFFFFFFFF) + number(0xE000FFFE, 4) +
                         number(0, 4) + number(0xE0DDFFFE, 4) + number(0, 4)),
        "malformed");
    row("fragment beyond the file",
        part10(kRle, picture(2, 4) + longHead(0x7FE0, 0x0010, "OB", 0xFFFFFFFF) + number(0xE000FFFE, 4) +
                         number(0, 4) + number(0xE000FFFE, 4) + number(0xFFFFFFF0, 4) + "xx"),
        "truncated");
    row("JPEG of nothing", part10(kLossless, picture(2, 4) + encapsulated(QByteArray("\xFF\xD8\xFF\xD9", 4))),
        "malformed");
    // SOF3 says 65535 x 65535: the decoder must not believe it against the header.
    row("JPEG larger than the header",
        part10(kLossless, picture(2, 4) + encapsulated(QByteArray(
                                              "\xFF\xD8\xFF\xC3\x00\x0B\x10\xFF\xFF\xFF\xFF\x01\x01\x11\x00"
                                              "\xFF\xDA\x00\x08\x01\x01\x00\x01\x00\x00\xFF\xD9",
                                              27))),
        "malformed");
    row("JPEG-LS of nothing", part10(kLs, picture(2, 4) + encapsulated(QByteArray("\xFF\xD8\xFF\xD9", 4))),
        "malformed");
}

void HostileTest::pixels() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, code);
    WorkerPool pool(1);
    QCOMPARE(codeOfPixels(pool, file), code);
}

void HostileTest::hugeValues_data() {
    QTest::addColumn<bool>("nested");
    QTest::addColumn<qint64>("megabytes");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("257 MiB") << false << qint64(257) << QByteArray("too-large");
    QTest::newRow("257 MiB in a sequence") << true << qint64(257) << QByteArray("too-large");
    QTest::newRow("200 MiB") << false << qint64(200) << QByteArray("no-pixel-data");
    QTest::newRow("3 GB that are not there") << false << qint64(-3072) << QByteArray("truncated");
}

// A private value, in a sparse file: no byte of it is on the disk.
void HostileTest::hugeValues() {
    QFETCH(bool, nested);
    QFETCH(qint64, megabytes);
    QFETCH(QByteArray, code);
    const auto length = quint32(std::abs(megabytes) << 20);
    QByteArray head = element(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.2");
    if (nested)
        head += longHead(0x0009, 0x1002, "SQ", 0xFFFFFFFF) + number(0xE000FFFE, 4) + number(0xFFFFFFFF, 4);
    head = part10(kExplicit, head + longHead(0x0009, 0x1001, "OB", length));
    QByteArray tail;
    if (nested)
        tail = number(0xE00DFFFE, 4) + number(0, 4) + number(0xE0DDFFFE, 4) + number(0, 4);
    tail += element(0x0010, 0x0020, "LO", "P1");
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("huge")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(head);
    if (megabytes > 0)
        QVERIFY(file.seek(head.size() + qint64(length)));
    file.write(tail);
    file.close();
    WorkerPool pool(1);
    const auto header = pool.parse(*WorkerInput::open(file.fileName()));
    QVERIFY(!header);
    QCOMPARE(header.error().code, code);
    QVERIFY(header.error().args.isEmpty());
}

// 300 MiB in 300 KB: refused for its size, by the reader and not by its death.
void HostileTest::deflatedBomb() {
    const QByteArray file = runPython(QStringLiteral(
        "import sys, struct, zlib\n"
        "s = b'1.2.840.10008.1.2.1.99'\n"
        "c = zlib.compressobj(9, zlib.DEFLATED, -15)\n"
        "n = 300 << 20\n"
        "b = c.compress(struct.pack('<HH2sH', 8, 0x16, b'UI', 26) + b'1.2.840.10008.5.1.4.1.1.2\\0')\n"
        "b += c.compress(struct.pack('<HH2sHI', 9, 0x1001, b'OB', 0, n))\n"
        "for k in range(300): b += c.compress(bytes(1 << 20))\n"
        "b += c.flush()\n"
        "sys.stdout.buffer.write(b'\\0' * 128 + b'DICM' + struct.pack('<HH2sH', 2, 0x10, b'UI', len(s)) + s "
        "+ b)\n"));
    QVERIFY(file.size() > 100'000 && file.size() < (1 << 20));
    WorkerPool pool(1);
    const auto header = pool.parse(WorkerInput::fromBytes(file));
    QVERIFY(!header);
    QCOMPARE(header.error().code, QByteArray("too-large"));
}

// DCMTK 3.6.9 does not step over a TEM marker: its search for the bit depth never ends. The worker's
// processor time does.
void HostileTest::endlessLoop() {
    WorkerLimits limits;
    limits.cpuSeconds = 1;
    WorkerPool pool(1, limits);
    const QByteArray file =
        part10(kLossless, picture(2, 4) + encapsulated(QByteArray("\xFF\xD8\xFF\x01", 4) +
                                                       QByteArray(26, '\0') + QByteArray("\xFF\xD9", 2)));
    const WorkerInput input = WorkerInput::fromBytes(file);
    const auto header = pool.parse(input);
    QVERIFY(header);
    const auto frame = pool.pixels(input, header->slice);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, QByteArray("malformed"));
    QCOMPARE(frame.error().args, QStringList{QStringLiteral("parser-timeout")});
    QVERIFY(pool.parse(input)); // the next file has a worker
}

// A stack overflow inside DCMTK costs one file, and so does an assertion of OpenJPH: a long run of ones where the
// heads of packets lie.
void HostileTest::librariesCrashInTheWorker() {
    const QByteArray item = number(0x0040, 2) + number(0xA730, 2) + number(0xFFFFFFFF, 4) +
                            number(0xE000FFFE, 4) + number(0xFFFFFFFF, 4);
    const QByteArray first = number(0x0008, 2) + number(0x0016, 2) + number(26, 4) +
                             "1.2.840.10008.5.1.4.1.1.2" + QByteArray(1, '\0');
    WorkerPool pool(1);
    const auto deep = pool.parse(WorkerInput::fromBytes(first + item.repeated(7000)));
    QVERIFY(!deep);
    QCOMPARE(deep.error().code, QByteArray("malformed"));
    QCOMPARE(deep.error().args, QStringList{QStringLiteral("parser-died")});
    WaveletPicture small{12, 9, 3, 8, false, {}};
    for (int n = 0; n < 12 * 9 * 3; ++n)
        small.values.push_back(n % 97);
    EncapsulatedFile wavelet;
    wavelet.syntax = "1.2.840.10008.1.2.4.201";
    wavelet.rows = 9;
    wavelet.columns = 12;
    wavelet.samples = 3;
    wavelet.allocated = wavelet.stored = 8;
    wavelet.high = 7;
    wavelet.isSigned = false;
    wavelet.photometric = "RGB";
    wavelet.frames = {{encodeHtj2k(small).replace(217, 60, QByteArray(60, '\xFF'))}};
    const WorkerInput asserting = WorkerInput::fromBytes(wavelet.bytes());
    const auto header = pool.parse(asserting);
    QVERIFY(header);
    const auto frame = pool.pixels(asserting, header->slice);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, QByteArray("malformed"));
    QCOMPARE(frame.error().args, QStringList{QStringLiteral("parser-died")});
    const auto next = pool.parse(WorkerInput::fromBytes(
        part10(kExplicit, picture(4, 8) + longHead(0x7FE0, 0x0010, "OW", 64) + QByteArray(64, 'x'))));
    QVERIFY(next);
}

void HostileTest::isoImages() {
    WorkerPool pool(1);
    const QByteArray iso = packed("iso9660", [](archive* a) {
        add(a, "folder/a long name of a slice.dcm", QByteArray(3000, 'x'));
        add(a, "\u5f20\u4e09.dcm", QByteArray(5000, 'y'));
        add(a, "link", {}, "/etc/passwd");
    });
    QVERIFY(isArchive(WorkerInput::fromBytes(iso)));
    QStringList entries = entriesOf(pool, iso);
    entries.sort();
    QCOMPARE(entries, (QStringList{QStringLiteral("folder/a long name of a slice.dcm"),
                                   QStringLiteral("link:link"), QStringLiteral("\u5f20\u4e09.dcm")}));
    dicom::ArchiveLimits few;
    few.entries = 1;
    QCOMPARE(entriesOf(pool, iso, few).back(), QStringLiteral("inside-archive-limit"));
    // Cut anywhere: entries that arrived or an error, never a death, never an entry of other bytes.
    for (const qsizetype size : {qsizetype(0x8100), qsizetype(0xA000), iso.size() / 2, iso.size() - 4000}) {
        for (const QString& entry : entriesOf(pool, iso.first(std::min(size, iso.size()))))
            QVERIFY(!entry.contains(QLatin1StringView("parser")));
    }
}

void HostileTest::archiveBombs() {
    WorkerPool pool(1);
    dicom::ArchiveLimits limits;
    limits.ratioAfter = 1 << 20;
    for (const char* format : {"zip", "ustar"}) {
        const QByteArray bomb = packed(format, [](archive* a) {
            add(a, "a", "first");
            add(a, "b", QByteArray(6 << 20, '\0'));
        });
        const QStringList entries = entriesOf(pool, bomb, limits);
        QCOMPARE(entries.front(), QStringLiteral("a"));
        // tar by itself packs nothing: the same bytes are no bomb there.
        QCOMPARE(entries.back() == QLatin1StringView("inside-archive-limit"), qstrcmp(format, "zip") == 0);
    }
    const QByteArray evil = packed("ustar", [](archive* a) {
        add(a, "/absolute", "1");
        add(a, "a/../../up", "2");
        add(a, "fine", "3");
        add(a, "loop", {}, "loop");
    });
    QCOMPARE(entriesOf(pool, evil),
             (QStringList{QStringLiteral("/absolute:unsafe-path"), QStringLiteral("a/../../up:unsafe-path"),
                          QStringLiteral("fine"), QStringLiteral("loop:link")}));
}

// The largest worker of all tests above.
void HostileTest::memoryStaysBounded() {
    rusage children{};
    QCOMPARE(::getrusage(RUSAGE_CHILDREN, &children), 0);
    constexpr long kMost_KiB = 1300L << 10; // 300 MiB of input, its copy, and room
    QVERIFY2(children.ru_maxrss < kMost_KiB, qPrintable(QString::number(children.ru_maxrss)));
}

QTEST_GUILESS_MAIN(HostileTest)
#include "HostileTest.moc"
