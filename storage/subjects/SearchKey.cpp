// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/SearchKey.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <QStringList>

#include <algorithm>
#include <memory>

namespace casebook {

namespace {

QString folded(const QString& text) {
    QString out = text.normalized(QString::NormalizationForm_KC).toLower();
    for (QChar& c : out)
        if (c == u'^' || c == u'=' || c == u',' || c == u'\u00B7')
            c = u' ';
    return out.simplified();
}

/// ICU's transliterators are not for several threads at once, so each thread has its own.
QString latin(const QString& text) {
    thread_local const std::unique_ptr<icu::Transliterator> toLatin = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
            "Han-Latin; Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    }();
    if (!toLatin)
        return text;
    icu::UnicodeString units(reinterpret_cast<const char16_t*>(text.utf16()), int32_t(text.size()));
    toLatin->transliterate(units);
    return QString::fromUtf16(units.getBuffer(), units.length());
}

bool isAscii(const QString& text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

/// Labels and numbers, of which a list has thousands: nothing to fold but case, one word.
bool isPlainWord(const QString& text) {
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') ||
               c == u'-' || c == u'_' || c == u'.';
    });
}

} // namespace

QString searchKeyOf(const QString& text) {
    if (isPlainWord(text)) {
        const QString word = text.toLower();
        return word.size() == 1 ? word : word + u'\n' + word.front();
    }
    const QString plain = folded(text);
    if (plain.isEmpty())
        return plain;
    const QString spelled = isAscii(plain) ? plain : latin(plain).simplified();
    QString initials;
    for (const QString& word : spelled.split(u' ', Qt::SkipEmptyParts))
        initials.append(word.front());
    QStringList keys{plain};
    if (spelled != plain)
        keys << spelled;
    keys << QString(spelled).remove(u' ') << initials;
    keys.removeDuplicates();
    return keys.join(u'\n');
}

} // namespace casebook
