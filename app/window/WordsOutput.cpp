// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/WordsOutput.h"

#include "storage/vault/FileSystem.h"
#include "storage/vault/SecretBytes.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace casebook {

namespace {

Fd terminal() { return Fd(::open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY)); }

Result<> put(const Fd& to, QString text, const QString& name) {
    QByteArray bytes = text.toUtf8();
    wipeText(text);
    const bool whole = ::write(to.get(), bytes.constData(), std::size_t(bytes.size())) == bytes.size();
    const int why = errno;
    wipeBytes(bytes);
    if (!whole)
        return fail(ErrorKind::System, "cannot-write", name, {QString::fromLocal8Bit(std::strerror(why))});
    return {};
}

} // namespace

Result<> canGiveWords(const QString& file) {
    if (file.isEmpty())
        return terminal().isOpen() ? Result<>() : fail(ErrorKind::Usage, "recovery-file-needed");
    return QFileInfo::exists(file) ? fail(ErrorKind::Refused, "exists", file) : Result<>();
}

Result<> giveWords(const QString& words, const QString& file) {
    if (auto can = canGiveWords(file); !can)
        return can;
    if (file.isEmpty())
        return put(
            terminal(),
            QCoreApplication::translate(
                "casebook::main", "Recovery words of the new study (write them down, they are shown once):") +
                u'\n' + words + u'\n',
            QStringLiteral("/dev/tty"));
    const Fd kept(::open(QFile::encodeName(file).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!kept.isOpen())
        return fail(ErrorKind::System, "cannot-write", file, {QString::fromLocal8Bit(std::strerror(errno))});
    if (auto done = put(kept, words + u'\n', file); !done)
        return done;
    if (::fsync(kept.get()) != 0)
        return fail(ErrorKind::System, "cannot-write", file, {QString::fromLocal8Bit(std::strerror(errno))});
    return {};
}

} // namespace casebook
