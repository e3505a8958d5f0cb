// SPDX-License-Identifier: GPL-3.0-or-later
// The Cohorts page on a real study: facets, freezing, and a frozen cohort that stays when the data change.
#include "app/window/CohortController.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/cohort/CohortFacets.h"
#include "widgets/cohort/CohortFlow.h"
#include "widgets/cohort/CohortPanes.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/plots/Figure.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTimer>

using namespace casebook;
using namespace Qt::StringLiterals;

class CohortControllerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init();
    void cleanup();
    void readsTheStudy();
    void aFrozenCohortStaysWhenDataChange();
    void criteriaOfAFrozenCohortSayWhoIsInToday();
    void anEditWhileTheTableIsReadAnewStays();
    void whatIsTypedWithAFaultStays();
    void anOlderAnswerTakesNothingAway();
    void changesThatKeepComingAreShown();
    void aFacetIsChosenByItsValue();
    void cutOfAFrozenCohortIsUsed();
    void theLastOpenedIsShown();
    void lockForgetsEverything();

private:
    bool set(const QString& label, const QList<std::pair<QString, QString>>& items) {
        const auto key = study_->forms.keyOf(label + u"/SCR/DM"_s);
        const auto info = key ? study_->forms.begin(*key) : Result<FormInfo>(tl::unexpected(key.error()));
        auto opened = info ? study_->forms.open(info->id) : Result<OpenedForm>(tl::unexpected(info.error()));
        if (!opened)
            return false;
        for (const auto& [item, typed] : items)
            if (!opened->state.set({{}, {}, item}, typed))
                return false;
        ChangeReason reason;
        reason.code = "typing-error";
        return study_->forms.save(info->id, editOf(*opened), reason).has_value();
    }
    bool idle() {
        return QTest::qWaitFor([&] { return controller_->isLoaded() && controller_->isIdle(); }, 20'000);
    }
    /// Women, frozen as "women".
    bool freezeWomen(const QString& cut = {}) {
        Q_EMIT page_->textEdited(u"sex = 'F'"_s);
        if (!idle())
            return false;
        Q_EMIT page_->freezeRequested(u"women"_s, cut);
        return idle() &&
               QTest::qWaitFor([&] { return page_->frozenPane()->table()->model()->rowCount() == 1; });
    }
    qint64 cohort() {
        const auto rows =
            CohortService(study_->vault->database(), study_->session, study_->definitions).list();
        return rows && !rows->isEmpty() ? rows->first().id.value : 0;
    }
    QStringList members() {
        page_->showTab(CohortPage::Tab::Members);
        if (!idle())
            return {u"not idle"_s};
        QStringList labels;
        const QAbstractItemModel* model = page_->members()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            labels.append(model->index(row, 0).data().toString());
        return labels;
    }
    std::unique_ptr<test::StudyFixture> fixture_;
    StudyPtr study_;
    std::unique_ptr<CohortPage> page_;
    std::unique_ptr<CohortController> controller_;
    std::unique_ptr<QSignalSpy> failures_;
};

void CohortControllerTest::init() {
    fixture_ = std::make_unique<test::StudyFixture>();
    QVERIFY(fixture_->make());
    study_ = std::make_shared<OpenStudy>(std::move(fixture_->vault));
    QVERIFY(study_->definitions.installLungStudy());
    for (const auto& [label, sex] : QList<std::pair<QString, QString>>{
             {u"S-0001"_s, u"F"_s}, {u"S-0002"_s, u"F"_s}, {u"S-0003"_s, u"M"_s}}) {
        QVERIFY(study_->subjects.enrol({label, {}, {}, {}}));
        QVERIFY(set(label, {{u"sex"_s, sex}, {u"index_date"_s, u"2024-02-01"_s}}));
    }
    page_ = std::make_unique<CohortPage>();
    page_->resize(1368, 860);
    page_->show();
    QVERIFY(QTest::qWaitForWindowExposed(page_.get()));
    controller_ = std::make_unique<CohortController>(page_.get());
    failures_ = std::make_unique<QSignalSpy>(controller_.get(), &CohortController::failed);
    controller_->setStudy(study_);
    QVERIFY(idle());
}

void CohortControllerTest::cleanup() {
    QCOMPARE(failures_->count(), 0);
    controller_.reset();
    page_.reset();
    study_.reset();
}

void CohortControllerTest::readsTheStudy() {
    QCOMPARE(members(), (QStringList{u"S-0001"_s, u"S-0002"_s, u"S-0003"_s}));
    Q_EMIT page_->textEdited(u"sex = 'F'"_s);
    QVERIFY(idle());
    QCOMPARE(members(), (QStringList{u"S-0001"_s, u"S-0002"_s}));
    QCOMPARE(page_->noteText(), QString());
    QVERIFY(set(u"S-0003"_s, {{u"sex"_s, u"F"_s}}));
    controller_->refresh(); // as after each change of the study
    QTRY_COMPARE_WITH_TIMEOUT(members().size(), 3, 20'000);
}

void CohortControllerTest::aFrozenCohortStaysWhenDataChange() {
    QVERIFY(freezeWomen());
    Q_EMIT page_->openCohortRequested(cohort());
    QTRY_VERIFY_WITH_TIMEOUT(page_->noteText().contains(u"same"_s), 20'000);
    QCOMPARE(members(), (QStringList{u"S-0001"_s, u"S-0002"_s}));
    const QString flow = page_->flow()->figure()->numbers();
    QVERIFY(flow.contains(u'3'));
    // One goes out by a correction, one comes in.
    QVERIFY(set(u"S-0002"_s, {{u"sex"_s, u"M"_s}}));
    QVERIFY(set(u"S-0003"_s, {{u"sex"_s, u"F"_s}}));
    controller_->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(page_->noteText().contains(u"1 would come in, 1 would go out"_s), 20'000);
    QCOMPARE(members(), (QStringList{u"S-0001"_s, u"S-0002"_s})); // as frozen
    QVERIFY(page_->noteText().contains(u"as frozen on"_s));
    // One more subject changes the share of today, not the frozen numbers.
    QVERIFY(study_->subjects.enrol({u"S-0004"_s, {}, {}, {}}));
    controller_->refresh();
    QVERIFY(QTest::qWaitFor([&] { return idle(); }));
    QCOMPARE(members().size(), 2);
    QVERIFY(page_->flow()->figure());
    QCOMPARE(page_->flow()->figure()->numbers(), flow);
    // A change of the criteria leaves the frozen cohort.
    Q_EMIT page_->textEdited(u"sex = 'F' "_s);
    QTRY_COMPARE_WITH_TIMEOUT(page_->noteText(), QString(), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(members(), (QStringList{u"S-0001"_s, u"S-0003"_s}), 20'000);
}

void CohortControllerTest::criteriaOfAFrozenCohortSayWhoIsInToday() {
    QVERIFY(freezeWomen());
    QVERIFY(set(u"S-0003"_s, {{u"sex"_s, u"F"_s}}));
    controller_->refresh();
    QVERIFY(idle());
    Q_EMIT page_->useCriteriaRequested(cohort());
    QTRY_COMPARE_WITH_TIMEOUT(members(), (QStringList{u"S-0001"_s, u"S-0002"_s, u"S-0003"_s}), 20'000);
    QCOMPARE(page_->noteText(), QString());
}

/// The table has come, and the criteria are being worked out on it: what is typed then is not lost.
void CohortControllerTest::anEditWhileTheTableIsReadAnewStays() {
    Q_EMIT page_->textEdited(u"sex = 'F'"_s);
    QCOMPARE(members(), (QStringList{u"S-0001"_s, u"S-0002"_s}));
    const auto typed = std::make_shared<bool>(false);
    const auto type = [this, typed] { // once, when the choices of the new table are filled in
        if (!std::exchange(*typed, true))
            QMetaObject::invokeMethod(
                page_.get(), [this] { Q_EMIT page_->textEdited(u"sex = 'M'"_s); }, Qt::QueuedConnection);
    };
    for (const auto* choices : page_->survival()->findChildren<QComboBox*>())
        connect(choices->model(), &QAbstractItemModel::rowsInserted, page_.get(), type);
    controller_->refresh();
    QVERIFY(idle());
    QVERIFY(*typed);
    QTRY_COMPARE_WITH_TIMEOUT(members(), QStringList(u"S-0003"_s), 20'000);
}

void CohortControllerTest::whatIsTypedWithAFaultStays() {
    const QString typed = u"sex = 'F'\n\nage_at_index >= "_s;
    page_->flow()->editor()->setPlainText(typed);
    QTRY_VERIFY_WITH_TIMEOUT(!page_->flow()->errorText().isEmpty(), 20'000);
    controller_->refresh();
    QVERIFY(idle());
    QCOMPARE(page_->flow()->editor()->toPlainText(), typed);
    QVERIFY(!page_->flow()->errorText().isEmpty());
}

/// Two edits, the second before the first is answered: the editor never goes back to the first.
void CohortControllerTest::anOlderAnswerTakesNothingAway() {
    QPlainTextEdit* editor = page_->flow()->editor();
    QStringList seen;
    editor->setPlainText(u"sex = 'F'"_s);
    QTRY_COMPARE_WITH_TIMEOUT(members(), (QStringList{u"S-0001"_s, u"S-0002"_s}), 20'000);
    connect(editor, &QPlainTextEdit::textChanged, this, [&] { seen << editor->toPlainText(); });
    Q_EMIT page_->textEdited(u"sex = 'M'"_s);
    seen.clear(); // an answer that was there at once is none of an older edit
    Q_EMIT page_->textEdited(u"sex = 'F'"_s);
    QTRY_COMPARE_WITH_TIMEOUT(members(), (QStringList{u"S-0001"_s, u"S-0002"_s}), 20'000);
    disconnect(editor, nullptr, this, nullptr);
    QVERIFY2(!seen.contains(u"sex = 'M'"_s), qPrintable(seen.join(u'|')));
}

/// The table is shown although the study changes faster than it is read.
void CohortControllerTest::changesThatKeepComingAreShown() {
    page_->showTab(CohortPage::Tab::Members);
    QVERIFY(idle());
    QCOMPARE(page_->members()->model()->rowCount(), 3);
    QVERIFY(study_->subjects.enrol({u"S-0004"_s, {}, {}, {}}));
    QTimer changes;
    connect(&changes, &QTimer::timeout, controller_.get(), &CohortController::refresh);
    changes.start(0);
    QTRY_COMPARE_WITH_TIMEOUT(page_->members()->model()->rowCount(), 4, 20'000);
    changes.stop();
    QVERIFY(idle());
}

void CohortControllerTest::aFacetIsChosenByItsValue() {
    Q_EMIT page_->facetToggled(u"sex"_s, u"code M"_s, true);
    QVERIFY(idle());
    QCOMPARE(members(), QStringList(u"S-0003"_s));
    Q_EMIT page_->facetToggled(u"sex"_s, u"code M"_s, false);
    Q_EMIT page_->facetToggled(u"sex"_s, u"code gone with the last count"_s, true);
    QVERIFY(idle());
    QCOMPARE(members().size(), 3);
}

/// The table is read again at the cohort's cut, and the members are those that were frozen.
void CohortControllerTest::cutOfAFrozenCohortIsUsed() {
    QVERIFY(freezeWomen(u"2024-06-30"_s));
    Q_EMIT page_->openCohortRequested(cohort());
    QTRY_VERIFY_WITH_TIMEOUT(page_->noteText().contains(u"same"_s), 20'000);
    QCOMPARE(members(), (QStringList{u"S-0001"_s, u"S-0002"_s}));
}

/// Two cohorts of one cut, the second chosen while the first is still being opened.
void CohortControllerTest::theLastOpenedIsShown() {
    QVERIFY(freezeWomen(u"2024-06-30"_s));
    const qint64 women = cohort();
    Q_EMIT page_->textEdited(u"sex = 'M'"_s);
    QVERIFY(idle());
    Q_EMIT page_->freezeRequested(u"men"_s, u"2024-06-30"_s);
    QVERIFY(idle());
    QTRY_COMPARE_WITH_TIMEOUT(page_->frozenPane()->table()->model()->rowCount(), 2, 20'000);
    const auto rows = CohortService(study_->vault->database(), study_->session, study_->definitions).list();
    VERIFY_OK(rows);
    const qint64 men =
        std::ranges::max(*rows, {}, [](const CohortRow& row) { return row.id.value; }).id.value;
    QVERIFY(men != women);
    page_->showTab(CohortPage::Tab::Members);
    QVERIFY(idle());
    Q_EMIT page_->openCohortRequested(women);
    QTRY_COMPARE_WITH_TIMEOUT(page_->tab(), CohortPage::Tab::Table, 20'000); // its table is being read now
    Q_EMIT page_->openCohortRequested(men);
    QTRY_COMPARE_WITH_TIMEOUT(members(), QStringList(u"S-0003"_s), 20'000);
    QVERIFY(idle());
    QCOMPARE(members(), QStringList(u"S-0003"_s));
}

void CohortControllerTest::lockForgetsEverything() {
    QVERIFY(freezeWomen());
    controller_->setStudy(nullptr);
    QVERIFY(!controller_->isLoaded());
    QCOMPARE(page_->members()->model()->rowCount(), 0);
    QCOMPARE(page_->frozenPane()->table()->model()->rowCount(), 0);
}

QTEST_MAIN(CohortControllerTest)
#include "CohortControllerTest.moc"
