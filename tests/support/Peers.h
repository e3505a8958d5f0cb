// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace casebook::test {

/// A port that nobody listens on at this moment.
[[nodiscard]] int freePort();
/// Waits until somebody accepts connections on the port of this machine. False after ten seconds, or when
/// `process` ended before.
[[nodiscard]] bool waitForPort(int port, const QProcess* process = nullptr);

/// Another program that speaks DICOM, started for a test and ended with it.
class Peer {
public:
    Peer() = default;
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    /// True when the program runs and listens on the port.
    [[nodiscard]] bool start(const QString& program, const QStringList& arguments, int port);
    void stop();
    [[nodiscard]] QByteArray words();

private:
    std::unique_ptr<QProcess> process_;
};

/// Runs a program to its end. -1 when it can't be started or takes over a minute.
[[nodiscard]] int runProgram(const QString& program, const QStringList& arguments,
                             QByteArray* words = nullptr);

/// dcmqrscp with one AE title QRPEER that anybody may read and write, its files in `folder`, and `mover`
/// known at `moverPort` for C-MOVE. `more`: further options of dcmqrscp.
[[nodiscard]] bool startArchive(Peer& peer, const QString& folder, int port, const QString& mover = {},
                                int moverPort = 0, const QStringList& more = {});

} // namespace casebook::test
