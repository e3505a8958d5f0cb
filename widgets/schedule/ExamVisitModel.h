// SPDX-License-Identifier: GPL-3.0-or-later
// Exams and the visits that they belong to, or that their dates propose.
#pragma once

#include "core/values/Ids.h"

#include <QAbstractTableModel>
#include <QDate>
#include <QList>
#include <QString>

#include <vector>

namespace casebook {

struct VisitChoice {
    QString visit; ///< OID
    int repeat = 1;
    QString words; ///< "Month 3", "Cycle 2"
};

struct ExamVisitView {
    QString exam; ///< UUID
    SubjectId subject;
    QString label, name; ///< name empty without the right
    QString date;        ///< ISO or empty
    QString modality, description;
    QString visit;       ///< words of the confirmed visit, else of the proposed one; empty: none
    QString by;          ///< who said so
    bool confirmed = false, noVisit = false;
    bool hasDays = false;
    int daysOff = 0;
    [[nodiscard]] bool isOpen() const { return !confirmed && !noVisit; }
};

enum class ExamVisitFilter { Open, All };

class ExamVisitModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Subject, Date, Modality, Description, Visit, Days, ColumnCount };
    explicit ExamVisitModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setExams(QList<ExamVisitView> exams);
    void setFilter(ExamVisitFilter filter);
    void setSearch(const QString& text);
    [[nodiscard]] const ExamVisitView* at(int row) const;
    [[nodiscard]] int rowOf(const QString& exam) const; ///< -1: not shown
    [[nodiscard]] int total() const { return int(exams_.size()); }
    [[nodiscard]] int open() const;                 ///< without a visit
    [[nodiscard]] QStringList proposed() const;     ///< exams shown that have a proposal
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    void refilter();
    QList<ExamVisitView> exams_;
    std::vector<int> rows_;
    ExamVisitFilter filter_ = ExamVisitFilter::Open;
    QStringList words_;
};

} // namespace casebook
