// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Client.h"

#include "app/network/Outcome.h"
#include "app/network/QueryKeys.h"
#include "app/network/Syntaxes.h"
#include "storage/dicom/Dataset.h"

#include <dcmtk/dcmnet/diutil.h>
#include <dcmtk/dcmnet/scu.h>
#include <dcmtk/dcmtls/tlslayer.h>

#include <set>

namespace casebook::network {
namespace {

constexpr Uint32 kLargestPdu = 131072;
constexpr std::size_t kMostContexts = 128; ///< of an association (PS3.8 9.3.2.2)

bool isFinalSuccess(Uint16 status) {
    // Warnings of the services used here, and what follows our own cancel.
    return status == STATUS_Success || (status & 0xF000) == 0xB000 || status == 0xFE00 || status == 0x0001;
}

OFList<OFString> listOf(const std::vector<const char*>& syntaxes) {
    OFList<OFString> out;
    for (const char* uid : syntaxes)
        out.push_back(uid);
    return out;
}

Error statusError(Uint16 status) {
    return {
        ErrorKind::Refused, "peer-status", {}, {QStringLiteral("%1").arg(status, 4, 16, QLatin1Char('0'))}};
}

class Client final : public DcmSCU {
public:
    Client(const Order& order, Program& program, Spool& spool)
        : order_(order), program_(program), spool_(spool) {
        setAETitle(order.own.constData());
        setPeerAETitle(order.called.constData());
        setPeerHostName(order.host.toLatin1().constData());
        setPeerPort(Uint16(order.port));
        setACSETimeout(Uint32(order.acseSeconds));
        setDIMSETimeout(Uint32(order.dimseSeconds));
        setConnectionTimeout(order.acseSeconds);
        setDIMSEBlockingMode(DIMSE_NONBLOCKING);
        setMaxReceivePDULength(kLargestPdu);
        setProgressNotificationMode(OFFalse);
        setStorageMode(DCMSCU_STORAGE_BIT_PRESERVING);
        setProtocolVersion(ASC_AF_UNSPEC);
    }

    Result<> run(DcmTLSTransportLayer* tls) {
        offerContexts();
        OFCondition done = initNetwork();
        if (done.good() && tls != nullptr) // there is nothing to secure before
            done = useSecureConnection(tls);
        listenForRejection(true);
        if (done.good())
            done = negotiateAssociation();
        listenForRejection(false);
        if (done.bad())
            return tl::unexpected(associationErrorOf(done, tls != nullptr));
        QCborMap told;
        program_.tell("associated", told);
        const Result<> outcome = ask();
        if (outcome)
            releaseAssociation();
        else
            abortAssociation();
        return outcome;
    }

protected:
    OFCondition handleFINDResponse(const T_ASC_PresentationContextID context, QRResponse* response,
                                   OFBool& more) override {
        status_ = response->m_status;
        more = DICOM_PENDING_STATUS(status_);
        if (!more || response->m_dataset == nullptr)
            return EC_Normal;
        if (matches_ < order_.matches) {
            ++matches_;
            if (!program_.tell("match", matchFrom(*response->m_dataset)))
                return sendCANCELRequest(context, response->m_messageIDRespondedTo);
        } else if (matches_ == order_.matches) {
            ++matches_;
            program_.tell("more");
            return sendCANCELRequest(context, response->m_messageIDRespondedTo);
        }
        return EC_Normal;
    }

    OFCondition handleCGETResponse(const T_ASC_PresentationContextID, RetrieveResponse* response,
                                   OFBool& more) override {
        tellProgress(*response);
        more = DICOM_PENDING_STATUS(response->m_status);
        return EC_Normal;
    }

    OFCondition handleMOVEResponse(const T_ASC_PresentationContextID, RetrieveResponse* response,
                                   OFBool& more) override {
        tellProgress(*response);
        more = DICOM_PENDING_STATUS(response->m_status);
        return EC_Normal;
    }

    /// Called for each object of a C-GET; the given name comes from the peer and is not used.
    OFCondition handleSTORERequestFile(T_ASC_PresentationContextID* context, const OFString&,
                                       T_DIMSE_C_StoreRQ* request) override {
        const auto place = spool_.beginObject();
        if (!place) {
            error_ = place.error();
            return DIMSE_OUTOFRESOURCES;
        }
        const OFCondition received = DcmSCU::handleSTORERequestFile(context, place->c_str(), request);
        if (received.bad()) {
            error_ = spool_.written() >= order_.objectBytes ? Error{ErrorKind::Refused, "too-large", {}, {}}
                                                            : errorOf(received);
            return received;
        }
        if (const auto kept = spool_.keepObject(order_.called); !kept) {
            error_ = kept.error();
            return DIMSE_OUTOFRESOURCES;
        }
        return program_.isGone() ? OFCondition(DIMSE_OUTOFRESOURCES) : EC_Normal;
    }

private:
    void offerContexts() {
        const OFList<OFString> plain = listOf(plainSyntaxes());
        switch (order_.verb) {
        case Verb::Echo: addPresentationContext(UID_VerificationSOPClass, plain); break;
        case Verb::Find: addPresentationContext(UID_FINDStudyRootQueryRetrieveInformationModel, plain); break;
        case Verb::Move: addPresentationContext(UID_MOVEStudyRootQueryRetrieveInformationModel, plain); break;
        case Verb::Get:
            addPresentationContext(UID_GETStudyRootQueryRetrieveInformationModel, plain);
            for (const char* kind : storageClasses())
                addPresentationContext(kind, plain, ASC_SC_ROLE_SCP);
            // One each: a peer sends what it has packed as it is, or unpacks it into the plain context.
            for (const char* kind : pictureClasses())
                for (const char* syntax : packedSyntaxes())
                    addPresentationContext(kind, listOf({syntax}), ASC_SC_ROLE_SCP);
            break;
        case Verb::Store: offerKinds(); break;
        default: break;
        }
    }

    void offerKinds() {
        const OFList<OFString> plain =
            listOf({UID_LittleEndianExplicitTransferSyntax, UID_LittleEndianImplicitTransferSyntax});
        std::set<std::pair<QByteArray, QByteArray>> offered;
        const auto offer = [&](const QByteArray& kind, const QByteArray& syntax,
                               const OFList<OFString>& list) {
            if (offered.size() < kMostContexts && offered.insert({kind, syntax}).second)
                addPresentationContext(kind.constData(), list);
        };
        for (const auto& [kind, syntax] : order_.kinds) {
            offer(kind, {}, plain);
            if (syntax != UID_LittleEndianExplicitTransferSyntax &&
                syntax != UID_LittleEndianImplicitTransferSyntax)
                offer(kind, syntax, listOf({syntax.constData()}));
        }
    }

    Result<> ask() {
        switch (order_.verb) {
        case Verb::Echo: {
            const OFCondition done = sendECHORequest(0);
            return done.good() ? Result<>() : tl::unexpected(errorOf(done));
        }
        case Verb::Find: return find();
        case Verb::Get:
        case Verb::Move: return retrieve();
        case Verb::Store: return store();
        default: return fail(ErrorKind::System, "network-failed", {}, {QStringLiteral("verb")});
        }
    }

    Result<T_ASC_PresentationContextID> contextFor(const char* service) {
        for (const char* syntax : plainSyntaxes())
            if (const T_ASC_PresentationContextID id = findPresentationContextID(service, syntax); id != 0)
                return id;
        return fail(ErrorKind::Refused, "peer-lacks-service");
    }

    Result<> find() {
        auto keys = queryFrom(order_);
        const auto context = contextFor(UID_FINDStudyRootQueryRetrieveInformationModel);
        if (!keys || !context)
            return tl::unexpected(keys ? context.error() : keys.error());
        return finished(sendFINDRequest(*context, keys->get(), nullptr));
    }

    Result<> retrieve() {
        const bool move = order_.verb == Verb::Move;
        auto keys = retrieveKeys(order_);
        const auto context = contextFor(move ? UID_MOVEStudyRootQueryRetrieveInformationModel
                                             : UID_GETStudyRootQueryRetrieveInformationModel);
        if (!context)
            return tl::unexpected(context.error());
        return finished(move ? sendMOVERequest(*context, order_.own.constData(), keys.get(), nullptr)
                             : sendCGETRequest(*context, keys.get(), nullptr));
    }

    Result<> finished(const OFCondition& done) const {
        if (!error_.code.isEmpty())
            return tl::unexpected(error_);
        if (done.bad())
            return tl::unexpected(errorOf(done));
        return isFinalSuccess(status_) ? Result<>() : tl::unexpected(statusError(status_));
    }

    void tellProgress(const RetrieveResponse& response) {
        status_ = response.m_status;
        QCborMap told;
        told.insert(QLatin1StringView("remaining"), response.m_numberOfRemainingSubops);
        told.insert(QLatin1StringView("completed"), response.m_numberOfCompletedSubops);
        told.insert(QLatin1StringView("failed"), response.m_numberOfFailedSubops);
        program_.tell("progress", told);
    }

    Result<> store() {
        setDatasetConversionMode(OFTrue);
        for (int n = 0; n < order_.objects; ++n) {
            const wire::Descriptor object = program_.nextObject();
            if (!object.isOpen())
                return {};
            const auto sent = sendObject(object.get());
            if (!sent)
                return tl::unexpected(sent.error());
        }
        return {};
    }

    /// Errors end the association; a refusal of this one object is told and the rest goes on.
    Result<> sendObject(int fd) {
        const auto tell = [&](const char* code, Uint16 status) {
            QCborMap told;
            told.insert(QLatin1StringView("code"), QLatin1StringView(code));
            told.insert(QLatin1StringView("status"), status);
            program_.tell("sent", told);
        };
        const auto bytes = wire::Mapping::readOnly(fd);
        auto loaded = bytes ? dicom::load(bytes->bytes(), dicom::Extent::Whole)
                            : Result<dicom::LoadedDataset>(tl::unexpected(bytes.error()));
        OFString kind;
        if (!loaded || loaded->dataset->findAndGetOFString(DCM_SOPClassUID, kind).bad()) {
            tell("malformed", 0xC000);
            return {};
        }
        T_ASC_PresentationContextID context =
            findPresentationContextID(kind, loaded->syntaxUid.toLatin1().constData());
        if (context == 0)
            context = findPresentationContextID(kind, UID_LittleEndianExplicitTransferSyntax);
        if (context == 0)
            context = findPresentationContextID(kind, UID_LittleEndianImplicitTransferSyntax);
        if (context == 0) {
            tell("peer-lacks-service", 0x0122);
            return {};
        }
        Uint16 status = 0;
        const OFCondition done = sendSTORERequest(context, OFFilename(), loaded->dataset.get(), status);
        if (done.bad()) {
            if (done.module() == OFM_dcmdata) { // can't be unpacked for this peer
                tell("unsupported-transfer-syntax", 0x0122);
                return {};
            }
            return tl::unexpected(errorOf(done));
        }
        tell(status == STATUS_Success || (status & 0xF000) == 0xB000 ? "" : "peer-status", status);
        return {};
    }

    const Order& order_;
    Program& program_;
    Spool& spool_;
    Uint16 status_ = 0;
    int matches_ = 0;
    Error error_; ///< ours, before the peer's
};

} // namespace

Result<> talkToPeer(const Order& order, Program& program, Spool& spool, DcmTLSTransportLayer* tls) {
    return Client(order, program, spool).run(tls);
}

} // namespace casebook::network
