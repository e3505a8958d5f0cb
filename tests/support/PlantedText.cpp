// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PlantedText.h"

#include "tests/support/TestData.h"

namespace casebook::test {

namespace {

/// Number of texts, the texts, files. Names of codecs are Python's. One line a needle: hex, tab, what it is.
const QString& needleScript() {
    static const QString script = QString::fromUtf8(R"(
import base64, csv, html, re, sys, urllib.parse
values = set()
planted = int(sys.argv[1])
for path in sys.argv[2 + planted:]:
    for row in csv.DictReader(open(path, encoding='utf-8')):
        values.add((row['value'], bytes.fromhex(row['bytes_in_file_hex'])))
for text in sys.argv[2:2 + planted]:
    values.add((text, text.encode()))
def forms(text):
    yield text
    yield text.upper()
    yield text.lower()
    bare = re.sub(r'[\^= _-]', '', text)
    if bare != text:
        yield bare
    if '^' in text:
        yield text.replace('^', ' ').strip()
        parts = [p for p in text.split('=')[0].split('^') if p] # given name first, as people write it
        for glue in (' ', ', ', '^', '_'):
            yield glue.join(parts[1:] + parts[:1])
            yield glue.join(parts)
def encoded(text):
    for name in ('utf-8', 'gb18030', 'utf-16-le', 'utf-16-be', 'utf-32-le', 'utf-32-be', 'big5', 'iso2022_jp_2', 'iso2022_kr', 'euc_kr', 'shift_jis', 'latin-1'):
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
    yield urllib.parse.quote(text, safe='').lower().encode(), 'percent'
    yield html.escape(text).encode(), 'html'
    raws = {name: text.encode(name) for name in ('utf-8', 'utf-16-le', 'utf-16-be')}
    if any(ord(c) > 127 for c in text):
        for how, form in (('json', '\\u%04x'), ('json', '\\u%04X'), ('html', '&#%d;'), ('html', '&#x%x;'), ('html', '&#x%X;')):
            yield ''.join(c if ord(c) < 128 else form % ord(c) for c in text).encode(), how
        raws['gb18030'] = text.encode('gb18030')
    for name, raw in raws.items():
        yield raw.hex().encode(), 'hex of ' + name
        yield raw.hex().upper().encode(), 'hex of ' + name
        for shift in range(3): # without the ends, which depend on what stands beside
            b = base64.b64encode(b'\0' * shift + raw)
            yield b[(shift * 8 + 5) // 6: len(b) // 4 * 4 - 4], 'base64 of ' + name
            yield b[(shift * 8 + 5) // 6: len(b) // 4 * 4 - 4].translate(bytes.maketrans(b'+/', b'-_')), 'base64 of ' + name
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

} // namespace

void addPlantedTexts(ByteSearch& search, const QStringList& texts, const QStringList& identifierFiles) {
    const QByteArray lines =
        runPython(needleScript(), QStringList{QString::number(texts.size())} + texts + identifierFiles);
    for (const QByteArray& line : lines.split('\n')) {
        const QList<QByteArray> parts = line.split('\t');
        if (parts.size() == 2)
            search.add(QByteArray::fromHex(parts[0]), QString::fromLatin1(parts[1]) + u' ' +
                                                          QString::fromUtf8(QByteArray::fromHex(parts[0])));
    }
}

} // namespace casebook::test
