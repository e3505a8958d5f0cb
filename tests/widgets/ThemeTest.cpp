// SPDX-License-Identifier: GPL-3.0-or-later
// Contrast and colour blindness of the tokens, and that every icon named in the code is there.
#include "widgets/theme/IconEngine.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/theme/Theme.h"

#include <QDirIterator>
#include <QFontDatabase>
#include <QLabel>
#include <QRadioButton>
#include <QRegularExpression>
#include <QTest>

#include <array>
#include <cmath>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

double linear(int value) {
    const double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

std::array<double, 3> linearRgb(QRgb c) { return {linear(qRed(c)), linear(qGreen(c)), linear(qBlue(c))}; }

/// WCAG 2.2 contrast ratio.
double contrast(QRgb a, QRgb b) {
    const auto luminance = [](QRgb c) {
        const auto l = linearRgb(c);
        return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2];
    };
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

using Matrix = std::array<std::array<double, 3>, 3>;
// Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
constexpr Matrix deutan{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix protan{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};

/// CIE 1976 L*a*b* (D65) of a colour as it is seen with `vision`.
std::array<double, 3> lab(QRgb c, const Matrix& vision) {
    const auto in = linearRgb(c);
    std::array<double, 3> rgb{};
    for (std::size_t i = 0; i < 3; ++i)
        rgb[i] = std::clamp(vision[i][0] * in[0] + vision[i][1] * in[1] + vision[i][2] * in[2], 0.0, 1.0);
    const double x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047;
    const double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
    const double z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

double distance(QRgb a, QRgb b, const Matrix& vision) {
    const auto x = lab(a, vision), y = lab(b, vision);
    return std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void contrast_data();
    void contrast();
    void marksDifferForColourBlindEyes_data();
    void marksDifferForColourBlindEyes();
    void everyIconNamedInTheCodeExists();
    void facesAreLoaded();
    void windowTokensReachChildren();
    void comboIsReadInADarkPart();
    void radioMarksAreSeen_data();
    void radioMarksAreSeen();
    void sheetNamesNoUnknownToken();
};

void ThemeTest::contrast_data() {
    QTest::addColumn<QRgb>("front");
    QTest::addColumn<QRgb>("ground");
    QTest::addColumn<double>("least");
    for (const Tokens& t : {lightTokens, darkTokens}) {
        const std::pair<const char*, QRgb> grounds[] = {{"window", t.window}, {"rail", t.rail},
                                                        {"base", t.base},     {"alt", t.alt},
                                                        {"sunken", t.sunken}, {"accentSoft", t.accentSoft}};
        const std::tuple<const char*, QRgb, double, QRgb> fronts[] = {
            {"text", t.text, 4.5, t.base},
            {"text2", t.text2, 4.5, t.base},
            {"text3", t.text3, 4.5, t.base},
            {"accent", t.accent, 4.5, t.accentSoft},
            {"ok", t.ok, 4.5, t.okSoft},
            {"warn", t.warn, 4.5, t.warnSoft},
            {"bad", t.bad, 4.5, t.badSoft},
            {"query", t.query, 4.5, t.querySoft},
            {"edge", t.edge, 3.0, t.base},
            {"markOk", t.markOk, 3.0, t.okSoft},
            {"markWarn", t.markWarn, 3.0, t.warnSoft},
            {"markBad", t.markBad, 3.0, t.badSoft},
            {"markQuery", t.markQuery, 3.0, t.querySoft}};
        const char* name = t.dark ? "dark" : "light";
        for (const auto& [front, color, least, soft] : fronts) {
            for (const auto& [ground, fill] : grounds)
                QTest::addRow("%s %s on %s", name, front, ground) << color << fill << least;
            QTest::addRow("%s %s on own soft", name, front) << color << soft << least;
        }
        QTest::addRow("%s white on accentFill", name) << t.onAccent << t.accentFill << 4.5;
        QTest::addRow("%s white on accentHover", name) << t.onAccent << t.accentHover << 4.5;
    }
    QTest::newRow("toast") << floatText << floatFill << 4.5;
    QTest::newRow("toast action") << floatAccent << floatFill << 4.5;
}

void ThemeTest::contrast() {
    QFETCH(QRgb, front);
    QFETCH(QRgb, ground);
    QFETCH(double, least);
    const double ratio = ::contrast(front, ground);
    QVERIFY2(ratio >= least, qPrintable(u"%1 is below %2"_s.arg(ratio).arg(least)));
}

void ThemeTest::marksDifferForColourBlindEyes_data() {
    QTest::addColumn<QRgb>("a");
    QTest::addColumn<QRgb>("b");
    for (const Tokens& t : {lightTokens, darkTokens}) {
        const std::pair<const char*, QRgb> marks[] = {{"ok", t.markOk},     {"warn", t.markWarn},
                                                      {"bad", t.markBad},   {"query", t.markQuery},
                                                      {"accent", t.accent}, {"edge", t.edge}};
        for (std::size_t i = 0; i < std::size(marks); ++i)
            for (std::size_t j = i + 1; j < std::size(marks); ++j)
                QTest::addRow("%s %s %s", t.dark ? "dark" : "light", marks[i].first, marks[j].first)
                    << marks[i].second << marks[j].second;
    }
}

void ThemeTest::marksDifferForColourBlindEyes() {
    QFETCH(QRgb, a);
    QFETCH(QRgb, b);
    QVERIFY2(distance(a, b, deutan) >= 12, qPrintable(u"deutan %1"_s.arg(distance(a, b, deutan))));
    QVERIFY2(distance(a, b, protan) >= 12, qPrintable(u"protan %1"_s.arg(distance(a, b, protan))));
}

void ThemeTest::everyIconNamedInTheCodeExists() {
    // Every string literal of widgets/ that is a name of the list must be in the resource, and every name
    // of the list too; what the list lacks would draw nothing.
    QFile list(QStringLiteral(CASEBOOK_SOURCE_DIR "/resources/icons.txt"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    const QStringList names = QString::fromUtf8(list.readAll()).split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(names.size() > 20);
    for (const QString& name : names)
        QVERIFY2(hasIcon(name), qPrintable(name));
    // Names as they are passed: literal arguments of the icon-taking calls.
    static const QRegularExpression call(
        u"(?:IconMark\\(|Button::Kind::\\w+, |setIconName\\(|icon\\(|EmptyState\\()u\"([a-z0-9-]+)\"_s"_s);
    QDirIterator files(QStringLiteral(CASEBOOK_SOURCE_DIR "/widgets"), {u"*.cpp"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    int seen = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto matches = call.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext()) {
            const QString name = matches.next().captured(1);
            QVERIFY2(hasIcon(name), qPrintable(name));
            ++seen;
        }
    }
    QVERIFY(seen > 30);
    QVERIFY(!hasIcon(u"no-such-icon"_s));
}

void ThemeTest::facesAreLoaded() {
    QVERIFY(QFontDatabase::families().contains(u"Inter"_s));
    QCOMPARE(theme::font(FontRole::Body).families().first(), u"Inter"_s);
    // Tabular figures: ten ones are as wide as ten eights, which they are not without.
    const QFontMetricsF plain(theme::font(FontRole::Table)), columns(theme::numberFont(FontRole::Table));
    QCOMPARE(columns.horizontalAdvance(u"1111111111"_s), columns.horizontalAdvance(u"8888888888"_s));
    QVERIFY(plain.horizontalAdvance(u"1111111111"_s) < plain.horizontalAdvance(u"8888888888"_s));
    for (const FontRole role :
         {FontRole::Display, FontRole::Title, FontRole::Section, FontRole::Body, FontRole::Control,
          FontRole::Table, FontRole::Note, FontRole::ColumnHead, FontRole::Mark})
        QVERIFY(theme::font(role).pointSizeF() >= 8.5);
}

void ThemeTest::windowTokensReachChildren() {
    QWidget window;
    auto* child = new QLabel(&window);
    QVERIFY(!theme::tokens(child).dark);
    theme::apply(&window, darkTokens);
    QVERIFY(theme::tokens(child).dark);
    QCOMPARE(window.palette().color(QPalette::Window), QColor::fromRgb(darkTokens.window));
    theme::apply(&window, lightTokens);
    QVERIFY(!theme::tokens(child).dark);
    QCOMPARE(window.palette().color(QPalette::Window), QColor::fromRgb(lightTokens.window));
    theme::setDefault(darkTokens);
    QVERIFY(theme::tokens(child).dark);
    theme::setDefault(lightTokens);
}

void ThemeTest::comboIsReadInADarkPart() {
    QWidget window;
    QWidget part(&window);
    QuietCombo combo(&part);
    combo.addItem(QStringLiteral("HHHHHHHH"));
    combo.resize(200, 32);
    part.resize(220, 40);
    window.resize(240, 60);
    theme::apply(&part, darkTokens);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const QImage picture = combo.grab().toImage();
    int lightest = 0; // the words alone: the frame is outside, the arrow to the right
    for (int y = 6; y < picture.height() - 6; ++y)
        for (int x = 6; x < picture.width() - 40; ++x)
            lightest = std::max(lightest, qGray(picture.pixel(x, y)));
    QVERIFY2(lightest > 180, qPrintable(QString::number(lightest)));
}

void ThemeTest::radioMarksAreSeen_data() {
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("on");
    for (const bool dark : {false, true})
        for (const bool on : {false, true})
            QTest::addRow("%s %s", dark ? "dark" : "light", on ? "on" : "off") << dark << on;
}

/// The ring of an empty mark and the disc of a chosen one stand out from the window: WCAG 2.2, 1.4.11.
void ThemeTest::radioMarksAreSeen() {
    QFETCH(bool, dark);
    QFETCH(bool, on);
    QWidget window;
    QRadioButton mark(&window);
    mark.setChecked(on);
    mark.resize(20, 20);
    window.resize(40, 40);
    theme::apply(&window, dark ? darkTokens : lightTokens);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const QImage picture = window.grab().toImage();
    double most = 1;
    for (int y = 0; y < 20; ++y)
        for (int x = 0; x < 20; ++x)
            most = std::max(most, ::contrast(picture.pixel(x, y), picture.pixel(30, 30)));
    QVERIFY2(most >= 3, qPrintable(QString::number(most)));
}

void ThemeTest::sheetNamesNoUnknownToken() {
    for (const Tokens& t : {lightTokens, darkTokens})
        QVERIFY(!theme::sheet(t).contains(u'@'));
}

QTEST_MAIN(ThemeTest)
#include "ThemeTest.moc"
