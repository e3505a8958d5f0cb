// SPDX-License-Identifier: GPL-3.0-or-later
//
// The audit as a person looks through it: real clicks and keys on a real study. With CASEBOOK_PICTURES=FOLDER its
// states are kept as pictures to look at.
#include "app/window/AuditController.h"
#include "app/window/SubjectViews.h"
#include "tests/storage/StudyFixture.h"
#include "tests/widgets/Cut.h"
#include "tests/widgets/Languages.h"
#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/study/AuditView.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000, changes = 1200;

void click(QWidget* widget) { QTest::mouseClick(widget, Qt::LeftButton); }

} // namespace

class AuditPageTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() {
        view_.reset();
        open_.reset();
        QThreadPool::globalInstance()->waitForDone(); // what still reads holds the study, and that the clock
    }
    void init();
    void cleanup() { language_.reset(); } // leaves the program by itself
    void showsTheNewestAndMoreAsOneScrolls();
    void filtersHoldTogether();
    void filtersByAction();
    void betweenTwoDays();
    void nothingMatches();
    void aRowInFull();
    void savesWhatIsShown();
    void noRowOfAnotherStudyStays();
    void nothingIsCut_data();
    void nothingIsCut();
    void codesInPlaceOfNamesHoldHereToo();

private:
    Result<> change(int n);
    [[nodiscard]] int rows() const { return view_->model()->rowCount(); }
    void picture(const QString& name) const;
    void pick(QuietCombo* combo, int steps);

    StudyFixture study_;
    Uuid subject_;
    StudyPtr open_;
    std::unique_ptr<AuditModel> model_;
    std::unique_ptr<AuditView> view_;
    AuditController* audit_ = nullptr;
    std::unique_ptr<tests::Spoken> language_;
};

/// Ten days, the last of them today; every fourth with a reason.
Result<> AuditPageTest::change(int n) {
    return study_.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "change";
        entry.objectKind = n % 2 == 0 ? "form" : "overlay";
        entry.object = entry.subject = subject_;
        entry.field = n % 2 == 0 ? "VS/WEIGHT" : "style";
        entry.oldValue = QString::number(n);
        entry.newValue = QString::number(n + 1);
        if (n % 4 == 0)
            entry.reasonText = u"typing error"_s;
        return tx.audit(entry).map([](std::int64_t) {});
    });
}

void AuditPageTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"casebook-audit-page-test"_s);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    theme::install(*qApp);
    constexpr qint64 day = 86'400'000;
    study_.clock.utc = QDateTime(QDate::currentDate(), QTime(0, 10)).toMSecsSinceEpoch() - 9 * day;
    QVERIFY(study_.make());
    VERIFY_OK(study_.vault->database().writeAndWait(
        [&](WriteTransaction& tx) { return addSubject(tx, u"TJ-0041"_s); }));
    VERIFY_OK(study_.vault->database().read([&](ReadConnection& c) -> Result<> {
        auto row = c.prepare("SELECT uuid FROM subject");
        if (row && row->step().value_or(false))
            subject_ = row->uuid(0);
        return {};
    }));
    QVERIFY(!subject_.bytes.isEmpty());
    for (int n = 0; n < changes; ++n) {
        if (n % (changes / 10) == 0 && n > 0)
            study_.clock.advance(day);
        VERIFY_OK(change(n));
    }
    open_ = std::make_shared<OpenStudy>(std::move(study_.vault));
    model_ = std::make_unique<AuditModel>();
    view_ = std::make_unique<AuditView>(model_.get());
    audit_ = new AuditController(view_.get(), view_.get());
    view_->resize(1350, 760);
    view_->show();
    audit_->setStudy(open_);
    audit_->show();
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 500, patience);
}

void AuditPageTest::init() {
    view_->table()->setCurrentIndex({});
    view_->filters()->clear();
    QTRY_VERIFY_WITH_TIMEOUT(!view_->isLoading(), patience);
    QCOMPARE(rows(), 500);
    QVERIFY(!view_->detail()->isVisible());
}

void AuditPageTest::picture(const QString& name) const {
    if (const QString to = qEnvironmentVariable("CASEBOOK_PICTURES"); !to.isEmpty())
        view_->grab().save(to + u"/audit-"_s + name + u".png"_s);
}

/// By keys, as the list of a closed box is used.
void AuditPageTest::pick(QuietCombo* combo, int steps) {
    combo->setFocus();
    for (int i = 0; i < steps; ++i)
        QTest::keyClick(combo, Qt::Key_Down);
}

void AuditPageTest::showsTheNewestAndMoreAsOneScrolls() {
    QVERIFY(model_->at(0)->seq > model_->at(1)->seq);
    QCOMPARE(model_->at(0)->newValue, QString::number(changes));
    while (rows() < model_->at(0)->seq) {
        const int had = rows();
        const auto grown = [&] {
            view_->table()->scrollToBottom();
            return rows() > had;
        };
        QTRY_VERIFY_WITH_TIMEOUT(grown(), patience);
    }
    QCOMPARE(model_->at(rows() - 1)->seq, 1);
    for (int i = 1; i < rows(); ++i)
        QCOMPARE(model_->at(i)->seq, model_->at(i - 1)->seq - 1);
}

void AuditPageTest::filtersHoldTogether() {
    pick(view_->filters()->kinds(), int(AuditFilterBar::Kinds::Forms));
    QTRY_COMPARE_WITH_TIMEOUT(model_->at(0) ? model_->at(0)->objectKind : QByteArray(), QByteArray("form"),
                              patience);
    click(view_->filters()->withReason());
    QTRY_COMPARE_WITH_TIMEOUT(rows(), changes / 4, patience);
    pick(view_->filters()->times(), int(AuditFilterBar::Times::Today));
    QTRY_COMPARE_WITH_TIMEOUT(rows(), changes / 40, patience);
    QTest::keyClicks(view_->filters()->search(), u"tj-0041"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), changes / 40, patience);
    picture(u"filtered"_s);
    for (int i = 0; i < rows(); ++i) {
        QCOMPARE(model_->at(i)->objectKind, QByteArray("form"));
        QCOMPARE(model_->at(i)->when.date(), QDate::currentDate());
        QVERIFY(!model_->at(i)->reason.isEmpty());
    }
    QTRY_COMPARE_WITH_TIMEOUT(view_->filters()->users()->count(), 2, patience);
    pick(view_->filters()->users(), 1);
    QCOMPARE(view_->filters()->filter().user, u"li.na"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), changes / 40, patience);
}

void AuditPageTest::filtersByAction() {
    QuietCombo* actions = view_->filters()->actions();
    QVERIFY(actions->isVisible());
    const auto choose = [&](const QString& words) {
        pick(actions, actions->findText(words) - actions->currentIndex());
    };
    choose(u"Overlay style changed"_s);
    QCOMPARE(view_->filters()->filter().actions, QList<QByteArray>{"change"});
    QCOMPARE(view_->filters()->filter().kinds, QList<QByteArray>{"overlay"});
    QTRY_COMPARE_WITH_TIMEOUT(model_->at(0) ? model_->at(0)->objectKind : QByteArray(), QByteArray("overlay"),
                              patience);
    view_->filters()->clear();
    QTRY_VERIFY_WITH_TIMEOUT(!view_->isLoading(), patience);
    choose(u"Subject enrolled"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 1, patience);
    QCOMPARE(model_->at(0)->object, u"TJ-0041"_s);
    // Together with a kind that it is never of: nothing, and no fault.
    pick(view_->filters()->kinds(), int(AuditFilterBar::Kinds::Forms));
    QTRY_VERIFY_WITH_TIMEOUT(view_->noHit()->isVisible(), patience);
}

void AuditPageTest::betweenTwoDays() {
    pick(view_->filters()->times(), int(AuditFilterBar::Times::Between));
    QVERIFY(view_->filters()->from()->isVisible() && view_->filters()->until()->isVisible());
    const QDate today = QDate::currentDate();
    QTest::keyClicks(view_->filters()->from(), today.addDays(-3).toString(Qt::ISODate));
    QTest::keyClicks(view_->filters()->until(), today.addDays(-2).toString(Qt::ISODate));
    QTRY_COMPARE_WITH_TIMEOUT(rows(), changes / 5, patience);
    QCOMPARE(model_->at(0)->when.date(), today.addDays(-2));
    QCOMPARE(model_->at(rows() - 1)->when.date(), today.addDays(-3));
    // What is no day is marked, and no limit less than before; full-width digits are digits.
    AuditFilterBar* bar = view_->filters();
    QSignalSpy changed(bar, &AuditFilterBar::changed);
    for (const QString& typed : {u"2026-13-40"_s, u"yesterday"_s, today.addDays(-9).toString(Qt::ISODate)}) {
        bar->until()->setText(typed); // the last one is before the first day
        QVERIFY2(!bar->isWhole(), qPrintable(typed));
        QVERIFY(!bar->until()->toolTip().isEmpty());
        QCOMPARE(changed.size(), 0);
    }
    QString wide = today.addDays(-2).toString(Qt::ISODate);
    for (QChar& c : wide)
        c = c.isDigit() ? QChar(0xff10 + c.digitValue()) : c;
    bar->until()->setText(wide);
    QVERIFY(bar->isWhole() && bar->until()->toolTip().isEmpty());
    QCOMPARE(bar->filter().untilMs, today.addDays(-1).startOfDay().toMSecsSinceEpoch());
}

void AuditPageTest::nothingMatches() {
    QTest::keyClicks(view_->filters()->search(), u"no such word"_s);
    QTRY_VERIFY_WITH_TIMEOUT(view_->noHit()->isVisible(), patience);
    picture(u"nothing"_s);
    click(view_->noHit()->button());
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 500, patience);
    QVERIFY(!view_->noHit()->isVisible());
    QVERIFY(view_->filters()->search()->text().isEmpty());
}

void AuditPageTest::aRowInFull() {
    QSignalSpy opened(audit_, &AuditController::subjectRequested);
    view_->table()->setCurrentIndex(model_->index(1, 0));
    QTRY_VERIFY_WITH_TIMEOUT(view_->detail()->openButton()->isVisible(), patience);
    QCOMPARE(view_->detail()->seq(), model_->at(1)->seq);
    picture(u"row"_s);
    click(view_->detail()->copyButton());
    const QString text = QGuiApplication::clipboard()->text();
    for (const QString& part : {u"Li Na"_s, u"VS/WEIGHT"_s, u"TJ-0041"_s})
        QVERIFY2(text.contains(part), qPrintable(text));
    audit_->refresh(); // somebody wrote meanwhile: the chosen row stays
    QTRY_VERIFY_WITH_TIMEOUT(!view_->isLoading(), patience);
    QCOMPARE(view_->table()->currentRow(), 1);
    QVERIFY(view_->detail()->isVisible());
    click(view_->detail()->openButton());
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].toString(), u"TJ-0041"_s);
}

void AuditPageTest::savesWhatIsShown() {
    click(view_->filters()->withReason());
    QTRY_COMPARE_WITH_TIMEOUT(rows(), changes / 4, patience);
    QSignalSpy said(audit_, &AuditController::said);
    const QString path = study_.beside(u"rows.csv"_s);
    audit_->save(path);
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, patience);
    QCOMPARE(readFile(path).count('\n'), changes / 4 + 1);
    QVERIFY(view_->saveButton()->isVisible());
    view_->setMaySave(false); // who may not export has no such button
    QVERIFY(!view_->saveButton()->isVisible());
    view_->setMaySave(true);
}

void AuditPageTest::noRowOfAnotherStudyStays() {
    audit_->setStudy(nullptr);
    QCOMPARE(rows(), 0);
    QVERIFY(!view_->detail()->isVisible());
    audit_->setStudy(open_);
    QCOMPARE(rows(), 0); // not before somebody looks
    audit_->show();
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 500, patience);
}

void AuditPageTest::nothingIsCut_data() { tests::languageRows(); }

void AuditPageTest::nothingIsCut() {
    QFETCH(QString, language);
    language_ = std::make_unique<tests::Spoken>(language);
    pick(view_->filters()->times(), int(AuditFilterBar::Times::Between));
    view_->table()->setCurrentIndex(model_->index(2, 0));
    QTRY_VERIFY_WITH_TIMEOUT(view_->detail()->openButton()->isVisible(), patience);
    QStringList cut;
    const auto whole = [&] {
        cut = tests::cut(view_.get());
        return cut.isEmpty();
    };
    QVERIFY2(QTest::qWaitFor(whole), qPrintable(cut.join(u'\n')));
    picture(language);
}

/// The last one, as it adds rows of its own.
void AuditPageTest::codesInPlaceOfNamesHoldHereToo() {
    const auto subject = open_->subjects.find(u"TJ-0041"_s);
    QVERIFY(subject);
    VERIFY_OK(open_->subjects.rename(subject->id, u"TJ-0041"_s, u"Lin Xiaolan"_s, u"asked again"_s));
    const auto row = [this] {
        for (int at = 0; at < rows(); ++at)
            if (model_->at(at)->field == "name")
                return at;
        return -1;
    };
    const auto shown = [this] {
        QString out = view_->detail()->text();
        for (const Label* label : view_->detail()->findChildren<Label*>())
            out += u'\n' + label->text();
        return out;
    };
    audit_->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(row(), 0, patience);
    view_->table()->setCurrentIndex(model_->index(0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(view_->detail()->openButton()->isVisible(), patience);
    QVERIFY2(shown().contains(u"Lin Xiaolan"_s), qPrintable(shown()));

    open_->namesHidden = true;
    audit_->refresh();
    // At once; an answer that is there already has no name in it.
    QVERIFY(rows() == 0 || (row() >= 0 && model_->at(row())->newHidden));
    QVERIFY2(!shown().contains(u"Xiaolan"_s), qPrintable(shown()));
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 500, patience);
    QVERIFY(row() >= 0);
    view_->table()->setCurrentIndex(model_->index(row(), 0));
    QTRY_VERIFY_WITH_TIMEOUT(view_->detail()->openButton()->isVisible(), patience);
    QVERIFY2(!shown().contains(u"Xiaolan"_s), qPrintable(shown()));
    QVERIFY2(shown().contains(u"hidden"_s), qPrintable(shown()));
    const auto again = open_->subjects.find(u"TJ-0041"_s);
    QVERIFY(again && again->searchKey.contains(u"xiaolan"_s));
    const QString key = subjectView(*again, *open_).searchKey;
    QVERIFY2(key.contains(u"tj-0041"_s) && !key.contains(u"lin"_s), qPrintable(key));

    open_->namesHidden = false;
    audit_->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 500, patience);
    QVERIFY(!model_->at(row())->newHidden);
}

QTEST_MAIN(AuditPageTest)
#include "AuditPageTest.moc"
