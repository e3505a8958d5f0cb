// SPDX-License-Identifier: GPL-3.0-or-later
// The real casebook-worker: what it gives back, what kills it, and workers that hang or lie.
#include "storage/worker/WorkerPool.h"
#include "storage/worker/WorkerProcess.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <thread>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::test;

namespace {

WorkerInput fileOf(const QString& set, const QString& name) {
    auto input = WorkerInput::open(ctPath(set, name));
    return input ? *input : WorkerInput::fromBytes({});
}

const QString kOriginals = QStringLiteral("02-chest-lidc-0001-originals");
const QString kOneSlice = QStringLiteral("264586513142.dcm");

/// 8 bytes of a tag and a length, little-endian.
QByteArray tag(quint16 group, quint16 element, quint32 length) {
    QByteArray out;
    for (const quint32 part : {quint32(group), quint32(element)})
        out += QByteArray(1, char(part & 0xFF)) + QByteArray(1, char(part >> 8));
    for (int n = 0; n < 4; ++n)
        out += char(length >> (8 * n));
    return out;
}

/// An implicit little-endian data set with sequences in sequences: kills a recursive parser.
QByteArray nested(int depth) {
    QByteArray out = tag(0x0008, 0x0016, 26) + "1.2.840.10008.5.1.4.1.1.2" + QByteArray(1, '\0');
    for (int n = 0; n < depth; ++n)
        out += tag(0x0040, 0xA730, 0xFFFFFFFF) + tag(0xFFFE, 0xE000, 0xFFFFFFFF);
    for (int n = 0; n < depth; ++n)
        out += tag(0xFFFE, 0xE00D, 0) + tag(0xFFFE, 0xE0DD, 0);
    return out;
}

/// A worker written in Python that does what `body` says with the socket `s` after its first request.
class FakeWorker {
public:
    explicit FakeWorker(const QString& body) {
        const QString path = x_folder.filePath(QStringLiteral("casebook-worker"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return;
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        file.write((QStringLiteral("#!") + python +
                    QStringLiteral("\nimport socket, struct, time, array, mmap, os\n"
                                   "s = socket.socket(fileno=3)\n"
                                   "def answer(kind, bulk=0, payload=b''):\n"
                                   "    s.send(struct.pack('<IHHIIQ', 0x57574243, 1, kind, request, "
                                   "len(payload), bulk) + payload)\n"
                                   "while True:\n"
                                   "    data, anc, flags, addr = s.recvmsg(65536, 256)\n"
                                   "    if not data: break\n"
                                   "    request = struct.unpack('<I', data[8:12])[0]\n") +
                    body)
                       .toUtf8());
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
        qputenv("CASEBOOK_WORKER", QFile::encodeName(path));
    }
    ~FakeWorker() { qunsetenv("CASEBOOK_WORKER"); }
    FakeWorker(const FakeWorker&) = delete;
    FakeWorker& operator=(const FakeWorker&) = delete;

private:
    QTemporaryDir x_folder;
};

} // namespace

class WorkerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void headers();
    void manyHeaders();
    void pixels();
    void pixelsOfASeries();
    void segmentationsAndLabels();
    void deepNestingIsOneRefusedFile();
    void hostileSet();
    void flippedFiles();
    void idleDeathIsNobodysFault();
    void aBusyMachineIsNoFilesFault();
    void replacedAfterSoManyFiles();
    void hangingWorkerIsKilled();
    void lyingWorkerIsRefused_data();
    void lyingWorkerIsRefused();
    void killedFromOutsideIsNoFilesFault();
    void noWorker();
    void descriptorsStayHere();
    void inputs();
};

void WorkerTest::initTestCase() {
    CASEBOOK_NEED_DATA();
    QVERIFY2(!workerProgram().isEmpty(), "casebook-worker is not built");
}

void WorkerTest::headers() {
    WorkerPool pool(1);
    const auto header = pool.parse(fileOf(kOriginals, kOneSlice));
    QVERIFY2(header, header ? "" : header.error().code.constData());
    QCOMPARE(header->slice.rows, 512);
    QCOMPARE(header->patient.patientId, QStringLiteral("LIDC-IDRI-0001"));
    const auto bytes = pool.parse(WorkerInput::fromBytes(readFile(ctPath(kOriginals, kOneSlice))));
    QVERIFY(bytes);
    QCOMPARE(dicom::toJson(*bytes), dicom::toJson(*header));
    const auto text = pool.parse(WorkerInput::fromBytes(QByteArray(1000, 'x')));
    QVERIFY(!text);
    QCOMPARE(text.error().code, QByteArray("not-dicom"));
    QVERIFY(!pool.parse(WorkerInput::fromBytes({})));
}

void WorkerTest::manyHeaders() {
    WorkerPool pool(2);
    QStringList paths;
    for (const auto& entry : ctFiles(QStringLiteral("04-chest-cip-64"))) {
        const QString path = entry.toObject().value(QLatin1StringView("path")).toString();
        if (path.startsWith(QLatin1StringView("dicom/")))
            paths << ctPath(QStringLiteral("04-chest-cip-64"), path);
    }
    QCOMPARE(paths.size(), 79);
    std::vector<QString> uids(std::size_t(paths.size()));
    std::atomic<int> failures = 0;
    std::atomic<int> last = 0;
    Job job;
    job.progress = [&](std::int64_t, std::int64_t total) { last = int(total); };
    pool.parseMany(
        int(paths.size()), [&](int i) { return WorkerInput::open(paths.at(i)); },
        [&](int i, Result<dicom::ParsedInstance> header) {
            if (header)
                uids[std::size_t(i)] = header->sopInstance;
            else
                ++failures;
        },
        job);
    QCOMPARE(failures.load(), 0);
    QCOMPARE(last.load(), 79);
    for (int i = 0; i < paths.size(); ++i) {
        const auto alone = pool.parse(*WorkerInput::open(paths.at(i)));
        QVERIFY(alone);
        QCOMPARE(uids[std::size_t(i)], alone->sopInstance);
    }
    std::stop_source stop;
    stop.request_stop();
    int called = 0;
    pool.parseMany(
        10,
        [&](int i) {
            ++called;
            return WorkerInput::open(paths.at(i));
        },
        [](int, Result<dicom::ParsedInstance>) {}, {stop.get_token(), {}});
    QCOMPARE(called, 0);
}

void WorkerTest::pixels() {
    WorkerPool pool(1);
    const QString set = QStringLiteral("20-syntax-one-ct");
    int read = 0;
    for (const auto& entry : ctFiles(set)) {
        const QJsonObject truth = entry.toObject();
        const auto input = fileOf(set, truth.value(QLatin1StringView("path")).toString());
        const auto header = pool.parse(input);
        QVERIFY(header);
        const auto frame = pool.pixels(input, header->slice);
        if (!header->decodable) {
            QVERIFY(!frame);
            QCOMPARE(frame.error().code, QByteArray("unsupported-transfer-syntax"));
            QCOMPARE(frame.error().object, header->transferSyntax);
            continue;
        }
        QVERIFY2(frame, frame ? "" : frame.error().code.constData());
        ++read;
        if (const QString sha = truth.value(QLatin1StringView("sha256_stored_le")).toString(); !sha.isEmpty())
            QCOMPARE(QString::fromLatin1(dicom::pixelHash(*frame).toHex()), sha);
    }
    QCOMPARE(read, 15);
}

void WorkerTest::pixelsOfASeries() {
    WorkerPool pool(2);
    const QString set = QStringLiteral("01-chest-lidc-0001");
    QStringList paths, hashes;
    for (const auto& entry : ctFiles(set)) {
        if (const QString sha = entry.toObject().value(QLatin1StringView("sha256_stored_le")).toString();
            !sha.isEmpty() && paths.size() < 24) {
            paths << ctPath(set, entry.toObject().value(QLatin1StringView("path")).toString());
            hashes << sha;
        }
    }
    std::vector<SliceHeader> headers;
    for (const QString& path : std::as_const(paths)) {
        const auto header = pool.parse(*WorkerInput::open(path));
        QVERIFY(header);
        headers.push_back(header->slice);
    }
    std::vector<QString> ours(headers.size());
    pool.pixelsMany(
        headers, [&](int i) { return WorkerInput::open(paths.at(i)); },
        [&](int i, Result<dicom::DecodedFrame> frame) {
            if (frame)
                ours[std::size_t(i)] = QString::fromLatin1(dicom::pixelHash(*frame).toHex());
        });
    for (int i = 0; i < hashes.size(); ++i)
        QCOMPARE(ours[std::size_t(i)], hashes.at(i));
}

void WorkerTest::segmentationsAndLabels() {
    WorkerPool pool(1);
    const auto seg = pool.segmentation(fileOf(QStringLiteral("40-seg-dcmqi"), QStringLiteral("liver.dcm")));
    QVERIFY2(seg, seg ? "" : seg.error().code.constData());
    QCOMPARE(std::count(seg->segments[0].values.begin(), seg->segments[0].values.end(), std::uint8_t(1)),
             std::ptrdiff_t(107098));
    const auto labels =
        pool.labels(fileOf(QStringLiteral("40-seg-dcmqi"), QStringLiteral("liver_spine_seg.nrrd")));
    QVERIFY(labels);
    QCOMPARE(labels->segments.size(), std::size_t(2));
    QVERIFY(!pool.segmentation(fileOf(kOriginals, kOneSlice)));
    QVERIFY(!pool.labels(fileOf(kOriginals, kOneSlice)));
    QVERIFY(
        isLabelFile(fileOf(QStringLiteral("03-ct-totalseg"), QStringLiteral("example_seg_dicom.nii.gz"))));
    QVERIFY(!isLabelFile(fileOf(kOriginals, kOneSlice)));
}

void WorkerTest::deepNestingIsOneRefusedFile() {
    WorkerPool pool(1);
    const auto shallow = pool.parse(WorkerInput::fromBytes(nested(50)));
    QCOMPARE(shallow.error().code, QByteArray("no-pixel-data"));
    QVERIFY(shallow.error().args.isEmpty());
    for (const int depth : {7000, 200'000}) {
        const auto deep = pool.parse(WorkerInput::fromBytes(nested(depth)));
        QVERIFY(!deep);
        QCOMPARE(deep.error().code, QByteArray("malformed"));
        QCOMPARE(deep.error().args, QStringList{QStringLiteral("parser-died")});
        QVERIFY(pool.parse(fileOf(kOriginals, kOneSlice))); // the next file has a worker again
    }
}

// Every file of the hostile set is read or refused by a known code, and its pixels too.
void WorkerTest::hostileSet() {
    WorkerPool pool(2);
    static const QList<QByteArray> known{
        "not-dicom",          "truncated",    "no-pixel-data", "unsupported-transfer-syntax",
        "unsupported-object", "bad-geometry", "too-large",     "malformed"};
    int read = 0;
    for (const auto& entry : ctFiles(QStringLiteral("50-malformed"))) {
        const QString name = entry.toObject().value(QLatin1StringView("path")).toString();
        const auto input = fileOf(QStringLiteral("50-malformed"), name);
        const auto header = pool.parse(input);
        if (!header) {
            QVERIFY2(known.contains(header.error().code), header.error().code.constData());
            continue;
        }
        ++read;
        const auto frame = pool.pixels(input, header->slice);
        if (!frame) {
            QVERIFY2(known.contains(frame.error().code), frame.error().code.constData());
            continue;
        }
        const QString sha = entry.toObject().value(QLatin1StringView("sha256_stored_le")).toString();
        // Colour in luminance and chrominance is stored as its decoder gives it: no two agree.
        const QString colour = entry.toObject().value(QLatin1StringView("photometric")).toString();
        if (!sha.isEmpty() && !colour.startsWith(QLatin1StringView("YBR")))
            QCOMPARE(QString::fromLatin1(dicom::pixelHash(*frame).toHex()), sha);
    }
    QVERIFY(read >= 12);
    QVERIFY(pool.parse(fileOf(kOriginals, kOneSlice)));
}

// Flips and cuts of small real files: an answer each, and the pool lives on.
void WorkerTest::flippedFiles() {
    WorkerPool pool(2);
    QList<QByteArray> files;
    for (const char* path :
         {"40-seg-dcmqi/23x38x3/seg/label.seg", "41-seg-highdicom/seg_image_ct_true_fractional.dcm",
          "41-seg-highdicom/referenced-ct-77654033/17106", "30-charset/chrX2.dcm"})
        files << readFile(dataFolder() + QStringLiteral("/ct/") + QString::fromLatin1(path));
    std::uint32_t seed = 5;
    const auto next = [&seed] { return (seed = seed * 1664525U + 1013904223U) >> 7; };
    int answers = 0;
    for (int n = 0; n < 400; ++n) {
        QByteArray file = files.at(n % files.size());
        for (std::uint32_t k = 0; k < 1 + next() % 4; ++k)
            file[qsizetype(next()) % file.size()] = char(next());
        if (n % 5 == 0)
            file.truncate(qsizetype(next()) % file.size());
        const auto input = WorkerInput::fromBytes(file);
        const auto header = pool.parse(input);
        if (header && header->kind == dicom::ObjectKind::Segmentation) {
            if (const auto seg = pool.segmentation(input)) {
                for (const Segment& s : seg->segments)
                    QCOMPARE(s.values.size(), s.box.count());
            }
        } else if (header) {
            if (const auto frame = pool.pixels(input, header->slice))
                QCOMPARE(frame->bytes.size(), qsizetype(frame->columns) * frame->rows * frame->samples *
                                                  dicom::bytesPerSample(frame->type));
        }
        ++answers;
    }
    QCOMPARE(answers, 400);
    QVERIFY(pool.parse(fileOf(kOriginals, kOneSlice)));
}

void WorkerTest::idleDeathIsNobodysFault() {
    WorkerProcess worker(workerProgram(), qint64(4) << 30);
    const auto input = fileOf(kOriginals, kOneSlice);
    const wire::Message request{wire::Type::Parse, 0, 0, {}};
    QVERIFY(worker.ask(request, *input.descriptor(), -1, 30));
    const pid_t first = worker.pid();
    ::kill(first, SIGKILL);
    siginfo_t ended{};
    QCOMPARE(::waitid(P_PID, id_t(first), &ended, WEXITED | WNOWAIT),
             0); // its end of the socket is closed now
    QVERIFY(worker.ask(request, *input.descriptor(), -1, 30));
    QVERIFY(worker.pid() != first);
}

/// A worker that got no time of the processor says nothing of its file.
void WorkerTest::aBusyMachineIsNoFilesFault() {
    WorkerProcess worker(workerProgram(), qint64(4) << 30);
    const auto input = fileOf(kOriginals, kOneSlice);
    const wire::Message request{wire::Type::Parse, 0, 0, {}};
    QVERIFY(worker.ask(request, *input.descriptor(), -1, 30));
    const pid_t pid = worker.pid();
    ::kill(pid, SIGSTOP);
    const std::jthread later([pid] {
        QThread::msleep(2500);
        ::kill(pid, SIGCONT);
    });
    const auto answer = worker.ask(request, *input.descriptor(), -1, 1);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().args.join(u' ')));
    QCOMPARE(worker.pid(), pid);
}

void WorkerTest::replacedAfterSoManyFiles() {
    WorkerLimits limits;
    limits.filesPerWorker = 3;
    WorkerPool pool(1, limits);
    for (int n = 0; n < 8; ++n)
        QVERIFY(pool.parse(fileOf(kOriginals, kOneSlice)));
}

void WorkerTest::hangingWorkerIsKilled() {
    const FakeWorker fake(QStringLiteral("    time.sleep(600)\n"));
    WorkerLimits limits;
    limits.headerSeconds = 1;
    WorkerPool pool(1, limits);
    QElapsedTimer clock;
    clock.start();
    const auto header = pool.parse(fileOf(kOriginals, kOneSlice));
    QVERIFY(!header);
    QCOMPARE(header.error().code, QByteArray("malformed"));
    QCOMPARE(header.error().args, QStringList{QStringLiteral("parser-timeout")});
    QVERIFY(clock.elapsed() >= 900);
}

void WorkerTest::lyingWorkerIsRefused_data() {
    QTest::addColumn<QString>("body");
    QTest::newRow("rubbish") << QStringLiteral("    s.send(b'x' * 100)\n");
    QTest::newRow("dies") << QStringLiteral("    os._exit(0)\n");
    QTest::newRow("other request") << QStringLiteral("    request += 1; answer(101)\n");
    QTest::newRow("another kind") << QStringLiteral("    answer(114)\n");
    QTest::newRow("empty header") << QStringLiteral("    answer(101)\n");
    QTest::newRow("more bytes than memory") << QStringLiteral(
        "    answer(102, 1 << 40, b'\\xa4acZ\\x00\\x00\\x02\\x00arZ\\x00\\x00\\x02\\x00asAatB')\n");
    // {"c": 512, "r": 512, "s": 1, "t": 5}: four bytes a sample where two were asked for.
    QTest::newRow("wider samples") << QStringLiteral(
        "    answer(102, 512 * 512 * 4, b'\\xa4ac\\x19\\x02\\x00ar\\x19\\x02\\x00as\\x01at\\x05')\n");
    QTest::newRow("another shape") << QStringLiteral(
        "    answer(102, 1024 * 512 * 2, b'\\xa4ac\\x19\\x04\\x00ar\\x19\\x02\\x00as\\x01at\\x03')\n");
    QTest::newRow("grid of nothing") << QStringLiteral("    answer(103, 8)\n");
}

void WorkerTest::lyingWorkerIsRefused() {
    QFETCH(QString, body);
    SliceHeader header;
    header.columns = header.rows = 512;
    const FakeWorker fake(body);
    WorkerPool pool(1);
    const auto input = fileOf(kOriginals, kOneSlice);
    const auto parsed = pool.parse(input);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, QByteArray("malformed"));
    const auto frame = pool.pixels(input, header);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, QByteArray("malformed"));
    const auto seg = pool.segmentation(input);
    QVERIFY(!seg);
    QCOMPARE(seg.error().code, QByteArray("malformed"));
}

/// As the kernel does that is short of memory: a fresh worker is asked once, and no file is called damaged.
void WorkerTest::killedFromOutsideIsNoFilesFault() {
    const auto input = fileOf(kOriginals, kOneSlice);
    {
        const FakeWorker fake(QStringLiteral("    os.kill(os.getpid(), 9)\n"));
        WorkerPool pool(1);
        const auto header = pool.parse(input);
        QVERIFY(!header);
        QCOMPARE(header.error().code, QByteArray("worker-failed"));
        QCOMPARE(int(header.error().kind), int(ErrorKind::System));
    }
    const QTemporaryDir folder;
    const FakeWorker fake(QStringLiteral("    if not os.path.exists('%1'):\n"
                                         "        open('%1', 'w').close()\n"
                                         "        os.kill(os.getpid(), 9)\n"
                                         "    answer(104, 0, b'\\xa1dcodeinot-dicom')\n")
                              .arg(folder.filePath(QStringLiteral("killed"))));
    WorkerPool pool(1);
    QCOMPARE(pool.parse(input).error().code, QByteArray("not-dicom"));
}

void WorkerTest::noWorker() {
    qputenv("CASEBOOK_WORKER", "/nowhere/casebook-worker");
    const auto restore = qScopeGuard([] { qunsetenv("CASEBOOK_WORKER"); });
    WorkerPool pool(1);
    const auto header = pool.parse(fileOf(kOriginals, kOneSlice));
    QVERIFY(!header);
    QCOMPARE(header.error().code, QByteArray("worker-missing"));
    QCOMPARE(int(header.error().kind), int(ErrorKind::System));
}

// A descriptor that the program forgot to close on exec does not survive in the worker.
void WorkerTest::descriptorsStayHere() {
    const int leak = ::open("/dev/zero", O_RDONLY); // deliberately without O_CLOEXEC
    QVERIFY(leak >= 0);
    const auto close = qScopeGuard([leak] { ::close(leak); });
    WorkerProcess worker(workerProgram(), qint64(4) << 30);
    const auto input = fileOf(kOriginals, kOneSlice);
    QVERIFY(worker.ask({wire::Type::Parse, 0, 0, {}}, *input.descriptor(), -1, 30));
    const QDir open(QStringLiteral("/proc/%1/fd").arg(worker.pid()));
    const QStringList names = open.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot);
    if (names.isEmpty())
        QSKIP("the worker can't be looked into without root, as it should be");
    for (const QString& name : names)
        QVERIFY(QFile::symLinkTarget(open.filePath(name)) != QLatin1StringView("/dev/zero"));
    QVERIFY(names.size() <= 5); // the standard three, the socket, and the file it may still be closing
}

void WorkerTest::inputs() {
    QVERIFY(!WorkerInput::open(QStringLiteral("/nowhere/x.dcm")));
    QVERIFY(!WorkerInput::open(QDir::tempPath()));
    QCOMPARE(WorkerInput::open(QStringLiteral("/dev/zero")).error().code, QByteArray("unreadable"));
    const auto file = fileOf(kOriginals, kOneSlice);
    QCOMPARE(*file.readAll(), readFile(ctPath(kOriginals, kOneSlice)));
    const auto bytes = WorkerInput::fromBytes("abc");
    QCOMPARE(bytes.size(), 3);
    const auto first = bytes.descriptor();
    const auto second = bytes.descriptor();
    QVERIFY(first && second);
    QCOMPARE(*first, *second);
}

QTEST_GUILESS_MAIN(WorkerTest)
#include "WorkerTest.moc"
