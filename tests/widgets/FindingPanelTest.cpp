// SPDX-License-Identifier: GPL-3.0-or-later
// Findings panel: keys, the half second, reasons, closing; the worklist and giving out of tasks.
#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Label.h"
#include "widgets/reading/AssignDialog.h"
#include "widgets/reading/FindingList.h"
#include "widgets/reading/FindingPanel.h"
#include "widgets/reading/WorklistPage.h"
#include "widgets/theme/Theme.h"

#include <QComboBox>
#include <QListWidget>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

Uuid idOf(int n) { return Uuid{QByteArray(15, '\x22') + char(n)}; }

FindingCaseView threeMarks() {
    FindingCaseView view;
    view.mode = ReadingMode::Concurrent;
    view.ai = AiNote::Ran;
    view.algorithms = {u"Net 1"_s};
    for (int i = 1; i <= 3; ++i) {
        FindingView f;
        f.id = idOf(i);
        f.number = i;
        f.place = u"Left lower lobe"_s;
        f.type = "solid";
        f.size.long_mm = 6.1;
        f.size.short_mm = 5.8;
        f.size.volume_mm3 = 112.6;
        f.score = 0.914;
        view.findings.append(f);
    }
    view.missing = {closeBlockText("undecided-marks", 3, {})};
    return view;
}

/// All words in sight of a widget.
QString words(const QWidget& of) {
    QString out;
    for (const QLabel* label : of.findChildren<QLabel*>())
        if (label->isVisibleTo(&of))
            out += label->text() + u'\n';
    return out;
}

Button* button(const QWidget& of, const QString& text) {
    for (Button* b : of.findChildren<Button*>())
        if (b->text() == text)
            return b;
    return nullptr;
}

} // namespace

class FindingPanelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }

    void nothingIsPreselected() {
        FindingPanel panel;
        panel.setCase(threeMarks());
        QVERIFY(panel.current().bytes.isEmpty());
        QSignalSpy accepted(&panel, &FindingPanel::acceptRequested);
        QTest::keyClick(&panel, Qt::Key_Return);
        QCOMPARE(accepted.count(), 0);
        QVERIFY(!button(panel, u"Accept"_s)->isEnabled());
        for (const Button* b : panel.findChildren<Button*>())
            QVERIFY(!b->text().contains(u"all"_s, Qt::CaseInsensitive));
        const auto* list = panel.findChild<FindingList*>();
        QCOMPARE(list->selectionMode(), QAbstractItemView::SingleSelection);
    }

    void acceptOnlyAfterHalfASecondInSight() {
        FindingPanel panel;
        std::int64_t now = 10'000;
        panel.setClock([&] { return now; });
        panel.setCase(threeMarks());
        QSignalSpy accepted(&panel, &FindingPanel::acceptRequested), seen(&panel, &FindingPanel::seen),
            went(&panel, &FindingPanel::goToRequested);
        QTest::keyClick(&panel, Qt::Key_N);
        QCOMPARE(went.count(), 1);
        QCOMPARE(panel.current(), idOf(1));
        QTest::keyClick(&panel, Qt::Key_Return); // never stood in a pane
        now += 5'000;
        QTest::keyClick(&panel, Qt::Key_Return);
        panel.setInSight({1});
        now += 499;
        QTest::keyClick(&panel, Qt::Key_Return);
        QCOMPARE(accepted.count(), 0);
        now += 1;
        QTest::keyClick(&panel, Qt::Key_Return);
        QCOMPARE(accepted.count(), 1);
        QCOMPARE(accepted.at(0).at(0).value<Uuid>(), idOf(1));
        now += 200;
        panel.setInSight({2});
        QCOMPARE(seen.count(), 1);
        QCOMPARE(seen.at(0).at(1).toLongLong(), 700);
        now += 100;
        panel.setInSight({}); // a flash is not told
        QCOMPARE(seen.count(), 1);
    }

    void stepsAndDecisions() {
        FindingPanel panel;
        panel.setCase(threeMarks());
        QSignalSpy rejected(&panel, &FindingPanel::rejectRequested),
            deferred(&panel, &FindingPanel::deferRequested), edit(&panel, &FindingPanel::editRequested),
            add(&panel, &FindingPanel::addRequested), back(&panel, &FindingPanel::takeBackRequested),
            other(&panel, &FindingPanel::otherReasonRequested);
        QTest::keyClick(&panel, Qt::Key_N, Qt::ShiftModifier); // from nothing, the last
        QCOMPARE(panel.current(), idOf(3));
        QTest::keyClick(&panel, Qt::Key_N, Qt::ShiftModifier);
        QCOMPARE(panel.current(), idOf(2));
        QTest::keyClick(&panel, Qt::Key_4); // no reason without Backspace
        QCOMPARE(rejected.count(), 0);
        QTest::keyClick(&panel, Qt::Key_Backspace);
        QVERIFY(panel.isRejecting());
        QVERIFY(::words(panel).contains(u"4  pleura or fissure"_s));
        QTest::keyClick(&panel, Qt::Key_Escape);
        QVERIFY(!panel.isRejecting());
        QTest::keyClick(&panel, Qt::Key_Backspace);
        QTest::keyClick(&panel, Qt::Key_4);
        QCOMPARE(rejected.count(), 1);
        QCOMPARE(rejected.at(0).at(0).value<Uuid>(), idOf(2));
        QCOMPARE(rejected.at(0).at(1).toByteArray(), QByteArray("pleura"));
        QTest::keyClick(&panel, Qt::Key_Period);
        QTest::keyClick(&panel, Qt::Key_F2);
        QTest::keyClick(&panel, Qt::Key_Insert);
        QTest::keyClick(&panel, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(deferred.count(), 1);
        QCOMPARE(edit.count(), 1);
        QCOMPARE(add.count(), 1);
        QCOMPARE(back.count(), 1);
        QCOMPARE(other.count(), 0);
        // Another key leaves the choice of a reason and does its own work.
        QTest::keyClick(&panel, Qt::Key_Backspace);
        QTest::keyClick(&panel, Qt::Key_N);
        QVERIFY(!panel.isRejecting());
        QCOMPARE(panel.current(), idOf(3));
    }

    void allNineReasons() {
        FindingPanel panel;
        panel.setCase(threeMarks());
        QSignalSpy rejected(&panel, &FindingPanel::rejectRequested);
        panel.select(idOf(1));
        QByteArrayList codes;
        for (int key = Qt::Key_1; key <= Qt::Key_9; ++key) {
            QTest::keyClick(&panel, Qt::Key_Backspace);
            QTest::keyClick(&panel, Qt::Key(key));
            codes.append(rejected.last().at(1).toByteArray());
        }
        QCOMPARE(codes.join(' '),
                 QByteArray("vessel airway scar pleura node bone artefact outside-lung benign"));
    }

    void keysOfAWatchedPane() {
        FindingPanel panel;
        QWidget pane;
        panel.watch(&pane);
        panel.setCase(threeMarks());
        panel.show();
        QSignalSpy rejected(&panel, &FindingPanel::rejectRequested);
        QTest::keyClick(&pane, Qt::Key_N);
        QCOMPARE(panel.current(), idOf(1));
        QTest::keyClick(&pane, Qt::Key_Backspace);
        QTest::keyClick(&pane, Qt::Key_2);
        QCOMPARE(rejected.count(), 1);
        panel.hide(); // without its panel a pane keeps its keys
        QTest::keyClick(&pane, Qt::Key_N);
        QCOMPARE(panel.current(), idOf(1));
    }

    void rowsKeepTheirPlace() {
        FindingPanel panel;
        panel.setCase(threeMarks());
        panel.select(idOf(2));
        FindingCaseView view = threeMarks();
        view.findings[1].state = MarkState::Rejected;
        view.findings[1].reason = "vessel";
        view.findings[1].decidedAt = u"0:52"_s;
        panel.setCase(view);
        QCOMPARE(panel.current(), idOf(2));
        const auto& rows = panel.findChild<FindingList*>()->findings()->findings();
        QCOMPARE(rows[1].id, idOf(2));
        QCOMPARE(FindingModel::stateText(rows[1]), u"vessel\n0:52"_s);
        QCOMPARE(FindingModel::titleText(rows[0]), u"Left lower lobe, solid"_s);
        QCOMPARE(FindingModel::sizeText(rows[0]), u"6.1 × 5.8 mm  113 mm³"_s);
        QCOMPARE(FindingModel::stateText(rows[0]), u"score\n0.91"_s); // a rank, never a percentage
        QVERIFY(::words(panel).contains(u"1 of 3 decided"_s));
    }

    void ownFindingsAreWithdrawn() {
        FindingPanel panel;
        FindingCaseView view = threeMarks();
        view.findings[0].own = true;
        view.findings[0].state = MarkState::Accepted;
        panel.setCase(view);
        panel.select(idOf(1));
        QSignalSpy withdrawn(&panel, &FindingPanel::withdrawRequested),
            accepted(&panel, &FindingPanel::acceptRequested);
        QTest::keyClick(&panel, Qt::Key_Backspace);
        QCOMPARE(withdrawn.count(), 1);
        QVERIFY(!panel.isRejecting());
        QTest::keyClick(&panel, Qt::Key_Return);
        QCOMPARE(accepted.count(), 0);
    }

    void words_data() {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("firstOpen");
        QTest::addColumn<int>("ai");
        QTest::addColumn<bool>("marks");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<bool>("namesAlgorithm");
        const auto row = [](const char* name, ReadingMode mode, bool open, AiNote ai, bool marks,
                            const char* expected, bool names) {
            QTest::newRow(name) << int(mode) << open << int(ai) << marks << QString::fromLatin1(expected)
                                << names;
        };
        row("unaided", ReadingMode::Unaided, false, AiNote::Hidden, false, "AI is never shown", false);
        row("first read", ReadingMode::Second, true, AiNote::Hidden, false, "first read, AI is hidden",
            false);
        row("marks", ReadingMode::Concurrent, false, AiNote::Ran, true, "Net 1, head to foot", true);
        row("no marks", ReadingMode::Concurrent, false, AiNote::Ran, false, "No marks by Net 1.", true);
        row("not run", ReadingMode::Second, false, AiNote::NotRun, false, "No algorithm has run", false);
        row("failed", ReadingMode::Concurrent, false, AiNote::Failed, false, "failed", false);
    }

    void words() {
        QFETCH(int, mode);
        QFETCH(bool, firstOpen);
        QFETCH(int, ai);
        QFETCH(bool, marks);
        QFETCH(QString, expected);
        QFETCH(bool, namesAlgorithm);
        FindingPanel panel;
        FindingCaseView view = threeMarks();
        view.mode = static_cast<ReadingMode>(mode);
        view.firstOpen = firstOpen;
        view.ai = static_cast<AiNote>(ai);
        if (!marks)
            view.findings.clear();
        panel.setCase(view);
        const QString all = ::words(panel);
        QVERIFY2(all.contains(expected), qPrintable(all));
        QCOMPARE(all.contains(u"Net 1"_s), namesAlgorithm);
    }

    void closing() {
        FindingPanel panel;
        QSignalSpy closed(&panel, &FindingPanel::closeRequested);
        FindingCaseView view = threeMarks();
        panel.setCase(view);
        QVERIFY(::words(panel).contains(u"3 mark"_s));
        QTest::keyClick(&panel, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(closed.count(), 0);
        view.missing.clear();
        panel.setCase(view);
        QTest::keyClick(&panel, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(closed.count(), 1);
        view.mode = ReadingMode::Second;
        view.firstOpen = true;
        view.missing = {u"not asked for now"_s};
        panel.setCase(view);
        QVERIFY(button(panel, u"Close first read"_s)->isEnabled()); // needs nothing else
        QVERIFY(!::words(panel).contains(u"not asked"_s));
    }

    void worklist() {
        WorklistPage page;
        page.setRights(true, false);
        QSignalSpy next(&page, &WorklistPage::nextRequested), skip(&page, &WorklistPage::skipRequested),
            open(&page, &WorklistPage::openRequested), reserve(&page, &WorklistPage::reserveRequested);
        QVERIFY(!button(page, u"Next case"_s)->isEnabled());
        QList<TaskView> tasks;
        for (int i = 1; i <= 3; ++i) {
            TaskView t;
            t.id = TaskId{i};
            t.subject = u"S-000%1"_s.arg(i);
            t.exam = u"2026-03-01"_s;
            t.mode = ReadingMode::Second;
            t.state = i == 1 ? "finished" : "new";
            tasks.append(t);
        }
        page.setTasks(tasks);
        QTest::keyClick(&page, Qt::Key_F5);
        QCOMPARE(next.count(), 1);
        QCOMPARE(next.at(0).at(0).value<TaskId>(), TaskId{2}); // the first that is not finished
        page.table()->setCurrentIndex(page.model()->index(2, 0));
        QTest::keyClick(page.table(), Qt::Key_Return);
        QCOMPARE(open.count(), 1);
        QTest::keyClick(&page, Qt::Key_S);
        QTest::keyClick(&page, Qt::Key_R);
        QCOMPARE(skip.count(), 1);
        QCOMPARE(reserve.count(), 1);
        tasks.removeFirst();
        page.setTasks(tasks); // the selection goes by id
        QCOMPARE(page.current(), TaskId{3});
        QVERIFY(page.table()->isColumnHidden(WorklistModel::Reader));
        page.setShowsAll(true);
        QVERIFY(!page.table()->isColumnHidden(WorklistModel::Reader));
    }

    void noModeIsPreselected() {
        AssignDialog dialog({{u"1.2"_s, u"S-0001"_s}, {u"1.3"_s, u"S-0002"_s}}, {{u"rita"_s, u"Rita"_s}},
                            nullptr);
        QVERIFY(!dialog.isComplete());
        auto* list = dialog.findChild<QListWidget*>();
        list->item(1)->setCheckState(Qt::Checked);
        dialog.findChild<QComboBox*>()->setCurrentIndex(0);
        QVERIFY(!dialog.isComplete());
        QVERIFY(!button(dialog, u"Give out"_s)->isEnabled());
        for (const QRadioButton* radio : dialog.findChildren<QRadioButton*>())
            QVERIFY(!radio->isChecked());
        dialog.findChildren<QRadioButton*>()[1]->click();
        QVERIFY(dialog.isComplete());
        QCOMPARE(dialog.wish().mode, ReadingMode::Second);
        QCOMPARE(dialog.wish().series, QStringList{u"1.3"_s});
        QCOMPARE(dialog.wish().reader, u"rita"_s);
    }
};

QTEST_MAIN(FindingPanelTest)
#include "FindingPanelTest.moc"
