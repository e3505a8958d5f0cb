// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/FailedUnlocks.h"

#include "storage/vault/Crypto.h"
#include "storage/vault/LittleEndian.h"

namespace casebook {

namespace {

constexpr int recordLength = 32; // slot 16, time 8, check 8
constexpr int checkedLength = 24;
constexpr std::int64_t mostBytes = 64 * 1024;

QByteArray checkOf(const QByteArray& fields) {
    return crypto::Blake2b(16).add(fields).finish().first(recordLength - checkedLength);
}

} // namespace

void FailedUnlocks::note(const FailedUnlock& failed) {
    auto file = files_.openAppend(path_);
    if (!file)
        return;
    const auto length = files_.size(*file, path_);
    if (!length || *length + recordLength > mostBytes)
        return;
    QByteArray record = failed.slotId;
    putLe(record, static_cast<std::uint64_t>(failed.timeMs));
    record += checkOf(record);
    const auto noted = files_.write(*file, std::as_bytes(std::span(record.constData(), recordLength)), path_);
    if (noted)
        static_cast<void>(files_.sync(*file, path_)); // the unlock has failed already; that is what is told
}

Result<QList<FailedUnlock>> FailedUnlocks::read(int& damaged) const {
    damaged = 0;
    const auto file = files_.readAll(path_, mostBytes);
    if (!file && file.error().code == "no-such-file")
        return QList<FailedUnlock>();
    if (!file)
        return tl::unexpected(file.error());
    QList<FailedUnlock> records;
    for (qsizetype at = 0; at + recordLength <= file->size(); at += recordLength) {
        const QByteArray record = file->mid(at, recordLength);
        if (checkOf(record.first(checkedLength)) != record.last(recordLength - checkedLength)) {
            ++damaged;
            continue;
        }
        records.append({record.first(16),
                        static_cast<std::int64_t>(qFromLittleEndian<quint64>(record.constData() + 16))});
    }
    if (file->size() % recordLength != 0)
        ++damaged;
    return records;
}

Result<> FailedUnlocks::clear() {
    auto removed = files_.remove(path_);
    if (!removed && removed.error().code == "no-such-file")
        return {};
    return removed;
}

} // namespace casebook
