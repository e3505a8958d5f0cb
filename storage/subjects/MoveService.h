// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/DefinitionService.h"
#include "storage/vault/Session.h"

namespace casebook {

class Database;

/// One series, or its whole exam, to the subject that it is of.
struct MoveRequest {
    QString series;         ///< Series Instance UID
    bool wholeExam = false;
    QString subject;        ///< label or UUID of the right one
    QString reason;
    bool closedToo = false; ///< also where a finished reading or a locked form hangs on it
};

/// What goes along, or went.
struct MoveOutcome {
    QString from, to;    ///< labels
    QString exam;        ///< Study Instance UID
    bool split = false;  ///< other series of the exam stay
    QStringList series;  ///< UIDs
    int instances = 0, overlays = 0, findings = 0, measurements = 0, tasks = 0, forms = 0;
    int values = 0;      ///< that stay and get a query: their image is another subject's now
    int priors = 0;      ///< readings that lose their prior
    int exports = 0;     ///< released sets that hold the subject: they keep what was released
    int closedReadings = 0, lockedForms = 0; ///< need `closedToo`
};

/// Images to their right subject. With a series go its instances, overlays, derived series drawn on it alone, findings,
/// measurements, reading tasks and their forms; with a whole exam also the forms on it. Values in other forms stay
/// where they were entered, and each gets a query. Links to visits end (they are the other subject's); the way back
/// finds them again. Frozen cohorts and released sets stay as they are. Both subjects' histories tell it, with the
/// reason.
/// Rights MoveImages; MoveClosed with `closedToo`. Errors "no-such-series", "no-such-subject", "same-subject",
/// "subject-needed" (the exam waits for a person), "subject-joined", "reason-needed", "reading-closed" (args: how
/// many), "forms-locked" (args: how many), "form-conflict". Any thread but the GUI's.
class MoveService {
public:
    MoveService(Database& database, const Session& session, const Clock& clock,
                DefinitionService& definitions);

    /// What would go along; refuses nothing for what is closed.
    [[nodiscard]] Result<MoveOutcome> preview(const MoveRequest& request) const;
    [[nodiscard]] Result<MoveOutcome> move(const MoveRequest& request);

private:
    Database& database_;
    const Session& session_;
    const Clock& clock_;
    DefinitionService& definitions_;
};

} // namespace casebook
