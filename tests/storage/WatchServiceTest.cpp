// SPDX-License-Identifier: GPL-3.0-or-later
//
// Watched folders: off until switched on, files taken when they stopped growing, each once, and never touched.
#include "storage/imaging/WatchService.h"
#include "tests/storage/ImportFixture.h"

#include <QDir>

#include <stop_token>

using namespace casebook;
using casebook::test::ImportFixture;

namespace {

const QString why = QStringLiteral("the scanner puts its images there");
constexpr const char* one = "in/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5";

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeBytes(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class WatchServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        f_ = std::make_unique<ImportFixture>();
        QVERIFY(f_->vault);
        imports_.reset(new ImportService(f_->service())); // made in place: it cannot move
        QVERIFY(QDir().mkpath(f_->path("in")));
        watch_ = fresh();
        if (qstrcmp(QTest::currentTestFunction(), "offUntilSwitchedOn") == 0)
            return;
        QVERIFY(watch_->addFolder(f_->path("in"), why).has_value());
        QVERIFY(watch_->setOn(true, why).has_value());
    }
    void cleanup() {
        watch_.reset();
        imports_.reset();
        QVERIFY(f_->verified());
        f_.reset();
    }

    void offUntilSwitchedOn() {
        QVERIFY(f_->write({one}));
        QCOMPARE(watch_->look({}).error().code, QByteArray("watch-off"));
        QCOMPARE(watch_->setOn(true, QStringLiteral(" ")).error().code, QByteArray("reason-needed"));
        QCOMPARE(watch_->addFolder(f_->path("in"), {}).error().code, QByteArray("reason-needed"));
        QVERIFY(watch_->addFolder(f_->path("in"), why).has_value());
        QCOMPARE(watch_->look({}).error().code, QByteArray("watch-off")); // a folder alone is not enough
        QVERIFY(watch_->setOn(true, why).has_value());
        QCOMPARE(look().settling, 1);
        QCOMPARE(watch_->settings()->folders, QStringList{QDir(f_->path("in")).canonicalPath()});
        QCOMPARE(f_->audited("a.object_kind = 'setting' AND a.field = 'watch'", 2, why), 2);
        QVERIFY(watch_->setOn(false, why).has_value());
        QCOMPARE(watch_->look({}).error().code, QByteArray("watch-off"));
    }

    void rights_data() {
        QTest::addColumn<QList<Role>>("roles");
        QTest::addColumn<bool>("looks");
        QTest::addColumn<bool>("changes");
        QTest::newRow("reader") << QList<Role>{Role::Reader} << false << false;
        QTest::newRow("data manager") << QList<Role>{Role::DataManager} << true << false;
        QTest::newRow("administrator") << QList<Role>{Role::Administrator} << false << true;
    }
    void rights() {
        QFETCH(QList<Role>, roles);
        QFETCH(bool, looks);
        QFETCH(bool, changes);
        Session session = f_->vault->session();
        session.roles = roles;
        WatchService watch(f_->vault->database(), *imports_, session, f_->vault->folder());
        const auto looked = watch.look({});
        QCOMPARE(looked.has_value(), looks);
        if (!looks)
            QCOMPARE(looked.error().code, QByteArray("no-right"));
        const auto changed = watch.setOn(false, why);
        QCOMPARE(changed.has_value(), changes);
        if (!changes)
            QCOMPARE(changed.error().code, QByteArray("no-right"));
    }

    void takenWhenItStoppedGrowing() {
        QVERIFY(f_->write({one}));
        const QString path = f_->path("in/1");
        const QByteArray whole = bytesOf(path);
        QVERIFY(writeBytes(path, whole.first(whole.size() / 2)));
        QCOMPARE(look().settling, 1);
        QVERIFY(writeBytes(path, whole));
        WatchLook grown = look();
        QCOMPARE(grown.settling, 1); // another size than at the look before
        QVERIFY(grown.ready.isEmpty());
        const QDateTime changed = QFileInfo(path).lastModified();
        const WatchLook still = look();
        QCOMPARE(still.settling, 0);
        QCOMPARE(still.ready.size(), 1);
        const auto report = watch_->take(still.ready, {}, {});
        QVERIFY2(report.has_value(), report ? "" : report.error().code.constData());
        QCOMPARE(report->imported, 1);
        QVERIFY(report->refused.isEmpty());
        QCOMPARE(bytesOf(path), whole); // only read
        QCOMPARE(QFileInfo(path).lastModified(), changed);
        QCOMPARE(f_->audited("a.action = 'watch' AND a.object_kind = 'import'", 1, QStringLiteral("1")), 1);
    }

    void onlyTheTimeChanged() {
        QVERIFY(f_->write({one}));
        QCOMPARE(look().settling, 1);
        QFile file(f_->path("in/1"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(
            file.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
        file.close();
        QCOMPARE(look().settling, 1);
        QCOMPARE(look().ready.size(), 1);
    }

    void eachFileOnce() {
        QVERIFY(f_->write({one}));
        QCOMPARE(takeAll().imported, 1);
        QVERIFY(look().ready.isEmpty());
        QCOMPARE(f_->count("import"), 1);
        watch_ = fresh(); // after a lock and an unlock
        QCOMPARE(look().settling, 0);
        QVERIFY(look().ready.isEmpty());
        // The same name with another image is another file.
        QVERIFY(f_->write({"in/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.22|7"}));
        QCOMPARE(takeAll().imported, 1);
        QCOMPARE(f_->count("watched_file"), 1);
        QCOMPARE(f_->count("watched_file w JOIN import i ON i.id = w.import WHERE i.id = 2"), 1);
    }

    void whatIsRefusedIsListedOnce() {
        QVERIFY(f_->write({one}));
        QVERIFY(writeBytes(f_->path("in/list.txt"), "no image"));
        const ImportReport report = takeAll();
        QCOMPARE(report.imported, 1);
        QCOMPARE(report.refused.size(), 1);
        QCOMPARE(report.refused.front().code, QByteArray("not-dicom"));
        QVERIFY(report.refused.front().path.endsWith(QStringLiteral("in/list.txt")));
        QVERIFY(look().ready.isEmpty());
        QCOMPARE(bytesOf(f_->path("in/list.txt")), QByteArray("no image"));
    }

    void aStoppedImportComesAgain() {
        QVERIFY(f_->write({one, "in/2|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.2|6"}));
        QCOMPARE(look().settling, 2);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(watch_->look({stop.get_token(), {}}).error().code, QByteArray("cancelled"));
        const WatchLook found = look();
        QCOMPARE(found.ready.size(), 2);
        const auto stopped = watch_->take(found.ready, {stop.get_token(), {}}, {});
        QVERIFY(stopped.has_value());
        QCOMPARE(stopped->state, QByteArray("interrupted"));
        QCOMPARE(f_->count("watched_file"), 0);
        const auto again = watch_->take(look().ready, {}, {});
        QCOMPARE(again->imported, 2);
    }

    void aFileThatWentIsNoError() {
        QVERIFY(f_->write({one, "in/2|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.2|6"}));
        (void)look();
        const WatchLook found = look();
        QVERIFY(QFile::remove(f_->path("in/2")));
        const auto report = watch_->take(found.ready, {}, {});
        QVERIFY2(report.has_value(), report ? "" : report.error().code.constData());
        QCOMPARE(report->imported, 1);
    }

    void aFileThatComesBackIsTaken() {
        QVERIFY(f_->write({one, "in/2|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.2|6"}));
        (void)look();
        const WatchLook found = look();
        QVERIFY(QFile::rename(f_->path("in/2"),
                              f_->path("away"))); // as a network folder that is gone for a moment
        QCOMPARE(watch_->take(found.ready, {}, {})->imported, 1);
        QVERIFY(QFile::rename(f_->path("away"), f_->path("in/2")));
        QCOMPARE(takeAll().imported, 1);
        QCOMPARE(f_->count("watched_file"), 2);
        QVERIFY(look().ready.isEmpty());
    }

    void folders() {
        QCOMPARE(watch_->addFolder(f_->path("gone"), why).error().code, QByteArray("no-such-folder"));
        QCOMPARE(watch_->addFolder(f_->path("study"), why).error().code, QByteArray("watch-study"));
        QCOMPARE(watch_->addFolder(f_->folder.path(), why).error().code, QByteArray("watch-study"));
        QCOMPARE(watch_->removeFolder(f_->path("other"), why).error().code, QByteArray("not-watched"));
        QVERIFY(QDir().mkpath(f_->path("in/sub")));
        QVERIFY(watch_->addFolder(f_->path("in/sub"), why)
                    .has_value()); // lies in the other: still each file once
        QVERIFY(f_->write({"in/sub/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"}));
        QCOMPARE(look().settling, 1);
        QVERIFY(QDir(f_->path("in/sub")).removeRecursively());
        const WatchLook gone = look();
        QCOMPARE(gone.unreadable.size(), 1);
        QVERIFY(gone.unreadable.front().path.endsWith(QStringLiteral("in/sub")));
        QVERIFY(watch_->removeFolder(gone.unreadable.front().path, why).has_value());
        QVERIFY(look().unreadable.isEmpty());
    }

    void copiesUnderWayArePassedOver() {
        QVERIFY(f_->write(
            {"in/.1.xyz|17|W|19560213|F|1.2.3|1.2.3.1.1|5", "in/2.dcm.part|17|W|19560213|F|1.2.3|1.2.3.1.2|5",
             "in/3.TMP|17|W|19560213|F|1.2.3|1.2.3.1.3|5", "in/part|17|W|19560213|F|1.2.3|1.2.3.1.4|5",
             "in/DICOMDIR|17|W|19560213|F|1.2.3|1.2.3.1.5|5"}));
        (void)look();
        const WatchLook found = look();
        QCOMPARE(found.ready.size(), 1);
        QVERIFY(found.ready.front().path.endsWith(QStringLiteral("in/part")));
    }

    void whatAPersonDecidesWaitsInTheQueue() {
        QVERIFY(f_->write({one}));
        QCOMPARE(takeAll().imported, 1);
        QVERIFY(f_->write({"in/2|17|Zhao^Lei|19300101|M|1.2.4|1.2.4.1.1|5"}));
        const ImportReport second = takeAll();
        QCOMPARE(second.waiting.size(), 1);
        const auto cases = imports_->waiting();
        QCOMPARE(cases->size(), 1);
        QCOMPARE(cases->front().reason, QByteArray("identity-conflict"));
    }

private:
    [[nodiscard]] std::unique_ptr<WatchService> fresh() {
        return std::make_unique<WatchService>(f_->vault->database(), *imports_, f_->vault->session(),
                                              f_->vault->folder());
    }
    [[nodiscard]] WatchLook look() {
        auto found = watch_->look({});
        return found ? *found : WatchLook{{}, -1, {}};
    }
    [[nodiscard]] ImportReport takeAll() {
        (void)look();
        const auto report = watch_->take(look().ready, {}, {});
        return report ? *report : ImportReport{};
    }

    std::unique_ptr<ImportFixture> f_;
    std::unique_ptr<ImportService> imports_;
    std::unique_ptr<WatchService> watch_;
};

QTEST_GUILESS_MAIN(WatchServiceTest)
#include "WatchServiceTest.moc"
