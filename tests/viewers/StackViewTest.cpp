// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stacks that are no plain volumes: gaps are hatched, uneven slices are paged one by one, pictures without
// a place have no letters, without a pixel size no millimetres.
#include "core/volume/Resample.h"
#include "tests/viewers/Fixtures.h"
#include "viewers/slice/Annotations.h"
#include "viewers/slice/ColourPicture.h"
#include "viewers/slice/SliceView.h"
#include "viewers/slice/TrueSlices.h"

#include <QTest>

#include <set>

using namespace casebook;
using namespace casebook::fixtures;

namespace {

std::shared_ptr<Volume> plainStack(int slices = 7) {
    return volume(grid({}, {40, 30, slices}, {1, 1, 5}), [](const WorldPoint&) { return 40; });
}

ViewColors colors() {
    ViewColors c;
    c.background = Qt::black;
    c.warn = QColor(255, 200, 0);
    c.text = Qt::white;
    return c;
}

int pixelsOf(const QImage& image, const QRect& part, const std::function<bool(QRgb)>& test) {
    int n = 0;
    for (int y = part.top(); y <= part.bottom(); ++y)
        for (int x = part.left(); x <= part.right(); ++x)
            n += test(image.pixel(x, y)) ? 1 : 0;
    return n;
}

QImage paneOf(SliceView& view) {
    view.resize(300, 300);
    view.fit();
    return view.grab().toImage();
}

} // namespace

class StackViewTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void aMissingSliceIsHatched();
    void unevenSlicesOneByOne();
    void withoutPlaceNoLetters();
    void withoutSizeNoMillimetres();
    void coloursAsTheyAre();
    void phasesKeepTheView();
};

void StackViewTest::aMissingSliceIsHatched() {
    auto v = plainStack();
    v->instances[3].clear();
    SliceView view(PlaneKind::Axial, colors());
    view.setVolume(v);
    QImage image = paneOf(view);
    const QRect middle(100, 100, 100, 100);
    const auto warning = [](QRgb c) { return qRed(c) > 80 && qBlue(c) < 40; };
    QVERIFY(pixelsOf(image, middle, warning) > 300); // the middle slice is the missing one
    QVERIFY(sliceWords(view.scene(), *v, v->grid, false, 1).limits.contains(QStringLiteral("no image here")));
    view.goToSlice(1);
    image = view.grab().toImage();
    QCOMPARE(pixelsOf(image, middle, warning), 0);
    QVERIFY(!sliceWords(view.scene(), *v, v->grid, false, 1).limits.contains(QStringLiteral("no image")));
}

/// Positions 0, 1, 5, 12, 13 mm: five slices, not the fourteen of the resampled stack.
void StackViewTest::unevenSlicesOneByOne() {
    auto v = plainStack(5);
    const double z[] = {0, 1, 5, 12, 13};
    for (int k = 0; k < 5; ++k) {
        v->positions[std::size_t(k)] = v->grid.origin + WorldVector(0, 0, z[k]);
        std::fill_n(v->stored.data() + std::size_t(k) * 1200, 1200, std::int16_t(k * 20));
    }
    v->grid.sliceStep = WorldVector(0, 0, 13.0 / 4);
    v->regular = false;
    const VolumePtr even = regularised(v);
    QCOMPARE(even->grid.slices, 14);
    SliceView view(PlaneKind::Axial, colors());
    view.setVolume(v, even);
    paneOf(view);
    QCOMPARE(view.place().count, 5);
    std::set<int> seen;
    for (int n = 0; n < 5; ++n) {
        view.goToSlice(n);
        QCOMPARE(view.place().number, n);
        const auto probe = view.probeAt({150, 150});
        QVERIFY(probe);
        QCOMPARE(probe->value, n * 20.0);
        QVERIFY(std::abs(view.camera().centre.z() - v->positions[std::size_t(n)].z()) < 1e-9);
        const SliceWords words = sliceWords(view.scene(), *v, even->grid, true, 1);
        QVERIFY(!words.limits.contains(QStringLiteral("resampled"))); // as acquired
        QCOMPARE(words.place, QStringLiteral("%1 / 5").arg(n + 1));
        // The picture is the acquired slice, not a mixture.
        seen.insert(qRed(view.grab().toImage().pixel(150, 80)));
    }
    QCOMPARE(seen.size(), std::size_t(5));
    SliceView across(PlaneKind::Coronal, colors());
    across.setVolume(v, even);
    paneOf(across);
    QVERIFY(sliceWords(across.scene(), *v, even->grid, true, 1).limits.contains(QStringLiteral("resampled")));
}

void StackViewTest::withoutPlaceNoLetters() {
    auto v = plainStack();
    v->placed = false;
    SliceView view(PlaneKind::Axial, colors());
    view.setVolume(v);
    const SliceWords words = sliceWords(view.scene(), *v, v->grid, false, 1);
    QCOMPARE(words.letters, EdgeLetters{});
    QVERIFY(words.position.isEmpty());
    v->placed = true;
    QVERIFY(!(sliceWords(view.scene(), *v, v->grid, false, 1).letters == EdgeLetters{}));
}

void StackViewTest::withoutSizeNoMillimetres() {
    auto v = plainStack();
    v->calibrated = false;
    SliceView view(PlaneKind::Axial, colors());
    view.setVolume(v);
    const SliceWords words = sliceWords(view.scene(), *v, v->grid, false, 1);
    QVERIFY(!words.hasRuler);
    QVERIFY(words.limits.contains(QStringLiteral("not calibrated")));
    LengthMeasurement length{{0, 0, 0}, {14, 0, 0}, {}, {}, {}, 0};
    QCOMPARE(lengthText(length), QStringLiteral("14.0 mm"));
    length.pixel_mm = 0.5;
    QCOMPARE(lengthText(length), QStringLiteral("28.0 px"));
}

void StackViewTest::coloursAsTheyAre() {
    auto v = plainStack(2);
    v->stackOnly = true;
    auto colours = std::make_shared<std::vector<std::uint8_t>>(std::size_t(3) * 40 * 30 * 2);
    for (std::size_t n = 0; n < colours->size(); n += 3) {
        const bool second = n >= colours->size() / 2;
        (*colours)[n] = second ? 10 : 200;
        (*colours)[n + 1] = 60;
        (*colours)[n + 2] = second ? 230 : 0;
    }
    v->colours = colours;
    SliceView view(PlaneKind::Axial, colors());
    view.setVolume(v);
    paneOf(view);
    view.goToSlice(0);
    QCOMPARE(view.grab().toImage().pixel(150, 90), qRgb(200, 60, 0));
    view.goToSlice(1);
    QCOMPARE(view.grab().toImage().pixel(150, 90), qRgb(10, 60, 230));
}

void StackViewTest::phasesKeepTheView() {
    SliceView view(PlaneKind::Axial, colors());
    view.setVolume(plainStack());
    paneOf(view);
    view.setWindow({-600, 1500});
    view.goToSlice(1);
    const SliceCamera before = view.camera();
    auto next = plainStack();
    std::fill(next->stored.begin(), next->stored.end(), std::int16_t(77));
    view.replaceVolume(next);
    QCOMPARE(view.camera(), before);
    QCOMPARE(view.window().center, -600.0);
    QCOMPARE(view.probeAt({150, 150})->value, 77.0);
}

QTEST_MAIN(StackViewTest)
#include "StackViewTest.moc"
