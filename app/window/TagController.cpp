// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/TagController.h"

#include "core/values/Messages.h"

namespace casebook {

TagController::TagController(QWidget* window, QObject* parent) : QObject(parent), window_(window) {}

void TagController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    service_.reset();
    instances_.clear();
    ++asked_;
    delete browser_;
    if (study_)
        service_ = std::make_shared<TagService>(study_->vault->database(), study_->vault->objects(),
                                                study_->workers, study_->session);
}

void TagController::open(const QString& seriesUid) {
    if (!study_)
        return;
    inBackground(
        this,
        [study = study_, service = service_, seriesUid]() -> Result<Series> {
            const auto row = study->imaging.findSeries(seriesUid);
            const auto instances = service->instances(seriesUid);
            if (!row || !instances)
                return tl::unexpected(row ? instances.error() : row.error());
            QStringList words{row->subject, row->modality, row->description};
            words.removeAll(QString());
            return Series{words.join(QStringLiteral(" · ")), *instances};
        },
        [this, study = study_](Result<Series> series) {
            if (study != study_)
                return;
            if (!series) {
                Q_EMIT failed(messageText(series.error()));
                return;
            }
            show(*series);
        });
}

void TagController::show(const Series& series) {
    if (!browser_) {
        browser_ = new TagBrowser(window_);
        browser_->setAttribute(Qt::WA_DeleteOnClose);
        connect(browser_, &TagBrowser::wanted, this, &TagController::read);
    }
    instances_ = series.instances;
    QStringList uids;
    for (const TagInstance& one : series.instances)
        uids.append(one.sopInstance);
    browser_->setSeries(series.words, uids, study_->session.may(Right::ReadIdentity));
    browser_->show();
    browser_->raise();
    browser_->activateWindow();
    read(0, -1, false);
}

void TagController::read(int at, int other, bool identity) {
    if (!study_ || at < 0 || at >= int(instances_.size()) || other >= int(instances_.size()))
        return;
    struct Answer {
        dicom::TagTree tree;
        QList<dicom::TagDifference> differences;
    };
    const QString first = instances_.at(at).sopInstance;
    const QString second = other < 0 ? QString() : instances_.at(other).sopInstance;
    inBackground(
        this,
        [service = service_, study = study_, first, second, identity]() -> Result<Answer> {
            auto tree = service->tags(first, identity);
            if (!tree)
                return tl::unexpected(tree.error());
            if (second.isEmpty())
                return Answer{*std::move(tree), {}};
            const auto right = service->tags(second, identity);
            if (!right)
                return tl::unexpected(right.error());
            return Answer{{}, dicom::differences(*tree, *right)};
        },
        [this, number = ++asked_, at, other, identity](Result<Answer> answer) {
            if (number != asked_ || !browser_)
                return;
            if (!answer)
                browser_->setError(messageText(answer.error()));
            else if (other < 0)
                browser_->setTree(at, answer->tree, identity);
            else
                browser_->setDifferences(at, other, answer->differences, identity);
        });
}

} // namespace casebook
