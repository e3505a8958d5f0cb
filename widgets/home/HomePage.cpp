// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/home/HomePage.h"

#include "widgets/home/HomeParts.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace casebook {

HomePage::HomePage(QWidget* parent)
    : QWidget(parent), stack_(new QStackedWidget(this)), empty_(new HomeEmpty), filled_(new HomeFilled) {
    for (QWidget* face : {static_cast<QWidget*>(empty_), static_cast<QWidget*>(filled_)}) {
        auto* scroll = new QScrollArea(stack_);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidget(face);
        scroll->viewport()->setAutoFillBackground(false);
        face->setAutoFillBackground(false);
        stack_->addWidget(scroll);
    }
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(stack_);
    connect(empty_, &HomeEmpty::importFolderRequested, this, &HomePage::importFolderRequested);
    connect(empty_, &HomeEmpty::importFilesRequested, this, &HomePage::importFilesRequested);
    connect(empty_, &HomeEmpty::enrolRequested, this, &HomePage::enrolRequested);
    connect(empty_, &HomeEmpty::demoRequested, this, &HomePage::demoRequested);
    connect(filled_, &HomeFilled::importFolderRequested, this, &HomePage::importFolderRequested);
    connect(filled_, &HomeFilled::subjectsRequested, this, &HomePage::subjectsRequested);
    connect(filled_, &HomeFilled::importReportRequested, this, &HomePage::importReportRequested);
    connect(filled_, &HomeFilled::placementsRequested, this, &HomePage::placementsRequested);
    connect(filled_, &HomeFilled::seriesRequested, this, &HomePage::seriesRequested);
    connect(filled_, &HomeFilled::auditRequested, this, &HomePage::auditRequested);
    connect(filled_, &HomeFilled::nextCaseRequested, this, &HomePage::nextCaseRequested);
    connect(filled_, &HomeFilled::scheduleRequested, this, &HomePage::scheduleRequested);
    connect(filled_, &HomeFilled::queriesRequested, this, &HomePage::queriesRequested);
    connect(filled_, &HomeFilled::unlockRequested, this, &HomePage::unlockRequested);
    connect(filled_, &HomeFilled::checkRequested, this, &HomePage::checkRequested);
    connect(filled_, &HomeFilled::formRequested, this, &HomePage::formRequested);
    connect(filled_, &HomeFilled::definitionRequested, this, &HomePage::definitionRequested);
    connect(filled_, &HomeFilled::backupRequested, this, &HomePage::backupRequested);
}

void HomePage::setView(const HomeView& view) {
    const bool empty = view.subjects == 0 && view.series == 0 && view.imports.isEmpty();
    empty_->setRights(view.mayImport, view.mayEnrol);
    filled_->setView(view); // also when empty: after a lock nothing of the study may stay
    stack_->setCurrentIndex(empty ? 0 : 1);
}

bool HomePage::isEmptyStudy() const { return stack_->currentIndex() == 0; }

} // namespace casebook
