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
#include <QSet>

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

/// Files of ours that hold counts, hashes and new UIDs alone: a short number in them is nobody's.
bool holdsCountsOnly(const QString& path) {
    return path == u"manifest.tsv" || path == u"SHA256SUMS" || path.startsWith(u"qc/");
}

/// Is one of the dates of the text `wanted`? Dates in the forms that people write, whole tokens only; 02/03/1956 may
/// be two days.
template <class Wanted>
bool anyDate(const QString& text, Wanted&& wanted) {
    static const QRegularExpression shapes(
        QStringLiteral("(?<!\\d)(?:(\\d{4})(\\d\\d)(\\d\\d)|(\\d{4})[-/.](\\d\\d)[-/.](\\d\\d)|(\\d\\d)[-/"
                       ".](\\d\\d)[-/.](\\d{4})|"
                       "(\\d{4})年(\\d\\d?)月(\\d\\d?)日)(?!\\d)"));
    qsizetype from = 0;
    for (auto match = shapes.match(text, from); match.hasMatch(); match = shapes.match(text, from)) {
        const auto is = [&](int year, int month, int day) {
            return match.hasCaptured(year) &&
                   wanted(QDate(match.capturedView(year).toInt(), match.capturedView(month).toInt(),
                                match.capturedView(day).toInt()));
        };
        if (is(1, 2, 3) || is(4, 5, 6) || is(9, 8, 7) || is(9, 7, 8) || is(10, 11, 12))
            return true;
        from = match.capturedStart() + 1; // the end of one may be the beginning of another
    }
    return false;
}

constexpr qint64 stepBytes = 1 << 20; ///< read between two looks at whether to go on

class Checker {
public:
    Checker(const QString& folder, const ExportCheck::Wanted& wanted)
        : folder_(folder), wanted_(wanted), attack_(wanted.identifiers) {
        for (const QString& iso : wanted.identifiers.birthDates)
            if (const QDate day = QDate::fromString(iso, Qt::ISODate); day.isValid())
                births_.insert(day);
    }

    Result<ExportCheckReport> run(const Job& job) {
        QStringList files = filesBelow(folder_);
        if (wanted_.only.isEmpty())
            ownName();
        else
            files = wanted_.only;
        for (const QString& path : std::as_const(files)) {
            if (job.stopped())
                return fail(ErrorKind::Cancelled, "cancelled");
            if (auto done = file(path, job); !done)
                return tl::unexpected(done.error());
            job.report(++report_.files, files.size());
        }
        if (wanted_.only.isEmpty()) {
            references();
            for (const TableFault& fault : checkTables(folder_, report_.tables))
                add("table", fault.path, fault.what);
        }
        if (wanted_.checksums)
            if (auto done = checksums(filesBelow(folder_), job); !done)
                return tl::unexpected(done.error());
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

    Result<> file(const QString& path, const Job& job) {
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
            return text(path, bytes, job);
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
        hits(attack_.search(scan->outsidePixels, ByteAttack::Numbers::NoShort), path);
        hits(attack_.search(scan->words, ByteAttack::Numbers::OnlyShort), path);
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
        birthDate(path, subject, QString::fromUtf8(scan->outsidePixels)); // dates stand where numbers do
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
        const QDate born = QDate::fromString(wanted_.identifiers.birthDates.value(subject), Qt::ISODate);
        if (born.isValid() && anyDate(text, [&](QDate day) { return day == born; }))
            add("identifier", path, QStringLiteral("birth date"));
    }

    Result<> text(const QString& path, const QByteArray& bytes, const Job& job) {
        using Numbers = ByteAttack::Numbers;
        const bool isTable = path.endsWith(u".csv") && path.startsWith(u"data/");
        hits(attack_.search(bytes, isTable || holdsCountsOnly(path) ? Numbers::NoShort : Numbers::All), path);
        const QString all = QString::fromUtf8(bytes);
        if (isTable)
            return cells(path, csvRows(all), job);
        if (path != u"manifest.tsv" && path != u"SHA256SUMS" &&
            anyDate(all, [&](QDate day) { return births_.contains(day); }))
            add("identifier", path, QStringLiteral("birth date"));
        return {};
    }

    Result<> cells(const QString& path, const QList<QStringList>& rows, const Job& job) {
        const QString table = QFileInfo(path).completeBaseName();
        const QSet<int> names = textColumns(folder_, table, rows.value(0)),
                        numbers = numberColumns(folder_, table, rows.value(0));
        for (const QStringList& row : rows.mid(1)) {
            if (job.stopped())
                return fail(ErrorKind::Cancelled, "cancelled");
            birthDate(path, row.value(0), row.join(u'\n'));
            for (int i = 1; i < row.size(); ++i)
                if (names.contains(i))
                    cell(path, row[i]);
                else if (numbers.contains(i))
                    ownNumber(path, row.value(0), row[i]);
        }
        return {};
    }

    void cell(const QString& path, const QString& text) {
        if (const auto hit = attack_.value(text))
            add("identifier", path, QStringLiteral("%1 as a whole cell").arg(QString::fromLatin1(hit->kind)));
        else if (const auto inside = attack_.search(text.toUtf8(), ByteAttack::Numbers::OnlyShort, 1);
                 !inside.isEmpty())
            add("identifier", path,
                QStringLiteral("%1 in a cell").arg(QString::fromLatin1(inside.first().kind)));
    }

    /// A number of somebody else's stands by chance in a cell of numbers; a person's own hardly ever.
    void ownNumber(const QString& path, const QString& subject, const QString& text) {
        constexpr qint64 few = 1000;
        bool good = false;
        const double number = text.toDouble(&good);
        if (!good || number < few)
            return;
        for (const QString& id : wanted_.identifiers.own.value(subject)) {
            QString digits = id;
            digits.remove(u'-').remove(u' ').remove(u'/');
            if (const qulonglong own = digits.toULongLong(&good); good && double(own) == number)
                return add("identifier", path, QStringLiteral("the subject's own number in a cell"));
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

    Result<> checksums(const QStringList& files, const Job& job) {
        QFile list(folder_ + QStringLiteral("/SHA256SUMS"));
        if (!list.open(QIODevice::ReadOnly)) {
            add("checksum", QStringLiteral("SHA256SUMS"), QStringLiteral("missing"));
            return {};
        }
        QSet<QString> listed;
        for (const QByteArray& line : list.readAll().split('\n')) {
            if (line.isEmpty())
                continue;
            const QString path = QString::fromUtf8(line.mid(66));
            listed.insert(path);
            ++report_.checksums;
            const auto hash = hashOf(path, job);
            if (!hash)
                return tl::unexpected(hash.error());
            if (line.left(64) != hash->toHex())
                add("checksum", path, QStringLiteral("not the bytes that were released"));
        }
        for (const QString& path : files)
            if (!listed.contains(path) && path != u"SHA256SUMS")
                add("checksum", path, QStringLiteral("not in SHA256SUMS"));
        return {};
    }

    /// Empty where the file can't be read to its end: no checksum is that.
    Result<QByteArray> hashOf(const QString& path, const Job& job) {
        if (hashes_.contains(path))
            return hashes_.value(path);
        QFile file(folder_ + u'/' + path);
        if (!file.open(QIODevice::ReadOnly))
            return QByteArray();
        QCryptographicHash hash(QCryptographicHash::Sha256);
        while (!file.atEnd()) {
            if (job.stopped())
                return fail(ErrorKind::Cancelled, "cancelled");
            const QByteArray step = file.read(stepBytes);
            if (step.isEmpty())
                return QByteArray();
            hash.addData(step);
        }
        return hash.result();
    }

    struct Derived {
        QString path, subject, frame;
        QStringList targets;
    };
    QString folder_;
    const ExportCheck::Wanted& wanted_;
    ByteAttack attack_;
    QSet<QDate> births_;
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
