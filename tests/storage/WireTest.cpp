// SPDX-License-Identifier: GPL-3.0-or-later
// The language between program and worker: there and back, and what a lying worker can say.
#include "storage/dicom/Channel.h"
#include "storage/dicom/WireFormat.h"

#include <QTest>

#include <sys/socket.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::wire;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

std::uint32_t nextRandom(std::uint32_t& seed) {
    seed = seed * 1664525U + 1013904223U;
    return seed >> 7;
}

Segmentation someSegmentation() {
    Segmentation s;
    s.kind = Segmentation::Kind::Fractional;
    s.uid = QStringLiteral("1.2.3");
    s.maximumFraction = 128;
    s.grid.columns = 5;
    s.grid.rows = 4;
    s.grid.slices = 3;
    s.grid.sliceStep = WorldVector(0, 0.25, 2.5);
    s.grid.rowSpacing = 0.7;
    Segment a;
    a.number = 7;
    a.label = QStringLiteral("\u7ed3\u8282");
    a.code = "27925004^SCT";
    a.color = {1, 2, 3};
    a.hasColor = true;
    a.algorithm = {QStringLiteral("Finder"), QStringLiteral("2"), "AUTOMATIC"};
    a.frames = 2;
    a.box.first = {1, 2, 0};
    a.box.size = {2, 1, 2};
    a.values = {1, 0, 128, 5};
    Segment empty;
    empty.number = 300;
    s.segments = {a, empty};
    return s;
}

} // namespace

class WireTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void messages();
    void layoutIsFixed();
    void otherVersionIsRefused();
    void segmentations();
    void liesAboutSegmentations_data();
    void liesAboutSegmentations();
    void flippedBytes();
    void errorsCarryNoText();
    void socketAndDescriptors();
    void memoryCannotChangeItsSize();
};

void WireTest::messages() {
    Message m;
    m.type = Type::Frame;
    m.request = 77;
    m.bulk = 1'234'567'890'123;
    m.payload.insert(QLatin1StringView("c"), 512);
    const auto again = decode(bytesOf(encode(m)));
    QVERIFY(again);
    QCOMPARE(int(again->type), int(m.type));
    QCOMPARE(again->request, m.request);
    QCOMPARE(again->bulk, m.bulk);
    QCOMPARE(again->payload, m.payload);
}

// Written by hand from docs/formats/wire.md.
void WireTest::layoutIsFixed() {
    Message m;
    m.type = Type::Next;
    m.request = 0x01020304;
    m.bulk = 5;
    QCOMPARE(encode(m).toHex(), QByteArray("43425757"
                                           "0100"
                                           "0600"
                                           "04030201"
                                           "00000000"
                                           "0500000000000000"));
}

void WireTest::otherVersionIsRefused() {
    const QByteArray good = encode({Type::Next, 1, 0, {}});
    QVERIFY(decode(bytesOf(good)));
    for (const int at : {0, 4, 6, 12}) {
        QByteArray bad = good;
        bad[at] = char(bad.at(at) ^ 0x40);
        QVERIFY(!decode(bytesOf(bad)));
    }
    QVERIFY(!decode(bytesOf(good.first(good.size() - 1))));
    QVERIFY(!decode(bytesOf(good + "x")));
    QVERIFY(!decode({}));
}

void WireTest::segmentations() {
    const Segmentation s = someSegmentation();
    const QByteArray packed = pack(s, kLargestBulk);
    const auto again = unpack(bytesOf(packed));
    QVERIFY(again);
    QCOMPARE(pack(*again, kLargestBulk), packed);
    QCOMPARE(again->segments.size(), std::size_t(2));
    QCOMPARE(again->segments[0].values, s.segments[0].values);
    QCOMPARE(again->segments[0].label, s.segments[0].label);
    QCOMPARE(again->segments[0].algorithm.version, s.segments[0].algorithm.version);
    QCOMPARE(again->grid.sliceStep, s.grid.sliceStep);
    QCOMPARE(again->maximumFraction, 128.0);
    QVERIFY(pack(s, 10).isEmpty());
}

void WireTest::liesAboutSegmentations_data() {
    QTest::addColumn<int>("lie");
    for (int n = 0; n < 7; ++n)
        QTest::addRow("%d", n) << n;
}

void WireTest::liesAboutSegmentations() {
    QFETCH(int, lie);
    Segmentation s = someSegmentation();
    switch (lie) {
    case 0: s.segments[0].box.size = {5, 4, 3}; break;          // more voxels than bytes
    case 1: s.segments[0].box.first = {4, 2, 0}; break;         // box leaves the grid
    case 2: s.segments[0].box.size = {-2, -1, 2}; break;        // negative
    case 3: s.grid.columns = 70000; break;
    case 4: s.grid.rowSpacing = 0; break;
    case 5: s.grid.origin = WorldPoint(0, qQNaN(), 0); break;
    case 6: s.segments[0].values.push_back(1); break;           // bytes left over
    default: break;
    }
    QVERIFY(!unpack(bytesOf(pack(s, kLargestBulk))));
}

// Random flips and cuts: an error or a value that holds together, never a crash.
void WireTest::flippedBytes() {
    dicom::ParsedInstance instance;
    instance.sopInstance = QStringLiteral("1.2.3");
    instance.patient.name = QStringLiteral("A^B=\u5f20^\u4e09");
    instance.slice.columns = instance.slice.rows = 512;
    instance.slice.position = WorldPoint(1, 2, 3);
    Message m{Type::Instance, 3, 0, dicom::toCbor(instance)};
    const QByteArray message = encode(m);
    const QByteArray packed = pack(someSegmentation(), kLargestBulk);
    std::uint32_t seed = 11;
    int survived = 0;
    for (int n = 0; n < 20000; ++n) {
        QByteArray a = message, b = packed;
        for (int k = 0; k < 2; ++k) {
            a[qsizetype(nextRandom(seed)) % a.size()] = char(nextRandom(seed));
            b[qsizetype(nextRandom(seed)) % b.size()] = char(nextRandom(seed));
        }
        if (n % 4 == 0) {
            a.truncate(qsizetype(nextRandom(seed)) % a.size());
            b.truncate(qsizetype(nextRandom(seed)) % b.size());
        }
        if (const auto decoded = decode(bytesOf(a))) {
            if (const auto header = dicom::instanceFromCbor(decoded->payload)) {
                QVERIFY(header->slice.columns <= 65535 &&
                        header->slice.bitsStored <= header->slice.bitsAllocated);
                ++survived;
            }
        }
        if (const auto seg = unpack(bytesOf(b))) {
            for (const Segment& s : seg->segments)
                QCOMPARE(s.values.size(), s.box.count());
        }
    }
    QVERIFY(survived > 0);
}

void WireTest::errorsCarryNoText() {
    Message m =
        failure(1, {ErrorKind::Refused, "bad-geometry", QStringLiteral("1.2.840.10008.1.2.4.90"), {}});
    QCOMPARE(errorOf(m).code, QByteArray("bad-geometry"));
    QCOMPARE(errorOf(m).object, QStringLiteral("1.2.840.10008.1.2.4.90"));
    m.payload.insert(QLatin1StringView("code"), QStringLiteral("Zhang San"));
    m.payload.insert(QLatin1StringView("object"), QStringLiteral("Zhang San"));
    QCOMPARE(errorOf(m).code, QByteArray("malformed"));
    QVERIFY(errorOf(m).object.isEmpty());
}

void WireTest::socketAndDescriptors() {
    std::array<int, 2> pair{};
    QCOMPARE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()), 0);
    const Descriptor a(pair[0]);
    Descriptor b(pair[1]);
    Received got;
    QCOMPARE(int(receive(b.get(), 10, got)), int(ReceiveState::TimedOut));
    const auto input = makeSealedCopy("hello");
    const auto output = makeSharedMemory(16);
    QVERIFY(input && output);
    QVERIFY(send(a.get(), {Type::Pixels, 5, 0, {}}, input->get(), output->get()));
    QCOMPARE(int(receive(b.get(), 1000, got)), int(ReceiveState::Message));
    QCOMPARE(got.message.request, 5U);
    const auto in = Mapping::readOnly(got.descriptors[0].get());
    auto out = Mapping::writable(got.descriptors[1].get());
    QVERIFY(in && out);
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(in->bytes().data()), 5), QByteArray("hello"));
    out->writableBytes()[3] = std::byte{9};
    const auto ours = Mapping::readShared(output->get());
    QVERIFY(ours);
    QCOMPARE(int(ours->bytes()[3]), 9);
    QCOMPARE(::send(a.get(), "rubbish", 7, 0), ssize_t(7));
    QCOMPARE(int(receive(b.get(), 1000, got)), int(ReceiveState::Broken));
    b = Descriptor();
    QVERIFY(!send(a.get(), {Type::Next, 1, 0, {}}));
    QCOMPARE(int(receive(a.get(), 1000, got)), int(ReceiveState::Closed));
}

void WireTest::memoryCannotChangeItsSize() {
    const auto output = makeSharedMemory(4096);
    QVERIFY(output);
    QVERIFY(::ftruncate(output->get(), 0) != 0);
    QVERIFY(::ftruncate(output->get(), 8192) != 0);
    const auto input = makeSealedCopy("fixed");
    QVERIFY(input);
    QVERIFY(::write(input->get(), "x", 1) < 0);
    QVERIFY(!Mapping::writable(input->get()));
}

QTEST_GUILESS_MAIN(WireTest)
#include "WireTest.moc"
