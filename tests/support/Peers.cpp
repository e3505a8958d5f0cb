// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Peers.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <array>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace casebook::test {
namespace {

sockaddr_in localAddress(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(std::uint16_t(port));
    return address;
}

bool accepts(int port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = localAddress(port);
    const bool good = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    ::close(fd);
    return good;
}

} // namespace

int freePort() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = localAddress(0);
    socklen_t size = sizeof(address);
    const bool good = ::bind(fd, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(fd);
    return good ? ntohs(address.sin_port) : 0;
}

bool waitForPort(int port, const QProcess* process) {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 10'000) {
        if (accepts(port))
            return true;
        if (process != nullptr && process->state() == QProcess::NotRunning)
            return false;
        ::poll(nullptr, 0, 10); // between two tries, not instead of one
    }
    return false;
}

Peer::~Peer() { stop(); }

bool Peer::start(const QString& program, const QStringList& arguments, int port) {
    stop();
    process_ = std::make_unique<QProcess>();
    process_->setProcessChannelMode(QProcess::MergedChannels);
    process_->setStandardInputFile(QProcess::nullDevice());
    process_->start(program, arguments);
    return process_->waitForStarted() && waitForPort(port, process_.get());
}

void Peer::stop() {
    if (!process_)
        return;
    process_->kill();
    process_->waitForFinished();
    process_.reset();
}

QByteArray Peer::words() { return process_ ? process_->readAll() : QByteArray(); }

int runProgram(const QString& program, const QStringList& arguments, QByteArray* words) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    const bool ended = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit;
    if (words != nullptr)
        *words = process.readAll();
    return ended ? process.exitCode() : -1;
}

bool startArchive(Peer& peer, const QString& folder, int port, const QString& mover, int moverPort,
                  const QStringList& more) {
    QDir().mkpath(folder);
    QByteArray text = "NetworkTCPPort = " + QByteArray::number(port) +
                      "\nMaxPDUSize = 16384\nMaxAssociations = 16\nHostTable BEGIN\n";
    if (!mover.isEmpty())
        text += "mover = (" + mover.toLatin1() + ", localhost, " + QByteArray::number(moverPort) + ")\n";
    text += "HostTable END\nVendorTable BEGIN\nVendorTable END\nAETable BEGIN\nQRPEER " +
            folder.toLocal8Bit() + " RW (200, 1024mb) ANY\nAETable END\n";
    const QString config = folder + QStringLiteral(".cfg");
    QFile file(config);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return false;
    file.close();
    return peer.start(QStringLiteral("dcmqrscp"), more + QStringList{QStringLiteral("-c"), config}, port);
}

} // namespace casebook::test
