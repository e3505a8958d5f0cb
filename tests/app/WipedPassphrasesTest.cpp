// SPDX-License-Identifier: GPL-3.0-or-later
//
// A passphrase that was typed is nowhere in memory that was given back: this program looks into each block before it
// is freed. What the field itself holds is UTF-16; what its window hands on is UTF-8, and that is looked for.
#include "app/window/AskPassphrase.h"
#include "app/window/DoorController.h"
#include "app/window/PassphraseDialog.h"
#include "app/window/SignDialog.h"
#include "storage/vault/SecretBytes.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/study/UserDialogs.h"
#include "widgets/subjects/ConsentDialog.h"
#include "widgets/theme/Theme.h"
#include "widgets/unlock/NewStudyForm.h"
#include "widgets/unlock/RecoveryPage.h"
#include "widgets/unlock/UnlockForm.h"

#include <malloc.h>

#include <QApplication>
#include <QCheckBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <atomic>
#include <cstring>
#include <functional>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CASEBOOK_OWN_MALLOC 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CASEBOOK_OWN_MALLOC 1
#endif

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

constexpr char typed[] = "zebra-quartz-lantern-57";
std::atomic<bool> watching{false};
std::atomic<int> left{0}; ///< blocks that were freed with the passphrase in them

/// Looks while it lives.
struct Watch {
    Watch() {
        left = 0;
        watching = true;
    }
    ~Watch() { watching = false; }
    Q_DISABLE_COPY_MOVE(Watch)
};

} // namespace

#ifndef CASEBOOK_OWN_MALLOC
extern "C" {
void __libc_free(void* block); // NOLINT(bugprone-reserved-identifier): glibc's own

/// In place of the C library's, also for Qt.
__attribute__((visibility("default"))) void free(void* block) noexcept {
    if (block && watching && memmem(block, malloc_usable_size(block), typed, sizeof typed - 1))
        ++left;
    __libc_free(block);
}
}
#endif

class WipedPassphrasesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { left = given_ = 0; }
    void theWatchSees();
    void leavesNone_data();
    void leavesNone();
    void leavesNoneWhereAStudyIsMade();

private:
    /// As a controller takes it.
    void take(QByteArray passphrase) {
        const SecretBytes secret = SecretBytes::fromUtf8(std::move(passphrase));
        given_ += secret.size() == sizeof typed - 1 && std::memcmp(secret.data(), typed, secret.size()) == 0;
    }
    static void type(QWidget* form) {
        for (PassphraseEdit* edit : form->findChildren<PassphraseEdit*>())
            QTest::keyClicks(edit->field(), QString::fromLatin1(typed));
    }
    static void fill(QWidget* form, const QString& words) {
        for (LineEdit* edit : form->findChildren<LineEdit*>())
            if (!qobject_cast<PassphraseEdit*>(edit->parentWidget()))
                edit->setText(words);
    }
    static void press(QWidget* form, const QString& words) {
        for (QPushButton* button : form->findChildren<QPushButton*>())
            if (button->text() == words) {
                QVERIFY(button->isEnabled());
                button->click();
                return;
            }
        QFAIL("no such button");
    }
    void sign();
    void ask();
    void change();
    void addUser();
    void giveFirst();
    void erase();
    void unlock(bool readOnly);
    void recover();
    void newStudy();

    int given_ = 0;
};

void WipedPassphrasesTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"casebook-wiped-passphrases-test"_s);
    theme::install(*qApp);
#ifdef CASEBOOK_OWN_MALLOC
    QSKIP("a sanitizer has an allocator of its own");
#endif
}

void WipedPassphrasesTest::theWatchSees() {
    const Watch watch;
    {
        QByteArray bytes(typed);
        bytes.append('!'); // a buffer of its own
    }
    QCOMPARE(left, 1);
    {
        QByteArray bytes(typed);
        bytes.append('!');
        wipeBytes(bytes);
    }
    QCOMPARE(left, 1);
}

void WipedPassphrasesTest::sign() {
    SignDialog dialog(u"Li Na"_s, nullptr);
    connect(&dialog, &SignDialog::given, this,
            [this](const QByteArray&, QByteArray p) { take(std::move(p)); });
    type(&dialog);
    press(&dialog, u"Sign"_s);
}

void WipedPassphrasesTest::ask() {
    AskPassphrase dialog(u"Remember?"_s, u"A note."_s, u"Remember"_s, nullptr);
    connect(&dialog, &AskPassphrase::given, this, [this](QByteArray p) { take(std::move(p)); });
    type(&dialog);
    press(&dialog, u"Remember"_s);
}

void WipedPassphrasesTest::change() {
    PassphraseDialog dialog(nullptr);
    connect(&dialog, &PassphraseDialog::given, this, [this](QByteArray old, QByteArray fresh) {
        take(std::move(old));
        take(std::move(fresh));
        --given_;
    });
    type(&dialog);
    press(&dialog, u"Change"_s);
}

void WipedPassphrasesTest::addUser() {
    AddUserDialog dialog(nullptr);
    connect(&dialog, &AddUserDialog::given, this,
            [this](NewUserWish wish) { take(std::move(wish.passphrase)); });
    fill(&dialog, u"wangmin"_s);
    dialog.boxes().first()->setChecked(true);
    type(&dialog);
    press(&dialog, u"Add user"_s);
}

void WipedPassphrasesTest::giveFirst() {
    UserView user;
    user.login = u"wangmin"_s;
    FirstPassphraseDialog dialog(user, nullptr);
    connect(&dialog, &FirstPassphraseDialog::given, this,
            [this](FirstPassphraseWish wish) { take(std::move(wish.passphrase)); });
    dialog.reason()->setText(u"forgot it"_s);
    type(&dialog);
    press(&dialog, u"Give first passphrase"_s);
}

void WipedPassphrasesTest::erase() {
    EraseDialog dialog(u"S-0001"_s, nullptr);
    connect(&dialog, &EraseDialog::confirmed, this, [this](QByteArray p) { take(std::move(p)); });
    fill(&dialog, u"S-0001"_s);
    type(&dialog);
    press(&dialog, u"Erase"_s);
}

void WipedPassphrasesTest::unlock(bool readOnly) {
    UnlockForm form;
    const auto got = [this](const QString&, const QString&, QByteArray p) { take(std::move(p)); };
    connect(&form, &UnlockForm::unlockRequested, this, got);
    connect(&form, &UnlockForm::readOnlyRequested, this, got);
    StudyEntry study;
    study.folder = u"/nowhere"_s;
    study.name = u"Lung nodules"_s;
    form.setStudy(study);
    if (readOnly)
        form.showInUse(u"TJ-RAD-02"_s, {});
    type(&form);
    press(&form, readOnly ? u"Open for reading only"_s : u"Unlock"_s);
}

void WipedPassphrasesTest::recover() {
    UnlockForm form;
    connect(&form, &UnlockForm::recoveryRequested, this,
            [this](const QString&, QByteArray w) { take(std::move(w)); });
    StudyEntry study;
    study.folder = u"/nowhere"_s;
    form.setStudy(study);
    form.setByRecovery(true);
    type(&form);
    press(&form, u"Unlock"_s);
}

void WipedPassphrasesTest::newStudy() {
    NewStudyForm form;
    connect(&form, &NewStudyForm::createRequested, this,
            [this](const NewStudyWish& wish) { take(QByteArray(wish.passphrase)); });
    fill(&form, u"words"_s);
    type(&form);
    press(&form, u"Make the study"_s);
}

void WipedPassphrasesTest::leavesNone_data() {
    QTest::addColumn<std::function<void()>>("give");
    const auto row = [](const char* name, const std::function<void()>& give) { QTest::newRow(name) << give; };
    row("sign", [this] { sign(); });
    row("ask", [this] { ask(); });
    row("change", [this] { change(); });
    row("add user", [this] { addUser(); });
    row("first passphrase", [this] { giveFirst(); });
    row("erase", [this] { erase(); });
    row("unlock", [this] { unlock(false); });
    row("read only", [this] { unlock(true); });
    row("recovery words", [this] { recover(); });
    row("new study", [this] { newStudy(); });
}

void WipedPassphrasesTest::leavesNone() {
    QFETCH(std::function<void()>, give);
    const Watch watch;
    give();
    QCOMPARE(given_, 1);
    QCOMPARE(left, 0);
}

/// The whole way: typed at the door, a key made of it in another thread, the words shown.
void WipedPassphrasesTest::leavesNoneWhereAStudyIsMade() {
    const QTemporaryDir folder;
    qputenv("XDG_STATE_HOME", folder.filePath(u"state"_s).toLocal8Bit());
    UnlockPage page;
    DoorController door(&page);
    page.show();
    page.showNewStudy();
    auto* form = page.findChild<NewStudyForm*>();
    fill(form, u"li.na"_s);
    page.setNewFolder(folder.filePath(u"study"_s));
    {
        const Watch watch;
        type(form);
        press(form, u"Make the study"_s);
        QTRY_VERIFY_WITH_TIMEOUT(page.findChild<RecoveryPage*>()->isVisible(), 60'000);
        QThreadPool::globalInstance()->waitForDone();
    }
    QCOMPARE(left, 0);
}

QTEST_MAIN(WipedPassphrasesTest)
#include "WipedPassphrasesTest.moc"
