// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/FormController.h"
#include "widgets/forms/SubjectForms.h"

namespace casebook {

/// The Forms tab of the case page: visits and forms of one subject, and the form that is open.
/// Wiring (MainWindow): `caseForms_ = new SubjectFormsController(subjectForms, this)`; the widget goes into the
/// case page's Forms tab. setStudy() at unlock and lock, refresh() at changes; openSubject()/openForm() from the
/// lists; connect failed, said, sourceJumpRequested (open the images), queriesChanged, saved.
class SubjectFormsController : public QObject {
    Q_OBJECT
public:
    explicit SubjectFormsController(SubjectForms* forms, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void openSubject(SubjectId subject, const QString& label, const QString& name);
    /// The subject's forms with this one open; `visit` empty: a form of the subject itself.
    void openForm(SubjectId subject, const QString& visit, int repeat, const QString& form,
                  const ItemPath& focus = {});
    /// The first form of a visit that is not complete, else the first.
    void openVisit(SubjectId subject, const QString& visit, int repeat);
    void openInstance(FormId form, const ItemPath& focus = {}); ///< from a query
    void refresh();
    void namesChanged(bool hidden); ///< they go at once, what is open stays
    [[nodiscard]] FormController* form() const { return form_; }
    [[nodiscard]] SubjectId subject() const { return subject_; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void saved(casebook::FormId form);
    void queriesChanged();
    void sourceJumpRequested(const casebook::ValueSource& source);
    void subjectShown(casebook::SubjectId subject); ///< another subject came in by a link
    void subjectStepRequested(int by);
    void backRequested();

private:
    struct Wish {
        enum class Kind { None, Form, Visit } kind = Kind::None;
        QString visit;
        int repeat = 1;
        QString form;
        ItemPath focus;
    };
    struct Listed {
        QString label, name;
        QList<VisitEntryView> visits;
        FormCounts counts;
        QHash<QString, FormKey> keys;
        QHash<QString, int> overdue;
    };
    [[nodiscard]] static Result<Listed> read(OpenStudy& study, SubjectId subject, const QString& language);
    void load(SubjectId subject, const Wish& wish);
    void setName(const QString& name);
    void openKey(const QString& key, const ItemPath& focus = {});
    SubjectForms* forms_;
    FormController* form_;
    StudyPtr study_;
    SubjectId subject_;
    QString name_;
    QHash<QString, FormKey> keys_;
    QHash<QString, int> overdue_;
    int turn_ = 0;
    int opened_ = 0; ///< what a person asked for; an instance that is still looked for is dropped by the next
};

} // namespace casebook
