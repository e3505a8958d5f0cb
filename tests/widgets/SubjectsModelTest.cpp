// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/DemoViews.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/subjects/SubjectsModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

class SubjectsModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void search_data();
    void search();
    void facetCountsIgnoreTheirOwnChoice();
    void missingIsAValue();
    void sortingIsStableAndKeepsTheSelection();
    void tenThousandRows();
    void numbersAreRightAlignedInHeadToo();

private:
    static QList<SubjectView> three() {
        QList<SubjectView> list(3);
        list[0] = {{1},
                   u"S-0001"_s,
                   u"\u6797\u6653\u5c9a"_s,
                   u"F"_s,
                   u"1957-03-18"_s,
                   2,
                   5,
                   u"2026-10-27"_s,
                   u"enrolled"_s,
                   u"s-0001 \u6797\u6653\u5c9a lin xiaolan lxl"_s,
                   0,
                   {}};
        list[1] = {{2}, u"S-0002"_s, u"O'Brien"_s,    u"M"_s,         u"1960"_s,
                   1,   1,           u"2025-01-02"_s, u"withdrawn"_s, u"s-0002 o'brien"_s,
                   0,   {}};
        list[2] = {{3}, u"S-0003"_s, {}, {}, {}, 0, 0, {}, u"enrolled"_s, u"s-0003"_s, 0, {}};
        return list;
    }
};

void SubjectsModelTest::search_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("nothing") << u""_s << QStringList{u"S-0001"_s, u"S-0002"_s, u"S-0003"_s};
    QTest::newRow("characters") << u"\u6653"_s << QStringList{u"S-0001"_s};
    QTest::newRow("pinyin") << u"xiao"_s << QStringList{u"S-0001"_s};
    QTest::newRow("initials") << u"LXL"_s << QStringList{u"S-0001"_s};
    QTest::newRow("two words, any order") << u"lan 0001"_s << QStringList{u"S-0001"_s};
    QTest::newRow("code") << u"0002"_s << QStringList{u"S-0002"_s};
    QTest::newRow("both must fit") << u"brien 0001"_s << QStringList{};
}

void SubjectsModelTest::search() {
    QFETCH(QString, typed);
    QFETCH(QStringList, labels);
    SubjectsModel model;
    QAbstractItemModelTester tester(&model);
    model.setSubjects(three());
    model.setSearch(typed);
    QStringList found;
    for (int row = 0; row < model.rowCount(); ++row)
        found << model.at(row)->label;
    QCOMPARE(found, labels);
    QCOMPARE(model.total(), 3);
}

void SubjectsModelTest::facetCountsIgnoreTheirOwnChoice() {
    SubjectsModel model;
    model.setSubjects(three());
    model.setFacet(SubjectFacet::Status, u"withdrawn"_s, true);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.facet(SubjectFacet::Status).at(0).count,
             2); // enrolled still counts as if nothing was chosen here
    QCOMPARE(model.facet(SubjectFacet::Sex).at(0).count, 0);    // but sex counts only within withdrawn
    QCOMPARE(model.facet(SubjectFacet::Sex).at(1).count, 1);
    QCOMPARE(model.chosenFacets(), 1);
    model.clearFacets();
    QCOMPARE(model.rowCount(), 3);
}

void SubjectsModelTest::missingIsAValue() {
    SubjectsModel model;
    model.setSubjects(three());
    model.setFacet(SubjectFacet::Sex, QString(), true);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.at(0)->label, u"S-0003"_s);
    QCOMPARE(model.index(0, SubjectsModel::Exams).data(ToneRole).toInt(), int(Tone::Text3)); // zeros are grey
}

void SubjectsModelTest::sortingIsStableAndKeepsTheSelection() {
    SubjectsModel model;
    model.setSubjects(three());
    const QPersistentModelIndex kept = model.index(2, 0);
    model.sort(SubjectsModel::Exams, Qt::DescendingOrder);
    QCOMPARE(model.at(0)->label, u"S-0001"_s);
    model.sort(SubjectsModel::LastExam, Qt::AscendingOrder);
    QCOMPARE(model.at(0)->label, u"S-0003"_s);
    QCOMPARE(kept.row(), 0);
}

void SubjectsModelTest::tenThousandRows() {
    SubjectsModel model;
    model.setSubjects(demo::subjects(10000));
    QCOMPARE(model.rowCount(), 10000);
    QSignalSpy changed(&model, &SubjectsModel::filtered);
    model.setSearch(u"tj-99"_s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.rowCount(), 100); // TJ-9900 to TJ-9999
    QCOMPARE(model.rowOf({9950}), 49 + 1);
    model.setSearch(u"tj-99"_s); // no change, no signal
    QCOMPARE(changed.size(), 1);
}

void SubjectsModelTest::numbersAreRightAlignedInHeadToo() {
    SubjectsModel model;
    model.setSubjects(three());
    for (int column = 0; column < SubjectsModel::ColumnCount; ++column) {
        const int cell = model.index(0, column).data(Qt::TextAlignmentRole).toInt();
        QCOMPARE(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt(), cell);
        const bool number = column == SubjectsModel::Exams || column == SubjectsModel::Series ||
                            column == SubjectsModel::BirthYear;
        QCOMPARE(bool(cell & Qt::AlignRight), number);
    }
}

QTEST_MAIN(SubjectsModelTest)
#include "SubjectsModelTest.moc"
