// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/CliStudy.h"

#include <pty.h>
#include <utmp.h>

#include <QElapsedTimer>

#include <csignal>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace casebook::test {

/// casebook-cli at a terminal of its own: what it asks there is read and answered as a person would.
class PtyRun {
public:
    explicit PtyRun(const QStringList& arguments) {
        std::vector<QByteArray> words{cliProgram().toLocal8Bit()};
        for (const QString& argument : arguments)
            words.push_back(argument.toLocal8Bit());
        std::vector<char*> argv;
        for (QByteArray& word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        if (::openpty(&ours_, &its_, nullptr, nullptr, nullptr) != 0)
            return;
        process_ = ::fork();
        if (process_ != 0)
            return;
        ::close(ours_);
        ::login_tty(its_);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ~PtyRun() {
        if (process_ > 0 && !ended_) {
            ::kill(process_, SIGKILL);
            ::waitpid(process_, nullptr, 0);
        }
        ::close(ours_);
        ::close(its_);
    }
    PtyRun(const PtyRun&) = delete;
    PtyRun& operator=(const PtyRun&) = delete;

    /// Reads on until `text` was shown since the last one that was found.
    [[nodiscard]] bool shows(const QByteArray& text) {
        QElapsedTimer timer;
        timer.start();
        for (qsizetype at = -1; timer.elapsed() < patienceMs; read()) {
            at = shown_.indexOf(text, seen_);
            if (at >= 0) {
                seen_ = at + text.size();
                return true;
            }
            if (isOver() && !readable(0))
                return false;
        }
        return false;
    }
    void type(const QByteArray& text) const {
        (void)!::write(ours_, text.constData(), std::size_t(text.size()));
    }
    /// -1: it crashed or never ended.
    [[nodiscard]] int exit() {
        QElapsedTimer timer;
        timer.start();
        while (!isOver() && timer.elapsed() < patienceMs)
            read();
        while (readable(0))
            read();
        return ended_ && WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
    }
    [[nodiscard]] bool echoes() const {
        termios now{};
        return ::tcgetattr(its_, &now) == 0 && (now.c_lflag & tcflag_t(ECHO)) != 0;
    }
    [[nodiscard]] QByteArray shown() const { return shown_; }

private:
    static constexpr int patienceMs = 120'000, stepMs = 50;

    [[nodiscard]] bool readable(int ms) const {
        pollfd one{ours_, POLLIN, 0};
        return ::poll(&one, 1, ms) == 1 && (one.revents & POLLIN) != 0;
    }
    void read() {
        char bytes[4096];
        if (!readable(stepMs))
            return;
        if (const ssize_t n = ::read(ours_, bytes, sizeof bytes); n > 0)
            shown_.append(bytes, n);
    }
    [[nodiscard]] bool isOver() {
        if (!ended_)
            ended_ = ::waitpid(process_, &status_, WNOHANG) == process_;
        return ended_;
    }

    int ours_ = -1, its_ = -1;
    pid_t process_ = -1;
    int status_ = 0;
    bool ended_ = false;
    QByteArray shown_;
    qsizetype seen_ = 0;
};

} // namespace casebook::test
