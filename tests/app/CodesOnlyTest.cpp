// SPDX-License-Identifier: GPL-3.0-or-later
//
// Codes in place of names: no page shows the name or number of a person who is in the study or waits to be in it,
// until somebody clicks to see it.
#include "app/window/ClinicalPages.h"
#include "app/window/HomeController.h"
#include "app/window/ImportController.h"
#include "app/window/MainWindow.h"
#include "app/window/SubjectsController.h"
#include "tests/app/Visible.h"
#include "tests/storage/ImportFixture.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/common/Button.h"
#include "widgets/imports/ImportReportPage.h"
#include "widgets/network/NetworkPage.h"
#include "widgets/study/StudyPage.h"
#include "widgets/subject/CasePage.h"
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
            for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole})
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
    void noPageTells();
    void whoWaitsShowsAtAClick();
    void whatOtherMachinesAnswerShowsAtAClick();

private:
    void settle() const {
        for (int i = 0; i < 4; ++i) {
            QThreadPool::globalInstance()->waitForDone();
            QCoreApplication::processEvents();
        }
    }
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

void CodesOnlyTest::noPageTells() {
    window_->setCodesOnly(true);
    settle();
    for (const PageId page : {PageId::Home, PageId::Subjects, PageId::Schedule, PageId::Reading,
                              PageId::Queries, PageId::Cohorts, PageId::Export, PageId::Study}) {
        window_->shell()->showPage(page);
        settle();
        QTRY_VERIFY2_WITH_TIMEOUT(told(window_.get()).isEmpty(), qPrintable(told(window_.get())), patience);
        for (QTabBar* tabs : window_->findChildren<QTabBar*>())
            for (int at = 0; tabs->isVisible() && at < tabs->count(); ++at) {
                tabs->setCurrentIndex(at);
                settle();
                QTRY_VERIFY2_WITH_TIMEOUT(told(window_.get()).isEmpty(), qPrintable(told(window_.get())),
                                          patience);
            }
    }
    window_->clinical()->openCase(label_);
    CasePage* subject = window_->clinical()->casePage();
    QTRY_VERIFY_WITH_TIMEOUT(subject->isVisible(), patience);
    for (QTabBar* tabs : subject->findChildren<QTabBar*>())
        for (int at = 0; at < tabs->count(); ++at) {
            tabs->setCurrentIndex(at);
            settle();
            QTRY_VERIFY2_WITH_TIMEOUT(told(window_.get()).isEmpty(), qPrintable(told(window_.get())),
                                      patience);
        }
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
