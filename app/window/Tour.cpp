// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Tour.h"

#include "app/window/DemoController.h"
#include "app/window/HomeController.h"
#include "app/window/ImportController.h"
#include "app/window/MainWindow.h"
#include "app/window/SubjectsController.h"
#include "widgets/common/Toast.h"

#include <QApplication>
#include <QDir>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTextStream>
#include <QWheelEvent>

#include <algorithm>

namespace casebook {

namespace {

constexpr int pollMs = 50;
constexpr int settlePolls = 4; ///< quiet polls before a picture: layouts and animations end

void say(const QString& line) { QTextStream(stdout) << line << Qt::endl; }

/// The dialog or second window that lies over the main one; null: none.
QWidget* upperWindow(const QWidget* main) {
    const QWidgetList all = QApplication::topLevelWidgets();
    const auto over = std::find_if(all.begin(), all.end(), [main](const QWidget* w) {
        const Qt::WindowType type = w->windowType();
        return w != main && w->isVisible() && (type == Qt::Window || type == Qt::Dialog);
    });
    return over == all.end() ? nullptr : *over;
}

} // namespace

namespace hand {

void click(QWidget* widget, QPointF at, Qt::MouseButton button) {
    const QPointF global = widget->mapToGlobal(at);
    QMouseEvent press(QEvent::MouseButtonPress, at, global, button, button, Qt::NoModifier);
    QMouseEvent release(QEvent::MouseButtonRelease, at, global, button, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &press);
    QCoreApplication::sendEvent(widget, &release);
}

void click(QWidget* widget) { click(widget, QRectF(widget->rect()).center()); }

void key(QWidget* widget, int code, const QString& text, Qt::KeyboardModifiers modifiers) {
    QKeyEvent press(QEvent::KeyPress, code, modifiers, text);
    QKeyEvent release(QEvent::KeyRelease, code, modifiers, text);
    QCoreApplication::sendEvent(widget, &press);
    QCoreApplication::sendEvent(widget, &release);
}

void type(QWidget* widget, const QString& text) {
    for (const QChar c : text)
        key(widget, c.toUpper().unicode(), QString(c));
}

void wheel(QWidget* widget, int steps) {
    constexpr int notch = 120;
    const QPointF at(widget->width() / 2.0, widget->height() / 2.0);
    QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, notch * steps}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &event);
}

} // namespace hand

Tour::Tour(MainWindow& window, QString folder, Route route, QString suffix, QObject* parent)
    : QObject(parent), window_(window), folder_(std::move(folder)), suffix_(std::move(suffix)),
      route_(route) {
    QDir().mkpath(folder_);
    poll_.setInterval(pollMs);
    connect(&poll_, &QTimer::timeout, this, &Tour::poll);
}

void Tour::start() {
    if (importExpected_)
        addImport();
    addHome();
    addSubject();
    addImages();
    addForm();
    addReading();
    addCase();
    addCohort();
    addStudy();
    addEnd();
    next();
}

bool Tour::isQuiet() const {
    return window_.study() && window_.home()->isLoaded() && window_.subjects()->isLoaded() &&
           !window_.imports()->isRunning() && !window_.demo()->isRunning();
}

void Tour::clickPage(PageId page) {
    const auto buttons = window_.shell()->rail()->findChildren<RailButton*>();
    hand::click(buttons.at(int(page)));
}

void Tour::next() {
    if (at_ == steps_.size())
        return finish(0);
    if (!steps_[at_].did.isEmpty())
        say(QStringLiteral("tour: ") + steps_[at_].did);
    steps_[at_].act();
    settled_ = 0;
    waited_.start();
    poll_.start();
}

void Tour::poll() {
    const Step& step = steps_[at_];
    if (waited_.elapsed() > step.patienceMs) {
        say(QStringLiteral("tour: %1 did not come up within %2 s")
                .arg(step.name)
                .arg(step.patienceMs / 1000));
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
    QWidget* upper = upperWindow(&window_);
    (upper ? upper->grab() : window_.grab()).save(path);
    say(QStringLiteral("tour: %1 after %2 ms: %3").arg(name).arg(waited_.elapsed()).arg(path));
}

bool Tour::hasUpperWindow() const { return upperWindow(&window_) != nullptr; }

void Tour::closeUpperWindow() {
    if (QWidget* upper = upperWindow(&window_))
        upper->close();
}

void Tour::finish(int code) {
    poll_.stop();
    QCoreApplication::exit(code);
}

} // namespace casebook
