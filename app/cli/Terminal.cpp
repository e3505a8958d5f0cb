// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Terminal.h"

#include "storage/vault/SecretBytes.h"

#include <QFile>

#include <array>
#include <csignal>
#include <optional>

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

/// Nothing where the input ended, or a signal came, before the line did.
std::optional<QByteArray> readLine(int fd) {
    QByteArray line;
    line.reserve(longestLine); // growing would leave pieces of a passphrase behind
    char c = 0;
    ssize_t got = 0;
    while (line.size() < longestLine && (got = ::read(fd, &c, 1)) == 1 && c != '\n')
        line.append(c);
    if (got < 0 || (got == 0 && line.isEmpty())) {
        wipeBytes(line);
        return std::nullopt;
    }
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

volatile std::sig_atomic_t interruptSeen = 0;

extern "C" void onInterrupt(int number) {
    interruptSeen = 1;
    std::signal(number, SIG_DFL);
}

/// While it lives, Ctrl+C ends a read that waits for a person; at other times it lets system calls go on.
class Interruptible {
public:
    Interruptible() {
        struct sigaction ends{};
        ends.sa_handler = onInterrupt;
        sigemptyset(&ends.sa_mask);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            ::sigaction(numbers[i], &ends, &before_[i]);
    }
    ~Interruptible() {
        for (std::size_t i = 0; i < numbers.size(); ++i)
            ::sigaction(numbers[i], &before_[i], nullptr);
    }
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;

private:
    static constexpr std::array<int, 2> numbers{SIGINT, SIGTERM};
    std::array<struct sigaction, 2> before_{};
};

Result<QByteArray> answerOn(int tty) {
    const Interruptible whileAsking;
    auto line = interruptSeen ? std::nullopt : readLine(tty);
    if (!line)
        return fail(ErrorKind::Cancelled, "cancelled");
    return *std::move(line);
}

Result<QByteArray> ask(const QString& question, bool echo, const char* code) {
    const Descriptor tty(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!tty.isOpen() || !writeAll(tty.get(), question.toUtf8()))
        return fail(ErrorKind::Usage, code);
    if (echo)
        return answerOn(tty.get());
    const EchoOff off(tty.get());
    if (!off.works())
        return fail(ErrorKind::Usage, code);
    auto line = answerOn(tty.get());
    (void)writeAll(tty.get(), "\n");
    return line;
}

} // namespace

Result<QByteArray> passphraseFromFile(const QString& path) {
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    struct stat info{};
    if (!file.isOpen() || ::fstat(file.get(), &info) != 0 || S_ISDIR(info.st_mode))
        return fail(ErrorKind::Usage, "passphrase-file-unreadable", path);
    if (S_ISREG(info.st_mode) && (info.st_mode & (S_IRGRP | S_IROTH)) != 0)
        return fail(ErrorKind::Usage, "passphrase-file-open-to-others", path);
    auto line = readLine(file.get());
    if (!line || line->isEmpty())
        return fail(ErrorKind::Usage, "passphrase-file-unreadable", path);
    return *std::move(line);
}

Result<QByteArray> askPassphrase(const QString& question) {
    return ask(question, false, "passphrase-needed");
}

bool hasTerminal() { return Descriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)).isOpen(); }

Result<> showOnTerminal(const QString& text) {
    const Descriptor tty(::open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY));
    QByteArray bytes = text.toUtf8(); // it may be recovery words
    const bool shown = tty.isOpen() && writeAll(tty.get(), bytes);
    wipeBytes(bytes);
    return shown ? Result<>() : Result<>(fail(ErrorKind::Usage, "recovery-file-needed"));
}

Result<QString> askOnTerminal(const QString& question) {
    auto line = ask(question, true, "recovery-file-needed");
    if (!line)
        return tl::unexpected(line.error());
    const QString text = QString::fromUtf8(*line);
    wipeBytes(*line); // it may be recovery words
    return text;
}

void catchInterrupt() {
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    // A reader of stdout that has gone is noticed by the failed write.
    std::signal(SIGPIPE, SIG_IGN);
}

bool interrupted() { return interruptSeen != 0; }

} // namespace casebook
