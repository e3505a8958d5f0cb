// SPDX-License-Identifier: GPL-3.0-or-later
// F1: the user manual in the current language, with its pictures, in a window of its own.
#pragma once

#include <QTextBrowser>
#include <QWidget>

class QListWidget;

namespace casebook {

class SearchEdit;

/// The page of the manual; pictures come from the program itself and fit the window's width.
class ManualBrowser final : public QTextBrowser {
    Q_OBJECT
public:
    explicit ManualBrowser(QWidget* parent = nullptr);
    [[nodiscard]] QVariant loadResource(int type, const QUrl& name) override;
};

/// Non-modal, so that it stands beside the work. Contents at the left, search above. GUI thread.
class ManualWindow final : public QWidget {
    Q_OBJECT
public:
    explicit ManualWindow(QWidget* parent = nullptr);
    /// @param language "en" or "zh". Error: an empty page where this build has no manual.
    void setLanguage(const QString& language);
    /// Goes to the section whose heading begins with `words`; to the top where there is none.
    void showSection(const QString& words);
    [[nodiscard]] QStringList sections() const;
    [[nodiscard]] ManualBrowser* browser() const { return browser_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void goTo(int section);
    void find(const QString& text, bool again);
    SearchEdit* search_;
    QListWidget* contents_;
    ManualBrowser* browser_;
    QString language_;
};

} // namespace casebook
