// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Outcome.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmnet/assoc.h>
#include <dcmtk/dcmnet/cond.h>
#include <dcmtk/dcmnet/dimse.h>
#include <dcmtk/dcmtls/tlscond.h>
#include <dcmtk/oflog/appender.h>
#include <dcmtk/oflog/oflog.h>
#include <dcmtk/oflog/spi/logevent.h>
#include <openssl/sslerr.h>

#include <string>

namespace casebook::network {
namespace {

namespace log = dcmtk::log4cplus;

/// Keeps the reason of a rejection and nothing else.
class Listener final : public log::Appender {
public:
    ~Listener() override { destructorImpl(); }
    void close() override { closed = true; }
    static inline const char* rejection = "refused";

protected:
    void append(const log::spi::InternalLoggingEvent& event) override {
        const std::string text(event.getMessage().c_str());
        const auto has = [&](const char* words) { return text.find(words) != std::string::npos; };
        if (has("Called AE Title Not Recognized"))
            rejection = "called";
        else if (has("Calling AE Title Not Recognized"))
            rejection = "calling";
        else if (has("Temporary Congestion") || has("Local Limit Exceeded"))
            rejection = "busy";
    }
};

QByteArray codeOfDul(unsigned short code) {
    switch (code) {
    case DULC_ASSOCIATIONREJECTED: return "peer-refused";
    case DULC_PEERABORTEDASSOCIATION:
    case DULC_PEERREQUESTEDRELEASE:
    case DULC_NETWORKCLOSED: return "peer-aborted";
    case DULC_READTIMEOUT: return "peer-timeout";
    case DULC_REQUESTASSOCIATIONFAILED:
    case DULC_UNKNOWNHOST: return "peer-unreachable";
    case DULC_TCPINITERROR: return "peer-unreachable";
    case DULC_TLSERROR: return "tls-failed";
    case DULC_TCPIOERROR: return "peer-aborted";
    default: return "peer-garbled";
    }
}

/// Which end did not like what. Reasons of OpenSSL from 1000 on are alerts that the other end sent.
QByteArray codeOfTls(const OFCondition& condition) {
    constexpr int kFirstAlert = 1000;
    const int reason = condition.code() - DCMTLS_EC_SSL_Offset;
    switch (reason) {
    case SSL_R_CERTIFICATE_VERIFY_FAILED:
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE: return "tls-untrusted";
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_RECORD_LAYER_FAILURE:
    case SSL_R_UNEXPECTED_EOF_WHILE_READING:
    case SSL_R_HTTP_REQUEST: return "tls-missing";
    default: break;
    }
    if (condition == DCMTLS_EC_OpenSSLIOError || condition == DCMTLS_EC_TLSConnectionClosedByPeer)
        return "tls-missing"; // gone at our first words
    return reason >= kFirstAlert ? "tls-refused" : "tls-failed";
}

} // namespace

void beginLog() {
    OFLog::configure(OFLogger::ERROR_LOG_LEVEL);
    log::Logger root = log::Logger::getRoot();
    root.removeAllAppenders();
    root.addAppender(log::SharedAppenderPtr(new Listener));
}

void listenForRejection(bool on) {
    OFLog::getLogger("dcmtk.dcmnet").setLogLevel(on ? OFLogger::DEBUG_LOG_LEVEL : OFLogger::ERROR_LOG_LEVEL);
}

Error errorOf(const OFCondition& condition) {
    constexpr unsigned short kDcmnet = OFM_dcmnet, kTls = OFM_dcmtls;
    Error out{ErrorKind::Refused, "peer-garbled", {}, {}};
    if (condition.module() == kTls)
        out.code = codeOfTls(condition);
    else if (condition == NET_EC_NoAcceptablePresentationContexts ||
             condition == DIMSE_NOVALIDPRESENTATIONCONTEXTID ||
             condition == NET_EC_NoPresentationContextsDefined)
        out.code = "peer-lacks-service";
    else if (condition == DIMSE_NODATAAVAILABLE)
        out.code = "peer-timeout";
    else if (condition.module() == kDcmnet && condition.code() >= DULC_ASSOCIATIONREJECTED &&
             condition.code() <= DULC_CANNOTREADSOCKETHANDLE)
        out.code = codeOfDul(condition.code());
    if (out.code == "peer-refused")
        out.args = {QLatin1StringView(Listener::rejection)};
    if (out.code == "tls-failed")
        out.args = {QString::fromLatin1(condition.text()).left(60)};
    return out;
}

Error associationErrorOf(const OFCondition& condition, bool tls) {
    Error out = errorOf(condition);
    // With TLS 1.3 an end that refuses our certificate says so after our side of the handshake is over.
    if (out.code == "peer-aborted")
        out.code = tls ? "tls-refused" : "peer-hung-up";
    return out;
}

} // namespace casebook::network
