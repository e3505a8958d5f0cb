// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an export takes back or removes is gone for good before the study forgets it.
#include "storage/export/ExportFolder.h"
#include "tests/support/TestData.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

QList<ino_t> synced; ///< what was made durable, in order
bool diskFails = false;

ino_t inodeOf(const QString& path) {
    struct stat found{};
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 ? found.st_ino : 0;
}

} // namespace

// Stands before that of the C library in this program.
extern "C" int fsync(int file) {
    struct stat found{};
    if (::fstat(file, &found) == 0)
        synced.append(found.st_ino);
    if (diskFails) {
        errno = EIO;
        return -1;
    }
    return int(::syscall(SYS_fsync, file));
}

class ExportFolderTest final : public QObject {
    Q_OBJECT
    QTemporaryDir disk_;
    [[nodiscard]] QString path(const char* name) const { return disk_.filePath(QLatin1StringView(name)); }

private Q_SLOTS:
    void cleanup() { diskFails = false; }

    void whatIsRemovedIsDurable() {
        auto folder = ExportFolder::create(path("x.part"));
        QVERIFY(folder && folder->write(u"data/a.csv"_s, "a"));
        synced.clear();
        QVERIFY(ExportFolder::remove(path("x.part")));
        QVERIFY(!QFileInfo::exists(path("x.part")));
        QVERIFY(!synced.isEmpty() && synced.last() == inodeOf(disk_.path()));
        // Nothing there may have been taken back a moment ago.
        diskFails = true;
        QVERIFY(!ExportFolder::remove(path("x.part")));
    }

    void whatIsTakenBackIsDurable() {
        auto folder = ExportFolder::create(path("y.part"));
        QVERIFY(folder && folder->write(u"a.csv"_s, "a"));
        QVERIFY(folder->release(path("y")));
        synced.clear();
        QVERIFY(folder->takeBack(path("y")));
        QVERIFY(QFileInfo::exists(path("y.part")) && !QFileInfo::exists(path("y")));
        QCOMPARE(synced, QList<ino_t>{inodeOf(disk_.path())});
        QVERIFY(folder->remove());
    }

    void aDiskThatWentHoldsItStill() {
        const QString stick = path("stick"), away = path("away");
        auto folder = ExportFolder::create(stick + u"/z.part"_s);
        QVERIFY(folder && folder->write(u"a.csv"_s, "a"));
        QVERIFY(QDir().rename(stick, away));
        QVERIFY(!folder->remove());
        QVERIFY(!ExportFolder::remove(folder->path()));
        QVERIFY(!ExportFolder::isGone(folder->path()));
        QVERIFY(QDir().rename(away, stick));
        QVERIFY(folder->remove());
        QVERIFY(ExportFolder::isGone(folder->path()) && !QFileInfo::exists(folder->path()));
        QVERIFY(ExportFolder::remove(folder->path()));
    }

    /// A mount point stays where its disk goes.
    void anEmptyMountPointTellsNothing() {
        const QString memory = u"/dev/shm"_s, stick = path("point");
        if (inodeOf(memory) == 0 || !QFile::link(memory, stick))
            QSKIP("no second file system");
        const QString name = stick + u"/casebook-test-%1.part"_s.arg(QCoreApplication::applicationPid());
        auto folder = ExportFolder::create(name);
        if (!folder)
            QSKIP("the second file system takes no files");
        QVERIFY(QFile::remove(stick) && QDir().mkpath(stick));
        const bool gone = folder->remove();
        QVERIFY(QDir(memory + u'/' + QFileInfo(name).fileName()).removeRecursively());
        QVERIFY(!gone);
    }
};

QTEST_GUILESS_MAIN(ExportFolderTest)
#include "ExportFolderTest.moc"
