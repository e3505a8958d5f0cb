// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Database.h"
#include "storage/reading/AuditBrowser.h"
#include "tests/bench/Bench.h"
#include "tests/bench/StoredAudit.h"
#include "tests/bench/Study.h"

namespace casebook::bench {

namespace {

constexpr int page = 500;

struct Question {
    const char* what;
    AuditFilter filter;
    const char* reference;
    QByteArray sql;
};

std::vector<Question> questions(const std::vector<Uuid>& of) {
    const QByteArray newest = "SELECT count(*) FROM (SELECT * FROM audit ORDER BY seq DESC LIMIT 500)",
                     scan = "SELECT count(*) FROM audit WHERE time_ms < 0 OR field = 'none'";
    AuditFilter reason, value, nobody, rare;
    reason.withReason = true;
    value.object = of[17];
    value.field = "LAB/I7";
    nobody.user = QStringLiteral("nobody");
    rare.text = QStringLiteral("calibration");
    return {{"newest-page", {}, "sql-newest", newest},
            {"page-with-reason", reason, "sql-newest", newest},
            {"history-of-a-value", value, "sql-newest", newest},
            {"nobody", nobody, "sql-scan", scan},
            {"rare-word", rare, "sql-scan", scan}};
}

Result<BenchFigure> measure(Vault& vault, const Question& question, int runs) {
    const AuditBrowser browser(vault.database(), vault.session());
    Times ours, theirs;
    for (int run = 0; run < runs; ++run) {
        const auto mine =
            timed([&] { return browser.page(question.filter, 0, page).map([](const auto&) {}); });
        const auto least = timed([&] {
            return vault.database().read(
                [&](ReadConnection& c) { return c.one(question.sql).map([](auto) {}); });
        });
        if (!mine || !least)
            return tl::unexpected(mine ? least.error() : mine.error());
        say(question.what, *mine);
        say(question.reference, *least);
        ours.seconds.push_back(*mine);
        theirs.seconds.push_back(*least);
    }
    return figure(question.what, ours, question.reference, theirs);
}

} // namespace

/// A million rows of the audit, looked through as the window does, against plain SQL on the same database.
Result<Figures> benchAudit(int runs) {
    const QTemporaryDir work;
    auto study = Study::create(work.filePath(QStringLiteral("study")));
    if (!study)
        return tl::unexpected(study.error());
    Vault& vault = (*study)->vault();
    const auto of = storeAudit(vault.database());
    if (!of)
        return tl::unexpected(of.error());
    Figures out;
    for (const Question& question : questions(*of)) {
        const auto measured = measure(vault, question, runs);
        if (!measured)
            return tl::unexpected(measured.error());
        out.push_back(*measured);
    }
    return out;
}

} // namespace casebook::bench
