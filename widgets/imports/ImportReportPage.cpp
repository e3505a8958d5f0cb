// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/imports/ImportReportPage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Dialogs.h"
#include "widgets/common/Label.h"
#include "widgets/imports/ImportParts.h"
#include "widgets/imports/ImportTables.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

ImportReportPage::ImportReportPage(QWidget* parent) : QWidget(parent) {
    back_ = new Button(Button::Kind::Tool, u"chevron-left"_s, this);
    title_ = new Label(FontRole::Title, Tone::Text, this);
    from_ = new Label(FontRole::Table, Tone::Text2, this);
    copy_ = new Button(Button::Kind::Secondary, u"clipboard"_s, this);
    save_ = new Button(Button::Kind::Secondary, u"download"_s, this);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(24, 18, 24, 0);
    head->setSpacing(8);
    head->addWidget(back_);
    head->addWidget(title_);
    head->addWidget(from_);
    head->addStretch(1);
    head->addWidget(copy_);
    head->addWidget(save_);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    body_ = new QWidget(scroll);
    bodyLayout_ = new QVBoxLayout(body_);
    bodyLayout_->setContentsMargins(24, 12, 24, 24);
    bodyLayout_->setSpacing(6);
    scroll->setWidget(body_);
    scroll->viewport()->setAutoFillBackground(false);
    body_->setAutoFillBackground(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(head);
    all->addWidget(scroll, 1);
    connect(back_, &QPushButton::clicked, this, &ImportReportPage::backRequested);
    connect(copy_, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(asText());
        Q_EMIT copied();
    });
    connect(save_, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(asText()); });
    retranslate();
}

void ImportReportPage::setReport(const ImportView& report) {
    report_ = report;
    retranslate();
}

namespace {

DataTable* addTable(QVBoxLayout* column, QWidget* parent, QAbstractTableModel* model,
                    const QList<int>& stretched) {
    auto* card = new Card(parent);
    auto* inner = new QVBoxLayout(card);
    inner->setContentsMargins(1, 1, 1, 1);
    auto* table = new DataTable(card);
    table->setModel(model);
    model->setParent(table);
    table->setFitted(true);
    for (int i = 0; i < model->columnCount(); ++i)
        table->horizontalHeader()->setSectionResizeMode(
            i, stretched.contains(i) ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    inner->addWidget(table);
    column->addWidget(card);
    return table;
}

void addHead(QVBoxLayout* column, QWidget* parent, const QString& title, const QString& note) {
    column->addSpacing(12);
    auto* row = new QHBoxLayout;
    row->addWidget(new Label(title, FontRole::Section, Tone::Text, parent));
    row->addStretch(1);
    auto* right = new Label(note, FontRole::Note, Tone::Text2, parent);
    right->setNumbers();
    row->addWidget(right);
    column->addLayout(row);
}

} // namespace

void ImportReportPage::rebuild() {
    QWidget* scrolled = body_;
    auto* fresh = new QWidget;
    bodyLayout_ = new QVBoxLayout(fresh);
    bodyLayout_->setContentsMargins(24, 12, 24, 24);
    bodyLayout_->setSpacing(6);
    fresh->setAutoFillBackground(false);
    body_ = fresh;
    auto* scroll = qobject_cast<QScrollArea*>(scrolled->parentWidget()->parentWidget());
    const ImportView& r = report_;
    int waitingFiles = 0;
    for (const auto& w : r.waiting)
        waitingFiles += w.slices;
    bodyLayout_->addWidget(
        new NumberTiles({{r.files, tr("files read"), {}, Tone::Text},
                         {r.imported, tr("imported, %n series", nullptr, int(r.series.size())),
                          u"check-circle-fill"_s, Tone::Ok},
                         {r.duplicates, tr("already there"), u"files"_s, Tone::Text},
                         {waitingFiles, tr("waiting for a subject"), u"hourglass-split"_s, Tone::Warn},
                         {int(r.refused.size()), tr("refused"), u"x-octagon-fill"_s, Tone::Bad}},
                        fresh));
    if (r.interrupted) {
        auto* note = new Label(tr("This import was interrupted. What is listed is safe; import the same "
                                  "folder again for the rest."),
                               FontRole::Table, Tone::Warn, fresh);
        note->setWrapped();
        bodyLayout_->addWidget(note);
    }
    if (!r.series.isEmpty())
        addSeries(fresh);
    if (!r.waiting.isEmpty())
        addWaiting(fresh);
    if (!r.refused.isEmpty()) {
        addHead(bodyLayout_, fresh, tr("Refused"), tr("Nothing of these files was kept"));
        DataTable* table = addTable(bodyLayout_, fresh, new RefusedModel(r.refused, this),
                                    {RefusedModel::File, RefusedModel::What, RefusedModel::Advice});
        table->setAccessibleName(tr("Refused"));
    }
    bodyLayout_->addStretch(1);
    scroll->setWidget(fresh);
    fresh->setAutoFillBackground(false); // setWidget switches it on
    fresh->show();
}

void ImportReportPage::addSeries(QWidget* fresh) {
    const ImportView& r = report_;
    const double rate = r.seconds > 0 ? r.imported / r.seconds : 0;
    addHead(bodyLayout_, fresh, tr("Imported series"),
            tr("%1 s, %n file(s), %2 a second", nullptr, r.imported)
                .arg(QLocale().toString(r.seconds, 'f', r.seconds < 10 ? 1 : 0),
                     QLocale().toString(rate, 'f', 1)));
    auto* model = new ImportedSeriesModel(r.series, this);
    DataTable* table =
        addTable(bodyLayout_, fresh, model, {ImportedSeriesModel::Series, ImportedSeriesModel::Geometry});
    table->setAccessibleName(tr("Imported series"));
    const auto open = [this, model](const QModelIndex& at) {
        if (model->at(at.row()).opens)
            Q_EMIT openSeriesRequested(model->at(at.row()).uid);
    };
    connect(table, &DataTable::opened, this, open);
    connect(table, &DataTable::linkClicked, this, open);
}

void ImportReportPage::addWaiting(QWidget* fresh) {
    const ImportView& r = report_;
    addHead(bodyLayout_, fresh, tr("Waiting for a subject"), {});
    auto* card = new Card(fresh);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(1, 1, 1, 1);
    rows->setSpacing(0);
    for (qsizetype i = 0; i < r.waiting.size(); ++i) {
        const ImportView::Waiting& w = r.waiting.at(i);
        if (i > 0)
            rows->addWidget(new Line(Qt::Horizontal, card));
        auto* row = new WaitingCard(w, card);
        if (i == 0)
            row->findChild<Button*>(u"choose"_s)->setKind(Button::Kind::Primary);
        rows->addWidget(row);
        connect(row, &WaitingCard::chooseRequested, this,
                [this, w] { Q_EMIT chooseSubjectRequested(w.seriesUid, w.close); });
        connect(row, &WaitingCard::leaveOutRequested, this, [this, w] {
            auto* ask = new RequireReason(
                tr("Leave this series out?"),
                tr("Its files stay in the study and stay listed here. The reason stands in the audit."),
                tr("Leave out"), false, this);
            connect(ask, &RequireReason::given, this,
                    [this, w](const QString& reason) { Q_EMIT leaveOutRequested(w.seriesUid, reason); });
            ask->open();
        });
    }
    bodyLayout_->addWidget(card);
}

QString ImportReportPage::asText() const {
    const ImportView& r = report_;
    QStringList lines{tr("Import %1").arg(r.when.toString(u"yyyy-MM-dd HH:mm"_s)),
                      tr("files %1, imported %2, already there %3, waiting %4, refused %5")
                          .arg(r.files)
                          .arg(r.imported)
                          .arg(r.duplicates)
                          .arg(r.waiting.size())
                          .arg(r.refused.size())};
    for (const auto& s : r.series)
        lines << u"%1\t%2\t%3\t%4\t%5"_s.arg(s.subject, s.description, s.modality)
                     .arg(s.slices)
                     .arg(ImportedSeriesModel::geometry(s));
    for (const auto& f : r.refused)
        lines << u"%1\t%2\t%3"_s.arg(QString::fromLatin1(f.code), f.path, f.message);
    return lines.join(u'\n') + u'\n';
}

void ImportReportPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ImportReportPage::retranslate() {
    back_->setToolTip(tr("Back"));
    back_->setAccessibleName(tr("Back"));
    copy_->setText(tr("Copy report"));
    save_->setText(tr("Save"));
    const QString day =
        QLocale().toString(report_.when.date(), tr("d MMMM", "format of a day without its year"));
    title_->setText(tr("Import of %1, %2").arg(day, QLocale().toString(report_.when.time(), u"HH:mm"_s)));
    from_->setText(report_.source.isEmpty() ? tr("by %1").arg(report_.user)
                                            : tr("from %1, by %2").arg(report_.source, report_.user));
    rebuild();
}

} // namespace casebook
