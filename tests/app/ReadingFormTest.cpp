// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form beside the images, in the window, on a small demo study: a measurement goes to an item and back, also
// after the study was closed; an input method that composes in a comment touches nothing else.
#include "app/window/ClinicalPages.h"
#include "app/window/MainWindow.h"
#include "app/window/ReadingController.h"
#include "app/window/ReadingForms.h"
#include "app/window/ReadingPage.h"
#include "app/window/SubjectFormsController.h"
#include "app/window/TaskController.h"
#include "storage/demo/DemoStudy.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/reading/FindingPanel.h"

#include <QApplication>
#include <QDialog>
#include <QInputMethodEvent>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;
const char* const passphrase = "reading form test";

void mouse(QWidget* view, QEvent::Type type, QPointF at) {
    QMouseEvent event(type, at, view->mapToGlobal(at),
                      type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(view, &event);
}

void drag(QWidget* view, QPointF from, QPointF to) {
    mouse(view, QEvent::MouseButtonPress, from);
    mouse(view, QEvent::MouseMove, (from + to) / 2);
    mouse(view, QEvent::MouseMove, to);
    mouse(view, QEvent::MouseButtonRelease, to);
}

} // namespace

class ReadingFormTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void unitsAndRounding_data();
    void unitsAndRounding();
    void measurementGoesToTheFormAndBack();
    void composingTouchesNothingElse();

private:
    void unlock();
    void openImages();
    void openForm(const QString& oid);
    [[nodiscard]] FormPage* page() const { return window_->readingPage()->form(); }

    QTemporaryDir folder_;
    std::unique_ptr<MainWindow> window_;
    QString study_, series_, subject_;
};

void ReadingFormTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    qputenv("XDG_STATE_HOME", folder_.filePath(u"state"_s).toUtf8());
    QCoreApplication::setApplicationName(u"casebook-reading-form-test"_s);
    theme::install(*qApp);
    QVERIFY(hardenProcess().has_value());
    study_ = folder_.filePath(u"study"_s);
    demo::DemoStudySpec spec;
    spec.people.subjects = 4;
    spec.people.withCt = 1;
    spec.people.cut = QDate(2026, 11, 1);
    spec.slices = 40;
    spec.pixels = 128;
    auto vault = demo::createDemo(study_, spec, SecretBytes::fromUtf8(passphrase), KdfCost::cheapForTests());
    QVERIFY2(vault.has_value(), vault ? "" : vault.error().code.constData());
    const auto filled = demo::fillDemo(**vault, spec, {});
    QVERIFY2(filled.has_value(), filled ? "" : filled.error().code.constData());
    vault->reset();
    window_ = std::make_unique<MainWindow>();
    window_->setLanguage(u"en"_s);
    window_->readingPage()->grid()->setVolumeEnabled(false);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
}

void ReadingFormTest::cleanupTestCase() {
    window_.reset();
    QThreadPool::globalInstance()->waitForDone();
}

void ReadingFormTest::unlock() {
    auto vault = Vault::unlock(study_, u"demo"_s, SecretBytes::fromUtf8(passphrase), Access::ReadWrite);
    QVERIFY2(vault.has_value(), vault ? "" : vault.error().code.constData());
    window_->openStudy(std::make_shared<OpenStudy>(std::move(*vault)));
    const auto series = window_->study()->imaging.series();
    QVERIFY(series);
    for (const SeriesRow& row : *series)
        if (row.kind == "image") {
            series_ = row.uid;
            subject_ = row.subject;
        }
    QVERIFY(!series_.isEmpty());
}

void ReadingFormTest::openImages() {
    window_->openSeries(series_);
    QTRY_VERIFY_WITH_TIMEOUT(window_->reading()->isLoaded() && page()->isOpen(), patience);
}

void ReadingFormTest::openForm(const QString& oid) {
    QuietCombo* choice = window_->readingPage()->formChoice();
    for (int i = 0; i < choice->count(); ++i) {
        if (page()->isOpen() && page()->model()->state().form().oid == oid)
            return;
        choice->setCurrentIndex(i);
        Q_EMIT choice->activated(i);
        QTRY_VERIFY_WITH_TIMEOUT(window_->reading()->forms()->controller()->isLoaded(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(page()->isOpen(), patience);
        QTest::qWait(0);
    }
    QTRY_COMPARE_WITH_TIMEOUT(page()->model()->state().form().oid, oid, patience);
}

void ReadingFormTest::unitsAndRounding_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("itemUnit");
    QTest::addColumn<QString>("text");
    QTest::newRow("mm") << 5.9504 << u"mm"_s << u"mm"_s << u"6.0"_s;
    QTest::newRow("half goes up") << 6.25 << u"mm"_s << u"mm"_s << u"6.3"_s;
    QTest::newRow("ml to mm3") << 0.2264 << u"mL"_s << u"mm3"_s << u"226"_s;
    QTest::newRow("ml") << 12.3456 << u"mL"_s << u"mL"_s << u"12.3"_s;
    QTest::newRow("length into a volume") << 5.0 << u"mm"_s << u"mm3"_s << QString();
    QTest::newRow("volume into a length") << 5.0 << u"mL"_s << u"mm"_s << QString();
}

void ReadingFormTest::unitsAndRounding() {
    QFETCH(double, value);
    QFETCH(QString, unit);
    QFETCH(QString, itemUnit);
    QFETCH(QString, text);
    ItemDef item;
    item.type = ItemType::Decimal;
    item.unit = itemUnit;
    QCOMPARE(sentText(value, unit, item), text);
}

void ReadingFormTest::measurementGoesToTheFormAndBack() {
    unlock();
    openImages();
    openForm(u"NOD"_s);
    const FormState& state = page()->model()->state();
    const QList<QByteArray> rows = state.rows(u"NODR"_s);
    QVERIFY(!rows.isEmpty());
    const ItemPath longAxis{u"NODR"_s, rows.first(), u"nod_long"_s};
    ItemPath shortAxis = longAxis;
    shortAxis.item = u"nod_short"_s;

    SliceView* pane = window_->readingPage()->grid()->slice(0);
    pane->setFocus();
    pane->goToSlice(pane->place().number + 3);
    QTest::keyClick(pane, Qt::Key_B);
    const QPointF middle(pane->width() / 2.0, pane->height() / 2.0);
    drag(pane, middle - QPointF(40, 0), middle + QPointF(40, 0));
    drag(pane, middle - QPointF(0, 25), middle + QPointF(6, 25));
    const auto& lengths = window_->readingPage()->grid()->lengths();
    QVERIFY(!lengths.empty() && lengths.back().shortAxis);
    const double long_mm = lengths.back().length_mm(), short_mm = lengths.back().shortAxis->length_mm();
    const WorldPoint place = (lengths.back().a + lengths.back().b) / 2;
    const auto stored = [this] { return window_->study()->imaging.lengths(series_).value().size(); };
    QTRY_COMPARE_WITH_TIMEOUT(stored(), 1, patience);

    QVERIFY(page()->focusItem(longAxis));
    window_->activateWindow();
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : page(), Qt::Key_F9);
    const auto value = [&](const ItemPath& path) {
        const auto found = page()->isOpen() ? page()->model()->state().item(path).value : std::nullopt;
        return found ? found->text : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(value(longAxis), QString::number(std::round(long_mm * 10) / 10, 'f', 1),
                              patience);
    QCOMPARE(value(shortAxis), QString::number(std::round(short_mm * 10) / 10, 'f', 1));

    // Closed, opened again: the item knows its slice.
    window_->lock();
    QThreadPool::globalInstance()->waitForDone();
    unlock();
    openImages();
    openForm(u"NOD"_s);
    QCOMPARE(value(longAxis), QString::number(std::round(long_mm * 10) / 10, 'f', 1));
    ViewerGrid* grid = window_->readingPage()->grid();
    grid->goTo(grid->slice(0)->volume()->grid.toWorld({1, 1, 1}));
    QVERIFY(page()->focusItem(longAxis));
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : page(), Qt::Key_F7);
    QTRY_VERIFY_WITH_TIMEOUT((grid->cursorPoint() - place).norm() < 0.01, patience);
}

void ReadingFormTest::composingTouchesNothingElse() {
    openForm(u"CTR"_s);
    ItemPath comment;
    for (const ItemPath& path : page()->model()->state().paths()) {
        const ItemDef* item = page()->model()->state().definition().item(path.item);
        if (item && (item->type == ItemType::LongText || item->type == ItemType::Text) &&
            page()->model()->state().item(path).visible && comment.item.isEmpty())
            comment = path;
    }
    QVERIFY(!comment.item.isEmpty());
    QVERIFY(page()->focusItem(comment));
    QWidget* editor = QApplication::focusWidget();
    QVERIFY(editor);
    const SliceTool tool = window_->readingPage()->grid()->tool();
    const int preset = window_->readingPage()->grid()->activePreset();
    const WorldPoint cursor = window_->readingPage()->grid()->cursorPoint();
    for (const QString& preedit : {u"d"_s, u"de"_s, u"den"_s, u"deng"_s, u"dengd"_s, u"dengdai"_s}) {
        QInputMethodEvent composing(preedit, {});
        QCoreApplication::sendEvent(editor, &composing);
    }
    QInputMethodEvent done;
    done.setCommitString(u"等待"_s);
    QCoreApplication::sendEvent(editor, &done);
    QTest::keyClick(editor, Qt::Key_Tab);
    const auto typed = [&] {
        const auto value = page()->model()->state().item(comment).value;
        return value ? value->text : QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(typed().endsWith(u"等待"_s), patience);
    QCOMPARE(window_->shell()->currentPage(), PageId::Reading);
    QCOMPARE(window_->readingPage()->grid()->tool(), tool);
    QCOMPARE(window_->readingPage()->grid()->activePreset(), preset);
    QVERIFY((window_->readingPage()->grid()->cursorPoint() - cursor).norm() < 1e-9);
    QVERIFY(!window_->tasks()->hasCase());
    page()->save();
    QTRY_VERIFY_WITH_TIMEOUT(!page()->model()->state().isChanged() || page()->findChild<QDialog*>(),
                             patience);
}

QTEST_MAIN(ReadingFormTest)
#include "ReadingFormTest.moc"
