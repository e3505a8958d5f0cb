// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/Theme.h"

#include "widgets/theme/CasebookStyle.h"
#include "widgets/theme/FocusRing.h"

#include <QApplication>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QStyle>
#include <QStyleHints>
#include <QVariant>
#include <QWidget>

static void initFaces() {
    Q_INIT_RESOURCE(faces); // a static library's resources are dropped unless named; outside any namespace
}

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr auto darkProperty = "casebookDark";

struct TypeRow {
    double points;
    QFont::Weight weight;
    int line_px;
};

TypeRow typeRow(FontRole role) {
    switch (role) {
    case FontRole::Display: return {20, QFont::DemiBold, 34};
    case FontRole::Title: return {15, QFont::DemiBold, 26};
    case FontRole::Section: return {10.5, QFont::DemiBold, 20};
    case FontRole::Body: return {10, QFont::Normal, 20};
    case FontRole::Control: return {9.5, QFont::Medium, 18};
    case FontRole::Table: return {9.5, QFont::Normal, 18};
    case FontRole::Note: return {9, QFont::Normal, 16};
    case FontRole::ColumnHead: return {9, QFont::DemiBold, 16};
    case FontRole::Mark: return {8.5, QFont::Medium, 15};
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

QColor toneColor(const Tokens& t, Tone tone) {
    switch (tone) {
    case Tone::Text: return QColor::fromRgb(t.text);
    case Tone::Text2: return QColor::fromRgb(t.text2);
    case Tone::Text3: return QColor::fromRgb(t.text3);
    case Tone::Edge: return QColor::fromRgb(t.edge);
    case Tone::Accent: return QColor::fromRgb(t.accent);
    case Tone::OnAccent: return QColor::fromRgb(t.onAccent);
    case Tone::Ok: return QColor::fromRgb(t.ok);
    case Tone::Warn: return QColor::fromRgb(t.warn);
    case Tone::Bad: return QColor::fromRgb(t.bad);
    case Tone::Query: return QColor::fromRgb(t.query);
    case Tone::MarkOk: return QColor::fromRgb(t.markOk);
    case Tone::MarkWarn: return QColor::fromRgb(t.markWarn);
    case Tone::MarkBad: return QColor::fromRgb(t.markBad);
    case Tone::MarkQuery: return QColor::fromRgb(t.markQuery);
    }
    Q_UNREACHABLE_RETURN({});
}

QColor toneSoft(const Tokens& t, Tone tone) {
    switch (tone) {
    case Tone::Accent: return QColor::fromRgb(t.accentSoft);
    case Tone::Ok:
    case Tone::MarkOk: return QColor::fromRgb(t.okSoft);
    case Tone::Warn:
    case Tone::MarkWarn: return QColor::fromRgb(t.warnSoft);
    case Tone::Bad:
    case Tone::MarkBad: return QColor::fromRgb(t.badSoft);
    case Tone::Query:
    case Tone::MarkQuery: return QColor::fromRgb(t.querySoft);
    default: return QColor::fromRgb(t.sunken);
    }
}

namespace theme {

void install(QApplication& app) {
    initFaces();
    for (const auto& face : {u"Regular"_s, u"Medium"_s, u"SemiBold"_s})
        QFontDatabase::addApplicationFont(u":/faces/Inter-%1.otf"_s.arg(face));
    app.setStyle(new CasebookStyle);
    app.setFont(font(FontRole::Body));
    app.setProperty(darkProperty, false);
    app.setPalette(palette(lightTokens));
    app.setStyleSheet(sheet(lightTokens));
    new FocusRing(&app);
}

const Tokens& tokensFor(ThemeChoice choice) {
    if (choice == ThemeChoice::System)
        return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark ? darkTokens
                                                                                     : lightTokens;
    return choice == ThemeChoice::Dark ? darkTokens : lightTokens;
}

void setDefault(const Tokens& tokens) {
    if (qApp->property(darkProperty).toBool() == tokens.dark)
        return;
    qApp->setProperty(darkProperty, tokens.dark);
    qApp->setPalette(palette(tokens));
    qApp->setStyleSheet(sheet(tokens));
}

void apply(QWidget* root, const Tokens& tokens) {
    const bool isDefault = qApp->property(darkProperty).toBool() == tokens.dark;
    const QVariant had = root->property(darkProperty);
    if (isDefault ? !had.isValid() : had.isValid() && had.toBool() == tokens.dark)
        return;
    root->setProperty(darkProperty, isDefault ? QVariant() : QVariant(tokens.dark));
    // In this order: polishing by a new sheet gives a widget its earlier palette back.
    root->setStyleSheet(isDefault ? QString() : sheet(tokens));
    root->setPalette(isDefault ? QPalette() : palette(tokens));
}

const Tokens& tokens(const QWidget* widget) {
    for (; widget; widget = widget->parentWidget()) {
        // apply() sets a palette, which a style sheet may take back from a window: this spares the slow
        // look-up below for all other widgets.
        if (!widget->isWindow() && !widget->testAttribute(Qt::WA_SetPalette))
            continue;
        const QVariant dark = widget->property(darkProperty);
        if (dark.isValid())
            return dark.toBool() ? darkTokens : lightTokens;
    }
    return qApp->property(darkProperty).toBool() ? darkTokens : lightTokens;
}

QColor color(const QWidget* widget, Tone tone) { return toneColor(tokens(widget), tone); }

QFont font(FontRole role) {
    const TypeRow row = typeRow(role);
    QFont f;
    f.setFamilies({u"Inter"_s, u"Noto Sans CJK SC"_s});
    f.setPointSizeF(row.points);
    f.setWeight(row.weight);
    f.setHintingPreference(QFont::PreferNoHinting);
    return f;
}

QFont numberFont(FontRole role) {
    QFont f = font(role);
    f.setFeature(QFont::Tag("tnum"), 1);
    return f;
}

int lineHeight(FontRole role) { return typeRow(role).line_px; }

void setState(QWidget* widget, const char* name, const QVariant& value) {
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QPalette palette(const Tokens& t) {
    const auto c = [](QRgb rgb) { return QColor::fromRgb(rgb); };
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, QRgb rgb) {
        p.setColor(QPalette::Active, role, c(rgb));
        p.setColor(QPalette::Inactive, role, c(rgb));
        p.setColor(QPalette::Disabled, role, c(rgb));
    };
    set(QPalette::Window, t.window);
    set(QPalette::Base, t.base);
    set(QPalette::AlternateBase, t.alt);
    set(QPalette::Button, t.base);
    set(QPalette::WindowText, t.text);
    set(QPalette::Text, t.text);
    set(QPalette::ButtonText, t.text);
    set(QPalette::BrightText, t.text);
    set(QPalette::Light, t.base);
    set(QPalette::Dark, t.edge);
    set(QPalette::Mid, t.edge);
    set(QPalette::Midlight, t.line);
    set(QPalette::Shadow, t.line);
    set(QPalette::PlaceholderText, t.text3);
    set(QPalette::Highlight, t.accentSoft);
    set(QPalette::HighlightedText, t.text);
    set(QPalette::Link, t.accent);
    set(QPalette::LinkVisited, t.accent);
    set(QPalette::Accent, t.accentFill);
    set(QPalette::ToolTipBase, floatFill);
    set(QPalette::ToolTipText, floatText);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c(t.text3));
    return p;
}

} // namespace theme
} // namespace casebook
