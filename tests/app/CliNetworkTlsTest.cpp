// SPDX-License-Identifier: GPL-3.0-or-later
//
// TLS towards DCMTK's programs and from them, with certificates made for this test: what is trusted works,
// everything else is refused with a word that says so, and the receiver goes on listening.
#include "tests/app/CliListener.h"
#include "tests/app/CliStudy.h"
#include "tests/support/Certificates.h"
#include "tests/support/Peers.h"
#include "tests/support/SmallSeries.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

constexpr int kSlices = 4;

QStringList words(const char* line) { return QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts); }

/// Options of DCMTK's programs.
QStringList dcmtkTls(const Certificate& own, const Certificate& trusted) {
    return {QStringLiteral("+tls"), own.key, own.file, QStringLiteral("+cf"), trusted.file};
}

} // namespace

class CliNetworkTlsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const QString folder = study_.path("tls");
        authority_ = makeAuthority(folder, QStringLiteral("authority"));
        stranger_ = makeAuthority(folder, QStringLiteral("stranger"));
        QVERIFY(authority_.isMade() && stranger_.isMade());
        peer_ = makeCertificate(folder, QStringLiteral("peer"), authority_);
        ours_ = makeCertificate(folder, QStringLiteral("ours"), authority_);
        foreign_ = makeCertificate(folder, QStringLiteral("foreign"), stranger_);
        QVERIFY(peer_.isMade() && ours_.isMade() && foreign_.isMade());
        QVERIFY(writeSmallSeries(study_.path("dicom"), 1, kSlices, 32));
        port_ = freePort();
        plainPort_ = freePort();
        QVERIFY(startArchive(archive_, study_.path("archive"), port_, {}, 0, dcmtkTls(peer_, authority_)));
        QVERIFY(startArchive(plain_, study_.path("plain"), plainPort_));
    }

    void init() {
        QVERIFY(study_.create(QStringLiteral("s%1").arg(++count_)));
        QCOMPARE(json(words("study set network=on --reason test")).exit, 0);
    }
    void cleanup() { QDir(study_.folder()).removeRecursively(); }

    void everyVerb() {
        const QStringList tls = tlsOptions(ours_, authority_);
        const CliRun echo = json(words("dicom echo") + QStringList{address(port_)} + tls);
        QVERIFY2(echo.exit == 0, echo.words());
        const CliRun import = json({QStringLiteral("import"), QStringLiteral("dicom"), study_.path("dicom")});
        QVERIFY2(import.exit == 0, import.words());
        const QString series =
            import.object()[QStringLiteral("series")].toArray()[0][QStringLiteral("uid")].toString();
        const CliRun sent =
            json(words("dicom send") + QStringList{address(port_), QStringLiteral("--series"), series} +
                 words("--reason test") + tls);
        QVERIFY2(sent.exit == 0, sent.words());
        QCOMPARE(sent.object()[QStringLiteral("sent")].toInt(), kSlices);
        const CliRun found = json(words("dicom find") + QStringList{address(port_)} + tls);
        QVERIFY2(found.exit == 0, found.words());
        QCOMPARE(found.array().size(), 1);
        QVERIFY(study_.create(QStringLiteral("s%1").arg(++count_)));
        QCOMPARE(json(words("study set network=on --reason test")).exit, 0);
        const CliRun got = json(words("dicom get") +
                                QStringList{address(port_), QStringLiteral("--study"),
                                            found.array()[0][QStringLiteral("study_uid")].toString()} +
                                tls);
        QVERIFY2(got.exit == 0, got.words());
        QCOMPARE(got.object()[QStringLiteral("imported")].toInt(), kSlices);
    }

    /// Kept in the study's list, certificates and all; the list and the audit show none of them.
    void keptWithThePeer() {
        const CliRun add = json(words("peer add pacs") + QStringList{address(port_)} +
                                words("--reason test") + tlsOptions(ours_, authority_));
        QVERIFY2(add.exit == 0, add.words());
        const CliRun echo = json(words("dicom echo pacs"));
        QVERIFY2(echo.exit == 0, echo.words());
        for (const char* line : {"peer list", "audit list"}) {
            const CliRun shown = json(words(line));
            QVERIFY2(shown.exit == 0 && shown.out.contains("pacs"), shown.words());
            QVERIFY2(!shown.out.contains("BEGIN"), shown.words());
        }
    }

    void refusals_data() {
        QTest::addColumn<bool>("peerUsesTls");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QByteArray>("words"); ///< of the message
        const QString refused = QStringLiteral("tls-refused"), files = QStringLiteral("tls-files");
        QTest::newRow("its authority is not ours")
            << true << tlsOptions(foreign_, stranger_) << QStringLiteral("tls-untrusted") << QByteArray();
        QTest::newRow("our certificate is of another authority")
            << true << tlsOptions(foreign_, authority_) << refused << QByteArray();
        QTest::newRow("we show no certificate")
            << true << QStringList{QStringLiteral("--tls"), QStringLiteral("--ca"), authority_.file}
            << refused << QByteArray();
        QTest::newRow("it speaks no TLS")
            << false << tlsOptions(ours_, authority_) << QStringLiteral("tls-missing") << QByteArray();
        QTest::newRow("it speaks TLS and we don't")
            << true << QStringList() << QStringLiteral("peer-hung-up") << QByteArray("(TLS)");
        QTest::newRow("no authority")
            << true << QStringList{QStringLiteral("--tls")} << files << QByteArray("(trusted)");
        QTest::newRow("a key of another certificate") << true
                                                      << QStringList{QStringLiteral("--tls"),
                                                                     QStringLiteral("--ca"),
                                                                     authority_.file,
                                                                     QStringLiteral("--cert"),
                                                                     ours_.file,
                                                                     QStringLiteral("--cert-key"),
                                                                     foreign_.key}
                                                      << files << QByteArray("(key-mismatch)");
        QTest::newRow("a key that is none") << true
                                            << QStringList{QStringLiteral("--tls"),
                                                           QStringLiteral("--ca"),
                                                           authority_.file,
                                                           QStringLiteral("--cert"),
                                                           ours_.file,
                                                           QStringLiteral("--cert-key"),
                                                           ours_.file}
                                            << files << QByteArray("(key)");
    }
    void refusals() {
        QFETCH(bool, peerUsesTls);
        QFETCH(QStringList, options);
        QFETCH(QString, code);
        QFETCH(QByteArray, words);
        for (const char* verb : {"dicom echo", "dicom find"}) {
            const CliRun run = json(QString::fromLatin1(verb).split(u' ') +
                                    QStringList{address(peerUsesTls ? port_ : plainPort_)} + options);
            QVERIFY2(run.exit == 1, run.words());
            QVERIFY2(run.errorCode() == code, run.words());
            QVERIFY2(run.out.contains(words), run.words());
        }
    }

    void receive() {
        CliListener ours;
        QVERIFY2(ours.start(words("--allow SENDER --seconds 60") + tlsOptions(ours_, authority_)), ours.err);
        QByteArray said;
        QVERIFY2(storescu(ours.port, dcmtkTls(foreign_, authority_), said) != 0, said);
        QVERIFY2(storescu(ours.port, {}, said) != 0, said);
        QVERIFY2(storescu(ours.port, words("+tla") + QStringList{QStringLiteral("+cf"), authority_.file},
                          said) != 0,
                 said); // without a certificate
        QVERIFY2(storescu(ours.port, dcmtkTls(peer_, stranger_), said) != 0, said);
        QVERIFY2(storescu(ours.port, dcmtkTls(peer_, authority_), said) == 0, said);
        const CliRun run = ours.interrupt();
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("imported")].toInt(), kSlices);
        for (const char* why : {"tls-untrusted", "tls-missing", "tls-refused"})
            QVERIFY2(run.err.contains(why), run.err);
        QVERIFY2(run.err.count("\"refused\"") == 4, run.err);
    }

    void receivingNeedsACertificate() {
        const CliRun run =
            json(words("dicom listen --allow SENDER --seconds 1 --tls --ca") +
                 QStringList{authority_.file, QStringLiteral("--port"), QString::number(freePort())});
        QVERIFY2(run.errorCode() == QStringLiteral("tls-files"), run.words());
    }

private:
    [[nodiscard]] static QString address(int port) { return QStringLiteral("QRPEER@127.0.0.1:%1").arg(port); }
    [[nodiscard]] static QStringList tlsOptions(const Certificate& own, const Certificate& trusted) {
        return {QStringLiteral("--tls"),
                QStringLiteral("--ca"),
                trusted.file,
                QStringLiteral("--cert"),
                own.file,
                QStringLiteral("--cert-key"),
                own.key};
    }
    [[nodiscard]] CliRun json(const QStringList& line) const { return study_.json(line); }
    [[nodiscard]] int storescu(int port, const QStringList& tls, QByteArray& said) const {
        return runProgram(QStringLiteral("storescu"),
                          tls + words("-aet SENDER -aec CASEBOOK +sd +r 127.0.0.1") +
                              QStringList{QString::number(port), study_.path("dicom")},
                          &said);
    }

    CliStudy study_;
    Certificate authority_, stranger_, peer_, ours_, foreign_;
    Peer archive_, plain_;
    int port_ = 0, plainPort_ = 0, count_ = 0;
};

QTEST_GUILESS_MAIN(CliNetworkTlsTest)
#include "CliNetworkTlsTest.moc"
