// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/CohortController.h"

#include "app/window/FileDialog.h"
#include "core/stats/Format.h"
#include "core/values/Messages.h"
#include "storage/cohort/CohortService.h"
#include "storage/export/FigureExport.h"
#include "widgets/cohort/CohortAnswers.h"
#include "widgets/cohort/CohortPanes.h"

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

CohortService serviceOf(OpenStudy& study) {
    return CohortService(study.vault->database(), study.session, study.definitions);
}

FigureExport figuresOf(OpenStudy& study) { return {study.vault->database(), study.session}; }

QString linesOf(const cohort::Criteria& criteria) {
    QStringList lines;
    for (const cohort::Criterion& line : criteria)
        lines.append(line.expression);
    return lines.join(u'\n');
}

QDateTime whenOf(const CohortRow& row) { return QDateTime::fromMSecsSinceEpoch(row.createdMs); }

FrozenCohortView toView(const CohortRow& row) {
    return {row.id.value, row.name,    row.members,           row.cut,
            row.user,     whenOf(row), linesOf(row.criteria), row.withdrawn};
}

QStringList labelsOf(const QList<CohortDifference::Change>& changes) {
    constexpr qsizetype most = 20;
    QStringList out;
    for (const CohortDifference::Change& change : changes)
        if (out.size() < most)
            out.append(change.label);
    if (changes.size() > most)
        out.append(u"…"_s);
    return out;
}

QStringList facetColumns(const cohort::AnalysisTable& table) {
    QStringList out;
    for (const auto& column : table.columns())
        if (column->info().facet)
            out.append(column->info().name);
    return out;
}

} // namespace

CohortController::CohortController(CohortPage* page, QObject* parent) : QObject(parent), page_(page) {
    connectPage();
}

void CohortController::connectPage() {
    connect(page_, &CohortPage::facetToggled, this,
            [this](const QString& column, const QString& key, bool on) {
                change([=](CohortWork& work) { work.toggle(column, key, on); });
            });
    connect(page_, &CohortPage::facetsCleared, this,
            [this] { change([](CohortWork& work) { work.clear(); }); });
    connect(page_, &CohortPage::textEdited, this,
            [this](const QString& text) { change([text](CohortWork& work) { work.setText(text); }); });
    connect(page_, &CohortPage::tableRequested, this, &CohortController::showTable);
    connect(page_, &CohortPage::survivalRequested, this, &CohortController::showSurvival);
    connect(page_, &CohortPage::tabShown, this, &CohortController::showTab);
    connect(page_, &CohortPage::freezeRequested, this, &CohortController::freeze);
    connect(page_, &CohortPage::openCohortRequested, this, &CohortController::openFrozen);
    connect(page_, &CohortPage::useCriteriaRequested, this, &CohortController::useCriteria);
    connect(page_, &CohortPage::differenceRequested, this, &CohortController::compare);
    connect(page_, &CohortPage::openSubjectRequested, this,
            [this](qint64 subject) { Q_EMIT openSubjectRequested(SubjectId{subject}); });
    connect(page_, &CohortPage::exportFigureRequested, this, &CohortController::exportFigure);
    connect(page_, &CohortPage::exportTableRequested, this, &CohortController::exportTable);
}

void CohortController::setStudy(StudyPtr study) {
    reading_.stop();
    study_ = std::move(study);
    work_.reset();
    steps_.clear();
    answered_ = edits_;
    running_ = false;
    setLoading(false);
    stale_ = true;
    cut_.clear();
    workCut_.clear();
    asking_.stop();
    frozen_.clear();
    opening_.reset();
    page_->setState({});
    page_->setMembers({});
    page_->setTable({});
    page_->setSurvival({});
    page_->setDistributions({});
    page_->setFrozen({});
    page_->setName({}, {});
    if (!study_)
        return;
    page_->setRights(study_->session.may(Right::SaveCohorts));
    if (page_->isVisible())
        load();
}

/// Not while the table is being read: where changes keep coming it would never be shown.
void CohortController::refresh() {
    stale_ = true;
    if (page_->isVisible())
        shown();
}

void CohortController::shown() {
    if (stale_ && !loading_)
        load();
}

void CohortController::setLanguage(const QString& code) {
    const QString language = code.startsWith(u"zh"_s) ? u"zh"_s : u"en"_s;
    if (language == language_)
        return;
    language_ = language;
    refresh();
}

void CohortController::load() {
    if (!study_ || !study_->session.may(Right::ReadCohorts))
        return;
    stale_ = false;
    setLoading(true);
    const StudyPtr study = study_;
    const Job job{reading_.restart(), {}};
    inBackground(
        this, [study, job, cut = cut_] { return serviceOf(*study).analysisTable({{}, cut}, job); },
        [this, study, job](Result<cohort::AnalysisTable> table) {
            if (study != study_ || job.stopped())
                return;
            if (table)
                return loaded(std::move(*table), job);
            setLoading(false);
            opening_.reset();
            cut_ = workCut_; // of the table that is still shown
            page_->setName({}, cut_);
            Q_EMIT failed(messageText(table.error()));
            if (page_->isVisible())
                shown();
        });
    listFrozen();
}

void CohortController::setLoading(bool on) {
    loading_ = on;
    page_->setBusy(on);
}

void CohortController::loaded(cohort::AnalysisTable read, const Job& job) {
    const auto table = std::make_shared<const cohort::AnalysisTable>(std::move(read));
    page_->setColumns(pickerColumns(*table, language_), endpointsOf(*table));
    CohortTableRequest request = page_->tableOne()->request();
    if (request.variables.isEmpty()) {
        request.variables = usualVariables(*table);
        page_->setTableRequest(request);
    }
    // Counting the facets of a large table takes a moment: in the pool, like every change.
    const auto make = [table, language = language_, opening = opening_](const CohortWork* before) {
        auto work = std::make_shared<CohortWork>(table, facetColumns(*table), language);
        if (opening)
            work->setFrozen(*opening);
        else if (before && before->frozen())
            work->setFrozen(*before->frozen());
        else if (before) {
            work->setCriteria(before->criteria()); // with their labels
            work->setText(before->state().text);   // as typed, be it with a fault
        }
        return work;
    };
    const auto take = [this, job](std::shared_ptr<CohortWork> work) {
        if (!job.stopped()) // else a newer table is being read
            install(std::move(work));
    };
    // In the queue behind the edits made meanwhile: those before it are in the criteria it copies, those behind it
    // are made on the new table.
    if (work_)
        return enqueue([make, take](CohortWork& before) -> std::function<void()> {
            return [take, work = make(&before)] { take(work); };
        });
    inBackground(
        this, [make]() -> Result<std::shared_ptr<CohortWork>> { return make(nullptr); },
        [this, job, take](Result<std::shared_ptr<CohortWork>> work) {
            if (work)
                return take(*std::move(work));
            if (!job.stopped())
                failedToWork(work.error());
        });
}

void CohortController::install(std::shared_ptr<CohortWork> work) {
    setLoading(false);
    opening_.reset();
    workCut_ = cut_;
    work_ = std::move(work);
    if (answered_ == edits_) // else a newer one is on its way
        page_->setState(work_->state());
    showTab();
    if (page_->isVisible())
        shown(); // what changed while it was read
}

void CohortController::change(std::function<void(CohortWork&)> edit) {
    opening_.reset(); // whoever edits while a frozen cohort is being opened wants what was typed
    enqueueEdit(std::move(edit), [this] { page_->setName({}, cut_); });
}

/// Only the answer to the last edit is shown: an older one would take away what was typed since.
void CohortController::enqueueEdit(std::function<void(CohortWork&)> edit, std::function<void()> then) {
    if (!work_)
        return;
    enqueue([this, number = ++edits_, edit = std::move(edit),
             then = std::move(then)](CohortWork& work) -> std::function<void()> {
        edit(work);
        return [this, number, then, state = work.state()] {
            answered_ = number;
            if (number != edits_)
                return;
            page_->setState(state);
            then();
            showTab();
        };
    });
}

void CohortController::enqueue(Step step) {
    if (!work_)
        return;
    steps_.push_back(std::move(step));
    next();
}

void CohortController::next() {
    if (running_ || steps_.empty() || !work_)
        return;
    running_ = true;
    const Step step = std::move(steps_.front());
    steps_.pop_front();
    inBackground(
        this, [work = work_, step]() -> Result<std::function<void()>> { return step(*work); },
        [this, work = work_](const Result<std::function<void()>>& then) {
            if (work != work_)
                return; // another table by now
            running_ = false;
            then ? (*then)() : failedToWork(then.error());
            next();
        });
}

/// What was asked can be asked again.
void CohortController::failedToWork(const Error& error) {
    setLoading(false);
    Q_EMIT failed(messageText(error));
}

void CohortController::showTab() {
    switch (page_->tab()) {
    case CohortPage::Tab::Table: return showTable();
    case CohortPage::Tab::Survival: return showSurvival();
    case CohortPage::Tab::Distributions:
        return enqueue([this](CohortWork& work) -> std::function<void()> {
            return [this, figures = work.distributions()] { page_->setDistributions(figures); };
        });
    case CohortPage::Tab::Members:
        return enqueue([this](CohortWork& work) -> std::function<void()> {
            return [this, rows = work.memberRows()] { page_->setMembers(rows); };
        });
    case CohortPage::Tab::Frozen: return listFrozen();
    case CohortPage::Tab::Count: break;
    }
}

void CohortController::showTable() {
    enqueue([this, request = page_->tableOne()->request()](CohortWork& work) -> std::function<void()> {
        return [this, view = tableView(work.table(), work.members(), request, work.language())] {
            page_->setTable(view);
        };
    });
}

void CohortController::showSurvival() {
    enqueue([this, request = page_->survival()->request()](CohortWork& work) -> std::function<void()> {
        return [this, view = survivalView(work.table(), work.members(), request, work.language())] {
            page_->setSurvival(view);
        };
    });
}

void CohortController::listFrozen() {
    if (!study_)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study] { return serviceOf(*study).list(); },
        [this, study](Result<QList<CohortRow>> rows) {
            if (study != study_)
                return;
            if (!rows) {
                Q_EMIT failed(messageText(rows.error()));
                return;
            }
            frozen_ = *rows;
            QList<FrozenCohortView> views;
            for (const CohortRow& row : *rows)
                views.append(toView(row));
            page_->setFrozen(views);
        });
}

void CohortController::freeze(const QString& name, const QString& cut) {
    if (!study_)
        return;
    // The criteria are read in the queue, behind every change that was made before.
    enqueue([this, name, cut, study = study_](CohortWork& work) -> std::function<void()> {
        const Result<CohortRow> saved = serviceOf(*study).save(name, work.criteria(), cut, {});
        return [this, saved] {
            if (!saved) {
                page_->freezeRefused(messageText(saved.error()));
                return;
            }
            page_->frozen();
            page_->setName(saved->name, saved->cut);
            listFrozen();
            Q_EMIT said(tr("%1 is frozen with %n subjects.", nullptr, saved->members).arg(saved->name));
        };
    });
}

const CohortRow* CohortController::frozenRow(qint64 cohort) const {
    const auto found = std::find_if(frozen_.begin(), frozen_.end(),
                                    [&](const CohortRow& row) { return row.id.value == cohort; });
    return found == frozen_.end() ? nullptr : &*found;
}

void CohortController::openFrozen(qint64 cohort) {
    const CohortRow* row = frozenRow(cohort);
    if (!study_ || !row)
        return;
    inBackground(
        this, [study = study_, id = row->id] { return serviceOf(*study).members(id); },
        [this, study = study_, row = *row, asked = asking_.restart()](Result<QList<CohortMember>> members) {
            if (study != study_ || asked.stop_requested())
                return;
            if (members)
                showFrozen(row, *members);
            else
                Q_EMIT failed(messageText(members.error()));
        });
}

void CohortController::showFrozen(const CohortRow& row, const QList<CohortMember>& members) {
    FrozenMembers frozen{row.criteria, row.numbers, {}, {}, whenOf(row).toString(u"yyyy-MM-dd HH:mm"_s)};
    for (const CohortMember& member : members) {
        if (member.withdrawn) // no figure may count it; the list of cohorts says so
            continue;
        frozen.subjects.append(member.subject.value);
        frozen.labels.append(member.label);
    }
    page_->showTab(CohortPage::Tab::Table);
    page_->setName(row.name, row.cut);
    if (row.cut != cut_ || !work_ || loading_) { // values as they were known then
        cut_ = row.cut;
        opening_ = frozen;
        return load();
    }
    enqueueEdit([frozen](CohortWork& work) { work.setFrozen(frozen); }, [] {});
}

void CohortController::useCriteria(qint64 cohort) {
    const CohortRow* row = frozenRow(cohort);
    if (!row)
        return;
    page_->showTab(CohortPage::Tab::Table);
    change([criteria = row->criteria](CohortWork& work) { work.setCriteria(criteria); });
    enqueue([this, cut = row->cut](CohortWork&) -> std::function<void()> {
        return [this, cut] {
            if (cut == cut_)
                return;
            cut_ = cut;
            page_->setName({}, cut);
            load();
        };
    });
}

void CohortController::compare(qint64 cohort) {
    if (!study_)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study, cohort] { return serviceOf(*study).difference(CohortId{cohort}, {}); },
        [this, study, cohort](Result<CohortDifference> difference) {
            if (study != study_)
                return;
            if (!difference) {
                Q_EMIT failed(messageText(difference.error()));
                return;
            }
            QStringList words{tr("%n subjects are in as before.", nullptr, difference->unchanged)};
            if (!difference->in.isEmpty())
                words << tr("%n would come in: %1.", nullptr, int(difference->in.size()))
                             .arg(labelsOf(difference->in).join(u", "_s));
            if (!difference->out.isEmpty())
                words << tr("%n would go out: %1.", nullptr, int(difference->out.size()))
                             .arg(labelsOf(difference->out).join(u", "_s));
            if (difference->in.isEmpty() && difference->out.isEmpty())
                words << tr("Nobody would come or go.");
            page_->setDifference(cohort, words.join(u' '));
        });
}

bool CohortController::isSynthetic() const { return study_ && study_->vault->info().synthetic; }

void CohortController::askPath(const QString& name, const QStringList& endings,
                               const std::function<void(const QString&)>& write) {
    auto* dialog = new FileDialog(page_, tr("Export to which file?"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const QString& ending : endings)
        filters.append(u"%1 (*.%2)"_s.arg(ending.toUpper(), ending));
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(endings.first());
    dialog->selectFile(name + u'.' + endings.first());
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(u"*."_s, 1).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, write);
    dialog->open();
}

void CohortController::write(const std::function<Result<>()>& writing, const QString& path) {
    inBackground(this, writing, [this, path](Result<> done) {
        if (done)
            Q_EMIT said(tr("Written: %1").arg(path));
        else
            Q_EMIT failed(messageText(done.error()));
    });
}

void CohortController::exportFigure(const FigurePtr& figure, const QString& name) {
    askPath(name, {u"pdf"_s, u"svg"_s, u"png"_s, u"csv"_s},
            [this, figure, name, from = std::weak_ptr(study_)](const QString& path) {
                const StudyPtr study = from.lock();
                if (!study || study != study_)
                    return; // locked meanwhile: nothing can be recorded, so nothing leaves
                write(
                    [figure, name, path, study, synthetic = isSynthetic()] {
                        return figuresOf(*study).run(name, path,
                                                     [&] { return writeFigure(*figure, path, synthetic); });
                    },
                    path);
            });
}

void CohortController::exportTable() {
    const stats::TableOne table = page_->tableOne()->model()->table();
    askPath(u"table1"_s, {u"csv"_s}, [this, table, from = std::weak_ptr(study_)](const QString& path) {
        const StudyPtr study = from.lock();
        if (!study || study != study_)
            return;
        write(
            [table, path, study] {
                return figuresOf(*study).write(u"table1"_s, path,
                                               "\xEF\xBB\xBF" + stats::tableOneCsv(table).toUtf8());
            },
            path);
    });
}

} // namespace casebook
