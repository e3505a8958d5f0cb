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

QList<AuditLine> linesOf(const QList<AuditRow>& rows, const QHash<QString, QString>& labels,
                         bool namesHidden) {
    QList<AuditLine> out;
    for (const AuditRow& row : rows) // the end of a UUID tells objects apart, its beginning is the time
        out.append(auditLine(row, labels.value(row.subject.toString(), row.object.toString().right(8)),
                             namesHidden));
    return out;
}

struct AuditPage {
    QList<AuditLine> lines;
    bool more = false;
    qint64 total = 0;
};

Result<AuditPage> pageOf(OpenStudy& study, const AuditBrowser& browser, const AuditFilter& filter,
                         qint64 before, const Job& job) {
    const auto rows = browser.page(filter, before, pageRows, job);
    const auto labels = rows ? browser.labels(*rows) : tl::unexpected(rows.error());
    if (!labels)
        return tl::unexpected(labels.error());
    AuditPage page{linesOf(*rows, *labels, browser.hidesNames()), rows->size() == pageRows, 0};
    return study.vault->database().read([&](ReadConnection& c) -> Result<AuditPage> {
        if (const auto total = c.one("SELECT max(seq) FROM audit"))
            page.total = total->value_or(0);
        return page;
    });
}

Result<AuditFacts> factsOf(const AuditBrowser& browser, qint64 seq) {
    const auto detail = browser.detail(seq);
    const auto labels = detail ? browser.labels(detail->history + QList<AuditRow>{detail->row})
                               : tl::unexpected(detail.error());
    if (!labels)
        return tl::unexpected(labels.error());
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
    out.subject = labels->value(detail->row.subject.toString());
    out.previous = detail->previous;
    out.hash = detail->hash;
    out.history = linesOf(detail->history, *labels, browser.hidesNames());
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
    browser_.reset();
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
    if (!study_)
        return;
    shown_ = true;
    look();
    readPeople();
    read(0);
}

/// A look begins, which leaves one row if names are read in it. Rows that were read while names were not hidden go
/// at once when they are to be.
void AuditController::look() {
    const bool hidden = study_->namesHidden;
    if (hidden != namesHidden_)
        view_->model()->setRows({}, false);
    namesHidden_ = hidden;
    browser_ = std::make_shared<const AuditBrowser>(study_->vault->database(), study_->session,
                                                    hidden ? AuditBrowser::Names::Hidden
                                                           : AuditBrowser::Names::AsAllowed);
}

void AuditController::refresh() {
    if (!study_ || !shown_)
        return;
    const bool other = study_->namesHidden != namesHidden_;
    if (other)
        look();
    if (other || view_->isAtTop())
        read(0);
}

void AuditController::read(qint64 before) {
    if (!study_ || !browser_ || (before > 0 && view_->isLoading()))
        return; // the rows that more is asked of are about to go
    const StudyPtr study = study_; // it outlives its browser
    if (before == 0)
        view_->setLoading(true);
    inBackground(
        this,
        [study, browser = browser_, filter = filter_, before, stop = reading_.restart()] {
            return pageOf(*study, *browser, filter, before, Job{stop, {}});
        },
        [this, study, browser = browser_, filter = filter_, before](Result<AuditPage> page) {
            if (study != study_ || browser != browser_ || filter != filter_)
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
    if (!study_ || !browser_)
        return;
    const StudyPtr study = study_;
    inBackground(
        this,
        [study, browser = browser_, seq] { return factsOf(*browser, seq); }, // the study outlives its browser
        [this, study, browser = browser_](Result<AuditFacts> facts) {
            if (study != study_ || browser != browser_)
                return;
            if (facts)
                view_->detail()->setFacts(*facts);
            else
                Q_EMIT failed(messageText(facts.error()));
        });
}

void AuditController::readPeople() {
    if (!study_ || !browser_)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study, browser = browser_] { return browser->people(); },
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
    if (!study_ || !browser_)
        return;
    const StudyPtr study = study_;
    view_->setSaving(true);
    inBackground(
        this,
        [study, browser = browser_, filter = filter_, path, stop = saving_.restart()] {
            return browser->save(filter, path, Job{stop, {}});
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
