// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReportController.h"

#include "app/window/FileDialog.h"
#include "app/window/ReadingPage.h"
#include "app/window/ReportViews.h"
#include "core/values/Messages.h"
#include "storage/export/OwnerFile.h"

#include <QMenu>
#include <QSaveFile>

#include <algorithm>

namespace casebook {

namespace {

ReportService reportsOf(OpenStudy& study) {
    return {study.vault->database(), study.vault->objects(), study.workers, study.session,
            study.vault->clock()};
}

} // namespace

ReportController::ReportController(ReadingPage* reading, QObject* parent)
    : QObject(parent), reading_(reading) {
    ViewerGrid* grid = reading_->grid();
    connect(grid, &ViewerGrid::keyImageToggled, this, &ReportController::toggleKeyImage);
    connect(grid, &ViewerGrid::contextMenuRequested, this, &ReportController::showMenu);
}

void ReportController::setStudy(StudyPtr study) {
    ++generation_;
    study_ = std::move(study);
    seriesUid_.clear();
    subject_.clear();
    wanted_.clear();
    layers_.clear();
    keyImages_.clear();
    before_.reset();
    loaded_ = false;
    reading_->grid()->setReports({});
    if (page_)
        page_->setReports({});
}

void ReportController::setPage(ReportsPage* page) {
    page_ = page;
    connect(page_, &ReportsPage::reportRequested, this, &ReportController::showDocument);
    connect(page_, &ReportsPage::savePdfRequested, this, &ReportController::askWherePdf);
}

void ReportController::showSubject(const QString& label) {
    subject_ = label;
    if (!study_ || !page_)
        return;
    inBackground(
        this, [study = study_, label] { return reportsOf(*study).list(label); },
        [this, study = study_, label](Result<QList<ReportRow>> rows) {
            if (study != study_ || label != subject_)
                return;
            QList<ReportHead> heads;
            for (const ReportRow& row : rows.value_or(QList<ReportRow>()))
                heads.append(reportHead(row));
            page_->setReports(heads);
            if (!rows && rows.error().kind != ErrorKind::NoRight)
                Q_EMIT failed(messageText(rows.error()));
        });
}

void ReportController::showDocument(const QString& uid) {
    wanted_ = uid;
    if (!study_)
        return;
    const auto work = [study = study_, uid]() -> Result<ReportView> {
        const ReportService reports = reportsOf(*study);
        const auto row = reports.find(uid);
        if (!row)
            return tl::unexpected(row.error());
        if (row->kind == "PDF")
            return pdfView(*row, study->session.may(Right::Export));
        if (row->kind == "PR")
            return reports.presentation(uid).map(
                [&](const dicom::Presentation& p) { return reportView(*row, p); });
        return reports.document(uid).map([&](const dicom::SrDocument& d) { return reportView(*row, d); });
    };
    inBackground(this, work, [this, study = study_, uid](Result<ReportView> view) {
        if (study != study_ || uid != wanted_)
            return;
        view ? page_->setReport(*view) : page_->setRefusal(messageText(view.error()));
    });
}

void ReportController::showSeries(const QString& seriesUid) {
    const quint64 generation = ++generation_;
    seriesUid_ = seriesUid;
    layers_.clear();
    keyImages_.clear();
    before_.reset();
    loaded_ = false;
    if (!study_)
        return;
    struct Answer {
        QList<DrawnLayer> layers;
        QList<KeyImage> keyImages;
    };
    const auto work = [study = study_, seriesUid]() -> Result<Answer> {
        const ReportService reports = reportsOf(*study);
        auto layers = reports.layers(seriesUid, {});
        auto keys = reports.keyImages(seriesUid);
        if (!layers || !keys)
            return tl::unexpected(layers ? keys.error() : layers.error());
        return Answer{*layers, *keys};
    };
    inBackground(this, work, [this, generation](Result<Answer> answer) {
        if (generation != generation_)
            return;
        loaded_ = true;
        if (!answer) {
            Q_EMIT failed(messageText(answer.error()));
            return;
        }
        layers_ = answer->layers;
        keyImages_ = answer->keyImages;
        draw();
        if (!layers_.isEmpty())
            Q_EMIT said(tr("%n report(s) draw on this series: G hides and shows them.", nullptr,
                           int(layers_.size())));
    });
}

void ReportController::draw() { reading_->grid()->setReports(reportLayer(layers_, keyImages_)); }

void ReportController::toggleKeyImage(const QString& instance) {
    if (!study_ || seriesUid_.isEmpty())
        return;
    const auto own = std::find_if(keyImages_.begin(), keyImages_.end(), [&](const KeyImage& one) {
        return one.instance == instance && one.object.isEmpty() && one.by == study_->session.printedName;
    });
    const std::optional<Uuid> marked = own == keyImages_.end() ? std::nullopt : std::optional(own->uuid);
    const auto work = [study = study_, series = seriesUid_, instance, marked]() -> Result<QList<KeyImage>> {
        ReportService reports = reportsOf(*study);
        if (marked) {
            if (auto removed = reports.removeKeyImage(*marked); !removed)
                return tl::unexpected(removed.error());
        } else if (auto added = reports.addKeyImage(series, instance); !added) {
            return tl::unexpected(added.error());
        }
        return reports.keyImages(series);
    };
    inBackground(this, work, [this, generation = generation_, marked](Result<QList<KeyImage>> now) {
        if (generation != generation_)
            return;
        if (!now) {
            Q_EMIT failed(messageText(now.error()));
            return;
        }
        keyImages_ = *now;
        draw();
        Q_EMIT said(marked ? tr("No key image any more.")
                           : tr("Marked as key image. Shift+K goes to the next one."));
    });
}

void ReportController::applyWindow(bool shown) {
    const auto with = std::find_if(layers_.begin(), layers_.end(),
                                   [](const DrawnLayer& layer) { return layer.window.has_value(); });
    if (with == layers_.end())
        return;
    if (shown) {
        before_ = reading_->grid()->window();
        reading_->grid()->setWindow(*with->window);
    } else if (before_) {
        reading_->grid()->setWindow(*before_);
        before_.reset();
    }
}

void ReportController::showMenu(int pane, QPoint globalPlace) {
    if (!study_ || seriesUid_.isEmpty())
        return;
    ViewerGrid* grid = reading_->grid();
    auto* menu = new QMenu(reading_);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString slice = pane < 3 ? grid->slice(pane)->currentSlice() : QString();
    QAction* mark = menu->addAction(tr("Key image (K)"));
    mark->setCheckable(true);
    mark->setChecked(grid->reports().keyImages.contains(slice));
    mark->setEnabled(!slice.isEmpty() && !(pane == 1 && grid->prior()));
    connect(mark, &QAction::triggered, this, [this, slice] { toggleKeyImage(slice); });
    QAction* next = menu->addAction(tr("Next key image (Shift+K)"));
    next->setEnabled(!grid->reports().keyImages.isEmpty());
    connect(next, &QAction::triggered, grid, [grid] { grid->goToKeyImage(1); });
    QAction* shown = menu->addAction(tr("Reports of other systems (G)"));
    shown->setCheckable(true);
    shown->setChecked(grid->reportsShown());
    shown->setEnabled(!layers_.isEmpty());
    connect(shown, &QAction::triggered, grid, [grid](bool on) { grid->setReportsShown(on); });
    const bool hasWindow = std::any_of(layers_.begin(), layers_.end(),
                                       [](const DrawnLayer& layer) { return layer.window.has_value(); });
    QAction* window = menu->addAction(tr("Window of the presentation state"));
    window->setCheckable(true);
    window->setChecked(before_.has_value());
    window->setEnabled(hasWindow);
    connect(window, &QAction::triggered, this, &ReportController::applyWindow);
    menu->addSeparator();
    connect(menu->addAction(tr("Save measurements as DICOM…")), &QAction::triggered, this,
            [this] { askWhere(tr("Save measurements as DICOM"), &ReportController::saveMeasurements); });
    connect(menu->addAction(tr("Save key images as DICOM…")), &QAction::triggered, this,
            [this] { askWhere(tr("Save key images as DICOM"), &ReportController::saveKeyImages); });
    menu->popup(globalPlace);
}

void ReportController::askWhere(const QString& title, void (ReportController::*save)(const QString&)) {
    auto* dialog = new FileDialog(reading_->window(), title);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("dcm"));
    dialog->setNameFilters({tr("DICOM (*.dcm)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, save);
    dialog->open();
}

void ReportController::saveMeasurements(const QString& path) {
    if (!seriesUid_.isEmpty())
        write(path, [series = seriesUid_](OpenStudy& study) {
            return reportsOf(study).exportMeasurements(series, {});
        });
}

void ReportController::saveKeyImages(const QString& path) {
    if (!seriesUid_.isEmpty())
        write(path,
              [series = seriesUid_](OpenStudy& study) { return reportsOf(study).exportKeyImages(series); });
}

void ReportController::askWherePdf(const QString& uid) {
    if (!study_)
        return;
    auto* dialog = new FileDialog(page_->window(), tr("Save PDF"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setNameFilters({tr("PDF (*.pdf)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, uid](const QString& path) { savePdf(uid, path); });
    dialog->open();
}

void ReportController::savePdf(const QString& uid, const QString& path) {
    write(path, [uid](OpenStudy& study) { return study.imaging.document(uid); });
}

void ReportController::write(const QString& path, const std::function<Result<QByteArray>(OpenStudy&)>& make) {
    if (!study_)
        return;
    const auto work = [study = study_, path, make]() -> Result<> {
        const auto bytes = make(*study);
        if (!bytes)
            return tl::unexpected(bytes.error());
        QSaveFile file(path);
        if (!openForOwner(file) || file.write(*bytes) != bytes->size() || !file.commit())
            return fail(ErrorKind::System, "write-failed");
        return {};
    };
    inBackground(this, work, [this, path](Result<> done) {
        done ? Q_EMIT said(tr("Saved as %1.").arg(path)) : Q_EMIT failed(messageText(done.error()));
    });
}

} // namespace casebook
