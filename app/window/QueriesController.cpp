// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/QueriesController.h"

#include "app/window/FormController.h"
#include "app/window/FormLoad.h"
#include "core/values/Messages.h"

namespace casebook {

namespace {

QueryView viewOf(const QueryRow& row, const StudyDefinition* study) {
    QueryView view;
    view.id = row.id.value;
    view.subject = row.subject;
    view.subjectLabel = row.subjectLabel;
    view.form = row.form.value;
    const FormDef* form = study ? study->form(row.formOid) : nullptr;
    const ItemDef* item = study ? study->item(row.path.item) : nullptr;
    view.formTitle = form ? textIn(form->label, formLanguage()) : row.formOid;
    view.visitTitle = study ? visitWords(*study, row.visitOid, row.visitRepeat) : row.visitOid;
    view.itemTitle = item ? textIn(item->label, formLanguage()) : row.path.item;
    if (row.ordinal > 0)
        view.itemTitle = QueriesController::tr("%1, row %2").arg(view.itemTitle).arg(row.ordinal);
    view.path = row.path;
    view.origin = row.origin;
    view.high = row.severity == "high";
    view.state = row.state;
    view.text = study ? questionOf(row, *study) : row.text;
    view.author = row.author;
    view.assignee = row.assignee;
    view.opened = QDateTime::fromMSecsSinceEpoch(row.openedMs).date().toString(Qt::ISODate);
    view.ageDays = row.ageDays;
    return view;
}

struct Read {
    QList<QueryRow> rows;
    std::shared_ptr<const CompiledStudy> study;
};

} // namespace

QueriesController::QueriesController(QueriesPage* page, QObject* parent) : QObject(parent), page_(page) {
    connect(page, &QueriesPage::itemRequested, this,
            [this](const QueryView& query) { Q_EMIT itemRequested({query.form}, query.path); });
    connect(page, &QueriesPage::threadRequested, this, &QueriesController::showThread);
    connect(page, &QueriesPage::answered, this, [this](qint64 id, const QString& text) {
        change([=](OpenStudy& s) { return s.queries.answer({id}, text); });
    });
    connect(page, &QueriesPage::closed, this, [this](qint64 id, const QString& text) {
        change([=](OpenStudy& s) { return s.queries.close({id}, text); });
    });
    connect(page, &QueriesPage::reopened, this, [this](qint64 id, const QString& text) {
        change([=](OpenStudy& s) { return s.queries.reopen({id}, text); });
    });
}

void QueriesController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    loaded_ = false;
    page_->close();
    if (study_)
        page_->setRights(study_->session.may(Right::AnswerQuery), study_->session.may(Right::RaiseQuery));
    refresh();
}

void QueriesController::refresh() {
    if (!study_ || !study_->session.may(Right::ReadForms))
        return;
    inBackground(
        this,
        [study = study_]() -> Result<Read> {
            auto rows = study->queries.list();
            if (!rows)
                return tl::unexpected(rows.error());
            const auto definition = study->definitions.currentOrNone();
            if (!definition)
                return tl::unexpected(definition.error());
            return Read{*std::move(rows), *definition};
        },
        [this, study = study_](Result<Read> read) {
            if (study != study_)
                return;
            if (!read) {
                Q_EMIT failed(messageText(read.error()));
                return;
            }
            QList<QueryView> views;
            questions_.clear();
            for (const QueryRow& row : read->rows)
                views.append(viewOf(row, read->study ? &read->study->definition() : nullptr));
            for (const QueryView& view : views)
                questions_.insert(view.id, view.text);
            page_->setQueries(views);
            loaded_ = true;
            Q_EMIT counted(page_->model()->count(QueriesModel::States::Waiting),
                           page_->model()->count(QueriesModel::States::Answered));
        });
}

void QueriesController::showThread(qint64 id) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, id] { return study->queries.thread({id}); },
        [this, study = study_, id](Result<QList<QueryEvent>> events) {
            if (study != study_)
                return;
            if (events)
                page_->setThread(id, threadViews(*events, questions_.value(id)));
            else
                Q_EMIT failed(messageText(events.error()));
        });
}

template <class Work> void QueriesController::change(Work work) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, work] { return work(*study); },
        [this, study = study_](Result<QueryRow> row) {
            if (study != study_)
                return;
            if (!row) {
                Q_EMIT failed(messageText(row.error()));
                return;
            }
            page_->sent();
            Q_EMIT changed();
            refresh();
        });
}

} // namespace casebook
