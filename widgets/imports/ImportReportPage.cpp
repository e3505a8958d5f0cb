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
    undo_ = new Button(Button::Kind::Secondary, u"arrow-counterclockwise"_s, this);
    agree_ = new Button(Button::Kind::Primary, {}, this);
    agree_->setObjectName(u"agree"_s);
    decline_ = new Button(Button::Kind::Secondary, {}, this);
    decline_->setObjectName(u"decline"_s);
    map_ = new Button(Button::Kind::Secondary, u"table"_s, this);
    map_->setObjectName(u"map"_s);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(24, 18, 24, 0);
    head->setSpacing(8);
    head->addWidget(back_);
    head->addWidget(title_);
    head->addWidget(from_);
    head->addStretch(1);
    head->addWidget(undo_);
    head->addWidget(copy_);
    head->addWidget(save_);
    head->addWidget(map_);
    head->addWidget(decline_);
    head->addWidget(agree_);
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
    connect(agree_, &QPushButton::clicked, this, &ImportReportPage::importAgreed);
    connect(decline_, &QPushButton::clicked, this, &ImportReportPage::importDeclined);
    connect(map_, &QPushButton::clicked, this, &ImportReportPage::mapRequested);
    connect(undo_, &QPushButton::clicked, this, [this] {
        auto* ask = new RequireReason(tr("Take this import back?"),
                                      tr("All that it brought goes out of the study: images, exams, overlays "
                                         "and findings, and subjects "
                                         "that hold nothing else. It is refused where work hangs on it."),
                                      tr("Take back"), true, this);
        connect(ask, &RequireReason::given, this, &ImportReportPage::undoRequested);
        ask->open();
    });
    retranslate();
}

void ImportReportPage::setReport(const ImportView& report) {
    namesShown_ = namesShown_ && report.id == report_.id;
    report_ = report;
    retranslate();
}

void ImportReportPage::setNamesHidden(bool hidden) {
    namesHidden_ = hidden;
    showNames(false);
}

void ImportReportPage::showNames(bool shown) {
    namesShown_ = shown;
    retranslate();
}

ImportView::Waiting ImportReportPage::asShown(const ImportView::Waiting& waiting) const {
    ImportView::Waiting out = waiting;
    if (namesHidden_ && !namesShown_) {
        out.sides.here = waiting.sides.hereCoded;
        out.sides.came = waiting.sides.cameCoded;
    }
    return out;
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
    int waitingFiles = r.waits;
    for (const auto& w : r.waiting)
        waitingFiles += w.slices;
    bodyLayout_->addWidget(
        new NumberTiles({{r.files, tr("files read"), {}, Tone::Text},
                         {r.imported, tr("imported, %n series", nullptr, int(r.series.size())),
                          u"check-circle-fill"_s, Tone::Ok},
                         {r.duplicates, tr("already there"), u"files"_s, Tone::Text},
                         {waitingFiles, tr("waiting for a subject"), u"hourglass-split"_s, Tone::Warn},
                         {int(r.refused.size()) - r.waits, tr("refused"), u"x-octagon-fill"_s, Tone::Bad}},
                        fresh));
    addNotes(fresh);
    if (!r.mapping.file.isEmpty() || r.mapping.lines > 0)
        addMapping(fresh);
    if (!r.guesses.isEmpty())
        addGuesses(fresh);
    if (!r.series.isEmpty())
        addSeries(fresh);
    if (!r.waiting.isEmpty())
        addWaiting(fresh);
    if (!r.refused.isEmpty()) {
        addHead(bodyLayout_, fresh, r.waits > 0 ? tr("Refused, or waiting for a person") : tr("Refused"),
                r.preview ? QString() : tr("Second files of an image are kept aside, nothing of the others"));
        DataTable* table = addTable(bodyLayout_, fresh, new RefusedModel(r.refused, this),
                                    {RefusedModel::File, RefusedModel::What, RefusedModel::Advice});
        table->setAccessibleName(tr("Refused"));
    }
    bodyLayout_->addStretch(1);
    scroll->setWidget(fresh);
    fresh->setAutoFillBackground(false); // setWidget switches it on
    fresh->show();
}

void ImportReportPage::addNotes(QWidget* fresh) {
    const auto add = [&](const QString& words, Tone tone) {
        auto* note = new Label(words, FontRole::Table, tone, fresh);
        note->setWrapped();
        bodyLayout_->addWidget(note);
    };
    if (report_.preview)
        add(report_.looking ? tr("Looking again …")
                            : tr("Nothing is written yet. This is what the import would do."),
            Tone::Text2);
    if (report_.interrupted)
        add(tr("This import was interrupted. What is listed is safe; import the same folder again for the "
               "rest."),
            Tone::Warn);
    if (report_.undone)
        add(tr("This import was taken back. What it had brought is not in the study any more."), Tone::Warn);
}

void ImportReportPage::addGuesses(QWidget* fresh) {
    addHead(bodyLayout_, fresh, tr("Text that was guessed"), {});
    auto* card = new Card(fresh);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(18, 14, 18, 14);
    rows->setSpacing(10);
    for (const ImportView::Guess& guess : report_.guesses) {
        auto* row = new QHBoxLayout;
        const QString charset = QString::fromLatin1(guess.charset);
        auto* words =
            new Label(guess.decided ? tr("Text of %1 is read as %2.").arg(guess.name, charset)
                                    : tr("Text of %1 does not fit what the files declare. It was read as %2.")
                                          .arg(guess.name, charset),
                      FontRole::Body, Tone::Text, card);
        words->setWrapped();
        row->addWidget(words, 1);
        for (const char* term : {"GB18030", "UTF-8", "BIG5", "ISO_IR 100"}) {
            if (report_.preview || guess.source == 0)
                break;
            const bool own = guess.charset == term;
            if (own && guess.decided)
                continue;
            auto* choose = new Button(own ? Button::Kind::Primary : Button::Kind::Secondary, {}, card);
            choose->setText(own ? tr("%1 is right").arg(charset) : QString::fromLatin1(term));
            connect(choose, &QPushButton::clicked, this,
                    [this, source = guess.source, term] { Q_EMIT charsetChosen(source, term); });
            row->addWidget(choose);
        }
        rows->addLayout(row);
    }
    bodyLayout_->addWidget(card);
}

void ImportReportPage::addMapping(QWidget* fresh) {
    const ImportView::Mapping& m = report_.mapping;
    addHead(bodyLayout_, fresh, tr("Mapping table"), m.file);
    auto* card = new Card(fresh);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(18, 14, 18, 14);
    row->setSpacing(16);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    const auto say = [&](const QString& text, Tone tone) {
        auto* line = new Label(text, FontRole::Body, tone, card);
        line->setWrapped();
        words->addWidget(line);
    };
    const QString separator = tr(", ");
    if (!m.problem.isEmpty()) {
        say(m.problem, Tone::Bad);
        say(tr("Choose another table, or go on without one."), Tone::Text2);
    } else {
        say(tr("Lines with files: %1 of %2.").arg(m.lines - m.unused.size()).arg(m.lines), Tone::Text);
        if (!m.unused.isEmpty())
            say(tr("No files for line %1.").arg(m.unused.join(separator)), Tone::Warn);
        if (!m.withoutLine.isEmpty())
            say(tr("Matched by their PatientID, as the table does not name them: %1.")
                    .arg(m.withoutLine.join(separator)),
                Tone::Warn);
    }
    row->addLayout(words, 1);
    if (report_.preview) {
        auto* remove = new Button(Button::Kind::Secondary, {}, card);
        remove->setText(tr("Without the table"));
        remove->setObjectName(u"mapRemove"_s);
        remove->setEnabled(!report_.looking);
        // The answer rebuilds the button.
        connect(remove, &QPushButton::clicked, this, &ImportReportPage::mapRemoved, Qt::QueuedConnection);
        row->addWidget(remove, 0, Qt::AlignTop);
    }
    bodyLayout_->addWidget(card);
}

void ImportReportPage::askSettle(const ImportView::Waiting& w) {
    auto* dialog = new Dialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWords(
        w.reason == "conflicting-instance" ? tr("Two images have the same UID. Which is right?")
                                           : tr("The same image came with another header. Which is right?"),
        w.sides.differences.isEmpty() ? QString() : tr("They differ in %1.").arg(w.sides.differences));
    auto* sides = new QHBoxLayout;
    for (const auto& [head, lines] :
         {std::pair(tr("In the study"), w.sides.here), std::pair(tr("Came later"), w.sides.came)}) {
        auto* column = new QVBoxLayout;
        column->addWidget(new Label(head, FontRole::Section, Tone::Text, dialog));
        for (const QString& line : lines)
            column->addWidget(new Label(line, FontRole::Table, Tone::Text2, dialog));
        column->addStretch(1);
        sides->addLayout(column, 1);
    }
    dialog->body()->addLayout(sides);
    const auto choose = [this, dialog, uid = w.seriesUid](const QString& words, const QString& keep,
                                                          bool primary) {
        Button* button = dialog->addButton(words, primary);
        connect(button, &QPushButton::clicked, this, [this, dialog, uid, keep, words] {
            dialog->accept();
            auto* ask = new RequireReason(words, tr("The reason stands in the audit."), words, false, this);
            connect(ask, &RequireReason::given, this,
                    [this, uid, keep](const QString& reason) { Q_EMIT settleRequested(uid, keep, reason); });
            ask->open();
        });
    };
    choose(tr("Keep the first"), u"first"_s, true);
    choose(tr("Keep the second"), u"second"_s, false);
    if (w.reason == "conflicting-instance")
        choose(tr("Keep both"), u"both"_s, false);
    dialog->open();
}

void ImportReportPage::addSeries(QWidget* fresh) {
    const ImportView& r = report_;
    const double rate = r.seconds > 0 ? r.imported / r.seconds : 0;
    addHead(bodyLayout_, fresh, r.preview ? tr("Series that would come") : tr("Imported series"),
            r.preview ? QString()
                      : tr("%1 s, %n file(s), %2 a second", nullptr, r.imported)
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
    addHead(bodyLayout_, fresh, tr("Waiting for a person's word"), {});
    if (namesHidden_ && !namesShown_) {
        auto* show = new Button(Button::Kind::Quiet, u"person"_s, fresh);
        show->setText(tr("Show names"));
        show->setObjectName(u"showNames"_s);
        bodyLayout_->addWidget(show, 0, Qt::AlignLeft);
        // The answer rebuilds the button.
        connect(show, &QPushButton::clicked, this, [this] { showNames(true); }, Qt::QueuedConnection);
    }
    auto* card = new Card(fresh);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(1, 1, 1, 1);
    rows->setSpacing(0);
    for (qsizetype i = 0; i < r.waiting.size(); ++i) {
        const ImportView::Waiting w = asShown(r.waiting.at(i));
        if (i > 0)
            rows->addWidget(new Line(Qt::Horizontal, card));
        auto* row = new WaitingCard(w, card);
        if (auto* first = row->findChild<Button*>(u"choose"_s); first && i == 0)
            first->setKind(Button::Kind::Primary);
        rows->addWidget(row);
        connect(row, &WaitingCard::settleRequested, this, [this, w] { askSettle(w); });
        connect(row, &WaitingCard::partRequested, this, [this, w] {
            auto* ask = new RequireReason(
                tr("Part this exam by patient?"),
                tr("Each series goes to the subject of its own PatientID; a person who is new "
                   "is enrolled, one who can't be told for certain waits on."),
                tr("Part"), false, this);
            connect(ask, &RequireReason::given, this,
                    [this, w](const QString& reason) { Q_EMIT partRequested(w.seriesUid, reason); });
            ask->open();
        });
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
    undo_->setText(tr("Take back"));
    agree_->setText(tr("Import"));
    decline_->setText(tr("Don't import"));
    undo_->setVisible(report_.mayUndo && !report_.preview && !report_.undone);
    copy_->setVisible(!report_.preview);
    save_->setVisible(!report_.preview);
    agree_->setVisible(report_.preview);
    agree_->setEnabled(!report_.looking && report_.mapping.problem.isEmpty());
    decline_->setVisible(report_.preview);
    decline_->setEnabled(!report_.looking);
    map_->setText(report_.mapping.file.isEmpty() ? tr("Mapping table …") : tr("Another table …"));
    map_->setToolTip(tr("A CSV file that says which subject and visit each PatientID is"));
    map_->setVisible(report_.preview);
    map_->setEnabled(!report_.looking);
    back_->setToolTip(tr("Back"));
    back_->setAccessibleName(tr("Back"));
    copy_->setText(tr("Copy report"));
    save_->setText(tr("Save"));
    const QString day =
        QLocale().toString(report_.when.date(), tr("d MMMM", "format of a day without its year"));
    title_->setText(
        report_.preview
            ? tr("Before the import")
            : tr("Import of %1, %2").arg(day, QLocale().toString(report_.when.time(), u"HH:mm"_s)));
    from_->setText(report_.preview            ? tr("from %1").arg(report_.source)
                   : report_.source.isEmpty() ? tr("by %1").arg(report_.user)
                                              : tr("from %1, by %2").arg(report_.source, report_.user));
    rebuild();
}

} // namespace casebook
