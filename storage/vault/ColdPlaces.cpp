// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/ColdPlaces.h"

#include "storage/database/Migrations.h"
#include "storage/database/Rows.h"
#include "storage/database/WriteTransaction.h"
#include "storage/objects/FileObjectStore.h"
#include "storage/vault/Crypto.h"
#include "storage/vault/LittleEndian.h"
#include "storage/vault/VerifyReport.h"

#include <QDir>

namespace casebook {

namespace {

constexpr int kFirstSchema = 9, kMacLength = 32;
constexpr char kMagic[] = "CBKCOLD1";
constexpr int kMagicLength = 8, kEpochLength = 4;
constexpr std::int64_t kLargestMark = 4096;

QString markPath(const ColdPlace& place) { return place.folder() + QStringLiteral("/casebook.cold"); }

/// The key of an epoch stays known when the master key changes, so the mark need not be written anew.
QByteArray macOf(const QByteArray& clear, const ColdPlace& place, const QByteArray& studyId,
                 const SecretBytes& key) {
    return crypto::Blake2b(kMacLength, key.span())
        .add(QByteArrayLiteral("cold-place"))
        .add(clear)
        .add(studyId)
        .add(place.id)
        .finish();
}

Result<bool> hasPlaces(Connection& connection) {
    return migrations::versionOf(connection).map([](int version) { return version >= kFirstSchema; });
}

} // namespace

QString ColdPlace::folder() const { return QDir(path).filePath(QString::fromLatin1(id.toHex())); }

void addAway(QList<AwayPacks>& away, const QString& place, std::int64_t bytes) {
    for (AwayPacks& known : away)
        if (known.place == place) {
            ++known.packs;
            known.bytes += bytes;
            return;
        }
    away.append({place, 1, bytes});
}

namespace coldPlaces {

Result<QList<ColdPlace>> all(Connection& connection) {
    const auto has = hasPlaces(connection);
    if (!has || !*has)
        return has ? Result<QList<ColdPlace>>(QList<ColdPlace>()) : tl::unexpected(has.error());
    auto rows = connection.prepare("SELECT id,uuid,path FROM cold_place ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<ColdPlace>(*rows, [](const Statement& r) -> Result<ColdPlace> {
        return ColdPlace{r.integer(0), r.blob(1), r.text(2)};
    });
}

Result<QByteArray> column(Connection& connection) {
    return hasPlaces(connection).map([](bool has) { return QByteArray(has ? "place" : "NULL"); });
}

Result<QSet<QByteArray>> borrowed(Connection& connection) {
    auto row = connection.prepare("SELECT value FROM setting WHERE key='cold.borrowed'");
    if (!row)
        return tl::unexpected(row.error());
    const auto found = row->step();
    if (!found)
        return tl::unexpected(found.error());
    QSet<QByteArray> ids;
    if (*found)
        for (const QString& hex : row->text(0).split(QLatin1Char(' '), Qt::SkipEmptyParts))
            ids.insert(QByteArray::fromHex(hex.toLatin1()));
    return ids;
}

Result<> borrowAll(WriteTransaction& tx) {
    const auto places = all(tx.connection());
    if (!places)
        return tl::unexpected(places.error());
    if (places->isEmpty())
        return tx.run("DELETE FROM setting WHERE key='cold.borrowed'");
    QStringList ids;
    for (const ColdPlace& place : *places)
        ids.append(QString::fromLatin1(place.id.toHex()));
    return tx.run("INSERT INTO setting(key,value) VALUES('cold.borrowed',?) "
                  "ON CONFLICT(key) DO UPDATE SET value=excluded.value,rv=rv+1",
                  ids.join(QLatin1Char(' ')));
}

bool isConnected(FileSystem& files, const ColdPlace& place, const QByteArray& studyId, const KeyRing& keys) {
    constexpr int clearLength = kMagicLength + kEpochLength;
    const auto mark = files.readAll(markPath(place), kLargestMark);
    if (!mark || mark->size() != clearLength + kMacLength || !mark->startsWith(kMagic))
        return false;
    const QByteArray clear = mark->first(clearLength);
    const QByteArray epoch = clear.mid(kMagicLength);
    LeReader fields(epoch);
    const SecretBytes* key = keys.bundleKey(fields.number<std::uint32_t>());
    return key && crypto::equal(macOf(clear, place, studyId, *key), mark->last(kMacLength));
}

Result<> make(FileSystem& files, const ColdPlace& place, const QByteArray& studyId, const KeyRing& keys) {
    QByteArray clear(kMagic, kMagicLength);
    putLe(clear, keys.epoch());
    const QByteArray mark = clear + macOf(clear, place, studyId, keys.key(KeyPurpose::Bundle));
    // What a kill left of the same: only this place ever writes there.
    static_cast<void>(files.remove(markPath(place) + QStringLiteral(".new")));
    return files.makeFolder(place.folder())
        .and_then([&] { return FileObjectStore::makeFolders(files, place.folder()); })
        .and_then(
            [&] { return files.replace(markPath(place), markPath(place) + QStringLiteral(".new"), mark); })
        .and_then([&] { return files.syncFolder(place.path); });
}

tl::unexpected<Error> away(const ColdPlace& place) {
    return fail(ErrorKind::Refused, "pack-away", place.path);
}

} // namespace coldPlaces

ColdLocator::ColdLocator(DatabaseFile file, sqlcipher::Mode mode, FileSystem& files, const KeyRing& keys,
                         QByteArray studyId)
    : file_(std::move(file)), mode_(mode), files_(files), keys_(keys), studyId_(std::move(studyId)) {}

Result<ReadConnection*> ColdLocator::connection() {
    if (closed_)
        return fail(ErrorKind::NoRight, "locked");
    if (!connection_) {
        auto opened = sqlcipher::openForReading(file_, mode_);
        if (!opened)
            return tl::unexpected(opened.error());
        connection_ = std::move(*opened);
    }
    return connection_.get();
}

Result<std::optional<ColdPlace>> ColdLocator::find(const PackId& pack) {
    const std::lock_guard guard(mutex_);
    const auto open = connection();
    if (!open)
        return tl::unexpected(open.error());
    const auto has = hasPlaces(**open);
    if (!has || !*has)
        return has ? Result<std::optional<ColdPlace>>(std::nullopt) : tl::unexpected(has.error());
    auto row = (*open)->prepare(
        "SELECT c.id,c.uuid,c.path FROM pack p JOIN cold_place c ON c.id=p.place WHERE p.pack_id=?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(pack.bytes);
    const auto found = row->step();
    if (!found || !*found)
        return found ? Result<std::optional<ColdPlace>>(std::nullopt) : tl::unexpected(found.error());
    return std::optional(ColdPlace{row->integer(0), row->blob(1), row->text(2)});
}

bool ColdLocator::isConnected(const ColdPlace& place) const {
    return coldPlaces::isConnected(files_, place, studyId_, keys_);
}

QList<std::int64_t> ColdLocator::away() {
    const std::lock_guard guard(mutex_);
    const auto open = connection();
    const auto places =
        open ? coldPlaces::all(**open) : Result<QList<ColdPlace>>(tl::unexpected(open.error()));
    QList<std::int64_t> out;
    for (const ColdPlace& place : places.value_or(QList<ColdPlace>()))
        if (!isConnected(place))
            out.append(place.row);
    return out;
}

void ColdLocator::close() {
    const std::lock_guard guard(mutex_);
    closed_ = true;
    connection_.reset();
}

} // namespace casebook
