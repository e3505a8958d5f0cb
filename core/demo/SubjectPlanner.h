// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/FormFiller.h"

namespace casebook::demo {

/// The life of one person in the study: visits, forms, CT.
class SubjectPlanner {
public:
    SubjectPlanner(const Recipe& recipe, const Options& options, FormFiller& filler, Person person);

    [[nodiscard]] PlannedSubject plan(bool withCt);

private:
    using Answers = QHash<QString, QString>;
    void startDates();
    void visit(const QString& visit, int repeat, const QDate& date);
    PlannedForm& form(const QString& form, Answers answers = {}, QList<Wanted::Row> rows = {});
    void log(const QString& form, QList<Wanted::Row> rows);
    /// The examination that every visit has; a few of them fail a cross-check by plan.
    void vitals();
    void laboratory();
    void ctForm(const QString& purpose);

    void screening();
    void demography();
    void smoking();
    void history();
    void nodulesAt(int days);
    void chestReport(const QString& impression);
    void pathology(bool resected);
    void molecular();
    void stage(bool pathological);

    void noduleCourse();
    void surgicalCourse();
    void systemicCourse();
    void cycles(int most, const QDate& until);
    void assessments(const QDate& until);
    void followUp(const QString& visitOid, int repeat, const QDate& date);
    void endOfStudy();
    void adverseEvents();

    void cts();
    void ct(const QString& visitOid, int repeat, const QDate& date, int days, double tumourFactor);

    [[nodiscard]] QDate afterMonths(double months) const { return first_.addDays(qint64(months * 30.44)); }
    [[nodiscard]] QDate lastDay() const; ///< of contact: cut, death or loss
    [[nodiscard]] QDate delayed(const QDate& planned);
    [[nodiscard]] double sumFactor(int days) const;

    const Recipe& recipe_;
    const Options& options_;
    FormFiller& filler_;
    Person person_;
    Dice dice_;
    PlannedSubject out_;
    QDate consent_, first_; ///< first_: first treatment, operation or reading
    QDate lastDose_, progressed_;
    double floor_ = 0.5, drift_ = 0; ///< course of the target sum
    QString visit_;
    int repeat_ = 1;
    QDate date_;
};

} // namespace casebook::demo
