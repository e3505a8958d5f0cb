// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/Narrow.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace casebook {

namespace {

/// NFKC would make 10⁹ into 109.
QString withoutSuperscripts(const QString& typed) {
    static const QString superscripts = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString out;
    bool raised = false;
    for (const QChar c : typed) {
        const qsizetype digit = superscripts.indexOf(c);
        if (digit >= 0 && !raised && out.endsWith(u"10"))
            out += u'*';
        raised = digit >= 0;
        out += raised ? QChar(static_cast<char16_t>(u'0' + digit)) : c;
    }
    return out;
}

} // namespace

QString narrowed(const QString& typed) {
    static const std::array replaced{std::pair{QStringLiteral("。"), QStringLiteral(".")},
                                     std::pair{QStringLiteral("·"), QStringLiteral(".")},
                                     std::pair{QStringLiteral("−"), QStringLiteral("-")},
                                     std::pair{QStringLiteral("–"), QStringLiteral("-")},
                                     std::pair{QStringLiteral("—"), QStringLiteral("-")},
                                     std::pair{QStringLiteral("≤"), QStringLiteral("<=")},
                                     std::pair{QStringLiteral("≥"), QStringLiteral(">=")},
                                     std::pair{QStringLiteral("约"), QStringLiteral("~")},
                                     std::pair{QStringLiteral("≈"), QStringLiteral("~")},
                                     std::pair{QStringLiteral("×"), QStringLiteral("x")},
                                     std::pair{QStringLiteral("、"), QStringLiteral(";")}};
    QString text = withoutSuperscripts(typed).normalized(QString::NormalizationForm_KC);
    for (const auto& [from, to] : replaced)
        text.replace(from, to);
    return text.trimmed();
}

QString unitAsUcum(const QString& narrow) {
    static const QRegularExpression power(QStringLiteral("^x?\\s*10\\s*[\\^*]\\s*(\\d+)\\s*"));
    static const QRegularExpression litre(QStringLiteral("(?<=[/])([dmuµμ]?)l\\b"));
    QString unit = narrow.trimmed();
    unit.replace(QStringLiteral("μ"), QStringLiteral("u")).replace(QStringLiteral("µ"), QStringLiteral("u"));
    if (const auto match = power.match(unit); match.hasMatch())
        unit = QStringLiteral("10*") + match.captured(1) + unit.mid(match.capturedEnd());
    return unit.replace(litre, QStringLiteral("\\1L"));
}

} // namespace casebook
