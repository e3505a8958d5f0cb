// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/CohortDemo.h"
#include "widgets/cohort/CohortFacets.h"
#include "widgets/cohort/CohortFlow.h"
#include "widgets/cohort/FreezeDialog.h"
#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/LineEdit.h"
#include "widgets/subjects/FacetPanel.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

/// Counted without any of the code under test: the rows that a rule picks.
template <class Rule>
int counted(const cohort::AnalysisTable& table, Rule rule) {
    int count = 0;
    for (std::size_t row = 0; row < table.rows(); ++row)
        count += rule(row) ? 1 : 0;
    return count;
}

QString codeAt(const cohort::AnalysisTable& table, const char* name, std::size_t row) {
    const cohort::Column& column = *table.column(QString::fromLatin1(name));
    return column.isMissing(row) ? QString() : column.dictionary().value(column.codes()[row]);
}

} // namespace

class CohortPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init() {
        page_ = std::make_unique<CohortPage>();
        page_->resize(1368, 860);
        desk_ = std::make_unique<demo::CohortDesk>(*page_);
        page_->show();
    }
    void cleanup() {
        desk_.reset();
        page_.reset();
    }

    void aFacetWritesTheExpressionAndCounts() {
        QTest::mouseClick(page_->facets()->row(u"stage"_s, 0), Qt::LeftButton);
        QCOMPARE(editor()->toPlainText(), u"stage = 'I'"_s);
        const int first = counted(table(), [&](auto row) { return codeAt(table(), "stage", row) == u"I"; });
        QCOMPARE(desk_->work.state().members, first);
        QTest::mouseClick(page_->facets()->row(u"stage"_s, 1), Qt::LeftButton);
        QCOMPARE(editor()->toPlainText(), u"stage in ('I', 'II')"_s);
        QTest::mouseClick(page_->facets()->row(u"sex"_s, 0), Qt::LeftButton);
        QCOMPARE(editor()->toPlainText(), u"stage in ('I', 'II')\nsex = 'F'"_s);
        const int both = counted(table(), [&](auto row) {
            return QStringList{u"I"_s, u"II"_s}.contains(codeAt(table(), "stage", row)) &&
                   codeAt(table(), "sex", row) == u"F";
        });
        QCOMPARE(desk_->work.state().members, both);
        // A facet's own choice does not change its counts; the other facets' choices do.
        const int women = counted(table(), [&](auto row) {
            return codeAt(table(), "stage", row) == u"IIIA" && codeAt(table(), "sex", row) == u"F";
        });
        QCOMPARE(value(u"stage"_s, 2).count, women);
        QTest::mouseClick(page_->facets()->row(u"sex"_s, 0), Qt::LeftButton);
        QCOMPARE(editor()->toPlainText(), u"stage in ('I', 'II')"_s);
    }
    void anExpressionChoosesFacets() {
        type(u"stage in ('IIIA', 'I')\nage >= 60 and sex = 'M'"_s);
        QTRY_VERIFY(page_->facets()->row(u"stage"_s, 0)->isChecked());
        QVERIFY(page_->facets()->row(u"stage"_s, 2)->isChecked());
        QVERIFY(!page_->facets()->row(u"stage"_s, 1)->isChecked());
        QVERIFY(!page_->facets()->row(u"sex"_s, 1)->isChecked()); // a line of two columns is no facet
        const cohort::Column& age = *table().column(u"age"_s);
        const auto fits = [&](std::size_t row) {
            return age.numbers()[row] >= 60 && codeAt(table(), "sex", row) == u"M";
        };
        QCOMPARE(desk_->work.state().members, counted(table(), [&](auto row) {
                     const QString stage = codeAt(table(), "stage", row);
                     return fits(row) && (stage == u"I" || stage == u"IIIA");
                 }));
        // The text line restricts every facet, the stage facet too.
        QCOMPARE(value(u"stage"_s, 1).count, counted(table(), [&](auto row) {
                     return fits(row) && codeAt(table(), "stage", row) == u"II";
                 }));
        // Taking the facet back leaves the other line.
        QTest::mouseClick(page_->facets()->row(u"stage"_s, 0), Qt::LeftButton);
        QTest::mouseClick(page_->facets()->row(u"stage"_s, 2), Qt::LeftButton);
        QCOMPARE(editor()->toPlainText(), u"age >= 60 and sex = 'M'"_s);
    }
    void rangesOfWholeNumbersSayTheLastOne() {
        cohort::Column whole(demo::column("exams", cohort::ColumnKind::Number, "Exams", "检查数"));
        cohort::Column halves = whole;
        whole.addNumber(3);
        halves.addNumber(3.5);
        QCOMPARE(rangeWords({50.0, 60.0}, whole), u"50 to 59"_s);
        QCOMPARE(rangeWords({3.0, 4.0}, whole), u"3"_s);
        QCOMPARE(rangeWords({50.0, 60.0}, halves), u"50 to 60"_s);
        QCOMPARE(rangeWords({std::nullopt, 5.0}, whole), u"below 5"_s);
        QCOMPARE(rangeWords({5.0, std::nullopt}, whole), u"5 and above"_s);
    }
    /// Members and numbers as saved; today's table differs, and one member has left the study.
    void aFrozenCohortShowsWhatWasSaved() {
        CohortWork& work = desk_->work;
        FrozenMembers frozen;
        frozen.criteria = {{u"stage = 'I'"_s, {}}};
        frozen.numbers = {
            {u"start"_s, 200},
            {u"steps"_s, QJsonArray{QJsonObject{
                             {u"before"_s, 200}, {u"excluded"_s, 190}, {u"unknown"_s, 7}, {u"after"_s, 3}}}}};
        frozen.subjects = {1, 2, 9'999};
        frozen.labels = {u"TJ-0001"_s, u"TJ-0002"_s, u"TJ-9999"_s};
        frozen.when = u"2026-01-01 08:00"_s;
        work.setFrozen(frozen);
        desk_->show();
        QCOMPARE(work.state().members, 3);
        QCOMPARE(work.state().enrolled, 200);
        QCOMPARE(work.members().count(), 2);
        QCOMPARE(work.state().flow.steps.size(), 2);
        QCOMPARE(work.state().flow.steps[1].left, 3);
        QVERIFY(page_->noteText().contains(u"2026-01-01 08:00"_s));
        QVERIFY(page_->noteText().contains(u"would go out"_s));
        QCOMPARE(work.memberRows().rows.size(), 3);
        QCOMPARE(work.memberRows().rows[2][0], u"TJ-9999"_s);
        int counted = 0;
        for (const CohortFacetValue& one : facet(u"sex"_s).values)
            counted += one.count;
        QCOMPARE(counted, 2);
        type(u"stage = 'I' "_s); // a change of the text is about today
        QTRY_VERIFY(page_->noteText().isEmpty());
        QCOMPARE(work.state().enrolled, 248);
    }
    void missingIsAValue() {
        const CohortFacet& stage = facet(u"stage"_s);
        const qsizetype last = stage.values.size() - 1;
        QVERIFY(stage.values[last].missing);
        QCOMPARE(stage.values[last].words, u"not recorded"_s);
        int sum = 0;
        for (const CohortFacetValue& v : stage.values)
            sum += v.count;
        QCOMPARE(sum, 248);
        QTest::mouseClick(page_->facets()->row(u"stage"_s, int(last)), Qt::LeftButton);
        QCOMPARE(desk_->work.state().members,
                 counted(table(), [&](auto row) { return codeAt(table(), "stage", row).isEmpty(); }));
    }
    void aFaultIsToldAndChangesNothing() {
        type(u"stage = 'I'"_s);
        QTRY_COMPARE(editor()->toPlainText(), desk_->work.state().text);
        QTRY_VERIFY(desk_->work.state().members < 248);
        const int before = desk_->work.state().members;
        type(u"stage = 'I'\nnowhere = 3"_s);
        QTRY_VERIFY(!page_->flow()->errorText().isEmpty());
        QCOMPARE(desk_->work.state().errorLine, 1);
        QCOMPARE(desk_->work.members().count(), before);
        QCOMPARE(editor()->toPlainText(), u"stage = 'I'\nnowhere = 3"_s); // what was typed stays
        type(u"stage = 'I'"_s);
        QTRY_VERIFY(page_->flow()->errorText().isEmpty());
        QCOMPARE(desk_->work.state().members, before);
    }
    void theFlowAddsUpWithReasons() {
        type(u"stage in ('I', 'II', 'IIIA')\nsex = 'F'\nage >= 60"_s);
        QTRY_COMPARE(desk_->work.state().flow.steps.size(), 4);
        const QList<AttritionData::Step> steps = desk_->work.state().flow.steps;
        QCOMPARE(steps[0].left, 248);
        for (qsizetype i = 1; i < steps.size(); ++i) {
            QCOMPARE(steps[i].left + steps[i].out, steps[i - 1].left);
            qint64 told = 0;
            for (const QString& reason : steps[i].reasons)
                told += reason.section(u' ', 0, 0).toLongLong();
            QCOMPARE(told, steps[i].out); // nobody leaves without a reason
        }
        QCOMPARE(steps.last().left, desk_->work.state().members);
        QVERIFY(steps[1].reasons.join(u' ').contains(u"not recorded"_s));
    }
    void tableOneFollowsTheMembers() {
        type(u"egfr = 'mut' or egfr = 'wt'"_s);
        QTRY_VERIFY(desk_->work.state().members < 248);
        const stats::TableOne& table1 = page_->tableOne()->model()->table();
        QCOMPARE(table1.groups, (QStringList{u"mutated"_s, u"wild type"_s}));
        QCOMPARE(qint64(table1.total), qint64(desk_->work.state().members));
        QCOMPARE(table1.withoutGroup, std::size_t(0));
        for (const stats::TableOneRow& row : table1.rows) // every p-value has its test
            QCOMPARE(row.p.has_value(), row.test != stats::TestKind::None);
        const auto* model = page_->tableOne()->model();
        int tests = 0;
        for (int row = 0; row < model->rowCount(); ++row)
            for (int section = 0; section < model->columnCount(); ++section)
                if (model->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString() == u"Test")
                    tests += model->index(row, section).data().toString().isEmpty() ? 0 : 1;
        QVERIFY(tests >= 5);
    }
    void survivalNamesItsTestAndItsZeroTimes() {
        page_->showTab(CohortPage::Tab::Survival);
        page_->survival()->by()->setCurrentIndex(page_->survival()->by()->findData(u"egfr"_s));
        Q_EMIT page_->survival()->by()->activated(0);
        const auto figure = std::dynamic_pointer_cast<const KaplanMeierFigure>(page_->survival()->figure());
        QVERIFY(figure);
        QCOMPARE(figure->data().groups.size(), 2);
        QVERIFY(figure->data().statements.join(u' ').contains(u"log-rank test: p"_s));
        QVERIFY(figure->data().statements.join(u' ').contains(u"HR of wild type"_s));
        QVERIFY2(page_->survival()->notes().contains(u"TJ-0012"_s), qPrintable(page_->survival()->notes()));
    }
    void freezeAsksForANameAndAWholeDate() {
        QSignalSpy asked(page_.get(), &CohortPage::freezeRequested);
        FreezeDialog* dialog = page_->askFreeze();
        QVERIFY(!dialog->verb()->isEnabled());
        dialog->name()->setText(u"Early"_s);
        QVERIFY(dialog->verb()->isEnabled());
        dialog->cut()->setText(u"2026-13-40"_s);
        QVERIFY(!dialog->verb()->isEnabled());
        dialog->cut()->setText(u"2026-11-15"_s);
        dialog->verb()->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0], (QList<QVariant>{u"Early"_s, u"2026-11-15"_s}));
        page_->freezeRefused(u"There is a cohort of that name."_s);
        QVERIFY(dialog->isVisible());
        page_->frozen();
        QVERIFY(!dialog->isVisible());
        QCOMPARE(page_->tab(), CohortPage::Tab::Frozen);
    }
    void withoutTheRightNothingFreezes() {
        page_->setRights(false);
        QVERIFY(!page_->askFreeze());
    }
    void frozenCohortsAreOpenedAndCompared() {
        page_->setFrozen({{7, u"Early"_s, 83, u"2026-11-15"_s, u"chen"_s, {}, u"stage = 'I'"_s},
                          {3, u"All"_s, 248, {}, u"chen"_s, {}, {}}});
        page_->showTab(CohortPage::Tab::Frozen);
        QSignalSpy opened(page_.get(), &CohortPage::openCohortRequested);
        QSignalSpy compared(page_.get(), &CohortPage::differenceRequested);
        page_->frozenPane()->table()->setFocus();
        QTest::keyClick(page_->frozenPane()->table(), Qt::Key_Down);
        QTest::keyClick(page_->frozenPane()->table(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toLongLong(), 3);
        page_->setDifference(7, u"of another row"_s);
        QVERIFY(page_->frozenPane()->differenceText().isEmpty());
        page_->setDifference(3, u"Nobody would come or go."_s);
        QCOMPARE(page_->frozenPane()->differenceText(), u"Nobody would come or go."_s);
    }
    void membersOpenTheirSubject() {
        page_->showTab(CohortPage::Tab::Members);
        QSignalSpy opened(page_.get(), &CohortPage::openSubjectRequested);
        QCOMPARE(page_->members()->model()->rowCount(), 248);
        page_->members()->setCurrentIndex(page_->members()->model()->index(4, 0));
        page_->members()->setFocus();
        QTest::keyClick(page_->members(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toLongLong(), 5);
    }
    void everyFigureCanBeExported() {
        page_->showTab(CohortPage::Tab::Survival);
        QSignalSpy asked(page_.get(), &CohortPage::exportFigureRequested);
        QSignalSpy table(page_.get(), &CohortPage::exportTableRequested);
        for (auto* button : page_->findChildren<Button*>())
            if (button->text() == u"Export")
                button->click();
        auto* menu = page_->findChild<QMenu*>(u"exportMenu"_s);
        QVERIFY(menu);
        for (QAction* action : menu->actions())
            action->trigger();
        QCOMPARE(asked.size(), 2 + 6); // flow, curves, six distributions
        QCOMPARE(table.size(), 1);
        menu->close();
    }

private:
    QPlainTextEdit* editor() { return page_->flow()->editor(); }
    void type(const QString& text) { editor()->setPlainText(text); }
    const cohort::AnalysisTable& table() { return desk_->work.table(); }
    const CohortFacet& facet(const QString& column) {
        for (const CohortFacet& one : desk_->work.state().facets)
            if (one.column == column)
                return one;
        qFatal("no such facet");
    }
    const CohortFacetValue& value(const QString& column, qsizetype at) { return facet(column).values[at]; }
    std::unique_ptr<CohortPage> page_;
    std::unique_ptr<demo::CohortDesk> desk_;
};

QTEST_MAIN(CohortPageTest)
#include "CohortPageTest.moc"
