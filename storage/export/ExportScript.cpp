// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportFiles.h"

#include <algorithm>

namespace casebook {

namespace {

struct Found {
    QString table, column;
};

/// The first column whose name ends so, in any table but `subjects`.
Found columnLike(const ExportTables& tables, const QString& part, const QString& end) {
    for (const ExportTable& t : tables.tables)
        for (const ExportColumn& c : t.columns)
            if (c.name.contains(part) && c.name.endsWith(end))
                return {t.name, c.name};
    return {};
}

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
# Overall survival from the index event: days to death, else to the last day known to be alive.
library(survival)
f <- table_of("%1")
last_of <- function(x, pick) if (all(is.na(x))) NA else pick(x, na.rm = TRUE)
death <- tapply(f$%2, f$subject, last_of, min)
alive <- do.call(pmax, c(lapply(list(%3), function(x) tapply(x, f$subject, last_of, max)), na.rm = TRUE))
event <- !is.na(death)
time <- ifelse(event, death, alive)
keep <- !is.na(time) & time >= 0
os <- data.frame(subject = names(time), time = as.numeric(time), event = as.integer(event))[keep, ]
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
    const Found death = columnLike(tables, QStringLiteral("death"), QStringLiteral("_day"));
    if (death.table.isEmpty())
        return script.toUtf8();
    QStringList alive;
    for (const ExportTable& t : tables.tables)
        if (t.name == death.table)
            for (const ExportColumn& c : t.columns)
                if (c.name.endsWith(u"_day") && c.name != death.column &&
                    (c.name.contains(u"alive") || c.name == QString(t.name + QStringLiteral("_date_day"))))
                    alive.append(QStringLiteral("f$") + c.name);
    if (!alive.isEmpty())
        script += QString::fromLatin1(survivalPart)
                      .replace(QStringLiteral("%1"), death.table)
                      .replace(QStringLiteral("%2"), death.column)
                      .replace(QStringLiteral("%3"), alive.join(QStringLiteral(", ")));
    return script.toUtf8();
}

} // namespace casebook
