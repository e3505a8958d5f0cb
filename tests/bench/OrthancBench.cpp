// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Bench.h"
#include "tests/bench/Study.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>

#include <atomic>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace casebook::bench {

namespace {

constexpr int uploads = 8; // at once, each over one connection kept open

class Connection {
public:
    explicit Connection(quint16 port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        open_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0;
    }
    ~Connection() { ::close(socket_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    [[nodiscard]] bool isOpen() const { return open_; }

    /// POST /instances; true where the answer is 200.
    bool upload(const QByteArray& file) {
        const QByteArray head =
            "POST /instances HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/dicom\r\n"
            "Connection: keep-alive\r\nContent-Length: " +
            QByteArray::number(file.size()) + "\r\n\r\n";
        return sendAll(head) && sendAll(file) && receive();
    }

private:
    bool sendAll(const QByteArray& bytes) {
        for (qsizetype at = 0; at < bytes.size();) {
            const auto sent =
                ::send(socket_, bytes.constData() + at, std::size_t(bytes.size() - at), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            at += sent;
        }
        return true;
    }
    bool receive() {
        QByteArray got;
        qsizetype end = -1, length = 0;
        while (end < 0 || got.size() < end + 4 + length) {
            QByteArray part(16384, Qt::Uninitialized);
            const auto count = ::recv(socket_, part.data(), std::size_t(part.size()), 0);
            if (count <= 0)
                return false;
            got += part.first(count);
            if (end < 0 && (end = got.indexOf("\r\n\r\n")) >= 0) {
                for (const QByteArray& line : got.first(end).split('\n')) {
                    if (line.toLower().startsWith("content-length:"))
                        length = line.mid(15).trimmed().toLongLong();
                }
            }
        }
        return got.startsWith("HTTP/1.1 200");
    }
    int socket_;
    bool open_ = false;
};

/// A server of its own on an empty store beside ours; stopped with this value.
class Orthanc {
public:
    bool start(const QString& folder) {
        QDir().mkpath(folder + QStringLiteral("/store"));
        const QJsonObject settings{
            {QStringLiteral("Name"), QStringLiteral("Bench")},
            {QStringLiteral("StorageDirectory"), QString(folder + QStringLiteral("/store"))},
            {QStringLiteral("IndexDirectory"), QString(folder + QStringLiteral("/store"))},
            {QStringLiteral("HttpPort"), port},
            {QStringLiteral("DicomServerEnabled"), false},
            {QStringLiteral("AuthenticationEnabled"), false},
            {QStringLiteral("RemoteAccessAllowed"), false},
            {QStringLiteral("KeepAlive"), true},
            {QStringLiteral("TcpNoDelay"), true}};
        QFile file(folder + QStringLiteral("/orthanc.json"));
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(settings).toJson()) < 0)
            return false;
        file.close();
        process_.setStandardOutputFile(QProcess::nullDevice());
        process_.setStandardErrorFile(QProcess::nullDevice());
        process_.start(QStringLiteral("Orthanc"), {file.fileName()});
        if (!process_.waitForStarted())
            return false;
        QElapsedTimer waited;
        for (waited.start(); waited.elapsed() < 30'000;) {
            if (Connection(port).isOpen())
                return true;
            if (process_.waitForFinished(50))
                return false;
        }
        return false;
    }
    ~Orthanc() {
        process_.terminate();
        if (!process_.waitForFinished(10'000))
            process_.kill();
        process_.waitForFinished();
    }
    static constexpr quint16 port = 18042;

private:
    QProcess process_;
};

Result<> uploadAll(const QStringList& files) {
    std::atomic<int> next{0}, wrong{0};
    const auto work = [&] {
        Connection connection(Orthanc::port);
        for (int i = next++; i < files.size(); i = next++) {
            QFile file(files[i]);
            if (!connection.isOpen() || !file.open(QIODevice::ReadOnly) || !connection.upload(file.readAll()))
                ++wrong;
        }
    };
    {
        std::vector<std::jthread> threads;
        for (int n = 0; n < uploads; ++n)
            threads.emplace_back(work);
    }
    return wrong == 0 ? Result<>()
                      : Result<>(fail(ErrorKind::System, "bench-failed", QStringLiteral("upload")));
}

Result<double> importOnce(const QString& folder, const Series& series, const QString& source) {
    auto study = Study::create(folder);
    if (!study)
        return tl::unexpected(study.error());
    return timed([&]() -> Result<> {
        const auto report = (*study)->import({source});
        if (!report)
            return tl::unexpected(report.error());
        return report->imported == series.files.size()
                   ? Result<>()
                   : Result<>(fail(ErrorKind::System, "bench-failed", QStringLiteral("import")));
    });
}

} // namespace

/// Import into an encrypted study against Orthanc's REST upload of the same files on the same disk.
Result<Figures> benchImportOrthanc(int runs) {
    const QTemporaryDir plain, work;
    const auto series = makeSeries(plain.path(), 300);
    if (!series)
        return tl::unexpected(series.error());
    Times ours, theirs;
    for (int run = 0; run < runs; ++run) {
        const QString folder = work.filePath(QStringLiteral("study")),
                      peer = work.filePath(QStringLiteral("peer"));
        const auto mine = importOnce(folder, *series, plain.path());
        Result<double> other = fail(ErrorKind::System, "bench-failed", QStringLiteral("Orthanc"));
        {
            Orthanc server;
            if (server.start(peer))
                other = timed([&] { return uploadAll(series->files); });
        }
        if (!mine || !other)
            return tl::unexpected(mine ? other.error() : mine.error());
        say("ours", *mine);
        say("orthanc", *other);
        ours.seconds.push_back(*mine);
        theirs.seconds.push_back(*other);
        QDir(folder).removeRecursively();
        QDir(peer).removeRecursively();
    }
    return Figures{figure("import-300", ours, "orthanc-rest", theirs)};
}

} // namespace casebook::bench
