// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/deid/DeidText.h"

#include "storage/dicom/deid/DeidTable.h"

#include <QDate>
#include <QRegularExpression>

#include <algorithm>

namespace casebook::dicom {
namespace {

bool isHan(QChar c) { return c.unicode() >= 0x2E80; }

QString folded(const QString& text) { return text.normalized(QString::NormalizationForm_KC).toCaseFolded(); }

bool matches(const QString& text, const char* pattern) {
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1StringView(pattern)))
        .match(text)
        .hasMatch();
}

int longestDigitRun(const QString& text) {
    int best = 0, run = 0;
    for (const QChar c : text) {
        run = c.isDigit() ? run + 1 : 0;
        best = std::max(best, run);
    }
    return best;
}

bool isDeviceCharacter(QChar c) {
    return c.unicode() < 0x80 && (c.isLetterOrNumber() || QStringLiteral(" ._/+()-:,&*#%").contains(c));
}

const QRegularExpression& separators() {
    static const QRegularExpression between(QStringLiteral("[\\^=\\s_.,;/\\\\()-]+"));
    return between;
}

const QStringList& makers() {
    static const QStringList known{
        QStringLiteral("东软"),     QStringLiteral("东软医疗"), QStringLiteral("联影"),
        QStringLiteral("联影医疗"), QStringLiteral("明峰"),     QStringLiteral("西门子"),
        QStringLiteral("飞利浦"),   QStringLiteral("佳能"),     QStringLiteral("东芝")};
    return known;
}

} // namespace

DeidText::DeidText(const QStringList& words, const QStringList& labels)
    : labels_(labels.begin(), labels.end()) {
    for (const QString& word : words) {
        words_.insert(word.toLower());
        if (!word.isEmpty() && isHan(word[0]))
            ownHan_.append(word);
    }
    std::stable_sort(ownHan_.begin(), ownHan_.end(),
                     [](const QString& a, const QString& b) { return a.size() > b.size(); });
}

void DeidText::forbid(const QString& identifier) {
    QStringList parts = folded(identifier).split(separators(), Qt::SkipEmptyParts);
    parts.append(folded(identifier).remove(separators()));
    for (const QString& part : parts) {
        const bool han = !part.isEmpty() && isHan(part[0]);
        const bool word = DeidTable::instance().isWord(part);
        if (part.size() >= (han ? 2 : 3) && !word)
            forbidden_.insert(part);
    }
}

bool DeidText::isForbidden(const QString& text) const {
    // A short part ("tom") is a word of its own, else it would forbid "SOMATOM".
    constexpr qsizetype inside = 6;
    const QString all = folded(text);
    const QStringList parts = all.split(separators(), Qt::SkipEmptyParts);
    return std::any_of(forbidden_.begin(), forbidden_.end(), [&](const QString& part) {
        return part.size() >= inside || isHan(part[0]) ? all.contains(part) : parts.contains(part);
    });
}

bool DeidText::keepsWord(const QString& word) const {
    const QString lower = word.toLower();
    if (DeidTable::instance().isWord(lower) || words_.contains(lower))
        return true;
    return matches(lower, "\\d{1,2}([.,]\\d{1,3})?(mm)?") ||          // thickness
           matches(lower, "\\d{1,2}(\\.\\d{1,3})?[x*]\\d{1,2}(\\.\\d{1,3})?(mm)?") ||
           matches(word, "[A-Z][a-z]?\\d{2}[a-z]?") || matches(lower, "fc\\d{2}"); // kernel
}

QString DeidText::hanWords(const QString& run, QStringList& dropped) const {
    QString out, lost;
    for (qsizetype at = 0; at < run.size();) {
        const auto fits = [&](const QString& word) { return QStringView(run).mid(at).startsWith(word); };
        const auto& known = DeidTable::instance().hanWords();
        auto found = std::find_if(ownHan_.begin(), ownHan_.end(), fits);
        const bool own = found != ownHan_.end();
        if (!own)
            found = std::find_if(known.begin(), known.end(), fits);
        if (own || found != known.end()) {
            out += *found;
            at += found->size();
            continue;
        }
        lost += run[at++];
    }
    // A single sign between unknown ones is chance ("左" in a name), not a word.
    if (!lost.isEmpty()) {
        dropped.append(run);
        return out.size() >= 2 && lost.size() <= 1 ? out : QString();
    }
    return out;
}

QString DeidText::descriptor(const QString& text, QStringList& dropped) const {
    static const QRegularExpression token(
        QStringLiteral("([\\x{2E80}-\\x{FFFF}]+)|([A-Za-z0-9][A-Za-z0-9.*-]*)"));
    QStringList kept;
    auto each = token.globalMatch(text.normalized(QString::NormalizationForm_KC));
    while (each.hasNext()) {
        const auto match = each.next();
        QString word = match.captured(0);
        while (word.endsWith(u'.') || word.endsWith(u'-'))
            word.chop(1);
        if (isForbidden(word)) {
            dropped.append(word);
        } else if (!match.captured(1).isEmpty()) {
            if (const QString known = hanWords(word, dropped); !known.isEmpty())
                kept.append(known);
        } else if (keepsWord(word)) {
            kept.append(word);
        } else {
            dropped.append(word);
        }
    }
    const QString out = kept.join(u' ').left(64);
    return isForbidden(QString(out).remove(u' ')) ? QString() : out;
}

QString DeidText::device(const QString& text) const {
    const QString out = text.trimmed();
    if (makers().contains(out))
        return out;
    const bool plain = std::all_of(out.begin(), out.end(), isDeviceCharacter);
    if (!plain || out.size() > 64 || longestDigitRun(out) >= 6 || isForbidden(out))
        return {};
    return out;
}

QString DeidText::code(const QString& text) const {
    const QString out = text.trimmed();
    if (out.size() > 16 || !matches(out, "[A-Z0-9 _]*") || longestDigitRun(out) >= 6 || isForbidden(out))
        return {};
    return out;
}

QString DeidText::label(const QString& text) const {
    if (labels_.contains(text) && !isForbidden(text))
        return text;
    QStringList dropped;
    const QString known = descriptor(text, dropped);
    return dropped.isEmpty() ? known : QString();
}

QString shiftDate(const QString& value, qint64 days) {
    const QString trimmed = value.trimmed();
    QDate date;
    if (matches(trimmed, "\\d{8}"))
        date = QDate::fromString(trimmed, QStringLiteral("yyyyMMdd"));
    else if (matches(trimmed, "\\d{4}\\.\\d{2}\\.\\d{2}"))
        date = QDate::fromString(trimmed, QStringLiteral("yyyy.MM.dd"));
    if (!date.isValid())
        return {};
    return date.addDays(days).toString(QStringLiteral("yyyyMMdd"));
}

QString shiftDateTime(const QString& value, qint64 days) {
    static const QRegularExpression shape(
        QStringLiteral("^(\\d{8})((\\d{2}){0,3}(\\.\\d{1,6})?)?([+-]\\d{4})?$"));
    const auto match = shape.match(value.trimmed());
    if (!match.hasMatch())
        return {};
    const QString day = shiftDate(match.captured(1), days);
    return day.isEmpty() ? QString() : day + match.captured(2);
}

QString validTime(const QString& value) {
    const QString trimmed = value.trimmed();
    return matches(trimmed, "\\d{2}(:?[0-5]\\d(:?[0-6]\\d(\\.\\d{1,6})?)?)?") ? trimmed : QString();
}

QString cappedAge(const QString& value) {
    const QString trimmed = value.trimmed();
    if (!matches(trimmed, "\\d{3}[DWMY]"))
        return {};
    constexpr int highestAge = 89;
    return trimmed.endsWith(u'Y') && trimmed.left(3).toInt() > highestAge ? QStringLiteral("090Y") : trimmed;
}

} // namespace casebook::dicom
