// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/FormWords.h"

#include "core/values/Messages.h"
#include "widgets/forms/FormModel.h"

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

/// Low or high of a range that the value is out of: FormState gives both; which one is missed it does not say.
NoteView rangeNote(const RangeDef& range, bool hard) {
    NoteView note{
        hard ? u"x-octagon-fill"_s : u"exclamation-triangle-fill"_s, hard ? Tone::Bad : Tone::Warn, {}};
    const QString bounds = range.low.isEmpty()    ? FormWords::tr("at most %1").arg(range.high)
                           : range.high.isEmpty() ? FormWords::tr("at least %1").arg(range.low)
                                                  : FormWords::tr("%1 to %2").arg(range.low, range.high);
    note.words = hard ? FormWords::tr("Can't be right: only %1 is possible. Correct it.").arg(bounds)
                      : FormWords::tr("Expected is %1. Check it, or give a reason with F3.").arg(bounds);
    return note;
}

} // namespace

QString daysWords(int days) { return FormWords::tr("%n day(s)", nullptr, days); }

NoteView problemNote(const FormProblem& p, const ItemDef& item) {
    const QString own = textIn(p.message, formLanguage());
    switch (p.kind) {
    case ProblemKind::NotOfType: return {u"x-octagon-fill"_s, Tone::Bad, messageText(p.error)};
    case ProblemKind::Required:
        return {u"exclamation-circle-fill"_s, Tone::Bad,
                FormWords::tr("Needed. Type a value, or F4 for a reason.")};
    case ProblemKind::HardRange: return rangeNote(item.hard, true);
    case ProblemKind::SoftRange: return rangeNote(item.soft, false);
    case ProblemKind::RetiredCode:
        return {u"x-octagon-fill"_s, Tone::Bad, FormWords::tr("This code is not offered. Choose another.")};
    case ProblemKind::Calculation:
        return {u"calculator"_s, Tone::Text2,
                FormWords::tr("Can't be calculated: %1").arg(messageText(p.error))};
    case ProblemKind::ItemCheck:
    case ProblemKind::FormCheck: break;
    }
    const QString words = own.isEmpty() ? messageText(p.error) : own;
    return {p.severe ? u"x-octagon-fill"_s : u"exclamation-triangle-fill"_s,
            p.severe ? Tone::Bad : Tone::Warn,
            p.severe ? words : FormWords::tr("%1. Check it, or give a reason with F3.").arg(words)};
}

NoteView queryNote(const ItemQueryView& query) {
    NoteView note{u"chat-left-text-fill"_s, Tone::Query, {}, NoteView::Kind::Query};
    note.words = query.answered ? FormWords::tr("Query answered")
                                : FormWords::tr("Query open, %1").arg(daysWords(query.ageDays));
    return note;
}

NoteView imageNote(const ItemExtra& extra) {
    if (extra.imageChanged)
        return {u"link-45deg"_s, Tone::Warn,
                FormWords::tr("The measurement has changed. Take the new value or keep this one."),
                NoteView::Kind::Image};
    return {u"link-45deg"_s, Tone::Accent,
            extra.imageWords.isEmpty() ? FormWords::tr("From the image")
                                       : FormWords::tr("From the image, %1").arg(extra.imageWords),
            NoteView::Kind::Image};
}

NoteView signedNote(const QString& was) {
    return {u"pen-fill"_s, Tone::Bad, FormWords::tr("Was %1 when signed").arg(was)};
}

NoteView calculatedNote(const ItemDef&) {
    return {u"calculator"_s, Tone::Text2, FormWords::tr("Calculated")};
}

NoteView missingNote() { return {u"slash-circle"_s, Tone::Text2, FormWords::tr("Missing, reason given")}; }

QString rangeWords(const ItemDef& item) {
    if (item.soft.isEmpty())
        return {};
    if (item.soft.low.isEmpty())
        return FormWords::tr("at most %1").arg(item.soft.high);
    if (item.soft.high.isEmpty())
        return FormWords::tr("at least %1").arg(item.soft.low);
    return FormWords::tr("%1 to %2").arg(item.soft.low, item.soft.high);
}

QString hintWords(const ItemDef& item) {
    QStringList parts;
    if (const QString range = rangeWords(item); !range.isEmpty())
        parts << range;
    if (item.type == ItemType::Date)
        parts << FormWords::tr("date, day or month may be unknown");
    else if (item.type == ItemType::Time)
        parts << FormWords::tr("hours:minutes");
    if (item.status.startsWith("awaits"_L1) && !item.soft.isEmpty())
        parts << FormWords::tr("awaits a clinician's confirmation");
    return parts.join(u" · "_s);
}

StateMark entryMark(const QByteArray& state) {
    if (state == "complete")
        return {u"check-circle-fill"_s, FormWords::tr("complete"), Tone::Text2, Tone::MarkOk};
    if (state == "incomplete")
        return {u"circle-half"_s, FormWords::tr("in part"), Tone::Text2, Tone::Edge};
    if (state == "not-done")
        return {u"slash-circle"_s, FormWords::tr("not done"), Tone::Text2, Tone::Edge};
    return {u"circle"_s, FormWords::tr("not begun"), Tone::Text3, Tone::Edge};
}

StateMark formMark(const FormEntryView& form) {
    if (form.queries > 0)
        return {u"chat-left-text-fill"_s, FormWords::tr("%n query(ies)", nullptr, form.queries), Tone::Query,
                Tone::MarkQuery};
    if (form.overdueDays > 0)
        return {u"exclamation-circle-fill"_s, FormWords::tr("overdue %1").arg(daysWords(form.overdueDays)),
                Tone::Bad, Tone::MarkBad};
    if (form.draft)
        return {u"pencil-fill"_s, FormWords::tr("draft"), Tone::Accent, Tone::Accent};
    if (form.signatureBroken)
        return {u"exclamation-triangle-fill"_s, FormWords::tr("sign again"), Tone::Warn, Tone::MarkWarn};
    if (form.locked && form.isSigned)
        return {u"lock-fill"_s, FormWords::tr("signed, locked"), Tone::Text2, Tone::MarkOk};
    if (form.locked)
        return {u"lock-fill"_s, FormWords::tr("locked"), Tone::Text2, Tone::Text2};
    if (form.isSigned)
        return {u"pen-fill"_s, FormWords::tr("signed"), Tone::Text2, Tone::MarkOk};
    return entryMark(form.state);
}

QString formStanding(const FormEntryView& form) {
    const QString mark = formMark(form).words;
    if (form.signatureBroken)
        return form.queries > 0 || form.overdueDays > 0 || form.draft
                   ? FormWords::tr("%1; signed, then changed: sign it again").arg(mark)
                   : FormWords::tr("Signed, then changed: sign it again");
    if (form.isSigned && (form.queries > 0 || form.overdueDays > 0 || form.draft))
        return FormWords::tr("%1; signed").arg(mark);
    return mark;
}

} // namespace casebook
