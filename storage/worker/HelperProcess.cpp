// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/worker/HelperProcess.h"

#include <QFile>
#include <QFileInfo>

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace casebook {
namespace {

constexpr int kHelperSocket = 3;

/// What a helper may know of the surroundings: nothing of the study, of the person or of the desk.
std::vector<std::string> environmentFor() {
    std::vector<std::string> out{"LANG=C.UTF-8", "LC_ALL=C.UTF-8"};
    for (const char* name : {"LD_LIBRARY_PATH", "DCMICONVPATH", "DCMDICTPATH", "ASAN_OPTIONS",
                             "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (const QByteArray value = qgetenv(name); !value.isEmpty())
            out.push_back(std::string(name) + '=' + value.toStdString());
    }
    return out;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

int spawn(const QByteArray& program, std::vector<std::string> words, int socket, pid_t& pid) {
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    if (!qEnvironmentVariableIsSet("ASAN_OPTIONS") && !qEnvironmentVariableIsSet("UBSAN_OPTIONS"))
        ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, socket, kHelperSocket);
    std::vector<std::string> texts = environmentFor();
    words.insert(words.begin(), program.toStdString());
    const std::vector<char*> environment = pointersTo(texts), arguments = pointersTo(words);
    const int error =
        ::posix_spawn(&pid, program.constData(), &actions, nullptr, arguments.data(), environment.data());
    ::posix_spawn_file_actions_destroy(&actions);
    return error;
}

} // namespace

QString helperProgram(const char* variable, const QString& name) {
    const QString named = qEnvironmentVariable(variable);
    if (!named.isEmpty())
        return QFileInfo::exists(named) ? named : QString();
    // The kernel's word on where this program lies needs no application object.
    const QString self = QFileInfo(QFile::symLinkTarget(QStringLiteral("/proc/self/exe"))).path();
    const QStringList folders{self, qEnvironmentVariable("CASEBOOK_BIN"),
                              self + QStringLiteral("/../libexec/casebook"),
                              self + QStringLiteral("/../bin")};
    for (const QString& folder : folders) {
        const QString path = folder + u'/' + name;
        if (!folder.isEmpty() && QFileInfo(path).isExecutable())
            return path;
    }
    return {};
}

void endHelper(pid_t& pid) {
    if (pid <= 0)
        return;
    ::kill(pid, SIGKILL);
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {}
    pid = -1;
}

tl::expected<HelperProcess, int> startHelper(const QString& program, std::vector<std::string> words) {
    if (program.isEmpty())
        return tl::unexpected(ENOENT);
    std::array<int, 2> pair{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0)
        return tl::unexpected(errno);
    HelperProcess out;
    out.socket = wire::Descriptor(pair[0]);
    wire::Descriptor theirs(pair[1]);
    // dup2 onto itself would leave close-on-exec set.
    if (theirs.get() == kHelperSocket)
        theirs = wire::Descriptor(::fcntl(theirs.get(), F_DUPFD_CLOEXEC, 16));
    if (const int error = spawn(QFile::encodeName(program), std::move(words), theirs.get(), out.pid);
        error != 0)
        return tl::unexpected(error);
    return out;
}

} // namespace casebook
