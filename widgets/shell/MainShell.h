// SPDX-License-Identifier: GPL-3.0-or-later
// The window's content: door or study; rail, top bar, pages, toast. The app connects it to services.
#pragma once

#include "widgets/shell/Rail.h"
#include "widgets/shell/SearchPopup.h"
#include "widgets/shell/TopBar.h"
#include "widgets/theme/Theme.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QStackedWidget;

namespace casebook {

class HomePage;
class ImportReportPage;
class ManualWindow;
class StudyPage;
class SubjectsPage;
class Toast;
class UnlockPage;

/// Owns all pages. Keys: Ctrl+K search, Ctrl+L lock, F1 the manual at the page's section, Alt+1..8 pages.
/// Files dropped anywhere while a study is open are an import. Reading is dark in either theme: its
/// tokens hang on the whole window while it shows. GUI thread.
class MainShell : public QWidget {
    Q_OBJECT
public:
    explicit MainShell(QWidget* parent = nullptr);

    [[nodiscard]] UnlockPage* unlockPage() const { return unlock_; }
    [[nodiscard]] HomePage* home() const { return home_; }
    [[nodiscard]] SubjectsPage* subjects() const { return subjects_; }
    [[nodiscard]] ImportReportPage* importReport() const { return import_; }
    [[nodiscard]] StudyPage* study() const { return study_; }
    [[nodiscard]] TopBar* topBar() const { return top_; }
    [[nodiscard]] Rail* rail() const { return rail_; }
    [[nodiscard]] Toast* toast() const { return toast_; }
    [[nodiscard]] ManualWindow* manual() const { return manual_; } ///< null before F1

    /// A page that the app makes (it knows viewers and services): its rail button appears. Takes ownership.
    void addPage(PageId id, QWidget* page);
    /// The page of one subject, reached from lists; the rail shows Subjects while it is open. Takes ownership.
    void setCasePage(QWidget* page);
    /// Query and retrieve, reached from Subjects, which the rail shows meanwhile. Takes ownership.
    void setNetworkPage(QWidget* page);
    /// What this user's roles can use; the others' buttons are not there.
    void setUsablePages(const QList<PageId>& pages);

    void showUnlock(); ///< blanks everything of the study
    void showStudy(); ///< after an unlock, at Home
    void showPage(PageId page);
    void showCase(); ///< fill the case page first
    void showManual(); ///< at the section of the page that is open
    void showNetwork();
    void showImportReport(); ///< fill importReport() first
    [[nodiscard]] PageId currentPage() const { return page_; }
    [[nodiscard]] bool isUnlocked() const;

    void setThemeChoice(ThemeChoice choice);
    [[nodiscard]] ThemeChoice themeChoice() const { return theme_; }
    void setLanguage(const QString& code); ///< what the menus mark; the app swaps the translator
    void setMayImport(bool may) { mayImport_ = may; }
    /// Hits for the search field beside pages and commands; runs in the GUI thread and must not wait.
    void setSubjectSearch(std::function<QList<SearchHit>(const QString&)> search);

Q_SIGNALS:
    void importRequested(const QStringList& paths); ///< dropped files and folders
    void importFolderRequested();
    void importFilesRequested();
    void lockRequested();
    void languageRequested(const QString& code);
    void themeChanged(casebook::ThemeChoice choice);
    void codesOnlyRequested(bool on);
    void pageChanged(casebook::PageId page);
    void subjectHitChosen(const QString& key); ///< SearchHit::key of a subject

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    void connectAll();
    void addKeys();
    void applyTheme();
    void showHelp();
    QList<SearchHit> hits(const QString& text) const;
    void choose(const SearchHit& hit);
    void refreshRail();
    QStackedWidget* outer_ = nullptr; ///< door | study
    QStackedWidget* pages_ = nullptr;
    UnlockPage* unlock_ = nullptr;
    QWidget* inner_ = nullptr;
    Rail* rail_ = nullptr;
    TopBar* top_ = nullptr;
    HomePage* home_ = nullptr;
    SubjectsPage* subjects_ = nullptr;
    ImportReportPage* import_ = nullptr;
    StudyPage* study_ = nullptr;
    QHash<PageId, QWidget*> byId_; ///< pages that exist
    QList<PageId> usable_; ///< pages of this user's roles
    QWidget *case_ = nullptr, *network_ = nullptr;
    QWidget* dropHint_ = nullptr;
    SearchPopup* popup_ = nullptr;
    Toast* toast_ = nullptr;
    ManualWindow* manual_ = nullptr; ///< made when first asked for
    QString language_ = QStringLiteral("en");
    std::function<QList<SearchHit>(const QString&)> search_;
    PageId page_ = PageId::Home;
    ThemeChoice theme_ = ThemeChoice::System;
    bool mayImport_ = true;
};

} // namespace casebook
