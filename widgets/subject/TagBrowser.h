// SPDX-License-Identifier: GPL-3.0-or-later
// The window of the DICOM attributes of a series, instance by instance.
#pragma once

#include "widgets/subject/TagModel.h"

#include <QWidget>

class QStackedWidget;

namespace casebook {

class Button;
class DataTable;
class EmptyState;
class Label;
class QuietCombo;
class SearchEdit;

/// Keys: Page Up and Page Down with Alt step through the instances, Left and Right close and open a sequence, Ctrl+C
/// copies the row, Ctrl+Shift+C all rows shown, Ctrl+F searches, Esc closes. Everything is a signal; the app reads.
/// GUI thread.
class TagBrowser final : public QWidget {
    Q_OBJECT
public:
    explicit TagBrowser(QWidget* parent = nullptr);

    /// A series: words for the head, number of instances, and whether this person may read identities.
    void setSeries(const QString& words, const QStringList& instances, bool mayIdentify);
    /// The attributes of instance `at`. `facts`: character set, transfer syntax in words.
    void setTree(int at, const dicom::TagTree& tree, bool identity);
    void setDifferences(int at, int other, const QList<dicom::TagDifference>& differences, bool identity);
    void setError(const QString& words);
    [[nodiscard]] TagModel* model() const { return model_; }
    [[nodiscard]] DataTable* table() const { return table_; }
    [[nodiscard]] SearchEdit* search() const { return search_; }
    [[nodiscard]] int instance() const { return at_; }

Q_SIGNALS:
    /// `other` -1: the attributes of `at`, else what differs.
    void wanted(int at, int other, bool identity);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void step(int by);
    void ask();
    void copy(bool all);
    QString words_, facts_;
    QStringList instances_;
    int at_ = 0;
    bool mayIdentify_ = false, identity_ = false, cutRows_ = false;
    TagModel* model_;
    DataTable* table_;
    SearchEdit* search_;
    QuietCombo* other_;
    Label *title_, *place_, *note_;
    Button *before_, *after_, *show_, *copy_;
    EmptyState *none_, *error_;
    QStackedWidget* body_;
};

} // namespace casebook
