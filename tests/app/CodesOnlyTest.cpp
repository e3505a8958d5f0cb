// SPDX-License-Identifier: GPL-3.0-or-later
//
// Codes in place of names: no page shows the name or number of a person who is in the study or waits to be in it,
// until somebody clicks to see it.
#include "app/window/ClinicalPages.h"
#include "app/window/ExportController.h"
#include "app/window/HomeController.h"
#include "app/window/ImportController.h"
#include "app/window/MainWindow.h"
#include "app/window/SubjectsController.h"
#include "app/window/TagController.h"
#include "tests/app/Visible.h"
#include "tests/storage/ImportFixture.h"
#include "tests/storage/StudyFixture.h"
#include "tests/widgets/DemoForms.h"
#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/forms/FormPage.h"
#include "widgets/imports/ImportReportPage.h"
#include "widgets/network/NetworkPage.h"
#include "widgets/study/StudyPage.h"
#include "widgets/subject/CasePage.h"
#include "widgets/subject/TagBrowser.h"
#include "widgets/theme/Theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTabBar>
#include <QTest>
#include <QTextEdit>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;
const QStringList planted{u"Ouyang"_s, u"Feiyan"_s, u"MRN-7731"_s, u"MRN-7732"_s};

void addRows(const QAbstractItemModel& model, const QModelIndex& parent, QStringList& into) {
    for (int row = 0; row < model.rowCount(parent); ++row)
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex at = model.index(row, column, parent);
            for (const int role :
                 {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole), int(NoteRole)})
                into << at.data(role).toString();
            if (column == 0)
                addRows(model, at, into);
        }
}

/// Every word that a person sees, or reads by a pointer or a screen reader.
QString wordsIn(const QWidget* root) {
    QStringList out;
    for (const QWidget* one : root->findChildren<QWidget*>()) {
        if (!one->isVisible())
            continue;
        out << one->toolTip() << one->accessibleName() << one->accessibleDescription();
        for (const char* name : {"text", "title", "plainText", "currentText", "placeholderText"})
            out << one->property(name).toString();
        if (const auto* view = qobject_cast<const QAbstractItemView*>(one); view && view->model())
            addRows(*view->model(), {}, out);
    }
    return out.join(u'\n');
}

QString told(const QWidget* root) {
    const QString words = wordsIn(root);
    for (const QString& name : planted)
        if (const qsizetype at = words.indexOf(name, 0, Qt::CaseInsensitive); at >= 0)
            return words.mid(std::max<qsizetype>(0, at - 60), 140);
    return {};
}

} // namespace

class CodesOnlyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() {
        window_.reset();
        QThreadPool::globalInstance()->waitForDone();
        f_.reset();
    }
    void namesShowWithoutIt();
    void namesGoAtOnce();
    void anOpenFormStays();
    void noPageTells();
    void whatWouldLeaveShowsAtAClick();
    void whoWaitsShowsAtAClick();
    void whatOtherMachinesAnswerShowsAtAClick();

private:
    void settle() const {
        for (int i = 0; i < 4; ++i) {
            QThreadPool::globalInstance()->waitForDone();
            QCoreApplication::processEvents();
        }
    }
    /// What the pages list of the subject: a visit, a form, a query, a cohort.
    void fill();
    [[nodiscard]] bool shows(const QString& words) const { return wordsIn(window_.get()).contains(words); }
    [[nodiscard]] ImportReportPage* report() const { return window_->shell()->importReport(); }
    void showReport() {
        const auto imports = window_->study()->imports.list();
        VERIFY_OK(imports);
        window_->imports()->showReport(imports->front().id);
        QTRY_VERIFY_WITH_TIMEOUT(report()->isVisible() && !report()->report().waiting.isEmpty(), patience);
        QCoreApplication::processEvents();
    }

    std::unique_ptr<ImportFixture> f_;
    std::unique_ptr<MainWindow> window_;
    QString label_;
};

void CodesOnlyTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"casebook-codes-only-test"_s);
    QSettings().clear();
    theme::install(*qApp);
    f_ = std::make_unique<ImportFixture>();
    QVERIFY(f_->vault);
    // Two persons in one exam: the second one waits.
    QVERIFY(f_->write({"in/1|MRN-7731|Ouyang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                       "other/1|MRN-7732|Feiyan^Jie|19400101|M|1.2.3|1.2.3.8.1|5"}));
    QVERIFY(
        runPython(u"import sys, pydicom\nd = pydicom.dcmread(sys.argv[1])\nd.SeriesInstanceUID = '1.2.3.8'\n"
                  "d.save_as(sys.argv[2])\nprint('ok')\n"_s,
                  {f_->path("other/1"), f_->path("in/2")})
            .contains("ok"));
    window_ = std::make_unique<MainWindow>();
    window_->setLanguage(u"en"_s);
    window_->resize(1500, 950);
    window_->show();
    window_->openStudy(std::make_shared<OpenStudy>(std::move(f_->vault)));
    VERIFY_OK(window_->study()->imports.run({f_->path("in")}, {}, {}));
    QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded() && window_->subjects()->isLoaded(), patience);
    const auto subjects = window_->study()->subjects.list();
    VERIFY_OK(subjects);
    for (const Subject& subject : *subjects)
        if (subject.name.contains(u"Ouyang"_s))
            label_ = subject.label;
    QVERIFY(!label_.isEmpty());
    fill();
}

void CodesOnlyTest::fill() {
    OpenStudy& study = *window_->study();
    VERIFY_OK(study.definitions.publish(demo::labStudy(), u"test"_s, u"first"_s));
    const auto subject = study.subjects.find(label_);
    VERIFY_OK(subject);
    VERIFY_OK(study.visits.setDate(subject->id, u"M6"_s, 1, u"2026-01-01"_s, {}));
    FormKey key;
    key.subject = subject->id;
    key.form = u"LB"_s;
    key.visit = u"M6"_s;
    const auto form = study.forms.begin(key);
    VERIFY_OK(form);
    VERIFY_OK(study.queries.raise(form->id, {}, u"Was the sample taken?"_s));
    VERIFY_OK(study.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        for (const char* sql :
             {"INSERT INTO cohort(uuid,name,criteria,numbers,engine,audit_seq,user,created_ms)"
              " VALUES(randomblob(16),'all','[]','{}',1,0,1,0)",
              "INSERT INTO cohort_member(cohort,subject) SELECT 1, id FROM subject"})
            if (auto run = tx.run(sql); !run)
                return run;
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "test";
        return tx.audit(entry).map([](std::int64_t) {});
    }));
}

/// The walk below would find what it looks for.
void CodesOnlyTest::namesShowWithoutIt() {
    window_->setCodesOnly(false);
    window_->shell()->showPage(PageId::Subjects);
    QTRY_VERIFY_WITH_TIMEOUT(told(window_->shell()->subjects()).contains(u"Ouyang"_s), patience);
    showReport();
    QTRY_VERIFY(told(report()).contains(u"MRN-7732"_s) || told(report()).contains(u"Feiyan"_s) ||
                told(report()).contains(u"Ouyang"_s));
}

/// Not only when the lists were read anew, which takes its time and may fail.
void CodesOnlyTest::namesGoAtOnce() {
    for (const PageId page : {PageId::Home, PageId::Subjects}) {
        window_->setCodesOnly(false);
        window_->shell()->showPage(page);
        QTRY_VERIFY_WITH_TIMEOUT(told(window_.get()).contains(u"Ouyang"_s), patience);
        window_->home()->refresh(); // reads the names before the switch, answers after it
        window_->setCodesOnly(true);
        QVERIFY2(told(window_.get()).isEmpty(), qPrintable(told(window_.get())));
        QVERIFY(shows(label_));
        settle();
        QVERIFY2(told(window_.get()).isEmpty(), qPrintable(told(window_.get())));
    }
}

/// With what is typed in it; the name in its head goes and comes back.
void CodesOnlyTest::anOpenFormStays() {
    window_->setCodesOnly(false);
    window_->clinical()->openForm(label_ + u"/M6#1/LB"_s);
    auto* page = window_->clinical()->casePage()->findChild<FormPage*>();
    QVERIFY(page);
    QTRY_VERIFY_WITH_TIMEOUT(page->isVisible() && page->isOpen() && told(page).contains(u"Ouyang"_s),
                             patience);
    settle();
    auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(field && page->isAncestorOf(field));
    QTest::keyClicks(field, u"12"_s);
    for (const bool hidden : {true, false}) {
        window_->setCodesOnly(hidden);
        QVERIFY2(!hidden || told(window_.get()).isEmpty(), qPrintable(told(window_.get())));
        settle();
        QVERIFY(page->isVisible() && page->isOpen());
        QVERIFY(wordsIn(page).contains(u"12"_s));
        QTRY_COMPARE(told(page).contains(u"Ouyang"_s), !hidden);
    }
    // Attributes of an image stand in a window of their own.
    window_->clinical()->tags()->open(u"1.2.3.1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window_->clinical()->tags()->browser(), patience);
    window_->setCodesOnly(true);
    QTRY_VERIFY(!window_->clinical()->tags()->browser());
}

void CodesOnlyTest::noPageTells() {
    window_->setCodesOnly(true);
    settle();
    const QSet<PageId> ofSubjects{PageId::Home, PageId::Subjects, PageId::Schedule, PageId::Queries};
    for (const PageId page : {PageId::Home, PageId::Subjects, PageId::Schedule, PageId::Reading,
                              PageId::Queries, PageId::Cohorts, PageId::Export, PageId::Study}) {
        window_->shell()->showPage(page);
        settle();
        if (ofSubjects.contains(page)) // it is filled, else it could not tell
            QTRY_VERIFY_WITH_TIMEOUT(shows(label_), patience);
        QVERIFY2(told(window_.get()).isEmpty(), qPrintable(told(window_.get())));
        for (QTabBar* tabs : window_->findChildren<QTabBar*>())
            for (int at = 0; tabs->isVisible() && at < tabs->count(); ++at) {
                tabs->setCurrentIndex(at);
                settle();
                QVERIFY2(told(window_.get()).isEmpty(), qPrintable(told(window_.get())));
            }
    }
    window_->clinical()->openCase(label_);
    CasePage* subject = window_->clinical()->casePage();
    QTRY_VERIFY_WITH_TIMEOUT(subject->isVisible() && shows(label_), patience);
    for (QTabBar* tabs : subject->findChildren<QTabBar*>())
        for (int at = 0; at < tabs->count(); ++at) {
            tabs->setCurrentIndex(at);
            settle();
            QVERIFY2(told(window_.get()).isEmpty(), qPrintable(told(window_.get())));
        }
}

void CodesOnlyTest::whatWouldLeaveShowsAtAClick() {
    window_->setCodesOnly(true);
    window_->shell()->showPage(PageId::Export);
    auto* page = window_->findChild<ExportPage*>();
    QVERIFY(page);
    QTRY_VERIFY_WITH_TIMEOUT(!page->wish().cohort.isEmpty(), patience);
    ExportPreviewView view;
    view.valid = true;
    view.attributes = {
        {u"(0010,0010)"_s, u"Patient's Name"_s, u"Ouyang^Min"_s, u"P-1"_s, u"replaced"_s, "D", 1}};
    view.droppedWords = {u"Feiyan"_s};
    page->setPreview(view);
    page->setOutcome(u"Released"_s, true, {u"Ouyang"_s});
    QVERIFY2(told(page).isEmpty(), qPrintable(told(page)));
    QVERIFY(visibleButton(page, u"showNames"_s));
    QTest::mouseClick(visibleButton(page, u"showNames"_s), Qt::LeftButton);
    QVERIFY(told(page).contains(u"Ouyang"_s));
    page->setPreview(page->preview()); // the next one
    QVERIFY2(told(page).isEmpty(), qPrintable(told(page)));
    window_->setCodesOnly(false);
    QVERIFY(told(page).contains(u"Ouyang"_s)); // a preview that stands open ...
    window_->setCodesOnly(true);
    QVERIFY2(told(page).isEmpty(), qPrintable(told(page)));
}

void CodesOnlyTest::whoWaitsShowsAtAClick() {
    window_->setCodesOnly(true);
    settle();
    showReport();
    QVERIFY2(told(report()).isEmpty(), qPrintable(told(report())));
    QTRY_VERIFY(visibleButton(report(), u"showNames"_s));
    QTest::mouseClick(visibleButton(report(), u"showNames"_s), Qt::LeftButton);
    QTRY_VERIFY(!told(report()).isEmpty());
    QVERIFY(!visibleButton(report(), u"showNames"_s));
    window_->setCodesOnly(false);
    window_->setCodesOnly(true); // hides them again
    QTRY_VERIFY2(told(report()).isEmpty(), qPrintable(told(report())));
}

void CodesOnlyTest::whatOtherMachinesAnswerShowsAtAClick() {
    NetworkPage page;
    page.resize(1300, 700);
    page.show();
    NetworkView view;
    view.on = true;
    view.peers = {{u"one"_s, u"A@h:1"_s, false, false}};
    page.setView(view);
    page.setNamesHidden(true);
    const QList<FoundView> found{
        {u"1.2.3"_s, {}, u"MRN-7731"_s, u"Ouyang Min"_s, u"2026-01-01"_s, u"CT"_s, u"Chest"_s, {}, u"1"_s}};
    page.setFound(found, false);
    QVERIFY2(told(&page).isEmpty(), qPrintable(told(&page)));
    QTest::mouseClick(page.showNamesButton(), Qt::LeftButton);
    QVERIFY(told(&page).contains(u"Ouyang"_s));
    page.setFound(found, false); // the next search
    QVERIFY2(told(&page).isEmpty(), qPrintable(told(&page)));
}

QTEST_MAIN(CodesOnlyTest)
#include "CodesOnlyTest.moc"
