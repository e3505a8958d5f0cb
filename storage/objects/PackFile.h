// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/objects/PackFormat.h"
#include "storage/vault/FileSystem.h"

namespace casebook {

/// A pack file open for reading.
class PackFile final : public Pack {
public:
    /// Checks header, key and length before any chunk is read.
    [[nodiscard]] static Result<std::shared_ptr<const PackFile>>
    open(FileSystem& files, const QString& folder, const PackId& pack, const KeyRing& keys);

    [[nodiscard]] std::int64_t plainLength() const override { return header_.plainLength; }
    [[nodiscard]] Result<> readInto(std::int64_t offset, std::span<std::byte> into) const override;
    [[nodiscard]] Result<QList<PackDirectoryEntry>> directory() const;

private:
    PackFile(FileSystem& files, PackId pack, QString path);
    [[nodiscard]] Result<> readHeader(const KeyRing& keys);
    [[nodiscard]] tl::unexpected<Error> damaged(const QString& what) const;

    FileSystem& files_;
    PackId pack_;
    QString path_;
    Fd file_;
    PackHeader header_;
    QByteArray headerBytes_;
    SecretBytes key_;
};

} // namespace casebook
