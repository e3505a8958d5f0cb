// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportCheck.h"

#include "storage/export/ByteAttack.h"
#include "storage/export/DicomScan.h"
#include "storage/export/TableCheck.h"

#include <QCryptographicHash>
#include <QDate>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace casebook {

namespace {

constexpr int mostFaults = 200;

QStringList filesBelow(const QString& folder) {
    QStringList out;
    QDirIterator each(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (each.hasNext())
        out.append(QDir(folder).relativeFilePath(each.next()));
    out.sort();
    return out;
}

bool isTextFile(const QString& path) {
    static const QStringList endings{QStringLiteral("csv"), QStringLiteral("md"),   QStringLiteral("txt"),
                                     QStringLiteral("cff"), QStringLiteral("json"), QStringLiteral("svg"),
                                     QStringLiteral("R"),   QStringLiteral("tsv"),  QStringLiteral("xml")};
    return path == u"SHA256SUMS" || endings.contains(QFileInfo(path).suffix());
}

/// A birth date in the forms that people write; whole tokens only.
QRegularExpression birthDatePattern(const QString& iso) {
    const QDate d = QDate::fromString(iso, Qt::ISODate);
    if (!d.isValid())
        return {};
    const auto two = [](int n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    const QString y = QString::number(d.year()), m = two(d.month()), day = two(d.day());
    const QString forms =
        QStringLiteral("%1%2%3|%1[-/.]%2[-/.]%3|%3[-/.]%2[-/.]%1|%2[-/.]%3[-/.]%1|%1年0?%4月0?%5日")
            .arg(y, m, day, QString::number(d.month()), QString::number(d.day()));
    return QRegularExpression(QStringLiteral("(?<!\\d)(%1)(?!\\d)").arg(forms));
}

class Checker {
public:
    Checker(const QString& folder, const ExportCheck::Wanted& wanted)
        : folder_(folder), wanted_(wanted), attack_(wanted.identifiers) {}

    Result<ExportCheckReport> run(const Job& job) {
        QStringList files = filesBelow(folder_);
        if (wanted_.only.isEmpty())
            ownName();
        else
            files = wanted_.only;
        for (const QString& path : std::as_const(files)) {
            if (job.stopped())
                return fail(ErrorKind::Cancelled, "cancelled");
            if (auto done = file(path); !done)
                return tl::unexpected(done.error());
            job.report(++report_.files, files.size());
        }
        if (wanted_.only.isEmpty()) {
            references();
            for (const TableFault& fault : checkTables(folder_, report_.tables))
                add("table", fault.path, fault.what);
        }
        if (wanted_.checksums)
            checksums(filesBelow(folder_));
        return report_;
    }

private:
    void add(const QByteArray& check, const QString& path, const QString& what) {
        if (report_.faults.size() < mostFaults)
            report_.faults.append({check, path, what});
    }
    void hits(const QList<ByteAttack::Hit>& found, const QString& path) {
        for (const ByteAttack::Hit& hit : found)
            add("identifier", path,
                QStringLiteral("%1 as %2 at byte %3")
                    .arg(QString::fromLatin1(hit.kind), QString::fromLatin1(hit.form))
                    .arg(hit.offset));
    }

    /// The set goes around under the name of its folder.
    void ownName() {
        QString name = QDir(folder_).dirName();
        if (name.endsWith(u".part"))
            name.chop(5);
        hits(attack_.search(name.toUtf8()), QStringLiteral("."));
        if (const auto hit = attack_.value(name))
            add("identifier", QStringLiteral("."),
                QStringLiteral("%1 as the folder's name").arg(QString::fromLatin1(hit->kind)));
    }

    Result<> file(const QString& path) {
        QFile file(folder_ + u'/' + path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorKind::Refused, "unreadable", path);
        const QByteArray bytes = file.readAll();
        report_.bytes += bytes.size();
        hashes_.insert(path, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
        hits(attack_.search(path.toUtf8()), path);
        if (path.endsWith(u".dcm"))
            dicom(path, bytes);
        else if (isTextFile(path))
            text(path, bytes);
        else
            add("kind", path, QStringLiteral("a kind of file that no rule knows"));
        return {};
    }

    void dicom(const QString& path, const QByteArray& bytes) {
        const auto scan = DicomScan::read(bytes);
        if (!scan) {
            add("dicom", path, QString::fromLatin1(scan.error().code));
            return;
        }
        ++report_.objects;
        hits(attack_.search(scan->outsidePixels), path);
        static const QByteArrayList texts{"LO", "SH", "PN", "ST", "LT", "UT", "UC", "AE", "UI"};
        for (const DicomScan::Value& value : scan->values)
            if (texts.contains(value.vr))
                if (const auto hit = attack_.value(value.text))
                    add("identifier", path,
                        QStringLiteral("%1 as a whole value of %2")
                            .arg(QString::fromLatin1(hit->kind))
                            .arg(value.tag, 8, 16, QLatin1Char('0')));
        if (scan->identityRemoved != u"YES" || scan->charset != u"ISO_IR 192" ||
            scan->metaInstance != scan->sopInstance)
            add("dicom", path, QStringLiteral("header of a released object"));
        const QString subject = path.section(u'/', 1, 1);
        if (scan->patientId != subject)
            add("dicom", path, QStringLiteral("PatientID is not the folder's pseudonym"));
        birthDate(path, subject, QString::fromUtf8(scan->outsidePixels));
        const QByteArray wanted = wanted_.pixelHashes.value(path);
        const qint64 bits = qint64(scan->rows) * scan->columns * scan->frames * scan->bitsAllocated;
        const QByteArray exact = scan->pixels.left((bits + 7) / 8);
        if (!wanted.isEmpty() && QCryptographicHash::hash(exact, QCryptographicHash::Sha256) != wanted)
            add("pixels", path, QStringLiteral("pixels are not those of the source"));
        if (scan->pixels.size() - exact.size() > 1)
            add("pixels", path, QStringLiteral("bytes behind the last pixel"));
        const bool derived = path.contains(u"/seg/");
        if (instances_.contains(scan->sopInstance))
            add("dicom", path, QStringLiteral("SOP Instance UID twice"));
        instances_.insert(scan->sopInstance);
        if (!derived)
            frames_.insert({subject, scan->frameOfReference});
        else
            derived_.append({path, subject, scan->frameOfReference, scan->references});
    }

    void birthDate(const QString& path, const QString& subject, const QString& text) {
        const QString iso = wanted_.identifiers.birthDates.value(subject);
        const QRegularExpression pattern = birthDatePattern(iso);
        if (!pattern.pattern().isEmpty() && pattern.match(text).hasMatch())
            add("identifier", path, QStringLiteral("birth date"));
    }

    void text(const QString& path, const QByteArray& bytes) {
        hits(attack_.search(bytes), path);
        const QString all = QString::fromUtf8(bytes);
        if (!path.endsWith(u".csv") || !path.startsWith(u"data/")) {
            for (auto it = wanted_.identifiers.birthDates.cbegin();
                 it != wanted_.identifiers.birthDates.cend(); ++it)
                if (path != u"manifest.tsv" && path != u"SHA256SUMS")
                    birthDate(path, it.key(), all);
            return;
        }
        const QList<QStringList> rows = csvRows(all);
        const QSet<int> names = textColumns(folder_, QFileInfo(path).completeBaseName(), rows.value(0));
        for (const QStringList& row : rows.mid(1)) {
            birthDate(path, row.value(0), row.join(u'\n'));
            for (int i = 1; i < row.size(); ++i)
                if (names.contains(i))
                    if (const auto hit = attack_.value(row[i]))
                        add("identifier", path,
                            QStringLiteral("%1 as a whole cell").arg(QString::fromLatin1(hit->kind)));
        }
    }

    void references() {
        for (const auto& [path, subject, frame, targets] : derived_) {
            if (!frames_.contains({subject, frame}))
                add("reference", path, QStringLiteral("its frame of reference is not in the set"));
            for (const QString& target : targets) {
                ++report_.references;
                if (!instances_.contains(target))
                    add("reference", path, QStringLiteral("an object it refers to is not in the set"));
            }
        }
    }

    void checksums(const QStringList& files) {
        QFile list(folder_ + QStringLiteral("/SHA256SUMS"));
        if (!list.open(QIODevice::ReadOnly)) {
            add("checksum", QStringLiteral("SHA256SUMS"), QStringLiteral("missing"));
            return;
        }
        QSet<QString> listed;
        for (const QByteArray& line : list.readAll().split('\n')) {
            if (line.isEmpty())
                continue;
            const QString path = QString::fromUtf8(line.mid(66));
            listed.insert(path);
            ++report_.checksums;
            if (line.left(64) != hashOf(path).toHex())
                add("checksum", path, QStringLiteral("not the bytes that were released"));
        }
        for (const QString& path : files)
            if (!listed.contains(path) && path != u"SHA256SUMS")
                add("checksum", path, QStringLiteral("not in SHA256SUMS"));
    }

    QByteArray hashOf(const QString& path) {
        if (hashes_.contains(path))
            return hashes_.value(path);
        QFile file(folder_ + u'/' + path);
        return file.open(QIODevice::ReadOnly)
                   ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256)
                   : QByteArray();
    }

    struct Derived {
        QString path, subject, frame;
        QStringList targets;
    };
    QString folder_;
    const ExportCheck::Wanted& wanted_;
    ByteAttack attack_;
    ExportCheckReport report_;
    QHash<QString, QByteArray> hashes_;
    QSet<QString> instances_;
    QSet<QPair<QString, QString>> frames_;
    QList<Derived> derived_;
};

} // namespace

Result<ExportCheckReport> ExportCheck::run(const QString& folder, const Wanted& wanted, const Job& job) {
    if (!QFileInfo(folder).isDir())
        return fail(ErrorKind::Refused, "unreadable", folder);
    return Checker(folder, wanted).run(job);
}

QByteArray ExportCheckReport::toText() const {
    QByteArray out = "files " + QByteArray::number(files) + "\nDICOM objects " + QByteArray::number(objects) +
                     "\ntables " + QByteArray::number(tables) + "\nreferences " +
                     QByteArray::number(references) + "\nfaults " + QByteArray::number(faults.size()) + '\n';
    for (const Fault& fault : faults)
        out += fault.check + '\t' + fault.path.toUtf8() + '\t' + fault.what.toUtf8() + '\n';
    return out;
}

} // namespace casebook
