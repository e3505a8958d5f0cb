// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Receiver.h"

#include "app/network/Outcome.h"
#include "app/network/Syntaxes.h"

#include <dcmtk/dcmdata/dcuid.h>
#include <dcmtk/dcmtls/tlslayer.h>

#include <algorithm>
#include <array>

namespace casebook::network {
namespace {

constexpr int kLargestPdu = ASC_DEFAULTMAXPDU * 8 < ASC_MAXIMUMPDUSIZE ? ASC_DEFAULTMAXPDU * 8 : ASC_MAXIMUMPDUSIZE;
constexpr int kIdleSeconds = 1; ///< between two looks whether the program is still there
constexpr int kClosingSeconds = 2; ///< for the peer to hang up

/// What a title may consist of (PS3.5 6.2, AE); anything else is shown as "?".
QString shown(const QByteArray& title) {
    QString out;
    for (const char c : title.left(16))
        out += c > 0x20 && c < 0x7F && c != '\\' ? QLatin1Char(c) : QLatin1Char('?');
    return out;
}

struct StoreCall {
    Spool* spool = nullptr;
    const QByteArray* from = nullptr;
    std::int64_t largest = 0;
};

/// Called by DCMTK as the object comes in; at the end, before the response is sent.
void onProgress(void* data, T_DIMSE_StoreProgress* progress, T_DIMSE_C_StoreRQ*, char*, DcmDataset**,
                T_DIMSE_C_StoreRSP* response, DcmDataset**) {
    auto* call = static_cast<StoreCall*>(data);
    if (progress->state != DIMSE_StoreEnd || response->DimseStatus != STATUS_Success)
        return;
    if (const auto kept = call->spool->keepObject(*call->from); !kept)
        response->DimseStatus = STATUS_STORE_Refused_OutOfResources;
}

} // namespace

Receiver::Receiver(const Order& order, Program& program, Spool& spool,
                   std::shared_ptr<DcmTLSTransportLayer> tls)
    : order_(order), program_(program), spool_(spool), tls_(std::move(tls)) {}

Receiver::~Receiver() { ASC_dropNetwork(&network_); }

Result<> Receiver::open() {
    if (ASC_initializeNetwork(NET_ACCEPTOR, order_.port, order_.acseSeconds, &network_).bad())
        return fail(ErrorKind::Refused, "port-in-use", QString::number(order_.port));
    if (tls_ && ASC_setTransportLayer(network_, tls_.get(), 0).bad())
        return fail(ErrorKind::Refused, "tls-files");
    return {};
}

void Receiver::run() {
    QCborMap told;
    told.insert(QLatin1StringView("port"), order_.port);
    if (!program_.tell("listening", told))
        return;
    while (!program_.isGone()) {
        if (!ASC_associationWaiting(network_, kIdleSeconds))
            continue;
        T_ASC_Association* association = nullptr;
        const OFCondition received = ASC_receiveAssociation(network_, &association, kLargestPdu, nullptr, nullptr,
                                                            tls_ != nullptr, DUL_NOBLOCK, order_.acseSeconds);
        if (received.good()) {
            take(association);
        } else {
            QCborMap why;
            why.insert(QLatin1StringView("why"), QString::fromLatin1(errorOf(received).code));
            program_.tell("refused", why);
        }
        if (association != nullptr) {
            ASC_dropSCPAssociation(association, kClosingSeconds);
            ASC_destroyAssociation(&association);
        }
    }
}

void Receiver::take(T_ASC_Association* association) {
    if (const T_ASC_RejectParameters* reject = refusal(*association)) {
        ASC_rejectAssociation(association, reject);
        return;
    }
    if (acceptKinds(*association).bad() || ASC_acknowledgeAssociation(association).bad()) {
        ASC_abortAssociation(association);
        return;
    }
    QCborMap told;
    told.insert(QLatin1StringView("aet"), shown(caller_));
    program_.tell("association", told);
    const OFCondition ended = serve(*association);
    if (ended == DUL_PEERREQUESTEDRELEASE)
        ASC_acknowledgeRelease(association);
    else if (ended != DUL_PEERABORTEDASSOCIATION)
        ASC_abortAssociation(association);
    told.insert(QLatin1StringView("whole"), ended == DUL_PEERREQUESTEDRELEASE);
    program_.tell("released", told);
}

const T_ASC_RejectParameters* Receiver::refusal(T_ASC_Association& association) {
    static const T_ASC_RejectParameters badContext{ASC_RESULT_REJECTEDPERMANENT, ASC_SOURCE_SERVICEUSER,
                                                   ASC_REASON_SU_APPCONTEXTNAMENOTSUPPORTED};
    static const T_ASC_RejectParameters badCalled{ASC_RESULT_REJECTEDPERMANENT, ASC_SOURCE_SERVICEUSER,
                                                  ASC_REASON_SU_CALLEDAETITLENOTRECOGNIZED};
    static const T_ASC_RejectParameters badCalling{ASC_RESULT_REJECTEDPERMANENT, ASC_SOURCE_SERVICEUSER,
                                                   ASC_REASON_SU_CALLINGAETITLENOTRECOGNIZED};
    std::array<char, 129> context{}, calling{}, called{}, responding{};
    ASC_getApplicationContextName(association.params, context.data(), context.size());
    ASC_getAPTitles(association.params, calling.data(), calling.size(), called.data(), called.size(),
                    responding.data(), responding.size());
    caller_ = QByteArray(calling.data()).trimmed();
    const char* why = nullptr;
    const T_ASC_RejectParameters* out = nullptr;
    if (qstrcmp(context.data(), UID_StandardApplicationContext) != 0) {
        why = "context";
        out = &badContext;
    } else if (QByteArray(called.data()).trimmed() != order_.own) {
        why = "called";
        out = &badCalled;
    } else if (!order_.allowed.contains(caller_)) {
        why = "calling";
        out = &badCalling;
    }
    if (out != nullptr) {
        QCborMap told;
        told.insert(QLatin1StringView("why"), QLatin1StringView(why));
        told.insert(QLatin1StringView("aet"), shown(caller_));
        program_.tell("refused", told);
    }
    return out;
}

OFCondition Receiver::acceptKinds(T_ASC_Association& association) const {
    std::vector<const char*> syntaxes = takenSyntaxes();
    std::array<const char*, 1> verification{UID_VerificationSOPClass};
    std::vector<const char*> plain = plainSyntaxes();
    OFCondition done = ASC_acceptContextsWithPreferredTransferSyntaxes(
        association.params, verification.data(), 1, plain.data(), int(plain.size()));
    if (done.good())
        done = ASC_acceptContextsWithPreferredTransferSyntaxes(
            association.params, dcmAllStorageSOPClassUIDs, numberOfDcmAllStorageSOPClassUIDs, syntaxes.data(),
            int(syntaxes.size()));
    return done;
}

OFCondition Receiver::serve(T_ASC_Association& association) {
    OFCondition done = EC_Normal;
    while (done.good()) {
        T_DIMSE_Message message{};
        T_ASC_PresentationContextID context = 0;
        done = DIMSE_receiveCommand(&association, DIMSE_NONBLOCKING, order_.dimseSeconds, &context, &message,
                                    nullptr);
        if (done.bad())
            break;
        if (message.CommandField == DIMSE_C_ECHO_RQ)
            done = DIMSE_sendEchoResponse(&association, context, &message.msg.CEchoRQ, STATUS_Success, nullptr);
        else if (message.CommandField == DIMSE_C_STORE_RQ)
            done = store(association, context, message.msg.CStoreRQ);
        else
            done = DIMSE_BADCOMMANDTYPE;
        // Whoever asked is gone: the peer keeps what was not acknowledged.
        if (program_.isGone())
            return DIMSE_NODATAAVAILABLE;
    }
    return done;
}

OFCondition Receiver::store(T_ASC_Association& association, T_ASC_PresentationContextID context,
                            T_DIMSE_C_StoreRQ& request) {
    const auto place = spool_.beginObject();
    if (!place) {
        DIC_UL bytes = 0, pieces = 0;
        OFCondition done = DIMSE_ignoreDataSet(&association, DIMSE_NONBLOCKING, order_.dimseSeconds, &bytes, &pieces);
        if (done.bad())
            return done;
        T_DIMSE_C_StoreRSP response{};
        response.DimseStatus = STATUS_STORE_Refused_OutOfResources;
        response.MessageIDBeingRespondedTo = request.MessageID;
        response.DataSetType = DIMSE_DATASET_NULL;
        return DIMSE_sendStoreResponse(&association, context, &request, &response, nullptr);
    }
    StoreCall call{&spool_, &caller_, order_.objectBytes};
    return DIMSE_storeProvider(&association, context, &request, place->c_str(), OFTrue, nullptr, onProgress, &call,
                               DIMSE_NONBLOCKING, order_.dimseSeconds);
}

} // namespace casebook::network
