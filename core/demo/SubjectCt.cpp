// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/SubjectPlanner.h"

#include <algorithm>
#include <cmath>

namespace casebook::demo {

namespace {

phantom::Lobe lobeOf(const QString& code) {
    return code == u"RUL"   ? phantom::Lobe::RightUpper
           : code == u"RML" ? phantom::Lobe::RightMiddle
           : code == u"RLL" ? phantom::Lobe::RightLower
           : code == u"LUL" ? phantom::Lobe::LeftUpper
                            : phantom::Lobe::LeftLower;
}

phantom::NoduleType typeOf(const QString& code) {
    return code == u"PS"    ? phantom::NoduleType::PartSolid
           : code == u"GGN" ? phantom::NoduleType::GroundGlass
                            : phantom::NoduleType::Solid;
}

QByteArray findingType(const QString& code) {
    return code == u"PS"     ? "part_solid"
           : code == u"GGN"  ? "ground_glass"
           : code == u"CALC" ? "calcified"
                             : "solid";
}

} // namespace

/// Two dates: screening, and the first visit that has a CT again.
void SubjectPlanner::cts() {
    ct(QStringLiteral("SCR"), 1, consent_, 0, 1);
    for (const PlannedForm& form : out_.forms)
        if (form.form == u"CTA" && form.visit != u"SCR") {
            const auto at = std::find_if(out_.visits.begin(), out_.visits.end(), [&](const PlannedVisit& v) {
                return v.visit == form.visit && v.repeat == form.repeat;
            });
            const QDate date = QDate::fromString(at->date, Qt::ISODate);
            ct(form.visit, form.repeat, date, int(consent_.daysTo(date)),
               person_.tumour ? sumFactor(int(first_.daysTo(date))) : 1);
            break;
        }
}

void SubjectPlanner::ct(const QString& visitOid, int repeat, const QDate& date, int days,
                        double tumourFactor) {
    PlannedCt out;
    out.visit = visitOid;
    out.repeat = repeat;
    out.date = date.toString(Qt::ISODate);
    out.anatomy = options_.seed * 1000u + person_.index + 1;
    out.noise = out.anatomy + (out_.cts.isEmpty() ? 0 : 500'000u + std::uint32_t(days));
    QList<QByteArray> types;
    if (person_.tumour) {
        const Tumour& t = *person_.tumour;
        // A mass larger than a lobe can hold is drawn at its largest.
        const double room = std::min(45.0, t.total_mm);
        out.lesions.push_back({0, typeOf(t.density), lobeOf(t.lobe),
                               std::clamp(room * tumourFactor, 4.0, 45.0), room,
                               t.total_mm > 0 ? t.solid_mm / t.total_mm : 1});
        types.append(findingType(t.density));
    }
    for (const DemoNodule& base : person_.nodules) {
        const DemoNodule now = grown(base, days);
        const double mean = (now.long_mm + now.short_mm) / 2, widest = grown(base, 400).long_mm;
        out.lesions.push_back({int(out.lesions.size()), typeOf(now.type), lobeOf(now.lobe), mean,
                               std::min(40.0, std::max(widest, now.long_mm)),
                               now.type == u"PS" ? now.solid_mm / now.long_mm : 0.55});
        types.append(findingType(now.type));
    }
    const int index = int(out_.cts.size());
    for (std::size_t n = 0; n < out.lesions.size(); ++n) {
        const double size = out.lesions[n].diameter_mm;
        if (dice_.chance(size < 5 ? 0.35 : 0.1))
            continue; // missed by the algorithm
        out_.marks.append({index, int(n), dice_.uniform(-0.6, 0.6), dice_.uniform(-0.6, 0.6),
                           dice_.uniform(-0.6, 0.6), size * dice_.uniform(0.9, 1.12), types[qsizetype(n)],
                           std::clamp(dice_.normal(0.78, 0.13), 0.31, 0.99)});
    }
    const int wrong = out.lesions.empty() ? 0 : dice_.integer(0, 2); // from the first lesion's place
    for (int n = 0; n < wrong; ++n)
        out_.marks.append({index, -1, dice_.uniform(-35, 35), dice_.uniform(-35, 35), dice_.uniform(-40, 40),
                           dice_.uniform(4, 7), "solid", std::clamp(dice_.normal(0.45, 0.12), 0.2, 0.8)});
    out_.cts.append(out);
}

} // namespace casebook::demo
