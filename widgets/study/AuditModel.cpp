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

/// Actions that mean another thing for another kind of object.
QHash<QByteArray, QString> wordsByKind() {
    return {{"create/subject", AuditModel::tr("Subject enrolled")},
            {"link/exam", AuditModel::tr("Exam linked to a visit")},
            {"unlink/exam", AuditModel::tr("Exam taken off its visit")},
            {"no-visit/exam", AuditModel::tr("Exam said to be of no visit")},
            {"change/subject", AuditModel::tr("Subject changed")},
            {"withdraw/subject", AuditModel::tr("Subject withdrawn")},
            {"erase/subject", AuditModel::tr("Subject erased")},
            {"remove-value/audit", AuditModel::tr("Value removed by law")},
            {"create/study", AuditModel::tr("Study made")},
            {"create/user", AuditModel::tr("User added")},
            {"disable/user", AuditModel::tr("User disabled")},
            {"change/user", AuditModel::tr("User changed")},
            {"create/overlay", AuditModel::tr("Overlay added")},
            {"confirm/overlay", AuditModel::tr("Placement confirmed")},
            {"change/overlay", AuditModel::tr("Overlay style changed")},
            {"create/measurement", AuditModel::tr("Length measured")},
            {"void/measurement", AuditModel::tr("Length removed")},
            {"create/task", AuditModel::tr("Reading task given")},
            {"change/form", AuditModel::tr("Value changed")},
            {"enter/form", AuditModel::tr("Value entered")},
            {"clear/form", AuditModel::tr("Value cleared")},
            {"create/form", AuditModel::tr("Form begun")},
            {"create/visit", AuditModel::tr("Visit begun")},
            {"import/form", AuditModel::tr("Form imported")},
            {"lock/form", AuditModel::tr("Form locked")},
            {"unlock/form", AuditModel::tr("Form unlocked")},
            {"verify/form", AuditModel::tr("Answer verified")},
            {"unverify/form", AuditModel::tr("Verification taken back")},
            {"import/import", AuditModel::tr("Table imported")},
            {"part/exam", AuditModel::tr("Exam parted by patient")},
            {"part/series", AuditModel::tr("Series parted by patient")},
            {"create/cohort", AuditModel::tr("Cohort frozen")},
            {"change/setting", AuditModel::tr("Setting of the study changed")},
            {"change/task", AuditModel::tr("Reading task changed")},
            {"cancel/task", AuditModel::tr("Reading task cancelled")},
            {"settle/series", AuditModel::tr("Chosen between two files of an image")},
            {"create/ai-run", AuditModel::tr("AI findings taken")}};
}

QHash<QByteArray, QString> wordsOfActions() {
    return {{"unlock", AuditModel::tr("Study unlocked")},
            {"lock", AuditModel::tr("Study locked")},
            {"import", AuditModel::tr("Images imported")},
            {"import-begin", AuditModel::tr("Import begun")},
            {"import-done", AuditModel::tr("Import finished")},
            {"import-interrupted", AuditModel::tr("Import interrupted")},
            {"describe", AuditModel::tr("Geometry noted")},
            {"place", AuditModel::tr("Overlay placed")},
            {"quarantine", AuditModel::tr("Exam waits for a subject")},
            {"watch", AuditModel::tr("Files of a watched folder taken")},
            {"assign", AuditModel::tr("Subject chosen")},
            {"export", AuditModel::tr("Exported")},
            {"migrate", AuditModel::tr("Format migrated")},
            {"clock", AuditModel::tr("Clock changed")},
            {"sweep", AuditModel::tr("Leftovers cleared")},
            {"unlock-failed", AuditModel::tr("Wrong passphrases")},
            {"void", AuditModel::tr("Removed")},
            {"verify", AuditModel::tr("Study verified")},
            {"read-identity", AuditModel::tr("Names read")},
            {"create", AuditModel::tr("Created")},
            {"change", AuditModel::tr("Changed")},
            {"confirm", AuditModel::tr("Confirmed")},
            {"withdraw", AuditModel::tr("Withdrawn")},
            {"leave-out", AuditModel::tr("Left out")},
            {"disable", AuditModel::tr("Disabled")},
            {"recovery", AuditModel::tr("Recovery words used")},
            {"unlock-recovery", AuditModel::tr("Study unlocked by recovery words")},
            {"unlock-keyring", AuditModel::tr("Study unlocked by the keyring")},
            {"add-keyring", AuditModel::tr("Keyring may unlock")},
            {"remove-keyring", AuditModel::tr("Keyring may not unlock")},
            {"change-passphrase", AuditModel::tr("Passphrase changed")},
            {"reset-passphrase", AuditModel::tr("Passphrase set anew")},
            {"renew-recovery-words", AuditModel::tr("New recovery words")},
            {"rotate-keys-begin", AuditModel::tr("Change of keys begun")},
            {"rotate-keys", AuditModel::tr("Keys changed")},
            {"backup", AuditModel::tr("Backed up")},
            {"restore", AuditModel::tr("Restored from a backup")},
            {"compact", AuditModel::tr("Space given back")},
            {"cold-move", AuditModel::tr("Images moved to another disk")},
            {"cold-back", AuditModel::tr("Images brought back")},
            {"cold-place", AuditModel::tr("Place for images named")},
            {"move-study-begin", AuditModel::tr("Move of the study begun")},
            {"move-study", AuditModel::tr("Study moved")},
            {"sign", AuditModel::tr("Signed")},
            {"ask-unlock", AuditModel::tr("Unlocking asked for")},
            {"network-send", AuditModel::tr("Sent to another machine")},
            {"import-undo", AuditModel::tr("Import taken back")},
            {"move", AuditModel::tr("Moved")},
            {"add-row", AuditModel::tr("Row added")},
            {"void-row", AuditModel::tr("Row removed")},
            {"hold", AuditModel::tr("Answer held back")},
            {"show", AuditModel::tr("Answer shown again")},
            {"calculate", AuditModel::tr("Calculated")},
            {"form-state", AuditModel::tr("Form state changed")},
            {"publish", AuditModel::tr("Definition published")},
            {"query-raise", AuditModel::tr("Query raised")},
            {"query-answer", AuditModel::tr("Query answered")},
            {"query-accept", AuditModel::tr("Query closed")},
            {"query-return", AuditModel::tr("Query sent back")},
            {"query-reopen", AuditModel::tr("Query opened again")},
            {"query-cancel", AuditModel::tr("Query cancelled")},
            {"query-resolve", AuditModel::tr("Query resolved by a change")},
            {"query-change", AuditModel::tr("Answer changed under a query")},
            {"skip", AuditModel::tr("Case put last")},
            {"reassign", AuditModel::tr("Case given to another reader")},
            {"reopen", AuditModel::tr("Reading opened again")},
            {"leave", AuditModel::tr("Case left")}};
}

QHash<QByteArray, QString> wordsOfReading() {
    return {{"reading-opened", AuditModel::tr("Case opened")},
            {"reading-first-image", AuditModel::tr("First picture shown")},
            {"reading-idle", AuditModel::tr("Pause in a reading")},
            {"reading-seen", AuditModel::tr("Mark seen")},
            {"reading-accepted", AuditModel::tr("Finding accepted")},
            {"reading-edited", AuditModel::tr("Finding changed")},
            {"reading-rejected", AuditModel::tr("Finding rejected")},
            {"reading-deferred", AuditModel::tr("Finding deferred")},
            {"reading-added", AuditModel::tr("Finding added")},
            {"reading-withdrawn", AuditModel::tr("Finding withdrawn")},
            {"reading-taken-back", AuditModel::tr("Decision taken back")},
            {"reading-first-closed", AuditModel::tr("First read closed")},
            {"reading-signed", AuditModel::tr("Reading finished")},
            {"reading-reopened", AuditModel::tr("Reading opened again")}};
}

} // namespace

QString AuditModel::actionText(const QByteArray& action, const QByteArray& kind) {
    const QHash<QByteArray, QString> byKind = wordsByKind();
    const auto words = byKind.constFind(action + '/' + kind);
    if (words != byKind.constEnd())
        return *words;
    const QString reading = wordsOfReading().value(action);
    return reading.isEmpty() ? wordsOfActions().value(action, QString::fromLatin1(action)) : reading;
}

QList<AuditModel::ActionChoice> AuditModel::actions() {
    QMap<QString, ActionChoice> byWords; // two that are called alike are one choice
    const auto add = [&](const QHash<QByteArray, QString>& words) {
        for (auto it = words.constBegin(); it != words.constEnd(); ++it) {
            const QList<QByteArray> parts = it.key().split('/');
            ActionChoice& one = byWords[*it];
            one.words = *it;
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
    const QHash<QByteArray, QString> icons{{"unlock", u"unlock"_s},        {"lock", u"lock"_s},
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

QVariant AuditModel::data(const QModelIndex& index, int role) const {
    const AuditLine* line = at(index.row());
    if (!line)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: {
        QStringList object{line->object, QString::fromUtf8(line->field)};
        object.removeAll(QString());
        const QString texts[] = {QLocale().toString(line->seq),
                                 line->when.toString(u"yyyy-MM-dd HH:mm:ss"_s),
                                 line->user,
                                 actionText(line->action, line->objectKind),
                                 object.join(u" / "_s),
                                 line->reason};
        return texts[column];
    }
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
