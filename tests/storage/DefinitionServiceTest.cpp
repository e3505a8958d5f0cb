// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/DefinitionJson.h"
#include "storage/forms/DefinitionService.h"
#include "tests/storage/StudyForms.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

class DefinitionServiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        fixture_ = std::make_unique<StudyFixture>();
        QVERIFY(fixture_->make());
        service_ = std::make_unique<DefinitionService>(fixture_->vault->database(),
                                                       fixture_->vault->session(), fixture_->clock);
    }

    void versionsStay() {
        QCOMPARE(service_->current().error().code, QByteArray("no-definition"));
        const auto none = service_->currentOrNone();
        QVERIFY(none && !*none);
        VERIFY_OK(service_->publish(smallStudy(), QStringLiteral("a"), {}));
        QCOMPARE(service_->publish(smallStudy(), QStringLiteral("b"), {}).error().code,
                 QByteArray("definition-same"));
        StudyDefinition next = smallStudy();
        next.items[0].soft = {QStringLiteral("40"), QStringLiteral("140")};
        const auto second = service_->publish(next, QStringLiteral("b"), QStringLiteral("narrower"));
        VERIFY_OK(second);
        QCOMPARE(second->version, 2);
        QCOMPARE((*service_->current())->definition().item(QStringLiteral("weight"))->soft.low,
                 QStringLiteral("40"));
        QCOMPARE((*service_->version(1))->definition().item(QStringLiteral("weight"))->soft.low,
                 QStringLiteral("35"));
        QCOMPARE(service_->list()->size(), 2);
        const auto change = fixture_->vault->database().writeAndWait([](WriteTransaction& tx) {
            return tx.run("UPDATE definition SET json = '{}' WHERE version = 1");
        });
        QVERIFY(!change);
    }

    void faultsAreToldBeforePublishing() {
        StudyDefinition wrong = smallStudy();
        wrong.items[2].calc = QStringLiteral("weight / (hight / 100) ^ 2");
        const auto faults = service_->check(wrong);
        VERIFY_OK(faults);
        QCOMPARE(faults->size(), 1);
        QCOMPARE(faults->first().code, QByteArray("ref"));
        const auto refused = service_->publish(wrong, {}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("definition-faults"));
        QCOMPARE(service_->list()->size(), 0);
    }

    /// An item that has answers keeps its type; another type is another item.
    void typesAreKept() {
        StudyForms forms;
        QVERIFY(forms.make());
        VERIFY_OK(forms.set(forms.begin("S-0001/BASE/VITALS"), "smoker", "yes"));
        StudyDefinition wrong = smallStudy();
        for (ItemDef& item : wrong.items)
            if (item.oid == u"smoker")
                item.type = ItemType::Text;
        wrong.items[5].showIf = QStringLiteral("smoker = 'yes'");
        const auto faults = forms.definitions().check(wrong);
        VERIFY_OK(faults);
        QCOMPARE(faults->size(), 1);
        QCOMPARE(faults->first().code, QByteArray("type-changed"));
    }

    /// A form that was begun stays with its version; new ones get the new one.
    void instancesNameTheirVersion() {
        StudyForms forms;
        QVERIFY(forms.make());
        const FormInfo old = forms.begin("S-0001/BASE/VITALS");
        StudyDefinition next = smallStudy();
        next.items[0].soft = {QStringLiteral("40"), QStringLiteral("140")};
        VERIFY_OK(forms.definitions().publish(next, {}, {}));
        QCOMPARE(forms.begin("S-0002/BASE/VITALS").version, 2);
        QCOMPARE(forms.service().find(old.id)->version, 1);
        VERIFY_OK(forms.set(old, "weight", "145")); // inside the range of its own version
        QCOMPARE(forms.queries().list()->size(), 0);
        VERIFY_OK(forms.set(forms.begin("S-0002/BASE/VITALS"), "weight", "145"));
        QCOMPARE(forms.queries().list()->size(), 1);
    }

    void theShippedStudyInstalls() {
        const auto row = service_->installLungStudy();
        QVERIFY2(row, row ? "" : qPrintable(row.error().args.join(u' ')));
        QCOMPARE(row->oid, QStringLiteral("LUNG"));
        QCOMPARE(row->hash.size(), 32);
        const auto study = service_->current();
        VERIFY_OK(study);
        QCOMPARE((*study)->definition().items.size(), 496);
        QCOMPARE((*study)->definition().forms.size(), 27);
        QCOMPARE(service_->installLungStudy().error().code, QByteArray("definition-same"));
    }

private:
    std::unique_ptr<StudyFixture> fixture_;
    std::unique_ptr<DefinitionService> service_;
};

QTEST_GUILESS_MAIN(DefinitionServiceTest)
#include "DefinitionServiceTest.moc"
