// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/VolumeBuilder.h"

#include <QTest>

#include <cstring>
#include <map>
#include <thread>

using namespace casebook;

namespace {

constexpr int columns = 3, rows = 2;

struct Series {
    PlannedVolume plan;
    std::vector<SliceHeader> headers;
    std::map<int, std::vector<std::byte>> pixels; ///< by header
};

/// One image a value list; its words are cut to bitsAllocated.
Series series(const std::vector<std::vector<std::int64_t>>& images, const SliceHeader& like) {
    Series s;
    s.plan.grid.columns = columns;
    s.plan.grid.rows = rows;
    s.plan.grid.slices = int(images.size());
    for (std::size_t k = 0; k < images.size(); ++k) {
        SliceHeader h = like;
        h.instance = QStringLiteral("1.%1").arg(k);
        h.columns = columns;
        h.rows = rows;
        std::vector<std::byte> bytes;
        for (std::int64_t v : images[k]) {
            for (int b = 0; b < h.bitsAllocated / 8; ++b)
                bytes.push_back(std::byte((std::uint64_t(v) >> (8 * b)) & 0xFF));
        }
        s.pixels[int(k)] = bytes;
        s.headers.push_back(h);
        s.plan.slots.push_back(int(k));
        s.plan.positions.push_back(s.plan.grid.toWorld({0, 0, double(k)}));
    }
    return s;
}

SliceHeader header(int allocated, int stored, int high, bool isSigned, double slope = 1,
                   double intercept = 0) {
    SliceHeader h;
    h.bitsAllocated = allocated;
    h.bitsStored = stored;
    h.highBit = high;
    h.isSigned = isSigned;
    h.slope = slope;
    h.intercept = intercept;
    return h;
}

Result<VolumePtr> built(const Series& s, const QString& modality = QStringLiteral("CT")) {
    return assemble(s.plan, s.headers, {QStringLiteral("1.5"), modality},
                    [&](int, const SliceHeader& h) -> Result<std::span<const std::byte>> {
                        const int index = h.instance.mid(2).toInt();
                        const auto found = s.pixels.find(index);
                        if (found == s.pixels.end())
                            return fail(ErrorKind::Refused, "truncated", h.instance);
                        return std::span<const std::byte>(found->second);
                    },
                    {});
}

std::vector<double> values(const Volume& v, int k) {
    std::vector<double> out;
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i)
            out.push_back(v.valueAt({i, j, k}));
    }
    return out;
}

bool warns(const Volume& v, const QByteArray& code) {
    return std::any_of(v.warnings.begin(), v.warnings.end(),
                       [&](const VolumeWarning& w) { return w.code == code; });
}

} // namespace

using Values = std::vector<double>;
Q_DECLARE_METATYPE(SliceHeader)

class VolumeBuilderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bits_data();
    void bits();
    void paddingIsInStoredUnits_data();
    void paddingIsInStoredUnits();
    void interceptsThatDiffer();
    void slopesThatDiffer();
    void quantisedWhereNothingElseFits();
    void outsideInt16IsTold();
    void missingSlices();
    void damagedSlices();
    void unitNeedsRescaleOrAir();
    void refusals();
    void decodersMayGiveWholeWords();
    void severalThreads();
    void cancelled();
    void oneSlotAlone();
};

void VolumeBuilderTest::bits_data() {
    QTest::addColumn<SliceHeader>("like");
    QTest::addColumn<QList<qint64>>("words");
    QTest::addColumn<QList<double>>("expected");
    const auto row = [](const char* name, const SliceHeader& h, QList<qint64> words, QList<double> expected) {
        QTest::newRow(name) << h << words << expected;
    };
    row("16 of 16 signed", header(16, 16, 15, true, 1, -1024), {0, 1, -1, 32767, -2000, 4095},
        {-1024, -1023, -1025, 31743, -3024, 3071});
    row("16 of 16 unsigned above 32767", header(16, 16, 15, false, 1, -1024),
        {0, 1, 32767, 32768, 33791, 2024}, {-1024, -1023, 31743, 31744, 32767, 1000});
    row("12 of 16 unsigned, old overlay in the high bits", header(16, 12, 11, false, 1, -1024),
        {0x0000, 0xF000, 0x0FFF, 0x1FFF, 0x8400, 0x0400}, {-1024, -1024, 3071, 3071, 0, 0});
    row("12 of 16 signed, high bits not extended", header(16, 12, 11, true),
        {0x0FFF, 0x0800, 0x07FF, 0x1001, 0xFFFF, 0}, {-1, -2048, 2047, 1, -1, 0});
    row("12 of 16 in the upper bits", header(16, 12, 15, true),
        {0x0010, 0xFFF0, 0x8000, 0x7FF5, 0x000F, 0x0020}, {1, -1, -2048, 2047, 0, 2});
    row("8 of 8 unsigned", header(8, 8, 7, false, 2, 10), {0, 1, 127, 128, 255, 5},
        {10, 12, 264, 266, 520, 20});
    row("8 of 8 signed", header(8, 8, 7, true), {0, 1, 127, -128, -1, 5}, {0, 1, 127, -128, -1, 5});
    row("32 of 32 signed", header(32, 32, 31, true), {0, 1, -30000, 30000, -1, 5},
        {0, 1, -30000, 30000, -1, 5});
    row("small slope", header(16, 16, 15, true, 0.001, 0), {-10000, 9999, 500, 0, 1, -1},
        {-10, 9.999, 0.5, 0, 0.001, -0.001});
}

void VolumeBuilderTest::bits() {
    QFETCH(SliceHeader, like);
    QFETCH(QList<qint64>, words);
    QFETCH(QList<double>, expected);
    const auto volume = built(series({std::vector<std::int64_t>(words.begin(), words.end())}, like));
    QVERIFY(volume.has_value());
    const Values found = values(**volume, 0);
    for (std::size_t n = 0; n < found.size(); ++n)
        QVERIFY2(std::abs(found[n] - expected[qsizetype(n)]) < 1e-9,
                 qPrintable(QStringLiteral("%1: %2").arg(n).arg(found[n])));
    QVERIFY(!warns(**volume, "not-int16"));
    QCOMPARE((*volume)->unit, QStringLiteral("HU"));
}

void VolumeBuilderTest::paddingIsInStoredUnits_data() {
    QTest::addColumn<SliceHeader>("like");
    QTest::addColumn<int>("padding");
    QTest::addColumn<qint64>("word");
    QTest::newRow("signed, written as unsigned")
        << header(16, 16, 15, true, 1, -1024) << 63536 << qint64(-2000);
    QTest::newRow("signed") << header(16, 16, 15, true, 1, -1024) << -2000 << qint64(-2000);
    QTest::newRow("unsigned 16 bit") << header(16, 16, 15, false, 1, -1024) << 63536 << qint64(63536);
    QTest::newRow("unsigned 12 bit") << header(16, 12, 11, false, 1, -1024) << 4095 << qint64(4095);
}

void VolumeBuilderTest::paddingIsInStoredUnits() {
    QFETCH(SliceHeader, like);
    QFETCH(int, padding);
    QFETCH(qint64, word);
    like.padding = padding;
    const auto volume = built(series({{0, word, 1, 2, 3, 4}}, like));
    QVERIFY(volume.has_value());
    QVERIFY((*volume)->paddingStored.has_value());
    QCOMPARE(int((*volume)->storedAt({1, 0, 0})), *(*volume)->paddingStored);
}

// Two intercepts in one series: bands in the coronal plane if the first were used for all.
void VolumeBuilderTest::interceptsThatDiffer() {
    Series s = series({{0, 100, 200, 1024, 5000, 65000 - 32000}, {0, 100, 200, 1024, 5000, 3}},
                      header(16, 16, 15, false, 1, -1024));
    s.headers[1].intercept = 0;
    const auto volume = built(s);
    QVERIFY(volume.has_value());
    QCOMPARE(values(**volume, 0), (Values{-1024, -924, -824, 0, 3976, 31976}));
    QCOMPARE(values(**volume, 1), (Values{0, 100, 200, 1024, 5000, 3}));
    QCOMPARE((*volume)->slope, 1.0);
    QCOMPARE((*volume)->intercept, 0.0);
    QVERIFY(!warns(**volume, "not-int16"));
}

void VolumeBuilderTest::slopesThatDiffer() {
    Series s = series({{0, 2, 4, 6, 8, 10}, {0, 1, 2, 3, 4, 5}}, header(16, 16, 15, true, 0.5, -7));
    s.headers[1].slope = 2;
    const auto volume = built(s);
    QVERIFY(volume.has_value());
    QCOMPARE(values(**volume, 0), (Values{-7, -6, -5, -4, -3, -2}));
    QCOMPARE(values(**volume, 1), (Values{-7, -5, -3, -1, 1, 3}));
    QVERIFY(!warns(**volume, "not-int16"));
}

void VolumeBuilderTest::quantisedWhereNothingElseFits() {
    Series s = series({{0, 1000, 2000, 32767, 5, 9}, {0, 1000, 2000, 32767, 5, 9}},
                      header(16, 16, 15, true, 0.7, 0));
    s.headers[1].slope = 3.1;
    const auto volume = built(s, QStringLiteral("PT"));
    QVERIFY(volume.has_value());
    QVERIFY(warns(**volume, "not-int16"));
    const double step = 3.1 * 32767 / 65535;
    QVERIFY(std::abs((*volume)->slope - step) < 1e-4);
    const Volume& v = **volume;
    const double stored[] = {0, 1000, 2000, 32767, 5, 9};
    for (int n = 0; n < 6; ++n) {
        const int i = n % columns, j = n / columns;
        for (const auto& [k, slope] : {std::pair(0, 0.7), std::pair(1, 3.1)}) {
            const double drawn = v.slope * v.storedAt({i, j, k}) + v.intercept;
            QVERIFY(std::abs(drawn - slope * stored[n]) <= step * 0.51);
            QCOMPARE(float(v.valueAt({i, j, k})), float(slope * stored[n]));
        }
    }
}

void VolumeBuilderTest::outsideInt16IsTold() {
    const auto far = built(series({{0, 1, 2, 3, 4, 20000}}, header(16, 16, 15, true, 2, 0)));
    QVERIFY(far.has_value() && warns(**far, "not-int16"));
    QCOMPARE((*far)->valueAt({2, 1, 0}), 40000.0); // kept all the same
    const auto near = built(series({{0, 1, 2, 3, 4, 10000}}, header(16, 16, 15, true, 2, 0)));
    QVERIFY(near.has_value() && !warns(**near, "not-int16"));
}

void VolumeBuilderTest::missingSlices() {
    Series s = series({{5, 6, 7, 8, 9, 10}, {5, 6, -3, 8, 9, 10}}, header(16, 16, 15, true, 1, 0));
    s.plan.grid.slices = 3;
    s.plan.slots = {0, -1, 1};
    s.plan.positions.push_back(s.plan.grid.toWorld({0, 0, 2}));
    const auto volume = built(s);
    QVERIFY(volume.has_value());
    QVERIFY((*volume)->isMissing(1));
    QVERIFY(!(*volume)->isMissing(0) && !(*volume)->isMissing(2));
    QCOMPARE(values(**volume, 1), Values(6, -3.0)); // the minimum
    QVERIFY(!warns(**volume, "truncated-frame"));
    for (SliceHeader& h : s.headers)
        h.padding = -2000;
    QCOMPARE(values(**built(s), 1), Values(6, -2000.0));
}

void VolumeBuilderTest::damagedSlices() {
    Series s =
        series({{5, 6, 7, 8, 9, 10}, {5, 6, 7, 8, 9, 10}, {1, 1, 1, 1, 1, 1}}, header(16, 16, 15, true));
    s.pixels.erase(0);
    s.pixels[1].resize(11); // one byte short
    const auto volume = built(s);
    QVERIFY(volume.has_value());
    QVERIFY((*volume)->isMissing(0) && (*volume)->isMissing(1) && !(*volume)->isMissing(2));
    QVERIFY(warns(**volume, "truncated-frame"));
    s.pixels.clear();
    const auto nothing = built(s);
    QVERIFY(!nothing.has_value());
    QCOMPARE(nothing.error().code, QByteArray("no-pixel-data"));
}

void VolumeBuilderTest::unitNeedsRescaleOrAir() {
    SliceHeader h = header(16, 16, 15, true);
    h.slope.reset();
    h.intercept.reset();
    QCOMPARE((*built(series({{0, 1, 2, 3, 4, 5}}, h)))->unit, QString());
    QCOMPARE((*built(series({{0, -1000, 2, 3, 4, 5}}, h)))->unit, QStringLiteral("HU"));
    QCOMPARE((*built(series({{0, -1000, 2, 3, 4, 5}}, h), QStringLiteral("MR")))->unit, QString());
    h.slope = 1;
    h.intercept = 0;
    h.rescaleType = QStringLiteral("US"); // "unspecified": common in CT
    QCOMPARE((*built(series({{0, 1, 2, 3, 4, 5}}, h)))->unit, QStringLiteral("HU"));
    h.rescaleType = QStringLiteral("Houndsfield Unit"); // as found in public data
    QCOMPARE((*built(series({{0, 1, 2, 3, 4, 5}}, h)))->unit, QStringLiteral("HU"));
    h.rescaleType = QStringLiteral("Z_EFF");
    QCOMPARE((*built(series({{0, 1, 2, 3, 4, 5}}, h)))->unit, QStringLiteral("Z_EFF"));
}

void VolumeBuilderTest::refusals() {
    Series s = series({{1, 2, 3, 4, 5, 6}}, header(16, 16, 15, true));
    VolumeBuilder b(s.plan, s.headers, {QStringLiteral("1.5"), QStringLiteral("CT")});
    const std::span<const std::byte> bytes(s.pixels[0]);
    QCOMPARE(b.place(1, bytes).error().code, QByteArray("bad-geometry"));
    QCOMPARE(b.place(-1, bytes).error().code, QByteArray("bad-geometry"));
    QCOMPARE(b.place(0, bytes.first(11)).error().code, QByteArray("truncated"));
    QCOMPARE(b.place(0, RawPixels{bytes, 16, 17, 15, true}).error().code, QByteArray("malformed"));
    QCOMPARE(b.place(0, RawPixels{bytes, 12, 12, 11, true}).error().code, QByteArray("malformed"));
    QCOMPARE(b.place(0, RawPixels{bytes, 16, 12, 5, true}).error().code, QByteArray("malformed"));
    QVERIFY(b.place(0, bytes).has_value());
}

// Header 12 of 16 bits unsigned; the decoder answers with 16-bit, signed or 32-bit words.
void VolumeBuilderTest::decodersMayGiveWholeWords() {
    const Series s = series({{0, 1, 4095, 1024, 5, 6}}, header(16, 12, 11, false, 1, -1024));
    const Series wide = series({{0, 1, 4095, 1024, 5, 6}}, header(32, 32, 31, true));
    const std::span<const std::byte> words(s.pixels.at(0)), longWords(wide.pixels.at(0));
    for (const RawPixels& raw : {RawPixels{words, 16, 16, 15, false}, RawPixels{words, 16, 16, 15, true},
                                 RawPixels{longWords, 32, 32, 31, true}}) {
        VolumeBuilder b(s.plan, s.headers, {QStringLiteral("1.5"), QStringLiteral("CT")});
        QVERIFY(b.place(0, raw).has_value());
        QCOMPARE(values(**b.finish(), 0), (Values{-1024, -1023, 3071, 0, -1019, -1018}));
    }
    const Series high = series({{0, 1, 40000, 1024, 5, 6}}, header(16, 16, 15, false));
    VolumeBuilder b(s.plan, s.headers, {QStringLiteral("1.5"), QStringLiteral("CT")});
    QCOMPARE(b.place(0, RawPixels{high.pixels.at(0), 16, 16, 15, false}).error().code,
             QByteArray("malformed"));
}

void VolumeBuilderTest::severalThreads() {
    std::vector<std::vector<std::int64_t>> images;
    for (int k = 0; k < 64; ++k)
        images.push_back({k, k + 1, k + 2, -k, 1000 + k, 7});
    const Series s = series(images, header(16, 16, 15, true, 1, -1024));
    VolumeBuilder b(s.plan, s.headers, {QStringLiteral("1.5"), QStringLiteral("CT")});
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int k = t; k < 64; k += 4)
                (void)b.place(k, s.pixels.at(k));
        });
    }
    for (std::thread& t : threads)
        t.join();
    const auto volume = b.finish();
    QVERIFY(volume.has_value());
    for (int k = 0; k < 64; ++k)
        QCOMPARE(values(**volume, k),
                 (Values{k - 1024.0, k - 1023.0, k - 1022.0, -k - 1024.0, k - 24.0, -1017.0}));
}

void VolumeBuilderTest::cancelled() {
    const Series s = series({{1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5, 6}}, header(16, 16, 15, true));
    std::stop_source stop;
    Job job{stop.get_token(), [&](std::int64_t, std::int64_t) { stop.request_stop(); }};
    const auto volume = assemble(
        s.plan, s.headers, {},
        [&](int slot, const SliceHeader&) -> Result<std::span<const std::byte>> {
            return std::span<const std::byte>(s.pixels.at(slot));
        },
        job);
    QVERIFY(!volume.has_value());
    QCOMPARE(volume.error().kind, ErrorKind::Cancelled);
}

void VolumeBuilderTest::oneSlotAlone() {
    Series s = series({{1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2, 2}, {3, 3, 3, 3, 3, 3}}, header(16, 16, 15, true));
    s.plan = singleSlot(s.plan, 1);
    const auto volume = built(s);
    QVERIFY(volume.has_value());
    QCOMPARE((*volume)->grid.slices, 1);
    QCOMPARE((*volume)->grid.origin, WorldPoint(0, 0, 1));
    QCOMPARE(values(**volume, 0), Values(6, 2.0));
}

QTEST_GUILESS_MAIN(VolumeBuilderTest)
#include "VolumeBuilderTest.moc"
