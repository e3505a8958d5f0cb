// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/AuditModel.h"

#include "widgets/common/CellDelegate.h"

#include <QHash>
#include <QLocale>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

AuditModel::AuditModel(QObject* parent) : QAbstractTableModel(parent) {}

void AuditModel::setRows(QList<AuditLine> rows, bool more) {
    beginResetModel();
    rows_ = std::move(rows);
    more_ = more;
    endResetModel();
}

void AuditModel::append(const QList<AuditLine>& rows, bool more) {
    more_ = more;
    if (rows.isEmpty())
        return;
    beginInsertRows({}, int(rows_.size()), int(rows_.size() + rows.size()) - 1);
    rows_ += rows;
    endInsertRows();
}

const AuditLine* AuditModel::at(int row) const {
    return row < 0 || row >= rows_.size() ? nullptr : &rows_.at(row);
}

int AuditModel::rowOf(qint64 seq) const {
    const auto found = std::ranges::find(rows_, seq, &AuditLine::seq);
    return found == rows_.end() ? -1 : int(found - rows_.begin());
}

namespace {

/// In English; a cell that is painted translates its own words alone.
using Words = QHash<QByteArray, const char*>;

/// Actions that mean another thing for another kind of object.
const Words& wordsByKind() {
    static const Words words{
        {"create/subject", QT_TRANSLATE_NOOP("casebook::AuditModel", "Subject enrolled")},
        {"link/exam", QT_TRANSLATE_NOOP("casebook::AuditModel", "Exam linked to a visit")},
        {"unlink/exam", QT_TRANSLATE_NOOP("casebook::AuditModel", "Exam taken off its visit")},
        {"no-visit/exam", QT_TRANSLATE_NOOP("casebook::AuditModel", "Exam said to be of no visit")},
        {"change/subject", QT_TRANSLATE_NOOP("casebook::AuditModel", "Subject changed")},
        {"withdraw/subject", QT_TRANSLATE_NOOP("casebook::AuditModel", "Subject withdrawn")},
        {"erase/subject", QT_TRANSLATE_NOOP("casebook::AuditModel", "Subject erased")},
        {"remove-value/audit", QT_TRANSLATE_NOOP("casebook::AuditModel", "Value removed by law")},
        {"create/study", QT_TRANSLATE_NOOP("casebook::AuditModel", "Study made")},
        {"create/user", QT_TRANSLATE_NOOP("casebook::AuditModel", "User added")},
        {"disable/user", QT_TRANSLATE_NOOP("casebook::AuditModel", "User disabled")},
        {"change/user", QT_TRANSLATE_NOOP("casebook::AuditModel", "User changed")},
        {"create/overlay", QT_TRANSLATE_NOOP("casebook::AuditModel", "Overlay added")},
        {"confirm/overlay", QT_TRANSLATE_NOOP("casebook::AuditModel", "Placement confirmed")},
        {"change/overlay", QT_TRANSLATE_NOOP("casebook::AuditModel", "Overlay style changed")},
        {"create/measurement", QT_TRANSLATE_NOOP("casebook::AuditModel", "Length measured")},
        {"void/measurement", QT_TRANSLATE_NOOP("casebook::AuditModel", "Length removed")},
        {"create/task", QT_TRANSLATE_NOOP("casebook::AuditModel", "Reading task given")},
        {"change/form", QT_TRANSLATE_NOOP("casebook::AuditModel", "Value changed")},
        {"enter/form", QT_TRANSLATE_NOOP("casebook::AuditModel", "Value entered")},
        {"clear/form", QT_TRANSLATE_NOOP("casebook::AuditModel", "Value cleared")},
        {"create/form", QT_TRANSLATE_NOOP("casebook::AuditModel", "Form begun")},
        {"create/visit", QT_TRANSLATE_NOOP("casebook::AuditModel", "Visit begun")},
        {"import/form", QT_TRANSLATE_NOOP("casebook::AuditModel", "Form imported")},
        {"lock/form", QT_TRANSLATE_NOOP("casebook::AuditModel", "Form locked")},
        {"unlock/form", QT_TRANSLATE_NOOP("casebook::AuditModel", "Form unlocked")},
        {"verify/form", QT_TRANSLATE_NOOP("casebook::AuditModel", "Answer verified")},
        {"unverify/form", QT_TRANSLATE_NOOP("casebook::AuditModel", "Verification taken back")},
        {"import/import", QT_TRANSLATE_NOOP("casebook::AuditModel", "Table imported")},
        {"part/exam", QT_TRANSLATE_NOOP("casebook::AuditModel", "Exam parted by patient")},
        {"part/series", QT_TRANSLATE_NOOP("casebook::AuditModel", "Series parted by patient")},
        {"create/cohort", QT_TRANSLATE_NOOP("casebook::AuditModel", "Cohort frozen")},
        {"change/setting", QT_TRANSLATE_NOOP("casebook::AuditModel", "Setting of the study changed")},
        {"change/task", QT_TRANSLATE_NOOP("casebook::AuditModel", "Reading task changed")},
        {"cancel/task", QT_TRANSLATE_NOOP("casebook::AuditModel", "Reading task cancelled")},
        {"settle/series", QT_TRANSLATE_NOOP("casebook::AuditModel", "Chosen between two files of an image")},
        {"create/ai-run", QT_TRANSLATE_NOOP("casebook::AuditModel", "AI findings taken")}};
    return words;
}

const Words& wordsOfActions() {
    static const Words words{
        {"unlock", QT_TRANSLATE_NOOP("casebook::AuditModel", "Study unlocked")},
        {"lock", QT_TRANSLATE_NOOP("casebook::AuditModel", "Study locked")},
        {"import", QT_TRANSLATE_NOOP("casebook::AuditModel", "Images imported")},
        {"import-begin", QT_TRANSLATE_NOOP("casebook::AuditModel", "Import begun")},
        {"import-done", QT_TRANSLATE_NOOP("casebook::AuditModel", "Import finished")},
        {"import-interrupted", QT_TRANSLATE_NOOP("casebook::AuditModel", "Import interrupted")},
        {"describe", QT_TRANSLATE_NOOP("casebook::AuditModel", "Geometry noted")},
        {"place", QT_TRANSLATE_NOOP("casebook::AuditModel", "Overlay placed")},
        {"quarantine", QT_TRANSLATE_NOOP("casebook::AuditModel", "Exam waits for a subject")},
        {"watch", QT_TRANSLATE_NOOP("casebook::AuditModel", "Files of a watched folder taken")},
        {"assign", QT_TRANSLATE_NOOP("casebook::AuditModel", "Subject chosen")},
        {"export", QT_TRANSLATE_NOOP("casebook::AuditModel", "Exported")},
        {"migrate", QT_TRANSLATE_NOOP("casebook::AuditModel", "Format migrated")},
        {"clock", QT_TRANSLATE_NOOP("casebook::AuditModel", "Clock changed")},
        {"sweep", QT_TRANSLATE_NOOP("casebook::AuditModel", "Leftovers cleared")},
        {"unlock-failed", QT_TRANSLATE_NOOP("casebook::AuditModel", "Wrong passphrases")},
        {"void", QT_TRANSLATE_NOOP("casebook::AuditModel", "Removed")},
        {"verify", QT_TRANSLATE_NOOP("casebook::AuditModel", "Study verified")},
        {"read-identity", QT_TRANSLATE_NOOP("casebook::AuditModel", "Names read")},
        {"create", QT_TRANSLATE_NOOP("casebook::AuditModel", "Created")},
        {"change", QT_TRANSLATE_NOOP("casebook::AuditModel", "Changed")},
        {"confirm", QT_TRANSLATE_NOOP("casebook::AuditModel", "Confirmed")},
        {"withdraw", QT_TRANSLATE_NOOP("casebook::AuditModel", "Withdrawn")},
        {"leave-out", QT_TRANSLATE_NOOP("casebook::AuditModel", "Left out")},
        {"disable", QT_TRANSLATE_NOOP("casebook::AuditModel", "Disabled")},
        {"recovery", QT_TRANSLATE_NOOP("casebook::AuditModel", "Recovery words used")},
        {"unlock-recovery", QT_TRANSLATE_NOOP("casebook::AuditModel", "Study unlocked by recovery words")},
        {"unlock-keyring", QT_TRANSLATE_NOOP("casebook::AuditModel", "Study unlocked by the keyring")},
        {"add-keyring", QT_TRANSLATE_NOOP("casebook::AuditModel", "Keyring may unlock")},
        {"remove-keyring", QT_TRANSLATE_NOOP("casebook::AuditModel", "Keyring may not unlock")},
        {"change-passphrase", QT_TRANSLATE_NOOP("casebook::AuditModel", "Passphrase changed")},
        {"first-passphrase", QT_TRANSLATE_NOOP("casebook::AuditModel", "First passphrase given anew")},
        {"reset-passphrase", QT_TRANSLATE_NOOP("casebook::AuditModel", "Passphrase set anew")},
        {"renew-recovery-words", QT_TRANSLATE_NOOP("casebook::AuditModel", "New recovery words")},
        {"rotate-keys-begin", QT_TRANSLATE_NOOP("casebook::AuditModel", "Change of keys begun")},
        {"rotate-keys", QT_TRANSLATE_NOOP("casebook::AuditModel", "Keys changed")},
        {"backup", QT_TRANSLATE_NOOP("casebook::AuditModel", "Backed up")},
        {"restore", QT_TRANSLATE_NOOP("casebook::AuditModel", "Restored from a backup")},
        {"compact", QT_TRANSLATE_NOOP("casebook::AuditModel", "Space given back")},
        {"cold-move", QT_TRANSLATE_NOOP("casebook::AuditModel", "Images moved to another disk")},
        {"cold-back", QT_TRANSLATE_NOOP("casebook::AuditModel", "Images brought back")},
        {"cold-place", QT_TRANSLATE_NOOP("casebook::AuditModel", "Place for images named")},
        {"move-study-begin", QT_TRANSLATE_NOOP("casebook::AuditModel", "Move of the study begun")},
        {"move-study", QT_TRANSLATE_NOOP("casebook::AuditModel", "Study moved")},
        {"sign", QT_TRANSLATE_NOOP("casebook::AuditModel", "Signed")},
        {"ask-unlock", QT_TRANSLATE_NOOP("casebook::AuditModel", "Unlocking asked for")},
        {"network-send", QT_TRANSLATE_NOOP("casebook::AuditModel", "Sent to another machine")},
        {"import-undo", QT_TRANSLATE_NOOP("casebook::AuditModel", "Import taken back")},
        {"move", QT_TRANSLATE_NOOP("casebook::AuditModel", "Moved")},
        {"add-row", QT_TRANSLATE_NOOP("casebook::AuditModel", "Row added")},
        {"void-row", QT_TRANSLATE_NOOP("casebook::AuditModel", "Row removed")},
        {"hold", QT_TRANSLATE_NOOP("casebook::AuditModel", "Answer held back")},
        {"show", QT_TRANSLATE_NOOP("casebook::AuditModel", "Answer shown again")},
        {"calculate", QT_TRANSLATE_NOOP("casebook::AuditModel", "Calculated")},
        {"form-state", QT_TRANSLATE_NOOP("casebook::AuditModel", "Form state changed")},
        {"publish", QT_TRANSLATE_NOOP("casebook::AuditModel", "Definition published")},
        {"query-raise", QT_TRANSLATE_NOOP("casebook::AuditModel", "Query raised")},
        {"query-answer", QT_TRANSLATE_NOOP("casebook::AuditModel", "Query answered")},
        {"query-accept", QT_TRANSLATE_NOOP("casebook::AuditModel", "Query closed")},
        {"query-return", QT_TRANSLATE_NOOP("casebook::AuditModel", "Query sent back")},
        {"query-reopen", QT_TRANSLATE_NOOP("casebook::AuditModel", "Query opened again")},
        {"query-cancel", QT_TRANSLATE_NOOP("casebook::AuditModel", "Query cancelled")},
        {"query-resolve", QT_TRANSLATE_NOOP("casebook::AuditModel", "Query resolved by a change")},
        {"query-change", QT_TRANSLATE_NOOP("casebook::AuditModel", "Answer changed under a query")},
        {"skip", QT_TRANSLATE_NOOP("casebook::AuditModel", "Case put last")},
        {"reassign", QT_TRANSLATE_NOOP("casebook::AuditModel", "Case given to another reader")},
        {"reopen", QT_TRANSLATE_NOOP("casebook::AuditModel", "Reading opened again")},
        {"leave", QT_TRANSLATE_NOOP("casebook::AuditModel", "Case left")}};
    return words;
}

const Words& wordsOfReading() {
    static const Words words{
        {"reading-opened", QT_TRANSLATE_NOOP("casebook::AuditModel", "Case opened")},
        {"reading-first-image", QT_TRANSLATE_NOOP("casebook::AuditModel", "First picture shown")},
        {"reading-idle", QT_TRANSLATE_NOOP("casebook::AuditModel", "Pause in a reading")},
        {"reading-seen", QT_TRANSLATE_NOOP("casebook::AuditModel", "Mark seen")},
        {"reading-accepted", QT_TRANSLATE_NOOP("casebook::AuditModel", "Finding accepted")},
        {"reading-edited", QT_TRANSLATE_NOOP("casebook::AuditModel", "Finding changed")},
        {"reading-rejected", QT_TRANSLATE_NOOP("casebook::AuditModel", "Finding rejected")},
        {"reading-deferred", QT_TRANSLATE_NOOP("casebook::AuditModel", "Finding deferred")},
        {"reading-added", QT_TRANSLATE_NOOP("casebook::AuditModel", "Finding added")},
        {"reading-withdrawn", QT_TRANSLATE_NOOP("casebook::AuditModel", "Finding withdrawn")},
        {"reading-taken-back", QT_TRANSLATE_NOOP("casebook::AuditModel", "Decision taken back")},
        {"reading-first-closed", QT_TRANSLATE_NOOP("casebook::AuditModel", "First read closed")},
        {"reading-signed", QT_TRANSLATE_NOOP("casebook::AuditModel", "Reading finished")},
        {"reading-reopened", QT_TRANSLATE_NOOP("casebook::AuditModel", "Reading opened again")}};
    return words;
}

} // namespace

QString AuditModel::actionText(const QByteArray& action, const QByteArray& kind) {
    const char* words = wordsByKind().value(action + '/' + kind);
    if (!words)
        words = wordsOfReading().value(action);
    if (!words)
        words = wordsOfActions().value(action);
    return words ? tr(words) : QString::fromLatin1(action);
}

QList<AuditModel::ActionChoice> AuditModel::actions() {
    QMap<QString, ActionChoice> byWords; // two that are called alike are one choice
    const auto add = [&](const Words& words) {
        for (auto it = words.constBegin(); it != words.constEnd(); ++it) {
            const QList<QByteArray> parts = it.key().split('/');
            const QString here = tr(*it);
            ActionChoice& one = byWords[here];
            one.words = here;
            one.actions.append(parts.front());
            one.kind = parts.value(1);
        }
    };
    add(wordsByKind());
    add(wordsOfActions());
    add(wordsOfReading());
    QList<ActionChoice> out = byWords.values();
    std::ranges::sort(out, [](const ActionChoice& a, const ActionChoice& b) {
        return QString::localeAwareCompare(a.words, b.words) < 0;
    });
    return out;
}

QString AuditModel::actionIcon(const QByteArray& action) {
    static const QHash<QByteArray, QString> icons{
        {"unlock", u"unlock"_s},        {"lock", u"lock"_s},
        {"import", u"folder2-open"_s},  {"verify", u"shield-check"_s},
        {"read-identity", u"eye"_s},    {"create", u"plus-lg"_s},
        {"change", u"pencil"_s},        {"void", u"trash3"_s},
        {"confirm", u"check-lg"_s},     {"erase", u"person-x"_s},
        {"remove-value", u"trash3"_s},  {"withdraw", u"person-x"_s},
        {"assign", u"link-45deg"_s},    {"leave-out", u"slash-circle"_s},
        {"disable", u"slash-circle"_s}, {"recovery", u"key"_s}};
    return icons.value(action, u"journal-text"_s);
}

int AuditModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(rows_.size()); }

int AuditModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

namespace {

QString textOf(const AuditLine& line, int column) {
    switch (column) {
    case AuditModel::Row: return QLocale().toString(line.seq);
    case AuditModel::Time: return line.when.toString(u"yyyy-MM-dd HH:mm:ss"_s);
    case AuditModel::User: return line.user;
    case AuditModel::Action: return AuditModel::actionText(line.action, line.objectKind);
    case AuditModel::Object: {
        QStringList object{line.object, QString::fromUtf8(line.field)};
        object.removeAll(QString());
        return object.join(u" / "_s);
    }
    default: return line.reason;
    }
}

} // namespace

QVariant AuditModel::data(const QModelIndex& index, int role) const {
    const AuditLine* line = at(index.row());
    if (!line)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return textOf(*line, column);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == Row ? Qt::AlignRight : Qt::AlignLeft));
    case NumberRole: return column == Row || column == Time;
    case ToneRole: return int(column == Row || column == Reason ? Tone::Text2 : Tone::Text);
    case IconRole: return column == Action ? QVariant(actionIcon(line->action)) : QVariant();
    default: return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Row ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString heads[] = {tr("Row"), tr("Time"), tr("User"), tr("Action"), tr("Object"), tr("Reason")};
    return heads[section];
}

bool AuditModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && more_ && !rows_.isEmpty();
}

void AuditModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent))
        return;
    more_ = false; // until the answer says that there is more
    Q_EMIT moreRequested(rows_.last().seq);
}

void AuditModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!rows_.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(rows_.size()) - 1, ColumnCount - 1));
}

} // namespace casebook
