// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/Identity.h"

#include <QStringList>

namespace casebook::demo {

QString madeUpName(Dice& dice, bool female) {
    static const QStringList surnames =
        QStringLiteral("张 王 李 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗").split(u' ');
    static const QStringList men =
        QStringLiteral("伟 强 磊 军 勇 涛 明 建国 志强 国庆 海波 文斌").split(u' ');
    static const QStringList women =
        QStringLiteral("芳 秀英 敏 静 丽 娟 艳 桂英 玉兰 红梅 淑华 春燕").split(u' ');
    const QStringList& given = female ? women : men;
    return QStringLiteral("合成·") + surnames[dice.integer(0, int(surnames.size()) - 1)] +
           given[dice.integer(0, int(given.size()) - 1)];
}

QString madeUpId(Dice& dice, const QDate& birth, bool female) {
    static constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static constexpr char check[] = "10X98765432";
    const int order = 2 * dice.integer(0, 49) + (female ? 0 : 1); // the 17th digit: odd for men
    const QString head = QStringLiteral("9901%1%2%3")
                             .arg(dice.integer(1, 99), 2, 10, QLatin1Char('0'))
                             .arg(birth.toString(QStringLiteral("yyyyMMdd")))
                             .arg(dice.integer(0, 9) * 100 + order, 3, 10, QLatin1Char('0'));
    int sum = 0;
    for (int n = 0; n < 17; ++n)
        sum += weights[n] * head[n].digitValue();
    return head + QLatin1Char(check[sum % 11]);
}

} // namespace casebook::demo
