// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Certificates.h"

#include "tests/support/TestData.h"

#include <QDir>
#include <QFile>

namespace casebook::test {
namespace {

Certificate make(const QString& folder, const QString& name, const QStringList& more) {
    if (!QDir().mkpath(folder))
        return {};
    const QString stem = folder + u'/' + name;
    const Certificate out{stem + QStringLiteral(".pem"), stem + QStringLiteral(".key"),
                          stem + QStringLiteral(".both.pem")};
    QByteArray said;
    const QStringList request{QStringLiteral("req"),
                              QStringLiteral("-x509"),
                              QStringLiteral("-newkey"),
                              QStringLiteral("rsa:2048"),
                              QStringLiteral("-nodes"),
                              QStringLiteral("-days"),
                              QStringLiteral("2"),
                              QStringLiteral("-subj"),
                              QStringLiteral("/CN=") + name,
                              QStringLiteral("-keyout"),
                              out.key,
                              QStringLiteral("-out"),
                              out.file};
    if (runProgram(QStringLiteral("openssl"), request + more, &said) != 0) {
        qWarning("openssl: %s", said.constData());
        return {};
    }
    QFile both(out.both);
    if (!both.open(QIODevice::WriteOnly) || both.write(readFile(out.file) + readFile(out.key)) <= 0)
        return {};
    return out;
}

} // namespace

Certificate makeAuthority(const QString& folder, const QString& name) {
    return make(folder, name,
                {QStringLiteral("-addext"), QStringLiteral("keyUsage=critical,keyCertSign,cRLSign")});
}

Certificate makeCertificate(const QString& folder, const QString& name, const Certificate& authority) {
    return make(folder, name,
                {QStringLiteral("-CA"), authority.file, QStringLiteral("-CAkey"), authority.key,
                 QStringLiteral("-addext"), QStringLiteral("basicConstraints=critical,CA:FALSE"),
                 QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1,DNS:localhost")});
}

bool startTlsFront(Peer& front, const Certificate& own, int port, int inner) {
    const QString script =
        QStringLiteral("import socket,ssl,sys,threading\n"
                       "own,port,inner=sys.argv[1],int(sys.argv[2]),int(sys.argv[3])\n"
                       "tls=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
                       "tls.load_cert_chain(own)\n"
                       "def pump(a,b):\n"
                       "  try:\n"
                       "    while True:\n"
                       "      d=a.recv(65536)\n"
                       "      if not d: break\n"
                       "      b.sendall(d)\n"
                       "    b.shutdown(socket.SHUT_WR)\n"
                       "  except OSError: pass\n"
                       "def serve(c):\n"
                       "  try: c=tls.wrap_socket(c,server_side=True)\n"
                       "  except OSError: c.close(); return\n"
                       "  s=socket.create_connection(('127.0.0.1',inner))\n"
                       "  t=threading.Thread(target=pump,args=(c,s),daemon=True)\n"
                       "  t.start(); pump(s,c); t.join(); c.close(); s.close()\n"
                       "l=socket.create_server(('127.0.0.1',port))\n"
                       "while True:\n"
                       "  threading.Thread(target=serve,args=(l.accept()[0],),daemon=True).start()\n");
    return front.start(
        QStringLiteral("python3"),
        {QStringLiteral("-c"), script, own.both, QString::number(port), QString::number(inner)}, port);
}

} // namespace casebook::test
