// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/MessageTable.h"

#include <QtGlobal>

namespace casebook {

namespace {

// clang-format off: one row a line
constexpr MessageRow table[] = {
    {"network-off", QT_TRANSLATE_NOOP("casebook::Messages", "This study does not use the network. An administrator switches it on in the study's settings, with a reason.")},
    {"network-missing", QT_TRANSLATE_NOOP("casebook::Messages", "The program casebook-network can't be started. Install Casebook again.")},
    {"network-failed", QT_TRANSLATE_NOOP("casebook::Messages", "The program that talks to other machines stopped. What it had acknowledged is safe; try again.")},
    {"bad-peer", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is no address of a peer. Write TITLE@HOST:PORT, or the https address of its DICOMweb service.")},
    {"bad-peer-name", QT_TRANSLATE_NOOP("casebook::Messages", "A peer needs a name of 1 to 40 characters without @ and colon.")},
    {"bad-aet", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is no AE title. It has 1 to 16 plain characters and no blank at its ends.")},
    {"no-such-peer", QT_TRANSLATE_NOOP("casebook::Messages", "The study knows no peer %1. Look at the list of peers.")},
    {"too-many-peers", QT_TRANSLATE_NOOP("casebook::Messages", "The study has %1 peers, which is all it keeps. Remove one first.")},
    {"peer-unreachable", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine can't be reached. Check host and port, the cable, and the firewalls of both ends.")},
    {"peer-refused", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine refused the connection (%2). Compare both AE titles with its list, and ask its administrator to add yours.")},
    {"peer-aborted", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine broke the connection off. What had come is kept; try again.")},
    {"peer-hung-up", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine broke the connection off before its first word. It may expect an encrypted connection (TLS), or the port is another service's.")},
    {"peer-timeout", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine did not answer in time. Check that it is a DICOM service, and try again.")},
    {"peer-garbled", QT_TRANSLATE_NOOP("casebook::Messages", "What the other machine sent is not DICOM. Check the port.")},
    {"peer-lacks-service", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine does not offer this service or this kind of object to us.")},
    {"peer-status", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine could not do it (status %2). Its log says why.")},
    {"tls-untrusted", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine shows no certificate that we trust. Ask its administrator for the certificate of the authority that signed it, and give that as the trusted one.")},
    {"tls-refused", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine does not accept our certificate, or we show none. Ask its administrator which authority must sign ours.")},
    {"tls-missing", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine does not encrypt. Check the port, or have its administrator switch TLS on.")},
    {"tls-failed", QT_TRANSLATE_NOOP("casebook::Messages", "The encrypted connection could not be set up (%2). Check the certificates of both ends.")},
    {"tls-files", QT_TRANSLATE_NOOP("casebook::Messages", "The certificates for the encrypted connection can't be used (%2). Give PEM files: trusted certificates, and a certificate with its key.")},
    {"port-in-use", QT_TRANSLATE_NOOP("casebook::Messages", "The port can't be opened; another program may use it. Choose another port.")},
    {"spool-full", QT_TRANSLATE_NOOP("casebook::Messages", "There is no room for what is received. Free space on the disk.")},
    {"spool-failed", QT_TRANSLATE_NOOP("casebook::Messages", "The folder for what is received can't be written. Check the rights of the study's folder.")},
    {"spool-damaged", QT_TRANSLATE_NOOP("casebook::Messages", "A received object can't be opened: it was changed on the disk. Send it again.")},
    {"bad-query-key", QT_TRANSLATE_NOOP("casebook::Messages", "%2 is no attribute to search by. Use its DICOM keyword, for example PatientID.")},
    {"nothing-received", QT_TRANSLATE_NOOP("casebook::Messages", "The other machine sent nothing. Check the UID, and that it may send to us.")},
    {"web-status", QT_TRANSLATE_NOOP("casebook::Messages", "The DICOMweb service answered with status %2. Check the address and the sign-in.")},
    {"web-answer", QT_TRANSLATE_NOOP("casebook::Messages", "The answer of the DICOMweb service can't be read, or is too long. Check the address.")},
};
// clang-format on

} // namespace

std::span<const MessageRow> networkMessages() { return table; }

} // namespace casebook
