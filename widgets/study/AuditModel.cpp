// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/AuditModel.h"

#include "widgets/common/CellDelegate.h"

#include <QHash>
#include <QLocale>

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

QString AuditModel::actionText(const QByteArray& action, const QByteArray& kind) {
    const QHash<QByteArray, QString> pairs{{"create/subject", tr("Subject enrolled")},
                                           {"link/exam", tr("Exam linked to a visit")},
                                           {"change/subject", tr("Subject changed")},
                                           {"withdraw/subject", tr("Subject withdrawn")},
                                           {"create/study", tr("Study made")},
                                           {"create/user", tr("User added")},
                                           {"disable/user", tr("User disabled")},
                                           {"change/user", tr("User changed")},
                                           {"create/overlay", tr("Overlay added")},
                                           {"confirm/overlay", tr("Placement confirmed")},
                                           {"change/overlay", tr("Overlay style changed")},
                                           {"create/measurement", tr("Length measured")},
                                           {"void/measurement", tr("Length removed")},
                                           {"create/task", tr("Reading task given")},
                                           {"change/task", tr("Reading task changed")},
                                           {"create/ai-run", tr("AI findings taken")}};
    const QHash<QByteArray, QString> single{{"unlock", tr("Study unlocked")},
                                            {"lock", tr("Study locked")},
                                            {"import", tr("Images imported")},
                                            {"import-begin", tr("Import begun")},
                                            {"import-done", tr("Import finished")},
                                            {"import-interrupted", tr("Import interrupted")},
                                            {"describe", tr("Geometry noted")},
                                            {"place", tr("Overlay placed")},
                                            {"quarantine", tr("Exam waits for a subject")},
                                            {"assign", tr("Subject chosen")},
                                            {"export", tr("Exported")},
                                            {"migrate", tr("Format migrated")},
                                            {"clock", tr("Clock changed")},
                                            {"sweep", tr("Leftovers cleared")},
                                            {"unlock-failed", tr("Wrong passphrases")},
                                            {"void", tr("Removed")},
                                            {"verify", tr("Study verified")},
                                            {"read-identity", tr("Names read")},
                                            {"create", tr("Created")},
                                            {"change", tr("Changed")},
                                            {"confirm", tr("Confirmed")},
                                            {"withdraw", tr("Withdrawn")},
                                            {"leave-out", tr("Left out")},
                                            {"disable", tr("Disabled")},
                                            {"recovery", tr("Recovery words used")},
                                            {"skip", tr("Case put last")},
                                            {"reassign", tr("Case given to another reader")},
                                            {"reopen", tr("Reading opened again")},
                                            {"leave", tr("Case left")},
                                            {"reading-opened", tr("Case opened")},
                                            {"reading-first-image", tr("First picture shown")},
                                            {"reading-idle", tr("Pause in a reading")},
                                            {"reading-seen", tr("Mark seen")},
                                            {"reading-accepted", tr("Finding accepted")},
                                            {"reading-edited", tr("Finding changed")},
                                            {"reading-rejected", tr("Finding rejected")},
                                            {"reading-deferred", tr("Finding deferred")},
                                            {"reading-added", tr("Finding added")},
                                            {"reading-withdrawn", tr("Finding withdrawn")},
                                            {"reading-taken-back", tr("Decision taken back")},
                                            {"reading-first-closed", tr("First read closed")},
                                            {"reading-signed", tr("Reading finished")},
                                            {"reading-reopened", tr("Reading opened again")}};
    const auto pair = pairs.constFind(action + '/' + kind);
    if (pair != pairs.constEnd())
        return *pair;
    return single.value(action, QString::fromLatin1(action));
}

QString AuditModel::actionIcon(const QByteArray& action) {
    const QHash<QByteArray, QString> icons{
        {"unlock", u"unlock"_s},        {"lock", u"lock"_s},         {"import", u"folder2-open"_s},
        {"verify", u"shield-check"_s},  {"read-identity", u"eye"_s}, {"create", u"plus-lg"_s},
        {"change", u"pencil"_s},        {"void", u"trash3"_s},       {"confirm", u"check-lg"_s},
        {"withdraw", u"person-x"_s},    {"assign", u"link-45deg"_s}, {"leave-out", u"slash-circle"_s},
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
        const QString object = line->field.isEmpty()
                                   ? line->object
                                   : u"%1 / %2"_s.arg(line->object, QString::fromLatin1(line->field));
        const QString texts[] = {QLocale().toString(line->seq),
                                 line->when.toString(u"yyyy-MM-dd HH:mm:ss"_s),
                                 line->user,
                                 actionText(line->action, line->objectKind),
                                 object,
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
