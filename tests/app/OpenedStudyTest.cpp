// SPDX-License-Identifier: GPL-3.0-or-later
//
// Closing a study writes and waits for the disk. Whoever lets go of it last, the thread of the window does not.
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/OpenedStudy.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/theme/Theme.h"

#include <QStandardPaths>
#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <atomic>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

/// Counts what waits for the disk, in the thread of the window and elsewhere.
class WatchedDisk final : public RealFileSystem {
public:
    Result<> sync(const Fd& file, const QString& path) override {
        ++(QThread::isMainThread() ? window : elsewhere);
        return RealFileSystem::sync(file, path);
    }
    std::atomic<int> window{0}, elsewhere{0};
};

} // namespace

class OpenedStudyTest final : public QObject {
    Q_OBJECT
    SystemClock clock_;
    WatchedDisk disk_;
    StudyFixture fixture_;

    [[nodiscard]] Result<std::unique_ptr<Vault>> open() {
        return Vault::unlock(fixture_.folder(), {}, secret(goodPassphrase), Access::ReadWrite,
                             {clock_, disk_});
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"casebook-opened-study-test"_s);
        theme::install(*qApp);
        QVERIFY(fixture_.make());
        fixture_.vault.reset();
    }

    /// A load that is under way at the lock holds the study; its answer comes to the window's thread and goes there.
    void answerThatComesAfterTheLock() {
        auto vault = open();
        VERIFY_OK(vault);
        MainWindow window;
        window.show();
        window.openStudy(openedStudy(std::move(*vault)));
        QTRY_VERIFY_WITH_TIMEOUT(window.home()->isLoaded(), 30'000);
        StudyPtr answer = window.study();
        const std::weak_ptr<OpenStudy> held = answer;
        window.lock();
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(!held.expired());
        QTRY_COMPARE(answer.use_count(), 1L);
        disk_.window = disk_.elsewhere = 0;
        answer.reset();
        QThreadPool::globalInstance()->waitForDone();
        QCOMPARE(disk_.window, 0);
        QVERIFY(disk_.elsewhere > 0);
        const auto again = open(); // it is closed
        VERIFY_OK(again);
    }
};

QTEST_MAIN(OpenedStudyTest)
#include "OpenedStudyTest.moc"
