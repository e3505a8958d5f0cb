// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/subjects/ExamVisits.h"
#include "widgets/schedule/ExamVisitPanel.h"

#include <QObject>

namespace casebook {

/// "Baseline" of a visit's definition, "Cycle 2" of a repeating one.
[[nodiscard]] QString visitTitle(const StudyDefinition& study, const VisitKey& visit);

/// Fills a panel of exams and visits and carries out what the person says there. Keeps what it was before, so that each
/// word can be taken back while the study is open. GUI thread.
class ExamVisitController final : public QObject {
    Q_OBJECT
public:
    explicit ExamVisitController(ExamVisitPanel* panel, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void setSubject(SubjectId subject); ///< none: the whole study
    void refresh();

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void changed();
    void counted(int open);
    void subjectRequested(casebook::SubjectId subject);

private:
    /// What an exam was before a word of this session.
    struct Before {
        QString exam;
        std::optional<VisitKey> visit;
        bool none = false;
    };
    struct Read {
        QList<ExamVisitView> exams;
        QList<VisitChoice> choices;
        QHash<QString, Before> states;
    };
    [[nodiscard]] static Result<Read> read(OpenStudy& study, SubjectId subject);
    void show(const Read& read);
    template <class Work> void change(const QStringList& exams, Work work, const QString& done,
                                      bool undo = false);
    void undo();

    ExamVisitPanel* panel_;
    StudyPtr study_;
    SubjectId subject_;
    QHash<QString, Before> states_;
    QList<QList<Before>> undo_;
};

} // namespace casebook
