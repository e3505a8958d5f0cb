// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/CliStudy.h"
#include "tests/storage/StudyContent.h"
#include "tests/support/SmallSeries.h"

#include <QDirIterator>
#include <QRegularExpression>

#include <functional>

namespace casebook::test {

/// Changes the keys as `key rotate` does, at a cheap cost; the program that is disturbed.
inline int rotateKeysOf(const QString& folder) {
    const auto rotated =
        Vault::rotateKeys(folder, {}, SecretBytes::fromUtf8(CliStudy::secret()), KdfCost::cheapForTests(),
                          QStringLiteral("a laptop was lost"), Job{});
    if (!rotated)
        std::printf("{\"error\":{\"code\":\"%s\",\"message\":\"-\"}}\n", rotated.error().code.constData());
    return rotated ? 0 : 1;
}

/// Values of one item that a process saves one after the other, each told when it is saved.
constexpr int firstWeight = 60, weights = 50;

/// The program that is disturbed. 0: all were saved.
inline int saveWeightsOf(const QString& folder) {
    auto vault = Vault::unlock(folder, {}, SecretBytes::fromUtf8(CliStudy::secret()), Access::ReadWrite);
    if (!vault)
        return 1;
    DefinitionService definitions((*vault)->database(), (*vault)->session(), (*vault)->clock());
    FormService forms((*vault)->database(), (*vault)->session(), (*vault)->clock(), definitions);
    const auto key = forms.keyOf(QStringLiteral("S-0001/SCR/DM"));
    const auto form = key.and_then([&](const FormKey& k) { return forms.begin(k); });
    for (int weight = firstWeight; form && weight < firstWeight + weights; ++weight) {
        auto opened = forms.open(form->id);
        if (!opened || !opened->state.set({{}, {}, QStringLiteral("weight_kg")}, QString::number(weight)) ||
            !forms.save(form->id, editOf(*opened), {"typing-error", {}}))
            return 1;
        const QByteArray line = QByteArray::number(weight) + '\n';
        std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
        std::fflush(stdout);
    }
    return form && (*vault)->lock() ? 0 : 1;
}

/// What a study goes through, disturbed. Each function disturbs once and gives "" where all that was acknowledged is
/// there afterwards, the study verifies clean, and the same work can be done again.
class DisturbedStudy {
public:
    virtual ~DisturbedStudy() = default;

    [[nodiscard]] bool make() {
        if (!study_.create(QStringLiteral("base")) || !writeSmallSeries(study_.path("few"), 2, 8, 64) ||
            !writeSmallSeries(study_.path("more"), 3, 8, 64))
            return false;
        for (const QStringList& line :
             {words("definition install lung"), words("subject add S-0001"),
              QStringList{QStringLiteral("import"), QStringLiteral("dicom"), study_.path("few")},
              words("form set S-0001/SCR/DM weight_kg=50"), words("cohort save everyone --where true")})
            if (const CliRun run = study_.json(line); run.exit != 0) {
                qWarning("%s: %s", qPrintable(line.join(u' ')), run.words().constData());
                return false;
            }
        truth_ = content(base());
        return truth_.value("images", QByteArray())->count('\n') == 16;
    }

    /// Two series that are there and one that is not.
    QByteArray importing(int number) {
        fresh();
        const QStringList line{QStringLiteral("import"), QStringLiteral("dicom"), study_.path("more")};
        const Outcome outcome = disturbed(line, number);
        QByteArray wrong = firstOf(outcome.wrong, damageOf(folder()));
        if (wrong.isEmpty())
            wrong = lost(outcome.acknowledged ? 24 : 16 + lastCommitted(outcome.err));
        if (wrong.isEmpty() && study_.json(line).exit != 0)
            wrong = "not imported again";
        return firstOf(firstOf(wrong, damageOf(folder())), lost(24));
    }

    QByteArray formSaving(int number) {
        fresh();
        const QByteArray weight = QByteArray::number(60 + number % 60);
        const auto saving = [&] {
            return QStringList{QStringLiteral("form"), QStringLiteral("set"), QStringLiteral("S-0001/SCR/DM"),
                               QStringLiteral("weight_kg=") + QString::fromLatin1(weight)};
        };
        const Outcome outcome = disturbed(saving(), number);
        const QByteArray wrong = firstOf(outcome.wrong, damageOf(folder()));
        if (!wrong.isEmpty())
            return wrong;
        const StudyContent now = content(folder());
        const bool isNew = hasWeight(now, weight);
        if (isNew == hasWeight(now, "50") || (outcome.acknowledged && !isNew))
            return "the value is neither the old nor the new one";
        return study_.json(saving()).exit == 0 && hasWeight(content(folder()), weight)
                   ? QByteArray()
                   : QByteArray("not saved again");
    }

    /// How a save ended: what was told ("saved", or the error's code and words), and whether the value stands there now.
    struct SavedForm {
        QByteArray told;
        QString words;
        bool isThere = false;
    };
    SavedForm saveForm(int number) {
        fresh();
        const Outcome outcome = disturbed(words("form set S-0001/SCR/DM weight_kg=61"), number);
        const QJsonObject error =
            QJsonDocument::fromJson(outcome.out).object()[QStringLiteral("error")].toObject();
        return {outcome.acknowledged ? QByteArray("saved")
                                     : error[QStringLiteral("code")].toString().toLatin1(),
                error[QStringLiteral("message")].toString(), hasWeight(content(folder()), "61")};
    }

    /// One process, many values. The last one told is there, or the one that came after it.
    QByteArray formsSaving(int number) {
        fresh();
        const Outcome outcome = disturbed(QStringLiteral("forms"), ownProgram("--weights"), number);
        const QByteArray wrong = firstOf(outcome.wrong, damageOf(folder()));
        if (!wrong.isEmpty())
            return wrong;
        const QList<QByteArray> told = outcome.out.trimmed().split('\n');
        const int last = told.last().isEmpty() ? 0 : told.last().toInt(),
                  next = last == 0 ? firstWeight : last + 1;
        const StudyContent now = content(folder());
        const bool isThere = hasWeight(now, last == 0 ? "50" : QByteArray::number(last));
        if (isThere == hasWeight(now, QByteArray::number(next)))
            return "the value is neither " + QByteArray::number(last) + " nor the next one";
        return saveWeightsOf(folder()) == 0 &&
                       hasWeight(content(folder()), QByteArray::number(firstWeight + weights - 1))
                   ? damageOf(folder())
                   : QByteArray("not saved again");
    }

    QByteArray exporting(int number) {
        fresh();
        const auto export_ = [&](const QString& to) {
            return words("export dataset --cohort everyone -o") + QStringList{to};
        };
        const QString first = study_.root() + QStringLiteral("/set-a"), second = first + u'b';
        QDir(first + QStringLiteral(".part")).removeRecursively(); // of the one before
        const Outcome outcome = disturbed(export_(first), number);
        QByteArray wrong = firstOf(outcome.wrong, unchanged());
        if (wrong.isEmpty() && outcome.acknowledged && !QFile::exists(first))
            wrong = "no set";
        if (wrong.isEmpty() && QFile::exists(first) &&
            study_.json({QStringLiteral("export"), QStringLiteral("check"), first}).exit != 0)
            wrong = "a part of a set stands where a whole one should";
        if (wrong.isEmpty() && study_.json(export_(second)).exit != 0)
            wrong = "not exported again";
        QDir(first).removeRecursively();
        QDir(second).removeRecursively();
        return wrong;
    }

    QByteArray backup(int number) {
        fresh();
        const QString to = study_.root() + QStringLiteral("/backup");
        QDir(to).removeRecursively();
        const QStringList line{QStringLiteral("backup"), to};
        if (study_.json(line).exit != 0 || study_.json(words("subject add S-0009")).exit != 0)
            return "no first backup";
        const StudyContent now = content(folder());
        const Outcome outcome = disturbed(line, number);
        if (const QByteArray wrong = firstOf(outcome.wrong, damageOf(folder())); !wrong.isEmpty())
            return wrong;
        const StudyContent restored = restoredFrom(to);
        const bool isNew = difference(now, restored).isEmpty();
        if (!isNew && (outcome.acknowledged || !difference(truth_, restored).isEmpty()))
            return "restored is neither the first backup nor the second";
        if (study_.json(line).exit != 0)
            return "not backed up again";
        return difference(now, restoredFrom(to));
    }

    QByteArray compaction(int number) {
        fresh();
        if (!leavePacks())
            return "no packs to remove";
        const Outcome outcome = disturbed(words("compact"), number);
        QByteArray wrong = firstOf(outcome.wrong, unchanged());
        if (wrong.isEmpty() && study_.json(words("compact")).exit != 0)
            wrong = "not compacted again";
        return wrong.isEmpty() ? unchanged() : wrong;
    }

    QByteArray rotation(int number) {
        fresh();
        const Outcome outcome = disturbed(QStringLiteral("rotate"), ownProgram("--rotate"), number);
        QByteArray wrong = firstOf(outcome.wrong, unchanged());
        if (wrong.isEmpty() && rotateKeysOf(folder()) != 0)
            wrong = "not rotated again";
        return wrong.isEmpty() ? unchanged() : wrong;
    }

    /// All images to another folder, or back from there.
    QByteArray coldImages(int number, bool back) {
        fresh();
        const QString disk = study_.root() + QStringLiteral("/disk");
        QDir(disk).removeRecursively();
        const QStringList there = words("cold move --all --to") + QStringList{disk},
                          home = words("cold back --all");
        if (!QDir().mkdir(disk) || (back && study_.json(there).exit != 0))
            return "no first move";
        const Outcome outcome = disturbed(back ? QStringLiteral("cold back") : QStringLiteral("cold move"),
                                          back ? home : there, number);
        QByteArray wrong = firstOf(outcome.wrong, unchanged());
        if (wrong.isEmpty() && study_.json(back ? home : there).exit != 0)
            wrong = "not moved again";
        // A power cut between the change and its tidying leaves both copies; so does a disk that removes none, which
        // is told.
        const bool toldLeft = QJsonDocument::fromJson(outcome.out)[QStringLiteral("left_over")].toInt() > 0;
        if (wrong.isEmpty() && (!outcome.acknowledged || toldLeft) && study_.json(words("compact")).exit != 0)
            wrong = "not tidied";
        if (wrong.isEmpty() && (packsIn(folder()) == 0) == back)
            wrong = "images lie in the wrong place";
        if (wrong.isEmpty() && packsIn(folder()) + packsIn(disk) != packsIn(base()))
            wrong = "left over";
        return firstOf(wrong, unchanged());
    }

    QByteArray studyMove(int number) {
        fresh();
        const QString to = study_.root() + QStringLiteral("/moved");
        QDir(to).removeRecursively();
        const QStringList line = words("study move --copy") + QStringList{to};
        const Outcome outcome = disturbed(QStringLiteral("study move"), line, number);
        if (!outcome.wrong.isEmpty())
            return outcome.wrong;
        const bool old = unlock(folder(), Access::ReadWrite).has_value();
        if (old && unlock(to, Access::ReadWrite).has_value())
            return "two studies are writable";
        if (outcome.acknowledged && old)
            return "the old folder is still the study";
        // Once more ends it, whatever was begun.
        if (QFile::exists(folder()))
            if (const CliRun again = study_.json(line); again.exit != 0)
                return "not moved again: " + again.words();
        if (QFile::exists(folder()))
            return "the old folder is still there";
        const QByteArray damage = damageOf(to);
        return damage.isEmpty() ? difference(truth_, content(to)) : damage;
    }

protected:
    using Start = std::function<void(QProcess&)>;
    struct Outcome {
        bool acknowledged = false; ///< it said that it was done
        QByteArray wrong; ///< what was wrong with how it ended; empty: nothing
        QByteArray out = {}, err = {}; ///< what it had told until it was disturbed
    };

    /// Runs it once, disturbed at a point that `number` chooses.
    virtual Outcome disturb(const QString& kind, const Start& start, int number) = 0;

    [[nodiscard]] QString root() const { return study_.root(); }
    [[nodiscard]] CliStudy& study() { return study_; }

    static QStringList words(const char* line) { return QString::fromUtf8(line).split(u' '); }
    [[nodiscard]] QString base() const { return study_.root() + QStringLiteral("/base"); }
    [[nodiscard]] QString folder() const { return study_.root() + QStringLiteral("/killed"); }

    /// A copy of the study as it was made; what this machine last saw of it is forgotten.
    void fresh() { freshFrom(base()); }
    void freshFrom(const QString& study) {
        QDir(folder()).removeRecursively();
        forget();
        if (QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), study, folder()}) != 0)
            qFatal("no copy");
        qputenv("CASEBOOK_STUDY", folder().toLocal8Bit());
    }
    void forget() const { QDir(study_.path("state") + QStringLiteral("/casebook")).removeRecursively(); }

    Outcome disturbed(const QString& kind, const Start& start, int number) {
        return disturb(kind, start, number);
    }
    Outcome disturbed(const QStringList& line, int number) { return disturbed(line[0], line, number); }
    Outcome disturbed(const QString& kind, const QStringList& line, int number) {
        return disturb(
            kind,
            [&](QProcess& process) {
                CliStudy::start(process, QStringList{QStringLiteral("--json")} + line);
            },
            number);
    }

    /// This program, doing a piece of work of its own.
    Start ownProgram(const char* what) const {
        return [=, this](QProcess& process) {
            process.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(what), folder()});
        };
    }

    static int lastCommitted(const QByteArray& err) {
        int last = 0;
        for (const QByteArray& line : err.split('\n'))
            last =
                std::max(last, QJsonDocument::fromJson(line).object()[QStringLiteral("committed")].toInt());
        return last;
    }

    static int packsIn(const QString& folder) {
        int packs = 0;
        static const QRegularExpression pack(QStringLiteral("/o/[0-9a-f]{2}/[0-9a-f]{32}$"));
        for (QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories); files.hasNext();)
            packs += pack.match(files.next()).hasMatch() ? 1 : 0;
        return packs;
    }

    static QByteArray firstOf(const QByteArray& wrong, const QByteArray& next) {
        return wrong.isEmpty() ? next : wrong;
    }

    /// "" where all of the first series and the form are as they were, and `images` are there at least.
    QByteArray lost(int images) {
        const StudyContent now = content(folder());
        for (auto it = truth_.cbegin(); it != truth_.cend(); ++it)
            if ((it.key().startsWith("images|") || it.key().startsWith("forms|")) &&
                (!now.contains(it.key()) || !now[it.key()] || *now[it.key()] != **it))
                return "lost: " + it.key();
        return now.value("images", QByteArray()).value_or(QByteArray()).count('\n') >= images
                   ? QByteArray()
                   : QByteArray("images are lost");
    }

    static QByteArray otherSecret() { return "another long passphrase"; }
    /// With the passphrase that the study was made with, or with the one that a command gave it.
    static Result<std::unique_ptr<Vault>> unlock(const QString& folder, Access access) {
        const QString login = QStringLiteral("tester");
        auto vault = Vault::unlock(folder, login, SecretBytes::fromUtf8(CliStudy::secret()), access);
        if (!vault && vault.error().code == "wrong-passphrase")
            vault = Vault::unlock(folder, login, SecretBytes::fromUtf8(otherSecret()), access);
        return vault;
    }

    StudyContent content(const QString& folder) {
        auto vault = unlock(folder, Access::ReadOnly);
        if (!vault)
            return {{"study", tl::unexpected(vault.error())}};
        return withoutRows(ContentReader(**vault, workers_).read());
    }

    static QByteArray damageOf(const QString& folder) {
        auto vault = unlock(folder, Access::ReadWrite); // as a person opens it after the crash
        if (!vault)
            return "does not open: " + vault.error().code;
        const auto report = (*vault)->verify(true, Job{});
        if (!report)
            return "verify: " + report.error().code;
        return report->ok() ? QByteArray() : report->damage[0].path.toUtf8() + ' ' + report->damage[0].what;
    }

    QByteArray unchanged() {
        const QByteArray damage = damageOf(folder());
        return damage.isEmpty() ? difference(truth_, content(folder())) : damage;
    }

    /// Nothing may be refused either.
    static QByteArray difference(const StudyContent& truth, const StudyContent& now) {
        const Judgement found = judge(truth, now);
        return found.detected ? QByteArray("something is refused") : found.wrong;
    }

    static bool hasWeight(const StudyContent& content, const QByteArray& weight) {
        const QByteArray wanted = "|weight_kg=" + weight + '|';
        for (auto it = content.cbegin(); it != content.cend(); ++it)
            if (it.key().startsWith("forms|") && *it && QByteArray(**it + '|').contains(wanted))
                return true;
        return false;
    }

    StudyContent restoredFrom(const QString& backup) {
        const QString to = study_.root() + QStringLiteral("/restored");
        QDir(to).removeRecursively();
        auto restored = Vault::restore(backup, {}, to, {}, SecretBytes::fromUtf8(CliStudy::secret()), Job{});
        StudyContent out;
        if (restored && restored->report.damage.isEmpty() && restored->vault->lock())
            out = content(to);
        else
            out.insert("study", fail(ErrorKind::Damaged, "not-restored"));
        forget(); // the restored study goes its own way from here
        return out;
    }

    /// Packs without a row, as an import leaves them that was killed.
    bool leavePacks() {
        auto vault = unlock(folder(), Access::ReadWrite);
        bool good = vault.has_value();
        for (int n = 0; good && n < 20; ++n)
            good = (*vault)->objects().put({QByteArray(300'000, 'x')}).has_value();
        return good && (*vault)->lock().has_value();
    }

private:
    CliStudy study_;
    WorkerPool workers_{1};
    StudyContent truth_;
};

/// The piece of work of that name.
inline QByteArray disturbOnce(DisturbedStudy& study, const QByteArray& kind, int number) {
    return kind == "import"      ? study.importing(number)
           : kind == "form"      ? study.formSaving(number)
           : kind == "forms"     ? study.formsSaving(number)
           : kind == "export"    ? study.exporting(number)
           : kind == "backup"    ? study.backup(number)
           : kind == "compact"   ? study.compaction(number)
           : kind == "cold"      ? study.coldImages(number, false)
           : kind == "cold-back" ? study.coldImages(number, true)
           : kind == "move"      ? study.studyMove(number)
                                 : study.rotation(number);
}

} // namespace casebook::test

/// The program is also the one that changes the keys and is disturbed.
#define DISTURBED_TEST_MAIN(Test)                                                                            \
    int main(int argc, char** argv) {                                                                        \
        QCoreApplication app(argc, argv);                                                                    \
        if (app.arguments().value(1) == u"--rotate")                                                         \
            return casebook::test::rotateKeysOf(app.arguments().value(2));                                   \
        if (app.arguments().value(1) == u"--weights")                                                        \
            return casebook::test::saveWeightsOf(app.arguments().value(2));                                  \
        qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); /* else Qt Test ends a function after five minutes */  \
        Test test;                                                                                           \
        return QTest::qExec(&test, argc, argv);                                                              \
    }
