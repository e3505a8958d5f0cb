// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/GrowthWindow.h"

#include "app/window/AuditController.h"
#include "app/window/ChainCheck.h"
#include "app/window/CohortController.h"
#include "app/window/SubjectsController.h"
#include "tests/bench/Pulse.h"
#include "tests/bench/StoredValues.h"
#include "widgets/cohort/CohortFacets.h"
#include "widgets/cohort/CohortPage.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/study/AuditView.h"
#include "widgets/subjects/SubjectsPage.h"

#include <QApplication>
#include <QScrollBar>

namespace casebook::bench {

namespace {

constexpr int pagesScrolled = 40;

class Window {
public:
    Window(const StudyPtr& study, Parts& parts) : study_(study), parts_(parts) {}

    Result<> run() {
        return chain().and_then([&] { return audit(); }).and_then([&] { return subjects(); }).and_then([&] {
            return cohorts();
        });
    }

private:
    /// Begins something, and waits for its end.
    Result<> part(const char* name, const std::function<void()>& begin, const std::function<bool()>& done) {
        forgetPeak();
        const double before = memoryOf("VmRSS:");
        pulse_.forget();
        trouble_.clear();
        auto took = pulse_.until([&, begun = false]() mutable {
            if (begun)
                return !trouble_.isEmpty() || done();
            begun = true;
            begin();
            return false;
        });
        if (!took || !trouble_.isEmpty())
            return fail(ErrorKind::System, "bench-window", QLatin1StringView(name) + u' ' + trouble_);
        Part& part = parts_[name];
        part.took.seconds.push_back(*took);
        part.pause.seconds.push_back(pulse_.longest());
        part.peak_mb = std::max(part.peak_mb, memoryOf("VmHWM:") - before);
        std::fprintf(stderr, "%s %.3f s, pause %.1f ms, %.0f MB\n", name, *took, pulse_.longest() * 1000,
                     memoryOf("VmHWM:") - before);
        return {};
    }

    Result<> chain() {
        ChainCheck check;
        check.setStudy(study_);
        return part(
                   "chain", [&] { check.begin(); }, [&] { return check.state().when.isValid(); })
            .and_then([&]() -> Result<> {
                return check.state().whole ? Result<>() : fail(ErrorKind::Damaged, "bench-chain");
            });
    }

    Result<> audit() {
        AuditModel model;
        AuditView view(&model);
        view.resize(1440, 900);
        view.show();
        AuditController controller(&view);
        controller.setStudy(study_);
        watch(controller);
        int answers = 0; // each is one reset of the rows
        QObject::connect(&model, &QAbstractItemModel::modelReset, &view, [&] { ++answers; });
        const auto asked = [&](const char* name, const std::function<void()>& begin) {
            return part(name, [&] { answers = 0, begin(); }, [&] { return answers > 0; });
        };
        const auto all = [&] { return asked("audit-all", [&] { view.filters()->clear(); }); };
        const auto choose = [](QuietCombo* combo, const QString& words) {
            combo->setCurrentIndex(std::max(1, combo->findText(words)));
        };
        return asked("audit-first", [&] { controller.show(); })
            .and_then([&] { return scroll(model, *view.table()); })
            .and_then([&] {
                return asked("audit-subject", [&] { view.filters()->search()->setText(lastSubject()); });
            })
            .and_then(all)
            .and_then([&] { return asked("audit-person", [&] { choose(view.filters()->users(), {}); }); })
            .and_then(all)
            .and_then([&] {
                return asked("audit-action", [&] {
                    choose(view.filters()->actions(), AuditModel::actionText("import", "form"));
                });
            })
            .and_then(all)
            .and_then([&] {
                return asked("audit-rare",
                             [&] { view.filters()->search()->setText(QString::fromLatin1(rareReason)); });
            });
    }

    static QString lastSubject() { return QStringLiteral("S-00017"); }

    Result<> scroll(AuditModel& model, DataTable& table) {
        const int wanted = model.rowCount() * pagesScrolled;
        const auto end = [&] { table.verticalScrollBar()->setValue(table.verticalScrollBar()->maximum()); };
        return part("audit-scroll", end, [&] {
            end();
            return model.rowCount() >= wanted;
        });
    }

    Result<> subjects() {
        SubjectsPage page;
        page.resize(1440, 900);
        page.show();
        SubjectsController controller(&page);
        watch(controller);
        return part("subjects", [&] { controller.setStudy(study_); }, [&] { return controller.isLoaded(); });
    }

    Result<> cohorts() {
        CohortPage page;
        page.resize(1440, 900);
        CohortController controller(&page);
        watch(controller);
        controller.setStudy(study_);
        const auto idle = [&] { return controller.isLoaded() && controller.isIdle(); };
        auto read = part(
            "cohort-table",
            [&] {
                page.show();
                controller.shown();
            },
            idle);
        return read.and_then([&] {
            return part(
                "cohort-click", [&] { Q_EMIT page.facetToggled(storedItem(3), QStringLiteral("V1"), true); },
                idle);
        });
    }

    template <class Controller> void watch(Controller& controller) {
        QObject::connect(&controller, &Controller::failed, &controller,
                         [this](const QString& words) { trouble_ = words; });
    }

    StudyPtr study_;
    QString trouble_; ///< what a controller would have told the person
    Parts& parts_;
    Pulse pulse_;
};

} // namespace

Result<> runWindow(const StudyPtr& study, Parts& parts) { return Window(study, parts).run(); }

} // namespace casebook::bench
