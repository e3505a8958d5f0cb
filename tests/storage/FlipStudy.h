// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/ImportService.h"
#include "tests/storage/OpenedStudy.h"
#include "tests/storage/StudyContent.h"
#include "tests/support/SmallSeries.h"

#include <QDirIterator>
#include <QProcess>
#include <QRandomGenerator>

namespace casebook::test {

/// What flips of one area came to.
struct FlipCount {
    int flips = 0;
    int detected = 0; ///< refused where it was read, or named by verify
    int harmless = 0; ///< everything is shown as it was
    int opened = 0;   ///< of the detected: the study opened for reading
    int readable = 0; ///< of these: subjects are listed, and forms or images of them are read
    QByteArrayList wrong; ///< a wrong value shown, or damage that nobody names
};

/// A small study with people, forms, queries, images and a backup, in three states: closed; as a kill leaves it, with
/// changes in the log alone; and its backup. One byte is changed, everything read, the byte put back.
class FlipStudy {
public:
    enum class Area { Header, Database, Packs, Log, Backup };

    bool make() {
        return said(forms_.make(), "made") && said(fill(), "filled") && said(backUp(), "backed up") &&
               said(close(), "closed") && said(makeKilled(), "killed") && said(readTruths(), "read");
    }

    FlipCount run(Area area, int flips, quint32 seed) {
        FlipCount count;
        QRandomGenerator random(seed);
        const QStringList files = filesOf(area);
        for (int i = 0; i < flips && count.wrong.size() < 10; ++i) {
            const QString path = files[random.bounded(files.size())];
            const qint64 at = random.bounded(QFileInfo(path).size());
            const char mask = char(1U << random.bounded(8U));
            const QByteArray place =
                path.mid(fixture().beside({}).size()).toUtf8() + " @" + QByteArray::number(at);
            if (!flipByte(path, at, mask))
                qFatal("not flipped: %s", place.constData());
            const Judgement found = area == Area::Backup ? judgeBackup(i) : judgeStudy(area, path, i);
            if (!QFile::exists(path)) // the check of a backup set it aside
                QFile::rename(backup() + QStringLiteral("/damaged/") + QFileInfo(path).fileName(), path);
            flipByte(path, at, mask);
            ++count.flips;
            ++(found.detected ? count.detected : count.harmless);
            count.opened += found.detected && opened_;
            count.readable += found.detected && readable_;
            if (!found.wrong.isEmpty())
                count.wrong.append(place + ": " + found.wrong);
        }
        return count;
    }

    /// Nothing flipped: all is as it was, and nothing is found. Else every flip would count as detected.
    QByteArray unflipped() {
        for (const Area area : {Area::Database, Area::Log, Area::Backup}) {
            const Judgement found =
                area == Area::Backup ? judgeBackup(0) : judgeStudy(area, folderOf(area), 0);
            if (found.detected || !found.wrong.isEmpty())
                return QByteArray::number(int(area)) + ": refused or wrong: " + found.wrong;
        }
        return {};
    }

private:
    [[nodiscard]] StudyFixture& fixture() { return forms_.fixture(); }
    [[nodiscard]] QString closed() { return fixture().beside(QStringLiteral("closed")); }
    [[nodiscard]] QString killed() { return fixture().beside(QStringLiteral("killed")); }
    [[nodiscard]] QString backup() { return fixture().beside(QStringLiteral("backup")); }
    [[nodiscard]] QString state() { return fixture().beside(QStringLiteral("state")); }
    [[nodiscard]] QString keptState() { return fixture().beside(QStringLiteral("state-kept")); }
    [[nodiscard]] QString folderOf(Area area) { return area == Area::Log ? killed() : closed(); }

    static bool copy(const QString& from, const QString& to) {
        QDir(to).removeRecursively();
        return QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), from, to}) == 0;
    }

    static bool said(bool good, const char* step) {
        if (!good)
            qWarning("not %s", step);
        return good;
    }

    /// Two snapshots: damage of the newer one must not bring the older one without a word.
    bool backUp() {
        Vault& vault = *fixture().vault;
        const bool first = vault.backup(backup(), 5, Job{}).has_value() && addOne("T-4");
        fixture().clock.advance(60'000);
        backupTruth_ = ContentReader(vault, workers_).read();
        return first && vault.backup(backup(), 5, Job{}).has_value();
    }

    bool close() {
        const bool locked = fixture().vault->lock().has_value();
        fixture().vault.reset();
        const bool wrong = !fixture().tryOpen(Access::ReadOnly, "not this passphrase"); // leaves "f"
        return locked && wrong && copy(fixture().folder(), closed()) && copy(state(), keptState());
    }

    bool addOne(const QByteArray& label) {
        return fixture()
            .vault->database()
            .writeAndWait([&](WriteTransaction& tx) { return addSubject(tx, QString::fromLatin1(label)); })
            .has_value();
    }

    bool fill() {
        const FormInfo vitals = forms_.begin("S-0001/BASE/VITALS"),
                       other = forms_.begin("S-0002/BASE/VITALS");
        bool good = forms_.set(vitals, "weight", "300").has_value() // out of range: a query
                    && forms_.set(vitals, "height", "171").has_value() &&
                    forms_.set(vitals, "weight", "70.5").has_value() &&
                    forms_.set(other, "day", "2026-01-15").has_value();
        forms_.addRow(forms_.begin("S-0001/BASE/AE"), "EV", {{"event", "cough 咳嗽"}, {"grade", "2"}});
        const QString images = fixture().beside(QStringLiteral("dicom"));
        good = good && writeSmallSeries(images, 2, 6, 64);
        ImportService service(forms_.database(), fixture().vault->objects(), workers_, forms_.session(),
                              fixture().clock);
        const auto report = good ? service.run({images}, Job{}, {})
                                 : Result<ImportReport>(fail(ErrorKind::Refused, "not-filled"));
        if (!report || report->imported != 12)
            qWarning("import: %s", report ? "not all" : report.error().code.constData());
        return report && report->imported == 12;
    }

    /// A session whose changes are in the log only, as kill -9 leaves them.
    bool makeKilled() {
        if (!fixture().open())
            return false;
        Vault& vault = *fixture().vault;
        FormService forms(vault.database(), vault.session(), fixture().clock, *definitions(vault));
        bool good = true;
        for (int i = 5; i < 11; ++i)
            good = good && addOne("T-" + QByteArray::number(i));
        const auto key = forms.keyOf(QStringLiteral("S-0003/BASE/VITALS"));
        good = good && key && forms.begin(*key) && copy(fixture().folder(), killed()) &&
               QFile::remove(killed() + QStringLiteral("/d/c-shm"));
        fixture().vault.reset();
        return good && copy(keptState(), state());
    }
    DefinitionService* definitions(Vault& vault) {
        definitions_ =
            std::make_unique<DefinitionService>(vault.database(), vault.session(), fixture().clock);
        return definitions_.get();
    }

    bool readTruths() {
        for (const Area area : {Area::Database, Area::Log}) {
            auto vault = unlock(folderOf(area), Access::ReadOnly);
            if (!vault)
                return false;
            truths_[folderOf(area)] = ContentReader(**vault, workers_).read();
            if (area == Area::Database && !readPacks(**vault))
                return false;
        }
        if (imagesOf_.size() < 2)
            return false; // each series has a pack of its own
        if (judge(truths_[closed()], truths_[killed()]).wrong.isEmpty())
            return false; // nothing would be in the log
        keys_ = std::make_unique<OpenedStudy>(fixture());
        for (const StudyContent& truth : {truths_[closed()], truths_[killed()], backupTruth_})
            for (auto it = truth.cbegin(); it != truth.cend(); ++it)
                if (!*it) {
                    qWarning("truth: %s %s", it.key().constData(), it->error().code.constData());
                    return false;
                }
        return true;
    }

    Result<std::unique_ptr<Vault>> unlock(const QString& folder, Access access) {
        return Vault::unlock(folder, {}, secret(goodPassphrase), access, fixture().deps());
    }

    QStringList filesOf(Area area) {
        if (area == Area::Header)
            return {closed() + QStringLiteral("/casebook.study"), closed() + QStringLiteral("/casebook.bak"),
                    closed() + QStringLiteral("/f")};
        if (area == Area::Database)
            return {closed() + QStringLiteral("/d/c")};
        if (area == Area::Log)
            return {killed() + QStringLiteral("/d/c-wal")};
        QStringList files;
        QDirIterator it(area == Area::Packs ? closed() + QStringLiteral("/o") : backup(), QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext())
            if (it.next(); it.fileInfo().size() > 0)
                files.append(it.filePath());
        files.sort();
        return files;
    }

    /// Whether it is shown by the program, by verify, and (each tenth) what a program that writes makes of it.
    Judgement judgeStudy(Area area, const QString& path, int number) {
        const QString folder = folderOf(area);
        Judgement found;
        bool warned = false;
        opened_ = readable_ = false;
        if (auto vault = unlock(folder, Access::ReadOnly); vault) {
            const StudyContent read = ContentReader(**vault, workers_).read();
            found = judge(truths_[folder], read);
            opened_ = true;
            readable_ = isReadable(read);
            if (area == Area::Packs && found.wrong.isEmpty())
                found.wrong = refusedBeside(QFileInfo(path).fileName().toLatin1(), read);
            warned = (*vault)->info().warnings.contains(QStringLiteral("older-copy"));
        } else {
            found.detected = true;
            if (area == Area::Packs)
                found.wrong = "a study with a damaged pack does not open: " + vault.error().code;
        }
        const auto report = verifyStudy({folder, keys_->keys(), fixture().files},
                                        HeaderStore(fixture().files, folder).read(), true, Job{});
        const bool atTheEnd = noticesOf(report).contains(QStringLiteral("database d/c-wal log-end"));
        const bool named = !report || !report->ok() || atTheEnd;
        // A log holds frames that a later one overtook; of all other bytes none is without meaning.
        if (area != Area::Log && path != folder && !named && found.wrong.isEmpty())
            found.wrong = "verify finds nothing";
        // What lies behind the flip is not shown: so the reader is warned, of the last change by verify alone.
        if (area == Area::Log && named && (warned || atTheEnd))
            found.wrong.clear();
        found.detected = found.detected || named || warned;
        if (number % 10 == 0 && found.wrong.isEmpty() && !atTheEnd)
            found.wrong = judgeWriting(folder, found.detected);
        QFile::remove(folder + QStringLiteral("/d/c-shm"));
        return found;
    }

    static bool isReadable(const StudyContent& read) {
        const auto subjects = read.constFind("subjects");
        return subjects != read.cend() && *subjects &&
               std::any_of(read.keyValueBegin(), read.keyValueEnd(), [](const auto& one) {
                   return one.second && (one.first.startsWith("forms|") || one.first.startsWith("images|"));
               });
    }

    /// The first name beside the images of a pack that can't be read; empty: none.
    [[nodiscard]] QByteArray refusedBeside(const QByteArray& pack, const StudyContent& read) const {
        for (auto it = read.cbegin(); it != read.cend(); ++it)
            if (!*it && imagesOf_.value(pack).count(it.key()) == 0)
                return "refused too: " + it.key();
        return {};
    }

    bool readPacks(Vault& vault) {
        return vault.database()
            .read([&](ReadConnection& c) -> Result<> {
                auto rows =
                    c.prepare("SELECT p.pack_id,i.sop_uid FROM instance i JOIN pack p ON p.id=i.pack");
                while (rows) {
                    const auto more = rows->step();
                    if (!more)
                        return tl::unexpected(more.error());
                    if (!*more)
                        return {};
                    imagesOf_[rows->blob(0).toHex()].append("images|" + rows->text(1).toUtf8());
                }
                return tl::unexpected(rows.error());
            })
            .has_value();
    }

    /// A writer either refuses, or keeps all that is true. In a copy.
    QByteArray judgeWriting(const QString& folder, bool mayRefuse) {
        const QString trial = fixture().beside(QStringLiteral("trial"));
        if (!copy(folder, trial))
            qFatal("no copy");
        QByteArray wrong;
        if (auto vault = unlock(trial, Access::ReadWrite); vault)
            wrong = judge(truths_[folder], ContentReader(**vault, workers_).read(), ofSession()).wrong;
        else if (!mayRefuse)
            wrong = vault.error().code;
        copy(keptState(), state());
        return wrong.isEmpty() ? wrong : QByteArray("writing: " + wrong);
    }
    /// What a session for writing adds, and names that only such a session shows.
    static QList<QByteArray> ofSession() {
        return {"audit",          "tables|audit",       "tables|audit_value", "tables|session",
                "tables|setting", "tables|vault_state", "subjects",           "tables|sqlite_sequence"};
    }

    Judgement judgeBackup(int number) {
        Judgement found;
        opened_ = readable_ = false;
        const auto report =
            Vault::verifyBackup(backup(), {}, {}, secret(goodPassphrase), Job{}, fixture().deps());
        found.detected = !report || !report->ok();
        if (number % 5 != 0)
            return found;
        const QString again = fixture().beside(QStringLiteral("again"));
        qputenv("XDG_STATE_HOME", fixture().beside(QStringLiteral("elsewhere")).toLocal8Bit());
        if (auto restored =
                Vault::restore(backup(), {}, again, {}, secret(goodPassphrase), Job{}, fixture().deps());
            restored) {
            QList<QByteArray> leaveOut = ofSession();
            leaveOut.removeOne("subjects");
            const Judgement shown =
                judge(backupTruth_, ContentReader(*restored->vault, workers_).read(), leaveOut);
            const bool told = !restored->report.damage.isEmpty();
            found.wrong = told ? QByteArray() : shown.wrong;
            found.detected = found.detected || told || shown.detected;
        } else {
            found.detected = true;
        }
        QDir(again).removeRecursively();
        qputenv("XDG_STATE_HOME", state().toLocal8Bit());
        return found;
    }

    StudyForms forms_;
    WorkerPool workers_{1};
    std::unique_ptr<DefinitionService> definitions_;
    std::unique_ptr<OpenedStudy> keys_;
    QMap<QString, StudyContent> truths_;
    StudyContent backupTruth_;
    QMap<QByteArray, QByteArrayList> imagesOf_; ///< by pack
    bool opened_ = false, readable_ = false; ///< of what was judged last
};

/// Flips of each area, in rows that a slow machine ends in time.
inline void flipRows(const QList<std::tuple<const char*, FlipStudy::Area, int>>& areas) {
    constexpr int most = 200;
    QTest::addColumn<FlipStudy::Area>("area");
    QTest::addColumn<int>("flips");
    QTest::addColumn<int>("seed");
    for (const auto& [name, area, flips] : areas)
        for (int from = 0; from < flips; from += most)
            QTest::addRow("%s %d", name, from) << area << std::min(most, flips - from) << 12 + from;
}

inline void flipOnce(FlipStudy& study) {
    QFETCH(FlipStudy::Area, area);
    QFETCH(int, flips);
    QFETCH(int, seed);
    const FlipCount count = study.run(area, flips, quint32(seed));
    qInfo("%d flips: %d detected, %d harmless; opened %d, partly readable %d", count.flips, count.detected,
          count.harmless, count.opened, count.readable);
    QVERIFY2(count.wrong.isEmpty(), count.wrong.join('\n').constData());
    QCOMPARE(count.flips, flips);
    // A damaged page costs what stands on it. Only those that every opening reads (users, settings, the roots of tables)
    // close the study: one in seven of a small one, fewer of a large one.
    if (area == FlipStudy::Area::Packs)
        QCOMPARE(count.readable, flips);
    if (area == FlipStudy::Area::Database)
        QVERIFY2(count.readable > flips * 2 / 3, QByteArray::number(count.readable));
    // Of a backup, those in older snapshots than the one that is checked are harmless.
    QVERIFY(count.detected > flips / 4);
}

} // namespace casebook::test
