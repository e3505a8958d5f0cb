// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Tour.h"

#include "app/window/Background.h"
#include "app/window/HomeController.h"
#include "app/window/ImportController.h"
#include "app/window/MainWindow.h"
#include "app/window/ReadingController.h"
#include "app/window/ReadingPage.h"
#include "app/window/SubjectsController.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Toast.h"
#include "widgets/study/StudyPage.h"
#include "widgets/subjects/SubjectsPage.h"

#include <QCoreApplication>
#include <QDir>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTextStream>
#include <QWheelEvent>

namespace casebook {

namespace {

constexpr int pollMs = 50;
constexpr int settlePolls = 4;     ///< quiet polls before a picture: layouts and animations end
constexpr qint64 patienceMs = 60'000;
constexpr qint64 volumePatienceMs = 15'000;

void say(const QString& line) { QTextStream(stdout) << line << Qt::endl; }

void click(QWidget* widget, QPointF at, Qt::MouseButton button = Qt::LeftButton) {
    const QPointF global = widget->mapToGlobal(at);
    QMouseEvent press(QEvent::MouseButtonPress, at, global, button, button, Qt::NoModifier);
    QMouseEvent release(QEvent::MouseButtonRelease, at, global, button, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &press);
    QCoreApplication::sendEvent(widget, &release);
}

void key(QWidget* widget, int code, const QString& text = {}, Qt::KeyboardModifiers modifiers = {}) {
    QKeyEvent press(QEvent::KeyPress, code, modifiers, text);
    QKeyEvent release(QEvent::KeyRelease, code, modifiers, text);
    QCoreApplication::sendEvent(widget, &press);
    QCoreApplication::sendEvent(widget, &release);
}

void wheel(QWidget* widget, int steps) {
    constexpr int notch = 120;
    const QPointF at(widget->width() / 2.0, widget->height() / 2.0);
    QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, notch * steps}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &event);
}

} // namespace

Tour::Tour(MainWindow& window, QString folder, Route route, QString suffix, QObject* parent)
    : QObject(parent), window_(window), folder_(std::move(folder)), suffix_(std::move(suffix)),
      route_(route) {
    QDir().mkpath(folder_);
    poll_.setInterval(pollMs);
    connect(&poll_, &QTimer::timeout, this, &Tour::poll);
}

void Tour::start() {
    addWalk();
    addReading();
    addEmptyStudy();
    next();
}

bool Tour::isQuiet() const {
    return window_.study() && window_.home()->isLoaded() && window_.subjects()->isLoaded() &&
           !window_.imports()->isRunning();
}

void Tour::addWalk() {
    MainShell* shell = window_.shell();
    steps_.push_back({{}, [] {}, [this] { return isQuiet(); }});
    steps_.push_back(
        {QStringLiteral("home"), [shell] { shell->showPage(PageId::Home); }, [] { return true; }});
    steps_.push_back({QStringLiteral("import-report"),
                      [this] { window_.imports()->showReport(window_.home()->view().lastImport); },
                      [] { return true; }});
    steps_.push_back({QStringLiteral("subjects"),
                      [shell] {
                          shell->showPage(PageId::Subjects);
                          if (const SubjectView* first = shell->subjects()->model()->at(0))
                              shell->subjects()->select(first->id);
                      },
                      [] { return true; }});
    steps_.push_back(
        {QStringLiteral("study"), [shell] { shell->showPage(PageId::Study); }, [] { return true; }});
    steps_.push_back(
        {QStringLiteral("audit"), [shell] { shell->study()->showAudit(); }, [] { return true; }});
}

void Tour::addReading() {
    const auto grid = [this] { return window_.readingPage()->grid(); };
    steps_.push_back({QStringLiteral("reading"),
                      [this] {
                          if (!window_.home()->view().recent.isEmpty())
                              window_.openSeries(window_.home()->view().recent.front().seriesUid);
                      },
                      [this, grid] {
                          const QList<OverlayView>& overlays = window_.readingPage()->panel()->overlays();
                          if (window_.reading()->isLoaded() && !went_ && !overlays.isEmpty() &&
                              !overlays.front().segments.isEmpty()) {
                              went_ = true;
                              Q_EMIT window_.readingPage()->panel()->segmentActivated(
                                  overlays.front().id, overlays.front().segments.front().number);
                          }
                          // A folder without a volume, or one slice alone, has no 3D picture to wait for.
                          const bool nothing = window_.home()->view().recent.isEmpty();
                          const bool drawn =
                              grid()->volumeView()->isRefined() || waited_.elapsed() > volumePatienceMs;
                          return nothing || (window_.reading()->isLoaded() && drawn);
                      }});
    if (route_ == Route::Walk)
        steps_.push_back({QStringLiteral("reading-mediastinum"),
                          [grid] {
                              SliceView* axial = grid()->slice(0);
                              axial->setFocus();
                              wheel(axial, -2);
                              key(axial, Qt::Key_2, QStringLiteral("2"));
                          },
                          [] { return true; }});
    if (route_ == Route::Walk)
        steps_.push_back({QStringLiteral("reading-one"),
                          [grid] {
                              click(grid()->slice(0), QPointF(40, 200));
                              grid()->setMaximized(0);
                          },
                          [] { return true; }});
    steps_.push_back({QStringLiteral("unlock"), [this] { window_.lock(); }, [] { return true; }});
}

void Tour::addEmptyStudy() {
    steps_.push_back(
        {QStringLiteral("home-empty"),
         [this] {
             const NewStudy study{QStringLiteral("LUNG-NEW"), QStringLiteral("S01"), QStringLiteral("li"),
                                  QStringLiteral("Li Yan"), true};
             inBackground(
                 this,
                 [folder = empty_.filePath(QStringLiteral("lung-new")), study] {
                     auto made = Vault::create(folder, study, SecretBytes::fromUtf8(publicSamplePassphrase),
                                               KdfCost::product());
                     return made ? std::make_shared<OpenStudy>(std::move(made->vault)) : StudyPtr();
                 },
                 [this](const StudyPtr& made) {
                     if (made)
                         window_.openStudy(made);
                 });
         },
         [this] { return isQuiet(); }});
}

void Tour::next() {
    if (at_ == steps_.size())
        return finish(0);
    steps_[at_].act();
    settled_ = 0;
    waited_.start();
    poll_.start();
}

void Tour::poll() {
    const Step& step = steps_[at_];
    if (waited_.elapsed() > patienceMs) {
        say(QStringLiteral("tour: %1 did not come up within %2 s").arg(step.name).arg(patienceMs / 1000));
        if (!step.name.isEmpty())
            take(step.name + QStringLiteral("-failed"));
        return finish(1);
    }
    if (!step.ready() || ++settled_ < settlePolls)
        return;
    poll_.stop();
    if (!step.name.isEmpty())
        take(step.name);
    ++at_;
    next();
}

void Tour::take(const QString& name) {
    window_.shell()->toast()->dismiss();
    const QString path = QDir(folder_).filePath(name + suffix_ + QStringLiteral(".png"));
    window_.grab().save(path);
    say(QStringLiteral("tour: %1 after %2 ms: %3").arg(name).arg(waited_.elapsed()).arg(path));
}

void Tour::finish(int code) {
    poll_.stop();
    QCoreApplication::exit(code);
}

} // namespace casebook
