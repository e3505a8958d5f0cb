<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>casebook::AttritionFigure</name>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::AuditController</name>
    <message numerus="yes">
        <source>%n row(s) of the audit saved.</source>
        <translation>
            <numerusform>%n row of the audit saved.</numerusform>
            <numerusform>%n rows of the audit saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::AuditDetailPane</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::BackupController</name>
    <message numerus="yes">
        <source>%n file(s) lie on a disk that is not connected, and are not in the backup yet.</source>
        <translation>
            <numerusform>%n file lie on a disk that is not connected, and are not in the backup yet.</numerusform>
            <numerusform>%n files lie on a disk that is not connected, and are not in the backup yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::BackupPanel</name>
    <message numerus="yes">
        <source>Backed up %n day(s) ago</source>
        <translation>
            <numerusform>Backed up %n day ago</numerusform>
            <numerusform>Backed up %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 free, enough for about %n day(s)</source>
        <translation>
            <numerusform>%1 free, enough for about %n day</numerusform>
            <numerusform>%1 free, enough for about %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of images in the last %n day(s)</source>
        <translation>
            <numerusform>%1 of images in the last %n day</numerusform>
            <numerusform>%1 of images in the last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of the study were damaged when it was made. Verify the study.</source>
        <translation>
            <numerusform>%n part of the study was damaged when it was made. Verify the study.</numerusform>
            <numerusform>%n parts of the study were damaged when it was made. Verify the study.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::CaseGather</name>
    <message numerus="yes">
        <source>overdue %n day(s)</source>
        <translation>
            <numerusform>overdue %n day</numerusform>
            <numerusform>overdue %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies)</source>
        <translation>
            <numerusform>%n query</numerusform>
            <numerusform>%n queries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::CasePage</name>
    <message numerus="yes">
        <source>%n form(s) overdue</source>
        <translation>
            <numerusform>%n form overdue</numerusform>
            <numerusform>%n forms overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies)</source>
        <translation>
            <numerusform>%n query</numerusform>
            <numerusform>%n queries</numerusform>
        </translation>
    </message>
</context>
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
    <message numerus="yes">
        <source>Cohort %1: %n subject(s)</source>
        <translation>
            <numerusform>Cohort %1: %n subject</numerusform>
            <numerusform>Cohort %1: %n subjects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s)</source>
        <translation>
            <numerusform>%n subject</numerusform>
            <numerusform>%n subjects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The demo study with %n synthetic subject(s) is in %1.</source>
        <translation>
            <numerusform>The demo study with %n synthetic subject is in %1.</numerusform>
            <numerusform>The demo study with %n synthetic subjects is in %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) taken.</source>
        <translation>
            <numerusform>%n finding taken.</numerusform>
            <numerusform>%n findings taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open query(ies)</source>
        <translation>
            <numerusform>%n open query</numerusform>
            <numerusform>%n open queries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) written.</source>
        <translation>
            <numerusform>%n item written.</numerusform>
            <numerusform>%n items written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies) opened.</source>
        <translation>
            <numerusform>%n query opened.</numerusform>
            <numerusform>%n queries opened.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) read.</source>
        <translation>
            <numerusform>%n line read.</numerusform>
            <numerusform>%n lines read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) were linked to the visit of their day.</source>
        <translation>
            <numerusform>%n exam were linked to the visit of their day.</numerusform>
            <numerusform>%n exams were linked to the visit of their day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of %1 declare a wrong character set; their text was read as %2.</source>
        <translation>
            <numerusform>%n file of %1 declare a wrong character set; their text was read as %2.</numerusform>
            <numerusform>%n files of %1 declare a wrong character set; their text was read as %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n measurement(s) on %1</source>
        <translation>
            <numerusform>%n measurement on %1</numerusform>
            <numerusform>%n measurements on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reading(s) of %1</source>
        <translation>
            <numerusform>%n reading of %1</numerusform>
            <numerusform>%n readings of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) on %1</source>
        <translation>
            <numerusform>%n finding on %1</numerusform>
            <numerusform>%n findings on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overlay(s) on %1</source>
        <translation>
            <numerusform>%n overlay on %1</numerusform>
            <numerusform>%n overlays on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n move(s) of %1</source>
        <translation>
            <numerusform>%n move of %1</numerusform>
            <numerusform>%n moves of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n released data set(s) of %1</source>
        <translation>
            <numerusform>%n released data set of %1</numerusform>
            <numerusform>%n released data sets of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) of %1</source>
        <translation>
            <numerusform>%n form of %1</numerusform>
            <numerusform>%n forms of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n header(s) were read anew.</source>
        <translation>
            <numerusform>%n header were read anew.</numerusform>
            <numerusform>%n headers were read anew.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n number(s)</source>
        <translation>
            <numerusform>%1, %n number</numerusform>
            <numerusform>%1, %n numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n image(s)</source>
        <translation>
            <numerusform>%1: %n image</numerusform>
            <numerusform>%1: %n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for a subject: %n part(s) of it.</source>
        <translation>
            <numerusform>Waiting for a subject: %n part of it.</numerusform>
            <numerusform>Waiting for a subject: %n parts of it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) may still grow, and will be taken by a later look.</source>
        <translation>
            <numerusform>%n file may still grow, and will be taken by a later look.</numerusform>
            <numerusform>%n files may still grow, and will be taken by a later look.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) of other subjects name this one in their files.</source>
        <translation>
            <numerusform>%n image of other subjects name this one in their files.</numerusform>
            <numerusform>%n images of other subjects name this one in their files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused file(s) of shared imports stay in their reports.</source>
        <translation>
            <numerusform>%n refused file of shared imports stay in their reports.</numerusform>
            <numerusform>%n refused files of shared imports stay in their reports.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) wait under this subject&apos;s number. Say whose they are first.</source>
        <translation>
            <numerusform>%n exam wait under this subject&apos;s number. Say whose they are first.</numerusform>
            <numerusform>%n exams wait under this subject&apos;s number. Say whose they are first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) hold images of others too.</source>
        <translation>
            <numerusform>%n file hold images of others too.</numerusform>
            <numerusform>%n files hold images of others too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unlock(s) failed since the study was last open for writing.</source>
        <translation>
            <numerusform>%n unlock failed since the study was last open for writing.</numerusform>
            <numerusform>%n unlocks failed since the study was last open for writing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that were moved could not be removed from their old place; the next move or compact does it.</source>
        <translation>
            <numerusform>%n file that was moved could not be removed from its old place; the next move or compact does it.</numerusform>
            <numerusform>%n files that were moved could not be removed from their old place; the next move or compact does it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::CohortController</name>
    <message numerus="yes">
        <source>%1 is frozen with %n subjects.</source>
        <translation>
            <numerusform>%1 is frozen with %n subjects.</numerusform>
            <numerusform>%1 is frozen with %n subjects.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n subjects are in as before.</source>
        <translation>
            <numerusform>%n subjects are in as before.</numerusform>
            <numerusform>%n subjects are in as before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would come in: %1.</source>
        <translation>
            <numerusform>%n would come in: %1.</numerusform>
            <numerusform>%n would come in: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would go out: %1.</source>
        <translation>
            <numerusform>%n would go out: %1.</numerusform>
            <numerusform>%n would go out: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::CohortPage</name>
    <message numerus="yes">
        <source>%n subjects</source>
        <translation>
            <numerusform>%n subjects</numerusform>
            <numerusform>%n subjects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::CohortWork</name>
    <message numerus="yes">
        <source>%n members have left the study since.</source>
        <translation>
            <numerusform>%n members have left the study since.</numerusform>
            <numerusform>%n members have left the study since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Today&apos;s data would give %n subjects: %1 would come in, %2 would go out.</source>
        <translation>
            <numerusform>Today&apos;s data would give %n subjects: %1 would come in, %2 would go out.</numerusform>
            <numerusform>Today&apos;s data would give %n subjects: %1 would come in, %2 would go out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ConsentController</name>
    <message numerus="yes">
        <source>%n open reading(s) end.</source>
        <translation>
            <numerusform>%n open reading end.</numerusform>
            <numerusform>%n open readings end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frozen cohort(s) will say that a member withdrew.</source>
        <translation>
            <numerusform>%n frozen cohort will say that a member withdrew.</numerusform>
            <numerusform>%n frozen cohorts will say that a member withdrew.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) that were joined to it go too.</source>
        <translation>
            <numerusform>%n record that were joined to it go too.</numerusform>
            <numerusform>%n records that were joined to it go too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) of other subjects carry this one&apos;s number in their files and stay.</source>
        <translation>
            <numerusform>%n image of other subjects carry this one&apos;s number in their files and stay.</numerusform>
            <numerusform>%n images of other subjects carry this one&apos;s number in their files and stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused file(s) of shared imports stay in the reports; nobody knows whose they were.</source>
        <translation>
            <numerusform>%n refused file of shared imports stay in the reports; nobody knows whose they were.</numerusform>
            <numerusform>%n refused files of shared imports stay in the reports; nobody knows whose they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) wait under this subject&apos;s number. Say whose they are first, in the report of their import.</source>
        <translation>
            <numerusform>%n exam wait under this subject&apos;s number. Say whose they are first, in the report of their import.</numerusform>
            <numerusform>%n exams wait under this subject&apos;s number. Say whose they are first, in the report of their import.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stored file(s) hold images of another subject too.</source>
        <translation>
            <numerusform>%n stored file hold images of another subject too.</numerusform>
            <numerusform>%n stored files hold images of another subject too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n identifier(s)</source>
        <translation>
            <numerusform>%n identifier</numerusform>
            <numerusform>%n identifiers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s)</source>
        <translation>
            <numerusform>%n form</numerusform>
            <numerusform>%n forms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies)</source>
        <translation>
            <numerusform>%n query</numerusform>
            <numerusform>%n queries</numerusform>
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
        <source>%n image(s) of %1</source>
        <translation>
            <numerusform>%n image of %1</numerusform>
            <numerusform>%n images of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overlay(s)</source>
        <translation>
            <numerusform>%n overlay</numerusform>
            <numerusform>%n overlays</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n measurement(s)</source>
        <translation>
            <numerusform>%n measurement</numerusform>
            <numerusform>%n measurements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reading(s)</source>
        <translation>
            <numerusform>%n reading</numerusform>
            <numerusform>%n readings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also %n value(s) in the audit, whose chain stays whole.</source>
        <translation>
            <numerusform>Also %n value in the audit, whose chain stays whole.</numerusform>
            <numerusform>Also %n values in the audit, whose chain stays whole.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::DefinitionController</name>
    <message numerus="yes">
        <source>The study has %n form(s) now.</source>
        <translation>
            <numerusform>The study has %n form now.</numerusform>
            <numerusform>The study has %n forms now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::DoorController</name>
    <message numerus="yes">
        <source>%n unlock(s) failed since the study was last open for writing, the last on %1.</source>
        <translation>
            <numerusform>%n unlock failed since the study was last open for writing, on %1.</numerusform>
            <numerusform>%n unlocks failed since the study was last open for writing, the last on %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unlock(s) failed since the study was last open for writing.</source>
        <translation>
            <numerusform>%n unlock failed since the study was last open for writing.</numerusform>
            <numerusform>%n unlocks failed since the study was last open for writing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ExportController</name>
    <message numerus="yes">
        <source>Released: %1
%n file(s), all checks passed.</source>
        <translation>
            <numerusform>Released: %1
%n file, all checks passed.</numerusform>
            <numerusform>Released: %1
%n files, all checks passed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n unfinished export set(s)?</source>
        <translation>
            <numerusform>Remove %n unfinished export set?</numerusform>
            <numerusform>Remove %n unfinished export sets?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) stayed here. The set&apos;s report says why.</source>
        <translation>
            <numerusform>%n object stayed here. The set&apos;s report says why.</numerusform>
            <numerusform>%n objects stayed here. The set&apos;s report says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ExportPage</name>
    <message numerus="yes">
        <source>%1, %n subject(s)</source>
        <comment>cohort and its size</comment>
        <translation>
            <numerusform>%1, %n subject</numerusform>
            <numerusform>%1, %n subjects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n withdrawn since)</source>
        <comment>state of a data set</comment>
        <translation>
            <numerusform>%1 (%n withdrawn since)</numerusform>
            <numerusform>%1 (%n withdrawn since)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) left out of descriptions.</source>
        <translation>
            <numerusform>%n word left out of descriptions.</numerusform>
            <numerusform>%n words left out of descriptions.</numerusform>
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
    <name>casebook::FindingPanel</name>
    <message numerus="yes">
        <source>%n mark(s) still open</source>
        <translation>
            <numerusform>%n mark still open</numerusform>
            <numerusform>%n marks still open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::FormController</name>
    <message numerus="yes">
        <source>What was typed and not saved is back: %n item(s).</source>
        <translation>
            <numerusform>What was typed and not saved is back: %n item.</numerusform>
            <numerusform>What was typed and not saved is back: %n items.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved: %n item(s).</source>
        <translation>
            <numerusform>Saved: %n item.</numerusform>
            <numerusform>Saved: %n items.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies) opened.</source>
        <translation>
            <numerusform>%n query opened.</numerusform>
            <numerusform>%n queries opened.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies) resolved.</source>
        <translation>
            <numerusform>%n query resolved.</numerusform>
            <numerusform>%n queries resolved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other form(s) recalculated.</source>
        <translation>
            <numerusform>%n other form recalculated.</numerusform>
            <numerusform>%n other forms recalculated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) are no values yet and stay as a draft.</source>
        <translation>
            <numerusform>%n text are no values yet and stay as a draft.</numerusform>
            <numerusform>%n texts are no values yet and stay as a draft.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::FormWords</name>
    <message numerus="yes">
        <source>%n item(s) changed elsewhere. Which value stays?</source>
        <translation>
            <numerusform>%n item changed elsewhere. Which value stays?</numerusform>
            <numerusform>%n items changed elsewhere. Which value stays?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n must be corrected</source>
        <translation>
            <numerusform>%n must be corrected</numerusform>
            <numerusform>%n must be corrected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to check</source>
        <translation>
            <numerusform>%n to check</numerusform>
            <numerusform>%n to check</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n empty</source>
        <translation>
            <numerusform>%n empty</numerusform>
            <numerusform>%n empty</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies)</source>
        <translation>
            <numerusform>%n query</numerusform>
            <numerusform>%n queries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::FreezeDialog</name>
    <message numerus="yes">
        <source>The %n members of today stay in it, whatever is entered later. What changed since can be seen.</source>
        <translation>
            <numerusform>The %n members of today stay in it, whatever is entered later. What changed since can be seen.</numerusform>
            <numerusform>The %n members of today stay in it, whatever is entered later. What changed since can be seen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::FrozenPane</name>
    <message numerus="yes">
        <source>%1 (%n withdrawn since)</source>
        <comment>members of a cohort</comment>
        <translation>
            <numerusform>%1 (%n withdrawn since)</numerusform>
            <numerusform>%1 (%n withdrawn since)</numerusform>
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
    <message numerus="yes">
        <source>%n of them begun</source>
        <translation>
            <numerusform>%n of them begun</numerusform>
            <numerusform>%n of them begun</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Oldest: %1, %2, %n day(s) past its window</source>
        <translation>
            <numerusform>Oldest: %1, %2, %n day past its window</numerusform>
            <numerusform>Oldest: %1, %2, %n days past its window</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The oldest waits for %n day(s)</source>
        <translation>
            <numerusform>The oldest waits for %n day</numerusform>
            <numerusform>The oldest waits for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) without a certain subject</source>
        <translation>
            <numerusform>%n exam without a certain subject</numerusform>
            <numerusform>%n exams without a certain subject</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series with two files of one image</source>
        <translation>
            <numerusform>%n series with two files of one image</numerusform>
            <numerusform>%n series with two files of one image</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>nothing was taken, %n file(s) refused</source>
        <translation>
            <numerusform>nothing was taken, %n file refused</numerusform>
            <numerusform>nothing was taken, %n files refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <comment>last backup</comment>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::HomeOverdueModel</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
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
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of a watched folder</source>
        <translation>
            <numerusform>%n file of a watched folder</numerusform>
            <numerusform>%n files of a watched folder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of a watched folder imported.</source>
        <translation>
            <numerusform>%n file of a watched folder imported.</numerusform>
            <numerusform>%n files of a watched folder imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n import(s) ended while the study was locked. Home lists them.</source>
        <translation>
            <numerusform>%n import ended while the study was locked. Home lists it.</numerusform>
            <numerusform>%n imports ended while the study was locked. Home lists them.</numerusform>
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
    <name>casebook::MoveController</name>
    <message numerus="yes">
        <source>%n series</source>
        <translation>
            <numerusform>%n series</numerusform>
            <numerusform>%n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series went to %1.</source>
        <translation>
            <numerusform>%n series went to %1.</numerusform>
            <numerusform>%n series went to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::NetworkController</name>
    <message numerus="yes">
        <source>%n image(s) that were received before are now in the study.</source>
        <translation>
            <numerusform>%n image that were received before are now in the study.</numerusform>
            <numerusform>%n images that were received before are now in the study.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series</source>
        <translation>
            <numerusform>%n series</numerusform>
            <numerusform>%n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transfer(s) ended while the study was locked. The list of jobs says how.</source>
        <translation>
            <numerusform>%n transfer ended while the study was locked. The list of jobs says how.</numerusform>
            <numerusform>%n transfers ended while the study was locked. The list of jobs says how.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::NetworkPage</name>
    <message numerus="yes">
        <source>%1, %n image(s) so far</source>
        <translation>
            <numerusform>%1, %n image so far</numerusform>
            <numerusform>%1, %n images so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::OverdueModel</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
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
    <name>casebook::PassphraseEdit</name>
    <message numerus="yes">
        <source>%n more character(s) needed; several words are easier to keep than signs.</source>
        <translation>
            <numerusform>%n more character needed; several words are easier to keep than signs.</numerusform>
            <numerusform>%n more characters needed; several words are easier to keep than signs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::QueriesModel</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
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
    <name>casebook::ReasonDialog</name>
    <message numerus="yes">
        <source>Why do %n item(s) change?</source>
        <translation>
            <numerusform>Why do %n item change?</numerusform>
            <numerusform>Why do %n items change?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ReportController</name>
    <message numerus="yes">
        <source>%n report(s) draw on this series: G hides and shows them.</source>
        <translation>
            <numerusform>%n report draw on this series: G hides and shows them.</numerusform>
            <numerusform>%n reports draw on this series: G hides and shows them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ReportViews</name>
    <message numerus="yes">
        <source>%1, %n point(s)</source>
        <translation>
            <numerusform>%1, %n point</numerusform>
            <numerusform>%1, %n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ScheduleModel</name>
    <message numerus="yes">
        <source>%n query(ies)</source>
        <translation>
            <numerusform>%n query</numerusform>
            <numerusform>%n queries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) were changed after their signature: sign again</source>
        <translation>
            <numerusform>%n form was changed after its signature: sign again</numerusform>
            <numerusform>%n forms were changed after their signature: sign again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::SchedulePage</name>
    <message numerus="yes">
        <source>%n subject(s)</source>
        <translation>
            <numerusform>%n subject</numerusform>
            <numerusform>%n subjects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s)</source>
        <translation>
            <numerusform>%n visit</numerusform>
            <numerusform>%n visits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s) overdue</source>
        <translation>
            <numerusform>%n visit overdue</numerusform>
            <numerusform>%n visits overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in window</source>
        <translation>
            <numerusform>%n in window</numerusform>
            <numerusform>%n in window</numerusform>
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
    <message numerus="yes">
        <source>%n key image(s)</source>
        <translation>
            <numerusform>%n key image</numerusform>
            <numerusform>%n key images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::SeriesWords</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) left out; the lowest number was taken</source>
        <translation>
            <numerusform>%n image left out; the lowest number was taken</numerusform>
            <numerusform>%n images left out; the lowest number was taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) at a place that is taken</source>
        <translation>
            <numerusform>%n image at a place that is taken</numerusform>
            <numerusform>%n images at a place that is taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) had none; made here</source>
        <translation>
            <numerusform>%n file had none; made here</numerusform>
            <numerusform>%n files had none; made here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repaired</source>
        <translation>
            <numerusform>%n repaired</numerusform>
            <numerusform>%n repaired</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>localizer, %n image(s)</source>
        <translation>
            <numerusform>localizer, %n image</numerusform>
            <numerusform>localizer, %n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::StorageController</name>
    <message numerus="yes">
        <source>%n file(s) are in the study again.</source>
        <translation>
            <numerusform>%n file are in the study again.</numerusform>
            <numerusform>%n files are in the study again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) lie on the other disk now.</source>
        <translation>
            <numerusform>%n file lie on the other disk now.</numerusform>
            <numerusform>%n files lie on the other disk now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are damaged and stay where they are. Verify the study.</source>
        <translation>
            <numerusform>%n file are damaged and stay where they are. Verify the study.</numerusform>
            <numerusform>%n files are damaged and stay where they are. Verify the study.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that were moved could not be removed from their old place. The next move does it.</source>
        <translation>
            <numerusform>%n file that was moved could not be removed from its old place. The next move does it.</numerusform>
            <numerusform>%n files that were moved could not be removed from their old place. The next move does it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::StoragePanel</name>
    <message numerus="yes">
        <source>%n subject(s), %1</source>
        <translation>
            <numerusform>%n subject, %1</numerusform>
            <numerusform>%n subjects, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series, %1</source>
        <comment>part of: subjects, series, size</comment>
        <translation>
            <numerusform>%n series, %1</numerusform>
            <numerusform>%n series, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n file, %1</numerusform>
            <numerusform>%n files, %1</numerusform>
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
    <message numerus="yes">
        <source>%n file(s) lie on a disk that is not connected; they were not checked.</source>
        <translation>
            <numerusform>%n file lie on a disk that is not connected; they were not checked.</numerusform>
            <numerusform>%n files lie on a disk that is not connected; they were not checked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::SubjectViews</name>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::SurvivalPane</name>
    <message numerus="yes">
        <source>%n members without a time or status are left out.</source>
        <translation>
            <numerusform>%n members without a time or status are left out.</numerusform>
            <numerusform>%n members without a time or status are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::TableOnePane</name>
    <message numerus="yes">
        <source>%n subjects without a value of &quot;%1&quot; are left out.</source>
        <translation>
            <numerusform>%n subjects without a value of &quot;%1&quot; are left out.</numerusform>
            <numerusform>%n subjects without a value of &quot;%1&quot; are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::TagBrowser</name>
    <message numerus="yes">
        <source>%n attribute(s)</source>
        <translation>
            <numerusform>%n attribute</numerusform>
            <numerusform>%n attributes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) hidden because they may say who the person is</source>
        <translation>
            <numerusform>%n value hidden because they may say who the person is</numerusform>
            <numerusform>%n values hidden because they may say who the person is</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::TagModel</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::TaskController</name>
    <message numerus="yes">
        <source>%n case(s) given out</source>
        <translation>
            <numerusform>%n case given out</numerusform>
            <numerusform>%n cases given out</numerusform>
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
    <name>casebook::UserDialog</name>
    <message numerus="yes">
        <source>First passphrase, at least %n character(s)</source>
        <translation>
            <numerusform>First passphrase, at least %n character</numerusform>
            <numerusform>First passphrase, at least %n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::VolumeBar</name>
    <message numerus="yes">
        <source>%n phase(s), %1</source>
        <translation>
            <numerusform>%n phase, %1</numerusform>
            <numerusform>%n phases, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s)</source>
        <translation>
            <numerusform>%n volume</numerusform>
            <numerusform>%n volumes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::VolumeButton</name>
    <message numerus="yes">
        <source>%n phase(s), %1</source>
        <translation>
            <numerusform>%n phase, %1</numerusform>
            <numerusform>%n phases, %1</numerusform>
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
<context>
    <name>casebook::WatchCard</name>
    <message numerus="yes">
        <source>%n file(s) may still grow, and will be taken once unchanged.</source>
        <translation>
            <numerusform>%n file may still grow, and will be taken once unchanged.</numerusform>
            <numerusform>%n files may still grow, and will be taken once unchanged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) imported since the unlock. Last look: %1.</source>
        <translation>
            <numerusform>%n file imported since the unlock. Last look: %1.</numerusform>
            <numerusform>%n files imported since the unlock. Last look: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::WorklistPage</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
</TS>
