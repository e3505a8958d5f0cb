// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/CaseController.h"

#include "app/window/ExamVisitController.h"
#include "core/values/Messages.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/subject/CaseOverview.h"
#include "widgets/subject/FindingListModel.h"
#include "widgets/subjects/SubjectPreview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>

namespace casebook {

namespace {

DataTable* tableOf(QAbstractItemModel* model, int stretched) {
    auto* table = new DataTable;
    table->setModel(model);
    table->setSideMargin(24);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    return table;
}

} // namespace

CaseController::CaseController(CasePage* page, QObject* parent)
    : QObject(parent), page_(page), images_(new SubjectPreview), findings_(new FindingListModel(this)),
      history_(new AuditModel(this)) {
    auto* panel = new ExamVisitPanel(ExamVisitPanel::For::Subject);
    examVisits_ = new ExamVisitController(panel, this);
    auto* both = new QWidget;
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(images_);
    row->addWidget(panel, 1);
    page_->setTabPage(CasePage::Tab::Images, both);
    DataTable* findings = tableOf(findings_, FindingListModel::Place);
    page_->setTabPage(CasePage::Tab::Findings, findings);
    page_->setTabPage(CasePage::Tab::History, tableOf(history_, AuditModel::Object));
    connect(images_, &SubjectPreview::openRequested, this, &CaseController::openSeriesRequested);
    connect(page_->overview(), &CaseOverview::seriesRequested, this, &CaseController::openSeriesRequested);
    connect(findings, &DataTable::opened, this, [this](const QModelIndex& at) {
        const CaseFinding& finding = findings_->at(at.row());
        Q_EMIT openPlaceRequested(finding.seriesUid, finding.x, finding.y, finding.z);
    });
}

void CaseController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    examVisits_->setStudy(study_);
    images_->setMayMove(study_ && study_->session.may(Right::MoveImages));
    subject_.clear();
    show({});
    loaded_ = false;
}

void CaseController::open(const QString& subject, bool atOverview) {
    if (subject != subject_)
        show({});
    if (atOverview)
        page_->showTab(CasePage::Tab::Overview);
    subject_ = subject;
    loaded_ = false;
    refresh();
}

void CaseController::refresh() {
    if (!study_ || subject_.isEmpty())
        return;
    inBackground(
        this,
        [study = study_, label = subject_, language = QLocale().name().left(2)] {
            return gatherCase(*study, label, language);
        },
        [this, study = study_, label = subject_](Result<CaseContent> content) {
            if (study != study_ || label != subject_)
                return;
            if (!content) {
                Q_EMIT failed(messageText(content.error()));
                return;
            }
            show(*content);
            examVisits_->setSubject(content->subject.id);
            examVisits_->refresh();
            loaded_ = true;
            Q_EMIT loaded(content->subject);
        });
}

void CaseController::show(const CaseContent& content) {
    page_->setView(content.view);
    images_->setSubject(content.subject);
    images_->setExams(content.exams);
    for (const auto& [uid, picture] : content.thumbnails)
        images_->setThumbnail(uid, picture);
    findings_->setFindings(content.view.findings);
    history_->setRows(content.history, false);
}

} // namespace casebook
