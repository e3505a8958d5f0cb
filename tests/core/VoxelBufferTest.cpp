// SPDX-License-Identifier: GPL-3.0-or-later
//
// Voxels are the study's content in the clear: no dump of the process holds them, and they don't outlive their volume.
#include "core/volume/VoxelBuffer.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace casebook;

namespace {

/// The kernel's flags of the mapping that holds the address ("rd wr mr ... dd").
QByteArray mappingFlags(const void* address) {
    QFile file(QStringLiteral("/proc/self/smaps"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto wanted = reinterpret_cast<quintptr>(address);
    bool here = false;
    for (const QByteArray& line : file.readAll().split('\n')) {
        const QByteArrayList range = line.left(line.indexOf(' ')).split('-');
        bool first = false, second = false;
        if (range.size() == 2) {
            const quintptr from = range[0].toULongLong(&first, 16), to = range[1].toULongLong(&second, 16);
            if (first && second)
                here = from <= wanted && wanted < to;
        }
        if (here && line.startsWith("VmFlags:"))
            return line.mid(8) + ' ';
    }
    return {};
}

} // namespace

class VoxelBufferTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysOutOfDumps_data() {
        QTest::addColumn<qsizetype>("bytes");
        QTest::newRow("a slice") << qsizetype(512 * 512 * 2);
        QTest::newRow("a volume") << qsizetype(32) * 1024 * 1024;
    }
    void staysOutOfDumps() {
        QFETCH(qsizetype, bytes);
        VoxelBuffer voxels(std::size_t(bytes) / 2);
        std::fill(voxels.begin(), voxels.end(), std::int16_t(7));
        const QByteArray flags = mappingFlags(voxels.data() + voxels.size() / 2);
        QVERIFY2(flags.contains(" dd "), flags.constData());
    }

    /// The same memory, given out again at once.
    void wipedWhenFreed() {
        constexpr std::size_t count = 30'000;
        constexpr std::int16_t mark = 0x5A5A;
        const void* place = nullptr;
        {
            VoxelBuffer voxels(count);
            std::fill(voxels.begin(), voxels.end(), mark);
            place = voxels.data();
        }
        const VoxelBuffer next(count); // its voxels have no defined value
        if (next.data() != place)
            QSKIP("the memory serves something else");
        QCOMPARE(std::count(next.begin(), next.end(), mark), 0);
    }
};

QTEST_GUILESS_MAIN(VoxelBufferTest)
#include "VoxelBufferTest.moc"
