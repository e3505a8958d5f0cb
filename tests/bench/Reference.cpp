// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Reference.h"

#include <openssl/evp.h>

#include <QFile>

#include <algorithm>
#include <array>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

namespace casebook::bench {

namespace {

constexpr std::size_t chunkSize = 65536;
constexpr std::size_t tagSize = 16;
constexpr std::array<unsigned char, 32> key{7};

template <auto Fn>
struct Free {
    template <class T>
    void operator()(T* p) const {
        Fn(p);
    }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Free<EVP_CIPHER_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

struct File {
    explicit File(int descriptor) : fd(descriptor) {}
    ~File() {
        if (fd >= 0)
            ::close(fd);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int fd;
};

tl::unexpected<Error> failed(const char* what) {
    return fail(ErrorKind::System, "bench-failed", QString::fromLatin1(what));
}

std::array<unsigned char, 12> nonceOf(std::uint64_t chunk) {
    std::array<unsigned char, 12> nonce{};
    for (std::size_t b = 0; b < 8; ++b)
        nonce[4 + b] = static_cast<unsigned char>(chunk >> (8 * b));
    return nonce;
}

bool seal(EVP_CIPHER_CTX* c, std::uint64_t chunk, std::span<const unsigned char> plain, unsigned char* out) {
    const auto nonce = nonceOf(chunk);
    int n = 0;
    return EVP_EncryptInit_ex(c, nullptr, nullptr, nullptr, nonce.data()) == 1 &&
           EVP_EncryptUpdate(c, out, &n, plain.data(), int(plain.size())) == 1 &&
           EVP_EncryptFinal_ex(c, out + plain.size(), &n) == 1 &&
           EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, int(tagSize), out + plain.size()) == 1;
}

bool unseal(EVP_CIPHER_CTX* c, std::uint64_t chunk, std::span<unsigned char> sealed, unsigned char* out) {
    const auto nonce = nonceOf(chunk);
    const int length = int(sealed.size() - tagSize);
    int n = 0;
    return EVP_DecryptInit_ex(c, nullptr, nullptr, nullptr, nonce.data()) == 1 &&
           EVP_DecryptUpdate(c, out, &n, sealed.data(), length) == 1 &&
           EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, int(tagSize), sealed.data() + length) == 1 &&
           EVP_DecryptFinal_ex(c, out + length, &n) == 1;
}

/// Chunks run on over the parts, as in a pack.
bool writeChunks(int fd, const std::vector<QByteArray>& parts) {
    Cipher cipher(EVP_CIPHER_CTX_new());
    if (!cipher || EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), nullptr) != 1)
        return false;
    std::vector<unsigned char> plain, sealed(chunkSize + tagSize);
    plain.reserve(chunkSize);
    std::uint64_t chunk = 0;
    const auto flush = [&] {
        const bool ok = seal(cipher.get(), chunk++, plain, sealed.data()) &&
                        ::write(fd, sealed.data(), plain.size() + tagSize) == ssize_t(plain.size() + tagSize);
        plain.clear();
        return ok;
    };
    for (const QByteArray& part : parts) {
        const auto* at = reinterpret_cast<const unsigned char*>(part.constData());
        std::size_t left = std::size_t(part.size());
        while (left > 0) {
            const std::size_t n = std::min(left, chunkSize - plain.size());
            plain.insert(plain.end(), at, at + n);
            at += n;
            left -= n;
            if (plain.size() == chunkSize && !flush())
                return false;
        }
    }
    return plain.empty() || flush();
}

} // namespace

Result<> encryptTo(const std::vector<QByteArray>& parts, const QString& path) {
    const File file(
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file.fd < 0 || !writeChunks(file.fd, parts) || ::fsync(file.fd) != 0)
        return failed("encrypt");
    return {};
}

Result<> hashEncryptSync(const std::vector<QByteArray>& parts, const QString& path) {
    std::array<unsigned char, 32> hash{};
    for (const QByteArray& part : parts)
        if (EVP_Digest(part.constData(), std::size_t(part.size()), hash.data(), nullptr, EVP_sha256(),
                       nullptr) != 1)
            return failed("hash");
    return encryptTo(parts, path);
}

Result<> readDecrypt(const QString& path, std::span<std::byte> into) {
    const File file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    Cipher cipher(EVP_CIPHER_CTX_new());
    if (file.fd < 0 || EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), nullptr) != 1)
        return failed("open");
    std::vector<unsigned char> sealed(chunkSize + tagSize);
    auto* out = reinterpret_cast<unsigned char*>(into.data());
    std::uint64_t chunk = 0;
    for (std::size_t done = 0; done < into.size(); done += chunkSize, ++chunk) {
        const std::size_t n = std::min(chunkSize, into.size() - done) + tagSize;
        if (::pread(file.fd, sealed.data(), n, off_t(chunk * (chunkSize + tagSize))) != ssize_t(n) ||
            !unseal(cipher.get(), chunk, std::span(sealed.data(), n), out + done))
            return failed("decrypt");
    }
    return {};
}

Result<> hashAndCheck(const QString& path) {
    const File file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    Cipher cipher(EVP_CIPHER_CTX_new());
    Digest digest(EVP_MD_CTX_new());
    if (file.fd < 0 ||
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), nullptr) != 1 ||
        EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) != 1)
        return failed("open");
    std::vector<unsigned char> sealed(chunkSize + tagSize), plain(chunkSize);
    std::uint64_t chunk = 0;
    for (off_t at = 0;; ++chunk) {
        const ssize_t n = ::pread(file.fd, sealed.data(), sealed.size(), at);
        if (n == 0)
            return {};
        if (n <= ssize_t(tagSize) || EVP_DigestUpdate(digest.get(), sealed.data(), std::size_t(n)) != 1 ||
            !unseal(cipher.get(), chunk, std::span(sealed.data(), std::size_t(n)), plain.data()))
            return failed("check");
        at += n;
    }
}

} // namespace casebook::bench
