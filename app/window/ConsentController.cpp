// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ConsentController.h"

#include "core/values/Messages.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace casebook {

namespace {

QString dayOf(std::int64_t ms) {
    return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("yyyy-MM-dd"));
}

QString namesOf(const QList<KeptForm>& forms) {
    QStringList out;
    for (const KeptForm& form : forms)
        out.append(form.items.isEmpty() ? form.place : form.place + u" (" + form.items.join(u", ") + u')');
    return out.join(u", ");
}

QString keepWords(const ConsentPlan& plan) {
    return ConsentController::tr("Stays in use: %1 exams with %2 images, %3 forms.")
        .arg(plan.counts.exams)
        .arg(plan.counts.images)
        .arg(plan.counts.forms + int(plan.kept.size()));
}

/// Sets that were released and backups: what no choice takes back.
QStringList beyond(const ConsentPlan& plan) {
    QStringList lines;
    for (const ConsentRelease& one : plan.releases)
        lines.append(one.receiver.isEmpty()
                         ? ConsentController::tr("Can't be taken back: the data set of %1, cohort %2.")
                               .arg(dayOf(one.timeMs), one.cohort)
                         : ConsentController::tr("Can't be taken back: the data set of %1 for %2, cohort %3.")
                               .arg(dayOf(one.timeMs), one.receiver, one.cohort));
    return lines;
}

QString stopWords(const ConsentPlan& plan) {
    QStringList lines{ConsentController::tr("Out of use: %1 exams with %2 images, %3 forms.")
                          .arg(plan.counts.exams)
                          .arg(plan.counts.images)
                          .arg(plan.counts.forms + int(plan.kept.size()))};
    if (plan.counts.openTasks > 0)
        lines.append(ConsentController::tr("%n open reading(s) end.", nullptr, plan.counts.openTasks));
    if (plan.counts.cohorts > 0)
        lines.append(ConsentController::tr("%n frozen cohort(s) will say that a member withdrew.", nullptr,
                                           plan.counts.cohorts));
    return (lines + beyond(plan)).join(u'\n');
}

QString eraseWords(const ConsentPlan& plan) {
    const ConsentCounts& c = plan.counts;
    QStringList removed;
    const auto add = [&](int count, const QString& words) {
        if (count > 0)
            removed.append(words);
    };
    add(c.identifiers, ConsentController::tr("%n identifier(s)", nullptr, c.identifiers));
    add(c.forms, ConsentController::tr("%n form(s)", nullptr, c.forms));
    add(c.values, ConsentController::tr("%n value(s)", nullptr, c.values));
    add(c.queries, ConsentController::tr("%n query(ies)", nullptr, c.queries));
    add(c.exams, ConsentController::tr("%n exam(s)", nullptr, c.exams));
    add(c.images, ConsentController::tr("%n image(s) of %1", nullptr, c.images)
                      .arg(QLocale().formattedDataSize(c.bytes)));
    add(c.overlays, ConsentController::tr("%n overlay(s)", nullptr, c.overlays));
    add(c.findings, ConsentController::tr("%n finding(s)", nullptr, c.findings));
    add(c.measurements, ConsentController::tr("%n measurement(s)", nullptr, c.measurements));
    add(c.tasks, ConsentController::tr("%n reading(s)", nullptr, c.tasks));
    QStringList lines;
    if (!removed.isEmpty())
        lines.append(ConsentController::tr("Removed: %1.").arg(removed.join(ConsentController::tr(", "))));
    if (c.auditValues > 0)
        lines.append(ConsentController::tr("Also %n value(s) in the audit, whose chain stays whole.", nullptr,
                                           c.auditValues));
    if (c.records > 1)
        lines.append(
            ConsentController::tr("%n record(s) that were joined to it go too.", nullptr, c.records - 1));
    if (!plan.kept.isEmpty())
        lines.append(ConsentController::tr("Stays, because the law and the protocol want it: %1.")
                         .arg(namesOf(plan.kept)));
    lines += beyond(plan);
    if (plan.backup)
        lines.append(
            ConsentController::tr("Backups still hold everything; the newest is of %1. So do copies in other "
                                  "programs.")
                .arg(dayOf(plan.backup->timeMs)));
    else
        lines.append(ConsentController::tr("Backups and copies in other programs still hold everything."));
    if (plan.foreignImages > 0)
        lines.append(ConsentController::tr(
            "%n image(s) of other subjects carry this one's number in their files and stay.", nullptr,
            plan.foreignImages));
    if (plan.sharedNotes > 0)
        lines.append(ConsentController::tr(
            "%n refused file(s) of shared imports stay in the reports; nobody knows whose "
            "they were.",
            nullptr, plan.sharedNotes));
    return lines.join(u'\n');
}

QString hindranceOf(const ConsentPlan& plan, bool mayErase) {
    if (!mayErase)
        return ConsentController::tr("To erase needs the role of the administrator too.");
    if (plan.waitingExams > 0)
        return ConsentController::tr(
            "%n exam(s) wait under this subject's number. Say whose they are first, in the report "
            "of their import.",
            nullptr, plan.waitingExams);
    if (plan.sharedPacks > 0)
        return ConsentController::tr("%n stored file(s) hold images of another subject too.", nullptr,
                                     plan.sharedPacks);
    return {};
}

ConsentService consentOf(OpenStudy& study) { return {*study.vault, study.session}; }

} // namespace

QString consentWords(const ConsentState& state) {
    QString words;
    switch (state.choice) {
    case ConsentChoice::Keep:
        words = ConsentController::tr(
            "Consent is withdrawn: nothing new is collected, what was collected stays in use.");
        break;
    case ConsentChoice::Stop:
        words = ConsentController::tr(
            "Consent is withdrawn: the data is used no more, and shown to check it against its "
            "sources only.");
        break;
    case ConsentChoice::Erase:
        words = ConsentController::tr(
            "Consent is withdrawn: this subject was erased. What is shown stays by law or "
            "protocol.");
        break;
    }
    if (state.timeMs == 0)
        return words;
    return words + u' ' +
           ConsentController::tr("Since %1, by %2: %3").arg(dayOf(state.timeMs), state.user, state.reason);
}

ConsentView consentView(const ConsentPlan& plan, bool mayErase) {
    ConsentView view;
    view.words = {keepWords(plan), stopWords(plan), eraseWords(plan)};
    for (const ConsentChoice choice : {ConsentChoice::Keep, ConsentChoice::Stop, ConsentChoice::Erase})
        view.open[std::size_t(choice)] = !plan.now || plan.now->choice < choice;
    view.hindrance = hindranceOf(plan, mayErase);
    view.open[std::size_t(ConsentChoice::Erase)] &= view.hindrance.isEmpty();
    view.reasons = {{"subject", ConsentController::tr("the subject's own")},
                    {"representative", ConsentController::tr("a representative's")},
                    {"ethics", ConsentController::tr("the ethics committee's")},
                    {"law", ConsentController::tr("a court's or an authority's")},
                    {"mistake", ConsentController::tr("enrolled by mistake")}};
    return view;
}

ConsentController::ConsentController(QWidget* window, QObject* parent) : QObject(parent), window_(window) {}

void ConsentController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    work_.stop();
    delete second_;
    delete dialog_;
}

void ConsentController::ask(const QString& subject) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, subject] { return consentOf(*study).plan(subject, ConsentChoice::Erase); },
        [this, study = study_](Result<ConsentPlan> plan) {
            if (study != study_)
                return;
            if (plan)
                open(*plan);
            else
                Q_EMIT failed(messageText(plan.error()));
        });
}

void ConsentController::open(const ConsentPlan& plan) {
    const bool mayErase = study_->session.may(Right::ManageStudy);
    dialog_ = new ConsentDialog(plan.label, consentView(plan, mayErase), window_);
    connect(dialog_, &ConsentDialog::chosen, this,
            [this, label = plan.label](int choice, const QByteArray& code, const QString& reason) {
                const ConsentRequest request{label, static_cast<ConsentChoice>(choice), code, reason};
                if (request.choice == ConsentChoice::Erase)
                    askErase(request);
                else
                    mark(request);
            });
    dialog_->open();
}

void ConsentController::mark(const ConsentRequest& request) {
    dialog_->setEnabled(false);
    inBackground(
        this, [study = study_, request] { return consentOf(*study).withdraw(request, {}); },
        [this](Result<ConsentOutcome> outcome) {
            if (outcome)
                return done(*outcome);
            if (dialog_)
                dialog_->refuse(messageText(outcome.error()));
        });
}

void ConsentController::askErase(const ConsentRequest& request) {
    second_ = new EraseDialog(request.subject, dialog_);
    connect(second_, &EraseDialog::confirmed, this,
            [this, request](QByteArray typed) { erase(request, SecretBytes::fromUtf8(std::move(typed))); });
    connect(second_, &EraseDialog::stopRequested, this, [this] { work_.stop(); });
    second_->open();
}

void ConsentController::erase(const ConsentRequest& request, SecretBytes passphrase) {
    const auto secret = std::make_shared<SecretBytes>(std::move(passphrase));
    Job job{work_.restart(), {}};
    job.progress = [second = second_](std::int64_t at, std::int64_t total) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [second, at, total] {
                if (second)
                    second->setProgress(at, total);
            },
            Qt::QueuedConnection);
    };
    inBackground(
        this,
        [study = study_, request, secret, job]() -> Result<ConsentOutcome> {
            if (auto known = study->vault->checkPassphrase(*secret); !known)
                return tl::unexpected(known.error());
            return consentOf(*study).withdraw(request, job);
        },
        [this](Result<ConsentOutcome> outcome) {
            if (outcome)
                return done(*outcome);
            const bool stopped = outcome.error().kind == ErrorKind::Cancelled;
            if (second_)
                second_->refuse(stopped ? tr("Stopped. Nothing was changed.") : messageText(outcome.error()),
                                outcome.error().code == "wrong-passphrase");
        });
}

void ConsentController::done(const ConsentOutcome& outcome) {
    if (second_)
        second_->accept();
    if (dialog_)
        dialog_->accept();
    const ConsentPlan& plan = outcome.done;
    if (plan.choice != ConsentChoice::Erase)
        Q_EMIT said(tr("The withdrawal of %1 is noted.").arg(plan.label));
    else if (outcome.compacted)
        Q_EMIT said(tr("%1 is erased.").arg(plan.label));
    else if (outcome.waiting > 0)
        Q_EMIT failed(
            tr("%1 is erased. Files on a disk that is not connected are still there: connect it and run "
               "compact.")
                .arg(plan.label));
    else
        Q_EMIT failed(
            tr("%1 is erased. Some of its files are still there: lock the study and open it again, or run "
               "compact.")
                .arg(plan.label));
    Q_EMIT changed();
}

} // namespace casebook
