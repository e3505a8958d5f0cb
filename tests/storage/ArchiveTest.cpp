// SPDX-License-Identifier: GPL-3.0-or-later
// Archives made by Python's zipfile and tarfile, read through the real worker.
#include "storage/worker/WorkerPool.h"
#include "storage/worker/WorkerProcess.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

const QString kMake = QStringLiteral(R"py(
import sys, io, zipfile, tarfile, numpy as np
out, kind = sys.argv[1:3]
big = np.random.default_rng(1).integers(0, 256, 4_300_000, dtype='u1').tobytes()
files = [('a.dcm', b'first'), ('folder/b.dcm', big), ('empty', b''), ('folder/deeper/c', b'x' * 4194304)]
if kind == 'zip':
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for n, d in files: z.writestr(n, d)
elif kind == 'evil.zip':
    with zipfile.ZipFile(out, 'w') as z:
        z.writestr('../up', b'1'); z.writestr('/abs', b'2'); z.writestr('ok', b'3'); z.writestr('a/../../b', b'4'); z.writestr('C:\\w', b'5')
elif kind == 'names.zip':
    # zipfile writes UTF-8 with its flag; a GBK name needs the bytes put in by hand, of equal length, flag off.
    with zipfile.ZipFile(out, 'w') as z:
        z.writestr('\u5f20.dcm', b'1'); z.writestr('QQQQ.dcm', b'2')
    b = open(out, 'rb').read().replace(b'QQQQ', '\u5f20\u4e09'.encode('gbk')); open(out, 'wb').write(b)
elif kind == 'evil.tar':
    with tarfile.open(out, 'w') as t:
        def add(name, type, **kw):
            i = tarfile.TarInfo(name); i.type = type
            for k, v in kw.items(): setattr(i, k, v)
            t.addfile(i)
        add('link', tarfile.SYMTYPE, linkname='/etc/passwd'); add('hard', tarfile.LNKTYPE, linkname='ok')
        add('dev', tarfile.CHRTYPE, devmajor=1, devminor=5); add('fifo', tarfile.FIFOTYPE)
        i = tarfile.TarInfo('ok'); i.size = 3; t.addfile(i, io.BytesIO(b'yes'))
elif kind == 'bomb.zip':
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('small', b'1'); z.writestr('bomb', b'\0' * 60_000_000)
elif kind == 'many.zip':
    with zipfile.ZipFile(out, 'w') as z:
        for n in range(50): z.writestr('f%d' % n, b'x')
elif kind in ('iso', 'tar.zst'):
    import ctypes, locale
    locale.setlocale(locale.LC_ALL, 'C.UTF-8')
    l = ctypes.CDLL('libarchive.so.13')
    for f in (l.archive_write_new, l.archive_entry_new): f.restype = ctypes.c_void_p
    w = ctypes.c_void_p(l.archive_write_new())
    if kind == 'iso': assert l.archive_write_set_format_iso9660(w) == 0
    else: assert l.archive_write_set_format_pax_restricted(w) == 0 and l.archive_write_add_filter_zstd(w) == 0
    assert l.archive_write_open_filename(w, out.encode()) == 0
    files = sorted(files + [('\u80ba\u90e8/\u5f20\u4e09.dcm', b'chinese')]) if kind == 'iso' else files
    for n, d in files:
        e = ctypes.c_void_p(l.archive_entry_new())
        l.archive_entry_set_pathname_utf8(e, n.encode()); l.archive_entry_set_size(e, ctypes.c_int64(len(d)))
        l.archive_entry_set_filetype(e, 0o100000); l.archive_entry_set_perm(e, 0o644)
        assert l.archive_write_header(w, e) == 0, n
        l.archive_write_data.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
        at = 0
        while at < len(d): at += l.archive_write_data(w, d[at:at + 60000], len(d[at:at + 60000]))
    assert l.archive_write_close(w) == 0
else:
    with tarfile.open(out, 'w:' + {'tar': '', 'tar.gz': 'gz', 'tar.xz': 'xz'}[kind], **({} if kind == 'tar' else {'preset': 0} if kind == 'tar.xz' else {'compresslevel': 1})) as t:
        for n, d in files:
            i = tarfile.TarInfo(n); i.size = len(d); t.addfile(i, io.BytesIO(d))
import hashlib
print(' '.join(n + ':' + hashlib.sha256(d).hexdigest() for n, d in files), end='')
)py");

QString tell(const ArchiveEntry& entry) {
    const QByteArray what = !entry.detail.isEmpty() ? entry.detail
                            : !entry.refusal.isEmpty()
                                ? entry.refusal
                                : QCryptographicHash::hash(entry.bytes, QCryptographicHash::Sha256).toHex();
    return entry.path + QLatin1Char(':') + QString::fromLatin1(what);
}

} // namespace

class ArchiveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(!workerProgram().isEmpty(), "casebook-worker is not built"); }
    void whole_data();
    void whole();
    void evil_data();
    void evil();
    void names();
    void limits();
    void damagedAndOther();
    void sinkMayUseThePool();
    void stops();

private:
    QByteArray make(const QString& kind) {
        x_path = x_folder.filePath(kind);
        return runPython(kMake, {x_path, kind});
    }
    QTemporaryDir x_folder;
    QString x_path;
};

void ArchiveTest::whole_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"zip", "tar", "tar.gz", "tar.xz", "tar.zst", "iso"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void ArchiveTest::whole() {
    QFETCH(QString, kind);
    const QString expected = QString::fromUtf8(make(kind));
    QVERIFY(!expected.isEmpty());
    WorkerPool pool(1);
    const auto input = WorkerInput::open(x_path);
    QVERIFY(input);
    QVERIFY(isArchive(*input));
    for (int again = 0; again < 2; ++again) { // the descriptor can be read twice
        QStringList got;
        const auto done = pool.archive(*input, [&](const ArchiveEntry& entry) {
            got << tell(entry);
            return true;
        });
        QVERIFY2(done, done ? "" : done.error().code.constData());
        // An image of a disc has an order of its own.
        QStringList wanted = expected.split(QLatin1Char(' '));
        if (kind == QLatin1StringView("iso")) {
            got.sort();
            wanted.sort();
        }
        QCOMPARE(got, wanted);
    }
}

void ArchiveTest::evil_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QStringList>("refused");
    QTest::newRow("zip") << QStringLiteral("evil.zip")
                         << QStringList{
                                QStringLiteral("../up:unsafe-path"), QStringLiteral("/abs:unsafe-path"),
                                QStringLiteral("a/../../b:unsafe-path"), QStringLiteral("C:\\w:unsafe-path")};
    QTest::newRow("tar") << QStringLiteral("evil.tar")
                         << QStringList{QStringLiteral("link:link"), QStringLiteral("hard:link"),
                                        QStringLiteral("dev:device"), QStringLiteral("fifo:device")};
}

void ArchiveTest::evil() {
    QFETCH(QString, kind);
    QFETCH(QStringList, refused);
    QVERIFY(!make(kind).isEmpty());
    WorkerPool pool(1);
    QStringList bad, good;
    const auto done = pool.archive(*WorkerInput::open(x_path), [&](const ArchiveEntry& entry) {
        (entry.refusal.isEmpty() ? good : bad) << tell(entry);
        return true;
    });
    QVERIFY(done);
    // Python writes "C:\w" with its own idea of separators; the drive letter is what counts.
    bad.replaceInStrings(QStringLiteral("C:/w"), QStringLiteral("C:\\w"));
    QCOMPARE(bad, refused);
    QCOMPARE(good.size(), 1);
    QVERIFY(good.front().startsWith(QLatin1StringView("ok:")));
}

void ArchiveTest::names() {
    QVERIFY(!make(QStringLiteral("names.zip")).isEmpty());
    WorkerPool pool(1);
    QStringList paths;
    QVERIFY(pool.archive(*WorkerInput::open(x_path), [&](const ArchiveEntry& e) {
        paths << e.path;
        return true;
    }));
    QCOMPARE(paths, (QStringList{QStringLiteral("\u5f20.dcm"), QStringLiteral("\u5f20\u4e09.dcm")}));
}

void ArchiveTest::limits() {
    WorkerPool pool(1);
    QVERIFY(!make(QStringLiteral("bomb.zip")).isEmpty());
    dicom::ArchiveLimits limits;
    limits.ratioAfter = 1 << 20;
    QStringList got;
    auto done = pool.archive(
        *WorkerInput::open(x_path),
        [&](const ArchiveEntry& e) {
            got << tell(e);
            return true;
        },
        {}, limits);
    QVERIFY(!done);
    QCOMPARE(done.error().code, QByteArray("inside-archive-limit"));
    QCOMPARE(got.size(), 2);
    QVERIFY(got.front().startsWith(QLatin1StringView("small:")));
    QCOMPARE(got.back(), QStringLiteral("bomb:inside-archive-limit"));

    limits = {};
    limits.entryBytes = 1 << 20; // one entry too large: the others arrive
    got.clear();
    QVERIFY(pool.archive(
        *WorkerInput::open(x_path),
        [&](const ArchiveEntry& e) {
            got << tell(e);
            return true;
        },
        {}, limits));
    QCOMPARE(got.back(), QStringLiteral("bomb:inside-archive-limit"));

    QVERIFY(!make(QStringLiteral("many.zip")).isEmpty());
    limits = {};
    limits.entries = 20;
    got.clear();
    done = pool.archive(
        *WorkerInput::open(x_path),
        [&](const ArchiveEntry& e) {
            got << tell(e);
            return true;
        },
        {}, limits);
    QVERIFY(!done);
    QCOMPARE(got.size(), 20);
}

void ArchiveTest::damagedAndOther() {
    WorkerPool pool(1);
    const auto nothing =
        pool.archive(WorkerInput::fromBytes(QByteArray(5000, 'x')), [](const ArchiveEntry&) { return true; });
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().code, QByteArray("not-archive"));
    QVERIFY(!make(QStringLiteral("tar.gz")).isEmpty());
    const QByteArray whole = readFile(x_path);
    int arrived = 0;
    const auto cut =
        pool.archive(WorkerInput::fromBytes(whole.first(whole.size() / 2)), [&](const ArchiveEntry& e) {
            arrived += e.refusal.isEmpty() ? 1 : 0;
            return true;
        });
    QVERIFY(!cut || arrived < 4); // never as if it were whole
    QVERIFY(arrived >= 1);
    std::uint32_t seed = 9;
    for (int n = 0; n < 60; ++n) {
        QByteArray flipped = whole.first(200'000);
        for (int k = 0; k < 20; ++k) {
            seed = seed * 1664525U + 1013904223U;
            flipped[qsizetype(seed >> 7) % flipped.size()] = char(seed >> 3);
        }
        static_cast<void>(
            pool.archive(WorkerInput::fromBytes(flipped), [](const ArchiveEntry&) { return true; }));
    }
}

void ArchiveTest::sinkMayUseThePool() {
    QVERIFY(!make(QStringLiteral("zip")).isEmpty());
    WorkerPool pool(1);
    int refused = 0;
    const auto done = pool.archive(*WorkerInput::open(x_path), [&](const ArchiveEntry& entry) {
        const auto header = pool.parse(WorkerInput::fromBytes(entry.bytes));
        refused += !header && header.error().code == "not-dicom" ? 1 : 0;
        return true;
    });
    QVERIFY(done);
    QCOMPARE(refused, 4);
}

void ArchiveTest::stops() {
    QVERIFY(!make(QStringLiteral("zip")).isEmpty());
    WorkerPool pool(1);
    int got = 0;
    QVERIFY(pool.archive(*WorkerInput::open(x_path), [&](const ArchiveEntry&) { return ++got < 2; }));
    QCOMPARE(got, 2);
    std::stop_source stop;
    stop.request_stop();
    const auto done = pool.archive(*WorkerInput::open(x_path), [](const ArchiveEntry&) { return true; },
                                   {stop.get_token(), {}});
    QVERIFY(!done);
    QCOMPARE(done.error().code, QByteArray("cancelled"));
}

QTEST_GUILESS_MAIN(ArchiveTest)
#include "ArchiveTest.moc"
