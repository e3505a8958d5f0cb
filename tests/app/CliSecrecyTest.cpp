// SPDX-License-Identifier: GPL-3.0-or-later
//
// After an import no identifier of the files, no planted name in any encoding, and no row of pixels is
// found in any byte of the closed study, of settings, cache, state, temp, or of what the program printed.
#include "tests/app/CliStudy.h"
#include "tests/support/ByteSearch.h"
#include "tests/support/TestData.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

const QStringList& sets() {
    static const QStringList all{QStringLiteral("05-chest-lungmask"),
                                 QStringLiteral("07-chest-prior-current-sbu"),
                                 QStringLiteral("30-charset"),
                                 QStringLiteral("40-seg-dcmqi"),
                                 QStringLiteral("41-seg-highdicom"),
                                 QStringLiteral("60-identity"),
                                 QStringLiteral("70-deid")};
    return all;
}

/// Every identifier of the sets and some planted names, in the encodings that a leak could have (names of
/// codecs are Python's): one line a needle, hex, tab, what it is. Values under 5 characters match by chance.
const QString& needleScript() {
    static const QString script = QString::fromUtf8(R"(
import base64, csv, re, sys, urllib.parse
values = set()
for path in sys.argv[1:]:
    for row in csv.DictReader(open(path, encoding='utf-8')):
        values.add((row['value'], bytes.fromhex(row['bytes_in_file_hex'])))
for planted in ['诸葛孔明测试', 'Planted^Person^Name', 'Pflanzmüller^Jörg']:
    values.add((planted, planted.encode()))
def forms(text):
    yield text
    yield text.upper()
    yield text.lower()
    bare = re.sub(r'[\^= _-]', '', text)
    if bare != text:
        yield bare
    if '^' in text:
        yield text.replace('^', ' ').strip()
def encoded(text):
    for name in ('utf-8', 'gb18030', 'utf-16-le', 'utf-16-be', 'iso2022_jp_2', 'iso2022_kr', 'euc_kr', 'shift_jis', 'latin-1'):
        try:
            yield text.encode(name), name
        except UnicodeError:
            pass
    try: # GBK bytes read as Latin-1 and saved as UTF-8
        yield text.encode('gb18030').decode('latin-1').encode('utf-8'), 'mojibake'
    except UnicodeError:
        pass
    try: # ISO 2022 IR 58: GB 2312 in G1 after its escape
        yield b'\x1b$)A' + text.encode('gb2312'), 'ir58'
    except UnicodeError:
        pass
    yield urllib.parse.quote(text).encode(), 'percent'
    yield ''.join(c if ord(c) < 128 else '\\u%04x' % ord(c) for c in text).encode(), 'json'
    raw = text.encode()
    for shift in range(3): # without the ends, which depend on what stands beside
        b = base64.b64encode(b'\0' * shift + raw)
        yield b[(shift * 8 + 5) // 6: len(b) // 4 * 4 - 4], 'base64'
for text, raw in sorted(values):
    if len(text) < 5 and not any(ord(c) > 0x2e80 for c in text):
        continue
    if len(raw) >= 5:
        print(raw.hex(), 'as in the file', sep='\t')
    for form in forms(text):
        if len(form) < 5 and not any(ord(c) > 0x2e80 for c in form):
            continue
        for needle, how in encoded(form):
            if len(needle) >= 5:
                print(needle.hex(), how, sep='\t')
)");
    return script;
}

QStringList identifierFiles() {
    QStringList out;
    for (const QString& set : sets())
        out += ctPath(set, QStringLiteral("identifiers.csv"));
    return out;
}

} // namespace

class CliSecrecyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        CASEBOOK_NEED_DATA();
        addNeedles();
        addPixels();
        QVERIFY2(search_.count() > 2000, QByteArray::number(search_.count()));
        QVERIFY(study_.create());
        say(study_.run({QStringLiteral("subject"), QStringLiteral("add"), QStringLiteral("P-1"),
                        QStringLiteral("--name"), QStringLiteral("诸葛孔明测试"),
                        QStringLiteral("--birth-date"), QStringLiteral("1957-11-23")}));
        say(study_.run({QStringLiteral("subject"), QStringLiteral("add"), QStringLiteral("P-2"),
                        QStringLiteral("--name"), QStringLiteral("Planted^Person^Name")}));
        for (const QString& set : sets())
            say(study_.run({QStringLiteral("import"), QStringLiteral("dicom"), ctPath(set, QString())}));
        say(study_.run({QStringLiteral("list"), QStringLiteral("series")}), false);
        say(study_.run({QStringLiteral("audit"), QStringLiteral("list")}), false);
        // Killed while it works: what a crash leaves is searched too.
        QProcess process;
        CliStudy::start(process, {QStringLiteral("import"), QStringLiteral("dicom"),
                                  ctPath(QStringLiteral("04-chest-cip-64"), QString())});
        process.waitForFinished(700);
        process.kill();
        process.waitForFinished();
        printed_ += process.readAllStandardError();
    }

    /// The search itself finds what it is told to find, in every encoding.
    void searchFindsWhatIsThere() {
        QByteArray haystack(70'000, 'x');
        haystack += QStringLiteral("诸葛孔明测试").toUtf8();
        QCOMPARE(search_.inBytes(haystack, QStringLiteral("memory")).size(), 1);
        const QByteArray file = readFile(ctPath(QStringLiteral("07-chest-prior-current-sbu"),
                                                QStringLiteral("A002304/axial/19001231-076.dcm")));
        QVERIFY(search_.inBytes(file, QStringLiteral("original")).size() > 3);
    }

    void nothingOfAPersonIsInTheStudy() { verifyNone(search_.below(study_.folder())); }
    void nothingIsInSettingsCacheStateOrTemp() {
        for (const char* name : {"home", "config", "cache", "data", "state", "tmp"})
            verifyNone(search_.below(study_.path(name)));
    }
    void nothingWasPrinted() {
        QByteArray words = printed_;
        // Paths of files that were refused are the caller's own words.
        for (const QByteArray& line : printed_.split('\n'))
            if (line.contains(dataFolder().toLocal8Bit()))
                words.replace(line, "");
        verifyNone(search_.inBytes(words, QStringLiteral("stdout and stderr")));
    }

    void programsShowNoSqlite() {
        for (const char* name : {"casebook-cli", "casebook-worker", "casebook"}) {
            const QString program = QFileInfo(cliProgram()).dir().filePath(QLatin1StringView(name));
            if (!QFile::exists(program) && QByteArray(name) == "casebook")
                continue; // the window is not built by every target
            QProcess nm;
            nm.start(QStringLiteral("nm"), {QStringLiteral("-D"), program});
            QVERIFY(nm.waitForFinished());
            QVERIFY(nm.exitCode() == 0);
            QVERIFY2(!nm.readAllStandardOutput().contains("sqlite3_"), name);
        }
    }

private:
    void addNeedles() {
        for (const QByteArray& line : runPython(needleScript(), identifierFiles()).split('\n')) {
            const QList<QByteArray> parts = line.split('\t');
            if (parts.size() == 2)
                search_.add(QByteArray::fromHex(parts[0]),
                            QString::fromLatin1(parts[1]) + u' ' +
                                QString::fromUtf8(QByteArray::fromHex(parts[0])));
        }
    }
    /// A row from the middle of every file: of pixels where they lie plain, of the code stream where not.
    void addPixels() {
        for (const QString& set : sets())
            for (const QJsonValue& file : ctFiles(set)) {
                const QString path = file[QStringLiteral("path")].toString();
                const QByteArray bytes = readFile(ctPath(set, path));
                const QByteArray row = bytes.mid(bytes.size() * 2 / 3, 48);
                if (row.size() == 48 && row.count(row[0]) < 24)
                    search_.add(row, QStringLiteral("pixels of ") + path);
            }
    }
    void say(const CliRun& run, bool keep = true) {
        QVERIFY2(run.exit == 0 || run.exit == 4, run.words());
        if (keep)
            printed_ += run.err;
    }
    static void verifyNone(const QList<ByteSearch::Hit>& hits) {
        const auto real = ByteSearch::withoutChance(hits);
        for (const auto& hit : real)
            qWarning("%s @%lld: %s", qPrintable(hit.file), hit.offset, qPrintable(hit.what));
        QVERIFY(real.isEmpty());
    }

    CliStudy study_;
    ByteSearch search_;
    QByteArray printed_;
};

QTEST_GUILESS_MAIN(CliSecrecyTest)
#include "CliSecrecyTest.moc"
