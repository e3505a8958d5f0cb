// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/OutsideAnchor.h"

#include "storage/vault/Cbor.h"
#include "storage/vault/Crypto.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace casebook {

namespace {

constexpr int macLength = 32, instanceLength = 16;

QString stateFolder() {
    const QString set = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = QDir::isAbsolutePath(set) ? set : QDir::homePath() + QStringLiteral("/.local/state");
    return base + QStringLiteral("/casebook");
}

QString fileName(const QByteArray& studyId, const QByteArray& instance) {
    const QByteArray own = instance.isEmpty() ? QByteArray() : '.' + instance.toHex();
    return QString::fromLatin1(studyId.toHex() + own + ".anchor");
}

} // namespace

namespace studyInstance {

QByteArray make() { return crypto::randomBytes(instanceLength); }

Result<QByteArray> read(Connection& connection) {
    auto row = connection.prepare("SELECT value FROM setting WHERE key='study.instance'");
    if (!row)
        return tl::unexpected(row.error());
    return row->step().map([&](bool found) {
        const QByteArray instance = found ? QByteArray::fromHex(row->text(0).toLatin1()) : QByteArray();
        return instance.size() == instanceLength ? instance : QByteArray();
    });
}

Result<> write(Connection& connection, const QByteArray& instance) {
    return connection.run("INSERT INTO setting(key,value) VALUES('study.instance',?) "
                          "ON CONFLICT(key) DO UPDATE SET value=excluded.value,rv=rv+1",
                          QString::fromLatin1(instance.toHex()));
}

} // namespace studyInstance

OutsideAnchor::OutsideAnchor(const QByteArray& studyId, const QByteArray& instance)
    : studyId_(studyId), instance_(instance), folder_(stateFolder()),
      path_(folder_ + QLatin1Char('/') + fileName(studyId, instance)) {}

QByteArray OutsideAnchor::macOf(const QByteArray& note, const KeyRing& keys) const {
    return crypto::Blake2b(macLength, keys.key(KeyPurpose::HeaderMac).span())
        .add(instance_.isEmpty() ? QByteArrayLiteral("anchor") : QByteArrayLiteral("anchor-of"))
        .add(studyId_)
        .add(instance_)
        .add(note)
        .finish();
}

std::optional<AnchorNote> OutsideAnchor::read(const KeyRing& keys) const {
    QFile file(path_);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray content = file.read(4096);
    if (content.size() < macLength)
        return std::nullopt;
    const QByteArray note = content.first(content.size() - macLength);
    if (!crypto::equal(macOf(note, keys), content.last(macLength)))
        return std::nullopt;
    CborReader in(note);
    in.array(4);
    static_cast<void>(in.integer());
    AnchorNote read;
    read.headerSerial = static_cast<std::uint64_t>(in.integer().value_or(0));
    read.head.seq = in.integer().value_or(0);
    read.head.hash = in.bytes().value_or(QByteArray());
    return in.good() && in.atEnd() ? std::optional(read) : std::nullopt;
}

bool OutsideAnchor::write(const AnchorNote& note, const KeyRing& keys) const {
    if (!QDir().mkpath(folder_))
        return false;
    constexpr int version = 1;
    CborWriter out;
    out.array(4)
        .integer(version)
        .integer(static_cast<std::int64_t>(note.headerSerial))
        .integer(note.head.seq)
        .bytes(note.head.hash);
    QSaveFile file(path_);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const QByteArray content = out.result() + macOf(out.result(), keys);
    return file.write(content) == content.size() && file.commit();
}

} // namespace casebook
