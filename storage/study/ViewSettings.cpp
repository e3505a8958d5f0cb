// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/study/ViewSettings.h"

#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/study/SettingTable.h"
#include "storage/study/TransferJson.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace casebook {

namespace {

constexpr qsizetype kLongestName = 60;
constexpr std::int64_t kMostLooks = 50;
const QString kPrefix = QStringLiteral("view.3d.");

// GLOB, as LIKE would ignore case and take "_" for anything.
constexpr char selectLooks[] = "SELECT key, value FROM setting WHERE key GLOB 'view.3d.*' ORDER BY key";
constexpr char countLooks[] = "SELECT count(*) FROM setting WHERE key GLOB 'view.3d.*'";

Result<QString> checkedName(const QString& name) {
    const QString trimmed = name.trimmed().normalized(QString::NormalizationForm_C);
    const bool hasControl = std::any_of(trimmed.begin(), trimmed.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
               c.category() == QChar::Separator_Paragraph;
    });
    if (trimmed.isEmpty() || trimmed.size() > kLongestName || hasControl)
        return fail(ErrorKind::Refused, "bad-look-name", trimmed.left(kLongestName));
    return trimmed;
}

std::optional<QString> audited(const QString& name, const std::optional<QString>& json) {
    if (!json)
        return std::nullopt;
    const QJsonObject transfer = QJsonDocument::fromJson(json->toUtf8()).object();
    const QJsonObject look{{QStringLiteral("name"), name}, {QStringLiteral("transfer"), transfer}};
    return QString::fromUtf8(QJsonDocument(look).toJson(QJsonDocument::Compact));
}

Result<> append(WriteTransaction& tx, const QString& name, const std::optional<QString>& before,
                const std::optional<QString>& after) {
    AuditEntry entry;
    entry.action = "change";
    entry.objectKind = "setting";
    entry.field = "view.3d";
    entry.oldValue = audited(name, before);
    entry.newValue = audited(name, after);
    return tx.audit(entry).map([](std::int64_t) {});
}

Result<> put(WriteTransaction& tx, const QString& name, const QString& json) {
    const auto before = settingTable::value(tx.connection(), kPrefix + name);
    if (!before)
        return tl::unexpected(before.error());
    if (*before == json)
        return {};
    if (!*before) {
        const auto count = tx.one(countLooks);
        if (!count)
            return tl::unexpected(count.error());
        if (count->value_or(0) >= kMostLooks)
            return fail(ErrorKind::Refused, "too-many-looks", QString::number(kMostLooks));
    }
    return settingTable::set(tx, kPrefix + name, json).and_then([&] {
        return append(tx, name, *before, json);
    });
}

} // namespace

ViewSettings::ViewSettings(Database& database, const Session& session)
    : database_(database), session_(session) {}

Result<> ViewSettings::mayChange() const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return may;
    // The right itself is also had where the study is open for reading only.
    return session_.readOnly ? Result<>(fail(ErrorKind::Refused, "read-only",
                                             QString::fromLatin1(rightCode(Right::ReadImages))))
                             : Result<>();
}

Result<QList<Preset3d>> ViewSettings::list() const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([](ReadConnection& c) -> Result<QList<Preset3d>> {
        auto rows = c.prepare(selectLooks);
        if (!rows)
            return tl::unexpected(rows.error());
        return allRows<Preset3d>(*rows, [](const Statement& row) -> Result<Preset3d> {
            const QByteArray json = row.text(1).toUtf8();
            return Preset3d{row.text(0).sliced(kPrefix.size()),
                            transferFromJson(json).value_or(raycast::TransferFunction()), presetOfJson(json),
                            json};
        });
    });
}

Result<> ViewSettings::save3dPreset(const QString& name, const QByteArray& transferJson) {
    if (auto may = mayChange(); !may)
        return may;
    const auto wanted = checkedName(name);
    if (!wanted)
        return tl::unexpected(wanted.error());
    const auto transfer = transferFromJson(transferJson);
    if (!transfer)
        return tl::unexpected(transfer.error());
    // Kept in one spelling, so that equal curves are equal texts.
    const QString json = QString::fromUtf8(transferToJson(*transfer, presetOfJson(transferJson)));
    return database_.writeAndWait([&](WriteTransaction& tx) { return put(tx, *wanted, json); });
}

Result<> ViewSettings::remove(const QString& name) {
    if (auto may = mayChange(); !may)
        return may;
    const QString wanted = name.trimmed().normalized(QString::NormalizationForm_C);
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto before = settingTable::value(tx.connection(), kPrefix + wanted);
        if (!before)
            return tl::unexpected(before.error());
        if (!*before)
            return fail(ErrorKind::Refused, "no-such-look", wanted);
        return settingTable::set(tx, kPrefix + wanted, std::nullopt).and_then([&] {
            return append(tx, wanted, *before, std::nullopt);
        });
    });
}

} // namespace casebook
