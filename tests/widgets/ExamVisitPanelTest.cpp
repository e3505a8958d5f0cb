// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/CellDelegate.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/schedule/ExamVisitPanel.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

ExamVisitView exam(const char* id, const char* visit, bool confirmed = false, bool none = false) {
    ExamVisitView out;
    out.exam = QString::fromLatin1(id);
    out.subject = SubjectId{1};
    out.label = u"S-0001"_s;
    out.date = u"2026-03-01"_s;
    out.modality = u"CT"_s;
    out.visit = QString::fromLatin1(visit);
    out.confirmed = confirmed;
    out.noVisit = none;
    out.hasDays = !out.visit.isEmpty();
    out.daysOff = 2;
    return out;
}

const QList<VisitChoice> choices{{u"BASE"_s, 1, u"Baseline"_s}, {u"CYCLE"_s, 2, u"Cycle 2"_s}};

} // namespace

class ExamVisitPanelTest : public QObject {
    Q_OBJECT
    std::unique_ptr<ExamVisitPanel> page_;
    void show(ExamVisitPanel::For whom, const QList<ExamVisitView>& exams, bool may = true) {
        page_ = std::make_unique<ExamVisitPanel>(whom);
        page_->resize(1000, 500);
        page_->setExams(exams, choices, may);
        page_->show();
        page_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page_.get()));
        page_->table()->setFocus();
    }

private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void cleanup() { page_.reset(); }

    void oneKeyTakesTheProposal() {
        show(ExamVisitPanel::For::Study, {exam("a", "Baseline"), exam("b", ""), exam("c", "Cycle 2", true)});
        QCOMPARE(page_->model()->rowCount(), 2); // what has its visit stands in the other list
        QSignalSpy accepted(page_.get(), &ExamVisitPanel::acceptRequested);
        QTest::keyClick(page_->table(), Qt::Key_A);
        QCOMPARE(accepted.size(), 1);
        QCOMPARE(accepted.at(0).at(0).toStringList(), QStringList(u"a"_s));
        page_->setExams({exam("a", "Baseline", true), exam("b", "")}, choices, true);
        QCOMPARE(page_->model()->at(page_->table()->currentRow())->exam, u"b"_s); // the next one moved up
        QTest::keyClick(page_->table(), Qt::Key_A);
        QCOMPARE(accepted.size(), 1); // nothing is proposed for it
        QSignalSpy none(page_.get(), &ExamVisitPanel::noVisitRequested);
        QTest::keyClick(page_->table(), Qt::Key_N);
        QCOMPARE(none.size(), 1);
        QCOMPARE(none.at(0).at(0).toString(), u"b"_s);
    }

    void whatWasSaidIsChangedWithAReason() {
        show(ExamVisitPanel::For::Subject, {exam("c", "Cycle 2", true)});
        QSignalSpy chosen(page_.get(), &ExamVisitPanel::visitRequested);
        QTest::keyClick(page_->table(), Qt::Key_V);
        auto* dialog = page_->findChild<VisitChoiceDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->visits()->currentText(), u"Cycle 2"_s);
        QVERIFY(dialog->reason());
        dialog->visits()->setCurrentIndex(0);
        QPushButton* verb = nullptr;
        for (QPushButton* button : dialog->findChildren<QPushButton*>())
            if (!button->isEnabled())
                verb = button;
        QVERIFY(verb); // waits for the reason
        dialog->reason()->setText(u"wrong one"_s);
        QVERIFY(verb->isEnabled());
        verb->click();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(1).toString(), u"BASE"_s);
        QCOMPARE(chosen.at(0).at(3).toString(), u"wrong one"_s);
    }

    void whoMayNotLinkOnlyLooks() {
        show(ExamVisitPanel::For::Study, {exam("a", "Baseline")}, false);
        QSignalSpy accepted(page_.get(), &ExamVisitPanel::acceptRequested);
        QTest::keyClick(page_->table(), Qt::Key_A);
        QTest::keyClick(page_->table(), Qt::Key_V);
        QCOMPARE(accepted.size(), 0);
        QVERIFY(!page_->findChild<VisitChoiceDialog*>());
    }

    void undoIsAskedFor() {
        show(ExamVisitPanel::For::Study, {exam("a", "Baseline")});
        QSignalSpy undo(page_.get(), &ExamVisitPanel::undoRequested);
        QTest::keyClick(page_->table(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undo.size(), 0);
        page_->setUndo(true);
        QTest::keyClick(page_->table(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undo.size(), 1);
    }
};

QTEST_MAIN(ExamVisitPanelTest)
#include "ExamVisitPanelTest.moc"
