<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>casebook::Cli</name>
    <message numerus="yes">
        <source>%n file(s) read.</source>
        <translation>
            <numerusform>%n file read.</numerusform>
            <numerusform>%n files read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1.</source>
        <translation>
            <numerusform>%n file written to %1.</numerusform>
            <numerusform>%n files written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A synthetic chest with %n nodule(s) was written to %1.</source>
        <translation>
            <numerusform>A synthetic chest with %n nodule was written to %1.</numerusform>
            <numerusform>A synthetic chest with %n nodules was written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::FacetPanel</name>
    <message numerus="yes">
        <source>Clear %n</source>
        <translation>
            <numerusform>Clear %n</numerusform>
            <numerusform>Clear %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::HomeController</name>
    <message numerus="yes">
        <source>%1, %n image(s)</source>
        <translation>
            <numerusform>%1, %n image</numerusform>
            <numerusform>%1, %n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::HomeFilled</name>
    <message numerus="yes">
        <source>%n file(s) refused</source>
        <translation>
            <numerusform>%n file refused</numerusform>
            <numerusform>%n files refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s)</source>
        <translation>
            <numerusform>%n subject</numerusform>
            <numerusform>%n subjects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ImportController</name>
    <message numerus="yes">
        <source>%n file(s) imported.</source>
        <translation>
            <numerusform>%n file imported.</numerusform>
            <numerusform>%n files imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ImportReportPage</name>
    <message numerus="yes">
        <source>imported, %n series</source>
        <translation>
            <numerusform>imported, %n series</numerusform>
            <numerusform>imported, %n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 s, %n file(s), %2 a second</source>
        <translation>
            <numerusform>%1 s, %n file, %2 a second</numerusform>
            <numerusform>%1 s, %n files, %2 a second</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::MainWindow</name>
    <message numerus="yes">
        <source>%n role(s)</source>
        <translation>
            <numerusform>%n role</numerusform>
            <numerusform>%n roles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::NewStudyForm</name>
    <message numerus="yes">
        <source>At least %n character(s); several words are easier to keep than signs.</source>
        <translation>
            <numerusform>At least %n character; several words are easier to keep than signs.</numerusform>
            <numerusform>At least %n characters; several words are easier to keep than signs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::PassphraseDialog</name>
    <message numerus="yes">
        <source>At least %n character(s); a sentence is good. Only the recovery words open the study without it.</source>
        <translation>
            <numerusform>At least %n character; a sentence is good. Only the recovery words open the study without it.</numerusform>
            <numerusform>At least %n characters; a sentence is good. Only the recovery words open the study without it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ReadingController</name>
    <message numerus="yes">
        <source>%1, %2, %n image(s)</source>
        <comment>reading: date, modality</comment>
        <translation>
            <numerusform>%1, %2, %n image</numerusform>
            <numerusform>%1, %2, %n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::SegmentPanel</name>
    <message numerus="yes">
        <source>%n segment(s)</source>
        <translation>
            <numerusform>%n segment</numerusform>
            <numerusform>%n segments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::SeriesDelegate</name>
    <message numerus="yes">
        <source>%n slice(s)</source>
        <translation>
            <numerusform>%n slice</numerusform>
            <numerusform>%n slices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::StudyFacts</name>
    <message numerus="yes">
        <source>%n subject(s)</source>
        <translation>
            <numerusform>%n subject</numerusform>
            <numerusform>%n subjects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s)</source>
        <translation>
            <numerusform>%n exam</numerusform>
            <numerusform>%n exams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series</source>
        <comment>study: count of DICOM series</comment>
        <translation>
            <numerusform>%n series</numerusform>
            <numerusform>%n series</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::UnlockForm</name>
    <message numerus="yes">
        <source>Too many wrong passphrases. Try again in %n second(s).</source>
        <translation>
            <numerusform>Too many wrong passphrases. Try again in %n second.</numerusform>
            <numerusform>Too many wrong passphrases. Try again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) left before a pause</source>
        <translation>
            <numerusform>%n attempt left before a pause</numerusform>
            <numerusform>%n attempts left before a pause</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::WaitingCard</name>
    <message numerus="yes">
        <source>%1, %2, %n slice(s)</source>
        <comment>description, modality</comment>
        <translation>
            <numerusform>%1, %2, %n slice</numerusform>
            <numerusform>%1, %2, %n slices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The identity in the files matches no subject for certain; %n subject(s) are close.</source>
        <translation>
            <numerusform>The identity in the files matches no subject for certain; %n subject are close.</numerusform>
            <numerusform>The identity in the files matches no subject for certain; %n subjects are close.</numerusform>
        </translation>
    </message>
</context>
</TS>
