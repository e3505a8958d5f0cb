// SPDX-License-Identifier: GPL-3.0-or-later
// The two faces of Home: an empty study, and one at work.
#pragma once

#include "widgets/home/HomePage.h"
#include "widgets/theme/tokens.h"

#include <functional>

class QVBoxLayout;
class QGridLayout;

namespace casebook {

class Button;
class Card;
class DataTable;
class Label;
class HomeImportsModel;
class HomeOverdueModel;

class HomeEmpty final : public QWidget {
    Q_OBJECT
public:
    explicit HomeEmpty(QWidget* parent = nullptr);
    void setRights(bool mayImport, bool mayEnrol);

Q_SIGNALS:
    void importFolderRequested();
    void importFilesRequested();
    void enrolRequested();
    void demoRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Step {
        Label *title, *words;
        Button* button;
    };
    Step addStep(QGridLayout* row, int column, const QString& iconName, const QString& buttonIcon,
                 bool primary);
    void retranslate();
    Step folder_{}, files_{}, enrol_{};
    Label *title_, *note_, *lookTitle_, *lookWords_;
    Label* keyWords_[3];
    Button* sample_;
};

/// Something to do, with the button that leads there.
struct HomeRow {
    int number = -1; ///< below 0: none
    QString iconName;
    Tone tone = Tone::Text;
    QString title, note, verb;
    std::function<void()> act;
};

class HomeFilled final : public QWidget {
    Q_OBJECT
public:
    explicit HomeFilled(QWidget* parent = nullptr);
    void setView(const HomeView& view);

Q_SIGNALS:
    void importFolderRequested();
    void subjectsRequested();
    void importReportRequested(casebook::ImportId id);
    void placementsRequested();
    void seriesRequested(const QString& seriesUid);
    void auditRequested();
    void nextCaseRequested();
    void scheduleRequested();
    void queriesRequested();
    void formRequested(const QString& key);
    void unlockRequested(casebook::FormId form);
    void checkRequested();
    void definitionRequested();
    void backupRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void build();
    void rebuildTasks();
    void addClinicalTasks();
    void addBackupTask();
    void rebuildConcerns();
    void rebuildRecent();
    void rebuildSide();
    void addTask(int number, const QString& iconName, Tone tone, const QString& title, const QString& note,
                 const QString& verb, const std::function<void()>& act);
    /// A row of the tasks or of the imports that wait; @return its button, if it has a verb.
    Button* addRow(QVBoxLayout* rows, Card* sheet, const HomeRow& row);
    HomeView view_;
    Label *greeting_, *day_, *nextHead_, *concernHead_, *overdueHead_, *importsHead_, *recentHead_,
        *numbersHead_, *weekHead_, *healthHead_;
    Card *tasks_, *concerns_, *overdueCard_, *importsCard_, *numbers_, *week_, *health_;
    QVBoxLayout *taskRows_, *concernRows_, *numberRows_, *weekRows_, *healthRows_;
    QWidget* recent_;
    DataTable *imports_, *overdue_;
    HomeImportsModel* model_;
    HomeOverdueModel* overdueModel_;
    Button* import_;
};

} // namespace casebook
