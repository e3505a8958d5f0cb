// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/objects/FileObjectStore.h"

#include "storage/database/WriteTransaction.h"
#include "storage/objects/FilePackWriter.h"
#include "storage/vault/ColdPlaces.h"
#include "storage/vault/Crypto.h"

#include <QDirIterator>
#include <QFileInfo>

namespace casebook {

namespace {
constexpr std::size_t mostOpen = 8;
}

QString PackId::path() const {
    const QString name = QString::fromLatin1(hex());
    return QStringLiteral("o/") + name.first(2) + QLatin1Char('/') + name;
}

Result<QByteArray> Pack::read(Extent extent) const {
    if (extent.offset < 0 || extent.length < 0 || extent.length > plainLength() - extent.offset)
        return fail(ErrorKind::Refused, "out-of-range");
    QByteArray bytes(static_cast<qsizetype>(extent.length), Qt::Uninitialized);
    auto done =
        readInto(extent.offset,
                 std::as_writable_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))));
    if (!done)
        return tl::unexpected(done.error());
    return bytes;
}

Result<QByteArray> ObjectStore::read(const PackId& pack, Extent extent) {
    return open(pack).and_then(
        [&](const std::shared_ptr<const Pack>& opened) { return opened->read(extent); });
}

Result<> ObjectStore::readInto(const PackId& pack, std::int64_t offset, std::span<std::byte> into) {
    return open(pack).and_then(
        [&](const std::shared_ptr<const Pack>& opened) { return opened->readInto(offset, into); });
}

QByteArray ObjectStore::dedupKeyOf(std::span<const std::byte> content) const {
    return dedupKey(sha256Of(content));
}

Result<std::int64_t> ObjectStore::insertRow(WriteTransaction& transaction, const PackRef& pack) {
    return transaction
        .run("INSERT INTO pack(pack_id,plain_len,file_len,file_hash,epoch,created_ms) VALUES(?,?,?,?,?,?)",
             pack.id.bytes, pack.plainLength, pack.fileLength, pack.fileHash, pack.epoch, transaction.nowMs())
        .map([&] { return transaction.lastInsertId(); });
}

Result<> ObjectStore::trashRow(WriteTransaction& transaction, const PackId& pack) {
    auto done =
        transaction.run("UPDATE pack SET state='trashed' WHERE pack_id=? AND state='live'", pack.bytes);
    if (!done)
        return done;
    if (transaction.changedRows() == 0)
        return fail(ErrorKind::Refused, "no-such-pack", QString::fromLatin1(pack.hex()));
    return transaction.run("INSERT INTO pack_trash(pack,time_ms) SELECT id,? FROM pack WHERE pack_id=?",
                           transaction.nowMs(), pack.bytes);
}

FileObjectStore::FileObjectStore(FileSystem& files, QString folder, const KeyRing& keys, bool readOnly,
                                 std::unique_ptr<ColdLocator> elsewhere)
    : files_(files), folder_(std::move(folder)), keys_(&keys), readOnly_(readOnly),
      elsewhere_(std::move(elsewhere)) {}

FileObjectStore::~FileObjectStore() = default;

Result<> FileObjectStore::usable(bool writes) const {
    const std::lock_guard guard(mutex_);
    if (!keys_)
        return fail(ErrorKind::NoRight, "locked");
    if (writes && readOnly_)
        return fail(ErrorKind::Refused, "read-only");
    return {};
}

Result<PackRef> FileObjectStore::put(const QList<QByteArray>& parts, const QList<QByteArray>& sha256) {
    QList<PartPlan> plans;
    for (qsizetype i = 0; i < parts.size(); ++i)
        plans.append({parts[i].size(), i < sha256.size() ? sha256[i] : QByteArray()});
    auto writer = begin(plans);
    if (!writer)
        return tl::unexpected(writer.error());
    for (const QByteArray& part : parts) {
        auto done = (*writer)->append(
            std::as_bytes(std::span(part.constData(), static_cast<std::size_t>(part.size()))));
        if (!done)
            return tl::unexpected(done.error());
    }
    return (*writer)->finish();
}

Result<std::unique_ptr<PackWriter>> FileObjectStore::begin(const QList<PartPlan>& parts) {
    if (auto may = usable(true); !may)
        return tl::unexpected(may.error());
    auto writer = FilePackWriter::begin(files_, folder_, *keys_, parts);
    if (!writer)
        return tl::unexpected(writer.error());
    const std::lock_guard guard(mutex_);
    begun_.insert((*writer)->id().bytes);
    return std::unique_ptr<PackWriter>(std::move(*writer));
}

bool FileObjectStore::isOfThisSession(const PackId& pack) const {
    const std::lock_guard guard(mutex_);
    return begun_.contains(pack.bytes);
}

std::shared_ptr<const PackFile> FileObjectStore::recent(const PackId& pack) {
    const std::lock_guard guard(mutex_);
    for (auto it = recent_.begin(); it != recent_.end(); ++it) {
        if (it->first != pack.bytes)
            continue;
        // A file that was removed stays on the disk as long as somebody has it open, and is not to be read any more.
        if (!QFileInfo::exists(folder_ + QLatin1Char('/') + pack.path())) {
            recent_.erase(it);
            break;
        }
        recent_.splice(recent_.begin(), recent_, it);
        return recent_.front().second;
    }
    return nullptr;
}

Result<std::shared_ptr<const Pack>> FileObjectStore::open(const PackId& pack) {
    if (auto may = usable(false); !may)
        return tl::unexpected(may.error());
    if (auto known = recent(pack))
        return std::shared_ptr<const Pack>(std::move(known));
    auto opened = openFile(pack);
    if (!opened)
        return tl::unexpected(opened.error());
    const std::lock_guard guard(mutex_);
    if (!keys_)
        return fail(ErrorKind::NoRight, "locked");
    recent_.emplace_front(pack.bytes, *opened);
    if (recent_.size() > mostOpen)
        recent_.pop_back();
    return std::shared_ptr<const Pack>(*opened);
}

Result<std::shared_ptr<const PackFile>> FileObjectStore::openIn(const QString& folder, const PackId& pack) {
    const std::shared_lock used(inUse_);
    if (auto may = usable(false); !may)
        return tl::unexpected(may.error());
    return PackFile::open(files_, folder, pack, *keys_);
}

/// The study folder first: no question to the database there. A pack that moves while it is opened is in one of the
/// two places at each moment; who looked in the wrong one looks again. A place is only asked whether it is there when
/// it does not have the file: a pack proves itself.
Result<std::shared_ptr<const PackFile>> FileObjectStore::openFile(const PackId& pack) {
    auto here = openIn(folder_, pack);
    if (here || !elsewhere_ || here.error().kind != ErrorKind::Damaged)
        return here;
    const auto place = elsewhere_->find(pack);
    if (!place || !*place)
        return place ? here : tl::unexpected(place.error());
    auto there = openIn((*place)->folder(), pack);
    if (there)
        return there;
    if (auto again = openIn(folder_, pack))
        return again;
    if (there.error().code == "object-missing" && !elsewhere_->isConnected(**place))
        return coldPlaces::away(**place);
    return there;
}

Result<QList<PackDirectoryEntry>> FileObjectStore::directory(const PackId& pack) {
    if (auto may = usable(false); !may)
        return tl::unexpected(may.error());
    const auto opened = openFile(pack);
    return opened ? (*opened)->directory() : tl::unexpected(opened.error());
}

QList<std::int64_t> FileObjectStore::awayPlaces() {
    return elsewhere_ && usable(false) ? elsewhere_->away() : QList<std::int64_t>();
}

QByteArray FileObjectStore::dedupKey(const QByteArray& sha256) const {
    const std::lock_guard guard(mutex_);
    return keys_ ? crypto::Blake2b(32, keys_->key(KeyPurpose::Dedup).span()).add(sha256).finish()
                 : QByteArray();
}

Result<> FileObjectStore::makeFolders(FileSystem& files, const QString& folder) {
    const QString objects = folder + QStringLiteral("/o");
    auto made =
        files.makeFolder(objects).and_then([&] { return files.makeFolder(folder + QStringLiteral("/t")); });
    for (int i = 0; made && i < 256; ++i)
        made = files.makeFolder(QStringLiteral("%1/%2").arg(objects).arg(i, 2, 16, QLatin1Char('0')));
    return made.and_then([&] { return files.syncFolder(objects); }).and_then([&] {
        return files.syncFolder(folder);
    });
}

QList<PackId> FileObjectStore::packsOnDisk(const QString& folder, QStringList& strangers) {
    QList<PackId> packs;
    QDirIterator it(folder + QStringLiteral("/o"), QDir::Files | QDir::Hidden | QDir::System,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const PackId pack{QByteArray::fromHex(it.fileName().toLatin1())};
        const QString within = path.mid(folder.size() + 1);
        if (pack.bytes.size() == 16 && pack.path() == within)
            packs.append(pack);
        else
            strangers.append(within);
    }
    return packs;
}

QStringList FileObjectStore::temporaries(const QString& folder) {
    QStringList paths;
    for (const QString& name :
         QDir(folder + QStringLiteral("/t")).entryList(QDir::Files | QDir::Hidden | QDir::System))
        paths.append(QStringLiteral("t/") + name);
    return paths;
}

void FileObjectStore::close() {
    if (elsewhere_)
        elsewhere_->close();
    const std::unique_lock unused(inUse_);
    const std::lock_guard guard(mutex_);
    recent_.clear();
    keys_ = nullptr;
}

} // namespace casebook
