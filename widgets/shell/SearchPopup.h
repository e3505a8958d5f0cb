// SPDX-License-Identifier: GPL-3.0-or-later
// Hits below the top bar's search field: subjects, pages, commands.
#pragma once

#include <QFrame>
#include <QList>
#include <QString>

class QListView;
class QStandardItemModel;

namespace casebook {

class SearchEdit;

struct SearchHit {
    enum class Kind { Subject, Page, Command };
    Kind kind = Kind::Command;
    QString key;      ///< what the receiver acts on: subject label, page number, command
    QString title;
    QString note;
    QString iconName;
};

/// Up, Down and Enter work while the field keeps the focus; Esc closes.
class SearchPopup : public QFrame {
    Q_OBJECT
public:
    SearchPopup(SearchEdit* field, QWidget* host);
    void setHits(const QList<SearchHit>& hits);
    [[nodiscard]] const QList<SearchHit>& hits() const { return hits_; }

Q_SIGNALS:
    void chosen(const casebook::SearchHit& hit);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void move(int by);
    void take(int row);
    SearchEdit* field_;
    QListView* view_;
    QStandardItemModel* model_;
    QList<SearchHit> hits_;
};

} // namespace casebook
