// SPDX-License-Identifier: GPL-3.0-or-later
// Looks of the 3D pane are kept by the study: saved from the menu, chosen again, removed.
#include "app/window/LookController.h"
#include "storage/audit/AuditLog.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QThreadPool>

using namespace casebook;
using namespace Qt::StringLiterals;

class LookControllerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"casebook-test"_s);
        QCoreApplication::setApplicationName(u"looks"_s);
        QSettings().clear();
        theme::install(*qApp);
    }
    void init() {
        fixture_ = std::make_unique<test::StudyFixture>();
        QVERIFY(fixture_->make());
        study_ = std::make_shared<OpenStudy>(std::move(fixture_->vault));
        view_ = std::make_unique<VolumeView>(ViewColors{});
        view_->resize(300, 300);
        view_->show();
        looks_ = std::make_unique<LookController>(view_.get());
        looks_->setStudy(study_);
    }
    void cleanup() {
        menu_.reset();
        looks_.reset();
        view_.reset();
        study_.reset();
        QThreadPool::globalInstance()->waitForDone(); // what still reads holds the study, and that the clock
        fixture_.reset();
    }

    void savedByNameAndChosenAgain() {
        VolumeLook look;
        look.preset = VolumePreset::Vessels;
        look.transfer = raycast::TransferFunction{{-700, 0, 0x102030}, {100, 0.7, 0xFFEEDD}};
        view_->setLook(look);
        QSignalSpy said(looks_.get(), &LookController::said);
        Q_EMIT view_->saveLookRequested();
        auto* dialog = view_->findChild<QDialog*>();
        QVERIFY(dialog);
        auto* name = dialog->findChild<QLineEdit*>();
        QVERIFY(name);
        auto* verb = [&] {
            for (auto* button : dialog->findChildren<QPushButton*>())
                if (button->text() == u"Save look"_s)
                    return button;
            return static_cast<QPushButton*>(nullptr);
        }();
        QVERIFY(verb && !verb->isEnabled());
        QTest::keyClicks(name, u"Thin vessels"_s);
        QTest::mouseClick(verb, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(savedAction(u"Thin vessels"_s), 20000);
        view_->setPreset(VolumePreset::Skin);
        savedAction(u"Thin vessels"_s)->trigger();
        QCOMPARE(view_->look().preset, VolumePreset::Vessels);
        QCOMPARE(view_->look().transfer, look.transfer);
        looks_->remove(u"Thin vessels"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!savedAction(u"Thin vessels"_s), 20000);
    }

    void aLockedStudyLeavesNone() {
        VolumeLook look;
        look.preset = VolumePreset::Skin;
        view_->setLook(look);
        looks_->save(u"Mine"_s);
        QTRY_VERIFY_WITH_TIMEOUT(savedAction(u"Mine"_s), 20000);
        looks_->setStudy(nullptr);
        QVERIFY(!savedAction(u"Mine"_s));
    }

    /// Who draws is a setting of the workstation, not of the study.
    void whoDrawsIsKept() {
        Q_EMIT view_->renderChoiceChosen(RenderChoice::Cpu);
        VolumeView other(ViewColors{});
        LookController again(&other);
        QCOMPARE(other.renderChoice(), RenderChoice::Cpu);
        QCOMPARE(QSettings().value(u"viewer.3d"_s).toString(), u"cpu"_s);
    }

private:
    QAction* savedAction(const QString& name) {
        menu_.reset(view_->buildMenu());
        for (QMenu* sub : menu_->findChildren<QMenu*>(Qt::FindDirectChildrenOnly))
            if (sub->title() == u"Looks of this study"_s)
                for (QAction* action : sub->actions())
                    if (action->text() == name)
                        return action;
        return nullptr;
    }
    std::unique_ptr<test::StudyFixture> fixture_;
    StudyPtr study_;
    std::unique_ptr<VolumeView> view_;
    std::unique_ptr<QMenu> menu_;
    std::unique_ptr<LookController> looks_;
};

QTEST_MAIN(LookControllerTest)
#include "LookControllerTest.moc"
