// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/PartialDate.h"
#include "storage/export/ExportIdentifiers.h"
#include "storage/export/ExportTable.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

bool hasChinaIdCheckDigit(const QString& id) {
    static constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights[i] * id[qsizetype(i)].digitValue();
    return QStringLiteral("10X98765432")[sum % 11] == id[17].toUpper();
}

bool holdsChinaId(const QString& text) {
    static const QRegularExpression shape(QStringLiteral(
        "(?<!\\d)[1-9]\\d{5}(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx](?!\\d)"));
    auto each = shape.globalMatch(text);
    while (each.hasNext())
        if (hasChinaIdCheckDigit(each.next().captured(0)))
            return true;
    return false;
}

const QList<QRegularExpression>& patterns() {
    static const QList<QRegularExpression> all{
        QRegularExpression(QStringLiteral("(?<!\\d)1[3-9]\\d{9}(?!\\d)")),        // mobile
        QRegularExpression(QStringLiteral("(?<!\\d)0\\d{2,3}-?\\d{7,8}(?!\\d)")), // landline
        QRegularExpression(QStringLiteral("(?<![A-Z0-9])[EGDSPH]\\d{8}(?!\\d)")), // passport
        QRegularExpression(QStringLiteral("(?<!\\d)\\d{15}(?!\\d)")),             // old ID card
        QRegularExpression(QStringLiteral("(住院号|门诊号|床号|病案号|医保号|病历号)\\D{0,3}\\d+")),
        QRegularExpression(QStringLiteral("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}")),
        QRegularExpression(QStringLiteral("https?://")),
        QRegularExpression(QStringLiteral("(?<!\\d)(\\d{1,3}\\.){3}\\d{1,3}(?!\\d)")),
        QRegularExpression(QStringLiteral(
            "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}")),
        QRegularExpression(
            QStringLiteral("(患者|姓名|医师|医生|主任|签名)[:：]?\\s*[\\x{4E00}-\\x{9FFF}]{2,3}")),
        QRegularExpression(QStringLiteral("(?<!\\d)(19|20)\\d{2}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?")),
        QRegularExpression(QStringLiteral("(省|市|区|县).{0,12}(路|街|村|号|室)"))};
    return all;
}

QString squeezed(const QString& text) {
    QString out;
    for (const QChar c : text.normalized(QString::NormalizationForm_KC).toCaseFolded())
        if (c.isLetterOrNumber())
            out.append(c);
    return out;
}

} // namespace

QString wholeNumber(QString text) {
    constexpr qsizetype few = 3;
    static const QRegularExpression shape(QStringLiteral("^0*([1-9][0-9]*)(\\.0*)?$"));
    text.remove(u'-').remove(u' ').remove(u'/');
    const QString digits = shape.match(text).captured(1);
    return digits.size() > few ? digits : QString();
}

bool holdsIdentifier(const QString& text, const QString& identifier) {
    static const QRegularExpression longDigits(QStringLiteral("[0-9]{6,}"));
    constexpr qsizetype rare = 6;
    const bool han = !identifier.isEmpty() && identifier[0].script() == QChar::Script_Han;
    if (identifier.size() < (han ? 2 : 3))
        return false;
    if (holdsWords(text, identifier))
        return true;
    if (!std::any_of(identifier.begin(), identifier.end(), [](QChar c) { return c.isDigit(); }))
        return false;
    const QString whole = squeezed(identifier), all = squeezed(text);
    if (text.contains(identifier) || (whole.size() >= rare && all.contains(whole)))
        return true;
    auto each = longDigits.globalMatch(identifier);
    while (each.hasNext())
        if (all.contains(each.next().captured()))
            return true;
    return false;
}

bool looksIdentifying(const QString& cell) {
    const QString text = cell.normalized(QString::NormalizationForm_KC); // full-width digits
    if (holdsChinaId(text))
        return true;
    return std::any_of(patterns().begin(), patterns().end(),
                       [&](const QRegularExpression& p) { return p.match(text).hasMatch(); });
}

QString movedDate(const QString& isoText, int days) {
    const auto date = PartialDate::fromText(isoText);
    if (!date)
        return {};
    const auto from = PartialDate::fromDay(date->lo() + days), to = PartialDate::fromDay(date->hi() + days);
    if (!from || !to)
        return {};
    if (date->isComplete())
        return from->toText();
    return from->year() == to->year() ? QStringLiteral("%1").arg(from->year(), 4, 10, QLatin1Char('0'))
                                      : QString();
}

} // namespace casebook
