// SPDX-License-Identifier: GPL-3.0-or-later
// First tab of a subject's page: time line, images, what needs someone, diagnosis, last changes.
#pragma once

#include "widgets/subject/CaseValues.h"

#include <QWidget>

class QVBoxLayout;
class QHBoxLayout;

namespace casebook {

class Button;
class Card;
class CaseTimeline;
class Label;

class CaseOverview final : public QWidget {
    Q_OBJECT
public:
    explicit CaseOverview(QWidget* parent = nullptr);
    void setView(const CaseView& view);

Q_SIGNALS:
    void seriesRequested(const QString& seriesUid);
    void compareRequested(const QString& currentUid, const QString& priorUid);
    void formRequested(const QString& key);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void rebuildImages();
    void rebuildSide();
    CaseView view_;
    Label *timelineHead_, *imagesHead_, *formsHead_, *diagnosisHead_, *changesHead_;
    CaseTimeline* timeline_;
    Button* compare_;
    QWidget* images_;
    QHBoxLayout* imageRow_;
    Card *forms_, *diagnosis_, *changes_;
    QVBoxLayout *formRows_, *diagnosisRows_, *changeRows_;
};

} // namespace casebook
