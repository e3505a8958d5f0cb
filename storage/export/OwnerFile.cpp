// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/OwnerFile.h"

#include <QSaveFile>

namespace casebook {

bool openForOwner(QSaveFile& file) {
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

Result<> writeForOwner(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (!openForOwner(file) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorKind::System, "cannot-write", path, {file.errorString()});
    return {};
}

} // namespace casebook
