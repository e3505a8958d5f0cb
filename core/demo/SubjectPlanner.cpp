// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/SubjectPlanner.h"

#include "core/demo/Identity.h"

#include <algorithm>
#include <cmath>

namespace casebook::demo {

namespace {

constexpr std::uint32_t kPurpose = 20;

QString q(const char* text) { return QString::fromLatin1(text); }
QString iso(const QDate& date) { return date.toString(Qt::ISODate); }
QString yes(bool b) { return b ? QStringLiteral("yes") : QStringLiteral("no"); }
QString mm(double x) { return QString::number(x, 'f', 1); }

} // namespace

SubjectPlanner::SubjectPlanner(const Recipe& recipe, const Options& options, FormFiller& filler,
                               Person person)
    : recipe_(recipe), options_(options), filler_(filler), person_(std::move(person)),
      dice_(options.seed, person_.index, kPurpose) {}

PlannedSubject SubjectPlanner::plan(bool withCt) {
    out_.label = QStringLiteral("S-%1").arg(person_.index + 1, 4, 10, QLatin1Char('0'));
    startDates();
    screening();
    if (person_.arm == u"SURG")
        surgicalCourse();
    else if (person_.arm == u"SYST")
        systemicCourse();
    else
        noduleCourse();
    adverseEvents();
    endOfStudy();
    if (withCt)
        cts();
    out_.person = person_;
    return std::move(out_);
}

/// Long enough ago that a part of the plan is behind, and not the same day for all.
void SubjectPlanner::startDates() {
    const bool cancer = person_.tumour.has_value();
    const int ago = person_.arm == u"SYST" ? dice_.integer(120, 700)
                    : cancer               ? dice_.integer(90, 900)
                                           : dice_.integer(60, 500);
    consent_ = options_.cut.addDays(-ago);
    first_ = consent_.addDays(cancer ? dice_.integer(8, 20) : 0);
    const QDate birth = consent_.addDays(-qint64(person_.age * 365.25));
    out_.birthDate = iso(birth);
    out_.name = madeUpName(dice_, person_.sex == u"F");
    out_.patientId = QStringLiteral("SYN%1").arg(person_.index + 1, 6, 10, QLatin1Char('0'));
    floor_ = dice_.uniform(0.40, 0.65);
    drift_ = dice_.uniform(-0.13, 0.13);
}

QDate SubjectPlanner::lastDay() const {
    QDate last = std::min(options_.cut, afterMonths(std::max(0.5, person_.lost_mo)));
    if (person_.tumour)
        last = std::min(last, afterMonths(person_.tumour->os_mo));
    return std::max(last, first_);
}

/// Most visits are a few days off; the recipe's 6 % are outside every window.
QDate SubjectPlanner::delayed(const QDate& planned) {
    const int days = dice_.chance(0.06) ? dice_.integer(9, 16) : dice_.integer(-2, 3);
    return std::min(planned.addDays(days), lastDay());
}

void SubjectPlanner::visit(const QString& visit, int repeat, const QDate& date) {
    visit_ = visit;
    repeat_ = repeat;
    date_ = date;
    out_.visits.append({visit, repeat, iso(date)});
}

PlannedForm& SubjectPlanner::form(const QString& form, Answers answers, QList<Wanted::Row> rows) {
    out_.forms.append(filler_.fill({visit_, repeat_, iso(date_), form, std::move(answers), std::move(rows)}));
    return out_.forms.last();
}

void SubjectPlanner::log(const QString& form, QList<Wanted::Row> rows) {
    if (!rows.isEmpty())
        out_.forms.append(filler_.fill({{}, 1, iso(date_), form, {}, std::move(rows)}));
}

void SubjectPlanner::vitals() {
    const double weight = person_.bmi * person_.height_cm * person_.height_cm / 10'000;
    Answers answers{{q("vs_date"), iso(date_)},
                    {q("vs_weight"), mm(weight * dice_.uniform(0.97, 1.02))},
                    {q("pe_done"), q("no")}};
    const bool fails = dice_.chance(0.03); // of these forms: about 1 % of all
    if (fails) {
        answers.insert(q("vs_sbp"), q("88"));
        answers.insert(q("vs_dbp"), q("104"));
    }
    form(q("VS"), answers).failsCheck = fails;
}

void SubjectPlanner::laboratory() {
    // Creatinine by Cockcroft-Gault the other way round, so that the clearance is an ordinary one.
    const double weight = person_.bmi * person_.height_cm * person_.height_cm / 10'000;
    const double perClearance = (140 - person_.age) * weight * (person_.sex == u"F" ? 0.85 : 1) / 72 * 88.4;
    const double creatinine = std::clamp(perClearance / dice_.uniform(72, 105), 42.0, 112.0);
    Answers answers{{q("lab_date"), iso(date_)}, {q("lab_crea"), QString::number(std::round(creatinine))}};
    const bool fails = dice_.chance(0.03);
    if (fails) {
        answers.insert(q("lab_wbc"), q("5.20"));
        answers.insert(q("lab_neut"), q("7.90"));
    }
    form(q("LAB"), answers).failsCheck = fails;
}

void SubjectPlanner::ctForm(const QString& purpose) {
    form(q("CTA"), {{q("ct_date"), iso(date_)},
                    {q("ct_purpose"), purpose},
                    {q("ct_low_dose"), yes(purpose == u"SCREEN")},
                    {q("ct_contrast"), person_.tumour ? q("VENOUS") : q("NONE")},
                    {q("ct_slice"), q("1.25")}});
}

void SubjectPlanner::screening() {
    visit(q("SCR"), 1, consent_);
    demography();
    form(q("ELIG"), {{q("inc_age"), q("yes")},
                     {q("inc_nodule"), q("yes")},
                     {q("inc_ct"), q("yes")},
                     {q("inc_consent"), q("yes")},
                     {q("exc_other_cancer"), q("no")},
                     {q("exc_image"), q("no")},
                     {q("exc_withdraw"), q("no")},
                     {q("enrol_date"), iso(consent_)},
                     {q("arm"), person_.arm}});
    smoking();
    history();
    form(q("SYM"), {{q("sym_date"), iso(date_)},
                    {q("sym_any"), yes(person_.tumour.has_value())},
                    {q("sym_list"), q("COUGH")},
                    {q("sym_cough_grade"), q("1")},
                    {q("ecog"), person_.tumour ? q("1") : q("0")}});
    vitals();
    laboratory();
    ctForm(person_.arm == u"SCREEN" ? q("SCREEN") : person_.arm == u"NODULE" ? q("INCID") : q("STAGE"));
    nodulesAt(0);
    chestReport(person_.tumour ? q("Synthetic: mass, see the stage.") : q("Synthetic: nodules as listed."));
    if (!person_.tumour)
        return;
    pathology(false);
    molecular();
    stage(false);
}

void SubjectPlanner::demography() {
    const double weight = person_.bmi * person_.height_cm * person_.height_cm / 10'000;
    const bool female = person_.sex == u"F";
    form(q("DM"), {{q("subj_no"), out_.label},
                   {q("site"), person_.site},
                   {q("sex"), person_.sex},
                   {q("birth_date"), out_.birthDate},
                   {q("height_cm"), QString::number(person_.height_cm)},
                   {q("weight_kg"), mm(weight)},
                   {q("childbearing"), q("no")},
                   {q("consent_type"), q("WRITTEN")},
                   {q("consent_date"), iso(consent_)},
                   {q("consent_version"), q("2.0")},
                   {q("consent_by"), q("SUBJ")},
                   {q("consent_scope"), q("THIS, IMAGE")},
                   {q("withdrawn"), q("no")},
                   {q("index_date"), iso(consent_.addDays(-dice_.integer(0, 6)))}});
    form(q("IDN"), {{q("idn_name"), out_.name},
                    {q("idn_id_no"), madeUpId(dice_, QDate::fromString(out_.birthDate, Qt::ISODate), female)},
                    {q("idn_mrn"), out_.patientId}});
}

void SubjectPlanner::smoking() {
    Answers answers{{q("smk_status"), !person_.everSmoked ? q("NEVER")
                                      : person_.smokes    ? q("CURRENT")
                                                          : q("FORMER")},
                    {q("fam_lung"), yes(person_.familyHistory)},
                    {q("prev_cancer"), q("no")}};
    if (person_.everSmoked) {
        const int start = dice_.integer(16, 24);
        const int stop =
            person_.smokes ? int(person_.age) : std::max(start + 5, int(person_.age) - dice_.integer(2, 15));
        const double perDay =
            std::clamp(std::min(person_.packYears, 115.0) * 20 / std::max(1, stop - start), 1.0, 58.0);
        answers.insert(q("smk_age_start"), QString::number(start));
        if (!person_.smokes)
            answers.insert(q("smk_age_stop"), QString::number(stop));
        answers.insert(q("smk_per_day"), QString::number(std::round(perDay)));
        answers.insert(q("smk_pause_years"), q("0"));
    }
    form(q("SMK"), answers);
}

void SubjectPlanner::history() {
    static const QStringList diseases{q("Hypertension"), q("Type 2 diabetes"), q("Coronary heart disease"),
                                      q("Old tuberculosis")};
    QList<Wanted::Row> rows;
    for (int n = dice_.integer(0, 2); n > 0; --n) {
        // Partial dates: a quarter only the year, a third the month too.
        const QDate start = consent_.addDays(-dice_.integer(400, 6000));
        const double u = dice_.uniform();
        const QString text = u < 0.25   ? start.toString(q("yyyy"))
                             : u < 0.60 ? start.toString(q("yyyy-MM"))
                                        : iso(start);
        rows.append({q("MHR"),
                     {{q("mh_term"), diseases[dice_.integer(0, 3)]},
                      {q("mh_start"), text},
                      {q("mh_ongoing"), q("yes")}}});
    }
    form(q("MH"), {{q("cci_items"), q("NONE")}}, rows);
}

void SubjectPlanner::chestReport(const QString& impression) {
    Answers answers{{q("ctr_tumour"), yes(person_.tumour.has_value())},
                    {q("ctr_impression"), impression},
                    {q("ctr_reader"), q("Synthetic reader")},
                    {q("ctr_effusion"), q("NONE")},
                    {q("ctr_peric"), q("no")},
                    {q("ctr_emph"), q("0")},
                    {q("ctr_ild"), q("NONE")}};
    QList<Wanted::Row> rows;
    if (person_.tumour) {
        const Tumour& t = *person_.tumour;
        answers.insert(q("ctr_t_lobe"), t.lobe);
        answers.insert(q("ctr_t_long"), mm(t.total_mm));
        answers.insert(q("ctr_t_solid"), mm(t.solid_mm));
        if (t.m == u"M1a")
            answers.insert(q("ctr_effusion"), QString(t.side));
        for (const QString& station : t.stations)
            rows.append({q("NODER"),
                         {{q("ln_station"), station},
                          {q("ln_short"), mm(dice_.uniform(11, 22))},
                          {q("ln_sus"), q("MALIG")}}});
    } else if (person_.arm == u"SCREEN") {
        answers.insert(q("ctr_lungrads"), person_.nodules.isEmpty() ? q("1") : q("2"));
    }
    form(q("CTR"), answers, rows);
}

void SubjectPlanner::pathology(bool resected) {
    const Tumour& t = *person_.tumour;
    Answers answers{{q("pa_date"), iso(date_)},
                    {q("pa_specimen"), resected ? q("RESECT") : q("BIOPSY")},
                    {q("pa_neoadj"), q("no")},
                    {q("pa_hist"), t.histology},
                    {q("pa_margin"), q("R0")}};
    QList<Wanted::Row> rows;
    if (resected) {
        answers.insert(q("pa_size_total"), mm(t.total_mm));
        answers.insert(q("pa_size_inv"), mm(t.solid_mm));
        answers.insert(q("pa_pleura"), q("PL0"));
        for (const QString& station : t.stations) {
            const int n = dice_.integer(2, 8);
            rows.append({q("PALN"),
                         {{q("pa_ln_station"), station},
                          {q("pa_ln_n"), QString::number(n)},
                          {q("pa_ln_pos"), QString::number(dice_.integer(1, n))},
                          {q("pa_ln_ece"), q("no")}}});
        }
    }
    if (t.histology == u"ADENO") {
        const int first = 5 * dice_.integer(11, 16);
        rows.append(
            {q("PATR"), {{q("pa_pattern"), q("ACI")}, {q("pa_pattern_pct"), QString::number(first)}}});
        rows.append({q("PATR"),
                     {{q("pa_pattern"), dice_.chance(0.5) ? q("LEP") : q("PAP")},
                      {q("pa_pattern_pct"), QString::number(100 - first)}}});
    }
    form(q("PATH"), answers, rows);
}

void SubjectPlanner::molecular() {
    const Tumour& t = *person_.tumour;
    const auto mut = [&](const char* gene) {
        return t.driver == QLatin1StringView(gene) ? q("POS") : q("NEG");
    };
    const int tps = t.pdl1 == u"LT1" ? 0 : t.pdl1 == u"P1_49" ? dice_.integer(1, 49) : dice_.integer(50, 95);
    form(q("MOL"), {{q("mol_date"), iso(date_)},
                    {q("mol_sample"), q("TISSUE")},
                    {q("mol_method"), q("NGS")},
                    {q("egfr"), mut("EGFR")},
                    {q("egfr_var"), t.egfrVariant},
                    {q("egfr_hgvs"), {}},
                    {q("alk"), mut("ALK")},
                    {q("ros1"), mut("ROS1")},
                    {q("kras"), mut("KRAS")},
                    {q("kras_var"), q("G12C")},
                    {q("ret"), mut("RET")},
                    {q("met_ex14"), mut("METex14")},
                    {q("braf"), mut("BRAF V600E")},
                    {q("her2_mut"), mut("HER2 mutation")},
                    {q("ntrk"), mut("NTRK")},
                    {q("pdl1_done"), q("yes")},
                    {q("pdl1_clone"), q("22C3")},
                    {q("pdl1_tps"), QString::number(tps)}});
}

void SubjectPlanner::stage(bool pathological) {
    const Tumour& t = *person_.tumour;
    Answers answers{{q("stg_edition"), q("8")},
                    {q("stg_c_date"), iso(consent_)},
                    {q("stg_c_size"), mm(t.solid_mm)},
                    {q("c_t"), t.t},
                    {q("c_n"), t.n},
                    {q("c_m"), t.m},
                    {q("c_m1_sites"), t.metSites.join(q(", "))},
                    {q("c_stage"), t.stage},
                    {q("stg_p_done"), yes(pathological)},
                    {q("sclc_va"), t.stage.startsWith(u"IV") ? q("ED") : q("LD")}};
    if (pathological)
        for (auto [item, text] :
             {std::pair("stg_p_date", iso(date_)), std::pair("p_t", t.t), std::pair("p_n", t.n),
              std::pair("p_m", t.m), std::pair("p_stage", t.stage), std::pair("stg_y", q("no"))})
            answers.insert(q(item), text);
    form(q("STG"), answers);
}

} // namespace casebook::demo
