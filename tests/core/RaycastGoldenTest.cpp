// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/RaycastPhantom.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace casebook;
using namespace casebook::raycast;
using namespace casebook::raycast::fixture;

namespace {

/// Where env CASEBOOK_RAYCAST_PICTURES names a folder, pictures are written there (bytes R, G, B, A, 256 x
/// 256) to be looked at before their hash is taken over.
void keep(const QByteArray& name, const Picture& picture) {
    const QString folder = qEnvironmentVariable("CASEBOOK_RAYCAST_PICTURES");
    if (folder.isEmpty())
        return;
    QFile file(folder + QLatin1Char('/') + QString::fromLatin1(name) + QStringLiteral(".rgba"));
    if (file.open(QIODevice::WriteOnly))
        file.write(reinterpret_cast<const char*>(picture.rgba.data()), qsizetype(picture.rgba.size() * 4));
}

QByteArray hashOf(const Picture& picture) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(reinterpret_cast<const char*>(picture.rgba.data()),
                                qsizetype(picture.rgba.size() * 4)));
    return hash.result().toHex().left(32);
}

} // namespace

/// Pictures of the synthetic chest, to the bit. They were looked at; after a change on purpose, look again.
class RaycastGoldenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void presets_data();
    void presets();
    void maskedPresetsNeedTheirMask();
    void surfacesAndTissue();
};

void RaycastGoldenTest::presets_data() {
    QTest::addColumn<QByteArray>("preset");
    QTest::addColumn<QByteArray>("hash");
    const std::pair<const char*, const char*> rows[] = {{"skin", "46984d4254183f11bb07730c8a0d3d51"},
                                                        {"bone", "4631f4efd3addab4f55c7ed31e46eb0e"},
                                                        {"soft-tissue", "28a29a42bc5aee46e4dc44187b1bc87c"},
                                                        {"lung-vessels", "e8049d3c997d8787e98b5d1f16eb6be5"},
                                                        {"airways", "acc9ca70850c93df05f2c454a31c0450"},
                                                        {"lung-shell", "887a50bacd2553ac2a3e0dc95aa76811"},
                                                        {"lung-air", "dccca1c7cdfea5e5096c99cd90ae9fb7"},
                                                        {"nodule-focus", "59b0644c0be120845e6327c4599820c4"},
                                                        {"mip", "a007797df8a7b8c2113adac1ae2451e2"},
                                                        {"minip", "94ac6570887dbf41d6574a151fafe317"}};
    for (const auto& [preset, hash] : rows)
        QTest::newRow(preset) << QByteArray(preset) << QByteArray(hash);
    QCOMPARE(std::size(rows), raycast::presets().size());
}

void RaycastGoldenTest::presets() {
    QFETCH(QByteArray, preset);
    QFETCH(QByteArray, hash);
    const Picture p = drawn(presetScene(*findPreset(QLatin1StringView(preset)), 256));
    keep(preset, p);
    QCOMPARE(hashOf(p), hash);
}

void RaycastGoldenTest::maskedPresetsNeedTheirMask() {
    for (const Preset& preset : raycast::presets()) {
        const auto table = labelTable(preset);
        QCOMPARE(table != nullptr, preset.mask != MaskNeed::None);
        if (!table)
            continue;
        QCOMPARE((*table)[std::size_t(LungPart::Outside)].opacity, 0.0);
        QVERIFY(shownLabels(*table) != 0);
    }
    QVERIFY(findPreset(QLatin1StringView("none")) == nullptr);
}

void RaycastGoldenTest::surfacesAndTissue() {
    Scene scene = presetScene(*findPreset(QLatin1StringView("lung-shell")), 256, Level::Fine);
    const Chest& c = chest();
    std::uint32_t id = 2;
    for (const WorldPoint& at : c.nodules)
        scene.surfaces.push_back({ballMesh(at, 8), {255, 160, 40}, id++});
    scene.planes = {{{0.2, 1, 0}, -WorldVector(0.2, 1, 0).dot(c.volume->grid.centre()) + 20}};
    const Picture p = drawn(scene);
    keep("surfaces", p);
    QCOMPARE(hashOf(p), QByteArray("3affe325b11e2a0a835dc600908b4ea2"));
}

QTEST_GUILESS_MAIN(RaycastGoldenTest)
#include "RaycastGoldenTest.moc"
