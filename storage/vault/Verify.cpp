// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Verify.h"

#include "storage/audit/ChainVerifier.h"
#include "storage/audit/ValueCheck.h"
#include "storage/database/LogCheck.h"
#include "storage/database/Migrations.h"
#include "storage/database/SqlCipher.h"
#include "storage/objects/ChunkCipher.h"
#include "storage/objects/FileObjectStore.h"
#include "storage/vault/ColdPlaces.h"
#include "storage/vault/FailedUnlocks.h"
#include "storage/vault/FolderKind.h"
#include "storage/vault/OutsideAnchor.h"
#include "storage/vault/Rotation.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <functional>
#include <vector>

namespace casebook {

QByteArray Damage::kindCode() const {
    constexpr const char* codes[]{"header", "database", "object", "chain", "reference"};
    return codes[static_cast<int>(kind)];
}

namespace {

struct PackRow {
    PackId id;
    std::int64_t plainLength = 0;
    std::int64_t fileLength = 0;
    QByteArray fileHash;
    bool live = true;
    std::optional<std::int64_t> place;
};

class Verification {
public:
    Verification(const VerifyInput& input, bool objects, const Job& job)
        : in_(input), objects_(objects), job_(job), isSnapshot_(!input.snapshotDatabase.isEmpty()),
          databasePath_(isSnapshot_ ? input.snapshotDatabase : QStringLiteral("d/c")) {}

    Result<VerifyReport> run(const HeaderCopies& copies) {
        checkHeaders(copies);
        if (!isSnapshot_)
            checkFailedUnlocks();
        return checkDatabase().and_then([&] { return checkPacks(); }).map([&] {
            if (!isSnapshot_) {
                findGarbage();
                tidy();
            }
            return report_;
        });
    }

private:
    void damage(Damage::Kind kind, const QString& path, const QString& object, const QByteArray& what) {
        report_.damage.append({kind, path, object, what});
    }

    void checkHeaders(const HeaderCopies& copies) {
        checkHeader(copies.main, HeaderStore::mainName());
        checkHeader(copies.copy, HeaderStore::copyName());
        header_ = copies.best();
        if (isSnapshot_)
            return;
        databasePath_ = casebook::databasePath(in_.folder, header_->databaseSalt).mid(in_.folder.size() + 1);
    }

    /// Which note is the study's own, only its database tells.
    std::uint64_t serialOfNote(Connection& connection) {
        const auto instance =
            isSnapshot_ ? Result<QByteArray>(tl::unexpected(Error{})) : studyInstance::read(connection);
        const auto note = instance ? OutsideAnchor(header_->studyId, *instance).read(in_.keys) : std::nullopt;
        if (!note)
            return 0;
        addAnchor(note->head, "outside");
        return note->headerSerial;
    }

    /// Both copies and the outside note mostly hold the same one; a wrong row is told once.
    void addAnchor(const ChainHead& head, const char* place) {
        for (const ChainAnchor& known : std::as_const(anchors_))
            if (known.head == head)
                return;
        if (head.seq > 0)
            anchors_.append({head, place});
    }

    void checkHeader(const Result<Header>& copy, const QString& name) {
        if (!copy)
            return damage(Damage::Kind::Header, name, {},
                          copy.error().code == "no-such-file" ? "missing" : "checksum");
        const auto secrets = header::open(*copy, in_.keys);
        if (!secrets)
            return damage(Damage::Kind::Header, name, {}, "mac");
        addAnchor(secrets->anchor, "header");
    }

    void checkFailedUnlocks() {
        int bad = 0;
        const auto read = FailedUnlocks(in_.files, in_.folder).read(bad);
        if (!read || bad > 0)
            damage(Damage::Kind::Header, QStringLiteral("f"), {}, "checksum");
    }

    [[nodiscard]] sqlcipher::Mode mode() const {
        return isSnapshot_ ? sqlcipher::Mode::ReadFrozen
                           : sqlcipher::modeForReading(databaseFile().path).value_or(sqlcipher::Mode::Read);
    }

    Result<> checkDatabase() {
        const DatabaseFile file = databaseFile();
        if (auto salt = sqlcipher::checkSalt(file); !salt)
            damage(Damage::Kind::Database, databasePath_, {},
                   salt.error().code == "io-error" ? "unreadable" : salt.error().args.value(0).toLatin1());
        if (!QFileInfo::exists(file.path))
            return {};
        if (const auto readable = sqlcipher::modeForReading(file.path); !readable && !isSnapshot_)
            return tl::unexpected(readable.error());
        const bool logSound = checkLogOf(file.path);
        const bool pagesSound = checkPages(file);
        if (job_.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        mayTidy_ = pagesSound && logSound;
        // After the first wrong page a connection is of no more use: the rest gets a new one.
        auto opened = sqlcipher::openUnproven(file, mode());
        if (!opened)
            return tl::unexpected(opened.error());
        // What the columns of a newer version mean is not known here: nothing of it could be called damaged.
        const auto version = migrations::versionOf(**opened);
        if (version && *version > migrations::newest())
            return fail(ErrorKind::Refused, "newer-format", {}, {QString::number(*version)});
        if (pagesSound)
            checkStructure(**opened);
        if (job_.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        return checkContent(**opened, pagesSound);
    }

    /// Before a connection reads the log: it would say nothing of what it leaves out.
    bool checkLogOf(const QString& path) {
        const LogState state = isSnapshot_ ? LogState::Sound : checkLog(path);
        const QString log = databasePath_ + QStringLiteral("-wal");
        if (state == LogState::Damaged)
            damage(Damage::Kind::Database, log, {}, "log");
        if (state == LogState::Ending)
            report_.notices.append({Damage::Kind::Database, log, {}, "log-end"});
        return state == LogState::Sound;
    }

    /// SQLCipher looks at the database alone; its words end with the page's number.
    static bool isIn(const QSet<quint32>& pages, const QString& words) {
        static const QRegularExpression number(QStringLiteral("page (\\d+)"));
        return pages.contains(number.match(words).captured(1).toUInt());
    }

    /// Returns whether each page has a right sum. One that the log holds is read from there.
    bool checkPages(const DatabaseFile& file) {
        const QSet<quint32> logged = isSnapshot_ ? QSet<quint32>() : pagesInLog(file.path);
        auto opened = sqlcipher::openUnproven(file, mode());
        auto rows = opened ? (*opened)->prepare("PRAGMA cipher_integrity_check")
                           : Result<Statement>(tl::unexpected(opened.error()));
        const std::stop_callback onStop(job_.stop, [&opened] {
            if (opened)
                (*opened)->interrupt();
        });
        bool sound = rows.has_value();
        if (!rows)
            damage(Damage::Kind::Database, databasePath_, {}, "unreadable");
        while (rows) {
            const auto row = rows->step();
            if (!row || !*row)
                break;
            if (isIn(logged, rows->text(0)))
                continue;
            sound = false;
            damage(Damage::Kind::Database, databasePath_, rows->text(0), "page");
        }
        return sound;
    }

    /// A connection that was interrupted answers no more.
    void checkStructure(Connection& connection) {
        const std::stop_callback onStop(job_.stop, [&connection] { connection.interrupt(); });
        bool whole = eachRow(connection, "PRAGMA integrity_check", [&](const Statement& row) {
            if (row.text(0) != QLatin1StringView("ok"))
                damage(Damage::Kind::Database, databasePath_, {}, "structure");
        });
        whole &= eachRow(connection, "PRAGMA foreign_key_check", [&](const Statement& row) {
            damage(Damage::Kind::Reference, databasePath_, row.text(0) + QLatin1Char(' ') + row.text(1),
                   "no-target");
        });
        if (!whole)
            damage(Damage::Kind::Database, databasePath_, {}, "unreadable");
    }

    /// False where they could not all be read.
    static bool eachRow(Connection& connection, const QByteArray& sql,
                        const std::function<void(const Statement&)>& look) {
        auto rows = connection.prepare(sql);
        while (rows) {
            const auto row = rows->step();
            if (!row || !*row)
                return row.has_value();
            look(*rows);
        }
        return false;
    }

    /// Chain, serial, list of packs. Where pages are known to be damaged, what can't be read is no news.
    Result<> checkContent(Connection& connection, bool pagesSound) {
        const std::uint64_t noted = serialOfNote(connection);
        const auto serial = connection.one("SELECT header_serial FROM vault_state");
        const std::int64_t newest =
            std::max(static_cast<std::int64_t>(noted), serial ? serial->value_or(0) : 0);
        if (static_cast<std::int64_t>(header_->serial) < newest)
            damage(Damage::Kind::Header, HeaderStore::mainName(), {}, "older");
        const auto chain = audit::verifyChain(connection, in_.keys.key(KeyPurpose::AuditChain),
                                              header_->studyId, anchors_, job_);
        if (!chain && chain.error().kind == ErrorKind::Cancelled)
            return tl::unexpected(chain.error());
        if (chain)
            for (const ChainDamage& found : chain->damage)
                damage(Damage::Kind::Chain, databasePath_, QString::number(found.seq), found.what);
        if (pagesSound)
            if (auto values = checkValues(connection); !values)
                return values;
        const bool listed = listPacks(connection);
        if (pagesSound && (!serial || !chain || !listed))
            damage(Damage::Kind::Database, databasePath_, {}, "unreadable");
        if (listed)
            checkExtents(connection, QStringLiteral("instance"));
        if (listed)
            checkExtents(connection, QStringLiteral("overlay"));
        return {};
    }

    /// Current values against what the audit says was written: who has the key and another program leaves no row.
    Result<> checkValues(Connection& connection) {
        const auto found = audit::checkValues(connection, job_);
        if (!found && found.error().kind == ErrorKind::Cancelled)
            return tl::unexpected(found.error());
        if (!found)
            damage(Damage::Kind::Database, databasePath_, {}, "unreadable");
        for (const ValueDifference& one : found.value_or(QList<ValueDifference>()))
            damage(Damage::Kind::Database, databasePath_,
                   Uuid{one.object}.toString() + QLatin1Char(' ') + QString::fromUtf8(one.field), one.what);
        return {};
    }

    bool listPacks(Connection& connection) {
        auto packs = listPlaces(connection).and_then([&] { return packRows(connection); });
        if (packs)
            packs_ = std::move(*packs);
        return packsListed_ = packs.has_value();
    }

    Result<> listPlaces(Connection& connection) {
        const auto places = coldPlaces::all(connection);
        const auto others = coldPlaces::borrowed(connection);
        if (!places || !others)
            return tl::unexpected(places ? others.error() : places.error());
        for (const ColdPlace& place : *places) {
            const bool connected =
                !isSnapshot_ && coldPlaces::isConnected(in_.files, place, header_->studyId, in_.keys);
            places_.insert(place.row, {place, connected, others->contains(place.id)});
        }
        return {};
    }

    /// Of one pack, or of all.
    static Result<QList<PackRow>> packRows(Connection& connection, const PackId* only = nullptr) {
        const auto column = coldPlaces::column(connection);
        if (!column)
            return tl::unexpected(column.error());
        auto rows = connection.prepare("SELECT pack_id,plain_len,file_len,file_hash,state," + *column +
                                       " FROM pack" + (only ? " WHERE pack_id=?" : ""));
        if (rows && only)
            rows->bind(1, only->bytes);
        QList<PackRow> packs;
        while (rows) {
            const auto row = rows->step();
            if (!row)
                return tl::unexpected(row.error());
            if (!*row)
                return packs;
            packs.append({PackId{rows->blob(0)}, rows->integer(1), rows->integer(2), rows->blob(3),
                          rows->text(4) == QLatin1StringView("live"), rows->integerOrNull(5)});
        }
        return tl::unexpected(rows.error());
    }

    /// Rows that point outside their pack.
    void checkExtents(Connection& connection, const QString& table) {
        auto rows = connection.prepare(
            "SELECT r.id,p.pack_id FROM " + table.toLatin1() +
            " r JOIN pack p ON p.id=r.pack WHERE r.off<0 OR r.len<0 OR r.off+r.len>p.plain_len");
        for (auto row = rows ? rows->step() : Result<bool>(false); row && *row; row = rows->step())
            damage(Damage::Kind::Reference, PackId{rows->blob(1)}.path(),
                   table + QLatin1Char(' ') + rows->text(0), "extent");
    }

    Result<> checkPacks() {
        std::int64_t total = 0;
        for (const PackRow& pack : packs_)
            total += pack.fileLength;
        std::int64_t done = 0;
        for (const PackRow& pack : packs_) {
            if (job_.stopped())
                return fail(ErrorKind::Cancelled, "cancelled");
            if (pack.live)
                checkPackOfNow(pack);
            if (job_.stopped()) // in the midst of it: it was read in part
                return fail(ErrorKind::Cancelled, "cancelled");
            done += pack.fileLength;
            job_.report(done, total);
        }
        return {};
    }

    [[nodiscard]] bool isHere(const PackRow& pack) const {
        return QFileInfo::exists(in_.folder + QLatin1Char('/') + pack.id.path());
    }

    /// Another program may move a pack, or compact it away, after the rows were listed: what looks damaged is looked at
    /// again where its row says by now.
    void checkPackOfNow(PackRow pack) {
        const qsizetype sound = report_.damage.size();
        checkPack(pack);
        while (report_.damage.size() > sound && !isSnapshot_ && !job_.stopped()) {
            const auto now = rowOfNow(pack.id);
            if (!now || (now->live && now->place == pack.place))
                return;
            report_.damage.resize(sound);
            if (!now->live)
                return;
            pack = *now;
            checkPack(pack);
        }
    }

    [[nodiscard]] DatabaseFile databaseFile() const {
        return {in_.folder + QLatin1Char('/') + databasePath_, &in_.keys.key(KeyPurpose::Database),
                header_->databaseSalt};
    }

    void listAgain() {
        if (auto opened = sqlcipher::openUnproven(databaseFile(), mode()))
            if (auto now = listPlaces(**opened).and_then([&] { return packRows(**opened); }))
                packs_ = std::move(*now);
    }

    /// None where the database can't be read, which is told by then.
    std::optional<PackRow> rowOfNow(const PackId& pack) {
        auto opened = sqlcipher::openUnproven(databaseFile(), mode());
        if (!opened || !listPlaces(**opened))
            return std::nullopt;
        const auto rows = packRows(**opened, &pack);
        return rows && !rows->isEmpty() ? std::optional(rows->first()) : std::nullopt;
    }

    /// A pack of another place is looked for there, unless a move that was cut off left it here too.
    void checkPack(const PackRow& pack) {
        const auto known = pack.place ? places_.constFind(*pack.place) : places_.constEnd();
        if (known == places_.constEnd() || isHere(pack))
            return checkPackIn(in_.folder, pack.id.path(), pack);
        const bool wasLeftOut = in_.leftOut && in_.leftOut->contains(pack.id.bytes);
        if (isSnapshot_ && !wasLeftOut)
            return checkPackIn(in_.folder, pack.id.path(), pack);
        if (!known->connected)
            return addAway(report_.away, known->place.path, pack.fileLength);
        const QString folder = known->place.folder();
        checkPackIn(folder, folder + QLatin1Char('/') + pack.id.path(), pack);
    }

    /// @param path  as the report names it
    void checkPackIn(const QString& folder, const QString& path, const PackRow& pack) {
        const QString object = QString::fromLatin1(pack.id.hex());
        const QString full = folder + QLatin1Char('/') + pack.id.path();
        auto file = in_.files.openReadOnly(full);
        if (!file)
            return damage(Damage::Kind::Object, path, object,
                          file.error().code == "no-such-file" ? "missing" : "unreadable");
        const auto length = in_.files.size(*file, full);
        if (!length || *length != pack.fileLength)
            return damage(Damage::Kind::Object, path, object, "size");
        if (in_.packsToHash && !in_.packsToHash->contains(pack.id.bytes))
            return;
        const auto hash = hashOf(*file, full, *length);
        if (!hash)
            return damage(Damage::Kind::Object, path, object, "unreadable");
        if (*hash != pack.fileHash)
            damage(Damage::Kind::Object, path, object, "hash");
        if (objects_)
            decrypt(folder, path, pack);
    }

    Result<QByteArray> hashOf(const Fd& file, const QString& path, std::int64_t length) {
        constexpr std::int64_t piece = 1 << 20;
        std::vector<std::byte> buffer(static_cast<std::size_t>(piece));
        Sha256 hash;
        for (std::int64_t at = 0; at < length; at += piece) {
            if (job_.stopped())
                return fail(ErrorKind::Cancelled, "cancelled");
            const std::span part(buffer.data(), static_cast<std::size_t>(std::min(piece, length - at)));
            if (auto read = in_.files.readAt(file, at, part, path); !read)
                return tl::unexpected(read.error());
            hash.add(part);
        }
        return hash.finish();
    }

    void decrypt(const QString& folder, const QString& path, const PackRow& pack) {
        const QString object = QString::fromLatin1(pack.id.hex());
        const auto opened = PackFile::open(in_.files, folder, pack.id, in_.keys);
        if (!opened)
            return damage(Damage::Kind::Object, path, object, "header");
        if ((*opened)->plainLength() != pack.plainLength)
            return damage(Damage::Kind::Object, path, object, "size");
        constexpr std::int64_t piece = 16 * PackHeader::standardChunk;
        std::vector<std::byte> plain(static_cast<std::size_t>(piece));
        for (std::int64_t at = 0; at < pack.plainLength && !job_.stopped(); at += piece) {
            const std::span part(plain.data(),
                                 static_cast<std::size_t>(std::min(piece, pack.plainLength - at)));
            if (const auto read = (*opened)->readInto(at, part); !read)
                damage(Damage::Kind::Object, path, object, "chunk " + read.error().args.value(0).toLatin1());
        }
        std::fill(plain.begin(), plain.end(), std::byte{0});
    }

    /// By the rows of now: packs that came or moved during the check belong to somebody.
    void findGarbage() {
        if (packsListed_)
            listAgain();
        report_.garbage = FileObjectStore::temporaries(in_.folder);
        QSet<QByteArray> known;
        for (const PackRow& pack : packs_)
            known.insert(pack.id.bytes);
        QStringList strangers;
        for (const PackId& pack : FileObjectStore::packsOnDisk(in_.folder, strangers))
            if (packsListed_ && !known.contains(pack.bytes))
                report_.garbage.append(pack.path());
        report_.garbage += strangers;
        for (const KnownPlace& at : std::as_const(places_))
            if (at.connected && !at.borrowed)
                findGarbageAt(at.place);
    }

    void findGarbageAt(const ColdPlace& place) {
        QSet<QByteArray> wanted;
        for (const PackRow& pack : packs_)
            if (pack.live && pack.place == place.row)
                wanted.insert(pack.id.bytes);
        QStringList left = FileObjectStore::temporaries(place.folder());
        for (const PackId& pack : FileObjectStore::packsOnDisk(place.folder(), left))
            if (packsListed_ && !wanted.contains(pack.bytes))
                left.append(pack.path());
        for (const QString& path : std::as_const(left))
            report_.garbage.append(place.folder() + QLatin1Char('/') + path);
    }

    /// Reading a WAL database leaves an empty log and its index beside it. SQLite takes them away when the
    /// last connection that may write closes; with an empty log it changes nothing else.
    void tidy() {
        const DatabaseFile file = databaseFile();
        if (mayTidy_ && QFileInfo(file.path + QStringLiteral("-wal")).size() == 0 &&
            QFileInfo::exists(file.path + QStringLiteral("-shm")) &&
            isWritableFolder(in_.folder + QStringLiteral("/d")))
            static_cast<void>(sqlcipher::openForWriting(file, sqlcipher::Mode::Write));
    }

    const VerifyInput& in_;
    bool objects_;
    const Job& job_;
    bool isSnapshot_;
    QString databasePath_;
    bool mayTidy_ = false;
    VerifyReport report_;
    const Header* header_ = nullptr;
    QList<ChainAnchor> anchors_;
    struct KnownPlace {
        ColdPlace place;
        bool connected = false;
        bool borrowed = false; ///< what no row of this study knows there is another's
    };
    QHash<std::int64_t, KnownPlace> places_;
    QList<PackRow> packs_;
    bool packsListed_ = false;
};

} // namespace

Result<VerifyReport> verifyStudy(const VerifyInput& input, const HeaderCopies& copies, bool objects,
                                 const Job& job) {
    if (!copies.best())
        return headerOnlyReport(copies);
    return Verification(input, objects, job).run(copies);
}

VerifyReport headerOnlyReport(const HeaderCopies& copies) {
    VerifyReport report;
    const auto add = [&](const Result<Header>& copy, const QString& name) {
        const QByteArray what = copy ? "mac" : copy.error().code == "no-such-file" ? "missing" : "checksum";
        report.damage.append({Damage::Kind::Header, name, {}, what});
    };
    add(copies.main, HeaderStore::mainName());
    add(copies.copy, HeaderStore::copyName());
    return report;
}

} // namespace casebook
