// SPDX-License-Identifier: GPL-3.0-or-later
//
// Format of the log: sqlite.org/fileformat2.html, section 4.
#include "storage/database/LogCheck.h"

#include <QFile>
#include <QtEndian>

#include <utility>

namespace casebook {

namespace {

constexpr qsizetype headerLength = 32, frameHeaderLength = 24, pageLength = 4096;
constexpr qsizetype frameLength = frameHeaderLength + pageLength;
constexpr quint32 magic = 0x377f0682; ///< its last bit: the sums read words big-endian

struct Sum {
    quint32 first = 0, second = 0;
    bool operator==(const Sum&) const = default;
};

quint32 word(const QByteArray& bytes, qsizetype at) {
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

Sum added(Sum sum, const QByteArray& bytes, qsizetype from, qsizetype length, bool bigEndian) {
    for (qsizetype at = from; at < from + length; at += 8) {
        const char* words = bytes.constData() + at;
        const auto read = [&](const char* p) {
            return bigEndian ? qFromBigEndian<quint32>(p) : qFromLittleEndian<quint32>(p);
        };
        sum.first += read(words) + sum.second;
        sum.second += read(words + 4) + sum.first;
    }
    return sum;
}

bool isSoundHeader(const QByteArray& header) {
    const bool bigEndian = (word(header, 0) & 1) != 0;
    return (word(header, 0) & ~1U) == magic && qsizetype(word(header, 8)) == pageLength &&
           added({}, header, 0, 24, bigEndian) == Sum{word(header, 24), word(header, 28)};
}

/// Frames of the log's present round: older ones behind them carry other salts.
class Walk {
public:
    explicit Walk(const QByteArray& header)
        : bigEndian_((word(header, 0) & 1) != 0), salts_(header.mid(16, 8)),
          sum_{word(header, 24), word(header, 28)} {}

    void frame(const QByteArray& bytes) {
        const auto salts = QByteArrayView(bytes).sliced(8, 8);
        // An earlier round differs in both of its salts: one that is right tells of damage to the other.
        const bool ours = salts.first(4) == salts_.first(4) || salts.last(4) == salts_.last(4);
        if (whole_ && salts == salts_) {
            sum_ = added(sum_, bytes, 0, 8, bigEndian_);
            sum_ = added(sum_, bytes, frameHeaderLength, pageLength, bigEndian_);
        }
        whole_ = whole_ && salts == salts_ && sum_ == Sum{word(bytes, 16), word(bytes, 20)};
        if (whole_)
            open_.insert(word(bytes, 0));
        if (whole_ && word(bytes, 4) != 0)
            committed_.unite(std::exchange(open_, {}));
        // Frames of a change that was undone stay behind too, but only a commit names the database's size.
        if (!whole_ && ours && word(bytes, 4) != 0)
            ++lostCommits_;
    }

    [[nodiscard]] const QSet<quint32>& pages() const { return committed_; }

    /// Each commit was durable before the next one was written; only of the last one that isn't known.
    [[nodiscard]] LogState state() const {
        return lostCommits_ == 0 ? LogState::Sound : lostCommits_ == 1 ? LogState::Ending : LogState::Damaged;
    }

private:
    bool bigEndian_;
    QByteArray salts_;
    Sum sum_;
    bool whole_ = true;
    int lostCommits_ = 0;
    QSet<quint32> open_, committed_;
};

Walk walked(QFile& file, const QByteArray& header) {
    Walk walk(header);
    for (QByteArray frame = file.read(frameLength); frame.size() == frameLength;
         frame = file.read(frameLength))
        walk.frame(frame);
    return walk;
}

} // namespace

LogState checkLog(const QString& databasePath) {
    constexpr int tries = 5;
    LogState state = LogState::Sound;
    for (int n = 0; n < tries; ++n) {
        QFile file(databasePath + QStringLiteral("-wal"));
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ||
            file.size() < headerLength + frameLength)
            return LogState::Sound;
        const QByteArray header = file.read(headerLength);
        if (header.size() != headerLength)
            return LogState::Sound;
        if (isSoundHeader(header)) {
            state = walked(file, header).state();
        } else {
            state = LogState::Damaged; // SQLite would take the log for empty
        }
        // A writer that began the log anew meanwhile has written its header first.
        if (state == LogState::Sound || (file.seek(0) && file.read(headerLength) == header))
            return state;
    }
    return state;
}

QSet<quint32> pagesInLog(const QString& databasePath) {
    QFile file(databasePath + QStringLiteral("-wal"));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    const QByteArray header = file.read(headerLength);
    return header.size() == headerLength && isSoundHeader(header) ? walked(file, header).pages()
                                                                  : QSet<quint32>();
}

} // namespace casebook
