// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/subjects/SearchKey.h"
#include "tests/app/CliListener.h"
#include "tests/support/PlantedText.h"
#include "tests/support/TestData.h"

#include <QRandomGenerator>

namespace casebook::test {

/// Texts that stand in one study and nowhere else on this machine: each run draws its own, so that what another run
/// left behind is not taken for a leak of this one.
struct Planted {
    QString hanName, personName, patientName,
        recordNumber; ///< say who somebody is: in no released set either
    QString answer, reason, question, reply, typed, odmName, typedName; ///< everything else that people write

    static Planted draw() {
        Planted out;
        // In GB 2312 and in Big5.
        static const QString han = QStringLiteral("王李林高山水木金石田白江海天星文武安平光明");
        for (int n = 0; n < 6; ++n)
            out.hanName += han[QRandomGenerator::global()->bounded(int(han.size()))];
        const QString mark = word(6);
        out.personName = QStringLiteral("Planted") + mark + QStringLiteral("^Person") + word(4);
        out.patientName = QStringLiteral("Quill") + mark + QStringLiteral("^Zebedee") + word(4);
        out.odmName = QStringLiteral("Odm") + mark + word(4);
        out.typedName = QStringLiteral("Typed") + mark + word(4);
        out.recordNumber = QStringLiteral("MRN-") + word(8).toUpper();
        for (QString* text : {&out.answer, &out.reason, &out.question, &out.reply, &out.typed})
            *text = QStringLiteral("zq") + word(10);
        return out;
    }
    [[nodiscard]] QStringList identities() const {
        return {hanName, personName, patientName, recordNumber, typedName, odmName};
    }
    [[nodiscard]] QStringList words() const { return {answer, reason, question, reply, typed}; }

    /// As the search for a person spells a Chinese name.
    [[nodiscard]] QStringList pinyin() const {
        QStringList out = searchKeyOf(hanName).split(u'\n').mid(1);
        out.removeIf([](const QString& text) { return text.size() < 8; });
        return out;
    }

    /// One string a text, for another process.
    [[nodiscard]] QString toLine() const { return (identities() + words()).join(u'|'); }
    static Planted fromLine(const QString& line) {
        const QStringList parts = line.split(u'|');
        Planted out;
        QString* const texts[] = {&out.hanName,   &out.personName, &out.patientName, &out.recordNumber,
                                  &out.typedName, &out.odmName,    &out.answer,      &out.reason,
                                  &out.question,  &out.reply,      &out.typed};
        for (qsizetype n = 0; n < qsizetype(std::size(texts)) && n < parts.size(); ++n)
            *texts[n] = parts[n];
        return out;
    }

private:
    static QString word(int letters) {
        QString out;
        for (int n = 0; n < letters; ++n)
            out += QChar(u'a' + QRandomGenerator::global()->bounded(26));
        return out;
    }
};

/// A day of work by casebook-cli in one study, from enrolment to the change of keys, with work that is killed. What the
/// commands printed is kept: standard error of all, and standard output of those that are not asked for names or values.
class SecretDay {
public:
    explicit SecretDay(CliStudy& study) : study_(study) {}

    Planted planted = Planted::draw();
    QByteArray printed;
    QString failure; ///< the first step that did not do as it should; empty: none

    /// In a second study, whose definition is another one.
    void otherStudy() {
        good(study_.create(QStringLiteral("odm-study")), "no second study");
        QFile file(study_.path("study.xml"));
        good(file.open(QIODevice::WriteOnly) && file.write(odmFile()) > 0, "no ODM file");
        file.close();
        done({"import", "odm", file.fileName()});
    }
    void morning() {
        good(study_.create(), "no study");
        good(writeImages(), "no images");
        done({"definition", "install", "lung"});
        done({"subject", "add", "P-1", "--name", planted.hanName, "--birth-date", "1957-11-23"});
        done({"subject", "add", "P-2", "--name", planted.personName});
        done({"form", "set", "P-1/SCR/IDN", with("idn_name=", planted.hanName),
              with("idn_mrn=", planted.recordNumber)});
        done({"form", "set", "P-1/SCR/LAB", with("lab_comment=", planted.answer)});
        done({"form", "set", "P-1/SCR/DM", "height_cm=170", "weight_kg=65.0", "sex=F", "subj_no=P-1",
              "site=01", "birth_date=1956-03", "consent_type=WRITTEN", "consent_date=2024-02-01",
              "consent_version=1", "consent_by=SUBJ", "withdrawn=no", "index_date=2024-01-10"});
        done({"form", "set", "P-1/SCR/DM", "weight_kg=66", "--reason", planted.reason});
        done({"form", "sign", "P-1/SCR/DM"});
        const QString query = telling({"query", "raise", "P-1/SCR/DM", "sex", "--text", planted.question})
                                  .object()[QStringLiteral("query")]
                                  .toString();
        telling({"query", "answer", query, "--text", planted.reply});
        telling({"query", "close", query});
        done({"form", "lock", "P-1/SCR/DM", "--reason", planted.reason});
    }
    void images() {
        telling({"import", "dicom", study_.path("in0")});
        QFile file(study_.path("findings.json"));
        good(file.open(QIODevice::WriteOnly) && file.write(findingsFile()) > 0, "no findings");
        file.close();
        done({"import", "findings", file.fileName()});
        QDir().mkpath(study_.path("watched"));
        done({"import", "watch", "--add", study_.path("watched"), "--reason", planted.reason});
        done({"import", "watch", "--on", "--reason", planted.reason});
        QFile::copy(study_.path("in1") + QStringLiteral("/000.dcm"),
                    study_.path("watched") + QStringLiteral("/a.dcm"));
        telling({"import", "watch", "--once", "--settle", "0"});
        done({"study", "set", "network=on", "--reason", planted.reason});
        overTheNetwork();
        killed({"import", "dicom", study_.path("in3")}, study_.folder() + QStringLiteral("/t"));
    }
    void sets() {
        done({"cohort", "save", "everyone", "--where", "true"});
        done({"export", "dataset", "--cohort", "everyone", "-o", study_.path("set")});
        killed({"export", "dataset", "--cohort", "everyone", "-o", study_.path("set-killed")},
               study_.path("set-killed.part"));
        // All of it is in the study, else the search for it says nothing.
        const QByteArray all = telling({"audit", "list"}).out +
                               telling({"list", "subjects", "--columns", "label,name,patient_id"}).out;
        for (const QString& text : {planted.hanName, planted.personName, planted.typedName, planted.answer,
                                    planted.reason, planted.question, planted.reply})
            if (failure.isEmpty() && !all.contains(text.section(u'^', 0, 0).toUtf8()))
                failure = QStringLiteral("not in the study: ") + text;
        done({"doctor", "-o", study_.path("report.json")});
    }
    void evening() {
        QDir().mkpath(study_.path("disk"));
        done({"backup", study_.path("backup")});
        done({"verify", "--backup", study_.path("backup")});
        done({"restore", study_.path("backup"), study_.path("restored")});
        done({"cold", "move", "--all", "--to", study_.path("disk"), "--reason", planted.reason});
        done({"cold", "back", "--series", "2.25.777.1", "--reason", planted.reason});
        done({"subject", "withdraw", "P-2", "--erase", "--confirm", "P-2", "--reason", planted.reason});
        done({"compact"});
        done({"key", "rotate", "--reason", planted.reason, "--recovery-file", study_.path("words"),
              "--codes-file", study_.path("codes")});
        done({"verify", "--objects"});
        done({"audit", "verify"});
        done({"backup", study_.path("backup")});
    }

private:
    struct Word {
        Word(const char* latin) : text(QString::fromLatin1(latin)) {} // NOLINT(google-explicit-constructor)
        Word(const QString& other) : text(other) {} // NOLINT(google-explicit-constructor)
        QString text;
    };
    using Line = std::initializer_list<Word>;
    static QStringList listOf(const Line& line) {
        QStringList out;
        for (const Word& word : line)
            out += word.text;
        return out;
    }
    static QString with(const char* item, const QString& value) { return QLatin1StringView(item) + value; }

    void good(bool is, const char* what) {
        if (!is && failure.isEmpty())
            failure = QString::fromLatin1(what);
    }
    CliRun run(const Line& line) {
        const QStringList words = listOf(line);
        CliRun out = failure.isEmpty() ? study_.json(words) : CliRun();
        if (failure.isEmpty() && out.exit != 0)
            failure = words.join(u' ') + QStringLiteral(": ") + QString::fromUtf8(out.words());
        printed += out.err;
        return out;
    }
    void done(const Line& line) { printed += run(line).out; }
    /// Its answer holds names or texts, for whom asked for them.
    CliRun telling(const Line& line) { return run(line); }

    /// Killed as soon as something lies in the folder.
    void killed(const Line& line, const QString& folder) {
        QProcess process;
        CliStudy::start(process, listOf(line));
        while (!process.waitForFinished(2) && QDir(folder).isEmpty())
            continue;
        process.kill();
        process.waitForFinished();
        printed += process.readAllStandardError() + process.readAllStandardOutput();
    }
    void overTheNetwork() {
        CliListener listener;
        good(listener.start({QStringLiteral("--allow"), QStringLiteral("STORER")}), "nobody listens");
        good(runProgram(QStringLiteral("storescu"),
                        {QStringLiteral("-aet"), QStringLiteral("STORER"), QStringLiteral("-aec"),
                         QStringLiteral("CASEBOOK"), QStringLiteral("+sd"), QStringLiteral("127.0.0.1"),
                         QString::number(listener.port), study_.path("in2")}) == 0,
             "nothing was stored");
        const CliRun ended = listener.interrupt();
        good(ended.exit == 0, "the listener failed");
        printed += ended.err;
    }

    /// Four exams of one person under the planted name and number; the last one is large.
    bool writeImages() {
        static const QString script = QStringLiteral(R"(
import os, sys
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian
root, name, number = sys.argv[1:4]
rng = np.random.default_rng(20)
for s, slices in enumerate((4, 1, 3, 300)):
    os.makedirs(f'{root}/in{s}', exist_ok=True)
    for k in range(slices):
        d = Dataset()
        d.SOPClassUID = '1.2.840.10008.5.1.4.1.1.2'
        d.SOPInstanceUID = f'2.25.777.{s + 1}.{k + 1}'
        d.StudyInstanceUID, d.SeriesInstanceUID, d.FrameOfReferenceUID = f'2.25.777{s}', f'2.25.777.{s + 1}', '2.25.778'
        d.Modality, d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex = 'CT', name, number, '19700101', 'O'
        d.StudyDate, d.StudyTime, d.SeriesNumber, d.InstanceNumber = '20260101', '120000', s + 1, k + 1
        d.ImagePositionPatient, d.ImageOrientationPatient = [0, 0, 2.0 * k], [1, 0, 0, 0, 1, 0]
        d.PixelSpacing, d.SliceThickness = [1.5, 1.5], 2
        d.Rows = d.Columns = 64
        d.SamplesPerPixel, d.PhotometricInterpretation = 1, 'MONOCHROME2'
        d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 16, 15, 1
        d.RescaleSlope, d.RescaleIntercept = 1, 0
        d.PixelData = rng.integers(-1000, 1000, (64, 64), dtype=np.int16).tobytes()
        d.file_meta = FileMetaDataset()
        d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        d.is_little_endian, d.is_implicit_VR = True, False
        d.save_as(f'{root}/in{s}/{k:03d}.dcm', write_like_original=False)
print('done')
)");
        return runPython(script, {study_.root(), planted.patientName, planted.recordNumber})
            .startsWith("done");
    }
    static QByteArray findingsFile() {
        return R"({"schema":"casebook.findings/1","algorithm":{"name":"nodule.net","version":"2"},
"input":{"series_uid":"2.25.777.1","frame_of_reference_uid":"2.25.778","sop_count":4},
"coordinate_system":"LPS","units":"mm","findings":[
{"id":"a","category":"nodule","center_mm":[9,9,2],"diameter_mm":{"long":6.1,"short":5.8},"score":0.91}]})";
    }
    [[nodiscard]] QByteArray odmFile() const {
        return "<ODM xmlns='http://www.cdisc.org/ns/odm/v1.3' ODMVersion='1.3.2' FileType='Snapshot' "
               "FileOID='f' CreationDateTime='2026-01-01T00:00:00'><Study OID='S'><GlobalVariables>"
               "<StudyName>s</StudyName><StudyDescription/><ProtocolName/></GlobalVariables>"
               "<MetaDataVersion OID='M' Name='m'><StudyEventDef OID='V' Name='v' Repeating='No' "
               "Type='Scheduled'><FormRef FormOID='F' Mandatory='Yes'/></StudyEventDef>"
               "<FormDef OID='F' Name='f' Repeating='No'><ItemGroupRef ItemGroupOID='G' Mandatory='Yes'/>"
               "</FormDef><ItemGroupDef OID='G' Name='g' Repeating='No'><ItemRef ItemOID='a' "
               "Mandatory='Yes'/></ItemGroupDef><ItemDef OID='a' Name='a' DataType='text' Length='80'>"
               "<Question><TranslatedText xml:lang='en'>a</TranslatedText></Question></ItemDef>"
               "</MetaDataVersion></Study><ClinicalData StudyOID='S' MetaDataVersionOID='M'>"
               "<SubjectData SubjectKey='O-1'><StudyEventData StudyEventOID='V'><FormData FormOID='F'>"
               "<ItemGroupData ItemGroupOID='G'><ItemData ItemOID='a' Value='" +
               planted.odmName.toUtf8() +
               "'/></ItemGroupData></FormData></StudyEventData></SubjectData></ClinicalData></ODM>";
    }

    CliStudy& study_;
};

} // namespace casebook::test
