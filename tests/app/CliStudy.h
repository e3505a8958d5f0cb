// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/Vault.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace casebook::test {

/// What a run of casebook-cli left.
struct CliRun {
    int exit = -1; ///< -1: it crashed or never ended
    QByteArray out, err;
    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
    [[nodiscard]] QString errorCode() const {
        return object()[QStringLiteral("error")].toObject()[QStringLiteral("code")].toString();
    }
    /// For a failure's message.
    [[nodiscard]] QByteArray words() const {
        return "exit " + QByteArray::number(exit) + "\n" + out.left(2000) + err.left(2000);
    }
};

inline QString cliProgram() {
    return QDir(qEnvironmentVariable("CASEBOOK_BIN", QStringLiteral(CASEBOOK_BIN_DIR)))
        .filePath(QStringLiteral("casebook-cli"));
}

/// A world of its own for the real program: home, settings, cache, temp, and an encrypted study in it.
/// The study is made with a cheap passphrase cost, which the program then reads from the header like any.
class CliStudy {
public:
    CliStudy() {
        for (const char* name : {"home", "config", "cache", "data", "state", "tmp", "run"})
            QDir(root_.path()).mkdir(QLatin1StringView(name));
        qputenv("HOME", path("home").toLocal8Bit());
        qputenv("XDG_CONFIG_HOME", path("config").toLocal8Bit());
        qputenv("XDG_CACHE_HOME", path("cache").toLocal8Bit());
        qputenv("XDG_DATA_HOME", path("data").toLocal8Bit());
        qputenv("XDG_STATE_HOME", path("state").toLocal8Bit());
        qputenv("TMPDIR", path("tmp").toLocal8Bit());
        for (const char* name :
             {"CASEBOOK_STUDY", "CASEBOOK_USER", "CASEBOOK_PASSPHRASE_FILE", "LANG", "LC_ALL"})
            qunsetenv(name);
        qputenv("CASEBOOK_PASSPHRASE_FILE",
                writePassphrase(QStringLiteral("passphrase"), secret()).toLocal8Bit());
    }

    static QByteArray secret() { return "correct horse battery staple"; }
    [[nodiscard]] QString root() const { return root_.path(); }
    [[nodiscard]] QString path(const char* name) const { return root_.filePath(QLatin1StringView(name)); }
    [[nodiscard]] QString folder() const { return study_; }

    QString writePassphrase(const QString& name, const QByteArray& text,
                            QFile::Permissions mode = QFile::ReadOwner | QFile::WriteOwner) {
        QFile file(root_.filePath(name));
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(text + '\n');
        file.setPermissions(mode);
        return file.fileName();
    }

    /// A fresh study; the commands that follow use it.
    [[nodiscard]] bool create(const QString& name = QStringLiteral("study"), bool synthetic = false) {
        study_ = root_.filePath(name);
        NewStudy study;
        study.name = QStringLiteral("Test");
        study.login = QStringLiteral("tester");
        study.synthetic = synthetic;
        auto made = Vault::create(study_, study, SecretBytes::fromUtf8(secret()), KdfCost::cheapForTests());
        if (!made) {
            qWarning("create: %s", made.error().code.constData());
            return false;
        }
        const bool locked = made->vault->lock().has_value();
        qputenv("CASEBOOK_STUDY", study_.toLocal8Bit());
        return locked;
    }

    [[nodiscard]] CliRun run(const QStringList& arguments) const {
        QProcess process;
        start(process, arguments);
        CliRun out;
        if (process.waitForFinished(240'000) && process.exitStatus() == QProcess::NormalExit)
            out.exit = process.exitCode();
        out.out = process.readAllStandardOutput();
        out.err = process.readAllStandardError();
        return out;
    }
    [[nodiscard]] CliRun json(QStringList arguments) const {
        arguments.prepend(QStringLiteral("--json"));
        return run(arguments);
    }
    static void start(QProcess& process, const QStringList& arguments) {
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(cliProgram(), arguments);
    }

private:
    QTemporaryDir root_;
    QString study_;
};

} // namespace casebook::test
