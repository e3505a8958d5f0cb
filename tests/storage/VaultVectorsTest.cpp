// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fixed bytes of the format, made by vault_vectors.py with other libraries than ours. A test that fails here
// means that studies of earlier versions no longer open.
#include "storage/audit/AuditCanon.h"
#include "storage/objects/ChunkCipher.h"
#include "storage/objects/FileObjectStore.h"
#include "storage/vault/Cbor.h"
#include "storage/vault/ColdPlaces.h"
#include "storage/vault/Crypto.h"
#include "storage/vault/Header.h"
#include "storage/vault/RecoveryWords.h"
#include "tests/storage/StudyFixture.h"

#include <QFileInfo>

using namespace casebook;
using namespace casebook::test;

class VaultVectorsTest : public QObject {
    Q_OBJECT

    QHash<QByteArray, QByteArray> vectors_;
    [[nodiscard]] QByteArray bytes(const char* name) const {
        return QByteArray::fromHex(vectors_.value(name));
    }

    static QByteArray counting(int first, int count) {
        QByteArray out;
        for (int i = 0; i < count; ++i)
            out.append(static_cast<char>(first + i));
        return out;
    }

    static QByteArray of(const SecretBytes& secret) {
        return {reinterpret_cast<const char*>(secret.data()), static_cast<qsizetype>(secret.size())};
    }

    static KeyRing ring() { return {SecretBytes::copyOf(crypto::of(counting(32, 32))), 1}; }
    const QByteArray study_ = counting(0, 16);
    const QByteArray user_ = counting(100, 16);

private Q_SLOTS:
    void initTestCase() {
        const QByteArray file = readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/vault-vectors.txt"));
        for (const QByteArray& line : file.split('\n'))
            if (const auto space = line.indexOf(' '); space > 0)
                vectors_.insert(line.first(space), line.mid(space + 1));
        QCOMPARE(vectors_.size(), 22);
    }

    void keyFromPassphrase() {
        const SecretBytes passphrase = SecretBytes::fromText(QStringLiteral("口令 correct horse"));
        const auto key = crypto::argon2id(passphrase.span(), study_, 1, 8192);
        VERIFY_OK(key);
        QCOMPARE(of(*key).toHex(), vectors_.value("argon2id"));
    }

    void subkeys() {
        const KeyRing keys = ring();
        for (int i = 1; i <= 9; ++i)
            QCOMPARE(of(keys.key(static_cast<KeyPurpose>(i))).toHex(),
                     vectors_.value("subkey-" + QByteArray::number(i)));
    }

    void slot() {
        QCOMPARE(slots::idOf(study_, QStringLiteral("Li.NA")).toHex(), vectors_.value("slot-id"));
        KeySlot slot;
        slot.id = bytes("slot-id");
        slot.ops = 1;
        slot.memKiB = 8192;
        slot.salt = counting(16, 16);
        slot.nonce = counting(64, 24);
        slot.wrapped = bytes("slot-wrapped");
        const auto opened = slots::unwrap(slot, study_, 1, secret(goodPassphrase));
        VERIFY_OK(opened);
        QCOMPARE(of(opened->master), counting(32, 32));
        QCOMPARE(opened->user.bytes, user_);
    }

    void header() {
        const auto decoded = header::decode(bytes("header"));
        VERIFY_OK(decoded);
        QCOMPARE(decoded->studyId, study_);
        QCOMPARE(decoded->serial, std::uint64_t{9});
        QCOMPARE(decoded->databaseSalt, counting(150, 16));
        QCOMPARE(decoded->keySlots.size(), 1);
        const auto secrets = header::open(*decoded, ring());
        VERIFY_OK(secrets);
        QCOMPARE(secrets->users,
                 QList<HeaderSecrets::User>({{bytes("slot-id"), Uuid{user_}, QStringLiteral("li.na")}}));
        QCOMPARE(secrets->anchor, (ChainHead{7, counting(0, 32)}));
        // Our own bytes differ in the nonce and what follows from it only.
        const QByteArray ours = header::encode(*decoded, *secrets, ring());
        QCOMPARE(ours.size(), bytes("header").size());
        QCOMPARE(ours.first(64 + KeySlot::length), bytes("header").first(64 + KeySlot::length));
    }

    void pack() {
        QByteArray first;
        for (int i = 0; i < 70000; ++i)
            first.append(static_cast<char>(i * 7 % 251));
        const QByteArray directory = bytes("pack-directory");
        const QByteArray plain = first + "abc" + directory;
        QCOMPARE(packFormat::encodeDirectory(
                     {{{0, 70000}, sha256Of(first)}, {{70000, 3}, sha256Of(QByteArray("abc"))}}),
                 directory);
        const PackId id{counting(1, 16)};
        PackHeader header;
        header.plainLength = plain.size();
        header.random = counting(33, 16);
        const SecretBytes key = packFormat::packKey(ring().key(KeyPurpose::Packs), id, header.random);
        const QByteArray headerBytes = packFormat::encodeHeader(header, key);
        QCOMPARE(headerBytes.toHex(), vectors_.value("pack-header"));

        ChunkCipher cipher(ChunkCipher::Direction::Seal, key, headerBytes);
        QByteArray file = headerBytes;
        for (int i = 0; i < 2; ++i) {
            const QByteArray part = plain.mid(i * 65536, 65536);
            QByteArray sealed(part.size() + 16, '\0');
            QVERIFY(
                cipher.seal(i, std::as_bytes(std::span(part)), reinterpret_cast<std::byte*>(sealed.data())));
            file += sealed;
            if (i == 1)
                QCOMPARE(sealed.toHex(), vectors_.value("pack-chunk-1"));
        }
        QCOMPARE(sha256Of(file).toHex(), vectors_.value("pack-file-sha256"));

        StudyFixture f;
        VERIFY_OK(f.files.makeFolder(f.folder()));
        VERIFY_OK(FileObjectStore::makeFolders(f.files, f.folder()));
        QVERIFY(writeFile(f.path(id.path()), file));
        const KeyRing keys = ring();
        FileObjectStore store(f.files, f.folder(), keys, true);
        QCOMPARE(store.read(id, {69999, 4}).value_or(QByteArray()), first.last(1) + "abc");
        QCOMPARE(store.directory(id).value_or(QList<PackDirectoryEntry>()).size(), 2);
        QCOMPARE(store.dedupKeyOf(std::as_bytes(std::span("abc", 3))).toHex(), vectors_.value("dedup-key"));
    }

    void audit() {
        QCOMPARE(audit::commitment(counting(0, 16), QStringLiteral("李娜")).toHex(),
                 vectors_.value("commitment"));
        AuditRecord r;
        r.seq = 5;
        r.tx = 4;
        r.timeMs = 1767225600000;
        r.zoneMinutes = -210;
        r.bootId = "boot-1";
        r.monotonicMs = 5000;
        r.user = user_;
        r.roles = "reader,administrator";
        r.session = counting(116, 16);
        r.osUser = QStringLiteral("os");
        r.host = QStringLiteral("host");
        r.program = QStringLiteral("casebook 0.1");
        r.action = "change";
        r.objectKind = "subject";
        r.object = counting(0, 16);
        r.field = "name";
        r.newCommitment = bytes("commitment");
        r.reasonCode = "typing";
        QCOMPARE(audit::canon(r).toHex(), vectors_.value("canon"));
        QCOMPARE(audit::chainHash(ring().key(KeyPurpose::AuditChain).span(), study_, r).toHex(),
                 vectors_.value("chain-hash"));
    }

    void recoveryWords() {
        const SecretBytes secret20 = SecretBytes::copyOf(crypto::of(counting(0, 20)));
        QCOMPARE(recovery::toWords(secret20).toLatin1(), vectors_.value("recovery-words"));
        const auto back = recovery::fromWords(QString::fromLatin1(vectors_.value("recovery-words")));
        VERIFY_OK(back);
        QCOMPARE(of(*back), counting(0, 20));
    }

    void cborOfTheRfc_data() { // RFC 8949 appendix A
        QTest::addColumn<qlonglong>("number");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("0") << 0LL << QByteArray("00");
        QTest::newRow("23") << 23LL << QByteArray("17");
        QTest::newRow("24") << 24LL << QByteArray("1818");
        QTest::newRow("100") << 100LL << QByteArray("1864");
        QTest::newRow("1000") << 1000LL << QByteArray("1903e8");
        QTest::newRow("1000000") << 1000000LL << QByteArray("1a000f4240");
        QTest::newRow("1000000000000") << 1000000000000LL << QByteArray("1b000000e8d4a51000");
        QTest::newRow("-1") << -1LL << QByteArray("20");
        QTest::newRow("-100") << -100LL << QByteArray("3863");
        QTest::newRow("-1000") << -1000LL << QByteArray("3903e7");
        QTest::newRow("least") << std::numeric_limits<qlonglong>::min() << QByteArray("3b7fffffffffffffff");
    }

    void cborOfTheRfc() {
        QFETCH(qlonglong, number);
        QFETCH(QByteArray, hex);
        QCOMPARE(CborWriter().integer(number).result().toHex(), hex);
        CborReader reader(QByteArray::fromHex(hex));
        QCOMPARE(reader.integer().value_or(77), number);
        QVERIFY(reader.good() && reader.atEnd());
    }

    void cborRefused_data() {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("longer head than needed") << QByteArray("1817");
        QTest::newRow("two bytes for one") << QByteArray("190018");
        QTest::newRow("cut") << QByteArray("19ff");
        QTest::newRow("text") << QByteArray("6161");
        QTest::newRow("indefinite") << QByteArray("1f");
        QTest::newRow("too large for int64") << QByteArray("1bffffffffffffffff");
    }

    void cborRefused() {
        QFETCH(QByteArray, hex);
        CborReader reader(QByteArray::fromHex(hex));
        QVERIFY(!reader.integer());
        QVERIFY(!reader.good());
    }

    void cborTextLongerThanInput() {
        CborReader reader(QByteArray::fromHex("7b7fffffffffffffff61"));
        QVERIFY(!reader.text());
        QVERIFY(!reader.good());
    }
};

QTEST_GUILESS_MAIN(VaultVectorsTest)
#include "VaultVectorsTest.moc"
