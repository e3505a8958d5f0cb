// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subjects/SubjectPreview.h"

#include "widgets/common/Button.h"
#include "widgets/common/Chip.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/Thumbnail.h"
#include "widgets/subjects/SeriesDelegate.h"
#include "widgets/subjects/SubjectsModel.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int paneWidth = 328;
} // namespace

void SeriesListModel::setExams(const QList<ExamView>& exams) {
    beginResetModel();
    rows_.clear();
    for (const ExamView& exam : exams) {
        ExamView head = exam;
        head.series.clear();
        rows_ << Row{true, head, {}};
        for (const SeriesView& series : exam.series)
            rows_ << Row{false, head, series};
    }
    endResetModel();
}

void SeriesListModel::setThumbnail(const QString& seriesUid, const QImage& picture) {
    for (qsizetype i = 0; i < rows_.size(); ++i)
        if (!rows_.at(i).head && rows_.at(i).series.uid == seriesUid) {
            rows_[i].series.thumbnail = picture;
            Q_EMIT dataChanged(index(int(i)), index(int(i)));
        }
}

int SeriesListModel::firstVolume() const {
    int best = -1;
    for (int i = 0; i < int(rows_.size()); ++i)
        if (!rows_.at(i).head && rows_.at(i).series.opens &&
            (best < 0 || rows_.at(i).series.images > rows_.at(best).series.images))
            best = i;
    return best;
}

int SeriesListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

QVariant SeriesListModel::data(const QModelIndex& index, int role) const {
    const Row& row = rows_.at(index.row());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return row.head ? row.exam.description : row.series.description;
    if (role == Qt::ToolTipRole && !row.head)
        return SeriesDelegate::toolTip(row.series);
    return {};
}

Qt::ItemFlags SeriesListModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || rows_.at(index.row()).head)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

SubjectPreview::SubjectPreview(QWidget* parent)
    : QWidget(parent), model_(new SeriesListModel(this)), view_(new QListView(this)),
      none_(new EmptyState(u"lungs"_s, this)), picture_(new PictureView(196, this)),
      label_(new Label(FontRole::Title, Tone::Text, this)),
      name_(new Label(FontRole::Body, Tone::Text, this)),
      facts_(new Label(FontRole::Table, Tone::Text2, this)),
      status_(new Chip(Tone::Text2, Chip::Shape::Filled, this)),
      open_(new Button(Button::Kind::Primary, u"lungs"_s, this)),
      close_(new Button(Button::Kind::Tool, u"x-lg"_s, this)) {
    setFixedWidth(paneWidth);
    view_->setModel(model_);
    view_->setItemDelegate(new SeriesDelegate(view_));
    view_->setFrameShape(QFrame::NoFrame);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->viewport()->setAutoFillBackground(false);
    view_->setMouseTracking(true);
    view_->installEventFilter(this);
    theme::setState(view_, "pane", true);
    facts_->setWrapped();
    open_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(label_);
    head->addWidget(name_, 1);
    head->addWidget(close_);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(18, 14, 18, 8);
    top->setSpacing(6);
    top->addLayout(head);
    auto* second = new QHBoxLayout;
    second->setSpacing(8);
    second->addWidget(status_);
    second->addWidget(facts_, 1);
    top->addLayout(second);
    top->addSpacing(4);
    top->addWidget(picture_);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(18, 12, 18, 16);
    foot->addWidget(open_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(1, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(top);
    all->addWidget(view_, 1);
    all->addWidget(none_, 1);
    all->addLayout(foot);
    none_->hide();

    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SubjectPreview::showPicture);
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& at) {
                const bool series = at.isValid() && !model_->at(at.row()).head;
                Q_EMIT seriesChosen(series ? model_->at(at.row()).series.uid : QString());
            });
    const auto openRow = [this](const QModelIndex& at) {
        if (at.isValid() && !model_->at(at.row()).head && model_->at(at.row()).series.opens)
            Q_EMIT openRequested(model_->at(at.row()).series.uid);
    };
    connect(view_, &QListView::doubleClicked, this, openRow);
    connect(open_, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(bestSeries()); });
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view_, &QWidget::customContextMenuRequested, this, &SubjectPreview::showMenu);
    connect(close_, &QPushButton::clicked, this, &SubjectPreview::closed);
    connect(none_, &EmptyState::clicked, this, &SubjectPreview::importRequested);
    retranslate();
}

void SubjectPreview::setSubject(const SubjectView& subject) {
    subject_ = subject;
    loaded_ = false;
    model_->setExams({});
    showPicture();
    retranslate();
}

void SubjectPreview::setExams(const QList<ExamView>& exams) {
    loaded_ = true;
    model_->setExams(exams);
    const int best = model_->firstVolume();
    if (best >= 0)
        view_->setCurrentIndex(model_->index(best));
    showPicture();
    retranslate();
}

void SubjectPreview::setThumbnail(const QString& seriesUid, const QImage& picture) {
    model_->setThumbnail(seriesUid, picture);
    showPicture();
}

/// The chosen series large, where it has a picture.
void SubjectPreview::showPicture() {
    const QModelIndex at = view_->currentIndex();
    const bool room = height() >= 620; // in low windows the list comes first
    picture_->setPicture(at.isValid() && room ? model_->at(at.row()).series.thumbnail : QImage());
}

QString SubjectPreview::bestSeries() const {
    const QModelIndex at = view_->currentIndex();
    if (at.isValid() && !model_->at(at.row()).head && model_->at(at.row()).series.opens)
        return model_->at(at.row()).series.uid;
    const int best = model_->firstVolume();
    return best < 0 ? QString() : model_->at(best).series.uid;
}

void SubjectPreview::setMayMove(bool may) { mayMove_ = may; }
void SubjectPreview::setMaySend(bool may) { maySend_ = may; }

/// On a series, or on the head of an exam for the exam as a whole.
void SubjectPreview::showMenu(const QPoint& at) {
    QModelIndex index = view_->indexAt(at);
    if (!index.isValid())
        index = view_->currentIndex();
    if (!index.isValid())
        return;
    const SeriesListModel::Row row = model_->at(index.row());
    const int first = row.head ? index.row() + 1 : index.row();
    if (first >= model_->rowCount() || model_->at(first).head)
        return;
    const QString series = model_->at(first).series.uid;
    if (!row.head)
        view_->setCurrentIndex(index);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"seriesMenu"_s);
    const Tokens& t = theme::tokens(this);
    if (!row.head) {
        menu->addAction(icon(u"lungs"_s, t), tr("Open images"), this,
                        [this, series] { Q_EMIT openRequested(series); })
            ->setEnabled(row.series.opens);
        menu->addAction(icon(u"table"_s, t), tr("DICOM attributes …"), this,
                        [this, series] { Q_EMIT attributesRequested(series); });
    }
    if (mayMove_) {
        menu->addSeparator();
        if (!row.head)
            menu->addAction(icon(u"arrow-right"_s, t), tr("Series to another subject …"), this,
                            [this, series] { Q_EMIT moveSeriesRequested(series); });
        menu->addAction(icon(u"arrow-right"_s, t), tr("Exam to another subject …"), this,
                        [this, series] { Q_EMIT moveExamRequested(series); });
    }
    if (maySend_) {
        menu->addSeparator();
        if (!row.head)
            menu->addAction(icon(u"hdd-network"_s, t), tr("Send series to another machine …"), this,
                            [this, series] { Q_EMIT sendRequested(series, false); });
        menu->addAction(icon(u"hdd-network"_s, t), tr("Send exam to another machine …"), this,
                        [this, series] { Q_EMIT sendRequested(series, true); });
    }
    if (!menu->actions().isEmpty())
        menu->popup(view_->viewport()->mapToGlobal(at));
}

bool SubjectPreview::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && !bestSeries().isEmpty()) {
            Q_EMIT openRequested(bestSeries());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SubjectPreview::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showPicture();
}

void SubjectPreview::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SubjectPreview::setClosable(bool closable) { close_->setVisible(closable); }

void SubjectPreview::retranslate() {
    label_->setText(subject_.label);
    name_->setText(subject_.name);
    status_->setText(SubjectsModel::statusText(subject_.status));
    const bool unidentified = subject_.status == "unidentified"_L1;
    status_->setTone(subject_.status == "enrolled"_L1 ? Tone::Ok : unidentified ? Tone::Warn : Tone::Text2);
    status_->setIconName(subject_.status == "enrolled"_L1 ? u"check-circle-fill"_s
                         : unidentified                   ? u"question-circle"_s
                                                          : u"person-x"_s);
    const QString sex = SubjectsModel::sexText(subject_.sex);
    facts_->setText(subject_.birthDate.isEmpty() ? sex
                                                 : tr("%1, born %2").arg(sex, subject_.birthDate.left(4)));
    const bool any = model_->rowCount() > 0;
    view_->setVisible(any || !loaded_);
    none_->setVisible(loaded_ && !any);
    none_->setWords(tr("No images yet"), tr("Import CT of this person; it finds the subject by identity."),
                    tr("Import CT"), u"folder2-open"_s);
    open_->setText(tr("Open images"));
    open_->setEnabled(!bestSeries().isEmpty());
    close_->setToolTip(tr("Close the preview (Space)"));
    close_->setAccessibleName(close_->toolTip());
    view_->setAccessibleName(tr("Series of the subject"));
    view_->viewport()->update();
}

void SubjectPreview::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.fillRect(rect(), QColor::fromRgb(t.alt));
    p.fillRect(QRect(0, 0, 1, height()), QColor::fromRgb(t.line));
}

} // namespace casebook
