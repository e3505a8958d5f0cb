// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/unlock/RecoverySheet.h"

#include <QImage>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

constexpr int dotsPerMm = 4;

QImage sheetOf(const QString& folder) {
    QImage page(210 * dotsPerMm, 297 * dotsPerMm, QImage::Format_Grayscale8);
    page.setDotsPerMeterX(dotsPerMm * 1000);
    page.setDotsPerMeterY(dotsPerMm * 1000);
    page.fill(Qt::white);
    const QStringList groups(9, u"WXYZ"_s);
    return drawRecoverySheet(page, {folder, u"7"_s, QDate(2026, 1, 2)}, groups) ? page : QImage();
}

int inkIn(const QImage& page, const QRect& part_mm) {
    int dots = 0;
    for (int y = part_mm.top() * dotsPerMm; y < (part_mm.bottom() + 1) * dotsPerMm; ++y)
        for (int x = part_mm.left() * dotsPerMm; x < (part_mm.right() + 1) * dotsPerMm; ++x)
            dots += page.pixelColor(x, y).lightness() < 128 ? 1 : 0;
    return dots;
}

int lastRowWithInk(const QImage& page) {
    for (int y = page.height() - 1; y >= 0; --y)
        for (int x = 0; x < page.width(); ++x)
            if (page.pixelColor(x, y).lightness() < 128)
                return y;
    return -1;
}

} // namespace

class RecoverySheetTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Which study the words open must be read whole.
    void aLongFolderTakesMoreLines() {
        const QImage shortOne = sheetOf(u"study"_s);
        const QImage longOne = sheetOf(u"lung_study_"_s.repeated(30));
        QVERIFY(!shortOne.isNull() && !longOne.isNull());
        QCOMPARE(inkIn(longOne, {196, 0, 14, 297}), 0); // the right margin stays free
        QVERIFY(lastRowWithInk(longOne) > lastRowWithInk(shortOne) + 4 * dotsPerMm);
        const auto ink = [](int times) {
            return inkIn(sheetOf(u"lung_study_"_s.repeated(times)), {0, 0, 210, 297});
        };
        const int first = ink(20) - ink(10), second = ink(30) - ink(20); // nothing of the end is cut
        QVERIFY2(first > 0 && std::abs(second - first) < first / 5,
                 qPrintable(u"%1 %2"_s.arg(first).arg(second)));
    }
};

QTEST_MAIN(RecoverySheetTest)
#include "RecoverySheetTest.moc"
