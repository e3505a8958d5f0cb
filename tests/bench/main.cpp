// SPDX-License-Identifier: GPL-3.0-or-later
//
// casebook-bench NAME [--runs N]: one JSON document on stdout, as `casebook-cli bench` prints it.
#include "storage/vault/SecretBytes.h"
#include "tests/bench/Bench.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace casebook::bench {

namespace {

QJsonObject json(const BenchFigure& figure) {
    const bool compared = !figure.reference.isEmpty();
    const QJsonValue none(QJsonValue::Null);
    return {
        {QStringLiteral("what"), QString::fromLatin1(figure.what)},
        {QStringLiteral("value"), figure.value},
        {QStringLiteral("unit"), QString::fromLatin1(figure.unit)},
        {QStringLiteral("reference"), compared ? QJsonValue(QString::fromLatin1(figure.reference)) : none},
        {QStringLiteral("reference_value"), compared ? QJsonValue(figure.reference_value) : none},
        {QStringLiteral("ratio"), compared ? QJsonValue(figure.ratio) : none},
        {QStringLiteral("n"), figure.n},
        {QStringLiteral("p50"), figure.p50},
        {QStringLiteral("p95"), figure.p95}};
}

Result<Figures> run(const QString& name, int runs) {
    if (name == QLatin1StringView("import"))
        return benchImport(runs);
    if (name == QLatin1StringView("import-orthanc"))
        return benchImportOrthanc(runs);
    if (name == QLatin1StringView("codecs"))
        return benchCodecs(runs);
    if (name == QLatin1StringView("open"))
        return benchOpen(runs);
    if (name == QLatin1StringView("objects"))
        return benchObjects(runs);
    if (name == QLatin1StringView("verify"))
        return benchVerify(runs);
    if (name == QLatin1StringView("form-save"))
        return benchFormSave(runs);
    if (name == QLatin1StringView("lists"))
        return benchLists(runs);
    if (name == QLatin1StringView("audit"))
        return benchAudit(runs);
    if (name == QLatin1StringView("growth"))
        return benchGrowth(runs);
    if (name == QLatin1StringView("raycast"))
        return benchRaycast(runs);
    if (name == QLatin1StringView("slice"))
        return makeChest().map([](const VolumePtr& volume) { return benchSlice(volume); });
    if (name == QLatin1StringView("volume3d"))
        return makeChest().map([](const VolumePtr& volume) { return benchVolume3d(volume); });
    return fail(ErrorKind::Usage, "bad-value", name);
}

/// Panes and GL are measured where a display is; without one what can be painted still is.
void choosePlatform() {
    if (qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        return;
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariableIsSet("DISPLAY") ? "xcb" : "offscreen");
    if (!qEnvironmentVariableIsSet("QT_XCB_GL_INTEGRATION"))
        qputenv("QT_XCB_GL_INTEGRATION", "xcb_glx");
}

int answer(const QString& name, int runs) {
    auto ready = hardenProcess();
    auto figures = ready ? run(name, runs) : Result<Figures>(tl::unexpected(ready.error()));
    if (!figures) {
        std::fprintf(stderr, "%s %s\n", figures.error().code.constData(),
                     figures.error().object.toUtf8().constData());
        return figures.error().kind == ErrorKind::Usage ? 2 : 1;
    }
    QJsonArray results;
    for (const BenchFigure& figure : *figures)
        results.append(json(figure));
    const QJsonObject document{{QStringLiteral("name"), name},
                               {QStringLiteral("results"), results},
                               {QStringLiteral("machine"), machine()}};
    const QByteArray bytes = QJsonDocument(document).toJson(QJsonDocument::Compact) + '\n';
    return std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stdout) == std::size_t(bytes.size())
               ? 0
               : 1;
}

} // namespace

} // namespace casebook::bench

int main(int argc, char** argv) {
    casebook::bench::choosePlatform();
    const QApplication application(argc, argv);
    const QStringList given = QCoreApplication::arguments();
    int runs = 5;
    const qsizetype at = given.indexOf(QStringLiteral("--runs"));
    if (at > 0)
        runs = std::max(5, given.value(at + 1).toInt());
    if (given.size() < 2 || (at > 0 && at < 2)) {
        std::fputs("usage: casebook-bench NAME [--runs N]\n", stderr);
        return 2;
    }
    return casebook::bench::answer(given[1], runs);
}
