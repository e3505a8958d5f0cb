// SPDX-License-Identifier: GPL-3.0-or-later
// What the findings panel and the worklist show, as plain values.
#pragma once

#include "core/cad/Reading.h"
#include "core/values/Ids.h"

#include <QImage>
#include <QList>
#include <QMetaType>
#include <QString>

namespace casebook {

/// One row of the panel.
struct FindingView {
    Uuid id;
    int number = 0;          ///< 1, 2 ... head to foot; the viewer shows the same
    QString place;           ///< lobe or the sender's words; may be empty
    QByteArray type;         ///< "solid", "part_solid" ...; may be empty
    FindingSize size;
    std::optional<double> score; ///< 0..1, a rank: never shown as a percentage
    bool own = false;
    MarkState state = MarkState::Open;
    bool edited = false;
    QByteArray reason;       ///< of a rejection
    QString decidedAt;       ///< "0:41" since the case was opened; empty while open
    bool needsDecision = true;
    QImage crop;             ///< around the centre, 48 px and its ratio; null while it is being made
};

/// Why there are no AI marks: four states that must not look alike (reference ai 0.5).
enum class AiNote { Ran, NotRun, Failed, Hidden };

/// The case beside the images.
struct FindingCaseView {
    ReadingMode mode = ReadingMode::Unaided;
    bool firstOpen = false;  ///< mode second: the unaided read is still open
    bool finished = false;
    AiNote ai = AiNote::Hidden;
    QStringList algorithms;  ///< "casebook.cad.nodule 1.0"
    QList<FindingView> findings;
    QStringList missing;     ///< words of what keeps the case from being finished; see closeBlockText
    QString caption;         ///< "Case 14 of 62"
};

/// Words of a FindingService CloseBlock ("undecided-marks", "form-missing", "form-incomplete", "ai-hidden").
[[nodiscard]] QString closeBlockText(const QByteArray& code, int count, const QString& object);
/// Words of a reason of rejection, of a mode, of a mark's state.
[[nodiscard]] QString rejectReasonText(const QByteArray& code);
[[nodiscard]] QString readingModeText(ReadingMode mode);
[[nodiscard]] QString markStateText(MarkState state);

/// One row of the worklist.
struct TaskView {
    TaskId id;
    QString subject, exam;   ///< label; ISO date
    QString series;          ///< description
    QString prior;           ///< ISO date, empty: none
    QString reader;          ///< shown where tasks of several readers are listed
    ReadingMode mode = ReadingMode::Unaided;
    QByteArray state;        ///< "new", "reading", "finished", "cancelled"
    bool firstClosed = false;
    bool reserved = false;
    QString note;
};

} // namespace casebook

Q_DECLARE_METATYPE(casebook::FindingView)
