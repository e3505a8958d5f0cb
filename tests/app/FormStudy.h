// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/FormController.h"
#include "tests/app/Settle.h"
#include "tests/storage/StudyFixture.h"
#include "tests/widgets/DemoForms.h"

namespace casebook::test {

/// A form page with its controller, on a new study with the forms of the laboratory and one subject.
class FormStudy : public QObject {
protected:
    std::unique_ptr<StudyFixture> fixture_;
    StudyPtr study_;
    FormKey key_; ///< of the form that openForm() opens
    std::optional<Session> other_; ///< of a second person
    std::unique_ptr<FormPage> page_;
    std::unique_ptr<FormController> controller_;

    [[nodiscard]] static FormKey labOf(SubjectId subject) {
        FormKey key;
        key.subject = subject;
        key.form = QStringLiteral("LB");
        key.visit = QStringLiteral("M6");
        return key;
    }
    void make() {
        fixture_ = std::make_unique<StudyFixture>();
        QVERIFY(fixture_->make());
        study_ = std::make_shared<OpenStudy>(std::move(fixture_->vault));
        VERIFY_OK(
            study_->definitions.publish(demo::labStudy(), QStringLiteral("test"), QStringLiteral("first")));
        const auto enrolled = study_->subjects.enrol({QStringLiteral("S-0001"), {}, {}, {}});
        VERIFY_OK(enrolled);
        key_ = labOf(enrolled->id);
        page_ = std::make_unique<FormPage>();
        page_->resize(1000, 800);
        page_->show();
        page_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page_.get()));
        controller_ = std::make_unique<FormController>(page_.get());
        controller_->setStudy(study_);
    }
    void release() {
        if (controller_)
            controller_->setStudy(nullptr);
        controller_.reset();
        page_.reset();
        other_.reset();
        study_.reset();
        fixture_.reset();
    }
    [[nodiscard]] bool openForm() {
        controller_->open(key_);
        settle();
        return controller_->isLoaded();
    }
    /// Adds the person whose session other_ then is.
    void addOther(Role role) {
        const auto user =
            study_->vault->addUser(QStringLiteral("wang"), QStringLiteral("Wang Wei"), {role},
                                   secret("a first passphrase of his"), KdfCost::cheapForTests());
        VERIFY_OK(user);
        other_ = study_->session;
        other_->login = QStringLiteral("wang");
        other_->user = *user;
    }
    /// The forms as the other person changes them.
    [[nodiscard]] FormService theirs() const {
        return {study_->vault->database(), *other_, study_->vault->clock(), study_->definitions};
    }
};

} // namespace casebook::test
