// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/FigureExport.h"

#include "storage/database/Database.h"

#include <QFileInfo>
#include <QSaveFile>

namespace casebook {

FigureExport::FigureExport(Database& database, const Session& session)
    : database_(database), session_(session) {}

Result<> FigureExport::run(const QString& name, const QString& path,
                           const std::function<Result<>()>& writing) {
    if (auto allowed = session_.require(Right::Export); !allowed)
        return allowed;
    auto recorded = database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "export";
        entry.objectKind = "figure";
        entry.field = name.toUtf8();
        entry.newValue = QStringLiteral("%1: %2").arg(QFileInfo(path).suffix().toLower(),
                                                      QFileInfo(path).absoluteFilePath());
        return tx.audit(entry).map([](std::int64_t) {});
    });
    return recorded ? writing() : recorded;
}

Result<> FigureExport::write(const QString& name, const QString& path, const QByteArray& bytes) {
    return run(name, path, [&]() -> Result<> {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            return fail(ErrorKind::System, "figure-not-written", path);
        return {};
    });
}

} // namespace casebook
