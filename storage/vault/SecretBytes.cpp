// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/SecretBytes.h"

#include <sodium.h>

#include <cstring>
#include <new>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace casebook {

void SecretBytes::Free::operator()(std::uint8_t* bytes) const {
    sodium_free(bytes); // wipes
}

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
    if (sodium_init() < 0)
        throw std::bad_alloc();
    bytes_.reset(static_cast<std::uint8_t*>(sodium_malloc(size == 0 ? 1 : size)));
    if (!bytes_)
        throw std::bad_alloc();
    sodium_memzero(bytes_.get(), size == 0 ? 1 : size);
}

SecretBytes SecretBytes::copyOf(std::span<const std::uint8_t> bytes) {
    SecretBytes copy(bytes.size());
    if (!bytes.empty())
        std::memcpy(copy.data(), bytes.data(), bytes.size());
    return copy;
}

SecretBytes SecretBytes::random(std::size_t size) {
    SecretBytes bytes(size);
    randombytes_buf(bytes.data(), size);
    return bytes;
}

SecretBytes SecretBytes::fromText(QString&& text) {
    QString composed = text.normalized(QString::NormalizationForm_C);
    QByteArray utf8 = composed.toUtf8();
    SecretBytes bytes = copyOf(
        {reinterpret_cast<const std::uint8_t*>(utf8.constData()), static_cast<std::size_t>(utf8.size())});
    wipeBytes(utf8);
    wipeText(composed);
    wipeText(text);
    return bytes;
}

SecretBytes SecretBytes::fromUtf8(QByteArray&& utf8) {
    QString text = QString::fromUtf8(utf8);
    wipeBytes(utf8);
    return fromText(std::move(text));
}

void SecretBytes::wipe() {
    bytes_.reset();
    size_ = 0;
}

void wipeText(QString& text) {
    if (!text.isEmpty() && text.isDetached())
        sodium_memzero(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    text.clear();
}

void wipeBytes(QByteArray& bytes) {
    if (!bytes.isEmpty() && bytes.isDetached())
        sodium_memzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

Result<> hardenProcess() {
    if (sodium_init() < 0)
        return fail(ErrorKind::System, "no-crypto");
    prctl(PR_SET_DUMPABLE, 0);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    rlimit locked{};
    if (getrlimit(RLIMIT_MEMLOCK, &locked) == 0 && locked.rlim_cur < locked.rlim_max) {
        locked.rlim_cur = locked.rlim_max;
        setrlimit(RLIMIT_MEMLOCK, &locked);
    }
    return {};
}

} // namespace casebook
