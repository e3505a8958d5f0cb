// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/SubjectPlanner.h"

#include <algorithm>
#include <cmath>

namespace casebook::demo {

namespace {

QString q(const char* text) { return QString::fromLatin1(text); }
QString iso(const QDate& date) { return date.toString(Qt::ISODate); }
QString mm(double x) { return QString::number(x, 'f', 1); }
double tenths(double x) { return std::round(x * 10) / 10; }

struct Regimen {
    const char* treatment;
    const char* regimen;
    const char* setting;
    const char* drug;
    double dose;
    const char* unit;
};
constexpr Regimen kRegimens[] = {
    {"EGFR inhibitor 3rd generation", "EGFR3", "L1", "OSI", 80, "MG"},
    {"EGFR inhibitor 1st generation", "EGFR1", "L1", "GEF", 250, "MG"},
    {"ALK inhibitor 2nd generation", "ALKI", "L1", "ALE", 600, "MG"},
    {"IO with chemotherapy", "IO_CHEMO", "L1", "PEMB", 200, "MG"},
    {"IO alone", "IO_MONO", "L1", "PEMB", 200, "MG"},
    {"chemotherapy", "PEM_PLAT", "L1", "PEM", 500, "MGM2"},
    {"chemoradiotherapy", "PAC_CARB", "CRT", "PAC", 50, "MGM2"},
    {"surgery", "PEM_PLAT", "ADJ", "PEM", 500, "MGM2"},
};

const Regimen& regimenOf(const Tumour& t) {
    for (const Regimen& one : kRegimens)
        if (t.treatment == QLatin1StringView(one.treatment))
            return one;
    return kRegimens[5];
}

} // namespace

void SubjectPlanner::noduleCourse() {
    const int months = person_.arm == u"SCREEN" ? 12 : dice_.integer(3, 6);
    const QDate planned = consent_.addMonths(months);
    if (planned.addDays(20) > options_.cut || person_.nodules.isEmpty())
        return;
    visit(q("NODFU"), 1, delayed(planned));
    ctForm(q("FU"));
    nodulesAt(int(consent_.daysTo(date_)));
    chestReport(q("Synthetic: compared with the first CT."));
}

void SubjectPlanner::nodulesAt(int days) {
    QList<Wanted::Row> rows;
    int number = 0;
    for (const DemoNodule& base : person_.nodules) {
        const DemoNodule now = grown(base, days);
        const double growth = (now.long_mm + now.short_mm - base.long_mm - base.short_mm) / 2;
        QHash<QString, QString> a{{q("nod_label"), QStringLiteral("N%1").arg(++number)},
                                  {q("nod_lobe"), now.lobe},
                                  {q("nod_type"), now.type == u"CALC" ? q("SOLID") : now.type},
                                  {q("nod_long"), mm(now.long_mm)},
                                  {q("nod_short"), mm(now.short_mm)},
                                  {q("nod_margin"), now.malignant ? q("LOBUL") : q("SMOOTH")},
                                  {q("nod_calc"), now.type == u"CALC" ? q("COMPLETE") : q("NONE")},
                                  {q("nod_status"), days == 0      ? q("BASE")
                                                    : growth > 1.5 ? q("GROW")
                                                                   : q("STABLE")},
                                  {q("nod_score"), now.brock > 0.3    ? q("4")
                                                   : now.brock > 0.08 ? q("3")
                                                                      : q("2")}};
        if (now.type == u"PS") {
            a.insert(q("nod_solid_long"), mm(now.solid_mm));
            a.insert(q("nod_solid_short"), mm(tenths(now.solid_mm * 0.8)));
        }
        if (days > 0) {
            a.insert(q("nod_prior_mean"), mm((base.long_mm + base.short_mm) / 2));
            a.insert(q("nod_prior_date"), iso(consent_));
        }
        for (const char* later :
             {"nod_volume", "nod_hu", "nod_prior_vol", "nod_lungrads", "nod_reader", "nod_segment"})
            a.insert(q(later), {}); // measured in the images, or decided by a reader
        rows.append({q("NODR"), a});
    }
    form(q("NOD"), {{q("nod_none"), rows.isEmpty() ? q("yes") : q("no")}}, rows);
}

void SubjectPlanner::surgicalCourse() {
    const Tumour& t = *person_.tumour;
    if (first_ > options_.cut)
        return;
    visit(q("SURG"), 1, first_);
    const QString extent = t.total_mm <= 20 && dice_.chance(0.4) ? q("SEG") : q("LOB");
    const bool leak = dice_.chance(recipe_.number(q("adverse event"), q("rate"), q("surgery: LEAK")));
    form(q("SURG"), {{q("su_date"), iso(first_)},
                     {q("su_intent"), q("CUR")},
                     {q("su_approach"), q("VATS")},
                     {q("su_extent"), extent},
                     {q("su_lobe"), t.lobe},
                     {q("su_nodes"), q("SYST")},
                     {q("su_r"), q("R0")},
                     {q("su_clavien"), leak ? q("2") : q("0")},
                     {q("su_compl"), leak ? q("LEAK") : QString()},
                     {q("su_discharge"), iso(std::min(first_.addDays(dice_.integer(4, 9)), options_.cut))},
                     {q("su_d30"), q("no")}});
    pathology(true);
    stage(true);
    if (first_.addDays(35) <= lastDay()) {
        visit(q("POST30"), 1, delayed(first_.addDays(30)));
        form(q("SYM"), {{q("sym_date"), iso(date_)}, {q("sym_any"), q("no")}, {q("ecog"), q("1")}});
        vitals();
        laboratory();
    }
    const QDate recurs = t.progresses() ? afterMonths(t.pfs_mo) : QDate();
    for (int n = 1; n <= 8 && first_.addDays(91 * n + 16) <= lastDay(); ++n) {
        followUp(q("SFU"), n, delayed(first_.addDays(91 * n)));
        if (recurs.isValid() && recurs <= date_)
            progressed_ = recurs;
    }
    if (t.adjuvant && first_.addDays(60) <= lastDay()) {
        const Regimen& r = regimenOf(t);
        log(q("TXL"), {{q("LINE"),
                        {{q("ln_no"), q("1")},
                         {q("ln_setting"), q(r.setting)},
                         {q("ln_regimen"), q(r.regimen)},
                         {q("ln_start"), iso(first_.addDays(42))},
                         {q("ln_stop"), {}},
                         {q("ln_best"), {}}}}});
    }
}

void SubjectPlanner::systemicCourse() {
    const Tumour& t = *person_.tumour;
    if (first_ > options_.cut)
        return;
    const Regimen& r = regimenOf(t);
    // Baseline of the response is measured at screening.
    visit_ = q("SCR");
    repeat_ = 1;
    date_ = consent_;
    assessments(lastDay());
    const bool stopped = progressed_.isValid();
    lastDose_ = stopped ? progressed_ : lastDay();
    cycles(5, lastDose_);
    visit_.clear();
    log(q("TXL"), {{q("LINE"),
                    {{q("ln_no"), q("1")},
                     {q("ln_setting"), q(r.setting)},
                     {q("ln_regimen"), q(r.regimen)},
                     {q("ln_start"), iso(first_)},
                     {q("ln_stop"), stopped ? iso(lastDose_) : QString()},
                     {q("ln_reason"), q("PD")},
                     {q("ln_best"), {}}}}});
    if (stopped && lastDose_.addDays(37) <= lastDay()) {
        visit(q("EOT"), 1, delayed(lastDose_.addDays(30)));
        form(q("SYM"), {{q("sym_date"), iso(date_)},
                        {q("sym_any"), q("yes")},
                        {q("sym_list"), q("COUGH, FATIGUE")},
                        {q("sym_cough_grade"), q("1")},
                        {q("ecog"), q("1")}});
        vitals();
        laboratory();
        for (int n = 1; n <= 4 && date_.addDays(100) <= lastDay(); ++n)
            followUp(q("SURV"), n, delayed(lastDose_.addDays(30 + 91 * n)));
    }
}

void SubjectPlanner::cycles(int most, const QDate& until) {
    const Regimen& r = regimenOf(*person_.tumour);
    QDate day = first_;
    for (int n = 1; n <= most && day <= until; ++n) {
        visit(q("TRT"), n, day);
        form(q("SYM"), {{q("sym_date"), iso(day)}, {q("sym_any"), q("no")}, {q("ecog"), q("1")}});
        vitals();
        laboratory();
        const bool reduced = n > 1 && dice_.chance(0.12);
        const double planned = r.dose, given = reduced ? std::round(planned * 0.8) : planned;
        form(q("SYS"),
             {{q("cy_line"), q("1")},
              {q("cy_no"), QString::number(n)},
              {q("cy_date"), iso(day)},
              {q("cy_weight"), {}},
              {q("cy_delay"), q("0")}},
             {{q("DOSE"),
               {{q("do_drug"), q(r.drug)},
                {q("do_planned"), QString::number(planned)},
                {q("do_given"), QString::number(given)},
                {q("do_unit"), q(r.unit)},
                {q("do_change"), reduced ? q("RED") : q("NONE")},
                {q("do_reason"), reduced ? q("HAEM") : QString()}}}});
        day =
            std::min(day.addDays(21 + dice_.integer(-1, 3) + (dice_.chance(0.06) ? 7 : 0)), until.addDays(1));
    }
}

/// Sum of the targets over the baseline, `days` after the first dose; before progression never a PD.
double SubjectPlanner::sumFactor(int days) const {
    const Tumour& t = *person_.tumour;
    if (!t.responder)
        return 1 + drift_ * std::min(1.0, days / 84.0);
    return floor_ + (1 - floor_) * std::exp(-days / 30.0);
}

void SubjectPlanner::assessments(const QDate& until) {
    const Tumour& t = *person_.tumour;
    struct Lesion {
        const char* organ;
        QString station, text;
        double base;
    };
    QList<Lesion> lesions{{"LUNG", {}, t.lobe, std::max(12.0, t.total_mm)}};
    if (!t.stations.isEmpty())
        lesions.append({"NODE", t.stations.last(), t.stations.last(), tenths(dice_.uniform(17, 27))});
    if (t.sites.contains(q("LIVER")))
        lesions.append({"LIVER", {}, q("segment 6"), tenths(dice_.uniform(18, 38))});
    const bool others = t.sites.contains(q("BONE")) || t.sites.contains(q("BRAIN")) || t.m == u"M1a";
    const QDate progression = t.progresses() ? afterMonths(t.pfs_mo) : QDate();
    std::optional<Decimal> baseline;
    QList<std::optional<Decimal>> sums;
    double lowest = 1;
    for (int n = 0; n <= 6; ++n) {
        if (n > 0) {
            const QDate planned = first_.addDays(42 * n);
            if (planned.addDays(10) > until || progressed_.isValid())
                return;
            visit(q("TA"), n, delayed(planned));
            ctForm(q("RESP"));
        }
        const int days = int(first_.daysTo(date_));
        const bool pd = n > 0 && progression.isValid() && date_ >= progression;
        const double factor = n == 0 ? 1 : pd ? lowest * 1.35 + 0.15 : sumFactor(days);
        lowest = std::min(lowest, factor);
        QList<RecistLesion> measured;
        QList<Wanted::Row> rows;
        int number = 0;
        for (const Lesion& lesion : lesions) {
            const double size = tenths(lesion.base * factor);
            measured.append(
                {lesion.organ == std::string_view("NODE"), q("MEAS"), Decimal::fromText(mm(size))});
            rows.append({q("TL"),
                         {{q("tl_no"), QString::number(++number)},
                          {q("tl_organ"), q(lesion.organ)},
                          {q("tl_station"), lesion.station},
                          {q("tl_desc"), lesion.text},
                          {q("tl_state"), q("MEAS")},
                          {q("tl_mm"), mm(size)}}});
        }
        if (others)
            rows.append({q("NTL"),
                         {{q("ntl_no"), q("1")},
                          {q("ntl_organ"), t.m == u"M1a"                  ? q("PLEURA")
                                           : t.sites.contains(q("BRAIN")) ? q("BRAIN")
                                                                          : q("BONE")},
                          {q("ntl_desc"), q("Synthetic")},
                          {q("ntl_state"), q("PRESENT")}}});
        const Recist& recist = recipe_.recist();
        const auto sum = recist.sum(measured);
        QHash<QString, QString> a{{q("ta_no"), QString::number(n)},
                                  {q("ta_date"), iso(date_)},
                                  {q("ta_method"), q("CT")},
                                  {q("ta_reader"), q("SITE")},
                                  {q("nl_any"), q("no")}};
        const QString nonTarget = others ? q("NCNP") : q("NA");
        if (n > 0) {
            const QString target = recist.target(measured, baseline, Recist::nadir(sums)).value_or(QString());
            const QString overall = recist.overall(target, nonTarget, q("N")).value_or(QString());
            a.insert(q("tl_resp"), target);
            a.insert(q("ntl_resp"), nonTarget);
            a.insert(q("ov_resp"), overall);
            if (overall == u"PD")
                progressed_ = date_;
        } else {
            baseline = sum;
        }
        sums.append(sum);
        form(q("REC"), a, rows);
    }
}

void SubjectPlanner::followUp(const QString& visitOid, int repeat, const QDate& date) {
    visit(visitOid, repeat, date);
    const Tumour& t = *person_.tumour;
    const bool back = t.progresses() && afterMonths(t.pfs_mo) <= date;
    if (visitOid == u"SFU")
        form(q("SYM"), {{q("sym_date"), iso(date)}, {q("sym_any"), q("no")}, {q("ecog"), q("0")}});
    form(q("FU"), {{q("fu_date"), iso(date)},
                   {q("fu_method"), visitOid == u"SFU" ? q("VISIT") : q("PHONE")},
                   {q("fu_status"), q("ALIVE")},
                   {q("fu_last_alive"), iso(date)},
                   {q("fu_disease"), back ? (visitOid == u"SFU" ? q("LOCAL") : q("STABLE")) : q("NED")},
                   {q("fu_recur_date"), back ? iso(afterMonths(t.pfs_mo)) : QString()}});
}

void SubjectPlanner::endOfStudy() {
    const bool dead = person_.tumour && afterMonths(person_.tumour->os_mo) <= options_.cut &&
                      afterMonths(person_.tumour->os_mo) <= afterMonths(std::max(0.5, person_.lost_mo));
    const bool lost = !dead && afterMonths(std::max(0.5, person_.lost_mo)) <= options_.cut.addDays(-60);
    if (!dead && !lost)
        return;
    const QDate day = std::max(lastDay(), date_);
    visit(q("EOS"), 1, day);
    QHash<QString, QString> fu{{q("fu_date"), iso(day)},
                               {q("fu_method"), q("PHONE")},
                               {q("fu_status"), dead ? q("DEAD") : q("LOST")}};
    if (dead) {
        fu.insert(q("fu_death"), iso(day));
        fu.insert(q("fu_cause"), q("LC"));
    } else {
        fu.insert(q("fu_last_alive"), iso(day));
    }
    form(q("FU"), fu);
    form(q("EOS"), {{q("eos_date"), iso(day)},
                    {q("eos_reason"), dead ? q("DEATH") : q("LOST")},
                    {q("eos_complete"), q("no")},
                    {q("eos_last_contact"), iso(day)}});
}

void SubjectPlanner::adverseEvents() {
    if (!person_.tumour || first_ > options_.cut)
        return;
    struct Event {
        const char* level;
        const char* code;
        const char* term;
        const char* grade;
    };
    static constexpr Event chemo[] = {
        {"chemotherapy: Neutrophil count decreased >=3", "C04", "Neutrophil count decreased", "3"},
        {"chemotherapy: Anemia >=3", "C01", "Anemia", "3"},
        {"chemotherapy: Nausea any", "C46", "Nausea", "1"}};
    static constexpr Event io[] = {{"IO: Pneumonitis any", "C35", "Pneumonitis", "2"},
                                   {"IO: Hypothyroidism any", "C62", "Hypothyroidism", "2"}};
    static constexpr Event egfr[] = {{"EGFR: Rash acneiform any", "C54", "Rash acneiform", "1"},
                                     {"EGFR: Diarrhea any", "C48", "Diarrhea", "1"},
                                     {"EGFR: Pneumonitis any", "C35", "Pneumonitis", "2"}};
    const QString& treatment = person_.tumour->treatment;
    QList<Wanted::Row> rows;
    const auto draw = [&](const auto& events, bool immune) {
        for (const Event& event : events) {
            const double u = dice_.uniform();
            if (u >= recipe_.number(q("adverse event"), q("rate"), q(event.level)))
                continue;
            const QDate start = std::min(first_.addDays(dice_.integer(5, 80)), lastDay());
            const QDate end = std::min(start.addDays(dice_.integer(4, 30)), lastDay());
            rows.append({q("AER"),
                         {{q("ae_term"), q(event.term)},
                          {q("ae_ctcae"), q(event.code)},
                          {q("ae_grade"), q(event.grade)},
                          {q("ae_start"), iso(start)},
                          {q("ae_end"), iso(end)},
                          {q("ae_outcome"), q("REC")},
                          {q("ae_serious"), q("no")},
                          {q("ae_rel"), q("PROB")},
                          {q("ae_drug"), {}},
                          {q("ae_immune"), immune ? q("yes") : q("no")},
                          {q("ae_action"), q("NONE")}}});
        }
    };
    if (treatment.contains(u"chemo") || person_.tumour->adjuvant)
        draw(chemo, false);
    if (treatment.startsWith(u"IO"))
        draw(io, true);
    if (treatment.startsWith(u"EGFR"))
        draw(egfr, false);
    log(q("AE"), rows);
}

} // namespace casebook::demo
