// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Crypto.h"

#include <sodium.h>

namespace casebook::crypto {

namespace {
constexpr char kdfContext[] = "cbkstudy";
static_assert(sizeof kdfContext - 1 == crypto_kdf_CONTEXTBYTES);

unsigned char* out(QByteArray& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
} // namespace

struct Blake2b::State {
    crypto_generichash_state hash;
};

QByteArray randomBytes(int count) {
    QByteArray bytes(count, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<std::size_t>(count));
    return bytes;
}

bool equal(Bytes a, Bytes b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Blake2b::Blake2b(int size, Bytes key) : state_(std::make_unique<State>()), size_(size) {
    crypto_generichash_init(&state_->hash, key.empty() ? nullptr : key.data(), key.size(),
                            static_cast<std::size_t>(size));
}

Blake2b::~Blake2b() { sodium_memzero(state_.get(), sizeof(State)); }

Blake2b& Blake2b::add(Bytes bytes) {
    crypto_generichash_update(&state_->hash, bytes.data(), bytes.size());
    return *this;
}

QByteArray Blake2b::finish() {
    QByteArray hash(size_, Qt::Uninitialized);
    crypto_generichash_final(&state_->hash, out(hash), static_cast<std::size_t>(size_));
    return hash;
}

Result<SecretBytes> argon2id(Bytes passphrase, const QByteArray& salt, std::uint32_t ops,
                             std::uint32_t memKiB) {
    Q_ASSERT(salt.size() == crypto_pwhash_SALTBYTES);
    SecretBytes key(32);
    const int done = crypto_pwhash(key.data(), key.size(), reinterpret_cast<const char*>(passphrase.data()),
                                   passphrase.size(), of(salt).data(), ops, std::size_t{memKiB} * 1024,
                                   crypto_pwhash_ALG_ARGON2ID13);
    if (done != 0)
        return fail(ErrorKind::System, "out-of-memory");
    return key;
}

SecretBytes subkey(const SecretBytes& master, std::uint64_t id) {
    Q_ASSERT(master.size() == crypto_kdf_KEYBYTES);
    SecretBytes key(32);
    crypto_kdf_derive_from_key(key.data(), key.size(), id, kdfContext, master.data());
    return key;
}

QByteArray seal(Bytes key, const QByteArray& nonce24, const QByteArray& associated, Bytes plain) {
    Q_ASSERT(key.size() == 32 && nonce24.size() == 24);
    QByteArray sealed(static_cast<qsizetype>(plain.size()) + 16, Qt::Uninitialized);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        out(sealed), nullptr, plain.data(), plain.size(), of(associated).data(),
        static_cast<unsigned long long>(associated.size()), nullptr, of(nonce24).data(), key.data());
    return sealed;
}

SecretBytes open(Bytes key, const QByteArray& nonce24, const QByteArray& associated,
                 const QByteArray& sealed) {
    Q_ASSERT(key.size() == 32 && nonce24.size() == 24);
    if (sealed.size() < 16)
        return {};
    SecretBytes plain(static_cast<std::size_t>(sealed.size() - 16));
    const int done = crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain.data(), nullptr, nullptr, of(sealed).data(), static_cast<unsigned long long>(sealed.size()),
        of(associated).data(), static_cast<unsigned long long>(associated.size()), of(nonce24).data(),
        key.data());
    return done == 0 ? std::move(plain) : SecretBytes();
}

} // namespace casebook::crypto
