// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Tls.h"

#include "storage/dicom/Channel.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmtls/tlslayer.h>

namespace casebook::network {
namespace {

tl::unexpected<Error> bad(const char* which) {
    return fail(ErrorKind::Refused, "tls-files", {}, {QLatin1StringView(which)});
}

/// DCMTK reads certificates from files; these lie in memory that no other process sees.
class MemoryFile {
public:
    explicit MemoryFile(const QByteArray& bytes) {
        if (auto copy = wire::makeSealedCopy(bytes))
            fd_ = std::move(*copy);
        path_ = "/proc/self/fd/" + std::to_string(fd_.get());
    }
    [[nodiscard]] const char* path() const { return path_.c_str(); }

private:
    wire::Descriptor fd_;
    std::string path_;
};

} // namespace

Result<std::shared_ptr<DcmTLSTransportLayer>> tlsFor(const Order& order) {
    const auto role = order.verb == Verb::Listen ? NET_ACCEPTOR : NET_REQUESTOR;
    auto layer = std::make_shared<DcmTLSTransportLayer>(role, nullptr, OFTrue);
    if (order.trusted.isEmpty() || layer->addTrustedCertificateFile(MemoryFile(order.trusted).path(),
                                                                    DCF_Filetype_PEM)
                                       .bad())
        return bad("trusted");
    if (!order.certificate.isEmpty() || !order.privateKey.isEmpty()) {
        // A passphrase would be asked for on a terminal that is not there.
        layer->setPrivateKeyPasswd("");
        if (layer->setPrivateKeyFile(MemoryFile(order.privateKey).path(), DCF_Filetype_PEM).bad())
            return bad("key");
        if (layer->setCertificateFile(MemoryFile(order.certificate).path(), DCF_Filetype_PEM, TSP_Profile_BCP_195_RFC_8996)
                .bad())
            return bad("certificate");
        if (!layer->checkPrivateKeyMatchesCertificate())
            return bad("key-mismatch");
    } else if (order.verb == Verb::Listen) {
        return bad("certificate");
    }
    if (layer->setTLSProfile(TSP_Profile_BCP_195_RFC_8996).bad() || layer->activateCipherSuites().bad())
        return bad("certificate");
    layer->setCertificateVerification(DCV_requireCertificate);
    return layer;
}

} // namespace casebook::network
