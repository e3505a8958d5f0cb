// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/RightsRows.h"
#include "tests/storage/ServiceMethods.h"

using namespace casebook;
using namespace casebook::test;

namespace {

const QByteArray kNoRight = "no-right";
const QByteArray kReadOnly = "read-only";

/// A study whose users hold one role each; "nobody" holds none.
class VaultBench {
public:
    [[nodiscard]] bool make() {
        if (!f.make())
            return false;
        for (const Role role : allRoles())
            if (!f.vault->addUser(loginOf(role), {}, {role}, secret(goodPassphrase),
                                  KdfCost::cheapForTests()))
                return false;
        const QString nobody = q("nobody");
        return f.vault->addUser(nobody, {}, {Role::Monitor}, secret(goodPassphrase), KdfCost::cheapForTests())
                   .and_then([&](UserId id) {
                       return f.vault->database().writeAndWait([&](WriteTransaction& tx) {
                           AuditEntry entry;
                           entry.action = "change";
                           entry.objectKind = "fixture";
                           return tx.run("DELETE FROM user_role WHERE user_id = ?", id).and_then([&] {
                               return tx.audit(entry).map([](std::int64_t) {});
                           });
                       });
                   })
                   .has_value() &&
               close();
    }
    static QString loginOf(Role role) { return QString::fromLatin1(roleCode(role)); }
    [[nodiscard]] bool close() {
        f.vault.reset();
        return true;
    }
    [[nodiscard]] Result<std::unique_ptr<Vault>> open(const QString& login, Access access) {
        f.vault.reset();
        return Vault::unlock(f.folder(), login, secret(goodPassphrase), access, f.deps());
    }

    StudyFixture f;
};

/// One method of the vault; `whole` opens the study itself.
struct VaultRow {
    const char* name;
    const char* needs;
    const char* why;
    QByteArray (*call)(Vault&, VaultBench&) = nullptr;
    QByteArray (*whole)(VaultBench&, const QString& login) = nullptr;
};

// constant table
QList<VaultRow> vaultRows() {
    const char* key = "the key is the passphrase or the recovery words, there is no session yet";
    const char* opened = "of the opened study; what stands behind it asks itself";
    const char* own = "one's own passphrase, with the old one";
    return {
        {"Vault::create", "", "makes a study; its creator holds all roles"},
        {"Vault::unlock", "", key},
        {"Vault::unlockByRecovery", "", key},
        {"Vault::unlockByKeyring", "",
         "the key is the secret that the keyring keeps, there is no session yet"},
        {"Vault::addKeyringSlot", "", own},
        {"Vault::noteScreen", "", "says that the session's own screen is locked"},
        {"Vault::removeKeyringSlot", "", "one's own way in"},
        {"Vault::removeKeyringSlots", "", "one's own ways in"},
        {"Vault::verifyFolder", "", "a lost database knows no roles; writes nothing"},
        {"Vault::restore", "", key},
        {"Vault::verifyBackup", "", key},
        {"Vault::info", "", opened},
        {"Vault::session", "", opened},
        {"Vault::folder", "", opened},
        {"Vault::database", "", opened},
        {"Vault::objects", "", opened},
        {"Vault::cold", "", opened},
        {"Vault::clock", "", opened},
        {"Vault::temporaryFolder", "", opened},
        {"Vault::sweep", "", opened},
        {"Vault::failedBefore", "", opened},
        {"Vault::cacheKey", "", opened},
        {"Vault::lock", "", "whoever opened it closes it"},
        {"Vault::changePassphrase", "", own},
        {"Vault::resetPassphrase", "", "only after the recovery words opened the study"},
        {"Vault::checkPassphrase", "", own},
        {"Vault::checkRecoveryWords", "", "says only whether words that one has open the study"},
        {"Vault::addUser", "manage-users", "",
         [](Vault& v, VaultBench&) {
             return code(v.addUser({}, {}, {Role::Reader}, secret(goodPassphrase), KdfCost::cheapForTests()));
         }},
        {"Vault::giveFirstPassphrase", "manage-users", "",
         [](Vault& v, VaultBench&) {
             return code(
                 v.giveFirstPassphrase(kNobody, secret(goodPassphrase), KdfCost::cheapForTests(), kReason));
         }},
        {"Vault::disableUser", "manage-users", "",
         [](Vault& v, VaultBench&) { return code(v.disableUser(kNobody, kReason)); }},
        {"Vault::verifyChain", "read-audit", "",
         [](Vault& v, VaultBench&) { return code(v.verifyChain({})); }},
        {"Vault::verify", "verify", "", [](Vault& v, VaultBench&) { return code(v.verify(false, {})); }},
        {"Vault::backup", "manage-study", "",
         [](Vault& v, VaultBench& b) { return code(v.backup(b.f.beside(q("backup")), 1, {})); }},
        {"Vault::compact", "manage-study", "", [](Vault& v, VaultBench&) { return code(v.compact({})); }},
        {"Vault::makeRecoveryWords", "manage-users", "",
         [](Vault& v, VaultBench&) { return code(v.makeRecoveryWords(secret("not the passphrase"))); }},
        {"Vault::useRecoveryWords", "manage-users", "",
         [](Vault& v, VaultBench&) { return code(v.useRecoveryWords({})); }},
        {"Vault::rotateKeys", "manage-users", "", nullptr,
         [](VaultBench& b, const QString& login) {
             return code(Vault::rotateKeys(b.f.folder(), login, secret(goodPassphrase),
                                           KdfCost::cheapForTests(), kReason, {}, b.f.deps()));
         }},
    };
}

QStringList rowNames() {
    QStringList out;
    for (const RightsRow& row : rightsRows())
        out.append(QString::fromLatin1(row.name));
    for (const VaultRow& row : vaultRows())
        out.append(QString::fromLatin1(row.name));
    return out;
}

/// All roles one at a time, and nobody's.
QList<QList<Role>> roleSets() {
    QList<QList<Role>> out{{}};
    for (const Role role : allRoles())
        out.append(QList<Role>{role});
    return out;
}

QByteArray nameOf(const QList<Role>& roles) { return roles.isEmpty() ? "nobody" : roleCode(roles.first()); }

Session sessionOf(const Session& person, const QByteArray& role) {
    Session out = person;
    const auto held = roleFromCode(role);
    out.roles = held ? QList<Role>{*held} : QList<Role>();
    return out;
}

QString sourceFile(const char* path) {
    return QString::fromUtf8(readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/") + QString::fromLatin1(path)));
}

} // namespace

/// docs/rights.md, Session and the services say the same; no method of a service is without a row.
class RightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        bench_ = std::make_unique<RightsBench>();
        QVERIFY(bench_->make());
        vaults_ = std::make_unique<VaultBench>();
        QVERIFY(vaults_->make());
    }

    void everyMethodHasARow() {
        const QStringList methods = serviceMethods::ofFolder(QStringLiteral(CASEBOOK_SOURCE_DIR "/storage"));
        QVERIFY(methods.size() > 200);
        // Work inside one method of a service, which has asked before.
        const QStringList inner{q("FormWriter"), q("ImportRun")};
        QStringList own;
        QSet<QString> insides;
        for (const QString& method : methods) {
            const QString name = method.section(QStringLiteral("::"), 0, 0);
            if (inner.contains(name))
                insides.insert(name);
            else
                own.append(method);
        }
        QCOMPARE(insides.size(), inner.size());
        const QStringList apart = serviceMethods::differences(own, rowNames());
        QVERIFY2(apart.isEmpty(), qPrintable(apart.join(u'\n')));
    }

    void anInventedMethodIsMissed() {
        const QString header = q(
            "class Other;\n"
            "template <class Hidden> struct Wrap { void not_a_service(); };\n"
            "enum class Kind { One, Two };\n"
            "class InventedService final : public Base {\npublic:\n"
            "    InventedService(Database& d, const Session& s) : session_(s) {}\n"
            "    ~InventedService();\n    InventedService(const InventedService&) = delete;\n"
            "    struct Options { int count() const; bool deep = false; };\n"
            "    /// wipe(it) is told here only\n"
            "    [[nodiscard]] Result<QList<int>> list(const Options& options = {}) const;\n"
            "    [[nodiscard]] Result<> drop(const std::function<void(int)>& told,\n"
            "                                int times);\n"
            "    Result<> drop(int one);\n    static int limit() { return f(3); }\n"
            "    using Told = std::function<void(int)>;\n    int open = first(2);\n"
            "protected:\n    void later();\nprivate:\n    void secret();\n"
            "    const Session& session_;\n};\n"
            "class InventedService::Inner {\npublic:\n    void hidden();\n    const Session& session_;\n};\n"
            "class Plain {\npublic:\n    void run();\n};\n");
        const QStringList found = serviceMethods::ofHeader(header);
        QCOMPARE(found, (QStringList{q("InventedService::list"), q("InventedService::drop"),
                                     q("InventedService::drop"), q("InventedService::limit")}));
        const QStringList rows{q("InventedService::list"), q("InventedService::list (all)"),
                               q("InventedService::drop"), q("InventedService::gone")};
        QCOMPARE(serviceMethods::differences(found, rows),
                 (QStringList{q("no such method: InventedService::gone"), q("no row: InventedService::drop"),
                              q("no row: InventedService::limit")}));
    }

    void whatAsksNobodySaysWhy() {
        const auto empty = [](const char* text) { return *text == '\0'; };
        for (const RightsRow& row : rightsRows())
            QVERIFY2(empty(row.needs) != empty(row.why) && (row.call || empty(row.needs)), row.name);
        for (const VaultRow& row : vaultRows())
            QVERIFY2(empty(row.needs) != empty(row.why) && empty(row.needs) == !(row.call || row.whole),
                     row.name);
    }

    void documented_data() {
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QByteArray>("role");
        for (const Right right : allRights())
            for (const Role role : allRoles())
                QTest::addRow("%s/%s", rightCode(right).constData(), roleCode(role).constData())
                    << rightCode(right) << roleCode(role);
    }

    void documented() {
        QFETCH(QByteArray, right);
        QFETCH(QByteArray, role);
        const auto table = documentedTable();
        QVERIFY(table.contains(right) && table[right].contains(role));
        Session session;
        session.roles = {*roleFromCode(role)};
        QCOMPARE(table[right][role], mayAll(right, session) ? QByteArray("yes") : QByteArray("-"));
        session.readOnly = true;
        session.roles = allRoles();
        QCOMPARE(table[right]["Reading only"], mayAll(right, session) ? QByteArray("yes") : QByteArray("-"));
    }

    void theDocumentHasEveryRight() {
        const QString header = serviceMethods::withoutComments(sourceFile("storage/vault/Session.h"));
        const QString names = header.section(q("enum class Right {"), 1).section(u'}', 0, 0);
        QCOMPARE(names.count(u',') + 1, allRights().size());
        const auto table = documentedTable();
        QCOMPARE(table.size(), allRights().size());
        for (const auto& cells : table) {
            QCOMPARE(cells.size(), allRoles().size() + 2);
            QVERIFY(cells["Allows"].size() > 20);
        }
    }

    /// The session alone refuses, not only the database that is open for reading.
    void askedForReading_data() { openedForReading_data(); }

    void askedForReading() {
        QFETCH(int, row);
        const RightsRow asked = rightsRows()[row];
        Session session = bench_->study.session();
        session.readOnly = true;
        if (!asked.refusedForReading(session))
            return;
        bench_->prepared();
        Call call{*bench_, session};
        QCOMPARE(asked.call(call), kReadOnly);
        QCOMPARE(bench_->auditRows(), bench_->rowsBefore);
    }

    /// Keys and passwords of peers are for those who use or change them.
    void secretsOfPeers_data() {
        QTest::addColumn<QByteArray>("role");
        QTest::addColumn<bool>("seen");
        for (const Role role : allRoles())
            QTest::newRow(roleCode(role).constData())
                << roleCode(role) << (role != Role::Reader && role != Role::Monitor);
    }

    void secretsOfPeers() {
        QFETCH(QByteArray, role);
        QFETCH(bool, seen);
        Database& db = bench_->study.s.db();
        NetworkSettings all(db, bench_->study.session());
        NetworkPeer peer;
        peer.name = q("archive");
        peer.url = q("https://pacs.example/dicomweb");
        peer.privateKey = "KEY";
        peer.authorization = "Bearer WORD";
        ReceiverSettings receiver;
        receiver.privateKey = "KEY";
        VERIFY_OK(all.savePeer(peer, kReason));
        VERIFY_OK(all.saveReceiver(receiver, kReason));
        const Session session = sessionOf(bench_->study.session(), role);
        const NetworkSettings settings(db, session);
        const auto one = settings.peer(peer.name);
        const auto list = settings.peers();
        const auto own = settings.receiver();
        VERIFY_OK(one);
        VERIFY_OK(list);
        VERIFY_OK(own);
        QCOMPARE(list->size(), 1);
        for (const NetworkPeer& shown : {*one, list->first()}) {
            QCOMPARE(shown.name, peer.name);
            QCOMPARE(shown.url, peer.url);
            QCOMPARE(shown.authorization.isEmpty(), !seen);
            QCOMPARE(shown.privateKey.isEmpty(), !seen);
        }
        QCOMPARE(own->privateKey.isEmpty(), !seen);
    }

    /// A reader is told nothing of another reader's form, neither its queries nor its values.
    void formsOfOtherReaders() {
        MoveStudy& study = bench_->study;
        FormKey key;
        key.subject = bench_->form.subject;
        key.form = q("NODULES");
        key.exam = ExamId{study.ask("SELECT id FROM dicom_study WHERE study_uid = 'e1'")};
        key.reader = study.session().user;
        const auto form = study.forms->begin(key);
        VERIFY_OK(form);
        auto opened = study.forms->open(form->id);
        VERIFY_OK(opened);
        const Uuid row = makeUuidV7(1, QByteArray(10, 'r'));
        const Uuid measured = makeUuidV7(2, QByteArray(10, 'm'));
        QVERIFY(opened->state.addRow(q("NOD"), row.bytes));
        QVERIFY(opened->state.set({q("NOD"), row.bytes, q("size")}, q("7")));
        FormEdit edit = editOf(*opened);
        for (FormEdit::Item& item : edit.items) {
            item.source = ValueSource();
            item.source->kind = "measurement";
            item.source->object = measured;
        }
        VERIFY_OK(study.forms->save(form->id, edit, {}));
        const auto raised = study.queries->raise(form->id, {}, q("why"));
        VERIFY_OK(raised);
        QCOMPARE(study.queries->thread(raised->id)->size(), 1);
        QCOMPARE(study.forms->itemsFrom(measured)->size(), 1);

        const Session& other = study.s.as("rita");
        Call call{*bench_, other};
        QCOMPARE(code(call.forms().find(form->id)), kNoRight);
        QCOMPARE(call.forms().itemsFrom(measured)->size(), 0);
        QCOMPARE(code(call.queries().thread(raised->id)), QByteArray("no-such-query"));
        QCOMPARE(code(call.queries().answer(raised->id, q("so"))), QByteArray("no-such-query"));
        QCOMPARE(study.queries->find(raised->uuid.toString())->state, QByteArray("open"));
    }

    /// Last on this study: its last rows publish another definition.
    void cells_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<QByteArray>("role");
        const QList<RightsRow> rows = rightsRows();
        for (int i = 0; i < rows.size(); ++i)
            for (const QList<Role>& roles : roleSets())
                if (rows[i].call)
                    QTest::addRow("%s/%s", rows[i].name, nameOf(roles).constData()) << i << nameOf(roles);
    }

    void cells() {
        QFETCH(int, row);
        QFETCH(QByteArray, role);
        static const QList<RightsRow> rows = rightsRows();
        const Session session = sessionOf(bench_->study.session(), role);
        bench_->prepared();
        Call call{*bench_, session};
        const QByteArray answer = rows[row].call(call);
        const bool allowed = mayAll(rows[row].needs, session);
        QVERIFY2((answer == kNoRight) != allowed, answer.constData());
        if (!allowed)
            QCOMPARE(bench_->auditRows(), bench_->rowsBefore);
    }

    /// Before vaultCells, whose last row changes the keys and with them what opens the study.
    void vaultOpenedForReading_data() { vaultCells_data(); }

    void vaultOpenedForReading() {
        QFETCH(int, row);
        QFETCH(QByteArray, role);
        const VaultRow asked = vaultRows()[row];
        if (asked.whole)
            return; // opens the study for writing itself
        const auto vault = vaults_->open(QString::fromLatin1(role), Access::ReadOnly);
        VERIFY_OK(vault);
        Session session = (*vault)->session();
        QVERIFY(session.readOnly);
        const QByteArray answer = asked.call(**vault, *vaults_);
        const bool may = mayAll(asked.needs, session);
        session.readOnly = false;
        QVERIFY2((answer == kNoRight) != mayAll(asked.needs, session), answer.constData());
        QVERIFY2((answer == kReadOnly) == (!may && mayAll(asked.needs, session)), answer.constData());
    }

    void vaultCells_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<QByteArray>("role");
        const QList<VaultRow> rows = vaultRows();
        for (int i = 0; i < rows.size(); ++i)
            for (const QList<Role>& roles : roleSets())
                if (rows[i].call || rows[i].whole)
                    QTest::addRow("%s/%s", rows[i].name, nameOf(roles).constData()) << i << nameOf(roles);
    }

    void vaultCells() {
        QFETCH(int, row);
        QFETCH(QByteArray, role);
        const VaultRow asked = vaultRows()[row];
        Session session;
        if (const auto held = roleFromCode(role))
            session.roles = {*held};
        QByteArray answer;
        if (asked.whole) {
            answer = asked.whole(*vaults_, QString::fromLatin1(role));
        } else {
            const auto vault = vaults_->open(QString::fromLatin1(role), Access::ReadWrite);
            VERIFY_OK(vault);
            QCOMPARE((*vault)->session().roles, session.roles);
            answer = asked.call(**vault, *vaults_);
        }
        QVERIFY2((answer == kNoRight) != mayAll(asked.needs, session), answer.constData());
    }

    void openedForReading_data() {
        QTest::addColumn<int>("row");
        const QList<RightsRow> rows = rightsRows();
        for (int i = 0; i < rows.size(); ++i)
            if (rows[i].call)
                QTest::addRow("%s", rows[i].name) << i;
    }

    void openedForReading() {
        QFETCH(int, row);
        const RightsRow asked = rightsRows()[row];
        RightsBench& bench = readOnlyBench();
        const Session session = bench.study.session();
        QVERIFY(session.readOnly && session.roles.size() == allRoles().size());
        Call call{bench, session};
        const QByteArray answer = asked.call(call);
        QVERIFY2(answer != kNoRight, answer.constData());
        QVERIFY2((answer == kReadOnly) == asked.refusedForReading(session), answer.constData());
    }

private:
    /// right -> role -> "yes" or "-", with "Reading only" and "Allows", as docs/rights.md has them.
    static QMap<QByteArray, QMap<QByteArray, QByteArray>> documentedTable() {
        QMap<QByteArray, QMap<QByteArray, QByteArray>> out;
        QList<QByteArray> heads;
        for (const QString& line : sourceFile("docs/rights.md").split(u'\n')) {
            if (!line.startsWith(u'|') || line.startsWith(u"|-"))
                continue;
            QList<QByteArray> cells;
            for (const QString& cell : line.split(u'|').mid(1))
                cells.append(cell.trimmed().remove(u'`').toUtf8());
            cells.removeLast();
            if (heads.isEmpty()) {
                heads = cells;
                continue;
            }
            for (qsizetype i = 1; i < cells.size(); ++i)
                out[cells.first()][heads.value(i)] = cells[i];
        }
        return out;
    }

    RightsBench& readOnlyBench() {
        if (!readOnly_) {
            readOnly_ = std::make_unique<RightsBench>();
            if (!readOnly_->make() || !readOnly_->closeForWriting())
                qFatal("no study for reading");
        }
        return *readOnly_;
    }

    std::unique_ptr<RightsBench> bench_, readOnly_;
    std::unique_ptr<VaultBench> vaults_;
};

QTEST_GUILESS_MAIN(RightsTest)
#include "RightsTest.moc"
