// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RecoveryOutput.h"

#include "app/cli/Terminal.h"
#include "app/cli/Words.h"
#include "storage/vault/FileSystem.h"

#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace casebook {

Result<> keepSecretFile(const QString& path, const QString& text) {
    const Fd file(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return fail(ErrorKind::Refused, "cannot-write", path, {QString::fromLocal8Bit(std::strerror(errno))});
    const QByteArray line = text.toUtf8() + '\n';
    if (::write(file.get(), line.constData(), std::size_t(line.size())) != line.size() ||
        ::fsync(file.get()) != 0)
        return fail(ErrorKind::System, "cannot-write", path, {QString::fromLocal8Bit(std::strerror(errno))});
    return {};
}

Result<> confirmRecoveryWords(const QString& words) {
    if (auto shown =
            showOnTerminal(Cli::tr("Recovery words. They open the study when the passphrase is lost, and are "
                                   "shown this once. Write them down:") +
                           QStringLiteral("\n\n    ") + words + QStringLiteral("\n\n"));
        !shown)
        return shown;
    const QStringList groups = words.split(u' ', Qt::SkipEmptyParts);
    for (const int at : {2, 6}) {
        if (at > groups.size())
            break;
        auto typed = askOnTerminal(Cli::tr("Type group %1:").arg(at) + u' ');
        if (!typed)
            return tl::unexpected(typed.error());
        if (typed->trimmed().compare(groups[at - 1], Qt::CaseInsensitive) != 0)
            return fail(ErrorKind::Refused, "recovery-not-confirmed");
    }
    return {};
}

} // namespace casebook
