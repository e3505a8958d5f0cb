// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Header.h"

#include "storage/vault/Cbor.h"
#include "storage/vault/Crypto.h"
#include "storage/vault/LittleEndian.h"

#include <algorithm>

namespace casebook {

const KeySlot* Header::slot(const QByteArray& slotId) const {
    const auto found =
        std::find_if(keySlots.begin(), keySlots.end(), [&](const KeySlot& s) { return s.id == slotId; });
    return found == keySlots.end() ? nullptr : &*found;
}

KeySlot* Header::slot(const QByteArray& slotId) {
    const auto found =
        std::find_if(keySlots.begin(), keySlots.end(), [&](const KeySlot& s) { return s.id == slotId; });
    return found == keySlots.end() ? nullptr : &*found;
}

QString HeaderSecrets::loginOf(const Uuid& user) const {
    for (const User& known : users)
        if (known.user == user)
            return known.login;
    return {};
}

HeaderSecrets HeaderSecrets::clone() const {
    HeaderSecrets copy;
    copy.users = users;
    copy.anchor = anchor;
    for (const OldEpoch& old : oldEpochs)
        copy.oldEpochs.push_back({old.epoch, old.master.clone()});
    return copy;
}

namespace header {

namespace {

constexpr char magic[] = "CBKSTUDY";
constexpr int sumLength = 32;
constexpr int nonceLength = 24;

tl::unexpected<Error> damaged(const char* what) {
    return fail(ErrorKind::Damaged, "header-damaged", QStringLiteral("casebook.study"),
                {QString::fromLatin1(what)});
}

void putSlot(QByteArray& out, const KeySlot& slot) {
    putLe(out, slot.kind);
    putLe(out, slot.state);
    out += slot.id;
    putLe(out, slot.kdf);
    putLe(out, slot.ops);
    putLe(out, slot.memKiB);
    out += slot.salt;
    out += slot.nonce;
    out += slot.wrapped;
}

KeySlot takeSlot(LeReader& in) {
    KeySlot slot;
    slot.kind = in.number<std::uint8_t>();
    slot.state = in.number<std::uint8_t>();
    slot.id = in.bytes(16);
    slot.kdf = in.number<std::uint8_t>();
    slot.ops = in.number<std::uint32_t>();
    slot.memKiB = in.number<std::uint32_t>();
    slot.salt = in.bytes(16);
    slot.nonce = in.bytes(24);
    slot.wrapped = in.bytes(64);
    return slot;
}

/// Binds the sealed part to this very header.
QByteArray sealedContext(const Header& header) {
    QByteArray data = header.studyId;
    putLe(data, header.serial);
    return data;
}

QByteArray encodeSecrets(const HeaderSecrets& secrets) {
    CborWriter out;
    out.array(4).integer(1);
    out.array(static_cast<std::uint64_t>(secrets.users.size()));
    for (const auto& user : secrets.users)
        out.array(3).bytes(user.slotId).bytes(user.user.bytes).text(user.login);
    out.array(secrets.oldEpochs.size());
    for (const auto& old : secrets.oldEpochs)
        out.array(2).integer(old.epoch).bytes(QByteArray(reinterpret_cast<const char*>(old.master.data()),
                                                         static_cast<qsizetype>(old.master.size())));
    out.array(2).integer(secrets.anchor.seq).bytes(secrets.anchor.hash);
    return out.result();
}

std::optional<HeaderSecrets> decodeSecrets(const QByteArray& plain) {
    CborReader in(plain);
    HeaderSecrets secrets;
    if (in.array(4) != 4U || in.integer() != 1)
        return std::nullopt;
    for (auto count = in.array(10000).value_or(0); count > 0 && in.good(); --count) {
        in.array(3);
        HeaderSecrets::User user;
        user.slotId = in.bytes().value_or(QByteArray());
        user.user = Uuid{in.bytes().value_or(QByteArray())};
        user.login = in.text().value_or(QString());
        secrets.users.append(user);
    }
    for (auto count = in.array(1000).value_or(0); count > 0 && in.good(); --count) {
        in.array(2);
        const auto epoch = static_cast<std::uint32_t>(in.integer().value_or(0));
        QByteArray master = in.bytes().value_or(QByteArray());
        secrets.oldEpochs.push_back({epoch, SecretBytes::copyOf(crypto::of(master))});
        wipeBytes(master);
    }
    in.array(2);
    secrets.anchor.seq = in.integer().value_or(0);
    secrets.anchor.hash = in.bytes().value_or(QByteArray());
    if (!in.good() || !in.atEnd())
        return std::nullopt;
    return secrets;
}

} // namespace

QByteArray encode(const Header& header, const HeaderSecrets& secrets, const KeyRing& keys) {
    QByteArray out(magic, 8);
    putLe(out, header.version);
    putLe(out, header.minReader);
    out += header.studyId;
    putLe(out, header.serial);
    putLe(out, header.epoch);
    out += header.databaseSalt;
    putLe(out, static_cast<std::uint16_t>(header.keySlots.size()));
    putLe(out, static_cast<std::uint16_t>(KeySlot::length));
    for (const KeySlot& slot : header.keySlots)
        putSlot(out, slot);
    QByteArray plain = encodeSecrets(secrets);
    const QByteArray nonce = crypto::randomBytes(nonceLength);
    const QByteArray sealed = crypto::seal(keys.key(KeyPurpose::HeaderSeal).span(), nonce,
                                           sealedContext(header), crypto::of(plain));
    wipeBytes(plain);
    putLe(out, static_cast<std::uint32_t>(sealed.size()));
    out += nonce;
    out += sealed;
    out += crypto::Blake2b(sumLength).add(out).finish();
    out += crypto::Blake2b(sumLength, keys.key(KeyPurpose::HeaderMac).span()).add(out).finish();
    return out;
}

Result<Header> decode(const QByteArray& file) {
    if (file.size() > Header::maxLength)
        return damaged("length");
    LeReader in(file);
    // A flipped bit in the magic is damage; only a wholly other file is "no study".
    const bool isMagic = in.bytes(8) == QByteArray(magic, 8);
    Header h;
    h.version = in.number<std::uint16_t>();
    h.minReader = in.number<std::uint16_t>();
    h.studyId = in.bytes(16);
    h.serial = in.number<std::uint64_t>();
    h.epoch = in.number<std::uint32_t>();
    h.databaseSalt = in.bytes(16);
    const auto count = in.number<std::uint16_t>();
    const auto slotLength = in.number<std::uint16_t>();
    if (file.size() < 2 * sumLength ||
        crypto::Blake2b(sumLength).add(file.first(file.size() - 2 * sumLength)).finish() !=
            file.mid(file.size() - 2 * sumLength, sumLength))
        return damaged(isMagic ? "checksum" : "magic");
    if (!isMagic)
        return fail(ErrorKind::Refused, "not-a-study");
    if (h.minReader > Header::currentVersion)
        return fail(ErrorKind::Refused, "newer-format", {}, {QString::number(h.version)});
    if (slotLength < KeySlot::length)
        return damaged("slots");
    for (int i = 0; i < count && in.good(); ++i) {
        h.keySlots.append(takeSlot(in));
        static_cast<void>(in.bytes(slotLength - KeySlot::length));
    }
    const auto sealedLength = in.number<std::uint32_t>();
    h.sealedNonce = in.bytes(nonceLength);
    h.sealed = in.bytes(sealedLength);
    if (!in.good() || in.position() != file.size() - 2 * sumLength)
        return damaged("length");
    h.beforeMac = file.first(file.size() - sumLength);
    h.mac = file.last(sumLength);
    return h;
}

Result<HeaderSecrets> open(const Header& header, const KeyRing& keys) {
    const QByteArray mac =
        crypto::Blake2b(sumLength, keys.key(KeyPurpose::HeaderMac).span()).add(header.beforeMac).finish();
    if (!crypto::equal(mac, header.mac))
        return damaged("mac");
    const SecretBytes plain = crypto::open(keys.key(KeyPurpose::HeaderSeal).span(), header.sealedNonce,
                                           sealedContext(header), header.sealed);
    if (plain.isEmpty())
        return damaged("sealed");
    QByteArray copy(reinterpret_cast<const char*>(plain.data()), static_cast<qsizetype>(plain.size()));
    auto secrets = decodeSecrets(copy);
    wipeBytes(copy);
    if (!secrets)
        return damaged("sealed");
    return std::move(*secrets);
}

} // namespace header

} // namespace casebook
