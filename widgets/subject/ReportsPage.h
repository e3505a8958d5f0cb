// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of a subject beside the one that is open, as a tree of names and values.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QWidget>

class QCheckBox;
class QStackedWidget;
class QTreeWidget;

namespace casebook {

class Button;
class EmptyState;
class Label;

/// One report in the list.
struct ReportHead {
    QString uid;
    QByteArray kind; ///< "SR", "KO", "PR", "PDF"
    QString title, date, maker;
    bool operator==(const ReportHead&) const = default;
};

/// One line of a document; lines stand in its order.
struct ReportLine {
    int depth = 0;
    QString name, value;
    bool optional = false; ///< the report leaves it to the reader whether to look at it
};

struct ReportView {
    QString uid, title;
    QString facts;           ///< "complete, not verified · 2019-03-17"
    QList<ReportLine> lines; ///< without what is not for presentation
    bool isPdf = false;      ///< not read here, only saved
    bool maySave = false;    ///< has the right to take it out of the study
};

/// GUI thread.
class ReportsPage final : public QWidget {
    Q_OBJECT
public:
    explicit ReportsPage(QWidget* parent = nullptr);
    void setReports(
        const QList<ReportHead>& reports); ///< asks for the first one; the same list again changes nothing
    void setReport(const ReportView& report);
    void setRefusal(const QString& words); ///< why it can't be read
    void choose(const QString& uid);
    [[nodiscard]] QTreeWidget* list() const { return list_; }
    [[nodiscard]] QTreeWidget* tree() const { return tree_; }
    [[nodiscard]] QCheckBox* optional() const { return optional_; }
    [[nodiscard]] Button* savePdf() const { return save_; }

Q_SIGNALS:
    void reportRequested(const QString& uid);
    void savePdfRequested(const QString& uid);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fill();
    ReportView report_;
    QList<ReportHead> reports_;
    QTreeWidget *list_, *tree_;
    QCheckBox* optional_;
    Label *title_, *facts_;
    Button* save_;
    EmptyState* none_;
    QStackedWidget* stack_;
};

} // namespace casebook
