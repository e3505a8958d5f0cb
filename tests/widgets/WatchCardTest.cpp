// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of the watched folders: what it says in each state, who may change it, and that a look leaves the keys.
#include "widgets/imports/WatchCard.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

WatchView watching() {
    WatchView view;
    view.on = view.mayManage = view.mayImport = true;
    view.folders = {u"/scans"_s, u"/more"_s};
    view.lastLook = QDateTime::currentDateTime();
    return view;
}

} // namespace

class WatchCardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatItDoes_data() {
        QTest::addColumn<WatchView>("view");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const QString& words, auto change) {
            WatchView view = watching();
            change(view);
            QTest::newRow(name) << view << words;
        };
        row("off", u"only when a person imports"_s, [](WatchView& v) { v.on = false; });
        row("no folder", u"No folder is named"_s, [](WatchView& v) { v.folders.clear(); });
        row("no right", u"someone who may import"_s, [](WatchView& v) { v.mayImport = false; });
        row("failed", u"the disk is full"_s, [](WatchView& v) { v.failure = u"the disk is full"_s; });
        row("paused", u"An import was stopped"_s, [](WatchView& v) { v.paused = true; });
        row("growing", u"may still grow"_s, [](WatchView& v) { v.settling = 2; });
        row("first look", u"first look"_s, [](WatchView& v) { v.lastLook = {}; });
        row("taken", u"imported since the unlock"_s, [](WatchView& v) { v.taken = 4; });
        row("nothing", u"Nothing new"_s, [](WatchView&) {});
    }
    void saysWhatItDoes() {
        QFETCH(WatchView, view);
        QFETCH(QString, words);
        WatchCard card;
        card.setView(view);
        QVERIFY2(card.stateText().contains(words), qPrintable(card.stateText()));
        const bool stopped = view.paused || !view.failure.isEmpty();
        QCOMPARE(card.findChild<QPushButton*>(u"watchGoOn"_s) != nullptr, stopped);
    }

    void onlyWhoManagesMayChange() {
        WatchCard card;
        WatchView view = watching();
        view.mayManage = false;
        card.setView(view);
        for (const char* name : {"watchAdd", "watchSwitch", "watchRemove"})
            QVERIFY(!card.findChild<QPushButton*>(QString::fromLatin1(name))->isEnabled());
    }

    void clicksSayWhatIsWanted() {
        WatchCard card;
        card.setView(watching());
        QSignalSpy turned(&card, &WatchCard::switchRequested), removed(&card, &WatchCard::removeRequested),
            added(&card, &WatchCard::addRequested);
        const auto removes = card.findChildren<QPushButton*>(u"watchRemove"_s);
        QCOMPARE(removes.size(), 2);
        QTest::mouseClick(removes[1], Qt::LeftButton);
        QCOMPARE(removed[0][0].toString(), u"/more"_s);
        QTest::mouseClick(card.findChild<QPushButton*>(u"watchSwitch"_s), Qt::LeftButton);
        QCOMPARE(turned[0][0].toBool(), false); // it is on
        QTest::mouseClick(card.findChild<QPushButton*>(u"watchAdd"_s), Qt::LeftButton);
        QCOMPARE(added.count(), 1);
    }

    void aLookKeepsTheButtons() {
        WatchCard card;
        WatchView view = watching();
        card.setView(view);
        const auto* before = card.findChild<QPushButton*>(u"watchSwitch"_s);
        view.settling = 3;
        card.setView(view);
        QVERIFY(card.findChild<QPushButton*>(u"watchSwitch"_s) ==
                before); // who tabs through is not thrown out
        QVERIFY(card.stateText().contains(u"may still grow"_s));
        view.on = false;
        card.setView(view);
        QCOMPARE(card.stateText(), WatchCard().stateText());
    }
};

QTEST_MAIN(WatchCardTest)
#include "WatchCardTest.moc"
