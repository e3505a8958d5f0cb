// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/DisturbedStudy.h"

#include <QRegularExpression>
#include <QSet>

namespace casebook::test {

/// The program starts with tests/faults/shim.cpp before the C library.
inline QProcessEnvironment shimEnvironment(const QString& under) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LD_PRELOAD"),
                       QCoreApplication::applicationDirPath() + QStringLiteral("/casebook-faults.so"));
    environment.insert(QStringLiteral("CASEBOOK_FAULT_UNDER"), under);
    return environment;
}

/// One call that changes a file fails, below the folder of the study, of the backup, of the export and of the anchor
/// outside (tests/faults/shim.cpp).
class FaultStudy : public DisturbedStudy {
public:
    QByteArray fault; ///< a kind of tests/faults/shim.cpp

    /// The call that failed; empty: the work ended before it.
    [[nodiscard]] QByteArray failedCall() const { return failed_; }
    /// A command on a fresh copy of the study, whose calls fail from the first on.
    [[nodiscard]] CliRun failFromTheFirst(const char* line) {
        fresh();
        return failOnWhatIsThere(line);
    }
    [[nodiscard]] CliRun failOnWhatIsThere(const char* line) {
        QProcess process;
        process.setProcessEnvironment(environmentOf(1));
        CliStudy::start(process, QStringList{QStringLiteral("--json")} + words(line));
        CliRun out;
        if (process.waitForFinished(240'000) && process.exitStatus() == QProcess::NormalExit)
            out.exit = process.exitCode();
        out.out = process.readAllStandardOutput();
        out.err = process.readAllStandardError();
        return out;
    }
    /// A study that a kill left with a third subject, which stands in the database's log alone.
    [[nodiscard]] bool leaveInLog() {
        fresh();
        auto vault = unlock(folder(), Access::ReadWrite);
        if (!vault)
            return false;
        SubjectService subjects((*vault)->database(), (*vault)->session(), (*vault)->clock());
        NewSubject third;
        third.label = QStringLiteral("S-0009");
        const QString killed = root() + QStringLiteral("/with-log"), state = study().path("state");
        QDir(killed).removeRecursively();
        if (!subjects.enrol(third) ||
            QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), folder(), killed}) != 0 ||
            QProcess::execute(QStringLiteral("cp"),
                              {QStringLiteral("-aT"), state, killed + QStringLiteral("-state")}) != 0)
            return false;
        vault->reset();
        freshFrom(killed);
        return QProcess::execute(QStringLiteral("cp"),
                                 {QStringLiteral("-aT"), killed + QStringLiteral("-state"), state}) == 0 &&
               QFile::remove(folder() + QStringLiteral("/d/c-shm"));
    }
    [[nodiscard]] QStringList databaseFiles() const {
        return QDir(folder() + QStringLiteral("/d")).entryList(QDir::Files, QDir::Name);
    }
    [[nodiscard]] CliRun undisturbed(const char* line) { return study().json(words(line)); }
    /// "" where the study is whole and as it was made.
    [[nodiscard]] QByteArray changed() { return unchanged(); }
    /// How many calls the last work made.
    [[nodiscard]] int calls() const { return int(calls_.size()); }
    /// Whether that call of the last work, from 1, wrote bytes.
    [[nodiscard]] bool wrote(int number) const { return calls_[number - 1].startsWith("  write "); }
    /// From 1; 0 where the last work made no such call.
    [[nodiscard]] int numberOf(const QByteArray& call) const { return int(calls_.indexOf("  " + call)) + 1; }
    /// Of the last work, from 1: the first call of each kind on each kind of file, and the last one of all.
    [[nodiscard]] QList<int> firstOfEach() const {
        static const QRegularExpression random(
            QStringLiteral("[0-9a-f]{8,}|/[0-9a-f]{2}(?=/|$)|\\.[A-Za-z]{6}$|(?<=\\.part/).+"));
        QSet<QString> seen;
        QList<int> out;
        for (int n = 1; n <= calls(); ++n) {
            const QString kind = QString::fromUtf8(calls_[n - 1]).replace(random, QStringLiteral("*"));
            if (!seen.contains(kind) || n == calls())
                out.append(n);
            seen.insert(kind);
        }
        return out;
    }

protected:
    Outcome disturb(const QString&, const Start& start, int number) override {
        QFile::remove(log());
        QProcess process;
        process.setProcessEnvironment(environmentOf(number));
        start(process);
        const bool ended = process.waitForFinished(240'000);
        readCalls();
        if (!ended || process.exitStatus() != QProcess::NormalExit)
            return {false, "crashed or hung"};
        const int exit = process.exitCode();
        const QByteArray out = process.readAllStandardOutput(), err = process.readAllStandardError();
        return {exit == 0, exit == 0 ? QByteArray() : wrongEnd(exit, out), out, err};
    }

private:
    [[nodiscard]] QString log() const { return root() + QStringLiteral("/calls.log"); }
    [[nodiscard]] QProcessEnvironment environmentOf(int number) const {
        QProcessEnvironment environment = shimEnvironment(fault == "read" ? foldersRead() : root());
        environment.insert(QStringLiteral("CASEBOOK_FAULT_AT"), QString::number(number));
        environment.insert(QStringLiteral("CASEBOOK_FAULT_KIND"), QString::fromLatin1(fault));
        environment.insert(QStringLiteral("CASEBOOK_FAULT_LOG"), log());
        return environment;
    }

    /// Not what the program is given: the passphrase, files to import.
    [[nodiscard]] QString foldersRead() const {
        QStringList out;
        for (const char* name : {"killed", "backup", "disk", "moved", "set-a", "state"})
            out.append(root() + u'/' + QLatin1StringView(name));
        return out.join(u':');
    }

    void readCalls() {
        failed_.clear();
        calls_.clear();
        QFile file(log());
        if (file.open(QIODevice::ReadOnly))
            calls_ = file.readAll().split('\n');
        calls_.removeIf([](const QByteArray& line) { return line.isEmpty(); });
        const QByteArray folder = root().toUtf8() + '/';
        for (QByteArray& line : calls_) {
            line = line.replace(folder, QByteArray());
            if (line.startsWith("! ") && failed_.isEmpty())
                failed_ = line.mid(2);
        }
    }

    /// A fault of the disk is told as one, and as nothing that the person did.
    [[nodiscard]] QByteArray wrongEnd(int exit, const QByteArray& out) const {
        const QJsonObject told = QJsonDocument::fromJson(out).object();
        const QJsonObject error = told[QStringLiteral("error")].toObject();
        const QString code = error[QStringLiteral("code")].toString();
        if (exit == 4 && !told.isEmpty()) // done in part, or "commit-unknown"
            return {};
        // SQLite takes a read that fails for a file system that is broken.
        if (fault == "read" && code == u"database-damaged" && (exit == 6 || exit == 1))
            return {};
        static const QStringList disk{QStringLiteral("disk-full"),        QStringLiteral("io-error"),
                                      QStringLiteral("database-error"),   QStringLiteral("writing-stopped"),
                                      QStringLiteral("read-only-folder"), QStringLiteral("cannot-write")};
        if (exit != 1 || !disk.contains(code) || error[QStringLiteral("message")].toString().isEmpty())
            return "exit " + QByteArray::number(exit) + ' ' + out.left(300);
        return {};
    }

    QList<QByteArray> calls_;
    QByteArray failed_;
};

} // namespace casebook::test
