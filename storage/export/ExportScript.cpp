// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportFiles.h"

#include <algorithm>

namespace casebook {

namespace {

const char* const head =
    R"r(# Recomputes Table 1 and, where there is follow-up, overall survival from the tables of this set.
# Rscript code/analysis.R [folder of the set]      needs R and the package survival
args <- commandArgs(trailingOnly = TRUE)
root <- if (length(args) > 0) args[1] else "."
table_of <- function(name) read.csv(file.path(root, "data", paste0(name, ".csv")), na.strings = "",
                                    colClasses = c(subject = "character"), fileEncoding = "UTF-8", check.names = FALSE)
say <- function(name, value) cat(name, format(value, digits = 10), "\n")
one_each <- function(t) t[!duplicated(t$subject), , drop = FALSE]
subjects <- table_of("subjects")
say("subjects", nrow(subjects))
age <- subjects$age_years[!is.na(subjects$age_years)]
if (length(age) > 0) {
  say("age_n", length(age))
  say("age_mean", mean(age))
  if (length(age) > 1) say("age_sd", sd(age))
  say("age_median", median(age))
}
for (s in sort(unique(subjects$sex[!is.na(subjects$sex)]))) say(paste0("sex_", s), sum(subjects$sex == s, na.rm = TRUE))
)r";

const char* const survivalPart = R"r(
# Overall survival from the index event, in days: the times of the cohort that was released.
library(survival)
o <- table_of("outcomes")
os <- data.frame(subject = o$subject, time = o$os_days, event = o$os_event)
os <- os[!is.na(os$time) & !is.na(os$event), ]
os$sex <- subjects$sex[match(os$subject, subjects$subject)]
say("os_n", nrow(os))
say("os_events", sum(os$event))
fit <- survfit(Surv(time, event) ~ 1, data = os)
say("os_median_days", unname(summary(fit)$table["median"]))
for (day in c(365, 730, 1095)) {
  at <- summary(fit, times = day, extend = TRUE)
  say(paste0("os_at_", day), at$surv)
}
if (length(unique(os$sex[!is.na(os$sex)])) > 1) {
  test <- survdiff(Surv(time, event) ~ sex, data = os)
  say("logrank_chisq", test$chisq)
  say("logrank_p", pchisq(test$chisq, length(test$n) - 1, lower.tail = FALSE))
}
)r";

} // namespace

QByteArray analysisScript(const ExportTables& tables) {
    if (tables.tables.isEmpty() || tables.tables.first().rows.isEmpty())
        return {};
    QString script = QString::fromLatin1(head);
    // Code items of forms filled once: counts of each code, missing apart.
    for (const ExportTable& t : tables.tables) {
        const bool once = std::any_of(t.columns.begin(), t.columns.end(),
                                      [](const ExportColumn& c) { return c.name == u"visit"; }) &&
                          !std::any_of(t.columns.begin(), t.columns.end(),
                                       [](const ExportColumn& c) { return c.name == u"row"; });
        QStringList codes;
        for (const ExportColumn& c : t.columns)
            if (!c.codeList.isEmpty() && c.role == u"item" &&
                c.variableClass == VariableClass::QuasiIdentifier)
                codes.append(u'"' + c.name + u'"');
        if (once && !codes.isEmpty())
            script += QStringLiteral(
                          "\nt <- one_each(table_of(\"%1\"))\nfor (v in c(%2)) for (code in "
                          "sort(unique(t[[v]][!is.na(t[[v]])]))) say(paste0(v, \"_\", code), sum(t[[v]] == "
                          "code, na.rm = TRUE))\n")
                          .arg(t.name, codes.join(QStringLiteral(", ")));
    }
    const auto hasTimes = [](const ExportTable& t) {
        const auto days = std::find_if(t.columns.begin(), t.columns.end(),
                                       [](const ExportColumn& c) { return c.name == u"os_days"; });
        const auto at = days - t.columns.begin();
        return t.name == u"outcomes" && days != t.columns.end() &&
               std::any_of(t.rows.begin(), t.rows.end(),
                           [&](const QStringList& row) { return !row.value(at).isEmpty(); });
    };
    if (std::any_of(tables.tables.begin(), tables.tables.end(), hasTimes))
        script += QString::fromLatin1(survivalPart);
    return script.toUtf8();
}

} // namespace casebook
