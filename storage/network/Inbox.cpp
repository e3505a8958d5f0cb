// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/network/Inbox.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace casebook {
namespace {

constexpr int kStep_ms = 200;          ///< between two looks at the stop token
constexpr int kGraceSeconds = 60;      ///< for an association that is open when the time is up

bool isSpoolName(const QString& name) {
    static const QRegularExpression shape(QStringLiteral("\\A[0-9a-f]{32}\\.obj\\z"));
    return shape.match(name).hasMatch();
}

/// What an import calls the object that it was given as the so-and-so-many-th.
QString nameInImport(qsizetype number) {
    return QStringLiteral("received/%1.dcm").arg(number, 6, 10, QLatin1Char('0'));
}

} // namespace

Inbox::Inbox(QString box, spool::Keys keys, NetworkProcess* process, std::int64_t largest)
    : box_(std::move(box)), keys_(std::move(keys)), process_(process), largest_(largest) {
    clock_.start();
    over_ = process_ == nullptr;
}

void Inbox::takeWhatIsThere() {
    for (const QString& name : spool::names(box_))
        waiting_.push_back(name);
}

bool Inbox::isPastDeadline() const {
    if (seconds < 0)
        return false;
    const qint64 grace = inAssociation_ ? kGraceSeconds : 0;
    return clock_.elapsed() >= (qint64(seconds) + grace) * 1000;
}

bool Inbox::step(const Job& job) {
    if (over_ || job.stopped() || isPastDeadline())
        return false;
    const bool goesOn = !alsoStep || alsoStep();
    auto event = process_->next(goesOn ? kStep_ms : 0);
    if (event && !*event && !goesOn) {
        over_ = true;
        return false;
    }
    if (!event) {
        if (!error_)
            error_ = event.error();
        over_ = true;
        return false;
    }
    if (*event)
        take(**event, job);
    else if (reportsWaiting)
        job.report(received_, 0);
    return !over_;
}

void Inbox::take(const QCborMap& event, const Job& job) {
    const QString kind = event.value(QLatin1StringView("event")).toString();
    if (kind == QLatin1StringView("stored")) {
        const QString name = event.value(QLatin1StringView("file")).toString();
        if (!isSpoolName(name))
            return;
        waiting_.push_back(name);
        job.report(++received_, 0);
    } else if (kind == QLatin1StringView("progress")) {
        const auto count = [&](const char* word) {
            return std::clamp<qint64>(event.value(QLatin1StringView(word)).toInteger(), 0, 65535);
        };
        failed_ = int(count("failed"));
        const qint64 done = count("completed") + count("failed");
        job.report(done, done + count("remaining"));
    } else {
        if (kind == QLatin1StringView("done"))
            over_ = true;
        inAssociation_ = kind == QLatin1StringView("association") ||
                         (inAssociation_ && kind != QLatin1StringView("released"));
        released_ = released_ || kind == QLatin1StringView("released");
        if (told)
            told(event);
    }
}

bool Inbox::waitForFirst(const Job& job) {
    released_ = false;
    while (waiting_.empty() && step(job)) {}
    return !waiting_.empty() && !job.stopped();
}

bool Inbox::next(ImportItem& item, const Job& job) {
    for (;;) {
        while (waiting_.empty()) {
            if (endsWithAssociation && released_ && !inAssociation_)
                return false;
            if (!step(job) && waiting_.empty())
                return false;
        }
        if (job.stopped())
            return false;
        const QString name = waiting_.front();
        waiting_.pop_front();
        auto opened = spool::open(QDir(box_).filePath(name), keys_, largest_ + largest_ / 1024 + 65536);
        if (!opened) {
            refuse(name, opened.error());
            continue;
        }
        taken_.append(name);
        item.name = nameInImport(taken_.size());
        item.bytes = std::move(opened->bytes);
        return true;
    }
}

/// Damage won't heal, so that object is put aside. Any other error may be over the next time: the object stays where
/// it is, and since more would meet the same, nothing more is received.
void Inbox::refuse(const QString& name, const Error& error) {
    if (!error_)
        error_ = error;
    if (error.code != "spool-damaged" || !spool::setAside(QDir(box_).filePath(name)))
        over_ = true;
}

void Inbox::removeTaken(const ImportReport& report) {
    QSet<QString> later;
    for (const ImportReport::Refused& refused : report.refused)
        if (mayComeLater(refused))
            later.insert(refused.path);
    QStringList done;
    for (qsizetype i = 0; i < taken_.size(); ++i)
        if (!later.contains(nameInImport(i + 1)))
            done.append(taken_.at(i));
    remove(done);
    taken_.clear();
}

void Inbox::removeAll() {
    remove(taken_ + spool::names(box_));
    taken_.clear();
}

void Inbox::remove(const QStringList& names) {
    for (const QString& name : names)
        QFile::remove(QDir(box_).filePath(name));
}

} // namespace casebook
