// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/network/NetworkPage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

/// In the order of the page; the dates become one range.
const QStringList& keywords() {
    static const QStringList list{u"PatientID"_s, u"PatientName"_s, u"DateFrom"_s,
                                  u"DateTo"_s,    u"Modality"_s,    u"AccessionNumber"_s};
    return list;
}

/// "2026-01-31" or "20260131" -> "20260131"; empty when it is neither.
QString dicomDate(const QString& typed) {
    QString digits = typed;
    digits.remove(u'-');
    const bool good = digits.size() == 8 && std::all_of(digits.begin(), digits.end(),
                                                        [](QChar c) { return c >= u'0' && c <= u'9'; });
    return good ? digits : QString();
}

} // namespace

NetworkPage::NetworkPage(QWidget* parent)
    : QWidget(parent), model_(new FoundModel(this)), table_(new DataTable(this)),
      body_(new QStackedWidget(this)), off_(new EmptyState(u"hdd-network"_s, this)),
      noPeer_(new EmptyState(u"hdd-network"_s, this)), nothing_(new EmptyState(u"search"_s, this)),
      peer_(new QuietCombo(this)), title_(new Label(FontRole::Title, Tone::Text, this)),
      count_(new Label(FontRole::Body, Tone::Text2, this)),
      receiverTitle_(new Label(FontRole::Section, Tone::Text, this)),
      receiverState_(new Label(FontRole::Body, Tone::Text2, this)),
      receiverNote_(new Label(FontRole::Note, Tone::Text2, this)),
      back_(new Button(Button::Kind::Quiet, u"chevron-left"_s, this)),
      search_(new Button(Button::Kind::Secondary, u"search"_s, this)),
      fetch_(new Button(Button::Kind::Primary, u"download"_s, this)),
      test_(new Button(Button::Kind::Quiet, u"activity"_s, this)),
      more_(new Button(Button::Kind::Tool, u"three-dots"_s, this)),
      receive_(new Button(Button::Kind::Secondary, u"box-arrow-in-down"_s, this)),
      receiverSettings_(new Button(Button::Kind::Tool, u"gear"_s, this)),
      showNames_(new Button(Button::Kind::Quiet, u"person"_s, this)) {
    build();
    connect(back_, &QPushButton::clicked, this, &NetworkPage::backRequested);
    connect(search_, &QPushButton::clicked, this, &NetworkPage::search);
    connect(fetch_, &QPushButton::clicked, this, &NetworkPage::retrieve);
    connect(test_, &QPushButton::clicked, this, [this] { Q_EMIT testRequested(currentPeer()); });
    connect(showNames_, &QPushButton::clicked, this, [this] { showNames(true); });
    connect(more_, &QPushButton::clicked, this, &NetworkPage::showMenu);
    connect(receiverSettings_, &QPushButton::clicked, this, &NetworkPage::receiverSettingsRequested);
    connect(noPeer_, &EmptyState::clicked, this, &NetworkPage::addPeerRequested);
    connect(off_, &EmptyState::clicked, this, [this] { Q_EMIT switchRequested(true); });
    connect(receive_, &QPushButton::clicked, this, [this] {
        const auto state = view_.receiver.state;
        Q_EMIT receiverRequested(state == ReceiverView::State::Off || state == ReceiverView::State::Failed);
    });
    connect(table_, &DataTable::opened, this, &NetworkPage::retrieve);
    connect(table_, &DataTable::rowChanged, this, &NetworkPage::refresh);
    connect(peer_, &QComboBox::currentIndexChanged, this, [this] {
        forgetFound();
        refresh();
    });
    retranslate();
}

void NetworkPage::build() {
    table_->setModel(model_);
    table_->setSideMargin(16);
    table_->setSortingEnabled(true);
    table_->horizontalHeader()->setSectionsClickable(true);
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    const int widths[] = {116, 140, 180, 90, 0, 130, 80};
    for (int i = 0; i < FoundModel::ColumnCount; ++i)
        if (widths[i] > 0)
            table_->horizontalHeader()->resizeSection(i, widths[i]);
    table_->setYielding({FoundModel::Accession, FoundModel::Name}, FoundModel::Description, 180);

    auto* head = new Strip(Card::Fill::Window, Qt::BottomEdge, this);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    for (QWidget* part : {static_cast<QWidget*>(back_), static_cast<QWidget*>(title_)})
        first->addWidget(part);
    first->addWidget(count_);
    first->addWidget(showNames_);
    first->addStretch(1);
    for (QWidget* part :
         {static_cast<QWidget*>(peer_), static_cast<QWidget*>(test_), static_cast<QWidget*>(more_)})
        first->addWidget(part);
    peer_->setMinimumWidth(260);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(16, 12, 16, 12);
    rows->setSpacing(12);
    rows->addLayout(first);
    rows->addWidget(buildFields());
    for (QWidget* page : {static_cast<QWidget*>(table_), static_cast<QWidget*>(off_),
                          static_cast<QWidget*>(noPeer_), static_cast<QWidget*>(nothing_)})
        body_->addWidget(page);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(head);
    all->addWidget(body_, 1);
    all->addWidget(buildReceiver());
}

QWidget* NetworkPage::buildFields() {
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    int column = 0;
    for (const QString& keyword : keywords()) {
        auto* caption = new Label(FontRole::Note, Tone::Text2, box);
        auto* edit = new LineEdit(box);
        caption->setBuddy(edit);
        edit->setMinimumWidth(92);
        connect(edit, &QLineEdit::returnPressed, this, &NetworkPage::search);
        fields_.insert(keyword, edit);
        captions_.insert(keyword, caption);
        grid->addWidget(caption, 0, column);
        grid->addWidget(edit, 1, column);
        grid->setColumnStretch(column++, keyword == u"PatientName"_s ? 3 : 2);
    }
    grid->addWidget(search_, 1, column++);
    grid->addWidget(fetch_, 1, column);
    return box;
}

QWidget* NetworkPage::buildReceiver() {
    auto* strip = new Strip(Card::Fill::Alt, Qt::TopEdge, this);
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(12);
    row->addWidget(receiverTitle_);
    row->addWidget(receiverState_);
    row->addWidget(receiverNote_, 1);
    row->addWidget(receiverSettings_);
    row->addWidget(receive_);
    receiver_ = strip;
    return strip;
}

QString NetworkPage::currentPeer() const {
    const int at = peer_->currentIndex();
    return at >= 0 && at < view_.peers.size() ? view_.peers[at].name : QString();
}

void NetworkPage::setView(const NetworkView& view) {
    const QString kept = currentPeer(), before = peer_->currentText();
    view_ = view;
    {
        const QSignalBlocker quiet(peer_);
        peer_->clear();
        int chosen = 0;
        for (const PeerView& peer : view_.peers) {
            if (peer.name == kept)
                chosen = peer_->count();
            peer_->addItem(shownPeer(peer));
        }
        if (!view_.peers.isEmpty())
            peer_->setCurrentIndex(chosen);
    }
    if (peer_->currentText() != before)
        forgetFound(); // what another machine answered is not this one's
    retranslate();
}

void NetworkPage::forgetFound() {
    searched_ = searching_ = cut_ = false;
    problem_.clear();
    model_->setFound({});
}

void NetworkPage::setNamesHidden(bool hidden) {
    namesHidden_ = hidden;
    showNames(false);
}

void NetworkPage::showNames(bool shown) {
    namesShown_ = shown;
    model_->setNamesHidden(namesHidden_ && !namesShown_);
    refresh();
}

void NetworkPage::setSearching(bool on) {
    searching_ = on;
    refresh();
}

void NetworkPage::setFound(const QList<FoundView>& found, bool more) {
    searching_ = false;
    searched_ = true;
    cut_ = more;
    problem_.clear();
    showNames(false); // of another list
    model_->setFound(found);
    if (!found.isEmpty())
        table_->setCurrentIndex(model_->index(0, 0));
    refresh();
}

void NetworkPage::setProblem(const QString& words) {
    searching_ = false;
    problem_ = words;
    if (!words.isEmpty())
        model_->setFound({});
    refresh();
}

void NetworkPage::close() {
    for (LineEdit* edit : std::as_const(fields_))
        edit->clear();
    forgetFound();
    setView({});
}

void NetworkPage::search() {
    if (searching_ || currentPeer().isEmpty() || !view_.on)
        return;
    QMap<QString, QString> keys;
    bool good = true;
    for (const QString& keyword : keywords()) {
        LineEdit* edit = fields_.value(keyword);
        const QString typed = edit->text().trimmed();
        const bool date = keyword.startsWith(u"Date"_s);
        const bool wrong = date && !typed.isEmpty() && dicomDate(typed).isEmpty();
        edit->setCheck(wrong ? u"hard"_s : QString());
        good = good && !wrong;
        if (!typed.isEmpty() && !date)
            keys.insert(keyword == u"Modality"_s ? u"ModalitiesInStudy"_s : keyword, typed);
    }
    const QString from = dicomDate(fields_.value(u"DateFrom"_s)->text().trimmed());
    const QString to = dicomDate(fields_.value(u"DateTo"_s)->text().trimmed());
    if (!from.isEmpty() || !to.isEmpty())
        keys.insert(u"StudyDate"_s, from == to ? from : from + u'-' + to);
    if (!good)
        return;
    setSearching(true);
    Q_EMIT searchRequested(currentPeer(), keys);
}

void NetworkPage::retrieve() {
    if (const FoundView* found = model_->at(table_->currentRow()))
        Q_EMIT retrieveRequested(currentPeer(), *found);
}

void NetworkPage::showMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"machinesMenu"_s);
    const Tokens& t = theme::tokens(this);
    menu->addAction(icon(u"plus-lg"_s, t), tr("Add a machine …"), this, &NetworkPage::addPeerRequested);
    if (const QString peer = currentPeer(); !peer.isEmpty()) {
        menu->addAction(icon(u"pencil"_s, t), tr("Change %1 …").arg(peer), this,
                        [this, peer] { Q_EMIT changePeerRequested(peer); });
        menu->addAction(icon(u"trash3"_s, t), tr("Remove %1 …").arg(peer), this,
                        [this, peer] { Q_EMIT removePeerRequested(peer); });
    }
    menu->addSeparator();
    menu->addAction(icon(u"x-circle"_s, t), tr("Switch the network off …"), this,
                    [this] { Q_EMIT switchRequested(false); });
    menu->popup(more_->mapToGlobal(QPoint(0, more_->height() + 4)));
}

EmptyState* NetworkPage::shownState() const { return qobject_cast<EmptyState*>(body_->currentWidget()); }

QString NetworkPage::receiverWords() const {
    return QStringList{receiverState_->text(), receiverNote_->text()}.join(u' ').trimmed();
}

void NetworkPage::refresh() {
    const bool ready = view_.on && !view_.peers.isEmpty();
    QWidget* page = table_;
    if (!view_.on)
        page = off_;
    else if (view_.peers.isEmpty())
        page = noPeer_;
    else if (model_->rowCount() == 0)
        page = nothing_;
    body_->setCurrentWidget(page);
    if (!problem_.isEmpty())
        nothing_->setWords(tr("The search failed"), problem_);
    else if (searching_)
        nothing_->setWords(tr("Searching"), tr("The other machine has been asked."));
    else if (searched_)
        nothing_->setWords(tr("Nothing was found"), tr("Search by less, or use * for the rest of a word."));
    else
        nothing_->setWords(
            tr("Search for exams"),
            view_.mayExport
                ? tr("Fill in what you know; without any word, all exams are listed. To send images, "
                     "open the menu of a series in the list of subjects.")
                : tr("Fill in what you know. Without any word, all exams are listed."));
    peer_->setVisible(ready);
    test_->setVisible(ready);
    showNames_->setVisible(namesHidden_ && !namesShown_ && model_->rowCount() > 0);
    more_->setVisible(view_.on && view_.mayManage);
    search_->setEnabled(ready && !searching_);
    fetch_->setEnabled(ready && model_->at(table_->currentRow()) != nullptr);
    for (LineEdit* edit : std::as_const(fields_))
        edit->setEnabled(ready);
    const QString number = QLocale().toString(model_->rowCount());
    count_->setText(model_->rowCount() == 0 ? QString() : cut_ ? tr("the first %1").arg(number) : number);
    showReceiver();
}

void NetworkPage::showReceiver() {
    receiver_->setVisible(view_.on);
    const ReceiverView& r = view_.receiver;
    using State = ReceiverView::State;
    const bool runs = r.state != State::Off && r.state != State::Failed;
    const QString words = r.state == State::Starting ? tr("starting")
                          : r.state == State::Listening
                              ? (r.tls ? tr("on, as %1 at port %2, encrypted") : tr("on, as %1 at port %2"))
                                    .arg(r.title)
                                    .arg(r.port)
                          : r.state == State::Receiving
                              ? tr("receiving as %1 at port %2").arg(r.title).arg(r.port)
                          : r.state == State::Failed ? tr("stopped")
                                                     : tr("off");
    receiverState_->setText(
        runs && r.received > 0 ? tr("%1, %n image(s) so far", nullptr, r.received).arg(words) : words);
    receiverState_->setTone(r.state == State::Failed ? Tone::Bad : runs ? Tone::Ok : Tone::Text2);
    const bool nobody = !runs && r.note.isEmpty() && r.allowed.isEmpty();
    receiverNote_->setText(nobody ? tr("Nobody is on the list of those that may send.") : r.note);
    receiverSettings_->setVisible(view_.mayManage && !runs);
    receive_->setEnabled(runs || !r.allowed.isEmpty());
    receive_->setText(runs ? tr("Stop receiving") : tr("Receive here"));
}

void NetworkPage::retranslate() {
    title_->setText(tr("Other machines"));
    back_->setText(tr("Subjects"));
    search_->setText(tr("Search"));
    fetch_->setText(tr("Fetch into the study"));
    showNames_->setText(tr("Show names"));
    test_->setText(tr("Test"));
    more_->setToolTip(tr("Machines of this study"));
    more_->setAccessibleName(more_->toolTip());
    receiverSettings_->setToolTip(tr("How this workstation receives"));
    receiverSettings_->setAccessibleName(receiverSettings_->toolTip());
    receiverTitle_->setText(tr("Receiver"));
    const QMap<QString, QString> words{
        {u"PatientID"_s, tr("Patient ID")}, {u"PatientName"_s, tr("Patient name")},
        {u"DateFrom"_s, tr("Exam from")},   {u"DateTo"_s, tr("Exam to")},
        {u"Modality"_s, tr("Modality")},    {u"AccessionNumber"_s, tr("Accession number")}};
    for (const QString& keyword : keywords()) {
        captions_.value(keyword)->setText(words.value(keyword));
        fields_.value(keyword)->setAccessibleName(words.value(keyword));
    }
    for (const QString& keyword : {u"DateFrom"_s, u"DateTo"_s})
        fields_.value(keyword)->setPlaceholderText(tr("2026-01-31"));
    peer_->setAccessibleName(tr("Other machine"));
    const QString ask = tr("An administrator can switch it on.");
    off_->setWords(tr("This study does not use the network"),
                   tr("Nothing is sent or received until it is switched on, with a reason."),
                   view_.mayManage ? tr("Switch on") : QString(), u"hdd-network"_s);
    if (!view_.mayManage)
        off_->setWords(tr("This study does not use the network"), ask);
    noPeer_->setWords(tr("No other machine is known yet"),
                      view_.mayManage ? tr("Add the archive of your hospital: its AE title, host and port.")
                                      : tr("An administrator adds the archive of your hospital."),
                      view_.mayManage ? tr("Add") : QString(), u"plus-lg"_s);
    model_->retranslate();
    refresh();
}

void NetworkPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace casebook
