// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/DesktopSession.h"

#include <QDeadlineTimer>
#include <QDir>

namespace casebook::test {

namespace {

constexpr int patience_ms = 30'000;
constexpr const char* kPlaces[] = {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_DATA_HOME"};

void end(QProcess& process) {
    process.kill();
    process.waitForFinished(patience_ms);
}

} // namespace

DesktopSession::~DesktopSession() {
    end(keyring_);
    end(bus_);
    for (const char* place : kPlaces)
        qunsetenv(place);
}

void DesktopSession::endKeyring() { end(keyring_); }

bool DesktopSession::run(QProcess& process, const QString& program, const QStringList& arguments) {
    // Without a display a keyring that is locked refuses; with one it would ask a person and wait.
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (process.waitForStarted(patience_ms))
        return true;
    trouble_ = program + QStringLiteral(" is not installed");
    return false;
}

bool DesktopSession::start() {
    if (!QDir(home_.path()).mkpath(QStringLiteral("run")) ||
        !QFile::setPermissions(home_.filePath(QStringLiteral("run")),
                               QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return false;
    qputenv("XDG_RUNTIME_DIR", home_.filePath(QStringLiteral("run")).toLocal8Bit());
    qputenv("XDG_DATA_HOME", home_.filePath(QStringLiteral("data")).toLocal8Bit());
    if (!run(bus_, QStringLiteral("dbus-daemon"),
             {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")}))
        return false;
    if (!bus_.waitForReadyRead(patience_ms)) {
        trouble_ = QString::fromLocal8Bit(bus_.readAllStandardError());
        return false;
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus_.readAllStandardOutput().trimmed());
    if (!run(keyring_, QStringLiteral("gnome-keyring-daemon"),
             {QStringLiteral("--foreground"), QStringLiteral("--unlock"),
              QStringLiteral("--components=secrets")}))
        return false;
    keyring_.write("a keyring of a test\n");
    keyring_.waitForBytesWritten(patience_ms);
    keyring_.closeWriteChannel();
    const QDeadlineTimer late(patience_ms);
    while (!answers())
        if (late.hasExpired() || keyring_.waitForFinished(50)) {
            trouble_ =
                QStringLiteral("no keyring: ") + QString::fromLocal8Bit(keyring_.readAllStandardError());
            return false;
        }
    return true;
}

/// Is somebody there under the name of the service?
bool DesktopSession::answers() {
    QProcess ask;
    ask.start(QStringLiteral("dbus-send"),
              {QStringLiteral("--session"), QStringLiteral("--print-reply"),
               QStringLiteral("--dest=org.freedesktop.DBus"), QStringLiteral("/"),
               QStringLiteral("org.freedesktop.DBus.NameHasOwner"),
               QStringLiteral("string:org.freedesktop.secrets")});
    return ask.waitForFinished(patience_ms) && ask.readAllStandardOutput().contains("boolean true");
}

} // namespace casebook::test
