// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/objects/ChunkCipher.h"

#include <openssl/evp.h>

#include <QtEndian>

#include <array>
#include <cstring>
#include <new>

namespace casebook {

namespace {

const unsigned char* in(const std::byte* bytes) { return reinterpret_cast<const unsigned char*>(bytes); }

unsigned char* out(std::byte* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

/// OpenSSL gives nothing where there is no room; a pack must not be called damaged for it.
template <class T> T* there(T* made) {
    if (!made)
        throw std::bad_alloc();
    return made;
}

/// Fetched once: an implicit fetch at each use costs more than a small chunk.
const EVP_CIPHER* gcm() {
    static const EVP_CIPHER* cipher = there(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
    return cipher;
}

const EVP_MD* sha256() {
    static const EVP_MD* digest = there(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    return digest;
}

} // namespace

void ChunkCipher::Free::operator()(evp_cipher_ctx_st* context) const {
    EVP_CIPHER_CTX_free(context); // cleanses the key schedule
}

ChunkCipher::ChunkCipher(Direction direction, const SecretBytes& packKey, const QByteArray& header)
    : context_(there(EVP_CIPHER_CTX_new())), header_(header), seals_(direction == Direction::Seal) {
    good_ = EVP_CipherInit_ex2(context_.get(), gcm(), packKey.data(), nullptr, seals_ ? 1 : 0, nullptr) == 1;
    if (!good_)
        throw std::bad_alloc();
}

ChunkCipher::~ChunkCipher() = default;

bool ChunkCipher::start(std::int64_t index) {
    std::array<unsigned char, 12> nonce{};
    const quint64 counter = qToLittleEndian(static_cast<quint64>(index));
    std::memcpy(nonce.data() + 4, &counter, sizeof counter);
    int length = 0;
    return good_ &&
           EVP_CipherInit_ex2(context_.get(), nullptr, nullptr, nonce.data(), seals_ ? 1 : 0, nullptr) == 1 &&
           EVP_CipherUpdate(context_.get(), nullptr, &length,
                            reinterpret_cast<const unsigned char*>(header_.constData()),
                            static_cast<int>(header_.size())) == 1;
}

bool ChunkCipher::seal(std::int64_t index, std::span<const std::byte> plain, std::byte* sealed) {
    int length = 0;
    return start(index) &&
           EVP_EncryptUpdate(context_.get(), out(sealed), &length, in(plain.data()),
                             static_cast<int>(plain.size())) == 1 &&
           EVP_EncryptFinal_ex(context_.get(), out(sealed) + length, &length) == 1 &&
           EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, PackHeader::tagLength,
                               sealed + plain.size()) == 1;
}

bool ChunkCipher::open(std::int64_t index, std::span<const std::byte> sealed, std::byte* plain) {
    const std::size_t length = sealed.size() - PackHeader::tagLength;
    std::array<unsigned char, PackHeader::tagLength> tag{};
    std::memcpy(tag.data(), sealed.data() + length, tag.size());
    int written = 0;
    return start(index) &&
           EVP_DecryptUpdate(context_.get(), out(plain), &written, in(sealed.data()),
                             static_cast<int>(length)) == 1 &&
           EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, PackHeader::tagLength, tag.data()) ==
               1 &&
           EVP_DecryptFinal_ex(context_.get(), out(plain) + written, &written) == 1;
}

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    if (!state_->context || EVP_DigestInit_ex2(state_->context, sha256(), nullptr) != 1)
        throw std::bad_alloc();
}

Sha256::~Sha256() { EVP_MD_CTX_free(state_->context); }

void Sha256::add(std::span<const std::byte> bytes) {
    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

QByteArray Sha256::finish() {
    QByteArray hash(32, Qt::Uninitialized);
    EVP_DigestFinal_ex(state_->context, reinterpret_cast<unsigned char*>(hash.data()), nullptr);
    EVP_DigestInit_ex2(state_->context, sha256(), nullptr);
    return hash;
}

QByteArray sha256Of(std::span<const std::byte> bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.finish();
}

QByteArray sha256Of(const QByteArray& bytes) {
    return sha256Of(std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
}

} // namespace casebook
