// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AuditController.h"

#include "app/window/FileDialog.h"
#include "app/window/SubjectViews.h"
#include "core/values/Messages.h"
#include "widgets/study/AuditView.h"
#include "widgets/study/UsersView.h"

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageRows = 500;

AuditBrowser browser(OpenStudy& study) { return {study.vault->database(), study.session}; }

/// By UUID; none without the right.
QHash<QString, QString> labelsOf(OpenStudy& study) {
    QHash<QString, QString> out;
    for (const Subject& subject : study.subjects.list().value_or(QList<Subject>()))
        out.insert(subject.uuid.toString(), subject.label);
    return out;
}

QList<AuditLine> linesOf(const QList<AuditRow>& rows, const QHash<QString, QString>& labels) {
    QList<AuditLine> out;
    for (const AuditRow& row : rows) // the end of a UUID tells objects apart, its beginning is the time
        out.append(auditLine(row, labels.value(row.subject.toString(), row.object.toString().right(8))));
    return out;
}

struct AuditPage {
    QList<AuditLine> lines;
    bool more = false;
    qint64 total = 0;
};

Result<AuditPage> pageOf(OpenStudy& study, const AuditFilter& filter, qint64 before, const Job& job) {
    const auto rows = browser(study).page(filter, before, pageRows, job);
    if (!rows)
        return tl::unexpected(rows.error());
    AuditPage page{linesOf(*rows, labelsOf(study)), rows->size() == pageRows, 0};
    return study.vault->database().read([&](ReadConnection& c) -> Result<AuditPage> {
        if (const auto total = c.one("SELECT max(seq) FROM audit"))
            page.total = total->value_or(0);
        return page;
    });
}

Result<AuditFacts> factsOf(OpenStudy& study, qint64 seq) {
    const auto detail = browser(study).detail(seq);
    if (!detail)
        return tl::unexpected(detail.error());
    const QHash<QString, QString> labels = labelsOf(study);
    AuditFacts out;
    out.seq = seq;
    QStringList roles;
    for (const QByteArray& code : detail->row.role.split(','))
        roles.append(roleText(code));
    const QString name = detail->printedName.isEmpty() ? detail->row.user : detail->printedName;
    out.who = detail->row.role.isEmpty() || name.isEmpty()
                  ? name
                  : AuditController::tr("%1 (%2)", "name, roles").arg(name, roles.join(u", "_s));
    out.where = detail->osUser.isEmpty() ? detail->host : u"%1 (%2)"_s.arg(detail->host, detail->osUser);
    out.program = detail->program;
    out.subject = labels.value(detail->row.subject.toString());
    out.previous = detail->previous;
    out.hash = detail->hash;
    out.history = linesOf(detail->history, labels);
    return out;
}

} // namespace

AuditController::AuditController(AuditView* view, QObject* parent) : QObject(parent), view_(view) {
    connect(view->model(), &AuditModel::moreRequested, this, &AuditController::read);
    connect(view, &AuditView::rowChosen, this, &AuditController::readDetail);
    connect(view, &AuditView::saveRequested, this, &AuditController::askWhere);
    connect(view->detail(), &AuditDetailPane::subjectRequested, this, &AuditController::subjectRequested);
    connect(view->filters(), &AuditFilterBar::changed, this, [this](const AuditFilter& filter) {
        filter_ = filter;
        if (shown_)
            read(0);
    });
}

void AuditController::setStudy(StudyPtr study) {
    reading_.stop();
    saving_.stop();
    study_.reset(); // what clearing the filters tells is not for the old one
    shown_ = false;
    view_->filters()->clear();
    view_->filters()->setPeople({});
    view_->model()->setRows({}, false);
    view_->setTotal(-1);
    view_->setLoading(false);
    view_->setSaving(false);
    study_ = std::move(study);
    view_->setMaySave(study_ && study_->session.may(Right::Export) && !study_->session.readOnly);
}

void AuditController::show() {
    shown_ = true;
    readPeople();
    read(0);
}

void AuditController::refresh() {
    if (shown_ && view_->isAtTop())
        read(0);
}

void AuditController::read(qint64 before) {
    if (!study_ || (before > 0 && view_->isLoading()))
        return; // the rows that more is asked of are about to go
    const StudyPtr study = study_;
    if (before == 0)
        view_->setLoading(true);
    inBackground(
        this,
        [study, filter = filter_, before, stop = reading_.restart()] {
            return pageOf(*study, filter, before, Job{stop, {}});
        },
        [this, study, filter = filter_, before](Result<AuditPage> page) {
            if (study != study_ || filter != filter_)
                return; // another answer is on its way
            if (!page && page.error().kind == ErrorKind::Cancelled)
                return;
            if (before == 0)
                view_->setLoading(false);
            if (!page) {
                Q_EMIT failed(messageText(page.error()));
                return;
            }
            view_->setTotal(page->total);
            if (before > 0)
                view_->model()->append(page->lines, page->more);
            else
                view_->model()->setRows(page->lines, page->more);
        });
}

void AuditController::readDetail(qint64 seq) {
    if (!study_)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study, seq] { return factsOf(*study, seq); },
        [this, study](Result<AuditFacts> facts) {
            if (study != study_)
                return;
            if (facts)
                view_->detail()->setFacts(*facts);
            else
                Q_EMIT failed(messageText(facts.error()));
        });
}

void AuditController::readPeople() {
    if (!study_)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study] { return browser(*study).people(); },
        [this, study](Result<QList<AuditBrowser::Person>> people) {
            if (study == study_ && people) // without the right the rows say so
                view_->filters()->setPeople(*people);
        });
}

void AuditController::askWhere() {
    auto* dialog = new FileDialog(view_, tr("Save the audit"));
    dialog->setNameFilter(tr("CSV (*.csv)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"audit.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &AuditController::save);
    dialog->open();
}

void AuditController::save(const QString& path) {
    if (!study_)
        return;
    const StudyPtr study = study_;
    view_->setSaving(true);
    inBackground(
        this,
        [study, filter = filter_, path, stop = saving_.restart()] {
            return browser(*study).save(filter, path, Job{stop, {}});
        },
        [this, study](Result<std::int64_t> rows) {
            if (study != study_)
                return;
            view_->setSaving(false);
            if (rows)
                Q_EMIT said(tr("%n row(s) of the audit saved.", nullptr, int(*rows)));
            else
                Q_EMIT failed(messageText(rows.error()));
        });
}

} // namespace casebook
