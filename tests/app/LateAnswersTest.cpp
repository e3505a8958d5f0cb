// SPDX-License-Identifier: GPL-3.0-or-later
//
// Subjects and the page of one: an answer that comes after the lock, or after another subject was chosen, shows nothing.
#include "app/window/CaseController.h"
#include "app/window/SubjectsController.h"
#include "storage/dicom/SampleWriter.h"
#include "tests/app/Settle.h"
#include "tests/storage/ImportFixture.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/reading/SeriesPanel.h"
#include "widgets/subject/CasePage.h"
#include "widgets/subjects/SubjectPreview.h"
#include "widgets/subjects/SubjectsPage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class LateAnswersTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// A study with one subject who has images, and one who has none.
    void initTestCase() {
        theme::install(*qApp);
        QVERIFY(fixture_.vault);
        dicom::SampleSpec spec;
        spec.phantom.columns = spec.phantom.rows = 64;
        spec.phantom.slices = 12;
        VERIFY_OK(dicom::writeSample(spec, fixture_.path("sample")));
        QVERIFY(fixture_.import("sample").imported > 0);
        const auto subjects = fixture_.subjects().list();
        VERIFY_OK(subjects);
        QCOMPARE(subjects->size(), 1);
        imaged_ = subjects->first();
        const auto other = fixture_.subjects().enrol({u"Z-0002"_s, {}, {}, {}});
        VERIFY_OK(other);
        other_ = *other;
        study_ = std::make_shared<OpenStudy>(std::move(fixture_.vault));
    }
    void cleanupTestCase() { study_.reset(); }

    void subjectsOfALockedStudyAreNotListed() {
        SubjectsPage page;
        SubjectsController controller(&page);
        controller.setStudy(study_); // asks for the list
        controller.setStudy(nullptr);
        settle();
        QCOMPARE(page.model()->total(), 0);
        QVERIFY(!controller.isLoaded());
    }

    void detailsOfALockedStudyAreNotShown() {
        SubjectsPage page;
        SubjectsController controller(&page);
        openList(controller);
        page.select(imaged_.id);
        settle();
        QVERIFY(page.preview()->model()->rowCount() > 0);
        Q_EMIT page.detailsRequested(imaged_.id);
        controller.setStudy(nullptr);
        settle();
        QCOMPARE(page.preview()->model()->rowCount(), 0);
    }

    void detailsOfAnotherSubjectAreNotShown() {
        SubjectsPage page;
        SubjectsController controller(&page);
        openList(controller);
        page.select(other_.id);
        settle();
        Q_EMIT page.detailsRequested(imaged_.id); // as if asked before the other one was chosen
        settle();
        QCOMPARE(page.current(), other_.id);
        QCOMPARE(page.preview()->model()->rowCount(), 0);
    }

    void changesAfterTheLockAreNotTold_data() {
        QTest::addColumn<bool>("enrols");
        QTest::newRow("enrolled") << true;
        QTest::newRow("renamed") << false;
    }
    /// They name the subject; that they are made is right.
    void changesAfterTheLockAreNotTold() {
        QFETCH(bool, enrols);
        SubjectsPage page;
        SubjectsController controller(&page);
        openList(controller);
        const QSignalSpy said(&controller, &SubjectsController::said);
        const QSignalSpy failed(&controller, &SubjectsController::failed);
        const QString label = enrols ? u"Z-0003"_s : u"Z-0004"_s;
        if (enrols)
            Q_EMIT page.enrolRequested({label, {}, {}, {}});
        else
            Q_EMIT page.renameRequested(other_.id, label, {}, u"typed wrongly"_s);
        controller.setStudy(nullptr);
        settle();
        QVERIFY(said.isEmpty() && failed.isEmpty());
        QCOMPARE(page.model()->total(), 0);
        const auto all = study_->subjects.list();
        VERIFY_OK(all);
        QVERIFY(std::ranges::any_of(*all, [&](const Subject& s) { return s.label == label; }));
    }

    void aCaseOfALockedStudyIsNotShown() {
        CasePage page;
        CaseController controller(&page);
        const QSignalSpy loaded(&controller, &CaseController::loaded);
        controller.setStudy(study_);
        controller.open(imaged_.label);
        controller.setStudy(nullptr);
        settle();
        QVERIFY(loaded.isEmpty() && !controller.isLoaded());
        QVERIFY(page.view().label.isEmpty());
        QCOMPARE(controller.images()->model()->rowCount(), 0);
    }

    void ofTwoCasesTheLastIsShown() {
        CasePage page;
        CaseController controller(&page);
        QStringList shown;
        connect(&controller, &CaseController::loaded, this,
                [&](const SubjectView& subject) { shown.append(subject.label); });
        controller.setStudy(study_);
        const QString last = labelOfOther();
        controller.open(imaged_.label);
        controller.open(last);
        settle();
        QCOMPARE(shown, QStringList{last});
        QCOMPARE(page.view().label, last);
        QCOMPARE(controller.images()->model()->rowCount(), 0);
    }

    void factsOfASeriesGoWithItsSubject() {
        CasePage page;
        CaseController controller(&page);
        controller.setStudy(study_);
        controller.open(imaged_.label);
        settle();
        const auto* panel = page.findChild<SeriesPanel*>();
        QVERIFY(panel && !panel->lines().isEmpty());
        controller.open(labelOfOther()); // who has no series that could be chosen
        QVERIFY(panel->lines().isEmpty());
    }

    void factsOfASeriesThatComeLateAreNotShown_data() {
        QTest::addColumn<bool>("locked");
        QTest::newRow("the study is locked") << true;
        QTest::newRow("another subject is open") << false;
    }
    void factsOfASeriesThatComeLateAreNotShown() {
        QFETCH(bool, locked);
        CasePage page;
        CaseController controller(&page);
        controller.setStudy(study_);
        controller.open(imaged_.label);
        settle();
        Q_EMIT controller.images()->seriesChosen(controller.images()->bestSeries());
        const auto* panel = page.findChild<SeriesPanel*>();
        QVERIFY(panel && panel->lines().isEmpty()); // it is being asked for
        if (locked)
            controller.setStudy(nullptr);
        else
            controller.open(labelOfOther());
        settle();
        QVERIFY(panel->lines().isEmpty());
    }

private:
    void openList(SubjectsController& controller) {
        controller.setStudy(study_);
        settle();
        QVERIFY(controller.isLoaded());
    }

    [[nodiscard]] QString labelOfOther() const { // it was renamed
        const auto all = study_->subjects.list();
        for (const Subject& s : all.value_or(QList<Subject>()))
            if (s.id == other_.id)
                return s.label;
        return {};
    }

    ImportFixture fixture_;
    StudyPtr study_;
    Subject imaged_, other_;
};

QTEST_MAIN(LateAnswersTest)
#include "LateAnswersTest.moc"
