// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>

namespace casebook {

namespace {

const QString settingKey = QStringLiteral("language");

QString firstChoice() {
    const QString kept = QSettings().value(settingKey).toString();
    if (!kept.isEmpty())
        return kept;
    return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh") : QStringLiteral("en");
}

} // namespace

void Language::set(const QString& wanted) {
    const QString code = wanted.isEmpty() ? firstChoice() : wanted;
    if (code == code_)
        return;
    code_ = code;
    if (!wanted.isEmpty())
        QSettings().setValue(settingKey, code);
    const bool chinese = code == QLatin1StringView("zh");
    QLocale::setDefault(QLocale(chinese ? QLocale::Chinese : QLocale::English));
    casebook_ = std::make_unique<QTranslator>();
    qt_ = std::make_unique<QTranslator>();
    const QString file =
        chinese ? QStringLiteral(":/i18n/casebook_zh_CN.qm") : QStringLiteral(":/i18n/casebook_en.qm");
    if (casebook_->load(file))
        QCoreApplication::installTranslator(casebook_.get());
    if (chinese &&
        qt_->load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt_.get());
}

} // namespace casebook
