// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject/CaseOverview.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/common/Thumbnail.h"
#include "widgets/home/HomeImportsModel.h"
#include "widgets/subject/CaseTimeline.h"
#include "widgets/subject/LinkRow.h"

#include <QEvent>
#include <QLocale>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideWidth = 372;
constexpr int pictureHeight = 188;
constexpr qsizetype mostImages = 3, mostForms = 8, mostChanges = 6;

void clear(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

struct FormLook {
    const char* icon;
    Tone mark, words;
};

FormLook lookOf(const QByteArray& state) {
    if (state == "overdue")
        return {"exclamation-circle-fill", Tone::MarkBad, Tone::Bad};
    if (state == "draft")
        return {"pencil-fill", Tone::Accent, Tone::Accent};
    if (state == "query")
        return {"chat-left-text-fill", Tone::MarkQuery, Tone::Query};
    if (state == "incomplete")
        return {"circle-half", Tone::Accent, Tone::Text2};
    if (state == "locked")
        return {"lock-fill", Tone::Text2, Tone::Text2};
    return {"check-circle-fill", Tone::MarkOk, Tone::Text2};
}

} // namespace

CaseOverview::CaseOverview(QWidget* parent) : QWidget(parent) {
    const auto head = [this] { return new Label(FontRole::Section, Tone::Text, this); };
    timelineHead_ = head();
    imagesHead_ = head();
    formsHead_ = head();
    diagnosisHead_ = head();
    changesHead_ = head();
    auto* sheet = new Card(this);
    timeline_ = new CaseTimeline(sheet);
    auto* sheetRow = new QVBoxLayout(sheet);
    sheetRow->setContentsMargins(1, 4, 1, 4);
    sheetRow->addWidget(timeline_);
    compare_ = new Button(Button::Kind::Secondary, u"layout-split"_s, this);
    images_ = new QWidget(this);
    imageRow_ = new QHBoxLayout(images_);
    imageRow_->setContentsMargins(0, 0, 0, 0);
    imageRow_->setSpacing(12);
    const auto card = [this](Card*& box, QVBoxLayout*& rows) {
        box = new Card(this);
        box->setFixedWidth(sideWidth);
        rows = new QVBoxLayout(box);
        rows->setContentsMargins(16, 2, 16, 2);
        rows->setSpacing(0);
    };
    card(forms_, formRows_);
    card(diagnosis_, diagnosisRows_);
    card(changes_, changeRows_);

    auto* imagesLine = new QHBoxLayout;
    imagesLine->addWidget(imagesHead_);
    imagesLine->addStretch(1);
    imagesLine->addWidget(compare_);
    auto* left = new QVBoxLayout;
    left->setSpacing(6);
    left->addWidget(timelineHead_);
    left->addWidget(sheet);
    left->addSpacing(14);
    left->addLayout(imagesLine);
    left->addWidget(images_);
    left->addStretch(1);
    auto* right = new QVBoxLayout;
    right->setSpacing(6);
    for (auto [title, body] : {std::pair<QWidget*, QWidget*>{formsHead_, forms_},
                               {diagnosisHead_, diagnosis_},
                               {changesHead_, changes_}}) {
        right->addWidget(title);
        right->addWidget(body);
        right->addSpacing(14);
    }
    right->addStretch(1);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(24, 18, 24, 24);
    all->setSpacing(20);
    all->addLayout(left, 1);
    all->addLayout(right);
    connect(compare_, &QPushButton::clicked, this, [this] {
        if (view_.images.size() > 1)
            Q_EMIT compareRequested(view_.images.last().seriesUid,
                                    view_.images.at(view_.images.size() - 2).seriesUid);
    });
    retranslate();
}

void CaseOverview::setView(const CaseView& view) {
    view_ = view;
    timeline_->setView(view);
    retranslate();
}

void CaseOverview::rebuildImages() {
    clear(imageRow_);
    const qsizetype first = std::max<qsizetype>(0, view_.images.size() - mostImages);
    for (qsizetype i = first; i < view_.images.size(); ++i) {
        const CaseImage& image = view_.images.at(i);
        auto* button = new ImageButton(image, pictureHeight, images_);
        connect(button, &QAbstractButton::clicked, this,
                [this, uid = image.seriesUid] { Q_EMIT seriesRequested(uid); });
        imageRow_->addWidget(button, 1);
    }
    if (view_.images.isEmpty())
        imageRow_->addWidget(new Label(tr("No images yet. Drop a folder of DICOM files on this window."),
                                       FontRole::Table, Tone::Text2, images_));
    for (qsizetype i = view_.images.size(); i > 0 && i < mostImages; ++i)
        imageRow_->addStretch(1);
    compare_->setVisible(view_.images.size() > 1);
}

void CaseOverview::rebuildSide() {
    for (QVBoxLayout* rows : {formRows_, diagnosisRows_, changeRows_})
        clear(rows);
    const auto line = [](QVBoxLayout* rows, QWidget* card) {
        if (rows->count() > 0)
            rows->addWidget(new Line(Qt::Horizontal, card));
    };
    for (const CaseForm& form : view_.forms.first(std::min(mostForms, view_.forms.size()))) {
        line(formRows_, forms_);
        const FormLook look = lookOf(form.state);
        auto* row = new LinkRow(QLatin1StringView(look.icon), look.mark, form.form, form.visit, form.note,
                                look.words, forms_);
        connect(row, &QAbstractButton::clicked, this, [this, key = form.key] { Q_EMIT formRequested(key); });
        formRows_->addWidget(row);
    }
    if (view_.forms.isEmpty())
        formRows_->addWidget(new Label(tr("Nothing waits here"), FontRole::Table, Tone::Text2, forms_));
    for (const CaseFact& fact : view_.diagnosis) {
        auto* holder = new QWidget(diagnosis_);
        auto* row = new QHBoxLayout(holder);
        row->setContentsMargins(0, 5, 0, 5);
        auto* name = new Label(fact.label, FontRole::Table, Tone::Text2, holder);
        name->setFixedWidth(124);
        auto* value = new Label(fact.value, FontRole::Table, Tone::Text, holder);
        value->setWrapped(200);
        row->addWidget(name, 0, Qt::AlignTop);
        row->addWidget(value, 1);
        diagnosisRows_->addWidget(holder);
    }
    for (const CaseChange& change : view_.changes.first(std::min(mostChanges, view_.changes.size()))) {
        line(changeRows_, changes_);
        auto* row = new LinkRow({}, Tone::Text2, change.words, {}, change.who, Tone::Text2, changes_);
        row->setEnabled(false);
        const QDateTime now = QDateTime::currentDateTime();
        row->setLead(change.when.date().daysTo(now.date()) < 2 ? shortMoment(change.when, now)
                                                               : change.when.date().toString(Qt::ISODate));
        changeRows_->addWidget(row);
    }
    for (auto [title, card, any] :
         {std::tuple<QWidget*, QWidget*, bool>{diagnosisHead_, diagnosis_, !view_.diagnosis.isEmpty()},
          {changesHead_, changes_, !view_.changes.isEmpty()}}) {
        title->setVisible(any);
        card->setVisible(any);
    }
}

void CaseOverview::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CaseOverview::retranslate() {
    timelineHead_->setText(tr("Time line"));
    imagesHead_->setText(tr("Images"));
    formsHead_->setText(tr("Forms that need you"));
    diagnosisHead_->setText(tr("Diagnosis"));
    changesHead_->setText(tr("Last changes"));
    compare_->setText(tr("Compare prior and current"));
    timeline_->update();
    rebuildImages();
    rebuildSide();
}

} // namespace casebook
