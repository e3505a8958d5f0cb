// SPDX-License-Identifier: GPL-3.0-or-later
// Subject list with search, facets, actions and a preview of exams and series.
#pragma once

#include "widgets/subjects/SubjectsModel.h"

#include <QWidget>

class QMenu;
class QStackedWidget;

namespace casebook {

class Button;
class DataTable;
class EmptyState;
class FacetPanel;
class Label;
class SearchEdit;
class SubjectPreview;
class SubjectsFooter;

/// Keys: Enter opens the page of the subject, Space shows or hides the preview, F2 renames,
/// Delete withdraws, Ctrl+N enrols, Ctrl+F searches. Everything is a signal; the app acts.
class SubjectsPage : public QWidget {
    Q_OBJECT
public:
    explicit SubjectsPage(QWidget* parent = nullptr);
    [[nodiscard]] SubjectsModel* model() const { return model_; }
    /// Keeps selection by id. @param namesHidden those who have a name are listed without it
    void setSubjects(const QList<SubjectView>& subjects, bool namesHidden = false);
    void forgetNames(); ///< of the list as it stands
    void setRights(bool mayEdit, bool mayImport);
    void setMayJoin(bool may) { mayJoin_ = may; }
    void setSearchText(const QString& text);
    void select(SubjectId id);
    [[nodiscard]] SubjectId current() const;
    /// Answer to detailsRequested; ignored when another subject is selected by now.
    void setExams(SubjectId id, const QList<ExamView>& exams);
    void setThumbnail(const QString& seriesUid, const QImage& picture);
    /// Answers of the services to enrol and rename: the dialog closes, or says what is wrong.
    void enrolled(SubjectId id);
    void refused(const QString& words);
    void showEnrol();
    [[nodiscard]] SubjectPreview* preview() const { return preview_; }
    [[nodiscard]] DataTable* table() const { return table_; }

Q_SIGNALS:
    void detailsRequested(casebook::SubjectId id);
    void openSubjectRequested(casebook::SubjectId id);
    void openSeriesRequested(const QString& seriesUid);
    void enrolRequested(const casebook::EnrolWish& wish);
    /// @param name  nothing: it stays
    void renameRequested(casebook::SubjectId id, const QString& label, const std::optional<QString>& name,
                         const QString& reason);
    void withdrawRequested(const QString& label); ///< of consent; the app asks what it means and why
    void joinRequested(const QString& label);
    void partRequested(const QString& label); ///< of the joined record
    void importFolderRequested();
    void importFilesRequested();
    void networkRequested(); ///< query and retrieve

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    QWidget* buildHead();
    void connectAll();
    void retranslate();
    void rowChanged();
    void countsChanged();
    void showMenu(const QPoint& at);
    void askRename();
    void askWithdraw();
    SubjectsModel* model_;
    FacetPanel* facets_ = nullptr;
    DataTable* table_ = nullptr;
    SearchEdit* search_ = nullptr;
    SubjectPreview* preview_ = nullptr;
    SubjectsFooter* footer_ = nullptr;
    QStackedWidget* body_ = nullptr;
    EmptyState *nobody_ = nullptr, *noHit_ = nullptr;
    Label *title_ = nullptr, *count_ = nullptr;
    Button *enrol_ = nullptr, *import_ = nullptr;
    QWidget* dialog_ = nullptr;
    bool mayEdit_ = true, mayImport_ = true, mayJoin_ = false, namesHidden_ = false;
    SubjectId shown_;
};

} // namespace casebook
