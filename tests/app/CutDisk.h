// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QMap>
#include <QRandomGenerator>
#include <QSet>

#include <vector>

#include <sys/stat.h>

namespace casebook::test {

/// What a disk may hold after the power went: all that was synced before, and of the rest whatever the disk had got to.
/// Made of the folders as they were before the work and of the journal that tests/faults/Journal.h kept of it.
///
/// Bytes are durable once their file was synced after them, names once a folder that they stand in was. A write of which
/// only a part arrived ends at a sector.
class CutDisk {
public:
    /// Reads what lies in `root`, without `left`, names in it that no work touches.
    CutDisk(QString root, QSet<QString> left) : root_(std::move(root)), left_(std::move(left)) {
        nodes_.push_back({true, {}, {}});
        inodes_.insert(inodeOf(root_), 0);
        read(0, root_);
        live_ = nodes_;
    }

    /// @return false where the journal is none
    [[nodiscard]] bool load(const QByteArray& journal) {
        for (qsizetype at = 0; at < journal.size();) {
            const qsizetype end = journal.indexOf('\n', at);
            if (end < 0)
                return false;
            const QList<QByteArray> fields = journal.mid(at, end - at).split('\t');
            at = end + 1;
            const bool hasBytes = fields[0] == "W" || fields[0] == "T";
            const qsizetype length = hasBytes ? fields.last().toLongLong() : 0;
            add(fields, journal.mid(at, length));
            at += length;
        }
        return true;
    }

    [[nodiscard]] int calls() const { return int(calls_.size()); }
    /// Of `calls()`, from 0, those that sync.
    [[nodiscard]] QList<int> syncs() const {
        QList<int> out;
        for (int n = 0; n < calls(); ++n)
            if (calls_[size_t(n)].kind == Call::Sync)
                out.append(n);
        return out;
    }
    /// What had been told by then, on output 1 or 2.
    [[nodiscard]] QByteArray told(int output, int before) const {
        QByteArray out;
        for (int n = 0; n < before; ++n)
            if (calls_[size_t(n)].kind == Call::Told && calls_[size_t(n)].at == output)
                out += calls_[size_t(n)].bytes;
        return out;
    }

    /// Puts into the root's place what is left when the power goes before that call.
    [[nodiscard]] bool cut(int before, QRandomGenerator& random) {
        std::vector<Node> disk = nodes_;
        disk.resize(live_.size());
        for (size_t n = nodes_.size(); n < live_.size(); ++n)
            disk[n].isFolder = live_[n].isFolder;
        // Disks keep names in order, or don't: each in turn. Up to where they got is where the first kind ends.
        const bool isInOrder = random.bounded(2) == 0;
        const int namesUntil = random.bounded(before + 1), likely = random.bounded(101);
        for (int n = 0; n < before; ++n) {
            const Call& call = calls_[size_t(n)];
            const bool isChosen =
                call.kind == Call::Name && isInOrder ? n < namesUntil : random.bounded(100) < likely;
            if (isDurable(n, before))
                apply(disk, call, call.bytes.size());
            else if (isChosen)
                apply(disk, call, random.bounded(4) == 0 ? partOf(call, random) : call.bytes.size());
            else if (call.kind == Call::Bytes && random.bounded(4) == 0)
                grow(disk[size_t(call.node)], call);
        }
        return write(disk);
    }

private:
    struct Node {
        bool isFolder = false;
        QByteArray bytes;
        QMap<QByteArray, int> children;
    };
    struct Call {
        enum Kind { Bytes, Size, Name, Sync, Told } kind;
        int node = -1; ///< whose bytes, size or sync it is; -1 of a sync: all
        qint64 at = 0; ///< offset, size, or output
        QByteArray bytes;
        int from = -1, to = -1, child = -1; ///< of a name: the folders it leaves and comes to
        QByteArray oldName, newName;
    };

    static quint64 inodeOf(const QString& path) {
        struct stat status{};
        ::lstat(QFile::encodeName(path).constData(), &status);
        return status.st_ino;
    }

    void read(int folder, const QString& path) {
        const QDir::Filters all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        for (const QFileInfo& entry : QDir(path).entryInfoList(all)) {
            if (folder == 0 && left_.contains(entry.fileName()))
                continue;
            const int node = int(nodes_.size());
            nodes_.push_back({entry.isDir(), {}, {}});
            nodes_[size_t(folder)].children.insert(QFile::encodeName(entry.fileName()), node);
            inodes_.insert(inodeOf(entry.filePath()), node);
            QFile file(entry.filePath());
            if (entry.isDir())
                read(node, entry.filePath());
            else if (file.open(QIODevice::ReadOnly))
                nodes_[size_t(node)].bytes = file.readAll();
        }
    }

    struct Place {
        int folder = -1;
        QByteArray name;
    };
    /// Where a path stands as the program sees it at that moment; folder -1: not in the root.
    [[nodiscard]] Place placeOf(const QByteArray& path) const {
        const QByteArray root = QFile::encodeName(root_) + '/';
        if (!path.startsWith(root))
            return {};
        QList<QByteArray> parts = path.mid(root.size()).split('/');
        parts.removeAll(QByteArray());
        if (parts.isEmpty() || left_.contains(QFile::decodeName(parts.first())))
            return {};
        int folder = 0;
        const QByteArray name = parts.takeLast();
        for (const QByteArray& part : std::as_const(parts))
            if (folder = live_[size_t(folder)].children.value(part, -1); folder < 0)
                return {};
        return {folder, name};
    }

    int fresh(bool isFolder, const QByteArray& inode) {
        live_.push_back({isFolder, {}, {}});
        const int node = int(live_.size()) - 1;
        inodes_.insert(inode.toULongLong(), node);
        return node;
    }

    void add(const QList<QByteArray>& fields, const QByteArray& bytes) {
        const char what = fields[0][0];
        Call call{};
        if (what == 'T') {
            call = {Call::Told, -1, fields[1].toLongLong(), bytes, -1, -1, -1, {}, {}};
        } else if (what == 'C' || what == 'D' || what == 'L') {
            const int node =
                what == 'L' ? inodes_.value(fields[1].toULongLong(), -1) : fresh(what == 'D', fields[1]);
            call = named({}, placeOf(fields[2]), node);
        } else if (what == 'N') {
            const Place from = placeOf(fields[1]);
            const int node = from.folder < 0 ? -1 : live_[size_t(from.folder)].children.value(from.name, -1);
            call = named(from, placeOf(fields[2]), node);
        } else if (what == 'U') {
            call = named(placeOf(fields[1]), {}, -1);
        } else {
            const bool isAll = what == 'S' && fields[1] == "0";
            call.kind = what == 'S' ? Call::Sync : what == 'Z' ? Call::Size : Call::Bytes;
            call.node = isAll ? -1 : inodes_.value(fields[1].toULongLong(), -1);
            call.at = what == 'S' ? 0 : fields[2].toLongLong();
            call.bytes = bytes;
            if (call.node < 0 && !isAll)
                return; // of what no work touches
        }
        apply(live_, call, call.bytes.size());
        calls_.push_back(std::move(call));
    }
    static Call named(const Place& from, const Place& to, int child) {
        return {Call::Name, -1, 0, {}, from.folder, to.folder, child, from.name, to.name};
    }

    [[nodiscard]] bool isDurable(int n, int before) const {
        const Call& call = calls_[size_t(n)];
        for (int later = n + 1; later < before; ++later) {
            const Call& sync = calls_[size_t(later)];
            if (sync.kind != Call::Sync)
                continue;
            const bool isOfNode = call.kind == Call::Name ? sync.node == call.from || sync.node == call.to
                                                          : sync.node == call.node;
            if (sync.node < 0 || isOfNode)
                return true;
        }
        return false;
    }

    static qsizetype partOf(const Call& call, QRandomGenerator& random) {
        constexpr int sector = 512;
        return std::min(call.bytes.size(),
                        qsizetype(random.bounded(int(call.bytes.size()) / sector + 1)) * sector);
    }

    /// The length of a file may be there before its bytes.
    static void grow(Node& file, const Call& call) {
        if (const qsizetype end = call.at + call.bytes.size(); end > file.bytes.size())
            file.bytes.resize(end, '\0');
    }

    static void apply(std::vector<Node>& disk, const Call& call, qsizetype length) {
        if (call.kind == Call::Bytes && length > 0) {
            QByteArray& bytes = disk[size_t(call.node)].bytes;
            if (bytes.size() < call.at + length)
                bytes.append(call.at + length - bytes.size(), '\0');
            bytes.replace(call.at, length, call.bytes.first(length));
        } else if (call.kind == Call::Size) {
            QByteArray& bytes = disk[size_t(call.node)].bytes;
            bytes.resize(call.at, '\0');
        } else if (call.kind == Call::Name) {
            if (call.from >= 0)
                disk[size_t(call.from)].children.remove(call.oldName);
            if (call.to >= 0 && call.child >= 0)
                disk[size_t(call.to)].children.insert(call.newName, call.child);
        }
    }

    [[nodiscard]] bool write(const std::vector<Node>& disk) const {
        const QDir::Filters all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        for (const QFileInfo& entry : QDir(root_).entryInfoList(all))
            if (!left_.contains(entry.fileName()))
                if (entry.isDir() ? !QDir(entry.filePath()).removeRecursively()
                                  : !QFile::remove(entry.filePath()))
                    return false;
        return write(disk, 0, root_);
    }
    [[nodiscard]] bool write(const std::vector<Node>& disk, int folder, const QString& path) const {
        const QMap<QByteArray, int>& children = disk[size_t(folder)].children;
        for (auto it = children.cbegin(); it != children.cend(); ++it) {
            const QString one = path + u'/' + QFile::decodeName(it.key());
            const Node& node = disk[size_t(it.value())];
            if (node.isFolder ? !writeFolder(disk, it.value(), one) : !writeFile(node, one))
                return false;
        }
        return true;
    }
    [[nodiscard]] bool writeFolder(const std::vector<Node>& disk, int folder, const QString& path) const {
        return QDir().mkdir(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner) &&
               write(disk, folder, path);
    }
    /// SQLite's index of its log lives in memory; what stands of it on the disk is made anew.
    static bool writeFile(const Node& node, const QString& path) {
        if (path.endsWith(QStringLiteral("-shm")))
            return true;
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
               file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
               file.write(node.bytes) == node.bytes.size();
    }

    QString root_;
    QSet<QString> left_;
    std::vector<Node> nodes_, live_; ///< before the work; as the program sees them
    QMap<quint64, int> inodes_;
    std::vector<Call> calls_;
};

} // namespace casebook::test
