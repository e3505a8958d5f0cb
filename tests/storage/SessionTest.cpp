// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Session.h"

#include <QTest>

using namespace casebook;

class SessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void codes() {
        QByteArrayList codes;
        for (const Role role : allRoles()) {
            codes.append(roleCode(role));
            QCOMPARE(roleFromCode(roleCode(role)), std::optional(role));
        }
        QCOMPARE(codes, QByteArrayList({"reader", "coordinator", "investigator", "data-manager", "monitor",
                                        "administrator"}));
        QVERIFY(!roleFromCode("owner"));
    }

    void rights_data() {
        QTest::addColumn<int>("right");
        QTest::addColumn<QByteArray>("roles");  // who may, in the order of allRoles()
        QTest::addColumn<bool>("readOnly");     // also where the study is open for reading only
        const auto row = [](Right right, const char* roles, bool readOnly) {
            QTest::newRow(rightCode(right).constData())
                << static_cast<int>(right) << QByteArray(roles) << readOnly;
        };
        row(Right::ReadSubjects, "yyyyyy", true);
        row(Right::ReadIdentity, "-yy---", false);
        row(Right::EditSubjects, "-yy---", false);
        row(Right::MoveImages, "-yyy--", false);
        row(Right::MoveClosed, "---y--", false);
        row(Right::JoinSubjects, "--yy--", false);
        row(Right::Import, "-yyy--", false);
        row(Right::ReadImages, "yyyyy-", true);
        row(Right::EditOverlays, "y-yy--", false);
        row(Right::Measure, "y-y---", false);
        row(Right::ReadAudit, "--yyyy", true);
        row(Right::Verify, "---yyy", true);
        row(Right::ManageUsers, "-----y", false);
        row(Right::ManageStudy, "-----y", false);
        row(Right::Export, "--yy--", false);
        row(Right::ReadForms, "yyyyy-", true);
        row(Right::EnterForms, "-yy---", false);
        row(Right::EnterReading, "y-y---", false);
        row(Right::RaiseQuery, "---yy-", false);
        row(Right::AnswerQuery, "yyy---", false);
        row(Right::VerifyValues, "---yy-", false);
        row(Right::LockForms, "---y--", false);
        row(Right::PublishStudy, "---y-y", false);
        row(Right::ReadCases, "y-----", false);
        row(Right::AssignTasks, "-yyy--", false);
        row(Right::ReadReadings, "--yyy-", true);
        row(Right::ReadCohorts, "-yyyy-", true);
        row(Right::SaveCohorts, "--yy--", false);
    }

    void rights() {
        QFETCH(int, right);
        QFETCH(QByteArray, roles);
        QFETCH(bool, readOnly);
        const auto asked = static_cast<Right>(right);
        for (const Role role : allRoles()) {
            Session session;
            session.roles = {role};
            const bool expected = roles[static_cast<int>(role)] == 'y';
            QCOMPARE(session.may(asked), expected);
            QCOMPARE(session.require(asked).has_value(), expected);
            if (!expected)
                QCOMPARE(session.require(asked).error().code, QByteArray("no-right"));
            session.readOnly = true;
            QCOMPARE(session.may(asked), expected && readOnly);
            if (expected && !readOnly)
                QCOMPARE(session.require(asked).error().code, QByteArray("read-only"));
        }
        Session nobody;
        QVERIFY(!nobody.may(asked));
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "SessionTest.moc"
