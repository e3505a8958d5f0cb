// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/OpenStudy.h"
#include "core/geometry/Frame.h"
#include "widgets/shell/MainShell.h"

#include <QObject>

namespace casebook {

class CaseController;
class CasePage;
class ConsentController;
class QueriesController;
class MoveController;
class ScheduleController;
class SubjectPreview;
class TagController;
class SubjectFormsController;
class UsersController;

/// The pages about subjects, visits, forms, queries and users, brought together: makes them, puts them into the
/// shell, and leads from one to the other. GUI thread.
class ClinicalPages : public QObject {
    Q_OBJECT
public:
    explicit ClinicalPages(MainShell* shell, QObject* parent = nullptr);

    void setStudy(const StudyPtr& study); ///< null at lock
    void refresh();
    void namesChanged(bool hidden); ///< they go at once; an open form or page of a subject stays
    void openCase(const QString& subject); ///< label
    /// "S-0001/SCR#1/LAB" as FormService reads it, or "S-0001/SCR#1": the visit.
    void openForm(const QString& path);
    void openForm(FormId form, const ItemPath& item);
    [[nodiscard]] CasePage* casePage() const { return casePage_; }
    [[nodiscard]] CaseController* subjectCase() const { return case_; }
    [[nodiscard]] SubjectFormsController* forms() const { return forms_; }
    [[nodiscard]] ScheduleController* schedule() const { return schedule_; }
    /// Menu of a list of series: attributes, move to another subject, send to another machine.
    void attach(SubjectPreview* images);
    void setMaySend(bool may);
    [[nodiscard]] MoveController* moves() const { return moves_; }
    [[nodiscard]] ConsentController* consent() const { return consent_; }
    [[nodiscard]] TagController* tags() const { return tags_; }
    [[nodiscard]] QueriesController* queries() const { return queries_; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void seriesRequested(const QString& seriesUid);
    void volumeRequested(const QString& seriesUid, int volume);
    void compareRequested(const QString& currentUid, const QString& priorUid);
    void placeRequested(const QString& seriesUid, const casebook::WorldPoint& place);
    void switchUserRequested();
    void sendRequested(const QString& seriesUid, bool exam); ///< to another machine
    void subjectsChanged(); ///< images or whole records are elsewhere now

private:
    void connectForms();
    void connectLists();
    void connectMoves();
    void showForms();
    void showSubject(SubjectId subject);
    [[nodiscard]] QList<PageId> usablePages() const;
    MainShell* shell_;
    CasePage* casePage_;
    CaseController* case_;
    SubjectFormsController* forms_;
    ScheduleController* schedule_;
    QueriesController* queries_;
    UsersController* users_;
    MoveController* moves_;
    ConsentController* consent_;
    TagController* tags_;
    QList<SubjectPreview*> attached_;
    StudyPtr study_;
    int opened_ = 0; ///< what a person asked for; a form that is still looked for is dropped by the next
};

} // namespace casebook
