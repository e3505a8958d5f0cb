// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/cohort/SubjectTimes.h"

#include "storage/forms/StudyReads.h"

#include <algorithm>
#include <initializer_list>

namespace casebook {

namespace {

constexpr auto birthDate = "birth_date";
constexpr auto status = "fu_status";
constexpr auto contact = "fu_date";
constexpr auto death = "fu_death";
constexpr auto recurrence = "fu_recur_date";
constexpr auto endReason = "eos_reason";
constexpr auto assessed = "ta_date";
constexpr auto assessment = "ta_no";
constexpr auto response = "ov_resp";
constexpr auto computedResponse = "ov_resp_calc";
constexpr auto surgery = "su_date";
constexpr auto residual = "su_r";

/// Dates of something that only a living person does.
constexpr const char* proofsOfLife[] = {"fu_last_alive", assessed, "ct_date",         "lab_date",
                                        "cy_date",       surgery,  "eos_last_contact"};

QString named(const char* item) { return QString::fromLatin1(item); }

/// Calls fn(entry, entries) for each value of an item of one subject that is not missing.
template <class F>
void each(const QHash<QString, ItemEntries>& values, const char* item, std::uint32_t subject, F fn) {
    const auto found = values.constFind(named(item));
    if (found == values.cend())
        return;
    const auto [first, last] = found->of(subject);
    for (const ItemEntry* entry = first; entry != last; ++entry)
        if (!entry->missing)
            fn(*entry, *found);
}

QString textBeside(const QHash<QString, ItemEntries>& values, const char* item, const ItemEntry& other) {
    const auto found = values.constFind(named(item));
    const ItemEntry* entry = found == values.cend() ? nullptr : found->beside(other);
    return entry && !entry->missing ? found->text(*entry) : QString();
}

std::optional<PartialDate> firstDate(const QHash<QString, ItemEntries>& values, const QString& item,
                                     std::uint32_t subject) {
    std::optional<PartialDate> date;
    each(values, item.toLatin1().constData(), subject,
         [&](const ItemEntry& entry, const ItemEntries& entries) {
             if (!date)
                 date = entries.date(entry);
         });
    return date;
}

} // namespace

SubjectTimes::SubjectTimes(const KnownStudy& study) : study_(study) {
    // "SCR:DM:index_date": the last part is the item.
    index_ = study.definition().anchors.value(QStringLiteral("INDEX")).section(u':', -1);
    if (!study.definition().item(index_))
        index_ = QStringLiteral("index_date");
}

QSet<QString> SubjectTimes::items() const {
    QSet<QString> wanted{index_};
    for (const char* name : {birthDate, status, contact, death, recurrence, endReason, assessed, assessment,
                             response, computedResponse, surgery, residual})
        wanted.insert(named(name));
    for (const char* name : proofsOfLife)
        wanted.insert(named(name));
    wanted.removeIf([&](const QString& name) { return !study_.definition().item(name); });
    return wanted;
}

cohort::SubjectDates SubjectTimes::dates(const QHash<QString, ItemEntries>& values, std::uint32_t subject,
                                         const QString& birth) const {
    cohort::SubjectDates out;
    out.index = firstDate(values, index_, subject);
    out.birth = firstDate(values, named(birthDate), subject);
    if (!out.birth)
        out.birth = PartialDate::fromText(birth);
    each(values, status, subject, [&](const ItemEntry& entry, const ItemEntries& entries) {
        out.dead = out.dead || entries.text(entry) == u"DEAD";
    });
    each(values, endReason, subject, [&](const ItemEntry& entry, const ItemEntries& entries) {
        out.dead = out.dead || entries.text(entry) == u"DEATH";
    });
    const auto dateOf = [](QList<PartialDate>& into) {
        return [&into](const ItemEntry& entry, const ItemEntries& entries) {
            if (const auto date = entries.date(entry))
                into.append(*date);
        };
    };
    each(values, death, subject, dateOf(out.deaths));
    out.dead = out.dead || !out.deaths.isEmpty();
    each(values, recurrence, subject, dateOf(out.recurrences));
    for (const char* item : proofsOfLife)
        if (!(out.dead && qstrcmp(item, "eos_last_contact") == 0)) // of the dead: contact with the family
            each(values, item, subject, dateOf(out.alive));
    each(values, contact, subject, [&](const ItemEntry& entry, const ItemEntries& entries) {
        if (const auto date = entries.date(entry); date && textBeside(values, status, entry) == u"ALIVE")
            out.alive.append(*date);
    });
    each(values, assessed, subject, [&](const ItemEntry& entry, const ItemEntries& entries) {
        const auto numbers = values.constFind(named(assessment));
        const ItemEntry* number = numbers == values.cend() ? nullptr : numbers->beside(entry);
        if (number && !number->missing && number->number <= 0) // baseline
            return;
        QString judged = textBeside(values, response, entry);
        if (judged.isEmpty())
            judged = textBeside(values, computedResponse, entry);
        if (const auto date = entries.date(entry))
            out.assessments.append({*date, judged});
    });
    out.surgery = firstDate(values, named(surgery), subject);
    each(values, residual, subject, [&](const ItemEntry& entry, const ItemEntries& entries) {
        out.radical = out.radical || entries.text(entry) == u"R0";
    });
    return out;
}

} // namespace casebook
