// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/IdleLock.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <ctime>

namespace casebook {

namespace {

constexpr std::chrono::minutes usualIdle{10};
constexpr std::chrono::milliseconds longestTick{5000}; ///< after waking, the screen is blank within this

std::int64_t sinceBoot() {
    constexpr std::int64_t msPerSecond = 1000, nsPerMs = 1'000'000;
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return std::int64_t(now.tv_sec) * msPerSecond + now.tv_nsec / nsPerMs;
}

bool isInput(QEvent::Type type) {
    switch (type) {
    case QEvent::ShortcutOverride: // comes before the key, and before what the key would start
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::InputMethod:
    case QEvent::TouchBegin:
    case QEvent::TabletPress: return true;
    default: return false;
    }
}

} // namespace

IdleLock::IdleLock(QObject* parent) : QObject(parent), now_(sinceBoot) {
    connect(&tick_, &QTimer::timeout, this, [this] {
        if (isLate())
            expire();
    });
    setIdle(usualIdle);
    qApp->installEventFilter(this);
}

IdleLock::~IdleLock() { qApp->removeEventFilter(this); }

void IdleLock::setIdle(std::chrono::milliseconds idle) {
    idle_ = idle;
    tick_.setInterval(std::min(idle, longestTick));
}

void IdleLock::setNow(Now now) {
    now_ = std::move(now);
    last_ = now_();
}

void IdleLock::start() {
    last_ = now_();
    tick_.start();
}

void IdleLock::stop() { tick_.stop(); }

void IdleLock::expire() {
    if (!tick_.isActive())
        return;
    stop();
    Q_EMIT expired();
}

bool IdleLock::eventFilter(QObject* watched, QEvent* event) {
    if (!tick_.isActive() || !isInput(event->type()))
        return QObject::eventFilter(watched, event);
    if (isLate()) {
        // A lock deletes windows: not the one that is just being given an event.
        QMetaObject::invokeMethod(this, &IdleLock::expire, Qt::QueuedConnection);
        event->accept();
        return true;
    }
    last_ = now_();
    return false;
}

} // namespace casebook
