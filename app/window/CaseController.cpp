// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/CaseController.h"

#include "app/window/ExamVisitController.h"
#include "app/window/ReadingVolumes.h"
#include "core/values/Messages.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/reading/SeriesPanel.h"
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
    : QObject(parent), page_(page), images_(new SubjectPreview), series_(new SeriesPanel),
      findings_(new FindingListModel(this)), history_(new AuditModel(this)) {
    page_->setTabPage(CasePage::Tab::Images, imagesPage());
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

/// The list of series, what was found in the one that is chosen, and which visit each exam belongs to.
QWidget* CaseController::imagesPage() {
    constexpr int factsWidth = 480;
    auto* page = new QWidget;
    series_->setMaximumWidth(factsWidth);
    images_->setClosable(false); // a column of this page
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(images_);
    row->addWidget(new Line(Qt::Vertical, page));
    row->addWidget(series_, 2);
    auto* visits = new ExamVisitPanel(ExamVisitPanel::For::Subject);
    examVisits_ = new ExamVisitController(visits, this);
    row->addWidget(new Line(Qt::Vertical, page));
    row->addWidget(visits, 3);
    connect(images_, &SubjectPreview::seriesChosen, this, &CaseController::describe);
    connect(series_, &SeriesPanel::volumeChosen, this,
            [this](int volume) { Q_EMIT openVolumeRequested(described_, volume); });
    return page;
}

void CaseController::describe(const QString& seriesUid) {
    described_ = seriesUid;
    series_->clear();
    if (!study_ || seriesUid.isEmpty())
        return;
    struct Described {
        QString title;
        SeriesFindings findings;
        QList<SeriesVolume> views;
    };
    inBackground(
        this,
        [study = study_, seriesUid]() -> Result<Described> {
            const auto row = study->imaging.findSeries(seriesUid);
            const auto found = row ? study->imaging.findings(seriesUid)
                                   : Result<SeriesFindings>(tl::unexpected(row.error()));
            if (!found)
                return tl::unexpected(found.error());
            Described out{row->description, *found, volumeViews(*found)};
            constexpr qsizetype mostPictures = 12;
            for (SeriesVolume& view : out.views)
                if (out.views.size() > 1 && view.phase == 0 && view.index < mostPictures)
                    view.thumbnail = volumePicture(*study, seriesUid, view.index);
            return out;
        },
        [this, study = study_, seriesUid](Result<Described> found) {
            if (study != study_ || seriesUid != described_ || !found || found->findings.found == 0)
                return;
            const int first = found->findings.volumes.empty() ? 0 : firstVolume(found->findings);
            series_->setSeries(found->title, found->findings, found->views);
            series_->setCurrent(first);
        });
}

void CaseController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    examVisits_->setStudy(study_);
    images_->setMayMove(study_ && study_->session.may(Right::MoveImages));
    subject_.clear();
    describe({});
    show({});
    loaded_ = false;
}

void CaseController::open(const QString& subject, bool atOverview) {
    if (subject != subject_) {
        describe({}); // an answer about a series of the subject before is dropped
        show({});
    }
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
        [this, study = study_, label = subject_, turn = turn_](Result<CaseContent> content) {
            if (study != study_ || label != subject_ || turn != turn_)
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

void CaseController::namesChanged(bool hidden) {
    ++turn_;
    if (hidden) {
        CaseView view = page_->view();
        view.name.clear();
        page_->setView(view);
        images_->setSubject({});
    }
    refresh();
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
