// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/objects/ChunkCipher.h"
#include "storage/vault/FileSystem.h"

namespace casebook {

/// Writes a pack: "t/<id>", sync, rename to "o/ab/<id>", sync of "o/ab". After an error of the disk the file is
/// given up, never written again: after a failed sync the system may have dropped what it could not write.
class FilePackWriter final : public PackWriter {
public:
    [[nodiscard]] static Result<std::unique_ptr<FilePackWriter>>
    begin(FileSystem& files, const QString& folder, const KeyRing& keys, const QList<PartPlan>& parts);
    ~FilePackWriter() override;
    [[nodiscard]] Result<> append(std::span<const std::byte> bytes) override;
    [[nodiscard]] Result<PackRef> finish() override;
    [[nodiscard]] const PackId& id() const { return ref_.id; }

private:
    FilePackWriter(FileSystem& files, QString folder, const SecretBytes& root, std::uint32_t epoch,
                   const QList<PartPlan>& parts);
    [[nodiscard]] Result<> create();
    [[nodiscard]] Result<> feed(std::span<const std::byte> plain);
    [[nodiscard]] Result<> sealChunk(std::span<const std::byte> plain);
    [[nodiscard]] Result<> flush();
    void hashParts(std::span<const std::byte> bytes);
    void closeFullParts();
    [[nodiscard]] Result<> publish();

    FileSystem& files_;
    QString folder_;
    QList<PartPlan> parts_;
    QList<PackDirectoryEntry> entries_;
    PackRef ref_;
    PackHeader header_;
    std::unique_ptr<ChunkCipher> cipher_;
    QByteArray headerBytes_;
    Sha256 fileHash_;
    Sha256 partHash_;
    qsizetype part_ = 0; ///< the one being fed
    std::int64_t inPart_ = 0;
    std::int64_t content_ = 0; ///< bytes of all parts
    std::int64_t fed_ = 0;
    std::int64_t chunk_ = 0;
    QByteArray pending_; ///< plain bytes of an unfinished chunk
    QByteArray sealed_; ///< cipher text not yet written
    QString temporary_;
    Fd file_;
    bool failed_ = false;
    bool published_ = false;
};

} // namespace casebook
