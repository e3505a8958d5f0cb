// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lung/Recist.h"

#include "core/values/Csv.h"

#include <algorithm>

namespace casebook {

namespace {

// Thresholds of RECIST 1.1: +20 % and +5 mm, -30 %, nodes under 10 mm.
Decimal tenths(int n) { return *Decimal(n).over(Decimal(10)); }

bool isPd(const Decimal& sum, const Decimal& nadir) {
    const bool relative = sum >= *nadir.times(tenths(12));
    const bool absolute = *sum.minus(nadir) >= Decimal(5);
    return relative && absolute;
}

} // namespace

RecistSettings RecistSettings::fromStudy(const QMap<QString, QString>& settings) {
    RecistSettings out;
    const auto number = [&](const char* key, int& into) {
        bool good = false;
        const int value = settings.value(QString::fromLatin1(key)).toInt(&good);
        if (good)
            into = value;
    };
    number("confirm_days", out.confirmDays);
    number("sd_min_days", out.sdMinDays);
    number("max_ne_between", out.maxNeBetween);
    out.acceptSdBetween = settings.value(QStringLiteral("accept_sd_between")) == u"yes";
    if (const auto mm = Decimal::fromText(settings.value(QStringLiteral("too_small_mm"))))
        out.tooSmallMm = *mm;
    return out;
}

Result<Recist> Recist::fromTable(const QByteArray& csv, RecistSettings settings) {
    const auto table = readCsv(QString::fromUtf8(csv));
    Recist recist;
    recist.settings_ = std::move(settings);
    if (table)
        for (const CsvRow& row : table->rows)
            if (table->cell(row, u"table") == u"overall")
                recist.overall_[table->cell(row, u"in1") + u' ' + table->cell(row, u"in2") + u' ' +
                                table->cell(row, u"in3")] = table->cell(row, u"result");
    if (recist.overall_.isEmpty())
        return fail(ErrorKind::Refused, "bad-study-table", QStringLiteral("recist_rules"),
                    {QStringLiteral("no table overall")});
    return recist;
}

Recist Recist::with(RecistSettings settings) const {
    Recist other = *this;
    other.settings_ = std::move(settings);
    return other;
}

std::optional<Decimal> Recist::counted(const RecistLesion& lesion) const {
    if (lesion.state == u"ABSENT")
        return Decimal(0);
    if (lesion.state == u"TOOSMALL")
        return lesion.mm ? lesion.mm : settings_.tooSmallMm;
    if (lesion.state == u"NE")
        return std::nullopt;
    return lesion.mm;
}

std::optional<Decimal> Recist::sum(const QList<RecistLesion>& lesions) const {
    if (lesions.isEmpty())
        return std::nullopt;
    Decimal total = 0;
    for (const RecistLesion& lesion : lesions) {
        const auto mm = counted(lesion);
        if (!mm)
            return std::nullopt;
        total = *total.plus(*mm);
    }
    return total;
}

std::optional<Decimal> Recist::nadir(const QList<std::optional<Decimal>>& earlier) {
    std::optional<Decimal> least;
    for (const auto& one : earlier)
        if (one && (!least || *one < *least))
            least = one;
    return least;
}

std::optional<QString> Recist::target(const QList<RecistLesion>& lesions,
                                      const std::optional<Decimal>& baseline,
                                      const std::optional<Decimal>& nadir) const {
    if (lesions.isEmpty())
        return QStringLiteral("NA");
    if (!baseline || !nadir)
        return std::nullopt;
    QList<RecistLesion> seen;
    for (const RecistLesion& lesion : lesions) {
        if (lesion.state != u"NE" && !counted(lesion))
            return std::nullopt;
        if (lesion.state != u"NE")
            seen << lesion;
    }
    const Decimal total = sum(seen).value_or(Decimal(0));
    // What is missing can't lower the sum.
    if (seen.size() < lesions.size())
        return isPd(total, *nadir) ? QStringLiteral("PD") : QStringLiteral("NE");
    const bool allGone = std::all_of(seen.begin(), seen.end(), [&](const RecistLesion& lesion) {
        const Decimal mm = counted(lesion).value_or(Decimal(0));
        return lesion.node ? mm < Decimal(10) : mm.isZero();
    });
    // Before PD: a node may grow inside the normal range.
    if (allGone)
        return QStringLiteral("CR");
    if (isPd(total, *nadir)) // a nadir of 0 and a sum of 5 or more too
        return QStringLiteral("PD");
    return total <= *baseline->times(tenths(7)) ? QStringLiteral("PR") : QStringLiteral("SD");
}

std::optional<QString> Recist::overall(const QString& target, const QString& nonTarget,
                                       const QString& newLesion) const {
    const QString seen = newLesion == u"E" ? QStringLiteral("N") : newLesion;
    const auto at = overall_.constFind(target + u' ' + nonTarget + u' ' + seen);
    return at == overall_.cend() ? std::nullopt : std::optional(*at);
}

/// A later point of `by`, far enough, with only `between` and few enough NE on the way.
bool Recist::confirms(const QList<Point>& points, qsizetype at, const QStringList& by,
                      const QStringList& between) const {
    int ne = 0;
    for (qsizetype i = at + 1; i < points.size(); ++i) {
        const QString& response = points[i].overall;
        if (by.contains(response) && points[i].day - points[at].day >= settings_.confirmDays)
            return true;
        if (response == u"NE" ? ++ne > settings_.maxNeBetween : !between.contains(response))
            return false;
    }
    return false;
}

QString Recist::best(const QList<Point>& points, bool confirmed) const {
    const QString cr = QStringLiteral("CR"), pr = QStringLiteral("PR"), sd = QStringLiteral("SD");
    QList<Point> counted;
    for (const Point& point : points) {
        counted << point;
        if (point.overall == u"PD")
            break;
    }
    QStringList prBetween{cr, pr};
    if (settings_.acceptSdBetween)
        prBetween << sd;
    const auto any = [&](auto fits) {
        for (qsizetype i = 0; i < counted.size(); ++i)
            if (fits(i))
                return true;
        return false;
    };
    const auto is = [&](qsizetype i, const QString& response) { return counted[i].overall == response; };
    if (any([&](qsizetype i) { return is(i, cr) && (!confirmed || confirms(counted, i, {cr}, {cr})); }))
        return cr;
    if (any([&](qsizetype i) {
            return is(i, pr) && (!confirmed || confirms(counted, i, {cr, pr}, prBetween));
        }))
        return pr;
    const auto late = [&](qsizetype i) { return counted[i].day >= settings_.sdMinDays; };
    if (any([&](qsizetype i) { return late(i) && (is(i, cr) || is(i, pr) || is(i, sd)); }))
        return sd;
    const QString stay = QStringLiteral("NCNP");
    if (any([&](qsizetype i) { return late(i) && is(i, stay); }))
        return stay;
    const QString pd = QStringLiteral("PD");
    if (any([&](qsizetype i) { return is(i, pd); }))
        return pd;
    return counted.isEmpty() ? QString() : QStringLiteral("NE");
}

} // namespace casebook
