// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/CutDisk.h"
#include "tests/app/FaultStudy.h"

#include <QTest>

namespace casebook::test {

/// The power goes at a point that the number chooses: what wasn't synced is there in part (CutDisk.h). A kill alone
/// leaves all that was written in the machine's memory of its files.
class PowerStudy final : public DisturbedStudy {
public:
    /// Where the last cut came: "213 of 420".
    [[nodiscard]] QByteArray where() const { return where_; }
    /// How many cuts came before the work's last call.
    [[nodiscard]] int unfinished() const { return unfinished_; }

protected:
    /// Number 0 is not cut.
    Outcome disturb(const QString&, const Start& start, int number) override {
        static const QSet<QString> left{
            QStringLiteral("base"),       QStringLiteral("few"),    QStringLiteral("more"),
            QStringLiteral("home"),       QStringLiteral("config"), QStringLiteral("cache"),
            QStringLiteral("data"),       QStringLiteral("tmp"),    QStringLiteral("run"),
            QStringLiteral("passphrase"), QStringLiteral("journal")};
        const QString journal = root() + QStringLiteral("/journal");
        QFile::remove(journal);
        CutDisk disk(root(), left);
        QProcess process;
        QProcessEnvironment environment = shimEnvironment(root());
        environment.insert(QStringLiteral("CASEBOOK_FAULT_JOURNAL"), journal);
        process.setProcessEnvironment(environment);
        start(process);
        if (!process.waitForFinished(240'000) || process.exitStatus() != QProcess::NormalExit ||
            process.exitCode() != 0)
            return {false, "failed before the power did " + process.readAllStandardOutput().left(300)};
        QFile file(journal);
        if (!file.open(QIODevice::ReadOnly) || !disk.load(file.readAll()) || disk.syncs().isEmpty())
            return {false, "no journal"};
        if (number == 0)
            return {true, {}, process.readAllStandardOutput(), process.readAllStandardError()};
        QRandomGenerator random(quint32(9000 + number));
        const int before = pointIn(disk, number, random);
        where_ = QByteArray::number(before) + " of " + QByteArray::number(disk.calls());
        unfinished_ += before < disk.calls() ? 1 : 0;
        if (!disk.cut(before, random))
            return {false, "the disk wasn't made"};
        const QByteArray out = disk.told(1, before);
        return {before == disk.calls() || out.startsWith('{'), {}, out, disk.told(2, before)};
    }

private:
    /// After the end, where all must be there; at any call; before a sync, where most hangs in the air.
    static int pointIn(const CutDisk& disk, int number, QRandomGenerator& random) {
        const QList<int> syncs = disk.syncs();
        return number % 3 == 0   ? disk.calls()
               : number % 3 == 1 ? random.bounded(disk.calls())
                                 : syncs[random.bounded(int(syncs.size()))];
    }

    QByteArray where_;
    int unfinished_ = 0;
};

/// A row for each piece of work, with so many cuts.
inline void powerRows(const QList<QByteArray>& kinds, int cuts) {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("cuts");
    for (const QByteArray& kind : kinds)
        QTest::addRow("%s", kind.constData()) << kind << cuts;
}

inline void cutOften(PowerStudy& study) {
    QFETCH(QByteArray, kind);
    QFETCH(int, cuts);
    QCOMPARE(disturbOnce(study, kind, 0), QByteArray());
    int wrong = 0;
    const int before = study.unfinished();
    for (int n = 1; n <= cuts; ++n)
        if (const QByteArray found = disturbOnce(study, kind, n); !found.isEmpty()) {
            ++wrong;
            qWarning("number %d, cut before call %s: %s", n, study.where().constData(), found.constData());
        }
    QCOMPARE(wrong, 0);
    QVERIFY(study.unfinished() - before >= cuts / 2);
}

} // namespace casebook::test
