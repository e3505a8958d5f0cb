// SPDX-License-Identifier: GPL-3.0-or-later
// What a form page shows beside the form's own state: plain values, filled by the app.
#pragma once

#include "core/forms/Definition.h"
#include "core/forms/ItemValue.h"
#include "widgets/theme/tokens.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

namespace casebook {

/// One message of a query, or one step of an item's history.
struct ItemEventView {
    QString when, who, role; ///< in words
    QString text;            ///< message; of a history the value: "26 → 62"
    QString note;            ///< reason; value at the time
};

/// An open query on an item.
struct ItemQueryView {
    qint64 id = 0;
    QString who;
    int ageDays = 0;
    bool answered = false;
    QString text;
};

/// What is known of one item outside its form.
struct ItemExtra {
    QList<ItemQueryView> queries;
    bool fromImage = false;   ///< has a link to a place in the images
    QString imageWords;       ///< "slice 91"; may be empty
    bool imageChanged = false;///< its measurement has changed since: the item asks
    QString wasWhenSigned;    ///< changed after a signature: the value then
    bool verified = false;
    bool locked = false;
};

/// Head of the page and rights.
struct FormView {
    QString subject, subjectName; ///< name empty without the right
    QString visit;                ///< in words
    int overdueDays = 0;
    bool locked = false;
    QString lockedWords;          ///< "Locked 12 June"
    QString unlockWords;          ///< "wang asks to unlock it: wrong date"; empty: nobody does
    /// What the person may do about the lock; Wait: asked, and somebody else has to agree.
    enum class Lock { No, Lock, AskToUnlock, Unlock, Wait } lock = Lock::No;
    QString signedWords;          ///< "Signed by Li Na, 12 June 14:05"; empty: nobody did
    bool signatureHolds = false;  ///< false: the form was changed since
    bool maySign = false;
    bool mayEnter = true;         ///< else values stand as plain text
    bool mayRaiseQuery = false, mayAnswerQuery = false;
    bool wasComplete = false;     ///< from now on a change needs a reason
    QHash<ItemPath, ItemExtra> extras;
};

/// A line under or beside an item.
struct NoteView {
    enum class Kind { Plain, Image, Query };
    QString icon; ///< empty: words only
    Tone tone = Tone::Text2; ///< of the words; the icon takes the mark of it
    QString words;
    Kind kind = Kind::Plain; ///< the other two are links
    bool operator==(const NoteView&) const = default;
};

/// All that one item shows.
struct ItemShown {
    bool visible = true, required = false, calculated = false, locked = false, readOnly = false;
    QString raw;        ///< for the editor
    QString text;       ///< for people
    QByteArray missing;
    QString missingWords;
    QStringList codes;  ///< of a set
    QString check;      ///< "hard", "soft", "query", "changed", ""
    QList<NoteView> notes;
    bool operator==(const ItemShown&) const = default;
};

/// Form of a visit as the case page lists it.
struct FormEntryView {
    QString key;    ///< given back; "visit/repeat/form", or the instance's UUID
    QString title;
    QByteArray state; ///< "not-started", "incomplete", "complete", "not-done"
    bool locked = false, isSigned = false, draft = false, required = false;
    bool signatureBroken = false; ///< signed, then changed: not isSigned
    int answered = 0, asked = 0; ///< asked 0: unknown
    int queries = 0, overdueDays = 0;
};

struct VisitEntryView {
    QString title, date; ///< date in words, may be empty
    QByteArray state;    ///< "planned", "in-window", "overdue", "done", "missed", "not-expected"
    QList<FormEntryView> forms;
};

} // namespace casebook
