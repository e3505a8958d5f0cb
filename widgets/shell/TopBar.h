// SPDX-License-Identifier: GPL-3.0-or-later
// Top bar: study, search (Ctrl+K), jobs, language, help, lock, user.
#pragma once

#include "widgets/common/Jobs.h"
#include "widgets/theme/Theme.h"

#include <QString>
#include <QWidget>

class QLabel;
class QMenu;

namespace casebook {

class Button;
class Chip;
class Label;
class SearchEdit;
class UserBadge;

struct StudyBadge {
    QString name;
    bool synthetic = false;
    bool isNew = false;     ///< nothing in it yet
    bool readOnly = false;
};
struct UserTitle {
    QString name, role, site; ///< printed name, words for the roles, site
};

class TopBar : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(QWidget* parent = nullptr);
    void setStudy(const StudyBadge& study);
    void setUser(const UserTitle& user);
    void setJobs(const QList<JobView>& jobs);
    void setThemeChoice(ThemeChoice choice);
    void setCodesOnly(bool on); ///< what the menu marks
    void setLanguage(const QString& code); ///< "en", "zh": what the menu marks
    [[nodiscard]] SearchEdit* search() const { return search_; }
    void showJobs();

Q_SIGNALS:
    void languageRequested(const QString& code);
    void themeRequested(casebook::ThemeChoice choice);
    void codesOnlyRequested(bool on); ///< codes of subjects in place of their names
    void helpRequested();
    void lockRequested();
    void cancelJobRequested(int id);
    void openJobRequested(int id);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void retranslate();
    void refreshJobsButton();
    void showLanguageMenu();
    void showUserMenu();
    Label* name_ = nullptr;
    Chip *synthetic_ = nullptr, *new_ = nullptr, *readOnly_ = nullptr;
    SearchEdit* search_ = nullptr;
    Button *jobs_ = nullptr, *language_ = nullptr, *help_ = nullptr, *lock_ = nullptr;
    UserBadge* user_ = nullptr;
    JobsPopover* popover_ = nullptr;
    QList<JobView> jobList_;
    QString code_;
    ThemeChoice theme_ = ThemeChoice::System;
    bool codesOnly_ = false;
};

} // namespace casebook
