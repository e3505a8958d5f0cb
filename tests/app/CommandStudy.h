// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/FaultStudy.h"
#include "tests/support/DesktopSession.h"
#include "tests/support/Peers.h"

#include <QRandomGenerator>
#include <QTest>

namespace casebook::test {

/// One visit with one form of one item, and its value of one subject.
constexpr const char* smallOdm = R"(<?xml version="1.0"?>
<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" ODMVersion="1.3.2" FileType="Snapshot" FileOID="f"
 CreationDateTime="2026-01-01T00:00:00Z"><Study OID="s"><GlobalVariables><StudyName>s</StudyName>
<StudyDescription>s</StudyDescription><ProtocolName>s</ProtocolName></GlobalVariables>
<MetaDataVersion OID="m" Name="m"><Protocol><StudyEventRef StudyEventOID="SE" OrderNumber="1" Mandatory="Yes"/>
</Protocol><StudyEventDef OID="SE" Name="SE" Repeating="No" Type="Scheduled"><FormRef FormOID="F" Mandatory="Yes"/>
</StudyEventDef><FormDef OID="F" Name="F" Repeating="No"><ItemGroupRef ItemGroupOID="IG" Mandatory="Yes"/></FormDef>
<ItemGroupDef OID="IG" Name="IG" Repeating="No"><ItemRef ItemOID="I" Mandatory="No"/></ItemGroupDef>
<ItemDef OID="I" Name="I" DataType="text" Length="20"><Question><TranslatedText>I</TranslatedText></Question></ItemDef>
</MetaDataVersion></Study><ClinicalData StudyOID="s" MetaDataVersionOID="m"><SubjectData SubjectKey="O-1">
<StudyEventData StudyEventOID="SE"><FormData FormOID="F"><ItemGroupData ItemGroupOID="IG">
<ItemData ItemOID="I" Value="yes"/></ItemGroupData></FormData></StudyEventData></SubjectData></ClinicalData></ODM>
)";

/// A command that writes. In its words @NAME is a path in the test's folder: in/ holds what is there for all, kept/ what
/// the lines before have left, out/ is empty; %exam, %import, %query, %task are what the study has of these.
struct CommandRow {
    const char* name;
    const char* before; ///< lines that make what it needs, parted by ';'
    const char* line;
    const char* query; ///< tells whether it was done, where forms, subjects and images don't
    const char* target; ///< what it makes outside the study: absent, or whole
    bool isQuick; ///< a few of its calls fail in the quick run too
};

inline const QList<CommandRow> commandRows{
    {"subject add", "", "subject add S-0003", "", "", false},
    {"subject set", "", "subject set S-0001 name=Other --reason typo", "", "", false},
    {"subject stop", "", "subject withdraw S-0001 --stop --reason asked", "list subjects", "", false},
    {"subject erase", "", "subject withdraw S-0001 --erase --confirm S-0001 --reason asked", "list subjects",
     "", true},
    {"subject merge", "subject add S-0003", "subject merge S-0003 --into S-0001 --reason same",
     "list subjects", "", false},
    {"user add", "", "user add second --role reader --first-passphrase-file @in/first", "user list", "",
     true},
    {"user first-passphrase", "user add second --role reader --first-passphrase-file @in/first",
     "user first-passphrase second --first-passphrase-file @in/other --reason forgot", "user list", "",
     false},
    {"user disable", "user add second --role reader --first-passphrase-file @in/first",
     "user disable second --reason left", "user list", "", false},
    {"user roles", "user add second --role reader --first-passphrase-file @in/first",
     "user roles second monitor --reason duty", "user list", "", false},
    {"user passphrase", "", "user passphrase --new-passphrase-file @in/other", "", "", true},
    {"key recovery new", "key recovery new --recovery-file @kept/words",
     "key recovery new --recovery-file @out/words", "key recovery check --recovery-file @kept/words",
     "out/words", true},
    {"study create", "", "study create @out/new --name New --recovery-file @out/words", "", "out/new", false},
    {"study upgrade", "", "study upgrade --backup @out/up", "", "", false},
    {"peer add", "", "peer add pacs PACS@localhost:104 --reason new", "peer list", "", false},
    {"verify backup", "backup @kept/backup", "verify --backup @kept/backup", "", "", false},
    {"restore", "backup @kept/backup", "restore @kept/backup @out/restored", "", "out/restored", true},
    {"import subjects", "", "import subjects @in/subjects.csv", "", "", false},
    {"import csv", "", "import csv @in/values.csv --mapping @in/map.json --reason typing-error", "", "",
     false},
    {"import volume", "volume export 2.25.777.1 -o @kept/volume.nii.gz",
     "import volume @kept/volume.nii.gz --series 2.25.777.1 --as map", "list overlays", "", false},
    {"import findings", "", "import findings @in/findings.json", "list findings", "", false},
    {"import undo", "", "import dicom --undo %import --reason wrong", "", "", true},
    {"series move", "", "series move 2.25.777.1 --to S-0001 --reason other", "", "", true},
    {"exam link", "", "exam link %exam SCR", "list imaging --columns visit", "", false},
    {"form lock", "", "form lock S-0001/SCR/DM --reason interim", "form list", "", false},
    {"form unlock", "form lock S-0001/SCR/DM --reason interim", "form unlock S-0001/SCR/DM --reason done",
     "form list", "", false},
    {"form verify", "", "form verify S-0001/SCR/DM", "form show S-0001/SCR/DM", "", false},
    {"form not-done", "", "form not-done S-0001/SCR/NOD --reason none", "form list", "", false},
    {"form sign", "form not-done S-0001/SCR/NOD --reason none", "form sign S-0001/SCR/NOD --meaning reviewed",
     "form signatures S-0001/SCR/NOD", "", true},
    {"query raise", "", "query raise S-0001/SCR/DM weight_kg --text Really", "list queries", "", false},
    {"query answer", "query raise S-0001/SCR/DM weight_kg --text Really", "query answer %query --text Yes",
     "list queries", "", true},
    {"query close", "query raise S-0001/SCR/DM weight_kg --text Really;query answer %query --text Yes",
     "query close %query", "list queries", "", false},
    {"task add", "", "task add --series 2.25.777.1 --reader tester --mode unaided", "list tasks", "", false},
    {"task open", "task add --series 2.25.777.1 --reader tester --mode unaided", "task open %task",
     "list tasks", "", false},
    {"finding add", "task add --series 2.25.777.1 --reader tester --mode unaided;task open %task",
     "finding add --task %task --at 9,9,2 --diameter 6", "list findings", "", true},
    {"measure length", "", "measure length 2.25.777.1 --from 1,1,2 --to 9,9,2", "measure list 2.25.777.1", "",
     false},
    {"measure export", "measure length 2.25.777.1 --from 1,1,2 --to 9,9,2",
     "measure export 2.25.777.1 -o @out/measured.dcm", "", "out/measured.dcm", false},
    {"cohort save", "", "cohort save others --where true", "list cohorts", "", true},
    {"volume export", "", "volume export 2.25.777.1 -o @out/volume.nii.gz", "", "out/volume.nii.gz", false},
    {"export csv", "", "export csv --cohort everyone -o @out/set",
     "list exports --where state='released' --columns kind", "out/set", true},
    {"doctor", "", "doctor -o @out/report", "", "out/report", false},
    {"user lost", "key recovery new --recovery-file @kept/words",
     "user passphrase --lost --recovery-file @kept/words --new-passphrase-file @in/other", "", "", false},
    {"study set", "", "study set network=on --reason duty", "dicom echo X@127.0.0.1:1", "", false},
    {"peer remove", "peer add pacs PACS@localhost:104 --reason new", "peer remove pacs --reason old",
     "peer list", "", false},
    {"dicom get", "study set network=on --reason duty",
     "dicom get %peer --study 2.25.777 --series 2.25.777.3", "", "", false},
    {"import watch", "", "import watch --add @more --reason new", "import watch --list", "", false},
    {"import odm", "", "import odm @in/forms.xml --reason more", "definition list", "", false},
    {"subjects template", "", "import subjects --template -o @out/template.csv", "", "out/template.csv",
     false},
    {"subject part", "subject add S-0003;subject merge S-0003 --into S-0001 --reason same",
     "subject part S-0003 --reason mistake", "list subjects", "", false},
    {"exam unlink", "exam link %exam SCR", "exam unlink %exam --reason wrong", "list imaging --columns visit",
     "", false},
    {"originals", "", "volume export 2.25.777.1 -o @out/originals", "", "out/originals", false},
    {"overlay export", "phantom -o @kept/files --slices 8 --matrix 32;import dicom @kept/files",
     "overlay export %overlay -o @out/map.nii.gz", "", "out/map.nii.gz", false},
    {"render", "", "render 2.25.777.1 -o @out/picture.png", "", "out/picture.png", false},
    {"keyimage add", "", "keyimage add 2.25.777.1 2.25.777.1.3", "keyimage list 2.25.777.1", "", false},
    {"keyimage remove", "keyimage add 2.25.777.1 2.25.777.1.3", "keyimage remove %keyimage",
     "keyimage list 2.25.777.1", "", false},
    {"keyimage export", "keyimage add 2.25.777.1 2.25.777.1.3", "keyimage export 2.25.777.1 -o @out/key.dcm",
     "", "out/key.dcm", false},
    {"task reserve", "task add --series 2.25.777.1 --reader tester --mode unaided", "task reserve %task",
     "task show %task", "", false},
    {"task prior", "task add --series 2.25.777.1 --reader tester --mode unaided",
     "task prior %task --series 2.25.777.2 --reason better", "task show %task", "", false},
    {"task reassign",
     "user add second --role reader --first-passphrase-file @in/first;"
     "task add --series 2.25.777.1 --reader tester --mode unaided",
     "task reassign %task --reader second --reason duty", "list tasks", "", false},
    {"finding decide",
     "import findings @in/findings.json;task add --series 2.25.777.1 --reader tester --mode concurrent;"
     "task open %task",
     "finding decide %finding accept --task %task", "list findings --task %task", "", false},
    {"form void", "form set S-0001/SCR/NOD nod_none=no NODR[1].nod_label=N1",
     "form void S-0001/SCR/NOD NODR[1] --reason twice", "form show S-0001/SCR/NOD", "", false},
    {"query publish", "query raise S-0001/SCR/DM weight_kg --text Really --candidate", "query publish %query",
     "list queries", "", false},
    {"query reopen", "query raise S-0001/SCR/DM weight_kg --text Really;query answer %query --text Yes",
     "query reopen %query --text No", "list queries", "", false},
    {"query cancel", "query raise S-0001/SCR/DM weight_kg --text Really", "query cancel %query --text Mine",
     "list queries", "", false},
    {"export dicom", "", "export dicom --cohort everyone -o @out/set",
     "list exports --where state='released' --columns kind", "out/set", false},
    {"demo", "", "demo @out/new --subjects 1 --slices 8 --matrix 64", "", "out/new", false},
    {"phantom", "", "phantom -o @out/files --slices 8 --matrix 32", "", "out/files", false},
    {"key keyring add", "", "key keyring add", "key keyring status", "", false},
};

inline const QByteArray reads = "changes nothing", runs = "is a row of CliFaultTest",
                        peer = "hands out what the study has, and notes that as `dicom get` does";

/// Commands without a row, and why.
inline const QMap<QByteArray, QByteArray> commandsWithoutRow{
    {"study info", reads},
    {"study move", "is a row of CliFaultLongTest"},
    {"user list", reads},
    {"import waiting", reads},
    {"import settle", "one change, as `import undo`; needs two files of one image"},
    {"import part", "one change, as `series move`; needs an exam of two persons"},
    {"import texts", "one change, as `subject set`; needs a source without a character set"},
    {"peer list", reads},
    {"dicom echo", reads},
    {"dicom find", reads},
    {"dicom send", peer},
    {"dicomweb query", reads},
    {"dicomweb get", "takes in as `dicom get` does"},
    {"dicomweb store", peer},
    {"dicom listen",
     "needs a sender that comes meanwhile; what it has received is taken in as by `dicom get`"},
    {"list subjects", reads},
    {"list imaging", reads},
    {"list series", reads},
    {"list overlays", reads},
    {"list imports", reads},
    {"exam accept", "`exam link` of many; needs dates that visits propose"},
    {"dicom tags", reads},
    {"volume info", reads},
    {"overlay info", reads},
    {"audit list", reads},
    {"audit verify", reads},
    {"stats csv", reads},
    {"stats table1", reads},
    {"stats km", reads},
    {"stats describe", reads},
    {"expr", reads},
    {"cohort list", reads},
    {"list cohorts", reads},
    {"cohort count", reads},
    {"cohort members", reads},
    {"cohort flow", reads},
    {"cohort diff", reads},
    {"task list", reads},
    {"list tasks", reads},
    {"task show", reads},
    {"task close", "one change, as `task open`; needs a whole reading form"},
    {"task skip", "one change, as `task reserve`; only the order of tasks tells"},
    {"task reopen", "one change, as `task open`; needs a finished reading"},
    {"finding list", reads},
    {"list findings", reads},
    {"list reports", reads},
    {"report show", reads},
    {"keyimage list", reads},
    {"measure list", reads},
    {"measure volume", reads},
    {"form show", reads},
    {"form set", runs},
    {"form check", "saves calculated values as `form set` does, where they are behind"},
    {"form history", reads},
    {"form signatures", reads},
    {"list visits", reads},
    {"list forms", reads},
    {"form list", reads},
    {"list queries", reads},
    {"query show", reads},
    {"definition list", reads},
    {"definition install lung", "publishes a definition as `import odm` does"},
    {"export dataset", runs},
    {"export check", reads},
    {"list exports", reads},
    {"backup", runs},
    {"compact", runs},
    {"key keyring remove", "one change of the header, as `user disable`: KeyringTest"},
    {"key keyring status", reads},
    {"key recovery check", reads},
    {"key rotate", runs},
    {"cold list", reads},
    {"cold move", runs},
    {"cold back", runs},
    {"cold place", "one change, as `peer add`; needs a disk that came elsewhere"},
    {"selftest", "writes into a folder of its own, which it removes"},
    {"bench", "writes into a folder of its own, which it removes"},
    {"version", reads},
};

/// One command whose calls fail: what it changes is as it was or as it should be, the study is whole, and the same
/// command succeeds afterwards.
class CommandStudy final : public FaultStudy {
public:
    [[nodiscard]] bool makeFiles() {
        qputenv("CASEBOOK_USER", "tester"); // some studies have two
        for (const char* name : {"in", "kept", "out"})
            QDir(root()).mkdir(QLatin1StringView(name));
        study().writePassphrase(QStringLiteral("in/first"), "first of the second");
        study().writePassphrase(QStringLiteral("in/other"), otherSecret());
        const std::pair<const char*, const char*> files[] = {
            {"in/forms.xml", smallOdm},
            {"in/subjects.csv", "label,sex,birth_date\nT-1,F,1950\nT-2,M,1951-04\n"},
            {"in/values.csv", "s,kg\nS-0001,61.5\n"},
            {"in/map.json",
             R"({"form":"DM","visit":"SCR","keys":{"subject":"s"},"columns":{"kg":"weight_kg"}})"},
            {"in/findings.json", R"({"schema":"casebook.findings/1","algorithm":{"name":"net","version":"2"},
"input":{"series_uid":"2.25.777.1","frame_of_reference_uid":"2.25.778","sop_count":8},
"coordinate_system":"LPS","units":"mm","findings":[
{"id":"a","category":"nodule","center_mm":[9,9,2],"diameter_mm":{"long":6.1,"short":5.8},"score":0.91}]})"}};
        bool good = true;
        for (const auto& [name, text] : files) {
            QFile file(study().path(name));
            good = good && file.open(QIODevice::WriteOnly) && file.write(text) > 0;
        }
        return good && startPeer();
    }

    /// "" where a keyring runs from now on.
    [[nodiscard]] QString startKeyring() {
        keyring_ = std::make_unique<DesktopSession>();
        return keyring_->start() ? QString() : QStringLiteral("no keyring: ") + keyring_->trouble();
    }

    [[nodiscard]] CliRun help() { return study().run({QStringLiteral("--help")}); }

    /// Runs it undisturbed; tells its calls.
    [[nodiscard]] QByteArray prepare(const CommandRow& row) {
        fresh();
        empty("kept");
        for (const QString& line : QString::fromLatin1(row.before).split(u';', Qt::SkipEmptyParts))
            if (const CliRun run = study().json(resolved(line)); run.exit != 0)
                return "before: " + run.words();
        const QString prepared = root() + QStringLiteral("/prepared");
        QDir(prepared).removeRecursively();
        if (QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), folder(), prepared}) != 0)
            return "no copy";
        line_ = resolved(QString::fromLatin1(row.line));
        old_ = state(row);
        const Outcome outcome = again(0);
        new_ = state(row);
        return outcome.acknowledged && outcome.wrong.isEmpty()
                   ? QByteArray()
                   : "undisturbed: " + outcome.wrong + outcome.out;
    }

    QByteArray disturbCommand(const CommandRow& row, int number) {
        const Outcome outcome = again(number);
        if (!outcome.wrong.isEmpty())
            return outcome.wrong;
        if (const QByteArray damage = damageOf(folder()); !damage.isEmpty())
            return damage;
        const QByteArray now = state(row);
        if (now != old_ && now != new_)
            return "neither as before nor as after: " + differing(now);
        if (outcome.acknowledged && now != new_)
            return "told as done, and isn't: " + differing(now);
        if (now == new_ && old_ != new_)
            return {};
        empty("out");
        if (const CliRun run = study().json(line_); run.exit != 0)
            return "not done again: " + run.words();
        const QByteArray done = state(row);
        return done == new_ ? damageOf(folder()) : "done again, and isn't: " + differing(done);
    }

private:
    Outcome again(int number) {
        if (keyring_) // which is not below the folders that are put back
            (void)study().json(words("key keyring remove"));
        freshFrom(root() + QStringLiteral("/prepared"));
        empty("out");
        return disturbed(line_, number);
    }
    void empty(const char* name) {
        QDir(study().path(name)).removeRecursively();
        QDir(root()).mkdir(QLatin1StringView(name));
    }

    [[nodiscard]] QStringList resolved(const QString& line) {
        QStringList out;
        for (QString word : line.split(u' ')) {
            if (word.startsWith(u'@'))
                word = root() + u'/' + word.mid(1);
            else if (word == u"%peer")
                word = QStringLiteral("QRPEER@127.0.0.1:%1").arg(peerPort_);
            else if (word.startsWith(u'%'))
                word = idOf(word.mid(1));
            out.append(word);
        }
        return out;
    }
    [[nodiscard]] QString idOf(const QString& what) {
        static const QMap<QString, QString> lists{
            {QStringLiteral("exam"), QStringLiteral("list imaging --columns id")},
            {QStringLiteral("import"), QStringLiteral("list imports")},
            {QStringLiteral("query"), QStringLiteral("list queries")},
            {QStringLiteral("task"), QStringLiteral("list tasks")},
            {QStringLiteral("overlay"), QStringLiteral("list overlays")},
            {QStringLiteral("finding"), QStringLiteral("list findings")},
            {QStringLiteral("keyimage"), QStringLiteral("keyimage list 2.25.777.1")}};
        const QJsonArray rows = study().json(lists.value(what).split(u' ')).array();
        return rows.isEmpty() ? QString() : rows.last()[QStringLiteral("id")].toString();
    }

    /// What the study shows and answers, what opens it, and what was made, without ids and times.
    [[nodiscard]] QByteArray state(const CommandRow& row) {
        const bool isOld = Vault::unlock(folder(), QStringLiteral("tester"),
                                         SecretBytes::fromUtf8(CliStudy::secret()), Access::ReadOnly)
                               .has_value();
        QByteArray out = isOld ? "opens as before\n" : "opens otherwise\n";
        const StudyContent now = content(folder());
        QList<QByteArray> lines;
        for (auto it = now.cbegin(); it != now.cend(); ++it)
            lines.append(plain(it.key() + '=' + (*it ? **it : "refused " + it->error().code)));
        std::sort(lines.begin(), lines.end());
        out += lines.join('\n') + '\n';
        if (*row.query) {
            const CliRun run = study().json(resolved(QString::fromLatin1(row.query)));
            out += QByteArray::number(run.exit) + ' ' + plain(run.out) + '\n';
        }
        return out + (*row.target ? targetOf(study().path(row.target)) : QByteArray());
    }

    [[nodiscard]] QByteArray targetOf(const QString& path) {
        const QFileInfo target(path);
        if (!target.isDir())
            return target.size() > 0 ? "file" : target.exists() ? "empty file" : "nothing";
        if (!QFile::exists(path + QStringLiteral("/casebook.study")))
            return QDir(path).exists(QStringLiteral("SHA256SUMS")) ? "set" : filesIn(path);
        const QByteArray damage = damageOf(path);
        if (!damage.isEmpty())
            return "study with damage: " + damage;
        return "study\n" + plain(content(path).value("subjects", QByteArray()).value_or("refused"));
    }

    /// An empty folder is as good as none; one that was begun for a study, and is none, has no data.
    static QByteArray filesIn(const QString& path) {
        if (QFile::exists(path + QStringLiteral("/d")))
            return "nothing";
        int files = 0;
        for (QDirIterator it(path, QDir::Files, QDirIterator::Subdirectories); it.hasNext(); it.next())
            ++files;
        return files == 0 ? QByteArray("nothing") : QByteArray::number(files) + " files";
    }

    static QByteArray plain(const QByteArray& out) {
        static const QRegularExpression uuid(QStringLiteral("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")),
            time(QStringLiteral("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z")),
            number(QStringLiteral("\"(seconds|seq|audit)\": ?[0-9.e+-]+"));
        QString text = QString::fromUtf8(out);
        text.replace(uuid, QStringLiteral("*")).replace(time, QStringLiteral("*"));
        return text.replace(number, QStringLiteral("*")).toUtf8();
    }

    /// The first line that is neither.
    [[nodiscard]] QByteArray differing(const QByteArray& now) const {
        const QList<QByteArray> before = old_.split('\n'), after = new_.split('\n');
        for (const QByteArray& line : now.split('\n'))
            if (!before.contains(line) || !after.contains(line))
                return line.left(400);
        return "a line is missing";
    }

    /// An archive that has the third series.
    [[nodiscard]] bool startPeer() {
        peerPort_ = freePort();
        return startArchive(peer_, study().path("archive"), peerPort_) &&
               runProgram(QStringLiteral("storescu"),
                          {QStringLiteral("-aec"), QStringLiteral("QRPEER"), QStringLiteral("+sd"),
                           QStringLiteral("127.0.0.1"), QString::number(peerPort_),
                           study().path("more") + QStringLiteral("/s2")}) == 0;
    }

    QStringList line_;
    QByteArray old_, new_;
    Peer peer_;
    std::unique_ptr<DesktopSession> keyring_;
    int peerPort_ = 0;
};

/// The commands that the program's help names, by their words.
inline QList<QByteArray> commandsOf(const QByteArray& help) {
    static const QRegularExpression word(QStringLiteral("^[a-z][a-z0-9-]*$"));
    QList<QByteArray> out;
    for (const QByteArray& line : help.split('\n')) {
        if (!line.startsWith("casebook-cli "))
            continue;
        QByteArrayList words;
        for (const QByteArray& one : line.split(' ').mid(1)) {
            if (!word.match(QString::fromUtf8(one)).hasMatch())
                break;
            words.append(one);
        }
        out.append(words.join(' '));
    }
    return out;
}

/// Each command has a row or a reason for none, and each reason is of a command that has no row.
inline void everyCommandIsAccountedFor(const CliRun& help) {
    QList<QByteArray> without;
    const QList<QByteArray> all = commandsOf(help.out);
    QVERIFY2(all.size() > 100, help.words());
    for (const QByteArray& command : all)
        if (std::none_of(commandRows.begin(), commandRows.end(), [&](const CommandRow& row) {
                return QByteArray(QByteArray(row.line) + ' ').startsWith(QByteArray(command + ' '));
            }))
            without.append(command);
    std::sort(without.begin(), without.end());
    QCOMPARE(without, commandsWithoutRow.keys());
}

inline void commandColumns(bool onlyQuick) {
    QTest::addColumn<int>("row");
    for (int n = 0; n < commandRows.size(); ++n)
        if (!onlyQuick || commandRows[n].isQuick)
            QTest::addRow("%s", commandRows[n].name) << n;
}

/// @param most So many of the calls fail, spread over the work; 0: the first of each kind and file.
inline void failCommand(CommandStudy& study, int most) {
    QFETCH(int, row);
    const CommandRow& command = commandRows[row];
    study.fault = "EIO";
    if (QByteArray(command.line).startsWith("key keyring"))
        if (const QString trouble = study.startKeyring(); !trouble.isEmpty()) {
            if (qEnvironmentVariableIntValue("CASEBOOK_CI") == 1)
                QFAIL(qPrintable(trouble));
            QSKIP(qPrintable(trouble));
        }
    QCOMPARE(study.prepare(command), QByteArray());
    QList<int> numbers = study.firstOfEach();
    if (most > 0) {
        QRandomGenerator random(quint32(5000 + row));
        const int calls = study.calls();
        numbers.clear();
        for (int n = 0; n < most; ++n)
            numbers.append(1 + n * calls / most + int(random.bounded(calls / most + 1)));
    }
    int wrong = 0;
    for (qsizetype i = 0; i < numbers.size(); ++i) {
        study.fault = i % 2 == 0 ? "ENOSPC" : "EIO";
        const QByteArray found = study.disturbCommand(command, numbers[i]);
        if (found.isEmpty())
            continue;
        ++wrong;
        qWarning("%d %s %s: %s", numbers[i], study.fault.constData(), study.failedCall().constData(),
                 found.constData());
    }
    QCOMPARE(wrong, 0);
}

} // namespace casebook::test
