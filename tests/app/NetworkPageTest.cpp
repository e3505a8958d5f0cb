// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page of other machines as a person uses it: real clicks on a real study, against DCMTK's programs that
// the test starts, encrypted. With CASEBOOK_PICTURES=FOLDER its states are kept as pictures to look at.
#include "app/window/NetworkController.h"
#include "app/window/PeerDialog.h"
#include "app/window/ReceiverDialog.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/Certificates.h"
#include "tests/support/Peers.h"
#include "tests/support/SmallSeries.h"
#include "tests/widgets/Cut.h"
#include "tests/widgets/Languages.h"
#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/network/SendDialog.h"
#include "widgets/subjects/SubjectPreview.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <functional>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;
constexpr int kSlices = 5;

void click(QWidget* widget) { QTest::mouseClick(widget, Qt::LeftButton); }

} // namespace

class NetworkPageTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { window_.reset(); }
    void offUntilSwitchedOn();
    void addsAnEncryptedMachine();
    void testSaysWhichCertificate();
    void findsAndFetches();
    void aFetchGoesOnBehindTheLock();
    void sendsASeriesWithAReason();
    void sendingNeedsTheRight();
    void answersBelongToTheirMachine();
    void receivesEncrypted();
    void removesAMachineAndSwitchesOff();
    void nothingIsCut_data();
    void nothingIsCut();

private:
    using Look = std::function<void(const QString& name, QWidget* widget)>;
    static void lookAtPages(const Look& look);
    static void lookAtDialogs(const Look& look);
    template <class D>
    D* waitFor();
    void choose(const char* menu, const QString& words);
    void type(QDialog* dialog, const QString& field, const QString& text);
    void press(QDialog* dialog, const QString& words);
    void picture(const QString& name, QWidget* widget = nullptr) const;
    [[nodiscard]] NetworkPage* page() const { return page_; }
    [[nodiscard]] NetworkController* network() const { return network_; }
    void openSeriesMenu();

    QTemporaryDir folder_;
    StudyFixture study_;
    Certificate authority_, stranger_, peer_, ours_;
    Peer archive_, sink_;
    int port_ = 0, sinkPort_ = 0, ourPort_ = 0;
    StudyPtr open_;
    std::unique_ptr<QWidget> window_; ///< the page, and the list of series from which images are sent
    NetworkPage* page_ = nullptr;
    SubjectPreview* preview_ = nullptr;
    NetworkController* network_ = nullptr;
};

void NetworkPageTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(QStringLiteral("casebook-network-page-test"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    theme::install(*qApp);
    const QString tls = folder_.filePath(QStringLiteral("tls"));
    authority_ = makeAuthority(tls, QStringLiteral("authority"));
    stranger_ = makeAuthority(tls, QStringLiteral("stranger"));
    peer_ = makeCertificate(tls, QStringLiteral("peer"), authority_);
    ours_ = makeCertificate(tls, QStringLiteral("ours"), authority_);
    QVERIFY(stranger_.isMade() && peer_.isMade() && ours_.isMade());
    QVERIFY(writeSmallSeries(folder_.filePath(QStringLiteral("dicom")), 1, kSlices, 32));
    const QStringList encrypted{u"+tls"_s, peer_.key, peer_.file, u"+cf"_s, authority_.file};
    port_ = freePort();
    QVERIFY(startArchive(archive_, folder_.filePath(QStringLiteral("archive")), port_, {}, 0, encrypted));
    QByteArray said;
    QVERIFY2(runProgram(u"storescu"_s,
                        encrypted + QStringList{u"-aec"_s, u"QRPEER"_s, u"+sd"_s, u"+r"_s, u"127.0.0.1"_s,
                                                QString::number(port_), folder_.filePath(u"dicom"_s)},
                        &said) == 0,
             said);
    sinkPort_ = freePort();
    QVERIFY(QDir().mkpath(folder_.filePath(u"sink"_s)));
    QVERIFY(
        sink_.start(u"storescp"_s,
                    {u"-aet"_s, u"SINK"_s, u"-od"_s, folder_.filePath(u"sink"_s), QString::number(sinkPort_)},
                    sinkPort_));
    QVERIFY(study_.make());
    open_ = std::make_shared<OpenStudy>(std::move(study_.vault));
    window_ = std::make_unique<QWidget>();
    page_ = new NetworkPage;
    preview_ = new SubjectPreview;
    auto* row = new QHBoxLayout(window_.get());
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(page_, 1);
    row->addWidget(preview_);
    network_ = new NetworkController(page_, window_.get());
    connect(network_, &NetworkController::maySendChanged, preview_, &SubjectPreview::setMaySend);
    connect(preview_, &SubjectPreview::sendRequested, network_, &NetworkController::askSend);
    window_->resize(1536, 800);
    window_->show();
    network_->setStudy(open_);
}

/// The dialog of that kind that is open now.
template <class D>
D* NetworkPageTest::waitFor() {
    D* found = nullptr;
    const auto look = [&] {
        for (D* dialog : window_->findChildren<D*>())
            if (dialog->isVisible())
                found = dialog;
        return found != nullptr;
    };
    return QTest::qWaitFor(look, patience) ? found : nullptr;
}

/// Return on an entry of the menu that is open.
void NetworkPageTest::choose(const char* name, const QString& words) {
    QMenu* menu = nullptr;
    QVERIFY(QTest::qWaitFor([&] {
        menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        return menu && (*name == '\0' || menu->objectName() == QLatin1StringView(name));
    }));
    for (QAction* action : menu->actions())
        if (action->text().startsWith(words)) {
            menu->setActiveAction(action);
            QTest::keyClick(menu, Qt::Key_Return);
            return;
        }
    menu->close();
    QFAIL(qPrintable(u"no entry '%1'"_s.arg(words)));
}

void NetworkPageTest::type(QDialog* dialog, const QString& field, const QString& text) {
    for (QLineEdit* edit : dialog->findChildren<QLineEdit*>())
        if (edit->accessibleName() == field) {
            QVERIFY2(edit->isVisible(), qPrintable(field));
            edit->clear();
            QTest::keyClicks(edit, text);
            return;
        }
    for (QPlainTextEdit* edit : dialog->findChildren<QPlainTextEdit*>())
        if (edit->accessibleName() == field) {
            QTest::keyClicks(edit, text);
            return;
        }
    QFAIL(qPrintable(u"no field '%1'"_s.arg(field)));
}

void NetworkPageTest::press(QDialog* dialog, const QString& words) {
    for (Button* button : dialog->findChildren<Button*>())
        if (button->text() == words) {
            QVERIFY2(button->isEnabled(), qPrintable(words));
            click(button);
            return;
        }
    QFAIL(qPrintable(u"no button '%1'"_s.arg(words)));
}

void NetworkPageTest::picture(const QString& name, QWidget* widget) const {
    const QString to = qEnvironmentVariable("CASEBOOK_PICTURES");
    if (!to.isEmpty())
        (widget ? widget : window_.get())->grab().save(to + u'/' + name + u".png"_s);
}

void NetworkPageTest::offUntilSwitchedOn() {
    QTRY_VERIFY(page()->shownState() && page()->shownState()->button()->text() == u"Switch on"_s);
    QVERIFY(!page()->moreButton()->isVisible() && !page()->receiverButton()->isVisible());
    click(page()->shownState()->button());
    auto* dialog = waitFor<RequireReason>();
    QVERIFY(dialog);
    type(dialog, u"Reason"_s, u"Images come from the hospital"_s);
    press(dialog, u"Switch on"_s);
    QTRY_VERIFY_WITH_TIMEOUT(page()->shownState()->button()->text() == u"Add"_s, patience);
    QVERIFY(page()->receiverButton()->isVisible() && !page()->receiverButton()->isEnabled());
    QVERIFY(page()->receiverWords().contains(u"Nobody is on the list"_s));
}

void NetworkPageTest::addsAnEncryptedMachine() {
    click(page()->shownState()->button());
    auto* dialog = waitFor<PeerDialog>();
    QVERIFY(dialog);
    type(dialog, u"Name"_s, u"pacs"_s);
    type(dialog, u"Address"_s, u"QRPEER@127.0.0.1:%1"_s.arg(port_));
    auto* tls = dialog->findChildren<QCheckBox*>().front();
    QTest::mouseClick(tls, Qt::LeftButton, {}, QPoint(8, tls->height() / 2));
    QVERIFY(tls->isChecked());
    type(dialog, u"Certificate of the authority that it shows"_s, authority_.file);
    type(dialog, u"Our certificate"_s, ours_.file);
    type(dialog, u"Key of our certificate"_s, ours_.key);
    type(dialog, u"Reason"_s, u"Archive of the hospital"_s);
    press(dialog, u"Add"_s);
    QTRY_COMPARE_WITH_TIMEOUT(page()->peers()->count(), 1, patience);
    QVERIFY(page()->peers()->currentText().contains(u"TLS"_s));
    QVERIFY(page()->receiverButton()->isEnabled()); // it may send to us
    const auto kept = NetworkSettings(open_->vault->database(), open_->session).peer(u"pacs"_s);
    VERIFY_OK(kept);
    QCOMPARE(kept->trusted, casebook::test::readFile(authority_.file));
    QCOMPARE(kept->privateKey, casebook::test::readFile(ours_.key));
}

void NetworkPageTest::testSaysWhichCertificate() {
    QSignalSpy said(network(), &NetworkController::said), failed(network(), &NetworkController::failed);
    click(page()->testButton());
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, patience);
    QCOMPARE(said[0][0].toString(), u"pacs answers."_s);
    const auto change = [&](const Certificate& authority) {
        click(page()->moreButton());
        choose("machinesMenu", u"Change pacs"_s);
        auto* dialog = waitFor<PeerDialog>();
        QVERIFY(dialog);
        type(dialog, u"Certificate of the authority that it shows"_s, authority.file);
        type(dialog, u"Reason"_s, u"Another authority"_s);
        press(dialog, u"Change"_s);
        const auto kept = [&] {
            const auto peer = NetworkSettings(open_->vault->database(), open_->session).peer(u"pacs"_s);
            return peer && peer->trusted == casebook::test::readFile(authority.file);
        };
        QTRY_VERIFY_WITH_TIMEOUT(kept(), patience);
        click(page()->testButton());
    };
    change(stranger_);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
    change(authority_);
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 2, patience);
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].toString().contains(u"no certificate that we trust"_s));
}

void NetworkPageTest::findsAndFetches() {
    QTest::keyClicks(page()->field(u"PatientID"_s), u"NOBODY"_s);
    QTest::keyClick(page()->field(u"PatientID"_s), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(page()->searchButton()->isEnabled(), patience);
    QCOMPARE(page()->model()->rowCount(), 0);
    page()->field(u"PatientID"_s)->clear();
    QTest::keyClicks(page()->field(u"PatientID"_s), u"SMALL-*"_s);
    click(page()->searchButton());
    QTRY_COMPARE_WITH_TIMEOUT(page()->model()->rowCount(), 1, patience);
    QCOMPARE(page()->model()->at(0)->patientId, u"SMALL-1"_s);
    picture(u"network-window-found"_s);
    click(page()->fetchButton());
    QTRY_VERIFY_WITH_TIMEOUT(
        !network()->jobs().isEmpty() && network()->jobs().front().state != JobView::State::Running, patience);
    QVERIFY2(network()->jobs().front().state == JobView::State::Done,
             qPrintable(network()->jobs().front().note));
    QVERIFY(network()->jobs().front().note.startsWith(u"%1 imported"_s.arg(kSlices)));
    const auto series = open_->imaging.series();
    VERIFY_OK(series);
    QCOMPARE(series->size(), 1);
    QCOMPARE(series->front().instances, kSlices);
}

/// The study is locked in the same turn in which the fetch begins: it goes on, and is told afterwards.
void NetworkPageTest::aFetchGoesOnBehindTheLock() {
    QSignalSpy said(network(), &NetworkController::said), failed(network(), &NetworkController::failed);
    click(page()->fetchButton());
    QVERIFY(network()->hasRunningJob());
    network()->setStudy(nullptr);
    QVERIFY(network()->jobs().isEmpty());
    QVERIFY(network()->hasRunningJob());
    QTRY_VERIFY_WITH_TIMEOUT(!network()->hasRunningJob(), patience);
    QCOMPARE(said.size() + failed.size(), 0);
    network()->setStudy(open_);
    QCOMPARE(network()->jobs().size(), 1);
    QCOMPARE(network()->jobs().front().state, JobView::State::Done);
    QCOMPARE(said.size(), 1);
    QVERIFY(said[0][0].toString().startsWith(u"0 imported, %1 there already"_s.arg(kSlices)));
    network()->setStudy(nullptr);
    network()->setStudy(open_);
    QVERIFY(network()->jobs().isEmpty()); // told once
    QCOMPARE(said.size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(page()->peers()->count(), 1, patience);
}

/// What one machine answers never stands under the name of another.
void NetworkPageTest::answersBelongToTheirMachine() {
    QSignalSpy said(network(), &NetworkController::said);
    page()->peers()->setCurrentIndex(0);
    click(page()->searchButton());
    QTRY_COMPARE_WITH_TIMEOUT(page()->model()->rowCount(), 1, patience);
    click(page()->searchButton());
    page()->peers()->setFocus();
    QTest::keyClick(page()->peers(), Qt::Key_Down);
    QCOMPARE(page()->currentPeer(), u"sink"_s);
    QCOMPARE(page()->model()->rowCount(), 0);
    QVERIFY(page()->searchButton()->isEnabled());
    click(page()->testButton()); // takes as long as the search that is on its way
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, patience);
    QCOMPARE(page()->model()->rowCount(), 0);
    page()->peers()->setCurrentIndex(0); // for what follows
    // The chosen machine is removed: its rows go with it.
    NetworkPage made;
    NetworkView view;
    view.on = true;
    view.peers = {{u"one"_s, u"A@h:1"_s, false, false}, {u"two"_s, u"B@h:1"_s, false, false}};
    made.setView(view);
    made.setFound({{u"1.2.3"_s, {}, u"1"_s, u"X"_s, {}, {}, {}, {}, {}}}, false);
    made.setView(view);
    QCOMPARE(made.model()->rowCount(), 1);
    view.peers.removeFirst();
    made.setView(view);
    QCOMPARE(made.currentPeer(), u"two"_s);
    QCOMPARE(made.model()->rowCount(), 0);
}

/// The menu of the one series that the study has, opened as a person does.
void NetworkPageTest::openSeriesMenu() {
    const auto stored = open_->imaging.series();
    VERIFY_OK(stored);
    SeriesView series;
    series.uid = stored->front().uid;
    series.images = stored->front().instances;
    series.opens = true;
    ExamView exam;
    exam.series = {series};
    preview_->setExams({exam});
    const QRect at = preview_->view()->visualRect(preview_->model()->index(1));
    Q_EMIT preview_->view()->customContextMenuRequested(at.center());
}

void NetworkPageTest::sendsASeriesWithAReason() {
    NetworkPeer sink;
    sink.name = u"sink"_s;
    sink.aet = "SINK";
    sink.host = u"127.0.0.1"_s;
    sink.port = sinkPort_;
    VERIFY_OK(NetworkSettings(open_->vault->database(), open_->session).savePeer(sink, u"test"_s));
    network()->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(page()->peers()->count(), 2, patience);
    openSeriesMenu();
    choose("seriesMenu", u"Send series"_s);
    auto* dialog = waitFor<SendDialog>();
    QVERIFY(dialog);
    QCOMPARE(dialog->peers()->count(), 2);
    QTest::keyClick(dialog->peers(), Qt::Key_Down); // pacs, then sink
    QCOMPARE(dialog->peers()->currentData().toString(), u"sink"_s);
    picture(u"network-window-send"_s, dialog);
    for (Button* button : dialog->findChildren<Button*>())
        QVERIFY(button->text() != u"Send"_s || !button->isEnabled()); // no reason yet
    type(dialog, u"Reason"_s, u"Second opinion"_s);
    press(dialog, u"Send"_s);
    QTRY_VERIFY_WITH_TIMEOUT(network()->jobs().front().title == u"Send to sink"_s &&
                                 network()->jobs().front().state != JobView::State::Running,
                             patience);
    QCOMPARE(network()->jobs().front().note, u"%1 sent, 0 refused by the other machine"_s.arg(kSlices));
    QCOMPARE(QDir(folder_.filePath(u"sink"_s)).entryList(QDir::Files).size(), kSlices);
    const auto audited = open_->vault->database().read(
        [](ReadConnection& c) { return c.one("SELECT count(*) FROM audit WHERE action = 'network-send'"); });
    VERIFY_OK(audited);
    QCOMPARE(audited->value_or(0), 1);
}

void NetworkPageTest::sendingNeedsTheRight() {
    const QList<Role> roles = open_->session.roles;
    open_->session.roles = {Role::Reader};
    QVERIFY(!open_->session.may(Right::Export));
    QSignalSpy told(network(), &NetworkController::maySendChanged);
    network()->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patience);
    openSeriesMenu();
    QMenu* menu = nullptr;
    QTRY_VERIFY((menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())) != nullptr);
    for (const QAction* action : menu->actions())
        QVERIFY(!action->text().startsWith(u"Send"_s));
    menu->close();
    open_->session.roles = roles;
    network()->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 2, patience);
    QVERIFY(told[1][0].toBool());
}

void NetworkPageTest::receivesEncrypted() {
    ourPort_ = freePort();
    click(page()->receiverSettingsButton());
    auto* dialog = waitFor<ReceiverDialog>();
    QVERIFY(dialog);
    type(dialog, u"Port"_s, QString::number(ourPort_));
    type(dialog, u"AE titles that may send"_s, u"SENDER, QRPEER"_s);
    auto* tls = dialog->findChild<QCheckBox*>();
    QTest::mouseClick(tls, Qt::LeftButton, {}, QPoint(8, tls->height() / 2));
    type(dialog, u"Certificate of the authority that they show"_s, authority_.file);
    type(dialog, u"Our certificate"_s, ours_.file);
    type(dialog, u"Key of our certificate"_s, ours_.key);
    type(dialog, u"Reason"_s, u"Scanner 2"_s);
    press(dialog, u"Change"_s);
    const auto kept = [&] {
        const auto receiver = NetworkSettings(open_->vault->database(), open_->session).receiver();
        return receiver && receiver->port == ourPort_ && receiver->tls;
    };
    QTRY_VERIFY_WITH_TIMEOUT(kept(), patience);
    click(page()->receiverButton());
    QTRY_COMPARE_WITH_TIMEOUT(page()->receiverWords(),
                              u"on, as CASEBOOK at port %1, encrypted"_s.arg(ourPort_), patience);
    QVERIFY(!page()->receiverSettingsButton()->isVisible());
    const auto send = [&](const QStringList& how) {
        QByteArray said;
        return runProgram(u"storescu"_s,
                          how + QStringList{u"-aet"_s, u"SENDER"_s, u"-aec"_s, u"CASEBOOK"_s, u"+sd"_s,
                                            u"+r"_s, u"127.0.0.1"_s, QString::number(ourPort_),
                                            folder_.filePath(u"dicom"_s)},
                          &said);
    };
    QVERIFY(send({}) != 0);
    QTRY_VERIFY_WITH_TIMEOUT(page()->receiverWords().contains(u"it is not encrypted"_s), patience);
    picture(u"network-window-receiving"_s);
    QCOMPARE(send({u"+tls"_s, peer_.key, peer_.file, u"+cf"_s, authority_.file}), 0);
    // They are in the study already: received, and counted as nothing new.
    QTRY_VERIFY_WITH_TIMEOUT(open_->imports.list()->front().report.duplicates == kSlices, patience);
    click(page()->receiverButton());
    QTRY_VERIFY_WITH_TIMEOUT(page()->receiverWords().startsWith(u"off"_s), patience);
}

void NetworkPageTest::removesAMachineAndSwitchesOff() {
    click(page()->moreButton());
    choose("machinesMenu", u"Remove pacs"_s);
    const QPointer<RequireReason> dialog = waitFor<RequireReason>();
    QVERIFY(dialog);
    type(dialog, u"Reason"_s, u"Gone"_s);
    press(dialog, u"Remove"_s);
    QTRY_COMPARE_WITH_TIMEOUT(page()->peers()->count(), 1, patience);
    const auto receiver = NetworkSettings(open_->vault->database(), open_->session).receiver();
    VERIFY_OK(receiver);
    QCOMPARE(receiver->allowed, QList<QByteArray>{"SENDER"}); // nor may it send any more
    QTRY_VERIFY(!dialog || !dialog->isVisible()); // it goes when it closes
    click(page()->moreButton());
    choose("machinesMenu", u"Switch the network off"_s);
    auto* off = waitFor<RequireReason>();
    QVERIFY(off);
    type(off, u"Reason"_s, u"Done"_s);
    press(off, u"Switch off"_s);
    QTRY_VERIFY_WITH_TIMEOUT(page()->shownState() && page()->shownState()->button()->text() == u"Switch on"_s,
                             patience);
    QVERIFY(!page()->receiverButton()->isVisible());
}

/// Every state of the page, from made-up values.
void NetworkPageTest::lookAtPages(const Look& look) {
    const auto pageWith = [&](const QString& name, const NetworkView& view,
                              const std::function<void(NetworkPage&)>& more = {}) {
        NetworkPage made;
        made.resize(1208, 756);
        made.setView(view);
        if (more)
            more(made);
        look(name, &made);
    };
    NetworkView view;
    pageWith(u"off-user"_s, view);
    view.mayManage = view.mayExport = true;
    pageWith(u"off"_s, view);
    view.on = true;
    pageWith(u"empty"_s, view);
    view.peers = {{u"Archive of the hospital"_s, u"PACS@10.20.30.40:11112"_s, false, true},
                  {u"Research"_s, u"https://dicom.example.org/dicom-web"_s, true, false}};
    view.receiver = {ReceiverView::State::Listening,
                     u"CASEBOOK"_s,
                     11112,
                     {u"PACS"_s},
                     true,
                     1284,
                     u"SCANNER7 was refused: it is not on the list of those that may send."_s};
    pageWith(u"search"_s, view);
    view.receiver.state = ReceiverView::State::Failed;
    pageWith(u"found"_s, view, [](NetworkPage& made) {
        QList<FoundView> found;
        for (int i = 0; i < 14; ++i)
            found.append({u"1.2.3"_s,
                          {},
                          u"0012%1"_s.arg(800 + i),
                          u"WANG MIN 王敏"_s,
                          u"2026-01-%1"_s.arg(i + 10),
                          u"CT"_s,
                          u"Chest, low dose, follow-up"_s,
                          u"A2026%1"_s.arg(1000 + i),
                          QString::number(120 + 13 * i)});
        made.setFound(found, true);
    });
    view.receiver.state = ReceiverView::State::Off;
    view.receiver.note.clear();
    pageWith(u"failed"_s, view, [](NetworkPage& made) {
        made.setProblem(NetworkPage::tr("The other machine has been asked."));
    });
}

void NetworkPageTest::lookAtDialogs(const Look& look) {
    NetworkPeer tls;
    tls.name = u"Archive of the hospital"_s;
    tls.aet = "PACS";
    tls.host = u"10.20.30.40"_s;
    tls.port = 11112;
    tls.tls = true;
    tls.trusted = tls.certificate = tls.privateKey = "x";
    NetworkPeer web;
    web.name = u"Research"_s;
    web.url = u"https://dicom.example.org/dicom-web"_s;
    QWidget parent;
    PeerDialog add(nullptr, true, &parent), change(&tls, true, &parent), service(&web, false, &parent);
    add.setAttribute(Qt::WA_DeleteOnClose, false);
    change.setAttribute(Qt::WA_DeleteOnClose, false);
    service.setAttribute(Qt::WA_DeleteOnClose, false);
    look(u"dialog-add"_s, &add);
    look(u"dialog-tls"_s, &change);
    look(u"dialog-web"_s, &service);
    ReceiverSettings settings;
    settings.tls = true;
    settings.allowed = {"PACS", "SCANNER7"};
    ReceiverDialog receiver(settings, &parent);
    receiver.setAttribute(Qt::WA_DeleteOnClose, false);
    look(u"dialog-receiver"_s, &receiver);
    const QList<PeerView> peers{{tls.name, tls.address(), false, true},
                                {web.name, web.address(), true, false}};
    SendDialog send(false, u"S-0001 · 2026-01-10 · Chest 1.0 B40 · 312"_s, peers, &parent);
    send.setAttribute(Qt::WA_DeleteOnClose, false);
    look(u"dialog-send"_s, &send);
}

void NetworkPageTest::nothingIsCut_data() { tests::languageRows(); }

void NetworkPageTest::nothingIsCut() {
    QFETCH(QString, language);
    const tests::Spoken spoken(language);
    QStringList all;
    const auto look = [&](const QString& name, QWidget* widget) {
        widget->show();
        QCoreApplication::processEvents();
        for (const QString& line : tests::cut(widget))
            all << name + u": "_s + line;
        picture(u"network-%1-%2"_s.arg(name, language), widget);
    };
    lookAtPages(look);
    lookAtDialogs(look);
    QVERIFY2(all.isEmpty(), qPrintable(u'\n' + all.join(u'\n')));
}

QTEST_MAIN(NetworkPageTest)
#include "NetworkPageTest.moc"
