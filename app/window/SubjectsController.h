// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/subjects/SubjectsPage.h"

#include <QObject>

#include <optional>

namespace casebook {

/// Fills the Subjects page from the services and carries out what the person asks for there.
class SubjectsController : public QObject {
    Q_OBJECT
public:
    explicit SubjectsController(SubjectsPage* page, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void refresh();
    [[nodiscard]] SubjectPreview* preview() const { return page_->preview(); }
    void forgetNames() { page_->forgetNames(); } ///< until the list is read again
    [[nodiscard]] bool isLoaded() const { return loaded_; }

Q_SIGNALS:
    void openSeriesRequested(const QString& seriesUid);
    void openCaseRequested(const QString& subject);
    void joinRequested(const QString& label);
    void withdrawRequested(const QString& label);
    void partRequested(const QString& label);
    void failed(const QString& words);
    void said(const QString& words);

private:
    void showDetails(SubjectId id);
    void enrol(const EnrolWish& wish);
    void rename(SubjectId id, const QString& label, const std::optional<QString>& name,
                const QString& reason);

    SubjectsPage* page_;
    StudyPtr study_;
    bool loaded_ = false;
};

} // namespace casebook
