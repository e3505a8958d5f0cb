// SPDX-License-Identifier: GPL-3.0-or-later
// A made-up analysis table of 248 subjects, and a page whose signals are answered at once.
#pragma once

#include "core/cohort/AnalysisTable.h"
#include "widgets/cohort/CohortAnswers.h"
#include "widgets/cohort/CohortPage.h"
#include "widgets/cohort/CohortPanes.h"
#include "widgets/cohort/CohortWork.h"

#include <cmath>
#include <memory>
#include <random>

namespace casebook::demo {

using namespace Qt::StringLiterals;

inline cohort::ColumnInfo column(const char* name, cohort::ColumnKind kind, const char* en, const char* zh,
                                 const QString& unit = {}, const QStringList& codes = {}) {
    cohort::ColumnInfo info;
    info.name = QString::fromLatin1(name);
    info.kind = kind;
    info.label = {{u"en"_s, QString::fromUtf8(en)}, {u"zh"_s, QString::fromUtf8(zh)}};
    info.unit = unit;
    info.codeOrder = codes;
    info.group = {{u"en"_s, u"Derived"_s}, {u"zh"_s, u"派生变量"_s}};
    info.facet = true;
    return info;
}

/// Every fourth question of some columns is left open, by rule: the numbers are the same on every machine.
inline std::shared_ptr<const cohort::AnalysisTable> cohortTable(int subjects = 248) {
    using cohort::ColumnKind;
    std::vector<cohort::RowSubject> rows;
    cohort::Column sex(column("sex", ColumnKind::Code, "Sex", "性别", {}, {u"F"_s, u"M"_s}));
    cohort::Column age(column("age", ColumnKind::Number, "Age at index", "索引日年龄", u"a"_s));
    cohort::Column stage(column("stage", ColumnKind::Code, "Stage", "分期", {},
                                {u"I"_s, u"II"_s, u"IIIA"_s, u"IIIB to IV"_s}));
    cohort::ColumnInfo egfrInfo = column("egfr", ColumnKind::Code, "EGFR", "EGFR", {}, {u"mut"_s, u"wt"_s});
    egfrInfo.codeLabels = {{u"mut"_s, {{u"en"_s, u"mutated"_s}, {u"zh"_s, u"突变型"_s}}},
                           {u"wt"_s, {{u"en"_s, u"wild type"_s}, {u"zh"_s, u"野生型"_s}}}};
    cohort::Column egfr(egfrInfo);
    cohort::Column smoker(column("smoked", ColumnKind::Boolean, "Ever smoked", "曾吸烟"));
    cohort::Column diameter(column("diameter", ColumnKind::Number, "Mean diameter", "平均径", u"mm"_s));
    cohort::Column months(column("os_months", ColumnKind::Number, "Overall survival", "总生存期", u"mo"_s));
    cohort::Column event(column("os_event", ColumnKind::Boolean, "Died", "死亡"));
    std::mt19937 random(7);
    const auto uniform = [&] { return double(random()) / 4294967296.0; };
    for (int i = 0; i < subjects; ++i) {
        rows.push_back({i + 1, u"TJ-%1"_s.arg(i + 1, 4, 10, QChar(u'0'))});
        sex.addCode(uniform() < 0.55 ? u"M"_s : u"F"_s);
        age.addNumber(std::floor(38 + 45 * (uniform() + uniform() + uniform()) / 3));
        const double s = uniform();
        if (i % 31 == 7)
            stage.addMissing({});
        else
            stage.addCode(s < 0.45 ? u"I"_s : s < 0.62 ? u"II"_s : s < 0.8 ? u"IIIA"_s : u"IIIB to IV"_s);
        const bool mutated = uniform() < 0.5;
        if (i % 17 == 3)
            egfr.addMissing(i % 2 ? "UNK" : "");
        else
            egfr.addCode(mutated ? u"mut"_s : u"wt"_s);
        smoker.addBoolean(uniform() < 0.6);
        if (i % 23 == 5)
            diameter.addMissing("ND");
        else
            diameter.addNumber(std::round(10 * (6 + 30 * uniform() * uniform())) / 10);
        const double time = -(mutated ? 60.0 : 34.0) * std::log(1 - uniform() * 0.999);
        const double cut = 8 + 34 * uniform();
        months.addNumber(i == 11 ? 0 : std::round(100 * std::min(time, cut)) / 100);
        event.addBoolean(time <= cut);
    }
    auto table = std::make_shared<cohort::AnalysisTable>(std::move(rows));
    for (cohort::Column* one : {&stage, &sex, &age, &egfr, &smoker, &diameter, &months, &event})
        table->add(std::move(*one));
    return table;
}

/// The page with its work: what the controller does in the pool is done at once here.
class CohortDesk {
public:
    explicit CohortDesk(CohortPage& page, const QString& language = u"en"_s)
        : work(cohortTable(), {u"stage"_s, u"sex"_s, u"egfr"_s, u"smoked"_s, u"age"_s, u"diameter"_s},
               language),
          page_(page) {
        QObject::connect(&page, &CohortPage::facetToggled, &page,
                         [this](const QString& c, const QString& v, bool on) {
                             work.toggle(c, v, on);
                             show();
                         });
        QObject::connect(&page, &CohortPage::facetsCleared, &page, [this] {
            work.clear();
            show();
        });
        QObject::connect(&page, &CohortPage::textEdited, &page, [this](const QString& text) {
            work.setText(text);
            show();
        });
        QObject::connect(&page, &CohortPage::tableRequested, &page, [this] { show(); });
        QObject::connect(&page, &CohortPage::survivalRequested, &page, [this] { show(); });
        page.setColumns(pickerColumns(work.table(), language), endpointsOf(work.table()));
        page.setTableRequest({u"egfr"_s, usualVariables(work.table()), stats::NumberStyle::MedianQuartiles});
        show();
    }
    void show() {
        page_.setState(work.state());
        page_.setMembers(work.memberRows());
        page_.setDistributions(work.distributions());
        page_.setTable(tableView(work.table(), work.members(), page_.tableOne()->request(), work.language()));
        page_.setSurvival(
            survivalView(work.table(), work.members(), page_.survival()->request(), work.language()));
    }
    CohortWork work;

private:
    CohortPage& page_;
};

} // namespace casebook::demo
