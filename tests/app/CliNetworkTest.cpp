// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every verb of the network against DCMTK's own programs, on loopback and free ports; what goes wrong says
// why, and what was acknowledged is never lost.
#include "tests/app/CliListener.h"
#include "tests/app/CliStudy.h"
#include "tests/support/Peers.h"
#include "tests/support/SmallSeries.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

constexpr int kSlices = 6;

QStringList words(const char* line) { return QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts); }

} // namespace

class CliNetworkTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(writeSmallSeries(study_.path("dicom"), 2, kSlices, 32));
        const QByteArray uids =
            runPython(QStringLiteral("import sys,glob,pydicom\n"
                                     "s={}\n"
                                     "for f in sorted(glob.glob(sys.argv[1]+'/**/*',recursive=True)):\n"
                                     "  try: d=pydicom.dcmread(f)\n"
                                     "  except Exception: continue\n"
                                     "  s.setdefault(d.SeriesInstanceUID,d.StudyInstanceUID)\n"
                                     "for k,v in s.items(): print(v,k)\n"),
                      {study_.path("dicom")});
        for (const QByteArray& line : uids.split('\n'))
            if (const QList<QByteArray> pair = line.trimmed().split(' '); pair.size() == 2) {
                exam_ = QString::fromLatin1(pair[0]);
                series_.append(QString::fromLatin1(pair[1]));
            }
        QVERIFY2(series_.size() == 2, uids);
        port_ = freePort();
        QVERIFY(startArchive(archive_, study_.path("archive"), port_));
        QByteArray said;
        QVERIFY2(runProgram(QStringLiteral("storescu"),
                            {QStringLiteral("-aec"), QStringLiteral("QRPEER"), QStringLiteral("+sd"),
                             QStringLiteral("+r"), QStringLiteral("127.0.0.1"), QString::number(port_),
                             study_.path("dicom")},
                            &said) == 0,
                 said);
    }

    void init() {
        QVERIFY(study_.create(QStringLiteral("s%1").arg(++count_)));
        if (qstrcmp(QTest::currentTestFunction(), "offUntilSwitchedOn") != 0)
            QVERIFY(json("study set network=on --reason test").exit == 0);
    }
    void cleanup() { QDir(study_.folder()).removeRecursively(); }

    void offUntilSwitchedOn() {
        const CliRun off = json("dicom echo", address());
        QCOMPARE(off.exit, 1);
        QCOMPARE(off.errorCode(), QStringLiteral("network-off"));
        QCOMPARE(json("study set network=on").errorCode(), QStringLiteral("reason-needed"));
        QCOMPARE(json("study set network=maybe --reason x").exit, 2);
        QCOMPARE(json("study set network=on --reason test").exit, 0);
        QCOMPARE(json("dicom echo", address()).exit, 0);
        bool audited = false;
        for (const QJsonValue& row : json("audit list").array())
            audited = audited || (row[QStringLiteral("field")].toString() == QStringLiteral("network.on") &&
                                  row[QStringLiteral("new")].toString() == QStringLiteral("on") &&
                                  row[QStringLiteral("reason")].toString() == QStringLiteral("test"));
        QVERIFY(audited);
        QCOMPARE(json("study set network=off --reason done").exit, 0);
        QCOMPARE(json("dicom echo", address()).errorCode(), QStringLiteral("network-off"));
    }

    void echo() {
        const CliRun run = json("dicom echo", address());
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("status")].toString(), QStringLiteral("ok"));
    }

    void findExamsAndSeries() {
        const CliRun exams = json("dicom find", address());
        QVERIFY2(exams.exit == 0, exams.words());
        QCOMPARE(exams.array().size(), 1);
        QCOMPARE(exams.array()[0][QStringLiteral("study_uid")].toString(), exam_);
        const CliRun series =
            json("dicom find", address(),
                 {QStringLiteral("--level"), QStringLiteral("series"), QStringLiteral("--study"), exam_});
        QVERIFY2(series.exit == 0, series.words());
        QStringList found;
        for (const QJsonValue& row : series.array())
            found.append(row[QStringLiteral("series_uid")].toString());
        found.sort();
        QStringList expected = series_;
        expected.sort();
        QCOMPARE(found, expected);
        const CliRun none = json("dicom find", address(), words("--key PatientID=NOBODY"));
        QVERIFY2(none.exit == 0 && none.array().isEmpty(), none.words());
        QCOMPARE(json("dicom find", address(), words("--key NoSuchKeyword=1")).errorCode(),
                 QStringLiteral("bad-query-key"));
    }

    void get_data() {
        QTest::addColumn<bool>("wholeExam");
        QTest::newRow("a series") << false;
        QTest::newRow("the exam") << true;
    }
    void get() {
        QFETCH(bool, wholeExam);
        QStringList what{QStringLiteral("--study"), exam_};
        if (!wholeExam)
            what += {QStringLiteral("--series"), series_[0]};
        const CliRun run = json("dicom get", address(), what);
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("imported")].toInt(), wholeExam ? 2 * kSlices : kSlices);
        QCOMPARE(spooled(), 0);
        const CliRun again = json("dicom get", address(), what);
        QCOMPARE(again.object()[QStringLiteral("duplicates")].toInt(), wholeExam ? 2 * kSlices : kSlices);
        const CliRun verify = json("verify --objects");
        QVERIFY2(verify.exit == 0, verify.words());
    }

    void move() {
        const int ours = freePort(), theirs = freePort();
        Peer peer;
        // A second archive on the same files, which knows where the mover listens.
        QVERIFY(startArchive(peer, study_.path("archive"), theirs, QStringLiteral("MOVER"), ours));
        const CliRun run =
            json("dicom get", QStringLiteral("QRPEER@127.0.0.1:%1").arg(theirs),
                 {QStringLiteral("--study"), exam_, QStringLiteral("--aet"), QStringLiteral("MOVER"),
                  QStringLiteral("--move"), QStringLiteral("--port"), QString::number(ours)});
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("imported")].toInt(), 2 * kSlices);
    }

    void sendAndBytesUnchanged() {
        QVERIFY(study_.json({QStringLiteral("import"), QStringLiteral("dicom"), study_.path("dicom")}).exit ==
                0);
        const int port = freePort();
        const QString into = study_.path("received");
        QDir(into).removeRecursively();
        QDir().mkpath(into);
        Peer peer;
        QVERIFY(peer.start(QStringLiteral("storescp"),
                           {QStringLiteral("-aet"), QStringLiteral("SINK"), QStringLiteral("-od"), into,
                            QStringLiteral("+xa"), QString::number(port)},
                           port));
        const QString sink = QStringLiteral("SINK@127.0.0.1:%1").arg(port);
        const QStringList what{QStringLiteral("--series"), series_[0]};
        QCOMPARE(json("dicom send", sink, what).errorCode(), QStringLiteral("reason-needed"));
        const CliRun run = json("dicom send", sink, what + words("--reason referral"));
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("sent")].toInt(), kSlices);
        QCOMPARE(QDir(into).entryList(QDir::Files).size(), kSlices);
        QCOMPARE(pixelHashes(into), pixelHashes(study_.path("dicom"), series_[0]));
        int audited = 0;
        for (const QJsonValue& row : json("audit list").array())
            audited += row[QStringLiteral("action")].toString() == QStringLiteral("network-send") &&
                       row[QStringLiteral("reason")].toString() == QStringLiteral("referral");
        QCOMPARE(audited, 1);
        QCOMPARE(json("dicom send", sink,
                      {QStringLiteral("--series"), QStringLiteral("1.2.3"), QStringLiteral("--reason"),
                       QStringLiteral("x")})
                     .errorCode(),
                 QStringLiteral("no-such-series"));
    }

    /// What went before an object that can't be read is told, not forgotten.
    void anUnreadableObjectEndsTheSending() {
        QVERIFY(study_.json({QStringLiteral("import"), QStringLiteral("dicom"), study_.path("dicom")}).exit ==
                0);
        QStringList packs;
        for (QDirIterator walk(study_.folder() + QStringLiteral("/o"), QDir::Files,
                               QDirIterator::Subdirectories);
             walk.hasNext();)
            packs.append(walk.next());
        QVERIFY(packs.size() >= 2);
        const int port = freePort();
        const QString into = study_.path("partly");
        QVERIFY(QDir().mkpath(into));
        Peer peer;
        QVERIFY(peer.start(QStringLiteral("storescp"),
                           {QStringLiteral("-aet"), QStringLiteral("SINK"), QStringLiteral("-od"), into,
                            QStringLiteral("+xa"), QString::number(port)},
                           port));
        CliRun run;
        // A pack a series, in names by chance: of the one that is sent first nothing goes before.
        for (const QString& path : std::as_const(packs)) {
            QFile pack(path);
            QVERIFY(pack.open(QIODevice::ReadWrite));
            const qint64 place = pack.size() / 2;
            QVERIFY(pack.seek(place));
            const QByteArray whole = pack.read(6);
            QVERIFY(pack.seek(place) && pack.write("damage") == 6 && pack.flush());
            run = json("dicom send", QStringLiteral("SINK@127.0.0.1:%1").arg(port),
                       QStringList{QStringLiteral("--exam"), exam_} + words("--reason referral"));
            QVERIFY(pack.seek(place) && pack.write(whole) == 6 && pack.flush());
            if (run.exit == 4)
                break;
        }
        QCOMPARE(run.exit, 4);
        const int sent = run.object()[QStringLiteral("sent")].toInt();
        QVERIFY2(sent > 0 && sent < 2 * kSlices, run.words());
        QVERIFY(!run.object()[QStringLiteral("ended")].toString().isEmpty());
    }

    void listen() {
        Listener ours(*this);
        QVERIFY(ours.start(words("--allow SENDER --seconds 60")));
        QByteArray said;
        QVERIFY2(ours.storescu("SENDER", said) == 0, said);
        QVERIFY(runProgram(QStringLiteral("echoscu"),
                           {QStringLiteral("-aet"), QStringLiteral("SENDER"), QStringLiteral("-aec"),
                            QStringLiteral("CASEBOOK"), QStringLiteral("127.0.0.1"),
                            QString::number(ours.port)}) == 0);
        const CliRun run = ours.interrupt();
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("imported")].toInt(), 2 * kSlices);
        QCOMPARE(spooled(), 0);
        // Kept exactly as the peer sent it: what leaves again has the same pixels.
        const CliRun verify = json("verify --objects");
        QVERIFY2(verify.exit == 0, verify.words());
    }

    void strangersAreRefused_data() {
        QTest::addColumn<QByteArray>("calling");
        QTest::addColumn<QByteArray>("called");
        QTest::newRow("not on the list") << QByteArray("STRANGER") << QByteArray("CASEBOOK");
        QTest::newRow("another name for us") << QByteArray("SENDER") << QByteArray("SOMEBODY");
    }
    void strangersAreRefused() {
        QFETCH(QByteArray, calling);
        QFETCH(QByteArray, called);
        Listener ours(*this);
        QVERIFY(ours.start(words("--allow SENDER --seconds 60")));
        QByteArray said;
        QVERIFY(ours.storescu(calling, said, called) != 0);
        QVERIFY2(said.contains("Rejected"), said);
        // A port scanner or a browser does not stop it either.
        ours.garbage();
        QVERIFY2(ours.storescu("SENDER", said) == 0, said);
        const CliRun run = ours.interrupt();
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("imported")].toInt(), 2 * kSlices);
    }

    void tooLargeIsNotAcknowledged() {
        const QString big = study_.path("big.dcm");
        const QByteArray made =
            runPython(QStringLiteral("import sys,glob,pydicom\n"
                                     "f=[g for g in glob.glob(sys.argv[1]+'/**/*',recursive=True)]\n"
                                     "for g in f:\n"
                                     "  try: d=pydicom.dcmread(g)\n"
                                     "  except Exception: continue\n"
                                     "  d.Rows=1024; d.Columns=1024; d.PixelData=bytes(2*1024*1024)\n"
                                     "  d.save_as(sys.argv[2]); print('ok'); break\n"),
                      {study_.path("dicom"), big});
        QVERIFY2(made.contains("ok"), made);
        Listener ours(*this);
        QVERIFY(ours.start(words("--allow SENDER --seconds 60 --largest 1")));
        QByteArray said;
        QVERIFY2(ours.storescu("SENDER", said, "CASEBOOK", big) != 0, said);
        QVERIFY2(ours.storescu("SENDER", said) == 0, said); // small ones still come
        const CliRun run = ours.interrupt();
        QCOMPARE(run.object()[QStringLiteral("imported")].toInt(), 2 * kSlices);
    }

    /// Either process killed at any moment: what the sender was told is stored comes into the study.
    void killsLoseNothing_data() {
        QTest::addColumn<bool>("theReceiver");
        QTest::addColumn<int>("after");
        for (const int after : {1, 4, 9, 12}) {
            QTest::addRow("casebook-cli after %d", after) << false << after;
            QTest::addRow("casebook-network after %d", after) << true << after;
        }
    }
    void killsLoseNothing() {
        QFETCH(bool, theReceiver);
        QFETCH(int, after);
        int acknowledged = 0;
        {
            Listener ours(*this);
            QVERIFY(ours.start(words("--allow SENDER --seconds 60")));
            acknowledged = ours.sendAndEnd(SIGKILL, theReceiver, after);
        }
        QVERIFY(acknowledged >= after);
        QVERIFY2(spooledPlain().isEmpty(), qPrintable(spooledPlain()));
        const CliRun run =
            json("dicom listen --allow SENDER --seconds 0 --port", QString::number(freePort()));
        QVERIFY2(run.exit == 0, run.words());
        int stored = 0;
        for (const QJsonValue& series : json("list series").array())
            stored += series[QStringLiteral("instances")].toInt();
        QVERIFY2(stored >= acknowledged, QByteArray(QByteArray::number(stored) + " of " +
                                                    QByteArray::number(acknowledged) + run.words()));
        QCOMPARE(spooled(), 0);
        const CliRun verify = json("verify --objects");
        QVERIFY2(verify.exit == 0, verify.words());
    }

    /// Ctrl+C while a sender is at it: it ends, and what the sender was told is stored is in the study.
    void stopsWhileImagesStreamIn() {
        int acknowledged = 0;
        {
            Listener ours(*this);
            QVERIFY(ours.start(words("--allow SENDER --seconds 600")));
            acknowledged = ours.sendAndEnd(SIGINT, false, 30, words("+II --repeat 60"));
            QCOMPARE(ours.process.state(), QProcess::NotRunning);
            QCOMPARE(ours.process.exitStatus(), QProcess::NormalExit);
        }
        QVERIFY(acknowledged >= 30);
        QCOMPARE(spooled(), 0);
        int stored = 0;
        for (const QJsonValue& series : json("list series").array())
            stored += series[QStringLiteral("instances")].toInt();
        QVERIFY2(stored >= acknowledged,
                 QByteArray(QByteArray::number(stored) + " of " + QByteArray::number(acknowledged)));
        const QJsonArray imports = json("list imports").array();
        QVERIFY2(imports.size() <= 3, QByteArray::number(imports.size())); // not one a turn of a loop
    }

    void failuresSayWhy() {
        const CliRun nobody = json("dicom echo", QStringLiteral("X@127.0.0.1:%1").arg(freePort()));
        QCOMPARE(nobody.exit, 1);
        QCOMPARE(nobody.errorCode(), QStringLiteral("peer-unreachable"));
        QCOMPARE(json("dicom echo", QStringLiteral("X@no-such-host.invalid:104")).errorCode(),
                 QStringLiteral("peer-unreachable"));
        QCOMPARE(json("dicom echo", QStringLiteral("NOBODY@127.0.0.1:%1").arg(port_)).errorCode(),
                 QStringLiteral("peer-refused"));
        QCOMPARE(json("dicom echo nonsense@").exit, 2);
        QCOMPARE(json("dicom echo unknown-name").errorCode(), QStringLiteral("no-such-peer"));
        QCOMPARE(json("dicom get", address()).exit, 2);
        // It accepts and says nothing.
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const CliRun late = json("dicom echo", QStringLiteral("X@127.0.0.1:%1").arg(silent.serverPort()),
                                 words("--timeout 1"));
        QCOMPARE(late.errorCode(), QStringLiteral("peer-timeout"));
        const CliRun nothing = json("dicom get", address(), words("--study 1.2.3.4"));
        QVERIFY2(nothing.exit == 1, nothing.words());
        QCOMPARE(nothing.errorCode(), QStringLiteral("nothing-received"));
    }

    void peersAreKept() {
        QCOMPARE(json("peer add pacs QRPEER@127.0.0.1:1 --reason r").exit, 0);
        const CliRun add = json("peer add", QStringLiteral("archive"),
                                {QStringLiteral("QRPEER@127.0.0.1:%1").arg(port_), QStringLiteral("--reason"),
                                 QStringLiteral("ours")});
        QVERIFY2(add.exit == 0, add.words());
        QCOMPARE(json("dicom echo archive").exit, 0);
        QCOMPARE(json("peer list").array().size(), 2);
        QCOMPARE(json("peer remove pacs --reason gone").exit, 0);
        QCOMPARE(json("peer list").array().size(), 1);
        QCOMPARE(json("peer add bad@name X@h:1 --reason r").errorCode(), QStringLiteral("bad-peer-name"));
    }

private:
    [[nodiscard]] QString address() const { return QStringLiteral("QRPEER@127.0.0.1:%1").arg(port_); }
    [[nodiscard]] CliRun json(const char* line, const QString& operand = {},
                              const QStringList& more = {}) const {
        QStringList all = words(line);
        if (!operand.isEmpty())
            all.append(operand);
        return study_.json(all + more);
    }
    /// Objects in the spool.
    [[nodiscard]] int spooled() const {
        int count = 0;
        QDirIterator walk(study_.folder() + QStringLiteral("/spool"), QDir::Files,
                          QDirIterator::Subdirectories);
        for (; walk.hasNext(); walk.next())
            ++count;
        return count;
    }
    /// A file of the spool that can be read as DICOM, or that others may read.
    [[nodiscard]] QString spooledPlain() const {
        QDirIterator walk(study_.folder() + QStringLiteral("/spool"), QDir::Files,
                          QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = walk.next();
            const QByteArray bytes = readFile(path);
            if (bytes.contains("DICM") || bytes.contains("1.2.840.10008") ||
                (QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)))
                return path;
        }
        return {};
    }
    [[nodiscard]] static QByteArray pixelHashes(const QString& folder, const QString& series = {}) {
        return runPython(
            QStringLiteral(
                "import sys,glob,hashlib,pydicom\n"
                "out=[]\n"
                "for f in glob.glob(sys.argv[1]+'/**/*',recursive=True):\n"
                "  try: d=pydicom.dcmread(f)\n"
                "  except Exception: continue\n"
                "  if len(sys.argv)<3 or d.SeriesInstanceUID==sys.argv[2]:\n"
                "    "
                "out.append(d.SOPInstanceUID+hashlib.sha256(d.PixelData).hexdigest()+str(d.PatientName))\n"
                "print('\\n'.join(sorted(out)))\n"),
            series.isEmpty() ? QStringList{folder} : QStringList{folder, series});
    }

    struct Listener final : CliListener {
        explicit Listener(const CliNetworkTest& owner) : test(owner) {}
        int storescu(const QByteArray& calling, QByteArray& said, const QByteArray& called = "CASEBOOK",
                     const QString& what = {}) const {
            return runProgram(QStringLiteral("storescu"),
                              {QStringLiteral("-aet"), QString::fromLatin1(calling), QStringLiteral("-aec"),
                               QString::fromLatin1(called), QStringLiteral("+sd"), QStringLiteral("+r"),
                               QStringLiteral("127.0.0.1"), QString::number(port),
                               what.isEmpty() ? test.study_.path("dicom") : what},
                              &said);
        }
        void garbage() const {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, quint16(port));
            if (socket.waitForConnected(5000)) {
                socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n" + QByteArray(4096, '\xFF'));
                socket.waitForBytesWritten(5000);
                socket.disconnectFromHost();
            }
        }
        /// Starts a sender and ends one of our processes once `after` objects are acknowledged.
        /// @return how many were acknowledged at all
        int sendAndEnd(int signal, bool theReceiver, int after, const QStringList& more = {}) {
            QProcess sender;
            sender.setProcessChannelMode(QProcess::MergedChannels);
            sender.start(QStringLiteral("storescu"),
                         more + QStringList{QStringLiteral("-v"), QStringLiteral("-aet"),
                                            QStringLiteral("SENDER"), QStringLiteral("-aec"),
                                            QStringLiteral("CASEBOOK"), QStringLiteral("+sd"),
                                            QStringLiteral("+r"), QStringLiteral("127.0.0.1"),
                                            QString::number(port), test.study_.path("dicom")});
            QByteArray said;
            const auto done = [&] { return int(said.count("Received Store Response (Success)")); };
            while (done() < after && sender.waitForReadyRead(30'000))
                said += sender.readAll();
            const pid_t whom = theReceiver ? child(pid_t(process.processId())) : pid_t(process.processId());
            if (whom > 0)
                ::kill(whom, signal);
            sender.waitForFinished(60'000);
            said += sender.readAll();
            process.waitForFinished(60'000);
            return done();
        }
        static pid_t child(pid_t parent) {
            const QByteArray line =
                readFile(QStringLiteral("/proc/%1/task/%1/children").arg(parent)).simplified();
            for (const QByteArray& pid : line.split(' '))
                if (readFile(QStringLiteral("/proc/%1/comm").arg(QString::fromLatin1(pid)))
                        .startsWith("casebook-networ"))
                    return pid_t(pid.toInt());
            return -1;
        }
        const CliNetworkTest& test;
    };

    CliStudy study_;
    Peer archive_;
    int port_ = 0;
    int count_ = 0;
    QString exam_;
    QStringList series_;
};

QTEST_GUILESS_MAIN(CliNetworkTest)
#include "CliNetworkTest.moc"
