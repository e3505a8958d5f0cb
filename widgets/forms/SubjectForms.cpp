// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/SubjectForms.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/forms/FormPage.h"
#include "widgets/forms/FormWords.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowPx = 30, headPx = 34;
constexpr int listWidth = 250;

/// What stands at the right of a form: words of what needs someone, else how far it is.
QString noteOf(const FormEntryView& form) {
    if (form.queries > 0)
        return QString::number(form.queries);
    if (form.overdueDays > 0)
        return daysWords(form.overdueDays);
    if (form.signatureBroken || form.isSigned || form.locked || form.state == "not-done")
        return formMark(form).words;
    if (form.asked > 0)
        return u"%1 / %2"_s.arg(form.answered).arg(form.asked);
    return form.state == "complete" ? formMark(form).words : QString();
}

} // namespace

/// 4 px bar: part of the forms that are complete.
class ProgressBarLine final : public QWidget {
public:
    explicit ProgressBarLine(QWidget* parent) : QWidget(parent) { setFixedHeight(4); }
    void setPart(double part) {
        part_ = part;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Tokens& t = theme::tokens(this);
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(Qt::NoPen);
        p.setBrush(QColor::fromRgb(t.line));
        p.drawRoundedRect(rect(), 2, 2);
        p.setBrush(QColor::fromRgb(t.accentFill));
        p.drawRoundedRect(QRectF(0, 0, width() * part_, 4), 2, 2);
    }

private:
    double part_ = 0;
};

void FormListModel::setVisits(const QList<VisitEntryView>& visits) {
    beginResetModel();
    visits_ = visits;
    rows_.clear();
    for (int v = 0; v < int(visits_.size()); ++v) {
        rows_.append({v, -1});
        for (int f = 0; f < int(visits_.at(v).forms.size()); ++f)
            rows_.append({v, f});
    }
    endResetModel();
}

const FormEntryView* FormListModel::formAt(int row) const {
    return row >= 0 && row < rows_.size() && rows_.at(row).form >= 0
               ? &visits_.at(rows_.at(row).visit).forms.at(rows_.at(row).form)
               : nullptr;
}

const VisitEntryView* FormListModel::visitAt(int row) const {
    return row >= 0 && row < rows_.size() ? &visits_.at(rows_.at(row).visit) : nullptr;
}

int FormListModel::rowOf(const QString& key) const {
    for (int row = 0; row < int(rows_.size()); ++row)
        if (const FormEntryView* form = formAt(row); form && form->key == key)
            return row;
    return -1;
}

int FormListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

QVariant FormListModel::data(const QModelIndex& index, int role) const {
    const VisitEntryView* visit = visitAt(index.row());
    if (!visit)
        return {};
    const FormEntryView* form = formAt(index.row());
    if (role == HeadRole)
        return !form;
    if (role == Qt::DisplayRole)
        return form ? form->title : visit->title;
    if (role == Qt::AccessibleTextRole && form)
        return u"%1, %2, %3"_s.arg(form->title, visit->title, formStanding(*form));
    if (role == Qt::ToolTipRole && form)
        return formStanding(*form);
    return {};
}

Qt::ItemFlags FormListModel::flags(const QModelIndex& index) const {
    return formAt(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QSize FormListDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    return {listWidth - 24, index.data(FormListModel::HeadRole).toBool() ? headPx : rowPx};
}

void FormListDelegate::paint(QPainter* p, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const Tokens& t = theme::tokens(option.widget);
    const auto* model = static_cast<const FormListModel*>(index.model());
    const FormEntryView* form = model->formAt(index.row());
    const VisitEntryView* visit = model->visitAt(index.row());
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    QRect r = option.rect.adjusted(8, 0, -8, 0);
    if (!form) {
        p->setFont(theme::font(FontRole::ColumnHead));
        p->setPen(QColor::fromRgb(t.text2));
        const int width = p->fontMetrics().horizontalAdvance(visit->title);
        p->drawText(r.adjusted(0, 8, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                    p->fontMetrics().elidedText(visit->title, Qt::ElideRight, r.width()));
        p->setFont(theme::numberFont(FontRole::Note));
        p->setPen(QColor::fromRgb(visit->state == "overdue" ? t.bad : t.text3));
        if (width + p->fontMetrics().horizontalAdvance(visit->date) + 8 < r.width())
            p->drawText(r.adjusted(0, 8, 0, 0), Qt::AlignRight | Qt::AlignVCenter, visit->date);
        p->restore();
        return;
    }
    const bool on = option.state & QStyle::State_Selected;
    if (on) {
        p->setPen(Qt::NoPen);
        p->setBrush(QColor::fromRgb(t.accentSoft));
        p->drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), 5, 5);
        if (option.widget && option.widget->hasFocus()) {
            p->setBrush(QColor::fromRgb(t.accent));
            p->drawRoundedRect(QRect(option.rect.left(), option.rect.top() + 1, 3, option.rect.height() - 2),
                               1, 1);
        }
    }
    const StateMark mark = formMark(*form);
    paintIcon(p, QRect(r.left(), r.top(), 14, r.height()), mark.icon, toneColor(t, mark.mark), 14);
    const QString note = noteOf(*form);
    p->setFont(theme::numberFont(FontRole::Note));
    const int noteWidth = p->fontMetrics().horizontalAdvance(note);
    const bool words = form->queries == 0 && (form->overdueDays > 0 || form->signatureBroken);
    p->setPen(toneColor(t, words ? mark.tone : Tone::Text2));
    p->drawText(r, Qt::AlignRight | Qt::AlignVCenter, note);
    p->setFont(theme::font(on ? FontRole::Control : FontRole::Table));
    p->setPen(QColor::fromRgb(on ? t.accent : t.text));
    r.adjust(22, 0, -noteWidth - 8, 0);
    p->drawText(r, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                p->fontMetrics().elidedText(form->title, Qt::ElideRight, r.width()));
    p->restore();
}

SubjectForms::SubjectForms(QWidget* parent)
    : QWidget(parent), model_(new FormListModel(this)), list_(new QListView(this)), page_(new FormPage(this)),
      label_(new Label(FontRole::Section, Tone::Text, this)),
      name_(new Label(FontRole::Body, Tone::Text2, this)),
      progress_(new Label(FontRole::Note, Tone::Text2, this)), bar_(nullptr),
      back_(new Button(Button::Kind::Tool, u"chevron-left"_s, this)) {
    auto* side = new Strip(Card::Fill::Window, Qt::RightEdge, this);
    side->setFixedWidth(listWidth);
    bar_ = new ProgressBarLine(side);
    list_->setModel(model_);
    list_->setItemDelegate(new FormListDelegate(list_));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->viewport()->setAutoFillBackground(false);
    theme::setState(list_, "plain", true);
    list_->installEventFilter(this);
    back_->setHeight(Button::Height::Small);
    label_->setWrapped(160);
    name_->setWrapped(160);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(back_, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(label_);
    words->addWidget(name_);
    head->addLayout(words, 1);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(12, 12, 12, 8);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(bar_);
    column->addWidget(progress_);
    column->addWidget(list_, 1);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(side);
    all->addWidget(page_, 1);
    connect(back_, &QPushButton::clicked, this, &SubjectForms::backRequested);
    connect(list_, &QListView::clicked, this, [this](const QModelIndex& at) {
        if (const FormEntryView* form = model_->formAt(at.row()))
            Q_EMIT formRequested(form->key);
    });
    connect(page_, &FormPage::neighbourRequested, this, [this](int visits, int) {
        if (visits != 0)
            step(visits);
    });
    retranslate();
}

void SubjectForms::setSubject(const QString& label, const QString& name) {
    label_->setText(label);
    name_->setText(name);
    name_->setVisible(!name.isEmpty());
}

void SubjectForms::hideName() {
    name_->clear();
    name_->hide();
}

void SubjectForms::setVisits(const QList<VisitEntryView>& visits) {
    const QString kept = current();
    model_->setVisits(visits);
    if (const int row = model_->rowOf(kept); row >= 0)
        list_->setCurrentIndex(model_->index(row));
}

void SubjectForms::setProgress(int complete, int expected) {
    complete_ = complete;
    expected_ = expected;
    retranslate();
}

QString SubjectForms::current() const {
    const FormEntryView* form = model_->formAt(list_->currentIndex().row());
    return form ? form->key : QString();
}

void SubjectForms::select(const QString& key) {
    if (const int row = model_->rowOf(key); row >= 0) {
        list_->setCurrentIndex(model_->index(row));
        list_->scrollTo(model_->index(row));
    }
}

void SubjectForms::step(int by) {
    for (int row = list_->currentIndex().row() + by; row >= 0 && row < model_->rowCount(); row += by)
        if (const FormEntryView* form = model_->formAt(row)) {
            list_->setCurrentIndex(model_->index(row));
            Q_EMIT formRequested(form->key);
            return;
        }
}

void SubjectForms::close() {
    page_->close();
    model_->setVisits({});
    setSubject({}, {});
    setProgress(0, 0);
}

bool SubjectForms::eventFilter(QObject* watched, QEvent* event) {
    if (watched == list_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const FormEntryView* form = model_->formAt(list_->currentIndex().row());
        if (form && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            Q_EMIT formRequested(form->key);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SubjectForms::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SubjectForms::retranslate() {
    progress_->setText(expected_ > 0 ? FormWords::tr("%1 of %2 forms complete").arg(complete_).arg(expected_)
                                     : QString());
    bar_->setPart(expected_ > 0 ? double(complete_) / expected_ : 0);
    bar_->setVisible(expected_ > 0);
    list_->setAccessibleName(FormWords::tr("Visits and forms"));
    back_->setToolTip(FormWords::tr("Back to the subjects"));
    back_->setAccessibleName(back_->toolTip());
    list_->viewport()->update();
}

} // namespace casebook
