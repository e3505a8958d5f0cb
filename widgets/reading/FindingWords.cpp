// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words of findings, reasons, modes and what is missing.
#include "widgets/reading/FindingValues.h"

#include <QCoreApplication>

namespace casebook {

namespace {

/// Translation context of this file.
struct Finding_ {
    Q_DECLARE_TR_FUNCTIONS(casebook::FindingPanel)
};

} // namespace

QString closeBlockText(const QByteArray& code, int count, const QString& object) {
    if (code == "undecided-marks")
        return Finding_::tr("%n mark(s) still open", nullptr, count);
    if (code == "form-missing")
        return Finding_::tr("The form %1 is not filled in").arg(object);
    if (code == "form-incomplete")
        return Finding_::tr("The form %1 is not complete").arg(object);
    if (code == "ai-hidden")
        return Finding_::tr("Close your other first read of this subject, then AI shows");
    return QString::fromLatin1(code);
}

QString rejectReasonText(const QByteArray& code) {
    if (code == "vessel")
        return Finding_::tr("vessel");
    if (code == "airway")
        return Finding_::tr("airway");
    if (code == "scar")
        return Finding_::tr("scar");
    if (code == "pleura")
        return Finding_::tr("pleura or fissure");
    if (code == "node")
        return Finding_::tr("lymph node");
    if (code == "bone")
        return Finding_::tr("bone");
    if (code == "artefact")
        return Finding_::tr("artefact or motion");
    if (code == "outside-lung")
        return Finding_::tr("outside lung");
    if (code == "benign")
        return Finding_::tr("benign");
    if (code == "duplicate")
        return Finding_::tr("duplicate of another");
    if (code == "too-small")
        return Finding_::tr("too small");
    return code == "other" ? Finding_::tr("another reason") : QString::fromLatin1(code);
}

QString readingModeText(ReadingMode mode) {
    switch (mode) {
    case ReadingMode::Unaided: return Finding_::tr("Unaided");
    case ReadingMode::Second: return Finding_::tr("Second reader");
    case ReadingMode::Concurrent: return Finding_::tr("Concurrent");
    case ReadingMode::Adjudicate: break;
    }
    return Finding_::tr("Adjudication");
}

QString markStateText(MarkState state) {
    switch (state) {
    case MarkState::Open: return Finding_::tr("open");
    case MarkState::Accepted: return Finding_::tr("accepted");
    case MarkState::Rejected: return Finding_::tr("rejected");
    case MarkState::Deferred: return Finding_::tr("deferred");
    case MarkState::Withdrawn: break;
    }
    return Finding_::tr("withdrawn");
}

} // namespace casebook
