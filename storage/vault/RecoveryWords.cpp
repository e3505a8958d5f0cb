// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/RecoveryWords.h"

#include "storage/vault/Crypto.h"

namespace casebook::recovery {

namespace {

constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t secretBytes = 20;
constexpr int symbols = 36;       // 5 bits each: 32 of the secret, 4 of the check
constexpr int secretSymbols = 32;

/// First 20 bits of BLAKE2b-256 of the secret.
std::uint32_t checkBits(const SecretBytes& secret) {
    const QByteArray hash = crypto::Blake2b(32).add(secret.span()).finish();
    const auto byte = [&](int i) { return static_cast<std::uint32_t>(static_cast<std::uint8_t>(hash[i])); };
    return (byte(0) << 12) | (byte(1) << 4) | (byte(2) >> 4);
}

int symbolOf(const SecretBytes& secret, int index) {
    if (index >= secretSymbols)
        return static_cast<int>((checkBits(secret) >> (5 * (symbols - 1 - index))) & 31U);
    int value = 0;
    for (int bit = index * 5; bit < index * 5 + 5; ++bit)
        value = (value << 1) | ((secret.data()[bit / 8] >> (7 - bit % 8)) & 1);
    return value;
}

int valueOf(QChar letter) {
    char c = letter.toUpper().toLatin1();
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    const char* found = c == '\0' ? nullptr : std::char_traits<char>::find(alphabet, 32, c);
    return found ? static_cast<int>(found - alphabet) : -1;
}

} // namespace

SecretBytes makeSecret() { return SecretBytes::random(secretBytes); }

QString toWords(const SecretBytes& secret) {
    Q_ASSERT(secret.size() == secretBytes);
    QString words;
    words.reserve(symbols + symbols / 4); // one that grew would leave its beginnings in memory
    for (int i = 0; i < symbols; ++i) {
        if (i > 0 && i % 4 == 0)
            words += QLatin1Char('-');
        words += QLatin1Char(alphabet[symbolOf(secret, i)]);
    }
    return words;
}

QStringList groups(const QString& words) { return words.split(QLatin1Char('-'), Qt::SkipEmptyParts); }

Result<SecretBytes> fromWords(const QString& words) {
    SecretBytes values(symbols); // as good as the words, and wiped on every way out
    int count = 0;
    for (const QChar letter : words) {
        if (letter == QLatin1Char('-') || letter.isSpace())
            continue;
        const int value = valueOf(letter);
        if (value < 0 || count == symbols)
            return fail(ErrorKind::Refused, "mistyped-recovery-words", {}, {QString::number(count / 4 + 1)});
        values.data()[count++] = static_cast<std::uint8_t>(value);
    }
    if (count != symbols)
        return fail(ErrorKind::Refused, "mistyped-recovery-words", {}, {QString::number(count / 4 + 1)});
    SecretBytes secret(secretBytes);
    for (int bit = 0; bit < static_cast<int>(secretBytes) * 8; ++bit)
        if ((values.data()[bit / 5] >> (4 - bit % 5)) & 1)
            secret.data()[bit / 8] = static_cast<std::uint8_t>(secret.data()[bit / 8] | (1 << (7 - bit % 8)));
    for (int i = secretSymbols; i < symbols; ++i)
        if (symbolOf(secret, i) != values.data()[i])
            return fail(ErrorKind::Refused, "mistyped-recovery-words");
    return secret;
}

} // namespace casebook::recovery
