// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Messages.h"

#include "core/values/MessageTable.h"

#include <QCoreApplication>

#include <algorithm>

namespace casebook {

namespace {

using Row = MessageRow;

// clang-format off: one row a line

/// One sentence what happened, one what to do. %1 is the object, %2 ... the args.
constexpr Row studyTable[] = {
    // study and keys
    {"wrong-passphrase", QT_TRANSLATE_NOOP("casebook::Messages", "The passphrase does not open this study. Check Caps Lock and the keyboard language, then try again.")},
    {"no-such-user", QT_TRANSLATE_NOOP("casebook::Messages", "This study has no user of that name. Check the spelling.")},
    {"user-needed", QT_TRANSLATE_NOOP("casebook::Messages", "This study has several users. Say which one opens it.")},
    {"user-disabled", QT_TRANSLATE_NOOP("casebook::Messages", "This user is disabled. Ask an administrator of the study.")},
    {"no-keyring", QT_TRANSLATE_NOOP("casebook::Messages", "No keyring runs on this desktop. Type the passphrase.")},
    {"keyring-refused", QT_TRANSLATE_NOOP("casebook::Messages", "The keyring of this desktop is locked, or said no. Unlock it, or type the passphrase.")},
    {"keyring-present", QT_TRANSLATE_NOOP("casebook::Messages", "The keyring of this desktop opens this study already.")},
    {"keyring-empty", QT_TRANSLATE_NOOP("casebook::Messages", "The keyring of this desktop holds nothing for this study. Type the passphrase.")},
    {"wrong-keyring", QT_TRANSLATE_NOOP("casebook::Messages", "What the keyring of this desktop holds opens this study no more. Type the passphrase, and have it remembered anew.")},
    {"weak-passphrase", QT_TRANSLATE_NOOP("casebook::Messages", "The passphrase is too short. Use at least 12 characters; a sentence is good.")},
    {"guessable-passphrase", QT_TRANSLATE_NOOP("casebook::Messages", "The passphrase is too easy to guess: too few different characters, or nothing but the name of the user or of the study. Choose another one; a sentence is good.")},
    {"same-passphrase", QT_TRANSLATE_NOOP("casebook::Messages", "This is the passphrase that another person gave you and knows. Choose a new one.")},
    {"public-passphrase", QT_TRANSLATE_NOOP("casebook::Messages", "This is the public passphrase of the sample study. Choose another one for real data.")},
    {"passphrase-needed", QT_TRANSLATE_NOOP("casebook::Messages", "A passphrase is needed. Name a file with --passphrase-file or type it at the prompt.")},
    {"passphrase-file-open", QT_TRANSLATE_NOOP("casebook::Messages", "Other users can read the passphrase file %1. Take their rights off (chmod 600) and try again.")},
    {"study-in-use", QT_TRANSLATE_NOOP("casebook::Messages", "%4 has the study open in another program (%3 on %2). Close it there, or open the study for reading only.")},
    {"study-in-use-by-unknown", QT_TRANSLATE_NOOP("casebook::Messages", "The study is open in another program. Close it there, or open the study for reading only.")},
    {"study-exists", QT_TRANSLATE_NOOP("casebook::Messages", "There is something at %1 already. Choose an empty or new folder.")},
    {"no-such-study", QT_TRANSLATE_NOOP("casebook::Messages", "There is no Casebook study at %1. Check the folder.")},
    {"header-damaged", QT_TRANSLATE_NOOP("casebook::Messages", "Both copies of the study's header are damaged. Restore casebook.study from a backup.")},
    {"newer-format", QT_TRANSLATE_NOOP("casebook::Messages", "This study was written by a newer Casebook. Open it with that version.")},
    {"no-right", QT_TRANSLATE_NOOP("casebook::Messages", "Your roles in this study do not allow this. Ask an administrator of the study.")},
    {"read-only", QT_TRANSLATE_NOOP("casebook::Messages", "The study is open for reading only. Nothing was changed.")},
    {"too-many-users", QT_TRANSLATE_NOOP("casebook::Messages", "The study has as many users as its header holds. Disable one that is not needed.")},
    {"not-unlocked", QT_TRANSLATE_NOOP("casebook::Messages", "The study is locked. Unlock it and try again.")},
    {"older-copy", QT_TRANSLATE_NOOP("casebook::Messages", "The study is older than this workstation last saw it. An older copy was put back, or a part was cut off.")},
    {"not-a-backup", QT_TRANSLATE_NOOP("casebook::Messages", "The folder is not empty and is no backup. Choose an empty folder, or the backup made before.")},
    {"backup-other-study", QT_TRANSLATE_NOOP("casebook::Messages", "The folder holds the backup of another study. Choose a folder of its own for each study.")},
    {"backup-inside-study", QT_TRANSLATE_NOOP("casebook::Messages", "A backup inside the study is lost with it. Choose a folder on another disk.")},
    {"no-such-snapshot", QT_TRANSLATE_NOOP("casebook::Messages", "The backup has no such snapshot.")},
    {"backup-in-use", QT_TRANSLATE_NOOP("casebook::Messages", "Another program reads or writes this backup. Wait until it has ended.")},
    {"backup-running", QT_TRANSLATE_NOOP("casebook::Messages", "A backup or a move of images runs. Wait until it has ended, then compact the study.")},
    {"backup-damaged", QT_TRANSLATE_NOOP("casebook::Messages", "The backup is damaged (%2). Use an older snapshot or another backup.")},
};

/// The same for what comes from outside and for images.
constexpr Row imagingTable[] = {
    // import and imaging
    {"unreadable", QT_TRANSLATE_NOOP("casebook::Messages", "%1 can't be read. Check that it exists and that you may open it.")},
    {"not-dicom", QT_TRANSLATE_NOOP("casebook::Messages", "Not a DICOM file. Nothing to do unless it should be one.")},
    {"truncated", QT_TRANSLATE_NOOP("casebook::Messages", "The file ends before its stated length. Copy it again from its source.")},
    {"no-pixel-data", QT_TRANSLATE_NOOP("casebook::Messages", "The object says it is an image but holds no pixels. Export it again from its source.")},
    {"unsupported-transfer-syntax", QT_TRANSLATE_NOOP("casebook::Messages", "The pixels are compressed in a way that this version can't read. Export the images uncompressed or as JPEG lossless.")},
    {"unsupported-encoding", QT_TRANSLATE_NOOP("casebook::Messages", "The pixels are compressed as %1, which this version can't read. Export the images uncompressed or as JPEG lossless.")},
    {"unsupported-object", QT_TRANSLATE_NOOP("casebook::Messages", "This kind of object can't be used here.")},
    {"conflicting-instance", QT_TRANSLATE_NOOP("casebook::Messages", "An image with the same UID and other pixels is in the study already. Both are kept; say in the import report which one is right.")},
    {"bad-geometry", QT_TRANSLATE_NOOP("casebook::Messages", "Its position or grid does not fit. It can't be placed safely.")},
    {"too-large", QT_TRANSLATE_NOOP("casebook::Messages", "It claims more data than the reader accepts. It was not read.")},
    {"malformed", QT_TRANSLATE_NOOP("casebook::Messages", "The file is damaged or built to do harm; its reader was stopped. Copy it again from its source.")},
    {"inside-archive-limit", QT_TRANSLATE_NOOP("casebook::Messages", "The archive holds too much, or unsafe paths. Unpack it by hand and import the folder.")},
    {"no-such-row", QT_TRANSLATE_NOOP("casebook::Messages", "The audit has no row %1.")},
    {"no-such-series", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no series %1.")},
    {"no-such-overlay", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no overlay %1.")},
    {"no-such-subject", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no subject %1.")},
    {"no-such-volume", QT_TRANSLATE_NOOP("casebook::Messages", "The series %1 has no such volume.")},
    {"needs-confirmation", QT_TRANSLATE_NOOP("casebook::Messages", "The grids are %2 mm apart at the worst corner. A person may confirm the placement; it is recorded and shown.")},
    {"frame-of-reference", QT_TRANSLATE_NOOP("casebook::Messages", "It was drawn in another frame of reference than this volume.")},
    {"frame-of-reference-missing", QT_TRANSLATE_NOOP("casebook::Messages", "It or the volume names no frame of reference.")},
    {"grid-mismatch", QT_TRANSLATE_NOOP("casebook::Messages", "Its grid does not match the volume: %2 mm apart at the worst corner.")},
    {"grid-size", QT_TRANSLATE_NOOP("casebook::Messages", "Its grid has another size than the volume.")},
    {"grid-near-miss", QT_TRANSLATE_NOOP("casebook::Messages", "Its grid nearly fits the volume. A person may confirm the placement.")},
    {"no-such-import", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no such import.")},
    {"no-volume", QT_TRANSLATE_NOOP("casebook::Messages", "There is no volume to draw.")},
    {"no-lungs", QT_TRANSLATE_NOOP("casebook::Messages", "No lungs were found in this volume. Choose another look.")},
    {"no-airways", QT_TRANSLATE_NOOP("casebook::Messages", "This look needs a segmentation of the airways, and there is none yet. Choose another look.")},
    {"no-nodules", QT_TRANSLATE_NOOP("casebook::Messages", "This look needs a segmentation of nodules, and there is none yet. Choose another look.")},
    {"render-failed", QT_TRANSLATE_NOOP("casebook::Messages", "The 3D picture could not be drawn. Try a smaller one.")},
    {"wrong-usage", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is not understood here. See --help.")},
    {"no-image", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no image in its frame of reference yet.")},
    {"no-display", QT_TRANSLATE_NOOP("casebook::Messages", "The 3D view needs a display with OpenGL, and there is none.")},
    {"transfer-json", QT_TRANSLATE_NOOP("casebook::Messages", "The look holds no curve. A JSON object with a list \"points\" is needed.")},
    {"transfer-points", QT_TRANSLATE_NOOP("casebook::Messages", "A curve has 1 to 64 points; this one has %1.")},
    {"transfer-point", QT_TRANSLATE_NOOP("casebook::Messages", "Point %1 of the curve needs exactly hu, opacity and color.")},
    {"transfer-hu", QT_TRANSLATE_NOOP("casebook::Messages", "The HU of point %1 must be a number from -1024 to 3071, above that of the point before it.")},
    {"transfer-opacity", QT_TRANSLATE_NOOP("casebook::Messages", "The opacity of point %1 must be a number from 0 to 1.")},
    {"transfer-color", QT_TRANSLATE_NOOP("casebook::Messages", "The colour of point %1 must be written as #RRGGBB.")},
    {"bad-look-name", QT_TRANSLATE_NOOP("casebook::Messages", "A look needs a name of 1 to 60 characters on one line.")},
    {"no-such-look", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no look named %1.")},
    {"too-many-looks", QT_TRANSLATE_NOOP("casebook::Messages", "The study keeps %1 looks already. Remove one that is not needed.")},
    {"worker-failed", QT_TRANSLATE_NOOP("casebook::Messages", "The reader program stopped before it could work. Try again; if it stays so, restart Casebook.")},
    {"dictionary-missing", QT_TRANSLATE_NOOP("casebook::Messages", "The DICOM dictionary is missing. Install the package dcmtk-data again.")},
    {"not-archive", QT_TRANSLATE_NOOP("casebook::Messages", "This is no archive that can be read.")},
    {"no-frame", QT_TRANSLATE_NOOP("casebook::Messages", "The object has no such frame.")},
    {"cancelled", QT_TRANSLATE_NOOP("casebook::Messages", "Stopped. What was finished before is kept.")},
    {"worker-missing", QT_TRANSLATE_NOOP("casebook::Messages", "The program casebook-worker can't be started. Install Casebook again.")},
    {"not-waiting", QT_TRANSLATE_NOOP("casebook::Messages", "These images don't wait for a subject any more. Look at the report again.")},
    {"forms-disagree", QT_TRANSLATE_NOOP("casebook::Messages", "The file places itself twice (sform and qform), and the two are %2 mm apart. A person may confirm the first of them; it is recorded and shown.")},
    {"not-labels", QT_TRANSLATE_NOOP("casebook::Messages", "The file holds values that are not whole numbers. It is no label map.")},
    {"empty-segmentation", QT_TRANSLATE_NOOP("casebook::Messages", "The segmentation is empty. There is nothing to write or draw.")},
    {"already-withdrawn", QT_TRANSLATE_NOOP("casebook::Messages", "The subject %1 is withdrawn already.")},
    {"no-such-measurement", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no such measurement, or it was removed.")},
    {"not-shown-yet", QT_TRANSLATE_NOOP("casebook::Messages", "This kind of object is kept and listed; no page shows it yet.")},
    {"text-report", QT_TRANSLATE_NOOP("casebook::Messages", "This report has nothing that could be drawn on an image. Read it on the subject's page.")},
    {"no-such-report", QT_TRANSLATE_NOOP("casebook::Messages", "There is no such report in this study, or it is not for you to see now. Look at the list of reports.")},
    {"nothing-to-write", QT_TRANSLATE_NOOP("casebook::Messages", "There is nothing to write. Measure something or mark a key image first.")},
    {"no-such-key-image", QT_TRANSLATE_NOOP("casebook::Messages", "There is no such key image. It may have been unmarked meanwhile.")},
    // subjects
    {"label-taken", QT_TRANSLATE_NOOP("casebook::Messages", "Another subject has the code %1. Choose another one.")},
    {"bad-label", QT_TRANSLATE_NOOP("casebook::Messages", "A subject's code has 1 to 64 characters and no line break.")},
    {"bad-date", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is not a date. Write 1956, 1956-02 or 1956-02-13.")},
    {"reason-needed", QT_TRANSLATE_NOOP("casebook::Messages", "Say why: this change is kept with its reason.")},
    {"no-item-chosen", QT_TRANSLATE_NOOP("casebook::Messages", "Go to the item of the form that shall take the value, then send it again.")},
    {"unit-does-not-fit", QT_TRANSLATE_NOOP("casebook::Messages", "The item takes %2, the measurement is in %1. Choose another item.")},
    {"changed-elsewhere", QT_TRANSLATE_NOOP("casebook::Messages", "Somebody else has changed this meanwhile. Look at the new value and try again.")},
    {"consent-stopped", QT_TRANSLATE_NOOP("casebook::Messages", "The subject %1 withdrew consent, and what was collected is not to be used any more.")},
    {"subject-erased", QT_TRANSLATE_NOOP("casebook::Messages", "The subject %1 was erased after withdrawing consent. Nothing can be added to it.")},
    {"withdrawn-since", QT_TRANSLATE_NOOP("casebook::Messages", "%2 subject(s) of this data set withdrew consent since, so it is not written again. Export the cohort anew.")},
    {"exams-waiting", QT_TRANSLATE_NOOP("casebook::Messages", "%2 exam(s) wait under a number of %1. Say whose they are in the report of their import, then erase.")},
    {"pack-shared", QT_TRANSLATE_NOOP("casebook::Messages", "%2 stored file(s) hold images of %1 and of another subject. Nothing was erased, so that nothing of the other one is lost.")},
    // storage
    {"disk-full", QT_TRANSLATE_NOOP("casebook::Messages", "The disk is full. Make room and try again; nothing that was finished is lost.")},
    {"write-failed", QT_TRANSLATE_NOOP("casebook::Messages", "The disk did not take the data. Nothing was changed. Check the disk.")},
    {"damaged-object", QT_TRANSLATE_NOOP("casebook::Messages", "Stored data of this object is damaged. Run verify, then restore it from a backup.")},
    {"database-damaged", QT_TRANSLATE_NOOP("casebook::Messages", "A part of the database is damaged. Run verify, then restore it from a backup.")},
    {"wrong-recovery-words", QT_TRANSLATE_NOOP("casebook::Messages", "These recovery words do not open this study. Check that they were printed for it.")},
    {"mistyped-recovery-words", QT_TRANSLATE_NOOP("casebook::Messages", "The recovery words are mistyped. Check each group of four.")},
    {"recovery-file-needed", QT_TRANSLATE_NOOP("casebook::Messages", "There is no terminal to show the recovery words on. Give --recovery-file F.")},
    {"exists", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is there already and is not written over.")},
    {"cannot-write", QT_TRANSLATE_NOOP("casebook::Messages", "The file %1 cannot be written: %2")},
    {"words-unseen", QT_TRANSLATE_NOOP("casebook::Messages", "The recovery words were taken off the screen before they were written down. Unlock the study with your passphrase and make new ones on its page.")},
    {"cannot-print", QT_TRANSLATE_NOOP("casebook::Messages", "The printer did not take the page. Choose another one, or write the words down by hand.")},
    {"not-a-study", QT_TRANSLATE_NOOP("casebook::Messages", "The folder %1 is not a Casebook study.")},
    {"older-header", QT_TRANSLATE_NOOP("casebook::Messages", "The study's header is older than the study. An older copy was put back; restore the newest one.")},
    {"network-folder", QT_TRANSLATE_NOOP("casebook::Messages", "The folder %1 is on a network drive, where a study can't be kept safely. Choose a folder on a local disk.")},
    {"fuse-folder", QT_TRANSLATE_NOOP("casebook::Messages", "The folder %1 may be on a network drive, where a study can't be kept safely. If it is, move the study to a local disk.")},
    {"sync-folder", QT_TRANSLATE_NOOP("casebook::Messages", "A program copies the folder %1 to other computers, perhaps while the study changes; such a copy may not open. Move the study to another folder.")},
    {"header-copy-damaged", QT_TRANSLATE_NOOP("casebook::Messages", "One of the two copies of the study's header is damaged. The other one is used, and both are written anew when the study is locked.")},
    {"object-damaged", QT_TRANSLATE_NOOP("casebook::Messages", "The stored file %1 is damaged. Run verify, then restore it from a backup.")},
    {"object-missing", QT_TRANSLATE_NOOP("casebook::Messages", "The stored file %1 is missing. Run verify, then restore it from a backup.")},
    {"pack-away", QT_TRANSLATE_NOOP("casebook::Messages", "These images are on another disk, in %1, which is not connected. Connect the disk; if it has another path now, name it on the Study page or with cold place.")},
    {"cold-inside-study", QT_TRANSLATE_NOOP("casebook::Messages", "The folder %1 is inside the study. Choose one on another disk.")},
    {"no-cold-place", QT_TRANSLATE_NOOP("casebook::Messages", "The folder %1 holds no images of this study. Choose the folder to which they were moved.")},
    {"study-moved", QT_TRANSLATE_NOOP("casebook::Messages", "This study was moved to %1. Open it there.")},
    {"study-unfinished", QT_TRANSLATE_NOOP("casebook::Messages", "The folder %1 is the copy of a study whose move was cut off. Open the study in its old folder, or finish the move with study move.")},
    {"restore-unfinished", QT_TRANSLATE_NOOP("casebook::Messages", "The study in the folder %1 was not restored to the end. Remove the folder, and restore the study again.")},
    {"move-inside-study", QT_TRANSLATE_NOOP("casebook::Messages", "A study can't be moved into itself. Choose another folder than %1.")},
    {"move-damaged", QT_TRANSLATE_NOOP("casebook::Messages", "The file %1 is damaged, so the study stays where it is. Run verify, restore what is damaged from a backup, then move it.")},
    {"locked", QT_TRANSLATE_NOOP("casebook::Messages", "The study is locked. Unlock it and try again.")},
    {"io-error", QT_TRANSLATE_NOOP("casebook::Messages", "The disk failed at %1 (%3). Nothing that was finished is lost. Check the disk.")},
    {"read-only-folder", QT_TRANSLATE_NOOP("casebook::Messages", "Nothing can be written in the folder %1: the disk is read-only, or you lack the right.")},
    {"log-needs-writing", QT_TRANSLATE_NOOP("casebook::Messages", "The study in %1 was not closed, and its last changes can be read only where its folder may be written to. Copy the study to a folder of your own, or ask for the right to write.")},
    {"commit-unknown", QT_TRANSLATE_NOOP("casebook::Messages", "The disk failed while this was being saved, so it is not known whether it was saved. Lock the study, check the disk, open it again and look before you type it a second time.")},
    {"writing-stopped", QT_TRANSLATE_NOOP("casebook::Messages", "The disk failed, so nothing more is written. Lock the study, check the disk and open it again.")},
    {"writing-stopped-memory", QT_TRANSLATE_NOOP("casebook::Messages", "Memory ran out while something was saved, so nothing more is written. Close other programs, lock the study and open it again.")},
    {"database-error", QT_TRANSLATE_NOOP("casebook::Messages", "The database refused the change (%2). Nothing was changed.")},
    {"database-busy", QT_TRANSLATE_NOOP("casebook::Messages", "Another program holds the database. Try again.")},
    {"constraint", QT_TRANSLATE_NOOP("casebook::Messages", "This would break a rule of the study's data. Nothing was changed.")},
    {"unaudited-change", QT_TRANSLATE_NOOP("casebook::Messages", "The program tried a change without an audit row; it was refused. Please report this.")},
    {"user-exists", QT_TRANSLATE_NOOP("casebook::Messages", "The study has a user %1 already, or had one. Choose another name.")},
    {"own-account", QT_TRANSLATE_NOOP("casebook::Messages", "You can't disable your own account. Another administrator can.")},
    {"own-passphrase", QT_TRANSLATE_NOOP("casebook::Messages", "This is your own account. Change its passphrase with the old one, or set it anew with the recovery words.")},
    {"recovery-words-of-user", QT_TRANSLATE_NOOP("casebook::Messages", "The recovery words open the study as %1. Make new words in your own name first, then try again.")},
    {"recovery-words-uncertain", QT_TRANSLATE_NOOP("casebook::Messages", "The disk failed while the recovery words were changed. Keep the old and the new ones and try which of them open the study.")},
    {"recovery-words-useless", QT_TRANSLATE_NOOP("casebook::Messages", "These words are right, but the user they belong to is disabled or no administrator any more. Make new words.")},
    {"role-needed", QT_TRANSLATE_NOOP("casebook::Messages", "A user needs at least one role.")},
    {"name-needed", QT_TRANSLATE_NOOP("casebook::Messages", "The study needs a name.")},
    {"not-sqlcipher", QT_TRANSLATE_NOOP("casebook::Messages", "The encryption of the database does not work on this computer. Nothing was written. Install Casebook again.")},
    {"not-encrypted", QT_TRANSLATE_NOOP("casebook::Messages", "The database would not have been encrypted, so it was removed. Install Casebook again.")},
    {"no-crypto", QT_TRANSLATE_NOOP("casebook::Messages", "The encryption library can't be started. Install Casebook again.")},
    {"out-of-memory", QT_TRANSLATE_NOOP("casebook::Messages", "This computer has too little free memory for this. Close other programs and try again.")},
    {"chain-broken", QT_TRANSLATE_NOOP("casebook::Messages", "The audit trail was changed outside Casebook. Run verify for the place.")},
};

constexpr Row warningTable[] = {
    {"gap", QT_TRANSLATE_NOOP("casebook::Messages", "slices missing at %1 mm")},
    {"duplicate-position", QT_TRANSLATE_NOOP("casebook::Messages", "several images at one position")},
    {"irregular-spacing", QT_TRANSLATE_NOOP("casebook::Messages", "uneven slice distances")},
    {"gantry-tilt", QT_TRANSLATE_NOOP("casebook::Messages", "gantry tilt %1°")},
    {"mixed-orientation", QT_TRANSLATE_NOOP("casebook::Messages", "several orientations in one series")},
    {"mixed-spacing", QT_TRANSLATE_NOOP("casebook::Messages", "several pixel sizes or slice distances in one series")},
    {"non-square-pixels", QT_TRANSLATE_NOOP("casebook::Messages", "pixels are not square")},
    {"overlapping-slices", QT_TRANSLATE_NOOP("casebook::Messages", "slices overlap")},
    {"missing-rescale", QT_TRANSLATE_NOOP("casebook::Messages", "no rescale values, not calibrated")},
    {"padding", QT_TRANSLATE_NOOP("casebook::Messages", "padded outside the field of view")},
    {"lossy", QT_TRANSLATE_NOOP("casebook::Messages", "lossy compression")},
    {"localizer", QT_TRANSLATE_NOOP("casebook::Messages", "localizer")},
    {"time-series", QT_TRANSLATE_NOOP("casebook::Messages", "time series")},
    {"single-slice", QT_TRANSLATE_NOOP("casebook::Messages", "single slice")},
    {"truncated-frame", QT_TRANSLATE_NOOP("casebook::Messages", "a slice is cut short")},
    {"spacing-from-thickness", QT_TRANSLATE_NOOP("casebook::Messages", "slice distance taken from the thickness")},
    {"not-int16", QT_TRANSLATE_NOOP("casebook::Messages", "values need more than 16 bits; pictures show them in 65,536 steps")},
    {"no-position", QT_TRANSLATE_NOOP("casebook::Messages", "no position in the patient")},
    {"no-spacing", QT_TRANSLATE_NOOP("casebook::Messages", "no pixel spacing, not calibrated")},
    {"resampled", QT_TRANSLATE_NOOP("casebook::Messages", "other planes are resampled")},
    {"import-interrupted", QT_TRANSLATE_NOOP("casebook::Messages", "its import was interrupted")},
    {"pack-away", QT_TRANSLATE_NOOP("casebook::Messages", "on a disk that is not connected")},
};

// clang-format on

/// English words of a code; nullptr when unknown.
const char* wordsOf(std::span<const Row> table, const QByteArray& code) {
    const auto row = std::find_if(table.begin(), table.end(), [&](const Row& r) { return code == r.code; });
    return row == table.end() ? nullptr : row->words;
}

const char* wordsOf(const QByteArray& code) {
    for (const std::span<const Row> table :
         {std::span<const Row>(studyTable), std::span<const Row>(imagingTable), formsMessages(),
          formStoreMessages(), statsMessages(), readingMessages(), exprMessages(), exportMessages(),
          subjectMessages(), networkMessages(), importMessages()})
        if (const char* words = wordsOf(table, code))
            return words;
    return nullptr;
}

/// Replaces %first, %first+1, ... ; QString::arg would take a "%1" inside a part for a place.
QString filled(const QString& text, const QStringList& parts, int first) {
    QString out = text;
    for (qsizetype i = parts.size() - 1; i >= 0; --i)
        out.replace(u'%' + QString::number(first + i), parts[i]);
    return out;
}

/// A holder whose note can't be read has no name to be told.
const char* wordsOf(const Error& error) {
    const bool isUnknown = error.code == "study-in-use" && error.args.isEmpty();
    return wordsOf(isUnknown ? QByteArray("study-in-use-by-unknown") : error.code);
}

} // namespace

QString messageText(const Error& error) {
    const char* words = wordsOf(error);
    if (!words)
        return QCoreApplication::translate("casebook::Messages", "It did not work (%1).")
            .arg(QString::fromLatin1(error.code));
    return filled(QCoreApplication::translate("casebook::Messages", words),
                  QStringList{error.object} + error.args, 1);
}

QString messageSource(const Error& error) {
    const char* words = wordsOf(error);
    return words ? filled(QString::fromUtf8(words), QStringList{error.object} + error.args, 1)
                 : QString::fromLatin1(error.code);
}

QString warningText(const QByteArray& code, const QStringList& args) {
    const char* words = wordsOf(warningTable, code);
    if (!words)
        words = wordsOf(overlayNotes(), code);
    if (!words)
        return QString::fromLatin1(code);
    return filled(QCoreApplication::translate("casebook::Messages", words), args, 1);
}

} // namespace casebook
