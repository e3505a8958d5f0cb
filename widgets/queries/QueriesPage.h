// SPDX-License-Identifier: GPL-3.0-or-later
// Queries by state, age and turn, with the thread of the chosen one beside them; a key jumps to the item.
#pragma once

#include "widgets/forms/FormValues.h"
#include "widgets/queries/QueriesModel.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace casebook {

class Button;
class DataTable;
class EmptyState;
class ItemPane;
class Label;
class QuietCombo;
class SearchEdit;

/// Keys: Enter opens the item in its form, Space shows or hides the thread, Ctrl+F searches.
/// How it is wired: app/window/QueriesController.h. GUI thread.
class QueriesPage : public QWidget {
    Q_OBJECT
public:
    explicit QueriesPage(QWidget* parent = nullptr);
    void setQueries(const QList<QueryView>& queries); ///< keeps the chosen one
    void setRights(bool mayAnswer, bool mayRaise);
    void close(); ///< blanks everything
    void select(qint64 id);
    void setThread(qint64 id, const QList<ItemEventView>& events); ///< ignored for another one
    void sent();
    [[nodiscard]] QueriesModel* model() const { return model_; }
    [[nodiscard]] DataTable* table() const { return table_; }
    [[nodiscard]] ItemPane* pane() const { return pane_; }
    [[nodiscard]] QTabBar* tabs() const { return tabs_; }

Q_SIGNALS:
    void itemRequested(const casebook::QueryView& query); ///< open its form at the item
    void threadRequested(qint64 id);
    void answered(qint64 id, const QString& text);
    void closed(qint64 id, const QString& text);
    void reopened(qint64 id, const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void rowChanged();
    QueriesModel* model_;
    DataTable* table_;
    ItemPane* pane_;
    QTabBar* tabs_;
    QStackedWidget* body_;
    EmptyState *none_, *noHit_;
    QuietCombo *ages_, *turns_;
    SearchEdit* search_;
    Label *title_, *count_;
    Button* open_;
    QWidget* paneHost_;
    bool mayAnswer_ = true, mayRaise_ = true;
    qint64 shown_ = 0;
};

} // namespace casebook
