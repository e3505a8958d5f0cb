// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <span>
#include <vector>

namespace casebook::bench {

/// What any program with the same promises has to do at least, in plain OpenSSL on one thread: 64 KiB
/// chunks of AES-256-GCM with their tags, as in the study's packs.

/// SHA-256 of the bytes, then encrypt, write and fsync them. The file must not exist.
[[nodiscard]] Result<> hashEncryptSync(const std::vector<QByteArray>& parts, const QString& path);
/// Encrypts, writes and fsyncs, without the hash.
[[nodiscard]] Result<> encryptTo(const std::vector<QByteArray>& parts, const QString& path);
/// pread and decrypt every chunk into `into`, which is as long as the plain bytes.
[[nodiscard]] Result<> readDecrypt(const QString& path, std::span<std::byte> into);
/// SHA-256 of the file as it lies there, then readDecrypt chunk by chunk: what verifying costs.
[[nodiscard]] Result<> hashAndCheck(const QString& path);

} // namespace casebook::bench
