// SPDX-License-Identifier: GPL-3.0-or-later
//
// Voxels are the study's content in the clear: no dump of the process holds them, and they don't outlive their volume.
#include "core/volume/VoxelBuffer.h"

#include <malloc.h>

#include <QFile>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

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

    /// Looked at in the process's memory itself, where it lies freed: nothing is allocated in between.
    void wipedWhenFreed() {
        constexpr std::size_t count = 30'000; // too small for a mapping of its own
        constexpr std::int16_t mark = 0x5A5A;
        mallopt(M_TRIM_THRESHOLD, 1 << 30); // what is freed stays mapped
        const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
        QVERIFY(memory >= 0);
        std::vector<std::int16_t> left(count);
        const auto look = [&](off_t place) {
            return pread(memory, left.data(), count * sizeof mark, place) == ssize_t(count * sizeof mark)
                       ? std::count(left.begin(), left.end(), mark)
                       : -1;
        };
        auto voxels = std::make_unique<VoxelBuffer>(count);
        std::fill(voxels->begin(), voxels->end(), mark);
        const auto place = static_cast<off_t>(reinterpret_cast<quintptr>(voxels->data()));
        const auto before = look(place);
        voxels.reset();
        const auto after = look(place);
        close(memory);
        QCOMPARE(before, std::ptrdiff_t(count));
        QVERIFY2(after >= 0 && after < 64,
                 qPrintable(QString::number(after))); // free() writes a few words of its own
    }
};

QTEST_GUILESS_MAIN(VoxelBufferTest)
#include "VoxelBufferTest.moc"
