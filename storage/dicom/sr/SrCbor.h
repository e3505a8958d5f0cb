// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom/sr: values of reports and presentations in CBOR maps. Reading never trusts: a wrong type,
// a text too long or a number out of range is remembered and refuses the whole.

#include "storage/dicom/sr/SrDocument.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

#include <deque>

namespace casebook::dicom::srCbor {

using Key = QLatin1StringView;

// Defaults are left out.
void put(QCborMap& map, const char* key, const QString& value);
void put(QCborMap& map, const char* key, const QByteArray& value);
void put(QCborMap& map, const char* key, int value);
void put(QCborMap& map, const char* key, bool value);
void put(QCborMap& map, const char* key, const SrCode& value);
void put(QCborMap& map, const char* key, const std::vector<SrReference>& value);
void put(QCborMap& map, const char* key,
         const std::vector<double>& value); ///< eight bytes each, little-endian
void put(QCborMap& map, const char* key, const std::vector<int>& value);
void put(QCborMap& map, const char* key, const std::vector<QString>& value);

class Checked {
public:
    explicit Checked(QCborMap map) : map_(std::move(map)) {}
    /// Error "wire": no CBOR map.
    [[nodiscard]] static Result<Checked> of(std::span<const std::byte> bytes);

    [[nodiscard]] QString text(const char* key, int longest);
    [[nodiscard]] QByteArray word(const char* key); ///< ASCII, at most 64
    [[nodiscard]] qint64 integer(const char* key, qint64 least, qint64 most, qint64 absent);
    [[nodiscard]] bool flag(const char* key);
    [[nodiscard]] std::optional<double> number(const char* key); ///< finite
    [[nodiscard]] std::vector<double> numbers(const char* key, int most);
    [[nodiscard]] std::vector<int> integers(const char* key, int most);
    [[nodiscard]] std::vector<QString> texts(const char* key, int most, int longest);
    [[nodiscard]] SrCode code(const char* key);
    [[nodiscard]] std::vector<SrReference> references(const char* key);
    [[nodiscard]] std::deque<Checked> maps(const char* key, int most);
    [[nodiscard]] bool has(const char* key) const { return map_.contains(Key(key)); }
    [[nodiscard]] bool sound() const { return sound_; }

private:
    QCborMap map_;
    bool sound_ = true;
};

} // namespace casebook::dicom::srCbor
