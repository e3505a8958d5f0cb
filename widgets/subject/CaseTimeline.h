// SPDX-License-Identifier: GPL-3.0-or-later
// Visits, CT and treatment of one subject on a common axis of days.
#pragma once

#include "widgets/subject/CaseValues.h"

#include <QWidget>

namespace casebook {

class CaseTimeline final : public QWidget {
    Q_OBJECT
public:
    explicit CaseTimeline(QWidget* parent = nullptr);
    void setView(const CaseView& view);
    [[nodiscard]] QSize sizeHint() const override { return {600, 148}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 148}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double xOf(QDate day) const;
    void paintAxis(QPainter& p) const;
    void paintVisits(QPainter& p) const;
    void paintExams(QPainter& p) const;
    void paintTreatments(QPainter& p) const;
    CaseView view_;
    QDate first_, last_;
};

} // namespace casebook
