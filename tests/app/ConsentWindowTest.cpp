// SPDX-License-Identifier: GPL-3.0-or-later
//
// Withdrawal of consent in the window, by clicks: from the list of subjects and from the page of one; stop, then erase
// with code and passphrase. With CASEBOOK_PICTURES=FOLDER it leaves pictures there in both languages.
#include "app/window/ClinicalPages.h"
#include "app/window/ConsentController.h"
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/SubjectsController.h"
#include "storage/imaging/ImagingService.h"
#include "storage/subjects/ConsentService.h"
#include "tests/app/Visible.h"
#include "tests/storage/MoveStudy.h"
#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/subject/CasePage.h"
#include "widgets/subjects/ConsentDialog.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QLabel>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {
constexpr int patience = 60'000;
}

class ConsentWindowTest final : public QObject {
    Q_OBJECT

    MoveStudy study_;
    std::unique_ptr<MainWindow> window_;

    template <class T> [[nodiscard]] T* dialog() const {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* found = qobject_cast<T*>(widget); found && found->isVisible())
                return found;
        return nullptr;
    }
    [[nodiscard]] CasePage* page() const { return window_->clinical()->casePage(); }
    [[nodiscard]] QPushButton* withdrawButton() const {
        for (auto* one : page()->findChildren<QPushButton*>())
            if (one->isVisible() && one->accessibleName() == u"Withdrawal of consent …"_s)
                return one;
        return nullptr;
    }
    [[nodiscard]] Session person(const QList<Role>& roles) const {
        Session who = window_->study()->session;
        who.roles = roles;
        return who;
    }
    static void type(LineEdit* field, const QString& words) {
        field->clear();
        QTest::keyClicks(field, words);
    }
    void picture(QWidget* of, const QString& name) const {
        const QString to = qEnvironmentVariable("CASEBOOK_PICTURES");
        if (!to.isEmpty())
            of->grab().save(to + u'/' + name + u".png"_s);
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"casebook-consent-window-test"_s);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        theme::install(*qApp);
        QVERIFY(study_.make());
        QVERIFY(study_.sourced().id.isValid());
        VERIFY_OK(study_.s.give("1.1", "rita", ReadingMode::Concurrent));
        SubjectService subjects(study_.s.db(), study_.session(), study_.s.f.clock);
        VERIFY_OK(subjects.rename(SubjectId{1}, q("S-0001"), u"林晓岚"_s, q("typed")));
        study_.queries.reset();
        study_.forms.reset();
        study_.definitions.reset();
        window_ = std::make_unique<MainWindow>();
        window_->setLanguage(u"en"_s);
        window_->resize(1400, 900);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        window_->openStudy(std::make_shared<OpenStudy>(std::move(study_.s.f.vault)));
        QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), patience);
    }
    void cleanupTestCase() { window_.reset(); }

    void eachChoiceSaysWhatItDoes() {
        const ConsentService consent(*window_->study()->vault, window_->study()->session);
        const auto plan = consent.plan(q("S-0001"), ConsentChoice::Erase);
        VERIFY_OK(plan);
        const ConsentView all = consentView(*plan, true);
        QVERIFY(all.open[0] && all.open[1] && all.open[2] && all.hindrance.isEmpty());
        QVERIFY(all.words[1].contains(q("1 open reading")));
        QVERIFY(all.words[2].contains(q("161 images")) || all.words[2].contains(q("images")));
        const ConsentView less = consentView(*plan, false);
        QVERIFY(less.open[1] && !less.open[2] && less.hindrance.contains(q("administrator")));
    }

    void stoppedFromTheList() {
        window_->shell()->showPage(PageId::Subjects);
        QTRY_VERIFY_WITH_TIMEOUT(window_->subjects()->isLoaded(), patience);
        auto* list = window_->findChild<SubjectsPage*>();
        QVERIFY(list);
        QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount({}) == 3, patience);
        list->table()->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list->table(), Qt::Key_Delete);
        QTRY_VERIFY_WITH_TIMEOUT(dialog<ConsentDialog>(), patience);
        auto* ask = dialog<ConsentDialog>();
        QVERIFY(ask->choice(0)->isChecked() && ask->choice(2)->isEnabled());
        QVERIFY(!ask->verb()->isEnabled()); // no reason yet
        QTest::mouseClick(ask->choice(1), Qt::LeftButton, {}, QPoint(8, ask->choice(1)->height() / 2));
        QVERIFY(ask->choice(1)->isChecked());
        QVERIFY(ask->words().contains(u"open reading"_s));
        type(ask->reason(), u"Asked by letter"_s);
        picture(ask, u"consent-stop-en"_s);
        QVERIFY(ask->verb()->isEnabled());
        QTest::mouseClick(ask->verb(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog<ConsentDialog>(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(window_->study()->subjects.find(q("S-0001"))->status, u"stopped"_s,
                                  patience);
    }

    void thePageSaysSo() {
        window_->clinical()->openCase(q("S-0001"));
        QTRY_COMPARE_WITH_TIMEOUT(page()->view().label, u"S-0001"_s, patience);
        QTRY_VERIFY_WITH_TIMEOUT(showsWords(page(), u"used no more"_s), patience);
        QTRY_VERIFY(showsWords(page(), u"Asked by letter"_s));
        picture(window_.get(), u"consent-banner-en"_s);
    }

    void erasedFromThePage() {
        QTRY_VERIFY_WITH_TIMEOUT(withdrawButton(), patience);
        QTest::mouseClick(withdrawButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog<ConsentDialog>(), patience);
        auto* ask = dialog<ConsentDialog>();
        QVERIFY(!ask->choice(0)->isEnabled() && !ask->choice(1)->isEnabled()); // weaker, and done
        QVERIFY(ask->choice(2)->isChecked());
        type(ask->reason(), u"Asked again"_s);
        picture(ask, u"consent-erase-en"_s);
        QTest::mouseClick(ask->verb(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog<EraseDialog>(), patience);
        auto* second = dialog<EraseDialog>();
        type(second->label(), u"S-0002"_s);
        type(second->passphrase()->field(), u"not the passphrase"_s);
        QVERIFY(!second->verb()->isEnabled());
        type(second->label(), u"S-0001"_s);
        picture(second, u"consent-second-en"_s);
        QTest::mouseClick(second->verb(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(second->verb()->isEnabled(), patience); // refused
        QCOMPARE(window_->study()->subjects.find(q("S-0001"))->status, u"stopped"_s);
        type(second->passphrase()->field(), QString::fromLatin1(goodPassphrase));
        QTest::mouseClick(second->verb(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog<EraseDialog>() && !dialog<ConsentDialog>(), patience);
        QCOMPARE(window_->study()->subjects.find(q("S-0001"))->status, u"erased"_s);
        QTRY_VERIFY_WITH_TIMEOUT(showsWords(page(), u"was erased"_s), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!showsWords(window_.get(), u"林晓岚"_s), patience);
        QVERIFY(!withdrawButton());
        picture(window_.get(), u"consent-erased-en"_s);
    }

    /// The dialogs in the other language and in the dark, for the eye.
    void inBothLanguages() {
        const ConsentService consent(*window_->study()->vault, window_->study()->session);
        const auto plan = consent.plan(q("S-0002"), ConsentChoice::Erase);
        VERIFY_OK(plan);
        window_->setLanguage(u"zh"_s);
        window_->setTheme(ThemeChoice::Dark);
        window_->clinical()->openCase(q("S-0002"));
        QTRY_COMPARE_WITH_TIMEOUT(page()->view().label, u"S-0002"_s, patience);
        auto* ask = new ConsentDialog(q("S-0002"), consentView(*plan, true), window_.get());
        auto* second = new EraseDialog(q("S-0002"), window_.get());
        for (QDialog* one : QList<QDialog*>{ask, second}) {
            one->open();
            QVERIFY(QTest::qWaitForWindowExposed(one));
            QVERIFY(one->height() <= 860 && one->width() <= 900);
        }
        ask->choice(2)->setChecked(true);
        QVERIFY(ask->height() <= 860);
        picture(ask, u"consent-erase-zh-dark"_s);
        picture(second, u"consent-second-zh-dark"_s);
        second->close();
        ask->close();
        window_->setTheme(ThemeChoice::Light);
        window_->setLanguage(u"en"_s);
    }
};

QTEST_MAIN(ConsentWindowTest)
#include "ConsentWindowTest.moc"
