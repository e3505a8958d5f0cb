// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/DemoForms.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Dialogs.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/schedule/ScheduleFiles.h"
#include "widgets/schedule/SchedulePage.h"
#include "widgets/schedule/ScheduleTable.h"
#include "widgets/schedule/VisitDialogs.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>

using namespace casebook;
using namespace Qt::StringLiterals;

class SchedulePageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init();
    void cleanup() { page_.reset(); }
    void cellsSayWhatNeedsSomeone_data();
    void cellsSayWhatNeedsSomeone();
    void signaturesAreTold();
    void enterOpensTheVisit();
    void filtersAndOrder();
    void overdueListOpensForms();
    void menuAsksForDateAndReason();
    void dateDialogNeedsAReasonForAChange();
    void placeStaysThroughAReload();
    void subjectStaysWhileVisitsScroll();
    void wheelOverAListChangesNothing();
    void calendarFoldsAndNamesNobody();
    void tableHasCodesOnly();
    void tenThousandSubjectsHaveNoWidgetPerCell();

private:
    std::unique_ptr<SchedulePage> page_;
};

void SchedulePageTest::init() {
    page_ = std::make_unique<SchedulePage>();
    page_->resize(1208, 760);
    page_->setView(demo::schedule());
    page_->show();
    page_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(page_.get()));
    page_->matrix()->setFocus();
}

void SchedulePageTest::cellsSayWhatNeedsSomeone_data() {
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<int>("queries");
    QTest::addColumn<int>("complete");
    QTest::addColumn<QString>("icon");
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("fill");
    using F = CellFace::Fill;
    QTest::newRow("done") << QByteArray("done") << 0 << 6 << u"check-circle-fill"_s << u"2026-11-04"_s
                          << int(F::None);
    QTest::newRow("in part") << QByteArray("done") << 0 << 4 << u"circle-half"_s << u"4 of 6"_s
                             << int(F::Sunken);
    QTest::newRow("query first") << QByteArray("done") << 2 << 6 << u"chat-left-text-fill"_s << u"2 "_s
                                 << int(F::Query);
    QTest::newRow("overdue") << QByteArray("overdue") << 0 << 0 << u"exclamation-circle-fill"_s << u"12 "_s
                             << int(F::Bad);
    QTest::newRow("in window") << QByteArray("in-window") << 0 << 0 << u"calendar-event"_s << u"due"_s
                               << int(F::Accent);
    QTest::newRow("missed") << QByteArray("missed") << 0 << 0 << u"slash-circle"_s << u"not done"_s
                            << int(F::Hatched);
    QTest::newRow("signed") << QByteArray("done") << 0 << 6 << u"pen-fill"_s << u"2026-11-04"_s
                            << int(F::None);
    QTest::newRow("signed, then changed")
        << QByteArray("done") << 0 << 6 << u"exclamation-triangle-fill"_s << u"sign again"_s << int(F::None);
    QTest::newRow("planned") << QByteArray("planned") << 0 << 0 << u"circle"_s << u"2026-11-01"_s
                             << int(F::None);
    QTest::newRow("no visit") << QByteArray() << 0 << 0 << QString() << QString() << int(F::None);
}

void SchedulePageTest::cellsSayWhatNeedsSomeone() {
    QFETCH(QByteArray, state);
    QFETCH(int, queries);
    QFETCH(int, complete);
    QFETCH(QString, icon);
    QFETCH(QString, words);
    QFETCH(int, fill);
    ScheduleCell cell{state, u"2026-11-01"_s, u"2026-11-11"_s, u"2026-11-04"_s, 6, complete, 0, queries};
    cell.isSigned = QTest::currentDataTag() == QByteArrayView("signed");
    cell.brokenSignatures = QTest::currentDataTag() == QByteArrayView("signed, then changed") ? 1 : 0;
    const CellFace face = cellFace(cell, QDate(2026, 11, 23));
    QCOMPARE(face.icon, icon);
    QVERIFY2(face.words.startsWith(words), qPrintable(face.words));
    QCOMPARE(int(face.fill), fill);
}

/// To the eye by its sign, to a screen reader and under the pointer in words.
void SchedulePageTest::signaturesAreTold() {
    ScheduleView view = demo::schedule(2);
    ScheduleCell& cell = view.rows[0].cells[0];
    cell = {};
    cell.state = "done";
    cell.date = u"2026-11-04"_s;
    cell.isSigned = true;
    view.rows[1].cells[0] = cell;
    view.rows[1].cells[0].isSigned = false;
    view.rows[1].cells[0].queries = 1;
    view.rows[1].cells[0].brokenSignatures = 2;
    page_->setView(view);
    const auto at = [&](int row, int role) {
        return page_->model()->index(row, ScheduleModel::firstVisit).data(role).toString();
    };
    for (const int role : {int(Qt::AccessibleTextRole), int(Qt::ToolTipRole)}) {
        QVERIFY2(at(0, role).contains(u"signed"_s), qPrintable(at(0, role)));
        QVERIFY2(at(1, role).contains(u"changed after their signature"_s), qPrintable(at(1, role)));
    }
}

void SchedulePageTest::enterOpensTheVisit() {
    QSignalSpy visits(page_.get(), &SchedulePage::visitRequested),
        subjects(page_.get(), &SchedulePage::subjectRequested);
    page_->matrix()->setCurrentIndex(page_->model()->index(3, ScheduleModel::firstVisit + 1));
    QTest::keyClick(page_->matrix(), Qt::Key_Return);
    QCOMPARE(visits.size(), 1);
    QCOMPARE(visits.first().at(0).value<SubjectId>(), page_->model()->rowAt(3)->subject);
    QCOMPARE(visits.first().at(1).toString(), u"BL"_s);
    page_->matrix()->setCurrentIndex(page_->model()->index(3, 0));
    QTest::keyClick(page_->matrix(), Qt::Key_Return);
    QCOMPARE(subjects.size(), 1);
}

void SchedulePageTest::filtersAndOrder() {
    const int all = page_->model()->rowCount();
    page_->model()->setFilter(ScheduleFilter::Overdue);
    QVERIFY(page_->model()->rowCount() > 0);
    QVERIFY(page_->model()->rowCount() < all);
    for (int row = 0; row < page_->model()->rowCount(); ++row) {
        bool late = false;
        for (const ScheduleCell& cell : page_->model()->rowAt(row)->cells)
            late = late || cell.state == "overdue";
        QVERIFY(late);
    }
    page_->model()->setFilter(ScheduleFilter::All);
    page_->model()->setSearch(u"tj-0007"_s);
    QCOMPARE(page_->model()->rowCount(), 1);
    page_->model()->setSearch({});
    page_->model()->sortByUrgency(true);
    bool late = false;
    for (const ScheduleCell& cell : page_->model()->rowAt(0)->cells)
        late = late || cell.state == "overdue";
    QVERIFY(late);
}

void SchedulePageTest::overdueListOpensForms() {
    QSignalSpy forms(page_.get(), &SchedulePage::formRequested),
        visits(page_.get(), &SchedulePage::visitRequested);
    page_->showOverdue(true);
    QVERIFY(page_->overdueTable()->isVisible());
    page_->overdueTable()->setFocus();
    page_->overdueTable()->setCurrentIndex(page_->overdueTable()->model()->index(0, 0));
    QTest::keyClick(page_->overdueTable(), Qt::Key_Return);
    QCOMPARE(forms.size(), 1);
    QCOMPARE(forms.first().at(3).toString(), u"LB"_s);
    page_->overdueTable()->setCurrentIndex(page_->overdueTable()->model()->index(1, 0));
    QTest::keyClick(page_->overdueTable(), Qt::Key_Return);
    QCOMPARE(visits.size(), 1); // the whole visit is late
}

void SchedulePageTest::menuAsksForDateAndReason() {
    QSignalSpy states(page_.get(), &SchedulePage::stateRequested);
    page_->matrix()->setCurrentIndex(page_->model()->index(0, ScheduleModel::firstVisit));
    Q_EMIT page_->matrix()->customContextMenuRequested(QPoint(-1, -1));
    auto* menu = page_->findChild<QMenu*>(u"visitMenu"_s);
    QVERIFY(menu);
    menu->actions().last()->trigger();
    menu->close();
    auto* ask = page_->findChild<RequireReason*>();
    QVERIFY(ask);
    ask->field()->setPlainText(u"moved away"_s);
    QTest::mouseClick(ask->findChildren<QPushButton*>().last(), Qt::LeftButton);
    QCOMPARE(states.size(), 1);
    QCOMPARE(states.first().at(4).toString(), u"moved away"_s);
}

void SchedulePageTest::dateDialogNeedsAReasonForAChange() {
    VisitDateDialog fresh(u"When?"_s, {}, QDate(2026, 11, 23), page_.get());
    fresh.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy given(&fresh, &VisitDateDialog::given);
    auto* verb = fresh.findChildren<QPushButton*>().last();
    QVERIFY(!verb->isEnabled());
    fresh.field()->setText(u"２０２６-11"_s);
    QVERIFY(verb->isEnabled());
    QTest::mouseClick(verb, Qt::LeftButton);
    QCOMPARE(given.first().at(0).toString(), u"2026-11"_s); // the day stays unknown
    VisitDateDialog change(u"When?"_s, u"2026-11-04"_s, QDate(2026, 11, 23), page_.get());
    change.setAttribute(Qt::WA_DeleteOnClose, false);
    verb = change.findChildren<QPushButton*>().last();
    change.field()->setText(u"t"_s);
    QCOMPARE(change.field()->text(), u"2026-11-23"_s);
    QVERIFY(!verb->isEnabled());
    change.reason()->setText(u"typing error"_s);
    QVERIFY(verb->isEnabled());
    change.field()->setText(u"2026-13-01"_s);
    QVERIFY(!verb->isEnabled());
}

void SchedulePageTest::placeStaysThroughAReload() {
    page_->matrix()->setCurrentIndex(page_->model()->index(5, ScheduleModel::firstVisit + 2));
    const SubjectId kept = page_->model()->rowAt(5)->subject;
    ScheduleView view = demo::schedule();
    view.rows.removeAt(1);
    page_->setView(view);
    QCOMPARE(page_->model()->rowAt(page_->matrix()->currentIndex().row())->subject, kept);
    QCOMPARE(page_->matrix()->currentIndex().column(), ScheduleModel::firstVisit + 2);
}

void SchedulePageTest::subjectStaysWhileVisitsScroll() {
    page_->resize(700, 500);
    QTRY_VERIFY(page_->matrix()->horizontalScrollBar()->maximum() > 0);
    page_->matrix()->horizontalScrollBar()->setValue(page_->matrix()->horizontalScrollBar()->maximum());
    QVERIFY(page_->matrix()->frozen()->isVisible());
    QCOMPARE(page_->matrix()->frozen()->width(),
             page_->matrix()->columnWidth(0) + page_->matrix()->columnWidth(1));
    page_->matrix()->verticalScrollBar()->setValue(40);
    QCOMPARE(page_->matrix()->frozen()->verticalScrollBar()->value(), 40);
    page_->matrix()->setCurrentIndex(page_->model()->index(2, ScheduleModel::firstVisit));
    QVERIFY(page_->matrix()->visualRect(page_->matrix()->currentIndex()).left() >=
            page_->matrix()->frozen()->width());
}

void SchedulePageTest::wheelOverAListChangesNothing() {
    for (auto* combo : page_->findChildren<QuietCombo*>()) {
        QVERIFY(!combo->hasFocus());
        const int before = combo->currentIndex();
        QWheelEvent wheel(QPointF(5, 5), combo->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(combo, &wheel);
        QCOMPARE(combo->currentIndex(), before);
    }
}

void SchedulePageTest::calendarFoldsAndNamesNobody() {
    ScheduleView view = demo::schedule(3);
    view.columns[6].title = QString(60, QChar(0x8BBF)); // three bytes each: longer than one line
    const QByteArray file = calendarFile(view, u"0189-study"_s);
    QVERIFY(file.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    QVERIFY(file.endsWith("END:VCALENDAR\r\n"));
    QVERIFY(file.contains("BEGIN:VEVENT"));
    QCOMPARE(file.count("BEGIN:VEVENT"), file.count("END:VEVENT"));
    for (const QByteArray& line : file.split('\n')) {
        QVERIFY(line.isEmpty() || line.endsWith('\r'));
        QVERIFY2(line.size() <= 76, line.constData()); // 75 and the carriage return
        QVERIFY(QString::fromUtf8(line).toUtf8() == line); // folded between characters
    }
    for (const ScheduleRow& row : view.rows)
        QVERIFY(!file.contains(row.name.toUtf8()));
}

void SchedulePageTest::tableHasCodesOnly() {
    const ScheduleView view = demo::schedule(3);
    const QByteArray file = visitTable(view);
    const auto lines = file.split('\n');
    QVERIFY(lines.first().endsWith("open_queries\r"));
    QCOMPARE(int(lines.size()), 1 + 3 * 7 + 1);
    QVERIFY(lines.at(1).startsWith("TJ-0004,SCR,1,"));
    for (const ScheduleRow& row : view.rows)
        QVERIFY(!file.contains(row.name.toUtf8()));
}

void SchedulePageTest::tenThousandSubjectsHaveNoWidgetPerCell() {
    const qsizetype before = page_->findChildren<QWidget*>().size();
    page_->setView(demo::schedule(10000));
    QTest::keyClick(page_->matrix(), Qt::Key_PageDown);
    QCOMPARE(page_->findChildren<QWidget*>().size(), before);
    QCOMPARE(page_->model()->rowCount(), 10000);
}

QTEST_MAIN(SchedulePageTest)
#include "SchedulePageTest.moc"
