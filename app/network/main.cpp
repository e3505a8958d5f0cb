// SPDX-License-Identifier: GPL-3.0-or-later
//
// casebook-network: everything that talks to another machine. Started by the program for one order, with a
// socket as descriptor 3; knows no key but the public one that received objects are sealed to, and links
// neither the vault nor the database.
#include "app/network/Client.h"
#include "app/network/Outcome.h"
#include "app/network/Receiver.h"
#include "app/network/Sandbox.h"
#include "app/network/Tls.h"
#include "app/network/Web.h"
#include "storage/dicom/Reader.h"

#include <QCoreApplication>

#include <clocale>
#include <cstdio>

#include <sys/stat.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::network;

namespace {

constexpr int kSocket = 3;

/// What resolving names and DCMTK's character tables read.
const QByteArrayList& readable() {
    static const QByteArrayList list{"/usr/share/dcmtk", "/usr/share/libdcmtk19", "/etc/resolv.conf",
                                     "/etc/hosts",       "/etc/host.conf",        "/etc/nsswitch.conf",
                                     "/etc/gai.conf",    "/etc/services",         "/run/systemd/resolve",
                                     "/usr/lib",         "/lib",                  "/etc/ld.so.cache",
                                     "/etc/ssl",         "/usr/share/ca-certificates",
                                     "/dev/null",        "/dev/urandom"};
    return list;
}

Result<> listen(const Order& order, Program& program, Spool& spool, std::shared_ptr<DcmTLSTransportLayer> tls) {
    Receiver receiver(order, program, spool, std::move(tls));
    if (auto opened = receiver.open(); !opened)
        return opened;
    if (!enterSandbox(kSocket, order, readable()))
        return fail(ErrorKind::System, "network-failed", {}, {QStringLiteral("sandbox")});
    receiver.run();
    return {};
}

bool isWeb(const Order& order) {
    return order.verb == Verb::WebQuery || order.verb == Verb::WebGet || order.verb == Verb::WebStore;
}

Result<> carryOut(const Order& order, Program& program) {
    Spool spool(order, program);
    if (!order.spool.isEmpty())
        if (auto opened = spool.open(); !opened)
            return opened;
    std::shared_ptr<DcmTLSTransportLayer> tls;
    if (order.tls) {
        auto made = tlsFor(order);
        if (!made)
            return tl::unexpected(made.error());
        tls = *made;
    }
    if (order.verb == Verb::Listen)
        return listen(order, program, spool, std::move(tls));
    if (isWeb(order))
        prepareWeb();
    if (!enterSandbox(kSocket, order, readable()))
        return fail(ErrorKind::System, "network-failed", {}, {QStringLiteral("sandbox")});
    if (isWeb(order))
        return talkToWeb(order, program, spool);
    return talkToPeer(order, program, spool, tls.get());
}

bool isSocket(int fd) {
    struct stat info{};
    return ::fstat(fd, &info) == 0 && S_ISSOCK(info.st_mode);
}

} // namespace

int main(int argc, char** argv) {
    if (!isSocket(kSocket) || ::close_range(unsigned(kSocket) + 1U, ~0U, 0) != 0) {
        std::fputs("casebook-network: start it through casebook or casebook-cli.\n", stderr);
        return 2;
    }
    std::setlocale(LC_CTYPE, "C.UTF-8");
    QCoreApplication application(argc, argv);
    Program program(kSocket);
    const auto asked = program.order();
    if (!asked)
        return 1;
    const auto order = orderFrom(asked->first, asked->second);
    Result<> done = order ? dicom::initialise() : tl::unexpected(order.error());
    beginLog();
    if (done)
        done = carryOut(*order, program);
    if (!done) {
        program.fail(done.error());
        return 0;
    }
    program.tell("done");
    return 0;
}
