// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every verb of the network, DICOMweb too, against Orthanc: an implementation that shares no code with ours.
#include "tests/app/CliListener.h"
#include "tests/app/CliStudy.h"
#include "tests/support/Certificates.h"
#include "tests/support/Peers.h"
#include "tests/support/SmallSeries.h"
#include "tests/support/TestData.h"

#include <QStandardPaths>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

constexpr int kSlices = 8;

QString orthanc() {
    const QString program = QStandardPaths::findExecutable(QStringLiteral("Orthanc"));
    return program.isEmpty() && QFile::exists(QStringLiteral("/usr/sbin/Orthanc"))
               ? QStringLiteral("/usr/sbin/Orthanc")
               : program;
}

/// Where Debian puts the plugin; empty without it.
QString webPlugin() {
    for (const char* folder : {"/usr/share/orthanc/plugins", "/usr/lib/orthanc/plugins"})
        for (const QString& name :
             QDir(QLatin1StringView(folder)).entryList({QStringLiteral("libOrthancDicomWeb*")}))
            return QDir(QLatin1StringView(folder)).filePath(name);
    return {};
}

} // namespace

class CliOrthancLongTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (orthanc().isEmpty() || webPlugin().isEmpty()) {
            if (qEnvironmentVariable("CASEBOOK_CI") == QLatin1StringView("1"))
                QFAIL("Orthanc or its DICOMweb plugin is not installed");
            QSKIP("Orthanc or its DICOMweb plugin is not installed: ./dev exec Orthanc --version adds them");
        }
        QVERIFY(writeSmallSeries(study_.path("dicom"), 1, kSlices, 64));
        port_ = freePort();
        http_ = freePort();
        ours_ = freePort();
        QVERIFY2(startOrthanc(), orthanc_.words());
        QVERIFY(study_.create());
        QCOMPARE(json({"study", "set", "network=on", "--reason", "test"}).exit, 0);
        const CliRun import =
            study_.json({QStringLiteral("import"), QStringLiteral("dicom"), study_.path("dicom")});
        QVERIFY2(import.exit == 0, import.words());
        series_ = import.object()[QStringLiteral("series")].toArray()[0][QStringLiteral("uid")].toString();
    }

    void echo() { QCOMPARE(json({"dicom", "echo", address()}).exit, 0); }

    void sendFindGetMove() {
        const CliRun sent = json({"dicom", "send", address(), "--series", series_, "--reason", "test"});
        QVERIFY2(sent.exit == 0, sent.words());
        QCOMPARE(sent.object()[QStringLiteral("sent")].toInt(), kSlices);
        const CliRun found = json({"dicom", "find", address(), "--level", "series"});
        QVERIFY2(found.exit == 0, found.words());
        QCOMPARE(found.array().size(), 1);
        exam_ = found.array()[0][QStringLiteral("study_uid")].toString();
        QCOMPARE(found.array()[0][QStringLiteral("series_uid")].toString(), series_);

        QVERIFY(study_.create(QStringLiteral("get")));
        QCOMPARE(json({"study", "set", "network=on", "--reason", "test"}).exit, 0);
        const CliRun got = json({"dicom", "get", address(), "--study", exam_});
        QVERIFY2(got.exit == 0, got.words());
        QCOMPARE(got.object()[QStringLiteral("imported")].toInt(), kSlices);

        QVERIFY(study_.create(QStringLiteral("move")));
        QCOMPARE(json({"study", "set", "network=on", "--reason", "test"}).exit, 0);
        const CliRun moved =
            json({"dicom", "get", address(), "--study", exam_, "--move", "--port", QString::number(ours_)});
        QVERIFY2(moved.exit == 0, moved.words());
        QCOMPARE(moved.object()[QStringLiteral("imported")].toInt(), kSlices);
    }

    void web() {
        const QString url = QStringLiteral("http://127.0.0.1:%1/dicom-web").arg(http_);
        const QString auth = study_.writePassphrase(QStringLiteral("auth"), "alice:secret");
        const CliRun refused = json({"dicomweb", "query", url});
        QCOMPARE(refused.errorCode(), QStringLiteral("web-status"));
        const CliRun found = json({"dicomweb", "query", url, "--auth-file", auth});
        QVERIFY2(found.exit == 0, found.words());
        QCOMPARE(found.array().size(), 1);
        QCOMPARE(found.array()[0][QStringLiteral("study_uid")].toString(), exam_);
        const CliRun series =
            json({"dicomweb", "query", url, "--level", "series", "--study", exam_, "--auth-file", auth});
        QCOMPARE(series.array()[0][QStringLiteral("series_uid")].toString(), series_);
        const CliRun none =
            json({"dicomweb", "query", url, "--key", "PatientID=NOBODY", "--auth-file", auth});
        QVERIFY2(none.exit == 0 && none.array().isEmpty(), none.words());

        QVERIFY(study_.create(QStringLiteral("web")));
        QCOMPARE(json({"study", "set", "network=on", "--reason", "test"}).exit, 0);
        const CliRun got = json({"dicomweb", "get", url, "--study", exam_, "--auth-file", auth});
        QVERIFY2(got.exit == 0, got.words());
        QCOMPARE(got.object()[QStringLiteral("imported")].toInt(), kSlices);
        const CliRun stored =
            json({"dicomweb", "store", url, "--study", exam_, "--reason", "test", "--auth-file", auth});
        QVERIFY2(stored.exit == 0, stored.words());
        QCOMPARE(stored.object()[QStringLiteral("sent")].toInt(), kSlices);
        QVERIFY(!stored.out.contains("secret") && !stored.err.contains("secret"));
        const CliRun verify = json({"verify", "--objects"});
        QVERIFY2(verify.exit == 0, verify.words());
    }

    /// Orthanc sends by itself, asked over its own interface.
    void receiveWhatItSends() {
        QVERIFY(study_.create(QStringLiteral("listen")));
        QCOMPARE(json({"study", "set", "network=on", "--reason", "test"}).exit, 0);
        CliListener ours;
        QVERIFY2(ours.start({QStringLiteral("--allow"), QStringLiteral("ORTHANC"),
                             QStringLiteral("--seconds"), QStringLiteral("60")}),
                 ours.err);
        const QByteArray sent = runPython(
            QStringLiteral(
                "import sys,json,base64,urllib.request as u\n"
                "base='http://127.0.0.1:%s' % sys.argv[1]\n"
                "def ask(method, path, body=None):\n"
                "  r=u.Request(base+path, json.dumps(body).encode() if body else None, method=method)\n"
                "  r.add_header('Authorization','Basic '+base64.b64encode(b'alice:secret').decode())\n"
                "  return json.loads(u.urlopen(r).read() or b'{}')\n"
                "ask('PUT','/modalities/here',"
                "{'AET':'CASEBOOK','Host':'127.0.0.1','Port':int(sys.argv[2])})\n"
                "out=ask('POST','/modalities/here/store',"
                "{'Resources':ask('GET','/studies'),'Synchronous':True})\n"
                "print(out['InstancesCount'], out['FailedInstancesCount'])\n"),
            {QString::number(http_), QString::number(ours.port)});
        QCOMPARE(sent.trimmed(), QByteArray::number(kSlices) + " 0");
        const CliRun run = ours.interrupt();
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("imported")].toInt(), kSlices);
    }

    /// Certificates are checked: by the authority given, never by none.
    void webEncrypted() {
        const QString folder = study_.path("tls");
        const Certificate authority = makeAuthority(folder, QStringLiteral("authority"));
        const Certificate stranger = makeAuthority(folder, QStringLiteral("stranger"));
        const Certificate own = makeCertificate(folder, QStringLiteral("orthanc"), authority);
        QVERIFY(authority.isMade() && stranger.isMade() && own.isMade());
        // Debian's Orthanc dies of its own TLS (1.12.7), so a front speaks it, as before many archives.
        const int port = freePort();
        Peer front;
        QVERIFY2(startTlsFront(front, own, port, http_), front.words());
        const QString url = QStringLiteral("https://127.0.0.1:%1/dicom-web").arg(port);
        const QString auth = study_.writePassphrase(QStringLiteral("auth"), "alice:secret");
        const CliRun bare = json({"dicomweb", "query", url, "--auth-file", auth});
        QVERIFY2(bare.errorCode() == QStringLiteral("tls-untrusted"), bare.words());
        const CliRun wrong = json({"dicomweb", "query", url, "--auth-file", auth, "--ca", stranger.file});
        QVERIFY2(wrong.errorCode() == QStringLiteral("tls-untrusted"), wrong.words());
        const QString plain = QStringLiteral("http://127.0.0.1:%1/dicom-web").arg(port);
        const CliRun clear = json({"dicomweb", "query", plain, "--auth-file", auth});
        QVERIFY2(clear.exit == 1 && clear.errorCode().startsWith(QStringLiteral("peer-")), clear.words());
        const CliRun none = json({"dicomweb", "query", url, "--key", "PatientID=NOBODY", "--auth-file", auth,
                                  "--ca", authority.file});
        QVERIFY2(none.exit == 0 && none.array().isEmpty(), none.words());

        QVERIFY(study_.create(QStringLiteral("https")));
        QCOMPARE(json({"study", "set", "network=on", "--reason", "test"}).exit, 0);
        QCOMPARE(json({"import", "dicom", study_.path("dicom")}).exit, 0);
        const CliRun stored = json({"dicomweb", "store", url, "--series", series_, "--reason", "test",
                                    "--auth-file", auth, "--ca", authority.file});
        QVERIFY2(stored.exit == 0, stored.words());
        QCOMPARE(stored.object()[QStringLiteral("sent")].toInt(), kSlices);
        QVERIFY(study_.create(QStringLiteral("https-get")));
        QCOMPARE(json({"study", "set", "network=on", "--reason", "test"}).exit, 0);
        const CliRun got = json({"dicomweb", "get", url, "--study", exam_, "--series", series_, "--auth-file",
                                 auth, "--ca", authority.file});
        QVERIFY2(got.exit == 0, got.words());
        QCOMPARE(got.object()[QStringLiteral("imported")].toInt(), kSlices);
    }

private:
    [[nodiscard]] QString address() const { return QStringLiteral("ORTHANC@127.0.0.1:%1").arg(port_); }
    struct Word {
        Word(const char* latin) : text(QString::fromLatin1(latin)) {}
        Word(const QString& words) : text(words) {}
        QString text;
    };
    [[nodiscard]] CliRun json(std::initializer_list<Word> words) const {
        QStringList all;
        for (const Word& word : words)
            all.append(word.text);
        return study_.json(all);
    }

    [[nodiscard]] bool startOrthanc() {
        const QString folder = study_.path("orthanc");
        const QJsonObject config{
            {QStringLiteral("DicomAet"), QStringLiteral("ORTHANC")},
            {QStringLiteral("DicomPort"), port_},
            {QStringLiteral("HttpPort"), http_},
            {QStringLiteral("StorageDirectory"), folder},
            {QStringLiteral("IndexDirectory"), folder},
            {QStringLiteral("DicomAlwaysAllowEcho"), true},
            {QStringLiteral("DicomAlwaysAllowStore"), true},
            {QStringLiteral("DicomAlwaysAllowFind"), true},
            {QStringLiteral("DicomAlwaysAllowGet"), true},
            {QStringLiteral("DicomAlwaysAllowMove"), true},
            {QStringLiteral("RemoteAccessAllowed"), false},
            {QStringLiteral("AuthenticationEnabled"), true},
            {QStringLiteral("RegisteredUsers"),
             QJsonObject{{QStringLiteral("alice"), QStringLiteral("secret")}}},
            {QStringLiteral("DicomModalities"),
             QJsonObject{{QStringLiteral("casebook"),
                          QJsonArray{QStringLiteral("CASEBOOK"), QStringLiteral("127.0.0.1"), ours_}}}},
            {QStringLiteral("Plugins"), QJsonArray{webPlugin()}},
            {QStringLiteral("DicomWeb"), QJsonObject{{QStringLiteral("Enable"), true}}}};
        QFile file(folder + QStringLiteral(".json"));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        file.write(QJsonDocument(config).toJson());
        file.close();
        return orthanc_.start(orthanc(), {file.fileName()}, http_) && waitForPort(port_);
    }

    CliStudy study_;
    Peer orthanc_;
    int port_ = 0, http_ = 0, ours_ = 0;
    QString series_, exam_;
};

QTEST_GUILESS_MAIN(CliOrthancLongTest)
#include "CliOrthancLongTest.moc"
