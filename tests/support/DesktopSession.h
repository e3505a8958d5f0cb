// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace casebook::test {

/// A session bus and GNOME's keyring, unlocked, of a home folder of their own. This process and those it starts use
/// them until the end of its life.
class DesktopSession {
public:
    ~DesktopSession();
    /// False, with `trouble`, where the programs are not installed or don't answer.
    [[nodiscard]] bool start();
    /// The keyring's program goes, the bus stays.
    void endKeyring();
    [[nodiscard]] QString trouble() const { return trouble_; }

private:
    [[nodiscard]] bool run(QProcess& process, const QString& program, const QStringList& arguments);
    [[nodiscard]] static bool answers();
    /// Short, whatever TMPDIR is: the keyring's socket stands in it, and a socket's name has 107 bytes at most.
    QTemporaryDir home_{QStringLiteral("/tmp/casebook-desktop-XXXXXX")};
    QProcess bus_, keyring_;
    QString trouble_;
};

} // namespace casebook::test
