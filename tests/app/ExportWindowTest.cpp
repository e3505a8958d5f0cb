// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Export page on a real study: what a preview and a run tell, and what becomes of them when the window is locked.
#include "app/window/ExportController.h"
#include "storage/imaging/ImportService.h"
#include "tests/app/Visible.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/TestData.h"
#include "widgets/common/Dialogs.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QSignalSpy>

using namespace casebook;
using namespace Qt::StringLiterals;

class ExportWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void whatStaysIsTold();
    void aRunGoesOnBehindTheLock();
    void aPreviewEndsWithTheLock();
    void nothingIsRemovedBehindTheLock();

private:
    static constexpr int patience_ = 60'000;
    [[nodiscard]] bool change(const QByteArray& sql) {
        const auto done = study_->vault->database().writeAndWait([&](WriteTransaction& tx) {
            return tx.run(sql).and_then([&] {
                AuditEntry entry;
                entry.action = "create";
                entry.objectKind = "test";
                return tx.audit(entry).map([](std::int64_t) {});
            });
        });
        return done.has_value();
    }
    [[nodiscard]] QPushButton* button(const QWidget* root, const QString& text) const {
        for (auto* one : root->findChildren<QPushButton*>())
            if (one->isVisible() && one->text() == text)
                return one;
        return nullptr;
    }
    /// As the page does once a cohort is chosen.
    void run(const QString& name) {
        QTRY_VERIFY_WITH_TIMEOUT(!page_->wish().cohort.isEmpty(), patience_);
        controller_->run(page_->wish(), fixture_->beside(name));
        QVERIFY(controller_->isRunning());
    }

    QTemporaryDir source_;
    std::unique_ptr<test::StudyFixture> fixture_;
    StudyPtr study_;
    std::unique_ptr<ExportPage> page_;
    std::unique_ptr<ExportController> controller_;
    std::unique_ptr<QSignalSpy> said_, failed_;
};

void ExportWindowTest::initTestCase() {
    theme::install(*qApp);
    QVERIFY(
        test::runPython(u"import runpy, sys; sys.argv = sys.argv[1:]; "
                        "runpy.run_path(sys.argv[0], run_name='__main__')"_s,
                        {QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/make_export.py"), source_.path()})
            .startsWith("done"));
}

void ExportWindowTest::init() {
    fixture_ = std::make_unique<test::StudyFixture>();
    QVERIFY(fixture_->make());
    study_ = std::make_shared<OpenStudy>(std::move(fixture_->vault));
    VERIFY_OK(study_->imports.run({source_.path()}, Job{}, {}));
    QVERIFY(change("INSERT INTO cohort(uuid,name,criteria,numbers,engine,audit_seq,user,created_ms)"
                   " VALUES(randomblob(16),'all','[]','{}',1,0,1,0)"));
    QVERIFY(change("INSERT INTO cohort_member(cohort,subject) SELECT 1, id FROM subject"));
    page_ = std::make_unique<ExportPage>();
    page_->resize(1368, 860);
    page_->show();
    QVERIFY(QTest::qWaitForWindowExposed(page_.get()));
    controller_ = std::make_unique<ExportController>(page_.get());
    said_ = std::make_unique<QSignalSpy>(controller_.get(), &ExportController::said);
    failed_ = std::make_unique<QSignalSpy>(controller_.get(), &ExportController::failed);
}

void ExportWindowTest::cleanup() {
    QCOMPARE(failed_->count(), 0);
    controller_.reset();
    page_.reset();
    QThreadPool::globalInstance()->waitForDone();
    study_.reset();
}

void ExportWindowTest::whatStaysIsTold() {
    controller_->setStudy(study_);
    QTRY_VERIFY_WITH_TIMEOUT(!page_->wish().cohort.isEmpty(), patience_);
    QTest::mouseClick(button(page_.get(), u"Preview"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(page_->preview().valid, patience_);
    QTRY_VERIFY(test::showsWords(page_.get(), u"alone in their group"_s));
    run(u"told"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!controller_->isRunning(), patience_);
    QTRY_VERIFY(test::showsWords(page_.get(), u"Released: "_s + fixture_->beside(u"told"_s)));
    QVERIFY(test::showsWords(page_.get(), u"2 object(s) stayed here"_s));
    QVERIFY(test::showsWords(page_.get(), u"Words left out of descriptions"_s));
}

void ExportWindowTest::aRunGoesOnBehindTheLock() {
    controller_->setStudy(study_);
    run(u"behind"_s);
    controller_->setStudy(nullptr);
    QVERIFY(controller_->isRunning() && controller_->jobs().isEmpty());
    const Uuid self = study_->session.userUuid;
    study_->session.userUuid = Uuid::fromString(u"01900000-0000-7000-8000-000000000001"_s);
    QVERIFY(study_->session.userUuid != self);
    controller_->setStudy(study_); // the next person at this computer, while it runs
    controller_->run(page_->wish(), fixture_->beside(u"second"_s));
    QVERIFY(test::showsWords(page_.get(), u"Another export is still being written"_s));
    controller_->setStudy(nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(!controller_->isRunning(), patience_);
    QVERIFY(QFileInfo::exists(fixture_->beside(u"behind"_s)));
    QVERIFY(!test::showsWords(page_.get(), u"Released"_s)); // whoever sees the locked window learns nothing
    QCOMPARE(said_->count(), 0);
    controller_->setStudy(study_);
    QCOMPARE(said_->count(), 0);
    QVERIFY(controller_->jobs().isEmpty());
    QVERIFY(!test::showsWords(page_.get(), u"Released"_s));
    controller_->setStudy(nullptr);
    study_->session.userUuid = self;
    controller_->setStudy(study_);
    QCOMPARE(said_->count(), 1);
    QTRY_VERIFY(test::showsWords(page_.get(), u"Released: "_s + fixture_->beside(u"behind"_s)));
    controller_->setStudy(nullptr);
    controller_->setStudy(study_);
    QCOMPARE(said_->count(), 1); // told once

    // One that is stopped leaves nothing, also behind the lock.
    run(u"stopped"_s);
    controller_->setStudy(nullptr);
    controller_->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!controller_->isRunning(), patience_);
    QVERIFY(!QFileInfo::exists(fixture_->beside(u"stopped"_s)));
}

void ExportWindowTest::aPreviewEndsWithTheLock() {
    controller_->setStudy(study_);
    QTRY_VERIFY_WITH_TIMEOUT(!page_->wish().cohort.isEmpty(), patience_);
    QTest::mouseClick(button(page_.get(), u"Preview"_s), Qt::LeftButton);
    QVERIFY(button(page_.get(), u"Stop"_s));
    controller_->setStudy(nullptr);
    QVERIFY(!button(page_.get(), u"Stop"_s));
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!page_->preview().valid);
    QVERIFY(!test::showsWords(page_.get(), u"cancelled"_s));
    controller_->setStudy(study_);
    QTRY_VERIFY_WITH_TIMEOUT(!page_->wish().cohort.isEmpty(), patience_);
    QTest::mouseClick(button(page_.get(), u"Preview"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(page_->preview().valid, patience_);
}

void ExportWindowTest::nothingIsRemovedBehindTheLock() {
    const QString part = fixture_->beside(u"left.part"_s);
    QVERIFY(QDir().mkpath(part));
    QVERIFY(change("INSERT INTO export_set(uuid,cohort,kind,key,state,part,user,created_ms)"
                   " VALUES(randomblob(16),1,'dataset',x'00','running','" +
                   part.toUtf8() + "',1,0)"));
    controller_->setStudy(study_);
    QTRY_VERIFY_WITH_TIMEOUT(page_->findChild<Dialog*>() && button(page_.get(), u"Remove"_s), patience_);
    controller_->setStudy(nullptr);
    QTest::mouseClick(button(page_.get(), u"Remove"_s), Qt::LeftButton);
    QThreadPool::globalInstance()->waitForDone();
    QVERIFY(QFileInfo::exists(part));
    QTRY_VERIFY(!page_->findChild<Dialog*>());
    controller_->setStudy(study_);
    QTRY_VERIFY_WITH_TIMEOUT(button(page_.get(), u"Remove"_s), patience_);
    QTest::mouseClick(button(page_.get(), u"Remove"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(part), patience_);
}

QTEST_MAIN(ExportWindowTest)
#include "ExportWindowTest.moc"
