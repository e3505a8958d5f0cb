// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Terminal.h"

#include <QFile>

#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace casebook {

namespace {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool isOpen() const { return fd_ >= 0; }

private:
    int fd_;
};

/// Switches echo off while it lives.
class EchoOff {
public:
    explicit EchoOff(int fd) : fd_(fd) {
        if (::tcgetattr(fd_, &before_) != 0)
            return;
        termios quiet = before_;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        changed_ = ::tcsetattr(fd_, TCSAFLUSH, &quiet) == 0;
    }
    ~EchoOff() {
        if (changed_)
            ::tcsetattr(fd_, TCSAFLUSH, &before_);
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;
    [[nodiscard]] bool works() const { return changed_; }

private:
    int fd_;
    termios before_{};
    bool changed_ = false;
};

constexpr qsizetype longestLine = 4096;

QByteArray readLine(int fd) {
    QByteArray line;
    char c = 0;
    while (line.size() < longestLine && ::read(fd, &c, 1) == 1 && c != '\n')
        line.append(c);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

bool writeAll(int fd, const QByteArray& bytes) {
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.constData() + done, std::size_t(bytes.size() - done));
        if (n <= 0)
            return false;
        done += n;
    }
    return true;
}

Result<QByteArray> ask(const QString& question, bool echo, const char* code) {
    const Descriptor tty(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!tty.isOpen() || !writeAll(tty.get(), question.toUtf8()))
        return fail(ErrorKind::Usage, code);
    if (echo)
        return readLine(tty.get());
    const EchoOff off(tty.get());
    if (!off.works())
        return fail(ErrorKind::Usage, code);
    QByteArray line = readLine(tty.get());
    (void)writeAll(tty.get(), "\n");
    return line;
}

volatile std::sig_atomic_t interruptSeen = 0;

extern "C" void onInterrupt(int number) {
    interruptSeen = 1;
    std::signal(number, SIG_DFL);
}

} // namespace

Result<QByteArray> passphraseFromFile(const QString& path) {
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    struct stat info{};
    if (!file.isOpen() || ::fstat(file.get(), &info) != 0 || S_ISDIR(info.st_mode))
        return fail(ErrorKind::Usage, "passphrase-file-unreadable", path);
    if (S_ISREG(info.st_mode) && (info.st_mode & (S_IRGRP | S_IROTH)) != 0)
        return fail(ErrorKind::Usage, "passphrase-file-open-to-others", path);
    QByteArray line = readLine(file.get());
    if (line.isEmpty())
        return fail(ErrorKind::Usage, "passphrase-file-unreadable", path);
    return line;
}

Result<QByteArray> askPassphrase(const QString& question) {
    return ask(question, false, "passphrase-needed");
}

bool hasTerminal() { return Descriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)).isOpen(); }

Result<> showOnTerminal(const QString& text) {
    const Descriptor tty(::open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY));
    if (!tty.isOpen() || !writeAll(tty.get(), text.toUtf8()))
        return fail(ErrorKind::Usage, "recovery-file-needed");
    return {};
}

Result<QString> askOnTerminal(const QString& question) {
    auto line = ask(question, true, "recovery-file-needed");
    if (!line)
        return tl::unexpected(line.error());
    return QString::fromUtf8(*line);
}

void catchInterrupt() {
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    // A reader of stdout that has gone is noticed by the failed write.
    std::signal(SIGPIPE, SIG_IGN);
}

bool interrupted() { return interruptSeen != 0; }

} // namespace casebook
