// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RecoveryOutput.h"

#include "app/cli/Terminal.h"
#include "app/cli/Words.h"
#include "storage/vault/FileSystem.h"
#include "storage/vault/RecoveryWords.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace casebook {

namespace {

tl::unexpected<Error> cannotWrite(const QString& path, int number) {
    return fail(ErrorKind::Refused, "cannot-write", path, {QString::fromLocal8Bit(std::strerror(number))});
}

/// A file is there for certain only when its folder is on the disk too.
Result<> syncFolderOf(const QString& path) {
    const QString folder = QFileInfo(path).absolutePath();
    const Fd opened(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some file systems have no such call, and keep their names otherwise.
    if (!opened.isOpen() || (::fsync(opened.get()) != 0 && errno != EINVAL && errno != ENOTSUP))
        return cannotWrite(path, errno);
    return {};
}

Result<> makeEmpty(const QString& path) {
    const Fd file(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.isOpen() && errno == EEXIST)
        return fail(ErrorKind::Refused, "exists", path);
    if (!file.isOpen())
        return cannotWrite(path, errno);
    const auto kept = ::fsync(file.get()) == 0 ? syncFolderOf(path) : cannotWrite(path, errno);
    if (!kept)
        QFile::remove(path);
    return kept;
}

Result<bool> isGroup(const QStringList& groups, int number) {
    auto typed = askOnTerminal(Cli::tr("Type group %1:").arg(number) + u' ');
    if (!typed)
        return tl::unexpected(typed.error());
    const bool same = typed->trimmed().compare(groups.value(number - 1), Qt::CaseInsensitive) == 0;
    wipeText(*typed);
    return same;
}

/// Two groups of those that stand on the terminal. False: one was wrong.
Result<bool> areRead(const QStringList& groups) {
    for (const int number : {2, 6}) {
        const auto right = isGroup(groups, number);
        if (!right || !*right)
            return right;
    }
    return true;
}

} // namespace

Result<SecretPlace> SecretPlace::prepare(const std::optional<QString>& file, const char* option) {
    if (!file && !hasTerminal())
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--") + QString::fromLatin1(option));
    SecretPlace place;
    if (!file)
        return place;
    const QString path = QDir().absoluteFilePath(*file);
    if (auto made = makeEmpty(path); !made)
        return tl::unexpected(made.error());
    place.path_ = path;
    place.isEmpty_ = true;
    return place;
}

SecretPlace::SecretPlace(SecretPlace&& other) noexcept
    : path_(std::move(other.path_)), isEmpty_(std::exchange(other.isEmpty_, false)) {}

SecretPlace::~SecretPlace() {
    if (isEmpty_)
        QFile::remove(path_);
}

void SecretPlace::takeBack() {
    if (!path_.isEmpty())
        QFile::remove(path_);
}

Result<> SecretPlace::write(const QString& text) {
    const Fd file(::open(QFile::encodeName(path_).constData(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.isOpen())
        return cannotWrite(path_, errno);
    QByteArray line = text.toUtf8() + '\n';
    const bool written = ::write(file.get(), line.constData(), std::size_t(line.size())) == line.size() &&
                         ::fsync(file.get()) == 0;
    const int number = errno;
    wipeBytes(line);
    if (!written)
        return cannotWrite(path_, number);
    isEmpty_ = false;
    return {};
}

Result<> SecretPlace::give(const QString& heading, const QString& text) {
    if (!path_.isEmpty())
        return write(text);
    QString shown = heading + QStringLiteral("\n\n    ") + text + QStringLiteral("\n\n");
    auto done = showOnTerminal(shown);
    wipeText(shown);
    return done;
}

Result<> SecretPlace::giveWords(const QString& words) {
    const QString heading = Cli::tr(
        "Recovery words. They open the study when the passphrase is lost, and are shown this once. Write "
        "them down:");
    for (;;) {
        if (auto given = give(heading, words); !given || !path_.isEmpty())
            return given;
        QStringList groups = recovery::groups(words);
        const auto read = areRead(groups);
        for (QString& group : groups)
            wipeText(group);
        if (!read)
            return tl::unexpected(read.error());
        if (*read)
            return {};
        if (auto told =
                showOnTerminal(Cli::tr("That is not what stands there. Here they are again.") + u'\n');
            !told)
            return told;
    }
}

} // namespace casebook
